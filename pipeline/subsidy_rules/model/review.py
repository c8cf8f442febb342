"""Nouns of what people decide: Review of a rule, Comment, RejectedRule, and the ledger's figures and clauses that somebody decided on."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from subsidy_rules.model.document import Model
from subsidy_rules.model.errors import Lang

State = Literal["draft", "approved", "edited", "rejected", "stale", "conflict"]
# the states of rules that somebody has looked at and that may be used
REVIEWED: frozenset[State] = frozenset({"approved", "edited"})
# what became of a decision in a new extraction, printing or edition, where it was not simply carried
Carried = Literal["moved", "reworded", "orphaned", "lookalike"]


PlaceKey = tuple[str, str, str, int]


class Comment(Model):
    """What somebody wrote on a rule; it decides nothing."""

    by: str
    at: str
    text: str


class Signature(Model):
    """What somebody decided, and when."""

    state: State
    by: str
    at: str


class Review(Model):
    """Who decided what, when, and the fingerprint of what was decided on.

    Attributes:
        basis: fingerprint of what was decided on.
        said: fingerprint of what the tool said, of rules that nobody decided on as they are, and of a decided rule as it was
            published; by it a change by hand is known.
        note: why it was decided so.
        was: the old decision of a stale rule; of a draft the decision of the first of two reviewers.
        first: the first of two reviewers, where the set asks for two.
        carried: what became of the decision in the last extraction; absent where it was carried as it was.
        edition: the edition that it was decided for, where it was taken over from an earlier one; of an open rule, that such a decision was
            taken back.
        like: id of the rule that looks like an orphaned one and did not get its decision.
        named: the languages in which a person worded the label of the rule; in others it is the tool's.
    """

    state: State = "draft"
    by: str | None = None
    at: str | None = None
    basis: str | None = None
    said: str | None = None
    note: str | None = None
    was: State | None = None
    first: Signature | None = None
    carried: Carried | None = None
    edition: str | None = None
    like: str | None = None
    named: tuple[Lang, ...] = ()
    comments: tuple[Comment, ...] = ()


class RejectedRule(Model):
    """A rule that somebody rejected, in a set that is published without it: so much that it does not come back.

    Attributes:
        basis: fingerprint of what was rejected.
        quote: at most 40 characters of its words, for people.
        first: the first of two reviewers, where the set asks for two.
        edition: the edition that it was decided for, where it was taken over from an earlier one.
    """

    kind: str
    frame: str
    source: str
    basis: str
    quote: str
    by: str | None = None
    at: str | None = None
    note: str | None = None
    first: Signature | None = None
    edition: str | None = None


class LedgerPlace(Model):
    """A figure or a clause of a document, told apart by its words: it is found again in another printing.

    Attributes:
        at: table and headers, or clause.
        quote: the whole text that it stands in: a cell, a clause, a line.
        figure: as printed; absent where the clause itself is meant.
        n: which of those that are equal in all this, from 1.
    """

    source: str
    page: int | None = None
    at: str = ""
    quote: str
    figure: str | None = None
    n: Annotated[int, Field(ge=1)] = 1


class LedgerReview(Model):
    """What was decided on a figure or clause: that it states no rule (`note` says why), or which `rule` was made of it.

    `stale`: its text is no longer in the document; `was` is what had been decided. `edition`: it was decided for this earlier edition.
    """

    state: Literal["no_rule", "rule", "stale"]
    by: str
    at: str
    note: str | None = None
    rule: str | None = None
    was: Literal["no_rule", "rule"] | None = None
    edition: str | None = None


class LedgerEntry(LedgerPlace):
    """A figure or clause that somebody decided on."""

    review: LedgerReview

    @property
    def place(self) -> LedgerPlace:
        return LedgerPlace.model_validate(self.model_dump(exclude={"review"}))


def place_key(place: LedgerPlace) -> PlaceKey:
    """What tells a figure or clause from all others: its words. Pages, clause numbers, line breaks and blanks are not in it."""
    return place.source, "".join(place.quote.split()), place.figure or "", place.n
