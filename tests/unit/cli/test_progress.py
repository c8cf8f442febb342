"""How far the work on many documents has come, in a line."""

from __future__ import annotations

from subsidy_rules.cli.progress import Progress
from subsidy_rules.messages.message import Words
from subsidy_rules.model.errors import Place, ReadError

ERROR = ReadError(Place("x.pdf"), Words("no", "否"), Words("because", "故に"), Words("do", "せよ"))


def test_a_line_tells_documents_pages_what_is_slow_and_the_time_left() -> None:
    now, said = [0.0], []
    watch = Progress("en", said.append, lambda: now[0])
    watch.begin(40, 3)
    watch.tick("a.pdf p.1")
    assert said == []
    for at in range(10):
        now[0] += 12
        watch.done(f"{at}.pdf", 30, 40.0 if at == 4 else 2.0, ERROR if at == 7 else None)
    assert len(said) == 3
    assert watch.line() == (
        "10 of 40 documents; 3 kept; 1 with an error; 300 pages, 2.5 a second; slowest: 4.pdf (40 s), 9.pdf (2 s), 8.pdf (2 s); "
        "about 6 minutes left; now: a.pdf p.1"
    )
    assert watch.is_large


def test_nothing_to_do_needs_no_line() -> None:
    said: list[str] = []
    watch = Progress("en", said.append, lambda: 100.0)
    watch.begin(0, 5)
    watch.tick("x")
    assert said == []
    assert not watch.is_large
