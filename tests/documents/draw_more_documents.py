"""Draws further PDF documents of this folder: `python tests/documents/draw_more_documents.py`. Needs what `sources/samples/make_samples.py` needs.

The wording is our own; the layouts are those that guidelines, regulations and leaflets are printed in.
"""

# ruff: noqa: E501  (a printed sentence is one line of this file)
from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "sources" / "samples"))

from drawing.font import find_font, use_font  # noqa: E402
from drawing.grid import Grid, td, tdc, th  # noqa: E402
from drawing.lines import wrap  # noqa: E402
from drawing.sheet import LEFT, RIGHT, Sheet  # noqa: E402

FOOT = "実在の補助金の文書ではありません"


def _items(sheet: Sheet, texts: tuple[str, ...], *, indent: float = 1, hang: float = 2) -> None:
    for text in texts:
        sheet.para(text, indent=indent, hang=hang, leading=1.5)


def care_technology() -> bytes:
    """Amounts in thousands of yen by staff and by unit, a rate that rises, what is not paid for with an exception."""
    sheet = Sheet("介護生産性向上推進事業費補助金", head="介護生産性向上推進事業費補助金　募集要領", foot=FOOT)
    sheet.gap(120)
    sheet.para("令和８年度", size=14, align="center")
    sheet.para("介護生産性向上推進事業費補助金", size=20, align="center")
    sheet.para("募　集　要　領", size=18, align="center")
    sheet.gap(30)
    sheet.para("受付期間　令和８年６月１日（月）９時～令和８年７月３１日（金）１７時", size=12, align="center")
    sheet.para("みどり県福祉部長寿支援課", size=12, align="center")
    sheet.next_page()
    sheet.heading("第１　補助対象者", shaded=True, size=12)
    sheet.para("県内に所在する介護保険法に基づく介護サービス事業所の指定を受けた法人であって、次の全てを満たすものとします。")
    _items(
        sheet,
        (
            "(1)　介護職員等処遇改善加算を取得していること。",
            "(2)　令和９年度末までに「ケアプランデータ連携システム」の利用を開始すること。",
            "(3)　導入後３年間、業務時間の削減の状況を毎年度報告すること。",
            "(4)　国又は県の指導監査において、不正な請求を指摘され、改善していない者でないこと。",
        ),
    )
    sheet.gap(6)
    sheet.heading("第２　補助率及び補助基準額", shaded=True, size=12)
    sheet.para("補助率は対象経費の４分の３以内とします。ただし、第３の要件を満たす事業所は５分の４以内とします。")
    sheet.para("（単位：千円）", align="right", size=9, leading=1.4)
    sheet.table(
        Grid(
            widths=(96.0, 190.0, 80.0, 104.0),
            rows=(
                (th("区分"), th("対象機器等"), th("補助基準額"), th("備考")),
                (td("介護ロボット導入枠", rows=2), td("移乗支援、入浴支援"), tdc("1,000"), td("１台当たり")),
                (td("上記以外の機器"), tdc("300"), td("１台当たり")),
                (td("ＩＣＴ基盤整備枠", rows=4), td("職員数１人以上１０人以下"), tdc("1,000"), td("１事業所当たり", rows=4)),
                (td("職員数１１人以上２０人以下"), tdc("1,600")),
                (td("職員数２１人以上３０人以下"), tdc("2,200")),
                (td("職員数３１人以上"), tdc("2,700")),
                (td("パッケージ型導入枠"), td("見守り機器と通信環境の一体的な整備"), tdc("10,000"), td("１事業所当たり")),
            ),
        )
    )
    _items(
        sheet,
        (
            "※１　職員数は常勤換算方法により算定し、小数点以下は四捨五入します。",
            "※２　補助額は、補助基準額と、対象経費に補助率を乗じた額のいずれか少ない方とします。",
        ),
        hang=3,
    )
    sheet.gap(6)
    sheet.heading("第３　補助率の引上げの要件", shaded=True, size=12)
    sheet.para("次のいずれも満たすこと。")
    _items(
        sheet,
        (
            "①　見守り機器、インカム及び介護記録ソフトの３種類を活用していること。",
            "②　夜勤職員１人当たりの見守り回数を２割以上減らす計画であること。",
        ),
    )
    sheet.next_page()
    sheet.heading("第４　対象とならない経費", shaded=True, size=12)
    _items(
        sheet,
        (
            "ア　保守費及び通信費（導入した年度に限り、保守費は対象とする。）",
            "イ　既に使用している機器の修理に要する費用",
            "ウ　個人が所有する機器の購入費",
            "エ　交付決定前に購入した機器に係る費用。ただし、事前着手届を提出し、県が認めたものはこの限りではない。",
        ),
    )
    sheet.gap(6)
    sheet.heading("第５　スケジュール（予定）", shaded=True, size=12)
    sheet.table(
        Grid(
            widths=(150.0, 320.0),
            rows=(
                (td("募集説明会"), td("令和８年６月９日（火）１３時３０分から（オンライン）")),
                (td("募集締切"), td("令和８年７月３１日（金）１７時")),
                (td("交付決定"), td("令和８年９月下旬")),
                (td("事業の実施期限"), td("令和９年２月１９日（金）")),
                (td("実績報告の提出期限"), td("事業完了後２０日以内又は令和９年２月２６日（金）のいずれか早い日")),
            ),
        )
    )
    sheet.gap(6)
    sheet.heading("第６　提出書類", shaded=True, size=12)
    _items(sheet, ("・　交付申請書（別記様式１）", "・　導入計画書（別記様式２）", "・　見積書の写し（２者以上）", "・　役員名簿"))
    sheet.gap(6)
    sheet.heading("第７　留意事項", shaded=True, size=12)
    _items(
        sheet,
        (
            "(1)　申請は１法人につき１０事業所を上限とします。",
            "(2)　単価３０万円以上の機器は、処分制限期間内に県の承認なく譲渡してはなりません。",
            "(3)　関係書類は事業完了の年度の終了後１０年間保管してください。",
            "(4)　効果の報告を怠った場合は、補助金の全部又は一部の返還を求めることがあります。",
            "(5)　令和７年度の補助率（２分の１）から引き上げています。",
        ),
    )
    return sheet.close()


