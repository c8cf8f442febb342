"""What a sentence that announces a list says its items are."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from subsidy_rules.language.parties import party_of, subject_of
from subsidy_rules.language.predicates import Predicate, predicate
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Party, Role
from subsidy_rules.statements.section_told import NOTHING, Told, denied, granted, told
from subsidy_rules.statements.section_words import named_role, of_heading

_POINTER = re.compile(
    r"(?:以下|次|下記|下表|次表|別表|左記|右記|次頁|次ページ)(?:\([^)]*\)|※\d*)?(?:[①-⑳]|\(?\d\)|[A-Zア-ン]\))?(?:~|から)?"
    r"(?:の(?!ほか|他)|に(?!ある)|を|は(?!同)|で(?!ある)|、|が|か|いずれ|各号|各項|とお|とする|通り|[①-⑳A-Z(])"
)
# a definition by its form: …とは、
MEANS = re.compile(r"^(?:なお、|また、|本[^、。]{1,10}において、?)?[^。、は]{1,60}(?<!こ)とは(?:、|「|[^いっ言な])")
_ANY = re.compile(r"いずれか|何れか|どれか|1つ以上|一つ以上|少なくとも(?:1|一)つ|(?:各号|次|以下)の(?:1|一)(?:つ)?に|のうち(?:1|一)つ")
_EXCEPT = re.compile(r"(?:場合|もの|者|事業者|とき)を除(?:き|く|いて)")
EXEMPT = re.compile(r"適用(?:外|除外|しない|されない)|免除|対象から除外され|この限り")


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
    party = listed_party(plain) or subject_of(text) or party_of(plain)
    any_of = bool(_ANY.search(plain))
    found = _announced(plain, said, party)
    return replace(found, any_of=any_of) if found.role else found


_LISTED = re.compile(
    r"(?:該当する|掲げる|示す|該当し(?:た|ている)|満たす|関する|当てはまる|あてはまる|の(?:いずれかの)?)([^、。はがをに]{1,20})(?=[はがをに、。]|$)"
)


def listed_party(plain: str) -> Party | None:
    """Of whom the items speak: the noun that the pointer announces (以下に該当する経費は)."""
    at = _POINTER.search(plain)
    if at is None:
        return None
    for found in _LISTED.finditer(plain, max(0, at.start())):
        if party := party_of(found[1]):
            return party
    return None


def _announced(plain: str, said: Predicate, party: Party | None) -> Told:
    if MEANS.search(plain) and not said.negated:
        return told("definition", party, 3, plain)
    if EXEMPT.search(plain[-24:]):
        return Told("other", party, "neutral", 3, words=plain)
    except_for = _EXCEPT.search(plain)
    if except_for is not None and points_down(plain[: except_for.end()]):
        return Told("other", party, "neutral", 3, words=plain)
    acted = by_act(plain, said, party)
    if acted.role is not None:
        return acted
    named = _announced_noun(plain)
    if named is not None:
        return told(named, party, 2, plain)
    topic = _TOPIC.match(plain)
    return replace(of_heading(topic[1]), sure=2) if topic and of_heading(topic[1]).role else NOTHING


_TOPIC = re.compile(r"(?:なお、|また、)?([^、。]{2,30}?)(?:について)?は")


def by_act(plain: str, said: Predicate, party: Party | None) -> Told:
    """What a predicate does to those that are listed: it grants, denies, takes back, gives points, asks for papers."""
    act = said.act
    if act in ("repay", "cancel"):
        return told("clawback", party, 3, plain, sign="neutral" if said.negated else "negative")
    if act == "add_points":
        return NOTHING if said.negated else told("bonus_point", party if party == "project" else None, 3, plain)
    if act == "take_points":
        return told("penalty_point", None, 3, plain)
    if act in ("qualify", "permit", "pay", "select") and said.negated:
        return denied(party, 3, plain)
    if act == "qualify":
        return granted(party, 3, plain)
    if act == "meet" and not said.negated:
        return told("bonus_point" if "加点" in plain else "requirement", party if party != "document" else None, 3, plain)
    if act == "fall_under":
        if said.negated:
            return told("exclusion", party, 3, plain)
        if said.modality == "must" or said.noun:
            return told("requirement", party, 3 if said.modality == "must" else 2, plain)
    if act == "define":
        return told("definition", party, 3, plain)
    if act == "submit":
        return told("required_document" if speaks_of_papers(plain) else "procedure", "document", 3 if speaks_of_papers(plain) else 2, plain)
    if act in ("keep", "report") and said.modality == "must":
        return told("duty", party, 2, plain)
    return NOTHING


_PAPER = re.compile(r"書類|資料|様式|証憑|証明書|写し|添付|書面")


def speaks_of_papers(plain: str) -> bool:
    """Whether a folded text names papers."""
    return bool(_PAPER.search(plain))


_ANNOUNCED_NOUN = re.compile(r"([^、。はがをにで]{1,16}?)(?:は|が|を|に|で|、|$)")


def _announced_noun(plain: str) -> Role | None:
    """The role that a noun of an announcing sentence names: 要件は次のとおり, 以下の書類を."""
    for found in _ANNOUNCED_NOUN.finditer(plain):
        if (role := named_role(found[1])) in (
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
