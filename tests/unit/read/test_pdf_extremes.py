"""PDF files of a shape that no document has: pages as wide as a town, annotations without end, what is within itself.

Each is read as much as it can be, or refused with words, within the limits of the reading process.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from subsidy_rules.model.errors import ReadError
from subsidy_rules.process.guard import Limits
from subsidy_rules.read.document import quiet, read_with_parts

LIMITS = Limits(memory_mb=192, seconds=120.0, pages=200)
LIMIT_WORDS = ("took longer", "needs more than", "process ended")
TEXT = b"BT /T 10 Tf 20 500 Td (Grants are limited to 1500000 yen for each applicant) Tj ET"
TEXT_SHOWN = "Grants are limited"


def pdf(objects: dict[int, bytes], content: bytes = TEXT, page: bytes = b"", box: bytes = b"0 0 400 600", tail: bytes = b"") -> bytes:
    """A file of one page with a line of text; the objects come on top, or in place of its own (1 catalogue, 2 pages, 3 page)."""
    own = {
        1: b"<</Type/Catalog/Pages 2 0 R" + tail + b">>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox["
        + box
        + b"]/Resources<</Font<</T 5 0 R>>/XObject<</F 10 0 R>>>>/Contents 4 0 R"
        + page
        + b">>",
        4: b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted((own | objects).items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in places.items())
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, start)


def form(content: bytes, inner: int) -> bytes:
    inside = b"/Resources<</Font<</T 5 0 R>>/XObject<</F %d 0 R>>>>" % inner
    return b"<</Type/XObject/Subtype/Form/BBox[0 0 400 600]%s/Length %d>>stream\n%s\nendstream" % (inside, len(content), content)


def chain(n: int, body: Callable[[int], bytes]) -> dict[int, bytes]:
    """Objects of which each is in the one before."""
    return {number: body(number + 1) for number in range(10, 10 + n)}


LINK = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a.example/)>>>>"
NOTE = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(150)>>"
SHAPES: dict[str, bytes] = {
    "a page of 900,000 points": pdf({}, box=b"0 0 900000 900000"),
    "a page of more than there is": pdf({}, box=b"-1e30 -1e30 1e30 1e30"),
    "a page of no size": pdf({}, box=b"0 0 0 0"),
    "a page upside down": pdf({}, box=b"400 600 0 0"),
    "units of a mile": pdf({}, page=b"/UserUnit 100000"),
    "100,000 links": pdf({10: LINK}, page=b"/Annots[" + b"10 0 R " * 100_000 + b"]"),
    "100,000 notes of their own": pdf({}, page=b"/Annots[" + NOTE * 100_000 + b"]"),
    "forms within forms": pdf(chain(2_000, lambda inner: form(b"/F Do " + TEXT, inner)), content=TEXT + b" /F Do"),
    "a form within itself": pdf({10: form(b"/F Do /F Do " + TEXT, 10)}, content=TEXT + b" /F Do /F Do"),
    "forms that double": pdf(chain(40, lambda inner: form(b"/F Do /F Do", inner)), content=TEXT + b" /F Do"),
    "bookmarks within bookmarks": pdf(
        chain(20_000, lambda inner: b"<</Title(1)/First %d 0 R/Last %d 0 R>>" % (inner, inner)), tail=b"/Outlines 10 0 R"
    ),
    "a bookmark after itself": pdf({10: b"<</First 11 0 R>>", 11: b"<</Title(1)/Next 11 0 R/First 11 0 R>>"}, tail=b"/Outlines 10 0 R"),
    "pages within pages": pdf(
        {2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", **chain(3_000, lambda inner: b"<</Type/Pages/Kids[%d 0 R 3 0 R]/Count 1>>" % inner)}
    ),
    "pages that hold themselves": pdf({2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}),
    "a billion pages": pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 1000000000>>"}),
    "a parent of its own": pdf({2: b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>"}),
    "states that are kept and never given back": pdf({}, content=b"q " * 500_000 + TEXT),
    "arrays within arrays": pdf({10: b"[" * 100_000}, page=b"/Annots 10 0 R"),
    "structure within structure": pdf(
        chain(5_000, lambda inner: b"<</Type/StructElem/S/Table/K %d 0 R/P 10 0 R>>" % inner),
        tail=b"/MarkInfo<</Marked true>>/StructTreeRoot<</Type/StructTreeRoot/K 10 0 R>>",
    ),
}
# pdfium unfolds these until its memory ends, which costs the reading process and this document
STOPPED = {"a form within itself", "forms that double"}
# what these are is a page that can be read all the same
READ = {"a page upside down", "100,000 links", "100,000 notes of their own", "bookmarks within bookmarks", "a bookmark after itself"}


@pytest.mark.parametrize("shape", SHAPES)
def test_it_is_read_or_refused(shape: str) -> None:
    try:
        document = read_with_parts(SHAPES[shape], "a.pdf", quiet, LIMITS).document
    except ReadError as error:
        assert shape in STOPPED or not any(words in error.words("en") for words in LIMIT_WORDS), error.words("en")
        assert shape not in READ
    else:
        shown = [line.text for page in document.pages for line in page.lines]
        assert shape not in READ or any(TEXT_SHOWN in line for line in shown)
        assert len(document.pages) <= LIMITS.pages
        assert sum(len(page.annotations) for page in document.pages) <= 5_000
