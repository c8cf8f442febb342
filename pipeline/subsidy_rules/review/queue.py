"""Rules, unread figures and clauses → the queue of review: what needs a person, what matters first, like beside like, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.basis import digest, holds_unread, unread_words, value_data, when_data
from subsidy_rules.model.proposal import Proposal
from subsidy_rules.model.review import LedgerPlace, place_key
from subsidy_rules.model.rule import Rule, RuleSet

Reason = Literal["conflict", "stale", "second", "limit", "unsure", "changed", "proposed", "figure", "clause", "rest", "done"]
REASONS: tuple[Reason, ...] = ("conflict", "stale", "second", "limit", "unsure", "changed", "proposed", "figure", "clause", "rest", "done")
SURE = 0.9
# a value decides more than a text: kinds that are not named stand behind these
_KINDS = ("subsidy_amount", "subsidy_rate", "applicant_threshold", "requirement", "exclusion", "clawback", "schedule")
_STALE = {
    "reworded": message("{by} decided on other words: the text has changed since."),
    "orphaned": message("{by} decided on it, and its text is in the documents no more."),
    "lookalike": message("It looks like a rule that was decided on, but it is another one."),
}
# of what a second reader proposes: by whether our own grammar reads the same numbers there
_PROPOSED = {
    True: message("A second reader ({model}) proposes a rule for it; our own grammar reads the same numbers in its words."),
    False: message("A second reader ({model}) proposes a rule for it; our own grammar does NOT read the same there: check every field."),
}
_NOBODY = {
    "figure": message("Nobody has read this figure."),
    "clause": message("It may ask or promise something, and nobody has read it."),
}
_DISAGREE = message("The sources disagree: choose the reading that is right.")
_BESIDE = message("One document says it in several ways: choose the reading that is right, or word the conditions that tell them apart.")
_IN_ITS_WORDS = message(
    "No known topic: it is named in the words of its sentence. Does it ask that, of whom, and must it be or must it not?"
)
_STALE_AT_ALL = message("What {by} decided on has changed since.")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in the queue.

    Attributes:
        key: names it: `rule:<id>`, `figure:<digest of its place>`, `clause:<…>`.
        why: why it is here, in words.
        like: the same for rules that say the same in the same words, "" where nothing else does.
        rule: the rule; None for an unread figure or clause, which has its `place`.
        confidence: how sure the reading is of a rule; None of a figure.
    """

    key: str
    reason: Reason
    why: Said
    like: str = ""
    rule: Rule | None = None
    place: LedgerPlace | None = None
    confidence: float | None = None

    @property
    def open(self) -> bool:
        return self.reason != "done"


def rule_key(rule_id: str) -> str:
    return f"rule:{rule_id}"


def spot_key(place: LedgerPlace) -> str:
    """The key of a figure, or of a clause."""
    return f"{'clause' if place.figure is None else 'figure'}:{digest([*place_key(place)])}"


def build_queue(
    ruleset: RuleSet,
    unread: Sequence[LedgerPlace],
    previous: RuleSet | None = None,
    *,
    me: str = "",
    known: Sequence[Item] = (),
    proposals: Sequence[Proposal] = (),
) -> tuple[Item, ...]:
    """Everything that is to be decided, then what is decided.

    Args:
        unread: the figures and clauses that nobody has read, in the order of their documents.
        previous: the rule set of the edition before, whose rules have the same ids.
        me: who is asking; what waits for a second person is not for the one who decided first.
        known: the queue as it was for the same person, whose items hold for rules that are the same ones still.
        proposals: what a second reader proposes for places that are unread still.
    """
    before = {rule.id: rule for rule in previous.rules} if previous is not None else {}
    same = {id(item.rule): item for item in known if item.rule is not None}
    rules = [same.get(id(rule)) or _item(rule, before.get(rule.id), me) for rule in ruleset.rules]
    frames = {frame.id: at for at, frame in enumerate(ruleset.frames)}
    firsts = _first_of_like(rules, frames)
    rules.sort(key=lambda item: _order(item, firsts, frames))
    offered = {spot_key(one.place): one for one in proposals}
    places = [Item(key, "proposed", _PROPOSED[one.same].filled(model=one.model), place=one.place) for key, one in offered.items()]
    spots = [(spot_key(place), place) for place in unread]
    figures = [Item(key, "figure", _NOBODY["figure"], place=place) for key, place in spots if place.figure is not None]
    clauses = [Item(key, "clause", _NOBODY["clause"], place=place) for key, place in spots if place.figure is None]
    behind = REASONS.index("figure")
    return (
        *(i for i in rules if REASONS.index(i.reason) < behind),
        *places,
        *(item for item in (*figures, *clauses) if item.key not in offered),
        *(i for i in rules if REASONS.index(i.reason) > behind),
    )


def _item(rule: Rule, before: Rule | None, me: str) -> Item:
    reason, why = reason_of(rule, before, me)
    return Item(rule_key(rule.id), reason, why, like_of(rule), rule, confidence=rule.confidence)


