"""Pages of a PDF → clauses."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.clauses.join import join_rows
from subsidy_rules.clauses.page_zones import page_zones
from subsidy_rules.clauses.rows import text_rows
from subsidy_rules.clauses.tree import build_clauses
from subsidy_rules.document import Clause, Page, Table


def split_clauses(pages: Sequence[Page], tables: Sequence[Table], name: str) -> tuple[Clause, ...]:
    """The clauses of a document in reading order, each with label path, headings, zone, sentences and the boxes of its lines.

    Running heads, page numbers and the text of tables are in none of them. A document whose pages hold no text has no clauses; `name`
    stands in no clause and only tells two documents apart in a debugger.
    """
    rows = text_rows(pages, tables)
    return build_clauses(join_rows(rows, page_zones(rows, len(pages))))
