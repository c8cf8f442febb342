"""A rule in the queue → what its panel shows: why it is here, what it says, in which words, what was there last year, other readings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.model.basis import condition_data, seen_of, value_data
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.review import Comment
from subsidy_rules.model.rule import Condition, Rule, RuleSet, Value
from subsidy_rules.review.queue import Item
from subsidy_rules.serve.papers import Papers, View
from subsidy_rules.serve.quote_marks import Part, changed_words, marked_quote
from subsidy_rules.serve.words import WORDS
from subsidy_rules.wording.rules import condition_words
from subsidy_rules.wording.terms import STATES


@dataclass(frozen=True, slots=True)
class Said:
    """A value with its conditions in words."""

    value: str
    when: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingView:
    """One reading of a conflict, by the digit that chooses it."""

    n: int
    said: Said
    quote: str
    view: View


@dataclass(frozen=True, slots=True)
class LastView:
    """The rule in the edition before: what it said there, whether that is the same, and what was decided."""

    edition: str
    said: Said
    same: bool
    state: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """All that the panel of a rule shows."""

    key: str
    id: str
    seen: str
    why: str
    reason: str
    confidence: str
    kind: str
    frame: str
    label: str
    said: Said
    whose: str
    quote: tuple[Part, ...]
    views: tuple[View, ...]
    readings: tuple[ReadingView, ...]
    last: LastView | None
    extracted: Said | None
    before: Said | None
    before_quote: tuple[Part, ...]
    state: str
    state_words: str
    was: str
    by: str
    at: str
    note: str
    comments: tuple[Comment, ...]
    n_alike: int


def rule_view(item: Item, rule: Rule, ruleset: RuleSet, previous: RuleSet | None, papers: Papers, n_alike: int, lang: Lang) -> RuleView:
    """The panel of a rule."""
    names = {frame.id: frame.name for frame in ruleset.frames}
    review = rule.review
    before = rule.before
    return RuleView(
        key=item.key,
        id=rule.id,
        seen=seen_of(rule),
        why=item.why.say(lang),
        reason=item.reason,
        confidence=f"{rule.confidence:.2f}",
        kind=kind_words(rule.kind, lang),
        frame=names.get(rule.frame, ""),
        label={"ja": rule.label, "en": rule.label_en or rule.label}[lang],
        said=said_of(rule.kind, rule.value, rule.when, lang),
        whose=WORDS[whose].say(lang) if (whose := str(value_data(rule.value).get("of", ""))) in WORDS else "",
        quote=marked_quote(rule),
        views=tuple(papers.view(ruleset, evidence) for evidence in rule.evidence),
        readings=tuple(
            ReadingView(n, said_of(rule.kind, one.value, one.when, lang), one.evidence[0].quote, papers.view(ruleset, one.evidence[0]))
            for n, one in enumerate(rule.readings, start=1)
        ),
        last=_last(rule, previous, lang),
        extracted=said_of(rule.kind, rule.extracted.value, rule.extracted.when, lang) if rule.extracted is not None else None,
        before=said_of(rule.kind, before.value, before.when, lang) if before is not None else None,
        before_quote=changed_words(before.quote, rule.evidence[0].quote) if before is not None else (),
        state=review.state,
        state_words=STATES[review.state].say(lang),
        was=STATES[review.was].say(lang) if review.was is not None and review.was != review.state else "",
        by=review.by or "",
        at=review.at or "",
        note=review.note or "",
        comments=review.comments,
        n_alike=n_alike,
    )


def said_of(kind: str, value: Value, when: Sequence[Condition], lang: Lang) -> Said:
    """A value and its conditions in words."""
    return Said(value_words(kind, value_data(value), lang), tuple(condition_words(condition_data(node), lang) for node in when))


def _last(rule: Rule, previous: RuleSet | None, lang: Lang) -> LastView | None:
    old = next((one for one in previous.rules if one.id == rule.id), None) if previous is not None else None
    if old is None or previous is None:
        return None
    said, now = said_of(old.kind, old.value, old.when, lang), said_of(rule.kind, rule.value, rule.when, lang)
    review = old.review
    return LastView(previous.edition, said, said == now, STATES[review.state].say(lang), review.by or "", review.at or "")
