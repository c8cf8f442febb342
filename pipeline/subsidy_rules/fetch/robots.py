"""robots.txt after RFC 9309: groups by product token, the longest matching rule wins, `*` and `$` in paths."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

PRODUCT = "subsidy-rules"
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 kibibytes are to be read


@dataclass(frozen=True, slots=True)
class Robots:
    """What the file says to us: (allow, pattern) rules, and the pause that it asks for in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay_s: float = 0.0

    def refusal(self, path: str) -> str | None:
        """The rule that forbids the path; None where it may be fetched. Of two rules as long, the one that allows wins."""
        found = [(len(pattern), allow, pattern) for allow, pattern in self.rules if _matches(pattern, path)]
        if not found:
            return None
        _, allow, pattern = max(found)
        return None if allow else f"Disallow: {pattern}"


ALLOW_ALL = Robots()
REFUSE_ALL = Robots(((False, "/"),))


def parse_robots(text: str, product: str = PRODUCT) -> Robots:
    """The rules of the groups for our product token, else of those for `*`.

    >>> robots = parse_robots("User-agent: *\\nDisallow: /pdf/\\nAllow: /pdf/*.pdf$\\nCrawl-delay: 2")
    >>> robots.refusal("/pdf/a.html"), robots.refusal("/pdf/a.pdf"), robots.delay_s
    ('Disallow: /pdf/', None, 2.0)
    """
    ours: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for key, value in _lines(text):
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
            continue
        in_rules = True
        if product in agents:
            named = True
            ours.append((key, value))
        if "*" in agents:
            others.append((key, value))
    lines = ours if named else others
    rules = tuple((key == "allow", value) for key, value in lines if key in ("allow", "disallow") and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and re.fullmatch(r"\d+(\.\d+)?", value)]
    return Robots(rules, max(delays, default=0.0))


def _lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.lstrip("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            found.append((key.strip().lower(), value.strip()))
    return found


def _matches(pattern: str, path: str) -> bool:
    """Whether the path begins as the pattern says; parts between stars are looked for from left to right, which needs no going back."""
    anchored = pattern.endswith("$")
    path = unquote(path)
    first, *parts = unquote(pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not parts:
        return not anchored or path == first
    last = parts.pop() if anchored else ""
    at = len(first)
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - len(last) >= at and path.endswith(last)
