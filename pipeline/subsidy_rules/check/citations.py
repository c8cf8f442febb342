"""Rule set and its documents → citations that do not hold: the quote is not there, or not the numbers of the value.

No model and no rule of ours reads here: the page's own characters are searched for the quote (white space folded), and the numbers are
read again from what stands in the box that the evidence names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from subsidy_rules.check.contract import Finding
from subsidy_rules.check.page_text import lines_in, text_in
from subsidy_rules.check.rule_numbers import Number, is_number, named_by, numbers_of_value, states_date
from subsidy_rules.check.whole_quote import find_whole, squeezed
from subsidy_rules.language.conditions import number_of
from subsidy_rules.language.dates import Date, find_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.numerals import KANJI, read_number
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.layout import PageLayout
from subsidy_rules.model.rule import Rule, RuleSet

_NUMERAL = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# 一年, 三月: periods that regulations write without 間; read here because the value is known and only looked for
_KANJI_PERIOD = re.compile(rf"({KANJI})(年|月|日)")
_PERIODS = {"年": "year", "月": "month", "日": "day"}
# numbers that official texts put into words
_IN_WORDS = {
    Fraction(0): ("以上", "超え", "超過", "上回"),
    Fraction(1): ("全額", "全部", "全て", "すべて", "全員", "総数", "総額"),
    Fraction(1, 2): ("過半", "半数", "半額"),
}
_SIZES = frozenset({"yen", "percent", "rate", "year", "month", "day"})


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document as its citations are looked up in it: pages of a PDF by number, or the whole text of HTML and text files."""

    name: str
    sha256: str
    pages: Mapping[int, PageLayout] = field(default_factory=dict)
    text: str = ""


def cited_pages(ruleset: RuleSet, sha256: str) -> frozenset[int]:
    """The pages of a document that rules cite, so that a reader need keep only those."""
    ids = {source.id for source in ruleset.sources if source.sha256 == sha256}
    return frozenset(e.page for rule in ruleset.rules for e in rule.evidence if e.source in ids and e.page is not None)


def check_citations(ruleset: RuleSet, documents: Iterable[CitedDocument]) -> tuple[Finding, ...]:
    """All findings, first the documents that are missing, then in the order of the rules.

    Rejected and stale rules may cite what is gone, so they are left out; of an edited rule the quote is checked, not the person's value.
    """
    by_hash = {document.sha256: document for document in documents}
    by_source = {source.id: by_hash[source.sha256] for source in ruleset.sources if source.sha256 in by_hash}
    findings = [_missing(source.id, source.title) for source in ruleset.sources if source.id not in by_source]
    for rule in ruleset.rules:
        if rule.review.state not in ("rejected", "stale"):
            findings += _of_rule(rule, by_source)
    return tuple(findings)


def _of_rule(rule: Rule, by_source: Mapping[str, CitedDocument]) -> Iterator[Finding]:
    seen = [evidence for evidence in rule.evidence if evidence.from_picture and evidence.source in by_source]
    if seen and rule.review.state not in ("approved", "edited"):  # a person who decided on it has compared it
        where = f"{by_source[seen[0].source].name} p.{seen[0].page}"
        words = message("the quote was recognised in a picture: compare it with {where}", where=where)
        yield Finding.of("quote-in-picture", rule.id, words)
    letters = [evidence for evidence in rule.evidence if not evidence.from_picture]
    cited = [(evidence, by_source[evidence.source]) for evidence in letters if evidence.source in by_source]
    quotes_hold = True
    for evidence, document in cited:
        finding = _of_quote(rule, evidence, document)
        if finding is not None:
            quotes_hold = False
            yield finding
    # a value can be read again only where all its evidence could be opened and found
    if quotes_hold and cited and len(cited) == len(rule.evidence) and rule.review.state != "edited":
        yield from _of_value(rule, cited)


def _of_value(rule: Rule, cited: Sequence[tuple[Evidence, CitedDocument]]) -> Iterator[Finding]:
    """The numbers of the value that do not stand where the rule points: nowhere in the quotes, or in a quote but not in its boxes."""
    missing = _not_there(rule, "\n".join(_region(evidence, document) for evidence, document in cited))
    quoted = _not_there(rule, "\n".join(evidence.quote for evidence, _ in cited)) if missing else []
    outside = [number for number in missing if number not in quoted]
    if nowhere := [number for number in missing if number in quoted]:
        yield Finding.of("value-not-there", rule.id, message("the cited place does not state {numbers}", numbers=", ".join(nowhere)))
    if outside:
        yield Finding.of("value-outside-box", rule.id, message("the box of the quote does not hold {numbers}", numbers=", ".join(outside)))


