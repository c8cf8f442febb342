"""Page layouts → tables: ruled and unruled grids, spans, headers, continuation over page breaks."""

from subsidy_rules.tables.build import build_tables, tables_by_page
from subsidy_rules.tables.headers import mark_headers
from subsidy_rules.tables.join import join_tables, without_scraps

__all__ = ["build_tables", "join_tables", "mark_headers", "tables_by_page", "without_scraps"]
