"""The description of the HTTP API in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from subsidy_rules import __version__
from subsidy_rules.kinds import all_kinds

_TEXT = {"type": "string"}
_ERROR = {"description": "What is wrong", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}


def openapi() -> dict[str, Any]:
    """The whole description."""
    edition = "/rulesets/{programme}/{edition}"
    names = [_path("programme"), _path("edition")]
    every = _query("all_states", "Take rules that nobody has reviewed, too", {"type": "string", "enum": ["true", "false"]})
    lang = _query("lang", "Language of words", {"type": "string", "enum": ["ja", "en"]})
    kinds: dict[str, Any] = {"type": "string", "enum": [*all_kinds()]}
    asked = {"frame": _TEXT, "kind": kinds, "fact": _TEXT}
    filters = [_query(name, f"Only rules of this {name}", schema) for name, schema in asked.items()]
    paths = {
        "/rulesets": _get("The rule sets that there are", [], _array("Head")),
        edition: _get("One rule set: its frames and documents", names, _reference("Head")),
        f"{edition}/rules": _get("Its rules", [*names, *filters, every], _array("Rule")),
        f"{edition}/rules/{{rule}}": _get("One rule, by an id that it has or had", [*names, _path("rule"), every], _reference("Rule")),
        f"{edition}/evaluate": _post("What it means for an applicant and project", [*names, every, lang]),
        "/diff/{programme}/{edition}/{new}": _get("What changed between two editions", [*names, _path("new")], {"type": "object"}),
        "/history/{programme}/{rule}": _get("A rule in every edition", [_path("programme"), _path("rule"), every], _array("Edition")),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "subsidy-rules", "version": __version__, "description": "Read-only. Every value cites its page."},
        "paths": paths,
        "components": {"schemas": _schemas()},
    }


def _schemas() -> dict[str, Any]:
    head = dict.fromkeys(("programme", "edition", "title", "status"), _TEXT)
    counts = {name: {"type": "integer"} for name in ("rules", "reviewed")}
    frame = _object({"id": _TEXT, "name": _TEXT}, ["id", "name"])
    lists = {"frames": {"type": "array", "items": frame}, "sources": {"type": "array", "items": {"type": "object"}}}
    evidence = _object({"source": _TEXT, "page": {"type": "integer"}, "at": _TEXT, "quote": _TEXT}, ["source", "quote"])
    rule: dict[str, Any] = dict.fromkeys(("id", "kind", "frame", "label", "label_en", "state"), _TEXT)
    rule |= {"value": {"type": "object"}} | {
        "when": {"type": "array"},
        "cel": {"type": "object"},
        "evidence": {"type": "array", "items": evidence},
    }
    rows = {name: {"type": "array", "items": {"type": "object"}} for name in ("amount_if", "not_met", "missing", "steps")}
    answer: dict[str, Any] = {
        "class": _TEXT,
        "eligible": {"enum": ["yes", "no", "unknown"]},
        "amount_yen": {"type": ["integer", "null"]},
        **rows,
    }
    asked: dict[str, Any] = {"frame": _TEXT, **{name: {"type": "object"} for name in ("applicant", "project", "answers")}}
    return {
        "Error": _object({"error": _TEXT}, ["error"]),
        "Head": _object({**head, **counts, **lists}, [*head, *counts, "frames"]),
        "Rule": _object(rule, [*rule]),
        "Edition": _object({"edition": _TEXT, "rule": _reference("Rule")}, ["edition", "rule"]),
        "Answer": _object(answer, [*answer]),
        "Question": {**_object(asked, []), "additionalProperties": False},
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required}


def _reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def _array(name: str) -> dict[str, Any]:
    return {"type": "array", "items": _reference(name)}


def _path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": _TEXT}


def _query(name: str, words: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": words, "schema": schema}


def _get(summary: str, parameters: list[dict[str, Any]], schema: dict[str, Any]) -> dict[str, Any]:
    return {"get": {"summary": summary, "parameters": parameters, "responses": _responses(schema, ["400", "404"])}}


def _post(summary: str, parameters: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"required": True, "content": {"application/json": {"schema": _reference("Question")}}}
    responses = _responses(_reference("Answer"), ["400", "404", "413"])
    return {"post": {"summary": summary, "parameters": parameters, "requestBody": body, "responses": responses}}


def _responses(schema: dict[str, Any], errors: list[str]) -> dict[str, Any]:
    found = {"description": "Found", "content": {"application/json": {"schema": schema}}}
    return {"200": found, **dict.fromkeys(errors, _ERROR)}
