"""sources, fetch and status as a user runs them, against a server on the loopback address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from subsidy_rules.cli import app
from subsidy_rules.fetch.bring import PORTAL
from subsidy_rules.registry.load import load_programme
from subsidy_rules.registry.places import packaged_folder
from subsidy_rules.stages.status import Where, edition_status
from web_server import Server, page, serving, status, turns

ROWS = "項目 | 補助額 | 補助率 |\n---|---|---|\n通常枠 | 5万円以上{}万円以下 | 1/2以内 |\n連携枠 | 300万円以下 | 2/3以内 |\n"
TEXT = "# 補助金の案内\n\n## 補助額・補助率\n\n" + ROWS
REGISTRY = """\
# kept by the analyst
id: sample
name: 例の補助金
frames:
- {id: general, name: 通常枠}
- {id: joint, name: 連携枠}
editions:
- id: "2024"   # the first
  year: 2024
  documents:
  - {id: koubo, url: "{base}/a.txt"}
  - {id: gone, url: "{base}/gone.txt"}
pages:
- {id: guide, url: "{base}/guide", links: [{file: 'b(?P<edition>[0-9]+)\\.txt$'}]}
"""


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "sources" / "programmes" / "sample.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(REGISTRY.replace("{base}", server.base), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def invoke(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [*map(str, args), "--lang", "en"])
    assert result.exit_code == code, result.output + result.stderr
    return result


def where(folder: Path, extractor: str) -> Where:
    return Where(folder / "sources" / "store", folder / "extracted", folder / "work" / "rules", extractor, PORTAL)


def test_year_of_an_analyst(folder: Path, server: Server) -> None:
    server.plays |= {
        "/a.txt": turns(*(page(TEXT.format(cap).encode(), content_type="text/plain") for cap in (100, 100, 150))),
        "/guide": page(f"<html><p>{'案内です。' * 30}</p><a href='b2025.txt'>要領</a></html>".encode()),
        "/b2025.txt": page(TEXT.format(200).encode(), content_type="text/plain"),
    }
    assert "koubo: not fetched | not extracted" in invoke("status").stdout
    said = invoke("fetch", "sample", "--allow-private", code=2)
    assert "koubo: new" in said.stdout
    assert "gone.txt: There is nothing at this address any more (HTTP 404)" in said.stderr
    options = ("--programme", "sample", "--edition", "2024")
    invoke("extract", *options)
    invoke("build", *options)
    shown = invoke("status", "sample").stdout
    assert "gone: gone since" in shown
    assert "extracted with subsidy-rules" in shown
    assert "fiscal year has passed" in shown

    known = load_programme(folder / "sources" / "programmes" / "sample.yaml")
    other = edition_status(known, "2024", where(folder, "subsidy-rules other"), date(2024, 5, 1))
    assert (other.documents[0].extraction, other.outdated) == ("program_changed", ("program_changed",))

    invoke("fetch", "sample/2024", "--allow-private", code=2)
    invoke("fetch", "sample/2024", "--allow-private", code=2)
    changed = edition_status(known, "2024", where(folder, "subsidy-rules other"), date(2024, 5, 1))
    assert (changed.documents[0].source, changed.documents[0].versions) == ("changed", 2)
    assert (changed.documents[0].extraction, changed.outdated) == ("source_changed", ("source_changed",))

    found = invoke("sources", "discover", "sample", "--allow-private", code=1).stdout
    assert "b2025: sample/2025 (new edition) 要領" in found
    invoke("sources", "discover", "sample", "--allow-private", "--accept", "b2025")
    text = (folder / "sources" / "programmes" / "sample.yaml").read_text(encoding="utf-8")
    assert "# kept by the analyst" in text
    assert "# the first" in text
    assert load_programme(folder / "sources" / "programmes" / "sample.yaml").edition("2025").documents[0].id == "b2025"
    invoke("sources", "discover", "sample", "--allow-private")
    assert "b2025: new" in invoke("fetch", "sample/2025", "--allow-private").stdout
    server.plays["/b2025.txt"] = status(500)
    assert "Stored: 1" in invoke("fetch", "sample/2025", "--offline").stdout
    assert "Stored: 1" in invoke("fetch", "sample/2025", "--offline", "--locked").stdout


def test_check_names_the_line(folder: Path) -> None:
    path = folder / "sources" / "programmes" / "sample.yaml"
    invoke("sources", "check")
    path.write_text(path.read_text(encoding="utf-8").replace("- {id: gone,", "- {id: gone, frame: nowhere,"), encoding="utf-8")
    assert "sample.yaml:12: there is no frame 'nowhere'" in invoke("sources", "check", code=1).stdout


def test_add(folder: Path) -> None:
    invoke("sources", "add", "sample/2024", "https://a.example/c.pdf", "--frame", "通常枠", "--kind", "regulation")
    entry = load_programme(folder / "sources" / "programmes" / "sample.yaml").edition("2024").documents[-1]
    assert (entry.id, entry.frame, entry.kind) == ("c", "general", "regulation")
    assert "has a document 'c'" in invoke("sources", "add", "sample/2024", "https://a.example/c.pdf", code=2).stderr
    assert "c [regulation, official, 通常枠] https://a.example/c.pdf" in invoke("sources", "list", "sample").stdout


def test_propose_drafts_a_definition_that_is_valid(folder: Path) -> None:
    cover = "# 例の町補助金2026 公募要領\n\n令和8年4月1日\n\n例の町商工会議所\n\n"
    text = cover + "## ①通常枠\n\n通常枠は次のとおりです。\n\n## 連携枠（共同類型）\n\n" + TEXT.format(50)
    (folder / "koubo.txt").write_text(text + "連携枠（共同類型）の補助額です。\n", encoding="utf-8")
    drafted = invoke("sources", "propose", "koubo.txt", "--id", "machi").stdout
    (folder / "draft.yaml").write_text(drafted, encoding="utf-8")
    programme = load_programme(folder / "draft.yaml")
    assert (programme.id, programme.editions[0].id, programme.administrator) == ("machi", "2026", "例の町商工会議所")
    assert {"通常枠", "連携枠(共同類型)"} <= {frame.name.replace("（", "(").replace("）", ")") for frame in programme.frames}
    invoke("sources", "check", "draft.yaml")


def test_the_project_s_own_definitions_are_in_order() -> None:
    own = packaged_folder()
    invoke("sources", "check", *sorted(own.glob("*.yaml")))
    it_hojo = load_programme(own / "it-hojo.yaml")
    assert it_hojo.successors("digital_kiban", "2023") == ("invoice", "denshi")
    assert it_hojo.successors("digital_kiban_fukusu", "2023") == ("fukusu",)
