"""Definitions of SMEs that go through the trades one by one: 卸売業については、労働者の数が100人以下又は資本金の額が1億円以下."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Bound, find_quantities
from subsidy_rules.language.vocabulary import lexicon, load
from subsidy_rules.model.document import Document, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.size_definitions import SizeDefinition
from subsidy_rules.statements.trade_rows import CAPITAL, STAFF, TradeBounds, trade_rows

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_SEVERAL = 2  # rows from which on a text goes through trades
_SHORT_END = 4  # characters that may follow the last figure of a row
_FAR = 3  # texts above in which the class may be named


_ELSE = re.compile(r"(?:それ|これ|上記|前記)(?:ら)?(?:以外|を除く)")
# what the definition of each class calls the trades that it does not name
_THE_REST = {"small_business": "製造業その他", "sme": "その他の業種"}


def is_trade_row(text: str) -> bool:
    """Whether a folded text is only the bounds of one trade.

    >>> is_trade_row("小売業:資本金5千万円以下又は従業員50人以下")
    True
    """
    rows = trade_rows(text)
    alone = len(rows) == 1 and text.startswith(rows[0].who) and len(text) - rows[0].end <= _SHORT_END
    return alone and (_of_two(rows[0]) or _is_small(rows[0]))


def trade_definitions(document: Document) -> Iterator[SizeDefinition]:
    """The definitions by trade in the clauses of a document whose class they or a text above them name, in reading order."""
    above: list[str] = []
    for clause in document.clauses:
        folded = fold(clause.text)
        rows = trade_rows(folded.text) if clause.zone in _ZONES and not clause.heading else ()
        own = lexicon("applicant_classes").find(folded.text[: rows[0].start]) if rows else []
        if not own and len(rows) < _SEVERAL and not any(map(_of_two, rows)) and not is_trade_row(folded.text):
            above = [folded.text, *above[: _FAR - 1]]
            continue
        texts = (*above, *(fold_text(heading) for heading in reversed(clause.headings)))
        told = next((hits[0].slug for text in texts if (hits := lexicon("applicant_classes").find(text))), None)
        small = "small_business" if all(map(_is_small, rows)) else None
        if (class_ := own[-1].slug if own else told or small) is not None:
            for row in rows:
                who = _THE_REST.get(class_, row.who) if _ELSE.search(row.who) else row.who
                yield SizeDefinition(clause, class_, who, row.leaves, *folded.span(row.start, row.end))


def _is_small(row: TradeBounds) -> bool:
    """Whether a row bounds the staff of trades that only the definition of small businesses puts together."""
    rows = {name for entry in load("industries").values() for name in entry.get("small_business", ())}
    trades = {hit.slug for hit in lexicon("industries").find(row.who)}
    return {leaf.fact for leaf in row.leaves} == {"employees"} and bool(trades) and trades <= rows


def _of_two(row: TradeBounds) -> bool:
    return {leaf.fact for leaf in row.leaves} == {"capital", "employees"}


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
    facts = {"yen": ("capital", CAPITAL), "person": ("employees", STAFF)}
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
