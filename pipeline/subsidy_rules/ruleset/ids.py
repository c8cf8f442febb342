"""Rule ids: `<frame>.<kind>.<what tells it from its siblings>`, the same for every document and edition that states the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.vocabulary import facts
from subsidy_rules.model.rule import AllOf, AnyOf, Candidate, Condition, Leaf, Not, Unread


def rule_id(candidate: Candidate, *, unread_words: bool = False, denials: bool = False) -> str:
    """The id of the rule that a candidate states; never an order or a hash.

    Args:
        unread_words: whether limits that were not understood stand in it in their words, where only these tell rules apart.
        denials: whether a case that must not be is marked as such, where another rule holds in that case.
    """
    own = all_kinds()[candidate.kind].slug(candidate.value)
    worded = (_as_slug(node.unread) for node in candidate.when if isinstance(node, Unread))
    when = when_slug(candidate.when, denials=denials)
    parts = [part for part in (own, when, *(worded if unread_words else ())) if part]
    return ".".join((candidate.frame, candidate.kind, *(parts or ["base"])))


def when_slug(when: Sequence[Condition], *, denials: bool = False) -> str:
    """Conditions as a slug: counts with op and value (`processes_ge_4`), names by their values, others by their fact.

    `denials`: a state that must not be is marked as well.

    >>> when_slug([Leaf(fact="process_count", op="ge", value=1), Leaf(fact="process_count", op="le", value=3)])
    'processes_ge_1_le_3'
    >>> when_slug([Leaf(fact="item", op="in", value=("pc_tablet", "register"))])
    'pc_tablet_or_register'
    """
    leaves = [node for node in when if isinstance(node, Leaf)]
    measures = dict.fromkeys(leaf.of or leaf.fact for leaf in leaves)
    named = {name: [leaf for leaf in leaves if (leaf.of or leaf.fact) == name] for name in measures}
    parts = [
        ("not_" if denials and all(leaf.value is False for leaf in own) else "") + _fact_slug(name, own) for name, own in named.items()
    ]
    parts += [_nested(node) for node in when if not isinstance(node, Leaf)]
    return ".".join(parts)


def _nested(node: Condition) -> str:
    if isinstance(node, Not):
        return f"not_{when_slug([node.not_])}"
    if isinstance(node, Unread):
        return "unread"
    if isinstance(node, AnyOf):
        return "_or_".join(when_slug([part]) for part in node.any)
    return "_and_".join(when_slug([part]) for part in node.all) if isinstance(node, AllOf) else when_slug([node])


def _fact_slug(name: str, leaves: Sequence[Leaf]) -> str:
    fact = facts().get(name)
    measured = any(leaf.number is not None for leaf in leaves)  # an open measure: its figures tell tiers apart
    style, short = (fact.in_id, fact.short) if fact else ("value" if measured else "name", name)
    if style == "name":
        return f"not_{short}" if all(leaf.op in ("ne", "not_in") for leaf in leaves) else short
    if style == "slug":
        return "_and_".join(("not_" if leaf.op in ("ne", "not_in") else "") + _value(leaf, "_or_") for leaf in leaves)
    return "_".join([short, *(f"{leaf.op}_{_value(leaf, '_')}" for leaf in leaves)])


def _value(leaf: Leaf, joint: str) -> str:
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    return joint.join(_as_slug(str(value)) for value in values)


def _as_slug(words: str) -> str:
    return re.sub(r"\W+", "_", words).strip("_").lower()
