"""Two documents → the sentences that were added, went or were reworded.

Exact match of the normalised text first, wherever it stands (so numbering, page breaks, layout and moved tables are no change), then the
most alike under the same headings, numbers and frame names masked: from 80 a counterpart, from 60 one that a person should look at,
below that none. Of two counterparts the figures are compared apart, because one changed digit hardly lowers the likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.compare.units import Unit, units_of

__all__ = ["MAYBE", "SURE", "Counterparts", "Unit", "align_texts", "units_of"]

SURE, MAYBE = 80.0, 60.0
_LEAST = 6  # characters: shorter texts say nothing by themselves
_AT_HOME = 8.0  # by how much a text under the same headings comes before one elsewhere
_PART = 4  # characters from which a text can be a part of one that a page break parted


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Texts of two documents: pairs that differ with their likeness (0 to 100), and what only one of them has."""

    changed: tuple[tuple[Unit, Unit, float], ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]


def align_texts(old: Sequence[Unit], new: Sequence[Unit]) -> Counterparts:
    """Which texts changed, went or came. Texts that stand somewhere in the other document as well take no part."""
    joined = _parted(old, new) | _parted(new, old)
    old, new = [unit for unit in old if unit.plain not in joined], [unit for unit in new if unit.plain not in joined]
    alone = _unsaid(old, new), _unsaid(new, old)
    left, right = [*alone[0], *_spare(old, new)], [*alone[1], *_spare(new, old)]
    whole = len(left), len(right)
    left, right = [*left, *_in_passing(old, new)], [*right, *_in_passing(new, old)]
    likely = [row for row in _scores(left, right) if row[0] >= SURE or (row[1] < whole[0] and row[2] < whole[1])]
    expected = _expected_places(old, new)
    scored = sorted(likely, key=lambda row: (-row[0] - row[3], abs(expected[left[row[1]].order] - right[row[2]].order), row[1], row[2]))
    gone, come = set(range(len(left))), set(range(len(right)))
    pairs: list[tuple[int, int, float]] = []
    for score, a, b, _ in scored:
        if a in gone and b in come:
            gone.remove(a)
            come.remove(b)
            pairs.append((a, b, score))
    for score, a, b in _reworded(left, right, [n for n in sorted(gone) if n < whole[0]], [n for n in sorted(come) if n < whole[1]]):
        if a in gone and b in come:
            gone.remove(a)
            come.remove(b)
            pairs.append((a, b, score))
    changed = [_completed(left, right, pair, gone, come) for pair in sorted(pairs, key=lambda pair: pair[1])]
    cut, removed = _cut([left[n] for n in sorted(gone) if n < len(alone[0])], _alone(new, old))
    grown, added = _cut([right[n] for n in sorted(come) if n < len(alone[1])], _alone(old, new))
    changed += [*cut, *((a, b, score) for b, a, score in grown)]
    return Counterparts(tuple(changed), removed, added)


def _completed(
    left: Sequence[Unit], right: Sequence[Unit], pair: tuple[int, int, float], gone: set[int], come: set[int]
) -> tuple[Unit, Unit, float]:
    """The pair with the part of its sentence that a page break or a mark at the start of a line cut off; it is no text of its own."""
    from rapidfuzz import fuzz

    a, b, score = left[pair[0]], right[pair[1]], pair[2]
    for side, units, free in ((0, left, gone), (1, right, come)):
        one = (a, b)[side]
        beside = [n for n in free if abs(units[n].order - one.order) == 1 and units[n].headings == one.headings]
        for n in beside:
            first, second = sorted((units[n], one), key=lambda unit: unit.order)
            whole = replace(one, text=first.text + second.text)
            likeness = fuzz.ratio(whole.masked, (b, a)[side].masked)
            if likeness >= max(SURE, score + _AT_HOME) and not first.text.rstrip().endswith("。"):
                free.remove(n)
                a, b, score = (whole, b, likeness) if side == 0 else (a, whole, likeness)
                break
    return a, b, score