def inns() -> bytes:
    """Classes of applicants in rows, two rounds in columns, the cap raised in a note, a definition of the classes in hundreds of millions."""
    sheet = Sheet("宿泊業収益力向上支援補助金", head="宿泊業収益力向上支援補助金　公募要領", foot=FOOT)
    sheet.para("宿泊業収益力向上支援補助金　公募要領", size=15, align="center", leading=1.8)
    sheet.para("２０２６年６月１５日　一般社団法人宿泊産業振興センター", size=10, align="right")
    sheet.heading("１　補助対象者", shaded=True, size=12)
    sheet.para("旅館業法に基づく許可を受け、宿泊施設を営む者で、次の表に当てはまる者です。")
    sheet.table(
        Grid(
            widths=(110.0, 180.0, 180.0),
            rows=(
                (th("区分"), th("資本金の額又は出資の総額"), th("常時使用する従業員の数")),
                (td("中小企業者"), td("０．５億円以下"), td("２００人以下")),
                (td("中堅企業"), td("１０億円未満"), td("２，０００人以下")),
            ),
        )
    )
    sheet.para(
        "※　資本金又は従業員数のいずれかが当てはまれば対象となります。小規模事業者とは、中小企業者のうち従業員が２０人以下の者をいいます。",
        indent=1,
        hang=1,
    )
    sheet.para("ただし、次の者は除きます。", leading=1.5)
    _items(
        sheet,
        (
            "①　風俗営業等の規制及び業務の適正化等に関する法律に規定する店舗型性風俗特殊営業を行う施設を運営する者",
            "②　宿泊税を滞納している者（徴収の猶予を受けている者を除く。）",
            "③　直近２期連続で債務超過となっている者であって、金融機関の支援を受ける見込みのないもの",
        ),
    )
    sheet.heading("２　補助率・補助額", shaded=True, size=12)
    sheet.table(
        Grid(
            widths=(90.0, 60.0, 80.0, 80.0, 160.0),
            rows=(
                (th("申請者"), th("補助率"), th("下限額"), th("上限額"), th("賃上げ事業者の上限額")),
                (td("小規模事業者"), tdc("３分の２"), tdc("５０万円"), tdc("８００万円"), tdc("１，０００万円")),
                (td("中小企業者"), tdc("２分の１"), tdc("１００万円", rows=2), tdc("１，２００万円"), tdc("１，６００万円")),
                (td("中堅企業"), tdc("３分の１"), tdc("２，０００万円"), tdc("－")),
            ),
        )
    )
    _items(
        sheet,
        (
            "※１　賃上げ事業者とは、補助事業実施期間内に給与支給総額を年率２．５％以上増加させる計画を表明した者をいいます。",
            "※２　１施設につき１回限りの申請とします。",
            "※３　能登地域に所在する施設は、上限額を１．５倍とします。",
        ),
        hang=3,
    )
    sheet.next_page()
    sheet.heading("３　補助対象経費", shaded=True, size=12)
    sheet.table(
        Grid(
            widths=(110.0, 360.0),
            rows=(
                (th("費目"), th("説明")),
                (td("設備費"), td("客室、厨房、浴場等の設備の購入及び据付けの費用（１点１０万円以上のもの）")),
                (td("システム費"), td("予約管理、会計、清掃管理等のシステムの導入費用。月額利用料は最大２４か月分")),
                (td("改修費"), td("建物の改修の費用（補助対象経費の２分の１以内）")),
                (td("コンサルティング費"), td("上限１００万円")),
            ),
        )
    )
    sheet.para("なお、次のものには補助しません。", leading=1.5)
    _items(
        sheet,
        (
            "ア　備品のうち消耗品に当たるもの",
            "イ　土地の購入及び造成の費用",
            "ウ　他の補助金の対象となった経費",
            "エ　旅費、飲食費及び接待費",
        ),
    )
    sheet.heading("４　公募の日程", shaded=True, size=12)
    sheet.table(
        Grid(
            widths=(110.0, 180.0, 180.0),
            rows=(
                (th(""), th("第１次"), th("第２次")),
                (td("受付開始"), td("２０２６年７月１日（水）"), td("２０２６年９月１日（火）")),
                (td("受付締切"), td("２０２６年７月３１日（金）１６時"), td("２０２６年９月３０日（水）１６時")),
                (td("採択の公表"), td("２０２６年９月中旬"), td("２０２６年１１月中旬")),
                (td("補助事業の期限"), td("２０２７年１月２９日（金）", cols=2)),
            ),
        )
    )
    sheet.heading("５　加点・減点", shaded=True, size=12)
    _items(
        sheet,
        (
            "＋　「サクラクオリティ」等の第三者の認証を受けた施設　…　＋３点",
            "＋　従業員に占める若年者（３０歳未満）の割合が２０％以上　…　＋２点",
            "▲　過去２年以内に本補助金の採択を受けたことがある者　…　▲５点",
        ),
    )
    sheet.heading("６　補助金の返還", shaded=True, size=12)
    sheet.para(
        "賃上げ事業者が計画の賃上げを達成できなかったときは、上限額の引上げにより増額された補助金の全額を返還していただきます。ただし、宿泊者数が前年比で３割以上減少した場合を除きます。"
    )
    return sheet.close()


