"""Ids are given once: a rebuild, a new printing and the next edition keep them."""

from __future__ import annotations

from typing import Any

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Renamed, Review
from subsidy_rules.ruleset.carried_ids import carry_ids

OLD = "common.requirement.町内の本店"
NEW = "common.requirement.本店の所在"
STAFF = {"topic": "staff", "obligation": "must", "of": "applicant"}
WORDS = "町内に本店を置き、営業していること。"


def test_another_name_of_the_same_sentence_keeps_the_id(make_rule: Any, make_ruleset: Any) -> None:
    old = make_rule(OLD, {"topic": "町内の本店", "obligation": "must", "of": "applicant"}, quote=WORDS)
    new = make_rule(
        NEW, {"topic": "本店の所在", "obligation": "must", "of": "applicant"}, quote="町内に本店を置いて、営業していること。", at="9"
    )
    (carried,), renamed = carry_ids([new], make_ruleset(old), None)
    assert (carried.id, carried.value, renamed) == (OLD, new.value, ())


def test_another_number_in_the_same_place_keeps_the_id_of_the_edition_before(make_rule: Any, make_ruleset: Any) -> None:
    bound = {"fact": "employees", "op": "ge", "unit": "person"}
    old = make_rule("common.requirement.staff", {**STAFF, "constraint": {**bound, "value": 3}}, quote="従業員が3人以上であること")
    new = make_rule("common.requirement.staff_2", {**STAFF, "constraint": {**bound, "value": 5}}, quote="従業員が5人以上であること")
    assert carry_ids([new], None, make_ruleset(old))[0][0].id == "common.requirement.staff"


def test_a_lookalike_in_another_place_gets_its_own_id(make_rule: Any, make_ruleset: Any) -> None:
    bound = {"fact": "employees", "op": "ge", "unit": "person"}
    old = make_rule("common.requirement.staff", {**STAFF, "constraint": {**bound, "value": 3}}, quote="従業員が3人以上", at="2")
    new = make_rule("common.requirement.staff_2", {**STAFF, "constraint": {**bound, "value": 5}}, quote="従業員が5人以上", at="7")
    assert carry_ids([new], make_ruleset(old))[0][0].id == new.id


def test_two_amounts_of_one_cell_do_not_change_places(make_rule: Any, make_ruleset: Any) -> None:
    words = "1～3機能:50万円、4機能以上:90万円"
    when = [{"fact": "function_count", "op": "ge", "value": 4}]
    old = make_rule("tsujo.subsidy_amount.functions_ge_4", {"max": 900000}, when, quote=words)
    new = make_rule("tsujo.subsidy_amount.functions_ge_1_le_3", {"max": 500000}, [{**when[0], "op": "le", "value": 3}], quote=words)
    assert carry_ids([new], make_ruleset(old))[0][0].id == new.id


def test_what_is_another_kind_now_is_told(make_rule: Any, make_ruleset: Any) -> None:
    old = make_rule(OLD, {"topic": "滞納", "obligation": "must", "of": "applicant"}, quote="税を滞納している者")
    new = make_rule("common.exclusion.滞納", {"topic": "滞納", "of": "applicant"}, quote="税を滞納している者")
    assert carry_ids([new], make_ruleset(old))[1] == (Renamed(old=OLD, new=new.id),)


def test_a_rule_that_a_person_edited_and_named_anew_keeps_that_name(make_rule: Any, make_ruleset: Any) -> None:
    read = make_rule("tsujo.duty.whole_sentence", {"topic": "文の全体"}, quote="支払いは原則として銀行振込とする。")
    review = Review(state="edited", by="tanaka", at="2026-04-02", basis=basis_of(read))
    edited = make_rule("tsujo.duty.payment", {"topic": "支払いの方法"}, quote="支払いは原則として", review=review)
    ((kept,), renamed) = carry_ids((read,), make_ruleset(edited))
    assert (kept.id, renamed) == ("tsujo.duty.payment", ())
