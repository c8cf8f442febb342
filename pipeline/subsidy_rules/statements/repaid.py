"""What items say of repayments beyond their reason: the share, and what exempts from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from subsidy_rules.language.metrics import measure
from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Unread
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.listed import readings_of
from subsidy_rules.statements.prose import negated

_REPAID = re.compile(r"(?:の額|に相当する額)?(?:を|の)?(?:上限とし(?:て)?、?)?(?:返還|返納)")
_WHOLE = re.compile(r"(?:全額|全部)(?:を|の)?(?:返還|返納)")
_OR_PART = re.compile(r"全(?:額|部)(?:又は|または|若しくは|・)一部|一部(?:又は|または|若しくは|・)全(?:額|部)")
_LABEL = re.compile(r"\((?:\d{1,2}|[ア-ン]|[a-z])\)|[①-⑳]")
_NAME = 60


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


def is_exemption(item: Item) -> bool:
    """Whether an item says when nothing is paid back."""
    return is_denied(item.text) and "返還" in fold_text(item.text)


def exempts(exemption: Item, item: Item) -> bool:
    """Whether an exemption speaks of an item: by its label, or of all that stands in the same list."""
    if exemption.clause is None or item.clause is None or exemption.headings != item.headings:
        return False
    labels = _LABEL.findall(fold_text(exemption.text))
    return fold_text(item.clause.label) in labels if labels else exemption.clause.path[:-1] == item.clause.path[:-1]


def exemption_of(item: Item) -> Iterator[Condition]:
    """What must not be so for a repayment to be asked: the bounds of the exemption turned round, else its states denied."""
    bounds = tuple(dict.fromkeys(measured.leaf for measured in measure(fold_text(item.text))))
    if bounds:
        yield from (negated(leaf) for leaf in bounds)
        return
    for words in (words for reading in readings_of(item) for words in reading.conditions):
        yield Leaf(fact=OTHER, of=fold_text(words)[:_NAME], op="eq", value=False) if len(words) <= _NAME else Unread(unread=words)
