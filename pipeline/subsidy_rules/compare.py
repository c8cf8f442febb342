"""Two rule sets → what changed between them, for the applicant.

Only what both documents speak of can have changed: where one of the two says nothing of a frame or a kind, one `…-only-in-…` says so
instead of a list of additions or removals. Rejected rules take no part. A rule whose evidence alone moved has not changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.align import Facet, align, facet
from subsidy_rules.basis import digest
from subsidy_rules.change import Cause, Change, Level
from subsidy_rules.checks import Check, all_checks, noun_of
from subsidy_rules.errors import Lang
from subsidy_rules.rule import RuleSet
from subsidy_rules.value_changes import Difference, condition_difference, value_differences, value_of, when_of
from subsidy_rules.wording import Words, both, kind_words

_GRAVITY = {Level.ERR: 0, Level.WARN: 1, Level.INFO: 2}
_Groups = Mapping[str, Mapping[str, Sequence[Facet]]]  # frame → kind → rules


@dataclass(frozen=True, slots=True)
class _Found:
    """A difference with the rules it is about; `n` counts rules where it is about a whole frame or kind."""

    difference: Difference
    frame: str
    kind: str
    old: Facet | None = None
    new: Facet | None = None
    n: int = 0


def compare_rulesets(old: RuleSet, new: RuleSet) -> tuple[Change, ...]:
    """The changes, gravest first, then by frame, kind and rule. Comparing a set with itself finds nothing."""
    names = {frame.id: frame.name for frame in (*old.frames, *new.frames)}
    same = _same_documents(old, new)
    found = [*_renamed(old, new), *_frames(old, new)]
    changes = [_change(each, names, same) for each in found]
    order = {frame: n for n, frame in enumerate(names)}
    return tuple(sorted(changes, key=lambda c: (_GRAVITY[c.level], order.get(c.frame, -1), c.kind, c.rule_id, c.check, c.fingerprint)))


def _same_documents(old: RuleSet, new: RuleSet) -> bool:
    """The same documents cannot have changed, so a difference then comes from us or from a reviewer."""
    hashes = [sorted(source.sha256 for source in ruleset.sources) for ruleset in (old, new)]
    return bool(hashes[0]) and hashes[0] == hashes[1]


def _groups(ruleset: RuleSet) -> _Groups:
    groups: dict[str, dict[str, list[Facet]]] = {}
    for rule in ruleset.rules:
        if rule.review.state != "rejected":
            groups.setdefault(rule.frame, {}).setdefault(rule.kind, []).append(facet(rule))
    return groups


def _renamed(old: RuleSet, new: RuleSet) -> Iterator[_Found]:
    names = {frame.id: frame.name for frame in old.frames}
    for frame in new.frames:
        before = names.get(frame.id, frame.name)
        if before != frame.name:
            yield _Found(Difference(all_checks()["frame-renamed"], Words(before, before), Words(frame.name, frame.name)), frame.id, "frame")


def _frames(old: RuleSet, new: RuleSet) -> Iterator[_Found]:
    first, second = _groups(old), _groups(new)
    for frame in sorted(first.keys() | second.keys()):
        if frame in first and frame in second:
            for kind in sorted(first[frame].keys() | second[frame].keys()):
                yield from _kind(frame, kind, first[frame].get(kind, ()), second[frame].get(kind, ()))
            continue
        here, there = (first, new) if frame in first else (second, old)
        n = sum(map(len, here[frame].values()))
        # an edition that lists the frame but says nothing of it was read from other documents; one that does not list it has none
        known = frame == "common" or not there.frames or any(listed.id == frame for listed in there.frames)
        gone, come = ("frame-only-in-old", "frame-only-in-new") if known else ("frame-removed", "frame-added")
        yield _Found(Difference(all_checks()[gone if frame in first else come]), frame, "frame", n=n)


def _kind(frame: str, kind: str, old: Sequence[Facet], new: Sequence[Facet]) -> Iterator[_Found]:
    if not old or not new:
        check = all_checks()["kind-only-in-old" if old else "kind-only-in-new"]
        yield _Found(Difference(check), frame, kind, n=len(old or new))
        return
    aligned = align(old, new)
    for a, b in aligned.pairs:
        for difference in value_differences(a, b):
            yield _Found(difference, frame, kind, a, b)
        condition = condition_difference(a, b)
        if condition is not None:
            yield _Found(condition, frame, kind, a, b)
    for gone in aligned.removed:
        yield _Found(Difference(_check(kind, "removed"), old=value_of(gone)), frame, kind, old=gone)
    for come in aligned.added:
        yield _Found(Difference(_check(kind, "added"), new=value_of(come)), frame, kind, new=come)


def _check(kind: str, action: str) -> Check:
    return all_checks()[f"{noun_of(kind)}-{action}"]


def _change(found: _Found, names: Mapping[str, str], same_documents: bool) -> Change:
    check = found.difference.check
    sides = [facet.rule if facet else None for facet in (found.old, found.new)]
    rule_id = next((rule.id for rule in reversed(sides) if rule), found.frame)
    data = [{"id": facet.rule.id, "value": facet.value, "when": facet.when} if facet else None for facet in (found.old, found.new)]
    words = both(lambda lang: _words(found, names, lang))
    return Change(
        check=check.id,
        level=check.level,
        direction=check.direction,
        action=check.action,
        cause=_cause(found, same_documents),
        frame=found.frame,
        kind=found.kind,
        rule_id=rule_id,
        fingerprint=digest([check.id, found.frame, found.kind, data]),
        en=words.en,
        ja=words.ja,
        old=sides[0],
        new=sides[1],
    )


def _cause(found: _Found, same_documents: bool) -> Cause:
    if not same_documents:
        return Cause.SOURCE
    edited = any(one is not None and one.rule.review.state == "edited" for one in (found.old, found.new))
    return Cause.REVIEWER if edited else Cause.EXTRACTOR


def _words(found: _Found, names: Mapping[str, str], lang: Lang) -> str:
    shown = found.new or found.old
    when = when_of(shown).say(lang) if shown else ""
    scope = (f"（{when}）" if lang == "ja" else f" ({when})") if when else ""
    text = getattr(found.difference.check, lang).format(
        kind=kind_words(found.kind, lang),
        what=value_of(shown).say(lang) if shown else "",
        scope=scope,
        old=found.difference.old.say(lang),
        new=found.difference.new.say(lang),
        n=found.n,
    )
    return f"{_frame_words(found.frame, names, lang)}: {text}"


def _frame_words(frame: str, names: Mapping[str, str], lang: Lang) -> str:
    if frame == "common":
        return "共通" if lang == "ja" else "all frames"
    name = names.get(frame, frame)
    return name if lang == "ja" or name == frame else f"{name} [{frame}]"
