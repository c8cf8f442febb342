"""Edition 2025: the guideline of the ordinary frame, with the overview of all frames on page 3."""

from __future__ import annotations

from drawing.grid import Grid, td, tdc, th
from drawing.sheet import LEFT, RIGHT, Sheet

from editions import FOOT
from editions.it2025_overview import OVERVIEW_INVOICE, OVERVIEW_TSUJO
from editions.it2025_tables import AMOUNTS, EXPENSES, PROCESSES, RELATION
from editions.sme import SMALL, definition_rows

PAST = (
    "過去のＩＴ導入補助金（２０２２、２０２３の通常枠・デジタル化基盤導入枠（複数社連携ＩＴ導入類型）、"
    "２０２４の通常枠・複数社連携ＩＴ導入枠）で交付決定を受けた者"
)


def report_periods(ends: tuple[str, str, str]) -> Grid:
    """The table of the effect reports; only the ends of the three years differ between printings."""
    starts = ("２０２７年４月", "２０２８年４月", "２０２９年４月")
    subjects = ("申請した年度の次の事業年度", "その次の事業年度", "さらに次の事業年度")
    years = [(tdc(f"{'１２３'[i]}年度目"), tdc(subjects[i]), tdc(f"{starts[i]}～{end}")) for i, end in enumerate(ends)]
    return Grid(
        widths=(80.0, 210.0, 181.0),
        size_pt=9.5,
        rows=(
            (th("年度"), th("効果報告対象期間"), th("効果報告期間")),
            (tdc("事業計画\n期間前"), tdc("ＩＴツールを入れてから"), tdc("２０２６年３月～\n※受付の日程は別に知らせる")),
            *years,
        ),
    )


def _cover(sheet: Sheet) -> None:
    sheet.gap(150)
    for text, size in (("ＩＴ導入補助金２０２５", 22.0), ("公 募 要 領", 20.0), ("（通常枠）", 16.0)):
        sheet.para(text, size=size, align="center")
    sheet.gap(110)
    sheet.para("２０２５年３月２４日 改訂", size=12, align="center")
    sheet.gap(40)
    sheet.para("目　次", align="center")
    contents = (
        ("改訂の記録", 1),
        ("１．枠の一覧", 2),
        ("２．申請できる者と要件", 3),
        ("３．対象となる経費、補助率及び補助額", 6),
        ("４．事業の後の報告", 7),
    )
    for title, page in contents:
        sheet.para(f"{title}　{'・' * (30 - len(title))}　{page}", indent=3, leading=1.6)


def _revisions(sheet: Sheet) -> None:
    sheet.para("改訂の記録", size=13, align="center")
    sheet.para("２０２５年２月２８日", underline=True)
    sheet.para("・新しく作成", indent=1)
    sheet.gap(8)
    sheet.para("２０２５年３月２４日", underline=True)
    sheet.para("・【補足１】の未達の判定の時点を改めた。", indent=1, underline=True)
    sheet.para("改訂前）毎年３月の時点で目標に届いていないとき、補助金の全部又は一部の返還を求める。", indent=1, hang=4)
    sheet.para("改訂後）効果報告の直近の月の時点で目標に届いていないとき、補助金の全部又は一部の返還を求める。", indent=1, hang=4)
    sheet.para("・「４．事業の後の報告」の効果報告期間を改めた。", indent=1, underline=True)
    sheet.para("改訂前）")
    sheet.table(report_periods(("２０２７年９月", "２０２８年９月", "２０２９年９月")))
    sheet.para("改訂後）")
    sheet.table(report_periods(("２０２８年１月", "２０２９年１月", "２０３０年１月")))


def _overview(sheet: Sheet) -> None:
    sheet.para("Ｉ Ｔ 導 入 補 助 金 ２ ０ ２ ５　枠の一覧", size=12, align="center", leading=1.5)
    sheet.para("※この要領が扱うのは、赤い枠で囲んだ「通常枠」である。", size=9.5, align="center", leading=1.5)
    x0, top, _, bottom = sheet.table(OVERVIEW_TSUJO)
    sheet.red_frame(x0 + 51.0, top + 0.5, x0 + 301.5, bottom)
    sheet.gap(14)
    sheet.table(OVERVIEW_INVOICE)
    sheet.para("※細かな要件は次のページから後を読み、確かめてから手続を始めること", leading=1.5)


