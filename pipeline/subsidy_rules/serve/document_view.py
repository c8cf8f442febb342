"""The ledger as the page shows it: a document page by page, every figure and clause with its state, in colour, by its line and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.coverage import reason_words
from subsidy_rules.coverage.report import BoundTo
from subsidy_rules.messages.message import listed
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Box
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.review import LedgerEntry, LedgerPlace
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.review.decide import seen_of_entry
from subsidy_rules.review.queue import spot_key
from subsidy_rules.serve.papers import Mark, Papers, Sheet, title_of
from subsidy_rules.serve.words import LEDGER_STATES
from subsidy_rules.stages.ledger import ClauseRead, Figure, SourceLedger


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure or clause on a page.

    Attributes:
        key: names it: `figure:<digest of its place>`, `clause:<…>`.
        state: bound, waived, unread, decided.
        told: the state in words, with the reason or the decision.
        rule: key of the rule that it is bound to, "" where there is none.
        before, after: the words round a figure.
        seen: what was decided on it, as a fingerprint.
    """

    key: str
    what: str
    state: str
    told: str
    text: str
    place: LedgerPlace
    boxes: tuple[Box, ...]
    seen: str
    rule: str = ""
    before: str = ""
    after: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        return tuple(map(Mark.of, self.boxes))

    @property
    def open(self) -> bool:
        return self.state == "unread"


@dataclass(frozen=True, slots=True)
class PageView:
    """One page of one document; a text is one page."""

    source: str
    title: str
    page: int
    n_pages: int
    sheet: Sheet | None
    spots: tuple[Spot, ...]
    lines: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]
    unread_pages: tuple[int, ...]


class SpotIndex:
    """Where the figures and clauses of some ledgers are, by their keys; it holds as long as the documents were not read anew."""

    def __init__(self, ledgers: Sequence[SourceLedger]) -> None:
        self._places: dict[str, tuple[int, int]] = {}
        for at, ledger in enumerate(ledgers):
            for n, figure in enumerate(ledger.figures):
                self._places[spot_key(figure.place)] = (at, n)
            for n, clause in enumerate(ledger.clauses):
                self._places[spot_key(clause.place)] = (at, n)

    def spot(self, key: str, ledgers: Sequence[SourceLedger], ruleset: RuleSet, lang: Lang) -> Spot | None:
        """The figure or clause of a key as it is now; None for a key of nothing."""
        if key not in self._places:
            return None
        at, n = self._places[key]
        if key.startswith("clause:"):
            return _clause(ledgers[at].clauses[n], lang)
        return _figure(ledgers[at].figures[n], ruleset, lang)


def _figure(figure: Figure, ruleset: RuleSet, lang: Lang) -> Spot:
    entry = figure.entry
    state, told = _state(entry.state, entry.reason or "", figure.decided, lang)
    before, _, rest = entry.context.partition("【")
    return Spot(
        key=spot_key(figure.place),
        what="figure",
        state=state,
        told=told,
        text=" ".join(entry.text.split()),
        place=figure.place,
        boxes=figure.boxes,
        seen=seen_of_entry(figure.decided),
        rule=_bound(entry.rule, figure, ruleset) if entry.rule is not None else "",
        before=before,
        after=rest.partition("】")[2],
    )


def _clause(clause: ClauseRead, lang: Lang) -> Spot:
    entry = clause.entry
    state, told = _state(entry.state, entry.reason, clause.answer, lang)
    return Spot(
        key=spot_key(clause.place),
        what="clause",
        state=state,
        told=told,
        text=" ".join((entry.clause.label, entry.clause.text)).strip(),
        place=clause.place,
        boxes=clause.boxes,
        seen=seen_of_entry(clause.decided),
    )


