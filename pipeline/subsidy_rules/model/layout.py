"""What stands on one PDF page before it is understood: characters, thin rules, coloured areas.

Geometry is in PDF points with the origin at the top left of the page as a reader sees it (page rotation and crop box applied).
Everything is a plain tuple: a guideline has 50,000 characters, and a tuple is built three times faster than a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from subsidy_rules.model.document import Annotation, Box

Colour = tuple[int, int, int]

# A gap as wide as this part of a glyph's height separates two words even when no space was written between them.
_WORD_GAP = 0.25
_COLUMN_GAP = 0.8
# Two runs stand on the same line when they share this part of the lower one's height.
_SAME_LINE = 0.5
_GLYPH = 0.35
# Largest channel difference (0–255) at which two colours still look alike.
_ALIKE = 20


def alike(one: Colour, other: Colour) -> bool:
    """Whether two colours look the same to a reader."""
    return abs(one[0] - other[0]) <= _ALIKE and abs(one[1] - other[1]) <= _ALIKE and abs(one[2] - other[2]) <= _ALIKE


class Char(NamedTuple):
    """One glyph with its loose box (advance width, ascent to descent).

    `order` is its place in the content stream; `space` is the white space written before it: "", " " or "　".
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    order: int
    space: str

    @property
    def size(self) -> float:
        """Height of the loose box, in points."""
        return self.bottom - self.top


class Stroke(NamedTuple):
    """One thin straight rule: horizontal (`vertical` false) at y = `at` from x = `start` to `end`, or vertical at x = `at`.

    `order` is its place in drawing order, counted together with the fills of the page.
    """

    vertical: bool
    at: float
    start: float
    end: float
    thickness: float
    colour: Colour
    order: int


class Fill(NamedTuple):
    """One coloured area thicker than a rule."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: Colour
    order: int


@dataclass(frozen=True, slots=True)
class TaggedCell:
    """One cell as the file's structure tree states it; `chars` are the `order` of its characters."""

    row: int
    col: int
    rowspan: int
    colspan: int
    header: bool
    chars: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaggedTable:
    """One table element of the structure tree, with the part of it that stands on this page."""

    cells: tuple[TaggedCell, ...]


