"""The main predicate of a phrase: act, negations through the whole phrase, modality, head noun."""

from __future__ import annotations

import pytest

from subsidy_rules.language.predicates import count_negations, predicate


@pytest.mark.parametrize(
    ("text", "act", "negated"),
    [
        ("下のどれかに当てはまる会社は補助の対象になりません。", "qualify", True),
        ("助成対象外となる法人", "qualify", True),
        ("対象外となるわけではない", "qualify", False),
        ("応募することはできません。", "permit", True),
        ("複数回の応募を認める。", "permit", False),
        ("不採択とします。", "select", True),
        ("給付金を支給しない場合", "pay", True),
        ("不支給要件", "pay", True),
        ("全ての条件を満たすこと", "meet", False),
        ("いずれにも該当しないこと", "fall_under", True),
        ("受け取った額を返還しなければならない。", "repay", False),
        ("受け取った額の返還を求めない。", "repay", True),
        ("交付の決定を取り消すことがある。", "cancel", False),
        ("審査で加点します。", "add_points", False),
        ("減点項目", "take_points", False),
        ("領収書の写しを添付してください。", "submit", False),
        ("帳簿を7年間保存すること。", "keep", False),
        ("「小店」とは、従業員のいない店をいう。", "define", False),
        ("窓口で面談を受けること", "do", False),
    ],
)
def test_the_last_act_with_only_endings_behind_it_decides(text: str, act: str, negated: bool) -> None:
    said = predicate(text)
    assert (said.act, said.negated) == (act, negated)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("届け出る必要があります。", "must"),
        ("届け出なければなりません。", "must"),
        ("届け出ること", "must"),
        ("譲渡してはならない。", "must"),
        ("届け出る必要はありません。", "need_not"),
        ("届出を求めません。", "need_not"),
        ("届出は求めないこととする。", "need_not"),
        ("届出は必須ではありません。", "need_not"),
        ("届出を要件としない。", "need_not"),
        ("届出の義務を負わない。", "need_not"),
        ("見返りを求めないこと", "must"),
        ("原則として届け出る。", "plain"),
        ("届け出ることを原則とする。", "must"),
        ("届け出ることができます。", "may"),
        ("取り消す場合があります。", "might"),
        ("取り消します。", "plain"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    assert predicate(text).modality == modality


def test_a_phrase_ends_in_the_noun_that_its_predicate_modifies() -> None:
    said = predicate("補助の対象とならない費用(一覧)について")
    assert (said.noun, said.act, said.negations) == ("費用", "qualify", 1)


def test_the_noun_may_end_a_compound() -> None:
    said = predicate("補助の対象とならないIT機器購入費")
    assert (said.act, said.negations) == ("qualify", 1)


def test_what_one_is_an_object_of_is_the_act() -> None:
    assert predicate("加点の対象となります。").act == "add_points"
    assert predicate("返還の対象となります。").act == "repay"
    assert predicate("算出の対象から除く。").act == "do"


def test_courtesy_and_pledges_say_nothing_of_their_own() -> None:
    assert predicate("不採択となりますので、ご注意ください。").act == "select"
    said = predicate("下記のいずれにも該当しないことを誓約します。")
    assert (said.act, said.negations, said.modality) == ("fall_under", 1, "must")


@pytest.mark.parametrize(
    ("text", "n"), [("しなければならない", 0), ("してはならない", 1), ("規模を問わない", 0), ("できないものではない", 2), ("会員以外", 1)]
)
def test_negations_are_counted_and_obligations_are_none(text: str, n: int) -> None:
    assert count_negations(text) == n
