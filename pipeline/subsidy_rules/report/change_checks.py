"""The catalogue of checks → JSON."""

from __future__ import annotations

from subsidy_rules.compare.checks import all_checks, name_words
from subsidy_rules.report.neutral import json_text


def checks_json() -> str:
    """A list of checks by id, each with `level`, `kind`, `area`, `action`, `direction`, `mirror` and what it finds in both languages."""
    rows = [
        {
            "id": check.id,
            "level": check.level.value,
            "kind": check.kind,
            "area": check.area,
            "action": check.action,
            "direction": check.direction,
            "mirror": check.mirror,
            "en": name_words(check, "en"),
            "ja": name_words(check, "ja"),
        }
        for check in sorted(all_checks().values(), key=lambda check: (check.area, check.kind, check.id))
    ]
    return json_text(rows)
