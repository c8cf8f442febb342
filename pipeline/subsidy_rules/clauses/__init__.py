"""Pages → clause tree with zones, change log and the places of tables.

Each part is loaded when it is asked for: reading single sentences needs none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidy_rules.clauses.history import read_change_log
    from subsidy_rules.clauses.page_zones import zoned_rows
    from subsidy_rules.clauses.place import place_tables
    from subsidy_rules.clauses.split import split_clauses

_WHERE = {"place_tables": "place", "read_change_log": "history", "split_clauses": "split", "zoned_rows": "page_zones"}
__all__ = ["place_tables", "read_change_log", "split_clauses", "zoned_rows"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
