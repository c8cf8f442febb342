"""Patterns of robots.txt: what they match, and that a hostile one costs no more than its length."""

from __future__ import annotations

import sys

import pytest

from subsidy_rules.fetch.robots import parse_robots


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("/a", "/abc", True),
        ("/a$", "/abc", False),
        ("/a$", "/a", True),
        ("/*.pdf$", "/x/y.pdf", True),
        ("/*.pdf$", "/x/y.pdf?z", False),
        ("/*a*b*", "/xxaxxb", True),
        ("/*b*a$", "/xab", False),
        ("*", "/", True),
        ("/a*a$", "/a", False),
        ("/a*$", "/a", True),
        ("/%E8%A6%81", "/要領", True),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert (parse_robots(f"User-agent: *\nDisallow: {pattern}").refusal(path) is not None) == matches


def test_stars_without_end_cost_no_more_than_their_number() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 2000 + "$")
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        assert robots.refusal("/" + "a" * 1999 + "b") is None
    finally:
        sys.setprofile(None)
    assert calls < 30_000