def _of_quote(rule: Rule, evidence: Evidence, document: CitedDocument) -> Finding | None:
    def finding(code: str, words: Message) -> Finding:
        return Finding.of(code, rule.id, words)

    if evidence.page is None:
        if fold_text(evidence.quote) in fold_text(document.text):
            return finding(*_CHANGED) if _is_changed(evidence, [document.text]) else None
        return finding("quote-not-found", message("{name} does not hold the quote", name=document.name))
    layout = document.pages.get(evidence.page)
    if layout is None:
        return finding("page-missing", message("{name} has no page {page}", name=document.name, page=evidence.page))
    where = f"{document.name} p.{evidence.page}"
    if evidence.bbox is None:
        if text_in(layout).find(evidence.quote):
            return finding(*_CHANGED) if _is_changed(evidence, [lines_in(layout, _ALL)]) else None
        return finding("quote-not-found", message("{where} does not hold the quote", where=where))
    if _quote_in_box(layout, evidence.bbox, evidence):
        return finding(*_CHANGED) if _is_changed(evidence, _texts_of(evidence, layout)) else None
    if text_in(layout).find(evidence.quote):
        return finding("quote-outside-box", message("the quote stands on {where}, but not in its box", where=where))
    return finding("quote-not-found", message("{where} does not hold the quote", where=where))


def _quote_in_box(layout: PageLayout, box: Box, evidence: Evidence) -> bool:
    """Whether the whole quote stands in its box, or in its boxes one after the other."""
    if text_in(layout, box).find(evidence.quote):
        return True
    lines = "".join(lines_in(layout, line) for line in evidence.boxes)
    return squeezed(evidence.quote) in squeezed(lines)


_CHANGED = "sentence-changed", message("the words round the quote are not those that it was taken from")
_ALL: Box = (-1e6, -1e6, 1e6, 1e6)


def _is_changed(evidence: Evidence, texts: Iterable[str]) -> bool:
    """Whether a quote that is a part does not stand in its whole sentence or cell any more."""
    return evidence.whole is not None and find_whole(texts, evidence.whole, evidence.quote) is None


def _texts_of(evidence: Evidence, layout: PageLayout) -> Iterator[str]:
    """What stands in the boxes of a piece of evidence, line by line, and in the box round them, also without one of its lines: the label
    of a row stands between the lines of its cell."""
    yield "".join(lines_in(layout, line) for line in evidence.boxes)
    lines = lines_in(layout, evidence.bbox or _ALL).splitlines()
    yield "".join(lines)
    yield from ("".join((*lines[:n], *lines[n + 1 :])) for n in range(len(lines)))


def _region(evidence: Evidence, document: CitedDocument) -> str:
    """What stands in the boxes of the evidence on the page; the quote itself where it has none."""
    layout = document.pages.get(evidence.page) if evidence.page is not None else None
    if layout is None or evidence.bbox is None:
        whole = find_whole([document.text], evidence.whole, evidence.quote) if evidence.whole is not None else None
        return whole or evidence.quote
    # a number may be parted by the end of a line: what is read box by box, and in the box around them
    return "\n".join((lines_in(layout, evidence.bbox), "".join(lines_in(layout, box) for box in evidence.boxes)))


def _not_there(rule: Rule, text: str) -> list[str]:
    """The numbers of the value that the text does not state. What words say without a number (全額, 以上) is not looked for."""
    folded = fold_text(text)
    found = _Found(find_quantities(folded), find_dates(folded), frozenset(map(read_number, _NUMERAL.findall(folded))), folded)
    numbers = sorted(numbers_of_value(rule.value, context=False), key=str)
    return [number.text or str(number_of(number.value or Fraction(0))) for number in numbers if not found.states(number)]


@dataclass(frozen=True, slots=True)
class _Found:
    """What a text states."""

    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    bare: frozenset[Fraction]
    text: str

    def states(self, number: Number) -> bool:
        if number.text is not None:
            return any(states_date([number], date) for date in self.dates) or self._ends_a_period(number.text)
        if number.value in _IN_WORDS and any(word in self.text for word in _IN_WORDS[number.value]):
            return True
        named = [(value, quantity.unit) for quantity in self.quantities for value in named_by(quantity)]
        named += [(read_number(match[1]), _PERIODS[match[2]]) for match in _KANJI_PERIOD.finditer(self.text)]
        return any(is_number(number, value, unit) for value, unit in named) or (number.unit not in _SIZES and number.value in self.bare)

    def _ends_a_period(self, day: str) -> bool:
        """Whether the words of a period end on this day without naming it: 令和8年度末まで."""
        return any(day in (period.begin, period.until) for period in find_periods(self.text))


def _missing(source: str, title: str) -> Finding:
    words = message("the document {source} ({title}) is not in the folder, so its citations were not checked", source=source, title=title)
    return Finding.of("document-missing", source, words)
