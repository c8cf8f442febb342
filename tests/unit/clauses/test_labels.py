"""Labels at the head of a text, and what only looks like one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.clauses import labels
from subsidy_rules.clauses.labels import Role, fold, loose_label, split_label


@pytest.mark.parametrize(
    ("text", "key", "rest", "role"),
    [
        ("１．事業の概要", "1", "事業の概要", Role.SECTION),
        ("２－１－１　申請の対象", "2-1-1", "申請の対象", Role.SECTION),
        ("2.3.1 補助対象事業枠", "2.3.1", "補助対象事業枠", Role.SECTION),
        ("第９条　補助金の交付", "第9条", "補助金の交付", Role.SECTION),
        ("第十二条の二 国は", "第十二条の二", "国は", Role.SECTION),
        ("第１条サービス等の補助金", "第1条", "サービス等の補助金", Role.SECTION),
        ("第１条中小企業の補助金", "第1条", "中小企業の補助金", Role.SECTION),
        ("第一章　総則", "第一章", "総則", Role.SECTION),
        ("0203 有期雇用労働者", "0203", "有期雇用労働者", Role.SECTION),
        ("別紙１：業種一覧", "別紙1", "業種一覧", Role.SECTION),
        ("Ⅰ．基礎審査", "Ⅰ", "基礎審査", Role.SECTION),
        ("【補足１】 返還を求める場合", "【補足1】", "返還を求める場合", Role.ITEM),
        ("ケース１：未達の場合", "ケース1", "未達の場合", Role.ITEM),
        ("基本要件②：賃金の増加", "基本要件②", "賃金の増加", Role.ITEM),
        ("（１）申請要件", "(1)", "申請要件", Role.ITEM),
        ("(ア)交付申請時点", "(ア)", "交付申請時点", Role.ITEM),
        ("(ｲ) 勤務地", "(イ)", "勤務地", Role.ITEM),
        ("（ii）商店街等", "(ii)", "商店街等", Role.ITEM),
        ("一　資本金の額", "一", "資本金の額", Role.ITEM),
        ("ア 事業所", "ア", "事業所", Role.ITEM),
        ("２　本規程において", "2", "本規程において", Role.ITEM),
        ("３ 人件費は", "3", "人件費は", Role.ITEM),
        ("ａ 国民年金法", "a", "国民年金法", Role.ITEM),
        ("６）カテゴリー", "6)", "カテゴリー", Role.ITEM),
        ("A) 中小企業者", "A)", "中小企業者", Role.ITEM),
        ("①製造業", "①", "製造業", Role.ITEM),
        ("❶申請", "❶", "申請", Role.ITEM),
        ("・ 対象", "・", "対象", Role.BULLET),
        ("⚫ 本事業", "⚫", "本事業", Role.BULLET),
        ("\uf06c 本事業", "\uf06c", "本事業", Role.BULLET),
        ("- ・ 二重の印", "-・", "二重の印", Role.BULLET),
        ("※１ 省令による", "※1", "省令による", Role.NOTE),
        ("※ 補足", "※", "補足", Role.NOTE),
        ("（注）過去に", "(注)", "過去に", Role.NOTE),
        ("＊２：温泉街", "*2", "温泉街", Role.NOTE),
        ("（例１）未達の場合", "(例1)", "未達の場合", Role.EXAMPLE),
        ("（具体例）", "(具体例)", "", Role.EXAMPLE),
    ],
)
def test_label_is_split_off(text: str, key: str, rest: str, role: Role) -> None:
    label = split_label(text)
    assert label is not None
    assert (label.key, text[label.end :], label.role) == (key, rest, role)


@pytest.mark.parametrize(
    "text",
    [
        "①～③に該当する事業者",
        "①及び②の合計",
        "①の要件を満たす者",
        "（テ）で規定する要件",
        "（１）＋（２）の合計",
        "（様式４）の発行",
        "①広報費、②旅費、③借料の各費目",
        "第２条に規定する者",
        "第９条第２項に規定する",
        "第９条中「甲」を「乙」に改める",
        "１．５パーセント以上",
        "３か月以上",
        "２０２５年３月",
        "一般社団法人",
        "３ 人以上の者",
        "★★ 二つ星",
        "○○株式会社",
        "10:00～17:00",
        "-5％",
    ],
)
def test_references_quantities_and_words_are_no_labels(text: str) -> None:
    assert split_label(text) is None


def test_note_with_a_quantity_is_no_numbered_note() -> None:
    label = split_label("※３か月以上、この水準で雇う場合")
    assert label is not None
    assert (label.key, label.end) == ("※", 1)
    ranged = split_label("※ １～３年度目について")
    assert ranged is not None and ranged.key == "※"


def test_kana_may_stand_for_two_places() -> None:
    label = split_label("(イ) 乙")
    assert label is not None and set(label.numbers) == {1, 2}


def test_a_label_that_lost_its_space_is_only_loose() -> None:
    assert split_label("二小規模事業者は、次に掲げる者をいう。") is None
    label = loose_label("二小規模事業者は、次に掲げる者をいう。")
    assert label is not None and label.numbers == (2,)
    assert (label := loose_label("三一及び二を満たす者であること。")) is not None and (label.numbers, label.end) == ((3,), 1)
    assert loose_label("三一年の計画") is None
    assert (label := loose_label("ｂ手当を増やす")) is not None and label.numbers == (2,)
    assert (label := loose_label("4.3年以上続ける者")) is not None and label.numbers == (4,)
    assert loose_label("4.5%以上") is None
    assert loose_label("一般社団法人") is None
    assert loose_label("二次公募") is None


def test_fold_keeps_the_length() -> None:
    text = "（ア）２－１．ｱ～㈱①％"
    assert len(fold(text)) == len(text)
    assert fold("～") == fold("~") == "~" and fold("①") == "①"


@pytest.mark.parametrize("at", range(len(labels._PATTERNS)))
@given(data=st.data())
def test_a_label_begins_with_the_signs_that_are_told_of_its_form(at: int, data: st.DataObject) -> None:
    _, _, begins, pattern = labels._PATTERNS[at]
    text = data.draw(st.from_regex(pattern))
    found = re.match(pattern, text)
    if found and begins:
        sign = labels._DIGIT if text[0].isdecimal() else text[0]
        assert sign in begins


REFERRED = [pattern for _, _, _, pattern in labels._PATTERNS if pattern.endswith(labels._REFERRED)]


@pytest.mark.parametrize("pattern", REFERRED)
@given(data=st.data())
def test_what_is_referred_to_is_told_by_what_follows_alone(pattern: str, data: st.DataObject) -> None:
    bare = pattern.removesuffix(labels._REFERRED)
    text = data.draw(st.from_regex(bare)) + data.draw(st.sampled_from(["", "の要件", "を満たす", " 事業", "、②", ")", "のれん"]))
    found, whole = re.match(bare, text), re.match(pattern, text)
    referred = found is not None and labels._REFERRED_TO.match(text, found.end()) is not None
    assert (whole.span() if whole else None) == (found.span() if found and not referred else None)
