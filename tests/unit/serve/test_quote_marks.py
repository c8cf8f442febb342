"""What of a quote is marked: what the rule states, what it is named by, what nobody understood; the rest is what the reading left out."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.rule import Before
from subsidy_rules.serve.quote_marks import changed_words, elsewhere, marked_quote

CHIEF = {"topic": "町の施設を管理している", "of": "applicant"}


def marks(rule: Any) -> list[tuple[str, str]]:
    return [(part.mark, part.text) for part in marked_quote(rule) if part.mark]


def test_a_topic_shows_what_of_its_sentence_is_not_in_it(make_rule: Any) -> None:
    rule = make_rule("common.exclusion.施設", CHIEF, quote="前号の者が自ら又は町の施設を管理していること。")
    assert marks(rule) == [("words", "町の施設を管理している")]


def test_figures_names_and_limits_of_one_sentence(make_rule: Any) -> None:
    bound = {"fact": "other", "of": "手数料", "op": "eq", "value": 300, "unit": "yen"}
    unread = [{"unread": "窓口で払う者を除き"}]
    quote = "申請者は、窓口で払う者を除き、一件につき手数料３００円を納める。"
    rule = make_rule("common.requirement.手数料", {"topic": "手数料の納付", "obligation": "must", "constraint": bound}, unread, quote=quote)
    assert marks(rule) == [("unread", "窓口で払う者を除き"), ("words", "手数料"), ("value", "３００円")]
    assert elsewhere(rule) == ()


def test_a_limit_of_another_sentence_is_looked_for_elsewhere(make_rule: Any) -> None:
    limit = "ただし、離島の者は、この限りでない。"
    rule = make_rule("common.exclusion.施設", CHIEF, [{"unread": limit}], quote="町の施設を管理している者")
    assert elsewhere(rule) == (limit,)


@pytest.mark.parametrize(
    ("name", "value", "quote", "marked"),
    [
        ("common.eligible_expense.hardware", {"expense": "hardware"}, "ソフトウェア費、ハードウェア関連費", "ハードウェア関連費"),
        ("common.required_document.tax", {"document": "tax_certificate"}, "直近の納税証明書の写し", "納税証明書"),
        ("common.ineligible_expense.used", {"expense": "used_goods"}, "中古品。", "中古品"),
    ],
)
def test_what_the_vocabulary_names_is_found_by_its_words(make_rule: Any, name: str, value: dict[str, Any], quote: str, marked: str) -> None:
    assert marks(make_rule(name, value, quote=quote)) == [("words", marked)]


def test_of_a_range_one_end_is_enough(make_rule: Any) -> None:
    rule = make_rule("tsujo.subsidy_amount.base", {"max": 800_000}, quote="うち、\n３０万円超\n～\n８０万円部分")
    assert [text for mark, text in marks(rule) if mark == "value"] != []


def test_of_a_reworded_sentence_both_texts_show_what_changed(make_rule: Any) -> None:
    old, new = "設備を譲り渡すときは、速やかに届け出ること。", "設備を譲り渡すときは、書面により遅滞なく届け出ること。"
    rule = make_rule("common.duty.届出", {"topic": "譲渡の届出"}, quote=new)
    stale = rule.model_copy(update={"before": Before(value=rule.value, quote=old)})
    assert ("new", "書面により遅滞なく") in marks(stale)
    assert [part.text for part in changed_words(old, new) if part.mark] == ["速やかに"]
