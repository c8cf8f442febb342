"""Changes as a 新旧対照表 has them: by document, in its order."""

from __future__ import annotations

from typing import Any

from subsidy_rules.model.change import Change, Passage
from subsidy_rules.model.document import Evidence
from subsidy_rules.report.change_order import NOWHERE, by_document


def change(name: str, old: tuple[str, int] | None, new: tuple[str, int] | None) -> Change:
    passages = [
        Passage(text=name, evidence=Evidence(source=side[0], page=side[1], bbox=(0, 10, 1, 20), quote=name)) if side else None
        for side in (old, new)
    ]
    words = {"check": "clause-changed", "level": "WARN", "direction": "unknown", "action": "changed", "frame": "tsujo", "kind": "text"}
    return Change(**words, rule_id=name, fingerprint=name, en=name, ja=name, old_text=passages[0], new_text=passages[1])


def test_what_has_gone_stands_where_it_stood(make_ruleset: Any) -> None:
    changes = (
        change("gone", ("was", 4), None),
        change("last", ("was", 9), ("is", 8)),
        change("first", ("was", 3), ("is", 2)),
        change("come", None, ("is", 5)),
        change("frame", None, None),
        change("other", ("lost", 1), None),
    )
    groups = by_document(changes, make_ruleset(), make_ruleset(edition="2026"))
    assert [(name, [one.rule_id for one in group]) for name, group in groups] == [
        (NOWHERE, ["frame"]),
        ("is", ["first", "gone", "come", "last"]),
        ("lost", ["other"]),
    ]
