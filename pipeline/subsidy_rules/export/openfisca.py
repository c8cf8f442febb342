"""Rates, amounts and thresholds as OpenFisca parameters, dated by edition, with a file that says where each comes from.

<programme>/<frame>/<kind>/<rest of the id>.yaml      description, unit, values by the day from which they hold
provenance.json                                       parameter → rule id, source, page, quote, by day
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from subsidy_rules.evaluate.conditions import leaves
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Leaf, Rule, RuleSet
from subsidy_rules.report.neutral import json_text
from subsidy_rules.store.names import apart

_YEN = ("min", "max", "max_increase", "cap")
_SHARES = ("rate", "share", "cap_share")
_LONGEST = 120  # bytes of a part of a path
_DIGITS = 6  # of the hash that tells rules apart whose ids differ by signs that no path has
_KINDS = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold", "eligible_expense", "clawback", "requirement", "exclusion"})


def write_openfisca(editions: Sequence[tuple[str, RuleSet, Sequence[Rule]]]) -> dict[str, str]:
    """File name → text, of one programme. Each edition comes with the day from which it holds (`2025-03-24`), oldest first."""
    values: dict[str, dict[str, Any]] = {}
    described: dict[str, tuple[Rule, str]] = {}
    provenance: dict[str, dict[str, Any]] = {}
    for day, ruleset, rules in editions:
        for path, (number, unit, rule) in _parameters(ruleset.programme, rules).items():
            values.setdefault(path, {})[day] = number
            described[path] = (rule, unit)
            first = rule.evidence[0]
            cited = {"rule": rule.id, "edition": ruleset.edition, "source": first.source, "page": first.page, "quote": first.quote}
            provenance.setdefault(path, {})[day] = cited
        for path in values:
            if day not in values[path]:
                values[path][day] = None  # this edition does not know it
    files = ((f"{path}.yaml", _yaml(described[path], values[path])) for path in sorted(values))
    return apart((*files, ("provenance.json", json_text(provenance) + "\n")))


def _parameters(programme: str, rules: Iterable[Rule]) -> dict[str, tuple[int | float, str, Rule]]:
    told = [rule for rule in rules if rule.kind in _KINDS]
    paths = {rule.id: "/".join((_name(programme), _name(rule.frame), rule.kind, _name(_rest(rule)) or "base")) for rule in told}
    shared = {path for path, n in Counter(paths.values()).items() if n > 1}
    out: dict[str, tuple[int | float, str, Rule]] = {}
    for rule in told:
        path = paths[rule.id]
        own = f"{path}_{hashlib.sha256(rule.id.encode('utf-8')).hexdigest()[:_DIGITS]}" if path in shared else path
        for field, (number, unit) in _numbers(rule).items():
            out[f"{own}/{_name(field)}"] = (number, unit, rule)
    return out


def _rest(rule: Rule) -> str:
    """What of an id is neither frame nor kind."""
    return rule.id.removeprefix(f"{rule.frame}.").removeprefix(rule.kind).removeprefix(".").replace(".", "_")


def _numbers(rule: Rule) -> dict[str, tuple[int | float, str]]:
    """The numbers of a rule by name, with their units."""
    data = value_data(rule.value)
    found: dict[str, tuple[int | float, str]] = {name: (data[name], "currency-JPY") for name in _YEN if data.get(name) is not None}
    found |= {name: (float(Fraction(data[name])), "/1") for name in _SHARES if data.get(name) is not None}
    bounds: list[Any] = [*leaves(getattr(rule.value, "constraint", None))]
    bounds += [*(getattr(rule.value, "any", None) or ()), *(getattr(rule.value, "all", None) or ())]
    for leaf in bounds:
        if isinstance(leaf, Leaf) and leaf.number is not None:
            number = Fraction(leaf.number)
            whole = int(number) if number.denominator == 1 else float(number)
            found[f"{leaf.fact if leaf.fact != 'other' else leaf.of}_{leaf.op}"] = (whole, _unit(leaf))
    return found


def _unit(leaf: Leaf) -> str:
    return {"yen": "currency-JPY", "percent": "percent", "person": "person"}.get(leaf.unit or "", leaf.unit or "/1")


def _name(text: str) -> str:
    """A name of a file: letters, digits and signs that a path of parameters can have."""
    plain = re.sub(r"\W+", "_", text).strip("_").lower()
    return plain.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore") or "_"


def _yaml(described: tuple[Rule, str], values: Mapping[str, Any]) -> str:
    rule, unit = described
    lines = [f"description: {json_text(rule.label_en or rule.label)}", "metadata:"]
    lines += [f"  unit: {json_text(unit)}", f"  rule: {json_text(rule.id)}", "values:"]
    for day in sorted(values):
        lines += [f"  {day}:", f"    value: {'null' if values[day] is None else values[day]}"]
    return "\n".join(lines) + "\n"
