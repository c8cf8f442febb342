"""Articles that were numbered anew → which number became which, so that references to them are known again.

An article that is inserted moves all behind it, and every 第N条 that points there is printed with another number: the same sentence.
A reference that does not follow the articles is another sentence.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterable

_ARTICLE = re.compile(r"第([0-9０-９]+)条")


class Renumbered:
    """Which article became which, as rules tell that stand in both documents in the same words."""

    def __init__(self, places: Iterable[tuple[str, str]]) -> None:
        """`places`: where a rule stood and where it stands now, as their evidence says (`第9条2`)."""
        found: dict[int, set[int]] = defaultdict(set)
        for old, new in places:
            before, after = _ARTICLE.match(old), _ARTICLE.match(new)
            if before is not None and after is not None:
                found[_number(before)].add(_number(after))
        self._known = {old: news.pop() for old, news in found.items() if len(news) == 1}
        self._order = sorted(self._known)

    def number(self, article: int) -> int | None:
        """The number that an article has now; None where that is not known.

        Without a rule of its own, it moved as the nearest before and behind it did, where these moved alike.

        >>> moved = Renumbered([("第7条", "第7条"), ("第9条2", "第10条2"), ("第27条一", "第28条一")])
        >>> [moved.number(n) for n in (7, 8, 16, 27, 30)]
        [7, None, 17, 28, None]
        """
        if article in self._known:
            return self._known[article]
        at = bisect(self._order, article)
        if not 0 < at < len(self._order):
            return None
        below, above = self._order[at - 1], self._order[at]
        shift = self._known[below] - below
        return article + shift if self._known[above] - above == shift else None

    def now(self, text: str) -> str | None:
        """The text with the numbers that its articles have now, in half width; None where one is not known, or it names none."""
        numbers = [self.number(_number(match)) for match in _ARTICLE.finditer(text)]
        if not numbers or None in numbers:
            return None
        left = iter(numbers)
        return _ARTICLE.sub(lambda match: f"第{next(left)}条", text)


def in_half_width(text: str) -> str:
    """The text with the numbers of articles in half width.

    >>> in_half_width("第１０条に規定する１０円")
    '第10条に規定する１０円'
    """
    return _ARTICLE.sub(lambda match: f"第{_number(match)}条", text)


def _number(match: re.Match[str]) -> int:
    return int(unicodedata.normalize("NFKC", match[1]))
