"""Whatever the lines are: spans cover each clause, nothing is lost and nothing doubled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.clauses import read_change_log, split_clauses, zoned_rows
from subsidy_rules.model.document import Line, Page

_WORDS = st.sampled_from(
    [
        "（１）",
        "①",
        "・",
        "※",
        "一 ",
        "２－１ ",
        "第３条 ",
        "（例）",
        "改訂前）",
        "目次",
        "補助金は、",
        "以下とする。",
        "別紙１",
        "【補足】",
        "⚫",
        "。",
        "「",
        "」",
        "（",
        "）",
        "A",
        " ",
    ]
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=8).map("".join).filter(lambda text: bool(text.strip()))


def _bare(texts: Iterable[str]) -> str:
    return re.sub(r"\s", "", "".join(texts))


@st.composite
def _pages(draw: st.DrawFn) -> list[Page]:
    pages = []
    for page_no in range(1, draw(st.integers(1, 4)) + 1):
        lines = []
        top = 110.0  # below the margin, where equal lines would be running heads
        for _ in range(draw(st.integers(0, 8))):
            x0, width = draw(st.sampled_from([50.0, 60.0, 72.0, 200.0])), draw(st.sampled_from([80.0, 300.0, 480.0]))
            lines.append(Line(text=draw(_TEXTS), bbox=(x0, top, min(x0 + width, 545.0), top + 10)))
            top += draw(st.sampled_from([14.0, 20.0, 45.0]))
        pages.append(Page(page_no=page_no, width_pt=595, height_pt=842, lines=tuple(lines)))
    return pages


@given(_pages())
def test_clauses_hold_all_lines_once(pages: list[Page]) -> None:
    clauses = split_clauses(zoned_rows(pages, ()))
    spans = [(span.page_no, span.bbox) for clause in clauses for span in clause.spans]
    assert len(spans) == len(set(spans))
    assert set(spans) <= {(page.page_no, line.bbox) for page in pages for line in page.lines}
    assert _bare(clause.label + clause.text for clause in clauses) == _bare(line.text for page in pages for line in page.lines)
    for clause in clauses:
        assert clause.spans[0].start == 0 and clause.spans[-1].end == len(clause.text)
        assert all(one.end == other.start for one, other in zip(clause.spans, clause.spans[1:], strict=False))
        assert all(0 <= a < b <= len(clause.text) for a, b in clause.sentences)
        assert all(a2 >= b1 for (_, b1), (a2, _) in zip(clause.sentences, clause.sentences[1:], strict=False))
    assert [clause.clause_no for clause in clauses] == list(range(1, len(clauses) + 1))
    read_change_log(zoned_rows(pages, ()), ())
