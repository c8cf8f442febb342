"""Text found again among the characters of a page."""

from __future__ import annotations

from subsidy_rules.check.page_text import lines_in, text_in
from subsidy_rules.coverage import CoverageReport, Entry, with_exact_boxes
from subsidy_rules.model.document import Box
from subsidy_rules.model.layout import Char, PageLayout


def layout(*lines: tuple[str, float, float]) -> PageLayout:
    """A page with these lines: text, x0, top; every character is 10 points wide and high."""
    chars = []
    for text, x0, top in lines:
        for place, char in enumerate(text):
            chars.append(Char(char, x0 + 10 * place, top, x0 + 10 * place + 10, top + 10, len(chars), ""))
    return PageLayout(page_no=1, width_pt=595, height_pt=842, chars=tuple(chars))


def test_a_quote_is_found_over_a_line_end_with_a_box_for_each_line() -> None:
    page = layout(("上限は５０万", 50, 100), ("円とする", 50, 120))
    assert text_in(page).find("５０万円") == ((80, 100, 110, 110), (50, 120, 60, 130))
    assert text_in(page).find("６０万円") == ()


def test_a_label_between_two_lines_does_not_part_them() -> None:
    page = layout(("上限は五十万円を超", 80, 100), ("⑥", 50, 110), ("える者", 80, 120))
    assert text_in(page).find("五十万円を超える者") == ((110, 100, 170, 110), (80, 120, 110, 130))


def test_the_nth_place_and_the_box_tell_equal_texts_apart() -> None:
    page = layout(("１／２と１／２", 50, 100), ("１／２", 300, 100))
    assert text_in(page).find("１／２", 1) == ((90, 100, 120, 110),)
    box: Box = (290, 90, 400, 120)
    assert text_in(page, box).find("１／２") == ((300, 100, 330, 110),)
    assert text_in(page, box).find("１／２", 1) == ()
    assert lines_in(page, box) == "１／２"


def test_entries_get_the_boxes_of_their_own_figures() -> None:
    cell: Box = (40, 90, 200, 130)
    entries = tuple(Entry(state="unread", kind="ratio", text="１／２", context="", page=1, boxes=(cell,)) for _ in range(3))
    report = CoverageReport(name="x", sha256="0", format="pdf", n_pages=1, entries=entries)
    boxes = [entry.boxes for entry in with_exact_boxes(report, [layout(("１／２と１／２", 50, 100))]).entries]
    assert boxes == [((50, 100, 80, 110),), ((90, 100, 120, 110),), (cell,)]


def test_a_slice_of_a_quote_is_found_where_the_quote_stands() -> None:
    page = layout(("補助率は２／３以内とする。", 50, 100), ("町内の者の補助率は２／３", 50, 120), ("以内とする。", 50, 140))
    quote = "町内の者の補助率は２／３以内とする。"
    assert text_in(page).part(quote, 9, 14) == ((140, 120, 170, 130), (50, 140, 70, 150))
    assert text_in(page).part("別の文", 0, 1) == ()