def logistics_regulation() -> bytes:
    """A regulation in articles with numbered paragraphs; the amounts stand in an annexed table with the kinds of project as rows."""
    sheet = Sheet("物流効率化推進事業費補助金交付規程", head="物流効率化推進事業費補助金交付規程", foot=FOOT)
    sheet.para("物流効率化推進事業費補助金交付規程", size=15, align="center", leading=1.8)
    sheet.para("令和８年４月１５日制定", size=10, align="right")
    _items(
        sheet,
        (
            "（通則）",
            "第１条　物流効率化推進事業費補助金（以下「補助金」という。）の交付については、補助金等に係る予算の執行の適正化に関する法律（昭和３０年法律第１７９号）その他の法令に定めるもののほか、この規程の定めるところによる。",
            "（交付の対象者）",
            "第２条　補助金の交付の対象となる者は、貨物自動車運送事業者、倉庫業者又は荷主企業のうち、次の各号に掲げる要件の全てを満たす者とする。",
            "一　我が国において登記された法人であること。",
            "二　物流総合効率化法に基づく総合効率化計画の認定を受け、又は申請していること。",
            "三　直近３事業年度の営業損益がいずれも赤字でないこと。",
            "２　前項の規定にかかわらず、次の各号のいずれかに該当する者は、補助金の交付の対象としない。",
            "一　暴力団員による不当な行為の防止等に関する法律第２条第２号に規定する暴力団又は役員等が同条第６号に規定する暴力団員である者",
            "二　貨物自動車運送事業法に基づく事業停止の処分を受け、その期間が満了した日から１年を経過していない者",
            "三　国から補助金の交付停止の措置を受けている者",
            "（交付の対象及び補助率等）",
            "第３条　補助対象事業の区分、補助率及び補助金の額は、別表のとおりとする。",
            "２　補助金の額に１，０００円未満の端数があるときは、これを切り捨てるものとする。",
            "３　補助対象経費には、次に掲げるものを含まない。",
            "一　車両の購入に要する経費（電気自動車及び燃料電池自動車を除く。）",
            "二　交付決定の日前に発生した経費",
            "三　補助事業者の自社の製品の調達に係る利益相当分",
            "（申請手続）",
            "第４条　補助金の交付を受けようとする者は、交付申請書（様式第１）を、令和８年６月３０日午後５時までに協会に提出しなければならない。",
        ),
        indent=0,
        hang=1,
    )
    sheet.next_page()
    _items(
        sheet,
        (
            "（実績報告）",
            "第５条　補助事業者は、補助事業を完了したときは、完了の日から起算して３０日以内又は令和９年３月５日のいずれか早い日までに、実績報告書を協会に提出しなければならない。",
            "（交付決定の取消し）",
            "第６条　協会は、補助事業者が次の各号のいずれかに該当するときは、交付決定の全部又は一部を取り消すことができる。",
            "一　法令又はこの規程に違反した場合",
            "二　補助金を補助事業以外の用途に使用した場合",
            "三　交付決定の後に第２条第２項各号のいずれかに該当するに至った場合",
            "２　協会は、前項の取消しをした場合には、補助金の返還を請求するとともに、補助金の受領の日から納付の日までの期間に応じ、年１０．９５パーセントの割合で計算した加算金の納付を請求するものとする。",
            "３　補助金の返還の期限は、請求の日から２０日以内とし、期限内に納付がないときは、未納に係る額に対して年３パーセントの割合で計算した延滞金を徴収する。",
            "（財産の処分の制限）",
            "第７条　補助事業者は、取得価格が単価５０万円以上の機械、器具及びその他の財産を、協会の承認を受けずに、補助金の交付の目的に反して使用し、譲渡し、交換し、貸し付け、又は担保に供してはならない。",
            "（帳簿の保存）",
            "第８条　補助事業者は、補助事業に係る帳簿及び書類を、補助事業の完了の日の属する年度の終了後５年間保存しなければならない。",
            "（報告）",
            "第９条　補助事業者は、補助事業の完了後３年間、毎年度、トラックの荷待ち時間及び積載率を協会に報告しなければならない。",
        ),
        indent=0,
        hang=1,
    )
    sheet.para("別表（第３条関係）", leading=1.8)
    sheet.table(
        Grid(
            widths=(40.0, 150.0, 80.0, 200.0),
            rows=(
                (th("番号"), th("補助対象事業"), th("補助率"), th("補助金の額")),
                (tdc("１"), td("荷待ち時間短縮事業"), td("２分の１以内"), td("一の事業所につき１，０００万円以内")),
                (tdc("２"), td("モーダルシフト事業"), td("２分の１以内\n（中小企業者は３分の２以内）"), td("５，０００万円以内")),
                (
                    tdc("３"),
                    td("自動化機器導入事業"),
                    td("３分の１以内"),
                    td("１億円以内。ただし、補助対象経費が１，５００万円に満たないものを除く。"),
                ),
                (tdc("４"), td("人材育成事業"), td("定額"), td("１人につき３０万円以内、１事業者につき３００万円以内")),
            ),
        )
    )
    return sheet.close()