def reason_of(rule: Rule, before: Rule | None, me: str = "") -> tuple[Reason, Said]:
    """Why a rule needs a person, and that in words; the gravest reason of several."""
    review = rule.review
    if review.state == "conflict":
        return "conflict", _BESIDE if len({one.evidence[0].source for one in rule.readings}) == 1 else _DISAGREE
    if review.state == "stale":
        return "stale", _STALE.get(review.carried or "", _STALE_AT_ALL).filled(by=review.by or "?")
    if review.state != "draft":
        return "done", message("{by} has decided on it ({at}).", by=review.by or "?", at=review.at or "")
    if review.was is not None and review.by is not None:
        waits = message("{by} has decided; a second person is still to decide the same.", by=review.by)
        return ("done", waits) if review.by == me else ("second", waits)
    if holds_unread(rule.value, rule.when):
        return "limit", message("A limit of it was not understood: “{quote}”", quote=_unread_words(rule))
    if rule.confidence < SURE:
        return "unsure", _IN_ITS_WORDS if _is_in_its_words(rule) else message("The reading is not sure of it.")
    if before is not None and not _says_the_same(rule, before):
        return "changed", message("It says something else than in the last edition.")
    return "rest", message("Nobody has looked at it yet.")


def _is_in_its_words(rule: Rule) -> bool:
    """Whether the vocabulary has no name for what the rule is about."""
    return not str(getattr(rule.value, "topic", "")).isascii()


def _says_the_same(rule: Rule, before: Rule) -> bool:
    return value_data(rule.value) == value_data(before.value) and when_data(rule.when) == when_data(before.when)


def _unread_words(rule: Rule) -> str:
    found = next(iter(unread_words(rule.value, rule.when)), "")
    return found if len(found) <= 60 else found[:60] + "…"


@lru_cache(maxsize=20_000)
def _like(kind: str, said: str, quote: str) -> str:
    return digest([kind, said, quote])


def like_of(rule: Rule) -> str:
    """The same for rules of the same kind that say the same in the same words, over all frames."""
    said = digest([value_data(rule.value), when_data(rule.when), bool(rule.readings)])
    return _like(rule.kind, said, "".join(rule.evidence[0].quote.split()))


def _first_of_like(items: Collection[Item], frames: Mapping[str, int]) -> dict[str, tuple[int, str, int, float]]:
    """Where the first of those that are alike stands: the others stand beside it."""
    found: dict[str, tuple[int, str, int, float]] = {}
    for item in items:
        place = _place(item, frames)
        found[item.like] = min(found.get(item.like, place), place)
    return found


def _place(item: Item, frames: Mapping[str, int]) -> tuple[int, str, int, float]:
    rule = item.rule
    if rule is None:
        return 0, "", 0, 0.0
    first = rule.evidence[0]
    return frames.get(rule.frame, -1), first.source, first.page or 0, first.bbox[1] if first.bbox else 0.0


def _order(item: Item, firsts: Mapping[str, tuple[int, str, int, float]], frames: Mapping[str, int]) -> tuple[Any, ...]:
    rule = item.rule
    kind = rule.kind if rule is not None else ""
    rank = _KINDS.index(kind) if kind in _KINDS else len(_KINDS)
    return REASONS.index(item.reason), rank, kind, firsts[item.like], item.like, _place(item, frames), item.key


def alike(queue: Sequence[Item], key: str) -> tuple[Item, ...]:
    """The open rules that say the same in the same words as this one, itself among them; conflicts need a decision of their own."""
    asked = next((item for item in queue if item.key == key), None)
    if asked is None or asked.rule is None or asked.reason == "conflict":
        return ()
    return tuple(i for i in queue if i.like == asked.like and i.open and i.reason != "conflict" and i.rule is not None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are asked for; "" and an empty text mean all. `order`: "page" for the order of the documents, else what matters first."""

    frame: str = ""
    kind: str = ""
    reason: str = ""
    text: str = ""
    order: str = ""


def chosen_items(queue: Sequence[Item], wanted: Wanted) -> tuple[Item, ...]:
    """The items asked for, in the order asked for; the text is looked for in what a rule says, in its quotes and its id."""
    words = wanted.text.casefold().split()
    found = [item for item in queue if _is_wanted(item, wanted, words)]
    return tuple(sorted(found, key=_on_pages) if wanted.order == "page" else found)


def _on_pages(item: Item) -> tuple[str, int, float]:
    """Where an item stands; of an unread figure only its page is known, and it stands behind the rules of that page."""
    if item.rule is None:
        return (item.place.source, item.place.page or 0, float("inf")) if item.place is not None else ("", 0, 0.0)
    first = item.rule.evidence[0]
    return first.source, first.page or 0, first.bbox[1] if first.bbox else 0.0


def _is_wanted(item: Item, wanted: Wanted, words: Sequence[str]) -> bool:
    rule = item.rule
    if wanted.reason and item.reason != wanted.reason:
        return False
    if (wanted.frame or wanted.kind) and rule is None:
        return False
    if rule is not None and ((wanted.frame and rule.frame != wanted.frame) or (wanted.kind and rule.kind != wanted.kind)):
        return False
    if not words:
        return True
    if rule is not None:
        text = " ".join((rule.id, rule.label, rule.label_en, *(evidence.quote for evidence in rule.evidence)))
    else:
        text = item.place.quote if item.place is not None else ""
    return all(word in text.casefold() for word in words)
