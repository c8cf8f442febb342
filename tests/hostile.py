"""One hostile text, and what no form in which it is written may hold."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

from openpyxl import load_workbook
from ruamel.yaml import YAML

from subsidy_rules.report import neutral

HOSTILE = (
    '=HYPERLINK("http://evil.example")|<script>alert(1)</script><img src=x onerror=alert(1)>'
    "![p](javascript:alert(1)) [l](http://evil.example) @everyone #12 https://evil.example www.evil.example `c`"
    "\x1b[2J\x1b]8;;http://evil.example\x07here\x1b]8;;\x07\x9b31m\x00\ufffe\uffff\u202etxt.exe\u2066"
    " 100\u200f～200 zero\u200bwidth\u200d\xad\ufeff \U000e0041\U000e007f \u061c\ufff9"
    "\r\n::error file=a::no\n  ##[error]no\n-1+1"
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2061-\u206f\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)


class Active(HTMLParser):
    """Collects what of a page could act: elements and attributes that come from no template of ours."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "img" and not str(given.get("src", "")).startswith("data:image/"):
            self.found.append("img")
        if tag == "script":
            self.found.append("script")
        self.found += [key for key in given if key.startswith("on")]
        if tag == "a":
            self.links.append(str(given.get("href")))


def acts(page: str) -> tuple[list[str], list[str]]:
    parser = Active()
    parser.feed(page)
    return parser.found, parser.links


def check_form(form: str, written: str | bytes) -> None:
    """What a written form must not hold."""
    if isinstance(written, bytes):
        for sheet in load_workbook(io.BytesIO(written)):
            cells = [cell for row in sheet for cell in row if isinstance(cell.value, str)]
            assert all(cell.data_type == "s" and not FORBIDDEN.search(cell.value) for cell in cells)
            assert all(cell.hyperlink is None or cell.hyperlink.location for cell in cells), "links lead nowhere but to sheets"
        return
    assert not FORBIDDEN.search(written.removeprefix("\ufeff") if form == "csv" else written), "no form hides anything, also in a file"
    shown = written if form == "github" else neutral.terminal_text(written)
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(written.removeprefix("\ufeff"))) for cell in row]
        assert not [cell for cell in cells if re.match(r"\s*[=+@＝＋＠\t\r-]", cell) and len(cell) > 1]
    if form == "html":
        active, links = acts(re.sub(r"<script>.*?</script>\n</body>", "", written, flags=re.DOTALL))
        assert (active, [one for one in links if not re.fullmatch(r"#.*|[\w./-]+\.html", one)]) == ([], [])
    if form == "markdown":
        assert not re.search(r"(?<!\\)[<\[`]|(?<!\\)!\[|@\w|https?://|(?<!\\)#\d", re.sub(r"`[^`\n]*`|<br>", "", written))
    if form == "junit":
        ElementTree.fromstring(written)
    if form == "json" or form == "sarif":
        json.loads(written)
    if form == "yaml":
        YAML(typ="safe").load(written)
    lines = shown.splitlines()
    commands = [line for line in lines if re.match(r"\s*::", line) or "##[" in line]
    ours = [line for line in commands if form == "github" and re.match(r"::(?:error|warning|notice) file=[^\n]*,title=", line)]
    assert commands == ours
    assert len(ours) == (len(lines) if form == "github" else 0)
