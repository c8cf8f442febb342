"""Text that a page holds and nobody sees: invisible, transparent, of its background's colour, tiny, covered, or in a layer that is off.

What colours and areas tell decides at once; only where a picture or a layer makes it uncertain is the page drawn (`ink`).
"""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, Colour, Fill, alike
from subsidy_rules.read.asked_often import (
    addresses,
    bounds_of_object,
    fill_colour,
    handle,
    mark_of_object,
    marks_of_object,
    render_mode,
    text_object,
)
from subsidy_rules.read.fonts import why_silent
from subsidy_rules.read.ink import without_ink

# Smaller glyphs (points) are no text for people; the smallest readings above words are twice as high.
_TINY_PT = 2.0
_FAINT_ALPHA = 24
_WHITE: Colour = (255, 255, 255)
# ISO 32000-1, 9.3.6: neither filled nor stroked, or only added to the clip.
_INVISIBLE = frozenset({3, 7})
_SCAN_SHARE = 0.9
_SAME_PLACE_PT = 1.0
_LAYER = "OC"
_NAME_BYTES = 16


class Area(NamedTuple):
    """A box of the page as seen with its place in drawing order."""

    box: Box
    order: int


class Chars:
    """The characters of a page, in stream order and by height."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self.all = chars
        heights = [char[4] - char[2] for char in chars]
        self.lowest, self.highest = min(heights, default=0.0), max(heights, default=0.0)
        self._by_height: list[Char] | None = None
        self._middles: list[float] = []

    def between(self, top: float, bottom: float) -> list[Char]:
        """The characters whose middle lies between two heights."""
        if self._by_height is None:
            middles = [(char[2] + char[4]) / 2 for char in self.all]
            places = sorted(range(len(middles)), key=middles.__getitem__)
            self._by_height = [self.all[at] for at in places]
            self._middles = [middles[at] for at in places]
        return self._by_height[bisect_left(self._middles, top) : bisect_right(self._middles, bottom)]


class Unseen(NamedTuple):
    """What of a page's text is not seen, as `Char.order`, and whether all text is the invisible layer over a scanned picture."""

    chars: frozenset[int]
    recognised: bool = False


