"""A number says the same however it is spelled."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.compare.findings import compare_units
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

_KANJI = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def unit(text: str) -> Unit:
    return Unit(text, (), Evidence(source="", quote=text))


def document(*texts: str) -> tuple[Unit, ...]:
    units = (Unit(text, ("補助額",), Evidence(source="", quote=text), order=n, group=f"c{n}") for n, text in enumerate(texts))
    return tuple(units)


def in_kanji(number: int) -> str:
    """1 to 9999 with 千, 百 and 十."""
    out = ""
    for size, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if digit:
            out += ("" if digit == 1 and sign else _KANJI[digit]) + sign
    return out


@given(st.integers(1, 9999))
def test_amounts_in_all_spellings_are_one(man: int) -> None:
    spellings = [
        f"{man}万円",
        f"{man:,}万円",
        f"{man * 10:,}千円",
        f"{man * 10_000:,}円",
        f"{in_kanji(man)}万円",
        f"{man}万円".translate(_WIDE),
    ]
    plain = {unit(f"補助額は{text}以内とすること。").plain for text in spellings}
    assert len(plain) == 1
    assert unit(f"補助額は{man + 1}万円以内とすること。").plain not in plain


@given(st.lists(st.integers(1, 9999), min_size=1, max_size=6, unique=True), st.randoms(use_true_random=False))
def test_a_document_whose_numbers_are_spelled_otherwise_and_whose_sentences_are_moved_says_the_same(
    sums: list[int], chance: Random
) -> None:
    old = [f"{n}枠の補助額は{man}万円以内とすること。" for n, man in enumerate(sums)]
    new = [f"{n}枠の補助額は{chance.choice((f'{man * 10:,}千円', f'{in_kanji(man)}万円'))}以内とすること。" for n, man in enumerate(sums)]
    chance.shuffle(new)
    assert compare_units(document(*old), document(*new)).findings == ()


@given(st.integers(1, 9), st.integers(2, 99))
def test_fractions_years_and_persons(n: int, d: int) -> None:
    for one, other in (
        (f"{d}分の{n}以内", f"{n}/{d}以内".translate(_WIDE)),
        (f"令和{n}年度の補正", f"{2018 + n}年度の補正"),
        (f"1人当たり{d}%以上", f"一人あたり{d}パーセント以上"),
    ):
        assert unit(f"対象は{one}とする。").plain == unit(f"対象は{other}とする。").plain
