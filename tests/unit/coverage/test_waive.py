"""Why a figure is waived: each reason with a case, and beside it what must not be waived by it."""

from __future__ import annotations

import pytest

from subsidy_rules.coverage import Entry, measure_coverage
from subsidy_rules.model.document import Cell, Clause, Document, Line, LoggedChange, Page, SourceKind, Table, Zone


def entries(text: str, zone: Zone = Zone.BODY, **rest: object) -> dict[str, Entry]:
    """The entries of a document that holds one clause with this text, by their printed text; the last one of equal ones."""
    document = one_clause(text, zone, **rest)
    return {entry.text: entry for entry in measure_coverage(document, ()).entries}


def one_clause(text: str, zone: Zone = Zone.BODY, label: str = "", clause_no: int = 90, log: tuple[LoggedChange, ...] = ()) -> Document:
    clause = Clause(clause_no=clause_no, label=label, text=text, zone=zone)
    page = Page(page_no=1, lines=(Line(text=label + text),))
    return Document(name="x.txt", sha256="0", format="text", pages=(page,), clauses=(clause,), change_log=log)


WAIVED = [
    ("中小企業支援法（昭和38年法律第147号）に定める者", "昭和38年", "citation"),
    ("会社法第２条の会社", "２", "citation"),
    ("施行令（昭和四十年政令第三十号）による", "昭和四十年", "citation"),
    ("通知（平成20・03・15町課第2号）による", "03", "citation"),
    ("申請は１次審査で見る", "１", "ordinal"),
    ("50億宣言をした会社", "50", "code"),
    ("上限は、1日3万円以下", "1日", "per_unit"),
    ("会社法第２条第３項の会社", "３", "citation"),
    ("日本標準の区分（令和5年6月改定）による", "令和5年6月", "citation"),
    ("詳しくは別紙３を見ること", "３", "reference"),
    ("詳しくは２－３を見ること", "３", "reference"),
    ("上の（２）に当たる者", "２", "reference"),
    ("１）及び２）による", "１", "reference"),
    ("１．目的", "１", "label"),
    ("３年度目の報告", "３", "ordinal"),
    ("第１９回公募", "１９", "ordinal"),
    ("区分はＰ－０６とする", "０６", "code"),
    ("様式は半角数字10桁で書く", "10", "code"),
    ("ＩＴ導入補助金２０２２の通常枠", "２０２２", "programme_name"),
    ("ＩＴ導入補助金２０２２、２０２３で交付を受けた者", "２０２３", "programme_name"),
    ("令和6年度補正予算による", "令和6年度", "budget_name"),
    ("この要領は令和7年3月1日から施行する", "令和7年3月1日", "enactment"),
    ("※令和7年1月時点では、次の三つを指す", "令和7年1月", "as_of"),
    ("補助額の１円未満は切り捨てる", "１円未満", "rounding"),
    ("1者当たり3件まで申請できる", "1", "per_unit"),
    ("以下の３種類を出すこと", "３種類", "enumeration"),
    ("国民一人ひとりの健康", "一人", "idiom"),
    ("電話：03-1234-5678", "5678", "contact"),
    ("https://example.invalid/a/2024/10", "10", "contact"),
    ("事業の内容を200字以内で書く", "200", "form_field"),
    ("上限は200万円とする。（例）相談70万円、研修70万円の場合は140万円", "140万円", "example"),
    ("別の省の支援事業（令和6年度公募以降）に採択された者", "令和6年度", "other_programme"),
]
WAIVED += [
    ("（補助額が90万円の際の返還額の具体例）", "90万円", "example"),
    ("カードは１回払いとする", "１回", "idiom"),
    ("確定申告書は、令和6年（2024年）分とする", "令和6年", "document_year"),
    ("確定申告書は、令和6年（2024年）分とする", "2024年", "document_year"),
]
WAIVED += [
    ("直近2年間の決算書の写し", "2年間", "document_year"),
    ("写真は台紙3ページ以内にまとめる", "3ページ以内", "form_field"),
    ("口座の開設には2週間程度かかります", "2週間", "handling_time"),
    ("面談の所要時間は20分程度とする", "20", "handling_time"),
    ("率は（売上÷費用）×100%で求める", "100%", "calculation"),
    ("直近2年間の事業年度の売上の値を使う", "2年間", "calculation"),
    ("付保割合60％以上の保険に入ることを強く推奨します", "60％以上", "recommendation"),
    ("なお、令和8年度以降、窓口が変わる予定です", "令和8年度", "outlook"),
    ("賃金は20年ぶりに上がった", "20年", "background"),
    ("3か月以内の期間を定めて雇用される者は数えない", "3か月以内", "definition"),
    ("基準率（2021年度から2023年度までの3年間を指す）以上", "2021年度", "definition"),
    ("様式１、２を出すこと", "２", "reference"),
    ("要件（P.4～6参照）を満たすこと", "4～6", "reference"),
    ("対象は機器の3つからなる", "3つ", "enumeration"),
    ("1つの申請につき2台まで", "1つ", "per_unit"),
    ("１ ２ ３", "２", "label"),
]
UNREAD = [
    ("最低2期分の決算書が要る", "2期分"),
    ("3ページ以内とし、超えると審査の対象になりません", "3ページ以内"),
    ("着手届は採択後2週間以内に出すこと", "2週間以内"),
    ("面談には20分以上応じること", "20"),
    ("費用の100%を自ら払うこと", "100%"),
    ("直近2年間に処分を受けた者", "2年間"),
    ("付保割合60％以上の保険に入ること", "60％以上"),
    ("令和8年度以降に開業した者", "令和8年度"),
    ("3か月以内の期間で終えること", "3か月以内"),
    ("申請は1つの事業に限る", "1つ"),
    ("申請は１回のみとする", "１回"),
    ("試用は1年とし、50万円を払う", "1年"),
    ("給与は令和6年分を基にする", "令和6年"),
    ("第２条の補助上限額は100万円とする", "100万円"),  # a citation waives its own number only
    ("別紙３の者は３年間保存する", "３年間"),
    ("（２）100万円を上限とする", "100万円を上限"),
    ("法律で定める期限は令和7年3月1日とする", "令和7年3月1日"),  # a date beside a law is not the date of the law
    ("令和6年度に採択された者", "令和6年度"),  # no budget
    ("交付申請時点で令和7年1月の給与を払うこと", "令和7年1月"),  # no note on when it was written
    ("令和7年4月1日時点で従業員がいること", "令和7年4月1日"),
    ("5万円未満は切り捨てる", "5万円未満"),  # no rounding of single yen
    ("従業員5人当たり10万円", "5"),  # five, not one
    ("3種類以上を出すこと", "3種類以上"),
    ("申請には3回まで応じる", "3回まで"),  # a count, no ordinal
    ("上限は200万円とする。（例）相談70万円の場合。研修は90万円までとする", "90万円まで"),  # the example ended with its sentence
    ("補助率は2/3以内", "2/3以内"),
    ("電話代は5,000円までとする", "5,000円まで"),  # a telephone is named, but this is an amount
    ("事業計画は3年とする", "3年"),
    ("売上が2025を超えること", "2025を超える"),  # a year would stand in a name
]


