"""Editions in a folder of rule sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from subsidy_rules.store.editions import editions_beside, editions_in
from subsidy_rules.store.files import save_ruleset


def test_oldest_first_by_their_numbers(tmp_path: Path, make_ruleset: Any) -> None:
    for edition in ("10", "9", "2-a"):
        save_ruleset(tmp_path / "it-hojo" / edition, make_ruleset(edition=edition))
    assert [folder.name for folder in editions_in(tmp_path, "it-hojo")] == ["2-a", "9", "10"]
    old, new = make_ruleset(edition="9"), make_ruleset(edition="10")
    assert [each.edition for each in editions_beside(tmp_path / "it-hojo" / "10", old, new)] == ["2-a", "9", "10"]
