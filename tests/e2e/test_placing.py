"""Documents that get to the wrong place: refused with exit code 2, and nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.store.files import load_ruleset_dir

DEFINITIONS = """
- id: hoshi
  name: ほし市創業補助金
  editions: [{id: "2025", title: ほし市創業補助金2025}, {id: "2026", title: ほし市創業補助金2026}]
- id: kaze
  name: かぜ村観光助成金
"""
GUIDELINE = "ほし市創業補助金2025 公募要領\n\n1. 補助金額\n補助上限額は300万円とする。\n補助率は1/2以内とする。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "defined.yaml").write_text(DEFINITIONS, encoding="utf-8")
    (tmp_path / "koubo.txt").write_text(GUIDELINE, encoding="utf-8")
    return tmp_path


def invoke(*args: object) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def ingest(folder: Path, programme: str, edition: str, *more: str, lang: str = "en") -> Result:
    place = ("--programme", programme, "--edition", edition, "--registry", folder / "defined.yaml", "--out", folder / "out")
    return invoke("ingest", folder / "koubo.txt", *place, *more, "--lang", lang)


@pytest.mark.parametrize(
    ("programme", "edition", "option"),
    [("hoshi", "2026", "--edition 2025"), ("kaze", "2025", "--programme hoshi"), ("hoshi", "R7", "--edition 2025")],
)
def test_the_wrong_place_is_refused_unless_told_so(folder: Path, programme: str, edition: str, option: str) -> None:
    for lang in ("en", "ja"):
        refused = ingest(folder, programme, edition, lang=lang)
        assert refused.exit_code == 2
        assert option in " ".join(refused.stderr.split())
        assert "--as-told" in refused.stderr
        assert not (folder / "out").exists()
    told = ingest(folder, programme, edition, "--as-told")
    assert "--as-told" not in told.stderr
    if programme == "hoshi":  # what stands under the name of another programme yields no rules of this one
        assert told.exit_code == 0
        assert load_ruleset_dir(folder / "out" / programme / edition).rules != ()


def test_what_was_read_once_as_told_is_refused_without_it(folder: Path) -> None:
    assert ingest(folder, "hoshi", "2026", "--as-told").exit_code == 0
    refused = ingest(folder, "hoshi", "2026")
    assert refused.exit_code == 2
    assert "Written" not in refused.stdout


def test_in_a_manifest_the_wrong_place_and_an_unknown_programme_cost_their_own_documents_only(folder: Path) -> None:
    listing = "".join(
        f"- {{id: {name}, file: koubo.txt, programme: {programme}, edition: '{edition}'}}\n"
        for name, programme, edition in (("a", "hoshi", "2025"), ("b", "hoshi", "2026"), ("c", "nobody", "1"))
    )
    (folder / "manifest.yaml").write_text(listing, encoding="utf-8")
    run = ("run", "--manifest", folder / "manifest.yaml", "--registry", folder / "defined.yaml", "--work", folder / "work", "--lang", "en")
    done = invoke(*run)
    assert done.exit_code == 2
    assert "nobody" in done.stderr
    assert "--edition 2025" in " ".join(done.stderr.split())
    assert [path.name for path in sorted((folder / "work" / "rules").glob("*/*"))] == ["2025"]
    assert invoke(*run, "--as-told").exit_code == 2
    assert [path.name for path in sorted((folder / "work" / "rules").glob("*/*"))] == ["2025", "2026"]


def test_fetch_stores_nothing_in_an_edition_that_nobody_defined(folder: Path) -> None:
    place = ("--programme", "hoshi", "--edition", "R7", "--registry", folder / "defined.yaml", "--store", folder / "store", "--lang", "en")
    assert invoke("fetch", folder / "koubo.txt", *place).exit_code == 2
    assert not (folder / "store").exists()
    assert invoke("fetch", folder / "koubo.txt", *place, "--as-told").exit_code == 0
