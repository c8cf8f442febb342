"""Quantities: amounts, ranges, comparators, fractions, percentages, counters and durations of a folded text.

One `Quantity` is one statement of size, however it is worded: "５万円～１５０万円未満", "(下限なし)～350万円", "50万円超～350万円",
"100～450万円", "5万円以上150万円未満", "３分の２以内", "６～20人". What is a date, a citation or an ordinal is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from subsidy_rules.language.dates import find_dates, wrong_dates
from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.numerals import KANJI, NUMERAL, SCALED, read_number

_WORDS_OF_UNITS = {
    "yen": "円",
    "person": "人 名",
    "applicant": "者",
    "company": "社 法人",
    "process": "プロセス プロセス数 業務領域",
    "function": "機能 機能数",
    "type": "種類",
    "thing": "つ",
    "item": "項目",
    "month": "か月 カ月 ヵ月 ヶ月 ケ月 箇月 か月間 ヶ月間",
    "year": "年 年間 年分 か年 カ年 ヵ年 ヶ年 箇年 事業年度 会計年度 事業年度分",
    "business_day": "営業日",
    "building": "棟",
    "day": "日 日間",
    "time": "回",
    "case": "件",
    "application": "申請",
    "point": "点 ポイント",
    "stage": "段階",
    "page": "ページ 頁",
    "copy": "部",
    "term": "期 期分",
    "hour": "時間",
    "week": "週間",
    "place": "か所 カ所 ヶ所 箇所 拠点 店舗",
    "machine": "台",
    "animal": "頭 羽",
    "room": "室 部屋 客室",
    "bed": "床",
    "household": "戸 世帯",
    "hectare": "ha ヘクタール",
    "fold": "倍",
    "age": "歳 才",
    "square_meter": "m2 平方メートル 平米",
    "kiloliter": "kl kL KL キロリットル",
    "kilowatt": "kW kw KW キロワット",
    "ton": "トン",
    "percent": "% パーセント %ポイント パーセントポイント",
    "tenth": "割",
}
_UNITS = {word: unit for unit, words in _WORDS_OF_UNITS.items() for word in words.split()}
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_UNITS["月"] = "month"  # only where it is bounded (六月以内), else it is a date
_PART_OF = r"(?P<d2>\d{1,3}|[〇一二三四五六七八九十百]{1,3})分の(?P<n2>\d{1,3}|[〇一二三四五六七八九十]{1,3})"
_FRACTION = rf"(?P<n>\d{{1,3}})/(?P<d>\d{{1,3}})(?![\d/])|{_PART_OF}"
# A bare Chinese numeral is a number only before a unit that cannot be part of a word (一部, 三者 are words).
_EACH = ("当たり", "あたり", "当り", "につき")
# after these signs a counter is the beginning of another word: 7000社会保険, 2部門, 3期間
_ANOTHER_WORD = {
    "社": "会員内外債名宅労保",
    "人": "材件員格権口事数",
    "点": "検数字",
    "部": "分門署長品会材局数",
    "期": "間限待末首日生",
    "件": "名数費",
    "台": "帳風数",
    "回": "答収復線数",
    "名": "称義簿目誉",
    "割": "合引増当賦",
    "倍": "率数",
    "者": "数",
    "頁": "数",
    "頭": "金取部脳数",
    "室": "内外長",
    "床": "面下暖",
    "戸": "別建籍",
    "羽": "根田織目毛",
}
_COUNTS_WITH = deferred(rf"・?(?:1|一)(?:人|日|月|か月|年|回|時間|泊|件)(?:{'|'.join(_EACH)}|(?=[はを、]?(?:最大|上限)?\d))")
_SIZES = frozenset({"", "yen", "percent", "rate"})
# 三十日以内, 六月を超える: what else ends in such a sign is a date or a word
_BOUNDED = r"以内|以上|以下|未満|を超え|を経過|間|前まで"
_ATOM = deferred(
    rf"(?P<half>(?<=の)半額)|(?<![\d第])(?<!\d[.,/])(?:{_FRACTION})|(?<![\d第])(?<!\d[.,/])(?P<num>{SCALED})(?P<unit>{_UNIT}|月(?={_BOUNDED}))?|(?<![第〇一二三四五六七八九十百千])(?P<knum>{KANJI})(?P<kunit>円|パーセント|%|割(?![合引増当賦りに])|か月|箇月|年間|人(?!件)|(?:日|年|月|名|社|者|回|件)(?={_BOUNDED}))"
)
# は, で, に and the denial behind a comparator turn it round: を超えないこと, 以上でない
_DENIED = r"(?:て(?:い)?)?(?:な(?:い|かった|く)|ません|ず(?=に|、|$))"
# so does what bars it: を超えてはならない, を下回ることはできない
_BARRED = r"て(?:は|も)(?:な[らり]|いけ)(?:ない|ません)|ること(?:は|が|も)?(?:でき|認められ|認め)(?:ない|ません)"
_COMPARATOR = deferred(
    rf"(?P<le>を?超え(?:{_DENIED}|{_BARRED})|を?上回(?:ら{_DENIED}|ってい?(?:ない|ません|なく)|っ?(?:{_BARRED})))|(?P<ge>を?下回(?:ら{_DENIED}|ってい?(?:ない|ません|なく)|っ?(?:{_BARRED})))"
    rf"|(?P<lt>以上で(?:は|も|あっ)?(?:{_DENIED}|{_BARRED})|(?:の(?:伸び|増加|上昇|向上|成長))?(?:率)?に(?:達し|届か|及ば|至ら){_DENIED})|(?P<gt>以下で(?:は|も|あっ)?(?:{_DENIED}|{_BARRED}))"
    r"|以上|以下|以内|未満|超(?!過)|を?超え(?:る|て|、)?|を上回(?:る|り)?|まで(?!の間)|に満たな(?:い|かった)|を?下回(?:る|り)?|より(?:大きい|多い|高い)|を(?:上限|限度)"
)
_OPS = {
    "以上": "ge",
    "以下": "le",
    "以内": "le",
    "未満": "lt",
    "まで": "le",
    "に満たない": "lt",
    "に満たなかった": "lt",
    "を上限": "le",
    "を限度": "le",
}
# 補助上限額(千円), 単位:万円: what the figures below are counted in
_UNIT_ONLY = deferred(r"(?:単位[:は]?|\()[百千万億]{1,2}円(?=\)|$)|単位[:は]?[百千万億]{1,2}円")
_SLASHED = deferred(r"(\d+)/(\d+)")
_WHOLE = 10  # 10分の10: all of it
# the comparator behind the bracket that a number stands in, and behind one that only names it: 成長率(3%)(以下「目標」という。)以上
_IN_BRACKET = deferred(r"\)(?:\((?:以下|通称|いわゆる)[^()]*\))?(以下|以上|未満)")
# 50万円(税抜)以上, 8億円(税抜)を超えない
_BRACKET = deferred(r"\((?:[^()]|\([^()]{1,40}\)){1,80}\)(?=以[下上内]|未満|を?超え|超(?!過)|を?[上下]回|に満たない|より)")
_DIGIT = deferred(r"\d|[一二三四五六七八九十百千万億]+(?:円|人)")
# 基準額(5,000万円)を上回る: what the bracket tells is the number of that name
_OF_NAMED = deferred(r"\)(?:\((?:以下|通称|いわゆる)[^()]*\))?(?=を?(?:超え|上回|下回)|に(?:満た|達し|届か|及ば))")
_HUNDREDTHS = deferred(r"(\d|[一二三四五六七八九])分(?!の|間|[かカヶ]月)")  # 7割5分
_PER_ONE = deferred(r"/(?:年度?|m2|㎡|kW|t|人|台|件|日|月)(?=以上|以下|以内|未満|を?超)")  # 3%/年以上, 30万円/年以上
_NO_LOW = r"\(?下限(?:額)?(?:は)?なし\)?"
_BETWEEN = deferred(r"(?:~|から|、|,|かつ|であって)?")
_CHAINED = deferred(r"^[-./A-Za-z]|-$")
_PREFIX_MAX = deferred(r"(?:最大で?|最高|上限額?(?:が|は|を|:|:)?)$")
_PREFIX_MIN = deferred(r"(?:最低(?:でも?)?|最小|下限額?(?:が|は|を|:|:)?|少なくとも)$")


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of a quantity; `value` is None where the text says that there is no limit (下限なし)."""

    value: Fraction | None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A size with its bounds. `start`, `end` are half-open bounds in the folded text, comparators included.

    `unit`: yen, person, percent, rate, process, function, month, year, ... or "" for a bare number.
    `point` is set where the text gives one number and no comparator; then `low` and `high` are None.
    `part` is true for a marginal part (50万円以下の部分).
    """

    unit: str
    start: int
    end: int
    low: Bound | None = None
    high: Bound | None = None
    point: Fraction | None = None
    part: bool = False

    @property
    def single(self) -> Fraction | None:
        """The one number it names, whatever the comparator; None for a range."""
        values = [b.value for b in (self.low, self.high) if b is not None and b.value is not None]
        if self.point is not None:
            return self.point
        return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class _Atom:
    value: Fraction
    unit: str
    start: int
    end: int
    op: str = ""
    scale: Fraction = Fraction(1)


_LOOK_BACK = 120
_TO_NUMBER = deferred(r"~\d")


@lru_cache(maxsize=1024)
def find_quantities(text: str, *, fractions: bool = False) -> tuple[Quantity, ...]:
    """All quantities of a folded text, in order; with `fractions`, 2/3~4/5 are two rates and no days.

    >>> q, = find_quantities("5万円~150万円未満")
    >>> q.unit, q.low, q.high
    ('yen', Bound(value=Fraction(50000, 1), exclusive=False), Bound(value=Fraction(1500000, 1), exclusive=True))
    >>> find_quantities("(下限なし)~350万円")[0].low
    Bound(value=None, exclusive=False)
    >>> [str(q.point or q.high.value) for q in find_quantities("1/2以内、3分の2、30%")]
    ['1/2', '2/3', '30']
    >>> [str(q.point) for q in find_quantities("会場費の半額、半額になる")]
    ['1/2']
    >>> find_quantities("補助上限額(千円)"), find_quantities("単位:百万円")
    ((), ())
    >>> find_quantities("第2条第1項第4号、令和6年2月、12/29~1/3、3年度目")
    ()
    """
    dates = () if fractions and _only_rates(text) else (*find_dates(text), *wrong_dates(text))
    blocked = {at for d in dates for at in range(d.start, d.end)} | {at for m in _UNIT_ONLY.finditer(text) for at in range(*m.span())}
    read = (_read_atom(text, m) for m in _ATOM.finditer(text))
    atoms = [a for a in read if a is not None and blocked.isdisjoint(range(a.start, a.end))]
    out = []
    i = 0
    while i < len(atoms):
        quantity, used = _combine(text, atoms[i], atoms[i + 1] if i + 1 < len(atoms) else None)
        if quantity is not None:
            out.append(quantity)
        i += used
    return tuple(out)


def _only_rates(text: str) -> bool:
    """Whether every figure with a slash in a folded text can be a rate: 2/3~4/5, not 12/29~1/3."""
    return all(int(n) < int(d) <= _WHOLE or n == d == str(_WHOLE) for n, d in _SLASHED.findall(text))


def _read_atom(text: str, match: re.Match[str]) -> _Atom | None:
    start, end = match.span()
    if match["half"]:
        return _with_operator(text, _Atom(Fraction(1, 2), "rate", start, end))  # 会場費の半額
    if match["n"] or match["n2"]:
        return _read_fraction(text, match)
    number, unit = match["num"] or match["knum"], _UNITS.get(match["unit"] or match["kunit"] or "", "")
    if unit == "year" and text.startswith(("度目", "目", "度"), end):
        return None  # an ordinal or a fiscal year
    if unit == "application" and not text.startswith(("のみ", "まで", "に限", "を上限"), end):
        return None  # "2-1-1申請の対象", "1申請者": a title or part of a longer word
    if end < len(text) and text[end] in _ANOTHER_WORD.get(match["unit"] or "", ""):
        return None
    if unit not in _SIZES and (text.startswith(_EACH, end) or _COUNTS_WITH.match(text, end)):
        return None  # "1人当たり", "1人1日当たり" say what another number is counted by
    value = read_number(number)
    scale = Fraction(1)
    if found := re.search(r"(?:十|百|千)?[万億兆]$", number):
        scale = read_number(found.group())
    if unit == "tenth":
        part = _HUNDREDTHS.match(text, end)
        value, unit, end = value * 10 + (read_number(part[1]) if part else 0), "percent", part.end() if part else end
    return _with_operator(text, _Atom(value, unit, start, end, scale=scale))


def _read_fraction(text: str, match: re.Match[str]) -> _Atom | None:
    """A proper fraction, or 10/10; the number of a footnote may be glued to it (※32/3 is note 3 and 2/3)."""
    start, digits, bottom = match.start(), match["n"] or match["n2"], read_number(match["d"] or match["d2"])
    if len(digits) == 2 and match["n"] and text[start - 1 : start] in tuple("※注*"):
        start, digits = start + 1, digits[1:]
    top = read_number(digits)
    return _with_operator(text, _Atom(top / bottom, "rate", start, match.end())) if 0 < top < bottom or top == bottom == _WHOLE else None


def _with_operator(text: str, atom: _Atom) -> _Atom:
    at = atom.end
    bracket = _BRACKET.match(text, at)
    if bracket is not None:
        at = bracket.end()  # 5,000万円(卸売業は1億円)以下: the comparator holds for both
    if at > atom.end and not atom.unit:
        return atom
    if atom.unit in ("percent", "yen") and (each := _PER_ONE.match(text, at)):
        at, atom = each.end(), replace(atom, end=each.end())
    if match := _COMPARATOR.match(text, at):
        word = match.group()
        op = match.lastgroup or _OPS.get(word) or _op_of(word)
        # a bracket with a figure stays outside the quantity: what stands in it is a quantity of its own
        inside_out = bracket is not None and _DIGIT.search(bracket.group()) is not None
        return replace(atom, op=op, end=atom.end if inside_out else match.end())
    if inside := _IN_BRACKET.match(text, atom.end):
        return replace(atom, op=_OPS[inside.group(1)])
    if (
        text[atom.start - 1 : atom.start] == "("
        and (named := _OF_NAMED.match(text, atom.end))
        and (match := _COMPARATOR.match(text, named.end()))
    ):
        return replace(atom, op=match.lastgroup or _OPS.get(match.group()) or _op_of(match.group()))
    return atom


def _op_of(word: str) -> str:
    """The comparator of a verb: 下回る, に満たない or what goes beyond."""
    return "lt" if "下回" in word or "満た" in word else "gt"


def without_named_bound(text: str, quantity: Quantity) -> Quantity:
    """A quantity without the comparator behind the bracket that it alone stands in: of 上限額(50万円)を超える the cap is 50万円."""
    single = quantity.single
    return replace(quantity, low=None, high=None, point=single) if single is not None and _OF_NAMED.match(text, quantity.end) else quantity


def _combine(text: str, first: _Atom, second: _Atom | None) -> tuple[Quantity | None, int]:
    """A quantity from one atom or from two that make a range, and how many atoms it took."""
    if second is not None and _is_range(text, first, second):
        if not first.unit:
            grown = first.value * second.scale if first.scale == 1 and first.value * second.scale <= second.value else first.value
            first = replace(first, unit=second.unit, value=grown)
        if not second.unit:
            second = replace(second, unit=first.unit)
        quantity = Quantity(
            first.unit,
            first.start,
            second.end,
            low=Bound(first.value, first.op == "gt"),
            high=Bound(second.value, second.op == "lt"),
        )
        return _finish(text, quantity), 2
    return _single(text, first), 1


def _is_range(text: str, first: _Atom, second: _Atom) -> bool:
    between = text[first.end : second.start]
    if first.unit and second.unit and first.unit != second.unit:
        return False
    if first.op in ("le", "lt"):
        return first.unit == "rate" and between == "~"  # "2/3以内~4/5以内" sums up several rates
    if re.fullmatch(r"~(?:上限|最大)", between) and _PREFIX_MIN.search(_before(text, first.start)):
        return first.value <= second.value  # 下限20万円~上限100万円
    if between == "-":  # 2-3人, 10万-60万円; but 03-1234-5678円, 2026-05-11
        return bool(second.unit) and first.value < second.value and _CHAINED.search(text, max(0, first.start - 1), second.end + 1) is None
    if between in ("~", "から"):
        told = bool(first.unit or second.unit or first.op or second.op or between == "~")
        scale = second.scale if second.scale > 1 else Fraction(1)  # "100~450万円": the scale is written once
        return told and first.value <= second.value * scale
    return first.op in ("ge", "gt") and second.op in ("le", "lt") and bool(_BETWEEN.fullmatch(between)) and first.value <= second.value


def _single(text: str, atom: _Atom) -> Quantity | None:
    before = _before(text, atom.start)
    compared = text.endswith(("以下", "未満", "超"), 0, atom.end) or atom.op in ("ge", "gt") or text.startswith("~", atom.end)
    if atom.value == 0 and atom.unit == "yen" and not compared:
        return None  # a limit of nothing is a slip, or says that there is none
    start, end, low, high, point = atom.start, atom.end, None, None, None
    if opening := re.search(rf"(?:{_NO_LOW})?~$", before):
        start -= len(before) - opening.start()
        no_low = opening.group() != "~"
        low = Bound(None) if no_low else None
        high = Bound(atom.value, atom.op == "lt")
    elif text.startswith("~", atom.end) and not _TO_NUMBER.match(text, atom.end):
        low, end = Bound(atom.value, atom.op == "gt"), atom.end + 1
    elif atom.op in ("ge", "gt"):
        low = Bound(atom.value, atom.op == "gt")
    elif atom.op in ("le", "lt"):
        high = Bound(atom.value, atom.op == "lt")
    elif _PREFIX_MAX.search(before):
        high = Bound(atom.value)
    elif _PREFIX_MIN.search(before):
        low = Bound(atom.value)
    elif not atom.unit:
        return None  # a number alone says nothing
    else:
        point = atom.value
    return _finish(text, Quantity(atom.unit, start, end, low, high, point))


def _before(text: str, at: int) -> str:
    """So much of what stands before a place as says what the number there is: a look at all of it would be taken for each number."""
    return text[max(0, at - _LOOK_BACK) : at]


def _finish(text: str, quantity: Quantity) -> Quantity:
    found = re.compile(r"(?:以下|以内|まで)?の?部分").match(text, quantity.end)
    return replace(quantity, part=True, end=found.end()) if found else quantity


__all__ = ["NUMERAL", "Bound", "Quantity", "find_quantities", "without_named_bound"]
