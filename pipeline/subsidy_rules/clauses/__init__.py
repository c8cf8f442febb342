"""Pages → clause tree with zones, change log and the places of tables."""

from subsidy_rules.clauses.history import read_change_log
from subsidy_rules.clauses.place import place_tables
from subsidy_rules.clauses.split import split_clauses

__all__ = ["place_tables", "read_change_log", "split_clauses"]
