"""HTML text → whether an element has more attributes than any page with sense.

The parser holds each attribute against all other names of its element: a megabyte of them in one tag keeps it busy for many seconds.
The tags are gone through once, as the parser takes them, before it sees the page.
"""

from __future__ import annotations

import re

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, ReadError

MOST = 1000
_TAG = re.compile(r"<(?:!--(?:-?>|.*?(?:--!?>|\Z))|(?P<raw>script|style)(?=[\s/>])|[a-z][^\s/>]*+)", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""[\s/]*+(?:([^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"?|'[^']*+'?|[^\s>]*+))?|=)""")
_END_OF_RAW = {name: re.compile(rf"</{name}", re.IGNORECASE) for name in ("script", "style")}


def refuse_overgrown(text: str, name: str) -> str:
    """The text of the page `name`, as it is. Raises ReadError where an element has more than `MOST` attributes."""
    at = 0
    while tag := _TAG.search(text, at):
        at = _after_attributes(text, tag.end(), name) if text[tag.start() + 1] != "!" else tag.end()
        if raw := tag["raw"]:  # its content is no markup
            end = _END_OF_RAW[raw.lower()].search(text, at)
            at = end.start() if end else len(text)
    return text


def _after_attributes(text: str, at: int, name: str) -> int:
    """Where the attributes that begin here end."""
    names: set[str] = set()
    while len(names) <= MOST:
        found = _ATTRIBUTE.match(text, at)
        if found is None:
            return at
        names.add((found[1] or "").lower())
        at = found.end()
    raise ReadError(
        Place(name),
        message("An element of the page has more than {n} attributes.", n=MOST),
        message("No page for people has that; it would keep the parser busy, so nothing was read."),
        message("Open the page in a browser and save its text, or take the PDF."),
    )
