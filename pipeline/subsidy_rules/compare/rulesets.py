"""Two rule sets → what changed between them, for the applicant.

Only what both documents speak of can have changed: rules that the documents of the other edition do not cover are counted in one
`…-only-in-…` for each frame instead of being called additions or removals. Rejected rules take no part. A rule whose evidence alone
moved has not changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from subsidy_rules.compare.align import Facet, align, facet, ordered
from subsidy_rules.compare.checks import all_checks, noun_of
from subsidy_rules.compare.found import Found, change_of, names_of
from subsidy_rules.compare.frames import FramePair, Lineage, frame_moves, pair_frames
from subsidy_rules.compare.shared import join_conditions, join_frames, moved_expenses
from subsidy_rules.compare.sources import Side, is_covered
from subsidy_rules.compare.values import Difference, condition_difference, value_differences, value_of, when_or_none
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import NOTHING, Words, both, counted, listed
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.change import GRAVITY, Change
from subsidy_rules.model.rule import RuleSet

_COMMON = "common"
_TURNED = {"exclusion": ("requirement",), "requirement": ("exclusion",)}  # kinds that can say the same the other way round
_Groups = Mapping[str, Mapping[str, Sequence[Facet]]]  # frame → kind → rules


def compare_rulesets(old: RuleSet, new: RuleSet, lineage: Lineage | None = None) -> tuple[Change, ...]:
    """The changes, those of the programme first, the gravest first, then by frame, kind and rule. A set against itself: nothing.

    `lineage`: the frames under which a frame of the old edition goes on, where that is not its own id.
    """
    comparison = _Comparison(old, new, lineage or {})
    found = [*comparison.moves(), *comparison.frames()]
    names = names_of(old, new)
    changes = [change_of(each, names, comparison.first, comparison.second) for each in moved_expenses(found)]
    return sort_changes(join_conditions(join_frames(changes, names), names), list(names))


def sort_changes(changes: Sequence[Change], frames: Sequence[str]) -> tuple[Change, ...]:
    """Changes of the programme before those of our own making, the gravest first, then by frame, kind and rule."""
    order = {frame: n for n, frame in enumerate(frames)}
    return tuple(
        sorted(
            changes,
            key=lambda c: (c.cause != "source", GRAVITY[c.level], order.get(c.frame, -1), *_order_of(c), c.rule_id, c.check, c.fingerprint),
        )
    )


def _order_of(change: Change) -> tuple[object, ...]:
    """Rules by kind before texts; texts by document, page and place on it."""
    evidence = change.evidence("new") or change.evidence("old")
    if change.kind != "text" or evidence is None:
        return (change.kind == "text", change.kind, 0, 0.0)
    return (True, evidence.source, evidence.page or 0, evidence.bbox[1] if evidence.bbox is not None else 0.0)


class _Comparison:
    """Two rule sets, grouped for one comparison."""

    def __init__(self, old: RuleSet, new: RuleSet, lineage: Lineage) -> None:
        self.first, self.second, self.lineage = Side(old), Side(new), lineage
        self.before, self.after = _groups(old), _groups(new)
        self.names = names_of(old, new)

    def moves(self) -> Iterator[Found]:
        """Frames renamed, split or merged."""
        first = {frame.id: frame.name for frame in self.first.ruleset.frames}
        second = {frame.id: frame.name for frame in self.second.ruleset.frames}
        for move in frame_moves(self.first.ruleset, self.second.ruleset, self.lineage):
            old, new = "・".join(first[frame] for frame in move.old), "・".join(second[frame] for frame in move.new)
            difference = Difference(all_checks()[f"frame-{move.what}"], Words(old, old), Words(new, new))
            yield Found(difference, move.new[0], "frame", frames=move.new if len(move.new) > 1 else ())

    def frames(self) -> Iterator[Found]:
        for pair in pair_frames(list(self.before), list(self.after), self.lineage):
            if pair.old is not None and pair.new is not None:
                yield from self._both(pair.old, pair.new)
            else:
                yield self._alone(pair)

    def _alone(self, pair: FramePair) -> Found:
        frame, here, there = (pair.old or "", self.before, self.second) if pair.new is None else (pair.new, self.after, self.first)
        rules = [facet for facets in here[frame].values() for facet in facets]
        # an edition that lists the frame but says nothing of it was read from other documents; one that does not list it has none
        told = there.ruleset.frames
        known = frame == _COMMON or not told or any(each.id == frame for each in told)
        gone, come = ("frame-only-in-old", "frame-only-in-new") if known else ("frame-removed", "frame-added")
        check = all_checks()[gone if pair.new is None else come]
        ids = tuple(facet.rule.id for facet in rules)
        return Found(Difference(check), frame, "frame", n=len(rules), rules=ids, what=both(counted("{n} rule", "{n} rules", len(ids)).say))

    def _both(self, old: str, new: str) -> Iterator[Found]:
        before, after = self.before[old], self.after[new]
        unsaid: dict[str, list[Facet]] = {"old": [], "new": []}
        for kind in sorted(before.keys() | after.keys()):
            aligned = align(before.get(kind, ()), after.get(kind, ()))
            for a, b in aligned.pairs:
                yield from _pair(a, b, new, kind)
            for a, b in aligned.renamed:
                yield Found(Difference(all_checks()["item-renamed"], when_or_none(a), when_or_none(b)), new, kind, a, b)
            for gone in self._left(aligned.removed, self.after):
                if is_covered(gone, self.first, self.second, new):
                    check = all_checks()[f"{noun_of(kind)}-removed"]
                    yield Found(Difference(check, old=value_of(gone)), new, kind, old=gone)
                else:
                    unsaid["old"].append(gone)
            for come in self._left(aligned.added, self.before):
                if is_covered(come, self.second, self.first, old):
                    check = all_checks()[f"{noun_of(kind)}-added"]
                    yield Found(Difference(check, new=value_of(come)), new, kind, new=come)
                else:
                    unsaid["new"].append(come)
        for side, facets in unsaid.items():
            if facets:
                yield _only(side, facets, new)

    def _left(self, facets: Sequence[Facet], others: _Groups) -> Iterator[Facet]:
        """Those of these rules that the other edition does not state: for all frames or each of its frames, or turned for the same one."""
        for one in facets:
            alike = (one.rule.kind, *_TURNED.get(one.rule.kind, ()))
            said = {frame for frame, kinds in others.items() if any(_same(one, other) for kind in alike for other in kinds.get(kind, ()))}
            frames = {frame for frame in others if frame != _COMMON}
            if not said & {_COMMON, one.rule.frame} and not (one.rule.frame == _COMMON and frames and said >= frames):
                yield one


def _same(a: Facet, b: Facet) -> bool:
    """Whether two rules say the same; to be shut out when it is so, and to be asked that it is not so, are the same."""
    return a.when == b.when and (a.value == b.value or (a.rule.kind != b.rule.kind and _asked(a) == _asked(b)))


def _asked(facet: Facet) -> Mapping[str, object]:
    return {**facet.value, "obligation": "must_not"} if facet.rule.kind == "exclusion" else facet.value


def _groups(ruleset: RuleSet) -> _Groups:
    groups: dict[str, dict[str, list[Facet]]] = {}
    for rule in ruleset.rules:
        if rule.review.state != "rejected":
            groups.setdefault(rule.frame, {}).setdefault(rule.kind, []).append(facet(rule))
    return groups


def _pair(a: Facet, b: Facet, frame: str, kind: str) -> Iterator[Found]:
    if a.rule.readings and _readings(a) == _readings(b):
        return  # the sources disagree as before, whichever of them is told first
    for difference in value_differences(a, b):
        yield Found(difference, frame, kind, a, b)
    condition = condition_difference(a, b)
    if condition is not None:
        yield Found(condition, frame, kind, a, b)


def _readings(facet: Facet) -> set[str]:
    """What the sources that disagree on a rule say, in no order."""
    said = ([value_data(reading.value), when_data(reading.when)] for reading in facet.rule.readings)
    return {json.dumps(ordered(each), sort_keys=True) for each in said}


def _only(side: str, facets: Sequence[Facet], frame: str) -> Found:
    """One entry for all rules of a frame that the documents of the other edition do not cover."""
    counts: dict[str, int] = {}
    for one in facets:
        counts[one.rule.kind] = counts.get(one.rule.kind, 0) + 1
    what = both(lambda lang: listed((f"{kind_words(kind, lang)} {n}" for kind, n in counts.items()), lang))
    check = all_checks()[f"kind-only-in-{side}"]
    kind = next(iter(counts)) if len(counts) == 1 else "*"
    return Found(Difference(check, NOTHING, NOTHING), frame, kind, n=len(facets), rules=tuple(f.rule.id for f in facets), what=what)
