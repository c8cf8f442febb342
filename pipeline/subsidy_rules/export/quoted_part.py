"""A quote, its value and its name → the part of it that is published: the one that shows what the rule says.

The figures of the value stand in it; of a rule without figures most of the words of its name, and the end of their sentence, which tells
whether something is wanted or excluded.
"""

from __future__ import annotations

import re

from subsidy_rules.check.rule_numbers import is_number, named_by, numbers_of_value, states_date
from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.normalise import NOTE_SIGNS, fold, fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.rule import Value

LONGEST = 40  # characters of a quote
_CUT_AT = re.compile(r"[、。，．,；;：:（(）)「」『』・\n\s]")
_ENDS = re.compile(r"[。．\n]|$")
_ENOUGH = 0.2  # of the pairs of letters that the best part holds: else the beginning does not show the rule at all
_END_COUNTS = 4  # an end of a sentence weighs as much as so many pairs of letters of the name


def part_of(quote: str, value: Value, name: str = "") -> str:
    """At most `LONGEST` characters of a quote: round the figures of the value, of a value without figures round the words of the name.

    The beginning where the quote states none of the figures.

    >>> from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
    >>> long = "この補助金の交付を受けることができる額は、次の区分に応じて定める額とし、４５０万円を上限とする。"
    >>> part_of(long, SubsidyAmount(max=4500000))
    'を受けることができる額は、次の区分に応じて定める額とし、４５０万円を上限とする。'
    >>> noted = "ソフトウェア購入費＊¹、利用費の上限は、事業の区分に応じて次のとおりに定める額とし、４５０万円とする。"
    >>> part_of(noted, SubsidyAmount(max=4500000))
    '、利用費の上限は、事業の区分に応じて次のとおりに定める額とし、４５０万円とする。'
    >>> plain = "申請の受付に当たり、事務局が必要と認めて申請者に求めることのある資料のうち、白紙の書面は、証拠として取り扱わない。"
    >>> part_of(plain, Value(), "白紙の書面（不可）")
    '白紙の書面は、証拠として取り扱わない。'
    """
    if len(quote) <= LONGEST:
        return quote
    folded = fold(quote)
    numbers = numbers_of_value(value, context=False)
    spans = [(q.start, q.end) for q in find_quantities(folded.text) if any(is_number(n, v, q.unit) for v in named_by(q) for n in numbers)]
    spans += [(date.start, date.end) for date in find_dates(folded.text) if states_date(numbers, date)]
    places = sorted(folded.span(*span) for span in spans)
    begin = _round_figures(places, len(quote)) if places else 0 if numbers else _round_name(quote, name)
    # a sign of a note that is cut in two is no sign: what is left of it would be read as a number
    return quote[begin : begin + LONGEST].strip(NOTE_SIGNS + " \n")


def _round_figures(places: list[tuple[int, int]], length: int) -> int:
    """Where a part begins that holds the first figure, and those that fit beside it."""
    start = places[0][0]
    end = max(e for s, e in places if e - start <= LONGEST or s == start)
    room = LONGEST - (end - start)
    return max(0, min(start - (room + 1) // 2, length - LONGEST))


def _round_name(quote: str, name: str) -> int:
    """Where the part begins that holds most of the name: the beginning of the quote, which reads best, where that shows the rule, too."""
    wanted = _pairs(name)
    starts = {0, *(cut.end() for cut in _CUT_AT.finditer(quote) if cut.end() < len(quote)), max(0, len(quote) - LONGEST)}
    held = {start: _held(quote, start, wanted) for start in sorted(starts)}
    best = max(held, key=lambda start: (held[start], start))
    return 0 if held[0] >= _ENOUGH * held[best] else best


def _held(quote: str, start: int, wanted: frozenset[str]) -> int:
    """How much of the name a part holds, and whether it goes to the end of its sentence."""
    part = quote[start : start + LONGEST]
    shared = len(wanted & _pairs(part))
    end = _ENDS.search(part)
    ends = end is not None and (end.start() < len(part) or start + LONGEST >= len(quote))
    return shared + (_END_COUNTS if ends and shared else 0)


def _pairs(text: str) -> frozenset[str]:
    """Each two letters that follow each other, folded and without signs."""
    bare = re.sub(r"[^\w]", "", fold_text(text))
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
