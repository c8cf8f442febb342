"""Small glyphs beside and above words: numbers of notes, which are no digits of the number that they stand at, and readings (ruby)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from subsidy_rules.model.layout import Char

SUPERSCRIPTS = dict(zip("0123456789()０１２３４５６７８９（）", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", strict=True))
_MARKS = frozenset("0123456789０１２３４５６７８９()（）※*＊注,、・†‡")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_FRACTION = frozenset("/⁄／")
# A note mark is smaller than the glyph beside it, ends above its foot by this part of its height, and touches it within as much.
_SMALL = 0.8
_LIFT = 0.12
_TOUCHES = 0.6
_LONGEST = 8
_KANA = range(0x3041, 0x3100)
# A reading is set in glyphs of at most this size of those that it stands over, and this near above them.
_RUBY = 0.62
_ABOVE = 0.5


def with_marks_raised(chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters with the digits of raised note marks as superscripts: 150 and a small 1 above the line is 150¹, not 1501."""
    out = list(chars)
    done = -1
    for at in [i for i, char in enumerate(chars) if char[0] in _DIGITS]:
        if at <= done:
            continue
        first = last = at
        while first > 0 and out[first - 1].text in _MARKS and _same_run(out[first - 1], out[first]):
            first -= 1
        while last + 1 < len(out) and out[last + 1].text in _MARKS and _same_run(out[last], out[last + 1]):
            last += 1
        if last - first < _LONGEST and _is_raised(out, first, last):
            for i in range(first, last + 1):
                out[i] = out[i]._replace(text=SUPERSCRIPTS.get(out[i].text, out[i].text))
        done = last
    return tuple(out)


def _same_run(one: Char, next_one: Char) -> bool:
    return abs(one.bottom - next_one.bottom) <= 0.1 * one.size and abs(one.size - next_one.size) <= 0.15 * one.size


def _is_raised(chars: Sequence[Char], first: int, last: int) -> bool:
    """Whether a run of marks is smaller and higher than the glyph before it or behind it. The parts of a fraction are no marks."""
    before = chars[first - 1] if first > 0 else None
    after = chars[last + 1] if last + 1 < len(chars) else None
    if any(char is not None and char.text in _FRACTION for char in (before, after)):
        return False
    beside_first = before is not None and _is_above(chars[first], before) and _touches(before.x1, chars[first].x0, before)
    beside_last = after is not None and _is_above(chars[last], after) and _touches(chars[last].x1, after.x0, after)
    return beside_first or beside_last


def _is_above(mark: Char, base: Char) -> bool:
    small = mark.size <= _SMALL * base.size
    return small and base.top - mark.size < mark.top and mark.bottom <= base.bottom - _LIFT * base.size


def _touches(end: float, start: float, base: Char) -> bool:
    return abs(start - end) <= _TOUCHES * base.size


def without_readings(chars: Sequence[Char]) -> tuple[Char, ...]:
    """The characters without the kana that stand small over a word to say how it is read."""
    heights = [char[4] - char[2] for char in chars]
    usual = Counter(map(round, heights)).most_common(1)[0][0] if heights else 0
    most = _RUBY * usual
    small = [char for char, height in zip(chars, heights, strict=True) if height <= most and ord(char.text[0]) in _KANA]
    if not small:
        return tuple(chars)
    words = [char for char in chars if char.size > _RUBY * usual]
    gone = {char.order for char in small if any(_is_over(char, word) for word in words)}
    return tuple(char for char in chars if char.order not in gone)


def _is_over(char: Char, word: Char) -> bool:
    middle = (char.x0 + char.x1) / 2
    near = abs(word.top - char.bottom) <= _ABOVE * word.size and char.top < word.top
    return near and char.size <= _RUBY * word.size and word.x0 - char.size <= middle <= word.x1 + char.size
