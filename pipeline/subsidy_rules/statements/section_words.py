"""What the words of a heading, a leading sentence or a single sentence say of a list or of themselves: role, of whom, sign.

Composed, not listed: the noun that is talked about × what the predicate does to it × its negations, counted through the whole phrase.
対象外となる経費 is expense × qualify × denied; 以下に該当する者は申請できない is applicant × permit × denied; 不支給要件 pays × denied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import cast

from subsidy_rules.language.parties import party_of, subject_of
from subsidy_rules.language.predicates import Predicate, predicate
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.reading import Party, Role, Sign

SIGNS: dict[Role, Sign] = {
    "requirement": "positive",
    "eligible_expense": "positive",
    "bonus_point": "positive",
    "required_document": "positive",
    "duty": "positive",
    "exclusion": "negative",
    "ineligible_expense": "negative",
    "penalty_point": "negative",
    "clawback": "negative",
}
PARTIES: dict[Role, Party] = {
    "eligible_expense": "expense",
    "ineligible_expense": "expense",
    "required_document": "document",
    "bonus_point": "applicant",
    "penalty_point": "applicant",
    "clawback": "applicant",
    "duty": "applicant",
    "requirement": "applicant",
    "exclusion": "applicant",
    "review_criteria": "project",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What words say a list, or they themselves, are.

    Attributes:
        role: None where they say nothing.
        of: of whom or what; None where they do not say.
        sign: what it means to the applicant to be as the items say.
        sure: 3, a predicate says it; 2, a noun names it; 1, only likely; 0, nothing said.
        any_of: one of the items is enough.
        ends: nothing above these words goes on below them although they name no role.
        words: the words themselves.
    """

    role: Role | None = None
    of: Party | None = None
    sign: Sign = "neutral"
    sure: int = 0
    any_of: bool = False
    ends: bool = False
    words: str = ""


NOTHING = Told()

_SQUARE = re.compile(r"【[^】]*】")
_WRAP = re.compile(r"^[【<(《〈\[「『](.*)[】>)》〉\]」』]$")
_AND = re.compile(r"、|・|及び|並びに|又は|/")
_TITLE_END = re.compile(r"(?:について|に関して|に関する事項|(?:の)?一覧表?|とその内容|の(?:概要|内容)|等|など|は|:|\(続き\)|\d+)$")
_MARK = re.compile(r"[※*]\d*|[①-⑳]$")
_SCOPE_ONLY = re.compile(r"(?:場合|とき|際|のみ|限定|限る|向け|対象)(?:の?み)?$|(?<!こ)の(?:考え方|計算式|計算方法)$|^(?:考え方|計算式)$")


def told(role: Role | None, of: Party | None, sure: int, words: str, *, sign: Sign | None = None, any_of: bool = False) -> Told:
    """What is told of a role, with the sign that the role has by itself where none is given."""
    if role is None:
        return NOTHING
    return Told(role, of, SIGNS.get(role, "neutral") if sign is None else sign, sure, any_of, words=words)


@cache
def _nouns() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    return tuple((cast(Role, role), re.compile(rf"(?:{'|'.join(words)})$")) for role, words in load("section_nouns").items())


def _named(phrase: str) -> Role | None:
    """The role that the noun at the end of a phrase names."""
    return next((role for role, pattern in _nouns() if pattern.search(phrase)), None)


@lru_cache(maxsize=4096)
def of_heading(text: str) -> Told:
    """What a folded heading, row label or column label says that stands below it.

    >>> [of_heading(text).role for text in ("補助対象外となる経費", "不支給要件", "加点に係る提出書類", "賃上げの要件が未達の場合")]
    ['ineligible_expense', 'exclusion', 'required_document', None]
    """
    phrase = _plain(text)
    if not phrase:
        return NOTHING
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
    while (shorter := _TITLE_END.sub("", phrase)) != phrase and shorter:
        phrase = shorter
    return phrase.rstrip("。:")


