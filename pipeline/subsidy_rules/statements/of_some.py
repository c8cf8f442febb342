"""Figures that an item states of some of those that it names: 個人：従業員を1人以上雇う者, 中小企業者及び従業員300人以下の社団法人."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import OTHER, Leaf

_LABEL = re.compile(r"^[\s・○●■]*(?P<who>[^:。、\d]{2,24}):(?=[^。]{6})")
_PERSONS = re.compile(r"(?:者|人|主|法人|企業|会社|組合|団体)(?:等|の場合|\([^()]*\))*$")
# …者及び従業員数が300人以下の一般社団法人: what the bound describes is the second of two
_JOINT = re.compile(r"(?:者|法人|企業|会社|組合|団体|個人)(?:等)?(?:、)?(?:及び|又は|並びに|若しくは|または|および)")
_BOUND = re.compile(r"\d[\d,.]*(?:万|億|千)*(?:人|円|名|%)")
_DESCRIBED = re.compile(r"の?(?P<who>[^、。()\dはがをに]{2,24}?(?:法人|組合|団体|会社|企業|個人|者))(?=[、。()等及又並]|$)")
# kinds of bodies that few applicants are: 従業員が300人を超える医療法人 leaves no company out
_BODY = re.compile(
    r"(?:医療|社会福祉|一般|公益|特定非営利|学校|宗教|農事組合|NPO|社団|財団|独立行政)[^、。()]*法人|(?:協同|協業|商工|企業|商店街[^、。()]{0,4})組合"
)
_OWN = frozenset({"employees", "capital"})


def of_some(text: str, start: int, end: int, fact: str) -> tuple[Leaf, ...]:
    """Whom the bound at start..end (half-open) of an item is about, where that is not everybody whom the item names.

    >>> text = "個人:従業員を1人以上雇用して事業を行う者"
    >>> [leaf.of for leaf in of_some(text, 6, 10, "employees")]
    ['個人']
    >>> text = "中小企業者及び従業員数が300人以下の一般社団法人、社会福祉法人"
    >>> [leaf.of for leaf in of_some(text, 7, 18, "employees")]
    ['一般社団法人、社会福祉法人']
    """
    label = _LABEL.match(text)
    if label is not None and label.end() <= start and _PERSONS.search(label["who"]):
        return _leaf(label["who"])
    opened = max(text.rfind(sign, 0, end) for sign in "(。") + 1
    joints = [match.end() for match in _JOINT.finditer(text, opened, end)]
    described = _DESCRIBED.match(text, end)
    if fact in _OWN and described is not None and _BODY.search(described["who"]):
        return _leaf(_all_described(text, described))
    if fact not in _OWN or not joints or described is None or _BOUND.search(text, opened, joints[-1]):
        return ()
    return _leaf(_all_described(text, described))


# …300人以下の一般社団法人、医療法人及び社会福祉法人: what is listed behind the first is described as well
_ONE_MORE = re.compile(
    r"(?:、|及び|又は|並びに|若しくは|または|および)(?:その他の?)?[^、。()\dはがをに]{2,16}?(?:法人|組合|団体)(?:等)?(?=[、。()及又並若]|$)"
)
_LONGEST = 60


def _all_described(text: str, first: re.Match[str]) -> str:
    end = first.end()
    while (more := _ONE_MORE.match(text, end)) is not None and more.end() - first.start("who") <= _LONGEST:
        end = more.end()
    return text[first.start("who") : end]


def _leaf(who: str) -> tuple[Leaf, ...]:
    name = re.sub(r"(?:の場合|等|\([^()]*\))*$", "", fold_text(who))
    known = read_conditions(name) if lexicon("applicant_classes").find(name) else ()
    return known or (Leaf(fact=OTHER, of=name, op="eq", value=True),)
