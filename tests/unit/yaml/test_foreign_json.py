"""JSON from outside: one error for all that is none, nothing that a later step stumbles over."""

from __future__ import annotations

import json

import pytest

from subsidy_rules.yaml.foreign_json import read_json

NONE = [b"", b"{", b"[" * 200_000, b'{"a":' * 100_000, b"\xff", b'"\xed\xa0\x80"', rb'"\ud800"', rb'{"\udc00": 1}', b"NaN", b"[Infinity]"]
NONE += [b"[-Infinity]", b"1e999", b"[-1e999]", b"9" * 5_000, b'{"a": 1, "a": 2}', b'{"a": {"b": 1, "b": 1}}', b"1 2"]


@pytest.mark.parametrize("text", NONE, ids=range(len(NONE)))
def test_what_is_none_is_one_error(text: bytes) -> None:
    with pytest.raises(ValueError):
        read_json(text)


@pytest.mark.parametrize("data", [None, [], {"a": {"b": [1, 2.5, "あ\u2028\U0001f600", True]}}, 10**40, "\\u"])
def test_what_is_some_is_read_as_it_was(data: object) -> None:
    for ascii_only in (True, False):
        written = json.dumps(data, ensure_ascii=ascii_only)
        assert read_json(written) == read_json(written.encode("utf-8")) == data
