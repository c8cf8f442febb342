"""Whom or what a sentence speaks of: the head noun of its topic, of the item itself, or of what leads it."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import party_of as party_of_noun
from subsidy_rules.language.predicates import Predicate
from subsidy_rules.model.reading import Act, Party, Section
from subsidy_rules.statements.sentence_parts import parts_of

_TOPIC = deferred(r"(?:に(?:対して|ついて|おいて|関して)(?:は|も)|にあっては|には|(?<![でに])は|(?<=[者金費料])も)(?=、|[^いっげだ、])")
_SUBJECT = deferred(r"が(?=、|[^いっげだ、])")
# が in a clause that only qualifies a noun: 国が定める基準, 事務局が必要と認める書類
_QUALIFIES = deferred(r"[^、。はを]{0,16}?(?:る|た|う|い)(?=[一-龠「ァ-ヶA-Za-z])")
_FAR = 300  # signs: no noun phrase is longer
_NOUN = deferred(r"(?:[一-龠々ァ-ヶーA-Za-z0-9・&]|「[^」]*」|の(?=[一-龠「])|取り組み|等|及び|並びに|ごと(?=の))+$")
_TIMES = deferred(r"(?:場合|とき|際|時|時点|後|前|原則|以降|上記|以下|次|ため)$|^(?:[^の]*)(?:期間|期限)$")
_CONDITION = deferred(r"(?<![^、])[^、]*(?:場合|とき|際)(?:に)?(?:は|も)?、")
_STAFF = deferred(r"(?:労働者|従業員|社員|職員)(?:等)?$")
_OWNED = deferred(r"(?P<owner>.+?)の(?:(?:代表者?|役員|従業員|構成員|職員|社員|親族)(?:等|及び|又は|・|、)?)+$")
_PRICE = deferred(r"(?:価格|単価|代金|諸?税|謝金|保険料|賃料|利用料|使用料)(?:等)?$")
_PROJECT_TIME = deferred(r"(?:補助)?事業の?(?:実施|完了|開始|終了)|実施期間")
_OWN_VERB = deferred(r"(?<!で)(?<!では)(?:する|した|している|していない|行う|行っている|受けている|受けていない|る|ない|た|いる)(?:こと)?$")
_PROGRAMME = deferred(r"^(?:本|当)(?:事業|制度|補助金|助成金|公募)$")
_DOERS = ("administrator", "vendor", "lessor")
# What these do is done to an applicant, whoever else is named in the sentence.
_OF_APPLICANT = frozenset({"is_repaid", "gets_bonus", "gets_penalty"})
_DEFAULTS: dict[Act, Party] = {
    "is_submitted": "document",
    "is_scheduled": "other",
    "defines": "other",
    "informs": "other",
    "example": "other",
}


def party_of(noun: str) -> Party | None:
    """Of whom or what a folded noun phrase speaks: staff is nobody who applies, an officer speaks for the firm he is of.

    >>> party_of("常時使用する労働者"), party_of("販売事業者の役員"), party_of("本事業"), party_of("補助事業者")
    ('other', 'vendor', 'other', 'applicant')
    """
    if owned := _OWNED.search(noun):
        return party_of(owned["owner"])
    if _PRICE.search(noun):
        return "expense"
    if _STAFF.search(noun) or _PROGRAMME.search(noun):
        return "other"
    # the period of a plan is of the plan, the sort of an expense of the expense
    return party_of_noun(noun) or (party_of_noun(noun.split("の")[0]) if "の" in noun else None)


def topics(plain: str, *, weak: bool = True) -> tuple[str, ...]:
    """The noun phrases of which a sentence says something (…は, …については; `weak`: …が), 場合-clauses and times left out.

    >>> topics("不備がある場合は、事務局は申請者に連絡する"), topics("国が定める基準を満たす者が対象となる")
    (('事務局',), ('者',))
    """
    main = _CONDITION.sub("", plain)
    places = [match.start() for match in _TOPIC.finditer(main)]
    places += [match.start() for match in _SUBJECT.finditer(main) if weak and not _QUALIFIES.match(main, match.end())]
    nouns = (_NOUN.search(main[max(0, place - _FAR) : place]) for place in places)
    return tuple(noun.group() for noun in nouns if noun and not _TIMES.search(noun.group()))


def topic_party(plain: str, said_noun: str, heading: str, lead: str, section: Section | None = None) -> Party | None:
    """Of whom or what a sentence speaks, whatever it says: its topic, the noun it ends in, its list or heading; else None."""
    if said_noun not in ("", "こと"):
        return party_of(plain) or _around(heading, lead, section)
    named = _parties(plain)
    return named[0] if named and named[0] != "other" else _around(heading, lead, section) if not named else named[0]


def subject_of(plain: str, act: Act, said: Predicate, heading: str, lead: str, section: Section | None = None) -> Party:
    """Whom or what a sentence speaks of."""
    parties = _parties(plain, weak=act not in ("informs", "is_scheduled"))
    if act == "informs" and (doer := re.match(r"[一-龠々ァ-ヶー]+(?=が)", plain)) and party_of(doer.group()) in _DOERS:
        return party_of(doer.group()) or "other"
    if parties and parties[0] in _DOERS:
        return parties[0]
    if act in _OF_APPLICANT:
        return "applicant"
    if act in ("is_submitted", "defines", "example"):
        return _DEFAULTS[act]
    if act == "is_scheduled" and _PROJECT_TIME.search(plain) and "公募" not in plain:
        return "project"
    acts = act in ("must", "must_not", "may") and said.noun in ("", "こと") and bool(_OWN_VERB.search(plain))
    if acts and not parties:
        # who does something without being named is who applies, or whom the lead speaks of
        led = _parties(parts_of(lead).plain) if lead else []
        return led[0] if led and led[0] != "expense" else "applicant"
    around = _around(heading, lead, section) or _DEFAULTS.get(act, "applicant")
    if act in ("is_paid", "is_not_paid") and not parties and around == "applicant" and re.search(r"経費|費用|費を|支払|購入", plain):
        around = "expense"
    if said.noun not in ("", "こと"):
        return party_of(plain) or around
    if parties:
        return parties[0]
    if act == "announces" and (listed := _listed(plain)):
        return listed
    if own := _complement(plain):
        return own
    return _DEFAULTS[act] if act in ("informs", "is_scheduled") else around


def _parties(plain: str, *, weak: bool = True) -> list[Party]:
    return [party for noun in topics(plain, weak=weak) if (party := party_of(noun)) is not None]


def _complement(plain: str) -> Party | None:
    """What a sentence without a topic says something to be: 「…する者であること」「…の者を除く」."""
    found = re.search(r"(?P<noun>[^、。]{1,30}?)(?:で(?:ある|ない|あり|なく|す)|を(?:除|含|対象))[ぁ-んこと一-龠]{0,12}$", plain)
    return party_of(found["noun"]) if found else None


def _listed(plain: str) -> Party | None:
    """What a list is of: the noun behind 以下の, 次に掲げる."""
    found = re.search(r"(?:以下|次|下記)(?:に掲げる|に示す|に該当する|のような|の|に)([^、。はをが]{1,30}?)(?:は|を|が|に)", plain)
    return party_of(found[1]) if found else None


@lru_cache(maxsize=1024)
def _around(heading: str, lead: str, section: Section | None) -> Party | None:
    for words in (lead, heading):
        plain = parts_of(words).plain if words else ""
        named = [*_parties(plain), *(party for party in (_listed(plain), party_of(_title(plain))) if party)] if plain else []
        if named:
            return next((party for party in named if party != "other"), named[0])
    return section.of if section is not None and section.of != "other" else None


def _title(heading: str) -> str:
    """The noun that a heading is about: 対象経費について, 補助対象者の要件."""
    return re.sub(r"(?:について|の?要件|の(?:定義|範囲|区分|内容|一覧|種類))$", "", re.sub(r"[<>【】]", "", fold_text(heading)))
