"""What is known of a file, and what its user says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.fetch import sha256_of
from subsidy_rules.model.errors import SourceError
from subsidy_rules.model.programme import Programme
from subsidy_rules.stages.local import CACHE, Told, as_entries, check_edition, gather, ingest_files
from subsidy_rules.store.files import load_ruleset_dir

PROGRAMME = Programme.model_validate(
    {
        "id": "p",
        "name": "例",
        "frames": [{"id": "general", "name": "一般枠"}],
        "editions": [
            {
                "id": "1",
                "documents": [
                    {"id": "known", "file": "x.txt", "title": "題", "kind": "overview", "frame": "general", "sha256": sha256_of(b"known")}
                ],
            }
        ],
    }
)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_known_content_brings_its_entry_whatever_the_name(tmp_path: Path) -> None:
    path = write(tmp_path, "downloaded (1).txt", b"known")
    (given,), errors = gather([path], PROGRAMME, "1", Told())
    assert errors == ()
    assert (given.entry.id, given.entry.title, given.entry.kind, given.frame) == ("known", "題", "overview", "general")
    (told,), _ = gather([path], PROGRAMME, "1", Told(frame="common", kind="guideline", authority="secondary"))
    assert (told.entry.kind, told.entry.authority, told.frame) == ("guideline", "secondary", "common")


def test_unknown_content_is_a_guideline_of_a_frame_to_be_found_out(tmp_path: Path) -> None:
    (given,), _ = gather([write(tmp_path, "公募 要領.txt", b"new")], PROGRAMME, "1", Told())
    assert (given.entry.id, given.entry.kind, given.entry.authority, given.frame) == ("公募-要領", "guideline", "official", None)


def test_same_name_twice_with_other_content(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a/x.txt", b"one"), write(tmp_path, "b/x.txt", b"two"), write(tmp_path, "a/x.txt", b"one")]
    given, _ = gather(paths, PROGRAMME, "1", Told())
    assert [one.entry.id for one in given] == ["x", f"x-{sha256_of(b'two')[:6]}"]


def test_frame_by_its_name(tmp_path: Path) -> None:
    path = write(tmp_path, "x.txt", b"one")
    assert as_entries([path, tmp_path / "none.txt"], PROGRAMME, "1", Told(frame="一般枠"))[0].frame == "general"
    with pytest.raises(SourceError, match="general"):
        gather([path], PROGRAMME, "1", Told(frame="特別枠"))


@pytest.mark.parametrize("edition", ["", "../2025", "2025/1", ".hidden"])
def test_edition_names_a_folder(edition: str) -> None:
    with pytest.raises(SourceError):
        check_edition(edition)


GUIDELINE = "例 公募要領\n\n1. 補助金額\n補助上限額は300万円とする。\n"
REGULATION = "例 交付規程\n\n1. 補助率\n補助率は1/2以内とする。\n補助上限額は300万円とする。\n"


def rule_texts(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (out / "p" / "1").glob("*.yaml")}


def test_documents_given_one_by_one_make_the_set_of_all(tmp_path: Path) -> None:
    files = [write(tmp_path, "a.txt", GUIDELINE.encode()), write(tmp_path, "b.txt", REGULATION.encode())]
    ingest_files(files, PROGRAMME, "1", Told(frame="general"), tmp_path / "together")
    for file in files:
        local = ingest_files([file], PROGRAMME, "1", Told(frame="general"), tmp_path / "apart")
    assert (local.standing, local.unread, local.dropped) == (("a",), (), ())
    together = rule_texts(tmp_path / "together")
    assert rule_texts(tmp_path / "apart") == together
    again = ingest_files(files[:1], PROGRAMME, "1", Told(frame="general"), tmp_path / "apart")
    assert (again.standing, rule_texts(tmp_path / "apart")) == (("b",), together)


def test_without_what_was_read_the_rules_stay_as_they_are(tmp_path: Path) -> None:
    import shutil

    files = [write(tmp_path, "a.txt", GUIDELINE.encode()), write(tmp_path, "b.txt", REGULATION.encode())]
    out = tmp_path / "out"
    ingest_files(files[1:], PROGRAMME, "1", Told(frame="general"), out)
    shutil.rmtree(out / CACHE)
    local = ingest_files(files[:1], PROGRAMME, "1", Told(frame="general"), out)
    assert (local.standing, local.unread) == (("b",), ("b",))
    rules = {rule.id: {e.source for e in rule.evidence} for rule in load_ruleset_dir(local.folder).rules}
    assert rules == {"general.subsidy_amount.base": {"a", "b"}, "general.subsidy_rate.base": {"b"}}


def test_a_document_takes_the_place_of_the_one_with_its_name_or_content(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name, text in (("a.txt", GUIDELINE), ("a.txt", GUIDELINE.replace("300", "400")), ("copy.txt", GUIDELINE.replace("300", "400"))):
        local = ingest_files([write(tmp_path, name, text.encode())], PROGRAMME, "1", Told(frame="general"), out)
        assert (local.dropped, local.standing) == ((), ())
    (source,) = load_ruleset_dir(local.folder).sources
    assert source.id == "a"
    replaced = ingest_files([write(tmp_path, "b.txt", REGULATION.encode())], PROGRAMME, "1", Told(), out, replace=True)
    assert replaced.dropped == ("a",)
