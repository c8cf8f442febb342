"""Document → what list, box or row each clause and each cell stands in: `read_sections`, once for every document.

    sections = read_sections(document)
    sections.of_clause(clause.clause_no)            # Section of the clause as a whole: that of its first sentence
    sections.of_cell(table.table_no, cell.row, cell.col)
    sections.parts_of_clause(clause.clause_no)      # Part(start, end, section) for each sentence
    sections.parts_of_cell(table.table_no, row, col)  # for each item (line with ・, ①, （1）, ※) and sentence inside the cell

Parts lie in reading order, do not overlap and count the characters of the clause's or cell's own text. A later sentence of a clause has a
section of its own where its predicate says something else (…対象外とする after a requirement).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from subsidy_rules.clauses.zones import squeeze
from subsidy_rules.model.document import Document
from subsidy_rules.model.reading import Section
from subsidy_rules.statements.section_cells import read_cells
from subsidy_rules.statements.section_part import Part
from subsidy_rules.statements.section_tree import walk_clauses

OTHER = Section("other")
_LEAST_TITLE = 8  # characters: less is a word that a title has in common with anything


@dataclass(frozen=True, slots=True)
class SectionMap:
    """The sections of one document; what is not in it (empty cells, unknown numbers) is `other`.

    Attributes:
        clauses: parts by clause number.
        cells: parts by table number, row and column.
    """

    clauses: Mapping[int, tuple[Part, ...]]
    cells: Mapping[tuple[int, int, int], tuple[Part, ...]]

    def of_clause(self, clause_no: int) -> Section:
        return next((part.section for part in self.clauses.get(clause_no, ())), OTHER)

    def of_cell(self, table_no: int, row: int, col: int) -> Section:
        return next((part.section for part in self.cells.get((table_no, row, col), ())), OTHER)

    def parts_of_clause(self, clause_no: int) -> tuple[Part, ...]:
        return self.clauses.get(clause_no, ())

    def parts_of_cell(self, table_no: int, row: int, col: int) -> tuple[Part, ...]:
        return self.cells.get((table_no, row, col), ())


NO_SECTIONS = SectionMap({}, {})


def read_sections(document: Document) -> SectionMap:
    """The section of every clause and cell of a document."""
    walk = walk_clauses(document)
    titles = _titles(document)
    return SectionMap({number: parts for number, parts in walk.parts.items() if number not in titles}, read_cells(document, walk))


def _titles(document: Document) -> frozenset[int]:
    """Clauses that say what the document is called, or a part of it: above an annex they stand in no list, whatever list ended there."""
    title = squeeze(document.title)
    return frozenset(
        clause.clause_no
        for clause in document.clauses
        if not clause.label and len(words := squeeze(clause.text)) >= _LEAST_TITLE and words in title
    )
