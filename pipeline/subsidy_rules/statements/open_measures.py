"""Figures whose measure the vocabulary does not name: still bounds, of what the sentence calls them (`fact: other`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise

from subsidy_rules.language.another_party import another_party
from subsidy_rules.language.neutral import neutral
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.staff import STAFF, is_some_staff, some_staff
from subsidy_rules.model.reading import Figure, Reading
from subsidy_rules.model.rule import OTHER, AllOf, AnyOf, Condition, Leaf
from subsidy_rules.statements.denied_together import is_denied_together, joins_next

# Acts whose figures bound something; a figure of what is told, announced or shown as an example bounds nothing.
_BOUNDING = frozenset({"must", "must_not", "may", "is_eligible", "is_excluded", "is_paid", "is_not_paid", "gets_bonus", "gets_penalty"})
# a bare figure tells how much is given: 小規模事業者 20万円
_GIVING = frozenset({"is_paid", "gets_bonus", "gets_penalty"})
# 次のいずれかを講じた者a5時間以上の延長b手当を3%増額: a list in one line, of whose items nobody knows what they are bounds of
_INLINE_LIST = re.compile(r"(?:次|以下|下記)の.{2,30}(?<![a-z])a(?=\d|[ぁ-んァ-ヶ一-龠]).{2,80}(?<![a-z])b(?=\d|[ぁ-んァ-ヶ一-龠])")
_NAME = 60
# Facts of the contract that a measure names by itself; staff that is added or raised is another measure.
_NAMED = {
    "employees": (
        "person",
        re.compile(
            rf"^(?!.*(?:引き?上げ|増加|対象|(?:開設|設置|開業).*における|(?:所|店舗|施設|工場|オフィス|拠点)等?(?:の|における))).*{STAFF}の?(?:総?数|人数)?$"
        ),
    ),
    "capital": ("yen", re.compile(r"(?:資本金|出資の総額)の?額?$")),
    "business_age": ("duration", re.compile(r"(?:創業|設立|開業|起業)(?:後|から|以降|日)*$")),
}
# What a length of time measures when it is a bound of its own.
_LENGTHS = ("期間", "年数", "月数", "日数", "期限", "歴", "時間", "保存", "保管", "雇用", "営業", "経過", "創業後", "設立後", "開業後")
# 過去2年以内に, 締切日から5年前の日以降に: what follows happened then
_PAST = re.compile(
    r"(?:過去|直近|最近|以前)の?$|(?:日|時点?|現在)(?:の?前日)?(?:から|より)?(?:起算して|遡って|さかのぼって)?(?:過去|以前)$"
)
# 応募締切日から16か月以内に採択された者: what is held against somebody has happened before
_AGAINST = frozenset({"is_excluded", "gets_penalty", "must_not"})
_COUNTED_BACK = re.compile(r"(?:締切|申請|応募|基準|公募開始|提出)日?(?:の?前日)?(?:から|より)(?:起算して)?$")
_SINCE = re.compile(r"(?:(?P<ago>前(?:の日)?(?:から|以降|より))|以内|間)?(?:に(?!おけ|係|かか|関)|の間に|にわたり|において)?、?")
# 直近5年間の成長率, 過去1年間における状況: the time that something is taken of; 6か月前の日から…までの間に: only one end of it
_QUALIFIES = re.compile(r"[の(「『※]|における|に係る|分の?|以上|以下|未満|を")
_WINDOW = re.compile(r"までの(?:間|期間)|経過する(?:日|までの)|\d[かヶケ箇カヵ]?[月年日]間?以上の期間")
# 違反した事業者以外の者: who has not done so
_OTHERS = re.compile(r"(?:者|事業者|事業主|企業|法人|会社|もの)?以外の?(?:者|事業者|事業主|企業|法人|会社|もの)?$")
_OF_LIMIT = re.compile(r"除|限|以外|のみ|だけ")
_OF_THAT_TIME = re.compile(r"の(?!間)|\(|における")  # 過去1年間の売上: what the time is taken of, and nothing that happened in it
_FROM = re.compile(r"(?:から|より)(?:起算して)?(?:原則)?$")
# 用地の取得後、3年以内に着工すること; 操業が取得後3年以内であること
_AFTER = re.compile(r"[一-龠ァ-ヶー]後、?$")
_IN_TIME_AFTER = re.compile(r"(?:以内)?(?:に|の間に|であ)")
_DONE_IN = re.compile(r"(?:以内)?(?:に|の間に)")
# 過去3年以内に取得した者がいる事業主は、対象となりません: the state ends with those who are in it
_ENDS_STATE = re.compile(r"。|ただし|但し|であって、|が、|(?<=[者主人業社])は(?:、|(?=[減加]点|(?:補助|助成|支援)?(?:の)?対象))")
_WHO = re.compile(r"(?:者|事業者|事業主|企業|法人|会社|場合|とき)$")
_GOES_ON = re.compile(
    r"(?:の間)?(?:継続して|引き?続き|続けて|にわたり|、)*(?P<what>[^、。]{2,20}?[てで]いる)(?:こと|者|事業者|法人|会社|企業|個人|方|中小)"
)
# 2年以上継続して営業すること, 5年以上事業を続ける見込み: how long something is to be done
_DOES_SO_LONG = re.compile(
    r"(?!の|前|以上|経過)(?:の間)?(?:継続して|引き?続き|続けて|連続して|にわたり|、)*(?P<what>[^、。\d]{0,20}?(?:(?<=[一-龠ァ-ヶー])する|行う|営む|続ける|働く|使う|が(?:見込める|見込まれる|できる)))"
    r"(?:こと|者|事業者|法人|会社|企業|個人|もの|見込み|予定|計画|意思|意志|必要|ものとする|(?:店舗?|施設|事業所)等?(?:である|[。、]|$))"
)
# 年間150日以上の農作業に従事する者
_SPENDS = re.compile(r"の?(?P<what>[^、。\d]{2,16}?に(?:従事|勤務|就労)する)(?:こと|者|もの|見込み)")
# 週5日以上営業すること: how often, and not how long
_SO_OFTEN = re.compile(r"(?:1|一|毎)?(?P<per>週間?|月|[かカヵヶケ箇]月|年間?)(?:に|当たり|あたり|につき)?(?:平均)?、?$")
# 20%又は付加価値額の25%: one of both is enough
_EITHER = re.compile(r"[^、。]{0,6}(?:、?)(?:又は|または|若しくは|もしくは)[^、。]{0,30}")
# 計画を有する者又は付加価値額: the member before 又は is another thing
_MEMBER_BEFORE = re.compile(r"^(?:.*(?:者|法人|企業|会社|こと))?、?(?:又は|または|若しくは|もしくは|あるいは)、?(?=.)")
_BOTH = re.compile(r"かつ|且つ|及び|並びに|とともに")
# 国の補助金では最大450万円ですが、併用はできません: what is conceded bounds nothing of what is asked for
_ASIDE = re.compile(r"^[^。]*(?:ます|です|[るいた])が、|^[^。]*ものの、")
# 週の所定労働時間が20時間以上の者を2名以上雇用: the first figure tells who is counted
_WHO_COUNTS = re.compile(r"(?:以上|以下|未満|以内|を超える)?(?:の|である|となる)?(?P<who>[^、。\d]{0,10}[者員人材])(?:を|が|は)")
# 直接又は間接に保有: how something is held, and no choice of two things
_HOW = re.compile(r"直接、?(?:又は|または|若しくは|もしくは|及び)、?間接")
_PERSON = "person"
_OF_ANOTHER = re.compile(r"(?:法人|会社|企業|事業者|親会社|団体|者)の(?:資本|出資|従業|常時)")
# 60歳以上の者の割合が50%以上: of whom the share is
_SHARE_OF = re.compile(
    r"(?:以上|以下|未満|以内|を超える)?(?:の|である|となる)?(?P<who>[^、。\d]{0,16}?(?:[者員人材]|企業|法人|社)等?の(?:占める)?(?:割合|比率|人?数))(?:を|が|は)"
)
# 30%以上である月が3か月以上: the months are counted
_COUNT_OF_TIMES = re.compile(r"P(?P<n>\d+)(?P<unit>[DWMY])")
_UNITS_OF_TIME = {"D": "日", "W": "週", "M": "月", "Y": "年"}
_TIMES = {"日": "そうである日数", "週": "そうである週数", "月": "そうである月数", "年": "そうである年数"}
_NEAR = 20  # signs before a length of time that say that it has passed
_FAR = 1_000  # signs behind a figure that can say something of it
_SUCH_A_TIME = re.compile(r"(?:以上|以下|以内|未満|超)?[^、。\d]{0,12}?[日週月年]が")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class OpenBound:
    """Bounds on one measure, or on several of which one is enough; `start`, `end` as those of its figures."""

    condition: tuple[Condition, ...]
    start: int
    end: int
    unit: str


def open_bounds(reading: Reading, text: str, taken: Iterable[Span], cases: Sequence[Span] = ()) -> tuple[OpenBound, ...]:
    """The bounds of the figures of a reading that none of the `taken` stretches holds, those of the cases first.

    Both ends of a range are one bound; figures that 又は joins are one bound of which either is enough, within a case or outside of all.

    Args:
        reading: of a sentence of `text`; its figures and all stretches count the characters of that.
        text: of the clause or cell.
        taken: what is read already.
        cases: where the cases (…場合) of the sentence stand.
    """
    if reading.act not in _BOUNDING or _INLINE_LIST.search(fold_text(text[reading.start : reading.end])):
        return ()
    touched = touching((*taken, *_excepted(reading, text)))
    unread = [f for f in reading.figures if not touched(f.start, f.end)]
    behind = {f: fold_text(_behind(text, f.end, reading)) for f in unread}
    last = {f: fold_text(_behind(text, f.end - 1, reading)) for f in unread}  # a comma may be the end of its figure: 5年を超え、
    unread = [replace(f, measure=_whose(f, behind[f], fold_text(text[reading.start : f.start]))) for f in unread]
    behind |= {f: fold_text(_behind(text, f.end, reading)) for f in unread}
    last |= {f: fold_text(_behind(text, f.end - 1, reading)) for f in unread}
    denied = [f for f in unread if is_denied_together(last[f])]
    denied += [f for f in unread if any(joins_next(fold_text(text[other.end - 1 : f.start])) for other in denied if other.end <= f.start)]
    unread = _of_members([f for f in unread if f not in denied and not _ASIDE.search(behind[f])], text)
    free = [
        f
        for f in unread
        if _bounds(f)
        and not _goes_on_from(f, behind.get(f, ""))
        and not (f.op == "eq" and reading.act in _GIVING)
        and not _is_window(f, text)
    ]
    overs, freed = {other.over for other in reading.figures}, set(free)
    timed = [f for f in unread if f not in freed and _is_timed(f) and f.value not in overs]
    told = (_looked_back(reading, f, text) or _counted_from(reading, f, text) or _lasting(reading, f, text) for f in timed)
    looked_back = [bound for bound in told if bound is not None]
    inside = [[f for f in free if start <= f.start < end] for start, end in cases]
    grouped = {f for group in inside for f in group}
    outside = [f for f in free if f not in grouped]
    return (*(bound for figures in (*inside, outside) for bound in _grouped(reading, text, figures)), *looked_back)


def _whose(figure: Figure, behind: str, before: str) -> str:
    """What a figure measures, with whose it is where that is another party, and which of its staff an applicant's count is of."""
    if figure.measure and (who := another_party(behind)):
        return f"{who}の{figure.measure}"
    return (some_staff(before, behind) if figure.unit == _PERSON else None) or figure.measure


