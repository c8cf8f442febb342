"""Edition 2024: an HTML overview of all frames and the guideline of the ordinary frame."""

from __future__ import annotations

from drawing.grid import Grid, td, tdc, th
from drawing.page_html import page_html, table_html
from drawing.sheet import LEFT, RIGHT, Sheet

from editions import FOOT
from editions.sme import SMALL, column_rows

OVERVIEW = Grid(
    widths=(60.0,) * 6,
    head_rows=2,
    rows=(
        (
            th("区分", rows=2),
            th("通常枠", rows=2),
            th("複数社連携IT導入枠", rows=2),
            th("インボイス枠", cols=2),
            th("セキュリティ対策推進枠", rows=2),
        ),
        (th("インボイス対応類型"), th("電子取引類型")),
        (
            th("導入するもの"),
            td("業務の効率化・DXに役立つITツール"),
            td("複数の事業者がまとまって入れるITツールとハードウェア"),
            td("会計・受発注・決済のいずれかを備えたインボイス対応のITツールと、それを使う機器"),
            td("発注側が用意し、受注側は無償で使える受発注ツール"),
            td("サイバーセキュリティお助け隊サービス"),
        ),
        (
            th("補助上限"),
            td("業務領域\n1～3：5万円～150万円\n4以上：150万円～450万円"),
            td(
                "(a)インボイス枠対象経費：同右\n(b)消費動向等分析経費：50万円×グループ構成員数\n(a)+(b)：3,000万円まで\n(c)事務費・専門家費：200万円"
            ),
            td("ITツール\n1機能：～50万円\n2機能以上：～350万円\nPC・タブレット等：～10万円\nレジ・券売機等：～20万円"),
            td("～350万円"),
            td("5万円～100万円"),
        ),
        (
            th("補助率"),
            td("中小企業：1/2"),
            td("(a)インボイス枠対象経費：同右\n(b)・(c)：2/3"),
            td("～50万円以下：3/4（小規模事業者：4/5）\n50万円～350万円：2/3\nハードウェア購入費：1/2"),
            td("中小企業：2/3\n大企業：1/2"),
            td("中小企業：1/2"),
        ),
        (
            th("対象経費"),
            td("ソフトウェア購入費、クラウド利用料（最大2年分）、導入関連費"),
            td("ソフトウェア購入費、クラウド利用料（最大2年分）、ハードウェア購入費、導入関連費"),
            td("同左"),
            td("クラウド利用料（最大2年分）"),
            td("お助け隊サービス利用料（最大2年分）"),
        ),
    ),
)


def gaiyou() -> bytes:
    body = [
        '<h2 id="1">しくみ</h2>',
        "<p>中小企業・小規模事業者等がITツールを入れる費用の一部を補助し、労働生産性を高める取組を後押しします。"
        "電子取引類型に限り、大企業も申請できます。</p>",
        '<h2 id="2">枠ごとの補助額・補助率</h2>',
        table_html(OVERVIEW, caption="IT導入補助金2024　各枠の比較"),
        "<p>※ 令和5年10月1日に始まったインボイス制度への対応を支えるため、専用の枠を設けています。</p>",
        '<h2 id="3">活用事例（架空の例）</h2>',
        "<p>食品小売業のA社（従業員数：48名、売上高：約620百万円）は、在庫管理ツールを入れて棚卸しの時間を40%短くしました。"
        "導入費用は280万円でした。</p>",
    ]
    return page_html("IT導入補助金2024のあらまし", "2024-02-16", body, menu=("しくみ", "枠ごとの補助額・補助率", "活用事例"), foot=FOOT)


def _cover(sheet: Sheet) -> None:
    sheet.gap(150)
    sheet.para("ＩＴ導入補助金２０２４", size=22, align="center")
    sheet.para("公 募 要 領", size=20, align="center")
    sheet.para("（通常枠）", size=16, align="center")
    sheet.gap(120)
    sheet.para("令和６年２月", size=12, align="center")
    sheet.gap(40)
    sheet.para("目　次", align="center")
    for title, page in (("１．事業の概要", 1), ("２．申請できる者", 2), ("３．申請の要件", 3), ("４．補助額と補助率", 3)):
        sheet.para(f"{title}　{'・' * (30 - len(title))}　{page}", indent=3, leading=1.6)


def _about(sheet: Sheet) -> None:
    sheet.heading("１．事業の概要", shaded=True, size=13)
    sheet.para("１－１　目的")
    sheet.para(
        "人手不足や制度の変更に向き合う中小企業・小規模事業者等が、自社の業務に合ったＩＴツールを入れる費用を補助し、"
        "働く人一人ひとりの生み出す価値を高めることをめざす。",
        indent=1,
    )
    sheet.gap(8)
    sheet.para("１－２　枠の種類")
    sheet.para("本要領が扱うのは通常枠である。ほかの枠は、それぞれの要領による。", indent=1)
    grid = Grid(
        widths=(90.0, 120.0, 261.0),
        size_pt=9.5,
        rows=(
            (th("枠", cols=2), th("ねらい")),
            (td("通常枠", cols=2), td("業務の効率化、ＤＸ")),
            (td("インボイス枠", rows=2), td("インボイス対応類型"), td("会計・受発注・決済のインボイス対応")),
            (td("電子取引類型"), td("発注側から取引先へ広げる受発注の電子化")),
            (td("セキュリティ対策推進枠", cols=2), td("サイバー攻撃への備え")),
            (td("複数社連携ＩＴ導入枠", cols=2), td("商店街など、まとまりでの導入")),
        ),
    )
    sheet.table(grid)
    sheet.gap(10)
    sheet.para("１－３　手続の順序")
    steps = ("ＩＴツールを選ぶ", "交付の申請", "審査・交付決定", "契約・納品・支払", "実績の報告", "補助金の受取り")
    flow = Grid(
        widths=(60.0, 170.0, 241.0),
        size_pt=9.5,
        rules="open",
        rows=(
            (th("順"), th("すること"), th("する者")),
            *((tdc(str(i)), td(step), tdc("申請者" if i != 3 else "事務局")) for i, step in enumerate(steps, 1)),
        ),
    )
    sheet.table(flow)


