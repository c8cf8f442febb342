"""The catalogue of what a comparison can find. The ids are stable: reports, decisions and filters of others name them.

Each kind has its checks: rules added, removed and changed, and for each of its numbers (`BETTER`) what can happen to it. The id is
`<noun of the kind>-<number>-<what>`: `amount-max-increased`, `rate-decreased`, `threshold-capital-increased`.

Levels: ERR is worse for the applicant (less money, a narrower benefit, a new burden, an earlier deadline) or may flip eligibility;
WARN cannot be told without a person; INFO is better or neutral.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from subsidy_rules.change import Action, Direction, Level
from subsidy_rules.kinds import all_kinds

Preference = Literal["higher", "lower"]
Polarity = Literal["benefit", "burden", "neutral"]

# what a rule of the kind means to an applicant; of a kind that is not here it cannot be told
POLARITY: dict[str, Polarity] = {
    "subsidy_amount": "benefit",
    "subsidy_rate": "benefit",
    "applicant_threshold": "benefit",
    "eligible_expense": "benefit",
    "bonus_point": "benefit",
    "requirement": "burden",
    "exclusion": "burden",
    "ineligible_expense": "burden",
    "clawback": "burden",
    "penalty_point": "burden",
    "required_document": "burden",
    "category": "neutral",
}
# the numbers of each kind, and which of two is better for the applicant
BETTER: dict[str, dict[str, Preference]] = {
    "subsidy_amount": {"min": "lower", "max": "higher", "max_increase": "higher"},
    "subsidy_rate": {"rate": "higher"},
    "applicant_threshold": {"capital": "higher", "employees": "higher"},
    "eligible_expense": {"max_years": "higher", "cap": "higher"},
    "clawback": {"share": "lower"},
}
# kinds with a constraint, and what it means to the applicant that fewer satisfy it now
STRICTER: dict[str, Direction] = {
    "requirement": "worse",
    "bonus_point": "worse",
    "exclusion": "better",
    "clawback": "better",
    "penalty_point": "better",
}
_ADDED: dict[Polarity, Direction] = {"benefit": "better", "burden": "worse", "neutral": "neutral"}
_LEVELS: dict[Direction, Level] = {"better": Level.INFO, "neutral": Level.INFO, "worse": Level.ERR, "unknown": Level.WARN}
_OPPOSITE: dict[Direction, Direction] = {"better": "worse", "worse": "better", "neutral": "neutral", "unknown": "unknown"}
_UP: dict[Preference, Direction] = {"higher": "better", "lower": "worse"}
_NOUNS = {"subsidy_amount": "amount", "subsidy_rate": "rate", "applicant_threshold": "threshold", "eligible_expense": "expense"}
_NUMBERS = {
    "min": ("lower limit", "下限"),
    "max": ("upper limit", "上限"),
    "max_increase": ("special raise of the upper limit", "上限の引上げ額"),
    "rate": ("rate", "率"),
    "capital": ("limit on capital", "資本金の基準"),
    "employees": ("limit on employees", "従業員数の基準"),
    "cap": ("upper limit", "上限"),
    "max_years": ("longest period in years", "最長年数"),
    "share": ("share", "割合"),
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a comparison can find; `mirror` is what the comparison in the other direction finds.

    The wording knows {kind}, {what} (the rule's value), {scope} (its conditions in brackets, or nothing), {old}, {new} and {n}.
    """

    id: str
    kind: str
    action: Action
    direction: Direction
    mirror: str
    en: str
    ja: str

    @property
    def level(self) -> Level:
        return _LEVELS[self.direction]


def noun_of(kind: str) -> str:
    """The first word of the check ids of a kind."""
    return _NOUNS.get(kind, kind.replace("_", "-"))


def number_id(kind: str, number: str) -> str:
    """What the ids of the checks on one number of a kind start with."""
    noun, name = noun_of(kind), number.replace("_", "-")
    return noun if name == noun else f"{noun}-{name}"


@lru_cache(maxsize=1)
def all_checks() -> dict[str, Check]:
    """Every check by id."""
    checks: list[Check] = [*_CONDITIONS, *_WHOLE]
    for kind in sorted({*all_kinds(), *POLARITY}):
        checks += _rule_checks(kind)
        if kind in STRICTER:
            checks += _constraint_checks(kind)
        for name, preference in BETTER.get(kind, {}).items():
            checks += _order_checks(kind, name, _UP[preference])
            checks += _bound_checks(kind, name)
    return {check.id: check for check in checks}


