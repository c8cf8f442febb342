"""What earlier runs found, kept in files: a document that did not change is not read again, a sentence not parsed again.

    <root>/<sha256>/…                      documents and candidates, as `files` and `readings` write them
           rulesets/<programme>/<edition>.json   what was made of which documents, as of which rule files

All of it can be deleted at any time; a file that is damaged or of another version counts as not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.document import Source
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, FirstReading, Ticket
from subsidy_rules.model.programme import Programme
from subsidy_rules.model.rule import Candidate, Rule, RuleSet, Value
from subsidy_rules.review.by_hand import noticed
from subsidy_rules.ruleset.yaml_file import head_data, rule_data, rule_of
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import (
    CACHE,
    Extraction,
    earlier_ruleset,
    load_candidates,
    load_extraction,
    save_candidates,
)
from subsidy_rules.store.fingerprint import digest_of, fingerprint, second_code
from subsidy_rules.store.keys import NEVER, Key, basis_of_key, building_key_of, changed, finding_key_of, reading_key_of
from subsidy_rules.store.names import edition_part, programme_part, sha256_part
from subsidy_rules.store.readings import KeptParses, is_whole, load_reading, reading_key, save_reading


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for one edition of a programme."""

    root: Path
    programme: Programme
    edition: str

    def parses(self, ticket: Ticket) -> KeptParses:
        """The parser's readings of the sentences of a document."""
        return KeptParses(self.root / sha256_part(ticket.sha256) / "parses.jsonl")

    def find(self, ticket: Ticket) -> Extracted | None:
        """What was found in this document, told the same of it, by exactly this program; None where that is not known."""
        if self.why_find(ticket):
            return None
        read = load_reading(self.root, ticket.sha256, second_code())
        if read is None:
            return None
        try:
            extraction, candidates = load_candidates(self.root, ticket.sha256, parse_value)
        except SubsidyRulesError:  # not extracted, or damaged: it is found anew
            return None
        source = extraction.source.model_copy(update={"frame": extraction.frame})  # files do not say it of the source
        return Extracted(source, extraction.frame, read[2], read[1], candidates, extraction.lowest)

    def reading(self, ticket: Ticket) -> FirstReading | None:
        """The document as it was read by exactly this program, whatever is told of it; None where that is not known."""
        read = None if self.why_read(ticket) else load_reading(self.root, ticket.sha256, second_code())
        return read[2] if read is not None else None

    def why_read(self, ticket: Ticket) -> tuple[str, ...]:
        """What has changed since the document was read, by the names of parts of its key; () where nothing has."""
        return changed(reading_key(self.root, ticket.sha256), reading_key_of(ticket))

    def why_find(self, ticket: Ticket) -> tuple[str, ...]:
        """The same since candidates were found in it; "damaged" where its files are not what was written."""
        try:
            extraction = load_extraction(self.root, ticket.sha256)
        except SubsidyRulesError:
            return NEVER
        why = changed(extraction.key or None, finding_key_of(ticket, self.programme, self.edition))
        return why or (() if is_whole(self.root, extraction) else ("damaged",))

    def standing(self, source: Source) -> tuple[str, tuple[Candidate, ...]] | None:
        """What was found last in a document of this edition, and the basis of it; None where that is not known.

        Its bytes are not at hand, so what an earlier version of this program found is taken as well.
        """
        try:
            extraction, candidates = load_candidates(self.root, source.sha256, parse_value)
        except SubsidyRulesError:
            return None
        mine = (extraction.programme, extraction.edition, extraction.source.id) == (self.programme.id, self.edition, source.id)
        return (extraction.basis, candidates) if mine else None

    def keep(self, ticket: Ticket, found: Extracted) -> None:
        """Writes what was read of a document, and what was found in it."""
        save_reading(self.root, found, reading_key_of(ticket), second_code())
        extraction = Extraction(
            programme=self.programme.id,
            edition=self.edition,
            frame=found.frame,
            source=found.source,
            extractor=f"subsidy-rules {fingerprint()}",
            basis=self._basis(ticket),
            key=dict(finding_key_of(ticket, self.programme, self.edition)),
            lowest=found.lowest,
        )
        save_candidates(self.root, extraction, found.candidates)

    def earlier(self, folder: Path) -> RuleSet | None:
        """The rule set in its folder; from its copy where no file was changed since, for YAML takes seconds to read."""
        copy = self._copy()
        return _ruleset_of(copy) if copy and copy["files"] == _files(folder) else earlier_ruleset(folder)

    def why_build(self, tickets: Sequence[Ticket], folder: Path, standing: Sequence[str] = ()) -> tuple[str, ...]:
        """What has changed since the rule set in its folder was made, by the names of parts of its key; () where it comes out the same.

        `standing`: the bases of documents that stand in it beside these.
        """
        copy = self._copy()
        if not copy:
            return NEVER
        return (*changed(copy["key"], self._key(tickets, folder, standing)), *(() if copy["files"] == _files(folder) else ("files",)))

    def keep_ruleset(self, tickets: Sequence[Ticket], folder: Path, ruleset: RuleSet, standing: Sequence[str] = ()) -> None:
        """Notes what the rule set, as it now is in its folder, was made of."""
        data = {
            "key": self._key(tickets, folder, standing),
            "files": _files(folder),
            "head": head_data(ruleset),
            "rules": [*map(rule_data, ruleset.rules)],
        }
        write_atomic(self._place(), json.dumps(data, ensure_ascii=False).encode("utf-8"))

    def _place(self) -> Path:
        return self.root / "rulesets" / programme_part(self.programme.id) / f"{edition_part(self.edition)}.json"

    def _copy(self) -> dict[str, Any]:
        try:
            data: dict[str, Any] = json.loads(self._place().read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return data if {"key", "files", "head", "rules"} <= data.keys() else {}

    def _basis(self, ticket: Ticket) -> str:
        return basis_of_key(finding_key_of(ticket, self.programme, self.edition))

    def _key(self, tickets: Sequence[Ticket], folder: Path, standing: Sequence[str]) -> Key:
        """Of the rule set: of its documents, and of the edition before it, whose ids it keeps."""
        before = self.programme.edition(self.edition).previous
        previous = digest_of([f"{name} {sha}" for name, sha in _files(folder.parent / edition_part(before)).items()]) if before else ""
        return {**building_key_of((*map(self._basis, tickets), *standing)), "previous": previous}


def said_by_tool(folder: Path) -> dict[str, Rule]:
    """Basis → rule, of all rules of a rule set folder as they were when it was made last; nothing where that is not known.

    It is looked for where `ingest` and `run` keep it.
    """
    found: dict[str, Rule] = {}
    for entries in _kept_rules(folder):
        try:
            rules = [noticed(rule_of(entry)) for entry in entries]
        except (ValueError, KeyError, TypeError, AttributeError):  # of another version
            continue
        found |= {basis_of(rule): rule for rule in rules}
    return found


def known_ids(folder: Path) -> dict[str, tuple[str, ...]]:
    """File name → ids of its rules, as they were when the rule set of a folder was made last; nothing where that is not known."""
    found: dict[str, tuple[str, ...]] = {}
    for entries in _kept_rules(folder):
        with suppress(KeyError, TypeError):
            for entry in entries:
                name = f"{entry['frame']}.yaml"
                found[name] = (*found.get(name, ()), str(entry["id"]))
    return {name: tuple(dict.fromkeys(ids)) for name, ids in found.items()}


def _kept_rules(folder: Path) -> Iterator[list[Any]]:
    """The rules of a folder as `ingest` and `run` have kept them."""
    edition = folder.resolve()
    above = edition.parents
    for root in (*(up / CACHE for up in above[1:2]), *(up / "extracted" for up in above[2:3])):
        try:
            data = json.loads((root / "rulesets" / edition.parent.name / f"{edition.name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(data, dict) and isinstance(data.get("rules"), list):
            yield data["rules"]


def parse_value(kind: str, data: object) -> Value:
    """The value of a kind from JSON. Raises ValueError for an unknown kind or a value that does not fit."""
    if kind not in all_kinds():
        raise ValueError(f"unknown kind {kind!r}")
    return all_kinds()[kind].value_type.model_validate(data)


def _files(folder: Path) -> dict[str, str]:
    """File name → SHA-256 of the YAML files in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.glob("*.yaml")) if path.is_file()}


def _ruleset_of(copy: Mapping[str, Any]) -> RuleSet:
    head = {key: value for key, value in copy["head"].items() if key in RuleSet.model_fields}
    return RuleSet.model_validate({**head, "rules": [noticed(rule_of(entry)) for entry in copy["rules"]]})
