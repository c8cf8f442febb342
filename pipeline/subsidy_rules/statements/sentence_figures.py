"""The figures of a sentence that state a rule, each with its comparator after every negation, what it measures, per what and over what."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from subsidy_rules.language.conditions import number_of
from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.model.reading import Figure
from subsidy_rules.statements.sentence_measure import measure_of, over_of, per_of
from subsidy_rules.statements.sentence_parts import Parts, Span, quoted_spans

Op = Literal["ge", "gt", "le", "lt", "eq"]

_TURNED: dict[Op, Op] = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt", "eq": "eq"}
_ISO = {"year": "Y", "month": "M", "day": "D", "week": "W"}
_FREE = re.compile(r"な(?:くては|ければ|いと)(?:なら|いけ)")
_COMPARED = r"(?:以上|以下|以内|未満|超|を?超え(?:る|て)?|を?(?:上|下)回(?:る|り|って)?|に満たない|を経過し(?:た|て)?|に?達し)"
# what denies a comparator right behind it: 300人を超えないこと, 3%を下回らない, 50%以上でない者, 3%以上増加していない
_DENIED = re.compile(
    r"(?:(?<=回)ら|(?<=超え)て?い?|(?<=超えて)い|(?<=し)て?い?)?(?:では|で)?(?:な(?:い|かった|く)|ません|ぬ)"
    r"|(?:に|と|を|で)?(?:増加|向上|増額|上昇|引き?上げ|改善|増や|実施|確保|維持|達成)(?:さ|せ|し|でき|られ|て|い|る|こと|が)*(?:な(?:い|かっ)|ません|ず)"
)
_REACHES = re.compile(
    r"に?(?:満た|達し|達する|届か|到達し|至ら|及ば|を?経過し)(?P<rest>[^、。]{0,6})|を(?:経過し|越え)(?P<rest2>[^、。]{0,6})"
)
_OUTSIDE = re.compile(r"(?:\([^()]*\))?[^、。()\d]{0,12}?以外")
_LIMITED = re.compile(
    r"(?:限り|のみ|だけ)|(?:後|前)(?:の(?:前日|日))?まで|(?:を|が|の)?(?:上限|限度|最大|範囲内?)|(?:の間)?(?:の)?(?:範囲内|を限り)|を?限度|以内|内に"
)
_AT_LEAST = re.compile(r"(?:最低|少なくとも|下限|最短)(?:でも|で|額|は|が|を|、|人数|:)*$")
_AT_MOST = re.compile(
    r"(?:最大|最長|上限|最高|限度|遅くとも)(?:額|人数|回数|金額|件数|期間|数)?(?:でも|で|は|が|を|、|:)*(?:合計|通算|累計)?$"
)
_AFTER = re.compile(r"(?:から起算して|から|後|を起点(?:に|と)して、?|より|以後|以降)(?:、|過去|起算して|最長で?|遅くとも)*$")
# Words that follow a number which is no size: 3回目, 2年度目, 5期目, 第2.
_ORDINAL = re.compile(r"(?:度?目|次(?!い)|回目|番|号|条|項(?!目)|款|類型|版|期生|コース)")
_NO_RULE = re.compile(r"(?:いずれか|うち|どちらか|どれか|以下|次|下記|上記|前記)の?$")
_EACH = re.compile(r"(?:当たり|あたり|当り|につき|ごと|毎)")
_LAW = re.compile(r"(?:法律|政令|省令|府令|規則|規程|告示|条例|基準|令|法)(?:令)?(?:第\d*)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A size with its place in the folded text; `bare_end` is where number and unit end, the comparator not counted."""

    value: int | str
    unit: str
    op: Op
    start: int
    end: int
    bare_end: int


def figures_of(parts: Parts) -> tuple[Figure, ...]:
    """The figures of a sentence and its ただし, in order; offsets are those of the original text."""
    text = parts.folded.text
    blocked = quoted_spans(text) + _aliases(text)
    found = [f for f in (*_dates(text), *_fiscal_ends(text), *_sizes(text)) if not any(a <= f.start < b for a, b in blocked)]
    reach = [parts.main, *parts.provisos]
    found = sorted((f for f in found if any(a <= f.start < b for a, b in reach)), key=lambda f: (f.start, f.end))
    sizes = [f for f in found if f.unit not in ("duration", "date")]
    out = []
    for one in found:
        bounds = next(b for b in reach if b[0] <= one.start < b[1])
        before = _readable(text, bounds[0], one.start)
        after = _readable_after(text, one.bare_end, bounds[1])
        over, _at = over_of(before) if one.unit not in ("duration", "date") else (None, -1)
        if one.unit == "duration" and one.op == "eq" and _is_period_of(text, one, sizes):
            continue
        name, base = measure_of(before, _uncompared(after), one.unit)
        if not name and before != (outer := _outer(text, bounds[0], one.start)):
            name, base = measure_of(outer, _uncompared(after), one.unit)
        start, end = parts.folded.span(one.start, one.end)
        out.append(Figure(one.value, one.unit, one.op, name, base or per_of(before, name), over, start, end))
    return tuple(out)