def _rule_checks(kind: str) -> list[Check]:
    noun = noun_of(kind)
    added = _ADDED[POLARITY[kind]] if kind in POLARITY else "unknown"
    changed = f"{noun}-changed"
    return [
        Check(
            f"{noun}-added",
            kind,
            "added",
            added,
            f"{noun}-removed",
            "{kind} added: {new}{scope}",
            "{kind}が加わる: {new}{scope}",
        ),
        Check(
            f"{noun}-removed",
            kind,
            "removed",
            _OPPOSITE[added],
            f"{noun}-added",
            "{kind} gone: {old}{scope}",
            "{kind}がなくなる: {old}{scope}",
        ),
        Check(
            changed,
            kind,
            "changed",
            "unknown",
            changed,
            "{kind} changed from {old} to {new}{scope}",
            "{kind}が変わる: {old} → {new}{scope}",
        ),
    ]


def _constraint_checks(kind: str) -> list[Check]:
    start = f"{noun_of(kind)}-constraint"
    stricter = STRICTER[kind]

    def check(what: str, direction: Direction, mirror: str, en: str, ja: str) -> Check:
        said_en, said_ja = f"{{kind}}: {en}, was: {{old}}; is: {{new}}{{scope}}", f"{{kind}}: {ja}（旧: {{old}} → 新: {{new}}）{{scope}}"
        return Check(f"{start}-{what}", kind, "changed", direction, f"{start}-{mirror}", said_en, said_ja)

    return [
        check("narrowed", stricter, "widened", "fewer fulfil it", "該当する範囲が狭くなる"),
        check("widened", _OPPOSITE[stricter], "narrowed", "more fulfil it", "該当する範囲が広がる"),
    ]


def _order_checks(kind: str, name: str, up: Direction) -> list[Check]:
    start = number_id(kind, name)
    en, ja = _number_words(kind, name)
    higher, lower = f"{start}-increased", f"{start}-decreased"
    return [
        Check(
            higher,
            kind,
            "changed",
            up,
            lower,
            f"{en} goes up from {{old}} to {{new}}{{scope}}",
            f"{ja}が{{old}}から{{new}}へ上がる{{scope}}",
        ),
        Check(
            lower,
            kind,
            "changed",
            _OPPOSITE[up],
            higher,
            f"{en} goes down from {{old}} to {{new}}{{scope}}",
            f"{ja}が{{old}}から{{new}}へ下がる{{scope}}",
        ),
    ]


def _bound_checks(kind: str, name: str) -> list[Check]:
    """A number that one of the two sources does not state, or of which it says that there is none."""
    en, ja = _number_words(kind, name)
    start = number_id(kind, name)

    def check(what: str, direction: Direction, mirror: str, say_en: str, say_ja: str) -> Check:
        return Check(f"{start}-{what}", kind, "changed", direction, f"{start}-{mirror}", f"{say_en}{{scope}}", f"{say_ja}{{scope}}")

    return [
        check("lifted", "better", "set", f"{en} of {{old}} is lifted", f"{ja}（{{old}}）がなくなる"),
        check("set", "worse", "lifted", f"{en} of {{new}} where there was none", f"なかった{ja}が{{new}}に定まる"),
        check("stated", "unknown", "unstated", f"{en} of {{new}} is stated, before none was", f"{ja}{{new}}が明記される（旧版に記載なし）"),
        check("unstated", "unknown", "stated", f"{en} of {{old}} is not stated any more", f"{ja}{{old}}の記載がなくなる"),
        check("none-stated", "neutral", "none-unstated", f"{en}: the text now says that there is none", f"{ja}なしと明記される"),
        check("none-unstated", "neutral", "none-stated", f"{en}: the text no longer says that there is none", f"{ja}なしの記載がなくなる"),
    ]


def _number_words(kind: str, name: str) -> tuple[str, str]:
    en, ja = _NUMBERS.get(name, (name.replace("_", " "), name))
    if noun_of(kind) == name:
        return "{kind}", "{kind}"
    return f"{{kind}}: the {en}", f"{{kind}}の{ja}"


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
        f"{en} only in the {side} documents ({{n}} rules); what changed cannot be told",
        f"{ja}{'新' if side == 'new' else '旧'}版の文書だけにある（規則{{n}}件）。変更の有無は判断できない",
    )


_WHOLE = [
    Check("frame-added", "frame", "added", "better", "frame-removed", "the frame is new ({n} rules)", "枠が新設される（規則{n}件）"),
    Check("frame-removed", "frame", "removed", "worse", "frame-added", "the frame is gone ({n} rules)", "枠がなくなる（規則{n}件）"),
    Check(
        "frame-renamed",
        "frame",
        "changed",
        "neutral",
        "frame-renamed",
        "the frame was called {old} and is now called {new}",
        "枠の名称が「{old}」から「{new}」に変わる",
    ),
    _only("frame", "new", "this frame is described", "この枠の規則は"),
    _only("frame", "old", "this frame is described", "この枠の規則は"),
    _only("kind", "new", "{kind} is stated", "{kind}は"),
    _only("kind", "old", "{kind} is stated", "{kind}は"),
]
