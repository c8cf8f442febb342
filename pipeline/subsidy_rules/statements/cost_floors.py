"""The least that must be spent, as running text tells it: 補助対象経費が100万円未満の場合は申請できません, 補助対象経費の下限は50万円."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.refused import REFUSED
from subsidy_rules.statements.statement import Statement

_COSTS = r"(?:(?:補助|助成|交付)対象(?:経費|事業費)|対象経費|総?事業費)(?:\([^()]*\))?(?:の?(?:総額|合計額?|金?額))?(?:\([^()]*\))?"
_SPENT = re.compile(rf"{_COSTS}(?:が|は|で)(?:\([^()]*\))?$")
_FLOOR = re.compile(rf"{_COSTS}の?(?:下限|最低)(?:金?額)?(?:\([^()]*\))?(?:は|を|:|が)、?$")
_REFUSED = re.compile(
    r"(?:\([^()]*\))?(?:となる|である|の)?(?:場合|とき|もの|申請|事業|案件)?(?:に|は|を|には|については)、?[^。、]{0,16}"
    rf"{REFUSED}"
)
_NOT_OVER = re.compile(r"超えない$")
_OTHER_CASE = re.compile(r"(?:^|[。、])(?P<case>[^。、]{2,40}?)(?:の)?(?:場合|にあって|については|では)は?、?[^。、]*$")


def find_cost_floors(text: str) -> Iterator[Statement]:
    """The lower bounds of what is spent that a folded text states.

    >>> [str(s.quantity.low.value) for s in find_cost_floors("補助対象経費の合計が100万円に満たない場合は申請できない。")]
    ['1000000']
    >>> [str(s.quantity.low.value) for s in find_cost_floors("補助対象経費の下限額は50万円とする。")]
    ['500000']
    >>> [s.quantity.low.exclusive for s in find_cost_floors("補助対象経費の総額が10万円を超えないときは対象になりません。")]
    [True]
    >>> list(find_cost_floors("補助対象経費が100万円未満の場合は見積書を要しない。"))
    []
    """
    for quantity in find_quantities(text):
        before = text[text.rfind("。", 0, quantity.start) + 1 : quantity.start]
        least = _least(text, quantity, before)
        if least is None:
            continue
        lead = _OTHER_CASE.search(before)
        conditions = (read_conditions(lead["case"]) or case_of(lead["case"])) if lead is not None else ()
        bounded = replace(quantity, low=least, high=None, point=None)
        yield Statement("amount", bounded, quantity.start, quantity.end, conditions, of_costs=True)


def refuses_small_costs(text: str) -> bool:
    """Whether a folded text only says what must be spent at least, so that it names no expense that is not paid for."""
    return any(True for _ in find_cost_floors(text))


def _least(text: str, quantity: Quantity, before: str) -> Bound | None:
    if quantity.unit != "yen":
        return None
    high = quantity.high
    if high is not None and high.exclusive and quantity.low is None and _SPENT.search(before) and _REFUSED.match(text, quantity.end):
        return Bound(high.value)
    if high is not None and not high.exclusive and _NOT_OVER.search(text, quantity.start, quantity.end) and _SPENT.search(before):
        return Bound(high.value, exclusive=True) if _REFUSED.match(text, quantity.end) else None
    if quantity.single is not None and _FLOOR.search(before):
        return Bound(quantity.single)
    return None
