"""Bytes → text, where the declared character set may be missing or wrong."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.language.normalise import VARIATION_SELECTORS
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Problem
from subsidy_rules.model.errors import Place, ReadError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# names under which pages declare a set that is in fact its Microsoft superset (㈱ and ① are not in plain Shift_JIS)
_SUPERSETS = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jis_2004",
}
_NOTHING = dict.fromkeys(map(ord, ("\ufeff", *VARIATION_SELECTORS)))
_USUAL = "\xa0§©®°±²³´¶·×÷¥¨"  # of the Latin supplement, what Japanese documents do hold
_CANDIDATES = ("utf-8", "iso2022_jp_ext", "cp932", "euc_jis_2004")
_PIECES = re.compile(rb"[<>\r\n]")  # none of these bytes is a part of a letter in the sets that are weighed
_LETTERS = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_FEW = 4  # letters that bytes may make by chance


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, and what a reader must know of it."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes, name: str, declared: tuple[str, ...] = ()) -> Text:
    """The text of `data`; line ends become "\\n". A part in another character set than the rest cannot be read, and is told.

    A byte order mark decides; else the set under which the text holds the least that no Japanese document holds, declared ones first.
    Damaged text (a few bytes that no set explains) is decoded with U+FFFD in their place.

    Raises:
        ReadError: the bytes are not text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _text(data[len(bom) :], encoding)
    if data.count(0) > len(data) // 100:
        raise _not_text(name)
    best = _best(data, declared)
    if best is None:
        raise _not_text(name)
    return _text(data, best)


def _text(data: bytes, encoding: str) -> Text:
    text = _plain(data.decode(encoding, errors="replace"))
    others = list(_in_another_set(data, encoding)) if _strangeness(text) else []
    if not others:
        return Text(text)
    told = message(
        "Parts of it are written in another character set ({other}) than the rest ({own}) and cannot be read.",
        other="/".join(sorted(set(others))),
        own=encoding,
    )
    return Text(text, (Problem.of("two_character_sets", told),))


def _in_another_set(data: bytes, encoding: str) -> Iterator[str]:
    """The set of each piece between marks and line ends that is odd in this set and plain Japanese in that."""
    if encoding.startswith(("iso2022", "utf-16")):  # their letters are made of such bytes as divide the pieces
        return
    for piece in _PIECES.split(data):
        own = "" if piece.isascii() else piece.decode(encoding, errors="replace")
        if not _strangeness(own):
            continue
        # half-width kana of one old set are letters in the other: these two are told apart by what cannot be decoded only
        for other in ("utf-8", *(("cp932", "euc_jis_2004") if "\ufffd" in own else ())):
            text = _strictly(piece, other) if other != encoding else ""
            if len(_LETTERS.findall(text)) >= _FEW and not _strangeness(text):
                yield other
                break


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _best(data: bytes, declared: tuple[str, ...]) -> str | None:
    """The set under which the bytes hold the least that no Japanese document holds; None where it is too much in each."""
    names = [_SUPERSETS.get(d.strip().lower(), d.strip().lower()) for d in declared if d]
    names = [name for name in names if _known(name)]
    readings: list[tuple[float, int, str]] = []
    for order, encoding in enumerate(dict.fromkeys((*names, *_CANDIDATES))):
        readings.append((_strangeness(data.decode(encoding, errors="replace")), order, encoding))
    strangeness, _, encoding = min(readings)
    return encoding if strangeness <= 0.2 else None


def _strangeness(text: str) -> float:
    """Share of characters that no Japanese document holds: replacements, controls, half-width kana in a row (a sign of a wrong set)."""
    if not text:
        return 0.0
    odd = 3.0 * text.count("\ufffd")
    odd += sum(1 for c in text if c < " " and c not in "\t\n\r\f")
    odd += sum(1 for c in text if "｡" <= c <= "ﾟ" or ("\x80" <= c <= "\xff" and c not in _USUAL) or "\ue000" <= c <= "\uf8ff") / 2
    return round(odd / len(text), 4)


def _known(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding
    except LookupError:
        return False


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_NOTHING)


def _not_text(name: str) -> ReadError:
    return ReadError(
        Place(name),
        message("these bytes are neither PDF nor text in any Japanese character set."),
        message("No rule can be read from them."),
        message("Fetch the file again and open it by hand; name the file that was meant."),
    )
