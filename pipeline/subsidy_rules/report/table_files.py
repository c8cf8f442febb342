"""Tables as they were read → JSON, CSV, HTML, Markdown. Spreadsheets are `table_workbook.py`."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Cell, Document, Table
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.neutral import csv_cell, escape, json_text, markdown

_STYLE = """body{font-family:sans-serif;margin:2em}table{border-collapse:collapse;margin:.5em 0 2em}
td,th{border:1px solid #888;padding:.25em .5em;vertical-align:top;text-align:left}th{background:#f3e3cf}p{color:#555;margin:.2em 0}"""


@dataclass(frozen=True, slots=True)
class TablesOf:
    """The tables of one document: `parts` page by page, `tables` joined over page breaks; `page` where only that page is wanted."""

    document: Document
    parts: tuple[Table, ...]
    page: int | None = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The joined tables, those that touch the page where one is wanted."""
        tables = self.document.tables
        if self.page is None:
            return tables
        return tuple(table for table in tables if self.page == table.page_no or self.page in table.joined)


def tables_json(documents: Sequence[TablesOf]) -> str:
    """A list with one object for each page: `pdf` (file name), `page`, `tables` before continuations are joined, their `cells`."""
    return json_text([entry for one in documents for entry in _entries(one)])


def _entries(one: TablesOf) -> Iterator[dict[str, Any]]:
    for page in one.document.pages:
        if one.page in (None, page.page_no):
            entry: dict[str, Any] = {"pdf": one.document.name, "page": page.page_no}
            if page.problem is not None:
                entry["problem"] = page.problem
            entry["tables"] = [_table_data(table) for table in one.parts if table.page_no == page.page_no]
            yield entry


def _table_data(table: Table) -> dict[str, Any]:
    data = table.model_dump(mode="json", exclude={"table_no", "page_no", "joined", "lead", "cells"})
    data["cells"] = [cell.model_dump(mode="json", exclude={"page_no"}) for cell in table.cells]
    return data


def tables_csv(documents: Sequence[TablesOf]) -> list[tuple[str, str]]:
    """(file name, content) of each joined table. The text of a cell that spans several stands in the first of them."""
    return [(f"{_stem(one)}_t{table.table_no:03d}_p{table.page_no:03d}.csv", _csv(table)) for one in documents for table in one.tables]


def _stem(one: TablesOf) -> str:
    return one.document.name.rpartition(".")[0] or one.document.name


def _csv(table: Table) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([csv_cell(text) for text in row] for row in text_grid(table))
    return out.getvalue()


def text_grid(table: Table) -> list[list[str]]:
    """Rows of texts, "" where no cell begins."""
    rows = [[""] * table.n_cols for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def tables_markdown(documents: Sequence[TablesOf], lang: Lang) -> str:
    """A heading for each document and joined table, then the table; Markdown knows no spans, so a text stands in its first cell."""
    lines: list[str] = []
    for one in documents:
        lines += [f"# {markdown(one.document.name)}", ""]
        for table in one.tables:
            lines += [f"## {title_of(table, lang)}", "", *_markdown(table), ""]
            lines += [*(f"- {_on_one_line(note)}" for note in table.notes), ""] if table.notes else []
    return "\n".join(lines)


def _markdown(table: Table) -> Iterator[str]:
    for at, row in enumerate(text_grid(table)):
        yield "| " + " | ".join(_on_one_line(text) for text in row) + " |"
        if at == 0:
            yield "|" + "---|" * table.n_cols


def _on_one_line(text: str) -> str:
    return "<br>".join(markdown(line) for line in text.splitlines())


def tables_html(documents: Sequence[TablesOf], lang: Lang) -> str:
    """One page with every joined table; spans and header cells are kept."""
    body: list[str] = []
    for one in documents:
        body.append(f"<h1>{escape(one.document.name)}</h1>")
        for table in one.tables:
            body.append(f"<h2>{escape(title_of(table, lang))}</h2>")
            body.append("<table>")
            body += _html_rows(table)
            body.append("</table>")
            body += [f"<p>{escape(note)}</p>" for note in table.notes]
    title = escape(", ".join(one.document.name for one in documents))
    head = f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>'
    return "\n".join([head, "<body>", *body, "</body></html>", ""])


def _html_rows(table: Table) -> Iterator[str]:
    at = {(cell.row, cell.col): cell for cell in table.cells}
    covered = {
        (row, col)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.rowspan)
        for col in range(cell.col, cell.col + cell.colspan)
        if (row, col) != (cell.row, cell.col)
    }
    for row in range(table.n_rows):
        places = [(row, col) for col in range(table.n_cols)]
        yield "<tr>" + "".join(_html_cell(at.get(place)) for place in places if place in at or place not in covered) + "</tr>"


def _html_cell(cell: Cell | None) -> str:
    if cell is None:
        return "<td></td>"
    name = "th" if cell.header else "td"
    spans = "".join(f' {key}="{n}"' for key, n in (("rowspan", cell.rowspan), ("colspan", cell.colspan)) if n > 1)
    return f"<{name}{spans}>{'<br>'.join(escape(line) for line in cell.text.splitlines())}</{name}>"


def title_of(table: Table, lang: Lang) -> str:
    """Number, page and caption of a table."""
    pages = f"{table.page_no}-{table.joined[-1]}" if table.joined else str(table.page_no)
    title = message("Table {n} ({page})", n=table.table_no, page=message("p.{n}", n=pages).say(lang)).say(lang)
    return f"{title} {_on_one_line(table.caption)}".rstrip()
