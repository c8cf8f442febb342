"""Draws the PDF documents of this folder: `python tests/documents/draw_documents.py`. Needs what `sources/samples/make_samples.py` needs.

The wording is our own; the layouts are those that guidelines and regulations are printed in.
"""

# ruff: noqa: E501  (a printed sentence is one line of this file)
from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "sources" / "samples"))

from drawing.font import find_font, use_font  # noqa: E402
from drawing.grid import Grid, td, tdc, th  # noqa: E402
from drawing.sheet import Sheet  # noqa: E402

FOOT = "実在の補助金の文書ではありません"


def general_type() -> bytes:
    """Caps with the raised cap in a bracket, the rate of the part above a sum, one table for size and one for rate."""
    sheet = Sheet("省力化投資補助金 一般型", head="省力化投資補助金（一般型）公募要領", foot=FOOT)
    sheet.gap(160)
    sheet.para("中小企業省力化投資補助金（一般型）", size=20, align="center")
    sheet.para("公募要領", size=18, align="center")
    sheet.para("２０２５年３月", size=12, align="center")
    sheet.next_page()
    sheet.heading("１．補助上限額・補助率", shaded=True, size=13)
    sheet.para("（１）補助上限額", leading=1.6)
    sheet.para("（　）内は、大幅な賃上げを行う場合の上限額を示す。", indent=1)
    tiers = (
        ("５人以下", "７５０万円（１，０００万円）"),
        ("６～２０人", "１，５００万円（２，０００万円）"),
        ("２１～５０人", "３，０００万円（４，０００万円）"),
        ("５１～１００人", "５，０００万円（６，５００万円）"),
        ("１０１人以上", "８，０００万円（１億円）"),
    )
    rows = tuple((tdc(size), tdc(cap)) for size, cap in tiers)
    sheet.table(Grid(widths=(160.0, 240.0), rows=((th("従業員数"), th("補助上限額")), *rows), size_pt=10))
    sheet.para("（２）補助率", leading=1.6)
    sheet.table(
        Grid(
            widths=(230.0, 120.0, 120.0),
            rows=(
                (th("区分", rows=2), th("補助金額に応じた補助率", cols=2)),
                (th("１，５００万円まで"), th("１，５００万円を超える部分")),
                (td("中小企業"), tdc("１／２"), tdc("１／３", rows=2)),
                (td("小規模企業者・小規模事業者、再生事業者"), tdc("２／３")),
            ),
            head_rows=2,
        )
    )
    sheet.para("※最低賃金引上げ特例の適用を受ける中小企業の補助率は、１，５００万円まで２／３とする。", indent=1, hang=1)
    sheet.gap(8)
    sheet.heading("２．基本要件", shaded=True, size=13)
    sheet.para("以下の要件を全て満たす３～５年の事業計画を策定すること。")
    for text in (
        "①　労働生産性の年平均成長率を＋４．０％以上増加させること",
        "②　１人当たり給与支給総額の年平均成長率が事業実施都道府県の最低賃金の直近５年間の年平均成長率以上となること、又は給与支給総額の年平均成長率を＋２．０％以上増加させること",
        "③　事業所内最低賃金が事業実施都道府県における最低賃金＋３０円以上の水準であること",
        "④　次世代育成支援対策推進法に基づく一般事業主行動計画を公表すること（従業員２１名以上の場合に限る）",
    ):
        sheet.para(text, indent=1, hang=2)
    sheet.next_page()
    sheet.heading("３．返還", shaded=True, size=13)
    sheet.para(
        "基本要件②の目標に届かなかったときは、未達成率に応じて補助金の返還を求める。（例）補助金額１，２００万円、未達成率２５％の場合、３００万円を返還する。"
    )
    sheet.gap(6)
    sheet.heading("４．スケジュール", shaded=True, size=13)
    sheet.table(
        Grid(
            widths=(170.0, 300.0),
            rows=(
                (th("公募開始"), td("２０２５年１月３０日（木）")),
                (th("申請受付開始"), td("２０２５年３月１９日（水）")),
                (th("公募締切"), td("２０２５年３月３１日（月）１７：００")),
                (th("補助事業実施期間"), td("交付決定日から１８か月以内（採択発表日から２０か月以内）")),
            ),
        )
    )
    return sheet.close()