def _of_phrase(phrase: str) -> Told:
    said = predicate(phrase)
    party = party_of(phrase)
    if said.noun in ("場合", "とき", "時") and not (said.negated and said.act in ("qualify", "permit", "pay")) and said.act not in ("repay", "cancel"):
        return NOTHING
    if said.act == "assess" and not said.noun and phrase.endswith(("審査", "評価", "採点")) and _named(phrase) is None:
        return Told(ends=True, words=phrase)
    if said.act in ("add_points", "take_points") and _named(phrase) not in ("required_document", "procedure", "example"):
        role: Role = "bonus_point" if said.act == "add_points" else "penalty_point"
        if said.noun not in ("者", "事業者", "場合") or not said.negated:
            return told(role, party if party == "project" else None, 2, phrase)
    if _BAR.search(phrase):
        return told("duty", None, 2, phrase, sign="negative")
    if said.act in ("qualify", "permit", "pay", "select") and said.negated and said.modality != "need_not":
        return _denied(party, 3, phrase)
    if said.act == "qualify" and party in ("applicant", "project", "product", "expense", "lessor"):
        return _granted(party, 2, phrase)
    if said.act == "permit" and party == "applicant" and said.noun:
        return told("requirement", party, 2, phrase)
    named = _named(phrase)
    if named == "category" and (of := _OF.match(phrase)) and (inner := _of_phrase(of[1])).role:
        return inner
    if named is None or _SCOPE_ONLY.search(phrase):
        return NOTHING
    if named == "requirement" and said.act in ("repay", "cancel"):
        named = "clawback"
    elif named == "requirement" and said.act == "assess":
        named = "review_criteria"
    return told(named, party, 2, phrase)


_BAR = re.compile(r"(?<!応募の)(?<!申請の)(?:禁止|制限)(?:事項)?$")
_OF = re.compile(r"(.{4,})の(?:区分|種類|種別|分類|類型)$")


def _denied(party: Party | None, sure: int, words: str) -> Told:
    if party == "expense":
        return told("ineligible_expense", party, sure, words)
    return told("exclusion", party if party not in (None, "administrator", "document") else None, sure, words)


def _granted(party: Party | None, sure: int, words: str) -> Told:
    if party == "expense":
        return told("eligible_expense", party, sure, words)
    return told("requirement", party if party != "administrator" else None, sure, words)


_POINTER = re.compile(
    r"(?:以下|次|下記|下表|次表|別表|左記|右記|次頁|次ページ)(?:\([^)]*\)|※\d*)?(?:[①-⑳]|\(?\d\)|[A-Zア-ン]\))?(?:~|から)?"
    r"(?:の(?!ほか|他)|に(?!ある)|を|は(?!同)|で(?!ある)|、|が|か|いずれ|各号|各項|とお|とする|通り|[①-⑳A-Z(])"
)
_ANY = re.compile(r"いずれか|何れか|どれか|1つ以上|一つ以上|少なくとも(?:1|一)つ|(?:各号|次|以下)の(?:1|一)(?:つ)?に|のうち(?:1|一)つ")
_EXCEPT = re.compile(r"(?:場合|もの|者|事業者|とき)を除(?:き|く|いて)")
_EXEMPT = re.compile(r"適用(?:外|除外|しない|されない)|免除|対象から除外され|この限り")
_QUESTION = re.compile(r"(?:か|かどうか|かを(?:審査|評価).*)[。?]?$")
_REFERS = re.compile(r"詳細は|詳しくは|ご?(?:覧|参照)|こちら|URL|https?:|TEL|電話|お問い?合わ?せ")
_LAW_TAIL = re.compile(r"(?:をい|という|を指)")


def points_down(text: str) -> bool:
    """Whether a folded sentence points to what stands below it (以下の, 次の各号, 下表).

    >>> [points_down(text) for text in ("次の各号に掲げる者", "以下「補助金」という。", "20人以下の会社", "次年度の予算")]
    [True, False, False, False]
    """
    return any(
        not text[max(0, m.start() - 1) : m.start()].isdigit() and not re.search(r"[人円%名社者]$", text[: m.start()])
        for m in _POINTER.finditer(text)
    )


