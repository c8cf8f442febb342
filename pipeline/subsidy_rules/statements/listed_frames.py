"""What stands under the names of several frames at once holds for each of them: 基本枠・成長枠 | 200万円."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from subsidy_rules.model.document import Table
from subsidy_rules.statements.frame_labels import labelling_frames
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import Found


def for_listed_frames(found: Iterable[Found], table: Table, scope: DocumentScope) -> tuple[Found, ...]:
    """The statements of a table, each once for every frame that its label, its own text or the heading over it lists with its frame."""
    grid = Grid(table)
    listed = {id(cell): frames for cell in grid.at.values() if (frames := scope.listed_in(cell.text))}
    over = scope.frames_of_place((table.caption, *reversed(table.headings)))
    return tuple(copy for one in found for copy in _copies(one, grid, listed, over, scope))


def _copies(one: Found, grid: Grid, listed: Mapping[int, tuple[str, ...]], over: tuple[str, ...], scope: DocumentScope) -> Iterator[Found]:
    frames = _own(one, scope) or (_of_labels(one, grid, listed) if listed else ())
    if not frames and one.frame == scope.default_frame and len(over) > 1:
        frames = over
    yield from (replace(one, frame=frame) for frame in frames) if frames else (one,)


def _own(one: Found, scope: DocumentScope) -> tuple[str, ...]:
    """The frames that its own text lists right before a value."""
    text = one.text.text
    frames = labelling_frames(text, one.statement.start, scope.frame_spans(text)) if len(scope.frames_in(text)) > 1 else ()
    return frames if one.frame in frames else ()


def _of_labels(one: Found, grid: Grid, listed: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """The frames that a label above it or beside it lists, its own among them."""
    labels = (
        *(cell for row in grid.rows(one.cell) for cell in grid.left_of(one.cell, row)),
        *(cell for col in grid.cols(one.cell) for cell in grid.above(one.cell, col)),
    )
    return next((frames for cell in labels if one.frame in (frames := listed.get(id(cell), ()))), ())