def _applicants(sheet: Sheet) -> None:
    sheet.heading("２．申請できる者と要件", shaded=True, size=13)
    sheet.heading("２－１　申請できる者")
    sheet.para("（中小企業等の定義）", leading=1.5)
    rows = definition_rows(
        lambda capital, staff: f"資本金（出資の総額）が{capital}以下、又は常時使用する従業員が{staff}以下の会社及び個人事業主",
        lambda staff: f"常時使用する従業員が{staff}以下の者",
        "①～⑧のうち主たる業種の従業員規模以下の者",
    )
    sheet.table(Grid(widths=(230.0, 241.0), size_pt=9, leading=1.4, rows=rows))


def _requirements(sheet: Sheet) -> None:
    sheet.para("（小規模事業者の定義）", leading=1.5)
    rows = (
        (th("業種分類"), th("定義")),
        *((td(f"{'①②③'[i]}{name}"), td(f"常時使用する従業員が{staff}以下の会社及び個人事業主")) for i, (name, staff) in enumerate(SMALL)),
    )
    sheet.table(Grid(widths=(230.0, 241.0), size_pt=9, leading=1.4, rows=rows))
    sheet.para("※役員と個人事業主本人は、常時使用する従業員に数えない。", size=9.5, hang=1)
    sheet.gap(6)
    sheet.heading("２－２　申請の要件")
    clauses = (
        ("（ア）", "国内で法人登記をして事業を営む法人、又は国内で事業を営む個人であること。"),
        ("（イ）", "申請の直近の月に、事業場内最低賃金が地域別最低賃金を下回らないこと。"),
        ("（ウ）", "ＧビズＩＤプライムのアカウントを用意していること。"),
        ("（エ）", "労働生産性について、次の全てを満たす３年間の事業計画を立て、実行すること。"),
        ("　一", f"労働生産性を、１年後に３パーセント以上高めること。ただし、{PAST}は、４パーセント以上とする。"),
        (
            "　二",
            "労働生産性の年平均成長率が、事業計画期間を通じて３パーセント以上となること。ただし、一のただし書に当たる者は、４パーセント以上とする。",
        ),
        (
            "（オ）",
            "補助金を１５０万円以上申請する者は、次の全てを満たす３年間の計画を立て、従業員に表明すること。ただし、小規模事業者、保険医療機関、介護サービス事業者、社会福祉事業者及び学校を除く。",
        ),
        ("　一", "給与支給総額を、年平均成長率１．５パーセント以上で増やすこと。"),
        ("　二", "事業場内最低賃金を、地域別最低賃金より３０円以上高くすること。"),
    )
    for mark, text in clauses:
        sheet.para(f"{mark}　{text}" if mark.startswith("　") else f"{mark}{text}", indent=1, hang=3, leading=1.55)


def _year_rows(years: tuple[str, ...], shares: tuple[str, ...]) -> Grid:
    """A worked example of a repayment; the years after the miss are shaded out."""
    cells = [tdc(text) if text else th("") for text in years]
    refunds = [tdc(text) if text else th("") for text in shares]
    return Grid(
        widths=(110.0, 113.0, 113.0, 113.0),
        size_pt=9.5,
        rows=(
            (th("報告の年度"), th("１年度目"), th("２年度目"), th("３年度目")),
            (tdc("目標の達成"), *cells),
            (tdc("返還額\n（返還率）"), *refunds),
        ),
    )


