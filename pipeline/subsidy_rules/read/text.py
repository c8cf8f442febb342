"""Text file → Document: tables of tabs or pipes, Markdown or plain headings, lists and paragraphs, on one page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.labels import Label, Role, fold, loose_label, split_label
from subsidy_rules.clauses.place import Slot, settle
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Document, Line, Page, Table
from subsidy_rules.model.errors import Place, ReadError
from subsidy_rules.read.charset import decode
from subsidy_rules.read.delimited import (
    aligned_table,
    columns_of,
    headed_table,
    is_aligned_row,
    is_pipe_row,
    is_ruler,
    is_tab_row,
    pipe_table,
    plain,
    struck_out,
    tab_table,
)
from subsidy_rules.read.html_headings import reads_as_heading
from subsidy_rules.read.told import problems_of_text

_MARKDOWN = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*\s*")
_STARS = re.compile(r"^\*(?=[ \t]+\S)", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(?:(?!\1).)+(?<=\S)\1|<(b|strong)>[^<>]+</\2>", re.IGNORECASE)
_BOLD_LEVEL = 6  # below the headings that are marked as such
_TITLE_COLUMNS = 64  # half-width columns of a heading without markup
_SENTENCE = re.compile(r"[。、，,.．！!？?：:；;]$")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
_VALUE = re.compile(r"\d\s?(?:[万千億]*円|[%％]|パーセント|名$|人$)|\d{1,2}日|\d/\d|\d分の\d|https?://|[:：].")
_COLUMN_PT = 5.0
_MOST_ROWS = 200  # of a table whose columns are set apart by blanks only


@dataclass(frozen=True, slots=True)
class _Row:
    """One line that is not part of a table."""

    text: str
    indent: int
    blank_before: bool
    bold: bool = False


def read_text(data: bytes, name: str) -> Document:
    """The document of a text file in any Japanese character set; every clause stands on page 1 without a box.

    Raises:
        ReadError: the bytes are not text, or hold none.
    """
    decoded = decode(data, name)
    text = decoded.text
    if sum(1 for line in text.split("\n") if _MARKDOWN.fullmatch(line.strip())) > 1:
        text = _STARS.sub("-", text)  # bullets of Markdown, no marks of notes
    items = tuple(_items(text.split("\n")))
    rows = [item for item in items if isinstance(item, _Row)]
    if not items:
        raise ReadError(
            Place(name),
            message("the text holds no line."),
            message("No rule can be read from it."),
            message("Fetch the file again."),
        )
    slots = tuple(_slots(items, wrapped=_wrap_columns(rows), marked=sum(1 for row in rows if _MARKDOWN.fullmatch(row.text)) >= 2))
    clauses, tables = settle(slots)
    lines = tuple(Line(text=stripped) for line in text.replace("\f", "\n").split("\n") if (stripped := line.strip()))
    title = next((clause.text for clause in clauses if clause.heading), name)
    return Document(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        format="text",
        title=title,
        pages=(Page(page_no=1, lines=lines),),
        tables=tables,
        clauses=clauses,
        problems=(*decoded.problems, *problems_of_text("struck_out", struck_out(text))),
    )


def _items(lines: Sequence[str]) -> Iterator[_Row | Table]:
    """Tables and other lines, in order; empty lines are only remembered."""
    at, table_no, blank = 0, 1, True
    while at < len(lines):
        for starts, build in ((is_tab_row, tab_table), (is_pipe_row, pipe_table), (is_aligned_row, aligned_table)):
            stop = at
            while stop < len(lines) and starts(lines[stop]):
                stop += 1
            # one line with a pipe in it is a title like "page | site"
            table = (
                build(lines[at:stop], table_no) if stop - at >= 2 and (build is not pipe_table or _is_pipe_table(lines[at:stop])) else None
            )
            if table is not None:
                yield table
                at, table_no, blank = stop, table_no + 1, True
                break
        else:
            if (headed := headed_table(lines[at : at + _MOST_ROWS], table_no)) is not None:
                yield headed[0]
                at, table_no, blank = at + headed[1], table_no + 1, True
                continue
            line = lines[at].replace("\f", "")
            if line.strip():
                indent = columns_of(line[: len(line) - len(line.lstrip())].expandtabs(4))
                yield _Row(plain(line), indent, blank, bool(_BOLD.fullmatch(line.strip())))
            blank = not line.strip()
            at += 1


def _is_pipe_table(lines: Sequence[str]) -> bool:
    if any(is_ruler(line) for line in lines):
        return True
    counts = {line.strip().strip("|｜").count("|") + line.strip().strip("|｜").count("｜") for line in lines}
    return len(counts) == 1 and max(counts) >= 1


def _wrap_columns(rows: Sequence[_Row]) -> int | None:
    """The width at which an editor wrapped the lines; None where each line is a paragraph."""
    widths = Counter(columns_of(row.text) + row.indent for row in rows)
    if not widths:
        return None
    widest = max(widths)
    full = sum(n for width, n in widths.items() if width >= widest - 4)
    return widest if widest <= 120 and full >= max(6, len(rows) // 5) else None


def _slots(items: Sequence[_Row | Table], wrapped: int | None, marked: bool) -> Iterator[Slot]:
    """Blocks and tables; wrapped lines are joined, headings known by Markdown or, where the text has none, by their look."""
    at, before = 0, None
    while at < len(items):
        item = items[at]
        at += 1
        if isinstance(item, Table):
            yield item
            continue
        if not item.text:
            continue
        number, before = _next_number(item.text, before), split_label(item.text) or before
        text, n_lines, last = item.text, 1, item
        while at < len(items) and ((wrapped and _continues(last, items[at], wrapped)) or _is_torn(last, items[at])):
            last = items[at]  # type: ignore[assignment]
            text, n_lines, at = text + last.text, n_lines + 1, at + 1
        if match := _MARKDOWN.fullmatch(text):
            yield Block(plain(match.group(2)), level=len(match.group(1)))
        elif item.bold and n_lines == 1 and at < len(items) and reads_as_heading(text):
            yield Block(text, level=_BOLD_LEVEL)
        elif number is not None:
            before = number
            yield Block(text, x0=item.indent * _COLUMN_PT, lines=n_lines, loose=True)
        elif not (marked or n_lines > 1 or _is_inside_list(before, items[at : at + 1])) and _looks_like_heading(item, items[at : at + 1]):
            yield Block(text, level=5)
        else:
            known = item.indent > 0 or split_label(text) is not None
            yield Block(text, x0=item.indent * _COLUMN_PT if known else None, lines=n_lines)


def _next_number(text: str, before: Label | None) -> Label | None:
    """The number of a line that a figure begins (4.3年以上続ける者), where the label before it makes one expected."""
    lost = loose_label(text) if split_label(text) is None and before is not None and before.form == "dotted" else None
    expected = lost is not None and before is not None and lost.form == before.form and before.depth == 1
    return lost if expected and lost is not None and before is not None and lost.numbers == (before.numbers[0] + 1,) else None


def _continues(last: _Row, following: _Row | Table, wrapped: int) -> bool:
    if isinstance(following, Table) or following.blank_before or _MARKDOWN.fullmatch(following.text):
        return False
    if _KEYED.match(following.text):
        return False
    return columns_of(last.text) + last.indent >= wrapped - 4 and split_label(following.text) is None


# 補助率：1/2, 補 助 率……1/2: a line that begins with what it is about goes on with nothing
_KEYED = re.compile(r"[^。、:：…]{2,12}(?:[:：]|…{2,})")
# no sentence begins so: …5パーセント以上 / の増加目標, 当たり2 / 00万円, 令和9年2 / 月26日
_GOES_ON = re.compile(r"[のをがはにでとも](?=[一-龠ァ-ヶ０-９\d])")
_FIGURE_GOES_ON = re.compile(r"[\d０-９,，]*(?:[万億千百]*円|[人名年月日%％]|パーセント|か月|[万億])")
_LONG_COLUMNS = 40  # half-width columns of a line that may have been wrapped


def _is_torn(last: _Row, following: _Row | Table) -> bool:
    """Whether a line begins in the middle of the sentence of the line before it, however few lines of the text are wrapped."""
    if isinstance(following, Table) or following.blank_before or columns_of(last.text) < _LONG_COLUMNS or not following.text:
        return False
    figure = last.text[-1].isdigit() and _FIGURE_GOES_ON.match(following.text) is not None
    return figure or (_SENTENCE.search(last.text) is None and _GOES_ON.match(following.text) is not None)


def _is_inside_list(before: Label | None, ahead: Sequence[_Row | Table]) -> bool:
    """Whether a line stands between an item and the next one of its list, of which it is a part: (1) 国内 / 小間料 / (2) 国外."""
    label = split_label(ahead[0].text) if before is not None and ahead and isinstance(ahead[0], _Row) else None
    if before is None or label is None or label.form != before.form or not before.numbers or not label.numbers:
        return False
    return any(number + 1 in label.numbers for number in before.numbers)


def _looks_like_heading(row: _Row, ahead: Sequence[_Row | Table]) -> bool:
    """A short line without sentence end, label or figure, above a longer text, a list or a table."""
    text, following = fold(row.text), next(iter(ahead), None)
    if following is None or columns_of(row.text) > _TITLE_COLUMNS or split_label(row.text) is not None or text[0] in "(<「『":
        return False
    if _SENTENCE.search(text) or _VALUE.search(text) or not _JAPANESE.search(text):
        return False
    if isinstance(following, Table):
        return True
    label = split_label(following.text)
    if label is not None:
        return label.role in (Role.ITEM, Role.BULLET, Role.SECTION)
    return following.text.rstrip().endswith(("。", "。)", "。）", ":", "：", "の")) or columns_of(following.text) > _TITLE_COLUMNS
