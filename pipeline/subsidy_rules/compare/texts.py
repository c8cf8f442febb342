"""Two documents → the clauses and cells that were added, went or were reworded.

Exact match of the normalised text first, wherever it stands (so numbering, page breaks, layout and moved tables are no change), then the
most alike under the same headings, numbers and frame names masked: from 80 a counterpart, from 60 one that a person should look at,
below that none. Of two counterparts the figures are compared apart, because one changed digit hardly lowers the likeness.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause, Document, Evidence, Table, Zone

SURE, MAYBE = 80.0, 60.0
_LEAST = 6  # characters: shorter texts say nothing by themselves
_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_WHITE = re.compile(r"\s+")
_MARKS = re.compile(r"[、。,.・:;「」『』()\[\]【】<>〈〉《》\-~※＊*|/]")
_LABEL = re.compile(
    r"^(?:[(]?(?:\d{1,3}|[ア-ンa-zA-Z]|[①-⑳]|[一二三四五六七八九十]{1,3}|[ivxIVX]{1,4})[).、．:]|[①-⑳●○■□◆◇・※]|第\d+(?:条|章|節|項)(?:の\d+)?)\s*"
)
_POINTER = re.compile(
    r"第[\d一二三四五六七八九十百]+(?:条|項|号|章|節|款)(?:の[\d一二三四五六七八九十]+)?|(?:別紙|別表|別添|様式|表|図|注)第?[\d一二三四五六七八九十]+(?:の\d+)?号?"
    r"|\d{4,5}(?=の|に|、|又|及|を|で|ま|から|[イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテ])|\(\d{1,2}\)|[①-⑳]|\d{1,3}ページ|p\.?\d+"
)
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?")


@dataclass(frozen=True)
class Unit:
    """One clause, or one cell, with where it stands."""

    text: str
    headings: tuple[str, ...]
    evidence: Evidence

    @cached_property
    def plain(self) -> str:
        """The text as far as it matters: no label, no white space, no pointers to other places by number, no punctuation."""
        folded = _WHITE.sub("", _LABEL.sub("", fold_text(self.text).strip()))
        return _MARKS.sub("", _POINTER.sub("§", folded))

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The numbers of the text, in order, without those that only point to other places."""
        folded = _POINTER.sub("§", _WHITE.sub("", _LABEL.sub("", fold_text(self.text).strip())))
        return tuple(found.replace(",", "") for found in _NUMBER.findall(folded))

    @cached_property
    def masked(self) -> str:
        """The text with its numbers masked, for likeness."""
        return _NUMBER.sub("0", self.plain)

    @cached_property
    def section(self) -> str:
        """The headings it stands under, without their numbers."""
        return "/".join(_NUMBER.sub("", _MARKS.sub("", _WHITE.sub("", fold_text(heading)))) for heading in self.headings[-2:])


@dataclass(frozen=True, slots=True)
class Counterparts:
    """Texts of two documents: pairs that differ with their likeness (0 to 100), and what only one of them has."""

    changed: tuple[tuple[Unit, Unit, float], ...]
    removed: tuple[Unit, ...]
    added: tuple[Unit, ...]


def units_of(document: Document, source: str) -> tuple[Unit, ...]:
    """The clauses and cells of the body and the annexes, in reading order; texts too short to say anything are left out."""
    pdf = document.format == "pdf"
    found = [_of_clause(clause, source, pdf=pdf) for clause in document.clauses if clause.zone in _ZONES]
    for table in document.tables:
        if table.zone is None or table.zone in _ZONES:
            found += _of_table(table, source, pdf=pdf)
    return tuple(unit for unit in found if len(unit.plain) >= _LEAST)


def _of_clause(clause: Clause, source: str, *, pdf: bool) -> Unit:
    span = clause.spans[0] if clause.spans else None
    evidence = Evidence(
        source=source,
        page=clause.page_no if pdf else None,
        bbox=span.bbox if span is not None else None,
        at="".join(clause.path),
        quote=clause.text,
    )
    headings = clause.headings[:-1] if clause.heading and clause.headings[-1:] == (clause.text,) else clause.headings
    return Unit(clause.text, headings, evidence)


def _of_table(table: Table, source: str, *, pdf: bool) -> Iterator[Unit]:
    for cell in table.cells:
        at = f"表{table.table_no} {'／'.join(dict.fromkeys(part for part in cell.header_path if part))}".strip()
        evidence = Evidence(source=source, page=cell.page_no if pdf else None, bbox=cell.bbox, at=at[:60], quote=cell.text)
        yield Unit(cell.text, (*table.headings, table.caption), evidence)


def align_texts(old: Sequence[Unit], new: Sequence[Unit]) -> Counterparts:
    """Which texts changed, went or came. Texts that stand somewhere in the other document as well take no part."""
    alone = _unsaid(old, new), _unsaid(new, old)
    left, right = [*alone[0], *_spare(old, new)], [*alone[1], *_spare(new, old)]
    whole = len(left), len(right)
    left, right = [*left, *_in_passing(old, new)], [*right, *_in_passing(new, old)]
    likely = [row for row in _scores(left, right) if row[0] >= SURE or (row[1] < whole[0] and row[2] < whole[1])]
    scored = sorted(likely, key=lambda row: (-row[0], abs(row[1] / max(1, len(left)) - row[2] / max(1, len(right))), row[1], row[2]))
    gone, come = set(range(len(left))), set(range(len(right)))
    pairs: list[tuple[int, int, float]] = []
    for score, a, b in scored:
        if a in gone and b in come:
            gone.remove(a)
            come.remove(b)
            pairs.append((a, b, score))
    changed = [(left[a], right[b], score) for a, b, score in sorted(pairs, key=lambda pair: pair[1])]
    cut, removed = _cut([left[n] for n in sorted(gone) if n < len(alone[0])], _alone(new, old))
    grown, added = _cut([right[n] for n in sorted(come) if n < len(alone[1])], _alone(old, new))
    changed += [*cut, *((a, b, score) for b, a, score in grown)]
    return Counterparts(tuple(changed), removed, added)


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


def _unsaid(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """What the other document does not say: as a text of its own, or in a row (a paragraph that was parted or joined)."""
    whole = "".join(unit.plain for unit in others)
    return [unit for unit in _alone(units, others) if not _is_within(unit, whole)]


def _in_passing(units: Sequence[Unit], others: Sequence[Unit]) -> list[Unit]:
    """What the other document says only within other texts: it may have changed here and stand there by chance."""
    whole = "".join(unit.plain for unit in others)
    return [unit for unit in _alone(units, others) if _is_within(unit, whole)]


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


def _scores(left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[tuple[float, int, int]]:
    """Likeness of texts under the same headings; under others only where it is beyond doubt."""
    from rapidfuzz import fuzz, process

    if not left or not right:
        return
    found = process.cdist([unit.masked for unit in left], [unit.masked for unit in right], scorer=fuzz.ratio, score_cutoff=MAYBE)
    for a, row in enumerate(found):
        for b, score in enumerate(row):
            if score >= (MAYBE if _same_section(left[a], right[b]) else SURE + 5):
                yield float(score), a, b


def _same_section(a: Unit, b: Unit) -> bool:
    from rapidfuzz import fuzz

    return a.section == b.section or fuzz.ratio(a.section, b.section) >= SURE