class Texts:
    """The text objects of one page, with what their look depends on."""

    def __init__(self, to_box: Callable[[float, float, float, float], Box], *, layered: bool) -> None:
        self._box = to_box
        self.layered = layered
        # opaque areas, which hide what was drawn before them; and pictures, shadings and shapes whose colour at a point is not known
        self.covers: list[Area] = []
        self.pictures: list[Area] = []
        self._paints: dict[int, tuple[int, bytes]] = {}
        self._invisible: set[int] = set()
        self._in_layers: set[int] = set()
        self._nested: set[int] = set()
        self._rgba = (ctypes.c_uint * 4)()
        self._places = addresses(self._rgba)

    def add(self, address: int, order: int, *, inside: bool) -> None:
        """One text object of the page, or of a form within it (`inside`)."""
        if render_mode(address) in _INVISIBLE:
            self._invisible.add(address)
        painted = bytes(self._rgba) if fill_colour(address, *self._places) else b""
        self._paints[address] = (order, painted)
        if inside:
            self._nested.add(address)
        if self.layered and (inside or _is_in_layer(address)):
            self._in_layers.add(address)

    def __len__(self) -> int:
        return len(self._paints)

    def why_silent(self, text_page: Any, n_chars: int) -> Literal["no_letters", "no_glyphs"] | None:
        """Why objects of the page give no character at all; None where they are blanks."""
        page = handle(text_page)
        heard = {text_object(page, index) for index in range(n_chars)}
        return why_silent(frozenset(self._paints) - heard, self._paints)

    def unseen(self, page: Any, text_page: Any, chars: Chars, fills: Sequence[Fill], size: tuple[float, float]) -> Unseen:
        """The characters that are not seen. `size` is the page's width and height in points."""
        tiny = too_small(chars.all) if chars.lowest < _TINY_PT else set()
        if self._is_scan(size):
            return Unseen(frozenset(tiny), recognised=True)
        faint, blending = self._colours(fills)
        doubtful = any(not self._surely_seen(address, order, blending[painted], fills) for address, order, painted in self._of(blending))
        covers, over = self._later(self.covers), self._later(self.pictures)
        if not (self._invisible or faint or doubtful or covers or over or self._in_layers):
            return Unseen(frozenset(tiny))
        owner = _Owner(text_page)
        gone = set[int]()
        asked = set[int](self._in_layers)
        hidden = self._covered(chars, owner, covers)
        asked |= {owner[order] for order in self._covered(chars, owner, over)}
        for char in chars.all if self._invisible or faint or doubtful else ():
            address = owner[char.order]
            order, painted = self._paints.get(address, (0, b""))
            if address in self._invisible or painted in faint:
                gone.add(char.order)
            elif (colour := blending.get(painted)) is not None:
                seen = _is_seen(char, colour, order, fills, self.pictures)
                if seen is None:
                    asked.add(address)
                elif not seen:
                    hidden.add(char.order)
        hidden = self._without_twins(hidden, owner, chars)
        if asked:
            gone |= _without_ink(page, size, [char for char in chars.all if char.order not in gone | hidden], owner, asked)
        return Unseen(frozenset(tiny | gone | hidden))

    def _of(self, paints: Mapping[bytes, Colour]) -> Iterator[tuple[int, int, bytes]]:
        """Address, order and paint of the objects of these paints."""
        return (
            ((address, order, painted) for address, (order, painted) in self._paints.items() if painted in paints) if paints else iter(())
        )

    def _surely_seen(self, address: int, order: int, colour: Colour, fills: Sequence[Fill]) -> bool:
        """Whether a text object stands on one area of another colour with nothing of unknown colour between: the usual header cell."""
        if address in self._nested or (bounds := _bounds(address)) is None:
            return False
        box = self._box(*bounds)
        y = (box[1] + box[3]) / 2
        return all(_differs(x, y, colour, order, fills, self.pictures) for x in (box[0], (box[0] + box[2]) / 2, box[2]))

    def _later(self, areas: Sequence[Area]) -> list[Area]:
        """The areas that were drawn when there was text already."""
        first = min((order for order, _ in self._paints.values()), default=0)
        return [area for area in areas if area.order > first]

    def _is_scan(self, size: tuple[float, float]) -> bool:
        """Whether the text is what character recognition laid invisibly over the picture of the page."""
        if not self._invisible or len(self._invisible) < _SCAN_SHARE * len(self._paints):
            return False
        return any((x1 - x0) * (bottom - top) >= size[0] * size[1] / 2 for (x0, top, x1, bottom), _ in self.pictures)

    def _colours(self, fills: Sequence[Fill]) -> tuple[set[bytes], dict[bytes, Colour]]:
        """The paints that are next to transparent, and those that some background of the page has too."""
        backgrounds = {_WHITE, *(fill.colour for fill in fills)}
        faint, blending = set[bytes](), dict[bytes, Colour]()
        for painted in {painted for _, painted in self._paints.values() if painted}:
            red, green, blue, alpha = memoryview(painted).cast("I")
            colour = (red, green, blue)
            if alpha < _FAINT_ALPHA:
                faint.add(painted)
            elif any(alike(colour, other) for other in backgrounds):
                blending[painted] = colour
        return faint, blending

    def _covered(self, chars: Chars, owner: _Owner, areas: Sequence[Area]) -> set[int]:
        """The characters over whose middle one of the areas was drawn later."""
        found = set()
        for (x0, top, x1, bottom), order in areas:
            for char in chars.between(top, bottom):
                if x0 <= (char.x0 + char.x1) / 2 <= x1 and self._paints.get(owner[char.order], (order, b""))[0] < order:
                    found.add(char.order)
        return found

    def _without_twins(self, hidden: set[int], owner: _Owner, chars: Chars) -> set[int]:
        """Without those that the same text at the very same place shows again: a shadow, a halo. pdfium gives such text once only.

        Other words at that place, over an area that covers the first ones, have taken their place.
        """
        addresses = {owner[order] for order in hidden}
        if not addresses:
            return hidden
        places = {address: box for address in self._paints if (box := _bounds(address)) is not None}
        words: dict[int, str] = {}
        for char in chars.all:
            words[owner[char.order]] = words.get(owner[char.order], "") + char.text
        twins = {
            address
            for address in addresses
            if address in places
            and any(
                other not in addresses and _near(places[address], box) and words.get(other, "") in ("", words[address])
                for other, box in places.items()
            )
        }
        return {order for order in hidden if owner[order] not in twins}


