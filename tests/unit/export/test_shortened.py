"""What is published of a reviewed set: short quotes, held to their sentences."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.check.contract import check_ruleset
from subsidy_rules.check.whole_quote import whole_of
from subsidy_rules.export.shortened import LONGEST, part_of, shortened
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.errors import ReviewError
from subsidy_rules.model.review import LedgerEntry, LedgerReview
from subsidy_rules.model.rule import Extracted, Review, RuleSet
from subsidy_rules.ruleset import dump_ruleset, load_ruleset
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

SENTENCE = "この枠に申請した者に交付する補助金の額は、別に定める手続きを経たうえで、４５０万円を上限とし、予算の範囲内で交付する。"
CAP, WORDS, OTHER, BAD = "tsujo.subsidy_amount.base", "tsujo.duty.長い主題", "security.requirement.gbiz_id", "tsujo.category.x"


def decided(rule: Any, state: str = "approved") -> Any:
    return rule.model_copy(update={"review": Review(state=state, by="tanaka", at="2026-04-02", basis=basis_of(rule))})


@pytest.fixture
def ruleset(make_rule: Any, make_ruleset: Any) -> RuleSet:
    edited = make_rule("tsujo.duty." + "い" * 50, {"topic": "帳簿の保存"}, quote="帳簿を保存しなければならない。")
    said = Extracted(value=type(edited.value)(topic="い" * 50))
    edited = edited.model_copy(update={"extracted": said})
    made: RuleSet = make_ruleset(
        decided(make_rule(CAP, {"max": 4_500_000}, quote=SENTENCE)),
        decided(edited, "edited"),
        decided(make_rule(BAD, {"code": "1", "name": "x"}, quote="x"), "rejected"),
        make_rule(OTHER, {"topic": "gbiz_id"}, quote="アカウントを持つこと。"),
    )
    review = LedgerReview(state="no_rule", by="tanaka", at="2026-04-02", note="例")
    entry = LedgerEntry(source="koubo", page=3, quote="前置き" * 30 + "３日以内に出すこと。", figure="３日以内", review=review)
    return made.model_copy(update={"ledger": (entry,)})


def test_quotes_are_short_and_held_to_their_sentences(ruleset: RuleSet) -> None:
    made = shortened(ruleset, ["tsujo"])
    cap = next(rule for rule in made.rules if rule.id == CAP)
    quote = cap.evidence[0].quote
    assert quote in SENTENCE and "４５０万円" in quote and len(quote) <= LONGEST
    assert cap.evidence[0].whole == whole_of(SENTENCE)
    assert len(made.ledger[0].quote) <= LONGEST and "３日以内" in made.ledger[0].quote
    assert [frame.id for frame in made.frames] == ["tsujo"]
    assert made.status == "reviewed"


def test_what_was_rejected_or_said_by_the_tool_is_no_rule_of_the_published_set(ruleset: RuleSet) -> None:
    made = shortened(ruleset, ["tsujo"])
    assert sorted(rule.id for rule in made.rules) == ["tsujo.duty.帳簿の保存", CAP]
    assert not any(rule.extracted for rule in made.rules)
    assert "い" * 50 not in "".join(dump_ruleset(made).values())


def test_a_published_set_is_read_as_it_was_and_a_change_in_it_is_noticed(ruleset: RuleSet) -> None:
    made = shortened(ruleset, ["tsujo"])
    files = dump_ruleset(made)
    assert load_ruleset(files, "x") == made
    assert not [finding for finding in check_ruleset(made) if finding.code == "basis-broken"]
    changed = {name: text.replace("4500000", "4600000") for name, text in files.items()}
    states = {rule.id: (rule.review.state, rule.review.by) for rule in load_ruleset(changed, "x").rules}
    assert states[CAP] == ("edited", None)


def test_what_nobody_decided_on_is_not_published(ruleset: RuleSet) -> None:
    with pytest.raises(ReviewError, match=OTHER):
        shortened(ruleset)


def test_ids_and_frames_that_were_published_stay(ruleset: RuleSet, make_rule: Any, tmp_path: Any) -> None:
    other = decided(next(rule for rule in ruleset.rules if rule.id == OTHER))
    before = shortened(ruleset.model_copy(update={"rules": (other,)}), ["security"])
    renamed = shortened(ruleset, ["tsujo"], before)
    rules = tuple(rule.model_copy(update={"id": "tsujo.duty.books"}) if rule.kind == "duty" else rule for rule in renamed.rules)
    save_ruleset(tmp_path, renamed.model_copy(update={"rules": tuple(sorted(rules, key=lambda rule: rule.id))}))
    again = shortened(ruleset, ["tsujo"], load_ruleset_dir(tmp_path))
    assert sorted(rule.id for rule in again.rules) == [OTHER, "tsujo.duty.books", CAP]
    assert {frame.id for frame in again.frames} == {"tsujo", "security"}


def test_a_value_in_words_is_quoted_from_the_beginning_of_its_sentence(make_rule: Any) -> None:
    rule = make_rule("tsujo.duty.x", {"topic": "x"})
    assert part_of("あ" * 60, rule.value) == "あ" * LONGEST
