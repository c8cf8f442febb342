"""A repayment of which only the share and the time are told, and not why, is never told as sure."""

from __future__ import annotations

from unit.kinds.test_kind_cases import found


def reasons_of(text: str) -> list[tuple[str, ...]]:
    return [candidate.reasons for candidate in found({"text": text}) if candidate.kind == "clawback"]


def test_a_row_without_a_reason_says_so_and_one_with_a_reason_does_not() -> None:
    head = "# 補助金の返還\n\n期間 | 返還する額\n---|---\n"
    without = reasons_of(f"{head}2年未満 | 全額\n2年以上4年未満 | 4分の1\n")
    named = reasons_of(f"{head}2年未満で移転した場合 | 全額\n2年以上4年未満で移転した場合 | 4分の1\n")
    assert len(without) == len(named) == 2
    assert all("told_elsewhere" in reasons for reasons in without)
    assert not any("told_elsewhere" in reasons for reasons in named)


def test_so_does_a_line_of_a_list() -> None:
    lines = reasons_of("# 補助金の返還\n\n- 2年未満：全額\n- 2年以上4年未満：半額\n")
    assert len(lines) == 2 and all("told_elsewhere" in reasons for reasons in lines)
