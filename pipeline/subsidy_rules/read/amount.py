"""How much there is to read in a file, without reading it: enough to tell a document from a placeholder, a login page or a torso.

PDF and HTML files are opened in a process of their own: what comes from the network may be made to crash its reader, or to keep it busy.
"""

from __future__ import annotations

import ctypes
import faulthandler
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection

import pypdfium2.raw as pdfium

# not loaded lazily: the process of its own is a copy of this one, and would load them anew for every page
from lxml import etree, html

from subsidy_rules.model.document import Format
from subsidy_rules.process.guard import Limits, limit_memory, limit_processor, process_context
from subsidy_rules.process.jobs import run_alone
from subsidy_rules.process.watch import Tick
from subsidy_rules.read.charset import decode
from subsidy_rules.read.html_attributes import refuse_overgrown

_LIMITS = Limits(memory_mb=512, seconds=30.0, pages=400)
_TRAILER_WITHIN = 4096  # as generous about what servers append to the end mark as `read.pdf`
_HIDDEN = ("script", "style", "noscript", "template")


@dataclass(frozen=True, slots=True)
class Amount:
    """What a file holds.

    Attributes:
        chars: visible characters without white space; None where they cannot be counted (encrypted).
        pictures: whether there are pictures (a scan has no characters, but is a document).
        title, text: of an HTML page, its title and the beginning of its visible text.
        asks_password: an HTML page with a field for one.
        damaged: it cannot be opened, or was cut short.
    """

    chars: int | None
    pictures: bool = False
    title: str = ""
    text: str = ""
    asks_password: bool = False
    damaged: bool = False


def measure(data: bytes, name: str, form: Format) -> Amount:
    """The amount of text in a file of a format that `sniff` told. Raises ReadError where it is no text at all."""
    if form == "pdf":
        return _measure_pdf(data)
    if form == "html":
        return run_alone(name, partial(_measure_html, data, name), _LIMITS)
    text = decode(data, name).text
    return Amount(_visible(text), text=text[:400])


def _measure_html(data: bytes, name: str, _: Tick) -> Amount:
    """Runs in the process of its own."""
    text = refuse_overgrown(decode(data, name).text, name)
    tree = html.document_fromstring(f"<html>{text}".encode(), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    title = tree.findtext(".//title") or ""
    asks = any(str(field.get("type", "")).strip().lower() == "password" for field in tree.iter("input"))
    etree.strip_elements(tree, *_HIDDEN, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    shown = " ".join(str(part) for part in tree.itertext())
    return Amount(_visible(shown), False, " ".join(title.split()), shown[:4000], asks)


def _visible(text: str) -> int:
    return len("".join(text.split()))


def _measure_pdf(data: bytes) -> Amount:
    if b"%%EOF" not in data[-_TRAILER_WITHIN:]:
        return Amount(None, damaged=True)
    context = process_context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_count, args=(sender, data), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(_LIMITS.seconds):
            return Amount(None, damaged=True)
        found = receiver.recv()
    except EOFError:
        return Amount(None, damaged=True)
    finally:
        process.kill()
        process.join()
        receiver.close()
    return found if isinstance(found, Amount) else Amount(None, damaged=True)


def _count(sender: Connection, data: bytes) -> None:
    """Runs in the process of its own."""
    faulthandler.disable()
    limit_memory(_LIMITS.memory_mb)
    limit_processor(_LIMITS.seconds)
    sender.send(_count_pdf(data))


def _count_pdf(data: bytes) -> Amount:
    buffer = ctypes.create_string_buffer(data, len(data))
    document = pdfium.FPDF_LoadMemDocument64(buffer, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        return Amount(None, damaged=not locked)
    pages = min(pdfium.FPDF_GetPageCount(document), _LIMITS.pages)
    if pages < 1:
        return Amount(None, damaged=True)
    counted = [_count_page(document, n) for n in range(pages)]
    return Amount(sum(chars for chars, _ in counted), any(pictures for _, pictures in counted))


def _count_page(document: object, index: int) -> tuple[int, bool]:
    """Characters of a page, and whether it shows a picture; a page that cannot be loaded has neither."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return 0, False
    text_page = pdfium.FPDFText_LoadPage(page)
    chars = max(0, pdfium.FPDFText_CountChars(text_page)) if text_page else 0
    # pictures matter only where there is hardly any text, and asking for them takes time
    pictures = chars < 20 and any(
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, n)) in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
        for n in range(pdfium.FPDFPage_CountObjects(page))
    )
    return chars, pictures
