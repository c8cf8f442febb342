"""Ids of rules that are known by a topic and a condition: what the kinds with constraints share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from subsidy_rules.model.rule import OTHER, AllOf, AnyOf, Condition, Constraint, Leaf, Not


def constraint_slug(topic: str, constraint: Constraint | None) -> str:
    """Topic, then facts and references of the constraint, so that two bounds of one topic have ids of their own.

    >>> constraint_slug("high_income", Leaf(fact="taxable_income_avg_3y", op="gt", value=1))
    'high_income.taxable_income_avg_3y'
    """
    parts = [topic, *(part for leaf in leaves_of(constraint) for part in (leaf.of or leaf.fact, leaf.per))]
    return ".".join(part for part in dict.fromkeys(parts) if part)


def affirmed(topic: str) -> tuple[str, Leaf | None]:
    """A topic without its denial, and the state that must be absent where it had one: who does not do business here is excluded.

    >>> affirmed("国内で事業を営んでいない")[1]
    Leaf(fact='other', of='国内で事業を営んでいる', op='eq', value=False, unit=None, per=None, over=None, at=None, band=None)
    >>> affirmed("宗教法人")
    ('宗教法人', None)
    """
    from subsidy_rules.language.neutral import neutral  # comparing does without the patterns of the language

    neutral_topic = neutral(topic)
    if neutral_topic == topic:
        return topic, None
    return neutral_topic, Leaf(fact=OTHER, of=neutral_topic, op="eq", value=False)


def absent_state(told: Mapping[str, object]) -> dict[str, object]:
    """Topic and constraint of what is told by a topic alone that denies something: the state, and that it must be absent.

    >>> absent_state({"topic": "国内で事業を営んでいない"})["topic"], absent_state({"topic": "宗教法人"})
    ('国内で事業を営んでいる', {})
    """
    topic, absent = affirmed(str(told["topic"]))
    return {"topic": topic, "constraint": absent} if absent is not None and "constraint" not in told else {}


def leaves_of(condition: Constraint | None) -> Iterator[Leaf]:
    """All leaves of a condition, however deep; what was not read has none."""
    if isinstance(condition, Leaf):
        yield condition
    for part in _parts(condition):
        yield from leaves_of(part)


def _parts(condition: Constraint | None) -> tuple[Condition, ...]:
    if isinstance(condition, AnyOf):
        return condition.any
    if isinstance(condition, AllOf):
        return condition.all
    if isinstance(condition, Not):
        return (condition.not_,)
    return condition if isinstance(condition, tuple) else ()
