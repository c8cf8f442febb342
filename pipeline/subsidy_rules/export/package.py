"""Rule sets as a Python package of data, `subsidy-rules-data`: `load_ruleset(subsidy_rules_data.folder("it-hojo"), at="2025")`.

pyproject.toml
subsidy_rules_data/__init__.py                           folder, editions
subsidy_rules_data/<programme>/<edition>/*.yaml          the rule set as it stands
subsidy_rules_data/<programme>/<edition>/rules.json      its reviewed rules, as `export --format json` writes them
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_rules.export.days import published_days
from subsidy_rules.export.typed_json import write_json
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.ruleset import dump_ruleset
from subsidy_rules.store.names import apart, edition_part, programme_part

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
    """File name → text of the source of the package. Its version is the day of the newest document (2026.4.2).

    Raises SourceError where a programme or edition cannot name a folder, or two would have one.
    """
    return apart(_files(rulesets))


def _files(rulesets: Sequence[RuleSet]) -> Iterator[tuple[str, str]]:
    yield "pyproject.toml", _PROJECT.format(version=_version(rulesets))
    yield f"{_MODULE}/__init__.py", _INIT
    for ruleset in rulesets:
        folder = f"{_MODULE}/{programme_part(ruleset.programme)}/{edition_part(ruleset.edition)}"
        yield from ((f"{folder}/{name}", text) for name, text in dump_ruleset(ruleset).items())
        yield f"{folder}/rules.json", write_json(ruleset, [rule for rule in ruleset.rules if rule.review.state in REVIEWED])


def _version(rulesets: Sequence[RuleSet]) -> str:
    days = [day for ruleset in rulesets for day in published_days(ruleset)]
    return ".".join(str(int(part)) for part in max(days).split("-")) if days else "0"
