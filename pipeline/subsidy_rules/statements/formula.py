"""Caps worded as a formula: "((1)+(2))×10%に補助率2/3を乗じた額若しくは200万円のいずれか低い方"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.statements.segments import LABEL

_LOWER = re.compile(r"(?:の)?(?:うち)?いずれか(?:低い|少ない|小さい)(?:方|ほう|額|金額)")
_OR = re.compile(r"(?:若しくは|もしくは|又は|または|と|か|、|,)$")
_PRODUCT = re.compile(rf"\(*(?P<refs>{LABEL}(?:\+{LABEL})*)\)*(?:の合計額?)?(?:×|に)(?P<rest>.+)$")


@dataclass(frozen=True, slots=True)
class Formula:
    """A cap and the expression it is compared with.

    `start`, `end` bound it in the folded text; `text` is None where it could not be read.
    """

    cap: Quantity
    start: int
    end: int
    text: str | None


def find_formula(text: str, start: int, end: int, labels: Mapping[str, str]) -> Formula | None:
    """The "whichever is lower" expression within text[start:end]; `labels` name the amounts that (1), (2) stand for."""
    lower = _LOWER.search(text, start, end)
    if lower is None:
        return None
    money = [q for q in find_quantities(text[start : lower.start()]) if q.unit == "yen"]
    if not money:
        return None
    cap = money[-1]
    head = text[start : start + cap.start]
    joined = _OR.search(head)
    if joined is None:
        return None
    product = _PRODUCT.search(head[: joined.start()])
    expression = _expression(product, labels) if product else None
    begin = start + (product.start() if product else cap.start)
    value = str(int(cap.single)) if cap.single is not None else ""
    return Formula(cap, begin, lower.end(), f"min({expression}, {value})" if expression and value else None)


def _expression(match: re.Match[str], labels: Mapping[str, str]) -> str | None:
    names = [labels.get(label) for label in re.findall(LABEL, match["refs"])]
    known = [name for name in names if name]
    if len(known) != len(names):
        return None
    factors = []
    for quantity in find_quantities(match["rest"]):
        if quantity.single is None:
            return None
        factors.append(f"{_plain(quantity.single)}/100" if quantity.unit == "percent" else _plain(quantity.single))
    base = f"({' + '.join(known)})" if len(known) > 1 else known[0]
    return " * ".join([base, *factors]) if factors else None


def _plain(value: Fraction) -> str:
    return str(value)
