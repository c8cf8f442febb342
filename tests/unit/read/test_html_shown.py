"""What a browser does not show is not read; readings and note numbers stand in no value."""

from __future__ import annotations

import pytest

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document
from subsidy_rules.read.html import read_html

STYLES = ".old{ text-decoration : line-through } .gone,#x { display: none } .night{background-color:#123}"


def read(body: str) -> Document:
    page = f"<html><head><meta charset='utf-8'><style>{STYLES}</style></head><body><h1>案内</h1><p>次のとおりです。</p>{body}</body></html>"
    return read_html(page.encode(), "a.html")


def texts(document: Document) -> list[str]:
    return [clause.text for clause in document.clauses][2:]


@pytest.mark.parametrize(
    "old",
    [
        "<s>300万円</s>",
        "<del>300万円</del>",
        "<strike>300万円</strike>",
        '<span style="text-decoration: line-through red">300万円</span>',
        '<span class="big old">300万円</span>',
    ],
)
def test_struck_out_values_are_left_out_and_told(old: str) -> None:
    document = read(f"<p>補助上限額：{old}450万円</p>")
    assert texts(document) == ["補助上限額：450万円"]
    (problem,) = document.problems
    assert problem.code == "struck_out" and "300万円" in problem.en


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        'style="display:none"',
        'style="visibility: hidden"',
        'style="opacity: 0"',
        'style="font-size:0"',
        'style="color:#fff"',
        'style="color: transparent"',
        'class="gone"',
        'id="x"',
    ],
)
def test_hidden_values_are_left_out_and_told(attributes: str) -> None:
    document = read(f"<p>補助率：2分の1</p><p {attributes}>補助上限額：900万円</p>")
    assert texts(document) == ["補助率：2分の1"]
    assert [problem.code for problem in document.problems] == ["unseen"]


def test_white_on_a_dark_ground_and_half_transparent_text_are_read() -> None:
    document = read(
        '<div style="background:#036"><p style="color:#fff">補助率：2分の1</p></div>'
        '<p class="night" style="color:white">補助上限額：900万円</p><p style="opacity:0.8">締切：5月1日</p>'
    )
    assert texts(document) == ["補助率：2分の1", "補助上限額：900万円", "締切：5月1日"]
    assert document.problems == ()


def test_readings_are_left_out() -> None:
    document = read("<p><ruby>補助率<rp>（</rp><rt>ほじょりつ</rt><rp>）</rp></ruby>：３<ruby>分<rt>ぶん</rt></ruby>の２</p>")
    assert texts(document) == ["補助率：３分の２"]


@pytest.mark.parametrize(
    ("body", "folded"),
    [
        ("<p>上限：150<sup>※1</sup>万円</p>", "上限:150万円"),
        ("<p>上限：150<sup>2</sup>万円</p>", "上限:150万円"),
        ("<p>率：<sup>1</sup>/2以内</p>", "率:1/2以内"),
        ("<p>面積：30m<sup>2</sup>以上</p>", "面積:30m2以上"),
    ],
)
def test_numbers_of_notes_are_no_digits(body: str, folded: str) -> None:
    assert [fold_text(text) for text in texts(read(body))] == [folded]
