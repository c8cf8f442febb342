"""The catalogue of what a comparison can find. The ids are stable: reports, decisions and filters of others name them.

Each kind has its checks: rules added, removed and changed, and for each of its numbers what can happen to it; what differs between
kinds, they say themselves (`kinds.kind.Comparing`). The id is
`<noun of the kind>-<number>-<what>`: `amount-max-increased`, `rate-decreased`, `threshold-capital-increased`.

Levels: ERR is worse for the applicant (less money, a narrower benefit, a new burden, an earlier deadline) or may flip eligibility;
WARN cannot be told without a person; INFO is better or neutral.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.kind import Area, Comparing, Number, Polarity
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import NOTHING, Message, Said, message, message_in
from subsidy_rules.model.change import Action, Direction, Level
from subsidy_rules.model.errors import Lang

NO_ORDER = message("what differs has no order, so that both directions say the same")
_ADDED: dict[Polarity, Direction] = {"benefit": "better", "burden": "worse", "neutral": "neutral", "unknown": "unknown"}
_LEVELS: dict[Direction, Level] = {"better": Level.INFO, "neutral": Level.INFO, "worse": Level.ERR, "unknown": Level.WARN}
_OPPOSITE: dict[Direction, Direction] = {"better": "worse", "worse": "better", "neutral": "neutral", "unknown": "unknown"}
_UP: dict[str, Direction] = {"higher": "better", "lower": "worse", "none": "neutral"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a comparison can find; `mirror` is what the comparison in the other direction finds.

    Where a check is its own mirror, `why_own_mirror` says why. `decisive`: whoever was eligible, or got so much, may not be any more.

    The words know {kind}, {what} (the rule's value), {scope} (its conditions in brackets, or nothing), {old}, {new} and {n}.
    """

    id: str
    kind: str
    action: Action
    direction: Direction
    mirror: str
    words: Message
    area: Area | Literal["text", "frames"] = "other"
    why_own_mirror: Said = NOTHING
    decisive: bool = False

    @property
    def level(self) -> Level:
        """By what it does to an applicant; what decides is ERR even where nobody can tell for whom."""
        return Level.ERR if self.decisive else _LEVELS[self.direction]


def comparing(kind: str) -> Comparing:
    """How rules of a kind compare; a kind that does not say so has no numbers and nobody can tell what it means."""
    known = all_kinds().get(kind)
    return known.comparing if known is not None else Comparing()


def noun_of(kind: str) -> str:
    """The first word of the check ids of a kind."""
    return comparing(kind).noun or kind.replace("_", "-")


def number_id(kind: str, number: Number) -> str:
    """What the ids of the checks on one number of a kind start with."""
    noun, name = noun_of(kind), number.name.replace("_", "-")
    return number.check or (noun if name == noun else f"{noun}-{name}")


@lru_cache(maxsize=1)
def all_checks() -> dict[str, Check]:
    """Every check by id."""
    checks: list[Check] = [*_CONDITIONS, *_WHOLE, *_MOVED, *_TEXT]
    for kind in all_kinds():
        checks += _rule_checks(kind)
        if comparing(kind).stricter is not None:
            checks += _constraint_checks(kind)
        for number in comparing(kind).numbers:
            checks += _order_checks(kind, number)
            checks += _bound_checks(kind, number)
    return {check.id: check for check in checks}


def name_words(check: Check, lang: Lang) -> str:
    """What a check finds, without the values of a case."""
    kind = message("rule").say(lang) if check.kind == "*" else kind_words(check.kind, lang)
    said = check.words.filled(kind=kind, what="…", scope="", old="A", new="B", n="N")
    return " ".join(said.say(lang).split()).replace(" :", ":").replace("（）", "").replace(" ()", "")


def _of_kind(kind: str, check_id: str, action: Action, direction: Direction, mirror: str, words: Message) -> Check:
    why = NO_ORDER if mirror == check_id else NOTHING
    return Check(check_id, kind, action, direction, mirror, words, comparing(kind).area, why)


def _rule_checks(kind: str) -> list[Check]:
    noun = noun_of(kind)
    added = _ADDED[comparing(kind).polarity]
    new, gone, other = f"{noun}-added", f"{noun}-removed", f"{noun}-changed"
    return [
        _of_kind(kind, new, "added", added, gone, message("{kind} added: {new}{scope}")),
        _of_kind(kind, gone, "removed", _OPPOSITE[added], new, message("{kind} gone: {old}{scope}")),
        _of_kind(kind, other, "changed", "unknown", other, message("{kind} changed from {old} to {new}{scope}")),
    ]


