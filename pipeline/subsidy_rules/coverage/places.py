"""Figures and clauses of a document → their places in the ledger, by which what people decided on them is found again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from subsidy_rules.coverage.clauses import ClauseEntry
from subsidy_rules.coverage.passages import Passage
from subsidy_rules.coverage.report import Entry
from subsidy_rules.model.review import LedgerPlace, place_key


def figure_places(source: str, entries: Iterable[Entry], passages: Sequence[Passage]) -> tuple[LedgerPlace, ...]:
    """The place of each figure, in the same order. `source` is the id by which the rule set cites the document."""
    return _told_apart(
        LedgerPlace(source=source, page=entry.page, at=entry.at, quote=passages[entry.passage].text, figure=entry.text) for entry in entries
    )


def clause_places(source: str, entries: Iterable[ClauseEntry], *, paged: bool) -> tuple[LedgerPlace, ...]:
    """The place of each clause, in the same order. `paged`: the document has pages (a PDF)."""
    return _told_apart(
        LedgerPlace(
            source=source,
            page=entry.clause.page_no if paged else None,
            at="".join(entry.clause.path) or " ".join(entry.clause.headings[-1:]),
            quote=entry.clause.text,
        )
        for entry in entries
    )


def _told_apart(places: Iterable[LedgerPlace]) -> tuple[LedgerPlace, ...]:
    """Places that are equal are counted."""
    counts: Counter[tuple[object, ...]] = Counter()
    found = []
    for place in places:
        counts[place_key(place)] += 1
        found.append(place.model_copy(update={"n": counts[place_key(place)]}))
    return tuple(found)
