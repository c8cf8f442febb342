"""HTML page → Document: the main content as clauses and tables on one page, navigation and scripts left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.labels import split_label
from subsidy_rules.clauses.place import Slot, settle
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Document, Line, Page, Table, Zone
from subsidy_rules.model.errors import Place, ReadError
from subsidy_rules.read.charset import decode
from subsidy_rules.read.html_attributes import refuse_overgrown
from subsidy_rules.read.html_headings import heading_level
from subsidy_rules.read.html_shallow import shallow_soup
from subsidy_rules.read.html_shown import without_unshown
from subsidy_rules.read.html_tables import BLOCKS, box_table, cell_text, definition_table, is_layout, nested_tables, printed_mark, table_of

_META = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,80}encoding\s*=\s*[\"']([\w.:-]{2,30})", re.IGNORECASE
)
_TEMPLATES = tuple(
    (end, re.compile(pattern, re.DOTALL)) for end, pattern in (("?>", r"<\?(?!xml\b).*?\?>"), ("%>", r"<%.*?%>"), ("%}", r"\{%.*?%\}"))
)
_UNSEEN = [
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "nav",
    "footer",
    "aside",
    "button",
    "svg",
    "iframe",
    "select",
    "textarea",
    "object",
    "input",
]
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"})
_CHROME = re.compile(
    r"(?:site|page|global)?[-_]?(?:header|footer|nav|navi|navigation|gnav|gnavi|menu|sidebar|side)|g?nav\d*|breadcrumbs?|bread_?crumb|pankuzu|pan|"
    r"topic_?path|copyright|sns|share|pagetop|page_?top|to_?top|cookie|pagination|pager|skip(?:link)?|related|ranking|advert|ad|banner",
    re.IGNORECASE,
)
_KEYED = re.compile(r"[^\s:：。、,]{1,30}(?:（[^（）]*）|\([^()]*\))?[:：]\s*[^\s/]")  # a line that has a label of its own
_GOES_ON = re.compile(r"[、,（(・]$|(?:の|を|に|が|は|と|で|及び|又は|や)$")
_BREAK = ""  # stands for a <br> among the strings of a line: a string of the page is never empty
_INDENT_PT = 10.0
_ENDS_LINE = re.compile(r"[。．！？!?：:）)」』】>＞〕\]］]$")
# a short line with a mark stands over the next one (■補助額), one that begins with a boxed name begins anew (【補助率】1/2)
_TITLE_LINE = re.compile(r"[■◆◇▼▽▲★◎□]\s*[^\s。、：:0-9０-９]{2,24}")
_BOXED = re.compile(r"[【〔\[［<＜][^【】〔〕\[\]［］<>＜＞]{2,30}[】〕\]］>＞]")
# 次の要件を満たす者: begins anew behind a line that is a name; ただし、…: goes on with it, a sentence of its own
_BEGINS_ANEW = re.compile(r"(?:次|以下|下記)(?:の|に)[^\s。、]{2,}")
_PROVISO = re.compile(r"(?:ただし|但し|なお|また)、")
# 50万円, 2分の1以内: a line that ends in a value ends with it, unless the next one goes on with it
_ENDS_VALUE = re.compile(
    r"(?:[\d０-９][\d０-９,，.．万億千]*円|[%％]|分の\s?[\d０-９一二三四五]{1,2}|[\d０-９]\s?[/／]\s?[\d０-９]{1,2})(?:以内|以下|まで|程度)?$"
)
# 5人以上, 20人以上雇用(離島10人以上): so does one that ends in a bound
_ENDS_BOUND = re.compile(
    r"[\d０-９][^。、]{0,24}(?:以上|以下|未満|以内|を?超(?:える)?)(?:を?(?:新たに|新規に)?(?:雇用|採用))?(?:すること|である(?:こと)?)?(?:[（(][^（）()]{1,30}[）)])?$"
)
_JOINS = re.compile(r"又は|または|若しくは|もしくは|かつ|及び|並びに")
_NO_NEW_LINE = re.compile(r"[ぁ-んー、。，．・：:（(／/~～〜＋+×]")


@dataclass(slots=True)
class _Walk:
    """What is collected on the way through the tree: finished slots and the inline text that is still open."""

    slots: list[Slot] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)  # text and whether it is a link within the page; _BREAK for a <br>
    bullet: str = ""
    depth: int = 0
    table_no: int = 0


def _without_templates(text: str) -> str:
    """The text without what a server should have filled in; what is never closed stays, and is not searched for its end again and again."""
    for end, pattern in _TEMPLATES:
        last = text.rfind(end) + len(end)
        text = pattern.sub("", text[:last]) + text[last:] if last >= len(end) else text
    return text


def read_html(data: bytes, name: str, *, charset: str | None = None) -> Document:
    """The document of an HTML page; every clause stands on page 1 without a box.

    `charset` is what the server said; it, the page's own declaration and the bytes are weighed against each other.

    Raises:
        ReadError: the bytes are not text, or no text is left.
    """
    declared = tuple(found.decode("ascii") for match in _META.findall(data[:8192]) for found in match if found)
    decoded = decode(data, name, (charset, *declared) if charset else declared)
    soup = shallow_soup(refuse_overgrown(_without_templates(decoded.text), name))
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    problems = (*decoded.problems, *without_unshown(soup))
    walk = _Walk()
    _enter(_main(soup), walk)
    _flush(walk)
    slots = tuple(_with_contents(walk.slots))
    clauses, tables = settle(slots)
    if not clauses and not tables:
        raise _no_text(name)
    first = next((clause.text for clause in clauses if clause.heading), name)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="html",
        title=title or first,
        pages=(Page(page_no=1, lines=tuple(_lines(slots))),),
        tables=tables,
        clauses=clauses,
        problems=problems,
    )


def _no_text(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("the page holds no text."),
        message("It may be filled by a script or be an empty error page."),
        message("Save the page from a browser after it has loaded, or take the PDF."),
    )


def _main(soup: BeautifulSoup) -> Tag:
    """The element that holds the content, with navigation, header, footer and hidden parts taken out of the tree."""
    whole = soup.body or soup
    size = len(whole.get_text())
    for tag in whole.find_all(_UNSEEN):
        tag.decompose()
    for tag in whole.find_all(True):
        if not tag.decomposed and _is_chrome(tag) and len(tag.get_text()) <= size / 2:
            tag.decompose()
    size = len(whole.get_text(strip=True))
    for main in whole.find_all(lambda tag: tag.name == "main" or tag.get("role") == "main"):
        if len(main.get_text(strip=True)) > size / 3:
            return main
    return whole


def _is_chrome(tag: Tag) -> bool:
    """Whether the element is frame work of the site or hidden. A heading block inside the content is not."""
    if tag.name in ("html", "body", "main", "table", "tbody", "thead", "tr", "td", "th"):
        return False
    style = str(tag.get("style") or "").replace(" ", "").lower()
    if tag.has_attr("hidden") or "display:none" in style or tag.get("role") in _ROLES:
        return True
    if tag.name in ("header", "aside"):
        return tag.find_parent(["main", "article", "section"]) is None and tag.find("table") is None
    if tag.name not in ("div", "ul", "ol", "p", "section", "span", "dl", "h1"):
        return False
    names = tag.get("class")
    tokens = [*(names if isinstance(names, list) else ()), str(tag.get("id") or "")]
    return any(_CHROME.fullmatch(token) for token in tokens) and tag.find("table") is None


def _enter(tag: Tag, walk: _Walk) -> None:
    """Collect what the element holds; block elements end the line before and behind them."""
    walk.depth += 1
    for node in list(tag.children):
        if isinstance(node, Tag):
            if node.name == "br":
                walk.parts.append((_BREAK, False))
            elif node.name in BLOCKS or node.find(list(BLOCKS)):
                _flush(walk)
                _block(node, walk)
                _flush(walk)
            else:
                _inline(node, walk)
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            walk.parts.append((str(node), False))
    walk.depth -= 1


def _inline(tag: Tag, walk: _Walk) -> None:
    link = tag if tag.name == "a" else tag.find("a")
    within = isinstance(link, Tag) and str(link.get("href") or "").startswith("#")
    for node in tag.descendants:
        if isinstance(node, Tag) and node.name == "br":
            walk.parts.append((_BREAK, within))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            walk.parts.append((str(node), within))


def _block(tag: Tag, walk: _Walk) -> None:
    if tag.name == "table" and not is_layout(tag):
        _add_tables(tag, walk)
    elif (level := heading_level(tag, walk.bullet)) is not None:
        if text := _one_line(cell_text(tag)):
            walk.slots.append(Block(text, level=level))
            walk.bullet = ""
    elif tag.name in ("ul", "ol", "menu"):
        _list(tag, walk)
    else:
        table = definition_table(tag, walk.table_no + 1) if tag.name == "dl" else box_table(tag, walk.table_no + 1)
        if table is not None:
            _add(table, walk)
        else:
            _enter(tag, walk)


def _add(table: Table, walk: _Walk) -> None:
    walk.table_no += 1
    walk.slots.append(table)


def _add_tables(tag: Tag, walk: _Walk) -> None:
    table = table_of(tag, walk.table_no + 1)
    if table is not None:
        _add(table, walk)
    for nested in nested_tables(tag):
        _block(nested, walk)


def _list(tag: Tag, walk: _Walk) -> None:
    """Items of a list; the mark that a browser would print stands before those that bring none of their own."""
    if (table := box_table(tag, walk.table_no + 1)) is not None:
        _add(table, walk)
        return
    for number, item in enumerate((child for child in tag.children if isinstance(child, Tag)), start=1):
        _flush(walk)
        walk.bullet = printed_mark(tag, number)
        if item.name == "li":
            _enter(item, walk)
        else:
            _block(item, walk)
        _flush(walk)
        walk.bullet = ""


def _flush(walk: _Walk) -> None:
    """Turn the open inline text into blocks: one per run of lines, a new one at each label and empty line."""
    lines = list(_joined(walk.parts))
    walk.parts.clear()
    mark, before = walk.bullet, ""
    for text, within, n_lines in lines:
        label = split_label(text)
        if label is None and _ENDS_BOUND.search(before):
            walk.bullet = mark  # one more of the things that an item asks for
        before = text
        if walk.bullet and label is None:
            text = walk.bullet + text
        walk.bullet = ""
        zone = Zone.CONTENTS if within else None
        walk.slots.append(Block(text, x0=walk.depth * _INDENT_PT, lines=n_lines, zone=zone))


def _joined(parts: list[tuple[str, bool]]) -> Iterator[tuple[str, bool, int]]:
    """Paragraphs of inline text: text, whether all of it is links within the page, and how many lines it had."""
    lines: list[tuple[str, bool]] = []
    for source_line in _split(parts):
        text = _collapse("".join(text for text, _ in source_line))
        within = all(inside for text, inside in source_line if text.strip())
        lines.append((text, within))
    paragraph, link, n_lines = "", False, 0
    for text, within in lines:
        keyed = bool(_KEYED.match(text) or _BOXED.match(text.strip())) and not _GOES_ON.search(paragraph)
        keyed = keyed or any(line.fullmatch(paragraph) for line in (_TITLE_LINE, _BOXED))
        new = not text.strip() or split_label(text) is not None or within != link or paragraph.endswith("。") or keyed
        new = new or _begins_anew(paragraph, text.strip()) or (n_lines == 1 and _is_next_bound(paragraph, text.strip()))
        if paragraph and new:
            yield paragraph, link, n_lines
            paragraph, n_lines = "", 0
        if text.strip():
            glue = "\n" if _ENDS_LINE.search(paragraph) or _PROVISO.match(text.strip()) else ""
            paragraph, link, n_lines = f"{paragraph}{glue}{text.strip()}" if paragraph else text.strip(), within, n_lines + 1
    if paragraph:
        yield paragraph, link, n_lines


def _is_next_bound(before: str, text: str) -> bool:
    """Whether a line begins anew behind one that is all a bound; behind a name it is of what that names."""
    return _ENDS_BOUND.search(before) is not None and _NO_NEW_LINE.match(text) is None and _JOINS.match(text) is None


def _begins_anew(before: str, text: str) -> bool:
    """Whether a line goes on with nothing that stands before it in its paragraph."""
    if _ENDS_VALUE.search(before):
        return _NO_NEW_LINE.match(text) is None and not re.search(r"[:：]", before)  # 補助率: over several lines is the key of all of them
    return _BEGINS_ANEW.match(text) is not None and _GOES_ON.search(before) is None


def _split(parts: list[tuple[str, bool]]) -> Iterator[list[tuple[str, bool]]]:
    line: list[tuple[str, bool]] = []
    for part in parts:
        if part[0] == _BREAK:
            yield line
            line = []
        else:
            line.append(part)
    yield line


def _collapse(text: str) -> str:
    """White space as a browser shows it, none where a source line breaks between two Japanese signs."""
    text = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\n]+[ \t]*(?=[^\x00-\xff])", "", text.strip(" \t\r\n"))
    return re.sub(r"[ \t\r\n\xa0]+", " ", text)


def _one_line(text: str) -> str:
    """A heading on one line; a break inside it is layout."""
    return re.sub(r"(?<=[\x21-\x7e])\n(?=[\x21-\x7e])", " ", text).replace("\n", "")


def _with_contents(slots: list[Slot]) -> Iterator[Slot]:
    """Three links in a row that lead down the page are its contents; fewer are ordinary text."""
    at = 0
    while at < len(slots):
        run = at
        while run < len(slots) and isinstance(slot := slots[run], Block) and slot.zone is Zone.CONTENTS:
            run += 1
        for slot in slots[at:run]:
            yield slot if run - at >= 3 or not isinstance(slot, Block) else replace(slot, zone=None)
        if run < len(slots):
            yield slots[run]
        at = run + 1


def _lines(slots: tuple[Slot, ...]) -> Iterator[Line]:
    for slot in slots:
        if isinstance(slot, Block):
            yield Line(text=slot.text)
        else:
            rows: list[list[str]] = [[] for _ in range(slot.n_rows)]
            for cell in slot.cells:
                rows[cell.row].append(cell.text.replace("\n", " "))
            for row in rows:
                yield Line(text="\t".join(row))
