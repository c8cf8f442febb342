"""One function per extractor: path of a PDF → its tables, page by page. Each imports its library itself, so that only one is loaded.

Run as a program, it reads one PDF with one extractor and prints what came out, the time and the memory as JSON:
`python benchmarks/engines.py ours FILE.pdf`. A process of its own for each measurement keeps memory figures apart.
"""

from __future__ import annotations

import bisect
import ctypes
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from scoring import PlacedCell

Tables = list[tuple[int, list[list[PlacedCell]]]]  # (page number from 1, its tables)
Reader = Callable[[str], Tables]
Box = tuple[float, float, float, float]

_SAME_EDGE_PT = 1.0


def ours() -> Reader:
    """Our reading: tables of each page before continuations are joined, as the labelled tables are."""
    from subsidy_rules.process.garbage import look_rarely
    from subsidy_rules.read.pdf import iter_layouts
    from subsidy_rules.tables import build_tables

    look_rarely()  # as the reading process does

    def read(path: str) -> Tables:
        return [
            (layout.page_no, [[PlacedCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in t.cells] for t in build_tables(layout)])
            for layout in iter_layouts(Path(path).read_bytes(), path)
        ]

    return read


def grid_alone() -> Reader:
    """Our reading as if the file had no tags."""
    from dataclasses import replace

    from subsidy_rules.read.pdf import iter_layouts
    from subsidy_rules.tables import build_tables

    def read(path: str) -> Tables:
        layouts = (replace(layout, tags=()) for layout in iter_layouts(Path(path).read_bytes(), path))
        return [
            (layout.page_no, [[PlacedCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in t.cells] for t in build_tables(layout)])
            for layout in layouts
        ]

    return read


def tags_alone() -> Reader:
    """The tables that the file's own tags state, whatever they look like."""
    from subsidy_rules.read.pdf import iter_layouts
    from subsidy_rules.tables.tags import tables_of_tags

    def read(path: str) -> Tables:
        return [
            (layout.page_no, [[PlacedCell(c.row, c.col, c.rowspan, c.colspan, c.text) for c in t.cells] for t in tables_of_tags(layout)])
            for layout in iter_layouts(Path(path).read_bytes(), path)
        ]

    return read


def pdfplumber() -> Reader:
    """pdfplumber with its own settings."""
    import pdfplumber

    def read(path: str) -> Tables:
        with pdfplumber.open(path) as pdf:
            return [(page.page_number, [_from_rows(t.rows, t.extract()) for t in page.find_tables()]) for page in pdf.pages]

    return read


def pdfplumber_rs() -> Reader:
    """pdfplumber-rs with its own settings; its module is named pdfplumber too, and the caller puts it first on the path."""
    import pdfplumber

    def read(path: str) -> Tables:
        with pdfplumber.open(path) as pdf:
            return [
                (no, [_from_boxes([(_box(c), c["text"] or "") for row in t.rows for c in row if c["x1"]]) for t in page.find_tables()])
                for no, page in enumerate(pdf.pages, start=1)
            ]

    return read


def tablers() -> Reader:
    """tablers with its own settings."""
    import tablers

    def read(path: str) -> Tables:
        document = tablers.Document(path)
        try:
            return [
                (no, [_from_boxes([(cell.bbox, cell.text) for cell in t.cells]) for t in tablers.find_tables(page, extract_text=True)])
                for no, page in enumerate(document.pages(), start=1)
            ]
        finally:
            document.close()

    return read


def camelot() -> Reader:
    """camelot, lattice, text of spanning cells kept once."""
    import camelot

    def read(path: str) -> Tables:
        pages: dict[int, list[list[PlacedCell]]] = {}
        for table in camelot.read_pdf(path, pages="all", flavor="lattice"):
            pages.setdefault(table.page, []).append(_from_sides(table.cells))
        return sorted(pages.items())

    return read


