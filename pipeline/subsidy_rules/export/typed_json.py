"""A rule set as one typed JSON file, with its facts and the conditions in CEL; and the JSON Schema of such a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_rules.evaluate.choosing import part_of
from subsidy_rules.export.cel import class_cel, met_cel, when_cel
from subsidy_rules.export.keys import FactKey, fact_keys
from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.neutral import json_text

FORMAT = "subsidy-rules-export/1"
_TYPES = ("number", "months", "days", "slugs", "boolean", "awards")
_CLASSES = ("applicant_threshold",)


def write_json(ruleset: RuleSet, rules: Sequence[Rule]) -> str:
    """The file."""
    return json_text(export_data(ruleset, rules)) + "\n"


def write_cel(ruleset: RuleSet, rules: Sequence[Rule]) -> str:
    """The conditions alone: id → CEL of `when`, `met` and, of definitions, `class`."""
    conditions = {rule.id: {"kind": rule.kind, "frame": rule.frame, **_cel(rule)} for rule in rules}
    data = {"schema": FORMAT, "programme": ruleset.programme, "edition": ruleset.edition, "facts": _facts(rules), "rules": conditions}
    return json_text(data) + "\n"


def export_data(ruleset: RuleSet, rules: Sequence[Rule]) -> dict[str, Any]:
    """The file as JSON data."""
    head = {"schema": FORMAT, "programme": ruleset.programme, "edition": ruleset.edition, "title": ruleset.title}
    return {
        **head,
        "extractor": ruleset.extractor,
        "frames": [{"id": frame.id, "name": frame.name} for frame in ruleset.frames],
        "sources": [source.model_dump(mode="json", exclude_none=True, exclude={"read"}) for source in ruleset.sources],
        "facts": _facts(rules),
        "rules": [rule_data(rule) for rule in rules],
    }


def _facts(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    return [_fact(key) for key in fact_keys(rules)]


def _fact(key: FactKey) -> dict[str, Any]:
    leaf = condition_data(key.leaf)
    more: dict[str, Any] = {
        name: leaf[name] for name in ("per", "over", "band") if name in leaf and key.type not in ("awards", "slugs", "boolean")
    }
    unit: dict[str, Any] = {} if key.unit is None else {"unit": key.unit}
    fact = {"key": key.key, "fact": key.leaf.fact, "type": key.type, "name": key.name("ja"), "name_en": key.name("en")}
    return {**fact, **({"of": key.leaf.of} if key.leaf.of else {}), **unit, **more}


def rule_data(rule: Rule) -> dict[str, Any]:
    """One rule: what the set says, its conditions in CEL, where it stands and who reviewed it."""
    data: dict[str, Any] = {"id": rule.id, "kind": rule.kind, "frame": rule.frame, "label": rule.label}
    data["label_en"] = rule.label_en or rule.label
    data |= {"value": value_data(rule.value), "when": [condition_data(node) for node in rule.when], "cel": _cel(rule)}
    part = part_of(rule)
    if part is not None:
        data["part"] = {"above": part[0], "up_to": part[1]}
    data["evidence"] = [one.model_dump(mode="json", exclude_none=True, exclude={"boxes", "bbox"}) for one in rule.evidence]
    review = rule.review
    return data | {"confidence": rule.confidence, "state": review.state, "by": review.by, "at": review.at}


def _cel(rule: Rule) -> dict[str, str]:
    found = {"when": when_cel(rule), "met": met_cel(rule), "class": class_cel(rule) if rule.kind in _CLASSES else None}
    return {name: expression for name, expression in found.items() if expression is not None}


def export_schema() -> dict[str, Any]:
    """The JSON Schema of the file (draft 2020-12)."""
    text, texts = {"type": "string"}, {"type": ["string", "null"]}
    evidence = _object({"source": text, "page": {"type": "integer", "minimum": 1}, "at": text, "quote": text}, ("source", "quote"))
    cel = _object({"when": text, "met": text, "class": text}, ("when",))
    fact = _object(
        {
            **dict.fromkeys(("key", "fact", "of", "name", "name_en", "unit", "per", "over"), text),
            "type": {"enum": list(_TYPES)},
            "band": {"type": "object"},
        },
        ("key", "fact", "type", "name", "name_en"),
    )
    rule = _object(
        {
            **dict.fromkeys(("id", "frame", "label", "label_en", "state"), text),
            **dict.fromkeys(("by", "at"), texts),
            "kind": {"enum": [*all_kinds()]},
            "value": {"type": "object"},
            "when": {"type": "array", "items": {"type": "object"}},
            "cel": cel,
            "part": _object({"above": {"type": "integer"}, "up_to": {"type": ["integer", "null"]}}, ("above", "up_to")),
            "evidence": {"type": "array", "items": evidence, "minItems": 1},
            "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        },
        ("id", "kind", "frame", "label", "value", "when", "cel", "evidence", "confidence", "state"),
    )
    lists = {"frames": _object({"id": text, "name": text}, ("id", "name")), "sources": {"type": "object"}, "facts": fact, "rules": rule}
    heads = dict.fromkeys(("programme", "edition", "title", "extractor"), text)
    properties = {"schema": {"const": FORMAT}, **heads, **{name: {"type": "array", "items": item} for name, item in lists.items()}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_object(properties, (*properties,))}


def _object(properties: dict[str, Any], required: Sequence[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}
