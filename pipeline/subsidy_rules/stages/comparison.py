"""Two rule set folders → their changes, graded, without those that were accepted, beside what was expected; and their written form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.accepted import Dead, leave_out, read_accepted
from subsidy_rules.compare.choice import EVERYTHING, Choice, check_choice, chosen_changes
from subsidy_rules.compare.frames import Lineage
from subsidy_rules.compare.levels import grade, read_levels
from subsidy_rules.compare.reworded import join_reworded
from subsidy_rules.messages.message import message
from subsidy_rules.model.change import GRAVITY, Change, Level
from subsidy_rules.model.document import Box, Document, Evidence
from subsidy_rules.model.errors import Lang, Place, RuleSetError, SubsidyRulesError, system_words
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.store.editions import editions_beside
from subsidy_rules.store.files import CACHE, load_document, load_ruleset_dir

if TYPE_CHECKING:
    from subsidy_rules.compare.consumers import Touch
    from subsidy_rules.compare.expected import Expectation, ExpectedChange
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.read.page_pictures import Crop


@dataclass(frozen=True, slots=True)
class Options:
    """Files that a comparison takes into account; None for those that were not given.

    `kept`: where no documents are given, those that were kept beside the sets are taken.
    """

    levels: Path | None = None
    accepted: Path | None = None
    expect: Path | None = None
    documents: Path | None = None
    registry: Path | None = None
    fail_on: str = "INFO"
    choice: Choice = EVERYTHING
    consumers: Path | None = None
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comparison found; `failed` where it must not pass. `documents` are given bytes by SHA-256, for pictures of their pages."""

    old: RuleSet
    new: RuleSet
    changes: tuple[Change, ...]
    dead: tuple[Dead, ...]
    expected: tuple[Expectation, ...]
    errors: tuple[SubsidyRulesError, ...]
    folder: Path  # of the newer set, in the working tree
    failed: bool
    documents: dict[str, Path]
    touched: tuple[Touch, ...] = ()
    unasked: int = 0  # changes that the choice left out


def compare_said(old: str, new: str | None, against: str | None, options: Options) -> Outcome:
    """The outcome for two folders as a user names them: paths, REV:PATH of git, or one path `against` a branch.

    Raises SubsidyRulesError where one of them is not there or cannot be read.
    """
    from subsidy_rules.store.revisions import folder_before, folder_of

    with ExitStack() as stack:
        if against is not None:
            second = stack.enter_context(folder_of(new or old))
            first = stack.enter_context(folder_before(Path(new or old), against))
        else:
            first, second = stack.enter_context(folder_of(old)), stack.enter_context(folder_of(new or old))
        return compare_editions(first.folder, second.folder, options, (first.origin, second.origin))


def compare_editions(old_folder: Path, new_folder: Path, options: Options, origins: Sequence[Path] = ()) -> Outcome:
    """The outcome for two rule set folders. Raises SubsidyRulesError where one of the files cannot be read.

    `origins`: where they stand in the working tree, if they are not read from there.
    """
    old, new = load_ruleset_dir(old_folder), load_ruleset_dir(new_folder)
    check_choice(options.choice, old, new)
    files: dict[str, Path] = {}
    read: dict[str, Document] = {}
    errors: tuple[SubsidyRulesError, ...] = ()
    if options.documents is not None:
        files, read, errors = _documents(options.documents, old, new)
    elif options.kept:
        read = kept_documents(old, new, (old_folder, new_folder, *origins))
    programme = _programme(old, options.registry) if read or _frames_differ(old, new) else None
    lineage = _lineage(old, new, programme)
    if read:
        from subsidy_rules.compare.whole import compare_all

        names = (programme.name, *programme.aliases) if programme is not None else ()
        changes = compare_all(old, new, read, lineage, names)
    else:
        changes = join_reworded(compare_rulesets(old, new, lineage))
    levels = read_levels(_text(options.levels), str(options.levels)) if options.levels is not None else {}
    changes = grade(changes, levels, [frame.id for frame in (*old.frames, *new.frames)])
    found = changes
    dead: tuple[Dead, ...] = ()
    if options.accepted is not None:
        changes, dead = leave_out(changes, read_accepted(_text(options.accepted), str(options.accepted)), date.today())
    touched: tuple[Touch, ...] = ()
    if options.consumers is not None:
        from subsidy_rules.compare.consumers import raised, read_consumers, touches

        touched = touches(changes, new, read_consumers(_text(options.consumers), str(options.consumers)))
        changes = raised(changes, touched)
    asked = chosen_changes(changes, options.choice)
    changes, unasked = asked, len(changes) - len(asked)
    expected = _expectations(options.expect, found) if options.expect is not None else ()
    grave = any(GRAVITY[change.level] <= GRAVITY[Level(options.fail_on)] for change in changes)
    failed = grave or bool(dead) or bool(touched) or any(not expectation.changes for expectation in expected)
    return Outcome(old, new, changes, dead, expected, errors, [new_folder, *origins][-1], failed, files, touched, unasked)