def founding_leaflet() -> bytes:
    """One page with boxes: amounts in large letters, who may apply, what is paid for, dates, and a box on another programme."""
    sheet = Sheet("はじめの一歩創業助成金", head="", foot=FOOT)
    sheet.fill(LEFT - 6, 60, RIGHT + 6, 112, (0.1, 0.3, 0.6))
    sheet.text(LEFT + 6, 66, "はじめの一歩創業助成金", 22, (1, 1, 1))
    sheet.text(LEFT + 6, 93, "つばさ市で創業するあなたを応援します（令和８年度）", 11, (1, 1, 1))
    boxes = (
        (124, 200, LEFT, 290, "助成額", ("最大１００万円", "（女性・３５歳未満の方は最大１５０万円）"), 11),
        (124, 200, 300, RIGHT, "助成率", ("対象経費の２／３", "（空き店舗を使う場合は３／４）"), 11),
        (
            212,
            352,
            LEFT,
            RIGHT,
            "対象となる方",
            (
                "次の①～④のすべてに当てはまる方",
                "①　令和８年４月１日から令和９年１月３１日までに市内で創業する方",
                "②　特定創業支援等事業による支援を受け、証明書の交付を受けた方",
                "③　市税の滞納がない方",
                "④　フランチャイズ契約に基づく事業でないこと",
                "※　法人の代表者になったことがある方は対象になりません（廃業から５年以上たっている方を除く）。",
            ),
            10,
        ),
        (
            364,
            470,
            LEFT,
            290,
            "対象となる経費",
            (
                "・店舗の改装費（上限８０万円）",
                "・備品の購入費（１品３万円以上）",
                "・広告宣伝費（上限２０万円）",
                "・法人の登記に係る費用",
            ),
            10,
        ),
        (364, 470, 300, RIGHT, "対象とならない経費", ("・敷金、礼金、保証金", "・車両の購入費", "・人件費", "・消費税"), 10),
        (
            482,
            590,
            LEFT,
            RIGHT,
            "申請の流れ",
            (
                "事前相談　令和８年５月７日（木）～６月１２日（金）　※必須です",
                "申請受付　令和８年６月１５日（月）～７月１０日（金）１７時必着",
                "面接審査　令和８年７月下旬",
                "事業期間　交付決定日～令和９年２月２８日（日）",
            ),
            10,
        ),
        (
            602,
            668,
            LEFT,
            RIGHT,
            "こちらもご利用ください",
            (
                "空き店舗家賃補助（別制度）　家賃の１／２、月額５万円を上限に最長１２か月",
                "創業融資の利子補給　年１．０％、融資額１，０００万円まで",
            ),
            10,
        ),
    )
    for top, bottom, x0, x1, title, lines, size in boxes:
        sheet.frame(x0, top, x1, bottom)
        sheet.fill(x0, top, x1, top + 18, (0.85, 0.9, 0.97))
        sheet.text(x0 + 6, top + 3, title, 11)
        y = top + 24.0
        for line in lines:
            for part in wrap(line, x1 - x0 - 12, size):
                sheet.text(x0 + 6, y, part, size)
                y += size * 1.5
    sheet.text(LEFT, 684, "お問い合わせ　つばさ市商工観光課　電話 000-000-0000（平日８時３０分～１７時１５分）", 10)
    return sheet.close()


