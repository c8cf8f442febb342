"""Which metric a number in a sentence measures: the vocabulary decides, not the syntax (measured: words 86%, parser 53%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from subsidy_rules.language.another_party import another_party
from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.denials import TURNED, denials_behind
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.staff import STAFF, some_staff
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.rule import Leaf, Op

_FAR = 1_000  # signs of a sentence before and behind a quantity that can say what it is of
_JOINT = re.compile(r"(?<!\()、?(?:又は|または|若しくは|もしくは)")
_NEXT_PART = re.compile(rf"{_JOINT.pattern}(?=[^。]*\d[\d.,]*(?:%|パーセント|万|億|円|人|名|分の\d|/\d))")
# 給与支給総額が2%以上、又は一人当たりの給与が地域の伸び以上: the measure behind 又は is that of its own bound, which has no figure
_OTHER_MEASURE = re.compile(rf"[^、。\d]{{0,12}}?(?:{_JOINT.pattern}|か、)(?P<own>[^。、\d]{{3,40}}?[率額数量金性][がを])")
# 年率2%以上、5年間で12%以上: the second is no mean of the years
_IN_ALL = re.compile(r"(?:^|[、。(])[^、。(]{0,16}?\d+年間?(?:で|の間に)(?:合計|累計|通算)?(?:で|して)?、?$")
_GROWS = re.compile(r"(?:/年度?)?(?:程度)?の?(?:増加|向上|上昇|成長|拡大|引き?上げ)")
_PLAIN_OPS: tuple[Op, ...] = ("ge", "le")
_ISO_UNITS = {"year": "Y", "month": "M", "day": "D"}
_UNITS = {"yen": "yen", "percent": "percent", "person": "person", "applicant": "person"}


@dataclass(frozen=True, slots=True)
class Metric:
    """One entry of `metrics.yaml`, its words compiled."""

    fact: str
    topic: str
    unit: str
    words: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    over: tuple[tuple[re.Pattern[str], str], ...]
    per: tuple[tuple[re.Pattern[str], str], ...]
    text: bool
    low_only: bool
    plain: Op | None
    duration: bool


@dataclass(frozen=True, slots=True)
class Measured:
    """A bound on a metric. `start`, `end` are half-open bounds of the quantity in the folded text."""

    leaf: Leaf
    topic: str
    quantity: Quantity
    start: int
    end: int


@cache
def metrics() -> tuple[Metric, ...]:
    """All metrics, in the order of the file."""
    return tuple(_metric(name, entry) for name, entry in load("metrics").items())


def _metric(name: str, entry: dict[str, object]) -> Metric:
    def patterns(key: str) -> tuple[re.Pattern[str], ...]:
        words = entry.get(key, ())
        return tuple(re.compile(word) for word in words) if isinstance(words, list) else ()

    def pairs(key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
        table = entry.get(key, {})
        return tuple((re.compile(word), str(made)) for word, made in table.items()) if isinstance(table, dict) else ()

    return Metric(
        str(entry.get("fact", name)),
        str(entry["topic"]),
        str(entry["unit"]),
        patterns("words"),
        patterns("not"),
        pairs("over"),
        pairs("per"),
        bool(entry.get("text")),
        entry.get("bound") == "low",
        _op(entry.get("op")),
        bool(entry.get("duration")),
    )


def _op(word: object) -> Op | None:
    return next((op for op in _PLAIN_OPS if op == word), None)


def measure(sentence: str, context: str = "") -> tuple[Measured, ...]:
    """The bounds on metrics that a folded sentence states; `context` (sentences above it) may tell metric and period.

    >>> [(m.leaf.fact, m.leaf.op, m.leaf.value, m.leaf.over) for m in measure("1年後に労働生産性を3パーセント以上向上させること")]
    [('labour_productivity_growth', 'ge', '3', 'P1Y')]
    >>> [(m.leaf.fact, m.leaf.op, m.leaf.value) for m in measure("課税所得の年平均額が15億円を超える者")]
    [('taxable_income_avg_3y', 'gt', 1500000000)]
    """
    found = []
    quantities = find_quantities(sentence)
    last_of_unit = {quantity.unit: quantity for quantity in quantities}
    before: dict[str, Quantity] = {}  # the one of each unit that was read last
    for quantity in quantities:
        near, moved = _around(sentence, quantity)
        metric = _metric_of(*_member(sentence, quantity, before.get(quantity.unit), last_of_unit[quantity.unit]))
        if metric is None and quantity.unit == "rate":  # what shares are of is often said once for all of them
            metric = _metric_of(near, moved)
        before[quantity.unit] = quantity
        if metric is None or (metric.low_only and quantity.low is None and quantity.high is not None):
            continue
        behind = near[moved.end :]
        if metric.fact.endswith("_cagr") and _IN_ALL.search(near, 0, moved.start) is not None:
            continue
        if metric.fact in _OWN and _is_of_bracket(sentence, quantity, quantities):
            continue
        if metric.fact in _OWN and (another_party(behind) is not None or of_a_place(near[: moved.start], behind)):
            continue  # the size of another firm, that holds the shares, or who works at one place of it
        if metric.fact == "employees" and some_staff(near[: moved.start], behind) is not None:
            continue
        if EVEN_IF.match(behind) or _is_of_other(metric, near[: moved.start], behind):
            continue
        leaves = _settled(bounds_to_leaves(metric.fact, quantity, as_text=metric.text), behind)
        found += [
            Measured(_dressed(leaf, metric, near, context, moved.start), metric.topic, quantity, quantity.start, quantity.end)
            for leaf in leaves
        ]
    last = {m.leaf.fact: sentence.rfind("合計", 0, m.start) for m in found}  # the places are in order
    return tuple(m for m in found if not _is_summand(m, last[m.leaf.fact]))


_BETWEEN = re.compile(r"(?:を?(?:新たに|新規に)?(?:雇用|採用|配置))?")
_IN_OPEN = re.compile(r"\((?P<whose>[^()\d]{2,20})$")


def _is_of_bracket(sentence: str, quantity: Quantity, quantities: Sequence[Quantity]) -> bool:
    """Whether the size stands in the bracket right behind others, for a part of the applicants: 新規雇用者5人(小規模事業者:2人)以上."""
    inside = _IN_OPEN.search(sentence, 0, quantity.start)
    if inside is None:
        return False
    before = [q for q in quantities if q.unit == quantity.unit and q.end <= inside.start()]
    return bool(before) and _BETWEEN.fullmatch(sentence, before[-1].end, inside.start()) is not None


def _around(sentence: str, quantity: Quantity) -> tuple[str, Quantity]:
    """The part of a sentence that can say what a quantity in it is of, and the quantity as it stands there."""
    begin = max(0, quantity.start - _FAR)
    return sentence[begin : quantity.end + _FAR], replace(quantity, start=quantity.start - begin, end=quantity.end - begin)


# 付加価値額が年平均3%以上、給与支給総額が1.5%以上増加すること: the next figure has a measure of its own
_NEXT_MEMBER = re.compile(r"[^、。がをはの]{0,12}(?:、(?:かつ、?)?|かつ、?|及び|並びに)(?P<own>[^、。\d]{3,30}?[がをは])")


def _member(sentence: str, quantity: Quantity, before: Quantity | None, last: Quantity) -> tuple[str, Quantity]:
    """The part of an enumeration that a quantity stands in, with the predicate behind all its members, and the quantity as it stands there.

    Args:
        before: the quantity of the same unit before it.
        last: the last one of the same unit in the sentence.
    """
    begin, end = max(0, quantity.start - _FAR), quantity.end + _FAR
    opened = _NEXT_MEMBER.match(sentence, before.end) if before is not None else None
    if opened is not None and opened.end() <= quantity.start:
        begin = max(begin, opened.start("own"))
    closed = _NEXT_MEMBER.match(sentence, quantity.end) if last.start > quantity.start else None
    member = sentence[begin:end] if closed is None else sentence[begin : closed.start("own")] + sentence[last.end : last.end + _FAR]
    return member, replace(quantity, start=quantity.start - begin, end=quantity.end - begin)


_NOT_ONE = re.compile(r"も(?:い|(?:雇用|使用|雇)(?:し|っ)ててい?|(?:雇用|使用)して(?:い)?)(?:ない|ません|なかった)")
# 3億円を超える会社であっても: whoever it is, it matters nothing
EVEN_IF = re.compile(
    r"(?:の|を?超える|を?下回る)?[^、。\d]{0,12}?(?:であっても|でも|(?:超え|下回っ|上回っ)て(?:い)?ても|場合も|に(?:かかわ|関わ)らず)"
)


def _settled(leaves: tuple[Leaf, ...], after: str) -> tuple[Leaf, ...]:
    """The bounds with what denies the noun that they describe; nothing of a range that is denied, which no bound can say."""
    if _NOT_ONE.match(after):  # 1人もいない: fewer than that
        return tuple(leaf.model_copy(update={"op": "lt"}) if leaf.op == "eq" else leaf for leaf in leaves)
    if denials_behind(after) % 2 == 0:
        grows = _GROWS.match(after) is not None  # 3%増加させること: so much at least
        return tuple(leaf.model_copy(update={"op": "ge"}) if grows and leaf.op == "eq" else leaf for leaf in leaves)
    return tuple(leaf.model_copy(update={"op": TURNED[leaf.op]}) for leaf in leaves if leaf.op in TURNED) if len(leaves) == 1 else ()


# 150万円以上の申請: which applications; 現在支給している最低賃金に30円以上を加え: over what is paid now, not over that of the region
_OF_APPLICATIONS = re.compile(r"(?:の|と(?:なる|する))(?:交付)?申請")
_OVER_OWN_WAGE = re.compile(r"(?:現在|現に|現行)[^。、]{0,12}最低賃金(?:に|より|から|\+)$")
# 商業で5人、製造業で20人を超える: its comparator stands behind the next
_SAME_AS_BEFORE = re.compile(r"(?:で|は)\d[\d,.]*[^、。\d]{1,4}、[^、。\d]{1,14}(?:で|は)$")
_SAME_FOR_NEXT = re.compile(r"、[^、。\d]{1,14}(?:で|は)\d")
# 対象従業員を2名以上: those that the grant is for
_WHO_ARE_MEANT = re.compile(rf"対象(?:となる)?{STAFF}(?:等)?(?:数)?[をがは]?$")
# 親会社の資本金が
_OF_ANOTHER = re.compile(
    r"(?:親会社|子会社|関連会社|株主|出資者|出資元|取引先|発注(?:者|先|元)|委託(?:者|先)|納入先|保証人|譲渡人|大企業"
    r"|リース(?:会社|事業者)|(?:販売|支援|施工|請負|納入)(?:事業者|業者)|ベンダー|連携先|大学|金融機関)(?:等)?"
    r"(?:の[^、。はが]{1,14}[はが]?|は、?[^、。はが]{1,10}[がは]?)$"
)


def _is_of_other(metric: Metric, before: str, behind: str) -> bool:
    """Whether what stands round a quantity makes it no bound on a fact of the applicant."""
    if (metric.unit == "yen" and _OF_APPLICATIONS.match(behind)) or _SAME_FOR_NEXT.match(behind) or _SAME_AS_BEFORE.search(before):
        return True
    if metric.fact == "employees" and _WHO_ARE_MEANT.search(before):
        return True
    if metric.fact == "min_wage_margin":
        return _OVER_OWN_WAGE.search(before) is not None
    return metric.fact in _OWN and _OF_ANOTHER.search(before) is not None


# what is a measure of the applicant, and of nobody else
_OWN = frozenset({"capital", "employees"})


_OF_PLACE = re.compile(
    r"(?:(?:開設|設置|開業)[^。、]{0,4}における|(?:事業所|オフィス|店舗|拠点|工場|施設|事務所|事業場)(?:等)?(?:の|に|で|における))"
    rf"[^。、]{{0,16}}{STAFF}[^。、]{{0,12}}$"
)


_IN_PLACE = re.compile(
    r"(?:以上)?、?(?:(?:常時)?配置|を(?:常時)?(?:雇用|使用)する(?:事業所|オフィス|店舗|拠点|工場|施設|事務所|事業場)(?!と))"
)


def of_a_place(before: str, behind: str) -> bool:
    """Whether persons that a folded sentence counts are those at one place, and not all who work for the applicant.

    >>> of_a_place("新しい事務所における従業員が", "以上であること"), of_a_place("従業員を", "以上配置すること")
    (True, True)
    >>> of_a_place("従業員の数が", "以下であること")
    False
    """
    return _OF_PLACE.search(before) is not None or _IN_PLACE.match(behind) is not None


def _is_summand(measured: Measured, summed: int) -> bool:
    """Whether a bound is what another one adds up: of "更に+4%（合計で+6%）以上" the sum is the bound.

    `summed` is where 合計 stands last before the last bound on the same fact; -1 for nowhere.
    """
    return summed >= measured.end


def _metric_of(sentence: str, quantity: Quantity) -> Metric | None:
    """The metric with the most words in the sentence; of equals, the one named nearest before the number."""
    near, shared = _own_part(sentence, quantity)
    fitting = [m for m in metrics() if m.unit == quantity.unit and _fits(m, near if m.words[0].search(near) else shared)]
    if not fitting:
        return None
    return max(fitting, key=lambda m: (len(m.words), _nearness(m, sentence, quantity)))


def _own_part(sentence: str, quantity: Quantity) -> tuple[str, str]:
    """The part of a sentence that a number stands in, between the 又は before and behind it, and the same with all that stands before.

    What follows the next 又は is another part where it has a number of its own: 付加価値額が3%以上、又は労働生産性が3%以上増加すること.
    """
    before = [match.end() for match in _JOINT.finditer(sentence, 0, quantity.start)]
    behind = _NEXT_PART.search(sentence, quantity.end)
    end = behind.start() if behind is not None else len(sentence)
    other = _OTHER_MEASURE.match(sentence, quantity.end, end)
    told = sentence[:end] if other is None else sentence[: other.start("own")] + sentence[other.end("own") : end]
    return told[before[-1] if before else 0 :], told


def _fits(metric: Metric, sentence: str) -> bool:
    return all(word.search(sentence) for word in metric.words) and not any(word.search(sentence) for word in metric.unless)


def _nearness(metric: Metric, sentence: str, quantity: Quantity) -> int:
    return max((match.end() for match in metric.words[0].finditer(sentence, 0, quantity.start)), default=-1)


def _dressed(leaf: Leaf, metric: Metric, sentence: str, context: str, at: int) -> Leaf:
    """The leaf with unit, period and reference of its metric; of several periods the one that stands last before its quantity (`at`)."""
    update: dict[str, str] = {}
    if metric.plain is not None and leaf.op == "eq":
        update["op"] = metric.plain
    if metric.duration:
        update["value"] = f"P{leaf.value}{_ISO_UNITS[metric.unit]}"
    if metric.unit in _UNITS:
        update["unit"] = _UNITS[metric.unit]
    for name, pairs in (("over", metric.over), ("per", metric.per)):
        near = max(
            ((m.end(), form.format(*m.groups())) for pattern, form in pairs for m in pattern.finditer(sentence, 0, at)), default=None
        )
        told = (_filled(pattern, form, text) for text in (sentence, context) for pattern, form in pairs if pattern.search(text))
        made = near[1] if near is not None and name == "over" else next(told, None)
        if made:
            update[name] = made
    return leaf.model_copy(update=update)


def _filled(pattern: re.Pattern[str], form: str, text: str) -> str:
    match = pattern.search(text)
    return form.format(*match.groups()) if match else form
