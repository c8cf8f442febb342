"""The command that publishes a reviewed set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Review
from subsidy_rules.stages.site import page_files
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset


def test_reviewed_frames_are_published(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    cap = make_rule(
        "tsujo.subsidy_amount.base", {"max": 4_500_000}, quote="額は、" + "別に定める手続きを経て、" * 4 + "４５０万円を上限とする。"
    )
    cap = cap.model_copy(update={"review": Review(state="approved", by="tanaka", at="2026-04-02", basis=basis_of(cap))})
    folder, to = tmp_path / "work" / "it-hojo" / "2025", tmp_path / "out"
    save_ruleset(folder, make_ruleset(cap, make_rule("security.requirement.gbiz_id", {"topic": "gbiz_id"})))
    call = ["publish", str(folder), "--to", str(to), "--lang", "en"]
    refused = CliRunner().invoke(app, call)
    assert (refused.exit_code, (to / "it-hojo" / "2025" / "ruleset.yaml").exists()) == (2, False)
    assert CliRunner().invoke(app, [*call, "--frame", "nowhere"]).exit_code == 2
    for _ in range(2):  # published again it is the same
        assert CliRunner().invoke(app, [*call, "--frame", "tsujo"]).exit_code == 0
        (rule,) = load_ruleset_dir(to / "it-hojo" / "2025").rules
        assert (rule.id, rule.review.state, len(rule.evidence[0].quote) <= 40) == ("tsujo.subsidy_amount.base", "approved", True)
        # the pages that are generated of the sets go with them
        assert {path.name: path.read_text(encoding="utf-8") for path in to.rglob("*.md")} == {
            Path(name).name: text for name, text in page_files(to, "ja").items()
        }


def test_a_label_that_a_person_worded_is_published(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    cap = make_rule("tsujo.subsidy_amount.base", {"max": 4_500_000}).model_copy(update={"label_en": "what is paid at most"})
    signed = Review(state="approved", by="tanaka", at="2026-04-02", basis=basis_of(cap), named=("en",))
    save_ruleset(tmp_path / "it-hojo" / "2025", make_ruleset(cap.model_copy(update={"review": signed})))
    assert CliRunner().invoke(app, ["publish", str(tmp_path / "it-hojo" / "2025"), "--to", str(tmp_path / "out")]).exit_code == 0
    (rule,) = load_ruleset_dir(tmp_path / "out" / "it-hojo" / "2025").rules
    assert (rule.label, rule.label_en) == ("補助額 ～450万円", "what is paid at most")
