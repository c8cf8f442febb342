"""Numbers printed at the foot of pages."""

from __future__ import annotations

from subsidy_rules.check.printed_pages import printed_numbers
from subsidy_rules.model.layout import Char, PageLayout


def page(page_no: int, foot: str, at: float = 800.0) -> PageLayout:
    chars = tuple(Char(text, 280.0 + 6 * n, at, 286.0 + 6 * n, at + 10, n, "") for n, text in enumerate(foot))
    return PageLayout(page_no=page_no, width_pt=595, height_pt=842, chars=chars)


def test_a_number_counts_where_pages_are_counted_on() -> None:
    assert printed_numbers([page(3, "2"), page(4, "- 3 -"), page(9, "５５")]) == {3: "2", 4: "3"}


def test_pages_that_print_the_number_of_the_file_tell_nothing() -> None:
    assert printed_numbers([page(3, "3"), page(4, "p.4")]) == {}
    assert printed_numbers([page(3, "2", at=100.0), page(4, "事務局")]) == {}
    assert printed_numbers([page(3, "7"), page(4, "20")]) == {}


def test_a_page_alone_is_believed() -> None:
    assert printed_numbers([page(5, "4/45")]) == {5: "4"}