@lru_cache(maxsize=8192)
def of_lead(text: str) -> Told:
    """What a folded sentence that announces a list says its items are.

    >>> of_lead("次のいずれかに該当する者は、申請することができない。").role
    'exclusion'
    >>> (lead := of_lead("以下のいずれにも該当しないこと")).role, lead.sign
    ('exclusion', 'negative')
    """
    plain = without_brackets(text)
    said = predicate(text)
    party = _listed(plain) or subject_of(text) or party_of(plain)
    any_of = bool(_ANY.search(plain))
    found = _announced(plain, said, party)
    return replace(found, any_of=any_of) if found.role else found


_LISTED = re.compile(
    r"(?:該当する|掲げる|示す|該当し(?:た|ている)|満たす|関する|当てはまる|あてはまる|の(?:いずれかの)?)([^、。はがをに]{1,20})(?=[はがをに、。]|$)"
)


def _listed(plain: str) -> Party | None:
    """Of whom the items speak: the noun that the pointer announces (以下に該当する経費は)."""
    at = _POINTER.search(plain)
    if at is None:
        return None
    for found in _LISTED.finditer(plain, max(0, at.start())):
        if party := party_of(found[1]):
            return party
    return None


def _announced(plain: str, said: Predicate, party: Party | None) -> Told:
    if _IS.search(plain) and not said.negated:
        return told("definition", party, 3, plain)
    if _EXEMPT.search(plain[-24:]):
        return Told("other", party, "neutral", 3, words=plain)
    if _EXCEPT.search(plain) and points_down(plain[: (_EXCEPT.search(plain) or re.match("", plain)).end()]):  # type: ignore[union-attr]
        return Told("other", party, "neutral", 3, words=plain)
    by_act = _by_act(plain, said, party)
    if by_act.role is not None:
        return by_act
    named = _announced_noun(plain)
    if named is not None:
        return told(named, party, 2, plain)
    topic = _TOPIC.match(plain)
    return replace(of_heading(topic[1]), sure=2) if topic and of_heading(topic[1]).role else NOTHING


_TOPIC = re.compile(r"(?:なお、|また、)?([^、。]{2,30}?)(?:について)?は")


def _by_act(plain: str, said: Predicate, party: Party | None) -> Told:
    act, denied = said.act, said.negated
    if act in ("repay", "cancel"):
        return told("clawback", party, 3, plain, sign="neutral" if denied else "negative")
    if act == "add_points":
        return NOTHING if denied else told("bonus_point", party if party == "project" else None, 3, plain)
    if act == "take_points":
        return told("penalty_point", None, 3, plain)
    if act in ("qualify", "permit", "pay", "select") and denied:
        return _denied(party, 3, plain)
    if act == "qualify":
        return _granted(party, 3, plain)
    if act == "meet" and not denied:
        return told("bonus_point" if "加点" in plain else "requirement", party if party != "document" else None, 3, plain)
    if act == "fall_under":
        if denied:
            return told("exclusion", party, 3, plain)
        if said.modality == "must" or said.noun:
            return told("requirement", party, 3 if said.modality == "must" else 2, plain)
    if act == "define":
        return told("definition", party, 3, plain)
    if act == "submit":
        return told("required_document" if _papers(plain) else "procedure", "document", 3 if _papers(plain) else 2, plain)
    if act in ("keep", "report") and said.modality == "must":
        return told("duty", party, 2, plain)
    return NOTHING


_PAPER = re.compile(r"書類|資料|様式|証憑|証明書|写し|添付|書面")


def _papers(plain: str) -> bool:
    return bool(_PAPER.search(plain))


_ANNOUNCED_NOUN = re.compile(r"([^、。はがをにで]{1,16}?)(?:は|が|を|に|で|、|$)")


