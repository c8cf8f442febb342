"""Colours lie where cells, headers and clauses stand."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from subsidy_rules.model.document import Document, Span
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.page_drawing import draw_page
from subsidy_rules.statements.section_reading import read_sections
from unit.report.shown import DOCUMENT

SCALE = 2
WIDTH, HEIGHT = 400 * SCALE, 300 * SCALE


def drawn(page_no: int, lang: Lang = "en", document: Document = DOCUMENT) -> Image.Image:
    out = io.BytesIO()
    Image.new("L", (WIDTH, HEIGHT), 255).save(out, format="PNG")
    return Image.open(io.BytesIO(draw_page(out.getvalue(), page_no, document, read_sections(document), lang))).convert("RGB")


def colour_at(picture: Image.Image, x_pt: float, y_pt: float) -> tuple[int, int, int]:
    """The colour at a place of the page, whose lower right corner is that of the picture."""
    x, y = picture.width - WIDTH + x_pt * SCALE, picture.height - HEIGHT + y_pt * SCALE
    found = picture.getpixel((int(x), int(y)))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def test_headers_are_tinted_and_other_cells_are_not() -> None:
    red, green, blue = colour_at(drawn(1), 250, 105)
    assert red > green > blue, "a header is orange"
    assert colour_at(drawn(1), 150, 165) == (255, 255, 255)


def test_cells_have_outlines_merged_ones_in_their_own_colour() -> None:
    plain, merged = colour_at(drawn(1), 101, 160), colour_at(drawn(1), 200, 101)
    assert plain[2] > plain[0], "a cell is outlined in blue"
    assert merged[0] > merged[1] < merged[2], "a merged cell is outlined in purple"


def test_clauses_are_tinted_by_what_their_list_is_headings_darker() -> None:
    first, second, _ = DOCUMENT.clauses
    item = second.model_copy(update={"headings": ("対象外となる会社",), "text": "休業中の会社"})
    heads = first.model_copy(update={"text": "対象外となる会社", "spans": (Span(start=0, end=8, bbox=(50, 40, 120, 52)),)})
    document = DOCUMENT.model_copy(update={"clauses": (heads, item, DOCUMENT.clauses[2])})
    picture = drawn(1, document=document)
    heading, body = colour_at(picture, 100, 46), colour_at(picture, 150, 66)
    assert heading[0] > heading[1] and body[0] > body[1], "an exclusion is red"
    assert sum(heading) < sum(body)


def test_zones_without_rules_have_one_colour() -> None:
    example = colour_at(drawn(2), 150, 126)
    assert example[2] > example[1], "an example is violet"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_page_with_nothing_on_it_has_a_legend(lang: Lang) -> None:
    picture = drawn(3, lang)
    legend = picture.crop((0, 0, picture.width, picture.height - HEIGHT))
    assert {(25, 90, 200), (225, 115, 0), (170, 0, 150)} <= {colour for _, colour in legend.getcolors(1 << 16) or []}
    assert colour_at(picture, 200, 150) == (255, 255, 255)
