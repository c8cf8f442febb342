"""Document and candidates → coverage: every figure bound to a rule, waived with a reason, or unread."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from subsidy_rules.coverage.bind import Binder
from subsidy_rules.coverage.figures import Figure, figures_of
from subsidy_rules.coverage.passages import Passage, passages_of
from subsidy_rules.coverage.report import CoverageReport, Entry, State
from subsidy_rules.coverage.waive import Surroundings, surroundings_of, waive
from subsidy_rules.model.document import Document, SourceKind
from subsidy_rules.model.rule import Candidate

_CONTEXT = 24
_OF_A_PAPER = "document_year"
_PHRASE = 12  # characters before a figure, and a third as many behind it, that make it the same phrase as another
_MARKS = re.compile(r"[「」『』【】※・\s]|\(※\d+\)")
_NAMED = re.compile(r"の?[一-龠]{4,}")  # the name of what lasts so long: 3~5年の事業計画期間
_BEHIND = 8  # characters behind it that do so
_LONG = 6  # characters at least by which a phrase is told


def measure_coverage(document: Document, candidates: Sequence[Candidate], *, kind: SourceKind | None = None) -> CoverageReport:
    """Every amount, ratio, percentage, threshold, count, duration and date of a document, and every number besides.

    Args:
        document: as read.
        candidates: what was found in it.
        kind: what the document is, where known: what stands in the cells of a form was filled in by an applicant.
    """
    return measure(document, candidates, kind=kind).report


@dataclass(frozen=True, slots=True)
class Measured:
    """The coverage of a document with what it was measured by: `figures` go with the report's entries, one by one."""

    report: CoverageReport
    figures: tuple[Figure, ...]
    passages: tuple[Passage, ...]
    binder: Binder

    @property
    def figure_states(self) -> Mapping[Passage, frozenset[State]]:
        """The states of the figures that count, of each passage that has any."""
        found: dict[Passage, set[State]] = defaultdict(set)
        for figure, entry in zip(self.figures, self.report.entries, strict=True):
            if entry.counts:
                found[figure.passage].add(entry.state)
        return {passage: frozenset(states) for passage, states in found.items()}


def measure(document: Document, candidates: Sequence[Candidate], *, kind: SourceKind | None = None) -> Measured:
    """The same with the passages and the binder, for those who measure more."""
    passages = passages_of(document)
    figures = [figure for passage in passages for figure in figures_of(passage)]
    numbers = {passage: number for number, passage in enumerate(passages)}
    binder = Binder(passages, candidates)
    around = surroundings_of(document, figures, kind)
    found = _phrases(figures, _restate(figures, _entries(figures, binder, around, pdf=document.format == "pdf"), binder))
    entries = tuple(e.model_copy(update={"passage": numbers[f.passage]}) for f, e in zip(figures, found, strict=True))
    report = CoverageReport(
        name=document.name, sha256=document.sha256, format=document.format, n_pages=max(1, len(document.pages)), entries=entries
    )
    return Measured(report, tuple(figures), passages, binder)


def _entries(figures: Sequence[Figure], binder: Binder, around: Surroundings, *, pdf: bool) -> Iterator[Entry]:
    before: tuple[Figure, Entry] | None = None
    for figure in figures:
        entry = _entry(figure, binder, around, pdf=pdf)
        goes_on = before is not None and _goes_on(before[0], figure)
        if before is not None and goes_on and entry.state == "unread":
            entry = entry.model_copy(update=before[1].model_dump(include={"state", "reason"}) | {"rule": before[1].rule})
        yield entry
        # the hour goes on from its day, the minutes from their hour
        before = (figure if figure.date is not None or before is None or not goes_on else replace(figure, date=before[0].date), entry)


def _restate(figures: Sequence[Figure], entries: Iterable[Entry], binder: Binder) -> Iterator[Entry]:
    """The entries, those bound that are left unread of a passage which says the conditions of a rule again."""
    for _, group in groupby(zip(figures, entries, strict=True), key=lambda pair: id(pair[0].passage)):
        pairs = list(group)
        rule = binder.bind_conditions([figure for figure, entry in pairs if entry.state == "unread"])
        for _, entry in pairs:
            restates = rule is not None and entry.state == "unread" and entry.kind != "number"
            yield entry.model_copy(update={"state": "bound", "rule": rule}) if restates else entry


def _phrases(figures: Sequence[Figure], entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries, those bound that are left unread and stand in the same words as one that is bound."""
    found = list(entries)
    bound = {key: e.rule for f, e in zip(figures, found, strict=True) if e.rule is not None for key in _wordings(f)}
    for figure, entry in zip(figures, found, strict=True):
        rule = next((bound[key] for key in _wordings(figure) if key in bound), None) if entry.state == "unread" else None
        yield entry if rule is None else entry.model_copy(update={"state": "bound", "rule": rule.model_copy(update={"how": "restated"})})


def _wordings(figure: Figure) -> tuple[tuple[str, str, str], ...]:
    """The figure in the words before it and in those behind it, where there are enough to tell it by; marks and quotes are no words."""
    if figure.kind == "number":
        return ()
    text = figure.folded.text[figure.start : figure.end]
    before, after = _MARKS.sub("", figure.before[-2 * _PHRASE :]), _MARKS.sub("", figure.after[: 2 * _PHRASE])
    found = []
    if len(before) >= _LONG:
        found.append((before[-_PHRASE:], text, after[: _PHRASE // 3]))
    if figure.kind == "duration" and (named := _NAMED.match(after)):
        found.append(("", text, named.group()))
    if len(after) >= _BEHIND:
        found.append(("", text, after[:_BEHIND]))
    return tuple(found)


def _entry(figure: Figure, binder: Binder, around: Surroundings, *, pdf: bool) -> Entry:
    # a bare number that has a reason (a label, a citation) is no size, though a rule beside it may hold the same number
    reason = waive(figure, around) if figure.kind == "number" else None
    rule = binder.bind(figure) if reason is None else None
    if rule is None and reason is None:
        reason = waive(figure, around)
        # what years or terms a paper covers is for its rule to quote; the reason is only where none does
        rule = binder.quoted(figure) if reason in (None, _OF_A_PAPER) else None
        reason = None if rule is not None else reason
    start, end = figure.folded.span(figure.start, figure.end)
    places = figure.passage.places(start, end)
    return Entry(
        state="bound" if rule is not None else "waived" if reason is not None else "unread",
        kind=figure.kind,
        text=figure.text,
        context=_context(figure),
        page=places[0][0] if pdf else None,
        boxes=tuple(box for page, box in places if box is not None and page == places[0][0]),
        at=figure.passage.at,
        start=start,
        end=end,
        rule=rule,
        reason=reason,
    )


def _context(figure: Figure) -> str:
    before, after = figure.before, figure.after
    left = ("…" if len(before) > _CONTEXT else "") + before[-_CONTEXT:]
    right = after[:_CONTEXT] + ("…" if len(after) > _CONTEXT else "")
    return f"{left}【{figure.folded.text[figure.start : figure.end]}】{right}"


def _goes_on(last: Figure, figure: Figure) -> bool:
    """Whether it says once more what the date before it says (令和6年(2024年)), or gives the time of that day."""
    if last.passage is not figure.passage or last.date is None:
        return False
    between = figure.folded.text[last.end : figure.start]
    if figure.date is not None:
        return between == "(" and figure.date.year == last.date.year
    if figure.kind not in ("number", "count"):
        return False
    return (between in ("", "(") and figure.after[:1] in ("時", ":")) or between in ("時", ":")


__all__ = ["measure_coverage"]