def rebuilding() -> bytes:
    """Frames in headings; amounts by staff in lines of one cell; rates for two classes of applicants with a raised rate in brackets."""
    sheet = Sheet("事業再構築補助金", head="事業再構築補助金 公募要領 概要", foot=FOOT)
    sheet.para("事業再構築補助金　公募要領の概要", size=15, align="center", leading=1.8)
    sheet.heading("（１）成長分野進出枠（通常類型）")
    sheet.table(
        Grid(
            widths=(110.0, 360.0),
            rows=(
                (
                    th("補助金額"),
                    td(
                        "【従業員数２０人以下】１００万円～１，５００万円（２，０００万円）\n【従業員数２１～５０人】１００万円～３，０００万円（４，０００万円）\n【従業員数５１～１００人】１００万円～４，０００万円（５，０００万円）\n【従業員数１０１人以上】１００万円～６，０００万円（７，０００万円）\n※（　）内は、短期に大規模な賃上げを行う場合"
                    ),
                ),
                (
                    th("補助率"),
                    td("中小企業者等　１／２（２／３）\n中堅企業等　１／３（１／２）\n※（　）内は、短期に大規模な賃上げを行う場合"),
                ),
                (th("補助事業実施期間"), td("交付決定日～１２か月以内（ただし、補助金交付候補者の採択発表日から１４か月後の日まで）")),
            ),
        )
    )
    sheet.heading("（２）成長分野進出枠（ＧＸ進出類型）")
    sheet.table(
        Grid(
            widths=(110.0, 360.0),
            rows=(
                (
                    th("補助金額", rows=2),
                    td("中小企業者等\n【従業員数２０人以下】１００万円～３，０００万円\n【従業員数２１人以上】１００万円～５，０００万円"),
                ),
                (td("中堅企業等　１００万円～１億円"),),
                (th("補助率"), td("中小企業者等　１／２\n中堅企業等　１／３")),
            ),
        )
    )
    sheet.heading("（３）コロナ回復加速化枠（最低賃金類型）")
    sheet.table(
        Grid(
            widths=(110.0, 360.0),
            rows=(
                (
                    th("補助金額"),
                    td(
                        "【従業員数５人以下】１００万円～５００万円\n【従業員数６～２０人】１００万円～１，０００万円\n【従業員数２１人以上】１００万円～１，５００万円"
                    ),
                ),
                (th("補助率"), td("中小企業者等　３／４\n中堅企業等　２／３")),
            ),
        )
    )
    sheet.next_page()
    sheet.heading("（４）申請できる中小企業者")
    sheet.para("下表の資本金・従業員数の一方が、次の数字以下となる者を中小企業者とする。", indent=1)
    companies = (
        ("製造業、建設業、運輸業", "３億円", "３００人"),
        ("卸売業", "１億円", "１００人"),
        ("サービス業（ソフトウェア業、情報処理サービス業、旅館業を除く）", "５，０００万円", "１００人"),
        ("小売業", "５，０００万円", "５０人"),
        ("ソフトウェア業又は情報処理サービス業", "３億円", "３００人"),
        ("旅館業", "５，０００万円", "２００人"),
        ("その他の業種（上記以外）", "３億円", "３００人"),
    )
    sheet.table(
        Grid(
            widths=(270.0, 100.0, 100.0),
            rows=((th("業種"), th("資本金"), th("従業員数\n（常勤）")), *((td(a), tdc(b), tdc(c)) for a, b, c in companies)),
        )
    )
    sheet.para("（５）みなし大企業", leading=1.6)
    sheet.para("次のいずれかに該当する者は、大企業とみなして補助対象者から除く。")
    for text in (
        "一　発行済株式の総数又は出資価格の総額の２分の１以上を同一の大企業が所有している者",
        "二　発行済株式の総数又は出資価格の総額の３分の２以上を大企業が所有している者",
        "三　大企業の役員又は職員を兼ねている者が、役員総数の２分の１以上を占めている者",
    ):
        sheet.para(text, indent=1, hang=2)
    sheet.para("（６）加点項目", leading=1.6)
    for text in (
        "①　パートナーシップ構築宣言を行っている事業者",
        "②　事業場内最低賃金を地域別最低賃金より５０円以上高い水準とする事業者",
        "③　健康経営優良法人に認定されている事業者",
    ):
        sheet.para(text, indent=1, hang=2)
    return sheet.close()


