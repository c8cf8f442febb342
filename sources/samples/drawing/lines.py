"""Text → lines that fit a width, with the Japanese rules for what may not begin or end a line (JIS X 4051 in short)."""

from __future__ import annotations

import unicodedata

from drawing.font import width_of

NOT_FIRST = set("、。，．・：；！？）」』】〕］｝〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ％")
NOT_LAST = set("（「『【〔［｛〈《")


def _units(text: str) -> list[str]:
    """What may not be torn apart: a run of half-width letters and digits, else one sign."""
    units: list[str] = []
    for char in text:
        narrow = unicodedata.east_asian_width(char) in "NaH" and not char.isspace()
        if narrow and units and units[-1] and unicodedata.east_asian_width(units[-1][-1]) in "NaH" and not units[-1].isspace():
            units[-1] += char
        else:
            units.append(char)
    return units


def _next_line(units: list[str], width_pt: float, size_pt: float) -> int:
    """How many units go on the first line; at least one."""
    used, count = 0.0, 0
    for unit in units:
        used += width_of(unit, size_pt)
        if used > width_pt + 0.01 and count:
            break
        count += 1
    while 1 < count < len(units) and (units[count] in NOT_FIRST or units[count - 1] in NOT_LAST):
        count -= 1
    return count


def wrap(text: str, width_pt: float, size_pt: float, *, hang_pt: float = 0.0) -> list[str]:
    """Lines of `text`; a newline in it always breaks. Lines after the first of a paragraph are narrower by `hang_pt`."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        units, available = _units(paragraph), width_pt
        if not units:
            lines.append("")
        while units:
            count = _next_line(units, available, size_pt)
            lines.append("".join(units[:count]))
            units, available = units[count:], width_pt - hang_pt
    return lines
