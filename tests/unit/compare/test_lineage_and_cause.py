"""Frames under new names, shared definitions, expenses that change lists, and where a difference comes from."""

from __future__ import annotations

from typing import Any

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.model.change import Cause, Change
from subsidy_rules.model.document import Source
from subsidy_rules.model.rule import Extracted, Review

SIZE = {"class": "sme", "industry": "retail", "all": [{"fact": "employees", "op": "le", "value": 50}]}


def checks(changes: tuple[Change, ...]) -> list[str]:
    return [change.check for change in changes]


def test_frame_renamed_split_and_merged(make_rule: Any, make_ruleset: Any) -> None:
    old = make_ruleset(make_rule("a.subsidy_amount", {"max": 1}), names={"a": "A類型"})
    new = make_ruleset(make_rule("b.subsidy_amount", {"max": 2}), names={"b": "B類型"}, edition="2026")
    renamed = compare_rulesets(old, new, {"a": ("b",)})
    assert sorted(checks(renamed)) == ["amount-max-increased", "frame-renamed"]
    assert checks(compare_rulesets(old, new)) == ["frame-removed", "frame-added"]

    both = make_ruleset(
        make_rule("b.subsidy_amount", {"max": 1}),
        make_rule("c.subsidy_amount", {"max": 3}),
        names={"b": "B類型", "c": "C類型"},
        edition="2026",
    )
    assert sorted(checks(compare_rulesets(old, both, {"a": ("b", "c")}))) == ["amount-max-increased", "frame-split"]
    assert sorted(checks(compare_rulesets(both, old, {"b": ("a",), "c": ("a",)}))) == ["amount-max-decreased", "frame-merged"]


def test_shared_definition_is_one_change_that_names_its_frames(make_rule: Any, make_ruleset: Any) -> None:
    def edition(employees: int, name: str) -> Any:
        value = {**SIZE, "all": [{"fact": "employees", "op": "le", "value": employees}]}
        return make_ruleset(*(make_rule(f"{frame}.applicant_threshold.sme.retail", value) for frame in ("tsujo", "security")), edition=name)

    (change,) = compare_rulesets(edition(50, "2025"), edition(40, "2026"))
    assert change.frames == ("tsujo", "security")
    assert "通常枠・推進枠" in change.ja


def test_definition_that_moves_to_all_frames_is_no_change(make_rule: Any, make_ruleset: Any) -> None:
    rest = make_rule("common.subsidy_rate", {"rate": "1/2"})
    each = [make_rule(f"{frame}.applicant_threshold.sme.retail", SIZE) for frame in ("tsujo", "security")]
    amounts = [make_rule(f"{frame}.subsidy_amount", {"max": 1}) for frame in ("tsujo", "security")]
    old = make_ruleset(rest, *amounts, *each)
    new = make_ruleset(rest, *amounts, make_rule("common.applicant_threshold.sme.retail", SIZE), edition="2026")
    assert compare_rulesets(old, new) == ()
    assert compare_rulesets(new, old) == ()


def test_expense_that_is_excluded_now_is_one_change(make_rule: Any, make_ruleset: Any) -> None:
    stays = [
        make_rule("tsujo.eligible_expense.software", {"expense": "software"}),
        make_rule("tsujo.ineligible_expense.tax", {"expense": "tax"}),
    ]
    old = make_ruleset(*stays, make_rule("tsujo.eligible_expense.labour_cost", {"expense": "labour_cost"}))
    new = make_ruleset(*stays, make_rule("tsujo.ineligible_expense.labour_cost", {"expense": "labour_cost"}), edition="2026")
    assert checks(compare_rulesets(old, new)) == ["expense-excluded"]
    assert checks(compare_rulesets(new, old)) == ["expense-included"]


def test_hardware_stated_item_by_item_is_one_change(make_rule: Any, make_ruleset: Any) -> None:
    def rate(name: str, *items: str) -> Any:
        leaf = {"fact": "item", "op": "in", "value": list(items)} if len(items) > 1 else {"fact": "item", "op": "eq", "value": items[0]}
        return make_rule(f"tsujo.subsidy_rate.{name}", {"rate": "1/2"}, [leaf])

    old = make_ruleset(rate("hardware", "hardware"))
    together = make_ruleset(rate("pc_tablet_or_register", "pc_tablet", "register"), edition="2026")
    apart = make_ruleset(rate("pc_tablet", "pc_tablet"), rate("register", "register"), edition="2026")
    for new in (together, apart):
        assert checks(compare_rulesets(old, new)) == ["item-renamed"]
        assert checks(compare_rulesets(new, old)) == ["item-renamed"]


def test_only_documents_of_one_kind_tell_that_a_rule_has_gone(make_rule: Any, make_ruleset: Any) -> None:
    kept, gone = (make_rule(f"tsujo.requirement.{topic}", {"topic": topic}) for topic in ("gbiz_id", "security_action"))
    old = make_ruleset(kept, gone)
    new = make_ruleset(kept, edition="2026")
    assert checks(compare_rulesets(old, new)) == ["requirement-removed"]
    other = new.model_copy(update={"sources": (new.sources[0].model_copy(update={"kind": "regulation"}),)})
    (only,) = compare_rulesets(old, other)
    assert (only.check, only.rules) == ("kind-only-in-old", (gone.id,))


def test_cause_is_told_by_the_documents_that_a_rule_was_read_from(make_rule: Any, make_ruleset: Any) -> None:
    sources = {name: Source(id="koubo", sha256=name, authority="official", kind="guideline", pages=9) for name in ("x", "y")}
    other = Source(id="kitei", sha256="z", authority="official", kind="regulation", pages=9)
    rule, changed = make_rule("tsujo.subsidy_amount", {"max": 1}), make_rule("tsujo.subsidy_amount", {"max": 2})

    def cause(old_source: str, new_source: str, new: Any = changed) -> Cause:
        first = make_ruleset(rule).model_copy(update={"sources": (sources[old_source], other)})
        second = make_ruleset(new, edition="2026").model_copy(update={"sources": (sources[new_source],)})
        (change,) = compare_rulesets(first, second)
        return change.cause

    edited = changed.model_copy(update={"review": Review(state="edited"), "extracted": Extracted(value=rule.value)})
    assert cause("x", "y") is Cause.SOURCE
    assert cause("x", "x") is Cause.EXTRACTOR  # the set of documents differs, but not the one that the rule was read from
    assert cause("x", "y", edited) is Cause.REVIEWER


def test_deadlines(make_rule: Any, make_ruleset: Any) -> None:
    def edition(end: str, name: str) -> Any:
        return make_ruleset(make_rule("tsujo.schedule.application_deadline", {"event": "application_deadline", "end": end}), edition=name)

    earlier = compare_rulesets(edition("2025-05-12", "2025"), edition("2025-05-02", "2025b"))
    assert [(change.check, change.level.value) for change in earlier] == [("deadline-earlier", "ERR")]
    assert checks(compare_rulesets(edition("2025-05-02", "2025"), edition("2025-05-12", "2025b"))) == ["deadline-later"]
