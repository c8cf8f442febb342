"""Each row of tests/cases/<kind>.yaml: a text and all the rules of that kind that it states."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.confidence import confidence
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.document import Source
from subsidy_rules.model.programme import Programme
from subsidy_rules.model.rule import Candidate
from subsidy_rules.read.text import read_text
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.extract import DocumentScope, find_candidates

ROOT = Path(__file__).parents[3]
CASES = ROOT / "tests" / "cases"
SURE = 0.7
# what every rule of a kind says; a row names it only where it says otherwise
SAID = {"requirement": {"obligation": "must", "of": "applicant"}, "exclusion": {"of": "applicant"}}


@cache
def programme() -> Programme:
    return find_programme("it-hojo", ROOT / "sources" / "programmes")


def rows(kind: str) -> list[dict[str, Any]]:
    path = CASES / f"{kind}.yaml"
    data: list[dict[str, Any]] = YAML(typ="safe").load(path.read_text(encoding="utf-8")) if path.exists() else []
    return data


def every_row() -> list[Any]:
    return [pytest.param(kind, row, id=f"{kind}: {row['name']}") for kind in all_kinds() for row in rows(kind)]


def found(row: dict[str, Any]) -> tuple[Candidate, ...]:
    document = read_text(row["text"].encode("utf-8"), "case.txt")
    source = Source(id="case", sha256=document.sha256, authority="official", kind="guideline")
    scope = DocumentScope(source, row.get("frame", "common"), programme())
    return find_candidates(document, scope)


def leaf_words(leaf: dict[str, Any]) -> str:
    if "unread" in leaf:
        return f"unread {leaf['unread']}"
    value = leaf["value"]
    shown = " ".join(map(str, value)) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else str(value)
    return f"{leaf['fact']} {leaf['op']} {shown}"


def shown(part: Any) -> Any:
    """Leaves in words; everything else as it is."""
    if isinstance(part, list):
        return [shown(item) for item in part]
    return leaf_words(part) if isinstance(part, dict) and "fact" in part else part


def seen(candidate: Candidate) -> str:
    value = {key: shown(part) for key, part in value_data(candidate.value).items()}
    when = sorted(leaf_words(leaf) for leaf in when_data(candidate.when))
    return f"{candidate.frame} {sorted(value.items(), key=str)} {when} {'unsure' if _without_words(candidate) < SURE else 'sure'}"


def _without_words(candidate: Candidate) -> float:
    """How sure the reading is otherwise: that a rule in words is never sure is no property of its row."""
    return confidence(reason for reason in candidate.reasons if reason != "in_words")


def expected(kind: str, entry: dict[str, Any]) -> str:
    value = SAID.get(kind, {}) | entry["value"]
    when = sorted(entry.get("when", []))
    return f"{entry['frame']} {sorted(value.items(), key=str)} {when} {'unsure' if entry.get('unsure') else 'sure'}"


@pytest.mark.parametrize(("kind", "row"), every_row())
def test_states_exactly_these_rules(kind: str, row: dict[str, Any]) -> None:
    got = sorted(seen(c) for c in found(row) if c.kind == kind)
    assert got == sorted(expected(kind, entry) for entry in row["expect"])


@pytest.mark.parametrize(("kind", "row"), every_row())
def test_quotes_are_exact_and_hold_what_states_the_value(kind: str, row: dict[str, Any]) -> None:
    for candidate in found(row):
        quote = candidate.evidence[0].quote
        assert quote in candidate.text
        assert candidate.text[candidate.start : candidate.end].strip() in quote


def test_every_kind_has_cases_with_a_negative_row() -> None:
    for kind in all_kinds():
        assert any(row["expect"] == [] for row in rows(kind)), kind
