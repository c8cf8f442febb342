"""What became of decisions → lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from subsidy_rules.messages.message import Lang, Message, listed, message
from subsidy_rules.review.outcome import Outcome

_MOST = 12  # names in a line; the review shows them all


def outcome_lines(outcome: Outcome, lang: Lang) -> Iterator[str]:
    """One line with the counts, then one for each kind that needs a person, with the ids; none where nobody had decided anything."""
    if outcome.nothing:
        return
    yield message(
        "Decisions: {carried} carried, {moved} moved with their words, {reworded} back to review, {orphaned} not found any more, "
        "{lookalikes} refused to a lookalike.",
        carried=len(outcome.carried),
        moved=len(outcome.moved),
        reworded=len(outcome.reworded),
        orphaned=len(outcome.orphaned),
        lookalikes=len(outcome.lookalikes),
    ).say(lang)
    named: tuple[tuple[Message, Iterable[str]], ...] = (
        (message("Back to review, for words or values have changed: {ids}."), outcome.reworded),
        (message("Not found any more, kept with their old words: {ids}."), outcome.orphaned),
        (message("Not found any more; what looks like it got nothing: {ids}."), [f"{old} ({new})" for old, new in outcome.lookalikes]),
        (message("Changed by hand; no name stands with it: {ids}."), outcome.by_hand),
        (message("Decided in the edition before, not in this one: {ids}."), outcome.left),
    )
    for words, ids in named:
        if ids:
            yield words.filled(ids=_names(tuple(ids), lang)).say(lang)


def _names(ids: tuple[str, ...], lang: Lang) -> str:
    shown = listed(ids[:_MOST], lang)
    more = len(ids) - _MOST
    return message("{ids} and {n} more", ids=shown, n=more).say(lang) if more > 0 else shown
