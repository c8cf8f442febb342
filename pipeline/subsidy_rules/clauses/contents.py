"""Where a table of contents ends in a text without pages: where a title that it lists comes again, or a sentence stands."""

from __future__ import annotations

import re

from subsidy_rules.clauses.zones import squeeze

_LEADERS = re.compile(r"[.…・‥\-_]*[pP]?\.?\d*(?:ページ|頁)?$")
_MARK = re.compile(r"^(?:第?\d{1,2}[.章)]?|[・●○■*])")
_SENTENCE = re.compile(r".{15,}。$")


class ContentsEnd:
    """What the table of contents that is open lists so far."""

    def __init__(self) -> None:
        self._listed: set[str] = set()

    def ends_at(self, text: str) -> bool:
        """Whether a block that follows the heading 目次 is no longer of the contents.

        >>> contents = ContentsEnd()
        >>> [contents.ends_at(text) for text in ("1. 対象者 ……1", "2. 補助額 ……2", "1. 対象者")]
        [False, False, True]
        """
        title = _MARK.sub("", _LEADERS.sub("", squeeze(text)))
        again = title in self._listed or _SENTENCE.match(squeeze(text)) is not None
        self._listed = set() if again else self._listed | {title}
        return again