def _aliases(text: str) -> tuple[Span, ...]:
    """Brackets that only give a name: (以下「…」という。)."""
    return tuple(m.span() for m in re.finditer(r"\((?:以下|通称|いわゆる)[^()]*\)", text))


def _readable(text: str, start: int, end: int) -> str:
    """What stands before a figure in its own bracket or sentence, closed brackets left out."""
    before = text[start:end]
    while (cut := re.sub(r"\([^()]*\)", "", before)) != before:
        before = cut
    return re.sub(r"※\d{0,2}", "", before.rsplit("(", 1)[-1])


def _outer(text: str, start: int, end: int) -> str:
    """What stands before the bracket that a figure is in, the figure that the bracket explains left out."""
    before = text[start:end]
    return (
        re.sub(r"(?:\d[\d,.万億千]*[^、。はがをに\d]{0,6})$", "", _readable(text, start, start + before.rfind("(")))
        if "(" in before
        else before
    )


def _readable_after(text: str, start: int, end: int) -> str:
    after = text[start:end]
    while (cut := re.sub(r"\([^()]*\)", "", after)) != after:
        after = cut
    return after


def _uncompared(after: str) -> str:
    return re.sub(rf"^(?:{_COMPARED}|まで|~)", "", after)


def _is_period_of(text: str, one: _Found, sizes: list[_Found]) -> bool:
    """Whether a period only says over which time another figure of the clause is taken (1年後に3%, 6か月間の賃金を3%)."""
    taken = re.match(r"間?の[一-龠ァ-ヶーの]{2,20}[がはを]", text[one.end :])
    if taken and any(one.end < s.start < one.end + 30 for s in sizes):
        return True
    follows = re.match(r"(?:間)?(?:後に|後の|後までに|の平均|(?:分)?の各|平均|の賃金|の給与|の売上|の(?:総)?額)", text[one.end :])
    return bool(follows) and any(one.end <= s.start and "。" not in text[one.end : s.start] for s in sizes)


def _sizes(text: str) -> Iterator[_Found]:
    periods = [p for p in find_periods(text) if p.shape != "term"]
    for quantity in find_quantities(text):
        if any(p.start <= quantity.start < p.end for p in periods) or _is_no_rule(text, quantity):
            continue
        yield from _bounds(text, quantity)


def _is_no_rule(text: str, quantity: Quantity) -> bool:
    """Ordinals, citations, what another figure is counted by, one of several."""
    before, after = text[: quantity.start], text[quantity.end :]
    if not quantity.unit or _ORDINAL.match(after) or _EACH.match(after):
        return True
    if quantity.point is not None and (after[:1].isdigit() or re.match(r"も(?:[^、。]{0,6}(?:な|ませ))", after)):
        return True  # 1者1件まで: by whom the second is counted; 1名もいない: none
    if re.match(r"(?:に加え|のほか|を除)", after) and quantity.point is not None:
        return True
    if before.endswith("第") or re.search(r"[条項号]の?$", before) or _LAW.search(before[-8:]):
        return True
    if quantity.unit == "year" and re.match(r"(?:\(|度|版|間?の?法律)", after) and not re.match(r"\(", after):
        return True
    return quantity.point is not None and bool(_NO_RULE.search(before))


def _bounds(text: str, quantity: Quantity) -> Iterator[_Found]:
    if quantity.point is not None:
        yield _made(text, quantity, quantity.point, _op_of_point(text, quantity))
        return
    both = quantity.low is not None and quantity.high is not None
    for bound, closed, opened in ((quantity.low, "ge", "gt"), (quantity.high, "le", "lt")):
        if isinstance(bound, Bound) and bound.value is not None:
            op: Op = opened if bound.exclusive else closed  # type: ignore[assignment]
            yield _made(text, quantity, bound.value, op if both else _resolved(text, quantity, op))


def _made(text: str, quantity: Quantity, value: Fraction, op: Op) -> _Found:
    bare = re.search(rf"{_COMPARED}.*$|まで$|~$", text[quantity.start : quantity.end])
    bare_end = quantity.start + bare.start() if bare and bare.start() else quantity.end
    number, unit = number_of(value), quantity.unit
    if unit in _ISO and value.denominator == 1 and not _is_count_of_days(text, quantity):
        return _Found(f"P{number}{_ISO[unit]}", "duration", op, quantity.start, quantity.end, bare_end)
    if unit == "rate":
        number = str(value)
    elif unit == "percent":
        number = str(number)
    return _Found(number, unit, op, quantity.start, quantity.end, bare_end)


def _is_count_of_days(text: str, quantity: Quantity) -> bool:
    return quantity.unit == "day" and bool(re.search(r"(?:日数|回数)(?:は|が|を)?$", text[: quantity.start]))