class Unread(NamedTuple):
    """Text of a page that is not read, and why; `text` is "" where the file does not say which letters it has.

    "struck_out": a line runs through it; "unseen": nobody sees it on the page; "no_letters": its font has no way back to letters;
    "no_glyphs": its font is not in the file and the machine has none for it; "recognised": read all the same, but it is what
    character recognition made of a scanned picture, before us; "from_picture": it is what we recognised in one; "unsure": a figure in a
    picture that was not seen well enough.
    """

    why: Literal["struck_out", "unseen", "no_letters", "no_glyphs", "recognised", "from_picture", "unsure"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """One page. `problem` is as in `document.Page`; `pictures` are the boxes of images; `unread` is what of its text is left out;
    `rounded` are the boxes drawn with round corners; `from_pictures` are the boxes of lines that were recognised in pictures.

    `turned` holds the text that runs in another direction than the page, as (turns, turned page): see `turning.Turn`.
    """

    page_no: int
    width_pt: float
    height_pt: float
    chars: tuple[Char, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    fills: tuple[Fill, ...] = ()
    pictures: tuple[Box, ...] = ()
    rounded: tuple[Box, ...] = ()
    tags: tuple[TaggedTable, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    unread: tuple[Unread, ...] = ()
    turned: tuple[tuple[int, PageLayout], ...] = ()
    from_pictures: tuple[Box, ...] = ()
    problem: Literal["no_text_layer", "unreadable", "picture_table"] | None = None


@dataclass(slots=True)
class TextLine:
    """Characters of one visual line, left to right (or, stacked, top to bottom in stream order)."""

    x0: float
    top: float
    x1: float
    bottom: float
    chars: list[Char] = field(default_factory=list)
    stacked: bool = False

    @property
    def text(self) -> str:
        """The line's words: see `words_of`."""
        return "".join(char.text for char in self.chars) if self.stacked else words_of(self.chars)


def lines_of(chars: Iterable[Char]) -> list[TextLine]:
    """Visual lines, top to bottom.

    Characters are taken in stream order into runs along one baseline; runs on the same height make one line, sorted left to right.
    Superscripts join the line they touch. Glyphs stacked downwards keep stream order, column by column.
    """
    flat: list[TextLine] = []
    stacks: list[TextLine] = []
    for run in _runs(chars):
        (stacks if run.stacked else flat).append(run)
    lines = _merge_runs(flat)
    for line in lines:
        line.chars.sort(key=_left)
    return sorted(lines + stacks, key=lambda line: (line.top, line.x0))


def _left(char: Char) -> float:
    return char.x0


def _runs(chars: Iterable[Char]) -> list[TextLine]:
    """Runs of characters that follow each other along a baseline, or downwards one under the other."""
    runs: list[list[Char]] = []
    last_x0, last_top, last_bottom = 0.0, 0.0, 0.0
    run: list[Char] = []
    for char in chars:
        _, x0, top, _, bottom, _, _ = char
        if top == last_top and bottom == last_bottom:  # nearly all: glyphs of one font on one baseline
            goes_on = x0 > last_x0 and bottom > top
        else:
            lower = bottom if bottom < last_bottom else last_bottom
            upper = top if top > last_top else last_top
            height = bottom - top if bottom - top < last_bottom - last_top else last_bottom - last_top
            goes_on = x0 > last_x0 and lower - upper > _SAME_LINE * height
        if goes_on and run:
            run.append(char)
        else:
            run = [char]
            runs.append(run)
        last_x0, last_top, last_bottom = x0, top, bottom
    return _stack([_line_of(run) for run in runs])


def _line_of(chars: list[Char]) -> TextLine:
    _, x0s, tops, x1s, bottoms, _, _ = zip(*chars, strict=True)
    return TextLine(x0s[0], min(tops), max(x1s), max(bottoms), chars)


def _stack(runs: list[TextLine]) -> list[TextLine]:
    """Joins single glyphs that stand one under the other into stacked lines."""
    out: list[TextLine] = []
    for run in runs:
        before = out[-1] if out else None
        goes_on = before is not None and (before.stacked or len(before.chars) == 1)
        if before is not None and goes_on and len(run.chars) == 1 and _below(before.chars[-1], run.chars[0]):
            before.chars += run.chars
            before.stacked = True
            _grow(before, run.x0, run.top, run.x1, run.bottom)
        else:
            out.append(run)
    return out


def _below(upper: Char, lower: Char) -> bool:
    """Whether a glyph stands directly under another: same axis, next line."""
    size = max(upper.size, lower.size)
    off_axis = abs((upper.x0 + upper.x1) - (lower.x0 + lower.x1)) / 2
    return off_axis < _GLYPH * size and 0.4 * size < lower.top - upper.top < 1.6 * size


def _grow(line: TextLine, x0: float, top: float, x1: float, bottom: float) -> None:
    line.x0 = min(line.x0, x0)
    line.top = min(line.top, top)
    line.x1 = max(line.x1, x1)
    line.bottom = max(line.bottom, bottom)


def _merge_runs(runs: list[TextLine]) -> list[TextLine]:
    """Joins runs that stand beside each other on the same height; two runs one over the other are two lines, however close."""
    lines: list[TextLine] = []
    spans: list[list[tuple[float, float]]] = []
    for run in sorted(runs, key=lambda r: ((r.top + r.bottom) / 2, r.x0)):
        for i in range(len(lines) - 1, max(-1, len(lines) - 7), -1):
            if _same_height(lines[i], run) and not _overlaps(spans[i], run):
                lines[i].chars += run.chars
                spans[i].append((run.x0, run.x1))
                _grow(lines[i], run.x0, run.top, run.x1, run.bottom)
                break
        else:
            lines.append(run)
            spans.append([(run.x0, run.x1)])
    return lines


def _overlaps(spans: list[tuple[float, float]], run: TextLine) -> bool:
    slack = _GLYPH * (run.bottom - run.top)
    return any(x0 < run.x1 - slack and run.x0 + slack < x1 for x0, x1 in spans)


def _same_height(line: TextLine, run: TextLine) -> bool:
    shared = min(line.bottom, run.bottom) - max(line.top, run.top)
    return shared > _SAME_LINE * min(line.bottom - line.top, run.bottom - run.top)


def words_of(chars: Sequence[Char]) -> str:
    """The text of one line of characters sorted left to right.

    Latin words keep their spaces. Between Japanese glyphs the space that justification or a mixed font leaves is dropped;
    only a gap of nearly a full glyph, as between two columns, is kept as one space.
    """
    parts: list[str] = []
    last: Char | None = None
    end = 0.0
    for char in chars:
        text, x0, _, x1, _, _, space = char
        if x0 > end and last is not None and _apart(last, char):
            parts.append("　" if space == "　" else " ")
        parts.append(text)
        last, end = char, x1
    return "".join(parts)


def _apart(last: Char, char: Char) -> bool:
    """Whether a gap between two glyphs parts words."""
    gap = char.x0 - last.x1
    size = min(last.bottom - last.top, char.bottom - char.top)
    if gap > _COLUMN_GAP * size:
        return True
    if last.text.isascii() and char.text.isascii():
        return char.space != "" or gap > _WORD_GAP * size
    return char.space == "　" and gap > _WORD_GAP * size
