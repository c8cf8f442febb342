"""Candidates of all sources + earlier reviews → RuleSet; RuleSet ↔ YAML.

Each part is loaded when it is asked for: comparing two rule sets needs neither building nor migrating nor the schema.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidy_rules.model.basis import basis_of
    from subsidy_rules.ruleset.build import build_ruleset
    from subsidy_rules.ruleset.schema import json_schema
    from subsidy_rules.ruleset.yaml_file import dump_ruleset, load_rules_file, load_ruleset

_WHERE = {
    "basis_of": "subsidy_rules.model.basis",
    "build_ruleset": "subsidy_rules.ruleset.build",
    "dump_ruleset": "subsidy_rules.ruleset.yaml_file",
    "json_schema": "subsidy_rules.ruleset.schema",
    "load_rules_file": "subsidy_rules.ruleset.yaml_file",
    "load_ruleset": "subsidy_rules.ruleset.yaml_file",
}

__all__ = [
    "basis_of",
    "build_ruleset",
    "dump_ruleset",
    "json_schema",
    "load_rules_file",
    "load_ruleset",
]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
