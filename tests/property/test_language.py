"""Folding: twice equals once, and every slice maps to exact source text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.language.normalise import fold
from subsidy_rules.language.quantities import find_quantities

ALPHABET = st.sampled_from("０１２３５万円億千～〜－／％以上下内未満超の（）()①②Ⅲ｡ｶﾞﾊﾟ ㈱㍻½\u3000\n\u00ad\ue000AbＺ。、補助率額上限一二三分")
TEXT = st.text(ALPHABET, max_size=60)


@given(TEXT)
def test_folding_twice_equals_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


@given(TEXT)
def test_each_folded_character_stands_for_a_slice_of_the_original(text: str) -> None:
    folded = fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert list(folded.starts) == sorted(folded.starts)
    for index in range(len(folded.text)):
        start, end = folded.span(index, index + 1)
        assert 0 <= start <= end <= len(text)
        assert folded.quote(index, index + 1) == text[start:end]


@given(TEXT)
def test_quantities_are_in_order_and_inside(text: str) -> None:
    folded = fold(text).text
    at = 0
    for quantity in find_quantities(folded):
        assert at <= quantity.end <= len(folded)
        assert quantity.start < quantity.end
        at = quantity.start
