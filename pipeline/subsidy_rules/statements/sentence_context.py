"""What stands round a sentence: what lead and heading say that items do, what announces a list, what is an example."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.predicates import Predicate, predicate
from subsidy_rules.model.reading import Act, Party, Section
from subsidy_rules.statements.sentence_parts import parts_of
from subsidy_rules.statements.sentence_predicate import DONE_TO_POINTS, own_act

_POINTER = r"(?:以下|次|下記|次項|次頁|右記)(?:に掲げる|に示す|に定める|に記載の|の各号の|のアから|のような|のうち|の|に|から)"
_VALUE = r"(?:額|金額|率|(?:要件|基準|条件)[^、。]{0,8}満たす(?!こと|必要|ものと|もので))"
# the list is what the sentence acts on: nothing else is acted on behind it
_POINTS = deferred(
    rf"(?:^|[、はがのをも]){_POINTER}(?![「A-Z①-⑳\d(])(?!{_VALUE})[^、。をはが]*(?:を(?!.*を)|を行う[^、。をはが]*(?:は|に対して)|は|が|に(?:対して|ついて)|も)"
)
_CLAUSE_END = deferred(r"(?:場合(?:に)?(?:は|も)?|とき(?:は)?|際(?:は|に)?|他|ほか|であって|のうち)、")
_EXAMPLE = deferred(
    r"^[(]?(?:[①-⑳])?(?:(?:具体|記載|記入|計算|算定|試算|適用)?例\d*[)):、]|(?:ケース|パターン|\d年(?:度)?目で[^、。]{1,12})\d*:|(?:例えば|たとえば)(?!、?(?:以下|次|下記)))"
)
_EXAMPLE_LEAD = deferred(r"(?:具体例|記載例|記入例|計算例|ケースで|(?:の|、)例(?:です|は|$|\))|例\)?$|イメージ)")
_EXAMPLE_HEADING = deferred(r"(?:具体|記載|記入|計算|算定|試算)例|イメージ")
_CASE_LABEL = deferred(r"^[①-⑳][^、。]{2,30}:")


def announces(plain: str) -> bool:
    """Whether a sentence heads a list: it says no more than that something follows.

    >>> announces("対象者は、以下のとおりとする"), announces("次の書類を添付しなければならない"), announces("次の額を支給する")
    (True, True, False)
    """
    if re.search(r"(?:とおり|通り)[ぁ-ん]{0,6}$", plain) and re.search(r"以下|次|下記|下表|左記|別表|別紙|別添|別記", plain[-20:]):
        return True
    if re.search(r"(?:以下|次|下記)の?[^、。]{0,16}(?:に該当|に当てはま|を満た)[^、。]{0,6}(?:場合|とき)(?:に)?(?:は)?、", plain):
        return True
    return bool(_POINTS.search(_CLAUSE_END.split(plain)[-1])) and predicate(plain).noun in ("", "こと")


_HEADINGS: tuple[tuple[str, Act], ...] = (
    (r"(?:具体例|記載例|記入例|(?<![特条慣先比判])例\d*(?:$|:|\)))", "example"),
    (r"減点", "gets_penalty"),
    (r"加点", "gets_bonus"),
    (r"返還|返納|返金|取消", "is_repaid"),
    (r"提出(?:が必要な)?(?:書類|資料)|添付書類|必要書類|申請書類|提出(?:方法|物)", "is_submitted"),
    (r"スケジュール|(?:公募|受付|申請|実施|有効)期間|締切|期限|日程", "is_scheduled"),
    (r"定義|用語", "defines"),
    (r"審査(?:項目|の?観点|基準)|注意事項|留意(?:事項|点)", "informs"),
    (r"補助(?:上限)?(?:金)?額|補助率|助成額|支給額|助成率", "is_paid"),
    (r"要件|条件|遵守|義務|責務", "must"),
)


@lru_cache(maxsize=1024)
def context_act(words: str) -> Act | None:
    """The act of the items that a lead or a heading announces; None where it tells none.

    >>> context_act("以下に該当する事業者は補助対象外です。"), context_act("加点項目"), context_act("＜補助対象外となる経費＞")
    ('is_excluded', 'gets_bonus', 'is_not_paid')
    >>> context_act("申請者は以下の全ての要件を満たすこと。"), context_act("はじめに")
    ('must', None)
    """
    plain = re.sub(r"^[【<《〈\[]|[】>》〉\]]$", "", parts_of(words).plain) if words else ""
    if not plain:
        return None
    told = own_act(plain)
    if told.act not in (None, "informs", "defines", "may") and not told.names:
        return told.act
    named = _named(plain, told.predicate) if told.names else None
    return named or next((act for pattern, act in _HEADINGS if re.search(pattern, fold_text(words))), None)


def _named(plain: str, said: Predicate) -> Act | None:
    """What a title that ends in a noun says of it: 補助対象外となる経費, 不支給要件, 対象となる事業者."""
    if said.act in ("qualify", "pay", "select"):
        party: Party | None = party_of(plain)
        if said.noun in ("額", "率", "金", "金額"):
            return "is_not_paid" if said.negated else "is_paid"
        if party == "expense":
            return "is_not_paid" if said.negated else "is_paid"
        if said.noun in ("要件", "条件", "項目", "事項", "基準") and not said.negated:
            return "must"
        return "is_excluded" if said.negated else "is_eligible"
    if said.act in DONE_TO_POINTS:
        return DONE_TO_POINTS[said.act]
    return None


def is_example(original: str, heading: str, lead: str, section: Section | None) -> bool:
    """Whether a sentence (with its label) is a worked case, by its own first words, its list or its heading."""
    if section is not None and section.role == "example":
        return True
    if _EXAMPLE_HEADING.search(fold_text(heading)):
        return True
    if _EXAMPLE.match(original) or (lead and _EXAMPLE_LEAD.search(fold_text(lead).rstrip("。"))):
        return True
    return bool(_CASE_LABEL.match(original) and "informs" in (context_act(heading), own_act(parts_of(lead).plain).act if lead else None))
