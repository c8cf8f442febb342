"""Bold lines and lines named titles are headings of what follows; bold sentences and values are not."""

from __future__ import annotations

import pytest

from subsidy_rules.read.html import read_html
from subsidy_rules.read.text import read_text

PAGE = "<html><meta charset='utf-8'><body><h1>案内</h1>{}<p>補助額：15万円以上</p>{}</body></html>"
BOLD = '<div style="font-weight: bold">甲枠</div>'


@pytest.mark.parametrize(
    "line",
    ["<p><b>甲枠</b></p>", "<p><strong>甲枠</strong></p>", '<p class="box_title">甲枠</p>', '<div style="font-weight: bold">甲枠</div>'],
)
def test_a_bold_line_is_a_heading(line: str) -> None:
    page = PAGE.format("<h2>内容</h2>" + line, "<h2>別</h2><p>以上です。</p>")
    clauses = read_html(page.encode(), "a.html").clauses
    assert [clause.heading for clause in clauses] == [True, True, True, False, True, False]
    assert clauses[3].headings == ("案内", "内容", "甲枠")
    assert clauses[5].headings == ("案内", "別")


@pytest.mark.parametrize(
    "line",
    ["<p><b>必ず読んでください。</b></p>", "<p><b>補助上限額：100万円</b></p>", "<p><b>甲枠</b>は次のとおり</p>", "<p><b>1/2以内</b></p>"],
)
def test_other_bold_text_is_none(line: str) -> None:
    page = PAGE.format(line, "")
    assert [clause.heading for clause in read_html(page.encode(), "a.html").clauses] == [True, False, False]


def test_bold_lines_of_markdown_are_headings_and_struck_words_go() -> None:
    text = "# 案内\n\n**甲枠**\n\n補助額：~~100万円~~150万円\n\n**乙枠**\n\n補助額：200<sup>1</sup>万円\n"
    document = read_text(text.encode(), "a.md")
    assert [(clause.text, clause.headings) for clause in document.clauses if not clause.heading] == [
        ("補助額：150万円", ("案内", "甲枠")),
        ("補助額：200¹万円", ("案内", "乙枠")),
    ]
    assert [problem.code for problem in document.problems] == ["struck_out"]
