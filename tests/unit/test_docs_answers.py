"""The examples of docs/answers.md do what they show."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from subsidy_rules.evaluate import evaluate
from subsidy_rules.model.document import Source
from subsidy_rules.model.rule import FrameName, RuleSet
from subsidy_rules.store.cases import load_case_file
from subsidy_rules.store.files import save_ruleset
from town import rule

DOC = Path(__file__).resolve().parents[2] / "docs" / "answers.md"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the rule set that the examples load."""
    staff = {"fact": "employees", "op": "le", "value": 100}
    rules = (
        rule("common.applicant_threshold.sme.wholesale", {"class": "sme", "industry": "wholesale", "all": [staff]}),
        rule("common.requirement.gbiz_id", {"topic": "gbiz_id"}),
        rule("tsujo.subsidy_amount.base", {"min": 50_000, "max": 1_500_000}),
        rule("tsujo.subsidy_rate.base", {"rate": "1/2"}),
    )
    made = RuleSet(
        programme="it-hojo",
        edition="2025",
        extractor="test",
        frames=(FrameName(id="tsujo", name="通常枠"),),
        sources=(Source(id="koubo", sha256="0" * 64, authority="official", kind="guideline"),),
        rules=rules,
    )
    save_ruleset(tmp_path / "rules_out" / "it-hojo" / "2025", made)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_python(folder: Path) -> None:
    found = doctest.DocTestParser().get_doctest(DOC.read_text(encoding="utf-8"), {}, "answers.md", str(DOC), 0)
    assert len(found.examples) >= 6
    assert doctest.DocTestRunner().run(found).failed == 0


def test_file_of_an_applicant(folder: Path) -> None:
    (block,) = re.findall(r"^```yaml\n# (work/\S+)\n(.*?)^```$", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    path = folder / Path(block[0]).name
    path.write_text(block[1], encoding="utf-8")
    from subsidy_rules import load_ruleset

    answer = evaluate(load_ruleset("rules_out/it-hojo/2025"), *load_case_file(path), frame="tsujo")
    assert (answer.applicant_class, answer.eligible, answer.amount) == ("sme", "yes", 1_000_000)
