"""Conditions that a label, a header or the words before a value state, as leaves of the contract's vocabulary of facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.denials import TURNED, denials_behind
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.language.staff import STAFF, some_staff, taken_on
from subsidy_rules.language.vocabulary import Hit, facts, lexicon
from subsidy_rules.model.rule import OTHER, Band, Leaf, Op

_EXCEPT = deferred(
    r"(?:の?事業主|の?事業者|者)?(?:等|に該当する者)?(?:(?:を|は)?(?:除く|除き|除外|以外)|では?(?:ない|なく)|に(?:は|も)?該当し(?:ない|ません))"
)
_RELATED = deferred(r"等?の(?:完全)?(?:子会社|関連会社|関係会社|グループ会社|傘下|役員|出資)")  # 大企業の子会社 is no 大企業
_BAND = deferred(r"最低賃金以上~(?:(?P<era>令和|平成)(?P<year>\d+|元)年度)?改定(?:後)?の地域別最低賃金未満")
_MARGIN = deferred(r"最低賃金(?:額)?\+(\d+)円(以内|以下|まで|未満)")
_MIN_WAGE = "regional_min_wage"
_ERAS = {"令和": "r", "平成": "h"}
_SHORT = {
    "中小": "sme",
    "小規模": "small_business",
    "中堅": "mid_size",
    "再生": "revitalizing_business",
    "大": "other",
    "その他": "other",
    "それ以外": "other",
}
_SHORT_NAMES = "|".join(_SHORT)
_SHORT_NAME = rf"(?:{_SHORT_NAMES})(?:企業者?|事業者|者)?等?"
_SHORT_CLASSES = deferred(rf"(?:^|[:、,;。(])(?P<names>{_SHORT_NAME}(?:[・/、]{_SHORT_NAME})*)(?:の場合)?(?:は|:|で|が)?、?$")
# How many the applicant has, in the words that say so; other persons that are counted (引き上げる労働者, 対象者) are not its size.
STAFF_SIZE = deferred(
    r"(?:事業場|企業|会社|事業者)?の?(?:規模)?\(?(?:常時使用する|常時雇用する|常時勤務する|常勤の?|正規の?)?"
    rf"{STAFF}の?(?:人?数|規模)?\)?(?:\([^()]*\))?(?:※.*)?"
)
_COUNTED = deferred(r"(?P<of>[^、。:;(「」※\d~]{2,30}?(?:[者員]|労働者|使用人|人材)(?:の?(?:人数|数))?)(?:が|は|を)?$")
_VALUED = deferred(r"(?:かつ、?|且つ、?)?(?P<of>(?:(?!かつ|且つ)[^、。:;()「」※\d~・/]){2,24}?)(?:が|は)$")
# 課税所得15億円超の企業, 売上高5億円以下の者: the measure right before its amount
_OWN_MEASURE = deferred(
    r"(?:^|[、。:;()「」※\d~・/のは])(?P<of>[一-龥ァ-ヶー]{0,10}(?:所得額?|売上(?:高|額)?|資本金|利益|収入|価格|単価|賃金))$"
)
_FAR = 100  # signs before a quantity in which its noun stands
_GRANT_WORDS = ("amount", "rate", "increase", "expense")
_UNIT_FACTS = {"process": "process_count", "function": "function_count", "person": "employees"}


def number_of(value: Fraction) -> int | str:
    """An exact number as the contract writes it: an integer, or a decimal or fraction as a string.

    >>> number_of(Fraction(3)), number_of(Fraction(3, 2)), number_of(Fraction(2, 3))
    (3, '1.5', '2/3')
    """
    if value.denominator == 1:
        return int(value)
    if 10**6 % value.denominator == 0:
        return str(Decimal(value.numerator) / Decimal(value.denominator))
    return str(value)


def bounds_to_leaves(fact: str, quantity: Quantity, *, as_text: bool = False) -> tuple[Leaf, ...]:
    """One leaf for each stated bound; a plain number is `eq`."""
    unit = facts()[fact].unit if fact in facts() else None
    unit = unit if unit in ("yen", "person", "percent", "month") and fact != "subsidy_part" else None

    def leaf(op: Op, value: Fraction) -> Leaf:
        number = str(value) if quantity.unit == "rate" else number_of(value)
        return Leaf(fact=fact, op=op, value=str(number) if as_text else number, **({"unit": unit} if unit else {}))

    if quantity.point is not None:
        return (leaf("eq", quantity.point),)
    out = []
    for bound, ops in ((quantity.low, ("ge", "gt")), (quantity.high, ("le", "lt"))):
        if isinstance(bound, Bound) and bound.value is not None:
            out.append(leaf(ops[1] if bound.exclusive else ops[0], bound.value))  # type: ignore[arg-type]
    return tuple(out)


def read_conditions(text: str, *, money_is_part: bool = False, carried_unit: str = "") -> tuple[Leaf, ...]:
    """Leaves that a folded label or condition states.

    Args:
        text: folded.
        money_is_part: an amount in it names a marginal part of the subsidy (label of a rate), not a value.
        carried_unit: unit of the label before it, for "1~3プロセスまで:… 4以上:…".

    >>> [(leaf.fact, leaf.op, leaf.value) for leaf in read_conditions("小規模事業者は")]
    [('applicant_class', 'eq', 'small_business')]
    >>> [(leaf.fact, leaf.op, leaf.value) for leaf in read_conditions("会計・受発注・決済のうち2機能以上")]
    [('function_count', 'ge', 2)]
    >>> [(leaf.fact, leaf.op, leaf.value) for leaf in read_conditions("中小企業・小規模事業者等:")]
    [('applicant_class', 'in', ('sme', 'small_business'))]
    """
    quantities = find_quantities(text)
    wage = _low_wage(text, quantities)
    if wage:
        return wage
    partners = tuple(_partners(text, quantities))
    leaves: list[Leaf] = [leaf for _, leaf in partners]
    # three or more of a class in one group are no class of the applicant
    single = _without([at for at, _ in partners], text)
    for fact, name in (("item", "items"), ("applicant_class", "applicant_classes")):
        leaves += _names(single, fact, name)
    leaves += read_specials(text)
    for quantity in quantities:
        leaves += _sizes(text, quantity, money_is_part=money_is_part, carried_unit=carried_unit)
    return unique(leaves)


def _partners(text: str, quantities: Sequence[Quantity]) -> Iterator[tuple[tuple[int, int], Leaf]]:
    """How many of a class a group has, with where the class is named: 三者以上の中小企業者で構成される団体."""
    counting = [quantity for quantity in quantities if quantity.unit in ("applicant", "company", "person") and quantity.low is not None]
    named = _classes_in(text) if counting else ()
    for quantity in counting:
        behind = re.compile(r"の[^、。\d]{0,12}?(?=[^、。]{2})").match(text, quantity.end)
        hits = [hit for hit in named if behind and 0 <= hit.start - quantity.end <= _NEAR]
        if hits and not re.search(r"[はが、。]", text[quantity.end : hits[0].start]):
            of = f"{text[hits[0].start : hits[0].end]}の数"
            for leaf in bounds_to_leaves("capital", quantity):
                yield (hits[0].start, hits[0].end), Leaf(fact=OTHER, of=of, op=leaf.op, value=leaf.value, unit="applicant")


@lru_cache(maxsize=16)
def _classes_in(text: str) -> tuple[Hit, ...]:
    """The classes of applicants that a text names; each number of a long text asks for them."""
    return lexicon("applicant_classes").find(text)


_NEAR = 12  # characters between how many and of what


def _without(spans: Sequence[tuple[int, int]], text: str) -> str:
    for start, end in spans:
        text = text[:start] + "＿" * (end - start) + text[end:]
    return text


def unique(leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """The leaves without repetition, in order."""
    return tuple(dict.fromkeys(leaves))


# 中小企業診断士, 中小企業○○認証制度: the word is a part of what somebody or something is called
_IN_NAME = deferred(r"[一-龥ァ-ヶー]{0,10}?(?:制度|認証|認定|診断士?|大学校|基本法|協会|中央会|庁|支援機関|宣言)")


def _names(text: str, fact: str, list_name: str) -> tuple[Leaf, ...]:
    """A leaf for the slugs of a word list that the text names; those that it excludes become `ne` or `not_in`."""
    meant: dict[str, None] = {}
    excluded: dict[str, None] = {}
    for hit in lexicon(list_name).find(text):
        if _IN_NAME.match(text, hit.end):
            continue
        if _RELATED.match(text, hit.end):
            continue
        target = excluded if _EXCEPT.match(text, hit.end) else meant
        target.setdefault(hit.slug)
    out = []
    if meant:
        slugs = tuple(meant)
        out.append(Leaf(fact=fact, op="eq", value=slugs[0]) if len(slugs) == 1 else Leaf(fact=fact, op="in", value=slugs))
    elif excluded:
        slugs = tuple(excluded)
        out.append(Leaf(fact=fact, op="ne", value=slugs[0]) if len(slugs) == 1 else Leaf(fact=fact, op="not_in", value=slugs))
    return tuple(out)


def short_classes(label: str, *, rivals: bool) -> tuple[Leaf, ...]:
    """The classes that the end of a folded label names in short (中小・小規模, その他).

    Args:
        rivals: another class was named before it, so that その他 is what is left of applicants.

    >>> [(leaf.op, leaf.value) for leaf in short_classes("補助率:中小・小規模", rivals=False)]
    [('in', ('sme', 'small_business'))]
    >>> short_classes("以内、その他", rivals=False), [leaf.value for leaf in short_classes("以内、その他", rivals=True)]
    ((), ['other'])
    """
    match = _SHORT_CLASSES.search(label)
    slugs = tuple(dict.fromkeys(_SHORT[name] for name in re.findall(_SHORT_NAMES, match["names"]))) if match else ()
    if not slugs or (slugs == ("other",) and not rivals):
        return ()
    return (
        Leaf(fact="applicant_class", op="in", value=slugs) if len(slugs) > 1 else Leaf(fact="applicant_class", op="eq", value=slugs[0]),
    )


def read_specials(text: str) -> tuple[Leaf, ...]:
    """The special measures (特例) that a folded text names, each a fact that is true.

    >>> [leaf.fact for leaf in read_specials("賃金引上げ特例のうち赤字事業者は")]
    ['wage_raise_special', 'deficit']
    """
    return tuple(Leaf(fact=slug, op="eq", value=True) for slug in dict.fromkeys(hit.slug for hit in lexicon("specials").find(text)))


# the words that a figure describes, up to where something else is said of them: 10人以下の事業者以外の
_DESCRIBED = deferred(r"(?:では|(?!で(?!は|な|あ))[^はがを、。])*")
_BUT_FOR = deferred(r"の?(?:[^はがを、。]{0,12}?[者方業人]|企業|場合|とき)(?:等)?を除[くきい]")


def _sizes(text: str, quantity: Quantity, *, money_is_part: bool, carried_unit: str) -> tuple[Leaf, ...]:
    """The bounds that a quantity is; turned round where what it describes is denied, none where two bounds are denied together."""
    leaves = _bounds(text, quantity, money_is_part=money_is_part, carried_unit=carried_unit)
    described = _DESCRIBED.match(text, quantity.end) if leaves else None
    denied = described is not None and (denials_behind(described.group()) % 2 or _BUT_FOR.match(text, quantity.end))
    if not denied:
        return leaves
    return tuple(leaf.model_copy(update={"op": TURNED[leaf.op]}) for leaf in leaves if leaf.op in TURNED) if len(leaves) == 1 else ()


_CAPS_GRANT = re.compile(r"(?<=上限)(?:額)?(?:に|として|と)|(?<=限度)(?:額)?(?:に|として|と)|を(?:上限|限度)")


def _bounds(text: str, quantity: Quantity, *, money_is_part: bool, carried_unit: str) -> tuple[Leaf, ...]:
    before = text[max(0, quantity.start - _FAR) : quantity.start]
    if quantity.unit == "yen":
        if (
            not quantity.part
            and quantity.point is None
            and (valued := _valued(before, case=_CASE_BEHIND.match(text, quantity.end) is not None))
        ):
            return _of_measure(valued, quantity)
        caps = _CAPS_GRANT.match(text, quantity.end) is not None  # 50万円を上限に、経費の1/2を補助: all of the grant, no part of it
        return bounds_to_leaves("subsidy_part", quantity) if quantity.part or (money_is_part and not caps) else ()
    unit = quantity.unit
    if unit in ("", "type", "thing"):
        # 1人目:20万円 (措置を4つ以上実施した場合:30万円): things are no persons
        unit = _unit_by_words(text) or (carried_unit if not unit or carried_unit != "person" else "")
    if quantity.unit == "person" and (_MOST_PERSONS.search(text[quantity.start : quantity.end]) or _OF_ONE.match(text, quantity.end)):
        return ()  # 10人を限度とし、1人の限度額は: for how many it is granted, and to each of them
    if quantity.unit == "person" and _COUNTED_BY.match(text, quantity.end):
        return ()  # 1人1コース当たり: what the value is counted by
    if quantity.unit == "person" and any(True for _ in _partners(text, (quantity,))):
        return ()
    # 2人目 is the second, 20人分 what is granted for so many: no number of staff
    fact = None if text.startswith(("目", "分"), quantity.end) else _UNIT_FACTS.get(unit)
    behind = text[quantity.end : quantity.end + _FAR]
    some = (_counted(before) or some_staff(before, behind) or taken_on(before, behind)) if fact == "employees" else None
    if some:
        return _of_measure(some, quantity)
    if fact == "employees" and _in_bracket_of_others(text, quantity, before):
        return ()
    return bounds_to_leaves(fact, quantity) if fact else ()


def _in_bracket_of_others(text: str, quantity: Quantity, before: str) -> bool:
    """Whether persons without a noun are counted in the bracket of others: 新規雇用者10人以上(うち市内5人以上)."""
    inside = _OPEN_BRACKET.search(before)
    if inside is None or STAFF_SIZE.search(inside["inside"]):
        return False
    outer = next((one for one in find_quantities(text) if one.end == quantity.start - len(inside.group())), None)
    if outer is None or outer.unit != "person":
        return False
    said, behind = text[max(0, outer.start - _FAR) : outer.start], text[outer.end : outer.end + _FAR]
    return bool(_counted(said) or some_staff(said, behind) or taken_on(said, behind))


_OPEN_BRACKET = deferred(r"\((?P<inside>[^()]*)$")
_MOST_PERSONS = deferred(r"を(?:限度|上限)$")
# 1人1回のみ: how often each of them may have it
_COUNTED_BY = deferred(
    r"(?:につき|・|、)?(?:\d{1,2}|一)(?:[^、。\d()]{1,8}(?:当たり|あたり|につき|ごと|毎)|(?:回|件|台|コース|講座)(?:限り|のみ|まで|に限|を限度|\)|$))"
)
_OF_ONE = deferred(r"(?<=1人)の(?:上限|限度|補助|助成|支給)")


def _counted(before: str) -> str:
    """What the persons are of whom a number stands behind a folded text, "" where they are the applicant's staff or not named."""
    match = _COUNTED.search(before)
    if match is None or STAFF_SIZE.fullmatch(match["of"]) or lexicon("applicant_classes").find(match["of"]):
        return ""
    return match["of"]


