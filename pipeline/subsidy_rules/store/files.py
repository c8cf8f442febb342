"""The only module that reads or writes `extracted/` and rule set folders.

extracted/<sha256>/document.json      name, format, title, change log, problems
                   pages.jsonl tables.jsonl clauses.jsonl      one page, table, clause per line
                   source.json        which programme, edition and frame it was extracted for, by which version
                   candidates.jsonl   one candidate per line
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from subsidy_rules.messages.message import message
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.document import Document, Model, Part, Source
from subsidy_rules.model.errors import Place, RuleSetError, RulesGoneError, SourceError, SubsidyRulesError
from subsidy_rules.model.rule import Candidate, RuleSet, Value
from subsidy_rules.ruleset.listing import HEAD
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.folder import ruleset_texts, settle, write_texts
from subsidy_rules.store.locks import locked_folder
from subsidy_rules.store.names import edition_part, programme_part, sha256_part
from subsidy_rules.yaml.keeping import kept_of, with_kept

if TYPE_CHECKING:
    from subsidy_rules.model.programme import Programme
    from subsidy_rules.ruleset.migrate import Migrated

CACHE = ".cache"  # beside rule sets: what was read for them
PARTS = ("pages", "tables", "clauses")


class Extraction(Model):
    """What was read of one document for one edition: the source as rule sets cite it, and the frame it is about.

    `basis` is the fingerprint of all that the candidates depend on, `key` the same part by part, `digest` that of the candidates' file,
    `lowest` the part of the document of which the least was read.
    """

    programme: str
    edition: str
    frame: str
    source: Source
    extractor: str
    basis: str = ""
    key: Mapping[str, str] = Field(default_factory=dict)
    digest: str = ""
    lowest: Part | None = None


def save_document(root: Path, document: Document) -> Path:
    """The folder that now holds the document as JSON Lines."""
    folder = root / sha256_part(document.sha256)
    for part in PARTS:
        write_atomic(folder / f"{part}.jsonl", _lines(model.model_dump(mode="json") for model in getattr(document, part)))
    rest = document.model_dump(mode="json", exclude=set(PARTS))
    write_atomic(folder / "document.json", _json(rest))
    return folder


def load_document(root: Path, sha256: str, parts: Sequence[str] = PARTS) -> Document:
    """The document as it was extracted. Raises SourceError where it was not, or where its files are damaged.

    `parts`: those that are read; the others are empty.
    """
    folder = root / sha256_part(sha256)
    try:
        data = json.loads((folder / "document.json").read_text(encoding="utf-8"))
        for part in PARTS:
            data[part] = list(_rows((folder / f"{part}.jsonl").read_bytes())) if part in parts else []
        return Document.model_validate(data)
    except FileNotFoundError as error:
        raise _not_extracted(folder) from error
    except (ValueError, ValidationError) as error:
        raise _damaged(folder) from error


def save_candidates(root: Path, extraction: Extraction, candidates: Iterable[Candidate]) -> Path:
    """The file that now holds the candidates of one document, in the order given."""
    folder = root / sha256_part(extraction.source.sha256)
    data = _lines(_candidate_data(candidate) for candidate in candidates)
    write_atomic(folder / "candidates.jsonl", data)
    kept = extraction.model_copy(update={"digest": hashlib.sha256(data).hexdigest()})
    write_atomic(folder / "source.json", _json(kept.model_dump(mode="json")))
    return folder / "candidates.jsonl"


def load_extraction(root: Path, sha256: str) -> Extraction:
    """For whom and by whom one document was extracted last. Raises SourceError where it was not."""
    folder = root / sha256_part(sha256)
    try:
        return Extraction.model_validate_json((folder / "source.json").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise _not_extracted(folder) from error
    except ValidationError as error:
        raise _damaged(folder) from error


def lowest_parts(folder: Path, ruleset: RuleSet, extracted: Path | None = None) -> dict[str, Part]:
    """Source id → the part of which the least was read, where what was read for the rule set in its folder is still at hand.

    It is looked for where `ingest` and `run` keep it, and in `extracted`.
    """
    found: dict[str, Part] = {}
    for source in ruleset.sources:
        for root in roots_of(folder, extracted):
            try:
                extraction = load_extraction(root, source.sha256)
            except SubsidyRulesError:
                continue
            if extraction.lowest is not None and (extraction.programme, extraction.edition) == (ruleset.programme, ruleset.edition):
                found.setdefault(source.id, extraction.lowest)
    return found


def roots_of(folder: Path, extracted: Path | None = None) -> tuple[Path, ...]:
    """Where what was read for the rule set in a folder may be kept: by `ingest`, by `run`, and in `extracted`."""
    above = folder.resolve().parents
    return (
        *(up / CACHE for up in above[1:2]),
        *(up / "extracted" for up in above[2:3]),
        *((extracted,) if extracted is not None else ()),
    )


def extraction_stamp(folder: Path, ruleset: RuleSet, extracted: Path | None = None) -> tuple[tuple[str, int, int], ...]:
    """What tells one reading of the documents of a rule set from another: hash, time and size of each file of candidates at hand."""
    paths = [
        (source.sha256, root / sha256_part(source.sha256) / "candidates.jsonl")
        for source in ruleset.sources
        for root in roots_of(folder, extracted)
    ]
    found = [(sha256, path.stat()) for sha256, path in paths if path.is_file()]
    return tuple((sha256, stat.st_mtime_ns, stat.st_size) for sha256, stat in found)


def load_candidates(root: Path, sha256: str, parse_value: Callable[[str, Any], Value]) -> tuple[Extraction, tuple[Candidate, ...]]:
    """What was extracted of one document. `parse_value` makes the value of a kind from its JSON. Raises SourceError."""
    folder = root / sha256_part(sha256)
    try:
        extraction = Extraction.model_validate_json((folder / "source.json").read_text(encoding="utf-8"))
        data = (folder / "candidates.jsonl").read_bytes()
        if extraction.digest and hashlib.sha256(data).hexdigest() != extraction.digest:
            raise _damaged(folder)  # two wrote at once, and what is there is of both
        rows = [{**row, "value": parse_value(row["kind"], row["value"])} for row in _rows(data)]
        return extraction, tuple(Candidate.model_validate(row) for row in rows)
    except FileNotFoundError as error:
        raise _not_extracted(folder) from error
    except (ValueError, KeyError, ValidationError) as error:
        raise _damaged(folder) from error


def save_ruleset(folder: Path, ruleset: RuleSet) -> tuple[Path, ...]:
    """The files of the rule set; rule files of a former run that the set no longer has are removed, foreign files stay.

    Comments and top-level keys that people wrote into the former files are in the new ones. Nothing is written where the folder holds files
    of a rule set that cannot be read (RuleSetError). The edition must be locked (`change_ruleset`) where others may write.
    """
    from subsidy_rules.ruleset import dump_ruleset
    from subsidy_rules.ruleset.yaml_file import HEAD_KEYS, RULES_KEYS

    before = ruleset_texts(folder)
    kept = {name: kept_of(text, HEAD_KEYS if name == HEAD else RULES_KEYS) for name, text in before.items()}
    written = {name for name, remarks in kept.items() if remarks}
    also = [name.removesuffix(".yaml") for name in written if name != HEAD]
    texts = dump_ruleset(ruleset, also)
    texts |= {name: with_kept(texts[name], kept[name]) for name in written}
    write_texts(folder, texts)
    return tuple(folder / name for name in texts)


def load_ruleset_dir(folder: Path) -> RuleSet:
    """The rule set of a `<programme>/<edition>` folder. Raises RuleSetError."""
    ruleset = earlier_ruleset(folder)
    if ruleset is None:
        raise _no_ruleset(folder)
    return ruleset


def migrate_ruleset_dir(folder: Path) -> Migrated | None:
    """What became of a rule set of version 1, which the folder now holds in this version; None where it was of this version already.

    Raises RuleSetError; then the folder is as it was. Where it is stopped in the middle, it goes on from there when it is called again.
    """
    from subsidy_rules.ruleset.migrate import is_version_1, migrate

    if not ruleset_texts(folder):
        raise _no_ruleset(folder)
    with locked_folder(folder):
        settle(folder)
        files = ruleset_texts(folder)
        if not is_version_1(files, str(folder)):
            load_ruleset_dir(folder)  # refuses what is of neither version
            return None
        migrated = migrate(files, str(folder))
        save_ruleset(folder, migrated.ruleset)
        return migrated


def earlier_ruleset(folder: Path) -> RuleSet | None:
    """The rule set that the folder holds, whose reviews a new one takes over; None for a new folder. Raises RuleSetError."""
    from subsidy_rules.ruleset import load_ruleset
    from subsidy_rules.ruleset.listing import rules_gone

    texts = ruleset_texts(folder)
    try:
        return load_ruleset(texts, str(folder)) if texts else None
    except RulesGoneError as error:
        from subsidy_rules.store.kept import known_ids

        known = known_ids(folder).get(error.name, ())
        raise rules_gone(str(folder), error.name, error.n, error.held, known) from error


def previous_ruleset(root: Path, programme: Programme, edition: str) -> RuleSet | None:
    """The rule set of the edition that this one follows, whose ids it keeps; None where its folder holds none."""
    before = programme.edition(edition).previous
    return earlier_ruleset(edition_folder(root, programme.id, before)) if before else None


def edition_folder(root: Path, programme: str, edition: str) -> Path:
    """Where the rule set of an edition is kept. Raises SourceError where these cannot name folders."""
    return root / programme_part(programme) / edition_part(edition)


def _candidate_data(candidate: Candidate) -> dict[str, Any]:
    data = candidate.model_dump(mode="json", by_alias=True, exclude={"value", "when"})
    data["value"] = value_data(candidate.value)
    data["when"] = [condition_data(condition) for condition in candidate.when]
    return data


def _json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8")


def _rows(data: bytes) -> Iterator[Any]:
    # as one list: a third faster than line by line
    yield from json.loads(b"[" + b",".join(line for line in data.split(b"\n") if line) + b"]")


def _not_extracted(folder: Path) -> SourceError:
    return SourceError(
        Place(str(folder)),
        message("The document was not extracted yet."),
        message("Rules are built from its candidates."),
        message("Run `subsidy-rules extract` first."),
    )


def _damaged(folder: Path) -> SourceError:
    return SourceError(
        Place(str(folder)),
        message("The extracted files are damaged or of another version."),
        message("Rules built from them could be wrong."),
        message("Delete this folder and run `subsidy-rules extract` again."),
    )


def _no_ruleset(folder: Path) -> RuleSetError:
    return RuleSetError(
        Place(str(folder)),
        message("There is no rule set here (no ruleset.yaml)."),
        message("A rule set folder is `<programme>/<edition>`."),
        message("Give that folder, or make it with `subsidy-rules ingest`."),
    )