class _Owner(dict[int, int]):
    """Of each character (`Char.order`) the text object that draws it, 0 for none, asked for when it is wanted."""

    def __init__(self, text_page: Any) -> None:
        self._page = handle(text_page)

    def __missing__(self, order: int) -> int:
        address: int = text_object(self._page, order) or 0
        self[order] = address
        return address


def _is_seen(char: Char, colour: Colour, order: int, fills: Sequence[Fill], pictures: Sequence[Area]) -> bool | None:
    """Whether a glyph differs from the colour of what lies below it: see `_differs`."""
    return _differs((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2, colour, order, fills, pictures)


def _differs(x: float, y: float, colour: Colour, order: int, fills: Sequence[Fill], pictures: Sequence[Area]) -> bool | None:
    """Whether a colour differs at a point from what was painted there before `order`.

    None where that is not certain: over a picture or shape of unknown colour, and over an area of its own colour, for pdfium gives the
    colour of a pattern or gradient as if it were plain.
    """
    below = next((f for f in reversed(fills) if f.order < order and f.x0 <= x <= f.x1 and f.top <= y <= f.bottom), None)
    if below is not None and not alike(colour, below.colour):
        return True
    since = below.order if below is not None else -1
    if any(since < area.order < order and _holds(area.box, x, y) for area in pictures):
        return None
    return None if below is not None else not alike(colour, _WHITE)


def _without_ink(page: Any, size: tuple[float, float], chars: Sequence[Char], owner: _Owner, asked: Collection[int]) -> frozenset[int]:
    """Those of the characters of the objects `asked` that leave no ink. Bullets and dots are not worth drawing a page for."""
    in_question = [char for char in chars if owner[char.order] in asked]
    if not any(char.text.isalnum() for char in in_question):
        return frozenset()
    return without_ink(page, size, in_question, owner, [char for char in chars if owner[char.order] not in asked])


def too_small(chars: Sequence[Char]) -> set[int]:
    """The glyphs that are too small for people, as `Char.order`.

    Fonts whose glyphs are drawings (type 3) give the ink for a box: there a dash, a wave or 一 is low but wide, and a dot is no smaller
    than in other text, so that signs are only as tiny as the letters beside them.
    """
    small = [max(char.x1 - char.x0, char.bottom - char.top) < _TINY_PT for char in chars]
    lettered = [at for at, char in enumerate(chars) if char.text.isalnum()]
    found = {chars[at].order for at in lettered if small[at]}
    for at in (at for at, char in enumerate(chars) if small[at] and not char.text.isalnum()):
        place = bisect_left(lettered, at)
        beside = lettered[max(0, place - 1) : place + 1]
        if all(small[other] for other in beside):
            found.add(chars[at].order)
    return found


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _near(one: Collection[float], other: Collection[float]) -> bool:
    return all(abs(a - b) <= _SAME_PLACE_PT for a, b in zip(one, other, strict=True))


def _bounds(address: int) -> Box | None:
    floats = (ctypes.c_float * 4)()
    if not bounds_of_object(address, *addresses(floats)):
        return None
    left, bottom, right, top = floats
    return (left, bottom, right, top)


def _is_in_layer(address: int) -> bool:
    """Whether an object is marked as optional content (ISO 32000-1, 8.11.3.2)."""
    return any(name == _LAYER for name in _mark_names(address))


def _mark_names(address: int) -> Iterator[str]:
    buffer, length = (ctypes.c_ushort * _NAME_BYTES)(), ctypes.c_ulong()
    for index in range(max(0, marks_of_object(address))):
        mark = ctypes.cast(mark_of_object(address, index), pdfium.FPDF_PAGEOBJECTMARK)
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 2 * _NAME_BYTES, length):
            yield bytes(buffer)[: max(0, min(2 * _NAME_BYTES, length.value) - 2)].decode("utf-16-le", errors="replace")
