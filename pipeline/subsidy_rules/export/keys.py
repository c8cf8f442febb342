"""Facts as an app is asked for them: one key for each measure that the conditions of a set tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from subsidy_rules.evaluate.conditions import leaves
from subsidy_rules.language.vocabulary import facts, names
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.formula import FormulaError, names_in, parse_formula
from subsidy_rules.model.rule import Leaf, Rule

FactType = Literal["number", "months", "days", "slugs", "boolean", "awards"]
UNKNOWN = 'facts["?"]'  # a key that nobody ever gives
AWARD = "past_award"
_LENGTH = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_SLUGS = frozenset({"applicant_class", "item", "industry", "business_type"})


@dataclass(frozen=True, slots=True)
class FactKey:
    """One measure. `leaf` is a condition that asks for it, from which its unit, band, period and reference are read."""

    key: str
    type: FactType
    leaf: Leaf

    def name(self, lang: str) -> str:
        """What it is called."""
        return self.leaf.of or str(names("topic_names", lang).get(self.leaf.fact, self.leaf.fact.replace("_", " ")))

    @property
    def unit(self) -> str | None:
        known = facts().get(self.leaf.fact)
        return self.leaf.unit or (known.unit if known else None)


def key_of(leaf: Leaf) -> str:
    """The key of what a condition measures.

    >>> key_of(Leaf(fact="large_company_share", op="ge", value="1/2", per="same_company"))
    'large_company_share@same_company'
    """
    name = leaf.of or leaf.fact if leaf.fact == "other" else leaf.fact
    if leaf.fact == AWARD or type_of(leaf) in ("slugs", "boolean"):
        return name
    band = "" if leaf.band is None else "@" + "_".join(f"{k}_{v}" for k, v in condition_data(leaf)["band"].items())
    return name + band + "".join(f"@{part}" for part in (leaf.per, leaf.over) if part)


def type_of(leaf: Leaf) -> FactType:
    """What kind of value a condition asks for."""
    if leaf.fact == AWARD:
        return "awards"
    if leaf.fact in _SLUGS or leaf.op in ("in", "not_in"):
        return "slugs"
    if isinstance(leaf.value, bool):
        return "boolean"
    if length_of(str(leaf.value)) is not None:
        return "days" if length_of(str(leaf.value))[1] else "months"  # type: ignore[index]
    return "slugs" if leaf.op in ("eq", "ne") and leaf.number is None else "number"


def length_of(text: str) -> tuple[int, int] | None:
    """Months and days of a duration; None for anything else.

    >>> length_of("P1Y"), length_of("P2W"), length_of("5")
    ((12, 0), (0, 14), None)
    """
    match = _LENGTH.fullmatch(text)
    if match is None:
        return None
    years, months, weeks, days = (int(part or 0) for part in match.groups())
    return years * 12 + months, weeks * 7 + days


def leaves_of(rule: Rule) -> list[Leaf]:
    """All conditions on facts in a rule: in `when`, in its constraint and in its bounds."""
    value = rule.value
    found = [*leaves(rule.when), *leaves(getattr(value, "constraint", None))]
    for bounds in (getattr(value, "any", None), getattr(value, "all", None)):
        found += bounds or ()
    return [leaf for leaf in found if isinstance(leaf, Leaf) and leaf.fact not in ("subsidy_part", "case")]


def _counted_from(leaf: Leaf) -> list[Leaf]:
    """The measures that a bound is counted from, where it is a formula."""
    if leaf.number is not None or not isinstance(leaf.value, str) or type_of(leaf) != "number":
        return []
    try:
        return [Leaf(fact=name, op="ge", value=0) for name in names_in(parse_formula(leaf.value))]
    except FormulaError:
        return []


def fact_keys(rules: Iterable[Rule]) -> tuple[FactKey, ...]:
    """Every measure that these rules ask for, by key."""
    out: dict[str, FactKey] = {}
    for rule in rules:
        for leaf in leaves_of(rule):
            for one in (leaf, *_counted_from(leaf)):
                out.setdefault(key_of(one), FactKey(key_of(one), type_of(one), one))
    return tuple(out[key] for key in sorted(out))
