"""Figures of a sentence that no bound of its rules has."""

from __future__ import annotations

from subsidy_rules.model.rule import Leaf, Unread
from subsidy_rules.statements.figures_left import figures_left, told_of
from subsidy_rules.statements.sentence_reading import read_sentence

TEXT = "席が４０席以上で、売上が９００万円を超えないこと。"
SEATS = Leaf(fact="other", of="席", op="ge", value=40, unit="seat")


def test_a_figure_that_stands_in_no_bound_is_left() -> None:
    assert figures_left(read_sentence(TEXT), TEXT, told_of([SEATS]))


def test_figures_that_are_bounds_or_stand_in_the_words_of_a_condition_are_not() -> None:
    sales = Leaf(fact="other", of="売上", op="le", value=9000000, unit="yen")
    assert not figures_left(read_sentence(TEXT), TEXT, told_of([(SEATS, sales)]))
    assert not figures_left(read_sentence(TEXT), TEXT, told_of([SEATS, Unread(unread="売上が９００万円を超えない")]))


def test_how_long_a_plan_runs_is_no_bound() -> None:
    text = "４年以上の事業計画期間を定めること。"
    assert not figures_left(read_sentence(text), text, told_of([None]))
