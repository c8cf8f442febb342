"""Rule sets as a Python package of data, `subsidy-rules-data`: `load_ruleset(subsidy_rules_data.folder("it-hojo"), at="2025")`.

pyproject.toml
subsidy_rules_data/__init__.py                           folder, editions
subsidy_rules_data/<programme>/<edition>/*.yaml          the rule set as it stands
subsidy_rules_data/<programme>/<edition>/rules.json      its reviewed rules, as `export --format json` writes them
"""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.export.typed_json import write_json
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.ruleset import dump_ruleset

_MODULE = "subsidy_rules_data"
_PROJECT = """[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "subsidy-rules-data"
version = "{version}"
description = "Page-cited rule sets of Japanese SME subsidies, by programme and edition"
requires-python = ">=3.11"

[tool.hatch.build.targets.wheel]
packages = ["subsidy_rules_data"]
"""
_INIT = '''"""Page-cited rule sets of Japanese SME subsidies, by programme and edition."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).resolve().parent


def folder(programme: str, edition: str | None = None) -> Path:
    """The folder of a programme, or of one of its editions. Raises KeyError where there is none."""
    found = _HERE / programme if edition is None else _HERE / programme / edition
    if (programme, edition) not in editions() and (edition is not None or programme not in {name for name, _ in editions()}):
        raise KeyError((programme, edition))
    return found


def editions() -> list[tuple[str, str]]:
    """Programme and edition of every rule set."""
    return sorted((head.parent.parent.name, head.parent.name) for head in _HERE.glob("*/*/ruleset.yaml"))
'''


def package_files(rulesets: Sequence[RuleSet]) -> dict[str, str]:
    """File name → text of the source of the package. Its version is the day of the newest document (2026.4.2)."""
    files = {"pyproject.toml": _PROJECT.format(version=_version(rulesets)), f"{_MODULE}/__init__.py": _INIT}
    for ruleset in rulesets:
        folder = f"{_MODULE}/{ruleset.programme}/{ruleset.edition}"
        files |= {f"{folder}/{name}": text for name, text in dump_ruleset(ruleset).items()}
        reviewed = [rule for rule in ruleset.rules if rule.review.state in REVIEWED]
        files[f"{folder}/rules.json"] = write_json(ruleset, reviewed)
    return files


def _version(rulesets: Sequence[RuleSet]) -> str:
    days = [source.published for ruleset in rulesets for source in ruleset.sources if source.published]
    return ".".join(str(int(part)) for part in max(days).split("-")) if days else "0"
