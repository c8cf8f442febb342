"""Floors that are told at another place than their caps: 上限額 600万円 in a table, 補助下限額は専門家活用枠が50万円です below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Candidate

_FLOOR = frozenset({"min", "min_exclusive"})


def floors_apart(name: str, group: Sequence[Candidate]) -> Iterator[tuple[str, Sequence[Candidate]]]:
    """The candidates of one id by rule: what tells a floor alone is one of its own where no cap tells one."""
    floors = [candidate for candidate in group if candidate.kind == "subsidy_amount" and value_data(candidate.value).keys() <= _FLOOR]
    caps = [candidate for candidate in group if candidate not in floors]
    if not floors or not caps or any("min" in value_data(cap.value) for cap in caps):
        yield name, group
        return
    yield name, caps
    yield f"{name.removesuffix('.base')}.floor" if name.endswith(".base") else f"{name}_floor", floors
