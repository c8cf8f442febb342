"""Where on the picture of its page a quote stands word for word, and in it what a rule states: its evidence has whole lines and cells."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Box
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.serve.document_view import Spot
from subsidy_rules.serve.papers import Mark, Papers
from subsidy_rules.serve.quote_marks import elsewhere, quote_spans

Marks = dict[str, list[list[float]]]
_MOST_NAMED = 0.6  # of a quote: words that are nearly all of it tell nobody where to look


def marks_of_rule(rule: Rule, ruleset: RuleSet, papers: Papers) -> Marks:
    """Marks by what they are: `quote`, and in it `value`, `words`, `unread`; none where the document is not at hand."""
    first = rule.evidence[0]
    boxes = first.boxes or ((first.bbox,) if first.bbox is not None else ())
    source = next((one for one in ruleset.sources if one.id == first.source), None)
    if source is None or first.page is None or not boxes:
        return {}
    spans = quote_spans(rule)
    named = sum(span.end - span.start for span in spans if span.mark == "words")
    shown = [span for span in spans if span.mark != "words" or named < _MOST_NAMED * len(fold_text(first.quote))]
    whole, *found = papers.parts(source, first.page, first.quote, boxes, [(span.start, span.end) for span in shown])
    marks: Marks = {"quote": _drawn(whole)}
    for span, places in zip(shown, found, strict=True):
        marks.setdefault(span.mark, []).extend(_drawn(places))
    for places in papers.anywhere(source, first.page, elsewhere(rule)):
        marks.setdefault("unread", []).extend(_drawn(places))
    return marks


def marks_of_figure(spot: Spot, ruleset: RuleSet, papers: Papers) -> Marks:
    """The mark of an unread figure: that one, not another of the same signs."""
    source = next((one for one in ruleset.sources if one.id == spot.place.source), None)
    if source is None or spot.place.page is None or not spot.boxes:
        return {}
    quote, figure, before = fold_text(spot.place.quote), fold_text(spot.text), fold_text(spot.before.lstrip("…"))
    at = quote.find(before + figure)
    start = at + len(before) if at >= 0 else quote.find(figure)
    if start < 0:
        return {}
    _, found = papers.parts(source, spot.place.page, spot.place.quote, spot.boxes, [(start, start + len(figure))])
    return {"value": _drawn(found)}


def _drawn(boxes: Iterable[Box]) -> list[list[float]]:
    marks = (Mark.of(box) for box in boxes)
    return [[mark.x, mark.y, mark.width, mark.height] for mark in marks]