# 補助対象経費が50万円以上の場合, 補助対象経費が50万円以上の事業に対し: how much is spent tells the case
_CASE_BEHIND = re.compile(
    r"(?:(?:の|である|となる|にな[るった]+|であった)?(?:場合|とき)|(?:の|である|となる)(?:事業|取組み?|工事|投資|整備|購入)(?:に|を|で|は|が))"
)


def _valued(before: str, *, case: bool) -> str:
    """What an amount of money behind a folded text is of, "" where it is not named, of the grant, or of the expenses and in no `case`."""
    match = _VALUED.search(before) or _OWN_MEASURE.search(before)
    if match is None:
        return ""
    told = {hit.slug for hit in lexicon("subjects").find(match["of"])} & set(_GRANT_WORDS)
    return match["of"] if not told or (case and told == {"expense"}) else ""


def _of_measure(of: str, quantity: Quantity) -> tuple[Leaf, ...]:
    """The bounds of a quantity on what the contract has no fact for, told in its words."""
    unit = "person" if quantity.unit == "person" else "yen"
    return tuple(Leaf(fact=OTHER, of=of, op=leaf.op, value=leaf.value, unit=unit) for leaf in bounds_to_leaves("capital", quantity))


def _unit_by_words(text: str) -> str:
    """The unit of a bare number, from the noun of its label (業務領域が1~3)."""
    for name in ("process_count", "function_count"):
        if any(word in text for word in facts()[name].words):
            return facts()[name].unit or ""
    return ""


