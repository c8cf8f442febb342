"""Application forms within a document: filled in by the applicant, so that nothing in them is a rule."""

from __future__ import annotations

from subsidy_rules.model.document import Zone
from subsidy_rules.read.text import read_text

FORM = """
様式第1号（第5条関係）

# 交付申請書

令和　年　月　日

○○町長　様

申請者　住所

下記のとおり申請します。

1 申請額　金　　　円

2 完了の日　令和8年1月31日
"""


def zones(text: str) -> dict[str, Zone]:
    document = read_text(text.encode("utf-8"), "form.txt")
    return {clause.text: clause.zone for clause in document.clauses}


def test_what_stands_in_a_form_is_in_its_zone() -> None:
    found = zones(f"# 提出先\n\n町の窓口に出すこと。\n{FORM}")
    assert found["町の窓口に出すこと。"] is Zone.BODY
    assert found["完了の日　令和8年1月31日"] is Zone.FORM


def test_a_form_ends_at_the_next_article_or_annex() -> None:
    found = zones(f"{FORM}\n# 別表\n\n機械装置費\n")
    assert found["完了の日　令和8年1月31日"] is Zone.FORM
    assert found["機械装置費"] is Zone.ANNEX


def test_a_label_with_its_title_alone_opens_a_form() -> None:
    found = zones("【様式2】\n\n# 事業計画書\n\n1 補助率　1/2\n\n2 補助金額　500,000円\n")
    assert found["補助率　1/2"] is Zone.FORM


def test_what_is_said_of_a_form_opens_none() -> None:
    text = "様式第1号の記載について\n\n従業員数が20人以下であること。\n\n令和　年　月　日\n\n○○町長　様\n"
    assert Zone.FORM not in zones(text).values()


def test_a_list_of_forms_is_no_form() -> None:
    text = "様式第1号　交付申請書\n\n様式第2号　実績報告書\n\n従業員数が20人以下であること。\n"
    assert Zone.FORM not in zones(text).values()


def test_a_notice_of_the_office_binds_the_applicant() -> None:
    text = FORM.replace("交付申請書", "交付決定通知書").replace("申請額", "帳簿を5年間保存すること。")
    assert Zone.FORM not in zones(text).values()
