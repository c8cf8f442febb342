"""Exports go round: what was written is read back by the libraries that apps use."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import jsonschema
import pytest

from subsidy_rules.export.formats import FORMATS, exported_rules, openfisca_files, write_export
from subsidy_rules.export.typed_json import export_schema
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.yaml.plain import read_yaml
from town import RULES_OF_EVERY_SHAPE, rule, town


def edition(name: str, published: str, cap: int) -> RuleSet:
    made = town(*RULES_OF_EVERY_SHAPE)
    rules = tuple(
        rule(one.id, {"min": 1_200_000, "max": cap}, [{"fact": "process_count", "op": "ge", "value": 3}])
        if one.id == "basic.subsidy_amount.high"
        else one
        for one in made.rules
    )
    sources = tuple(source.model_copy(update={"published": published}) for source in made.sources)
    return made.model_copy(update={"edition": name, "sources": sources, "rules": rules})


EDITIONS = [edition("1", "2025-04-01", 4_000_000), edition("2", "2026-04-01", 5_000_000)]


def test_json_keeps_to_its_schema_and_tells_everything() -> None:
    data = json.loads(write_export("json", EDITIONS, "ja"))
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)
    assert data["edition"] == "2"
    assert [entry["id"] for entry in data["rules"]] == [one.id for one in EDITIONS[1].rules]
    second = next(entry for entry in data["rules"] if entry["id"] == "tool.subsidy_rate.second")
    assert (second["value"], second["part"]) == ({"rate": "2/3"}, {"above": 400_000, "up_to": 3_000_000})
    wages = next(fact for fact in data["facts"] if fact["fact"] == "low_wage_months")
    assert wages["band"] == {"base": "regional_min_wage", "le": 40, "unit": "yen"}
    assert wages["key"] == "low_wage_months@base_regional_min_wage_le_40_unit_yen"


def test_cel_alone_has_the_same_conditions() -> None:
    whole, alone = (json.loads(write_export(form, EDITIONS, "ja")) for form in ("json", "cel"))
    assert {entry["id"]: entry["cel"]["when"] for entry in whole["rules"]} == {
        name: entry["when"] for name, entry in alone["rules"].items()
    }


def test_only_reviewed_rules_unless_all_are_asked_for() -> None:
    draft = rule("basic.exclusion.doubtful", {"topic": "x"}, state="draft")
    mixed = town().model_copy(update={"rules": (*town().rules, draft)})
    assert draft not in exported_rules(mixed)
    assert draft in exported_rules(mixed, every=True)
    assert "basic.exclusion.doubtful" not in write_export("json", [mixed], "ja").decode()
    assert '"state": "draft"' in write_export("json", [mixed], "ja", every=True).decode()


def test_sqlite_is_searched_in_japanese(tmp_path: Path) -> None:
    path = tmp_path / "rules.db"
    path.write_bytes(write_export("sqlite", EDITIONS, "ja"))
    with sqlite3.connect(path) as base:
        assert base.execute("SELECT count(*) FROM rules").fetchone() == (len(EDITIONS[1].rules),)
        high = base.execute("SELECT max_yen, state FROM rules WHERE id = 'basic.subsidy_amount.high'").fetchone()
        assert high == (5_000_000, "approved")
        found = base.execute("SELECT rules.id FROM rules_fts JOIN rules ON rules.rowid = rules_fts.rowid WHERE rules_fts MATCH 'payroll'")
        assert ("basic.requirement.payroll",) in found.fetchall()
        japanese = "SELECT count(*) FROM rules_fts WHERE rules_fts MATCH 'のきまり'"
        assert base.execute(japanese).fetchone() == (len(EDITIONS[1].rules),)
        assert base.execute("SELECT DISTINCT rule FROM conditions WHERE fact = 'missed_year' ORDER BY rule").fetchall() == [
            (f"basic.clawback.year_{n}",) for n in (1, 2, 3)
        ]
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_openfisca_dates_values_over_editions() -> None:
    files = openfisca_files(EDITIONS)
    cap = read_yaml(files["machi/basic/subsidy_amount/high/max.yaml"])
    assert [str(day) for day in cap["values"]] == ["2025-04-01", "2026-04-01"]
    assert [entry["value"] for entry in cap["values"].values()] == [4_000_000, 5_000_000]
    assert cap["metadata"]["unit"] == "currency-JPY"
    cited = json.loads(files["provenance.json"])["machi/basic/subsidy_amount/high/max"]["2026-04-01"]
    assert (cited["rule"], cited["page"], cited["quote"]) == ("basic.subsidy_amount.high", 4, "引用")
    with zipfile.ZipFile(io.BytesIO(write_export("openfisca", EDITIONS, "ja"))) as archive:
        assert set(archive.namelist()) == set(files)


def test_openfisca_loads_them(tmp_path: Path) -> None:
    """openfisca-core is AGPL: only the tools of development bring it, and this is skipped where nobody installed them."""
    parameters = pytest.importorskip("openfisca_core.parameters")
    for name, text in openfisca_files(EDITIONS).items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    node = parameters.ParameterNode("", directory_path=str(tmp_path))
    high = node.machi.basic.subsidy_amount.high
    assert (high.max("2025-12-01"), high.max("2026-04-01")) == (4_000_000, 5_000_000)


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_rules_give_the_same_bytes(form: str) -> None:
    if form != "xlsx":  # a workbook holds the time it was written
        assert write_export(form, EDITIONS, "ja") == write_export(form, EDITIONS, "ja")
    assert len(write_export(form, EDITIONS, "ja")) > 1000
