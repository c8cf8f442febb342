"""A rule set of version 1 in this version: every decision kept, values in their new form, nothing lost where the new form refuses it."""

from __future__ import annotations

import copy
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from subsidy_rules.model.basis import basis_of, condition_data, value_data
from subsidy_rules.model.errors import RuleSetError
from subsidy_rules.model.rule import Rule
from subsidy_rules.ruleset import load_ruleset
from subsidy_rules.ruleset.migrate import is_version_1, migrate
from subsidy_rules.ruleset.version_1 import basis_1, rule_2
from subsidy_rules.ruleset.yaml_file import rule_of
from subsidy_rules.store.files import load_ruleset_dir, migrate_ruleset_dir

QUOTE = "補助上限は　５０万円\nまで"
MONTHS = {"fact": "low_wage_months", "op": "ge", "value": 3, "unit": "month"}
STAFF = {"fact": "low_wage_staff_share", "op": "ge", "value": "30", "unit": "percent"}
DECIDED = {"by": "tanaka", "at": "2026-04-02"}
HEAD = {
    "schema": "subsidy-ruleset/1",
    "programme": "p",
    "edition": "1",
    "title": "補助金",
    "extractor": "subsidy-rules 0.1.0",
    "status": "draft",
    "frames": [{"id": "tsujo", "name": "通常枠"}],
    "sources": [{"id": "s", "sha256": "0" * 64, "authority": "official", "kind": "guideline", "pages": 9}],
}


def entry(kind: str, value: dict[str, Any], when: list[dict[str, Any]] | None = None, n: int = 0, **rest: Any) -> dict[str, Any]:
    """A rule as version 1 wrote it."""
    out: dict[str, Any] = {"id": f"common.{kind}.x{n}", "kind": kind, "frame": "common", "label": "補助額", "value": value}
    out |= {"when": when} if when else {}
    out |= {"evidence": [{"source": "s", "page": 1, "at": "表1", "quote": QUOTE}], "confidence": 0.9, "review": {"state": "draft"}}
    return out | rest


