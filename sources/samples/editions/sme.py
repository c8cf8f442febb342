"""Who counts as a small or medium-sized business: the rows that all three editions print, each in its own layout."""

from __future__ import annotations

from collections.abc import Callable

from drawing.grid import Cell, td, tdc, th

# industry as printed, capital, employees
COMPANIES = (
    ("製造業（ゴム製品製造業を除く）、建設業、運輸業", "３億円", "３００人"),
    ("卸売業", "１億円", "１００人"),
    ("サービス業（ソフトウェア業・情報処理サービス業、旅館業を除く）", "５千万円", "１００人"),
    ("小売業", "５千万円", "５０人"),
    ("ゴム製品製造業（自動車・航空機用タイヤ及びチューブ製造業、工業用ベルト製造業を除く）", "３億円", "９００人"),
    ("ソフトウェア業又は情報処理サービス業", "３億円", "３００人"),
    ("旅館業", "５千万円", "２００人"),
    ("その他の業種（上記以外）", "３億円", "３００人"),
)
CORPORATIONS = (
    ("医療法人、社会福祉法人", "３００人"),
    ("学校法人", "３００人"),
    ("商工会・都道府県商工会連合会及び商工会議所", "１００人"),
)
BY_REFERENCE = (
    "中小企業支援法第２条第１項第４号の中小企業団体",
    "特別の法律によって設立された組合又はその連合会",
    "財団法人（一般・公益）、社団法人（一般・公益）",
    "特定非営利活動法人",
)
SMALL = (
    ("商業・サービス業（宿泊業・娯楽業を除く）", "５人"),
    ("サービス業のうち宿泊業・娯楽業", "２０人"),
    ("製造業その他", "２０人"),
)
NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"


def definition_rows(company: Callable[[str, str], str], corporation: Callable[[str], str], reference: str) -> tuple[tuple[Cell, ...], ...]:
    """Header and fifteen rows in two columns: industry, definition worded by the edition."""
    texts = [(name, company(capital, staff)) for name, capital, staff in COMPANIES]
    texts += [(name, corporation(staff)) for name, staff in CORPORATIONS]
    texts += [(name, reference) for name in BY_REFERENCE]
    rows = [(td(f"{number}{name}"), td(text)) for number, (name, text) in zip(NUMBERS, texts, strict=True)]
    return ((th("業種分類"), th("定義")), *rows)


def column_rows() -> tuple[tuple[Cell, ...], ...]:
    """Two header rows and fifteen rows in three columns: industry, capital, employees; a repeated figure is printed as a ditto."""
    rows: list[tuple[Cell, ...]] = [
        (th("業種・組織形態", rows=2), th("次のいずれかに該当すること", cols=2)),
        (th("資本金の額又は\n出資の総額"), th("常時使用する\n従業員の数")),
    ]
    for number, (name, capital, staff) in zip(NUMBERS, COMPANIES, strict=False):
        rows.append((td(f"{number}{name}"), tdc(f"{capital}以下".replace("５千万円", "５，０００万円")), tdc(f"{staff}以下")))
    last = ""
    for number, (name, staff) in zip(NUMBERS[8:], CORPORATIONS, strict=False):
        rows.append((td(f"{number}{name}"), tdc("－"), tdc("同上" if staff == last else f"{staff}以下")))
        last = staff
    for number, name in zip(NUMBERS[11:], BY_REFERENCE, strict=True):
        rows.append((td(f"{number}{name}"), tdc("主たる業種（①～⑧）の従業員規模による", cols=2)))
    return tuple(rows)
