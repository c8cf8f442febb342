"""A difference that was found, and the change that is written of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from subsidy_rules.compare.align import Facet
from subsidy_rules.compare.checks import comparing
from subsidy_rules.compare.sources import Side, cause_of
from subsidy_rules.compare.values import Difference, value_of, when_of
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import NOTHING, Words, both, message, message_in
from subsidy_rules.model.basis import digest
from subsidy_rules.model.change import Change, Level
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet

Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A difference with the rules it is about; `n`, `rules` and `what` where it is about a whole frame or several kinds."""

    difference: Difference
    frame: str
    kind: str
    old: Facet | None = None
    new: Facet | None = None
    n: int = 0
    rules: tuple[str, ...] = ()
    what: Words = NOTHING
    frames: tuple[str, ...] = ()


def names_of(old: RuleSet, new: RuleSet) -> dict[str, str]:
    """Frame id → the name that the newer of the two editions uses."""
    return {frame.id: frame.name for frame in (*old.frames, *new.frames)}


def change_of(found: Found, names: Names, first: Side, second: Side) -> Change:
    """The change, worded in both languages, with its fingerprint over kind, place and values."""
    check = found.difference.check
    sides = [facet.rule if facet else None for facet in (found.old, found.new)]
    rule_id = next((rule.id for rule in reversed(sides) if rule), found.frame)
    data = [{"id": facet.rule.id, "value": facet.value, "when": facet.when} if facet else None for facet in (found.old, found.new)]
    told = data if found.old or found.new else [*data, sorted({rule.split(".")[1] for rule in found.rules})]
    frames = found.frames or (found.frame,)
    words = both(lambda lang: f"{frame_words(frames, names, lang)}: {say(found, lang)}")
    return Change(
        check=check.id,
        level=_level_of(found, first.ruleset.edition != second.ruleset.edition),
        direction=check.direction,
        action=check.action,
        area=comparing(found.kind).area if check.area == "other" else check.area,
        cause=cause_of(found.old, found.new, first, second),
        frame=found.frame,
        frames=found.frames,
        kind=found.kind,
        rule_id=rule_id,
        fingerprint=digest([check.id, found.frame, found.kind, told]),
        en=words.en,
        ja=words.ja,
        rules=found.rules,
        old=sides[0],
        new=sides[1],
    )


# what worse means here is more work or a lower rank, neither money nor eligibility
_MILD = frozenset({"documents", "selection"})
_DECIDING = frozenset({"money", "eligibility"})
# what is applied for, against who applies: another choice does not make anybody ineligible
_OF_THE_APPLICATION = frozenset({"process_count", "function_count", "item", "subsidy_part", "requested_amount", "case", "other"})


def _level_of(found: Found, another_edition: bool) -> Level:
    """The level of its check; WARN for a burden that costs neither money nor eligibility, ERR for other people who get it.

    The deadline of another round is later without giving anybody more time: a person should note it.
    """
    check = found.difference.check
    if check.id == "deadline-later" and another_edition:
        return Level.WARN
    spec = comparing(found.kind)
    if found.old is not None and found.new is not None and _obligation(found.old) != _obligation(found.new):
        return Level.ERR  # what had to be so must not be so now, or the reverse
    if check.direction == "worse" and check.area != "text" and (spec.area in _MILD or found.kind == "duty"):
        return Level.WARN
    if check.id == "condition-changed" and spec.area in _DECIDING and found.old is not None and found.new is not None:
        gone = [leaf for leaf in found.old.when if leaf not in found.new.when]
        come = [leaf for leaf in found.new.when if leaf not in found.old.when]
        facts = {leaf.get("fact", "unread") for leaf in (*gone, *come)}
        if facts and not facts & {"unread", *_OF_THE_APPLICATION}:
            return Level.ERR
    return check.level


def _obligation(facet: Facet) -> object:
    return facet.value.get("obligation")


def say(found: Found, lang: Lang) -> str:
    """What changed, without the frame."""
    shown = found.new or found.old
    when = when_of(shown).say(lang) if shown else ""
    scope = message_in("conditions behind what changed", " ({when})", when=when).say(lang) if when else ""
    words = found.difference.check.words.filled(
        kind=kind_words(found.kind, lang),
        what=found.what.say(lang) or (value_of(shown).say(lang) if shown else ""),
        scope=scope,
        old=found.difference.old.say(lang),
        new=found.difference.new.say(lang),
        n=found.n,
    )
    return words.say(lang)


def frame_words(frames: tuple[str, ...], names: Names, lang: Lang) -> str:
    """One frame, or all that a shared definition reaches."""
    return message_in("between names", ", ").say(lang).join(_frame_words(frame, names, lang) for frame in frames)


def _frame_words(frame: str, names: Names, lang: Lang) -> str:
    if frame == "common":
        return message("all frames").say(lang)
    return names.get(frame, frame)
