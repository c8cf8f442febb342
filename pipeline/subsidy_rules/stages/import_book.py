"""A reviewed workbook + the rule set folder → its decisions taken, what became of each row, and the workbook with those words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from subsidy_rules.messages.message import NOTHING, Message, Said, message
from subsidy_rules.model.errors import OvertakenError, Place, ReviewError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.report.book_read import ReadRow, ReadSheet, answered_book, read_book
from subsidy_rules.report.book_rows import place_id, version_of
from subsidy_rules.report.book_values import cell_text
from subsidy_rules.review.decide import decide
from subsidy_rules.review.decisions import Decision
from subsidy_rules.stages.book_figures import plan_figure
from subsidy_rules.stages.book_rules import Planned, RowError, Signed, plan_rule
from subsidy_rules.stages.deciding import decide_in
from subsidy_rules.stages.ledger import Figure, ledger_of
from subsidy_rules.store.files import load_ruleset_dir

Run = Callable[[str, Callable[[Tick], Any]], Any]
_TRIES = 5


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row in which something was filled in."""

    sheet: str
    row: int
    taken: bool
    words: Said


@dataclass(frozen=True, slots=True)
class ImportedBook:
    """What became of the rows, and the workbook that says so."""

    results: tuple[RowResult, ...]
    answer: bytes

    @property
    def taken(self) -> int:
        return sum(result.taken for result in self.results)

    @property
    def left(self) -> tuple[RowResult, ...]:
        return tuple(result for result in self.results if not result.taken)


def guarded(name: str, work: Callable[[Tick], Any]) -> Any:
    """What comes of work on the workbook, which comes from outside, in a process of its own. Raises its errors, all as ReviewError."""
    (outcome,) = run_jobs([Job(name, work)], 1, quiet)
    if isinstance(outcome, Done):
        return outcome.value
    if isinstance(outcome, ReviewError):
        raise outcome
    todo = message("Give the workbook that `review --export` wrote, saved as .xlsx.")
    raise ReviewError(Place(name), outcome.what, message("Nothing was taken."), todo) from outcome


def import_book(folder: Path, data: bytes, name: str, signed: Signed, *, extracted: Path | None = None, run: Run = guarded) -> ImportedBook:
    """Takes the decisions of a workbook that `export_book` made of the rule set in the folder.

    Rows that no longer fit are left and told. Raises ReviewError, and takes nothing, where it is no such workbook, where headings or ids
    are others, or where it was made of another edition or in another version of the format. `run` does what is done with the file itself.
    """
    sheets: tuple[ReadSheet, ...] = run(name, partial(read_book, data, name))
    langs = {sheet.title: sheet.lang for sheet in sheets}
    for left in range(_TRIES, 0, -1):
        ruleset = load_ruleset_dir(folder)
        figures = _figures(folder, ruleset, sheets, extracted)
        _check_whole(sheets, ruleset, figures, name)
        results, decisions = _plan(sheets, ruleset, figures, signed)
        answer: bytes = run(name, partial(answered_book, data, name, _words(results, sheets), langs))
        try:
            if decisions:
                decide_in(folder, decisions)
            return ImportedBook(tuple(results), answer)
        except OvertakenError:  # somebody decides at the same instant: what stands there now is looked at anew
            if left == 1:
                raise
    raise AssertionError("the last try returns or raises")


def _words(results: Sequence[RowResult], sheets: Sequence[ReadSheet]) -> dict[tuple[str, int], tuple[bool, str]]:
    """What is written into each row, in the language of its sheet."""
    langs = {sheet.title: sheet.lang for sheet in sheets}
    return {(one.sheet, one.row): (one.taken, one.words.say(langs[one.sheet])) for one in results}


def _figures(folder: Path, ruleset: RuleSet, sheets: Sequence[ReadSheet], extracted: Path | None) -> dict[str, Figure]:
    """Figures of the documents by their id, where the workbook has a row of any."""
    if not any(sheet.which == "figures" and sheet.rows for sheet in sheets):
        return {}
    return {place_id(figure.place): figure for ledger in ledger_of(folder, ruleset, extracted) for figure in ledger.figures}


def _check_whole(sheets: Sequence[ReadSheet], ruleset: RuleSet, figures: dict[str, Figure], name: str) -> None:
    known = {"rules": {rule.id for rule in ruleset.rules} | {one.old for one in ruleset.renamed}, "figures": set(figures)}
    seen: set[tuple[str, str]] = set()
    for sheet, row in _rows(sheets):
        version, row_id, ours = cell_text(row.cells.get("version")), cell_text(row.cells.get("id")), version_of(ruleset)
        where = message("row {row} of {sheet}", row=row.number, sheet=sheet.title)
        if version != ours:
            raise _stopped(name, message("{where} was made of {version!r}, not of {ours}.", where=where, version=version, ours=ours))
        if row_id not in known[sheet.which]:
            raise _stopped(name, message("{where} has an id that is not in the set: {id!r}.", where=where, id=row_id))
        if (sheet.which, row_id) in seen:
            raise _stopped(name, message("{where} has an id that another row has: {id!r}.", where=where, id=row_id))
        seen.add((sheet.which, row_id))


def _plan(
    sheets: Sequence[ReadSheet], ruleset: RuleSet, figures: dict[str, Figure], signed: Signed
) -> tuple[list[RowResult], list[Decision]]:
    """What becomes of each row, each tried on what those before it leave."""
    renamed = {one.old: one.new for one in ruleset.renamed}
    results: list[RowResult] = []
    decisions: list[Decision] = []
    now = ruleset
    for sheet, row in _rows(sheets):
        try:
            planned = _plan_row(sheet, row, ruleset, figures, renamed, signed)
            now = decide(now, planned.decisions).ruleset if planned.decisions else now
        except RowError as error:
            results.append(RowResult(sheet.title, row.number, False, error.words))
        except ReviewError as error:
            results.append(RowResult(sheet.title, row.number, False, message("{what} {todo}", what=error.what, todo=error.todo)))
        else:
            decisions += planned.decisions
            if planned.words is not NOTHING:
                results.append(RowResult(sheet.title, row.number, True, planned.words))
    return results, decisions


def _plan_row(
    sheet: ReadSheet, row: ReadRow, ruleset: RuleSet, figures: dict[str, Figure], renamed: dict[str, str], signed: Signed
) -> Planned:
    row_id = cell_text(row.cells.get("id"))
    if sheet.which == "figures":
        return plan_figure(row, figures[row_id], ruleset, signed, sheet.lang)
    rules = {rule.id: rule for rule in ruleset.rules}
    rule = rules.get(row_id) or rules.get(renamed.get(row_id, ""))
    if rule is None:
        raise RowError(message("there is no such rule any more"))
    return plan_rule(row, rule, signed, sheet.lang)


def _rows(sheets: Sequence[ReadSheet]) -> Iterator[tuple[ReadSheet, ReadRow]]:
    for sheet in sheets:
        for row in sheet.rows:
            yield sheet, row


def _stopped(name: str, what: Message) -> ReviewError:
    return ReviewError(
        Place(name),
        what,
        message("Nothing was taken, because rows may stand for others than they show."),
        message("Export the workbook again and fill that in."),
    )
