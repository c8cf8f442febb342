"""The figures of a sentence that state a rule, each with its comparator after every negation, what it measures, per what and over what."""

from __future__ import annotations

import calendar
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from subsidy_rules.language.conditions import number_of
from subsidy_rules.language.dates import find_dates, wrong_dates
from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.model.reading import Act, Figure
from subsidy_rules.statements.sentence_comparators import Op, bare_comparator, resolved
from subsidy_rules.statements.sentence_measure import measure_of, over_of, per_of
from subsidy_rules.statements.sentence_parts import Parts, Span, quoted_spans

# signs before and behind a figure in which its words stand: a list of a thousand figures is one sentence, too
_FAR = 300
_ISO = {"year": "Y", "month": "M", "day": "D", "week": "W"}
_COMPARED = r"(?:以上|以下|以内|未満|超|を?超え(?:る|て)?|を?(?:上|下)回(?:る|り|って)?|に満たな(?:い|かった)|を経過し(?:た|て)?|に?達し)"
# Words that follow a number which is no size: 3回目, 2年度目, 5期目, 第2.
_ORDINAL = deferred(r"(?:度?目|次(?!い)|回目|番|号|条|項(?!目)|款|類型|版|期生|コース)")
_NO_RULE = deferred(r"(?:いずれか|うち|どちらか|どれか|以下|次|下記|上記|前記)の?$")
_EACH = deferred(r"(?:当たり|あたり|当り|につき|ごと|毎)")
# 売上高50億円を目指す企業: what they aim at describes them and bounds nothing
_AIM = deferred(r"(?:を|の(?:達成|実現)を)?(?:目指|めざ|目標とす)[しする][^。、()]{0,16}(?:者|企業|法人|会社|方)")
_COINED = deferred(r"[一-龠ァ-ヶ]{2,6}\)")
_LAW = deferred(r"(?:法律|政令|省令|府令|規則|規程|告示|条例|基準|令|法)(?:令)?(?:第\d*)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A size with its place in the folded text; `bare_end` is where number and unit end, the comparator not counted."""

    value: int | str
    unit: str
    op: Op
    start: int
    end: int
    bare_end: int


def figures_of(parts: Parts, act: Act = "informs") -> tuple[Figure, ...]:
    """The figures of a sentence and its ただし, in order; offsets are those of the original text."""
    text = parts.folded.text
    blocked = quoted_spans(text) + _aliases(text)
    found = [
        f for f in (*_dates(text), *_fiscal_ends(text), *_halves(text), *_sizes(text)) if not any(a <= f.start < b for a, b in blocked)
    ]
    reach = [parts.main, *parts.provisos]
    found = sorted((f for f in found if any(a <= f.start < b for a, b in reach)), key=lambda f: (f.start, f.end))
    found = [_bounded_with(text, one, found) for one in found]
    sizes = [f for f in found if f.unit not in ("duration", "date")]
    out: list[Figure] = []
    for one in found:
        bounds = next(b for b in reach if b[0] <= one.start < b[1])
        begin = max(bounds[0], one.start - _FAR)
        before = _readable(text, begin, one.start)
        after = _readable_after(text, one.bare_end, min(bounds[1], one.bare_end + _FAR))
        over, _at = over_of(before) if one.unit not in ("duration", "date") else (None, -1)
        if one.unit == "duration" and (_is_plan_of(text, one, sizes) or (one.op == "eq" and _is_period_of(text, one, sizes))):
            continue
        if one.unit in ("thing", "type", "item") and one.op == "eq" and act in ("informs", "announces"):
            continue  # 「観点は3つあります」 counts what is told
        name, base = measure_of(before, _uncompared(after), one.unit)
        if out and (host := _host(text, one, found)) is not None and host.unit == out[-1].unit and one.unit != "duration":
            name, base = out[-1].measure, None
        elif not name and before != (outer := _outer(text, begin, one.start)):
            name, base = measure_of(outer, _uncompared(after), one.unit)
        if out and re.fullmatch(r"\d[\d,.万億千]*[一-龠%]{1,2}", name):
            name = out[-1].measure  # 離職者の数が3人を超え、かつ、被保険者数の6%を超える: the same is counted
        start, end = parts.folded.span(one.start, one.end)
        op: Op = _implied(one.unit, name, after, act) if one.op == "eq" else one.op
        out.append(Figure(one.value, one.unit, op, name, base or per_of(before, name, one.unit), over, start, end))
    return tuple(out)


def refused_figures(parts: Parts) -> tuple[Span, ...]:
    """Figures of the sentence itself that state no value: days of no year, days that do not exist, sums of 0 yen."""
    text = parts.folded.text
    periods = find_periods(text)
    dated = [(p.start, p.end) for p in periods]
    spans = [(d.start, d.end) for d in wrong_dates(text)]
    spans += [(d.start, d.end) for d in find_dates(text) if d.year is None and not any(a <= d.start < b for a, b in dated)]
    spans += [(q.start, q.end) for q in find_quantities(text) if _is_nothing(q)]
    hidden = (*parts.brackets, *quoted_spans(text))
    within = [s for s in spans if parts.main[0] <= s[0] < parts.main[1] and not any(a <= s[0] < b for a, b in hidden)]
    return tuple(s for s in sorted(set(within)) if not re.search(r"毎(?:年|月|年度)[^。]{0,12}$", text[max(0, s[0] - _FAR) : s[0]]))


_GROWS = deferred(r"(?:を|の)?(?:増加|向上|増額|上昇|引き?上げ|改善|削減|短縮)(?P<made>させ)?")
# 売上高の10%又は付加価値額の15%を占めること: at least so much
_REACHES = deferred(r"(?:(?:又は|または|若しくは|もしくは)[^、。]{0,16}?\d(?:[%割]|分の\d+))?を占め")
# 過去3年に2回交付決定を受けた者: so often or more
_HAPPENED = deferred(r"[^。]{0,40}(?:受け|され|行っ|し)(?:て(?:い)?)?[たる]")


def _implied(unit: str, name: str, after: str, act: Act) -> Op:
    """The comparator that a bare figure has by what it is: 上限額 bounds it, 3%増加させること means at least so much."""
    if bound := re.search(r"(上限|限度|下限)(?:額|金額|人数|回数|件数|率)?$", name):
        return "ge" if bound[1] == "下限" else "le"
    if act in ("must", "is_excluded") and _REACHES.match(after):
        return "ge"
    if unit == "time" and act == "is_excluded" and _HAPPENED.match(after):
        return "ge"
    grows = _GROWS.match(after)
    return "ge" if grows is not None and (grows["made"] or act in ("must", "gets_bonus")) else "eq"


def _aliases(text: str) -> tuple[Span, ...]:
    """Brackets that only give a name: (以下「…」という。)."""
    return tuple(m.span() for m in re.finditer(r"\((?:以下|通称|いわゆる)[^()]*\)", text))


def _readable(text: str, start: int, end: int) -> str:
    """What stands before a figure in its own bracket or sentence, closed brackets left out."""
    before = text[start:end]
    while (cut := re.sub(r"\([^()]*\)", "", before)) != before:
        before = cut
    return re.sub(r"※\d{0,2}", "", before.rsplit("(", 1)[-1])


def _host(text: str, one: _Found, found: Sequence[_Found]) -> _Found | None:
    """The figure that a figure in brackets is of another class for: 20人 of 20人(商業は5人)以下."""
    opening = text.rfind("(", max(0, one.start - _FAR), one.start)
    if opening < 0 or not _OF_CLASS.fullmatch(text[opening : one.start]):
        return None
    return next((f for f in found if opening in (f.bare_end, f.end) and f.unit == one.unit), None)


_OF_CLASS = deferred(r"\((?:ただし、)?[^()。]*(?:は|の場合|については|:)、?")
# figures that share the comparator behind the last: 1/2又は2/3以内
_JOINED = deferred(r"(?:\([^()]*\))?(?:、|又は|または|若しくは|もしくは|及び|や|,|・)+[^、。()は]{0,12}(?:は)?")


def _bounded_with(text: str, one: _Found, found: Sequence[_Found]) -> _Found:
    """A figure without a comparator takes that of the figure it explains in brackets, or of the next it is joined to."""
    if one.op != "eq" or one.unit == "date":
        return one
    host = _host(text, one, found)
    if host is None:
        behind = bisect_right(found, one.start, key=lambda f: f.start)
        following = found[behind] if behind < len(found) else None
        joined = following is not None and following.unit == one.unit and _JOINED.fullmatch(text[one.bare_end : following.start])
        host = following if joined else None
    return replace(one, op=host.op) if host is not None else one


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


def _is_plan_of(text: str, one: _Found, sizes: list[_Found]) -> bool:
    """Whether it is how long the plan lasts within which another figure of the clause is to be reached: 3~5年の事業計画期間において."""
    within = re.match(r"の[一-龠]{2,10}(?:において|で|に|中に?)、?", text[one.end :])
    behind = [
        _readable_after(text, one.end, s.start) for s in sizes if within is not None and one.end + within.end() <= s.start <= one.end + _FAR
    ]
    return any("。" not in between for between in behind)


def _is_period_of(text: str, one: _Found, sizes: list[_Found]) -> bool:
    """Whether a period only says over which time another figure of the clause is taken (1年後に3%, 6か月間の賃金を3%)."""
    taken = re.match(r"間?の[一-龠ァ-ヶーの]{2,20}[がはを]", text[one.end :])
    if taken and any(one.end < s.start < one.end + 30 for s in sizes):
        return True
    follows = re.match(r"(?:間)?(?:後に|後の|後までに|の平均|(?:分)?の各|平均|の賃金|の給与|の売上|の(?:総)?額)", text[one.end :])
    return bool(follows) and any(one.end <= s.start <= one.end + _FAR and "。" not in text[one.end : s.start] for s in sizes)


def _sizes(text: str) -> Iterator[_Found]:
    periods = [p for p in find_periods(text) if not p.counted]
    for quantity in find_quantities(text):
        if any(p.start <= quantity.start < p.end for p in periods) or _is_no_rule(text, quantity) or _is_nothing(quantity):
            continue
        yield from _bounds(text, quantity)


def _around(text: str, quantity: Quantity) -> tuple[str, str]:
    """What stands before and behind a quantity, as far as it can have to do with it."""
    return text[max(0, quantity.start - _FAR) : quantity.start], text[quantity.end : quantity.end + _FAR]


def _is_nothing(quantity: Quantity) -> bool:
    """A cap of nothing is no cap: it is a misread figure or an example."""
    return quantity.unit == "yen" and quantity.single == 0


# 60歳超雇用推進助成金: a figure of the name
_IN_A_NAME = deferred(r"[一-龠ァ-ヶー]{2,14}(?:助成金|補助金|奨励金|給付金)")


def _is_no_rule(text: str, quantity: Quantity) -> bool:
    """Ordinals, citations, what another figure is counted by, one of several."""
    before, after = _around(text, quantity)
    if not quantity.unit or _ORDINAL.match(after) or _EACH.match(after):
        return True
    if quantity.point is not None and (after[:1].isdigit() or re.match(r"(?:で)?も(?:[^、。]{0,6}(?:な|ませ))", after)):
        return True  # 1者1件まで: by whom the second is counted; 1名もいない: none
    if quantity.point is not None and before.endswith("(") and _COINED.match(after):
        return True  # 3者以上に依頼すること(3者見積): the name of what was told
    if quantity.point is not None and (re.match(r"(?:に加え|のほか|を除)", after) or _AIM.match(after)):
        return True
    if re.match(r"\((?:合計|合わせて|計)", after) and text[quantity.start - 1 : quantity.start] == "+":
        return True  # +2%(合計で+5%)以上: what is added up to the bound
    if before.endswith("第") or re.search(r"[条項号]の?$", before) or _LAW.search(before[-8:]):
        return True
    if quantity.unit not in ("yen", "percent", "rate") and _IN_A_NAME.match(after):
        return True
    if quantity.unit == "year" and re.match(r"(?:\(|度|版|間?の?法律)", after) and not re.match(r"\(", after):
        return True
    return quantity.point is not None and bool(_NO_RULE.search(before))


def _bounds(text: str, quantity: Quantity) -> Iterator[_Found]:
    if quantity.point is not None:
        op = bare_comparator(*_around(text, quantity), period=quantity.unit in _ISO)
        yield _made(text, quantity, quantity.point, op)
        return
    both = quantity.low is not None and quantity.high is not None
    ends: tuple[tuple[Bound | None, Op, Op], ...] = ((quantity.low, "ge", "gt"), (quantity.high, "le", "lt"))
    for bound, closed, opened in ends:
        if isinstance(bound, Bound) and bound.value is not None:
            op = opened if bound.exclusive else closed
            made = _made(
                text, quantity, bound.value, op if both else resolved(_around(text, quantity)[1], op, text[quantity.start : quantity.end])
            )
            yield replace(made, bare_end=quantity.end) if both else made


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
    return quantity.unit == "day" and bool(re.search(r"(?:日数|回数)(?:は|が|を)?$", _around(text, quantity)[0]))


def _halves(text: str) -> Iterator[_Found]:
    """半数以上: a half that no digit tells; 過半数 is a word."""
    for match in re.finditer(r"(?<!過)(?:半数|半分)(?P<op>以上|以下|を超え|未満)", text):
        yield _Found("1/2", "rate", _HALVES[match["op"]], match.start(), match.end(), match.start("op"))


_HALVES: dict[str, Op] = {"以上": "ge", "以下": "le", "未満": "lt", "を超え": "gt"}


def _fiscal_ends(text: str) -> Iterator[_Found]:
    """令和8年度末: the last day of the fiscal year, which ends in March of the next."""
    for date in find_dates(text):
        if date.fiscal and date.year is not None and (end := re.match(r"末日?(?:まで)?", text[date.end :])):
            op: Op = "le" if end.group().endswith("まで") else "eq"
            yield _Found(f"{date.year + 1}-03-31", "date", op, date.start, date.end + end.end(), date.end + end.end())


def _dates(text: str) -> Iterator[_Found]:
    periods = find_periods(text)
    for period in periods:
        if period.counted or _is_told_in_passing(text, period.start, period.end):
            continue
        begin = _precise(text, period.begin, period.start, period.end)
        until = _precise(text, period.until, period.start, period.end)
        if period.shape == "point" and begin:
            bound = _DATE_BOUND.match(text, period.end)
            op: Op = (
                _DATE_OPS[bound[1]]
                if bound
                else "le"
                if re.match(r"(?:\([^()]*\))?の?(?:いずれか|うち)[^。]{0,12}まで", text[period.end :])
                else "eq"
            )
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
_DATE_BOUND = deferred(rf"(?:\([^()]{{1,24}}\))?({'|'.join(_DATE_OPS)})")


def _is_told_in_passing(text: str, start: int, end: int) -> bool:
    return bool(
        re.search(r"\([^()]{0,20}法律[^()]{0,12}$|昭和$", text[max(0, start - _FAR) : start]) or re.match(r"(?:法律|政令|省令)", text[end:])
    )


def _precise(text: str, moment: str | None, start: int, end: int) -> str | None:
    """An ISO date, its month's last day where 月末 is printed; None for an event and what is counted from one."""
    if moment is None or not re.fullmatch(r"\d{4}(?:-\d{2}){0,2}(?:T\d{2}:\d{2})?", moment):
        return None
    if len(moment) == 7 and "月末" in text[start:end]:
        year, month = map(int, moment.split("-"))
        return f"{moment}-{calendar.monthrange(year, month)[1]:02d}"
    return moment
