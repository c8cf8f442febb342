"""What a page holds and was not read → problems in words, where it matters: what nobody sees is told where it holds figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.document import Problem
from subsidy_rules.model.layout import Unread

_FIGURE = re.compile(r"\d|[〇一二三四五六七八九十百千万億]+(?:円|分の|割|年|月|日|人|名|社|件|回|パーセント)")
_SHOWN_CHARS = 60


def has_figure(text: str) -> bool:
    """Whether a text holds a number, in digits or in Chinese characters before a unit."""
    return bool(_FIGURE.search(unicodedata.normalize("NFKC", text)))


def problems_of_page(page_no: int, unread: Sequence[Unread]) -> Iterator[Problem]:
    """One problem for each reason for which text of a page was not read; without a figure, hidden words are no problem."""
    for why in ("struck_out", "unseen", "unsure"):
        if texts := [item.text for item in unread if item.why == why and has_figure(item.text)]:
            yield Problem.of(why, _left_out(why, page_no, " / ".join(texts)), page_no)
    for why in sorted({item.why for item in unread} - {"struck_out", "unseen", "unsure"}):
        yield Problem.of(why, _not_letters(why, page_no), page_no)


def problems_of_text(why: Literal["struck_out", "unseen"], texts: Sequence[str]) -> tuple[Problem, ...]:
    """The problem of texts with figures that were left out of a page without page numbers; none where none has a figure."""
    told = [text for text in texts if has_figure(text)]
    return (Problem.of(why, _left_out(why, None, " / ".join(told))),) if told else ()


def _left_out(why: str, page_no: int | None, text: str) -> Said:
    text = text if len(text) <= _SHOWN_CHARS else text[: _SHOWN_CHARS - 1] + "…"
    if page_no is None and why == "struck_out":
        return message("Words with figures are struck out and were left out: {text}", text=text)
    if page_no is None:
        return message("Text with figures is there that nobody sees on the page; it was left out: {text}", text=text)
    if why == "struck_out":
        return message("p.{n}: words with figures are struck out and were left out: {text}", n=page_no, text=text)
    if why == "unsure":
        return message("p.{n}: figures in a picture were not seen well enough to be read (〓): {text}", n=page_no, text=text)
    return message("p.{n}: text with figures is there that nobody sees on the page; it was left out: {text}", n=page_no, text=text)


def _not_letters(why: str, page_no: int) -> Said:
    if why == "no_letters":
        return message(
            "p.{n}: some of its text has no letters in the file (a font without a mapping to Unicode) and was not read. "
            "Get another copy from the publisher, or read it with --ocr.",
            n=page_no,
        )
    if why == "no_glyphs":
        return message(
            "p.{n}: some of its text was not read: its font is not in the file and this machine has none for it. "
            "Install a Japanese font and read it again.",
            n=page_no,
        )
    if why == "from_picture":
        return message("p.{n}: text was recognised in a picture. Compare its figures with the picture.", n=page_no)
    return message(
        "p.{n}: the page is a scanned picture, its text what character recognition made of it. Compare its figures with the picture.",
        n=page_no,
    )