def _constraint_checks(kind: str) -> list[Check]:
    start = f"{noun_of(kind)}-constraint"
    stricter = comparing(kind).stricter or "unknown"

    def check(what: str, direction: Direction, mirror: str, trend: Message) -> Check:
        words = message("{kind}: {trend}, was: {old}; is: {new}{scope}", trend=trend)
        return _of_kind(kind, f"{start}-{what}", "changed", direction, f"{start}-{mirror}", words)

    return [
        check("narrowed", stricter, "widened", message("fewer fulfil it")),
        check("widened", _OPPOSITE[stricter], "narrowed", message("more fulfil it")),
    ]


def _order_checks(kind: str, number: Number) -> list[Check]:
    start, up = number_id(kind, number), _UP[number.better]
    higher, lower = (f"{start}-{move}" for move in number.moves)
    name = _number_words(number)
    if number.unit == "date":
        rise = message("{number} moves back from {old} to {new}{scope}", number=name)
        fall = message("{number} moves forward from {old} to {new}{scope}", number=name)
    else:
        rise = message("{number} goes up from {old} to {new}{scope}", number=name)
        fall = message("{number} goes down from {old} to {new}{scope}", number=name)
    return [_of_kind(kind, higher, "changed", up, lower, rise), _of_kind(kind, lower, "changed", _OPPOSITE[up], higher, fall)]


def _bound_checks(kind: str, number: Number) -> list[Check]:
    """A number that one of the two sources does not state, or of which it says that there is none."""
    name = _number_words(number)
    start = number_id(kind, number)
    lifted: Direction = "neutral" if number.better == "none" else "better"

    def check(what: str, direction: Direction, mirror: str, words: Message) -> Check:
        return _of_kind(kind, f"{start}-{what}", "changed", direction, f"{start}-{mirror}", words.filled(number=name))

    said = _BOUND_WORDS
    return [
        check("lifted", lifted, "set", said["lifted"]),
        check("set", _OPPOSITE[lifted], "lifted", said["set"]),
        check("stated", "unknown", "unstated", said["stated"]),
        check("unstated", "unknown", "stated", said["unstated"]),
        check("none-stated", "neutral", "none-unstated", said["none-stated"]),
        check("none-unstated", "neutral", "none-stated", said["none-unstated"]),
    ]


_BOUND_WORDS = {
    "lifted": message("{number} of {old} is lifted{scope}"),
    "set": message("{number} of {new} where there was none{scope}"),
    "stated": message("{number} of {new} is stated, before none was{scope}"),
    "unstated": message("{number} of {old} is not stated any more{scope}"),
    "none-stated": message("{number}: the text now says that there is none{scope}"),
    "none-unstated": message("{number}: the text no longer says that there is none{scope}"),
}


def _number_words(number: Number) -> Message:
    if number.words is None:
        return message_in("a kind that is a number itself", "{kind}")
    if number.unit == "date":
        return message("{kind} {what}: the {name}", name=number.words)
    return message("{kind}: the {name}", name=number.words)


def _condition(polarity: str, trend: str, direction: Direction, told: Message) -> Check:
    check_id = f"{polarity}-condition-{trend}" if polarity else "condition-changed"
    mirror = f"{polarity}-condition-{'widened' if trend == 'narrowed' else 'narrowed'}" if polarity else check_id
    words = message("{kind} {what}: {trend}, was: {old}; is: {new}", trend=told)
    return Check(check_id, "*", "changed", direction, mirror, words, why_own_mirror=NOTHING if polarity else NO_ORDER)


_CONDITIONS = [
    _condition("benefit", "narrowed", "worse", message("the condition is narrower")),
    _condition("benefit", "widened", "better", message("the condition is wider")),
    _condition("burden", "narrowed", "better", message("it holds for fewer")),
    _condition("burden", "widened", "worse", message("it holds for more")),
    _condition("", "", "unknown", message("the condition changed")),
]


def _only(what: str, side: str, words: Message) -> Check:
    other = "old" if side == "new" else "new"
    action: Action = "added" if side == "new" else "removed"
    return Check(f"{what}-only-in-{side}", "*", action, "unknown", f"{what}-only-in-{other}", words, "frames")


def _frame(check_id: str, action: Action, direction: Direction, mirror: str, words: Message) -> Check:
    why = message("a name is neither better nor worse than another") if mirror == check_id else NOTHING
    return Check(check_id, "frame", action, direction, mirror, words, "frames", why)