def today(said: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Value and conditions in this version."""
    rule = rule_of(rule_2(said))
    return value_data(rule.value), [condition_data(node) for node in rule.when]


@pytest.mark.parametrize(
    ("said", "basis"),
    [  # as the program of version 1 computed them
        (
            entry(
                "subsidy_amount",
                {"min": None, "max": 500000, "max_exclusive": True, "max_formula": "min(base * 1/2, 500000)"},
                [
                    {"fact": "process_count", "op": "ge", "value": 4},
                    {"fact": "applicant_class", "op": "in", "value": ["sme", "small_business"]},
                ],
            ),
            "86642b4d287a",
        ),
        (entry("subsidy_rate", {"rate": "2/3"}, [STAFF, MONTHS]), "0df1aeb89dcb"),
        (entry("clawback", {"topic": "not_carried_out", "share": 1}), "0ba0f15e0e77"),
        (entry("subsidy_rate", {"rate": "3/4"}, extracted={"value": {"rate": "2/3"}}), "80e3a985dcaf"),
        (entry("subsidy_rate", {"rate": "3/4"}, readings=[{"value": {"rate": "3/4"}}, {"value": {"rate": "2/3"}}]), "5f758b2b6865"),
    ],
)
def test_the_fingerprint_of_version_1_is_that_of_its_program(said: dict[str, Any], basis: str) -> None:
    assert basis_1(said) == basis


def test_wages_name_their_band() -> None:
    (_, when) = today(entry("subsidy_rate", {"rate": "2/3"}, [MONTHS, STAFF]))
    assert [leaf["band"] for leaf in when] == [{"base": "regional_min_wage", "le": 50, "unit": "yen"}] * 2
    told = {**STAFF, "band": "ge regional_min_wage, lt regional_min_wage_2025_revision"}
    (_, when) = today(entry("subsidy_rate", {"rate": "2/3"}, [MONTHS, told]))
    assert [leaf["band"] for leaf in when] == [{"ge": "regional_min_wage", "lt": "regional_min_wage_r7"}] * 2
    (_, when) = today(entry("subsidy_rate", {"rate": "2/3"}, [{**STAFF, "band": "le regional_min_wage+30"}]))
    assert when[0]["band"] == {"base": "regional_min_wage", "le": 30, "unit": "yen"}


@pytest.mark.parametrize(
    ("kind", "value", "made"),
    [
        ("requirement", {"topic": "no_fraud"}, {"topic": "fraud", "obligation": "must_not", "of": "applicant"}),
        ("requirement", {"topic": "gbiz_id"}, {"topic": "gbiz_id", "obligation": "must", "of": "applicant"}),
        (
            "requirement",
            {"topic": "道路を占用しない", "obligation": "must_not"},
            {"topic": "道路を占用する", "obligation": "must_not", "of": "applicant"},
        ),
        ("exclusion", {"topic": "religious_corporation"}, {"topic": "religious_corporation", "of": "applicant"}),
        ("ineligible_expense", {"expense": "not_used_regularly"}, {"expense": "irregular_use"}),
    ],
)
def test_topics_are_neutral(kind: str, value: dict[str, Any], made: dict[str, Any]) -> None:
    assert today(entry(kind, value)) == (made, [])


def test_an_exclusion_of_those_who_do_not_says_what_is_absent() -> None:
    (value, _) = today(entry("exclusion", {"topic": "国内で事業を営んでいない"}))
    assert value["topic"] == "国内で事業を営んでいる"
    assert value["constraint"] == {"fact": "other", "of": "国内で事業を営んでいる", "op": "eq", "value": False}


def test_text_that_the_grammar_refuses_stays_as_an_unread_limit() -> None:
    said = entry("schedule", {"event": "performance_report", "end": "事業完了後すみやかに"}, confidence=0.97)
    rule = rule_of(rule_2(said))
    assert today(said) == ({"event": "performance_report"}, [{"unread": "end: 事業完了後すみやかに"}])
    assert rule.confidence == 0.8


def hundred() -> list[dict[str, Any]]:
    """A hundred decisions of every state, and ten rules that nobody has decided on."""
    made = []
    for n in range(110):
        said = entry("subsidy_rate", {"rate": f"{1 + n % 2}/{3 + n % 4}"}, [STAFF, {"fact": "process_count", "op": "ge", "value": n}], n)
        held = {"basis": basis_1(said), **DECIDED}
        reading = [{"value": {"rate": rate}, "evidence": said["evidence"]} for rate in ("1/2", "2/3")]
        review: dict[str, Any] = {"state": "draft"}
        if n < 40:
            review = {"state": "approved", **held, "note": "確認した"}
        elif n < 55:
            said["extracted"] = copy.deepcopy({key: said[key] for key in ("value", "when")})
            said["value"] = {"rate": "3/4"}
            review = {"state": "edited", **DECIDED, "basis": basis_1(said)}
        elif n < 70:
            review = {"state": "rejected", **held}
        elif n < 80:
            review = {"state": "stale", "was": "approved", **DECIDED, "basis": "0123456789ab", "note": "値が変わった"}
        elif n < 90:
            review = {"state": "stale", "was": "approved", **held, "note": "not found in the latest extraction"}
        elif n < 100:
            said["readings"] = reading
            review = {"state": "conflict", "was": "approved", **DECIDED, "basis": basis_1(said)}
        said["review"] = review
        made.append(said)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of version 1 with the hundred decisions."""
    for name, data in (("ruleset.yaml", HEAD), ("common.yaml", {"schema": HEAD["schema"], "frame": "common", "rules": hundred()})):
        with (tmp_path / name).open("w", encoding="utf-8") as file:
            YAML().dump(data, file)
    return tmp_path


def decision(rule: Rule) -> tuple[Any, ...]:
    review = rule.review
    return rule.id, review.state, review.was, review.by, review.at, review.note


def test_a_hundred_decisions_of_every_state(folder: Path) -> None:
    migrated = migrate_ruleset_dir(folder)
    assert migrated is not None
    ruleset = load_ruleset_dir(folder)
    before = {said["id"]: said["review"] for said in hundred()}
    for rule in ruleset.rules:
        said = before[rule.id]
        assert decision(rule) == (rule.id, *(said.get(key) for key in ("state", "was", "by", "at", "note")))
    holding = [rule for rule in ruleset.rules if rule.review.basis == basis_of(rule)]
    assert Counter(rule.review.state for rule in holding) == {"approved": 40, "edited": 15, "rejected": 15, "stale": 10, "conflict": 10}
    assert {taken.state: (taken.rules, taken.holding, taken.overtaken) for taken in migrated.taken} == {
        "draft": (10, 0, 0),
        "approved": (40, 40, 0),
        "edited": (15, 15, 0),
        "rejected": (15, 15, 0),
        "stale": (20, 10, 10),
        "conflict": (10, 10, 0),
    }
    edited = [rule for rule in ruleset.rules if rule.extracted is not None]
    assert {str(value_data(rule.value)["rate"]) for rule in edited} == {"3/4"}
    assert all(rule.extracted is not None and rule.extracted.when[0] == rule.when[0] for rule in edited)
    assert all(rule.label_en and rule.label != "補助額" for rule in ruleset.rules)
    assert ruleset.migrated == "subsidy-ruleset/1"


def test_what_is_migrated_is_left_alone(folder: Path) -> None:
    migrate_ruleset_dir(folder)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert migrate_ruleset_dir(folder) is None
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first


def test_one_that_was_interrupted_goes_on(folder: Path) -> None:
    old = (folder / "common.yaml").read_bytes()
    migrate_ruleset_dir(folder)
    whole = (folder / "common.yaml").read_bytes()
    (folder / "common.yaml").write_bytes(old)
    assert migrate_ruleset_dir(folder) is not None
    assert (folder / "common.yaml").read_bytes() == whole


def test_a_rule_that_does_not_fit_leaves_the_folder_as_it_was(folder: Path) -> None:
    text = (folder / "common.yaml").read_text(encoding="utf-8").replace("rate: 1/3", "rate: viel", 1)
    (folder / "common.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleSetError, match=r"common\.subsidy_rate"):
        migrate_ruleset_dir(folder)
    assert (folder / "common.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("version", "todo"), [("1", "migrate"), ("3", "newer subsidy-rules")])
def test_other_versions_are_refused_by_name(version: str, todo: str) -> None:
    head = f'schema: subsidy-ruleset/{version}\nprogramme: p\nedition: "1"\nextractor: x\nstatus: draft\n'
    with pytest.raises(RuleSetError, match=todo) as refused:
        load_ruleset({"ruleset.yaml": head}, "rules")
    assert f"subsidy-ruleset/{version}" in refused.value.words("ja")


def test_a_newer_version_is_not_migrated() -> None:
    files = {"ruleset.yaml": 'schema: subsidy-ruleset/3\nprogramme: p\nedition: "1"\nextractor: x\nstatus: draft\n'}
    assert not is_version_1(files, "rules")
    with pytest.raises(RuleSetError, match="newer"):
        migrate(files, "rules")
