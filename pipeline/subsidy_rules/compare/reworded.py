"""Rules in words that went and came although their sentences are one that was reworded → one change, graded by what became of the sentence.

For editions whose documents are not at hand: the quotes of the rules stand for the sentences. `joined` does the same with the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from subsidy_rules.model.basis import digest
from subsidy_rules.model.change import Cause, Change, Passage
from subsidy_rules.model.rule import Rule

_WORDS = frozenset({"requirement", "exclusion", "clawback", "duty"})
_ALIKE = 0.72  # share of pairs of characters in common from which two quotes are one sentence


def join_reworded(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes with those joined; a sentence that says the very same in both editions was only read otherwise, and is none."""
    gone = [change for change in changes if change.action == "removed" and _is_in_words(change, change.old)]
    come = [change for change in changes if change.action == "added" and _is_in_words(change, change.new)]
    taken: dict[int, Change | None] = {}
    for _, a, b in _likely(gone, come):
        if id(a) not in taken and id(b) not in taken:
            taken[id(a)], taken[id(b)] = None, _joined(a, b)
    kept = (taken.get(id(change), change) for change in changes)
    return tuple(change for change in kept if change is not None)


def _is_in_words(change: Change, rule: Rule | None) -> bool:
    return rule is not None and change.cause is Cause.SOURCE and change.kind in _WORDS


def _likely(gone: Sequence[Change], come: Sequence[Change]) -> list[tuple[float, Change, Change]]:
    """Pairs whose quotes are alike, the most alike first."""
    if not gone or not come:
        return []
    grams = {id(change): _grams(_quote(change)) for change in (*gone, *come)}
    rows = [(_likeness(grams[id(a)], grams[id(b)]), a, b) for a in gone for b in come if a.frame == b.frame]
    return sorted((row for row in rows if row[0] >= _ALIKE), key=lambda row: (-row[0], row[1].fingerprint, row[2].fingerprint))


def _quote(change: Change) -> str:
    rule = change.new or change.old
    return rule.evidence[0].quote if rule is not None else ""


def _grams(quote: str) -> tuple[Counter[str], Counter[str]]:
    """The pairs of characters of a quote, and of what of it says something."""
    from subsidy_rules.compare.neutral_words import core
    from subsidy_rules.compare.spelling import bare, masked_numbers, spelled, without_pointers

    plain = masked_numbers(bare(without_pointers(spelled(quote))))
    first, second = (Counter(text[n : n + 2] for n in range(max(1, len(text) - 1))) for text in (plain, core(plain) or plain))
    return first, second


def _likeness(a: tuple[Counter[str], Counter[str]], b: tuple[Counter[str], Counter[str]]) -> float:
    return max(2 * (x & y).total() / max(1, x.total() + y.total()) for x, y in zip(a, b, strict=True))


def _joined(gone: Change, come: Change) -> Change | None:
    """One change of the sentence that both were read from; None where it says the same."""
    from subsidy_rules.compare.checks import all_checks
    from subsidy_rules.compare.effects import effect_of_change
    from subsidy_rules.compare.units import Unit
    from subsidy_rules.compare.words import marks_of
    from subsidy_rules.messages.message import both

    if gone.old is None or come.new is None:
        raise ValueError("what went has an old rule, what came a new one")
    first, second = gone.old.evidence[0], come.new.evidence[0]
    effect = effect_of_change(Unit(first.quote, (), first), Unit(second.quote, (), second), ())
    if effect is None:
        return None
    check = all_checks()[effect]
    left, right = marks_of(first.quote, second.quote)
    frame = {"en": come.en.partition(": ")[0], "ja": come.ja.partition(": ")[0]}
    told = check.words.filled(old="".join(first.quote.split("\n")), new="".join(second.quote.split("\n")))
    words = both(lambda lang: f"{frame[lang]}: {told.say(lang)}")
    update = {
        **{"check": check.id, "level": check.level, "direction": check.direction, "action": check.action},
        **{"old": gone.old, "en": words.en, "ja": words.ja, "rules": tuple(dict.fromkeys((gone.old.id, come.new.id)))},
        "old_text": Passage(text=first.quote, evidence=first, marks=left),
        "new_text": Passage(text=second.quote, evidence=second, marks=right),
        "fingerprint": digest([check.id, gone.fingerprint, come.fingerprint]),
    }
    return come.model_copy(update=update)
