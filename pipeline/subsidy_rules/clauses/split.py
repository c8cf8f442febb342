"""Pages of a PDF → clauses."""

from __future__ import annotations

from subsidy_rules.clauses.join import join_rows
from subsidy_rules.clauses.page_zones import ZonedRows
from subsidy_rules.clauses.tree import build_clauses
from subsidy_rules.model.document import Clause


def split_clauses(lines: ZonedRows) -> tuple[Clause, ...]:
    """The clauses of a document in reading order, each with label path, headings, zone, sentences and the boxes of its lines.

    Running heads, page numbers and the text of tables are in none of them; rows of a list that is drawn as a table are. Pages without text
    give none.
    """
    return build_clauses(join_rows(lines.rows, lines.zones))