@pytest.mark.parametrize(("text", "figure", "reason"), WAIVED)
def test_waived(text: str, figure: str, reason: str) -> None:
    found = entries(text)
    assert figure in found, list(found)
    assert (found[figure].state, found[figure].reason) == ("waived", reason)


@pytest.mark.parametrize(("text", "figure"), UNREAD)
def test_not_waived(text: str, figure: str) -> None:
    found = entries(text)
    assert figure in found, list(found)
    assert (found[figure].state, found[figure].reason) == ("unread", None)


def test_every_reason_is_worded_in_both_languages() -> None:
    from subsidy_rules.language.vocabulary import load

    assert all(entry["en"] and entry["ja"] for entry in load("waivers").values())


@pytest.mark.parametrize("zone", [Zone.EXAMPLE, Zone.CONTENTS, Zone.OTHER_PROGRAMME])
def test_zones_that_state_nothing(zone: Zone) -> None:
    assert entries("上限は100万円", zone)["100万円"].state == "waived"


def test_a_cover_waives_dates_but_no_amounts() -> None:
    found = entries("2025年3月1日　総額500万円", Zone.COVER)
    assert found["2025年3月1日"].reason == "cover"
    assert found["500万円"].state == "unread"


def test_of_a_revision_history_only_what_is_old_or_repeated_is_waived() -> None:
    log = (LoggedChange(old="上限は100万円とする", new="上限は150万円とする"),)
    assert entries("上限は100万円とする", Zone.REVISION, log=log)["100万円"].reason == "superseded"
    assert entries("改訂前）上限は100万円とする", Zone.REVISION, log=log)["100万円"].reason == "superseded"
    assert entries("上限は150万円とする", Zone.REVISION, log=log)["150万円"].state == "unread"
    assert entries("2025年2月28日", Zone.REVISION)["2025年2月28日"].reason == "revision_date"
    clauses = (Clause(clause_no=1, text="上限は150万円とする", zone=Zone.REVISION), Clause(clause_no=2, text="補助上限額は150万円"))
    document = Document(name="x", sha256="0", format="text", pages=(Page(page_no=1),), clauses=clauses, change_log=log)
    assert [entry.reason for entry in measure_coverage(document, ()).entries] == ["repeated_revision", None]


