"""subsidy-rules: page-cited rule sets of Japanese SME subsidies, extracted, reviewed and compared.

`load_ruleset` and `evaluate` are what programs need; docs/answers.md tells of them. They are loaded when they are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from subsidy_rules.evaluate import evaluate
    from subsidy_rules.store.loader import load_ruleset

__version__ = "0.1.0"
__all__ = ["evaluate", "load_ruleset"]


def __getattr__(name: str) -> Any:
    if name == "load_ruleset":
        return import_module("subsidy_rules.store.loader").load_ruleset
    if name == "evaluate":
        return import_module("subsidy_rules.evaluate")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
