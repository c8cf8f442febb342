"""The amount of text in a page, in time that grows with its length, whatever the page is made of."""

from __future__ import annotations

import sys
from functools import partial

import pytest

from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import run_alone
from subsidy_rules.process.watch import Tick
from subsidy_rules.read.amount import Amount, measure

MB = 1_000_000
# each once took time that grew with the square of its length, or more
HOSTILE = ("<script>", "<title>", "<!--", "<input ", "<style", "<noscript><b>", "<p title='", "<", "&", "<div>", "<table><tr><td>")


def test_what_a_page_shows() -> None:
    page = (
        "<html><head><title> 補助金の\n案内 </title><style>p{}</style></head><body><!-- 注 --><p>補助率は<b>1/2</b>。</p>"
        "<script>x()</script><input TYPE='Password'></body></html>"
    )
    found = measure(page.encode(), "a.html", "html")
    assert (found.title, found.asks_password, found.damaged) == ("補助金の 案内", True, False)
    assert "".join(found.text.split()) == "補助金の案内補助率は1/2。"


def judged(part: str, _: Tick) -> Amount:
    return measure((part * (MB // len(part))).encode(), "a.html", "html")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the time of a process is limited by POSIX means")
@pytest.mark.parametrize("part", HOSTILE)
def test_a_megabyte_of_it(part: str) -> None:
    """Seconds of processor time are limited, and far above what is needed: nothing but a square of the length meets the limit."""
    assert run_alone("a.html", partial(judged, part), Limits(memory_mb=1024, seconds=20)).pictures is False
