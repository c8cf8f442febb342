"""Rules → candidates again, for documents whose reading is not at hand any more: what was found in them goes on as it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Candidate, Condition, Rule, RuleSet, Value
from subsidy_rules.review.carry_over import is_orphan

SHARED = 0.8  # confidence at most of what other documents confirmed: how sure these alone make it is not known


def candidates_of(ruleset: RuleSet, sources: Collection[str]) -> tuple[Candidate, ...]:
    """What the rules say on the evidence of these sources, one candidate for each reading; as the tool said it, not as people edited it.

    A decided rule that was not found any more gives none: it is kept by its decision alone.
    """
    return tuple(candidate for rule in ruleset.rules if not is_orphan(rule.review) for candidate in _of_rule(rule, sources))


def _of_rule(rule: Rule, sources: Collection[str]) -> Iterator[Candidate]:
    for value, when, evidence in _readings(rule):
        mine = tuple(one for one in evidence if one.source in sources)
        if mine:
            confidence = rule.confidence if mine == evidence and not rule.readings else min(rule.confidence, SHARED)
            yield Candidate(
                kind=rule.kind,
                frame=rule.frame,
                value=value,
                when=when,
                evidence=mine,
                text=mine[0].quote,
                start=0,
                end=len(mine[0].quote),
                confidence=confidence,
            )


def _readings(rule: Rule) -> Iterator[tuple[Value, tuple[Condition, ...], tuple[Evidence, ...]]]:
    if rule.readings:
        yield from ((reading.value, reading.when, reading.evidence) for reading in rule.readings)
    elif rule.extracted is not None:
        yield rule.extracted.value, rule.extracted.when, rule.evidence
    else:
        yield rule.value, rule.when, rule.evidence
