"""Changes → groups by document, each in the document's order, as a 新旧対照表 is read; what has gone stands where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import RuleSet

Place = tuple[int, float]
NOWHERE = ""  # the group of what cites no place: a frame with a new name


def by_document(changes: Sequence[Change], old: RuleSet, new: RuleSet) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """(Source id of the newer edition, its changes) in the order in which the set names its documents; NOWHERE first.

    A document that only the older edition has goes by its own id, behind the others.
    """
    heirs = _heirs(changes)
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_document(change, heirs), []).append(change)
    order = [NOWHERE, *(source.id for source in new.sources), *(source.id for source in old.sources)]
    known = sorted(groups, key=lambda name: (order.index(name) if name in order else len(order), name))
    return tuple((name, _in_order(groups[name])) for name in known)


def _heirs(changes: Sequence[Change]) -> Mapping[str, str]:
    """Which document of the newer edition took the place of which, by the changes that cite both."""
    pairs: Counter[tuple[str, str]] = Counter()
    for change in changes:
        first, second = change.evidence("old"), change.evidence("new")
        if first is not None and second is not None:
            pairs[first.source, second.source] += 1
    out: dict[str, str] = {}
    for (first_id, second_id), _ in pairs.most_common():
        out.setdefault(first_id, second_id)
    return out


def _document(change: Change, heirs: Mapping[str, str]) -> str:
    evidence = change.evidence("new")
    if evidence is not None:
        return evidence.source
    gone = change.evidence("old")
    return NOWHERE if gone is None else heirs.get(gone.source, gone.source)


def _in_order(changes: Sequence[Change]) -> tuple[Change, ...]:
    """By the place in the newer document; of what has gone by that of the nearest change before it in the older one."""
    both = [(_place(change.evidence("old")), _place(change.evidence("new"))) for change in changes if _cites_both(change)]
    both.sort()

    def place(change: Change) -> tuple[Place, int, Place]:
        here = change.evidence("new")
        if here is not None:
            return _place(here), 0, (0, 0.0)
        was = _place(change.evidence("old"))
        before = [now for then, now in both if then <= was]
        return (before[-1] if before else (0, 0.0)), 1, was

    return tuple(sorted(changes, key=place))


def _cites_both(change: Change) -> bool:
    return change.evidence("old") is not None and change.evidence("new") is not None


def _place(evidence: Evidence | None) -> Place:
    if evidence is None:
        return (0, 0.0)
    return evidence.page or 0, evidence.bbox[1] if evidence.bbox is not None else 0.0