def condition_unit(text: str) -> str:
    """The count unit that a label speaks of, to carry over to the next label of the same list."""
    units = [q.unit for q in find_quantities(text) if q.unit in _UNIT_FACTS]
    return units[-1] if units else _unit_by_words(text)


def _low_wage(text: str, quantities: Sequence[Quantity]) -> tuple[Leaf, ...]:
    """The wage condition of a raised rate: a share of staff, for some months, in a band above the regional minimum wage."""
    if "最低賃金" not in text or "従業員" not in text:
        return ()
    shares = [q for q in quantities if q.unit == "percent"]
    months = [q for q in quantities if q.unit == "month"]
    if not shares:
        return ()
    dates = [d for d in find_dates(text) if d.year is not None and d.month is not None]
    over = f"{dates[0].iso}/{dates[1].iso}" if len(dates) >= 2 else None
    band = _wage_band(text)
    banded = ({"over": over} if over else {}) | ({"band": band} if band else {})
    out = [leaf for q in months[:1] for leaf in bounds_to_leaves("low_wage_months", q)]
    out += bounds_to_leaves("low_wage_staff_share", shares[0], as_text=True)
    return tuple(leaf.model_copy(update=banded) for leaf in out)


def _wage_band(text: str) -> Band | None:
    """The wages that a text means: between two levels of the regional minimum wage, or up to so many yen over it."""
    if match := _BAND.search(text):
        year = "" if match["year"] is None else f"{_ERAS[match['era']]}{match['year'].replace('元', '1')}"
        return Band(ge=_MIN_WAGE, lt=f"{_MIN_WAGE}_{year or 'revised'}")
    if match := _MARGIN.search(text):
        yen = int(match[1])
        return Band(base=_MIN_WAGE, lt=yen, unit="yen") if match[2] == "未満" else Band(base=_MIN_WAGE, le=yen, unit="yen")
    return None
