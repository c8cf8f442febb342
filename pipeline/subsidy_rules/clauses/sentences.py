"""Text → bounds of its sentences: 。 outside brackets ends one, and 【…の場合、…】 is one."""

from __future__ import annotations

import re

from subsidy_rules.language.sentences import NOTE_IN_BRACKETS

_PAIRS = {"（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "［": "］", "[": "]", "〔": "〕", "｢": "｣", "《": "》", "〈": "〉"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
# a full-width bracket may be closed by a half-width one in carelessly typed texts
_SAME = {"(": "（", ")": "）", "｢": "「", "｣": "」", "[": "［", "]": "］"}
_BRACKET = re.compile(f"[{re.escape(''.join((*_PAIRS, *_CLOSERS)))}]")
_ENDS = "。！？"
_STOP = re.compile(f"[{_ENDS}\n]")
_PROVISOS = ("ただし、", "但し、", "なお、")  # at the head of a line they open a sentence, whether or not the line before has its 。


def sentence_bounds(text: str) -> tuple[tuple[int, int], ...]:
    """Half-open (start, end) of each sentence, spaces round it left out; an unclosed bracket hides nothing.

    >>> [("ＡはＢ（Ｃ。）とする。Ｄ。")[a:b] for a, b in sentence_bounds("ＡはＢ（Ｃ。）とする。Ｄ。")]
    ['ＡはＢ（Ｃ。）とする。', 'Ｄ。']
    >>> [text[a:b] for text in ("賃上げ【未達の場合、返還あり】給与を上げること",) for a, b in sentence_bounds(text)]
    ['賃上げ', '【未達の場合、返還あり】', '給与を上げること']
    >>> [text[a:b] for text in ("滞納がないこと\\nただし、分納する者を除く。",) for a, b in sentence_bounds(text)]
    ['滞納がないこと', 'ただし、分納する者を除く。']
    """
    inside = _inside_brackets(text)
    notes = {at for match in NOTE_IN_BRACKETS.finditer(text) for at in match.span()}
    bounds: list[tuple[int, int]] = []
    start = 0
    for at in sorted(notes.union(stop.start() for stop in _STOP.finditer(text))):
        sign = text[at : at + 1]  # "" where a note ends the text
        if at in notes:
            _keep(text, start, at, bounds)
            start = at
        if sign and sign in _ENDS and not inside[at]:
            _keep(text, start, at + 1, bounds)
            start = at + 1
        if sign == "\n" and text.startswith(_PROVISOS, at + 1) and not inside[at]:
            _keep(text, start, at, bounds)
            start = at
    _keep(text, start, len(text), bounds)
    return tuple(bounds)


def _keep(text: str, start: int, end: int, bounds: list[tuple[int, int]]) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        bounds.append((start, end))


def _inside_brackets(text: str) -> bytearray:
    """1 for each character between a bracket and its partner; brackets without a partner count for nothing."""
    inside = bytearray(len(text))
    open_at: list[tuple[str, int]] = []
    for bracket in _BRACKET.finditer(text):
        at, sign = bracket.start(), bracket.group()
        kind = _SAME.get(sign, sign)
        if kind in _PAIRS:
            open_at.append((kind, at))
        elif kind in _CLOSERS and any(opener == _CLOSERS[kind] for opener, _ in open_at):
            while open_at:
                opener, since = open_at.pop()
                if opener == _CLOSERS[kind]:
                    inside[since:at] = b"\1" * (at - since)
                    break
    return inside
