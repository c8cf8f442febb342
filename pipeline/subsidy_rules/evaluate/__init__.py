"""A rule set and what an applicant tells → class, eligibility, amount and what is missing; three-valued, every step with its rule."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from subsidy_rules.evaluate.answer import Answer
from subsidy_rules.evaluate.evaluate import evaluate

__all__ = ["Answer", "evaluate"]


class _Room(ModuleType):
    """`from subsidy_rules import evaluate` finds this room under the name of its function, so that it can be called, too."""

    def __call__(self, *args: Any, **options: Any) -> Answer:
        return evaluate(*args, **options)


sys.modules[__name__].__class__ = _Room
