"""Sums that are refused because they are too small or too large: what is granted else, and what only says in which case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.quantities import Bound, Quantity

# 50万円未満となる場合, 50万円を下回った場合
BECOMES = r"(?:(?:こと)?[とに]な(?:る|った)|であ(?:る|った)|った|の)?"
_CASE = re.compile(rf"{BECOMES}(?:場合|とき|事業者|申請者|者)")
# What is done with an application whose amount is too small.
REFUSED = (
    r"(?:対象[とに]な(?:らない|りません)|対象とし(?:ない|ません)|対象外|(?:交付|支給|助成|補助|受理)(?:は?し(?:ない|ません))|交付は行"
    r"|(?:申請は?|応募は?|行うことは?)?でき(?:ない|ません)|受け?付け(?:ない|ません)|認め(?:ない|られ(?:ない|ません)|ません)"
    r"|(?:交付|支給|支払)(?:さ|わ)れ(?:ない|ません)|(?:採択|交付(?:の)?決定)[^。、]{0,4}取り?消|不採択)"
)
_REFUSED = re.compile(rf"^[^。]{{0,30}}{REFUSED}")
# 補助金の額が100万円に満たない場合は交付しない: the least that is granted
LEAST_GRANT = re.compile(rf"{BECOMES}(?:場合|とき|もの|申請|事業)(?:に|は|を|には|については)?、?[^。]{{0,12}}{REFUSED}|は、?{REFUSED}")
# 10万円未満は対象としません: too small a sum, of the grant only where the words before it say so
_REFUSED_BELOW = re.compile(rf"(?:の(?:もの|額))?(?:は|については)、?{REFUSED}")
_GRANT_BEFORE = re.compile(rf"{GIVES}(?:金(?:の額)?|金?額|申請額|見込額)(?:の(?:合計|総額))?(?:が|で|は)、?$")
_COMPARED = ("以上", "以下", "未満", "える", "満たない", "超", "回る", "下回", "上回")


def is_condition(text: str, quantity: Quantity) -> bool:
    """Whether an open range is what a case is about: 補助額が500万円以上となる場合, 補助率が1/2以下のとき."""
    open_range = quantity.point is None and (quantity.low is None) != (quantity.high is None)
    told = text.endswith(_COMPARED, quantity.start, quantity.end)
    return open_range and told and bool(_CASE.match(text, quantity.end)) and not _REFUSED.match(text[quantity.end :])


def is_refused_below(text: str, quantity: Quantity, context: str) -> bool:
    """Whether a folded text refuses what is less than a sum, and does not say that the grant is meant: it may be what is spent or lent.

    >>> from subsidy_rules.language.quantities import find_quantities
    >>> [is_refused_below(t, find_quantities(t)[0], t[:4]) for t in ("借入額が10万円未満は対象外", "補助額が10万円未満は対象外")]
    [True, False]
    """
    below = quantity.low is None and quantity.high is not None and quantity.high.exclusive
    return below and _REFUSED_BELOW.match(text, quantity.end) is not None and _GRANT_BEFORE.search(context) is None


def granted_else(quantity: Quantity) -> Quantity:
    """What is granted where a sum that is too small, or too large, is refused."""
    low, high = quantity.low, quantity.high
    if low is None and high is not None and high.value is not None:
        return replace(quantity, low=Bound(high.value, not high.exclusive), high=None)
    if high is None and low is not None and low.value is not None:
        return replace(quantity, high=Bound(low.value, not low.exclusive), low=None)
    return quantity


_FIGURE = re.compile(r"[\d.,万億千百]+円")
_COSTS_BEFORE = re.compile(r"(?:経費|費用|事業費|投資額|総額)(?:[のはが、]|合計|総額|金額)*$")


def is_cost_told_before(text: str, quantity: Quantity) -> bool:
    """Whether the words before a sum of a folded text say that so much must be spent: 経費の合計は60万円以上。60万円に満たない場合は."""
    told = _FIGURE.match(text, quantity.start)
    return told is not None and any(_COSTS_BEFORE.search(text, 0, at) for at in _places(text, f"{told.group()}以上", quantity.start))


def _places(text: str, words: str, until: int) -> Iterator[int]:
    at = text.find(words, 0, until)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, until)
