"""applicant_threshold of associations, whose members decide on their size: where tables and clauses define it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from subsidy_rules.kinds.applicant_threshold import ApplicantThreshold
from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place, cell_evidence
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Cell, Evidence, Table, Zone
from subsidy_rules.model.rule import Candidate
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.union_definitions import UnionDefinition, union_definition

_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX})
_FORMS = re.compile(r"(?:組合|連合会|中央会)(?:の場合)?$")
_ENDS = re.compile(r"(?:者|もの|[。)])$")

ClassOf = Callable[[str], str | None]


def union_thresholds(material: Material, class_of: ClassOf) -> Iterator[Candidate]:
    """The candidates of a document, those of tables first. `class_of` names the class of applicants that a text is about."""
    for table in material.document.tables:
        if table.zone in _ZONES:
            yield from _of_table(material, table, class_of)
    yield from _of_clauses(material, class_of)


def _of_table(material: Material, table: Table, class_of: ClassOf) -> Iterator[Candidate]:
    grid = Grid(table)
    for cell in table.cells:
        label = _label(grid, cell)
        if label is None or union_definition(cell.text) is None:
            continue
        rest = _goes_on(grid, cell, label)
        definition = union_definition(cell.text + (rest.text if rest is not None else ""))
        if definition is None:
            continue
        above = (*reversed(cell.col_path), *reversed(cell.row_path), table.caption, table.lead, *reversed(table.headings))
        also = (cell_evidence(material, table, rest),) if rest is not None else ()
        place = Place(table=table, cell=cell)
        yield _candidate(material, place, definition, _forms(label.text), above, class_of, also, table_doubt(table))


def _of_clauses(material: Material, class_of: ClassOf) -> Iterator[Candidate]:
    labels: dict[tuple[str, ...], str] = {}
    for clause in material.document.clauses:
        text = _forms(clause.text)
        if _FORMS.search(text):
            labels[clause.path] = text
        definition = union_definition(clause.text) if clause.zone in _ZONES and not clause.heading else None
        if definition is None:
            continue
        named = (_forms(h) for h in reversed(clause.headings[-1:]))
        label = next((name for name in named if _FORMS.search(name)), labels.get(clause.path, ""))
        if label:
            yield _candidate(material, Place(clause), definition, label, tuple(reversed(clause.headings)), class_of, (), ("prose",))


def _candidate(
    material: Material,
    place: Place,
    definition: UnionDefinition,
    label: str,
    above: Sequence[str],
    class_of: ClassOf,
    also: Sequence[Evidence],
    reasons: Sequence[str],
) -> Candidate:
    class_ = next((c for text in above if text and (c := class_of(text))), None)
    value: dict[str, object] = {"class": class_ or "sme", "industry": label}
    if definition.leaves:
        value["all" if definition.both else "any"] = definition.leaves
    threshold = ApplicantThreshold.model_validate(value)
    end = min(definition.end, len(place.text))
    doubts = (*reasons, *(("class_not_named",) if class_ is None else ()), *(("of_members",) if definition.leaves else ()))
    return quoted(material, "applicant_threshold", threshold, place, definition.start, end, when=definition.when, reasons=doubts, also=also)


def _label(grid: Grid, cell: Cell) -> Cell | None:
    """The cell to the left that names associations."""
    left = (grid.at.get((cell.row, col)) for col in range(cell.col - 1, -1, -1))
    return next((c for c in left if c is not None and _FORMS.search(_forms(c.text))), None)


def _goes_on(grid: Grid, cell: Cell, label: Cell) -> Cell | None:
    """The cell that goes on where a row was cut, under the same label."""
    if _ENDS.search(fold_text(cell.text)):
        return None
    row = cell.row + cell.rowspan
    below = grid.at.get((row, cell.col))
    return below if below is not None and grid.at.get((row, label.col)) is label else None


def _forms(text: str) -> str:
    return re.sub(r"の場合$|\s", "", fold_text(text)).strip("()")
