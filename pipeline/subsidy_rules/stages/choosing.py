"""Rule set + ids, patterns and filters → the rules that a command decides on, and those that it must leave to a look of their own."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.basis import holds_unread
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.model.rule import Rule, RuleSet, State
from subsidy_rules.report.rule_rows import Filter, chosen_rules

Why = Literal["conflict", "unread"]
_PATTERN = frozenset("*?[")
_UNDECIDED: tuple[State, ...] = ("draft", "stale")


ALL = Filter()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rules a command is about: ids and patterns (`*`, `?`), what filters leave of them, and of those the sure ones (`surest`)."""

    names: tuple[str, ...] = ()
    filter: Filter = ALL
    surest: float | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """The names that mean one rule each."""
        return tuple(name for name in self.names if not _PATTERN & set(name))


@dataclass(frozen=True, slots=True)
class Selected:
    """The rules to decide on, and those left out with the reason, each in the order in which `show` lists them."""

    rules: tuple[Rule, ...]
    left_out: tuple[tuple[Rule, Why], ...] = ()


def select_rules(ruleset: RuleSet, asked: Asked) -> tuple[Rule, ...]:
    """The rules asked for. Raises ReviewError where a name means none, so that a slip of the pen decides nothing."""
    known = {rule.id for rule in ruleset.rules}
    unmatched = [name for name in asked.names if name not in known and not any(fnmatchcase(one, name) for one in known)]
    if unmatched:
        raise _refused(ruleset, message("No rule has the id {ids}.", ids=", ".join(unmatched)))
    rules = chosen_rules(ruleset, asked.filter)
    if asked.names:
        rules = tuple(rule for rule in rules if any(rule.id == name or fnmatchcase(rule.id, name) for name in asked.names))
    return tuple(rule for rule in rules if asked.surest is None or rule.confidence >= asked.surest)


def select_to_approve(ruleset: RuleSet, asked: Asked) -> Selected:
    """What is asked for and can be approved as it stands.

    Left out is what needs a look of its own: rules whose sources disagree, whose first reading nobody takes unseen, and rules with a limit
    that was not understood. Such a rule is approved by its id alone. Without a state asked for, it is about draft and stale rules.
    """
    named = frozenset(asked.ids)
    states = frozenset(asked.filter.states or (*_UNDECIDED, "conflict"))
    rules: list[Rule] = []
    left: list[tuple[Rule, Why]] = []
    for rule in select_rules(ruleset, asked):
        if rule.id in named:
            rules.append(rule)
        elif rule.review.state in states:
            why = reason_to_look(rule)
            if why is None:
                rules.append(rule)
            else:
                left.append((rule, why))
    return Selected(tuple(rules), tuple(left))


def reason_to_look(rule: Rule) -> Why | None:
    """Why a rule is not approved among others."""
    if rule.review.state == "conflict":
        return "conflict"
    return "unread" if holds_unread(rule.value, rule.when) else None


def _refused(ruleset: RuleSet, what: Message) -> ReviewError:
    return ReviewError(
        Place(f"{ruleset.programme}/{ruleset.edition}"),
        what,
        message("Nothing was decided."),
        message("`subsidy-rules show DIR` lists the ids."),
    )
