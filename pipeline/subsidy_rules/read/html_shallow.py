"""HTML text → tree of Beautiful Soup that is no deeper than a page with sense.

Below a hundred levels a damaged page nests without sense: tags that are never closed, lists in lists in lists. Everything that looks
through a tree takes time that grows with its depth; so the tags are left out there, and the text is taken as it stands.
"""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup
from bs4.builder._lxml import LXMLTreeBuilder

_DEEPEST = 120


class _ShallowBuilder(LXMLTreeBuilder):
    """Leaves out the tags of elements below the deepest level; lxml tells the end of each element that it told the start of."""

    _depth = 0

    def start(self, tag: Any, attrs: Any, nsmap: Any = {}) -> None:  # noqa: B006 - as in the class above it
        self._depth += 1
        if self._depth <= _DEEPEST:
            super().start(tag, attrs, nsmap)
        else:
            super().data(" ")

    def end(self, tag: Any) -> None:
        if self._depth <= _DEEPEST:
            super().end(tag)
        self._depth -= 1


def shallow_soup(text: str) -> BeautifulSoup:
    """The tree of a page."""
    return BeautifulSoup(text, builder=_ShallowBuilder())
