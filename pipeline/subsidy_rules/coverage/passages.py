"""Document → passages: every table cell, clause and remaining line once, with its zone and place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Box, Cell, Clause, Document, Line, Page, Table, Zone

_NAME_LENGTH = 30
_SLACK = 2.0
_TAG = re.compile(r"<[^<>]+>")
_LABEL = re.compile(r"^\W*\w{1,5}[.)）、．:：\s]\s*")  # a list item is printed with its label, its clause holds the text alone


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One text of a document. Exactly one of `cell` (with `table`), `clause` and `line` is set."""

    text: str
    zone: Zone | None
    page_no: int
    at: str
    table: Table | None = None
    cell: Cell | None = None
    clause: Clause | None = None
    line: Line | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes that its text stands in: of the cell, or of each line."""
        if self.cell is not None:
            return (self.cell.bbox,) if self.cell.bbox is not None else ()
        if self.clause is not None:
            return tuple(span.bbox for span in self.clause.spans if span.bbox is not None)
        return (self.line.bbox,) if self.line is not None and self.line.bbox is not None else ()

    def places(self, start: int, end: int) -> tuple[tuple[int, Box | None], ...]:
        """Page and box of each line that the characters start..end (half-open) stand on; of the cell for a cell."""
        spans = [s for s in self.clause.spans if s.start < end and start < s.end] if self.clause is not None else []
        if spans:
            return tuple((span.page_no, span.bbox) for span in spans)
        return ((self.page_no, self.boxes[0] if self.boxes else None),)


def passages_of(document: Document) -> tuple[Passage, ...]:
    """All passages: page by page, clauses, then cells, then the lines that are in neither (running heads, page numbers)."""
    found = [_of_clause(clause) for clause in document.clauses if clause.text]
    found += [_of_cell(table, cell) for table in document.tables for cell in table.cells if cell.text]
    found += list(_remaining(document, found))
    return tuple(sorted(found, key=lambda passage: passage.page_no))


def _of_clause(clause: Clause) -> Passage:
    at = "".join(clause.path) or " ".join(clause.headings[-1:])
    return Passage(clause.text, clause.zone, clause.page_no, at, clause=clause)


def _of_cell(table: Table, cell: Cell) -> Passage:
    names = dict.fromkeys(_short(part) for part in cell.header_path if part)
    return Passage(cell.text, table.zone, cell.page_no, f"表{table.table_no} {'／'.join(names)}".strip(), table=table, cell=cell)


def _short(header: str) -> str:
    text = " ".join(header.split())
    return text if len(text) <= _NAME_LENGTH else text[: _NAME_LENGTH - 1] + "…"


def _remaining(document: Document, found: Sequence[Passage]) -> Iterator[Passage]:
    if document.format == "pdf":
        boxes: dict[int, list[tuple[Box, str]]] = defaultdict(list)
        for passage in found:
            for page_no, box in passage.places(0, len(passage.text)):
                if box is not None:
                    boxes[page_no].append((box, passage.text))
        for page in document.pages:
            yield from _uncovered(page, boxes[page.page_no])
    else:
        known = "\n".join(_plain(passage.text) for passage in found)
        for line in (line for page in document.pages for line in page.lines):
            parts = [part for part in re.split(r"[\t|]", line.text) if _plain(part)]
            if not all(_plain(part) in known or _plain(_LABEL.sub("", part)) in known for part in parts):
                yield Passage(line.text, None, 1, "", line=line)


def _plain(text: str) -> str:
    """Letters and digits only: lines of text files keep the marks for bold type and lists that cells and clauses have lost."""
    return re.sub(r"[\W_]", "", _TAG.sub("", fold_text(text)))


def _uncovered(page: Page, known: Sequence[tuple[Box, str]]) -> Iterator[Passage]:
    for line in page.lines:
        if line.bbox is None or any(_middle_in(line.bbox, box) for box, _ in known) or _is_row(line, line.bbox, known):
            continue
        yield Passage(line.text, None, page.page_no, "", line=line)


def _is_row(line: Line, bbox: Box, known: Sequence[tuple[Box, str]]) -> bool:
    """Whether a line is what several cells beside each other say, its middle between them."""
    y = (bbox[1] + bbox[3]) / 2
    beside = sorted((box[0], text) for box, text in known if box[1] - _SLACK <= y <= box[3] + _SLACK)
    return len(beside) > 1 and _plain(line.text) in "".join(_plain(text) for _, text in beside)


def _middle_in(inner: Box, outer: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] - _SLACK <= x <= outer[2] + _SLACK and outer[1] - _SLACK <= y <= outer[3] + _SLACK
