"""What attacks start from, in our own words, and how it is made hostile. The same seed gives the same input."""

from __future__ import annotations

import itertools
import random

from property.damage import damaged

HTML = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>補助金の案内</title></head><body><main><h1>通常枠の公募要領</h1>
<h2>対象者</h2><ul><li>従業員が5人以上であること。</li><li>次のいずれかに該当する者<ol><li>風俗営業を営む者</li></ol></li></ul>
<table><tr><th rowspan="2">区分</th><th colspan="2">補助額</th></tr><tr><th>下限</th><th>上限</th></tr>
<tr><td>一般</td><td>5万円</td><td>150万円未満</td></tr></table><dl><dt>補助率</dt><dd>1/2以内（小規模は2/3）</dd></dl>
<p>申請期間は令和7年4月1日から12月31日まで。ただし、予算に達した場合はこの限りでない。</p></main></body></html>"""
REGISTRY = """id: my-hojo
name: わが町IT補助金
aliases: [わが町補助金]
frames:
- {id: tsujo, name: 通常枠}
editions:
- id: '2025'
  documents:
  - {id: koubo, url: 'https://a.example/koubo.pdf', kind: guideline}
"""
MANIFEST = """- {programme: my-hojo, edition: '2025', id: a, frame: tsujo, file: a.html}
- {programme: my-hojo, edition: '2025', id: b, file: b.pdf}
"""
RULES = {
    "ruleset.yaml": """schema: subsidy-ruleset/2
programme: my-hojo
edition: '2025'
files:
- {name: ruleset.yaml, sources: 1}
- {name: tsujo.yaml, rules: 1}
title: わが町IT補助金2025
extractor: subsidy-rules 0
status: draft
frames:
- {id: tsujo, name: 通常枠}
sources:
- {id: koubo, sha256: abc, authority: official, kind: guideline, pages: 9}
""",
    "tsujo.yaml": """schema: subsidy-ruleset/2
frame: tsujo
rules:
- id: tsujo.subsidy_rate.base
  kind: subsidy_rate
  frame: tsujo
  label: 補助率 1/2以内
  value: {rate: 1/2}
  evidence:
  - {source: koubo, page: 3, at: 表1, quote: 補助率は1/2以内}
  confidence: 0.97
  review: {state: draft}
