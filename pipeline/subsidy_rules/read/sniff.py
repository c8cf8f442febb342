"""Bytes → format, by content; the name only serves to notice that something else was meant."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import Format
from subsidy_rules.model.errors import Place, ReadError
from subsidy_rules.read.charset import decode

_PDF_WITHIN = 1024  # readers accept a header within the first kilobyte (ISO 32000-1, annex H.3.4.1)
_HTML_HEAD = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<\?xml[^>]*>\s*<!doctype\s+html", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"</?(?:div|p|table|tr|td|th|h[1-6]|ul|ol|li|section|article|span|br|main|form|script|meta|title|a)\b[^<>]{0,300}>", re.IGNORECASE
)
_OTHER = (
    (b"PK\x03\x04", message("this is a ZIP archive or Office file.")),
    (b"\xd0\xcf\x11\xe0", message("this is an old Office file.")),
)
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")


def sniff(data: bytes, name: str) -> Format:
    """What the content is: "pdf", "html" or "text".

    Raises:
        ReadError: nothing in it, a picture, an archive or bytes without sense, or an HTML page under the name of a PDF.
    """
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise _error(name, message("the file is empty."), _FETCH)
    if b"%PDF-" in data[:_PDF_WITHIN] and not _HTML_HEAD.search(data[: data.index(b"%PDF-")]):
        return "pdf"
    for magic, what in _OTHER:
        if data.startswith(magic):
            raise _error(name, what, _CONVERT)
    if data.startswith(_IMAGES):
        raise _error(name, message("this is a picture without text."), _CONVERT)
    if _is_html(data):
        if PurePosixPath(name).suffix.lower() == ".pdf":
            raise _error(
                name,
                message("an HTML page named .pdf, probably a login, error or 'moved' page."),
                _FETCH,
            )
        return "html"
    decode(data, name)
    if PurePosixPath(name).suffix.lower() == ".pdf":
        raise _error(name, message("named .pdf but without a PDF header."), _FETCH)
    return "text"


def _is_html(data: bytes) -> bool:
    head = data[:65536].replace(b"\x00", b"")  # a page in UTF-16 has a zero byte in each tag letter
    if _HTML_HEAD.search(head):
        return True
    # template files have no <html>; a text with a few inline tags in table cells is still text
    tags = len(_HTML_TAG.findall(head))
    lines = head.count(b"\n") + 1
    return tags >= 3 and (tags > lines / 2 or head.lstrip()[:1] == b"<")


_FETCH = (
    message("Rules would be read from the wrong content."),
    message("Open the address in a browser and store the document itself again."),
)
_CONVERT = (
    message("Only PDF, HTML and text are read."),
    message("Save it as PDF or text and register that file."),
)


def _error(name: str, what: Message, rest: tuple[Message, Message]) -> ReadError:
    return ReadError(Place(name), what, *rest)
