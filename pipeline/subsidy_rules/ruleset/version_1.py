"""Rules as version 1 of the contract wrote them → the same rules in this version, and the fingerprints that version 1 took of them.

Works on the data of the files, before any model of today has seen it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from subsidy_rules.kinds.topics import affirmed
from subsidy_rules.language.neutral import neutral
from subsidy_rules.language.topics import obligation_of, subject_of
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.basis import digest
from subsidy_rules.model.formula import FormulaError, check_comparable, parse_formula, parse_moment
from subsidy_rules.model.rule import UNREAD_CEILING

Data = dict[str, Any]
SCHEMA = "subsidy-ruleset/1"

_FRACTIONS = ("rate", "share", "cap_share")
_NAMED = ("topic", "expense")
_MIN_WAGE = "regional_min_wage"
_BOUND = re.compile(rf"(?P<op>ge|gt|le|lt) {_MIN_WAGE}(?:\+(?P<more>\d+)|_(?:(?P<year>\d{{4}})_)?revision)?")
_WAGE_FACTS = frozenset({"low_wage_staff_share", "low_wage_months"})
# what version 1 meant where a share of staff on low wages named no band
_PLAIN_BAND = {"base": _MIN_WAGE, "le": 50, "unit": "yen"}
_PARSERS = {"max_formula": parse_formula, "start": parse_moment, "end": parse_moment}
_ORDERED = frozenset({"ge", "gt", "le", "lt"})


def basis_1(entry: Data) -> str:
    """The fingerprint that version 1 took of a rule: as `model.basis.basis_of`, of the data as version 1 wrote it."""
    said = entry.get("extracted") or entry
    first = entry["evidence"][0]
    return digest(
        {
            "kind": entry["kind"],
            "frame": entry["frame"],
            "value": _as_written(said["value"]),
            "when": _sorted(said.get("when", [])),
            "at": first.get("at", ""),
            "quote": "".join(first["quote"].split()),
            "readings": [[_as_written(reading["value"]), _sorted(reading.get("when", []))] for reading in entry.get("readings", ())],
        }
    )


def _as_written(value: Data) -> Data:
    return {key: str(Fraction(part)) if key in _FRACTIONS and part is not None else part for key, part in value.items()}


def _sorted(when: list[Data]) -> list[Data]:
    def order(row: Data) -> tuple[str, str, str]:
        return str(row.get("fact", "~")), str(row.get("op", "")), json.dumps(row, sort_keys=True, ensure_ascii=False)

    return sorted(when, key=order)


def rule_2(entry: Data) -> Data:
    """A rule of version 1 as this version writes it; its review, labels and id are left as they are."""
    kind, quote = str(entry["kind"]), str(entry["evidence"][0]["quote"])
    out = {**entry, **_claim(kind, entry, quote)}
    if entry.get("readings"):
        out["readings"] = [{**reading, **_claim(kind, reading, quote)} for reading in entry["readings"]]
    if entry.get("extracted"):
        out["extracted"] = {**entry["extracted"], **_claim(kind, entry["extracted"], quote)}
    if "unread" in json.dumps([out["value"], out.get("when", [])]):
        out["confidence"] = min(out["confidence"], UNREAD_CEILING)
    return out


def _claim(kind: str, said: Mapping[str, Any], quote: str) -> Data:
    """Value and conditions of this version; what its grammar refuses becomes a limit that was not understood."""
    value, unread = _value(kind, dict(said["value"]), quote)
    when = [*map(_condition, _with_bands(said.get("when", []))), *({"unread": text} for text in unread)]
    return {"value": value} | ({"when": when} if when else {})


def _value(kind: str, value: Data, quote: str) -> tuple[Data, list[str]]:
    unread = []
    for field, parse in _PARSERS.items():
        if isinstance(value.get(field), str) and not _is_parsed(parse, value[field]):
            unread.append(f"{field}: {value.pop(field)}")
    for field in _NAMED:
        if field in value:
            value[field] = load("renamed").get(value[field], value[field])
    for field in ("any", "all"):
        if value.get(field):
            value[field] = [_condition(leaf) for leaf in value[field]]
    if value.get("constraint"):
        value["constraint"] = _condition(value["constraint"])
    if kind == "requirement":
        value = _requirement(value, quote)
    elif kind == "exclusion":
        value = _exclusion(value)
    return value, unread


def _requirement(value: Data, quote: str) -> Data:
    """With its obligation: as version 1 had it; where it had none, by the topic, or by a denial that version 1 left in the topic."""
    topic = str(value["topic"])
    told = value.get("obligation")
    if told is None:
        told = "must" if value.get("constraint") else obligation_of(topic, topic if neutral(topic) != topic else quote)
    return {**value, "topic": neutral(topic), "obligation": told, "of": subject_of(topic)}


def _exclusion(value: Data) -> Data:
    topic, absent = affirmed(str(value["topic"]))
    out = {**value, "topic": topic, "of": subject_of(topic)}
    if absent is None:
        return out
    leaf = absent.model_dump(mode="json", exclude_none=True)
    return {**out, "constraint": [value["constraint"], leaf] if value.get("constraint") else leaf}


def _with_bands(when: list[Data]) -> list[Data]:
    """Conditions in which each measure of low wages names its band; in version 1 months shared that of the staff beside them."""
    shares = [leaf for leaf in when if leaf.get("fact") == "low_wage_staff_share"]
    if not shares:
        return when
    band = _band(shares[0].get("band"))
    return [
        {**leaf, "band": _band(leaf["band"]) if leaf.get("band") else band} if leaf.get("fact") in _WAGE_FACTS else leaf for leaf in when
    ]


def _band(text: str | None) -> Data:
    if text is None:
        return _PLAIN_BAND
    band: Data = {}
    for part in text.split(", "):
        bound = _BOUND.fullmatch(part)
        if bound is None:
            raise ValueError(text)
        if bound["more"]:
            band |= {"base": _MIN_WAGE, bound["op"]: int(bound["more"]), "unit": "yen"}
        else:
            year = f"r{int(bound['year']) - 2018}" if bound["year"] else "revised"
            band[bound["op"]] = f"{_MIN_WAGE}_{year}" if part.endswith("revision") else _MIN_WAGE
    return band


def _condition(node: Data) -> Data:
    """A condition of version 1, with all that nests in it."""
    for key in ("any", "all"):
        if key in node:
            return {key: [_condition(part) for part in node[key]]}
    if "not" in node:
        return {"not": _condition(node["not"])}
    if node.get("op") in _ORDERED and isinstance(node.get("value"), str) and not _is_parsed(check_comparable, node["value"]):
        return {"unread": " ".join(str(node[key]) for key in ("fact", "op", "value"))}
    return {key: part for key, part in node.items() if part is not None}


def _is_parsed(parse: Any, text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return False
    return True
