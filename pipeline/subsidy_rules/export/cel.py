"""Conditions in CEL (Common Expression Language), three-valued: an expression that ends in an error is unknown.

CEL absorbs errors as Kleene's logic does: `false && error` is false, `true || error` is true, and a key that `facts` does not have is an
error. So what an app does not tell stays unknown, in every library that keeps to the specification.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from subsidy_rules.evaluate.conditions import PART
from subsidy_rules.export.keys import AWARD, UNKNOWN, key_of, length_of, type_of
from subsidy_rules.kinds.applicant_threshold import ApplicantThreshold
from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.requirement import Requirement
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.formula import Call, Expression, FormulaError, Name, Number, Operation, parse_formula
from subsidy_rules.model.rule import AllOf, AnyOf, Constraint, Leaf, Not, Rule, Unread

_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<", "eq": "==", "ne": "!="}
_NEGATED = frozenset({"ne", "not_in"})


def when_cel(rule: Rule) -> str:
    """Whether the conditions of a rule hold; the part of a subsidy that it is about is told beside it."""
    return _all(node_cel(node) for node in rule.when if not (isinstance(node, Leaf) and node.fact == PART))


def met_cel(rule: Rule) -> str | None:
    """Whether a requirement or exclusion is met: true where it does not apply; None for other kinds."""
    value = rule.value
    if not isinstance(value, (Requirement, Exclusion)):
        return None
    so = f"answers[{text(value.topic)}]" if value.constraint is None else node_cel(value.constraint)
    wanted = so if isinstance(value, Requirement) and value.obligation == "must" else f"!({so})"
    return wanted if not rule.when else f"!({when_cel(rule)}) || ({wanted})"


def class_cel(rule: Rule) -> str | None:
    """Whether the bounds of a definition are kept, by one of the industries that it names; None where it refers to others."""
    value = rule.value
    if not isinstance(value, ApplicantThreshold) or value.by_reference is not None:
        return None
    bounds = [_any(map(node_cel, value.any))] if value.any is not None else []
    bounds += [_all(map(node_cel, value.all))] if value.all is not None else []
    return _all((*bounds, when_cel(rule))) if rule.when else _all(bounds)


def node_cel(node: Constraint) -> str:
    """One condition with all that nests in it."""
    if isinstance(node, tuple):
        return _all(map(node_cel, node))
    if isinstance(node, AnyOf):
        return _any(map(node_cel, node.any))
    if isinstance(node, AllOf):
        return _all(map(node_cel, node.all))
    if isinstance(node, Not):
        return f"!({node_cel(node.not_)})"
    if isinstance(node, Unread):
        return f"answers[{text(node.unread)}]"
    return leaf_cel(node)


def text(value: str) -> str:
    """A string literal."""
    return json.dumps(value, ensure_ascii=False)


def _all(parts: Iterable[str]) -> str:
    return _joined(" && ", parts) or "true"


def _any(parts: Iterable[str]) -> str:
    return _joined(" || ", parts) or "false"


def _joined(sign: str, parts: Iterable[str]) -> str:
    found = list(parts)
    return found[0] if len(found) == 1 else sign.join(f"({part})" for part in found)


def leaf_cel(leaf: Leaf) -> str:
    """A condition on one fact."""
    kind = type_of(leaf)
    if leaf.fact == PART:
        return UNKNOWN
    if leaf.fact == "case":
        return _negated(leaf, _any(f"answers[{text(value)}]" for value in _values(leaf)))
    if kind == "awards":
        return _award(leaf)
    if leaf.fact == "applicant_class":
        return _class(leaf)
    if leaf.fact == "business_type":
        return _business(leaf)
    if kind == "slugs":
        wanted = _values(leaf)
        if leaf.fact == "item":
            wanted += [part for name in wanted for part in load("items").get(name, {}).get("covers", ())]
        return _negated(leaf, f"{_fact(key_of(leaf))}.exists(x, x in {_list(wanted)})")
    if kind == "boolean":
        so = _fact(key_of(leaf))
        return so if leaf.value == (leaf.op == "eq") else f"!({so})"
    return _bounded(leaf)


def _values(leaf: Leaf) -> list[str]:
    return [str(value) for value in (leaf.value if isinstance(leaf.value, tuple) else (leaf.value,))]


def _fact(key: str) -> str:
    return f"facts[{text(key)}]"


def _list(values: Sequence[str]) -> str:
    return "[" + ", ".join(map(text, values)) + "]"


def _negated(leaf: Leaf, so: str) -> str:
    return f"!({so})" if leaf.op in _NEGATED else so


def _class(leaf: Leaf) -> str:
    """All of the possible classes, or none of them; else unknown. A small business is an SME, too."""
    if leaf.at is not None:
        return UNKNOWN
    wanted = _values(leaf)
    known = _list([*wanted, *(["small_business"] if "sme" in wanted and "small_business" not in wanted else [])])
    classes = _fact("applicant_class")
    return _negated(leaf, f"{classes}.all(x, x in {known}) || ({classes}.exists(x, x in {known}) && {UNKNOWN})")


def _business(leaf: Leaf) -> str:
    """The business as told; where it is not, the industry tells which businesses it cannot be."""
    own = f"{_fact('business_type')}.exists(x, x in {_list(_values(leaf))})"
    never = [set(load("business_types").get(name, {}).get("never_of", ())) for name in _values(leaf)]
    barred = _list(sorted(set.intersection(*never))) if never else "[]"
    by_industry = f"({_fact('industry')}.all(x, x in {barred}) ? false : {UNKNOWN})"
    return _negated(leaf, f'("business_type" in facts) ? {own} : {by_industry}')


def _award(leaf: Leaf) -> str:
    """One of the told awards, `{award, months}`; unknown where it is told less exactly than the condition."""
    months = length_of(leaf.over) if leaf.over else None
    within = f"double(a.months) <= {months[0]}.0" if months and not months[1] else UNKNOWN if leaf.over else "true"
    if isinstance(leaf.value, bool):
        had = f"{_fact(AWARD)}.exists(a, {within})"
        return had if leaf.value == (leaf.op == "eq") else f"!({had})"
    named = " || ".join(
        f'a.award == {text(one)} || a.award.startsWith({text(one + "/")}) || ({text(one)}.startsWith(a.award + "/") && {UNKNOWN})'
        for one in _values(leaf)
    )
    return _negated(leaf, f"{_fact(AWARD)}.exists(a, ({named}) && ({within}))")


def _bounded(leaf: Leaf) -> str:
    bound = _bound(leaf)
    if bound is None:
        return UNKNOWN
    own = f"double({_fact(key_of(leaf))}) {_SIGNS[leaf.op]} {bound}"
    if not (leaf.per and leaf.fact.endswith("_share") and leaf.op in ("ge", "gt", "le", "lt")):
        return own
    # the share of all together is at least that of one of them
    whole = f"double({_fact(key_of(leaf.model_copy(update={'per': None})))}) {_SIGNS[leaf.op]} {bound}"
    sign = "&&" if leaf.op in ("ge", "gt") else "||"
    return f"({text(key_of(leaf))} in facts) ? {own} : ({whole} {sign} {UNKNOWN})"


def _bound(leaf: Leaf) -> str | None:
    if leaf.number is not None:
        return _number(Fraction(leaf.number))
    length = length_of(str(leaf.value))
    if length is not None:
        return None if all(length) else f"{length[0] or length[1]}.0"
    try:
        return _formula(parse_formula(str(leaf.value)))
    except FormulaError:
        return None


def _number(value: Fraction) -> str:
    """A number with a point, so that it compares with whole and broken numbers alike."""
    digits = value.denominator
    while digits % 2 == 0:
        digits //= 2
    while digits % 5 == 0:
        digits //= 5
    if digits != 1:
        return f"{value.numerator}.0 / {value.denominator}.0"
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{exact:f}" if "." in f"{exact:f}" else f"{exact:f}.0"


def _formula(node: Expression) -> str | None:
    if isinstance(node, Number):
        return f"{node.value}.0"
    if isinstance(node, Name):
        return f"double({_fact(node.name)})"
    if isinstance(node, Operation):
        left, right = _formula(node.left), _formula(node.right)
        return None if left is None or right is None else f"({left} {node.sign} {right})"
    if isinstance(node, Call) and node.function in ("min", "max"):
        parts = [_formula(part) for part in node.arguments]
        out = parts[0]
        for part in parts[1:]:
            out = None if out is None or part is None else f"({out} {'<' if node.function == 'min' else '>'} {part} ? {out} : {part})"
        return out
    return None
