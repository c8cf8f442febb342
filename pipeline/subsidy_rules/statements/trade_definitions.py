"""Definitions of SMEs that go through the trades one by one: 卸売業については、労働者の数が100人以下又は資本金の額が1億円以下."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import bounds_to_leaves, unique
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Document, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.size_definitions import SizeDefinition

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_TRADE = re.compile(
    r"(?P<who>(?:[^。:は()]|\([^()]*\)){0,60}?業(?:[^。:は()]|\([^()]*\)){0,60}?)(?:(?:について|にあって|の場合)は、?|は、|:)(?P<bounds>[^。]*)。?"
)
_CAPITAL = re.compile(r"資本(?:金|の額)|出資")
_STAFF = re.compile(r"従業員|従業者|労働者|使用する")
_BOTH = re.compile(r"かつ|いずれも|ともに|及び")
_FAR = 3  # texts above in which the class may be named


@dataclass(frozen=True, slots=True)
class TradeBounds:
    """The trades and the bounds on their size; `start`, `end` are half-open bounds of the figures in the folded text."""

    who: str
    leaves: tuple[Leaf, ...]
    start: int
    end: int


def trade_bounds(text: str) -> TradeBounds | None:
    """The bounds on capital and staff of which a folded text says that either makes a business of some trades an SME.

    >>> trade_bounds("小売業:資本金5千万円以下又は従業員50人以下").who
    '小売業'
    >>> trade_bounds("小売業については、資本金5千万円以下かつ従業員50人以下")
    """
    match = _TRADE.fullmatch(text)
    if match is None or not lexicon("industries").find(match["who"]) or _BOTH.search(match["bounds"]):
        return None
    found = [(fact, q) for q in find_quantities(text) if q.start >= match.start("bounds") and (fact := _fact(text, q, match)) is not None]
    if {fact for fact, _ in found} != {"capital", "employees"} or len(found) != len(_figures(text, match)):
        return None
    leaves = unique(leaf for fact, quantity in found for leaf in bounds_to_leaves(fact, quantity))
    return TradeBounds(match["who"], leaves, found[0][1].start, found[-1][1].end)


def trade_definitions(document: Document) -> Iterator[SizeDefinition]:
    """The definitions by trade in the clauses of a document whose class a text above them names, in reading order."""
    above: list[str] = []
    for clause in document.clauses:
        folded = fold(clause.text)
        bounds = trade_bounds(folded.text) if clause.zone in _ZONES and not clause.heading else None
        if bounds is None:
            above = [folded.text, *above[: _FAR - 1]]
            continue
        texts = (*above, *(fold_text(heading) for heading in reversed(clause.headings)))
        class_ = next((hits[0].slug for text in texts if (hits := lexicon("applicant_classes").find(text))), None)
        if class_ is not None:
            yield SizeDefinition(clause, class_, bounds.who, bounds.leaves, *folded.span(bounds.start, bounds.end))


# 法人(次に掲げる会社を除く。): who is left out below is what the others are not
_LEFT_OUT = re.compile(r"(?:次|以下|下記)に掲げる(?:会社|者|法人|もの)(?:等)?を除く")
_TOO_LARGE = re.compile(r"(?P<bounds>[^。]*)(?:会社|者|法人|もの)であって、?(?P<who>(?:[^。]|。(?=\)))*業(?:[^。]|。(?=\)))*)。?")
_AND = re.compile(r"(?:かつ|且つ)、?")


def denied_definitions(document: Document) -> Iterator[SizeDefinition]:
    """The definitions of a class by the companies that are left out of it, trade by trade: 3億円を超え、かつ、300人を超える会社."""
    by_path: dict[tuple[str, ...], str] = {}
    for clause in document.clauses:
        folded = fold(clause.text)
        by_path[clause.path] = folded.text
        over = by_path.get(clause.path[:-1], "") if len(clause.path) > 1 and clause.zone in _ZONES else ""
        left_out = _LEFT_OUT.search(over)
        hits = lexicon("applicant_classes").find(over[: left_out.start()]) if left_out is not None else ()
        match = _TOO_LARGE.fullmatch(folded.text) if hits else None
        bounds = _denied(match["bounds"]) if match is not None else None
        if match is None or bounds is None or not lexicon("industries").find(match["who"]):
            continue
        leaves, start, end = bounds
        yield SizeDefinition(clause, hits[0].slug, match["who"], leaves, *folded.span(start, end))


def _denied(text: str) -> tuple[tuple[Leaf, ...], int, int] | None:
    """What is so of all that folded bounds on capital and staff, both of which must be passed, leave in; with the bounds of the figures."""
    found = find_quantities(text)
    facts = {"yen": ("capital", _CAPITAL), "person": ("employees", _STAFF)}
    if len(found) != len(facts) or {q.unit for q in found} != set(facts) or not _AND.match(text, found[0].end):
        return None
    leaves: list[Leaf] = []
    for before, quantity in zip((0, found[0].end), found, strict=True):
        fact, words = facts[quantity.unit]
        if (
            quantity.low is None
            or not quantity.low.exclusive
            or quantity.high is not None
            or not words.search(text, before, quantity.start)
        ):
            return None
        leaves += bounds_to_leaves(fact, replace(quantity, low=None, high=Bound(quantity.low.value)))
    return tuple(leaves), found[0].start, found[-1].end


def _figures(text: str, match: re.Match[str]) -> list[Quantity]:
    return [q for q in find_quantities(text) if q.start >= match.start("bounds")]


def _fact(text: str, quantity: Quantity, match: re.Match[str]) -> str | None:
    if quantity.high is None or quantity.low is not None:
        return None
    before = re.split(r"又は|または|若しくは|もしくは|、", text[match.start("bounds") : quantity.start])[-1]
    if quantity.unit == "yen":
        return "capital" if _CAPITAL.search(before) else None
    return "employees" if quantity.unit == "person" and _STAFF.search(before) else None
