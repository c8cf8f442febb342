"""Edition 2025: the tables of expenses, processes and amounts of the ordinary frame."""

from __future__ import annotations

from drawing.grid import Grid, td, tdc, th

from editions.it2025_overview import LOW_WAGE

ROLE_SERVICES = (
    "大分類Ⅲの経費の上限は、あわせて２００万円。\n（例）\nカテゴリー５：７０万円\nカテゴリー６：７０万円\n"
    "カテゴリー７：７０万円\n合計は２１０万円だが、対象になるのは２００万円まで。"
)
EXPENSES = Grid(
    widths=(70.0, 140.0, 151.0, 110.0),
    size_pt=9,
    leading=1.4,
    rows=(
        (th("大分類"), th("カテゴリー"), th("補助対象"), th("留意点")),
        (
            td("大分類Ⅰ\nソフトウェア"),
            td("カテゴリー１（ソフトウェア）"),
            td("買取りのほか、月額・年額の製品は最大２年分の費用"),
            tdc("－"),
        ),
        (td("大分類Ⅱ\nオプション", rows=3), td("カテゴリー２（機能拡張）"), td("最大１年分の費用", rows=3), tdc("－")),
        (td("カテゴリー３（データ連携ツール）"), tdc("－")),
        (td("カテゴリー４（セキュリティ）"), tdc("－")),
        (td("大分類Ⅲ\n役務", rows=3), td("カテゴリー５（導入・活用の相談）"), td(ROLE_SERVICES, rows=2), td("一つの申請に一つまで")),
        (td("カテゴリー６（導入設定・研修）"), td("カテゴリー１と組になるものに限る", rows=2)),
        (td("カテゴリー７（保守サポート）"), td("ソフトウェアを使う間、最大２年分の費用")),
    ),
    min_heights={5: 56.0, 6: 56.0},
)

PROCESS_NAMES = (
    "顧客対応・販売支援",
    "決済・債権債務・資金回収",
    "供給・在庫・物流",
    "会計・財務・経営",
    "総務・人事・給与・労務・教育訓練・法務・情シス・統合業務",
)
COMMON = [(tdc(f"共Ｐ-０{i}"), td(name)) for i, name in zip("１２３４５", PROCESS_NAMES, strict=True)]
PROCESSES = Grid(
    widths=(24.0, 117.0, 90.0, 240.0),
    size_pt=9,
    rows=(
        (th("種別", cols=2), th("Ｐコード"), th("プロセス名")),
        (tdc("業\n務\nプ\nロ\nセ\nス", rows=6), tdc("共通プロセス", rows=5), *COMMON[0]),
        *COMMON[1:],
        (tdc("業種特化型プロセス"), tdc("各業種Ｐ-０６"), td("業種固有プロセス")),
        (tdc("汎用プロセス", cols=2), tdc("汎Ｐ-０７"), td("汎用・自動化・分析ツール（単独では申請できない）")),
    ),
)

AMOUNTS = Grid(
    widths=(120.0, 141.0, 120.0, 90.0),
    size_pt=10,
    leading=1.4,
    rows=(
        (th("補助対象経費"), th("補助率"), th("補助額"), th("プロセス数")),
        (
            td("ソフトウェア購入費、\n導入関連費", rows=2),
            td(f"１／２以内\n{LOW_WAGE}", rows=2),
            td("５万円～１５０万円未満"),
            td("１プロセス以上"),
        ),
        (td("１５０万円～４５０万円以下"), td("４プロセス以上")),
    ),
    min_heights={1: 54.0, 2: 54.0},
)

RELATION = Grid(
    widths=(101.0, 90.0, 100.0, 180.0),
    size_pt=10,
    leading=1.4,
    rows=(
        (th("補助金申請額"), th("プロセス数"), th("賃上げ\n目標の扱い"), th("補助対象")),
        (
            td("５万円～\n　　１５０万円未満"),
            tdc("１以上"),
            tdc("加点項目"),
            td("ソフトウェア購入費と、それに伴うオプション・役務の費用", rows=2),
        ),
        (td("１５０万円～\n　　４５０万円以下"), tdc("４以上"), tdc("必須要件")),
    ),
)
