"""The class of an applicant (SME, small business, …) from industry, capital and employees, by the definitions of the rule set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.evaluate.answer import UNKNOWN, Step
from subsidy_rules.evaluate.conditions import World, holds, measured, open_leaves
from subsidy_rules.evaluate.told import Case
from subsidy_rules.evaluate.truth import Truth, agreed, all_hold, any_holds
from subsidy_rules.kinds.applicant_threshold import ApplicantThreshold
from subsidy_rules.language.vocabulary import load, names
from subsidy_rules.messages.message import both, message
from subsidy_rules.model.rule import Leaf, Rule

CLASS, INDUSTRY, SMALL, SME, NONE_OF_THEM = "applicant_class", "industry", "small_business", "sme", "other"
# a small business is looked for first; who is none of these is `other`
_ORDER = (SMALL, SME, "specified_business", "mid_size")
_SIZES = ("capital", "employees")


@dataclass(frozen=True, slots=True)
class Classed:
    """The possible classes, the untold facts that leave several, and how they were found."""

    possible: frozenset[str]
    open: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        return next(iter(self.possible)) if len(self.possible) == 1 else UNKNOWN


def class_of(rules: Sequence[Rule], case: Case) -> Classed:
    """The classes that the applicant can belong to; all where the set defines none and none is told."""
    told = [str(one.value) for one in case.facts.get(CLASS, ())]
    if told:
        return Classed(frozenset(told), steps=(Step(message("The class is told: {name}.", name=", ".join(told))),))
    if not rules:
        undefined = Step(message("The rule set defines no class of applicant."))
        return Classed(frozenset({SME, SMALL, NONE_OF_THEM}), (CLASS,), steps=(undefined,))
    definitions = _by_class(rules)
    industries = [str(one.value) for one in case.facts.get(INDUSTRY, ())]
    found = [_classes(definitions, industry, case) for industry in industries or _industries(rules)]
    possible = frozenset(name for classes, _ in found for name in classes)
    used = tuple(dict.fromkeys(rule for _, decisive in found for rule in decisive)) if industries else ()
    return Classed(possible, _open(definitions, industries, case, possible), used, _steps(possible, used))


def _by_class(rules: Iterable[Rule]) -> Mapping[str, list[Rule]]:
    out: dict[str, list[Rule]] = {}
    for rule in rules:
        out.setdefault(_value(rule).class_, []).append(rule)
    return out


def _value(rule: Rule) -> ApplicantThreshold:
    assert isinstance(rule.value, ApplicantThreshold)
    return rule.value


def _rows(rule: Rule) -> tuple[str, ...]:
    """The industries that a definition names; none where it holds for all."""
    industry = _value(rule).industry
    return industry if isinstance(industry, tuple) else () if industry is None else (industry,)


def _covers(rule: Rule, industry: str) -> bool:
    return _value(rule).industry is None or industry in _rows(rule)


def _industries(rules: Iterable[Rule]) -> list[str]:
    """The industries that an applicant can be of, by the definitions that are not of small businesses.

    A definition with conditions of its own is that of associations by their members, which say what they are.
    """
    plain = (rule for rule in rules if _value(rule).class_ != SMALL and not rule.when)
    return sorted({name for rule in plain for name in _rows(rule)}) or sorted(load("industries"))


def _classes(definitions: Mapping[str, list[Rule]], industry: str, case: Case) -> tuple[frozenset[str], tuple[Rule, ...]]:
    """The classes that are possible in one industry, and the definitions that decide."""
    possible: list[str] = []
    used: list[Rule] = []
    for name in (*(name for name in _ORDER if name in definitions), *(name for name in definitions if name not in _ORDER)):
        truth, rules = _belongs(name, definitions[name], industry, case)
        used += rules
        if truth is not False:
            possible.append(name)
        if truth is True:
            return frozenset(possible), tuple(used)
    return frozenset([*possible, NONE_OF_THEM]), tuple(used)


def _belongs(name: str, rules: Sequence[Rule], industry: str, case: Case) -> tuple[Truth, tuple[Rule, ...]]:
    own = [rule for rule in rules if _covers(rule, industry)]
    if own:
        return any_holds(_fits(rule, rules, case) for rule in own), tuple(own)
    known = load("industries").get(industry)
    if name == SMALL and known is not None:
        # an industry that is none of the rows is never small; of several rows its own business tells which
        rows = [rule for rule in rules if set(_rows(rule)) & set(known.get(SMALL, ()))]
        return (agreed(_fits(rule, rules, case) for rule in rows) if rows else False), tuple(rows)
    return None, ()


def _fits(rule: Rule, rules: Sequence[Rule], case: Case) -> Truth:
    value = _value(rule)
    parts: list[Truth] = [holds(rule.when, World(case, frozenset()))]
    if value.any is not None:
        parts.append(any_holds(measured(leaf, case) for leaf in value.any))
    if value.all is not None:
        parts.append(all_hold(measured(leaf, case) for leaf in value.all))
    if value.by_reference is not None:
        parts.append(agreed(_referred(rules, row, value.measures, case) for row in value.by_reference))
    return all_hold(parts) if len(parts) > 1 else None


def _referred(rules: Sequence[Rule], row: str, measures: Sequence[str] | None, case: Case) -> Truth:
    """Whether the bounds of another row hold, all of them or those of these measures."""
    rule = next((rule for rule in rules if row in _rows(rule) and _value(rule).by_reference is None), None)
    if rule is None:
        return None
    value = _value(rule)
    bounds = [leaf for leaf in (*(value.any or ()), *(value.all or ())) if measures is None or leaf.fact in measures]
    truths = [measured(leaf, case) for leaf in bounds]
    return None if not truths else any_holds(truths) if value.any is not None else all_hold(truths)


def _open(definitions: Mapping[str, list[Rule]], industries: Sequence[str], case: Case, possible: frozenset[str]) -> tuple[str, ...]:
    """The facts that would tell the class; none where it is known."""
    if len(possible) == 1:
        return ()
    rows = [rule for rules in definitions.values() for rule in rules if not industries or set(industries) & _reached(rule, industries)]
    untold = [fact for fact in _SIZES if fact not in case.facts and any(_asks(rule, fact, case) for rule in rows)]
    return (*(() if industries and untold else (INDUSTRY,)), *untold)


def _reached(rule: Rule, industries: Sequence[str]) -> set[str]:
    """Those of the industries that a definition is about."""
    if _value(rule).industry is None:
        return set(industries)
    small = {name for name in industries if set(_rows(rule)) & set(load("industries").get(name, {}).get(SMALL, ()))}
    return set(_rows(rule)) & set(industries) | (small if _value(rule).class_ == SMALL else set())


def _asks(rule: Rule, fact: str, case: Case) -> bool:
    value, world = _value(rule), World(case, frozenset())
    bounds = value.any or value.all or ()
    decided = any_holds(measured(leaf, case) for leaf in bounds) if value.any else all_hold(measured(leaf, case) for leaf in bounds)
    if value.by_reference is not None:
        return fact not in case.facts and (value.measures is None or fact in value.measures)
    return decided is None and any(isinstance(leaf, Leaf) and leaf.fact == fact for bound in bounds for leaf in open_leaves(bound, world))


def _steps(possible: frozenset[str], rules: Sequence[Rule]) -> tuple[Step, ...]:
    words = both(lambda lang: " / ".join(names("applicant_classes", lang).get(name, name) for name in sorted(possible)))
    found = message("The class is {name}.", name=words) if len(possible) == 1 else message("Possible classes: {name}.", name=words)
    return (Step(found), *(Step(message("by the definition"), rule) for rule in rules))
