"""Reads the gettext catalogue `ja.po`: Japanese has one form for every number, so a text has one translation.

The catalogue is read as it is written: nothing has to be compiled after a clone, and no binary file can be older than its text.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

_PART = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[0\]) )?(".*")$')


def translated(text: str, context: str = "") -> str:
    """The Japanese of an English text; "" where the catalogue does not have it."""
    return catalogue().get((context, text), "")


@cache
def catalogue() -> dict[tuple[str, str], str]:
    """Context ("" for none) and English text → Japanese text."""
    return read_catalogue(Path(__file__).with_name("ja.po").read_text(encoding="utf-8"))


def read_catalogue(po: str) -> dict[tuple[str, str], str]:
    r"""The entries of a file of GNU gettext's PO format, whose strings are quoted like those of JSON. Comments are passed over.

    >>> read_catalogue('msgid ""\nmsgstr "Language: ja\\n"\n\nmsgctxt "c"\nmsgid "a"\n"b"\nmsgstr "あ"\n')
    {('c', 'ab'): 'あ'}
    """
    found: dict[tuple[str, str], str] = {}
    for block in re.split(r"\n\s*\n", po):
        parts: dict[str, str] = {}
        name = ""
        for line in block.splitlines():
            match = _PART.match(line)
            if match is not None:
                name = match[1] or name
                quoted = match[2]  # reading JSON is slow, and few strings need it
                parts[name] = parts.get(name, "") + (json.loads(quoted) if "\\" in quoted else quoted[1:-1])
        said = parts.get("msgstr") or parts.get("msgstr[0]", "")
        if parts.get("msgid"):
            found[parts.get("msgctxt", ""), parts["msgid"]] = said
    return found
