"""Hand-read truth against a rule set: what was found, what is too much, what must never have been read.

A fact is found where a rule of its kind has the same value, names aside (an industry is a slug of ours, not a figure of the source),
in a frame that agrees; `common` agrees with every frame. Facts marked optional may be found or not. A rule that no fact explains is
too much, unless it says again what a fact says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from subsidy_rules.language.vocabulary import facts
from subsidy_rules.model.rule import OTHER, Rule, RuleSet, Unread

KINDS = ("subsidy_amount", "subsidy_rate", "applicant_threshold")
_NOT_COMPARED = frozenset({"industry", "member_share", "max_formula", "sum_of", "by_reference", "measures", "obligation", "of", "fixed"})
_HOUR = re.compile(r"T\d\d:\d\d")  # older truth leaves it out

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over some kinds, and in words what was missed, too much or forbidden."""

    n_facts: int
    missed: tuple[str, ...]
    extra: tuple[str, ...]
    forbidden: tuple[str, ...]
    n_conditions_right: int
    n_pages_right: int
    n_paged: int

    @property
    def n_found(self) -> int:
        return self.n_facts - len(self.missed)

    @property
    def f1(self) -> float:
        """F1 over values; 1 where nothing was to be found and nothing was."""
        total = self.n_facts + self.n_found + len(self.extra)
        return 2 * self.n_found / total if total else 1.0

    @property
    def full_f1(self) -> float:
        """F1 over values with their conditions."""
        total = self.n_facts + self.n_found + len(self.extra)
        return 2 * self.n_conditions_right / total if total else 1.0

    def words(self) -> str:
        """What went wrong, a line each."""
        marked = (("missed", self.missed), ("extra", self.extra), ("forbidden", self.forbidden))
        return "\n".join(f"{mark}: {item}" for mark, items in marked for item in items)


def load_gold(path: Path) -> dict[str, Any]:
    """The truth file as plain values."""
    loaded: dict[str, Any] = YAML(typ="safe", pure=True).load(path)
    return loaded


def score_ruleset(ruleset: RuleSet, gold: Mapping[str, Any], kinds: Sequence[str] = KINDS) -> Score:
    """The rules of some kinds against the facts of these kinds."""
    facts = [fact for fact in gold["facts"] if fact["kind"] in kinds and _key(fact["value"])]
    left = [rule for rule in ruleset.rules if rule.kind in kinds and _key(_dumped(rule))]
    missed: list[str] = []
    n_conditions = n_pages = n_paged = n_facts = 0
    for fact in sorted(facts, key=lambda one: bool(one.get("optional"))):
        rule = _best(fact, left)
        if rule is not None:
            left.remove(rule)
        if fact.get("optional"):
            continue
        n_facts += 1
        if rule is None:
            missed.append(_shown(fact))
            continue
        n_conditions += _condition_of(rule) in _conditions(fact)
        n_paged += bool(_pages(fact))
        n_pages += bool(_pages(fact) & _rule_pages(rule))
    return Score(
        n_facts,
        tuple(missed),
        tuple(_extra(left, facts, gold)),
        tuple(_forbidden(ruleset.rules, gold, kinds)),
        n_conditions,
        n_pages,
        n_paged,
    )


def judge_rules(ruleset: RuleSet, gold: Mapping[str, Any]) -> dict[str, bool]:
    """By id, whether a rule is right, value and conditions; rules of which the truth file does not say so are left out.

    Right says what a fact says. Wrong is what the file forbids, what has other conditions or another figure than the fact that it stands
    for, and what is too much of a kind that the file lists completely. A fact that may be found or not decides nothing.
    """
    facts = [fact for fact in gold["facts"] if _key(fact["value"])]
    about = {"common", gold["frame"], *(frame for fact in facts for frame in _frames(fact))}
    rules = [rule for rule in ruleset.rules if _key(_dumped(rule))]
    by_fact = [(fact, [rule for rule in rules if _states(rule, fact)]) for fact in facts]
    firm = [(fact, same) for fact, same in by_fact if not fact.get("optional")]
    judged = {rule.id: True for fact, same in firm for rule in same if _condition_of(rule) in _conditions(fact)}
    open_facts = [(fact, same) for fact, same in firm if not any(rule.id in judged for rule in same)]
    undecided = {rule.id for fact, same in by_fact if fact.get("optional") for rule in same}
    for rule in rules:
        if rule.id in judged or rule.id in undecided:
            continue
        too_much = rule.kind in gold["complete"] and rule.frame in about
        if too_much or any(rule in same for _, same in open_facts) or any(_contradicts(rule, fact) for fact, _ in firm):
            judged[rule.id] = False
    return judged | {rule.id: False for rule in rules if any(True for _ in _forbidden((rule,), gold, (rule.kind,)))}


def _states(rule: Rule, fact: Fact) -> bool:
    """Whether a rule has the value of a fact, whatever its conditions."""
    return rule.kind == fact["kind"] and _frames_agree(rule.frame, fact) and _key(_dumped(rule)) == _key(fact["value"])


