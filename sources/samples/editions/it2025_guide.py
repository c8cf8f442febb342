"""Edition 2025: a consultant's page about the ordinary frame. It takes a worked example of the guideline for a cap, as such pages do."""

from __future__ import annotations

from drawing.grid import Grid, td, tdc, th
from drawing.page_html import page_html, table_html

from editions import FOOT

AMOUNTS = Grid(
    widths=(60.0,) * 3,
    rows=(
        (th("プロセス数"), th("補助額"), th("補助率")),
        (td("1プロセス以上"), td("5万円～150万円未満"), td("1/2以内又は2/3以内（※）", rows=2)),
        (td("4プロセス以上"), td("150万円～450万円以下")),
    ),
)
COMPANIES = Grid(
    widths=(60.0,) * 3,
    rows=(
        (th("業種"), th("資本金"), th("常時使用する従業員")),
        (td("製造業、建設業、運輸業、ソフトウェア業・情報処理サービス業、その他"), tdc("3億円以下"), tdc("300人以下")),
        (td("卸売業"), tdc("1億円以下"), tdc("100人以下")),
        (td("サービス業"), tdc("5,000万円以下", rows=2), tdc("100人以下")),
        (td("小売業"), tdc("50人以下")),
        (td("ゴム製品製造業"), tdc("3億円以下"), tdc("900人以下")),
        (td("旅館業"), tdc("5,000万円以下"), tdc("200人以下")),
    ),
)
SMALL = Grid(
    widths=(60.0,) * 2,
    rows=(
        (th("業種"), th("常時使用する従業員")),
        (td("商業・サービス業（宿泊業・娯楽業を除く）"), tdc("5人以下")),
        (td("宿泊業・娯楽業"), tdc("20人以下")),
        (td("製造業その他"), tdc("20人以下")),
    ),
)
REPORTS = Grid(
    widths=(60.0,) * 2,
    rows=(
        (th("年度"), th("報告する期間")),
        (td("1年度目"), td("2027年4月～2028年1月")),
        (td("2年度目"), td("2028年4月～2029年1月")),
        (td("3年度目"), td("2029年4月～2030年1月")),
    ),
)


def documents() -> dict[str, bytes]:
    """File name → bytes."""
    body = [
        '<h2 id="1">通常枠の補助額と補助率</h2>',
        "<p>2017年度から続くIT導入補助金のうち、いちばん使い道の広いのが通常枠です。プロセスの数が多いほど上限が上がります。</p>",
        table_html(AMOUNTS),
        "<p>※地域別最低賃金＋50円以内で雇う従業員が全従業員の30%以上である月が3か月以上あれば、補助率は2/3以内になります。</p>",
        '<h2 id="2">申請できる会社</h2>',
        "<p>資本金か従業員数のどちらかが、業種の基準に収まっていれば中小企業として申請できます。</p>",
        table_html(COMPANIES, caption="中小企業の定義"),
        table_html(SMALL, caption="小規模事業者の定義"),
        '<h2 id="3">対象になる費用</h2>',
        "<ul><li>ソフトウェアの購入費（月額・年額のものは最大2年分）</li><li>オプション（最大1年分）</li>"
        "<li>導入の相談、設定・研修、保守サポート（それぞれ70万円まで、全体で200万円まで）</li></ul>",
        '<h2 id="4">日程</h2>',
        "<p>第3次の申請の締切は2025年7月18日です。事業は2026年2月27日までに終えます。</p>",
        table_html(REPORTS, caption="効果報告"),
        '<h2 id="5">お客様の声（架空の例）</h2>',
        "<p>従業員32名の印刷会社B社は、補助金120万円を受け、受注の処理を1日あたり3時間短くしました。</p>",
    ]
    menu = ("補助額と補助率", "申請できる会社", "対象になる費用", "日程", "お客様の声")
    return {"it2025_guide.html": page_html("IT導入補助金2025 通常枠をわかりやすく", "2025-07-03", body, menu=menu, foot=FOOT)}