def _announced_noun(plain: str) -> Role | None:
    """The role that a noun of an announcing sentence names: 要件は次のとおり, 以下の書類を."""
    for found in _ANNOUNCED_NOUN.finditer(plain):
        if (role := _named(found[1])) in (
            "requirement",
            "bonus_point",
            "penalty_point",
            "required_document",
            "eligible_expense",
            "review_criteria",
            "example",
            "definition",
        ):
            return role
    return None


# what cannot be done, right before できない or 認められない
_APPLYING = re.compile(
    r"(?:申請|応募|受給|受け(?:る|られ)|交付|支給|採択|対象と|適用|併用|選択)(?:を|は|が|も|に|しか|する|され|られ|と|し|て|の|こと|いかなる(?:理由|場合)[ぁ-ん]*)*$"
)
_SPENDING = re.compile(
    r"(?:計上|経費|支払|支払い|支払う|支出|含め|含む)(?:を|は|が|も|に|する|され|られ|と|し|て|の|る|こと|いかなる(?:理由|場合)[ぁ-ん]*)*$"
)
_FIGURE = r"(?:\d[\d,.]*(?:万|億|千)?円|\d+/\d+|\d+分の\d+)"
# a figure right beside the words for what is granted: 補助率は1/2, 50万円を上限とする
_AMOUNT = re.compile(
    rf"(?:補助|助成|支給|交付)(?:金|対象)?(?:の|経費の)?(?:上限|下限|限度)?(?:額|率)(?:は|が|を|:)?[^。、]{{0,12}}{_FIGURE}"
    rf"|{_FIGURE}(?:\([^)]*\))?(?:まで)?(?:を|が)?(?:補助|助成)?(?:金)?(?:の)?(?:上限|限度|補助率)|(?:上限|下限|限度)額?(?:は|:)[^。、]{{0,12}}{_FIGURE}"
)
_TERM = re.compile(r"(?:期間|期限|締切日?|開始日?|終了日?|受付|公募|日程|公表|締め切り)[^、。]{0,12}(?:は|:)")
_DATE = re.compile(r"\d+年\d+月|\d+月\d+日|\d+/\d+\(|(?:令和|平成|R)\d|\d+(?:か|ヶ|カ|ケ|箇)月|(?:上|中|下)旬|期日|時まで|\d+日(?:以内|間)")
_MEANS = re.compile(
    r"^(?:なお、|また、)?[^。]{0,60}?(?<!こ)とは(?:、|「|[^いっ言な])|「[^」]+」(?:は|の定義)|の定義は|(?:を|と)いい?(?:う|ます|い)|を指(?:す|し)|意味(?:する|します)"
)
_IS = re.compile(r"^(?:なお、|また、|本[^、。]{1,10}において、?)?[^。、は]{1,60}(?<!こ)とは(?:、|「|[^いっ言な])")
_KEY = re.compile(r"^[^、。]{1,24}?(?:は|:)")
_SPEAKS = re.compile(r"[うくぐすずつぶむるたいんだか]$|(?:です|ます|こと|不可|必要|必須|禁止|厳禁|対象外|とする|不要|(?<![許認])可)$")
# several consequences in one breath: 交付決定の取消、補助金の返還、公表等を行う
_TAKEN_BACK = re.compile(
    r"(?:取(?:り)?消し?|返還|返納)(?:命令)?(?:[、・やと]|等|及び|又は|並びに|のほか|や、)[^。]{0,40}(?:行|講|求|命|な[りるっ]|処|公表|受け)"
)


