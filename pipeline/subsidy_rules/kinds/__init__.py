"""One file per rule kind. `all_kinds()` finds them: each module defines `KIND`."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from subsidy_rules.kinds.kind import Kind

# What the kinds share to find candidates, no kinds: with it comes all that reads documents, which comparing and showing do without.
_READING = frozenset({"finding", "listing", "statements"})


@lru_cache(maxsize=1)
def all_kinds() -> dict[str, Kind]:
    """Every kind by name, in alphabetical order."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        if module.name in _READING:
            continue
        kind = getattr(importlib.import_module(f"{__name__}.{module.name}"), "KIND", None)
        if isinstance(kind, Kind):
            found[kind.name] = kind
    return dict(sorted(found.items()))


def load_readers() -> None:
    """Imports what the kinds need to find candidates; processes that are forked after that have it without loading it again."""
    all_kinds()
    finding = importlib.import_module(f"{__name__}.finding")
    for module in pkgutil.iter_modules(finding.__path__):
        importlib.import_module(f"{finding.__name__}.{module.name}")