def farming_two_columns() -> bytes:
    """Running text in two columns, an unruled list of amounts, a table under both columns."""
    sheet = Sheet("スマート農業機械導入支援", head="スマート農業機械導入支援事業　募集案内", foot=FOOT)
    sheet.para("スマート農業機械導入支援事業　募集案内", size=15, align="center", leading=1.8)
    sheet.para("ひかり県農業経営課　令和８年５月", size=10, align="center")
    left = (
        "１　対象となる方",
        "県内で農業を営む認定農業者又は農業法人で、次の要件を満たす方",
        "(1)　販売金額が１，０００万円以上であること",
        "(2)　導入から３年後に、１０アール当たりの労働時間を１５％以上短縮する計画を作ること",
        "(3)　収入保険又は農業共済に加入していること",
        "ただし、過去５年以内に同じ種類の機械で県の補助を受けた方は対象外です。",
        "２　補助率と上限",
        "補助率は２分の１以内です。上限額は次のとおりです。",
        "ア　自動操舵装置　　　　１００万円",
        "イ　農業用ドローン　　　１５０万円",
        "ウ　収穫ロボット　　　　８００万円",
        "中山間地域で導入する場合、補助率は３分の２以内となります。",
    )
    right = (
        "３　対象外の経費",
        "・中古の機械の購入費",
        "・トラクターの本体の購入費",
        "・機械の操作に係る免許の取得費",
        "・消費税",
        "４　申請の期限",
        "令和８年６月２２日（月）午後５時まで（市町村を通じて提出）",
        "５　事業の期限",
        "令和９年３月１２日（金）までに納品と支払を終えてください。",
        "６　守っていただくこと",
        "・導入した機械は７年間使用すること",
        "・毎年３月末までに利用の状況を報告すること",
        "・書類を５年間保存すること",
    )
    top = sheet.top + 6
    for x0, x1, texts in ((LEFT, 288.0, left), (308.0, RIGHT, right)):
        y = top
        for text in texts:
            size = 11 if text[0] in "１２３４５６" else 9.5
            for part in wrap(text, x1 - x0, size, hang_pt=size):
                sheet.text(x0, y, part, size)
                y += size * 1.6
            y += 2
        sheet.top = max(sheet.top, y)
    sheet.gap(10)
    sheet.para("７　審査の配点", leading=1.6)
    sheet.table(
        Grid(
            widths=(300.0, 100.0),
            rows=(
                (th("項目"), th("点数")),
                (td("労働時間の短縮率が３０％以上"), tdc("２０")),
                (td("労働時間の短縮率が２０％以上３０％未満"), tdc("１０")),
                (td("女性又は４５歳未満の農業者が経営者である"), tdc("５")),
            ),
        )
    )
    return sheet.close()


