"""RuleSet + decisions → RuleSet with them, and what takes each back. Pure; one decision that cannot be taken stops them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.basis import digest, seen_of
from subsidy_rules.model.errors import OvertakenError, Place, ReviewError
from subsidy_rules.model.review import LedgerEntry, LedgerPlace, place_key
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.review.decisions import Decision, NewRule, OnPlace, Undo
from subsidy_rules.review.on_places import entry_of
from subsidy_rules.review.on_rules import decided

_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Decided:
    """The rule set with the decisions, and for each what takes it back, in the same order."""

    ruleset: RuleSet
    undo: tuple[Undo, ...]


def decide(ruleset: RuleSet, decisions: Sequence[Decision]) -> Decided:
    """The rule set after these decisions, taken one after the other.

    Raises:
        OvertakenError: somebody else decided meanwhile on a rule or place that a decision is about.
        ReviewError: a decision names what is not there, or cannot be taken as asked. Nothing was decided then.
    """
    desk = _Desk(ruleset)
    undo = tuple(desk.take(decision) for decision in decisions)
    return Decided(desk.ruleset(), undo)


def seen_of_entry(entry: LedgerEntry | None) -> str:
    """Fingerprint of what was decided on a figure or clause; None is one that nobody decided on."""
    return digest(None if entry is None else entry.model_dump(mode="json"))


class _Desk:
    """A rule set while decisions are taken on it."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._before = ruleset
        self._rules = {rule.id: rule for rule in ruleset.rules}
        self._ledger = {place_key(entry): entry for entry in ruleset.ledger}
        self._ours: set[object] = set()  # what was decided on at this desk: a second decision on it overtakes nobody
        self._where = Place(f"{ruleset.programme}/{ruleset.edition}")
        if len(self._rules) < len(ruleset.rules):
            ids = [rule.id for rule in ruleset.rules]
            raise self._refused(
                message("Several rules have the id {id}.", id=next(name for name in ids if ids.count(name) > 1)),
                message("Give one of them another id in its file."),
            )

    def ruleset(self) -> RuleSet:
        rules = tuple(sorted(self._rules.values(), key=lambda rule: rule.id))
        ledger = tuple(sorted(self._ledger.values(), key=lambda e: (e.source, e.page or 0, e.at, e.quote, e.figure or "", e.n)))
        return self._before.model_copy(update={"rules": rules, "ledger": ledger})

    def take(self, decision: Decision) -> Undo:
        self._check_name(decision)
        if isinstance(decision, Undo):
            return self._undo(decision)
        rules: dict[str, Rule | None] = {}
        places: dict[LedgerPlace, LedgerEntry | None] = {}
        if isinstance(decision, OnPlace):
            places[decision.place] = self._place(decision)
            if isinstance(decision, NewRule):
                rules[decision.rule.id] = None
                self._add(decision)
        else:
            rules[decision.rule_id] = self._known(decision.rule_id, decision.seen)
            self._rules[decision.rule_id] = decided(self._rules[decision.rule_id], decision, self._before.reviewers, self._where)
        return self._taken(decision, rules, places)

    def _taken(self, decision: Decision, rules: dict[str, Rule | None], places: dict[LedgerPlace, LedgerEntry | None]) -> Undo:
        keys = [place_key(place) for place in places]
        self._ours |= {*rules, *keys}
        seen = (*(self._seen(name) for name in rules), *(seen_of_entry(self._ledger.get(key)) for key in keys))
        return Undo(by=decision.by, at=decision.at, what=decision, rules=tuple(rules.items()), places=tuple(places.items()), seen=seen)

    def _seen(self, rule_id: str) -> str:
        rule = self._rules.get(rule_id)
        return digest(None) if rule is None else seen_of(rule)

    def _known(self, rule_id: str, seen: str | None) -> Rule:
        rule = self._rules.get(rule_id)
        if rule is None:
            raise self._refused(message("No rule has the id {ids}.", ids=rule_id), message("`subsidy-rules show DIR` lists the ids."))
        if seen is not None and rule_id not in self._ours and seen != seen_of(rule):
            raise self._overtaken(rule_id, rule.review.by, rule.review.state)
        return rule

    def _place(self, decision: OnPlace) -> LedgerEntry | None:
        key = place_key(decision.place)
        before = self._ledger.get(key)
        if decision.seen is not None and key not in self._ours and decision.seen != seen_of_entry(before):
            raise self._overtaken(decision.name, before.review.by if before else None, before.review.state if before else "draft")
        entry = entry_of(decision, self._where)
        if entry is None:
            self._ledger.pop(key, None)
        else:
            self._ledger[key] = entry
        return before

    def _add(self, decision: NewRule) -> None:
        if decision.rule.id in self._rules:
            raise self._refused(
                message("There is a rule {id} already.", id=decision.rule.id),
                message("Edit that rule, or give the new one conditions that tell the two apart."),
            )
        self._rules[decision.rule.id] = decided(decision.rule, decision, self._before.reviewers, self._where)

    def _undo(self, undo: Undo) -> Undo:
        now_rules = {name: self._rules.get(name) for name, _ in undo.rules}
        now_places = {place: self._ledger.get(place_key(place)) for place, _ in undo.places}
        seen = (*(self._seen(name) for name in now_rules), *map(seen_of_entry, now_places.values()))
        if seen != undo.seen:
            rule = next((rule for rule in now_rules.values() if rule is not None), None)
            raise self._overtaken(undo.name, rule.review.by if rule else None, rule.review.state if rule else "draft")
        for name, rule in undo.rules:
            if rule is None:
                self._rules.pop(name, None)
            else:
                self._rules[name] = rule
        for place, entry in undo.places:
            if entry is None:
                self._ledger.pop(place_key(place), None)
            else:
                self._ledger[place_key(place)] = entry
        return replace(self._taken(undo, now_rules, now_places), what=undo)

    def _check_name(self, decision: Decision) -> None:
        by = decision.by.strip()
        if not any(map(str.isalpha, by)) or len(by) > _LONGEST_NAME or not by.isprintable():
            raise self._refused(
                message("A decision takes the name of the person who took it."), message("Give a name of one line, at most 100 characters.")
            )

    def _refused(self, what: Said, todo: Said) -> ReviewError:
        return ReviewError(self._where, what, message("Nothing was decided."), todo)

    def _overtaken(self, name: str, by: str | None, state: str) -> OvertakenError:
        what = (
            message("Somebody else decided meanwhile on {name}: {by} ({state}).", name=name, by=by, state=state)
            if by
            else message("{name} has changed meanwhile.", name=name)
        )
        return OvertakenError(self._where, what, message("Nothing was overwritten."), message("Look at it as it is now."), name=name, by=by)
