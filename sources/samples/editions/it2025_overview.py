"""Edition 2025: the overview of all frames, as every guideline of the edition carries it on page 3."""

from __future__ import annotations

from drawing.grid import Cell, Grid, td, tdc, th

LOW_WAGE = "※地域別最低賃金＋５０円以内で雇う従業員が全従業員の３０パーセント以上である月が３か月以上あると示したときは、２／３以内"
SERVICES = "ＩＰＡが公開する「サイバーセキュリティお助け隊サービスリスト」に載っているサービス"


# Ordinary frame and security frame side by side.
OVERVIEW_TSUJO = Grid(
    widths=(50.0, 126.0, 126.0, 169.0),
    size_pt=9,
    rows=(
        (th("枠"), tdc("通常枠", cols=2), tdc("セキュリティ対策推進枠")),
        (th("補助額"), td("５万円～１５０万円未満"), td("１５０万円～４５０万円以下"), td("５万円～１５０万円")),
        (th("機能要件"), Cell("１プロセス以上"), Cell("４プロセス以上"), Cell(SERVICES)),
        (th("補助率"), Cell(f"１／２以内\n{LOW_WAGE}", cols=2), Cell("中小企業：１／２以内\n小規模事業者：２／３以内")),
        (
            th("補助対象\n経費"),
            Cell("ソフトウェア購入費、クラウド利用費（最大２年分）、導入関連費", cols=2),
            td("サービス利用料（最大２年分）"),
        ),
    ),
)


GROUP = (
    "（１）基盤導入経費\n⇒インボイス対応類型と同様\n（２）消費動向等分析経費\n⇒上限額：５０万円×グループ構成員数\n"
    "　補助率：２／３以内\n"
    "（（１）と（２）の合計の上限額：３，０００\n万円）\n（３）その他経費（事務費・専門家費）\n"
    "⇒補助率：２／３以内\n　上限額：（（１）＋（２））×１０パーセントに２／３をかけた額と２００万円のうち低い方"
)
# Invoice frame with its two types, and the frame for groups; the last column runs over five rows.
OVERVIEW_INVOICE = Grid(
    widths=(46.0, 72.0, 72.0, 54.0, 52.0, 80.0, 95.0),
    size_pt=8.5,
    leading=1.35,
    head_rows=2,
    double_below=frozenset({0}),
    rows=(
        (th("枠"), tdc("インボイス枠", cols=5), tdc("複数社連携ＩＴ導入枠")),
        (th("類型"), tdc("インボイス対応類型", cols=4), tdc("電子取引類型"), tdc("－")),
        (
            th("補助額", rows=3),
            tdc("ＩＴツール", cols=2),
            tdc("ＰＣ・\nタブレット\n等"),
            tdc("レジ・\n券売機"),
            tdc("ＩＴツール"),
            Cell(GROUP, rows=5),
        ),
        (
            tdc("（下限なし）～３５０万円", cols=2),
            tdc("～１０万円", rows=2),
            tdc("～２０万円", rows=2),
            tdc("（下限なし）～\n３５０万円", rows=2),
        ),
        (tdc("うち、\n～\n５０万円部分"), tdc("うち、\n５０万円超\n～\n３５０万円部分")),
        (
            th("機能要件"),
            tdc("会計・受発注・決済のうち\n１機能以上"),
            tdc("会計・受発注・決済のうち\n２機能以上"),
            tdc("左のＩＴツールを使うために要るもの", cols=2),
            Cell("インボイス制度に対応した受発注の機能を備え、発注側が費用を負担し、受注側の取引先に無償で使わせることができるもの"),
        ),
        (
            th("補助率"),
            tdc("３／４以内\n※小規模事業者は４／５以内"),
            tdc("２／３以内"),
            tdc("１／２以内", cols=2),
            tdc("中小企業・小規模事業者等：\n２／３以内\nその他の事業者等：\n１／２以内"),
        ),
        (
            th("補助対象\n経費"),
            Cell("ソフトウェア購入費、クラウド利用費（最大２年分）、ハードウェア関連費、導入関連費", cols=4),
            Cell("クラウド利用費（最大２年分）"),
            Cell("ソフトウェア購入費、クラウド利用費（最大２年分）、導入関連費"),
        ),
    ),
    min_heights={0: 20.0, 1: 22.0, 2: 40.0, 5: 100.0, 6: 70.0},
)
