"""Definitions of associations by the size of their members: "構成員の3分の2以上が5千万円以下の…資本金…の法人又は…"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.normalise import fold
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.staff import STAFF
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Unread

_MEMBERS = re.compile(
    r"(?:その)?(?P<who>(?:直接(?:又は|または|若しくは)間接の)?(?:構成員|組合員|会員)[^、。\d]{0,20}?)の(?=\d+分の\d+|\d+/\d+)"
)
_BRACKET = re.compile(r"\((?P<said>[^()]*(?:について|にあって|の場合)は、?[^()]*)\)")
_CAPITAL = re.compile(r"の金額をその(?:資本金|出資|資本)|[^。]{0,4}の?(?:資本金|出資の総額)")
_STAFF = re.compile(rf"の?(?:常時使用する)?{STAFF}")
_BOTH = re.compile(r"であって|かつ|及び")


@dataclass(frozen=True, slots=True)
class UnionDefinition:
    """What a sentence asks of the members of an association.

    Attributes:
        leaves: bounds on the capital and the staff of a member; none where members are told by what they are.
        both: both bounds must hold, not one of them.
        when: how many of the members, and what the sentence tells of some members apart, which is not read.
        start, end: the sentence, half-open bounds in the text as printed.
    """

    leaves: tuple[Leaf, ...]
    both: bool
    when: tuple[Condition, ...]
    start: int
    end: int


def union_definition(text: str) -> UnionDefinition | None:
    """The definition that a text gives, None where it gives none.

    >>> found = union_definition("構成員の3分の2以上が2億円以下の金額をその資本金の額とする法人又は常時40人以下の従業員を使用する者")
    >>> [(leaf.fact, leaf.op, leaf.value) for leaf in found.leaves], found.when[0].value
    ([('capital', 'le', 200000000), ('employees', 'le', 40)], '2/3')
    """
    folded = fold(text)
    members = _MEMBERS.search(folded.text)
    if members is None:
        return None
    end = folded.text.find("。", members.end())
    end = len(folded.text) if end < 0 else end + 1
    share = next((q for q in find_quantities(folded.text) if q.start == members.end() and q.unit == "rate" and q.low is not None), None)
    if share is None or share.low is None:
        return None
    told = folded.text[share.end : end]
    apart = tuple(Unread(unread=match["said"]) for match in _BRACKET.finditer(told))
    plain = _BRACKET.sub("", told)
    sizes = [(fact, q) for q in find_quantities(plain) if (fact := _fact(plain, q)) is not None]
    if {fact for fact, _ in sizes} == {"capital", "employees"} and len(sizes) == 2:
        first, last = sizes[0][1], sizes[1][1]
        leaves = tuple(leaf for fact, q in sizes for leaf in bounds_to_leaves(fact, q))
        both = _BOTH.search(plain, first.end, last.start) is not None
    else:
        leaves, both = (), False
        apart = (Unread(unread=told.lstrip("が、").rstrip("。")),)
    of = f"{members['who']}の割合"
    asked = Leaf(fact=OTHER, of=of, op="ge", value=str(share.low.value), unit="rate")
    return UnionDefinition(leaves, both, (asked, *apart), *folded.span(members.start(), end))


def _fact(text: str, quantity: Quantity) -> str | None:
    """Which size of a member a quantity bounds; only upper bounds do."""
    if quantity.high is None or quantity.low is not None:
        return None
    if quantity.unit == "yen" and _CAPITAL.match(text, quantity.end):
        return "capital"
    return "employees" if quantity.unit == "person" and _STAFF.match(text, quantity.end) else None
