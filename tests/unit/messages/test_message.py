"""Messages: values, numbers, messages within messages, and the language asked for."""

from __future__ import annotations

import pickle

import pytest

from subsidy_rules.messages.message import counted, message, message_in, noted, pick_lang


def test_a_message_is_said_in_the_language_asked_for() -> None:
    error = message("Error: {what}", what=message("The PDF has no pages."))
    assert error.say("en") == "Error: The PDF has no pages."
    assert error.say("ja") == "エラー: PDFにページがありません。"


@pytest.mark.parametrize(("n", "en", "ja"), [(0, "0 changes", "変更0件"), (1, "1 change", "変更1件"), (2, "2 changes", "変更2件")])
def test_numbers_have_their_forms(n: int, en: str, ja: str) -> None:
    said = counted("{n} change", "{n} changes", n)
    assert (said.say("en"), said.say("ja")) == (en, ja)


def test_what_the_catalogue_does_not_have_is_said_in_english() -> None:
    assert message("nobody has translated this {what}", what="text").say("ja") == "nobody has translated this text"


def test_braces_of_a_text_without_values_stay() -> None:
    assert message("a mapping {a: b}").say("en") == "a mapping {a: b}"


def test_the_context_tells_two_meanings_apart() -> None:
    assert message_in("edition", "new").say("ja") != message("new").say("ja")


def test_messages_cross_the_border_of_a_process() -> None:
    said = counted("{n} file", "{n} files", 3, where=message("cell"))
    assert pickle.loads(pickle.dumps(said)) == said


def test_brackets_are_those_of_the_language() -> None:
    assert [noted("通常枠", "共通", lang) for lang in ("en", "ja")] == ["通常枠 (共通)", "通常枠（共通）"]


@pytest.mark.parametrize(
    ("args", "environ", "lang"),
    [
        ([], {"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ([], {"LC_ALL": "", "LANG": "ja_JP"}, "ja"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["diff", "--lang=ja"], {}, "ja"),
        (["--lang", "xx"], {"LANG": "ja"}, "ja"),
    ],
)
def test_pick_lang(args: list[str], environ: dict[str, str], lang: str) -> None:
    assert pick_lang(args, environ) == lang
