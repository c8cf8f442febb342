"""The facts that decide on rules: what must be told for two applicants to be told apart by them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from subsidy_rules.evaluate.conditions import leaves, slug_of
from subsidy_rules.evaluate.money import COUNTED_BY, counted_facts
from subsidy_rules.model.formula import FormulaError, names_in, parse_formula
from subsidy_rules.model.rule import Leaf, Rule


def facts_of(rules: Iterable[Rule]) -> set[str]:
    """The facts that decide on these rules; with a business its industry, which tells of it where it is not told."""
    found: set[str] = set()
    for rule in rules:
        for leaf in all_leaves(rule):
            name = leaf.of or leaf.fact if leaf.fact == "other" else leaf.fact
            # a measure in the words of a document may be told by its slug
            found |= {name, slug_of(name) or name, *formula_names(leaf)} | ({"industry"} if leaf.fact == "business_type" else set())
        found |= set(counted_facts(getattr(rule.value, "per", None)))
    return found


def all_leaves(rule: Rule) -> list[Leaf]:
    """The leaves of the conditions of a rule and of its value."""
    found = [*leaves(rule.when), *leaves(getattr(rule.value, "constraint", None))]
    for bounds in (getattr(rule.value, "any", None), getattr(rule.value, "all", None)):
        found += bounds or ()
    return [leaf for leaf in found if isinstance(leaf, Leaf)]


def formula_names(leaf: Leaf) -> tuple[str, ...]:
    """The names in the bound of a leaf; none where it is no formula."""
    if leaf.number is not None or not isinstance(leaf.value, str):
        return ()
    try:
        return names_in(parse_formula(leaf.value))
    except FormulaError:
        return ()


def bounds_of(rules: Iterable[Rule]) -> tuple[dict[str, list[Fraction]], set[str]]:
    """The bounds on each fact in their order, and the facts whose very value counts."""
    bounds: dict[str, set[Fraction]] = {}
    exact = set(COUNTED_BY.values())
    for rule in rules:
        for leaf in all_leaves(rule):
            name = leaf.of or leaf.fact if leaf.fact == "other" else leaf.fact
            if leaf.number is not None:
                bounds.setdefault(name, set()).add(Fraction(leaf.number))
            elif names := formula_names(leaf):
                exact |= {name, *names}
    return {name: sorted(found) for name, found in bounds.items()}, exact
