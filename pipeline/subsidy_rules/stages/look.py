"""Local files → what was read of them, to be looked at: documents, tables page by page, page pictures with both drawn over them,
and a rule beside the page that it cites.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.errors import Lang, Place, SourceError, SubsidyRulesError
from subsidy_rules.process.jobs import Done, Job, run_alone, run_jobs
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.read.document import Reading, longer_for, read_with_parts
from subsidy_rules.read.worker import build_models

if TYPE_CHECKING:
    from subsidy_rules.model.rule import RuleSet

_PIXELS_PER_PT = 2.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Where page pictures go and in which language their legend is."""

    folder: Path
    lang: Lang


@dataclass(frozen=True, slots=True)
class Look:
    """What was read of one file, and the page pictures written of it; HTML and text have none."""

    reading: Reading
    pictures: tuple[Path, ...]


def look_at(
    files: Sequence[Path],
    *,
    clauses: bool = True,
    page: int | None = None,
    drawing: Drawing | None = None,
    tick: Tick = quiet,
    jobs: int = 1,
    ocr: str = "",
) -> tuple[tuple[Look, ...], tuple[SubsidyRulesError, ...]]:
    """What was read of each file, in order, and the errors of those that could not be read. With `page`, only that page is drawn.

    Without `clauses` the documents come back with their tables alone. `ocr` is what pictures are to be read with; "" where they are not.
    """
    work: list[Job[Look]] = []
    errors: list[SubsidyRulesError] = []
    for path in dict.fromkeys(files):
        try:
            data = read_local(path)
        except SubsidyRulesError as error:
            errors.append(error)
        else:
            work.append(Job(path.name, partial(_look, data, path.name, clauses, page, drawing, bool(ocr)), longer_for(ocr)))
    build_models()
    looks: list[Look] = []
    for outcome in run_jobs(work, jobs, tick):
        if isinstance(outcome, Done):
            looks.append(outcome.value)
        else:
            errors.append(outcome)
    return tuple(looks), tuple(errors)


def _look(data: bytes, name: str, clauses: bool, page: int | None, drawing: Drawing | None, ocr: bool, tick: Tick) -> Look:
    reading = read_with_parts(data, name, tick, ocr=ocr)
    document = reading.document
    if page is not None and page > len(document.pages):
        raise _no_such_page(name, page, len(document.pages))
    drawn = tuple(_draw(data, reading, page, drawing, tick)) if drawing is not None and document.format == "pdf" else ()
    return Look(reading if clauses else _tables_alone(reading), drawn)


def _tables_alone(reading: Reading) -> Reading:
    """The reading without its text: to bring that home from another process takes as long as writing the tables."""
    nothing = {"lines": (), "annotations": (), "from_pictures": ()}
    pages = tuple(page.model_copy(update=nothing) for page in reading.document.pages)
    return replace(reading, document=reading.document.model_copy(update={"pages": pages, "clauses": (), "change_log": ()}))


def _draw(data: bytes, reading: Reading, page: int | None, drawing: Drawing, tick: Tick) -> list[Path]:
    # pictures show what is read of the clauses, too: loading that takes longer than finding the tables of ten pages
    from subsidy_rules.read.page_pictures import page_pictures
    from subsidy_rules.report.page_drawing import draw_page
    from subsidy_rules.statements.section_reading import read_sections
    from subsidy_rules.store.atomic import write_atomic

    document = reading.document
    sections = read_sections(document)
    paths = []
    for page_no, picture in enumerate(page_pictures(data, _PIXELS_PER_PT), start=1):
        if picture and page in (None, page_no):
            tick(f"{document.name} p.{page_no}")
            path = drawing.folder / f"{document.name.rpartition('.')[0] or document.name}_p{page_no:03d}.png"
            write_atomic(path, draw_page(picture, page_no, document, sections, drawing.lang))
            paths.append(path)
    return paths


def _no_such_page(name: str, page: int, n_pages: int) -> SourceError:
    return SourceError(
        Place(name, page=page),
        message("The document has {n_pages} pages.", n_pages=n_pages),
        message("There is no such page to show."),
        message("Ask for a page from 1 to {n_pages}.", n_pages=n_pages),
    )


def draw_rule_of(ruleset: RuleSet, rule_id: str, folder: Path, lang: Lang) -> bytes:
    """A PNG of a rule beside the page that its first evidence cites, from the document in the folder.

    Raises SourceError where there is no such rule, where it cites no place on a page, or where its document is not in the folder.
    """
    from subsidy_rules.report.rule_picture import draw_rule, scale_for

    rule = next((rule for rule in ruleset.rules if rule.id == rule_id), None)
    if rule is None:
        raise _not_drawn(rule_id, message("The rule set has no such rule."))
    evidence = rule.evidence[0]
    if evidence.page is None or evidence.bbox is None:
        raise _not_drawn(rule_id, message("It cites no place on a page: its document is no PDF."))
    source = next((source for source in ruleset.sources if source.id == evidence.source), None)
    path = _file_of(source.sha256, folder) if source is not None else None
    if path is None:
        raise _not_drawn(rule_id, message("Its document {document} is not in {folder}.", document=evidence.source, folder=folder))
    png = run_alone(path.name, partial(_picture, read_local(path), evidence.page, scale_for(evidence.bbox)))
    if not png:
        raise _not_drawn(rule_id, message("Page {n} of {name} cannot be drawn.", n=evidence.page, name=path.name))
    page = message("{name}, page {n} of the file", name=path.name, n=evidence.page).say(lang)
    return draw_rule(ruleset, rule, png, (page, f"{ruleset.programme}/{ruleset.edition}/{rule.frame}.yaml"))


def _picture(data: bytes, page_no: int, scale: float, _: Tick) -> bytes:
    from subsidy_rules.read.page_pictures import page_picture

    return page_picture(data, page_no, scale)


def _file_of(sha256: str, folder: Path) -> Path | None:
    return next((path for path in sorted(folder.rglob("*")) if path.is_file() and sha256_of(read_local(path)) == sha256), None)


def _not_drawn(rule_id: str, what: Message) -> SourceError:
    return SourceError(
        Place(rule_id),
        what,
        message("The picture shows the page that a rule was read from."),
        message("Take an id as `show` prints it, and the folder of the documents that the set was made of."),
    )