def test_the_date_of_issue_stands_alone_at_the_head() -> None:
    assert entries("令和7年3月1日", clause_no=2)["令和7年3月1日"].reason == "enactment"
    assert entries("締切 令和7年3月1日", clause_no=2)["令和7年3月1日"].state == "unread"
    assert entries("令和7年3月1日", clause_no=90)["令和7年3月1日"].state == "unread"


def test_a_year_in_two_calendars_and_the_hour_of_a_day_go_together() -> None:
    found = entries("この要領は令和7年（2025年）3月1日から施行する")
    assert list(found) == ["令和7年（2025年）3月1日"]
    found = entries("締切は令和7年3月1日（土）17:00とする")
    assert found["17"].state == found["00"].state == found["令和7年3月1日（土）"].state == "unread"


def page(number: int, *lines: tuple[str, float]) -> Page:
    made = tuple(Line(text=text, bbox=(50.0, top, 300.0, top + 10)) for text, top in lines)
    return Page(page_no=number, width_pt=595, height_pt=842, lines=made)


def test_page_numbers_and_running_heads_are_told_by_place_and_repetition() -> None:
    pages = tuple(page(n, ("２０２５年版 要領", 20.0), (f"- {n} -", 800.0), (f"{n}00万円まで", 400.0 + n)) for n in (1, 2, 3))
    document = Document(name="x.pdf", sha256="0", format="pdf", pages=(*pages[:2], page(3, ("２０２５年版 要領", 20.0), ("300万円", 90.0))))
    found = {(entry.page, entry.text): entry for entry in measure_coverage(document, ()).entries}
    assert found[1, "1"].reason == "page_number"
    assert found[3, "２０２５年"].reason == "running_head"
    assert found[3, "300万円"].state == "unread"


@pytest.mark.parametrize(("kind", "state"), [("form", "waived"), ("guideline", "unread")])
def test_only_the_cells_of_a_form_were_filled_in(kind: SourceKind, state: str) -> None:
    cells = (Cell(row=0, col=0, text="資本金", header=True), Cell(row=0, col=1, text="300万円"))
    table = Table(table_no=1, n_rows=1, n_cols=2, cells=cells)
    document = Document(name="x", sha256="0", format="text", pages=(Page(page_no=1),), tables=(table,))
    (entry,) = measure_coverage(document, (), kind=kind).entries
    assert entry.state == state