def regulation() -> bytes:
    """A regulation: articles, definitions in sentences with Chinese numerals, a table at the end."""
    sheet = Sheet("技術高度化支援補助金交付要綱", head="技術高度化支援補助金交付要綱", foot=FOOT)
    sheet.para("技術高度化支援補助金交付要綱", size=15, align="center", leading=1.8)
    for text in (
        "（目的）",
        "第１条　この要綱は、技術の高度化に取り組む中小企業者に対し、予算の範囲内において補助金を交付することについて、必要な事項を定める。",
        "（定義）",
        "第２条　この要綱において「中小企業者」とは、次の各号のいずれかに該当する者をいう。",
        "一　資本金の額又は出資の総額が三億円以下の会社並びに常時使用する従業員の数が三百人以下の会社及び個人であって、製造業、建設業、運輸業その他の業種（次号から第四号までに掲げる業種を除く。）に属する事業を主たる事業として営むもの",
        "二　資本金の額又は出資の総額が一億円以下の会社並びに常時使用する従業員の数が百人以下の会社及び個人であって、卸売業に属する事業を主たる事業として営むもの",
        "三　資本金の額又は出資の総額が五千万円以下の会社並びに常時使用する従業員の数が百人以下の会社及び個人であって、サービス業に属する事業を主たる事業として営むもの",
        "四　資本金の額又は出資の総額が五千万円以下の会社並びに常時使用する従業員の数が五十人以下の会社及び個人であって、小売業に属する事業を主たる事業として営むもの",
        "２　この要綱において「小規模企業者」とは、おおむね常時使用する従業員の数が二十人（商業又はサービス業に属する事業を主たる事業として営む者については、五人）以下の事業者をいう。",
        "（補助率及び補助金の額）",
        "第３条　補助金の額は、補助対象経費の２分の１以内とし、１，０００万円を上限とする。ただし、小規模企業者にあっては、補助率を３分の２以内とする。",
        "２　補助金の額が１００万円に満たないものは、交付の対象としない。",
        "（事業の期間）",
        "第４条　補助事業の実施期間は、交付決定日から１０か月以内とする。",
        "（実績報告）",
        "第５条　補助事業者は、補助事業の完了した日から起算して３０日以内に実績報告書を提出しなければならない。",
        "（補助金の返還）",
        "第６条　補助事業者が、第３条の規定に反して受けた補助金は、年利１０．９５パーセントの加算金を付して返還しなければならない。",
        "附　則",
        "この要綱は、令和７年４月１日から施行する。",
    ):
        sheet.para(text, hang=1)
    return sheet.close()


def career_up() -> bytes:
    """A grant paid per head: a table of two courses, amounts by size of the company, ineligible businesses by kanji numerals."""
    sheet = Sheet("助成金のあらまし", head="助成金のあらまし", foot=FOOT)
    sheet.para("キャリアアップ助成金のあらまし", size=15, align="center", leading=1.8)
    sheet.heading("支給額")
    sheet.table(
        Grid(
            widths=(110.0, 160.0, 100.0, 100.0),
            rows=(
                (th("コース"), th("区分"), th("中小企業"), th("大企業")),
                (td("正社員化コース", rows=2), td("有期雇用から正規雇用"), tdc("８０万円"), tdc("６０万円")),
                (td("無期雇用から正規雇用"), tdc("４０万円"), tdc("３０万円")),
                (td("賃金規定等改定コース", rows=2), td("賃上げ率３％以上５％未満"), tdc("５万円"), tdc("３．３万円")),
                (td("賃上げ率５％以上"), tdc("６．５万円"), tdc("４．３万円")),
            ),
        )
    )
    sheet.para("※１人当たりの額である。１年度１事業所当たりの支給申請上限人数は２０人とする。", indent=1, hang=1)
    sheet.heading("中小企業事業主の範囲")
    companies = (
        ("小売業（飲食店を含む）", "５，０００万円以下", "５０人以下"),
        ("サービス業", "５，０００万円以下", "１００人以下"),
        ("卸売業", "１億円以下", "１００人以下"),
        ("その他の業種", "３億円以下", "３００人以下"),
    )
    sheet.table(
        Grid(
            widths=(170.0, 150.0, 150.0),
            rows=(
                (th("産業"), th("資本金の額・出資の総額"), th("常時雇用する労働者の数")),
                *((td(a), tdc(b), tdc(c)) for a, b, c in companies),
            ),
        )
    )
    sheet.para("※資本金の額又は労働者の数のいずれかを満たすものを中小企業とする。", indent=1)
    sheet.heading("支給申請")
    sheet.para("支給申請期間は、正社員化後６か月分の賃金を支払った日の翌日から起算して２か月以内である。")
    return sheet.close()


DOCUMENTS = {
    "shoryokuka_ippan.pdf": general_type,
    "saikochiku_gaiyou.pdf": rebuilding,
    "gijutsu_youkou.pdf": regulation,
    "careerup_aramashi.pdf": career_up,
}


def main() -> None:
    use_font(find_font())
    for name, draw in DOCUMENTS.items():
        (HERE / name).write_bytes(draw())


if __name__ == "__main__":
    main()
