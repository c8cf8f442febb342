"""The contract as JSON Schema, with the value of each kind spelled out."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

from pydantic import Field, TypeAdapter, create_model

from subsidy_rules.document import Model, Source
from subsidy_rules.kinds import all_kinds
from subsidy_rules.rule import SCHEMA, Extracted, FrameName, Reading, Rule


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the files of a rule set: `ruleset.yaml`, or a file of rules."""
    rules = tuple(_rule_model(name, kind.value_type) for name, kind in all_kinds().items())
    rule = Annotated[Union[rules], Field(discriminator="kind")] if len(rules) > 1 else rules[0]  # type: ignore[valid-type]
    version = (Literal["subsidy-ruleset/1"], Field(alias="schema"))
    head = create_model(
        "RuleSetHead",
        __base__=Model,
        schema_=version,
        programme=(str, ...),
        edition=(str, ...),
        title=(str, ""),
        budget=(str | None, None),
        administrator=(str | None, None),
        extractor=(str, ...),
        status=(Literal["reviewed", "draft"], ...),
        frames=(tuple[FrameName, ...], ()),
        sources=(tuple[Source, ...], ()),
    )
    rules_file = create_model("RulesFile", __base__=Model, schema_=version, frame=(str, ...), rules=(tuple[rule, ...], ...))  # type: ignore[valid-type]
    made = TypeAdapter(Union[head, rules_file]).json_schema(mode="validation", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA, "title": "A file of a subsidy rule set", **made}


def _rule_model(name: str, value_type: type[Model]) -> type[Model]:
    """The rule of one kind: the general rule with this kind's value everywhere a value stands."""
    title = "".join(part.capitalize() for part in name.split("_"))
    reading = create_model(f"{title}Reading", __base__=Reading, value=(value_type, ...))
    extracted = create_model(f"{title}Extracted", __base__=Extracted, value=(value_type, ...))
    return create_model(
        f"{title}Rule",
        __base__=Rule,
        kind=(Literal[name], ...),
        value=(value_type, ...),
        readings=(tuple[reading, ...], ()),  # type: ignore[valid-type]
        extracted=(extracted | None, None),
    )