def _contradicts(rule: Rule, fact: Fact) -> bool:
    """Whether a fact gives the same bound of the same kind, place and conditions another figure."""
    bound, stated = fact["value"].get("constraint"), _dumped(rule).get("constraint")
    if not isinstance(bound, Mapping) or not isinstance(stated, Mapping):
        return False
    if fact["kind"] != rule.kind or not _frames_agree(rule.frame, fact):
        return False
    same = all(bound.get(key) == stated.get(key) for key in ("fact", "op", "per"))
    return same and _plain(bound) != _plain(stated) and _condition_of(rule) in _conditions(fact)


def _best(fact: Fact, rules: Iterable[Rule]) -> Rule | None:
    """The rule that states the fact; of several the one with its conditions, its frame, its page."""
    same = [rule for rule in rules if _states(rule, fact)]
    return min(
        same,
        key=lambda r: (_condition_of(r) not in _conditions(fact), r.frame not in _frames(fact), not _rule_pages(r) & _pages(fact)),
        default=None,
    )


def _extra(left: Iterable[Rule], facts: Iterable[Fact], gold: Mapping[str, Any]) -> Iterable[str]:
    """Rules of complete kinds and known frames that no fact explains, not even one that another rule states already."""
    facts = list(facts)
    about = {"common", gold["frame"], *(frame for fact in facts for frame in _frames(fact))}
    known = {(fact["kind"], _key(fact["value"]), when) for fact in facts for when in _conditions(fact)[:1]}
    for rule in left:
        told_again = (rule.kind, _key(_dumped(rule)), _condition_of(rule)) in known
        if rule.kind in gold["complete"] and rule.frame in about and not told_again:
            yield f"{rule.id} {_dumped(rule)}"


def _forbidden(rules: Iterable[Rule], gold: Mapping[str, Any], kinds: Sequence[str]) -> Iterable[str]:
    for never in gold.get("never") or ():
        want = _key(never["value"])
        for rule in rules:
            if never["kind"] not in kinds or rule.kind != never["kind"] or not want or not want <= _key(_dumped(rule)):
                continue
            if "frame" in never and rule.frame not in _frames(never):
                continue
            if not _pages(never) or not _rule_pages(rule) or _pages(never) & _rule_pages(rule):
                yield f"{rule.id} {_dumped(rule)}"


def _dumped(rule: Rule) -> dict[str, Any]:
    return rule.value.model_dump(mode="json", exclude_unset=True, by_alias=True)


def _key(value: Mapping[str, Any]) -> frozenset[Any]:
    """What decides in a value, in a form in which equal figures are equal; a bound that does not exist counts as one not stated."""
    alone = value.get("any") if len(value.get("any") or ()) == 1 and not value.get("all") else None
    kept = {k: v for k, v in value.items() if k not in _NOT_COMPARED and v is not None and v is not False}
    if alone:  # one of one is all of one
        kept = {**{k: v for k, v in kept.items() if k != "any"}, "all": alone}
    kept = {k: _HOUR.sub("", v) if k in ("start", "end") and isinstance(v, str) else v for k, v in kept.items()}
    return frozenset((k, _plain(v)) for k, v in kept.items())


def _plain(node: Any) -> Any:
    """Lists and mappings as sets, numbers and numeric strings as fractions, the unit of a leaf left out."""
    if isinstance(node, Mapping):
        if "fact" in node:
            return _leaf(node)
        return frozenset((k, _plain(v)) for k, v in node.items())
    if isinstance(node, (list, tuple)):
        return frozenset(_plain(one) for one in node)
    if isinstance(node, bool) or node is None:
        return node
    try:
        text = str(node)
        return Fraction(text) if "/" in text else Fraction(Decimal(text))
    except (ValueError, InvalidOperation, ZeroDivisionError):
        return str(node).casefold()


def _leaf(node: Mapping[str, Any]) -> Any:
    """A leaf by fact, comparator and value. What a measure or case is called that the vocabulary does not know decides nothing."""
    value = _plain(node["value"])
    if node["fact"] in facts():
        return ("case",) if node["fact"] == "case" else (node["fact"], node["op"], value)
    return (OTHER, node["op"], value) if isinstance(value, Fraction) or (isinstance(value, str) and value.startswith("p")) else ("case",)


def _condition_of(rule: Rule) -> Any:
    """Conditions without limits that nobody has read: these make a rule unsure, not another one."""
    read = (node for node in rule.when if not isinstance(node, Unread))
    return _plain([node.model_dump(mode="json", exclude_unset=True, by_alias=True) for node in read])


def _conditions(fact: Fact) -> list[Any]:
    """The conditions of a fact, the preferred reading first."""
    return [_plain(when or []) for when in (fact.get("when"), *fact.get("when_alt", ()))]


def _frames(fact: Fact) -> set[str]:
    frame = fact.get("frame", "common")
    return {frame} if isinstance(frame, str) else set(frame)


def _frames_agree(frame: str, fact: Fact) -> bool:
    return frame == "common" or bool({frame, "common"} & _frames(fact))


def _pages(fact: Fact) -> set[int]:
    page = fact.get("page", ())
    return {page} if isinstance(page, int) else set(page)


def _rule_pages(rule: Rule) -> set[int]:
    return {evidence.page for evidence in rule.evidence if evidence.page is not None}


def _shown(fact: Fact) -> str:
    return f"{fact['kind']} {fact.get('frame', 'common')} {dict(fact['value'])} when {fact.get('when') or []} page {fact.get('page', '-')}"
