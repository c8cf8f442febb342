"""Edition 2026: the grant regulation of the ordinary frame, articles first, then the annexed table and the annexed definitions."""

from __future__ import annotations

from drawing.grid import Cell, Grid, td, th
from drawing.sheet import Sheet

from editions import FOOT
from editions.sme import SMALL, definition_rows

LOW_WAGE = (
    "※令和６年１０月から令和７年９月までの間に、その時期の地域別最低賃金以上で令和７年度改定の地域別最低賃金未満の賃金で雇う"
    "従業員が全従業員の３０％以上となる月が３か月以上あるときは、２／３以内"
)
PAST = "ＩＴ導入補助金２０２３から２０２５までの通常枠又は複数社連携ＩＴ導入枠などで交付決定を受けた者"
EXEMPT = "小規模事業者、保険医療機関、介護サービス事業者、社会福祉事業者及び学校"


def _articles(sheet: Sheet) -> None:
    sheet.para("ＩＴ導入補助金（通常枠）交付規程", size=15, align="center")
    sheet.para("令和８年１月１６日", align="right")
    sheet.gap(10)
    sheet.para("（目的）", indent=1)
    sheet.para(
        "第１条　この規程は、中小企業・小規模事業者等がＩＴツールを導入する費用を補助する手続を定め、事業を正しく進めることを目的とする。",
        hang=1,
    )
    sheet.para("（定義）", indent=1)
    sheet.para("第２条　この規程で使う語の意味は、次による。", hang=1)
    sheet.para("一　中小企業等　　別紙１の一に掲げる者", indent=1, hang=2)
    sheet.para("二　小規模事業者　別紙１の二に掲げる者", indent=1, hang=2)
    sheet.para("三　業務プロセス　ＩＴツールが効率化する仕事の工程", indent=1, hang=2)
    sheet.para("（事務の分担）", indent=1)
    sheet.para("第３条　事務局は、申請の受付、審査、交付の決定、報告の受理、補助金の支払及び立入調査を行う。", hang=1)
    sheet.para("２　事務局は、前項の事務を行うために必要な資料を、申請者と支援事業者に求めることができる。", hang=1)
    sheet.para("（補助額等）", indent=1)
    sheet.para("第４条　補助額、補助率及び補助対象経費は、別表による。", hang=1)
    sheet.para("２　補助額に１円未満の端数があるときは、切り捨てる。", hang=1)
    sheet.para("（実施の期間）", indent=1)
    sheet.para("第５条　事業を実施する期間は、交付決定の日から事務局が定める日までとする。", hang=1)
    sheet.para("（書類の保存）", indent=1)
    sheet.para("第６条　補助事業者は、証拠の書類を、事業が終わった年度の後５年間保存する。", hang=1)


def _requirements(sheet: Sheet) -> None:
    sheet.para("（交付の要件）", indent=1)
    sheet.para("第７条　補助金の交付を受ける者は、次の全てに当たる者とする。", hang=1)
    sheet.para("一　国内で法人登記をして事業を営む法人、又は国内で事業を営む個人であること。", indent=1, hang=2)
    sheet.para("二　反社会的勢力と関係を持たないこと。", indent=1, hang=2)
    sheet.para("２　労働生産性について、次の全てを満たす３年間の事業計画を立て、実行すること。", hang=1)
    sheet.para(f"一　労働生産性を、１年後に３パーセント以上高めること。ただし、{PAST}は、４パーセント以上とする。", indent=1, hang=2)
    sheet.para(
        "二　事業計画期間を通じて、労働生産性を年平均成長率３パーセント以上高めること。"
        "ただし、前号のただし書に当たる者は、４パーセント以上とする。",
        indent=1,
        hang=2,
    )
    sheet.para("３　補助額を１５０万円以上として申請する者は、次の全てを満たす３年間の計画を立て、従業員に表明すること。", hang=1)
    sheet.para(
        "一　１人当たり給与支給総額の年平均成長率を、日本銀行の「物価安定の目標」に１パーセントを加えた率以上とすること。", indent=1, hang=2
    )
    sheet.para("二　事業場内最低賃金を、地域別最低賃金より３０円以上高くすること。", indent=1, hang=2)
    sheet.para(f"４　前項は、{EXEMPT}には適用しない。", hang=1)
    sheet.para("（申請）", indent=1)
    sheet.para("第８条　申請は、事業に着手する前に、電磁的方法で行う。", hang=1)
    sheet.para("（延滞金）", indent=1)
    sheet.para("第９条　返還の期限に遅れた者は、遅れた日数に応じ、年利１０．９５パーセントの延滞金を納める。", hang=1)
    sheet.gap(16)
    sheet.para("附　則", align="center")
    sheet.para("この規程は、令和８年１月１６日から施行する。", indent=1)