def touching(spans: Iterable[Span]) -> Callable[[int, int], bool]:
    """Tells of a stretch whether one of these shares a character with it."""
    ordered = sorted(spans)
    reach = list(accumulate((end for _, end in ordered), max))

    def touched(start: int, end: int) -> bool:
        before = bisect_left(ordered, (end,))  # those that begin before its end
        return before > 0 and reach[before - 1] > start

    return touched


def _behind(text: str, at: int, reading: Reading) -> str:
    """What follows in the sentence, as far as it can say something of a figure before it."""
    return text[at : min(reading.end, at + _FAR)]


def _of_members(figures: Sequence[Figure], text: str) -> list[Figure]:
    """The figures, one that tells which persons the next one counts as part of what that measures."""
    out: list[Figure] = []
    for figure in figures:
        before = out[-1] if out else None
        between = fold_text(text[before.end : figure.start]) if before is not None else ""
        raised = before is not None and figure.unit == before.unit
        who = _WHO_COUNTS.fullmatch(between) if figure.unit == _PERSON or raised else _SHARE_OF.fullmatch(between)
        if before is None or not before.measure or who is None:
            out.append(figure)
            continue
        said = fold_text(text[: before.end])
        at = said.rfind(before.measure)
        at = at if at >= 0 else len(fold_text(text[: before.start]))
        # 1,000円以下の従業員を1,100円以上に引き上げる: what is done to those whom the first figure tells
        done = (figure.measure or "").rpartition("の")[2] if figure.unit == before.unit != _PERSON else ""
        measure = f"{said[at:]}{between[: who.end('who')]}" + (f"の{done}" if done and done not in who["who"] else "")
        out[-1] = replace(figure, measure=measure[-_NAME:])
    return out


