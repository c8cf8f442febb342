"""Files that tell of applicants."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.model.errors import SourceError
from subsidy_rules.store.cases import load_case_file


def test_answers_of_the_file_go_to_the_applicant(tmp_path: Path) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text("applicant: {industry: retail}\nproject: {cost: 5}\nanswers: {gbiz_id: true}\n", encoding="utf-8")
    assert load_case_file(path) == ({"industry": "retail", "answers": {"gbiz_id": True}}, {"cost": 5})


@pytest.mark.parametrize("text", ["industry: retail\n", "applicant: [1]\n", "- 1\n", "applicant: {\n"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "firm.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError):
        load_case_file(path)
    with pytest.raises(SourceError):
        load_case_file(tmp_path / "none.yaml")