def _state(state: str, reason: str, decided: LedgerEntry | None, lang: Lang) -> tuple[str, str]:
    if decided is not None and decided.review.state != "stale":
        review = decided.review
        parts = [LEDGER_STATES["decided"].say(lang), review.note or review.rule or "", review.by]
        return "decided", listed([part for part in parts if part], lang)
    words = LEDGER_STATES[state].say(lang)
    return state, listed([words, reason_words(reason, lang)], lang) if reason else words


def _bound(bound: BoundTo, figure: Figure, ruleset: RuleSet) -> str:
    """The key of the rule that a figure is bound to: the one of this value, on this page where there are several."""
    rules = [rule for rule in ruleset.rules if rule.kind == bound.kind and rule.frame == bound.frame]
    said = [rule for rule in rules if value_data((rule.extracted or rule).value) == bound.value]
    here = [rule for rule in said if any((e.source, e.page) == (figure.place.source, figure.place.page) for e in rule.evidence)]
    rule = next(iter(here or said), None)
    return f"rule:{rule.id}" if rule is not None else ""


def page_view(ledger: SourceLedger, ruleset: RuleSet, papers: Papers, page_no: int, lang: Lang) -> PageView:
    """A page with its figures and clauses; the nearest one where the document has no such page."""
    document = ledger.document
    paged = document is not None and document.format == "pdf"
    n_pages = len(document.pages) if document is not None and paged else 1
    page_no = min(max(1, page_no), n_pages)
    figures = [figure for figure in ledger.figures if figure.entry.counts or figure.decided is not None]
    clauses = [clause for clause in ledger.clauses if not clause.entry.clause.heading]
    everything: list[Figure | ClauseRead] = [*figures, *clauses]
    mine: tuple[Spot, ...] = (
        *(_figure(one, ruleset, lang) for one in figures if not paged or one.place.page == page_no),
        *_linked([_clause(one, lang) for one in clauses if not paged or one.place.page == page_no], ledger, ruleset),
    )
    mine = _exact(mine, ledger, papers, page_no) if paged else mine
    counts = Counter("unread" if one.open else "decided" if _is_decided(one) else one.entry.state for one in everything)
    return PageView(
        source=ledger.source.id,
        title=title_of(ledger.source, ruleset),
        page=page_no,
        n_pages=n_pages,
        sheet=papers.sheet(ledger.source, page_no, ()) if paged else None,
        spots=mine,
        lines=() if paged or document is None else tuple(line.text for page in document.pages for line in page.lines),
        counts=tuple((state, words.say(lang), counts[state]) for state, words in LEDGER_STATES.items()),
        unread_pages=tuple(sorted({one.place.page or 1 for one in everything if one.open})),
    )


def _linked(spots: Sequence[Spot], ledger: SourceLedger, ruleset: RuleSet) -> Iterator[Spot]:
    """The clauses of a page, those in a rule with the first rule whose quote stands in them."""
    quotes = [
        ("".join(evidence.quote.split()), rule.id)
        for rule in ruleset.rules
        for evidence in rule.evidence
        if evidence.source == ledger.source.id
    ]
    for spot in spots:
        text = "".join(spot.place.quote.split())
        bound = next((name for quote, name in quotes if quote in text or text in quote), None) if spot.state == "bound" and text else None
        yield replace(spot, rule=f"rule:{bound}") if bound is not None else spot


def _exact(spots: tuple[Spot, ...], ledger: SourceLedger, papers: Papers, page_no: int) -> tuple[Spot, ...]:
    """The figures in boxes of their own, where until now they had that of their line or cell."""
    figures = [spot for spot in spots if spot.what == "figure" and spot.boxes]
    boxes = papers.exact(ledger.source, page_no, [(spot.place.figure or spot.text, spot.boxes) for spot in figures])
    found = {spot.key: exact for spot, exact in zip(figures, boxes, strict=True)}
    return tuple(replace(spot, boxes=found.get(spot.key, spot.boxes)) for spot in spots)


def _is_decided(one: Figure | ClauseRead) -> bool:
    found = one.answer if isinstance(one, ClauseRead) else one.decided
    return found is not None and found.review.state != "stale"
