"""Caps and floors that stand in lines of their own (補助上限額：500万円 / 補助下限額：50万円), as the one range that they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.statements.told import Told

_CALLED = re.compile(r"下限(?:金?額)?[はが:]?[^。]{0,6}$|(?:最低|最少)(?:金?額)?[はが:]?$")


def join_floors(told: Sequence[Told]) -> tuple[Told, ...]:
    """The statements; a cap takes the floor that stands under the same headings for the same, where there is one of each.

    A floor that a sentence tells by what it refuses (10万円に満たないものは対象としない) stays a statement of its own. Of several caps
    nobody knows which of them begins there: so does their floor.
    """
    groups: dict[object, tuple[list[Told], list[Told]]] = {}
    for one in told:
        statement = one.statement
        if statement.subject == "amount" and not statement.of_costs and statement.low is None and not statement.unread:
            key = (one.frame, one.conditions, statement.per, one.clause.headings, statement.summed)
            caps, floors = groups.setdefault(key, ([], []))
            quantity = statement.quantity
            if quantity.low is None:
                caps.append(one)
            elif quantity.high is None and _CALLED.search(one.text.text, 0, statement.start):
                floors.append(one)
    joined = {id(caps[0]): floors[0] for caps, floors in groups.values() if len(caps) == len(floors) == 1}
    gone = {id(floor) for floor in joined.values()}
    return tuple(_with_floor(one, joined.get(id(one))) for one in told if id(one) not in gone)


def _with_floor(cap: Told, floor: Told | None) -> Told:
    if floor is None:
        return cap
    return replace(cap, statement=replace(cap.statement, low=floor.statement.quantity.low), also=(floor,))
