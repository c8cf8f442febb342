"""What earlier runs found, kept in files: a document that did not change is not read again, a sentence not parsed again.

    <root>/<sha256>/…                      documents and candidates, as `store` writes them
           parses.jsonl                    the parser's readings: model on the first line, then one sentence per line
           rulesets/<programme>/<edition>.json   what was made of which documents, as of which rule files

All of it can be deleted at any time; a file that is damaged or of another version counts as not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.parsed import Parsed
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.document import Source
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.extracted import Extracted, Given
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
    load_document,
    save_candidates,
    save_document,
)
from subsidy_rules.store.fingerprint import digest_of, fingerprint
from subsidy_rules.store.names import edition_part, programme_part


class KeptParses:
    """The parser's readings in one file of JSON Lines."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self, model: str) -> Mapping[str, Parsed]:
        """Sentence → parse by exactly this model; nothing where the file is of another one."""
        try:
            head, *lines = self._path.read_text(encoding="utf-8").split("\n")
            if json.loads(head) != {"model": model}:
                return {}
            rows = [json.loads(line) for line in lines if line]
            return {row.pop("sentence"): Parsed(**{**row, "conditions": tuple(row["conditions"])}) for row in rows}
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return {}

    def add(self, model: str, parses: Mapping[str, Parsed]) -> None:
        """Keeps these as well; what another model read goes."""
        rows = [{"model": model}, *({"sentence": text, **asdict(parsed)} for text, parsed in {**self.known(model), **parses}.items())]
        write_atomic(self._path, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for one edition of a programme."""

    root: Path
    programme: Programme
    edition: str

    @property
    def parses(self) -> KeptParses:
        """The parses of all documents."""
        return KeptParses(self.root / "parses.jsonl")

    def find(self, given: Given) -> Extracted | None:
        """What was found in this document, told the same of it, by exactly this program; None where that is not known."""
        sha256 = hashlib.sha256(given.data).hexdigest()
        try:
            extraction, candidates = load_candidates(self.root, sha256, parse_value)
            if extraction.basis != self._basis(given):
                return None
            source = extraction.source.model_copy(update={"frame": extraction.frame})  # files do not say it of the source
            return Extracted(source, extraction.frame, load_document(self.root, sha256), candidates, extraction.lowest)
        except SubsidyRulesError:  # not extracted, or damaged: it is read anew
            return None

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

    def keep(self, given: Given, found: Extracted) -> None:
        """Writes what was found in a document."""
        save_document(self.root, found.document)
        extraction = Extraction(
            programme=self.programme.id,
            edition=self.edition,
            frame=found.frame,
            source=found.source,
            extractor=f"subsidy-rules {fingerprint()}",
            basis=self._basis(given),
            lowest=found.lowest,
        )
        save_candidates(self.root, extraction, found.candidates)

    def earlier(self, folder: Path) -> RuleSet | None:
        """The rule set in its folder; from its copy where no file was changed since, for YAML takes seconds to read."""
        copy = self._copy()
        return _ruleset_of(copy) if copy and copy["files"] == _files(folder) else earlier_ruleset(folder)

    def is_made_of(self, given: Sequence[Given], folder: Path, standing: Sequence[str] = ()) -> bool:
        """Whether the rule set in its folder is what these documents, and those of the bases that stand beside them, would give again."""
        copy = self._copy()
        return bool(copy) and copy["basis"] == self._of_all(given, standing) and copy["files"] == _files(folder)

    def keep_ruleset(self, given: Sequence[Given], folder: Path, ruleset: RuleSet, standing: Sequence[str] = ()) -> None:
        """Notes what the rule set, as it now is in its folder, was made of."""
        data = {
            "basis": self._of_all(given, standing),
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
        return data if {"basis", "files", "head", "rules"} <= data.keys() else {}

    def _basis(self, given: Given) -> str:
        """What the extraction of a document depends on: the program, the definitions, what is told of it and its bytes."""
        told = (given.name, given.entry.model_dump_json(), str(given.frame), hashlib.sha256(given.data).hexdigest())
        return digest_of((fingerprint(), self.programme.model_dump_json(), self.edition, *told))

    def _of_all(self, given: Sequence[Given], standing: Sequence[str] = ()) -> str:
        return digest_of(sorted([*(self._basis(one) for one in given), *standing]))


def said_by_tool(folder: Path) -> dict[str, Rule]:
    """Basis → rule, of all rules of a rule set folder as they were when it was made last; nothing where that is not known.

    It is looked for where `ingest` and `run` keep it.
    """
    edition = folder.resolve()
    above = edition.parents
    roots = [*(up / CACHE for up in above[1:2]), *(up / "extracted" for up in above[2:3])]
    found: dict[str, Rule] = {}
    for root in roots:
        try:
            data = json.loads(
                (root / "rulesets" / folder.resolve().parent.name / f"{folder.resolve().name}.json").read_text(encoding="utf-8")
            )
            rules = [noticed(rule_of(entry)) for entry in data["rules"]]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # none, or of another version
            continue
        found |= {basis_of(rule): rule for rule in rules}
    return found


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
