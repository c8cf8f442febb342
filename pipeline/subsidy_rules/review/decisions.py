"""What a person does in review, as values. Each names its rule or its place in the ledger, who decided (`by`) and when (`at`, ISO 8601).

`seen` is the fingerprint of what the person saw (`seen_of`, `seen_of_entry`): where it is given and does not hold any more, somebody else
decided meanwhile, and the decision is refused. A rule that is skipped is no decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from subsidy_rules.model.review import LedgerEntry, LedgerPlace
from subsidy_rules.model.rule import Condition, Rule, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnRule:
    rule_id: str
    by: str
    at: str
    seen: str | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.rule_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Approve(_OnRule):
    """The rule is right as it stands. Of an edited rule: its edited value is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(_OnRule):
    """The rule is wrong, or no rule; it is kept so that it does not come back."""

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit(_OnRule):
    """The rule says this instead; None leaves a part as it is. What the tool said stays beside it.

    A label that a person words stays until the rule says something else; "" gives the rule the tool's again.
    """

    value: Value | None = None
    when: tuple[Condition, ...] | None = None
    label: str | None = None
    label_en: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseReading(_OnRule):
    """Of a conflict: the reading that is right, counted from 1."""

    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reopen(_OnRule):
    """Nobody has decided on the rule any more: it is as the tool said it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddComment(_OnRule):
    """Some words on the rule, which decide nothing."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnPlace:
    place: LedgerPlace
    by: str
    at: str
    seen: str | None = None

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.place.figure or self.place.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class NoRule(_OnPlace):
    """The figure or clause states no rule, because …"""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRule(_OnPlace):
    """The figure or clause states this rule, which the tool did not find; its evidence quotes the place."""

    rule: Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenPlace(_OnPlace):
    """Nobody has decided on the figure or clause any more; a rule that was made of it stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What takes one decision back, as `decide` returns it: everything it changed is as it was before.

    Attributes:
        by, at: who takes it back and when; of use to messages only, for the rule gets its old decision back.
        rules: id → the rule as it was; None where there was none.
        places: the same of the ledger.
        seen: fingerprints as the decision left them: where one does not hold any more, somebody else decided meanwhile.
        what: the decision that it takes back.
    """

    by: str
    at: str
    what: Any
    rules: tuple[tuple[str, Rule | None], ...] = ()
    places: tuple[tuple[LedgerPlace, LedgerEntry | None], ...] = ()
    seen: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.what.name)


OnRule = Approve | Reject | Edit | ChooseReading | Reopen | AddComment
OnPlace = NoRule | NewRule | ReopenPlace
Decision = OnRule | OnPlace | Undo
