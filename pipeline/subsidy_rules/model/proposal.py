"""Noun of what a second reader proposes for a figure or clause that nobody has read."""

from __future__ import annotations

from subsidy_rules.model.document import Model
from subsidy_rules.model.review import LedgerPlace


class Proposal(Model):
    """A rule as somebody else than this program reads it. It is no rule: a person looks at it in the form of its place.

    Attributes:
        place: the unread figure or clause that it is about.
        kind: of the rule.
        fields: what is typed into its form, by field; `when` holds the conditions.
        quote: what it was read from: these words stand in the document, blanks and widths aside.
        same: whether our own grammar reads the same numbers there, all of them and no other.
        model: which model proposes it.
    """

    place: LedgerPlace
    kind: str
    fields: dict[str, str]
    quote: str
    same: bool
    model: str
