"""What the page asks for, as JSON → decisions. Nothing that a browser sends is trusted to be whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.basis import seen_of, value_data
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.errors import Lang, Place, ReviewError
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.review.decide import seen_of_entry
from subsidy_rules.review.decisions import AddComment, Approve, ChooseReading, Decision, Edit, NewRule, NoRule, Reject, Reopen, ReopenPlace
from subsidy_rules.review.queue import Item, alike
from subsidy_rules.serve.words import NO_RULE_REASONS
from subsidy_rules.stages.deciding import new_rule
from subsidy_rules.stages.places import rule_of_place
from subsidy_rules.stages.typed_rules import LABELS, typed_value_of, typed_when_of


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, when, in which language, and on which state of things."""

    by: str
    at: str
    lang: Lang
    ruleset: RuleSet
    queue: tuple[Item, ...]


def decisions_of(data: Mapping[str, Any], asking: Asking, place: LedgerPlace | None, boxes: Sequence[Box] = ()) -> tuple[Decision, ...]:
    """The decisions that a request asks for: one, or one for each of those that are alike.

    Args:
        place: the figure or clause that it is about, where it is about one; it stands in these `boxes`.

    Raises ReviewError for what cannot be meant.
    """
    act, key = str(data.get("act", "")), str(data.get("key", ""))
    if place is not None:
        return (_on_place(act, data, place, boxes, asking),)
    if act in ("approve-alike", "reject-alike"):
        return _on_all(act, data, key, asking)
    rule = _rule(key, asking.ruleset)
    kind = str(data.get("kind") or rule.kind)
    if act == "another":
        return (_another(data, rule, kind, asking),)
    if act == "edit" and kind != rule.kind:
        return _of_other_kind(data, rule, kind, str(data.get("seen") or seen_of(rule)), asking)
    return (_on_rule(act, data, rule, str(data.get("seen") or seen_of(rule)), asking),)


def _rule(key: str, ruleset: RuleSet) -> Rule:
    rule = next((rule for rule in ruleset.rules if key == f"rule:{rule.id}"), None)
    if rule is None:
        raise refused(key, message("There is no such rule any more."))
    return rule


def _on_rule(act: str, data: Mapping[str, Any], rule: Rule, seen: str, asking: Asking) -> Decision:
    said: dict[str, Any] = {"rule_id": rule.id, "by": asking.by, "at": asking.at, "seen": seen}
    reason = str(data.get("reason", ""))
    if act == "approve":
        return Approve(**said)
    if act == "reject":
        return Reject(**said, reason=reason)
    if act == "reopen":
        return Reopen(**said)
    if act == "comment":
        return AddComment(**said, text=str(data.get("text", "")))
    if act == "choose":
        n = data.get("n")
        return ChooseReading(**said, n=n if type(n) is int else 0)
    if act == "edit":
        typed = _typed(data)
        when = typed_when_of(typed.pop("when", ""), rule.id)
        shown = {"label": rule.label, "label_en": rule.label_en}
        said |= {key: typed[key] for key in LABELS if typed.get(key, shown[key]) != shown[key]}
        return Edit(**said, value=typed_value_of(rule.kind, typed, rule.id, asking.lang), when=when, reason=reason)
    raise refused(rule.id, message("“{act}” is nothing that can be decided.", act=act))


def _of_other_kind(data: Mapping[str, Any], rule: Rule, kind: str, seen: str, asking: Asking) -> tuple[Decision, ...]:
    """The rule rejected, and one of another kind made of its evidence: the id of a rule names its kind and is given once."""
    first, said = rule.evidence[0], {"by": asking.by, "at": asking.at}
    typed = _typed(data)
    when = typed_when_of(typed.pop("when", ""), rule.id)
    made = new_rule(kind, rule.frame, typed_value_of(kind, typed, rule.id, asking.lang), when, rule.evidence)
    reason = str(data.get("reason", "")) or message("It is a rule of another kind: {id}", id=made.id).say(asking.lang)
    return (Reject(rule_id=rule.id, seen=seen, reason=reason, **said), NewRule(place=_place_of(first), rule=made, **said))


def _another(data: Mapping[str, Any], rule: Rule, kind: str, asking: Asking) -> Decision:
    """One more rule from the words of a rule: a sentence or cell may state two of which one was read, or both as if they disagreed."""
    typed = _typed(data)
    when = typed_when_of(typed.pop("when", ""), rule.id)
    value = typed_value_of(kind, typed, rule.id, asking.lang)
    told = next((one.evidence for one in rule.readings if value_data(one.value) == value_data(value)), rule.evidence)
    made = new_rule(kind, str(data.get("frame") or rule.frame), value, when, told)
    return NewRule(place=_place_of(told[0]), rule=made, by=asking.by, at=asking.at)


def _place_of(first: Evidence) -> LedgerPlace:
    return LedgerPlace(source=first.source, page=first.page, at=first.at, quote=first.quote)


def _on_all(act: str, data: Mapping[str, Any], key: str, asking: Asking) -> tuple[Decision, ...]:
    """One decision for each rule that was listed; one that was not shown is not among them."""
    shown = data.get("seen")
    wanted = {str(name): str(seen) for name, seen in shown.items()} if isinstance(shown, dict) else {}
    rules = [item.rule for item in alike(asking.queue, key) if item.rule is not None and item.rule.id in wanted]
    if not rules or len(rules) != len(wanted):
        raise refused(key, message("The list has changed meanwhile: look at it again."))
    return tuple(_on_rule(act.removesuffix("-alike"), data, rule, wanted[rule.id], asking) for rule in rules)


def _on_place(act: str, data: Mapping[str, Any], place: LedgerPlace, boxes: Sequence[Box], asking: Asking) -> Decision:
    nobody = seen_of_entry(None)
    said: dict[str, Any] = {"place": place, "by": asking.by, "at": asking.at, "seen": str(data.get("seen") or nobody)}
    if act == "no-rule":
        n = data.get("n")
        words = NO_RULE_REASONS[n - 1].say(asking.lang) if isinstance(n, int) and 1 <= n <= len(NO_RULE_REASONS) else ""
        return NoRule(**said, reason=str(data.get("reason") or words))
    if act == "reopen":
        return ReopenPlace(**said)
    if act == "new-rule":
        return NewRule(**said, rule=_made(data, place, boxes, asking))
    raise refused(place.quote[:40], message("“{act}” is nothing that can be decided.", act=act))


def _made(data: Mapping[str, Any], place: LedgerPlace, boxes: Sequence[Box], asking: Asking) -> Rule:
    """The rule that a form makes of a figure or clause."""
    return rule_of_place(str(data.get("kind", "")), str(data.get("frame", "")), _typed(data), place, boxes, asking.ruleset, asking.lang)


def _typed(data: Mapping[str, Any]) -> dict[str, str]:
    fields = data.get("fields")
    return {str(key): str(text) for key, text in fields.items()} if isinstance(fields, dict) else {}


def refused(name: str, what: Message) -> ReviewError:
    """A request that cannot be taken."""
    return ReviewError(Place(name or "review"), what, message("Nothing was decided."), message("Look at it again."))
