"""The documents of a rule set as the page shows them: where evidence stands on a picture, or in the text of a document without pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Box, Document, Evidence, Source
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.stages.page_images import PageImages, Sought
from subsidy_rules.store.files import load_document, roots_of

_A4 = (595.0, 842.0)
_PAD = 1.5  # points by which a mark stands off its text
_ALL: Box = (0.0, 0.0, 1e6, 1e6)
_AROUND = 40  # lines of a text that are shown before and behind the evidence


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page, in points."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def of(cls, box: Box) -> Mark:
        x0, top, x1, bottom = box
        x, y = x0 - _PAD, top - _PAD
        return cls(round(x, 1), round(y, 1), round(max(x1 - x0, 1.0) + 2 * _PAD, 1), round(max(bottom - top, 1.0) + 2 * _PAD, 1))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with marks: the address of its picture ("" where the document is not at hand), its size in points."""

    picture: str
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text, and whether the evidence stands in it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class View:
    """One place of evidence: the title of its document, its page, and the sheet or the lines that show it; the words that stand there."""

    source: str
    title: str
    page: int | None
    at: str
    sheet: Sheet | None = None
    lines: tuple[TextLine, ...] = ()
    quote: str = ""


@dataclass(slots=True)
class Papers:
    """The documents of the rule set in a folder."""

    folder: Path
    images: PageImages
    extracted: Path | None = None
    _documents: dict[str, Document | None] = field(default_factory=dict)

    def document(self, source: Source) -> Document | None:
        """What was read of a document; None where that is not at hand."""
        if source.sha256 not in self._documents:
            self._documents[source.sha256] = self._load(source.sha256)
        return self._documents[source.sha256]

    def _load(self, sha256: str) -> Document | None:
        for root in roots_of(self.folder, self.extracted):
            try:
                return load_document(root, sha256)
            except SubsidyRulesError:
                continue
        return None

    def view(self, ruleset: RuleSet, evidence: Evidence) -> View:
        """How the page shows a place of evidence."""
        source = next((one for one in ruleset.sources if one.id == evidence.source), None)
        if source is None:
            return View(evidence.source, evidence.source, evidence.page, evidence.at, quote=evidence.quote)
        title = title_of(source, ruleset)
        boxes = evidence.boxes or ((evidence.bbox,) if evidence.bbox is not None else ())
        if evidence.page is not None:
            return View(source.id, title, evidence.page, evidence.at, self.sheet(source, evidence.page, boxes), quote=evidence.quote)
        document = self.document(source)
        lines = marked_lines(document, evidence.quote) if document is not None else ()
        return View(source.id, title, None, evidence.at, None, lines, evidence.quote)

    def sheet(self, source: Source, page_no: int, boxes: Sequence[Box]) -> Sheet:
        """A page with these boxes marked."""
        width, height = self._size(source, page_no)
        picture = f"/picture/{source.sha256}/{page_no}.jpg" if self.images.has(source.sha256) else ""
        return Sheet(picture, width, height, tuple(map(Mark.of, boxes)))

    def exact(self, source: Source, page_no: int, texts: Sequence[tuple[str, Sequence[Box]]]) -> tuple[tuple[Box, ...], ...]:
        """The boxes of texts that stand in boxes of a page, in order; a text that is not found there keeps the boxes that it had."""
        seen: Counter[tuple[str, Box]] = Counter()
        wanted = []
        for text, boxes in texts:
            area = _around(boxes)
            wanted.append(Sought(text, area, seen[text, area]))
            seen[text, area] += 1
        found = self.images.places(source.sha256, page_no, tuple(wanted))
        return tuple(exact or tuple(boxes) for exact, (_, boxes) in zip(found, texts, strict=True))

    def parts(
        self, source: Source, page_no: int, quote: str, boxes: Sequence[Box], parts: Sequence[tuple[int, int]]
    ) -> list[tuple[Box, ...]]:
        """The boxes of the quote itself, whose lines or cell `boxes` are; then of folded slices of it; () where one is not found."""
        # a box may be that of one line of the quote alone
        for area in (_around(boxes), _ALL):
            wanted = (Sought(quote, area), *(Sought(quote, area, part=part) for part in parts))
            whole, *found = self.images.places(source.sha256, page_no, wanted)
            if not parts or any(found):
                return [whole, *found]
        # of a quote that is nowhere in one piece, slices are looked for by their own words
        folded = fold_text(quote)
        alone = tuple(Sought(folded[start:end], _around(boxes)) for start, end in parts)
        return [whole, *self.images.places(source.sha256, page_no, alone)]

    def anywhere(self, source: Source, page_no: int, texts: Sequence[str]) -> tuple[tuple[Box, ...], ...]:
        """The boxes of texts that stand somewhere on a page."""
        return self.images.places(source.sha256, page_no, tuple(Sought(text, _ALL) for text in texts))

    def _size(self, source: Source, page_no: int) -> tuple[float, float]:
        document = self.document(source)
        page = next((one for one in document.pages if one.page_no == page_no), None) if document is not None else None
        return (page.width_pt, page.height_pt) if page is not None and page.width_pt else _A4


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def title_of(source: Source, ruleset: RuleSet) -> str:
    """What a document is called: its title, and of two of one title its id as well."""
    if not source.title:
        return source.id
    twice = sum(one.title == source.title for one in ruleset.sources) > 1
    return f"{source.title} ({source.id})" if twice else source.title


def marked_lines(document: Document, quote: str) -> tuple[TextLine, ...]:
    """The lines round the place where a quote stands, those of the quote marked; the first lines where it is not found."""
    texts = [line.text for page in document.pages for line in page.lines]
    plain = ["".join(text.split()) for text in texts]
    wanted = "".join(quote.split())
    marked = [(bool(text) and (text in wanted if len(text) > 1 else False)) or (bool(wanted) and wanted in text) for text in plain]
    whole = "".join(plain)
    at = whole.find(wanted)
    if at >= 0:  # exactly these lines, not others of the same words
        ends, total = [], 0
        for text in plain:
            ends.append((total, total + len(text)))
            total += len(text)
        marked = [start < at + len(wanted) and at < end for start, end in ends]
    first = marked.index(True) if True in marked else 0
    start = max(0, first - _AROUND)
    return tuple(TextLine(text, mark) for text, mark in list(zip(texts, marked, strict=True))[start : first + 2 * _AROUND])