def pdfium_floor() -> Reader:
    """No tables: opens the file, loads each page, asks a box for each character and a colour and points for each path."""
    import pypdfium2.raw as pdfium

    def read(path: str) -> Tables:
        data = Path(path).read_bytes()
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
        box, colour = pdfium.FS_RECTF(), [ctypes.c_uint() for _ in range(4)]
        x, y = ctypes.c_float(), ctypes.c_float()
        n_pages = pdfium.FPDF_GetPageCount(document)
        for index in range(n_pages):
            page = pdfium.FPDF_LoadPage(document, index)
            text = pdfium.FPDFText_LoadPage(page)
            for char in range(pdfium.FPDFText_CountChars(text)):
                pdfium.FPDFText_GetUnicode(text, char)
                pdfium.FPDFText_GetLooseCharBox(text, char, box)
            for number in range(pdfium.FPDFPage_CountObjects(page)):
                shape = pdfium.FPDFPage_GetObject(page, number)
                if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_PATH:
                    continue
                pdfium.FPDFPageObj_GetFillColor(shape, *colour)
                for part in range(pdfium.FPDFPath_CountSegments(shape)):
                    pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFPath_GetPathSegment(shape, part), x, y)
            pdfium.FPDFText_ClosePage(text)
            pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)
        return [(no, []) for no in range(1, n_pages + 1)]

    return read


ENGINES: dict[str, Callable[[], Reader]] = {
    "ours": ours,
    "ours, grid alone": grid_alone,
    "tags alone": tags_alone,
    "pdfplumber": pdfplumber,
    "tablers": tablers,
    "camelot": camelot,
    "pdfplumber-rs": pdfplumber_rs,
    "pdfium floor": pdfium_floor,
}
MODULES = {
    "ours": "subsidy_rules",
    "ours, grid alone": "subsidy_rules",
    "tags alone": "subsidy_rules",
    "pdfplumber-rs": "pdfplumber",
    "pdfium floor": "pypdfium2",
}


def is_installed(engine: str) -> bool:
    """Whether the library of an engine can be imported by this interpreter."""
    return find_spec(MODULES.get(engine, engine)) is not None


def _box(cell: dict[str, Any]) -> Box:
    return (cell["x0"], cell["top"], cell["x1"], cell["bottom"])


def _from_rows(rows: Sequence[Any], texts: Sequence[Sequence[str | None]]) -> list[PlacedCell]:
    """Cells of rows of boxes, None where a spanning cell goes on, with their texts row by row."""
    pairs = [
        (box, text or "")
        for row, row_texts in zip(rows, texts, strict=True)
        for box, text in zip(row.cells, row_texts, strict=True)
        if box is not None
    ]
    return _from_boxes(pairs)


def _from_boxes(cells: Iterable[tuple[Box, str]]) -> list[PlacedCell]:
    """Rows, columns and spans from the edges of the boxes."""
    cells = list(cells)
    xs, ys = _edges(x for box, _ in cells for x in (box[0], box[2])), _edges(y for box, _ in cells for y in (box[1], box[3]))
    placed = []
    for (x0, top, x1, bottom), text in cells:
        col, row = _edge_no(xs, x0), _edge_no(ys, top)
        placed.append(PlacedCell(row, col, max(1, _edge_no(ys, bottom) - row), max(1, _edge_no(xs, x1) - col), text))
    return placed


def _edges(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME_EDGE_PT:
            found.append(value)
    return found


def _edge_no(edges: Sequence[float], value: float) -> int:
    at = bisect.bisect_left(edges, value)
    return min((at - 1, at), key=lambda i: abs(edges[i] - value) if 0 <= i < len(edges) else float("inf"))


def _from_sides(grid: Sequence[Sequence[Any]]) -> list[PlacedCell]:
    """Cells that know on which sides a rule is drawn: what no rule parts is one cell."""
    placed: list[PlacedCell] = []
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(grid):
        for col, cell in enumerate(cells):
            if (row, col) in taken:
                continue
            right, down = col, row
            while right + 1 < len(cells) and not grid[row][right].right:
                right += 1
            while down + 1 < len(grid) and not grid[down][col].bottom:
                down += 1
            span = [(r, c) for r in range(row, down + 1) for c in range(col, right + 1)]
            taken.update(span)
            text = "".join(grid[r][c].text for r, c in span)
            placed.append(PlacedCell(row, col, down - row + 1, right - col + 1, text if len(span) > 1 else cell.text))
    return placed


def peak_mb() -> float:
    """Most memory this process ever held, in megabytes."""
    status = Path("/proc/self/status")
    if status.is_file():  # unlike getrusage, it leaves out what the parent held before this program was started
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def main() -> int:
    engine, path = sys.argv[1:3]
    if not is_installed(engine):
        print(json.dumps(None))
        return 0
    started = time.perf_counter()
    read = ENGINES[engine]()
    loaded = time.perf_counter()
    tables = read(path)
    done = time.perf_counter()
    print(json.dumps({"start_s": loaded - started, "read_s": done - loaded, "peak_mb": peak_mb(), "tables": tables}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