def _annex_table(sheet: Sheet) -> None:
    sheet.para("（別表）")
    sheet.para("補助額、補助率及び補助対象経費")
    grid = Grid(
        widths=(101.0, 185.0, 185.0),
        size_pt=10.5,
        leading=1.45,
        rows=(
            (td("枠"), td("通常枠", cols=2)),
            (Cell("補助額"), Cell("５万円～１５０万円未満"), Cell("１５０万円～４５０万円以下")),
            (Cell("機能要件"), Cell("１プロセス以上"), Cell("４プロセス以上")),
            (Cell("補助率"), Cell(f"１／２以内\n{LOW_WAGE}", cols=2)),
            (Cell("補助対象経費"), Cell("ソフトウェア購入費、クラウド利用費（最大２年分）、導入関連費", cols=2)),
        ),
        min_heights={2: 46.0},
    )
    sheet.table(grid)
    sheet.para("※プロセスは、次のいずれかの工程をいう。")
    names = (
        "顧客対応・販売支援",
        "決済・債権債務・資金回収",
        "供給・在庫・物流",
        "会計・財務・経営",
        "総務・人事・給与・労務・教育訓練・法務・情シス・統合業務",
        "業種固有",
        "汎用・自動化・分析ツール",
    )
    for number, name in zip("一二三四五六七", names, strict=True):
        sheet.para(f"{number}　{name}", leading=1.5)


def _annex_definitions(sheet: Sheet) -> None:
    sheet.para("別紙１", leading=1.5)
    sheet.para("一　中小企業等は、次の表に当たる者とする。", indent=1, leading=1.5)
    rows = definition_rows(
        lambda capital, staff: f"資本金の額若しくは出資の総額が{capital}以下、又は常時使用する従業員が{staff}以下の会社及び個人事業主",
        lambda staff: f"常時使用する従業員が{staff}以下の者",
        "上の①～⑧のうち主たる業種の従業員規模以下の者",
    )
    sheet.table(Grid(widths=(230.0, 241.0), size_pt=8.5, leading=1.3, rows=rows))
    sheet.gap(4)
    sheet.para("二　小規模事業者は、一の者のうち次の表に当たる者とする。", indent=1, leading=1.5)
    small = (
        (th("業種分類"), th("定義")),
        *((td(name), td(f"常時使用する従業員が{staff}以下の会社及び個人事業主")) for name, staff in SMALL),
    )
    sheet.table(Grid(widths=(230.0, 241.0), size_pt=8.5, leading=1.3, rows=small))
    sheet.para("※ ⑨～⑮の組織形態の者は、小規模事業者に含めない。", size=8.5, leading=1.5)
    sheet.gap(6)
    sheet.para("三　一及び二に当たる者でも、次のいずれかに当たる者は除く。", indent=1, leading=1.5)
    for text in (
        "（１）発行済株式又は出資の総額の２分の１以上を同一の大企業が持つ者",
        "（２）発行済株式又は出資の総額の３分の２以上を大企業が持つ者",
        "（３）役員の２分の１以上を大企業の役員又は職員が兼ねる者",
        "（４）直近３年分の課税所得が年平均で１５億円を超える者",
    ):
        sheet.para(text, indent=1, hang=3, leading=1.5)


def documents() -> dict[str, bytes]:
    """File name → bytes."""
    sheet = Sheet("IT導入補助金2026 交付規程（通常枠） 見本", head="ＩＴ導入補助金（通常枠）交付規程", foot=FOOT)
    _articles(sheet)
    for draw in (_requirements, _annex_table, _annex_definitions):
        sheet.next_page()
        draw(sheet)
    return {"it2026_kitei_tsujo.pdf": sheet.close()}
