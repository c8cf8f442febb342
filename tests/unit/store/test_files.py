"""What is written is read back, whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas
import pytest

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Cell, Clause, Document, Evidence, Line, Page, Table
from subsidy_rules.model.errors import RuleSetError, SourceError
from subsidy_rules.model.rule import Candidate, Leaf
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import (
    Extraction,
    earlier_ruleset,
    load_candidates,
    load_document,
    load_ruleset_dir,
    save_candidates,
    save_document,
    save_ruleset,
)
from subsidy_rules.store.kept import parse_value

DOCUMENT = Document(
    name="a.pdf",
    sha256="ab" * 32,
    format="pdf",
    pages=(Page(page_no=1, lines=(Line(text="一\u2028二", bbox=(1, 2, 3, 4)),)), Page(page_no=2, problem="no_text_layer")),
    tables=(Table(table_no=1, n_rows=1, n_cols=1, cells=(Cell(row=0, col=0, text="補助額\n上限"),)),),
    clauses=(Clause(clause_no=1, text="本文"),),
)


def candidate(value: dict[str, Any]) -> Candidate:
    return Candidate(
        kind="subsidy_amount",
        frame="tsujo",
        value=all_kinds()["subsidy_amount"].value_type.model_validate(value),
        when=(Leaf(fact="process_count", op="ge", value=4),),
        evidence=(Evidence(source="a", page=1, quote="150万円"),),
        text="150万円",
        start=0,
        end=5,
        confidence=0.9,
    )


def test_document_round_trip_and_pandas(tmp_path: Path) -> None:
    folder = save_document(tmp_path, DOCUMENT)
    assert load_document(tmp_path, DOCUMENT.sha256) == DOCUMENT
    pages = pandas.read_json(folder / "pages.jsonl", lines=True)
    assert list(pages["page_no"]) == [1, 2]
    assert len(pandas.read_json(folder / "tables.jsonl", lines=True)) == 1


def test_candidates_keep_what_is_not_stated_apart_from_no_bound(tmp_path: Path, make_ruleset: Any) -> None:
    source = make_ruleset().sources[0]
    extraction = Extraction(programme="p", edition="2025", frame="tsujo", source=source, extractor="x")
    wanted = (candidate({"max": 1}), candidate({"min": None, "max": 1}))
    path = save_candidates(tmp_path, extraction, wanted)
    found, read = load_candidates(tmp_path, source.sha256, parse_value)
    assert read == wanted
    assert [one.value.model_fields_set for one in read] == [{"max"}, {"min", "max"}]
    assert found.edition == "2025"
    path.write_text('{"kind": "unheard_of", "value": {}}\n', encoding="utf-8")
    with pytest.raises(SourceError, match="damaged"):
        load_candidates(tmp_path, source.sha256, parse_value)


def test_not_extracted(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="extract"):
        load_document(tmp_path, "0" * 64)


def test_atomic_write_leaves_no_trace_of_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_atomic(path, b"one")
    with pytest.raises(TypeError):
        write_atomic(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"one"
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]


def test_ruleset_folder(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    folder = tmp_path / "it-hojo" / "2025"
    assert earlier_ruleset(folder) is None
    both = make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}), make_rule("security.subsidy_rate", {"rate": "1/2"}))
    save_ruleset(folder, both)
    (folder / "notes.yaml").write_text("mine: true\n", encoding="utf-8")
    one = make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": "2/3"}))
    save_ruleset(folder, one)
    assert sorted(path.name for path in folder.iterdir()) == ["notes.yaml", "ruleset.yaml", "tsujo.yaml"]
    assert load_ruleset_dir(folder).rules == one.rules


def test_no_ruleset(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="no rule set"):
        load_ruleset_dir(tmp_path)
