"""What the words of a heading or label say that stands below it.

Composed, not listed: the noun that is talked about × what the predicate does to it × its negations, counted through the whole phrase.
対象外となる経費 is expense × qualify × denied; 以下に該当する者は申請できない is applicant × permit × denied; 不支給要件 pays × denied.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from subsidy_rules.language.parties import helper_of, loser_of, party_of
from subsidy_rules.language.predicates import Predicate, predicate
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.reading import Party, Role
from subsidy_rules.statements.paper_words import is_not_handed_in
from subsidy_rules.statements.section_told import NOTHING, SIGNS, Told, adds_money, denied, granted, told

_SQUARE = re.compile(r"【[^】]*】")
_WRAP = re.compile(r"^[【<(《〈\[「『](.*)[】>)》〉\]」』]$")
_AND = re.compile(r"、|・|及び|並びに|又は|/")
_TITLE_END = re.compile(
    r"(?:について|に関して|に関する事項|(?:の)?(?:一覧表?|チェックリスト)|とその内容|の(?:概要|内容)|等|など|は|[:?？]|\(続き\)|\d+)$"
)
# 対象外となる主な事業者, ページにある「まず揃えるもの」
_MAIN, _NAMED = re.compile(r"(?<=[るたの])主な|^主な"), re.compile(r"^.*「([^「」]{3,})」$")
_BOTH_SIDES = re.compile(r"何が|どれが|どこまで")  # 何が対象で、何が対象外か
_IS_OR_NOT = re.compile(r"対象と?に?なる[^、。]{0,8}(?:、|・|/|と)(?:対象と?に?)?ならない")  # 対象になるもの・ならないもの
_OF_WHOM = re.compile(r"(?:者|方|人|企業|法人|会社)は(?:、)?[^、。]{2,12}$")  # こんな方は申請できません
_MARK = re.compile(r"[※*]\d*|[①-⑳]$")
_SCOPE_ONLY = re.compile(r"(?:場合|とき|際|のみ|限定|限る|向け|対象)(?:の?み)?$|(?<!こ)の(?:考え方|計算式|計算方法)$|^(?:考え方|計算式)$")


@cache
def _nouns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((cast(Role, role), re.compile(rf"(?:{'|'.join(words)})$")) for role, words in load("section_nouns").items())


def named_role(phrase: str) -> Role | None:
    """The role that the noun at the end of a phrase names."""
    return next((role for role, pattern in _nouns() if pattern.search(phrase)), None)


# 重度の者を除く身体障害者: whom it names, without some, and nobody whom it leaves out
_LEFT_OUT = re.compile(r"[^ら]を除く(?!場合|とき|もの|事項|経費|費用)[^、。()]*[一-龠ァ-ヶ]{2,}等?$")


@lru_cache(maxsize=4096)
def of_heading(text: str) -> Told:
    """What a folded heading, row label or column label says that stands below it.

    >>> [of_heading(text).role for text in ("補助対象外となる経費", "不支給要件", "加点に係る提出書類", "賃上げの要件が未達の場合")]
    ['ineligible_expense', 'exclusion', 'required_document', None]
    """
    phrase = _plain(text)
    if not phrase or _LEFT_OUT.search(phrase):
        return NOTHING
    if (_BOTH_SIDES.search(phrase) and "対象外" in phrase) or _IS_OR_NOT.search(phrase):
        return Told(ends=True, words=text)
    if is_not_handed_in(phrase):
        return Told(ends=True, words=text)
    parts = [part for part in _AND.split(phrase) if part]
    found = _of_phrase(phrase)
    if len(parts) > 1 and len(phrase) <= 40:
        said = [_of_phrase(part) for part in parts]
        rules = {one.role for one in said if one.role not in (None, "remark", "other")}
        if (len(rules) > 1 or found.ends) and all(len(part) <= 16 for part in parts):
            return Told(ends=True, words=text)
        if len(rules) == 1 and found.role in (None, "remark", "other"):
            return next(one for one in said if one.role in rules)
    return found


def _plain(text: str) -> str:
    phrase = _MARK.sub("", text)
    inside = _WRAP.match(phrase)
    phrase = inside[1] if inside else _SQUARE.sub("", phrase) or phrase.strip("【】")
    phrase = without_brackets(phrase) or phrase
    phrase = _NAMED.sub(r"\1", _MAIN.sub("", _ASKS.sub("", _ASKED_BEFORE.sub("", phrase))))
    while (shorter := _TITLE_END.sub("", phrase)) != phrase and shorter:
        phrase = shorter
    return phrase.rstrip("。:")


def _of_phrase(phrase: str) -> Told:
    if (trades := _TRADES.fullmatch(phrase)) is not None:
        what = trades["granted"]
        return told("requirement" if what else "exclusion", "applicant", 2 if what else 3, phrase, any_of=bool(what))
    said = predicate(phrase)
    party = party_of(phrase) or party_of(said.noun)
    if _TAKEN_OFF.search(phrase) and party in (None, "other"):
        return NOTHING
    decides = said.act in ("repay", "cancel") or (said.negated and said.act in ("qualify", "pay"))
    if said.noun in ("場合", "とき", "時") and not decides:
        return NOTHING
    if said.act in ("repay", "cancel") and not said.negated and _TAKES_BACK.search(phrase):
        return told("clawback", loser_of(phrase), 2, phrase)
    if said.act == "assess" and not said.noun and phrase.endswith(("審査", "評価", "採点")) and named_role(phrase) is None:
        return Told(ends=True, words=phrase)
    if adds_money(phrase, said):
        return told("amount", party, 2, phrase)
    if said.act in ("add_points", "take_points") and named_role(phrase) not in ("required_document", "procedure", "example"):
        role: Role = "bonus_point" if said.act == "add_points" else "penalty_point"
        if said.noun not in ("者", "事業者", "場合") or not said.negated:
            return told(role, party if party == "project" else None, 2, phrase)
    if _BAR.search(phrase):
        return told("duty", None, 2, phrase, sign="negative")
    barred = said.act == "permit" and not said.noun and not _OF_WHOM.search(phrase)  # 持込不可 bars an act, not an applicant
    if said.act in ("qualify", "permit", "pay", "select") and said.negated and said.modality != "need_not" and not barred:
        return denied(party, 3, phrase)
    if said.act == "qualify" and party in ("applicant", "project", "product", "expense", "lessor"):
        return granted(party, 2, phrase)
    if _UNNAMED.fullmatch(phrase):
        return told("requirement", None, 1, phrase)
    if (said.act == "permit" and party == "applicant" and said.noun) or _MAY_USE.fullmatch(phrase):
        return told("requirement", party or "applicant", 2, phrase)
    if _WHO_FITS.fullmatch(phrase) or _WHO_ASKED.fullmatch(phrase):
        return told("requirement", "applicant", 1, phrase)
    return _by_noun(phrase, said, party)


def _by_noun(phrase: str, said: Predicate, party: Party | None) -> Told:
    """What the noun at the end of a phrase says, with what stands before it: 要件の比較方法, 対象経費の区分."""
    named = named_role(phrase)
    shown = _EXAMPLES.match(phrase)
    if named == "example" and shown and (inner := _of_phrase(shown[1])).role in _OF_THE_GRANT:
        return inner
    if named == "procedure" and (of := _HOW.match(phrase)) and (inner := _of_phrase(of[1])).role == "requirement":
        return inner
    if named == "category" and (of := _OF.match(phrase)) and (inner := _of_phrase(of[1])).role:
        return inner
    if named is None or _SCOPE_ONLY.search(phrase):
        return NOTHING
    if named == "requirement" and said.act in ("repay", "cancel"):
        named = "clawback"
    elif named == "requirement" and said.act == "assess":
        named = "review_criteria"
    if named == "requirement":
        party = party_of(_WHOSE.sub("", phrase))
    elif named in ("duty", "clawback"):
        party = loser_of(phrase) or helper_of(_WHOSE_DUTY.sub("", phrase)) or party
    return told(named, party if party != "administrator" else None, 2, phrase)


# 補助対象, 支援の対象となるもの: whether that is somebody or something that is bought, its items tell
_UNNAMED = re.compile(r"(?:(?:補助|助成|支援|給付|交付|支給)(?:金)?の?)?対象(?:と(?:なる|する)|になる)?(?:もの|物|品目?|物品)?")
# 対象業種, 対象外となる業種: in which trade an applicant must be, or must not
_TRADES = re.compile(
    r"(?:(?:補助|助成|支援|給付|交付|支給|申請)(?:金)?の?)?(?:(?P<granted>対象(?:と(?:なる|する))?)|(?:対象外|対象から)(?:と(?:なる|する)|に?なる)?"
    r"(?:除(?:かれる|く))?|対象と?(?:に)?(?:は)?(?:ならない|しない)|除外(?:する|される)?)(?:の)?業種"
)
# Q3 申請に必要な書類は何ですか: what is asked for is what stands below
_ASKED_BEFORE = re.compile(r"^(?:Q|質問|問)\s*\d{0,3}[.:、)]?\s*")
_ASKS = re.compile(
    r"(?:に?は|を|が|について|とは)?、?(?:何(?:です|が必要です|があります|が対象です)か|どのような(?:もの|経費|書類|事業)(?:です|があります|が(?:対象|必要)です)か"
    r"|教えて(?:ください|下さい|ほしい)|(?:どう|いくら)(?:なっていますか|ですか))[?。]*$"
)
# 申請できるのはどのような企業ですか
_WHO_ASKED = re.compile(
    r"(?:申請|応募|利用|対象)(?:が)?(?:でき|と?に?な)るのは、?(?:どのような|どんな)(?:企業|事業者|方|人|会社|者|団体)ですか[?。]*"
)
_PERSONS = r"(?:方々?|人|皆様|者|事業者|事業主|法人|企業|会社|団体|中小企業者?)(?:の(?:方|皆様))?"
# ご利用いただける方, こんな方が対象です
_MAY_USE = re.compile(
    rf"(?:ご|お)?(?:利用|活用|申請|応募|申し?込み?|参加|受給)(?:して)?(?:いただける|頂ける|になれる){_PERSONS}"
    rf"|(?:こんな|こういう|このような|次の|以下の|下記の){_PERSONS}(?:が|を)(?:補助|助成|支援|交付|支給)?(?:金)?の?対象(?:です|とします|となります|にします)?"
)
# whom it is about by no more than that: outside of any list that says what for, those who may apply
_WHO_FITS = re.compile(rf"(?:(?:該当|適合)する|当てはまる|あてはまる){_PERSONS}|該当者")
# 返還を求める場合, 交付決定を取り消すことがあります: what is below it leads to that; who has repaid, or was told to, is another matter
_TAKES_BACK = re.compile(r"(?:(?:返還|返納|返金)(?:を|が|と)[^、。たれ]{1,10}|取り?消す)(?:(?:場合|とき|こと)(?:が(?:ある|あります))?)?$")
# 消費税額の控除, 経費からの税額の除外: what is taken off a sum
_TAKEN_OFF = re.compile(r"(?:税|額|金|分)等?の(?:除外|控除|減額)$")
_WHOSE_DUTY = re.compile(r"の?(?:義務|責務|業務|遵守事項|役割|登録の?取り?消し?)$")
_WHOSE = re.compile(r"の?(?:要件|条件|資格|基準)$")


# examples of what is or is not granted say as much as its list
_OF_THE_GRANT = ("eligible_expense", "ineligible_expense", "exclusion")
_EXAMPLES = re.compile(r"(.{4,}?)の?(?:具体|代表)?(?:例|事例)$")
# how a requirement is measured tells what it asks for
_HOW = re.compile(r"「?(.{2,}?(?:要件|条件|基準))」?の?(?:比較|判定|判断|確認|算定|計算|算出)の?(?:方法|基準)$")
_BAR = re.compile(r"(?<!応募の)(?<!申請の)(?:禁止|制限)(?:事項)?$|(?:して|やって|行って)は(?:いけない|ならない)(?:こと|行為|事項)$")
_OF = re.compile(r"(.{4,})の(?:区分|種類|種別|分類|類型)$")


# 支給対象とならない場合: what follows from the cases below it, and no case itself
_DECISION_ALONE = re.compile(
    r"(?:[（(【\d.．)）】\s①-⑳]*)(?:(?:次|以下|下記)の)?(?:(?:補助|助成|支援|支給|交付|申請|奨励)(?:金|決定)?(?:の|を|が)?)*"
    r"(?:対象(?:外)?|受給|不?支給|不?交付|返還|返納|返金|取り?消す?し?|減額)?(?:と|に|が|を|の)?"
    r"(?:しない|できない|ならない|なる(?:おそれ)?|される|されない|受けられない|求める|行う|必要な)?(?:場合|とき|ケース)(?:等|について|の例)?"
)


def is_decision_alone(heading: str) -> bool:
    """Whether a folded heading names no more than what becomes of those whom the list below it describes.

    >>> is_decision_alone("支給対象とならない場合"), is_decision_alone("交付決定を取り消す場合"), is_decision_alone("大企業の場合")
    (True, True, False)
    """
    return _DECISION_ALONE.fullmatch(heading) is not None


# 【指定様式】残業時間の記録: on which form a paper is written is part of its name
_LABELLED = re.compile(r"([^、。:「」【】]{2,18}):(?=.)|【(?![^【】]*(?:様式|書式)\d*】)([^、。:「」【】]{2,18})】:?(?=[^【】:])")


def of_label(text: str) -> Told:
    """What a folded line says of itself by a label of its own: 補助率:2/3, 対象者:町の会社; nothing where it has none.

    >>> of_label("対象経費:机の購入費").role, of_label("【対象経費】机の購入費").role, of_label("例:机").role
    ('eligible_expense', 'eligible_expense', None)
    """
    found = _LABELLED.match(text)
    said = of_heading(found[1] or found[2]) if found else NOTHING
    if found and said.role == "exclusion" and said.of is None and party_of(text.rstrip("。")) in ("expense", "product"):
        return told("ineligible_expense", "expense", 3, text)  # 対象外:土地の購入費用
    return told(said.role, said.of, 3, text, sign=said.sign) if said.role in SIGNS or said.role in ("amount", "schedule") else NOTHING
