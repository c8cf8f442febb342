"""Pages that are pictures are read where it is asked for, as their text layer would be; what comes of them is marked and never sure."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from scans import GUIDELINE, SAMPLES, scanned_amounts
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Table
from subsidy_rules.model.errors import ReadError
from subsidy_rules.model.layout import PageLayout, Unread
from subsidy_rules.process.guard import Limits
from subsidy_rules.read.document import read_document, read_with_parts
from subsidy_rules.read.picture_lines import PixelRule
from subsidy_rules.read.picture_text import _struck, _without_unsure, parts_to_read
from subsidy_rules.read.recognise import Seen, SeenLine


@cache
def scan() -> Document:
    return read_document(scanned_amounts(turn=0.4), "scan.pdf", ocr=True)


def texts(table: Table) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, "".join(fold_text(c.text).split())) for c in table.cells]


def words_in(text: str) -> str:
    return "".join(text.split())


@pytest.mark.slow
def test_a_table_on_a_page_without_text_layer_is_read_as_from_its_text_layer() -> None:
    name, page_no = GUIDELINE
    (drawn,) = [t for t in read_document((SAMPLES / name).read_bytes(), name).tables if t.page_no == page_no and t.n_rows == 5]
    (read,) = scan().tables
    # the model knows no reference mark
    assert texts(read) == [(*place, text.replace("※", "")) for *place, text in texts(drawn)]
    assert read.engine == "grid"


@pytest.mark.slow
def test_what_is_read_from_a_picture_is_told_and_boxed() -> None:
    (page,) = scan().pages
    assert page.problem is None
    assert len(page.from_pictures) >= 10
    assert all(0 <= x0 < x1 <= 595 and 95 <= top < bottom <= 290 for x0, top, x1, bottom in page.from_pictures)
    assert [problem.code for problem in scan().problems] == ["from_picture"]


@pytest.mark.slow
def test_a_text_layer_beside_the_picture_stays_as_it_is_and_the_same_picture_gives_the_same_text() -> None:
    data = scanned_amounts("Guideline of 2025, 12 pages, see below for all of it", turn=0.4)
    read, plain = read_document(data, "a.pdf", ocr=True), read_document(data, "a.pdf")
    assert read.pages[0].lines[:1] == plain.pages[0].lines
    # a line above moves the boxes of the page by a fraction of a dot, and with them what parts two words
    assert [words_in(line.text) for line in read.pages[0].lines[1:]] == [words_in(line.text) for line in scan().pages[0].lines]
    assert [texts(table) for table in read.tables] == [texts(table) for table in scan().tables]


def test_without_being_asked_nothing_is_read_and_the_error_names_the_option() -> None:
    with pytest.raises(ReadError, match="--ocr"):
        read_document(scanned_amounts(), "scan.pdf")


@pytest.mark.slow
def test_reading_pictures_has_limits_of_its_own() -> None:
    with pytest.raises(ReadError, match=r"needs more than|ended here"):
        read_with_parts(scanned_amounts(), "scan.pdf", limits=Limits(picture_memory_mb=0, memory_mb=64), ocr=True)


def test_only_pages_without_text_and_large_pictures_are_looked_at() -> None:
    page = PageLayout(1, 600, 800)
    assert parts_to_read(replace(page, problem="no_text_layer")) == ((0.0, 0.0, 600, 800),)
    assert parts_to_read(replace(page, unread=(Unread("no_letters"),))) == ((0.0, 0.0, 600, 800),)
    assert parts_to_read(replace(page, pictures=((10, 10, 40, 40),))) == ()
    strips = ((0, 100, 600, 140), (0, 140, 600, 180), (0, 181, 620, 220))
    assert parts_to_read(replace(page, pictures=strips)) == ((0, 100, 600.0, 220),)
    assert parts_to_read(replace(page, pictures=strips, unread=(Unread("recognised"),))) == ()


def line(text: str, *unsure: int) -> SeenLine:
    chars = (Seen(sign, 10.0 * at, 10.0 * at + 10, False, 0.5 if at in unsure else 0.99) for at, sign in enumerate(text))
    return SeenLine(100.0, 110.0, tuple(chars))


def test_a_figure_of_which_one_sign_is_not_sure_is_not_read_at_all() -> None:
    def read(text: str, *unsure: int) -> str:
        return "".join(char.text for char in _without_unsure(line(text, *unsure).chars))

    assert read("上限1,500万円", 3) == "上限〓〓〓〓〓〓円"
    assert read("上限1,500万円", 0, 8) == "上限1,500万円"
    assert read("三年間", 0) == "〓年間"
    assert read("一部の者", 0) == "一部の者"


def test_characters_that_a_rule_runs_through_are_struck_out() -> None:
    through, under = PixelRule(False, 105.0, 18.0, 52.0, 1.0), PixelRule(False, 110.0, 0.0, 90.0, 1.0)
    clear, struck = _struck(line("上限500円まで"), (through, under))
    assert "".join(char.text for char in struck) == "500"
    assert "".join(char.text for char in clear) == "上限円まで"