def render(outcome: Outcome, form: str, lang: Lang, template: Path | None = None) -> str | bytes:
    """The changes in one of the forms, or as a template makes them."""
    if template is not None:
        from subsidy_rules.report.change_template import changes_by_template

        return changes_by_template(_text(template), template.name, outcome.old, outcome.new, outcome.changes, lang)
    if form == "html":
        from subsidy_rules.report.change_html import changes_html

        history = editions_beside(outcome.folder, outcome.old, outcome.new)
        return changes_html(outcome.old, outcome.new, outcome.changes, lang, _crops(outcome), history)
    from subsidy_rules.report.change_formats import write_changes

    return write_changes(form, outcome.old, outcome.new, outcome.changes, lang, outcome.folder)


def compare_files(old: Path, new: Path, name: str) -> tuple[RuleSet, RuleSet, tuple[Change, ...]]:
    """Two versions of one file of rules, as git hands them over, and the changes between them; a file that is not there has no rules."""
    from subsidy_rules.ruleset import load_rules_file

    sides = []
    for path in (old, new):
        text = _text(path) if path.is_file() and path.stat().st_size else ""
        sides.append(RuleSet(programme="", edition="", extractor="", rules=load_rules_file(text, name) if text else ()))
    return sides[0], sides[1], compare_rulesets(sides[0], sides[1])


def _crops(outcome: Outcome) -> dict[Evidence, Crop]:
    """Pictures of the places that the changes cite, for the PDF files that are at hand."""
    from subsidy_rules.fetch import read_local
    from subsidy_rules.process.jobs import run_alone

    crops: dict[Evidence, Crop] = {}
    sides: tuple[tuple[RuleSet, Literal["old", "new"]], ...] = ((outcome.old, "old"), (outcome.new, "new"))
    for ruleset, side in sides:
        cited = dict.fromkeys(evidence for change in outcome.changes if (evidence := change.evidence(side)) is not None)
        for source in ruleset.sources:
            path = outcome.documents.get(source.sha256)
            places = [e for e in cited if e.source == source.id and e.page is not None and e.bbox is not None]
            if path is None or not places or source.pages is None:
                continue
            boxes = [(e.page or 1, e.bbox or (0.0, 0.0, 0.0, 0.0)) for e in places]
            found = zip(places, run_alone(path.name, partial(_drawn, read_local(path), boxes)), strict=True)
            crops |= {evidence: crop for evidence, crop in found if crop is not None}
    return crops


def _drawn(data: bytes, places: Sequence[tuple[int, Box]], _: Callable[[str], None]) -> list[Crop | None]:
    from subsidy_rules.read.page_pictures import page_crops

    return list(page_crops(data, places))


def _frames_differ(old: RuleSet, new: RuleSet) -> bool:
    return {frame.id for frame in old.frames} != {frame.id for frame in new.frames}