def _excepted(reading: Reading, text: str) -> Iterator[Span]:
    """Where the sentence says in brackets what it does not count or is only for: what is bounded there is that, not the rule."""
    for words in reading.limits:
        start = text.find(words, reading.start)
        if start > 0 and text[start - 1] in "(（" and _OF_LIMIT.search(fold_text(words)):
            yield start, start + len(words)


def _grouped(reading: Reading, text: str, figures: Sequence[Figure]) -> tuple[OpenBound, ...]:
    groups = [part for _, group in groupby(figures, key=lambda f: (f.measure, f.unit, f.per, f.over)) for part in _ranges(tuple(group))]
    bounds = [OpenBound(tuple(map(_leaf, group)), group[0].start, group[-1].end, group[0].unit) for group in groups]
    if len(bounds) > 1 and _are_alternatives(reading, text, groups):
        either = AnyOf(any=tuple(as_one(bound.condition) for bound in bounds))
        return (OpenBound((either,), bounds[0].start, bounds[-1].end, bounds[0].unit),)
    return tuple(_with_times(bounds, text))


def _with_times(bounds: Sequence[OpenBound], text: str) -> Iterator[OpenBound]:
    """The bounds, how often something must be so together with what that is: 30%以上である月が3か月以上ある."""
    held: OpenBound | None = None
    for bound in bounds:
        leaf = bound.condition[0]
        counts = isinstance(leaf, Leaf) and leaf.of in _TIMES.values()
        if held is not None and counts and _SUCH_A_TIME.fullmatch(fold_text(text[held.end : bound.start])):
            held = replace(held, condition=(*held.condition, *bound.condition), end=bound.end)
            continue
        if held is not None:
            yield held
        held = bound
    if held is not None:
        yield held


