"""Candidates of all sources + earlier reviews → RuleSet; RuleSet ↔ YAML."""

from subsidy_rules.model.basis import basis_of
from subsidy_rules.ruleset.build import build_ruleset
from subsidy_rules.ruleset.migrate import Migrated, is_version_1, migrate
from subsidy_rules.ruleset.schema import json_schema
from subsidy_rules.ruleset.yaml_file import dump_ruleset, load_rules_file, load_ruleset

__all__ = [
    "Migrated",
    "basis_of",
    "build_ruleset",
    "dump_ruleset",
    "is_version_1",
    "json_schema",
    "load_rules_file",
    "load_ruleset",
    "migrate",
]
