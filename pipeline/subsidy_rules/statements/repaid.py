"""What items say of repayments beyond their reason: the share, and what exempts from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from subsidy_rules.language.metrics import measure
from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Unread
from subsidy_rules.statements.clawbacks import exception_leaves
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.listed import readings_of
from subsidy_rules.statements.prose import negated

_REPAID = re.compile(r"(?:の額|に相当する額)?(?:を|の)?(?:上限とし(?:て)?、?)?(?:返還|返納|返金)")
_WHOLE = re.compile(r"(?:全額|全部)(?:を|の)?(?:返還|返納|返金)")
_OR_PART = re.compile(r"全(?:額|部)(?:又は|または|若しくは|・)一部|一部(?:又は|または|若しくは|・)全(?:額|部)")
_PAID_BACK, _PROFIT = re.compile(r"返還|返納|返金|収益の?納付"), re.compile(r"収益の?納付")
_LABEL = re.compile(r"\((?:\d{1,2}|[ア-ン]|[a-z])\)|[①-⑳]")
_NAME = 60
_ONE_OF = re.compile(r"(?:場合|とき)(?:や|又は|または|若しくは|もしくは|、)")


def share_of(said: str) -> Fraction | None:
    """The share of the subsidy that a text asks back; None where it names none.

    >>> share_of("目標に届かない場合は、補助金の２分の１の返還を求める。")
    Fraction(1, 2)
    """
    text = fold_text(said)
    for quantity in find_quantities(text):
        if quantity.unit == "rate" and _REPAID.match(text, quantity.end):
            return quantity.single
    return Fraction(1) if _WHOLE.search(text) and not _OR_PART.search(text) else None


_PART_OF_GRANT = re.compile(
    r"(?:引き?上げ|上乗せ|加算|増額|超過|差額|差分|特例)[^、。]{0,24}?(?:額|分)?(?:\([^()]*\))?の?(?:全額|全部)(?:を|の)?(?:返還|返納|返金)"
)


def repays_part(said: str) -> bool:
    """Whether a text asks back all of a part of the subsidy: its share is not one of the whole.

    >>> repays_part("届かない場合は、上限の引上げ分の額の全額の返還を求める。"), repays_part("届かない場合は、補助金の全額の返還を求める。")
    (True, False)
    """
    return _PART_OF_GRANT.search(without_brackets(fold_text(said))) is not None


def is_exemption(item: Item) -> bool:
    """Whether an item says when nothing is paid back."""
    return is_denied(item.text) and _PAID_BACK.search(fold_text(item.text)) is not None


def exempts(exemption: Item, item: Item) -> bool:
    """Whether an exemption speaks of an item: by its label, or of all that stands in the same list."""
    if exemption.clause is None or item.clause is None or exemption.headings != item.headings:
        return False
    if bool(_PROFIT.search(fold_text(exemption.text))) != bool(_PROFIT.search(fold_text(item.text))):
        return False  # profits that may be kept do not free from repaying for other reasons
    labels = _LABEL.findall(fold_text(exemption.text))
    return fold_text(item.clause.label) in labels if labels else exemption.clause.path[:-1] == item.clause.path[:-1]


def exemption_of(item: Item, plan_years: str | None = None) -> Iterator[Condition]:
    """What must not be so for a repayment to be asked: the bounds of the exemption turned round, else its states denied.

    Args:
        item: the exemption (…場合は返還を求めない).
        plan_years: how long the plan of the document runs, over which its growth is taken.
    """
    text = fold_text(item.text)
    known = tuple(dict.fromkeys(exception_leaves(text, plan_years)))
    told = {leaf.fact for leaf in known}
    bounds = tuple(dict.fromkeys(m.leaf for m in measure(text) if m.leaf.fact not in told and m.leaf.op != "eq"))
    if known or bounds:
        yield from (*known, *(negated(leaf) for leaf in bounds))
        if len(known) + len(bounds) == 1 and _ONE_OF.search(text):
            yield Unread(unread=item.text)  # another case beside the one that was read
        return
    for words in (words for reading in readings_of(item) for words in reading.conditions):
        yield Leaf(fact=OTHER, of=fold_text(words)[:_NAME], op="eq", value=False) if len(words) <= _NAME else Unread(unread=words)
