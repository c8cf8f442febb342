"""Which sentences bind nobody, and which only look so."""

from __future__ import annotations

import pytest

from subsidy_rules.coverage.no_rule import (
    is_case,
    is_label,
    is_meaning,
    is_name,
    is_purpose,
    is_question,
    is_use_of_data,
    reason_of_sentences,
    tells_purpose,
)

NO_RULE = [
    ("詳細は別冊をご覧ください。", "reference"),
    ("様式の記入方法は手引きを参照すること。", "reference"),
    ("不明な点は窓口までお問い合わせください。", "contact"),
    ("現地を確かめるため、係員が訪問することがあります。", "office_may"),
    ("地震に備えた保険に入ることを推奨します。", "recommendation"),
    ("給付された金額は法人税の課税対象となります。", "tax_treatment"),
    ("展示場を借りる費用は、④借料に該当します。", "classification"),
    ("支援を装う業者にご注意ください。", "caution"),
    ("日程は変わる場合があります。最新の情報は事務局のページをご確認ください。", "office_may"),
]
MAY_BIND = [
    "確認書を提出すること。",  # no pointer, though it names a confirmation
    "確認事項の欄に記載してください。",
    "不備があるときは対象外となることがあります。",
    "期限を過ぎたときは受け付けませんので、ご注意ください。",
    "転売が分かったときは返還を求めることがあります。",
    "詳細は別冊をご覧ください。従業員が5人以上いること。",
    "同じ内容の申請は要件を満たさないものとして扱いますのでご注意ください。",
    "国の助成を受けて支払った費用",
    "前の報告書を出しているかを確認してください。",  # no pointer: what is to be looked at is one's own
]


@pytest.mark.parametrize(("text", "reason"), NO_RULE)
def test_binds_nobody(text: str, reason: str) -> None:
    assert reason_of_sentences(text) == reason


@pytest.mark.parametrize("text", MAY_BIND)
def test_may_bind(text: str) -> None:
    assert reason_of_sentences(text) == ""


def test_labels_and_names() -> None:
    assert is_label("書類の出し方の注意点")
    assert not is_label("注意点を守ること")
    assert is_name("国が認めた団体")
    assert not is_name("国が団体を認めること")


def test_purposes_meanings_and_cases() -> None:
    assert is_purpose("審査と連絡のため")
    assert not is_purpose("審査のため、書類を出すこと")
    assert is_meaning("給与、賞与などの人件費。")
    assert not is_meaning("人件費は、給与に限る。")
    assert is_case("代表者が支払うパターン", ("契約のパターンの例",))
    assert not is_case("代表者が支払うパターン", ("申請要件",))
    assert not is_case("再生支援の例", ("賃上げ特例",))


def test_parts_of_a_document() -> None:
    assert is_use_of_data("個人情報の取り扱いについて")
    assert not is_use_of_data("申請要件")
    assert is_question("市場は伸びるか。", ("書面審査",))
    assert not is_question("市場は伸びるか。", ("よくある質問",))
    assert tells_purpose("地域の商いを後押しする。", ("事業の目的",))
    assert not tells_purpose("地域の商いを後押しするため、3年以内に売上を伸ばす者を対象とする。", ("事業の目的",))
    assert not tells_purpose("地域の商いを後押しする。", ("目的外使用",))
