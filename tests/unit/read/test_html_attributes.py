"""Pages with more attributes in one element than the parser takes in linear time."""

from __future__ import annotations

import pytest

from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.amount import measure
from subsidy_rules.read.html import _without_templates, read_html
from subsidy_rules.read.html_attributes import MOST, refuse_overgrown
from subsidy_rules.read.links import find_links

MANY = " ".join(f"a{n}='{n}'" for n in range(MOST + 1))
FEW = " ".join(f"a{n}" for n in range(MOST))
WORDS = "対象となる経費は次のとおりです。" * 9


@pytest.mark.parametrize(
    "attributes",
    [MANY, MANY.replace("'", '"'), MANY.replace("'", ""), f"{FEW} x", "/".join(f"a{n}" for n in range(MOST + 1))],
)
def test_they_are_refused_in_every_way_of_writing(attributes: str) -> None:
    with pytest.raises(ReadError, match="attributes"):
        refuse_overgrown(f"<!doctype html><script>1</script><P {attributes}>{WORDS}</P>", "page.html")


@pytest.mark.parametrize(
    "page",
    [
        f"<p {FEW}>{WORDS}</p>" * 3,
        f"<!-- <p {MANY}> --><!--><p>{WORDS}</p>",
        f"<script>if (i<n && {MANY}) {{}}</script><style>a<b {MANY}</style><p>{WORDS}</p>",
        f'<p title="<b {MANY}>">{WORDS}</p>',
        f"<p>1 < 2 {MANY}</p>",
        f"<p title='{MANY.replace(chr(39), '')}",
        "<script>" + "a " * MOST * 2,
        "<input " * MOST * 2,
    ],
)
def test_what_is_no_attribute_is_not_counted(page: str) -> None:
    assert refuse_overgrown(page, "page.html") == page


def test_all_that_parses_pages_refuses_them() -> None:
    data = f"<!doctype html><body><p {MANY}>{WORDS}</p></body>".encode()
    for read in (
        lambda: measure(data, "page.html", "html"),
        lambda: read_html(data, "page.html"),
        lambda: find_links(data, "page.html", "a"),
    ):
        with pytest.raises(ReadError, match="attributes"):
            read()


@pytest.mark.parametrize("opened", ["<?", "<%", "{%"])
def test_marks_of_templates_that_are_never_closed_are_gone_through_once(opened: str) -> None:
    closed = opened[::-1].translate(str.maketrans("<{", ">}"))
    page = f"<!doctype html><body><p>{opened} x {closed}{WORDS}</p>" + f"<p>{opened}" * 1000
    assert " x " not in _without_templates(page)
    assert _without_templates(page).count(opened) == 1000
