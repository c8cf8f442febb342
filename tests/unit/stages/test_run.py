"""Which edition follows which."""

from __future__ import annotations

import pytest

from subsidy_rules.model.programme import Programme
from subsidy_rules.stages.run import _predecessor

LINEAGE = [{"id": "1"}, {"id": "2", "previous": "1"}, {"id": "3", "previous": "2"}, {"id": "side"}]


@pytest.mark.parametrize(
    ("editions", "made", "edition", "expected"),
    [
        (LINEAGE, ["1", "2", "3"], "3", "2"),
        (LINEAGE, ["3", "1"], "3", "1"),
        (LINEAGE, ["1", "side"], "side", ""),
        (LINEAGE, ["1", "9"], "9", ""),
        (LINEAGE, ["2"], "2", ""),
        ([{"id": "1", "previous": "2"}, {"id": "2", "previous": "1"}], ["1"], "1", ""),
        ([], ["5", "6", "4"], "6", "5"),
        ([], ["5", "6", "4"], "5", ""),
    ],
)
def test_predecessor(editions: list[dict[str, str]], made: list[str], edition: str, expected: str) -> None:
    programme = Programme.model_validate({"id": "p", "name": "例", "editions": editions})
    assert _predecessor(programme, edition, made) == expected
