"""What an app must know of the rules that it reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.consumers import raised, read_consumers, touches
from subsidy_rules.model.change import Level
from subsidy_rules.model.errors import RuleSetError
from subsidy_rules.model.rule import Renamed, RuleSet
from subsidy_rules.stages.comparison import Options, compare_editions
from subsidy_rules.store.files import save_ruleset
from town import rule, town

APP = "app: finder\nrules:\n- basic.subsidy_amount.*\n- basic.requirement.gone\n- basic.requirement.old\n"
OLD = town()


def newer() -> RuleSet:
    high = rule("basic.subsidy_amount.high", {"min": 1_200_000, "max": 5_000_000}, [{"fact": "process_count", "op": "ge", "value": 3}])
    rate = rule("staff.subsidy_rate.small", {"rate": "3/5"}, [{"fact": "applicant_class", "op": "eq", "value": "small_business"}])
    rules = tuple({**{one.id: one for one in OLD.rules}, high.id: high, rate.id: rate}.values())
    return OLD.model_copy(
        update={"edition": "3", "rules": rules, "renamed": (Renamed(old="basic.requirement.old", new="basic.requirement.id"),)}
    )


def test_what_is_read_and_changed_is_named() -> None:
    changes = compare_rulesets(OLD, newer())
    found = touches(changes, newer(), read_consumers(APP, "app.yaml"))
    said = [one.words("en") for one in found]
    assert said[:2] == [
        "finder reads basic.requirement.gone, which is not there any more",
        "finder reads basic.requirement.old, which is now basic.requirement.id",
    ]
    assert [one.rule_id for one in found[2:]] == ["basic.subsidy_amount.high"]
    grave = {change.rule_id for change in raised(changes, found) if change.level is Level.ERR}
    assert "basic.subsidy_amount.high" in grave


def test_apps_in_a_list_are_told_apart() -> None:
    text = "- {app: a, rules: [basic.subsidy_amount.high]}\n- {app: b, rules: [staff.*]}\n"
    found = touches(compare_rulesets(OLD, newer()), newer(), read_consumers(text, "apps.yaml"))
    assert [(one.app, one.rule_id) for one in found] == [("a", "basic.subsidy_amount.high"), ("b", "staff.subsidy_rate.small")]


@pytest.mark.parametrize("text", ["app: x\n", "rules: 3\n", "- 3\n", "app: {\n", "app: x\nrules: [1]\n"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(RuleSetError):
        read_consumers(text, "app.yaml")


def test_a_comparison_fails_where_an_app_is_touched(tmp_path: Path) -> None:
    save_ruleset(tmp_path / "2", OLD)
    save_ruleset(tmp_path / "3", newer())
    (tmp_path / "app.yaml").write_text("app: x\nrules: [basic.subsidy_rate.base]\n", encoding="utf-8")
    (tmp_path / "gone.yaml").write_text("app: x\nrules: [basic.subsidy_rate.gone]\n", encoding="utf-8")
    options = [Options(consumers=tmp_path / f"{name}.yaml", fail_on="ERR") for name in ("app", "gone")]
    calm, touched = (compare_editions(tmp_path / "2", tmp_path / "2", one) for one in options)
    assert (calm.failed, touched.failed, len(touched.touched)) == (False, True, 1)