_WHOLE = [
    _frame("frame-added", "added", "better", "frame-removed", message("the frame is new ({n} rules)")),
    _frame("frame-removed", "removed", "worse", "frame-added", message("the frame is gone ({n} rules)")),
    _frame(
        "frame-renamed",
        "changed",
        "neutral",
        "frame-renamed",
        message("the frame was called {old} and is now called {new}"),
    ),
    _frame("frame-split", "changed", "unknown", "frame-merged", message("{old} is parted into {new}")),
    _frame("frame-merged", "changed", "unknown", "frame-split", message("{old} are joined into {new}")),
    _only("frame", "new", message("this frame is described only in the new documents ({what}); what changed cannot be told")),
    _only("frame", "old", message("this frame is described only in the old documents ({what}); what changed cannot be told")),
    _only("kind", "new", message("some kinds of rules are stated only in the new documents ({what}); what changed cannot be told")),
    _only("kind", "old", message("some kinds of rules are stated only in the old documents ({what}); what changed cannot be told")),
]
_MOVED = [
    Check(
        "expense-excluded",
        "eligible_expense",
        "changed",
        "worse",
        "expense-included",
        message("an expense that was paid for is excluded now: {old}{scope}"),
        "expenses",
    ),
    Check(
        "expense-included",
        "eligible_expense",
        "changed",
        "better",
        "expense-excluded",
        message("an expense that was excluded is paid for now: {new}{scope}"),
        "expenses",
    ),
    Check(
        "item-renamed",
        "*",
        "changed",
        "neutral",
        "item-renamed",
        message("{kind} {what}: what it is for is named otherwise, was: {old}; is: {new}"),
        why_own_mirror=message("the same items under one name or one by one"),
    ),
]


def _text(check_id: str, action: Action, direction: Direction, mirror: str, words: Message, *, decisive: bool = False) -> Check:
    why = NO_ORDER if mirror == check_id else NOTHING
    return Check(check_id, "text", action, direction, mirror, words, "text", why, decisive)


def _pair(what: str, direction: Direction, come: Message, gone: Message) -> list[Check]:
    """A text that came, and the mirror of it that went."""
    new, old = f"{what}-added", f"{what}-removed"
    return [_text(new, "added", direction, old, come), _text(old, "removed", _OPPOSITE[direction], new, gone)]


_TEXT = [
    *_pair("clause", "unknown", message("text added: {new}"), message("text gone: {old}")),
    *_pair(
        "clause-burden",
        "worse",
        message("demand or exclusion in the text added: {new}"),
        message("demand or exclusion in the text gone: {old}"),
    ),
    *_pair(
        "clause-benefit",
        "better",
        message("permission or exemption in the text added: {new}"),
        message("permission or exemption in the text gone: {old}"),
    ),
    *_pair("clause-alternative", "better", message("one more of several ways: {new}"), message("one of several ways is gone: {old}")),
    *_pair("announcement", "unknown", message("start or end announced: {new}"), message("announced start or end is gone: {old}")),
    *_pair("remark", "neutral", message("remark added: {new}"), message("remark gone: {old}")),
    _text("clause-changed", "changed", "unknown", "clause-changed", message("text changed: {old} → {new}")),
    _text("clause-tightened", "changed", "worse", "clause-loosened", message("text asks for more or gives less: {old} → {new}")),
    _text("clause-loosened", "changed", "better", "clause-tightened", message("text asks for less or gives more: {old} → {new}")),
    _text(
        "clause-decisive-changed",
        "changed",
        "unknown",
        "clause-decisive-changed",
        message("text that decides changed: {old} → {new}"),
        decisive=True,
    ),
    _text(
        "clause-figures-changed",
        "changed",
        "unknown",
        "clause-figures-changed",
        message("figures in a text changed: {old} → {new}"),
    ),
    _text(
        "texts-not-compared",
        "changed",
        "unknown",
        "texts-not-compared",
        message("{old} and {new} have hardly a text in common: their texts were not compared"),
    ),
    _text(
        "revision-not-announced",
        "changed",
        "unknown",
        "revision-not-announced",
        message("{new} says otherwise although its edition and date are the same as before"),
    ),
    _text("reworded", "changed", "neutral", "reworded", message("reworded: {old} → {new}")),
    _text("name-replaced", "changed", "neutral", "name-replaced", message("name replaced: {old} → {new}")),
    _text("heading-changed", "changed", "neutral", "heading-changed", message("heading changed: {old} → {new}")),
    _text("in-force-changed", "changed", "neutral", "in-force-changed", message("date of enactment changed: {old} → {new}")),
]
