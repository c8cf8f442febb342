"""Items of a document's lists that stand for themselves."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.document import Document
from subsidy_rules.statements.sections import Item, list_items


def top_items(document: Document, section: str) -> Iterator[Item]:
    """The items of the lists of one section, in reading order; what stands below such an item belongs to it."""
    seen: set[int] = set()
    for item in list_items(document):
        if item.section != section:
            continue
        seen.add(item.clause.clause_no)
        if not any(parent.clause_no in seen for parent in item.parents):
            yield item
