"""HTML page → its links, for guide and download pages that announce documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from soupsieve import SelectorSyntaxError

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.read.charset import decode
from subsidy_rules.read.html_attributes import refuse_overgrown


@dataclass(frozen=True, slots=True)
class Link:
    """One link as the page has it: its address, relative or not, and its words with white space joined."""

    href: str
    text: str


def find_links(data: bytes, name: str, selector: str) -> tuple[Link, ...]:
    """The links that a CSS selector finds, in page order; the same address once.

    An element that is no link itself gives the links inside it.

    Raises:
        ReadError: the bytes are no text, or an element has more attributes than a page has.
        SourceError: the selector is not one.
    """
    soup = BeautifulSoup(refuse_overgrown(decode(data, name).text, name), "lxml")
    try:
        found = soup.select(selector)
    except SelectorSyntaxError as error:
        raise _no_selector(selector, str(error).splitlines()[0]) from error
    links: dict[str, Link] = {}
    for element in found:
        for href, text in _anchors(element):
            links.setdefault(href, Link(href, " ".join(text.split())))
    return tuple(links.values())


def _anchors(element: object) -> Iterator[tuple[str, str]]:
    from bs4 import Tag

    if not isinstance(element, Tag):
        return
    for tag in (element, *element.find_all("a")):
        href = tag.get("href")
        if isinstance(tag, Tag) and tag.name == "a" and isinstance(href, str) and href.strip():
            yield href.strip(), tag.get_text(" ")


def _no_selector(selector: str, why: str) -> SourceError:
    return SourceError(
        Place(selector),
        message("This is not a CSS selector ({why}).", why=why),
        message("No link can be found with it."),
        message("Mend `selector` in the programme's definition."),
    )
