"""Tables of a tagged PDF, from a file written by hand: a Table of two rows, a cell over two columns, a page number outside."""

from __future__ import annotations

from subsidy_rules.read.pdf import iter_layouts

CONTENT = b"""BT /F1 12 Tf
/TH <</MCID 0>> BDC 1 0 0 1 50 150 Tm (Frame and cap of all) Tj EMC
/TD <</MCID 1>> BDC 1 0 0 1 50 130 Tm (Alpha) Tj EMC
/TD <</MCID 2>> BDC 1 0 0 1 120 130 Tm (Beta) Tj EMC
/Artifact BMC 1 0 0 1 100 10 Tm (7) Tj EMC
ET"""

OBJECTS = [
    b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 5 0 R/StructParents 0/Resources<</Font<</F1 4 0 R>>>>>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    b"<</Length %d>>stream\n%s\nendstream" % (len(CONTENT), CONTENT),
    b"<</Type/StructTreeRoot/K 7 0 R/ParentTree 13 0 R>>",
    b"<</Type/StructElem/S/Table/P 6 0 R/K[8 0 R 9 0 R]>>",
    b"<</Type/StructElem/S/TR/P 7 0 R/K[10 0 R]>>",
    b"<</Type/StructElem/S/TR/P 7 0 R/K[11 0 R 12 0 R]>>",
    b"<</Type/StructElem/S/TH/P 8 0 R/Pg 3 0 R/A<</O/Table/ColSpan 2>>/K 0>>",
    b"<</Type/StructElem/S/TD/P 9 0 R/Pg 3 0 R/K 1>>",
    b"<</Type/StructElem/S/TD/P 9 0 R/Pg 3 0 R/K 2>>",
    b"<</Nums[0[10 0 R 11 0 R 12 0 R]]>>",
]


def _pdf() -> bytes:
    out = b"%PDF-1.7\n"
    offsets = []
    for no, body in enumerate(OBJECTS, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (no, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(OBJECTS) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(out),
    )


def test_cells_have_their_places_spans_and_characters() -> None:
    (layout,) = iter_layouts(_pdf(), "tagged.pdf")
    (table,) = layout.tags
    text_of = {char.order: char.text for char in layout.chars}
    cells = [(c.row, c.col, c.rowspan, c.colspan, c.header, "".join(text_of[order] for order in c.chars)) for c in table.cells]
    assert cells == [(0, 0, 1, 2, True, "Frameandcapofall"), (1, 0, 1, 1, False, "Alpha"), (1, 1, 1, 1, False, "Beta")]


def test_page_numbers_stand_in_no_cell() -> None:
    (layout,) = iter_layouts(_pdf(), "tagged.pdf")
    assert "7" in {char.text for char in layout.chars}
    assert all(
        "7" not in "".join(layout.chars[i].text for i, c in enumerate(layout.chars) if c.order in cell.chars)
        for cell in layout.tags[0].cells
    )
