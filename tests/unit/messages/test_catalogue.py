"""The catalogue has every text of the code, in Japanese, with the same places to fill; and no other."""

from __future__ import annotations

import re
import string
from importlib.resources import files
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import subsidy_rules
from subsidy_rules.messages.catalogue import catalogue, read_catalogue

# as `make messages` names them
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "message": None,
    "worded": None,
    "counted": (1, 2),
    "message_in": ((1, "c"), 2),
}
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
# texts of which a language has no words: values with signs between them
SIGNS = re.compile(r"(?:\{[a-z_:!]+\}|[\W\d_])*")

# names of columns that a document must have, which are Japanese in every language
QUOTES_A_DOCUMENT = {
    "Give a comparison table (columns such as 旧/新 or 改正前/改正後), or a CSV file with the columns old and new.",
}


def texts() -> set[tuple[str, str]]:
    """Context and English text of every message in the code, the plural forms as texts of their own."""
    found: set[tuple[str, str]] = set()
    package = Path(subsidy_rules.__file__).parent
    for _, _, said, _, context in extract_from_dir(package, [("**.py", "python")], keywords=KEYWORDS):
        found.add((context or "", said[0] if isinstance(said, tuple) else said))
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name} if "{" in text else set()


def test_the_code_and_the_catalogue_know_the_same_texts() -> None:
    """`make messages` brings them together; then the new texts want their Japanese."""
    assert texts() == set(catalogue())


@pytest.mark.parametrize(("context", "text"), sorted(catalogue()))
def test_every_text_has_its_japanese(context: str, text: str) -> None:
    japanese = catalogue()[context, text]
    assert japanese, "no Japanese"
    assert JAPANESE.search(japanese) or SIGNS.fullmatch(japanese), "says it without a Japanese word"
    assert not JAPANESE.search(text) or text in QUOTES_A_DOCUMENT, "Japanese in an English text"


@pytest.mark.parametrize(("context", "text"), sorted(entry for entry in catalogue() if "{" in "".join(entry)))
def test_both_languages_fill_the_same_places(context: str, text: str) -> None:
    japanese = catalogue()[context, text]
    if re.search(r"\{\w+: ", text) and "{{" not in text:  # braces that are meant, in a text without values
        return
    left_out = places(text) - places(japanese)
    assert places(japanese) <= places(text)
    assert left_out <= {"problem"}, "what the YAML parser says is English"


def test_plural_forms_are_read() -> None:
    po = 'msgid "{n} a"\nmsgid_plural "{n} as"\nmsgstr[0] "a {n}"\n'
    assert read_catalogue(po) == {("", "{n} a"): "a {n}"}


def test_the_catalogue_is_part_of_the_package() -> None:
    assert files("subsidy_rules.messages").joinpath("ja.po").is_file()
