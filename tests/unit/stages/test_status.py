"""What is due soon and what the portal says otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from subsidy_rules.fetch.bring import bring_bytes
from subsidy_rules.fetch.portal import detail_url
from subsidy_rules.model.programme import Programme
from subsidy_rules.stages.status import Where, edition_status
from subsidy_rules.store.files import save_ruleset

DEFINED = {"id": "it-hojo", "name": "例", "editions": [{"id": "2025", "year": 2025, "documents": [{"id": "portal", "url": "jgrants:a01"}]}]}


def test_due_and_portal(tmp_path: Path, make_rule: Callable[..., Any], make_ruleset: Callable[..., Any]) -> None:
    where = Where(tmp_path / "store", tmp_path / "extracted", tmp_path / "rules", "subsidy-rules x", "https://api.example")
    rules = (
        make_rule("tsujo.schedule.soon", {"event": "application", "start": "2025-03-31", "end": "2025-05-12"}),
        make_rule("tsujo.schedule.late", {"event": "report", "start": "2026-04-01", "end": "2027-01-31"}),
        make_rule("tsujo.subsidy_amount.a", {"max": 1500000}),
    )
    save_ruleset(where.rules / "it-hojo" / "2025", make_ruleset(*rules))
    answer = {"result": [{"id": "a01", "title": "例の補助金2025", "subsidy_max_limit": 4500000}]}
    body = json.dumps(answer, ensure_ascii=False).encode()
    bring_bytes(where.store, detail_url(where.portal, "jgrants:a01"), body, "jgrants", lambda: "2025-04-01T00:00:00+00:00")
    found = edition_status(Programme.model_validate(DEFINED), "2025", where, date(2025, 4, 20))
    assert [(day, what.say("ja")) for day, what in found.due] == [("2025-05-12", "tsujo.schedule.soon")]
    assert [finding.code for finding in found.findings] == ["portal-cap"]
    assert (found.review, found.rules, found.open_rules) == ("draft", 3, 3)
    assert [one.source for one in found.documents] == ["new"]
    assert found.outdated == ()
    assert edition_status(Programme.model_validate(DEFINED), "2025", where, date(2026, 4, 1)).outdated == ("year_passed",)
