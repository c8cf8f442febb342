"""Pages and tables → the lines that are text of clauses, each with its place and what stands between it and the line before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from subsidy_rules.clauses.labels import Role, split_label
from subsidy_rules.clauses.running import running_lines
from subsidy_rules.clauses.zones import squeeze
from subsidy_rules.model.document import Box, Line, Page, Table

_INSIDE = 0.6  # share of a line's width that must lie in a table for the line to be the table's
_SLACK_PT = 1.5
_HEADER_PT = 40.0  # height of a header row that is printed again


@dataclass(frozen=True, slots=True)
class Row:
    """One line of running text.

    Attributes:
        text: as printed.
        bbox: its box in points.
        barrier: whether a table or picture of its size stands between it and the row before.
        solo: whether it is complete in itself (a row of a list that is drawn as a table).
    """

    text: str
    page_no: int
    bbox: Box
    barrier: bool = False
    solo: bool = False

    @property
    def size(self) -> float:
        """Height of the line in points."""
        return self.bbox[3] - self.bbox[1]


def text_rows(pages: Sequence[Page], tables: Sequence[Table]) -> tuple[Row, ...]:
    """All lines that are neither running heads or page numbers nor text of a table, in reading order.

    The rows of a table that only lines up labels with their texts are given as one line each.
    """
    dropped = running_lines(pages)
    headers: dict[int, set[str]] = defaultdict(set)
    regions: dict[int, list[Box]] = defaultdict(list)
    listed: dict[int, list[Row]] = defaultdict(list)
    for table in tables:
        if table.n_rows * table.n_cols > 1:
            for page_no, box in boxes_of(table).items():
                regions[page_no].append(box)
                if page_no != table.page_no:
                    headers[page_no] |= _header_lines(table)
        if is_list(table):
            for row in _list_rows(table):
                listed[row.page_no].append(row)
    rows: list[Row] = []
    for page in pages:
        kept = [
            Row(line.text, page.page_no, line.bbox)
            for at, line in enumerate(page.lines)
            if line.bbox is not None
            and line.text.strip()
            and (page.page_no, at) not in dropped
            and not _in_table(line.bbox, regions[page.page_no])
            and not _repeats_header(line, regions[page.page_no], headers[page.page_no])
        ]
        rows.extend(_merged(kept, listed[page.page_no]))
    return tuple(_with_barriers(rows, regions))


def _header_lines(table: Table) -> set[str]:
    """The header rows of a table as they are printed again where it goes on: those cells are in the table once only."""
    rows = ("".join(squeeze(cell.text) for cell in table.cells if cell.row == at) for at in range(max(table.header_rows, 1)))
    return {row for row in rows if row}


def _repeats_header(line: Line, regions: Sequence[Box], headers: set[str]) -> bool:
    text = squeeze(line.text)
    if line.bbox is None or not any(text in header for header in headers):
        return False
    return any(0 <= box[1] - line.bbox[3] + _SLACK_PT <= _HEADER_PT for box in regions)


def boxes_of(table: Table) -> dict[int, Box]:
    """The box of the table on each page that it stands on."""
    boxes: dict[int, Box] = {}
    if table.bbox is not None:
        boxes[table.page_no] = table.bbox
    for cell in table.cells:
        if cell.bbox is not None:
            boxes[cell.page_no] = _union(boxes.get(cell.page_no, cell.bbox), cell.bbox)
    return boxes


def is_list(table: Table) -> bool:
    """Whether the table is a list set in two columns: labels at the left, one text each at the right."""
    if table.n_cols != 2 or table.n_rows < 2:
        return False
    first = [cell for cell in table.cells if cell.col == 0]
    if len(first) != table.n_rows or any(cell.rowspan > 1 or cell.colspan > 1 for cell in table.cells):
        return False
    return all(_only_label(cell.text) for cell in first)


def _only_label(text: str) -> bool:
    bare = text.strip()
    label = split_label(bare + " 　の" if bare.isalnum() else bare)
    return label is not None and label.role in (Role.ITEM, Role.BULLET, Role.NOTE) and label.raw.strip() == bare


def _list_rows(table: Table) -> Iterator[Row]:
    texts = {cell.row: cell for cell in table.cells if cell.col == 1}
    for cell in sorted((cell for cell in table.cells if cell.col == 0), key=lambda cell: cell.row):
        text = texts.get(cell.row)
        if text is not None and text.bbox is not None and text.text.strip():
            joined = "".join(line.strip() for line in text.text.split("\n"))
            yield Row(f"{cell.text.strip()} {joined}", text.page_no, _union(cell.bbox or text.bbox, text.bbox), solo=True)


def _merged(kept: Sequence[Row], listed: Sequence[Row]) -> Iterator[Row]:
    """Rows of lists put where their table stands among the lines of the page."""
    waiting = sorted(listed, key=lambda row: row.bbox[1])
    for row in kept:
        while waiting and waiting[0].bbox[1] < row.bbox[1]:
            yield waiting.pop(0)
        yield row
    yield from waiting


def _with_barriers(rows: Sequence[Row], regions: dict[int, list[Box]]) -> Iterator[Row]:
    last: Row | None = None
    for row in rows:
        barrier = last is not None and _between(last, row, regions)
        yield Row(row.text, row.page_no, row.bbox, barrier, row.solo)
        last = row


def _between(last: Row, row: Row, regions: dict[int, list[Box]]) -> bool:
    if last.page_no == row.page_no:
        return any(box[1] >= last.bbox[3] - 3 and box[3] <= row.bbox[1] + 3 for box in regions[row.page_no])
    below = any(box[1] >= last.bbox[3] - 3 for box in regions[last.page_no])
    return below or any(box[3] <= row.bbox[1] + 3 for box in regions[row.page_no])


def _in_table(bbox: Box, regions: Sequence[Box]) -> bool:
    """Whether most of a line lies in tables: in one, or in several that stand side by side."""
    middle = (bbox[1] + bbox[3]) / 2
    beside = [(x0, x1) for x0, top, x1, bottom in regions if top - _SLACK_PT <= middle <= bottom + _SLACK_PT]
    shared = [max(0.0, min(bbox[2], x1) - max(bbox[0], x0)) for x0, x1 in beside]
    wanted = _INSIDE * max(bbox[2] - bbox[0], 1.0)
    return max(shared, default=0.0) >= wanted or (not _overlap(beside) and sum(shared) >= wanted)


def _overlap(spans: Sequence[tuple[float, float]]) -> bool:
    ordered = sorted(spans)
    return any(after[0] < before[1] for before, after in pairwise(ordered))


def _union(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
