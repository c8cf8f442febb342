"""From an empty store, one command brings the corpus documents from a server under their real addresses and ends with rule sets; run again,
it asks by condition only and is done at once."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from ruamel.yaml import YAML

from subsidy_rules.fetch import load_edition_files, sha256_of
from subsidy_rules.store.files import load_ruleset_dir
from web_server import Server, page, serving

resource = pytest.importorskip("resource", reason="Windows does not tell processor time")

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
PROGRAMME = "it-hojo"
PLACEHOLDER = "it2026_koubo_tsujyo_placeholder.pdf"
SECOND_RUN_SHARE = 0.1  # of what the first took, so that a slow machine does not fail the test

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.slow,
    pytest.mark.skipif(not (CORPUS / "manifest.yaml").is_file(), reason="../shared/corpus is not there"),
]


def listed() -> list[dict[str, Any]]:
    """The documents of one programme in the corpus; those without a known address get one of an example host."""
    rows: list[dict[str, Any]] = YAML(typ="safe").load((CORPUS / "manifest.yaml").read_text(encoding="utf-8"))
    return [{"url": f"https://corpus.example/{row['file']}", **row} for row in rows if row["programme"] == PROGRAMME]


def prepare(folder: Path, server: Server, rows: list[dict[str, Any]]) -> list[str]:
    """Manifest and mirror map, and the server that plays every address; the arguments of the command."""
    manifest, mirror = [], {}
    for row in rows:
        data = (CORPUS / row["file"]).read_bytes()
        path = f"/{quote(row['file'])}"
        server.plays[path] = page(data, etag=f'"{hashlib.md5(data).hexdigest()}"', content_type="application/octet-stream")
        mirror[row["url"]] = server.url(path)
        kept = {key: str(value) for key, value in row.items() if key not in ("file", "note")}
        manifest.append({"id": Path(row["file"]).stem.replace(" ", "-"), **kept})
    yaml = YAML(typ="safe")
    yaml.dump(manifest, folder / "manifest.yaml")
    yaml.dump(mirror, folder / "mirror.yaml")
    files = ["--manifest", str(folder / "manifest.yaml"), "--mirror", str(folder / "mirror.yaml"), "--work", str(folder / "work")]
    return [sys.executable, "-m", "subsidy_rules.cli", "run", *files, "--allow-private", "--lang", "en"]


def test_corpus_from_a_server(tmp_path: Path) -> None:
    rows = listed()
    with serving() as server:
        command = prepare(tmp_path, server, rows)
        begin = processor_s()
        first = subprocess.run(command, capture_output=True, text=True, check=False)
        first_s = processor_s() - begin
        assert first.returncode == 2, first.stderr  # the placeholder is refused
        assert "placeholder (3 characters)" in first.stderr
        assert first.stderr.count("Error: ") == 1, first.stderr
        asked = [each for each in server.asked if each.path != "/robots.txt"]
        assert sorted(each.status for each in asked) == [200] * len(rows)
        server.forget()
        start = processor_s()
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        took_s = processor_s() - start
        assert second.stdout == first.stdout
        statuses = {each.path: each.status for each in server.asked}
        assert statuses.pop(f"/{PLACEHOLDER}") == 200  # never stored, so it is asked for in full
        assert set(statuses.values()) == {304}
        assert len(statuses) == len(rows) - 1
    check_results(tmp_path / "work", [row for row in rows if row["file"] != PLACEHOLDER])
    assert took_s < SECOND_RUN_SHARE * first_s, f"{took_s:.1f} s after {first_s:.1f} s"


def processor_s() -> float:
    """Seconds that finished children took of the processor: what else the machine does must not fail the test."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check_results(work: Path, rows: list[dict[str, Any]]) -> None:
    """Every document is stored under its real address, every edition has its rule set."""
    for programme, edition in {_edition(row) for row in rows}:
        ours = {row["url"]: sha256_of((CORPUS / row["file"]).read_bytes()) for row in rows if _edition(row) == (programme, edition)}
        stored = {one.entry.url: one.entry.sha256 for one in load_edition_files(work / "store", programme, edition).documents}
        assert stored == ours
        ruleset = load_ruleset_dir(work / "rules" / programme / edition)
        assert {source.url for source in ruleset.sources} == set(ours)


def _edition(row: dict[str, Any]) -> tuple[str, str]:
    return row["programme"], str(row["edition"])