""",
}
_MARKUP = (
    "<table>",
    "</table>",
    "<tr><td rowspan=65535 colspan=65535>",
    "<li>",
    "<!--",
    "<script>",
    "<![CDATA[",
    "&#x110000;",
    "&#0;",
    "\x00",
    "\ud800",
    "<td colspan=-1>",
    "<details><summary>",
    "<ruby>漢<rt>かん",
    "<meta charset=utf-7>",
    "\u202e",
    "９" * 60,
    "千" * 80,
    "（" * 400,
    "1," * 300,
    "令和9999年99月99日",
    "0/0",
    "1/" + "0" * 50,
    "100億" * 40,
    "次の①～⑳",
    "<div style=display:none>",
    "\u0303" * 50,
    "<dl><dd>",
    "<b>" * 300,
    "を除く" * 60,
    "、または" * 60,
)
_YAML = (
    "&a ",
    "*a",
    "!!python/object:os.system ",
    "{",
    "[",
    "[" * 300,
    "? ",
    "<<: *a\n",
    "---\n",
    "...\n",
    "\x00",
    "\ufeff",
    "\t",
    "- ",
    ": ",
    "null",
    "~",
    "1e999",
    "9" * 400,
    "0x" + "f" * 200,
    "-.inf",
    ".nan",
    "2025-13-45",
    "|\n",
    "'",
    '"',
    "#",
    "%YAML 1.1\n",
    "../../x",
    "\u2028",
    "true",
    "{a: {b: {c: []}}}",
    "\r",
    "@",
    "`",
)


def hostile_text(text: str, seed: int) -> str:
    """The text with foreign pieces, cuts and repetitions; one in four is blown up to a hundred kilobytes."""
    out = _spoiled(text, _MARKUP, seed, 10)
    if seed % 4 == 0:
        dice = random.Random(seed)
        at = dice.randrange(len(out))
        piece = out[at : at + dice.randint(1, 60)] or "x"
        out = out[:at] + piece * (100_000 // len(piece)) + out[at:]
    return out


def hostile_yaml(text: str, seed: int) -> bytes:
    """The file with foreign pieces, or with damaged bytes, or in another encoding."""
    if seed % 5 == 0:
        return damaged(text.encode(), seed)
    spoiled = _spoiled(text, _YAML, seed, 3)
    return spoiled.encode(("utf-8", "utf-8", "utf-16", "cp932")[seed % 4], "replace")


def _spoiled(text: str, pieces: tuple[str, ...], seed: int, most: int) -> str:
    dice = random.Random(seed)
    for _ in range(dice.randint(1, most)):
        at = dice.randrange(len(text) or 1)
        length = dice.randint(1, 60)
        match dice.randrange(5):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + text[at : at + length] * dice.randint(2, 40) + text[at:]
            case 2:
                lines = text.splitlines(keepends=True)
                dice.shuffle(lines)
                text = "".join(lines)
            case _:
                text = text[:at] + dice.choice(pieces) * dice.choice((1, 1, 2, 30)) + text[at:]
    return text


_TAGS = (
    "div",
    "p",
    "b",
    "i",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "dl",
    "dt",
    "a",
    "font",
    "form",
    "select",
    "option",
    "svg",
    "math",
    "template",
    "details",
    "ruby",
    "rt",
    "h2",
    "span",
    "button",
    "nobr",
)
# what is written over and over, each with what may come before and after it
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("", "<{tag}>", ""),
    ("", "<{tag}>対象</{other}>", ""),
    ("", "</{tag}>", ""),
    ("<table>", "<tr><td rowspan=9999 colspan=1000>1", ""),
    ("<table>", "<{tag}>", "</table>"),
    ("<p ", "a{n}='{n}' ", ">"),
    ("<p title='", "補助", "'>"),
    ("", "&amp;&#x6f22;&{tag};", ""),
    ("", "&#{n};", ""),
    ("", "<!--{n}", ""),
    ("<!--", "-", ""),
    ("", "<![CDATA[{n}", ""),
    ("<script>", "</scrip<!--", ""),
    ("<style>", "a{{b:url(", ""),
    ("", "<{tag} style='display:none;color:#fff;font-size:{n}px'>1/2以内", ""),
    ("", "<meta charset=x-{n}>", ""),
    ("", "<base href='//{n}/'><a href='javascript:{n}'>公募要領", ""),
    ("", "<input type=password name={n}>", ""),
    ("", "補助率は1/2以内とする。", ""),
    ("", "1,", ""),
    ("", "<", ""),
    ("", "<{tag}\x00\t/{n}", ""),
    ("<title>", "令和{n}年", ""),
    ("<textarea>", "<{tag}>", ""),
    ("<plaintext>", "<{tag}>", ""),
    ("<ul>", "<li><ul>", ""),
    ("", "<a href=#{n}><{tag}>", ""),
    ("", "<b><p><i>", ""),
    ("", "<{tag}><{other}>", ""),
    ("", "\u202e\u0300", ""),
)


def hostile_page(seed: int, most: int) -> bytes:
    """A page of up to so many bytes, made of one or two things over and over."""
    dice = random.Random(seed)
    parts = [f"<!doctype html><title>{seed}</title>" if dice.random() < 0.7 else ""]
    rows = [_ROWS[seed % len(_ROWS)], *([dice.choice(_ROWS)] if dice.random() < 0.5 else [])]
    for before, row, after in rows:
        tag, other = dice.choice(_TAGS), dice.choice(_TAGS)
        one = row.format(tag=tag, other=other, n=dice.randrange(100_000))
        repeated = one * (most // len(rows) // len(one.encode("utf-8")))
        if "{n}" in row and dice.random() < 0.5:
            number = itertools.count()
            repeated = "".join(row.format(tag=tag, other=other, n=next(number)) for _ in range(most // len(rows) // (len(one) + 4)))
        parts += [before, repeated, after]
    return "".join(parts).encode("utf-8")[:most]
