"""Which code the results of a stage depend on."""

from __future__ import annotations

import pytest

from subsidy_rules.kinds import all_kinds
from subsidy_rules.store.fingerprint import _BUILDING, _FINDING, _READING, _SECOND, code_of, imported_by


def rooms_of(modules: tuple[str, ...]) -> set[str]:
    return {name.split(".")[1] for name in imported_by(modules)}


def test_reading_depends_on_no_kind_no_vocabulary_and_nothing_that_is_made_of_candidates() -> None:
    assert rooms_of(_READING) == {"clauses", "language", "messages", "model", "process", "read", "tables", "yaml"}
    assert not [name for name in imported_by(_READING) if "vocabulary" in name]


def test_finding_depends_on_all_that_reads_sentences_and_not_on_what_shows_or_compares() -> None:
    rooms = rooms_of(_FINDING)
    assert {"kinds", "statements", "coverage", "language"} <= rooms
    assert not rooms & {"cli", "serve", "report", "export", "compare", "evaluate", "fetch"}
    assert set(imported_by(_SECOND)) < set(imported_by(_FINDING))
    assert {"ruleset", "review", "store"} <= rooms_of(_BUILDING)


def test_every_kind_is_among_the_code_that_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    from subsidy_rules.store import fingerprint

    asked: list[str] = []
    monkeypatch.setattr(fingerprint, "code_of", lambda modules: asked.extend(modules) or "")
    fingerprint.finding_code.__wrapped__()
    assert {f"kinds.{name}" for name in all_kinds()} <= set(asked)


def test_a_module_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        code_of(["read.nowhere"])
