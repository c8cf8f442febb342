"""The days on which the documents of a rule set were published, as far as they are told as days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from subsidy_rules.model.rule import RuleSet

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def published_days(ruleset: RuleSet) -> Iterator[str]:
    """Each such day in ISO 8601. What else stands there (a month, a text of a stranger) orders no editions and is no part of a file."""
    for source in ruleset.sources:
        if source.published is not None and _DAY.fullmatch(source.published):
            try:
                yield date.fromisoformat(source.published).isoformat()
            except ValueError:
                continue
