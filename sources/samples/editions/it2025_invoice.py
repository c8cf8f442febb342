"""Edition 2025: the guideline of the invoice frame. A misprint in its first printing shows what must not be read any more."""

from __future__ import annotations

from drawing.grid import Cell, Grid, td, tdc, th
from drawing.sheet import LEFT, RIGHT, Sheet

from editions import FOOT
from editions.sme import SMALL, definition_rows

SCOPE = Grid(
    widths=(140.0, 165.0, 166.0),
    size_pt=9.5,
    leading=1.5,
    rows=(
        (th("区分"), th("ソフトウェア"), th("ハードウェア")),
        (tdc("導入関連費"), td("設定、研修、保守"), Cell("", diagonal=True)),
        (tdc("クラウド利用費"), td("最大２年分"), Cell("", diagonal=True)),
    ),
)


def _cover(sheet: Sheet) -> None:
    sheet.gap(150)
    for text, size in (("ＩＴ導入補助金２０２５", 22.0), ("公 募 要 領", 20.0), ("（インボイス枠（インボイス対応類型））", 15.0)):
        sheet.para(text, size=size, align="center")
    sheet.gap(120)
    sheet.para("２０２５年３月２４日 改訂", size=12, align="center")


def _prices(tablet: str) -> Grid:
    return Grid(
        widths=(200.0, 200.0),
        size_pt=9.5,
        rows=((th("機器"), th("補助額")), (tdc("ＰＣ・タブレット等"), tdc(f"～{tablet}")), (tdc("レジ・券売機"), tdc("～２０万円"))),
    )


def _revisions(sheet: Sheet) -> None:
    sheet.para("改訂の記録", size=13, align="center")
    sheet.para("２０２５年２月２８日", underline=True)
    sheet.para("・新しく作成", indent=1)
    sheet.gap(8)
    sheet.para("２０２５年３月２４日", underline=True)
    sheet.para("・「２－２」の表の誤記を正した。", indent=1, underline=True)
    sheet.para("改訂前）")
    sheet.table(_prices("１５万円"), indent=20)
    sheet.para("改訂後）")
    sheet.table(_prices("１０万円"), indent=20)
    sheet.para("・効果報告の締切を改めた。", indent=1, underline=True)
    sheet.para("改訂前）１年度目は２０２７年９月まで、３年度目は２０２９年９月まで", indent=1)
    sheet.para("改訂後）１年度目は２０２８年１月まで、３年度目は２０３０年１月まで", indent=1)


def _applicants(sheet: Sheet) -> None:
    """Low on the page, so that the table goes on overleaf without its header."""
    sheet.heading("１．申請できる者", shaded=True, size=13)
    for text in (
        "（１）インボイス枠は、インボイス制度への対応を進める中小企業・小規模事業者等を支える枠である。会計、受発注又は決済の機能を一つ以上備えた"
        "ソフトウェアを、登録された支援事業者から導入する費用を対象とする。",
        "（２）ソフトウェアとあわせて使うパソコン、タブレット、プリンター、レジや券売機などの機器も、対象に含めることができる。機器だけの申請は受け付けない。",
        "（３）申請の直近の月に、事業場内最低賃金が地域別最低賃金を下回らないこと。",
        "（４）１法人又は１個人事業主につき、申請は一つとする。",
        "（５）発注の前に交付の決定を受けること。決定より前に契約した費用は、理由を問わず対象としない。",
        "（６）対象となる費用は、次の区分による。",
    ):
        sheet.para(text, hang=3)
    sheet.table(SCOPE)
    sheet.gap(8)
    sheet.para("（中小企業等の定義）", leading=1.5)
    head, *body = definition_rows(
        lambda capital, staff: f"資本金の額が{capital}以下の会社、又は常時使用する従業員数が{staff}以下の会社及び個人事業主",
        lambda staff: f"常時使用する従業員数が{staff}以下の者",
        "①～⑧の業種のうち主たるものの従業員規模による",
    )
    groups = {0: tdc("会社及び\n個人事業主", rows=8), 8: tdc("法人・組合\nなど", rows=7)}
    rows = ((th("区分"), *head), *((groups[i], *row) if i in groups else row for i, row in enumerate(body)))
    sheet.table(Grid(widths=(66.0, 169.0, 236.0), size_pt=9.5, leading=1.8, rows=rows), breaks=True)
    sheet.gap(4)
    sheet.para("（小規模事業者の定義）", leading=1.5)
    small = (
        (th("業種分類"), th("定義")),
        *((td(name), td(f"常時使用する従業員数が{staff}以下の会社及び個人事業主")) for name, staff in SMALL),
    )
    sheet.table(Grid(widths=(200.0, 271.0), size_pt=9.5, leading=1.5, rows=small))


