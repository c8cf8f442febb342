"""Rule set → rules that keep to the contract and cannot mean what they say: unread limits that are sure, requirements that only hurt,
topics that deny, names that nobody knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_rules.check.contract import Finding
from subsidy_rules.kinds.sense import against_all_sense
from subsidy_rules.language.neutral import neutral
from subsidy_rules.language.vocabulary import facts, load
from subsidy_rules.messages.message import Lang, Said, Words, message
from subsidy_rules.model.basis import condition_data, holds_unread, value_data, when_data
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.formula import names_in, parse_formula, parse_moment
from subsidy_rules.model.rule import UNREAD_CEILING, Rule, RuleSet
from subsidy_rules.wording.numbers import name_words
from subsidy_rules.wording.rules import condition_words

_DENYING_SLUG = re.compile(r"(?:no|not|non)_")
_ORDER_OR_HASH = re.compile(r"\d+|[0-9a-f]{8,}")
_BANDED = frozenset({"low_wage_staff_share", "low_wage_months"})
_PARSED = {"max_formula": parse_formula, "start": parse_moment, "end": parse_moment}
_SLACK = 1.0
_LANGS: tuple[Lang, Lang] = ("en", "ja")


def check_meaning(ruleset: RuleSet) -> tuple[Finding, ...]:
    """All findings: those on one rule in the order of the rules, then those on two. Rejected and stale rules are left out."""
    rules = [rule for rule in ruleset.rules if rule.review.state not in ("rejected", "stale")]
    findings = [Finding.of(code, rule.id, words) for rule in rules for code, words in _of_rule(rule)]
    return (*findings, *_against_each_other(rules), *_renamed(ruleset))


def _of_rule(rule: Rule) -> Iterator[tuple[str, Said]]:
    value = value_data(rule.value)
    if rule.confidence > UNREAD_CEILING and holds_unread(rule.value, rule.when):
        yield "unread-sure", message("a limit was not understood, so its confidence is at most {most}", most=UNREAD_CEILING)
    topic = str(value.get("topic", ""))
    if _DENYING_SLUG.match(topic) or neutral(topic) != topic:
        yield "topic-denies", message("the topic {topic!r} carries a denial; it is told by obligation or condition", topic=topic)
    if _ORDER_OR_HASH.fullmatch(rule.id.rpartition(".")[2]):
        yield "id-order", message("the id ends in an order or a hash, which tells nothing")
    for leaf in against_all_sense(rule.kind, rule.value):
        data = condition_data(leaf)
        bound = Words(condition_words(data, "en"), condition_words(data, "ja"))
        yield "constraint-reversed", message("nobody would ask for {bound}; the denial was lost", bound=bound)
    for fact in _unbanded([value, when_data(rule.when)]):
        yield "band-missing", message("{fact}: which wages it means is not told", fact=Words(*(name_words(fact, lang) for lang in _LANGS)))
    for name in _unknown_names(value):
        yield "name-unknown", message("the vocabulary does not know {name!r}, which a formula or date names", name=name)
    for evidence in rule.evidence:
        if evidence.boxes and not _holds(evidence):
            yield "boxes-outside", message("the box of a quote does not hold the boxes of its lines")


def _unbanded(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if data.get("fact") in _BANDED and not data.get("band"):
            yield str(data["fact"])
        data = list(data.values())
    if isinstance(data, list):
        for part in data:
            yield from _unbanded(part)


def _unknown_names(value: dict[str, Any]) -> Iterator[str]:
    known = {*load("moments"), *load("events"), *load("items"), *load("expenses"), *load("metrics"), *facts()}
    for field, parse in _PARSED.items():
        if isinstance(value.get(field), str):
            yield from (name for name in names_in(parse(value[field])) if name not in known)


def _holds(evidence: Evidence) -> bool:
    return evidence.bbox is not None and all(_inside(box, evidence.bbox) for box in evidence.boxes)


def _inside(inner: Box, outer: Box) -> bool:
    starts = all(a >= b - _SLACK for a, b in zip(inner[:2], outer[:2], strict=True))
    return starts and all(a <= b + _SLACK for a, b in zip(inner[2:], outer[2:], strict=True))


def _against_each_other(rules: Sequence[Rule]) -> Iterator[Finding]:
    """Requirements of exactly what excludes: nobody could apply."""
    excluding = {_condition_key(rule): rule for rule in rules if rule.kind == "exclusion" and getattr(rule.value, "constraint", None)}
    for rule in rules:
        if rule.kind == "requirement" and getattr(rule.value, "obligation", "") == "must" and getattr(rule.value, "constraint", None):
            other = excluding.get(_condition_key(rule))
            if other is not None:
                words = message("it asks for what {other} excludes", other=other.id)
                yield Finding.of("requirement-excluded", rule.id, words)


def _condition_key(rule: Rule) -> str:
    return json.dumps([rule.frame, value_data(rule.value).get("constraint"), when_data(rule.when)], sort_keys=True)


def _renamed(ruleset: RuleSet) -> Iterator[Finding]:
    ids = {rule.id for rule in ruleset.rules}
    for renamed in ruleset.renamed:
        if renamed.new not in ids or renamed.old in ids:
            yield Finding.of("renamed-wrong", renamed.new, message("{old} is said to have this id now", old=renamed.old))