def _expected_places(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    """Where each old text would stand in the new document, by the last text before it that both have once."""
    counts = Counter(unit.plain for unit in old), Counter(unit.plain for unit in new)
    there = {unit.plain: unit.order for unit in new if counts[1][unit.plain] == 1}
    out: dict[int, int] = {}
    shift = 0
    for unit in old:
        if counts[0][unit.plain] == 1 and unit.plain in there:
            shift = there[unit.plain] - unit.order
        out[unit.order] = unit.order + shift
    return out


_CONTENT = re.compile(r"[一-龥々]{2,}|[ァ-ヴー]{2,}|[A-Za-z]{2,}")
_SHARED = 0.6  # share of its words of substance from which a text is another one reworded
_FEW = 2  # words of substance that two texts must share


def _reworded(left: Sequence[Unit], right: Sequence[Unit], gone: Sequence[int], come: Sequence[int]) -> list[tuple[float, int, int]]:
    """Texts under the same headings that have most words of substance in common, the likest first."""
    words = {id(unit): _substance(unit) for unit in (*(left[n] for n in gone), *(right[n] for n in come))}
    found: list[tuple[float, int, int]] = []
    for a in gone:
        for b in come:
            first, second = words[id(left[a])], words[id(right[b])]
            shared = len(first & second)
            if shared >= _FEW and shared >= _SHARED * max(len(first), len(second)) and _same_section(left[a], right[b]):
                found.append((100 * shared / max(len(first), len(second)), a, b))
    return sorted(found, key=lambda row: (-row[0], row[1], row[2]))


def _substance(unit: Unit) -> frozenset[str]:
    return frozenset(_CONTENT.findall(unit.plain))


def _alone(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """Texts that the other document does not have as texts of their own."""
    said = {unit.plain for unit in others}
    return [unit for unit in units if unit.plain not in said]


def _cut(units: Sequence[Unit], others: Sequence[Unit]) -> tuple[list[tuple[Unit, Unit, float]], tuple[Unit, ...]]:
    """Texts of which the other document keeps a part under the same headings, and the rest."""
    from rapidfuzz import fuzz

    pairs: list[tuple[Unit, Unit, float]] = []
    rest: list[Unit] = []
    for unit in units:
        parts = [other for other in others if other.section == unit.section and other.plain in unit.plain]
        part = max(parts, key=lambda other: len(other.plain), default=None)
        if part is not None and 3 * len(part.plain) >= len(unit.plain):
            pairs.append((unit, part, float(fuzz.ratio(unit.masked, part.masked))))
        else:
            rest.append(unit)
    return pairs, tuple(rest)


def _parted(units: Sequence[Unit], others: Sequence[Unit]) -> set[str]:
    """The texts that the other document has in two parts, and these parts: a page break or a box parted them."""
    said = {unit.plain for unit in others}
    out: set[str] = set()
    for plain in {unit.plain for unit in units} - said:
        cuts = range(_PART, len(plain) - _PART + 1)
        cut = next((cut for cut in cuts if plain[:cut] in said and plain[cut:] in said), None)
        if cut is not None:
            out |= {plain, plain[:cut], plain[cut:]}
    return out


def _unsaid(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """What the other document does not say: as a text of its own, or in a row (a paragraph that was parted or joined)."""
    whole = _whole(others)
    return [unit for unit in _alone(units, others) if not _is_within(unit, whole)]


def _in_passing(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """What the other document says only within other texts: it may have changed here and stand there by chance."""
    whole = _whole(others)
    return [unit for unit in _alone(units, others) if _is_within(unit, whole)]


def _whole(units: Sequence[Unit]) -> str:
    return "".join(unit.run + unit.plain for unit in units)


def _is_within(unit: Unit, whole: str) -> bool:
    return len(unit.plain) >= 3 * _LEAST and unit.plain in whole


def _spare(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """Of texts that this document says more often than the other, as many as it says more: one of them may have changed there."""
    said, own = Counter(unit.plain for unit in others), Counter(unit.plain for unit in units)
    sections = Counter((unit.plain, unit.section) for unit in others)
    more = {plain: n - said[plain] for plain, n in own.items() if 0 < said[plain] < n and len(plain) >= 3 * _LEAST}
    out: list[Unit] = []
    for unit in units:
        if not more.get(unit.plain, 0):
            continue
        if sections[unit.plain, unit.section]:
            sections[unit.plain, unit.section] -= 1
        else:
            more[unit.plain] -= 1
            out.append(unit)
    return out


def _scores(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[float, int, int, float]]:
    """Likeness of texts under the same headings, with what it counts more there; under others only where it is beyond doubt."""
    from rapidfuzz import fuzz

    for a, first in enumerate(left):
        for b, second in enumerate(right):
            score = fuzz.ratio(first.masked, second.masked, score_cutoff=MAYBE)
            if score < MAYBE:
                continue
            if score >= SURE + 5 or _same_section(first, second):
                yield float(score), a, b, _AT_HOME if first.section == second.section else 0.0


def _same_section(a: Unit, b: Unit) -> bool:
    from rapidfuzz import fuzz

    return a.section == b.section or fuzz.ratio(a.section, b.section) >= SURE
