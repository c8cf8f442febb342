"""What a page holds and was not read → problems in words, where it matters: what nobody sees is told where it holds figures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from subsidy_rules.model.document import Problem
from subsidy_rules.model.layout import Unread

_FIGURE = re.compile(r"\d|[〇一二三四五六七八九十百千万億]+(?:円|分の|割|年|月|日|人|名|社|件|回|パーセント)")
_SHOWN_CHARS = 60
_LEFT_OUT = {
    "struck_out": ("words with figures are struck out and were left out", "取消線の引かれた数値を含む文字は読み取っていません"),
    "unseen": (
        "text with figures is there that nobody sees on the page (hidden, covered, of its background's colour); it was left out",
        "ページ上で見えない文字（非表示・背景と同色・重なりの下など）に数値があります。読み取っていません",
    ),
}
_LETTERS = {
    "no_letters": (
        "some of its text has no letters in the file (a font without a Unicode mapping): it was not read. "
        "Ask the publisher for another copy, or print the page and run OCR.",
        "文字コードの対応がないフォントの文字があり、読み取れませんでした。発行元から別の版を入手するか、印刷してOCR処理をしてください。",
    ),
    "no_glyphs": (
        "some of its text was not read: its font is not in the file and this machine has none for it. "
        "Install a Japanese font (for instance IPA or Noto Sans CJK) and read it again.",
        "ファイルに埋め込まれていないフォントの文字があり、この環境に日本語フォントがないため読み取れませんでした。"
        "日本語フォント（IPA、Noto Sans CJKなど）を入れてから読み直してください。",
    ),
    "recognised": (
        "the page is a scanned picture; its text is what character recognition made of it. Compare its figures with the picture.",
        "スキャン画像のページで、文字は文字認識（OCR）によるものです。数値は画像と照合してください。",
    ),
}


def has_figure(text: str) -> bool:
    """Whether a text holds a number, in digits or in Chinese characters before a unit."""
    return bool(_FIGURE.search(unicodedata.normalize("NFKC", text)))


def problems_of_page(page_no: int, unread: Sequence[Unread]) -> Iterator[Problem]:
    """One problem for each reason for which text of a page was not read; without a figure, hidden words are no problem."""
    for why, (english, japanese) in _LEFT_OUT.items():
        texts = [item.text for item in unread if item.why == why and has_figure(item.text)]
        if texts:
            shown = " / ".join(texts)
            shown = shown if len(shown) <= _SHOWN_CHARS else shown[: _SHOWN_CHARS - 1] + "…"
            yield Problem(code=why, page_no=page_no, en=f"p.{page_no}: {english}: {shown}", ja=f"{page_no}ページ：{japanese}：{shown}")
    for why, (english, japanese) in _LETTERS.items():
        if any(item.why == why for item in unread):
            yield Problem(code=why, page_no=page_no, en=f"p.{page_no}: {english}", ja=f"{page_no}ページ：{japanese}")
