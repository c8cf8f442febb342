"""The fast writing of YAML gives the bytes that ruamel.yaml's round-trip dumper gives, on anything that rule sets may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.yaml import writing
from subsidy_rules.yaml.style import Flow, Row
from subsidy_rules.yaml.writing import write_yaml

TEXTS = (
    st.text("ａ1eb0x.yesno:#-~'\"\\ \n,[]{}()?&*!|>%@`=<_/補助額、　※①…\u2028\ufeff\xa0\u200b\x07\t😀", max_size=12)
    | st.text(max_size=6)
    | st.text("0123456789abcdef", min_size=1, max_size=12)
    | st.sampled_from(["true", "Null", "no", "1_000", "0o17", "0b11", "1e5", "2026-04-01", "17:00", "https://a.example/b?c", "---", "..."])
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.decimals(0, 9, places=1).map(float) | TEXTS
KEYS = st.sampled_from(["id", "from", "label_en", "at", "true", "y", "a-b", "1", "補助"])
FLOWS = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3)


TREES = st.recursive(
    SCALARS | st.dictionaries(KEYS, FLOWS, max_size=3).map(Flow) | st.lists(FLOWS, max_size=3).map(Row),
    nested,
    max_leaves=12,
)


@given(nested(TREES))
def test_it_writes_what_ruamel_writes(data: Any) -> None:
    assert write_yaml(data) == writing._dumped(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            [{"id": "a", "value": Flow({"all": [{"fact": "employees", "value": 5}]})}],
            "- id: a\n  value: {all: [{fact: employees, value: 5}]}\n",
        ),
        ({"value": Flow({"all": [{"fact": "employees"}]})}, "value: {all: [fact: employees]}\n"),
        ({"quote": "１行目\n２行目", "at": "17:00"}, "quote: \"１行目\\n２行目\"\nat: '17:00'\n"),
        ({"bbox": Row([258.1, 92.5]), "whole": "123456", "none": None}, "bbox: [258.1, 92.5]\nwhole: '123456'\nnone:\n"),
        ({"list": [], "nested": [["x"], None]}, "list: []\nnested:\n- - x\n- \n"),
    ],
)
def test_the_form_of_a_rule(data: Any, text: str) -> None:
    assert write_yaml(data) == text


def test_what_rule_sets_are_made_of_is_not_asked_of_ruamel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_dumped", lambda data: pytest.fail(f"asked of ruamel: {data!r}"))
    write_yaml(
        [{"id": "tsujo.subsidy_rate.base", "label": "補助率: 1/2以内", "quote": "１／２\n以内", "basis": "71ffa56a5821", "pages": 3}]
    )


def test_a_text_wider_than_a_line_is_ruamels() -> None:
    data = {"quote": "補助 " * 40_000}
    assert write_yaml(data) == writing._dumped(data)
