"""Which elements of a page are headings: those marked as such, and lines set in bold or named a title that stand over other text."""

from __future__ import annotations

import re

from bs4.element import NavigableString, PreformattedString, Tag

from subsidy_rules.clauses.labels import fold

_MARKED = re.compile(r"h([1-6])")
_BOLD = frozenset({"b", "strong"})
_BOLD_STYLE = re.compile(r"font-weight:(?:bold|[6-9]00)")
_TITLE_NAME = re.compile(r"(?:^|[-_])(?:title|ttl|tit|heading|headline|head|hd|midashi|caption|subtitle)(?:[-_\d]|$)", re.IGNORECASE)
_LONGEST = 40
_BELOW_MARKED = 6  # a bold line divides what the headings of a page have titled
_SENTENCE = re.compile(r"[。、，．,]$|[：:].|(?<!\d)[.!?！？]$")
_VALUE = re.compile(r"\d\s?(?:[万千億]*円|[%％]|パーセント|名$|人$)|\d{1,2}日|\d/\d|分の|https?://")


def heading_level(tag: Tag, bullet: str) -> int | None:
    """1 to 6 for a heading, None for anything else. `bullet` is the mark of the list item that the element would begin."""
    if marked := _MARKED.fullmatch(tag.name):
        return int(marked[1])
    if tag.name not in ("p", "div") or bullet or tag.find_parent(["td", "th", "li", "dd"]) is not None:
        return None
    if not (_is_bold(tag) or _is_named_title(tag)) or not reads_as_heading(tag.get_text(" ", strip=True)):
        return None
    return _BELOW_MARKED if _stands_over_text(tag) else None


def reads_as_heading(text: str) -> bool:
    """Whether a bold line may be a heading: short, no sentence, and no value of its own."""
    folded = fold(text).strip()
    return 0 < len(folded) <= _LONGEST and not _SENTENCE.search(folded) and not _VALUE.search(folded) and not folded.startswith(("※", "*"))


def _is_bold(tag: Tag) -> bool:
    """Whether all text of an element is bold."""
    if _BOLD_STYLE.search(str(tag.get("style") or "").replace(" ", "")):
        return True
    texts = [node for node in tag.find_all(string=True) if not isinstance(node, PreformattedString) and node.strip()]
    return bool(texts) and all(_within_bold(node, tag) for node in texts)


def _within_bold(node: NavigableString, top: Tag) -> bool:
    for parent in node.parents:
        if parent is top:
            return False
        if parent.name in _BOLD or _BOLD_STYLE.search(str(parent.get("style") or "").replace(" ", "")):
            return True
    return False


def _is_named_title(tag: Tag) -> bool:
    names = tag.get("class")
    only_text = not any(isinstance(child, Tag) and child.name in ("p", "div", "ul", "ol", "table", "dl") for child in tag.children)
    return only_text and isinstance(names, list) and any(_TITLE_NAME.search(name) for name in names)


def _stands_over_text(tag: Tag) -> bool:
    """Whether something that is no heading follows beside it: the last line of a block is no heading of anything."""
    following = tag.find_next_sibling()
    if following is None:
        return tag.parent is not None and tag.parent.name in ("header", "summary", "div") and tag.parent.find_next_sibling() is not None
    return _MARKED.fullmatch(following.name) is None
