"""Evidence: the whole sentence or cell that states a value, with its page and a box for each of its lines.

A value is trusted when a person sees it in its sentence, with the ただし that limits it; so the quote is never cut inside one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from subsidy_rules.kinds.kind import Material
from subsidy_rules.language.deferred import deferred
from subsidy_rules.model.document import Box, Cell, Clause, Evidence, Span, Table

_NAME_LENGTH = 30
# A cell up to this long is quoted whole; of a longer one, which holds a text, the sentences or items around the value.
_WHOLE_CELL = 160
# several sentences: each states something of its own
_SENTENCES = deferred(r"(?:する|す|い|ん|る|た|か)。\s*\S")
_LIMITS = deferred(r"\s*(?:ただし|但し|但、)")
_ITEM = deferred(r"\n(?=\s*(?:[・○●■◆※*＊\-–①-⑳]|[（(][0-9０-９一-十ア-ンa-z]{1,3}[)）]|[0-9０-９]{1,2}[.．)）]))")


@dataclass(frozen=True, slots=True)
class Place:
    """A clause, or a cell with its table."""

    clause: Clause | None = None
    table: Table | None = None
    cell: Cell | None = None

    @property
    def text(self) -> str:
        return self.clause.text if self.clause is not None else self.cell.text if self.cell is not None else ""


def evidence_of(material: Material, place: Place, start: int, end: int) -> tuple[Evidence, ...]:
    """Evidence for the characters start..end (half-open) of a place. Raises ValueError for a place that is neither."""
    if place.clause is not None:
        return clause_evidence(material, place.clause, start, end)
    if place.table is None or place.cell is None:
        raise ValueError("a place is a clause, or a cell with its table")
    return (cell_evidence(material, place.table, place.cell, start, end),)


def clause_evidence(material: Material, clause: Clause, start: int, end: int) -> tuple[Evidence, ...]:
    """Evidence for what the characters start..end (half-open) of a clause state: the sentence around them, with the ただし after it.

    A sentence that runs over a page break is quoted page by page; the first evidence is the page on which the value begins.
    """
    start, end = max(0, start), min(len(clause.text), max(start, end))
    first, last = _sentence(clause, start, end)
    at = "".join(clause.path) or " ".join(clause.headings[-1:])
    pdf = material.document.format == "pdf"
    if not clause.spans:
        return (Evidence(source=material.scope.source.id, at=at, quote=clause.text[first:last]),)
    parts = list(_by_page(clause.spans, first, last))
    parts.sort(key=lambda part: not part[0].start <= start < part[-1].end)
    return tuple(_of_spans(material, clause, spans, (first, last), at, pdf=pdf) for spans in parts)


def _of_spans(material: Material, clause: Clause, spans: Sequence[Span], part: tuple[int, int], at: str, *, pdf: bool) -> Evidence:
    quote = clause.text[max(part[0], spans[0].start) : min(part[1], spans[-1].end)]
    boxes = tuple(span.bbox for span in spans if span.bbox is not None)
    return Evidence(
        source=material.scope.source.id,
        page=spans[0].page_no if pdf else None,
        bbox=_around(boxes) if boxes else None,
        boxes=boxes if len(boxes) > 1 else (),
        at=at,
        quote=quote,
    )


def _by_page(spans: Sequence[Span], start: int, end: int) -> Iterator[list[Span]]:
    """The lines that hold the characters start..end, page by page."""
    held = [span for span in spans if span.start < end and start < span.end] or [spans[0]]
    for page_no in dict.fromkeys(span.page_no for span in held):
        yield [span for span in held if span.page_no == page_no]


def _sentence(clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Bounds of the sentences that hold start..end, with a ただし sentence behind them, without white space around."""
    sentences = clause.sentences or ((0, len(clause.text)),)
    first = bisect_right(sentences, start, key=lambda sentence: sentence[1])
    last = bisect_left(sentences, end, key=lambda sentence: sentence[0]) - 1
    first, last = (first, last) if first <= last else (0, 0)
    while first > 0 and _LIMITS.match(clause.text, sentences[first][0]):
        first -= 1  # an exception says nothing without what it is an exception to
    while last + 1 < len(sentences) and _LIMITS.match(clause.text, sentences[last + 1][0]):
        last += 1
    return _stripped(clause.text, min(start, sentences[first][0]), max(end, sentences[last][1]))


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _around(boxes: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def cell_evidence(material: Material, table: Table, cell: Cell, start: int = 0, end: int | None = None) -> Evidence:
    """Evidence for the characters start..end (half-open) of a cell: the whole cell, or its sentence or item where it holds a text.

    Page and box for PDF only; the place is the header path in words.
    """
    path = "／".join(dict.fromkeys(_name(part) for part in cell.header_path if part))
    first, last = _passage(cell.text, start, len(cell.text) if end is None else end)
    return Evidence(
        source=material.scope.source.id,
        page=cell.page_no if material.document.format == "pdf" else None,
        bbox=cell.bbox,
        at=f"表{table.table_no} {path}".strip(),
        quote=cell.text[first:last],
    )


def _passage(text: str, start: int, end: int) -> tuple[int, int]:
    if len(text) <= _WHOLE_CELL and not _SENTENCES.search(text):
        return _stripped(text, 0, len(text))
    cuts = _cuts(text)
    first = cuts[bisect_right(cuts, start) - 1]
    last = cuts[min(bisect_left(cuts, end), len(cuts) - 1)]
    while (after := _LIMITS.match(text, last)) is not None:  # the ただし that limits it
        last = cuts[min(bisect_right(cuts, after.end()), len(cuts) - 1)]
    return _stripped(text, first, last)


@lru_cache(maxsize=64)
def _cuts(text: str) -> tuple[int, ...]:
    """Where the items and sentences of a cell begin and end, in order; the values of a long cell ask for them one by one."""
    from subsidy_rules.clauses.sentences import sentence_bounds  # kinds are known without what reads documents

    return tuple(sorted({0, *(m.end() for m in _ITEM.finditer(text)), *(until for _, until in sentence_bounds(text)), len(text)}))


def _name(header: str) -> str:
    """A header as the name of a place: without its notes, cut where it runs on like a sentence."""
    name = header.split("※")[0].strip() or header
    return name if len(name) <= _NAME_LENGTH else name[: _NAME_LENGTH - 1] + "…"
