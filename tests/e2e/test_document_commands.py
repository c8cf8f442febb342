"""`tables` and `clauses` as a user runs them, on the sample documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image
from typer.testing import CliRunner, Result

from subsidy_rules.cli import app

SAMPLES = Path(__file__).resolve().parents[2] / "sources" / "samples"
PDF, HTML = SAMPLES / "it2025_koubo_invoice.pdf", SAMPLES / "it2024_gaiyou.html"


def invoke(*args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exit_code == code, result.output
    return result


def test_json_of_several_documents_is_one_list_of_pages() -> None:
    entries = json.loads(invoke("tables", PDF, HTML, "--format", "json").stdout)
    assert [(entry["pdf"], entry["page"]) for entry in entries] == [*((PDF.name, n) for n in range(1, 6)), (HTML.name, 1)]
    assert all(entry["tables"] for entry in entries[1:])
    for table in (table for entry in entries for table in entry["tables"]):
        for cell in table["cells"]:
            assert cell["row"] + cell["rowspan"] <= table["n_rows"]
            assert cell["col"] + cell["colspan"] <= table["n_cols"]


def test_the_number_of_processes_changes_nothing() -> None:
    one, two = (invoke("tables", PDF, HTML, "--format", "json", "--jobs", n).stdout for n in (1, 2))
    assert one == two


@pytest.mark.parametrize(
    ("form", "name"), [("html", "tables.html"), ("markdown", "tables.md"), ("json", "tables.json"), ("xlsx", "tables.xlsx")]
)
def test_files_are_written_into_a_folder_that_is_there(form: str, name: str, tmp_path: Path) -> None:
    result = invoke("tables", PDF, "--page", 2, "--format", form, "--out", tmp_path, "--lang", "en")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert f"{name} (" in result.stderr
    if form == "xlsx":
        assert len(load_workbook(tmp_path / name).sheetnames) > 1


def test_csv_writes_a_file_for_each_table(tmp_path: Path) -> None:
    invoke("tables", HTML, "--format", "csv", "--out", tmp_path / "csv")
    files = sorted((tmp_path / "csv").iterdir())
    assert files and files[0].name == "it2024_gaiyou_t001_p001.csv"
    assert files[0].read_bytes().startswith(b"\xef\xbb\xbf")
    assert invoke("tables", HTML, "--format", "csv").stdout.splitlines()[0] == files[0].read_text(encoding="utf-8-sig").splitlines()[0]


def test_a_workbook_needs_a_file() -> None:
    assert "--out" in invoke("tables", PDF, "--format", "xlsx", code=2).stderr


def test_a_page_that_is_not_there_and_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = invoke("tables", PDF, tmp_path / "no.pdf", "--page", 99, "--lang", "en", code=2)
    assert "it2025_koubo_invoice.pdf, page 99: The document has 5 pages." in result.stderr
    assert "no such file" in result.stderr


def test_clauses_as_text_and_json() -> None:
    text = invoke("clauses", PDF, HTML, "--lang", "en").stdout
    assert PDF.name in text and HTML.name in text and " body " in text
    documents = json.loads(invoke("clauses", PDF, "--format", "json").stdout)
    assert [document["name"] for document in documents] == [PDF.name]
    assert all({"label", "path", "zone", "spans"} <= set(clause) for clause in documents[0]["clauses"])


def test_pictures_of_the_pages(tmp_path: Path) -> None:
    result = invoke("clauses", PDF, HTML, "--draw", tmp_path, "--lang", "en")
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"it2025_koubo_invoice_p{n:03d}.png" for n in range(1, 6)]
    assert "5 page pictures" in result.stderr and "not a PDF" in result.stderr
    with Image.open(tmp_path / "it2025_koubo_invoice_p003.png") as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 24) or []}
    assert {(25, 90, 200), (225, 115, 0), (170, 0, 150), (0, 135, 70)} <= colours
    invoke("tables", PDF, "--page", 2, "--draw", tmp_path / "one")
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["it2025_koubo_invoice_p002.png"]


def test_a_damaged_document_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "cut.pdf").write_bytes(PDF.read_bytes()[:3000])
    result = invoke("tables", tmp_path / "cut.pdf", PDF, "--format", "json", "--lang", "en", code=2)
    assert {entry["pdf"] for entry in json.loads(result.stdout)} == {PDF.name}
    assert "cut.pdf: The PDF is truncated or damaged." in result.stderr
