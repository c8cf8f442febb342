"""Figures and clauses that people decided on + the documents as they are now → the same decisions, where their words still stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_rules.model.review import LedgerEntry
from subsidy_rules.review.carry_over import Texts


def carry_ledger(ledger: Sequence[LedgerEntry], texts: Texts, edition: str | None = None) -> tuple[LedgerEntry, ...]:
    """The entries, each where its words stand now; `stale` where they stand nowhere, decided again where they came back.

    Of a published set the quotes are parts: they become whole where one passage alone holds them.

    Args:
        texts: source id → all text of its document without blanks, None where it is not at hand. Empty: nothing is known of them.
        edition: set where the decisions are taken over from an earlier edition: what is gone is left to it, and so is what became a rule.
    """
    if not texts:
        return tuple(ledger) if edition is None else ()
    passages = {name: frozenset((text or "").split("\0")[:-1]) for name, text in texts.items()}
    placed = [_whole(_placed(entry, texts), passages) for entry in ledger]
    if edition is None:
        return tuple(placed)
    taken = [entry for entry in placed if entry.review.state == "no_rule"]
    return tuple(
        entry.model_copy(update={"review": entry.review.model_copy(update={"edition": entry.review.edition or edition})}) for entry in taken
    )


def _placed(entry: LedgerEntry, texts: Texts) -> LedgerEntry:
    words, review = "".join(entry.quote.split()), entry.review
    if entry.source in texts and (texts[entry.source] is None or words in (texts[entry.source] or "")):
        home: str | None = entry.source
    else:
        home = next((name for name, text in texts.items() if text is not None and words in text), None)
    if home is None:
        was = review.was or (review.state if review.state != "stale" else None)
        return entry.model_copy(update={"review": review.model_copy(update={"state": "stale", "was": was})})
    back = {"state": review.was, "was": None} if review.state == "stale" and review.was else {}
    return entry.model_copy(update={"source": home, "review": review.model_copy(update=back)})


def _whole(entry: LedgerEntry, passages: Mapping[str, frozenset[str]]) -> LedgerEntry:
    """The entry with the passage that its quote is a part of, without blanks; as it is where that is none, or one of several."""
    words, known = "".join(entry.quote.split()), passages.get(entry.source, frozenset())
    if words in known:
        return entry
    holding = [passage for passage in known if words in passage]
    return entry if len(holding) != 1 else entry.model_copy(update={"quote": holding[0]})
