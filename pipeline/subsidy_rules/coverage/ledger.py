"""Document and candidates → the ledger: how many figures and clauses were read of all, and the part of which the least was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.coverage.clauses import ClauseEntry, measure_clauses
from subsidy_rules.coverage.measure import Measured, measure
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.model.document import Document, Ledger, Part, SourceKind
from subsidy_rules.model.rule import Candidate

_ENOUGH = 8  # figures and clauses by which a part can be judged
_DEPTH = 3  # headings, outermost first, that may part a document


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of one document; `lowest` is the part of which the least was, None where no part falls behind."""

    ledger: Ledger
    lowest: Part | None


@dataclass(frozen=True, slots=True)
class _Item:
    """A figure or clause: the headings it stands under, its page and whether it was read."""

    headings: tuple[str, ...]
    page: int
    read: bool


def read_ledger(document: Document, candidates: Sequence[Candidate], *, kind: SourceKind | None = None) -> Read:
    """The ledger of a document."""
    measured = measure(document, candidates, kind=kind)
    report = measured.report
    clauses = measure_clauses(measured.passages, measured.binder, measured.figure_states)
    unread = sum(entry.state == "unread" for entry in clauses)
    ledger = Ledger(
        figures=len(report.counted),
        bound=report.n("bound"),
        waived=report.n("waived"),
        unread=report.n("unread"),
        clauses=len(clauses),
        clauses_unread=unread,
    )
    items = (*_figures(measured), *_clauses(clauses))
    return Read(ledger, _lowest(items, paged=document.format == "pdf"))


def _figures(measured: Measured) -> Iterator[_Item]:
    for figure, entry in zip(measured.figures, measured.report.entries, strict=True):
        if entry.counts:
            yield _Item(_headings(figure.passage), entry.page or 1, entry.state != "unread")


def _clauses(entries: Iterable[ClauseEntry]) -> Iterator[_Item]:
    for entry in entries:
        if not entry.clause.heading:
            yield _Item(entry.clause.headings, entry.clause.page_no, entry.state != "unread")


def _headings(passage: Passage) -> tuple[str, ...]:
    if passage.table is not None:
        return passage.table.headings
    return passage.clause.headings if passage.clause is not None else ()


def _lowest(items: Sequence[_Item], *, paged: bool) -> Part | None:
    """The part of which the least was read: parts are what stands under the outermost headings that tell several apart, else pages."""
    groups = next((found for depth in range(_DEPTH) if len(found := _by_heading(items, depth)) > 1), None)
    if groups is None:
        groups = _by_page(items) if paged else {}
    parts = [
        Part(name=name, page=min(item.page for item in group) if paged else None, read=sum(item.read for item in group), n=len(group))
        for (name, _), group in groups.items()
    ]
    behind = [part for part in parts if part.n >= _ENOUGH and part.read < part.n]
    return min(behind, key=lambda part: (part.read / part.n, -part.n), default=None)


def _by_heading(items: Iterable[_Item], depth: int) -> dict[tuple[str, int], list[_Item]]:
    found: dict[tuple[str, int], list[_Item]] = defaultdict(list)
    for item in items:
        if len(item.headings) > depth:
            found[" ".join(item.headings[depth].split()), 0].append(item)
    return found


def _by_page(items: Iterable[_Item]) -> dict[tuple[str, int], list[_Item]]:
    found: dict[tuple[str, int], list[_Item]] = defaultdict(list)
    for item in items:
        found["", item.page].append(item)
    return found
