"""Parts of a run: each document in one of them, marks that tell what is complete, and one fetch for all."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.model.errors import SourceError
from subsidy_rules.model.programme import DocumentEntry, Programme
from subsidy_rules.process.watch import Silent
from subsidy_rules.process.workers import LocalWorkers
from subsidy_rules.stages.planning import Folders
from subsidy_rules.stages.run import Asked, compare_editions, run
from subsidy_rules.stages.shards import Shard, ShardResult, incomplete, run_shard, shard_of, shards_folder

PROGRAMME = Programme(id="p", name="例")
TEXT = "例 公募要領\n\n1. 補助金額\n補助上限額は{n}万円とする。\n"


def now() -> str:
    return "2026-01-01T00:00:00+00:00"


@pytest.fixture
def asked(tmp_path: Path) -> list[Asked]:
    """Two editions of three documents each; one document is of both."""
    for n in range(5):
        (tmp_path / f"{n}.txt").write_text(TEXT.format(n=100 + n), encoding="utf-8")
    entries = [DocumentEntry(id=f"d{n}", file=f"{n}.txt") for n in range(5)]
    return [
        Asked(PROGRAMME, "1", (entries[2], entries[0], entries[1]), tmp_path),
        Asked(PROGRAMME, "2", (entries[2], entries[3], entries[4]), tmp_path),
    ]


def folders_in(work: Path) -> Folders:
    return Folders(work / "store", work / "extracted", work / "rules")


def texts_of(rules: Path) -> dict[str, str]:
    return {str(path.relative_to(rules)): path.read_text(encoding="utf-8") for path in sorted(rules.rglob("*.yaml"))}


def part(asked: list[Asked], folders: Folders, text: str) -> ShardResult:
    return run_shard(asked, folders, shard_of(text), now, Silent(), LocalWorkers())


def test_parts_in_any_order_make_what_one_run_makes(tmp_path: Path, asked: list[Asked]) -> None:
    whole, parts = folders_in(tmp_path / "whole"), folders_in(tmp_path / "parts")
    assert run(asked, whole, now).errors == ()
    results = [part(asked, parts, text) for text in ("3/3", "1/3", "2/3")]
    assert sum(one.n_documents for one in results) == 6
    assert not any(one.errors or one.was_complete for one in results)
    assert part(asked, parts, "2/3").was_complete
    assert incomplete(asked, parts) == ()
    assert not parts.rules.exists()
    result = run(asked, parts, now)
    assert result.errors == ()
    assert texts_of(parts.rules) == texts_of(whole.rules) != {}


def test_what_is_missing_is_told_and_read_all_the_same(tmp_path: Path, asked: list[Asked]) -> None:
    folders = folders_in(tmp_path / "work")
    assert incomplete(asked, folders) == ()
    part(asked, folders, "1/3")
    assert incomplete(asked, folders) in ((Shard(2, 3), Shard(3, 3)), (Shard(2, 3),))
    assert len(run(asked, folders, now).editions) == 2


def test_a_part_with_errors_is_tried_again(tmp_path: Path, asked: list[Asked]) -> None:
    (tmp_path / "1.txt").write_text("何も定めない文書\n", encoding="utf-8")
    folders = folders_in(tmp_path / "work")
    first = part(asked, folders, "1/1")
    assert len(first.errors) == 1
    again = part(asked, folders, "1/1")
    assert (len(again.errors), again.was_complete) == (1, False)
    assert (shards_folder(asked, folders) / "1-of-1.json").is_file()


@pytest.mark.parametrize("text", ["", "1", "0/4", "5/4", "a/b", "1/0", "-1/2"])
def test_what_names_no_part_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="1/4"):
        shard_of(text)


def test_each_rule_set_is_given_once_and_each_edition_compared_with_the_one_before(tmp_path: Path, asked: list[Asked]) -> None:
    folders = folders_in(tmp_path / "work")
    given: list[tuple[str, int]] = []
    result = run(asked, folders, now, then=lambda edition, ruleset: given.append((edition.edition, len(ruleset.rules))))
    assert given == [(edition.edition, edition.n_rules) for edition in result.editions]
    assert [edition for edition, _ in given] == ["1", "2"]
    (comparison,) = compare_editions(asked, result.editions)
    assert (comparison.old.edition, comparison.new.edition) == ("1", "2")
    again = run(asked, folders, now)
    assert tuple(compare_editions(asked, again.editions)) == (comparison,)
