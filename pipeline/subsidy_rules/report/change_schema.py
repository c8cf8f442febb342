"""The JSON Schema of `diff --format json` and `--format yaml`."""

from __future__ import annotations

from typing import Any

from subsidy_rules.report.changes import SCHEMA

_TEXT = {"type": "string"}


def changes_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of an object with `schema`, `old`, `new`, `changes` and `summary`."""
    from subsidy_rules.model.change import Cause, Level
    from subsidy_rules.model.document import Evidence

    change = _change_schema(Evidence.model_json_schema(), [level.value for level in Level], [cause.value for cause in Cause])
    edition = _object({**dict.fromkeys(("programme", "edition", "title", "status", "extractor"), _TEXT), "rules": {"type": "integer"}})
    counts = _object({name: {"type": "integer"} for name in ("total", "ERR", "WARN", "INFO")})
    body = _object(
        {"schema": {"const": SCHEMA}, "old": edition, "new": edition, "changes": {"type": "array", "items": change}, "summary": counts}
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, "title": "Changes between two rule sets", **body}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _change_schema(evidence: dict[str, Any], levels: list[str], causes: list[str]) -> dict[str, Any]:
    texts = {"type": "array", "items": _TEXT}
    values = {"value": {"type": "object"}, "when": {"type": "array", "items": {"type": "object"}}}
    cited = {"evidence": {"type": "array", "items": evidence, "minItems": 1}}
    rule = _object({"id": _TEXT, "label": _TEXT, **values, **cited, "review": _TEXT})
    marks = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}}
    passage = _object({"text": _TEXT, "evidence": evidence, "marks": marks})
    places = {"type": "array", "items": _object({side: {"anyOf": [evidence, {"type": "null"}]} for side in ("old", "new")})}
    graded = {
        "check": _TEXT,
        "level": {"enum": levels},
        "direction": {"enum": ["better", "worse", "neutral", "unknown"]},
        "action": {"enum": ["added", "removed", "changed"]},
        "area": _TEXT,
        "cause": {"enum": causes},
    }
    about = {
        "frame": _TEXT,
        "frames": texts,
        "kind": _TEXT,
        "rule_id": _TEXT,
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{12}$"},
    }
    sides = {side: {"anyOf": [rule, {"type": "null"}]} for side in ("old", "new")}
    passages = {side: {"anyOf": [passage, {"type": "null"}]} for side in ("old_text", "new_text")}
    return _object({**graded, **about, "en": _TEXT, "ja": _TEXT, "rules": texts, "places": places, **sides, **passages})
