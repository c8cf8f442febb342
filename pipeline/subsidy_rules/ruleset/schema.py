"""The contract as JSON Schema, with the value of each kind spelled out."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, TypeAdapter, create_model

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Model, Source
from subsidy_rules.model.formula import GRAMMAR
from subsidy_rules.model.review import LedgerEntry, RejectedRule
from subsidy_rules.model.rule import SCHEMA, Before, Extracted, FrameName, Reading, Renamed, Rule
from subsidy_rules.ruleset.published import vocabulary


class ListedFile(Model):
    """A file beside the head with the number of its rules; of the head itself, the lengths of its lists."""

    name: str
    rules: int | None = None
    sources: int | None = None
    renamed: int | None = None
    ledger: int | None = None
    rejected: int | None = None


class RuleSetHead(Model):
    """The file `ruleset.yaml`."""

    version: Literal["subsidy-ruleset/2"] = Field(alias="schema")
    programme: str
    edition: str
    files: tuple[ListedFile, ...] = ()
    title: str = ""
    budget: str | None = None
    administrator: str | None = None
    extractor: str
    migrated: str | None = None
    reviewers: Literal[1, 2] = 1
    status: Literal["reviewed", "draft"]
    frames: tuple[FrameName, ...] = ()
    sources: tuple[Source, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    rejected: tuple[RejectedRule, ...] = ()


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the files of a rule set: `ruleset.yaml`, or a file of rules.

    Beside the schema, under keys that validators pass over: `grammar` of formulas and date expressions, and the `vocabulary`.
    """
    definitions: dict[str, Any] = {}
    models: list[type[Model]] = [RuleSetHead, *_rule_models()]
    refs = [_define(model, definitions) for model in models]
    rules_file = {
        "title": "RulesFile",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "frame", "rules"],
        "properties": {
            "schema": {"const": SCHEMA},
            "frame": {"type": "string"},
            "rules": {"type": "array", "items": {"oneOf": refs[1:]}},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        "title": "A file of a subsidy rule set",
        "oneOf": [refs[0], rules_file],
        "grammar": GRAMMAR,
        "vocabulary": vocabulary(),
        "$defs": dict(sorted(definitions.items())),
    }


def _define(model: type[Model], definitions: dict[str, Any]) -> dict[str, str]:
    """The reference to a model whose schema, with all that it uses, goes into `definitions`."""
    schema = TypeAdapter(model).json_schema(by_alias=True, ref_template="#/$defs/{model}")
    definitions |= schema.pop("$defs", {})
    definitions[model.__name__] = schema
    return {"$ref": f"#/$defs/{model.__name__}"}


def _rule_models() -> tuple[type[Model], ...]:
    """The general rule once for each kind, with this kind's value everywhere a value stands."""
    return tuple(_rule_model(name, kind.value_type) for name, kind in all_kinds().items())


def _rule_model(name: str, value_type: type[Model]) -> type[Model]:
    title = "".join(part.capitalize() for part in name.split("_"))
    value: Any = (value_type, ...)
    reading: Any = create_model(f"{title}Reading", __base__=Reading, value=value)
    extracted: Any = create_model(f"{title}Extracted", __base__=Extracted, value=value)
    before: Any = create_model(f"{title}Before", __base__=Before, value=value)
    fields: dict[str, Any] = {
        "kind": (Literal[name], ...),
        "value": value,
        "readings": (tuple[reading, ...], ()),
        "extracted": (extracted | None, None),
        "before": (before | None, None),
    }
    return create_model(f"{title}Rule", __base__=Rule, **fields)