def as_one(conditions: Sequence[Condition]) -> Condition:
    """Conditions that hold together as the one member that they are of alternatives: 1時間以上4時間未満 is one of them."""
    return conditions[0] if len(conditions) == 1 else AllOf(all=tuple(conditions))


def _ranges(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Figures of one measure, a lower and an upper bound together; another bound of the same kind is one of its own (特例は5%以上)."""
    held: list[Figure] = []
    for figure in figures:
        if any(figure.op[0] == other.op[0] for other in held):
            yield tuple(held)
            held = []
        held.append(figure)
    yield tuple(held)


def _bounds(figure: Figure) -> bool:
    """Whether a figure bounds a measure: a length of time that is only named (3年間の計画) is what another thing is measured over."""
    if not figure.measure or (figure.unit == "term" and figure.op == "eq"):
        return False  # 直近1期: one of several
    if not _is_timed(figure):
        return True
    lasts = figure.measure.endswith(_LENGTHS) or _NAMED["business_age"][1].fullmatch(figure.measure) is not None
    return figure.op != "eq" and (lasts or _n_times(figure) is not None)


def _goes_on_from(figure: Figure, behind: str) -> bool:
    """Whether a time behind the founding is how long the business must go on, and not how old it is: 開業後3年以上継続して営業すること."""
    return _NAMED["business_age"][1].fullmatch(figure.measure) is not None and _DOES_SO_LONG.match(behind) is not None


def _is_window(figure: Figure, text: str) -> bool:
    """Whether a length of time is only that in which something else is looked for: 過去3年間に、雇用した者の数が…."""
    return _is_timed(figure) and _PAST.search(fold_text(text[max(0, figure.start - _NEAR) : figure.start])) is not None


def _n_times(figure: Figure) -> int | None:
    """How many times of its own kind a figure counts (月が3か月以上), None where it is a length."""
    match = _COUNT_OF_TIMES.fullmatch(str(figure.value))
    return int(match["n"]) if match is not None and figure.measure == _UNITS_OF_TIME[match["unit"]] else None


def _is_timed(figure: Figure) -> bool:
    return isinstance(figure.value, str) and figure.value.startswith("P")


def _looked_back(reading: Reading, figure: Figure, text: str) -> OpenBound | None:
    """What happened in a time that is looked back on: 過去5年以内に法令に違反した者, 公募開始日から5年前の日以降に…."""
    before, after = fold_text(text[reading.start : figure.start]), fold_text(text[figure.end : reading.end])
    since = _SINCE.match(after)
    held_against = reading.act in _AGAINST and _COUNTED_BACK.search(before) is not None
    if since is None or not (since["ago"] or _PAST.search(before) or held_against) or _OF_THAT_TIME.match(after, since.end()):
        return None
    told = _ENDS_STATE.split(after[since.end() :])[0]
    if not told or _QUALIFIES.match(told) or _WINDOW.search(told):
        return None
    said = whole_phrase(told)
    other = _OTHERS.search(said)
    what = _WHO.sub("", said[: other.start()] if other is not None else said)
    state = neutral(what)
    if not state or len(state) > _NAME or _OTHERS.search(state):
        return None  # of a longer one the end would be lost, where its denial stands
    holds = (state == what) == (other is None)
    leaf = Leaf.model_validate({"fact": OTHER, "of": state, "op": "eq", "value": holds, "over": str(figure.value)})
    return OpenBound((leaf,), figure.start, figure.end, figure.unit)


def _counted_from(reading: Reading, figure: Figure, text: str) -> OpenBound | None:
    """How long after an event something must have been done: 加入した日から2か月以内に…すること."""
    before, after = fold_text(text[reading.start : figure.start]), fold_text(text[figure.end : reading.end])
    done_in = _DONE_IN.match(after) if _FROM.search(before) else _IN_TIME_AFTER.match(after) if _AFTER.search(before) else None
    if reading.act not in ("must", "is_eligible") or figure.op != "le" or not figure.measure or done_in is None:
        return None
    event = figure.measure.removesuffix("後")
    leaf = Leaf.model_validate({"fact": OTHER, "of": f"{event}からの期間"[:_NAME], "op": "le", "value": figure.value})
    return OpenBound((leaf,), figure.start, figure.end, figure.unit)


def _lasting(reading: Reading, figure: Figure, text: str) -> OpenBound | None:
    """How long something must have gone on: 2年以上継続して事業を営んでいること."""
    before, after = fold_text(text[reading.start : figure.start]), fold_text(text[figure.end : reading.end])
    going_on = (_GOES_ON.match(after) or _DOES_SO_LONG.match(after) or _SPENDS.match(after)) if figure.op in ("ge", "gt") else None
    if going_on is None or reading.act not in ("must", "is_eligible", "may"):
        return None
    often = _SO_OFTEN.search(before)
    n = _COUNT_OF_TIMES.fullmatch(str(figure.value))
    if often is not None and n is not None:
        what = f"1{often['per'].removesuffix('間')}に{going_on['what']}{_UNITS_OF_TIME[n['unit']]}数"
        leaf = Leaf(fact=OTHER, of=what[:_NAME], op=figure.op, value=int(n["n"]))
    else:
        since = f"{figure.measure}に" if _NAMED["business_age"][1].fullmatch(figure.measure) else ""
        what = f"{since}{going_on['what']}期間" if going_on["what"] else "期間"
        leaf = Leaf.model_validate({"fact": OTHER, "of": what[:_NAME], "op": figure.op, "value": figure.value})
    return OpenBound((leaf,), figure.start, figure.end, figure.unit)


def _leaf(figure: Figure) -> Leaf:
    own = _OF_ANOTHER.match(figure.measure) is None and not is_some_staff(figure.measure)
    named = next((fact for fact, (unit, words) in _NAMED.items() if own and figure.unit == unit and words.search(figure.measure)), None)
    given = {name: part for name, part in (("unit", figure.unit or None), ("per", figure.per), ("over", figure.over)) if part is not None}
    if (n := _n_times(figure)) is not None:
        return Leaf(fact=OTHER, of=_TIMES[figure.measure], op=figure.op, value=n)
    measure = _MEMBER_BEFORE.sub("", figure.measure)
    what = {"fact": named} if named else {"fact": OTHER, "of": measure[:_NAME]}
    return Leaf.model_validate({**what, "op": figure.op, "value": figure.value, **given})


def _are_alternatives(reading: Reading, text: str, groups: Sequence[Sequence[Figure]]) -> bool:
    """Whether the figures stand in different members of what 又は joins."""
    values = [str(figure.measure) for group in groups for figure in group]
    ends = [(a[-1].end, b[0].start) for a, b in pairwise(groups)]
    between = [_HOW.sub("", fold_text(text[end:start])) for end, start in ends]
    if any(_BOTH.search(words) for words in between):
        return False
    if all(_EITHER.fullmatch(words) for words in between):
        return True
    members = [fold_text(member) for member in reading.alternatives]
    return bool(members) and all(any(value in member for member in members) for value in values)