def wage_leaflet() -> bytes:
    """A grant by steps of wages and heads: a matrix with merged cells, rates by the lowest wage, restrictions in notes."""
    sheet = Sheet("賃金引上げ設備助成金のご案内", head="", foot=FOOT)
    sheet.para("賃金引上げ設備助成金のご案内", size=17, align="center", leading=1.8)
    sheet.para("事業場内最低賃金を引き上げ、生産性を高める設備を入れた中小企業事業主に、費用の一部を助成します。")
    sheet.heading("助成額")
    sheet.para("設備投資の費用に助成率を掛けた額と、下の表の上限額とを比べ、低い方の額を助成します。", leading=1.5)
    sheet.table(
        Grid(
            widths=(100.0, 90.0, 110.0, 110.0),
            rows=(
                (th("コース", rows=2), th("引き上げる\n労働者数", rows=2), th("助成上限額", cols=2)),
                (th("従業員３０人以上"), th("従業員３０人未満")),
                (td("４０円コース\n（引上げ額４０円以上）", rows=3), tdc("１人"), tdc("４０万円"), tdc("７０万円")),
                (tdc("２～３人"), tdc("６０万円"), tdc("１００万円")),
                (tdc("４人以上"), tdc("９０万円"), tdc("１３０万円")),
                (td("８０円コース\n（引上げ額８０円以上）", rows=3), tdc("１人"), tdc("８０万円"), tdc("１２０万円")),
                (tdc("２～３人"), tdc("１５０万円"), tdc("１８０万円")),
                (tdc("４人以上"), tdc("３００万円"), tdc("３２０万円")),
            ),
            head_rows=2,
        )
    )
    sheet.heading("助成率")
    sheet.table(
        Grid(
            widths=(205.0, 205.0),
            rows=((th("事業場内最低賃金が１，０５０円未満"), th("事業場内最低賃金が１，０５０円以上")), (tdc("４／５"), tdc("３／４"))),
        )
    )
    sheet.heading("対象となる事業場")
    _items(
        sheet,
        (
            "・事業場内最低賃金と地域別最低賃金の差額が５０円以内であること",
            "・解雇、賃金引下げなどの不交付事由がないこと",
            "・引上げの前に、雇入れ後６か月を経過した労働者がいること",
        ),
    )
    sheet.heading("ご注意ください")
    _items(
        sheet,
        (
            "・交付決定の前に購入した設備には助成しません。",
            "・乗車定員６人以下の自動車、パソコンは原則として対象になりません。",
            "・同じ事業場の申請は、年度内１回までです。",
            "・申請期限は令和９年１月２９日（金）、事業完了期限は令和９年２月２６日（金）です。",
        ),
    )
    return sheet.close()


