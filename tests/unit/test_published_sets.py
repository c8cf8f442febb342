"""The committed rule sets: reviewed, short in their quotes, and still what was published."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from subsidy_rules.check.contract import check_ruleset
from subsidy_rules.export.shortened import LONGEST
from subsidy_rules.store.files import load_ruleset_dir

ROOT = Path(__file__).resolve().parents[2] / "rules_out"
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
SETS = sorted(head.parent for head in ROOT.glob("*/*/ruleset.yaml"))


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_a_published_set_is_reviewed_and_short(folder: Path) -> None:
    ruleset = load_ruleset_dir(folder)
    assert ruleset.status == "reviewed"
    assert not check_ruleset(ruleset)
    assert {rule.review.state for rule in ruleset.rules} <= {"approved", "edited"}
    assert all(rule.review.by and rule.review.said for rule in ruleset.rules)
    quotes = [evidence.quote for rule in ruleset.rules for evidence in rule.evidence] + [entry.quote for entry in ruleset.ledger]
    assert max(map(len, quotes)) <= LONGEST
    assert not [rule.id for rule in ruleset.rules if rule.extracted or rule.readings]


@pytest.mark.parametrize("folder", SETS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_english_labels_of_a_published_set_are_english(folder: Path) -> None:
    # a code such as 共P-01 is a name that is printed so, in every language
    labels = {rule.id: rule.label_en.replace(getattr(rule.value, "code", ""), "") for rule in load_ruleset_dir(folder).rules}
    assert not [f"{name}: {label}" for name, label in labels.items() if not label or _JAPANESE.search(label)]
