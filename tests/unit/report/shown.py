"""A document with one table over a page break, to be written in every form."""

from __future__ import annotations

from subsidy_rules.model.document import Cell, Clause, Document, LoggedChange, Page, Span, Table, Zone
from subsidy_rules.report.table_files import TablesOf

PATHS = {"col_path": ("額",)}
CELLS = (
    Cell(row=0, col=0, rowspan=2, text="枠", header=True, bbox=(50, 100, 100, 140)),
    Cell(row=0, col=1, colspan=2, text="額|上限", header=True, bbox=(100, 100, 300, 120)),
    Cell(row=1, col=1, text="=1+1", header=True, bbox=(100, 120, 200, 140)),
    Cell(row=1, col=2, text="乙", header=True, bbox=(200, 120, 300, 140)),
    Cell(row=2, col=0, text="<通常>\n枠", header=True, bbox=(50, 140, 100, 180)),
    Cell(row=2, col=1, text="5万円", bbox=(100, 140, 200, 180), **PATHS),
    Cell(row=3, col=0, text="連携枠", header=True, page_no=2, bbox=(50, 60, 100, 80)),
    Cell(row=3, col=1, colspan=2, text="8万円\x07", page_no=2, bbox=(100, 60, 300, 80), **PATHS),
)
JOINED = Table(
    table_no=1,
    n_rows=4,
    n_cols=3,
    header_rows=2,
    header_cols=1,
    cells=CELLS,
    caption="補助額",
    notes=("※ 税抜",),
    joined=(2,),
    confidence=0.9,
)
FIRST = JOINED.model_copy(update={"n_rows": 3, "cells": CELLS[:6], "joined": ()})
SECOND = Table(
    table_no=2, page_no=2, n_rows=1, n_cols=3, header_cols=1, cells=tuple(cell.model_copy(update={"row": 0}) for cell in CELLS[6:])
)
CLAUSES = (
    Clause(clause_no=1, label="１．", path=("1",), heading=True, text="対象", spans=(Span(start=0, end=2, bbox=(50, 40, 120, 52)),)),
    Clause(clause_no=2, path=("1",), text="次による。", spans=(Span(start=0, end=5, bbox=(60, 60, 200, 72)),)),
    Clause(
        clause_no=3,
        label="(ア)",
        path=("1", "(ア)"),
        text="例である。",
        zone=Zone.EXAMPLE,
        spans=(Span(start=0, end=5, page_no=2, bbox=(60, 120, 200, 132)),),
    ),
)
DOCUMENT = Document(
    name="a.pdf",
    sha256="0" * 64,
    format="pdf",
    pages=(
        Page(page_no=1, width_pt=400, height_pt=300),
        Page(page_no=2, width_pt=400, height_pt=300),
        Page(page_no=3, width_pt=400, height_pt=300, problem="no_text_layer"),
    ),
    tables=(JOINED,),
    clauses=CLAUSES,
    change_log=(LoggedChange(page_no=3, section="１．", old="旧の\n文", new="新の文"),),
)
SHOWN = TablesOf(DOCUMENT, (FIRST, SECOND))
