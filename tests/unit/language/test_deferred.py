"""A pattern that is compiled when it is first asked, and does then what a compiled one does."""

from __future__ import annotations

import re
from typing import Any

import pytest

from subsidy_rules.language import deferred as module
from subsidy_rules.language.deferred import deferred


def test_nothing_is_compiled_before_something_is_asked(monkeypatch: Any) -> None:
    compiled: list[str] = []

    def compile_noted(words: str, flags: int) -> re.Pattern[str]:
        compiled.append(words)
        return re._compiler.compile(words, flags)  # type: ignore[attr-defined]

    monkeypatch.setattr(module.re, "compile", compile_noted)
    digits = deferred(r"\d+")
    assert compiled == []
    assert digits.search("a12") is not None
    assert digits.fullmatch("a12") is None
    assert compiled == [r"\d+"]


def test_it_does_what_a_compiled_pattern_does() -> None:
    words, flags, text = r"(?P<word>[a-c]+)(\d)", re.IGNORECASE, "AB1 cc2 d3"
    late, at_once = deferred(words, flags), re.compile(words, flags)
    assert [match.groups() for match in late.finditer(text)] == [match.groups() for match in at_once.finditer(text)]
    assert (late.findall(text), late.sub("-", text)) == (at_once.findall(text), at_once.sub("-", text))
    assert late.subn("-", text) == at_once.subn("-", text)
    assert (late.split(text), late.pattern, late.flags) == (at_once.split(text), at_once.pattern, at_once.flags)
    assert (late.groups, late.groupindex) == (at_once.groups, at_once.groupindex)
    with pytest.raises(AttributeError):
        late.replace  # type: ignore[attr-defined]  # noqa: B018
