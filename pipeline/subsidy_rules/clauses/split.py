"""Pages of a PDF → clauses."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.clauses.join import join_rows
from subsidy_rules.clauses.page_zones import page_zones
from subsidy_rules.clauses.rows import text_rows
from subsidy_rules.clauses.tree import build_clauses
from subsidy_rules.model.document import Clause, Page, Table


def split_clauses(pages: Sequence[Page], tables: Sequence[Table], name: str) -> tuple[Clause, ...]:
    """The clauses of a document in reading order, each with label path, headings, zone, sentences and the boxes of its lines.

    Running heads, page numbers and the text of tables are in none of them; rows of a list that is drawn as a table are. Pages without text
    give none. The document's name changes nothing of what is read.
    """
    rows = text_rows(pages, tables)
    return build_clauses(join_rows(rows, page_zones(rows, len(pages))))