@lru_cache(maxsize=8192)
def of_sentence(text: str) -> Told:
    """What a single folded sentence is by its own predicate, whatever it stands under.

    >>> of_sentence("「小店」とは、従業員のいない店をいう。").role, of_sentence("車両の購入費は対象になりません。").role
    ('definition', 'ineligible_expense')
    """
    plain = without_brackets(text)
    said = predicate(text)
    party = subject_of(text) or _listed(plain)
    if (said.act == "define" and _MEANS.search(plain)) or (_IS.search(plain) and not _QUESTION.search(text)):
        return told("definition", party, 3, plain)
    keyed = _KEY.search(plain)
    if keyed and _AMOUNT.search(plain):
        return told("amount", party, 2, plain)
    if keyed and _TERM.search(plain) and _DATE.search(plain) and said.noun != "こと" and said.modality != "must":
        return told("schedule", party, 2, plain)
    if not _SPEAKS.search(plain.rstrip("。.")) or (said.noun and said.noun != "こと"):
        return NOTHING
    if said.act in ("repay", "cancel") or (said.act in ("do", "notify", "submit", "report", "permit") and _TAKEN_BACK.search(plain)):
        return told("clawback", party, 3, plain, sign="neutral" if said.negated else "negative")
    if said.act in ("add_points", "take_points"):
        return _by_act(plain, said, party)
    if said.act in ("qualify", "permit", "pay", "select") and said.modality != "need_not":
        found = _on_grant(plain, said, party)
        if found.role is not None:
            return found
    if _QUESTION.search(text):
        return told("review_criteria", None, 2, plain)
    if _AMOUNT.search(plain) and said.act not in ("meet", "submit") and said.modality != "might":
        return told("amount", party, 2, plain)
    return _plain_speech(plain, said, party)


def _on_grant(plain: str, said: Predicate, party: Party | None) -> Told:
    """A sentence on who or what gets the grant: 対象となる, 申請できない, 認めない, 支給しない."""
    before = plain[: said.start][-20:]
    if said.act == "permit":
        if not said.negated:
            return NOTHING
        if party == "expense" or _SPENDING.search(before):
            return told("ineligible_expense", "expense", 3 if party == "expense" else 2, plain)
        return _denied(party, 3, plain) if _APPLYING.search(before) else NOTHING
    if said.negated:
        return NOTHING if said.act == "qualify" and _EXEMPT.search(plain[-16:]) else _denied(party, 3, plain)
    if said.act != "qualify" or said.modality == "might":
        return NOTHING
    if said.noun == "こと" or _NECESSARY.search(plain[-12:]):
        return told("requirement", party, 1, plain)
    return _granted(party, 3, plain)


_NECESSARY = re.compile(r"必要(?:が|で|と)|なければ")


_OFFICE = re.compile(r"^(?:なお、|また、)?[^、。]{0,12}(?:事務局|委員会|機構|大臣|労働局長?)(?:等)?(?:は|が)、?")
# who has been granted the subsidy has duties; who applies has requirements
_AWARDED = re.compile(r"^(?:なお、|また、)?[^、。]{0,24}(?:補助|助成)事業者(?:等)?(?:は|が)|交付決定を受けた(?:者|事業者)(?:は|が)")


def _plain_speech(plain: str, said: Predicate, party: Party | None) -> Told:
    """A sentence that says nothing of its own on the grant: an obligation, a permission, a remark; only its place can tell more."""
    must = said.modality == "must"
    if said.act in ("note", "follow", "exempt") or (not must and (said.act == "notify" or _REFERS.search(plain[-40:]))):
        return told("remark", party, 2, plain)
    if party in ("administrator", "lessor") and said.noun != "こと":
        return told("procedure" if party == "administrator" and _OFFICE.search(plain) else "remark", party, 2, plain)
    if said.negated and said.modality in ("must", "plain") and said.act in ("permit", "do"):
        return Told(
            "requirement" if said.modality == "must" else "remark",
            party or "applicant",
            "negative" if said.modality != "must" else "positive",
            1,
            words=plain,
        )
    if must:
        if said.act == "submit" and _papers(plain):
            return told("required_document", None, 1, plain)
        if said.act in ("keep", "report") or _AWARDED.search(plain):
            return told("duty", party, 2 if said.act == "keep" else 1, plain)
        return told("requirement", party, 1, plain)
    if said.act == "meet" and not said.negated:
        return told("requirement", party, 1, plain)
    return told("remark", party, 1, plain)
