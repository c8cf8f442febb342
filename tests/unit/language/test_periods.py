"""Periods of folded texts, row by row; and what holds for every text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.periods import find_periods

Row = tuple[str, str | None, str | None, str | None]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("令和13年5月9日（金曜日）から令和13年6月10日（火曜日）17時まで", [("range", "2031-05-09", "2031-06-10T17:00", None)]),
        ("2031年12月1日～翌年1月31日", [("range", "2031-12-01", "2032-01-31", None)]),
        ("2031年4月～7月", [("range", "2031-04", "2031-07", None)]),
        ("～2031年7月4日", [("until", None, "2031-07-04", None)]),
        ("2031年3月～※順次公表", [("from", "2031-03", None, None)]),
        ("交付決定日～６ヶ月間程度", [("term", "award_date", None, "P6M")]),
        ("交付決定日から最長で2032年2月27日（金）まで", [("until", None, "2032-02-27", None)]),
        ("補助事業完了後３０日以内", [("term", "completion", None, "P30D")]),
        ("2031年(令和13年)5月9日より", [("from", "2031-05-09", None, None)]),
        ("2031年7月4日（金）午後5時まで", [("until", None, "2031-07-04T17:00", None)]),
        ("2031年7月4日正午必着", [("until", None, "2031-07-04T12:00", None)]),
        ("2031年7月4日10時半から", [("from", "2031-07-04T10:30", None, None)]),
        ("2031年7月4日24時まで", [("until", None, "2031-07-04", None)]),
        (
            "補助事業完了後30日以内又は2031年2月10日のいずれか早い日まで",
            [("until", None, "earliest(completion+P30D, 2031-02-10)", None)],
        ),
        ("2031年2月10日17時か交付決定日から6か月後のいずれか遅い方", [("until", None, "latest(2031-02-10T17:00, award_date+P6M)", None)]),
        (
            "交付決定日から10か月以内（ただし、採択発表日から12か月後の日まで）",
            [("until", None, "earliest(award_date+P10M, announcement+P12M)", None)],
        ),
        ("補助事業完了後30日以内又は2031年2月10日", [("term", "completion", None, "P30D"), ("point", "2031-02-10", None, None)]),
        ("毎年4月1日から5月31日まで", []),
        ("昭和22年5月3日法律第34号", []),
        ("公募開始日（2031年5月9日）以降の日付", []),
        ("第2条第1項、3年間、1/2以内", []),
    ],
)
def test_reads_exactly_these_periods(text: str, rows: list[Row]) -> None:
    assert [(p.shape, p.begin, p.until, p.duration) for p in find_periods(fold_text(text), 2031)] == rows


def test_a_date_without_a_year_takes_the_year_that_its_weekday_fits() -> None:
    (period,) = find_periods(fold_text("1月9日（金）"), 2031)
    assert period.begin == "2032-01-09"
    assert period.reasons == ("year_from_document",)


def test_a_weekday_that_fits_no_such_date_is_told() -> None:
    (period,) = find_periods(fold_text("2031年7月5日（金）"))
    assert period.reasons == ("weekday",)


@given(st.text(alphabet="0123456789年月日～から交付決定後火()/:以内か翌令和毎、", max_size=40))
@settings(max_examples=200)
def test_periods_lie_in_the_text_in_order(text: str) -> None:
    folded = fold_text(text)
    at = 0
    for period in find_periods(folded, 2031):
        assert at <= period.start < period.end <= len(folded)
        assert period.begin is not None or period.until is not None
        at = period.end


def test_so_long_after_the_project_was_completed_or_its_end_whichever_is_earlier() -> None:
    text = (
        "事業が完了（中止を含む。）したときは、その日から起算して20日を経過した日又は補助事業期間の終了日のいずれか早い日までに報告書を出す"
    )
    (period,) = find_periods(fold_text(text))
    assert (period.shape, period.until) == ("until", "earliest(completion+P20D, project_end)")
    (later,) = find_periods(fold_text("事業完了後20日以内又は事業完了期限日のいずれか遅い日まで"))
    assert later.until == "latest(completion+P20D, project_end)"
    (open_end,) = find_periods(fold_text("事業が終了したときは、その日から起算して20日を経過した日又は別に示す日"))
    assert (open_end.shape, open_end.begin, open_end.duration) == ("term", "completion", "P20D")
