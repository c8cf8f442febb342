"""Rule set and ledger → the rows of a workbook for review: one a rule, frame by frame, and one a figure that nobody has read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from subsidy_rules.coverage.report import Entry
from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.messages.message import Lang, Words, listed, message, noted
from subsidy_rules.model.basis import digest, seen_of, value_data, when_data
from subsidy_rules.model.document import Box, Evidence, Source
from subsidy_rules.model.review import LedgerEntry, LedgerPlace, place_key
from subsidy_rules.model.rule import SCHEMA, Rule, RuleSet
from subsidy_rules.report.book_columns import Cell, Which
from subsidy_rules.report.book_values import value_cells
from subsidy_rules.report.changes import page_words
from subsidy_rules.report.tables import frame_names
from subsidy_rules.review.decide import seen_of_entry
from subsidy_rules.review.fields import Choices
from subsidy_rules.review.queue import REASONS, reason_of
from subsidy_rules.wording.rules import when_words
from subsidy_rules.wording.terms import STATES


@dataclass(frozen=True, slots=True)
class Spot:
    """Where on a page a picture is to be taken: the boxes of the lines on one page of a document, by its hash."""

    sha256: str
    page: int
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row: column → what stands in it, and what its picture shows."""

    cells: dict[str, Cell]
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class BookSheet:
    """One sheet."""

    title: str
    which: Which
    rows: tuple[BookRow, ...]


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """A figure that nobody has read, its place in the ledger, and what somebody decided on it that holds no more."""

    place: LedgerPlace
    entry: Entry
    decided: LedgerEntry | None = field(default=None)


def version_of(ruleset: RuleSet) -> str:
    """What a row says of the rule set that it was made of: format, programme and edition."""
    return f"{SCHEMA} {ruleset.programme}/{ruleset.edition}"


def place_id(place: LedgerPlace) -> str:
    """By what a row knows a figure again."""
    return digest([*map(str, place_key(place))])


def book_sheets(ruleset: RuleSet, figures: Iterable[OpenFigure], choices: Choices, lang: Lang) -> tuple[BookSheet, ...]:
    """A sheet for each frame that has rules, what needs a person most first, and one for the figures."""
    sources = {source.id: source for source in ruleset.sources}
    sheets = []
    for frame, name in frame_names(ruleset, lang).items():
        rules = sorted((rule for rule in ruleset.rules if rule.frame == frame), key=_rank)
        rows = tuple(_rule_row(rule, ruleset, sources, choices, lang) for rule in rules)
        if rows:
            sheets.append(BookSheet(name, "rules", rows))
    rows = tuple(_figure_row(one, ruleset, sources, lang) for one in figures)
    return (*sheets, BookSheet(message("Figures that nobody read").say(lang), "figures", rows))


def _rank(rule: Rule) -> tuple[int, str, str]:
    return REASONS.index(reason_of(rule, None)[0]), rule.kind, rule.id


def _rule_row(rule: Rule, ruleset: RuleSet, sources: dict[str, Source], choices: Choices, lang: Lang) -> BookRow:
    first = rule.evidence[0]
    reason, why = reason_of(rule, None)
    cells: dict[str, Cell] = {
        "id": rule.id,
        "version": version_of(ruleset),
        "seen": seen_of(rule),
        "why": "" if reason == "done" else noted(why.say(lang), f"{rule.confidence:.2f}" if reason == "unsure" else "", lang),
        "state": "\n".join(_state(rule, lang)),
        "kind": kind_words(rule.kind, lang),
        "label": Words(rule.label_en or rule.label, rule.label).say(lang),
        "quote": first.quote,
        "source": _place(first, sources, lang),
        "readings": "\n".join(_others(rule, sources, lang)),
        **value_cells(rule, choices, lang),
    }
    return BookRow(cells, _spot(first, sources))


def _state(rule: Rule, lang: Lang) -> Iterator[str]:
    """Its state, who decided, what was decided before, what the tool had said, and what people wrote."""
    review = rule.review
    signed = " ".join(part for part in (review.by, review.at) if part)
    was = STATES[review.was].say(lang) if review.was else ""
    yield noted(STATES[review.state].say(lang), listed([part for part in (was, signed) if part], lang), lang)
    if rule.before is not None:
        yield message("before: {said}", said=_said(rule.kind, rule.before, lang)).say(lang)
    if rule.extracted is not None:
        yield message("was read as: {said}", said=_said(rule.kind, rule.extracted, lang)).say(lang)
    if review.note:
        yield review.note
    yield from (f"{one.by} {one.at}: {one.text}" for one in review.comments)


def _others(rule: Rule, sources: dict[str, Source], lang: Lang) -> Iterator[str]:
    for n, reading in enumerate(rule.readings, start=1):
        yield f"{n}: {_said(rule.kind, reading, lang)} – {_place(reading.evidence[0], sources, lang)}"


def _said(kind: str, one: object, lang: Lang) -> str:
    value, when = value_data(one.value), when_data(one.when)  # type: ignore[attr-defined]
    return noted(value_words(kind, value, lang), when_words(when, lang), lang)


def _place(evidence: Evidence | LedgerPlace, sources: dict[str, Source], lang: Lang) -> str:
    source = sources.get(evidence.source)
    title = (source.title if source is not None else "") or evidence.source
    page = page_words(evidence.page, lang) if evidence.page is not None else ""
    return " ".join(part for part in (title, page, evidence.at) if part)


def _spot(evidence: Evidence, sources: dict[str, Source]) -> Spot | None:
    source = sources.get(evidence.source)
    if source is None or evidence.page is None or evidence.bbox is None:
        return None
    return Spot(source.sha256, evidence.page, evidence.boxes or (evidence.bbox,))


def _figure_row(one: OpenFigure, ruleset: RuleSet, sources: dict[str, Source], lang: Lang) -> BookRow:
    place, source = one.place, sources[one.place.source]
    cells: dict[str, Cell] = {
        "id": place_id(place),
        "version": version_of(ruleset),
        "seen": seen_of_entry(one.decided),
        "figure": " ".join((place.figure or "").split()),
        "quote": place.quote,
        "source": _place(place, sources, lang),
    }
    spot = Spot(source.sha256, place.page, one.entry.boxes) if place.page is not None and one.entry.boxes else None
    return BookRow(cells, spot)


def pictured(sheets: Sequence[BookSheet]) -> tuple[Spot, ...]:
    """All that pictures are to be taken of, each once."""
    return tuple(dict.fromkeys(row.spot for sheet in sheets for row in sheet.rows if row.spot is not None))
