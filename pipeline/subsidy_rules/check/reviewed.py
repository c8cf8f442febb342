"""Rule set → what keeps it from being reviewed: rules that nobody decided on, decisions that hold no more, figures that nobody read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from subsidy_rules.check.contract import Finding
from subsidy_rules.messages.message import Message, counted, message
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import Rule, RuleSet

_STATES = {
    "draft": ("undecided", message("nobody has decided on it")),
    "stale": ("decision-stale", message("what was decided on has changed since")),
    "conflict": ("undecided-conflict", message("the sources disagree and nobody has decided")),
}


def check_reviewed(ruleset: RuleSet, unread: Mapping[str, Iterable[LedgerPlace]]) -> Iterator[Finding]:
    """All that is missing, rules first.

    Args:
        unread: id of each document of which the reading is at hand → its figures that are neither read nor decided on.
    """
    if not ruleset.rules:
        yield Finding.of("nothing-to-review", ruleset.programme, message("the set has no rule"))
    for rule in ruleset.rules:
        yield from _of_rule(rule)
    for entry in ruleset.ledger:
        if entry.review.state == "stale":
            words = message("what was decided on {figure} is not in the document any more", figure=_named(entry))
            yield Finding.of("ledger-stale", entry.source, words)
    for source in ruleset.sources:
        if source.id in unread:
            for place in unread[source.id]:
                yield Finding.of("figure-unread", source.id, message("nobody has read {figure}", figure=_named(place)))
        elif source.read is None:
            words = message("nobody knows which of its figures were read: read the document again with `subsidy-rules ingest`")
            yield Finding.of("figures-not-counted", source.id, words)
        elif (left := source.read.unread - _decided_on(ruleset, source.id)) > 0:
            yield Finding.of("figures-unread", source.id, _unread(left))


def _decided_on(ruleset: RuleSet, source: str) -> int:
    """How many figures of a document somebody decided on, whose decision holds."""
    return sum(entry.source == source and entry.figure is not None and entry.review.state != "stale" for entry in ruleset.ledger)


def _of_rule(rule: Rule) -> Iterator[Finding]:
    if rule.review.state in _STATES:
        code, words = _STATES[rule.review.state]
        if rule.review.state == "draft" and rule.review.was is not None:
            code, words = "undecided", message("only the first of two reviewers has decided on it")
        yield Finding.of(code, rule.id, words)


def _unread(n: int) -> Message:
    return counted(
        "nobody has read {n} figure of it, and what was read is not at hand to tell which",
        "nobody has read {n} figures of it, and what was read is not at hand to tell which",
        n,
    )


def _named(place: LedgerPlace) -> Message:
    quote = " ".join(place.quote.split())
    shown = quote if len(quote) <= 60 else quote[:60] + "…"
    words = (
        message("“{figure}” in “{quote}”", figure=" ".join(place.figure.split()), quote=shown)
        if place.figure
        else message("“{quote}”", quote=shown)
    )
    return words if place.page is None else message("{what} on page {n}", what=words, n=place.page)