def _programme(old: RuleSet, registry: Path | None) -> Programme | None:
    """The definition of the programme; None where nobody has described it."""
    from subsidy_rules.registry.load import find_programme
    from subsidy_rules.registry.places import registries

    try:
        return find_programme(old.programme, *registries(registry, Path.cwd()))
    except SubsidyRulesError:
        if registry is not None:
            raise
        return None


def _lineage(old: RuleSet, new: RuleSet, programme: Programme | None) -> Lineage:
    """What the programme's definition says of frames that go on under other ids; nothing where both editions have the same."""
    if programme is None or not _frames_differ(old, new):
        return {}
    heirs = {frame.id: programme.successors(frame.id, old.edition) for frame in old.frames}
    return {frame: to for frame, to in heirs.items() if to != (frame,)}


def kept_documents(old: RuleSet, new: RuleSet, folders: Sequence[Path]) -> dict[str, Document]:
    """The documents of both sets that were kept where the sets were made, found by their hash; none unless both sides have some."""
    wanted = [{source.sha256 for source in ruleset.sources} for ruleset in (old, new)]
    if wanted[0] == wanted[1]:
        return {}
    roots = dict.fromkeys([*(folder.resolve().parent.parent / CACHE for folder in folders), Path("extracted").resolve()])
    at = {
        sha256: root for root in reversed(roots) for sha256 in sorted(set().union(*wanted)) if (root / sha256 / "document.json").is_file()
    }
    if not all(side & at.keys() for side in wanted):
        return {}
    read: dict[str, Document] = {}
    for sha256, root in at.items():
        with suppress(SubsidyRulesError):  # damaged, or of another version: as if it were not there
            read[sha256] = load_document(root, sha256, ("tables", "clauses"))  # whose texts are compared
    return read


def _documents(folder: Path, old: RuleSet, new: RuleSet) -> tuple[dict[str, Path], dict[str, Document], tuple[SubsidyRulesError, ...]]:
    """The cited documents that stand in the folder: their files and what they say. An extracted document is not read again."""
    from subsidy_rules.fetch import read_local, sha256_of
    from subsidy_rules.read.document import read_document

    wanted = {source.sha256 for source in (*old.sources, *new.sources)}
    read = {sha256: load_document(folder, sha256) for sha256 in sorted(wanted) if (folder / sha256 / "document.json").is_file()}
    files: dict[str, Path] = {}
    errors: list[SubsidyRulesError] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".json", ".jsonl", ".yaml")):
        data = read_local(path)
        sha256 = sha256_of(data)
        if sha256 in wanted and sha256 not in files:
            files[sha256] = path
            if sha256 not in read:
                try:
                    read[sha256] = read_document(data, path.name)
                except SubsidyRulesError as error:
                    errors.append(error)
    if not read and not errors:
        raise _no_documents(folder)
    return files, read, tuple(errors)


def _expectations(path: Path, found: Sequence[Change]) -> tuple[Expectation, ...]:
    from subsidy_rules.compare.expected import match_expected

    return match_expected(_expected(path), found)


def _expected(path: Path) -> tuple[ExpectedChange, ...]:
    from subsidy_rules.compare.expected import read_comparison_table, read_expected_csv

    if path.suffix.lower() == ".csv":
        return read_expected_csv(_text(path), path.name)
    from subsidy_rules.fetch import read_local
    from subsidy_rules.read.document import read_document

    return read_comparison_table(read_document(read_local(path), path.name))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = system_words(error)
        raise RuleSetError(
            Place(str(path)),
            message("The file cannot be read: {reason}.", reason=reason),
            message("The comparison was to take it into account."),
            message("Check its path and encoding."),
        ) from error


def _no_documents(folder: Path) -> RuleSetError:
    return RuleSetError(
        Place(str(folder)),
        message("None of the documents that the rule sets cite is here."),
        message("They are known by their content (SHA-256), not by name."),
        message("Give the folder that holds them, or the folder of what was extracted."),
    )
