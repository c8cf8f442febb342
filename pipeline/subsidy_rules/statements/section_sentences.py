"""What a single sentence is by its own predicate, whatever it stands under."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from subsidy_rules.language.demands import demanded, granted_as
from subsidy_rules.language.parties import loser_of, party_of, subject_of
from subsidy_rules.language.predicates import Predicate, predicate, without_courtesy
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Party
from subsidy_rules.statements.how_often import HOW_OFTEN
from subsidy_rules.statements.lost_words import AFTER_WORK, GRANT_CUT, MISSED
from subsidy_rules.statements.paper_words import names_papers
from subsidy_rules.statements.section_leads import (
    ASKS,
    CHECKED,
    COUNTED,
    EXEMPT,
    MEANS,
    TAKEN_BACK,
    by_act,
    listed_party,
    takes_out,
)
from subsidy_rules.statements.section_told import NOTHING, Told, denied, granted, told
from subsidy_rules.statements.sentence_predicate import HAS_RECEIVED

_REFERS = re.compile(r"詳細は|詳しくは|ご?(?:覧|参照)|こちら|URL|https?:|TEL|電話|お問い?合わ?せ")
_QUESTION = re.compile(r"(?:か|かどうか|かを(?:審査|評価).*)[。?]?$")
_WHATEVER = r"いかなる(?:理由|場合)(?:(?!いかなる)[ぁ-ん])*+"
# what cannot be done, right before できない or 認められない
_APPLYING = re.compile(
    rf"(?:申請|応募|受給|受け(?:る|られ)|交付|支給|採択|対象と|適用|併用|選択)(?:を|は|が|も|に|しか|する|され|られ|と|し|て|の|こと|{_WHATEVER})*+$"
)
_SPENDING = re.compile(
    rf"(?:計上|経費|支払|支払い|支払う|支出|含め|含む)(?:を|は|が|も|に|する|され|られ|と|し|て|の|る|こと|{_WHATEVER})*+$"
)
_FIGURE = r"(?:\d[\d,.]*(?:万|億|千)?円|\d+/\d+|\d+分の\d+)"
# a figure right beside the words for what is granted: 補助率は1/2, 50万円を上限とする
_AMOUNT = re.compile(
    rf"(?:補助|助成|支給|交付)(?:金|対象)?(?:の|経費の)?(?:上限|下限|限度)?(?:額|率)(?:は|が|を|:)?[^。、]{{0,12}}{_FIGURE}"
    rf"|{_FIGURE}(?:\([^)]*\))?(?:まで)?(?:を|が)?(?:補助|助成)?(?:金)?(?:の)?(?:上限|限度|補助率)|(?:上限|下限|限度)額?(?:は|:)[^。、]{{0,12}}{_FIGURE}"
)
_WHERE = re.compile(r"(?<![^、。])[^、。]*(?:場合|とき)(?:に)?(?:は|、)+")
# an amount told in a few words: 上限50万円, 補助率2/3
_SHORT_AMOUNT = re.compile(
    rf"(?:[^、。]{{0,12}}(?:の|が|は|、))?(?:(?:補助|助成)?(?:上限|下限|限度)額?|(?:補助|助成)(?:率|額))(?:最大)?{_FIGURE}(?:まで|以内)?[。]?$"
)
_TERM = re.compile(r"(?:期間|期限|締切日?|開始日?|終了日?|受付|公募|日程|公表|締め切り)[^、。]{0,12}(?:は|:)")
_DATE = re.compile(
    r"\d年\d{1,2}月|\d月\d{1,2}日|\d/\d{1,4}\(|(?:令和|平成|R)\d|\d(?:か|ヶ|カ|ケ|箇)月|(?:上|中|下)旬|期日|時まで|\d日(?:以内|間)"
)
_MEANS = re.compile(
    r"^(?:なお、|また、)?[^。]{0,60}?(?<!こ)とは(?:、|「|[^いっ言な])|「[^」]+」(?:は|の定義)|の定義は|(?:を|と)いい?(?:う|ます|い)|を指(?:す|し)|意味(?:する|します)"
)
# those that may apply, said without a word on it: 町内に店を持つ法人とする
_ARE = re.compile(r"(?:者|法人|企業|事業主|会社|団体|個人|組合)(?:等)?(?:とする|とします|です|である|であります)[。]?$")
_ARE_PAID = re.compile(
    r"(?:^|、)(?:補助|助成|支給)?対象(?:経費|となる(?:経費|費用))は、?(?!.*(?:以下|次|下記|別)).*(?:経費|費用?|代金|もの)(?:とする|とします|です|である)[。]?$"
)
# 対象経費は、証拠書類により確認できる経費です
_PROVEN = re.compile(r"(?:確認|証明|区分)(?:が)?(?:でき|可能な|出来)")
# 本事業のために使う通信費のみとする
_ONLY_COSTS = re.compile(r"[一-龠ァ-ヶー]{2,}(?<!経)(?:費|料|代金)(?:のみ|だけ)(?:と(?:する|します|なる|なります)|です|である)。?$")
# 申請した全員が採択されるものではない; 必要となる書類が異なります
_NOT_ALL = re.compile(r"(?:全員|すべて)[^。]{0,16}(?:もの|わけ)では(?:ない|ありません)。?$|[がは](?:異な|違い?|変わ)(?:る|う|り?ます)。?$")
# 規模を広げる部分は自己負担となる
_OWN_MONEY = re.compile(r"(?:部分|費用?|料|代金|分|額)は、?(?:全額)?自己負担(?:です|[とに](?:なる|なります|する|します))。?$")
# 「使用者」・・・実際に使う者のこと
_EXPLAINS = re.compile(r"^「?[^、。」]{2,20}」?(?:・{2,}|…+|‥+|=|:)[^。]{4,}(?:のこと|を指す|をいう)。?$")
_KEY = re.compile(r"^[^、。]{1,24}?(?:は|:)")
_SPEAKS = re.compile(r"[うくぐすずつぶむるたいんだか]$|(?:こと|不[可要]|必[要須]|禁止|厳禁|対象外|[はがみ](?:補助)?対象|(?<![許認])可)$")
# a sentence without a subject that can be told speaks of expenses where it names costs
_COSTS = re.compile(
    r"(?<!消)費(?:用|$|の|は|が|を|も|、|や)|代金|料金|手数料|(?<![資無有史衣食飲燃材原肥])料(?:$|の|は|が|を|も|、)|購入|支払|計上"
)
# 交付決定の取消しを受けていないこと: what must not have happened to the applicant takes nothing back
_SUFFERED = re.compile(r"(?:受け|ら?れ)[^、。]{0,12}(?:ない|なかった)こと")


@lru_cache(maxsize=8192)
def of_sentence(text: str) -> Told:
    """What a single folded sentence is by its own predicate, whatever it stands under.

    >>> of_sentence("「小店」とは、従業員のいない店をいう。").role, of_sentence("車両の購入費は対象になりません。").role
    ('definition', 'ineligible_expense')
    """
    if (demand := demanded(text)) is not None:
        return replace(of_sentence(demand.said), sure=demand.sure, words=text)
    plain = without_brackets(text)
    said = predicate(text)
    party = subject_of(text) or listed_party(plain) or ("expense" if _COSTS.search(plain) else None)
    # a bound on the grant in a condition only says when a duty applies
    priced = bool(_AMOUNT.search(_WHERE.sub("", plain) if said.modality == "must" else plain))
    told_so = _by_form(text, plain, said, party, priced=priced)
    if told_so.role is None:
        told_so = _after_award(plain, said)
    if told_so.role is not None:
        return told_so
    if not _SPEAKS.search(plain.rstrip("。.")) or (said.noun and said.noun != "こと"):
        return NOTHING
    if said.act in ("repay", "cancel") and said.negated and said.noun == "こと" and _SUFFERED.search(plain):
        return _plain_speech(plain, said, party)
    if said.act in ("repay", "cancel") or (said.act in ("do", "notify", "submit", "report", "permit") and TAKEN_BACK.search(plain)):
        return told("clawback", loser_of(plain) or party, 3, plain, sign="neutral" if said.negated else "negative")
    if said.act in ("add_points", "take_points"):
        return by_act(plain, said, party)
    if said.act in ("qualify", "permit", "pay", "select") and said.modality != "need_not" and not HAS_RECEIVED.match(plain, said.start):
        found = _on_grant(plain, said, party)
        if found.role is not None:
            return found
    if _QUESTION.search(plain):
        return told("review_criteria", None, 2, plain)
    if priced and said.act not in ("meet", "submit") and said.modality != "might":
        return told("amount", party, 2, plain)
    return _plain_speech(plain, said, party)


# 電話:03-1234-5678: where to ask obliges nobody
_CONTACT = re.compile(r"^(?:TEL|FAX|電話|電話番号|(?:E-?)?mail|メール(?:アドレス)?|URL|ホームページ|所在地|住所)[::]", re.IGNORECASE)
# この要綱は、…必要な事項を定めるものとする: what a text is for obliges nobody, nor does how sums are rounded
_TELLS_OF_ITSELF = re.compile(
    r"^(?:この|本)(?:交付|募集|公募|実施|補助金)?(?:要綱|要領|規程|規則|告示|要項|手引き?|細則|約款)(?:は|では)、?[^。]*(?:定め|示し|記載し|説明し|まとめ)[^。]{0,12}。?$|^[^。]*(?:端数|円未満)[^。]*切り?捨て[^。]*。?$"
)
# 取消しの通知は書面により行う: how an office lets know of it takes nothing back
_LETS_KNOW = re.compile(
    r"について、?[^。]{0,30}(?:により|で|にて|をもって)、?[^。]{0,12}(?:行う|行います|通知する|通知します|連絡する|連絡します)"
)
# an award that is cancelled, and nothing paid for it: what can no longer be is the less of it
_AWARD_LOST = re.compile(r"交付決定[^。、]{0,12}取り?消(?:さ?れ|し(?:や|、|及び|又は|並びに))")
# 返還となる可能性があるため、管理に努めること
_MAY_BE_REPAID = re.compile(
    r"(?:返還|返納|返金|取り?消し?)(?:の対象)?と(?:なる|なり得る|なりうる)(?:可能性|おそれ|恐れ|場合|こと)[^。、]{0,8}(?:ため|ので|から)、"
)
# what was bought with the grant may not be given away as one likes
_DISPOSED = re.compile(
    r"(?:取得|効用の?増加)[^。、]{0,16}(?:財産|設備|建物|物件|資産|機械|装置)(?:等)?[^。]{0,80}(?:処分|譲渡|転用|賃貸|売却|貸付|担保|抵当権|質権)|財産を処分する(?:場合|とき)"
)


# 令和5年度から講座の受講も対象となりました: what has happened asks for nothing, nor does what does not matter (年齢は問いません)
_NEWS = re.compile(r"(?:(?<!て(?:い|お)り)(?:ました|いたしました|となった|になった)|[はをも]問(?:わない|いません))。?$")
# 事業が終了したときは、…報告しなければならない: asked of those who were granted it, but for the papers that show it
_WHEN_DONE = re.compile(r"(?:補助|助成|支援|対象)?事業(?:が|を)(?:終了|完了)(?:\([^()]*\))?し(?:た(?:とき|場合|後|日(?:から|以後))|て)")
_EVIDENCE = re.compile(r"写し|領収書|契約書|証憑|証明書|明細書|書類|写真|資料")


def _after_award(plain: str, said: Predicate) -> Told:
    """What is taken back, cut or bound of those who were granted the subsidy, whatever the predicate of the sentence is."""
    if (_LETS_KNOW.search(plain) and _OFFICE.match(plain)) or _HUMBLE.search(plain):
        return told("procedure", "administrator", 3, plain)
    if said.act in ("permit", "qualify", "pay", "do") and _AWARD_LOST.search(plain) and "受け" not in plain[-12:]:
        return told("clawback", None, 3, plain)
    if said.act == "pay" and said.negated and AFTER_WORK.search(plain) and MISSED.search(plain):
        return told("clawback", None, 3, plain)
    if _MAY_BE_REPAID.search(plain) or (
        not (said.negated and said.modality != "might") and GRANT_CUT.search(plain) and MISSED.search(plain)
    ):
        return told("clawback", None, 3, plain)
    barred = said.act == "permit" and said.negated and said.modality != "need_not"
    if said.modality == "must" and not said.negated and _WHEN_DONE.search(plain) and not _EVIDENCE.search(plain):
        return told("duty", "applicant", 3, plain)
    if _DISPOSED.search(plain) and (barred or "しか" not in plain) and (barred or said.modality == "must"):
        return told("duty", "applicant", 3, plain, sign="negative" if barred else None)
    return NOTHING


def _by_form(text: str, plain: str, said: Predicate, party: Party | None, *, priced: bool) -> Told:
    """What a sentence is by its form, whatever its predicate is: a definition, an amount or a term told in a few words."""
    if _CONTACT.match(text) or _TELLS_OF_ITSELF.match(plain):
        return told("remark", party, 3, plain)
    if (said.act == "define" and _MEANS.search(plain)) or (MEANS.search(plain) and not _QUESTION.search(text)):
        return told("definition", party, 3, plain)
    if COUNTED.search(plain):
        return told("definition", party, 2, plain)
    if _NEWS.search(plain):
        return told("remark", party, 3, plain)
    keyed = _KEY.search(plain)
    if said.act != "repay" and ((keyed and priced) or _SHORT_AMOUNT.match(plain)):
        return told("amount", party, 2, plain)
    if keyed and _TERM.search(plain) and _DATE.search(plain) and said.noun != "こと" and said.modality != "must":
        return told("schedule", party, 2, plain)
    if (what := granted_as(plain)) is not None and (of := party_of(what)) in ("applicant", "project", "expense", "product"):
        return told("eligible_expense", of, 3, plain) if of == "product" else granted(of, 3, plain)
    if (often := HOW_OFTEN.search(plain)) or (_ARE.search(plain) and said.act == "do" and not said.negated):
        return told("requirement", "applicant", 3 if often else 1, plain)
    if _ARE_PAID.search(plain) and not said.negated:
        return told("requirement" if _PROVEN.search(plain) else "eligible_expense", "expense", 2, plain)
    if named := _ONLY_COSTS.search(plain):
        return told("eligible_expense" if not _PROVEN.search(plain[: named.end()]) else "requirement", "expense", 3, plain)
    if ASKS.search(plain) or _NOT_ALL.search(plain):
        return told("remark", party, 3, plain)
    if _EXPLAINS.search(plain):
        return told("definition", party, 3, plain)
    if _OWN_MONEY.search(plain):
        return told("ineligible_expense", "expense", 3, plain)
    if _HANDED_IN.search(plain) and names_papers(plain):
        return told("required_document", None, 1, plain)
    return NOTHING


def _on_grant(plain: str, said: Predicate, party: Party | None) -> Told:
    """A sentence on who or what gets the grant: 対象となる, 申請できない, 認めない, 支給しない."""
    before = plain[: said.start][-20:]
    if said.act == "permit":
        if not said.negated:
            return NOTHING
        if _APPLYING.search(before) and _LACKING.search(plain[: said.start]):
            return told("requirement", party, 2, plain)
        if _LATE.search(plain):
            return told("procedure", "document", 2, plain)
        if _BUYING_SO.search(plain[: said.start]):
            return told("requirement", "applicant", 3, plain, sign="negative")
        if party == "expense" or _SPENDING.search(before):
            return told("ineligible_expense", "expense", 3 if party == "expense" else 2, plain)
        return denied(party, 3, plain) if _APPLYING.search(before) else NOTHING
    if plain.startswith("含", said.start) and not _GRANTED.search(before):
        # counted in: 面積に含める; 工事は含まない says something of the grant only in a list of expenses
        return NOTHING if _COUNTS_IN.search(before) or not said.negated else Told("remark", party, "negative", 1, words=plain)
    if takes_out(plain, said) and _OUT_OF.search(plain):
        return told("definition", party, 2, plain)  # 要件から第3号を除く: taken out of what is told, not of the grant
    if takes_out(plain, said):
        return denied(party, 2, plain) if party in ("applicant", "expense") and not plain.startswith(("ただし", "但し")) else NOTHING
    if said.negated and (_BUT_FOR.search(plain[: said.start]) or _LACKING.search(plain[: said.start])):
        return granted(party, 2, plain)
    if said.negated and _UNLESS.search(plain[: said.start]):
        return told("requirement", party, 2, plain) if _NECESSARY.search(plain[: said.start]) else denied(party, 2, plain)
    if said.act == "select" and said.modality == "might":
        return told("remark", party, 2, plain)  # 不採択となる場合がある: what may happen to anybody
    if said.negated:
        bought: Party | None = "expense" if party is None and _BOUGHT.search(plain) else None
        return NOTHING if said.act == "qualify" and EXEMPT.search(plain[-16:]) else denied(party or bought, 3, plain)
    if said.act != "qualify" or said.modality == "might":
        return NOTHING
    if said.noun == "こと" or _NECESSARY.search(plain[-12:]):
        return told("requirement", party, 1, plain)
    if (party == "expense" and _ONLY_SUCH.search(plain[: said.start])) or SHOWN.search(plain):
        return told("requirement", "expense" if party == "document" else party, 2, plain)
    return granted(party, 3, plain)


# 型番と異なる設備を購入することはできない: bars a way to buy, and takes no cost out
_BUYING_SO = re.compile(
    r"(?:を(?:超え|越え|上回っ)て|(?:[さらかまたわばがな]|受け|経|[えけせてねめれげべ])ずに|(?:より|る|の)前に|と(?:は)?異なる[^、。]{1,20}を)[^、。]{0,20}?(?:購入|発注|契約|取得|導入)(?:する|を行う|した)?(?:こと(?:は|が|も)?)?$"
)
# 領収書で確かめられる経費のみが対象: limits which of the expenses are paid for, and names none
_ONLY_SUCH = re.compile(r"[るたい](?:経費|費用|もの|金額)?(?:のみ|だけ)(?:を|が)?、?(?:補助|助成|支給)?(?:金の)?$")
# 必要性が確認できるものが対象, 金額の確認できる経費のみが対象: how costs are shown
SHOWN = re.compile(
    r"(?:確認|証明|区分|把握)(?:が)?(?:でき|可能な|出来|され)[^、。]{0,2}(?:もの|経費|費用|支出|取引)[」』]?(?:で(?:あり)?、[^。]*)?(?:のみ|だけ)?(?:が|を|は|と)?、?(?:補助|助成|支援)?(?:の)?対象"
)
# 自社内での取引は対象外, 決定前に発注した場合は対象とならない: what is bought so is not paid for
_BOUGHT = re.compile(r"(?:取引|発注|契約)(?:は|(?:した|する)(?:場合|もの|とき)|を(?:行った|した|締結した)(?:場合|もの))")
_OUT_OF = re.compile(r"から、?[^。]{1,60}を除")
_GRANTED = re.compile(r"対象|経費|費用")
_COUNTS_IN = re.compile(r"(?:に|として)(?:は|も)?$")
# 町内の会社以外は対象外: said of the others
_BUT_FOR = re.compile(r"以外(?:の[^、。はが]{1,12})?(?:に(?:ついて)?)?は")
# 届け出ていない場合は対象外: a demand as much as an exclusion
_UNLESS = re.compile(r"(?:ない|なかった|ません|ず)(?:場合|とき)(?:に?は|、|について)|なければ、")
_LACKING = re.compile(r"なければ、?[^、。]{0,20}$")  # 会員でなければ、申請できない: says what is needed
_NECESSARY = re.compile(r"必要(?:が|で|と)|なければ")


_OFFICE = re.compile(r"^(?:なお、|また、)?[^、。]{0,12}(?:事務局|委員会|機構|大臣|労働局長?|知事|[市町村区]長|理事長)(?:等)?(?:は|が)、?")
# 内容が同じ申請は、審査の対象としない
_APPLICATIONS = re.compile(r"(?:申請|応募|提案)(?:については|は)、?[^、。]{0,12}(?:審査|評価|採点)")
# who has been granted the subsidy has duties; who applies has requirements
_AWARDED = re.compile(r"^(?:なお、|また、)?[^、。]{0,24}(?:補助|助成)事業者(?:等)?(?:は|が)|交付決定を受けた(?:者|事業者)(?:は|が)")


def _plain_speech(plain: str, said: Predicate, party: Party | None) -> Told:
    """A sentence that says nothing of its own on the grant: an obligation, a permission, a remark; only its place can tell more."""
    must = said.modality == "must"
    if _GRANTED_SUM.match(plain) and not _FOR_AN_APPLICANT.search(plain):
        return told("remark", "administrator", 3, plain)
    if not must and (_DISPOSAL.search(plain) or _INSPECTED.search(plain)):
        return told("duty", "applicant", 2, plain)
    if not must and _FINDS_OUT.search(plain):
        return told("procedure", party, 2, plain)
    if said.act in ("note", "follow", "exempt") or (not must and (said.act == "notify" or _REFERS.search(plain[-40:]))):
        return told("remark", party, 2, plain)
    if said.act == "assess" and said.negated and _APPLICATIONS.search(plain):
        return denied(party if party in ("applicant", "project") else None, 2, plain)
    if said.act == "permit" and said.negated and said.modality == "plain" and not _OFFICE.search(plain):
        return _denied(plain, said, party if party != "administrator" else None)
    if must and _STEP_ASKED.search(without_courtesy(plain.rstrip("。"))) and not _ALWAYS.search(plain):
        return told("procedure", party, 2, plain)
    if CHECKED.search(plain):
        return told("procedure", party, 2, plain)
    if must and _PAPER_NEEDED.search(plain):
        return told("required_document", None, 1, plain)
    if _EACH_ONE.search(plain):
        return told("requirement", "project" if party in ("administrator", "lessor", "vendor") else party, 2, plain)
    if party in ("administrator", "lessor") and said.noun != "こと":
        return told("procedure" if party == "administrator" and _OFFICE.search(plain) else "remark", party, 2, plain)
    if _ONLY.search(plain):
        return told("requirement", party, 2, plain)
    if said.negated and said.modality in ("must", "plain") and said.act in ("permit", "do"):
        return _denied(plain, said, party)
    if said.modality in ("may", "need_not"):
        return told("remark", party, 2, plain)
    if must:
        if said.act == "submit" and names_papers(plain):
            return told("required_document", None, 1, plain)
        ordered = said.act == "do" and said.noun == "こと" and not _AS_A_STEP.search(plain)
        strong = (ordered or bool(_STRONG.search(plain) or _ALWAYS.search(plain))) and not _HOW.search(plain[-40:])
        if said.act in ("keep", "report") or _AWARDED.search(plain):
            return told("duty", party, 2 if said.act == "keep" or strong else 1, plain)
        return told("requirement", party, 2 if strong else 1, plain)
    if said.act == "meet" and not said.negated:
        return told("requirement", party, 1, plain)
    return told("remark", party, 1, plain)


# what must be so in so many words, against what is only asked for: してください, お願いします
_STRONG = re.compile(
    r"(?:ことが求められ|(?:要件|条件)と(?:なって|されて)|必要(?:が(?:あ|ござ)|で(?:す|あ)|[とに]な[るり]|と(?:する|します))|必須|(?<![るた])(?:要件|条件)(?:で(?:す|あ)|[とに]な[るり]|と(?:する|します))|(?:なけれ|ね)ば|な(?:い|く)と"
    r"|(?<!場合)(?<!とき)に限(?:る|り|られ)|義務(?:が|を|と|で))[^、」]{0,12}$"
)
# …の写しを提出: asked for in a table or list
_HANDED_IN = re.compile(r"(?:を|の|も)(?:併せて|必ず|併せ)?(?:提出|添付)。?$")
# 補助金の額は、申請された額を超えない: what the office grants is asked of nobody
_GRANTED_SUM = re.compile(
    r"^(?:なお、|ただし、|また、)?[^、。はが]{0,12}(?:補助|助成|交付|支給)(?:金|決定)?の?(?:交付)?額(?:等)?は、?[^。]*(?:超え|上回|超過|下回|増額|切り?上げ|切り?捨て|変更)"
)
_FOR_AN_APPLICANT = re.compile(r"(?:申請|計上|記載|報告)(?:する|して|を行う|を行って)[^、。]{0,4}(?:こと|ください|なければ|必要)")
# 売買契約書が必要
_PAPER_NEEDED = re.compile(
    r"(?:書|証|票|証憑|書類|資料|台帳|名簿|謄本|写し|写真|図面|定款)(?:等|類)?(?:の(?:双方|両方|いずれか|控え?|原本|添付|提出))?(?:が|も|は)(?:必要|必須)"
)
_AS_A_STEP = re.compile(
    r"(?:入力|記載|記入|選択|確認|チェック|相談|問い?合わせ|注意|留意|参照|了承|理解|準備|利用|使用|案内|表示|登録)[^、。]{0,6}こと。?$|のこと。?$"
    r"|(?:確認|検討|理解|了承)(?:の(?:上|うえ)|し(?:て|た(?:上|うえ)で))、?(?:申請|応募|提出|申し?込み?)[^、。]{0,6}こと。?$"
)
# 内容を確認してください: a step, in a list of requirements too
_STEP_ASKED = re.compile(
    r"(?:入力|記入|計上|選択|確認|チェック|相談|問い?合わせ|参照|ご?覧|ダウンロード|クリック|押|注意|留意)[^、。]{0,6}(?:ください|下さい|お願いします|お願いいたします)。?$"
)
# 必ず自ら申告してください: an order, whatever its form
_ALWAYS = re.compile(
    r"必ず[^。]*(?<!確認)(?<!相談)(?<!入力)(?<!記載)(?<!記入)(?<!選択)(?<!参照)(?<!を)(?:して|行って|受けて|取って)(?:ください|下さい|いただきます)。?$"
)
# how something is filled in or found out is a step, whatever its words
_HOW = re.compile(
    r"(?:入力|記載|記入|選択|確認|チェック|相談|問い?合わせ|注意|留意|参照)[^、。]{0,8}(?:必要|なけれ|ねば)|(?:算出|算定|計算|換算|起算)(?:する|し|の|に|対象)[^、。]{0,14}(?:必要|なけれ|ねば)"
)
# 銀行振込のみ認める, 1社のみとする: what is allowed to be is all that may be
_ONLY = re.compile(
    r"(?:のみ|だけ)(?:を|が|と|で)?、?(?:認め(?:る|ま(?!せ)|られ(?:る|ま(?!せ)))|可(?:能|と|で|$)|受け?付け(?:る|ま(?!せ))|と(?:する|し(?!て)|なる|なり)|です|である)[^、。]{0,8}。?$"
)
# 1つの申請につき1社とします: how many may be; 申請は1事業者1回限りです: how often
_EACH_ONE = re.compile(
    r"(?:につき|当たり|あたり)、?[^、。]{0,6}\d+(?:社|者|件|回|台|案件|事業所)(?:まで|以内)?と(?:する|します)。?$"
    r"|^(?!.*(?:受付|公募|募集|審査|年度?(?:に|間)\d))[^。]{0,30}(?:申請|応募|交付|採択|受給|利用)(?:回数|件数)?[^。、]{0,12}、?[^。、]{0,16}[\d一](?:回|件|申請)"
    r"(?:まで|限り|のみ|だけ)(?:と(?:する|します)|です|である|と(?:なる|なります))。?$"
)
# what an office finds out is asked of nobody: 届出により、雇用していないことを確認する
_FINDS_OUT = re.compile(
    r"(?:こと|か否か|有無|かどうか|内容|状況)(?:等)?を、?[^、。]{0,8}(?:確認|審査|判断|把握)(?:する|します|を行う|を行います)。?$"
)
# 理由を確認させていただきます: so an office speaks of what it does itself
_HUMBLE = re.compile(
    r"(?:確認|審査|検査|調査|判断|照会|連絡|訪問|質問|聴取|公表|案内|通知)(?:を)?させて(?:いただ|頂)(?:く|きます)(?:(?:こと|場合)が(?:ある|あります))?。?$"
)
# 取得財産の処分に制限が課される: what one may do with it is limited
_DISPOSAL = re.compile(
    r"(?:処分|譲渡|転用|売却|貸付け?|担保)(?:(?:や|・|、|及び|又は)[一-龠]{2,3})*(?:等)?(?:(?:に|を|が|は|には)[^。、]{0,10})?制限(?:が|を|され)[^。、]{0,10}。?$"
)
# 実地検査を行うことがある: whoever is inspected has to bear it
_INSPECTED = re.compile(r"(?:実地|立ち?入り?|抜き打ち)[^。、]{0,8}(?:検査|調査)(?:を行|に入|を実施)[^。]{0,14}。?$")
# 期限後の提出は受け付けない: by when papers come in
_LATE = re.compile(
    r"(?:以降|期間外|(?:期限|期日|締切|期間)(?:後|を過ぎ)|過ぎて|遅れ)[^。]{0,24}(?:は|も)、?(?:一切|原則)?、?受け?付け(?:られ|でき|いたし|致し)?(?:ない|ません|かね)"
)
# what an office says of its own work
_SERVICE = re.compile(
    r"(?:回答|お?答え|応じ|返却|お?伝え|開示|対応|お?受け|教え|連絡|案内|公表|お?応え|審査|発行|通知|採択|確認|保証)(?:は|が|を|も)?[ぁ-ん致]{0,8}(?:でき|出来|かね|いたしません)"
    r"|(?:質問|相談|問い?合わせ|異議|開示|苦情|要望)[^、。]{0,16}(?:受け?付け|応じ|かね)"
    r"|(?:機能|サービス|代行|受付|対応|窓口)(?:等)?(?:は|を)[^、。]{0,8}(?:提供|実施|行|設置|用意)(?:っ|し|いたし)て(?:おりません|いません)"
)


def _denied(plain: str, said: Predicate, party: Party | None) -> Told:
    """A sentence that says that something is not so, or must or cannot be."""
    if said.modality == "must":
        return told("requirement", party or "applicant", 1, plain)
    if said.act == "permit" and not _SERVICE.search(plain[-40:]):
        return told("requirement", party or "applicant", 2, plain, sign="negative")
    does = said.act == "do" and not _SERVICE.search(plain[-40:])
    return told("remark", party or "applicant", 1 if does else 2, plain, sign="negative" if does else None)