def _op_of_point(text: str, quantity: Quantity) -> Op:
    """The comparator of a number without one: of what stands before or right behind it."""
    before, after = text[: quantity.start], text[quantity.end :]
    if bracket := re.match(r"\([^()]*(?:\([^()]*\)[^()]*)*\)|・?税[抜込]き?", after):
        after = after[bracket.end() :]
        if compared := re.match(r"以上|以下|以内|未満|を?超え|を?下回|を?上回", after):
            word = compared.group()
            op: Op = (
                "ge" if word == "以上" else "lt" if "未満" in word or "下回" in word else "gt" if "超" in word or "上回" in word else "le"
            )
            return _turn_if(text, after[compared.end() :], op)
    if reaches := _REACHES.match(after):
        return _reached(after, reaches)
    if _AT_LEAST.search(before):
        return "ge"
    if _AT_MOST.search(before) or _LIMITED.match(after):
        return "le"
    if quantity.unit in _ISO and re.search(r"(?:過去|直近)$", before) and re.match(r"間?(?:に|で|の(?:間|うち))", after):
        return "le"
    return "eq"


def _reached(after: str, reaches: re.Match[str]) -> Op:
    """達しない, 満たない, 経過していない are below; 達した is at least; a day that has passed bounds what is due until then."""
    denied = re.search(r"ない|なかった|ません|ず", reaches.group())
    if denied:
        return "lt"
    return "le" if re.match(r"を経過した日[^。]{0,40}?まで", after) or re.match(r"を経過した日(?:又は|または|若しくは)", after) else "ge"


def _resolved(text: str, quantity: Quantity, op: Op) -> Op:
    return _turn_if(text[: quantity.end], text[quantity.end :], op)


def _turn_if(_before: str, after: str, op: Op) -> Op:
    """The comparator after what denies it: ない right behind it, 以外 behind what it qualifies."""
    if _FREE.match(re.sub(r"^(?:で|て)", "", after)):
        return op
    times = 0
    if denied := _DENIED.match(after):
        times += 1
        after = after[denied.end() :]
    elif re.match(r"[らて]?い?(?:ない|ません)", after):
        times += 1
    if _OUTSIDE.match(after):
        times += 1
    return _TURNED[op] if times % 2 else op


def _fiscal_ends(text: str) -> Iterator[_Found]:
    """令和8年度末: the last day of the fiscal year, which ends in March of the next."""
    for date in find_dates(text):
        if date.fiscal and date.year is not None and (end := re.match(r"末日?(?:まで)?", text[date.end :])):
            op: Op = "le" if end.group().endswith("まで") else "eq"
            yield _Found(f"{date.year + 1}-03-31", "date", op, date.start, date.end + end.end(), date.end + end.end())


def _dates(text: str) -> Iterator[_Found]:
    periods = find_periods(text)
    for period in periods:
        if period.shape == "term" or _is_told_in_passing(text, period.start, period.end):
            continue
        begin = _precise(text, period.begin, period.start, period.end, last=False)
        until = _precise(text, period.until, period.start, period.end, last=True)
        if period.shape == "point" and begin:
            op: Op = "le" if re.match(r"(?:\([^()]*\))?の?(?:いずれか|うち)[^。]{0,12}まで", text[period.end :]) else "eq"
            yield _Found(begin, "date", op, period.start, period.end, period.end)
            continue
        if begin:
            yield _Found(begin, "date", "ge", period.start, period.end, period.end)
        if until:
            yield _Found(until, "date", "le", period.start, period.end, period.end)
    for date in find_dates(text):
        # what only tells a deadline in passing (4月1日以降に契約したもの) bounds something all the same
        bound = _DATE_BOUND.match(text, date.end)
        if bound and date.year and date.month and not any(p.start <= date.start < p.end for p in periods):
            yield _Found(date.iso, "date", _DATE_OPS[bound[1]], date.start, bound.end(), date.end)


_DATE_OPS: dict[str, Op] = {
    "以降": "ge",
    "以後": "ge",
    "以前": "le",
    "より前": "lt",
    "より後": "gt",
    "前": "lt",
    "まで": "le",
    "から": "ge",
}
_DATE_BOUND = re.compile(rf"(?:\([^()]{{1,8}}\))?({'|'.join(_DATE_OPS)})")


def _is_told_in_passing(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"\([^()]{0,20}法律[^()]{0,12}$|昭和$", text[:start]) or re.match(r"(?:法律|政令|省令)", text[end:]))


def _precise(text: str, moment: str | None, start: int, end: int, *, last: bool) -> str | None:
    """An ISO date with the time of day or the end of the month that is printed; None for an event."""
    if moment is None or not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", moment):
        return None
    printed = text[start:end]
    if len(moment) == 7 and re.search(r"月末", printed):
        year, month = map(int, moment.split("-"))
        return f"{moment}-{calendar.monthrange(year, month)[1]:02d}"
    times = re.findall(r"(\d{1,2})(?::(\d{2})|時(?:(\d{1,2})分)?)", printed)
    if times and last and len(moment) == 10:
        hour, minute, minute2 = times[-1]
        return f"{moment}T{int(hour):02d}:{int(minute or minute2 or 0):02d}"
    return moment