def shopping_street() -> bytes:
    """What is granted stands in rows, the kinds of project in columns; the unit stands in the head; who may apply in a table of yes and no."""
    sheet = Sheet("商店街にぎわい創出事業費補助金", head="商店街にぎわい創出事業費補助金　募集要項", foot=FOOT)
    sheet.para("令和９年度　商店街にぎわい創出事業費補助金　募集要項", size=14, align="center", leading=1.8)
    sheet.para("さくら市 産業文化部 商業振興課", size=10, align="right")
    sheet.heading("１．募集期間")
    sheet.para("令和９年４月１９日（月曜日）から令和９年５月２１日（金曜日）まで　※最終日は午後４時必着")
    sheet.heading("２．対象となる団体")
    sheet.table(
        Grid(
            widths=(200.0, 90.0, 90.0),
            rows=(
                (th("団体の種類"), th("ハード事業"), th("ソフト事業")),
                (td("商店街振興組合、事業協同組合"), tdc("○"), tdc("○")),
                (td("任意の商店会（会員数２０名以上）"), tdc("×"), tdc("○")),
                (td("商工会議所、商工会"), tdc("×"), tdc("○")),
            ),
        )
    )
    sheet.para("なお、市税を滞納している団体及び暴力団と関係のある団体は対象となりません。")
    sheet.heading("３．補助の内容")
    sheet.table(
        Grid(
            widths=(110.0, 180.0, 180.0),
            rows=(
                (th("区分"), th("ハード事業"), th("ソフト事業")),
                (th("対象事業"), td("街路灯、防犯カメラ、アーケードの設置又は改修"), td("イベント、販売促進、空き店舗の活用")),
                (th("補助率"), td("１０分の６以内"), td("３分の２以内。ただし、２以上の商店街が共同で行う場合は４分の３以内")),
                (th("補助限度額\n（万円）"), tdc("1,500"), tdc("300")),
                (th("補助下限額\n（万円）"), tdc("100"), tdc("20")),
                (th("事業期間"), td("交付決定の日から令和１０年２月２９日まで"), td("交付決定の日から令和１０年３月１５日まで")),
            ),
        )
    )
    _items(
        sheet,
        (
            "※１　防犯カメラの設置については、１台につき２５万円を限度とします。",
            "※２　前年度にこの補助金を受けた団体の補助率は、２分の１以内とします。",
            "※３　算出した額に千円未満の端数があるときは切り捨てます。",
        ),
        hang=3,
    )
    sheet.next_page()
    sheet.heading("４．補助対象としない経費")
    _items(
        sheet,
        (
            "(1)　団体の運営に係る経常的な経費",
            "(2)　飲食に係る経費（来場者に無料で配布する試食品を除く。）",
            "(3)　商品券のプレミアム分に係る経費",
            "(4)　領収書のない経費",
        ),
    )
    sheet.heading("５．審査の基準")
    _items(
        sheet,
        ("ア　地域の課題を踏まえた内容となっているか。", "イ　来街者の増加が見込まれるか。", "ウ　次年度以降も継続できる体制があるか。"),
    )
    sheet.heading("６．加点措置")
    sheet.para("以下に該当する事業は、審査において加点します。")
    _items(sheet, ("・　キャッシュレス決済の導入を伴う事業　　１０点", "・　学生又は外国人と連携して行う事業　　５点"))
    sheet.heading("７．補助金の交付後の義務")
    _items(
        sheet,
        (
            "①　事業が完了した日から３０日以内に実績報告書を提出すること。",
            "②　取得した財産は、取得後１０年間、市長の承認なく処分しないこと。",
            "③　事業に係る帳簿及び領収書を、完了した年度の翌年度から５年間保管すること。",
        ),
    )
    sheet.heading("８．前年度の実績")
    sheet.para("採択１４件（うちハード３件）、１件当たりの平均補助額１８６万円、補助率２分の１")
    return sheet.close()


DOCUMENTS = {
    "shotengai_youkou.pdf": shopping_street,
    "kaigo_tech.pdf": care_technology,
    "yado_koubo.pdf": inns,
    "butsuryu_kitei.pdf": logistics_regulation,
    "sogyo_chirashi.pdf": founding_leaflet,
    "smart_nogyo.pdf": farming_two_columns,
    "chingin_annai.pdf": wage_leaflet,
}


def main() -> None:
    use_font(find_font())
    for name, draw in DOCUMENTS.items():
        (HERE / name).write_bytes(draw())


if __name__ == "__main__":
    main()
