"""Where a text stands on a PDF page: its characters found again, white space folded, and the box of each line of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.language.normalise import Folded, fold
from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, PageLayout, lines_of, words_of

_PASSED_OVER = 2  # lines
_LEAST = 2  # characters of a quote on its first line that tell it
_SLACK = 1.5  # points by which a box that was rounded or drawn as a rule may cut into its text


@dataclass(frozen=True, slots=True)
class PageText:
    """Text of a page or a part of it: `lines` are its characters line by line, `folded` the same text folded."""

    lines: tuple[tuple[Char, ...], ...]
    starts: tuple[int, ...]
    folded: Folded

    def find(self, quote: str, nth: int = 0) -> tuple[Box, ...]:
        """Boxes of the lines of the nth (from 0) place where the quote stands, white space folded; () where it does not."""
        wanted = fold(quote).text
        at = -1
        for _ in range(nth + 1):
            at = self.folded.text.find(wanted, at + 1) if wanted else -1
            if at < 0:
                return self._over_lines(wanted) if nth == 0 else ()
        start, end = self.folded.span(at, at + len(wanted))
        return tuple(_box(chars) for chars in self._between(start, end))

    def part(self, quote: str, start: int, end: int) -> tuple[Box, ...]:
        """Boxes of the lines of a slice (half-open) of the folded quote, where the quote stands; () where it does not."""
        wanted = fold(quote).text
        at = self.folded.text.find(wanted) if wanted else -1
        if at < 0 or start >= end:
            return ()
        return tuple(_box(chars) for chars in self._between(*self.folded.span(at + start, at + end)))

    def _over_lines(self, wanted: str) -> tuple[Box, ...]:
        """Boxes of a text whose lines are not next to each other in reading order: a label stands between them, or another column."""
        lines = [fold("".join(char.text for char in line)) for line in self.lines]
        for first, line in enumerate(lines):
            for head in range(min(len(line.text), len(wanted)), _LEAST - 1, -1):
                if line.text.endswith(wanted[:head]):
                    parts = [(first, len(line.text) - head, len(line.text)), *_rest(lines, first, wanted[head:])]
                    if sum(end - start for _, start, end in parts) == len(wanted):
                        return tuple(_box(self._chars(number, lines[number], start, end)) for number, start, end in parts)
        return ()

    def _chars(self, number: int, folded: Folded, start: int, end: int) -> Sequence[Char]:
        """The characters of one line that a folded slice of it stands for."""
        first, last = folded.span(start, end)
        held, at = [], 0
        for char in self.lines[number]:
            if at < last and first < at + len(char.text):
                held.append(char)
            at += len(char.text)
        return held

    def _between(self, start: int, end: int) -> list[Sequence[Char]]:
        """The characters of each line whose text lies in start..end (half-open) of the unfolded text."""
        out: list[Sequence[Char]] = []
        for begin, line in zip(self.starts, self.lines, strict=True):
            at, held = begin, []
            for char in line:
                if at < end and start < at + len(char.text):
                    held.append(char)
                at += len(char.text)
            if held:
                out.append(held)
        return out


def _rest(lines: Sequence[Folded], last: int, wanted: str) -> list[tuple[int, int, int]]:
    """Where a text goes on after line `last`, as (line, start, end), at most a few lines being passed over each time."""
    parts: list[tuple[int, int, int]] = []
    while wanted:
        for number in range(last + 1, min(last + 2 + _PASSED_OVER, len(lines))):
            text = lines[number].text
            if text and (wanted.startswith(text) or text.startswith(wanted)):
                parts.append((number, 0, min(len(text), len(wanted))))
                wanted, last = wanted[len(text) :], number
                break
        else:
            return parts
    return parts


def text_in(layout: PageLayout, box: Box | None = None) -> PageText:
    """The text of the page, or of the characters whose middle lies in the box."""
    chars = layout.chars if box is None else tuple(char for char in layout.chars if _inside(char, box))
    lines = [tuple(line.chars) for line in lines_of(chars)]
    starts, parts, at = [], [], 0
    for line in lines:
        # without the blanks that words_of would put between words, every character keeps its place
        text = "".join(char.text for char in line)
        starts.append(at)
        parts.append(text)
        at += len(text) + 1
    return PageText(tuple(lines), tuple(starts), fold("\n".join(parts)))


def lines_in(layout: PageLayout, box: Box | None = None) -> str:
    """The words of the page, or of the part of it in the box, one line each."""
    chars = layout.chars if box is None else tuple(char for char in layout.chars if _inside(char, box))
    return "\n".join(line.text if line.stacked else words_of(line.chars) for line in lines_of(chars))


def _inside(char: Char, box: Box) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return box[0] - _SLACK <= x <= box[2] + _SLACK and box[1] - _SLACK <= y <= box[3] + _SLACK


def _box(chars: Sequence[Char]) -> Box:
    return (
        round(min(char.x0 for char in chars), 2),
        round(min(char.top for char in chars), 2),
        round(max(char.x1 for char in chars), 2),
        round(max(char.bottom for char in chars), 2),
    )
