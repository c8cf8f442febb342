"""Tables as a tagged PDF states them in its structure tree: a second reading, independent of what is drawn.

Word and PowerPoint write these tags (ISO 32000-1, 14.8.4.3.4: Table, TR, TH, TD); nobody checks them, so they never overrule rules.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pypdfium2.raw as pdfium

from subsidy_rules.model.layout import Char, TaggedCell, TaggedTable
from subsidy_rules.read.asked_often import handle, text_object

# Deeper than any real document nests its elements; a damaged tree may refer to itself.
_DEPTH = 64
_SPAN_MAX = 200
_NO_CONTENT = -1
_NAME_BYTES = 64


def tagged_tables(page: Any, text_page: Any, chars: Sequence[Char]) -> tuple[TaggedTable, ...]:
    """The table elements of a page with the characters that stand in each cell; cells without characters here are left out."""
    tree = pdfium.FPDF_StructTree_GetForPage(page)
    if not tree:
        return ()
    try:
        roots = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(pdfium.FPDF_StructTree_CountChildren(tree))]
        tables = [table for root in roots if root for table in _elements(root, "Table", 0)]
        if not tables:
            return ()
        by_content = _chars_by_content(text_page, chars)
        found = [_table_of(table, by_content) for table in tables]
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return tuple(table for table in found if table.cells)


def _children(element: Any) -> Iterator[Any]:
    for i in range(max(0, pdfium.FPDF_StructElement_CountChildren(element))):
        child = pdfium.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            yield child


def _type_of(element: Any) -> str:
    """The standard names are short; a longer one, of the file's own, is not told, and is none that is asked for."""
    buffer = ctypes.create_string_buffer(_NAME_BYTES)
    length = pdfium.FPDF_StructElement_GetType(element, buffer, _NAME_BYTES)
    return buffer.raw[: min(length, _NAME_BYTES)].decode("utf-16-le", errors="replace").rstrip("\x00")


def _elements(element: Any, kind: str, depth: int) -> Iterator[Any]:
    """Elements of a kind at or below an element, not those within another of that kind."""
    if _type_of(element) == kind:
        yield element
    elif depth < _DEPTH:
        for child in _children(element):
            yield from _elements(child, kind, depth + 1)


def _chars_by_content(text_page: Any, chars: Sequence[Char]) -> Mapping[int, list[int]]:
    """The characters (by `order`) of each marked content of the page."""
    content_of: dict[int, int] = {}
    found: dict[int, list[int]] = defaultdict(list)
    page = handle(text_page)
    for char in chars:
        item = text_object(page, char.order)
        if item is None:
            continue
        if item not in content_of:
            content_of[item] = pdfium.FPDFPageObj_GetMarkedContentID(pdfium.FPDFText_GetTextObject(text_page, char.order))
        found[content_of[item]].append(char.order)
    # page numbers and running titles are in no marked content
    found.pop(_NO_CONTENT, None)
    return found


def _table_of(table: Any, by_content: Mapping[int, list[int]]) -> TaggedTable:
    """Cells at the places that rows and spans give them, as in HTML."""
    cells: list[TaggedCell] = []
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_elements_below(table, "TR")):
        col = 0
        for cell in _children(line):
            kind = _type_of(cell)
            if kind not in ("TD", "TH"):
                continue
            while (row, col) in taken:
                col += 1
            rowspan, colspan = _span(cell, b"RowSpan"), _span(cell, b"ColSpan")
            taken.update((r, c) for r in range(row, row + rowspan) for c in range(col, col + colspan))
            orders = tuple(sorted(order for content in _contents(cell, 0) for order in by_content.get(content, ())))
            if orders:
                cells.append(TaggedCell(row, col, rowspan, colspan, kind == "TH", orders))
            col += colspan
    return TaggedTable(tuple(cells))


def _elements_below(table: Any, kind: str) -> Iterator[Any]:
    for child in _children(table):
        yield from _elements(child, kind, 0)


def _contents(element: Any, depth: int) -> Iterator[int]:
    """Marked contents at or below an element, without those of a table within it."""
    for i in range(max(0, pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)
    if depth < _DEPTH:
        for child in _children(element):
            if _type_of(child) != "Table":
                yield from _contents(child, depth + 1)


def _span(cell: Any, name: bytes) -> int:
    """RowSpan or ColSpan of a cell, 1 where the tags do not state it."""
    value = ctypes.c_float()
    for i in range(max(0, pdfium.FPDF_StructElement_GetAttributeCount(cell))):
        attribute = pdfium.FPDF_StructElement_GetAttributeAtIndex(cell, i)
        stated = pdfium.FPDF_StructElement_Attr_GetValue(attribute, name) if attribute else None
        if stated and pdfium.FPDF_StructElement_Attr_GetNumberValue(stated, value):
            return max(1, min(_SPAN_MAX, int(value.value)))
    return 1
