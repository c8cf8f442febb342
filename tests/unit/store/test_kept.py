"""What is kept between runs: used while nothing changed, never when something did."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from subsidy_rules.language.parsed import Parsed
from subsidy_rules.model.errors import Lang, RulesGoneError
from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry, Frame, Programme
from subsidy_rules.stages.ingest import extract_document
from subsidy_rules.stages.local import CACHE, Told, ingest_files
from subsidy_rules.store.files import load_ruleset_dir
from subsidy_rules.store.kept import Kept
from subsidy_rules.store.keys import NEVER
from subsidy_rules.store.readings import KeptParses

TEXT = """# 公募要領

## 補助率

| 区分 | 補助率 | 補助上限額 |
|---|---|---|
| 小規模事業者 | 2/3以内 | 50万円 |
| 中小企業 | 1/2以内 | 100万円 |
"""


@pytest.fixture
def programme() -> Programme:
    return Programme(id="p", name="試しの補助金", frames=(Frame(id="a", name="あ枠"),))


def given(text: str = TEXT, frame: str = "a") -> Given:
    return Given(text.encode(), "x.txt", DocumentEntry(id="x", file="x.txt"), frame)


def test_a_document_is_known_again_only_as_it_was(tmp_path: Path, programme: Programme) -> None:
    kept = Kept(tmp_path, programme, "1")
    ticket = given().ticket
    assert kept.find(ticket) is None
    found = extract_document(given(), programme)
    kept.keep(ticket, found)
    assert kept.find(ticket) == found
    assert kept.find(given(frame="common").ticket) is None
    assert kept.find(given(TEXT + "\n").ticket) is None
    assert Kept(tmp_path, programme, "2").find(ticket) is None
    renamed = programme.model_copy(update={"name": "別の補助金"})
    assert Kept(tmp_path, renamed, "1").find(ticket) is None


def test_each_stage_tells_what_has_changed(tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, ticket = Kept(tmp_path, programme, "1"), given().ticket
    assert (kept.why_read(ticket), kept.why_find(ticket)) == (NEVER, NEVER)
    found = extract_document(given(), programme)
    kept.keep(ticket, found)
    assert (kept.why_read(ticket), kept.why_find(ticket)) == ((), ())
    assert kept.why_find(given(frame="common").ticket) == ("told",)
    assert Kept(tmp_path, programme, "2").why_find(ticket) == ("programme",)
    monkeypatch.setattr("subsidy_rules.store.keys.finding_code", lambda: "another")
    monkeypatch.setattr("subsidy_rules.store.keys.vocabulary_code", lambda: "another")
    assert (kept.why_read(ticket), kept.why_find(ticket)) == ((), ("finding_code", "vocabulary"))
    assert kept.reading(ticket) == found.reading
    monkeypatch.setattr("subsidy_rules.store.keys.reading_code", lambda: "another")
    assert kept.why_read(ticket) == ("reading_code",)
    assert kept.reading(ticket) is None


def test_a_changed_kind_finds_again_without_reading(tmp_path: Path, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.txt"
    file.write_text(TEXT, encoding="utf-8")
    ingest_files([file], programme, "1", Told(frame="a"), tmp_path / "out")
    monkeypatch.setattr("subsidy_rules.store.keys.finding_code", lambda: "another")

    def refuse(*_: object) -> None:
        raise AssertionError("it is read again")

    monkeypatch.setattr("subsidy_rules.stages.ingest.read_document", refuse)
    result = ingest_files([file], programme, "1", Told(frame="a"), tmp_path / "out")
    assert result.ingested.errors == ()
    assert len(result.ingested.extracted) == 1


def test_files_of_two_that_wrote_at_once_count_as_not_there(tmp_path: Path, programme: Programme) -> None:
    kept, ticket = Kept(tmp_path, programme, "1"), given().ticket
    kept.keep(ticket, extract_document(given(), programme))
    folder = tmp_path / ticket.sha256
    (folder / "candidates.jsonl").write_bytes((folder / "candidates.jsonl").read_bytes().replace(b"2/3", b"3/4"))
    assert kept.find(ticket) is None
    assert kept.reading(ticket) is not None
    (folder / "pages.jsonl").write_bytes((folder / "pages.jsonl").read_bytes().replace("補助率".encode(), "補助額".encode()))
    assert kept.reading(ticket) is None


def test_what_is_damaged_counts_as_not_there(tmp_path: Path, programme: Programme) -> None:
    kept = Kept(tmp_path, programme, "1")
    found = extract_document(given(), programme)
    kept.keep(given().ticket, found)
    (tmp_path / found.document.sha256 / "clauses.jsonl").write_text("{", encoding="utf-8")
    assert kept.find(given().ticket) is None
    parses = KeptParses(tmp_path / "parses.jsonl")
    parses.add("m", {"文": Parsed(name="名", conditions=("場合",))})
    assert parses.known("m") == {"文": Parsed(name="名", conditions=("場合",))}
    assert parses.known("n") == {}
    (tmp_path / "parses.jsonl").write_text('{"model": "m"}\n{"sentence": ', encoding="utf-8")
    assert parses.known("m") == {}


def test_an_unchanged_rule_set_is_left_as_it_is(tmp_path: Path, programme: Programme) -> None:
    file = tmp_path / "x.txt"
    file.write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"

    def ingest() -> tuple[dict[str, bytes], dict[str, int], int]:
        result = ingest_files([file], programme, "1", Told(frame="a"), out)
        assert result.ingested.ruleset is not None
        files = sorted(result.folder.glob("*.yaml"))
        changed = {path.name: path.stat().st_mtime_ns for path in files}
        return {path.name: path.read_bytes() for path in files}, changed, len(result.ingested.ruleset.rules)

    first = ingest()
    assert first[2] == 4
    assert ingest() == first
    assert {path.name for path in out.iterdir()} == {CACHE, "p"}
    head = out / "p" / "1" / "ruleset.yaml"
    head.write_bytes(first[0]["ruleset.yaml"] + b"# mine\n")
    assert ingest()[0] == {**first[0], "ruleset.yaml": first[0]["ruleset.yaml"] + b"# mine\n"}
    file.write_text(TEXT.replace("50万円", "60万円"), encoding="utf-8")
    assert ingest()[0] != first[0]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_deleted_rule_is_named_with_what_to_do(tmp_path: Path, lang: Lang) -> None:
    """A file that was cut and one in which a person deleted rules look the same: nothing is written, and both are told how to go on."""
    file = tmp_path / "x.txt"
    file.write_text("公募要領\n\n補助上限額は150万円とする。\n補助率は1/2以内とする。\n", encoding="utf-8")
    programme = Programme(id="p", name="試しの補助金", frames=(Frame(id="a", name="あ枠"),))
    folder = ingest_files([file], programme, "1", Told(frame="a"), tmp_path / "out").folder
    text = (folder / "a.yaml").read_text(encoding="utf-8")
    assert text.count("- id:") == 2
    (folder / "a.yaml").write_text(text.rpartition("- id:")[0], encoding="utf-8")
    with pytest.raises(RulesGoneError) as gone:
        load_ruleset_dir(folder)
    words = gone.value.words(lang)
    assert f"{folder}/a.yaml" in words and f"subsidy-rules reject {folder} a.subsidy_rate.base --by NAME" in words
    assert "a.subsidy_amount.base" not in words
    shutil.rmtree(tmp_path / "out" / ".cache")
    with pytest.raises(RulesGoneError, match=r"reject \S+ ID --by"):
        load_ruleset_dir(folder)