def _applicants(sheet: Sheet) -> None:
    sheet.heading("２．申請できる者", shaded=True, size=13)
    sheet.para("（１）中小企業等", leading=1.6)
    sheet.para(
        "次の表の業種ごとに、資本金か従業員のどちらか一方が基準に収まる会社又は個人事業主、及び⑨以下の法人とする。", indent=1, leading=1.6
    )
    sheet.table(Grid(widths=(271.0, 100.0, 100.0), size_pt=9, head_rows=2, rows=column_rows()))
    sheet.gap(6)
    sheet.para("（２）小規模事業者", leading=1.6)
    rows = ((th("業種"), th("常時使用する従業員の数")), *((td(name), tdc(f"{staff}以下")) for name, staff in SMALL))
    sheet.table(Grid(widths=(271.0, 200.0), size_pt=9, rules="rows", rows=rows))
    sheet.para("※ ⑨～⑮の組織形態は、小規模事業者に含めない。", size=9, leading=1.6)


def _requirements(sheet: Sheet) -> None:
    sheet.heading("３．申請の要件", shaded=True, size=13)
    clauses = (
        "（ア）申請の時点で、国内で法人登記をして事業を営んでいるか、国内で事業を営む個人であること。",
        "（イ）申請する直近の月に、事業場内最低賃金が地域別最低賃金を下回っていないこと。",
        "（ウ）ＧビズＩＤプライムのアカウントを持っていること。",
        "（エ）情報処理推進機構の「ＳＥＣＵＲＩＴＹ ＡＣＴＩＯＮ」で、一つ星か二つ星を宣言していること。",
        "（オ）労働生産性を高める３年間の事業計画を立て、実行すること。",
        "（カ）国のほかの補助金と同じ内容の事業でないこと。",
    )
    for clause in clauses:
        sheet.para(clause, indent=1, hang=3)
    sheet.gap(10)
    start = sheet.top
    sheet.gap(6)
    sheet.para("【参考】申請の前に用意するもの", inset=8)
    sheet.para("・ＧビズＩＤプライムの取得には、およそ２週間かかる。", inset=8)
    sheet.para("・履歴事項全部証明書（発行から３か月以内）、法人税の納税証明書（その１又はその２）", inset=8, hang=1)
    sheet.frame(LEFT - 4, start, RIGHT + 4, sheet.top + 6, 1.44)


def _amounts(sheet: Sheet) -> None:
    sheet.heading("４．補助額と補助率", shaded=True, size=13)
    sheet.para("補助対象経費に補助率をかけた額を、次の補助額の範囲で補助する。", indent=1)
    grid = Grid(
        widths=(141.0, 100.0, 130.0, 100.0),
        size_pt=10,
        rows=(
            (th("補助対象経費"), th("補助率"), th("補助額"), th("プロセス数")),
            (
                td("ソフトウェア購入費、クラウド利用費（最大２年分）、導入関連費", rows=2),
                td("中小企業：\n１／２以内", rows=2),
                td("５万円～１５０万円"),
                td("１～３プロセス"),
            ),
            (td("１５０万円～４５０万円"), td("４プロセス以上")),
        ),
        min_heights={1: 40.0, 2: 40.0},
    )
    sheet.table(grid)
    sheet.para("※ １円未満の端数は切り捨てる。", size=9.5)
    sheet.gap(10)
    sheet.para("（例）６プロセスに対応するツールを、税抜き３６０万円で導入する場合", indent=1)
    worked = Grid(
        widths=(120.0, 120.0, 120.0),
        size_pt=9.5,
        rows=((th("経費"), th("補助率"), th("補助額")), (tdc("３６０万円"), tdc("１／２"), tdc("１８０万円"))),
    )
    sheet.table(worked, indent=20)
    sheet.para("この例では、残る１８０万円が申請者の負担となる。", indent=2)


def koubo_tsujo() -> bytes:
    sheet = Sheet("IT導入補助金2024 公募要領（通常枠） 見本", head="ＩＴ導入補助金２０２４　公募要領（通常枠）", foot=FOOT)
    _cover(sheet)
    for draw in (_about, _applicants):
        sheet.next_page()
        draw(sheet)
    sheet.next_page()
    _requirements(sheet)
    sheet.gap(24)
    _amounts(sheet)
    return sheet.close()


def documents() -> dict[str, bytes]:
    """File name → bytes."""
    return {"it2024_gaiyou.html": gaiyou(), "it2024_koubo_tsujo.pdf": koubo_tsujo()}
