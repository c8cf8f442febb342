"""Text of documents, file names and people → the same text where nothing acts on it: terminal, build log, spreadsheet, Markdown, XML, link.

Whatever writes a form takes its texts through here. What cannot be shown stands as U+FFFD, so that nobody takes a changed text for the
original one; the rule set itself keeps the text as it was.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any

from subsidy_rules.language.deferred import deferred

_HIDDEN = "\ufffd"
_MARK = "\ufeff"
# signs that nobody sees: they hide words from who reads (tags, U+E0000), make two alike that differ (zero width), or turn what stands
# beside them round (Unicode 9: marks, embeddings, overrides, isolates: 100～200 is shown as 200～100). U+2060 is our own, below.
_UNSEEN = "\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u206f\ufeff\ufff9-\ufffb"
_UNSEEN_BEYOND = "\U000e0000-\U000e007f"
# controls of C0 (but for tab, line feed, carriage return) and C1, lone surrogates, what Unicode calls no characters
_CONTROL = deferred(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff{_UNSEEN}\ufdd0-\ufdef\ufffe\uffff]")
# the same beyond the first 65,536 signs, of which few texts have any: looking for them took most of the time of writing a table
_BEYOND = deferred("[\U00010000-\U0010ffff]")
_CONTROL_BEYOND = deferred(
    f"[{_UNSEEN_BEYOND}" + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)) + "]"
)
# a build server takes a line that begins with the one, or holds the other, for a command (GitHub: actions/runner, ActionCommand)
_COMMAND = deferred(r"^(\s*):(?=:)", re.MULTILINE)
_OLD_COMMAND = deferred(r"##(?=\[)")
# a spreadsheet would take a text that begins so for a formula; Japanese ones take the wide signs alike
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CELL_CHARS = 32_767  # of a workbook
_MARKUP = frozenset("\\`*_[]<>|#~!&$")
_UNLINKED = deferred(r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
# GitHub finds names and numbers of issues in the text that is shown, so that a backslash before them does not help
_NAMED = deferred(r"@(?=\w)|(?<=\\#)(?=\d)|\b(?<=GH)-(?=\d)", re.IGNORECASE)
_WEB = deferred(r"https?://[\w.-]*\w(?::\d{1,5})?(?:[/?#][^\s\\]*)?", re.IGNORECASE)
_JOINER = "\u2060"
_OF_JSON = deferred(f"[\x7f-\x9f\u2028\u2029{_UNSEEN}{_UNSEEN_BEYOND}\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what no form can show, XML 1.0 among them; other signs of a form are left to whoever escapes them.

    >>> clean("a\\x1b[31mb\\x00")
    'a�[31mb�'
    """
    shown = _CONTROL.sub(_HIDDEN, text)
    return _CONTROL_BEYOND.sub(_HIDDEN, shown) if _BEYOND.search(shown) else shown


def terminal_text(text: str) -> str:
    """For a terminal or the log of a build: nothing moves the cursor, changes a colour, makes a link or gives the server a command.

    >>> terminal_text("::error::x\\n  ::set-output name=a::b\\na::b ##[group]")
    ': :error::x\\n  : :set-output name=a::b\\na::b ## [group]'
    """
    # a carriage return would let what follows overwrite its line
    mark = _MARK if text.startswith(_MARK) else ""  # of a file for spreadsheets
    lines = mark + clean(text.removeprefix(_MARK).replace("\r\n", "\n")).replace("\r", _HIDDEN)
    return _OLD_COMMAND.sub("## ", _COMMAND.sub(r"\1: ", lines))


def csv_cell(text: str) -> str:
    """For a cell of a file that spreadsheets open: an apostrophe stands before what they would calculate.

    >>> csv_cell("=1+1"), csv_cell(" -2"), csv_cell("３万円"), csv_cell("－")
    ("'=1+1", "' -2", '３万円', '－')
    """
    kept = clean(text)
    # a sign alone, by which tables say that there is nothing, calculates nothing
    return f"'{kept}" if kept.lstrip(" \u3000\n").startswith(_FORMULA) and len(kept.strip()) > 1 else kept


def sheet_text(text: str) -> str:
    """For a cell of a workbook, which is marked as text beside it: what a workbook can hold, and not more of it."""
    kept = clean(text)
    return kept if len(kept) <= _CELL_CHARS else kept[: _CELL_CHARS - 1] + "…"


def escape(text: str, quote: bool = True) -> str:
    """For text and attributes of HTML.

    >>> escape('<i a="1">')
    '&lt;i a=&quot;1&quot;&gt;'
    """
    return html.escape(clean(text), quote)


def markdown(text: str) -> str:
    """For a line or cell of Markdown: no markup, HTML, link, picture or mention; line breaks become blanks.

    >>> markdown("![x](javascript:y) <b>")
    '\\\\!\\\\[x\\\\](javascript:y) \\\\<b\\\\>'
    >>> markdown("@owner: https://example.org") == "@\\u2060owner: https\\\\://example.org"
    True
    """
    escaped = "".join(f"\\{char}" if char in _MARKUP else char for char in " ".join(clean(text).split()))
    return _NAMED.sub(lambda found: found[0] + _JOINER, _UNLINKED.sub(lambda found: f"\\{found[0]}", escaped))


def markdown_code(text: str) -> str:
    """For a name between backticks: ids and checks, from which no backtick can break out.

    >>> markdown_code("tsujo.subsidy_rate.base"), markdown_code("a`b")
    ('`tsujo.subsidy_rate.base`', "`a'b`")
    """
    return "`" + " ".join(clean(text).replace("`", "'").replace("|", "¦").split()) + "`"


def link(url: str | None) -> str | None:
    """An address that a page may link to: http or https with a host, in printable signs; None for everything else.

    >>> link("https://example.org/a.pdf"), link("javascript:alert(1)"), link("http:///x"), link("https://a\\tb")
    ('https://example.org/a.pdf', None, None, None)
    """
    return url if url and clean(url) == url and _WEB.fullmatch(url) else None


def json_text(data: Any, *, lines: bool = True) -> str:
    """JSON whose strings hold nothing that acts on a terminal; a program reads the same data from it.

    `lines`: each value stands on a line of its own, for people; without, programs get it much sooner.

    >>> json_text({"a": "\\x9b31m ##[x"})
    '{\\n "a": "\\\\u009b31m ##\\\\u005bx"\\n}'
    """
    text = json.dumps(data, ensure_ascii=False, indent=1 if lines else None)
    return _OF_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text.replace("##[", "##\\u005b"))


def workflow_message(text: str) -> str:
    """The message of a workflow command of GitHub."""
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """A property of a workflow command."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")