def _refunds(sheet: Sheet) -> None:
    start = sheet.top
    sheet.gap(4)
    sheet.para("【補足１】補助金の返還を求める場合", inset=6, leading=1.5)
    sheet.para(
        "・賃金の目標に届かなかった年から後の年数に応じて、補助金の額の３分の３、３分の２又は３分の１の返還を求める。",
        inset=6,
        hang=1,
        leading=1.5,
    )
    sheet.para(
        "・付加価値額の年平均成長率が１．５パーセントに満たないとき、又は天災など本人の責めによらないときは、返還を求めない。",
        inset=6,
        hang=1,
        leading=1.5,
    )
    sheet.para("（具体例）交付額が４５０万円で、最低賃金の目標に届かなかったとき", inset=6, leading=1.5)
    sheet.para("（例１）１年度目で未達　⇒全額", inset=6, leading=1.5)
    sheet.table(_year_rows(("未達", "", ""), ("４５０万円\n（全額）", "", "")), indent=11)
    sheet.para("（例２）２年度目で未達　⇒返還率２／３", inset=6, leading=1.5)
    sheet.table(_year_rows(("達成", "未達", ""), ("－", "３００万円\n（２／３）", "")), indent=11)
    sheet.frame(LEFT - 4, start, RIGHT + 4, sheet.top, 1.44)
    sheet.gap(14)
    sheet.heading("２－３　申請できない者")
    rows = (
        "発行済株式又は出資の総額の２分の１以上を同一の大企業が持つ中小企業・小規模事業者等",
        "発行済株式又は出資の総額の３分の２以上を大企業が持つ中小企業・小規模事業者等",
        "役員の２分の１以上を大企業の役員又は職員が兼ねる中小企業・小規模事業者等",
        "直近３年分の課税所得が年平均で１５億円を超える中小企業・小規模事業者等",
    )
    table = Grid(
        widths=(30.0, 441.0), size_pt=10, leading=1.4, head_rows=0, rows=tuple((tdc("①②③④"[i]), td(text)) for i, text in enumerate(rows))
    )
    sheet.table(table)


def _expenses(sheet: Sheet) -> None:
    sheet.heading("３．対象となる経費、補助率及び補助額", shaded=True, size=13)
    sheet.para("（１）経費の区分", leading=1.5)
    sheet.table(EXPENSES)
    sheet.gap(6)
    sheet.para("（２）業務プロセス", leading=1.5)
    sheet.table(PROCESSES)
    sheet.gap(6)
    sheet.para("（３）対象とならない経費", leading=1.5)
    for text in (
        "（ア）交通費、宿泊費",
        "（イ）申請や報告を代わりに行う者への費用",
        "（ウ）消費税などの公租公課",
        "（エ）リース・レンタルのＩＴツール",
        "（オ）中古品",
    ):
        sheet.para(text, indent=1, leading=1.5)


def _amounts(sheet: Sheet) -> None:
    sheet.heading("３－２　補助対象経費、補助率及び補助額")
    sheet.para("補助対象経費に補助率をかけた額を、次の補助額の範囲で補助する。", indent=1)
    sheet.table(AMOUNTS)
    sheet.para("※ １円未満は切り捨てる。", size=9.5)
    sheet.gap(10)
    sheet.para("申請する額とプロセス数、賃上げ目標の関係は次のとおり。", indent=1)
    sheet.table(RELATION)
    sheet.gap(18)
    sheet.heading("４．事業の後の報告", shaded=True, size=13)
    sheet.para(
        "申請の受付は２０２５年３月３１日に始め、事業の実施期間は交付決定日から６か月間程度とする。効果の報告は次の期間に行う。", indent=1
    )
    sheet.table(report_periods(("２０２８年１月", "２０２９年１月", "２０３０年１月")))
    sheet.para("※ 証拠の書類は、事業が終わった年度の後５年間保存すること。", size=9.5)


def documents() -> dict[str, bytes]:
    """File name → bytes."""
    sheet = Sheet("IT導入補助金2025 公募要領（通常枠） 見本", head="ＩＴ導入補助金２０２５　公募要領（通常枠）", foot=FOOT)
    _cover(sheet)
    for draw in (_revisions, _overview, _applicants, _requirements, _refunds, _expenses, _amounts):
        sheet.next_page()
        draw(sheet)
    return {"it2025_koubo_tsujo.pdf": sheet.close()}
