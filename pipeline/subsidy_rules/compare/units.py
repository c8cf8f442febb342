"""A document → its sentences: those of clauses, and the items and sentences inside cells, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from subsidy_rules.compare.spelling import bare, masked_numbers, numbers_in, spelled, without_pointers
from subsidy_rules.language.deferred import deferred
from subsidy_rules.model.document import Box, Cell, Clause, Document, Evidence, Table, Zone

_LEAST = 6  # characters: shorter texts say nothing by themselves
_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
# a line of a cell begins something new behind a full stop, an amount, or before a mark of a list
_NEW_LINE = deferred(r"(?<=[。円])\n|\n(?=\s*(?:[※・●○⚫■□◆]|[①-⑳]|[（(][\dア-ンa-z]{1,2}[）)]))")
# …の労働者をいう。 says what the title above it means, unless it names what it means
_DEFINES_TITLE = deferred(r"^(?!.*(?:とは|「)).*をいう。?$")
_STOP = deferred(r"(?<=。)(?![）)」』])")


@dataclass(frozen=True)
class Unit:
    """One sentence of a clause or a cell.

    Attributes:
        headings: above it, outermost first; of a cell those of its table and its caption.
        lead: the sentence that leads the list it stands in.
        order: its place in the document.
        group: clause or cell that it is a part of.
        title: it is a heading.
        around: of a cell, the texts of its headers.
        run: what stands before it and is too short to say anything by itself: 「又は」, the end of a line.
        named: of a figure alone in its cell, the headers that say what it is of: 15%以上 in another row is another thing.
    """

    text: str
    headings: tuple[str, ...]
    evidence: Evidence
    lead: str = ""
    order: int = 0
    group: str = ""
    title: bool = False
    around: tuple[str, ...] = ()
    run: str = ""
    named: str = ""

    @property
    def shown(self) -> str:
        """The text on one line, as it is told: a figure with its headers, a definition with the title that it defines."""
        text = "".join(self.text.split("\n"))
        title = self.headings[-1] if self.headings and not self.title and _DEFINES_TITLE.search(text) else ""
        return f"{self.named or title}: {text}" if self.named or title else text

    @cached_property
    def spelled(self) -> str:
        """The text in one spelling, its pointers to other places masked, with punctuation."""
        return without_pointers(spelled(f"{self.named} {self.text}" if self.named else self.text))

    @cached_property
    def plain(self) -> str:
        """The text as far as it matters: no label, no white space, no pointers to other places by number, no punctuation."""
        return bare(self.spelled)

    @cached_property
    def figures(self) -> tuple[str, ...]:
        """The numbers of the text, in order, without those that only point to other places."""
        return numbers_in(self.spelled)

    @cached_property
    def masked(self) -> str:
        """The text with its numbers masked, for likeness."""
        return masked_numbers(self.plain)

    @cached_property
    def section(self) -> str:
        """The headings it stands under, without their numbers."""
        return "/".join(masked_numbers(bare(without_pointers(spelled(heading)))).replace("0", "") for heading in self.headings[-2:])


def units_of(document: Document, source: str) -> tuple[Unit, ...]:
    """The sentences of the body and the annexes, clauses first; texts too short to say anything are left out."""
    pdf = document.format == "pdf"
    found = [*_of_clauses(document, source, pdf=pdf)]
    for table in document.tables:
        if table.zone is None or table.zone in _ZONES:
            found += _of_table(table, source, pdf=pdf)
    return tuple(_ordered(found))


def _ordered(found: Sequence[Unit]) -> Iterator[Unit]:
    """The texts that are long enough, numbered; what is too short goes with the next one."""
    run = ""
    for n, unit in enumerate(found):
        if len(unit.plain) < _LEAST and not unit.named:
            run += unit.plain
        else:
            yield replace(unit, order=n, run=run)
            run = ""


def _of_clauses(document: Document, source: str, *, pdf: bool) -> Iterator[Unit]:
    leads: dict[tuple[str, ...], str] = {}
    for clause in document.clauses:
        if clause.zone in _ZONES:
            yield from _of_clause(clause, source, _lead(clause, leads), pdf=pdf)
        if not clause.heading:
            leads[clause.path] = clause.text
            if not clause.label:
                leads[()] = clause.text
        else:
            leads = {}


def _lead(clause: Clause, leads: dict[tuple[str, ...], str]) -> str:
    """The text of the item that it is a part of, or of the paragraph before its list."""
    if not clause.label or clause.label.startswith(("※", "注", "＊", "*")):
        return ""
    return leads.get(clause.path[:-1], "") or leads.get((), "")


def _of_clause(clause: Clause, source: str, lead: str, *, pdf: bool) -> Iterator[Unit]:
    headings = clause.headings[:-1] if clause.heading and clause.headings[-1:] == (clause.text,) else clause.headings
    spans = clause.sentences if clause.sentences and not clause.heading else ((0, len(clause.text)),)
    for start, end in spans:
        text = clause.text[start:end].strip()
        page, box = _place_of(clause, start, end)
        evidence = Evidence(
            source=source,
            page=page if pdf else None,
            bbox=box,
            at="".join(clause.path),
            quote=text,
        )
        yield Unit(text, headings, evidence, lead, group=f"c{clause.clause_no}", title=clause.heading)


def _place_of(clause: Clause, start: int, end: int) -> tuple[int | None, Box | None]:
    """The page on which a part of a clause begins, and the box round all its lines there."""
    spans = [span for span in clause.spans if span.start < end and start < span.end]
    if not spans:
        return clause.page_no, None
    boxes = [span.bbox for span in spans if span.page_no == spans[0].page_no and span.bbox is not None]
    if not boxes:
        return spans[0].page_no, None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return spans[0].page_no, (min(lefts), min(tops), max(rights), max(bottoms))


def _of_table(table: Table, source: str, *, pdf: bool) -> Iterator[Unit]:
    headings = tuple(heading for heading in (*table.headings, table.caption) if heading)
    for cell in table.cells:
        path = tuple(dict.fromkeys(part for part in cell.header_path if part))
        at = f"表{table.table_no} {'／'.join(path)}".strip()
        evidence = Evidence(source=source, page=cell.page_no if pdf else None, bbox=cell.bbox, at=at[:60], quote=cell.text)
        for text in _parts(cell):
            one = evidence.model_copy(update={"quote": text})
            group = f"t{table.table_no}.{cell.row}.{cell.col}"
            unit = Unit(text, headings, one, table.lead, group=group, title=cell.header, around=path)
            short = len(unit.plain) < _LEAST and unit.figures and not cell.header
            yield replace(unit, named=" ".join("".join(part.split("\n")) for part in path)) if short else unit


def _parts(cell: Cell) -> list[str]:
    """Its items and sentences, lines joined."""
    lines = ["".join(part.split("\n")) for part in _NEW_LINE.split(cell.text)]
    return [text.strip() for line in lines for text in _STOP.split(line) if text.strip()]
