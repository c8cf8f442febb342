"""Comments and keys of people's own outlive whatever is written anew."""

from __future__ import annotations

import pytest

from subsidy_rules.yaml.keeping import Kept, kept_of, with_kept
from subsidy_rules.yaml.plain import read_yaml

KNOWN = ("schema", "frame", "rules")
NEW = """schema: x
frame: a
rules:
- id: one
  value: {max: 3}
  quote: "50 # 60"
  review: {state: approved}
- id: two
  value: {max: 2}
"""
OLD = """# on top
schema: x  # of the format

frame: a
rules:
# above one
- id: one  # the first
  value: {max: 1}  # by phone
  quote: "50 # 60"
  # in one
  review: {state: draft}
- id: gone
  value: {max: 7}
  # of what is gone
- id: two
  value: {max: 2}  # stays
# at the end
notes:
- mine # inside
memo: |
  # no comment
"""


def test_everything_that_people_wrote_is_there_again() -> None:
    made = with_kept(NEW, kept_of(OLD, KNOWN))
    assert read_yaml(made) == {**read_yaml(NEW), "notes": ["mine"], "memo": "# no comment\n"}
    lines = made.splitlines()
    above_what = {
        "# above one": "- id: one  # the first",
        "  # by phone": "  value: {max: 3}",
        "  # in one": "  review: {state: approved}",
    }
    for above, line in above_what.items():
        assert lines[lines.index(above) + 1] == line
    assert {"# on top", "schema: x  # of the format", "# of what is gone", "  value: {max: 2}  # stays", "# at the end"} <= set(lines)
    assert with_kept(NEW, kept_of(made, KNOWN)) == made


@pytest.mark.parametrize("text", [NEW, NEW.replace("\n", "\r\n"), "\ufeff" + NEW, "a: [", '{"schema": "x", "rules": []}'])
def test_nothing_of_a_person_s_own(text: str) -> None:
    assert kept_of(text, KNOWN) == Kept()
    assert with_kept(NEW, Kept()) == NEW


def test_keys_in_another_style() -> None:
    made = with_kept(NEW, kept_of('{"schema": "x", "memo": {"by": "phone"}, "rules": []}', KNOWN))
    assert read_yaml(made)["memo"] == {"by": "phone"}