def _amounts(sheet: Sheet) -> None:
    sheet.gap(8)
    sheet.heading("２－２　補助対象経費、補助率及び補助額")
    grid = Grid(
        widths=(150.0, 140.0, 181.0),
        size_pt=10,
        leading=1.4,
        rows=(
            (th("補助対象経費"), th("補助率"), th("補助額")),
            (
                td("ソフトウェア購入費、導入関連費、ハードウェア購入費", rows=3),
                tdc("２／３以内～４／５以内\n※ハードウェア購入費の補助率は１／２以内", rows=3),
                td("ソフトウェア購入費・導入関連費：下限なし～３５０万円"),
            ),
            (td("ＰＣ・タブレット等：下限なし～１０万円"),),
            (td("レジ・券売機：下限なし～２０万円"),),
        ),
    )
    sheet.table(grid)


def _detail_table() -> Grid:
    small = "３／４以内\n（小規模事業者は４／５以内）"
    return Grid(
        widths=(80.0, 92.0, 68.0, 66.0, 143.0),
        size_pt=9.5,
        leading=1.5,
        rows=(
            (th("項目"), th("機能要件"), th("補助額"), th("補助率", cols=2)),
            (
                td("ソフトウェア購入費、導入関連費", rows=3),
                tdc("会計・受発注・決済のうち１機能以上"),
                tdc("～５０万円"),
                tdc(small, cols=2),
            ),
            (tdc("会計・受発注・決済のうち２機能以上", rows=2), tdc("～３５０万円", rows=2), tdc("～５０万円\n部分"), tdc(small)),
            (tdc("５０万円超～\n３５０万円\n部分"), tdc("２／３以内")),
            (
                tdc("ＰＣ・タブレット等"),
                tdc("上のソフトウェアを使うために要るもの", rows=2),
                tdc("～１０万円"),
                tdc("１／２以内", rows=2, cols=2),
            ),
            (tdc("レジ・券売機"), tdc("～２０万円")),
        ),
    )


def _rule_box(sheet: Sheet) -> None:
    start = sheet.top
    sheet.gap(4)
    sheet.para("【補足２】ＩＴツールの補助額と補助率の見方", inset=6)
    sheet.para("（ア）補助額の上限は、ソフトウェアの機能の数で変わる。", inset=6, hang=3)
    sheet.para("・「会計」「受発注」「決済」のうち１つのみを備えるとき、５０万円を上限とする。", inset=6, indent=2, hang=1)
    sheet.para("・２機能以上を備えるとき、３５０万円を上限とする。", inset=6, indent=2, hang=1)
    sheet.para("（イ）補助率は、補助額の部分ごとに定める。", inset=6, hang=3)
    sheet.para("・５０万円以下の部分は３／４以内。小規模事業者は４／５以内。", inset=6, indent=2, hang=1)
    sheet.para("・５０万円超の部分は、事業者の規模を問わず２／３以内。", inset=6, indent=2, hang=1)
    sheet.para("（ウ）役務の補助対象経費は、あわせて２００万円までとする。", inset=6, hang=3)
    sheet.gap(8)
    sheet.table(_detail_table(), indent=11)
    sheet.gap(4)
    sheet.frame(LEFT - 4, start, RIGHT + 4, sheet.top, 1.44)
    sheet.gap(14)
    sheet.para("（例）小規模事業者が１機能のソフトウェアを６０万円で買うとき、補助率４／５で、補助額は４８万円となる。", hang=3)


def documents() -> dict[str, bytes]:
    """File name → bytes."""
    sheet = Sheet(
        "IT導入補助金2025 公募要領（インボイス対応類型） 見本", head="ＩＴ導入補助金２０２５　公募要領（インボイス対応類型）", foot=FOOT
    )
    _cover(sheet)
    sheet.next_page()
    _revisions(sheet)
    sheet.next_page()
    _applicants(sheet)
    _amounts(sheet)
    sheet.next_page()
    _rule_box(sheet)
    return {"it2025_koubo_invoice.pdf": sheet.close()}
