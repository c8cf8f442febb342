"""One table over a page break in every form: spans and headers kept where the form knows them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

from bs4 import BeautifulSoup
from openpyxl import load_workbook

from subsidy_rules.report.table_files import tables_csv, tables_html, tables_json, tables_markdown
from subsidy_rules.report.table_workbook import tables_xlsx
from unit.report.shown import CELLS, SHOWN


def test_json_has_an_entry_for_each_page_with_tables_as_they_stand_on_it() -> None:
    entries = json.loads(tables_json([SHOWN]))
    assert [(entry["pdf"], entry["page"], len(entry["tables"])) for entry in entries] == [("a.pdf", 1, 1), ("a.pdf", 2, 1), ("a.pdf", 3, 0)]
    assert entries[2]["problem"] == "no_text_layer"
    table = entries[0]["tables"][0]
    assert (table["caption"], table["header_rows"], table["confidence"], table["reasons"]) == ("補助額", 2, 0.9, [])
    cell = {key: table["cells"][1][key] for key in ("row", "col", "rowspan", "colspan", "text", "header")}
    assert cell == {"row": 0, "col": 1, "rowspan": 1, "colspan": 2, "text": "額|上限", "header": True}
    assert [cell["row"] for cell in entries[1]["tables"][0]["cells"]] == [0, 0]


def test_one_page_shows_what_touches_it() -> None:
    second = replace(SHOWN, page=2)
    assert [entry["page"] for entry in json.loads(tables_json([second]))] == [2]
    assert [name for name, _ in tables_csv([second])] == ["a_t001_p001.csv"]
    assert tables_csv([replace(SHOWN, page=3)]) == []


def test_csv_has_one_file_for_each_joined_table() -> None:
    ((name, content),) = tables_csv([SHOWN])
    assert name == "a_t001_p001.csv"
    assert list(csv.reader(io.StringIO(content))) == [
        ["枠", "額|上限", ""],
        ["", "'=1+1", "乙"],
        ["<通常>\n枠", "5万円", ""],
        ["連携枠", "8万円\ufffd", ""],
    ]


def test_html_keeps_spans_headers_and_signs() -> None:
    page = BeautifulSoup(tables_html([SHOWN], "en"), "html.parser")
    assert page.h1 is not None and page.h1.get_text() == "a.pdf"
    assert page.h2 is not None and page.h2.get_text() == "Table 1 (p.1-2) 補助額"
    rows = [[(cell.name, cell.get("rowspan"), cell.get("colspan"), cell.get_text("/")) for cell in row] for row in page.find_all("tr")]
    assert rows == [
        [("th", "2", None, "枠"), ("th", None, "2", "額|上限")],
        [("th", None, None, "=1+1"), ("th", None, None, "乙")],
        [("th", None, None, "<通常>/枠"), ("td", None, None, "5万円"), ("td", None, None, "")],
        [("th", None, None, "連携枠"), ("td", None, "2", "8万円\ufffd")],
    ]
    assert "※ 税抜" in page.get_text()


def test_markdown_shows_each_text_once() -> None:
    text = tables_markdown([SHOWN], "ja")
    assert "## 表1（1-2ページ） 補助額\n\n| 枠 | 額\\|上限 |  |\n|---|---|---|\n|  | =1+1 | 乙 |\n| \\<通常\\><br>枠 | 5万円 |  |\n" in text
    assert text.rstrip().endswith("- ※ 税抜")


def test_workbook_lists_the_tables_and_merges_their_cells() -> None:
    book = load_workbook(io.BytesIO(tables_xlsx([SHOWN], "en")))
    index, sheet = book["Tables"], book["1 a.pdf"]
    assert [cell.value for cell in index[2]] == ["1 a.pdf", "a.pdf", "1-2", "補助額", 0.9, "※ 税抜"]
    assert sorted(str(merged) for merged in sheet.merged_cells.ranges) == ["A1:A2", "B1:C1", "B4:C4"]
    assert (sheet["B2"].value, sheet["B2"].data_type) == ("=1+1", "s"), "a text is not a formula"
    assert sheet["B4"].value == "8万円\ufffd", "a workbook holds no control characters"
    assert [sheet["A3"].font.bold, sheet["B3"].font.bold] == [True, False]
    assert sheet["B1"].value == CELLS[1].text


def test_sheets_of_documents_with_long_names_and_signs_stay_apart() -> None:
    document = SHOWN.document.model_copy(update={"name": "公募要領［第1版］" * 5 + "[a]?.pdf"})
    book = load_workbook(io.BytesIO(tables_xlsx([replace(SHOWN, document=document)] * 2, "ja")))
    assert len(set(book.sheetnames)) == 3
    assert all(len(name) <= 31 for name in book.sheetnames)
