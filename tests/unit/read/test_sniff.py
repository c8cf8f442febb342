"""Formats are told by content, and what is not readable is refused with a reason."""

from __future__ import annotations

import pytest

from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.sniff import sniff

PAGE = "<!DOCTYPE html><html><head><title>ログイン</title></head><body><p>ログインしてください</p></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a.pdf", "pdf"),
        (b"\r\n\x00%PDF-1.4", "a.bin", "pdf"),
        (PAGE.encode(), "a.html", "html"),
        (PAGE.encode("cp932"), "page", "html"),
        (PAGE.encode("utf-16"), "page.htm", "html"),
        (b"<?php get_header(); ?>\n<div>\n<p>a</p>\n<table><tr><td>b</td></tr></table></div>", "it.html", "html"),
        ("要件\n1円以上".encode(), "a.txt", "text"),
        ("要件\n1円以上".encode("cp932"), "a.txt", "text"),
        ("区分\t<b>額</b>\n甲\t<b>1円</b>\n乙\t2円\n丙\t3円\n".encode(), "a.txt", "text"),
    ],
)
def test_content_decides(data: bytes, name: str, expected: str) -> None:
    assert sniff(data, name) == expected


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "a.pdf", "empty"),
        (b" \n\x00\n", "a.txt", "empty"),
        (PAGE.encode(), "koubo.pdf", "HTML page named .pdf"),
        (PAGE.encode(), "KOUBO.PDF", "HTML page named .pdf"),
        ("お探しのページは移動しました".encode(), "koubo.pdf", "without a PDF header"),
        (bytes(range(256)) * 20, "a.txt", "neither PDF nor text"),
        (b"PK\x03\x04abc", "a.docx", "Office"),
        (b"\x89PNG\r\n\x1a\n", "a.pdf", "picture"),
    ],
)
def test_the_rest_is_refused_with_a_reason(data: bytes, name: str, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        sniff(data, name)
    assert caught.value.what.say("ja") and caught.value.todo.say("ja")
