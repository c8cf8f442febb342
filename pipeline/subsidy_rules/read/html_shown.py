"""What a browser shows of a page: struck-out and hidden text, readings (ruby) and raised note numbers are dealt with before it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import Tag

from subsidy_rules.model.document import Problem
from subsidy_rules.read.raised import SUPERSCRIPTS
from subsidy_rules.read.told import problems_of_text

_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_READINGS = ["rt", "rp", "rtc"]
_RULE = re.compile(r"([^{}@]{1,400})\{([^{}]{0,2000})\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# only selectors that name an element by itself: what stands inside something else would need the whole of CSS
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?(?:\.([\w-]+)|#([\w-]+))?", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_HIDDEN = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|(?:^|;)opacity:0(?:\.0+)?(?:;|!|$)|font-size:0(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|(?:^|;)text-indent:-\d{3,}|(?:^|;)left:-\d{3,}"
)
_WHITE_TEXT = re.compile(r"(?:^|;)color:(?:#f{3}(?:f{3})?|white|rgba?\(255,255,255(?:,1)?\))(?:;|!|$)")
_TRANSPARENT = re.compile(r"(?:^|;)color:(?:transparent|rgba\(\d+,\d+,\d+,0(?:\.0+)?\))(?:;|!|$)")
_BACKGROUND = re.compile(r"background(?:-color|-image)?:(?!\s*(?:none|transparent|#fff\b|#ffffff\b|white)\b)")
_MATTERS = re.compile(f"{_STRUCK.pattern}|{_HIDDEN.pattern}|color:|background")
_NOTE = re.compile(r"[※＊*注()（）,、\s]*\d{1,2}[※＊*注()（）,、\s\d]{0,6}")
_FRACTION = re.compile(r"\s*[/⁄／]")


class _Styles(NamedTuple):
    """The declarations of the page's own style sheet for simple selectors: (element or "", class or "", id or "") → declarations."""

    rules: tuple[tuple[str, str, str, str], ...]

    def of(self, tag: Tag) -> str:
        """All declarations for an element, those of its own attribute last, without blanks, in small letters."""
        classes, own_id = tag.get("class"), str(tag.get("id") or "")
        names = classes if isinstance(classes, list) else []
        found = [
            told for element, name, by_id, told in self.rules
            if element in ("", tag.name) and name in ("", *names) and by_id in ("", own_id)
        ]  # fmt: skip
        return ";".join([*found, _squeezed(str(tag.get("style") or ""))])


def without_unshown(soup: BeautifulSoup) -> tuple[Problem, ...]:
    """Takes struck-out and hidden elements and readings out of the tree and raises note numbers; told is what of it had figures."""
    styles = _styles_of(soup)
    body = soup.body or soup
    struck = list(_taken(body, lambda tag: tag.name in _STRUCK_TAGS or _is_struck(styles.of(tag))))
    hidden = list(_taken(body, lambda tag: _is_hidden(tag, styles)))
    for reading in body.find_all(_READINGS):
        reading.decompose()
    for raised in body.find_all("sup"):
        _raise(raised)
    return (*problems_of_text("struck_out", struck), *problems_of_text("unseen", hidden))


def _styles_of(soup: BeautifulSoup) -> _Styles:
    rules = [
        (match[1] or "", match[2] or "", match[3] or "", _squeezed(told))
        for sheet in soup.find_all("style")
        for selectors, told in _RULE.findall(_COMMENT.sub("", sheet.get_text()))
        for selector in selectors.split(",")
        if (match := _SIMPLE.fullmatch(selector.strip())) and match.group()
    ]
    return _Styles(tuple(rule for rule in rules if _MATTERS.search(rule[3])))


def _squeezed(told: str) -> str:
    return re.sub(r"\s+(?=[:;])|(?<=[:;])\s+|\s*(?=,)|(?<=,)\s*", "", told.strip().lower())


def _is_struck(told: str) -> bool:
    return bool(told) and bool(_STRUCK.search(told))


def _is_hidden(tag: Tag, styles: _Styles) -> bool:
    told = styles.of(tag)
    if tag.has_attr("hidden") or _HIDDEN.search(told) or _TRANSPARENT.search(told):
        return True
    if not _WHITE_TEXT.search(told) or _BACKGROUND.search(told):
        return False
    # nothing but what the page itself says of its backgrounds is known: an outer style sheet may well paint one behind a class
    return not any(parent.get("class") or parent.get("bgcolor") or _BACKGROUND.search(styles.of(parent)) for parent in (tag, *tag.parents))


def _taken(body: Tag, wanted: Callable[[Tag], bool]) -> Iterator[str]:
    """The texts of the elements that are wanted; they are taken out of the tree."""
    for tag in body.find_all(True):
        if not tag.decomposed and tag.name not in ("html", "body") and wanted(tag):
            text = tag.get_text(" ", strip=True)
            tag.decompose()
            if text:
                yield text


def _raise(tag: Tag) -> None:
    """The number of a note as superscripts; a power or the upper half of a fraction stays."""
    text = tag.get_text()
    following = tag.next_sibling
    is_fraction = following is not None and bool(_FRACTION.match(following.get_text()))
    if _NOTE.fullmatch(text) and not is_fraction:
        tag.string = "".join(SUPERSCRIPTS.get(sign, sign) for sign in text.strip())
