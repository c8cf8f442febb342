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
from subsidy_rules.model.change import Action, Direction, Level

NO_ORDER = "what differs has no order, so that both directions say the same"
_ADDED: dict[Polarity, Direction] = {"benefit": "better", "burden": "worse", "neutral": "neutral", "unknown": "unknown"}
_LEVELS: dict[Direction, Level] = {"better": Level.INFO, "neutral": Level.INFO, "worse": Level.ERR, "unknown": Level.WARN}
_OPPOSITE: dict[Direction, Direction] = {"better": "worse", "worse": "better", "neutral": "neutral", "unknown": "unknown"}
_UP: dict[str, Direction] = {"higher": "better", "lower": "worse", "none": "neutral"}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a comparison can find; `mirror` is what the comparison in the other direction finds.

    Where a check is its own mirror, `why_own_mirror` says why.

    The wording knows {kind}, {what} (the rule's value), {scope} (its conditions in brackets, or nothing), {old}, {new} and {n}.
    """

    id: str
    kind: str
    action: Action
    direction: Direction
    mirror: str
    en: str
    ja: str
    area: Area | Literal["text", "frames"] = "other"
    why_own_mirror: str = ""

    @property
    def level(self) -> Level:
        return _LEVELS[self.direction]


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


def _of_kind(kind: str, check_id: str, action: Action, direction: Direction, mirror: str, en: str, ja: str) -> Check:
    why = NO_ORDER if mirror == check_id else ""
    return Check(check_id, kind, action, direction, mirror, en, ja, comparing(kind).area, why)


def _rule_checks(kind: str) -> list[Check]:
    noun = noun_of(kind)
    added = _ADDED[comparing(kind).polarity]
    new, gone, other = f"{noun}-added", f"{noun}-removed", f"{noun}-changed"
    return [
        _of_kind(kind, new, "added", added, gone, "{kind} added: {new}{scope}", "{kind}が加わる: {new}{scope}"),
        _of_kind(kind, gone, "removed", _OPPOSITE[added], new, "{kind} gone: {old}{scope}", "{kind}がなくなる: {old}{scope}"),
        _of_kind(
            kind, other, "changed", "unknown", other, "{kind} changed from {old} to {new}{scope}", "{kind}が変わる: {old} → {new}{scope}"
        ),
    ]


def _constraint_checks(kind: str) -> list[Check]:
    start = f"{noun_of(kind)}-constraint"
    stricter = comparing(kind).stricter or "unknown"

    def check(what: str, direction: Direction, mirror: str, en: str, ja: str) -> Check:
        said_en, said_ja = f"{{kind}}: {en}, was: {{old}}; is: {{new}}{{scope}}", f"{{kind}}: {ja}（旧: {{old}} → 新: {{new}}）{{scope}}"
        return _of_kind(kind, f"{start}-{what}", "changed", direction, f"{start}-{mirror}", said_en, said_ja)

    return [
        check("narrowed", stricter, "widened", "fewer fulfil it", "該当する範囲が狭くなる"),
        check("widened", _OPPOSITE[stricter], "narrowed", "more fulfil it", "該当する範囲が広がる"),
    ]


def _order_checks(kind: str, number: Number) -> list[Check]:
    start, up = number_id(kind, number), _UP[number.better]
    en, ja = _number_words(number)
    higher, lower = (f"{start}-{move}" for move in number.moves)
    if number.unit == "date":
        said = (
            ("moves back from {old} to {new}", "moves forward from {old} to {new}"),
            ("{old}から{new}へ遅くなる", "{old}から{new}へ早まる"),
        )
    else:
        said = ("goes up from {old} to {new}", "goes down from {old} to {new}"), ("{old}から{new}へ上がる", "{old}から{new}へ下がる")
    return [
        _of_kind(kind, higher, "changed", up, lower, f"{en} {said[0][0]}{{scope}}", f"{ja}が{said[1][0]}{{scope}}"),
        _of_kind(kind, lower, "changed", _OPPOSITE[up], higher, f"{en} {said[0][1]}{{scope}}", f"{ja}が{said[1][1]}{{scope}}"),
    ]


def _bound_checks(kind: str, number: Number) -> list[Check]:
    """A number that one of the two sources does not state, or of which it says that there is none."""
    en, ja = _number_words(number)
    start = number_id(kind, number)
    lifted: Direction = "neutral" if number.better == "none" else "better"

    def check(what: str, direction: Direction, mirror: str, say_en: str, say_ja: str) -> Check:
        return _of_kind(kind, f"{start}-{what}", "changed", direction, f"{start}-{mirror}", f"{say_en}{{scope}}", f"{say_ja}{{scope}}")

    return [
        check("lifted", lifted, "set", f"{en} of {{old}} is lifted", f"{ja}（{{old}}）がなくなる"),
        check("set", _OPPOSITE[lifted], "lifted", f"{en} of {{new}} where there was none", f"なかった{ja}が{{new}}に定まる"),
        check("stated", "unknown", "unstated", f"{en} of {{new}} is stated, before none was", f"{ja}{{new}}が明記される（旧版に記載なし）"),
        check("unstated", "unknown", "stated", f"{en} of {{old}} is not stated any more", f"{ja}{{old}}の記載がなくなる"),
        check("none-stated", "neutral", "none-unstated", f"{en}: the text now says that there is none", f"{ja}なしと明記される"),
        check("none-unstated", "neutral", "none-stated", f"{en}: the text no longer says that there is none", f"{ja}なしの記載がなくなる"),
    ]


def _number_words(number: Number) -> tuple[str, str]:
    if not number.en:
        return "{kind}", "{kind}"
    if number.unit == "date":
        return f"{{kind}} {{what}}: the {number.en}", f"{{kind}} {{what}}の{number.ja}"
    return f"{{kind}}: the {number.en}", f"{{kind}}の{number.ja}"


def _condition(polarity: str, trend: str, direction: Direction, en: str, ja: str) -> Check:
    check_id = f"{polarity}-condition-{trend}" if polarity else "condition-changed"
    mirror = f"{polarity}-condition-{'widened' if trend == 'narrowed' else 'narrowed'}" if polarity else check_id
    start_ja = "{kind} {what}"
    return Check(
        check_id,
        "*",
        "changed",
        direction,
        mirror,
        f"{{kind}} {{what}}: {en}, was: {{old}}; is: {{new}}",
        f"{start_ja}: {ja}（旧: {{old}} → 新: {{new}}）",
        why_own_mirror="" if polarity else NO_ORDER,
    )


_CONDITIONS = [
    _condition("benefit", "narrowed", "worse", "the condition is narrower", "条件が狭くなる"),
    _condition("benefit", "widened", "better", "the condition is wider", "条件が広がる"),
    _condition("burden", "narrowed", "better", "it holds for fewer", "該当する範囲が狭くなる"),
    _condition("burden", "widened", "worse", "it holds for more", "該当する範囲が広がる"),
    _condition("", "", "unknown", "the condition changed", "条件が変わる"),
]


def _only(what: str, side: str, en: str, ja: str) -> Check:
    other, action = ("old", "added") if side == "new" else ("new", "removed")
    return Check(
        f"{what}-only-in-{side}",
        "*",
        "added" if action == "added" else "removed",
        "unknown",
        f"{what}-only-in-{other}",
        f"{en} only in the {side} documents ({{what}}); what changed cannot be told",
        f"{ja}{'新' if side == 'new' else '旧'}版の文書だけにある（{{what}}）。変更の有無は判断できない",
        "frames",
    )


def _frame(check_id: str, action: Action, direction: Direction, mirror: str, en: str, ja: str) -> Check:
    why = "a name is neither better nor worse than another" if mirror == check_id else ""
    return Check(check_id, "frame", action, direction, mirror, en, ja, "frames", why)


_WHOLE = [
    _frame("frame-added", "added", "better", "frame-removed", "the frame is new ({n} rules)", "枠が新設される（規則{n}件）"),
    _frame("frame-removed", "removed", "worse", "frame-added", "the frame is gone ({n} rules)", "枠がなくなる（規則{n}件）"),
    _frame(
        "frame-renamed",
        "changed",
        "neutral",
        "frame-renamed",
        "the frame was called {old} and is now called {new}",
        "枠の名称が「{old}」から「{new}」に変わる",
    ),
    _frame("frame-split", "changed", "unknown", "frame-merged", "{old} is parted into {new}", "「{old}」が{new}に分かれる"),
    _frame("frame-merged", "changed", "unknown", "frame-split", "{old} are joined into {new}", "{old}が「{new}」に統合される"),
    _only("frame", "new", "this frame is described", "この枠の規則は"),
    _only("frame", "old", "this frame is described", "この枠の規則は"),
    _only("kind", "new", "some kinds of rules are stated", "次の種別の規則は"),
    _only("kind", "old", "some kinds of rules are stated", "次の種別の規則は"),
]
_MOVED = [
    Check(
        "expense-excluded",
        "eligible_expense",
        "changed",
        "worse",
        "expense-included",
        "an expense that was paid for is excluded now: {old}{scope}",
        "補助対象だった経費が対象外になる: {old}{scope}",
        "expenses",
    ),
    Check(
        "expense-included",
        "eligible_expense",
        "changed",
        "better",
        "expense-excluded",
        "an expense that was excluded is paid for now: {new}{scope}",
        "対象外だった経費が補助対象になる: {new}{scope}",
        "expenses",
    ),
    Check(
        "item-renamed",
        "*",
        "changed",
        "neutral",
        "item-renamed",
        "{kind} {what}: what it is for is named otherwise, was: {old}; is: {new}",
        "{kind} {what}: 対象の呼び方が変わる（旧: {old} → 新: {new}）",
        why_own_mirror="the same items under one name or one by one",
    ),
]


def _text(check_id: str, action: Action, direction: Direction, mirror: str, en: str, ja: str) -> Check:
    return Check(check_id, "text", action, direction, mirror, en, ja, "text", NO_ORDER if mirror == check_id else "")


_TEXT = [
    _text("clause-added", "added", "unknown", "clause-removed", "text added: {new}", "文が加わる: {new}"),
    _text("clause-removed", "removed", "unknown", "clause-added", "text gone: {old}", "文がなくなる: {old}"),
    _text("clause-changed", "changed", "unknown", "clause-changed", "text changed: {old} → {new}", "文が変わる: {old} → {new}"),
    _text(
        "clause-figures-changed",
        "changed",
        "unknown",
        "clause-figures-changed",
        "figures in a text changed: {old} → {new}",
        "文中の数値が変わる: {old} → {new}",
    ),
    _text(
        "texts-not-compared",
        "changed",
        "unknown",
        "texts-not-compared",
        "{old} and {new} have hardly a text in common: their texts were not compared",
        "{old} と {new} には共通する文がほとんどない（文の比較はしていない）",
    ),
    _text("reworded", "changed", "neutral", "reworded", "reworded: {old} → {new}", "表記が変わる: {old} → {new}"),
]
