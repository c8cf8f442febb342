"""Which quantities of a text can be values of the grant, and what stands round them: brackets, ranges of caps and of rates, 定額."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities, without_named_bound
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.statements.behind_values import BEHIND
from subsidy_rules.statements.open_brackets import open_at
from subsidy_rules.statements.refused import REFUSED
from subsidy_rules.statements.statement import Statement, Subject

FIXED = "fixed"
# A range that sums up several caps or rates, of which the text does not say which holds when.
RANGE_OF_CAPS = "range_of_caps"
RANGE_OF_RATES = "range_of_rates"
_FIXED_SUM = re.compile(r"定額(?!制|減税|給付|料金|プラン|法|働)")
# 保証料の全額(上限10万円), 利子の額と同額を補助する: all of a cost, where a cap or the grant stands behind it
_ALL_OF_COST = re.compile(
    r"(?:(?<=[料費子息賃税]の)全額|(?<=[料費子息]の額と)同額|(?<=[料費子息]と)同額)(?=\([^()]*(?:上限|限度|切り?捨)"
    r"|(?:を|とし(?:て)?|とする|と|で)?、?[^。、]{0,12}(?:\d[\d,.万億千]*円を(?:上限|限度)|(?:上限|限度)額?(?:は|を)?\d)|を、?(?:補助|助成|補給|支給|交付)(?:し(?:ます|、|て)|する)|と(?:する|します)。)"
)
# under the name of rates nothing need stand behind it: 補助率 | 保証料の全額
_ALL_OF_COST_ALONE = re.compile(r"(?<=[料費子息賃税]の)全額(?=$|[。)])")
# 25円コース, 50万円枠: the amount is part of a name.
_IN_NAME = re.compile(r"(?:コース|枠|型|タイプ|プラン|クラス|級|規模)")
# 20万円を超える額は補助しない: what is beyond the cap
_BEYOND = re.compile(rf"の?(?:金?額|部分|分)(?:は|について(?:は)?|に関しては)、?[^。]{{0,12}}{REFUSED}")
# 千円未満の端数, 千円未満切捨て: how sums are rounded
_ROUNDED = re.compile(r"の?端数|[はをが]?、?(?:切り?(?:捨|上)|四捨五入)")
_COSTS = re.compile(r"(?:経費|事業費|投資額|投資金額)(?:の(?:総額|合計額?|額))?(?:\([^()]*\))?(?:が|は|で)、?$")
# 投資下限額10億円, 補助対象経費の最低額は50万円: a bound of what is spent
_BOUND_OF_COSTS = re.compile(
    r"(?:経費|事業費|投資)(?:の?(?:総額|合計額?|金?額))?の?(?:上限|下限|最低|最小)(?:金?額)?(?:\([^()]*\))?[はがで: ]*$"
)
# 補助金の額は、補助対象経費の額に2分の1(…)を乗じて得た額とする: the rate of the grant
_SHARE_OF_COSTS = re.compile(r"(?:対象(?:経費|事業費)|(?:要する|要した|かかる)(?:経費|費用))(?:の(?:実支出額|額|合計額?|総額))?の$")
SHARE_OF_A_COST = re.compile(
    r"(?:費|料|代|代金|賃借料|家賃|経費|費用|事業費|購入額|購入金額|価格|返還額|支払額|税|税額|税相当額|利子|利子額|利息|利率|掛金|謝金|手当|手当支給|負担額)(?:\([^()]*\))?(?:の(?:うち)?|(?:など|等)?に(?:対し|ついて)(?:て)?、?)$"
)
# 改装費の3分の1(上限30万円)を補助します; …を補助します。上限は30万円です
_CAP_OF_SHARE = re.compile(
    r"(?:以内)?(?:(?:の|に相当する|相当)額)?(?:[(、。]|と(?:する|します)。|です。|を?[^。()]{0,14}(?:補助|助成|支給|交付)(?:[^。]{0,6}。|\())"
    r"(?:ただし、|なお、)?(?:上限|限度)(?:金?額)?(?:は|を|:)?、?(?:(?:1|一)[一-龥ァ-ヶ]{1,6}(?:当たり|あたり|につき)?|[月年]額?)?(?:最大)?$"
    r"|(?:以内)?(?:で)?(?:上限|限度)(?:金?額)?(?:は|:)?(?:最大)?$"
)
_FOR_ONE = r"(?:[^。、\d]{0,12}[1一][^。、\d]{1,6}(?:につき|当たり|あたり)(?:[年月日]額)?)"
# 1/2以内とする。ただし、50万円を限度とする: the words of the limit stand behind the figure
_BEHIND_SHARE = re.compile(
    r"(?:以内)?(?:(?:の|に相当する|相当|を乗じ(?:て得)?た)額(?:\([^()]*\))?)?(?:と(?:し|する|します)|です|で)?(?:、|。(?:ただし、|なお、))(?:1(?:件|社|事業者?|申請者?)(?:当たり|あたり|につき)、?)?"
    rf"(?:{GIVES}?金?の?(?:交付)?額は、?)?{_FOR_ONE}?$"
    r"|(?:以内)?(?:の額)?(?:で|とし)$"  # 1/2以内で50万円を上限とします
    # …を補助します。ただし、100万円を上限とします
    rf"|(?:以内)?(?:(?:の|に相当する|相当)額)?を?{GIVES}(?:します|する|いたします)。(?:ただし|但し|なお)、?{_FOR_ONE}?$"
)
# 経費の3分の2又は50万円のいずれか低い額: the share, and what caps it
OR_ELSE = r"(?:以内)?(?:(?:の|に相当する|相当)額)?(?:、|又は|または|若しくは|もしくは|と|か)+"
LESSER = r"(?:の)?(?:うち|内)?(?:の)?、?(?:いずれか|どちらか)?(?:の)?(?:低い|少ない|小さい)(?:方|ほう)?(?:の)?(?:金?額)?"
_ROUNDING_INSIDE = re.compile(r"\([^()]*(?:端数|円未満)[^()]*切り?捨て[^()]*\)")
_OR_BETWEEN = re.compile(rf"{OR_ELSE}(?:上限額?(?:の)?)?")
_LESSER_BEHIND = re.compile(LESSER)
# 会場費の2分の1で、50万円を交付額の上限とします; 参加者数に2万円を乗じた額で、…
CAPPED_HERE = re.compile(
    rf"(?:以内)?(?:の額|を(?:乗じ|掛け)(?:て得)?た(?:金?額))?(?:\([^()]*\))?(?:(?:で|とし)、?|、){_FOR_ONE}?\d[\d.,万億千]*円(?:を|が)、?(?:[^。、]{{0,8}}の)?(?:上限|限度)"
)
# 20万円に、雇用した者1人につき10万円を加えた額, 30万円+5万円×人数: what so much is added to for each is no cap
_BASE_OF_SUM = re.compile(
    r"(?:\([^()]*\))?(?:\+\d[\d,.万億千]*円[×*]|に、?[^。]{0,40}?(?:につき|[当あ]た?り|ごとに|毎に)[^。]{0,30}?(?:加え|加算し|足し)(?:て得)?た(?:金?額|合計額?))"
)
_SHARE_OF_IT = re.compile(r"の(?:\d{1,2}分の\d{1,2}|\d{1,2}/\d{1,2}|\d{1,2}%|半額)")
_CAP_OF_PAID = re.compile(r"(?:以内)?(?:の|を)?(?:補助|助成)(?:で|とし)?、?(?:上限|限度)(?:金?額)?(?:は|を|:)?、?(?:最大)?")
_TIMES_COSTS = re.compile(
    r"(?:経費|事業費|費用|[^人]件費|[事備設入修告]費|料|代金?|購入金?額|工事金?額|賃借料)(?:の(?:実支出)?(?:総?額|合計額?))?(?:\([^()]*\))?に$"
    r"|(?:経費|費用?|事業費)[^。]{0,40}(?:控除し|差し引い|減じ|除い)た(?:額|残額|金額)(?:\([^()]*\))?に$"
    r"|(?:残高|借入(?:金|額)|融資(?:金|額)|貸付(?:金|額)|元金)(?:の(?:平均)?残高)?に(?:対し(?:て)?)?、?(?:年|年利)?$"
)
_IS_GRANT = re.compile(
    r"(?:\([^()]*\))?を乗じ(?:て(?:得た|算出した|算定した)?|た)(?:額|金額)(?:以内)?(?:の額)?(?:\([^()]*\))?(?:とし|とする|とします|を(?:上限|限度|支給|助成|交付|補助|(?:年間|1年)の額)|と、|以内|[(、。]|$)"
)
# 委託費は、補助対象経費総額の2分の1を上限とする: what one kind of expense may take of all of them
_OF_ALL_COSTS = re.compile(
    r"(?<!経)(?:費|料|代金?)(?:\([^()]*\))?(?:については|は|\()、?(?:補助|助成)?(?:対象)?(?:経費|事業費)の?(?:総額|合計額?|全体)の$"
)
_RAISED_BY = re.compile(r"(?:の|を|だけ)?(?:加算|上乗せ|上積み|加え)")
_LEAST_YEN = 1000  # less is a wage or a price, never what a programme grants, unless it is counted by something
_COUNTED = re.compile(r"(?:当|あ)た?り|につき|ごとに|毎に")


# 50万円 → 100万円; 100万円/年から200万円/年に拡充: what held before
_BECOMES = re.compile(
    r"(?:以内|まで)?(?:→|⇒|⇨|➡|➔)+[^。、→]{0,12}?\d"
    r"|(?:/[一-龥]{1,3})?から(?:最大)?\d[\d,.万億千]*円(?:/[一-龥]{1,3})?(?:に|へ|まで)(?:拡充|引き?上げ|増額|拡大|変更|改定|改正)"
)


def find_values(text: str, *, rates: bool = False) -> tuple[Quantity, ...]:
    """The quantities of a folded text and its fixed sums (unit `fixed`), in order; `rates`: it is about rates, so that 2/3 is no day.

    What an arrow leads away from held before.

    >>> [int(q.single or 0) for q in find_values("上限額:200万円→500万円")]
    [5000000]
    >>> [q.unit for q in find_values("専門家謝金は定額、機械装置は1/2")]
    ['fixed', 'rate']
    >>> [str(q.point) for q in find_values("保証料の全額を補助します。費用の全額を支払った後")]
    ['1']
    """
    fixed = [Quantity(FIXED, m.start(), m.end()) for m in _FIXED_SUM.finditer(text)]
    fixed += [Quantity("rate", m.start(), m.end(), point=Fraction(1)) for m in _all_of_costs(text, rates=rates)]
    sizes = (without_named_bound(text, quantity) for quantity in find_quantities(text, fractions=rates))
    return tuple(sorted((q for q in (*sizes, *fixed) if not _BECOMES.match(text, q.end)), key=lambda q: q.start))


def _all_of_costs(text: str, *, rates: bool) -> Iterator[re.Match[str]]:
    yield from _ALL_OF_COST.finditer(text)
    yield from _ALL_OF_COST_ALONE.finditer(text) if rates and not _ALL_OF_COST.search(text) else ()


# 20万円以上の経費を要する研修: what something costs
_SPENT_ON = re.compile(r"の(?:経費|費用|支出|代金|投資)(?:を|が|の|と|に(?:対し|つい|つき)|は)")

# 50万円の費用を要したものとみなす
_IS_SPENT = re.compile(r"の(?:経費|費用|支出)を(?:要|支払|負担|支出)")


def is_spent(text: str, quantity: Quantity) -> bool:
    """Whether a lower bound in a folded text is of what something costs, and not of what is granted."""
    if _IS_SPENT.match(text, quantity.end):
        return True
    return quantity.low is not None and quantity.high is None and _SPENT_ON.match(text, quantity.end) is not None


def is_value(text: str, quantity: Quantity, context: str, *, beside: bool = False) -> bool:
    """Whether a quantity whose subject is known states a value.

    Args:
        text: folded.
        context: what stands before it.
        beside: it stands in the bracket of a value that is counted by something, and so is it.
    """
    if quantity.unit == FIXED:
        return True
    if quantity.unit == "rate":
        if _RAISED_BY.match(text, quantity.end):
            return False  # 補助率を1/6加算し: what is added to a rate is none
        if quantity.low is not None and quantity.high is None:  # "1/2以上" is a share of something
            return False
        if _OF_ALL_COSTS.search(context):
            return False
        if _TIMES_COSTS.search(context) and _IS_GRANT.match(text, quantity.end):
            return True
        if (_SHARE_OF_COSTS.search(context) or SHARE_OF_A_COST.search(context)) and re.match(
            r"の額(?:とし|とする|と|で|を限度|を\d{1,2}(?:年|[かカヶヵ]月)間|以内|$|[。、(※])", text[quantity.end :]
        ):
            return True  # 補助金の額は、補助対象経費の3分の2以内の額とし、
        return not re.match(r"を乗じ|の額|ずつ|の?(?:うち)?(?:の)?いずれか", text[quantity.end :]) and not re.search(r"[×*]$", context)
    counted = beside or counted_before(context) is not None
    if re.search(r"最低賃金\+?$", context) or (re.search(r"×\+?$", context) and not counted):
        return False
    if context.endswith("+") and not re.fullmatch(r"\)?\+", context):
        return False
    if _BASE_OF_SUM.match(text, quantity.end):
        return False
    if _SHARE_OF_IT.match(text, quantity.end):
        return False  # (10万円の2分の1): how another sum was reckoned
    small = _is_small(quantity) and not counted and not _COUNTED.search(context)
    if small or _ROUNDED.match(text, quantity.end) or in_name(text, quantity.end):
        return False
    if quantity.low is not None and quantity.high is None and _BEYOND.match(text, quantity.end):
        return False
    if quantity.part and re.match(r"は|について|に", text[quantity.end :]):
        return False  # "50万円以下の部分は補助率3/4以内": the part is the label of the rate
    # an amount that ends a label of a rate or of another amount is that label's, not a value
    return not (quantity.point is None and not quantity.part and re.match(r"(?:の部分|の場合|:)", text[quantity.end :]))


# 50万円を補助金の上限額とします
_IS_CAP = re.compile(
    rf"(?:まで)?(?:を|が)、?(?:{GIVES}(?:金額?|額)?の?)(?:上限|限度)(?:金?額)?(?:と[すしな]|です|である)"
    r"|を(?:上限|限度)(?:額)?(?:に|として)、?[^。、\d]{0,8}(?:補助|助成|支給|交付)(?:する|します|され)"
    # 50万円を上限に、対象経費の2分の1を補助します
    r"|を(?:上限|限度)(?:額)?(?:に|として)、?[^。\d]{0,40}(?:\d{1,3}/\d{1,3}|\d{1,3}分の\d{1,3}|\d{1,3}%)(?:以内)?(?:の額|相当額?)?を、?(?:補助|助成|支給|交付)"
)
# ただし、その額が50万円を超えるときは、50万円とする: the cap is told twice
OVER_CAP = (
    r"(?:その|当該|算出した|補助金?の|助成金?の|補助|助成|交付|支給)(?:金|合計)?額(?:の合計)?が、?"
    r"(?P<cap>[\d.,万億千]+円)を超え(?:る|た)(?:とき|場合)"
)
_TOLD_TWICE = re.compile(rf"{OVER_CAP}(?:に?は)?、?$")


def is_cap_by_words(text: str, quantity: Quantity) -> bool:
    """Whether the folded words right behind an amount, or a case that it ends, say that it is the cap of the grant.

    >>> text = "1社につき50万円を補助金の上限額とします"
    >>> is_cap_by_words(text, find_values(text)[0])
    True
    >>> text = "その額が50万円を超えるときは、50万円とする"
    >>> [is_cap_by_words(text, quantity) for quantity in find_values(text)]
    [False, True]
    """
    if quantity.unit == "yen" and (
        is_cap_told_twice(text, quantity) or _is_paid_up_to(text, quantity) or CAPPED_HERE.match(text, quantity.end)
    ):
        return True
    # the words of a limit may be the comparator of the figure itself: 200万円を上限
    at = quantity.end - len("を上限") if text.endswith(_LIMITS[:2], 0, quantity.end) else quantity.end
    return quantity.unit == "yen" and _IS_CAP.match(text, at) is not None


# (補助率1/2・最大50万円補助)
_PAID = re.compile(r"(?:(?:を|まで|の定額)?(?:補助|助成|支給)|が(?:補助|助成|支給|給付)され(?:る|ます))(?=[)。、・]|$)")


# 法人は最大250万円、個人は最大50万円が支給される
_NEXT_PAID = re.compile(r"、[^、。\d]{2,16}は、?(?:最大|上限)\d[\d,.万億千]*円(?:を|が)(?:補助|助成|支給|給付|交付)(?:され|し)(?:る|ます)")
# 経費の一部を助成します。(1企業につき最大50万円)
_PAYS_PART = re.compile(
    r"(?:補助|助成|支給|交付|支援)(?:し(?:ます|ております)|する|いたします)。?\((?:[1一][^()。\d]{1,8}(?:につき|当たり|あたり))?(?:最大|上限)$"
)
_CLOSES = (")", "まで)", "以内)")
# 1人当たり20万円(35歳未満は30万円)を支給します。 and not 手当として2万円を支給する
_IS_GIVEN = re.compile(
    r"(?:以内|まで)?(?:\([^()]*\))?(?:を|が)、?(?:[^、。()]{1,20}(?:に|へ|(?:補助|助成|奨励|支援|給付|交付|協力|補給|応援)金として)、?)?(?:補助|助成|支援|支給|交付|給付)"
    r"(?:(?:いた)?し(?:ます|、)|する|されます)(?:[。、(]|$)"
)
_GIVEN_BY_OTHERS = re.compile(
    r"(?:賃金|給与|給料|手当|賞与|報酬|一時金|祝金)[^。]{0,12}$|(?:事業主|事業者|申請者|会社|企業|法人)[はが]、?[^。]*$"
    r"|(?:^|[。、])(?:国|県|都|府|道)の[^、。]{0,12}(?:金|制度)[^。]*$"
)


def _is_paid_up_to(text: str, quantity: Quantity) -> bool:
    if quantity.low is None and _IS_GIVEN.match(text, quantity.end):
        return _GIVEN_BY_OTHERS.search(text[max(0, quantity.start - _FAR_BACK) : quantity.start]) is None
    if not text.endswith(("最大", "上限"), 0, quantity.start):
        return False
    return any(said.match(text, quantity.end) for said in (_PAID, _NEXT_PAID)) or (
        _PAYS_PART.search(text, 0, quantity.start) is not None and text.startswith(_CLOSES, quantity.end)
    )


def is_cap_told_twice(text: str, quantity: Quantity) -> bool:
    """Whether an amount is what a grant that is over it is cut to: その額が50万円を超えるときは、50万円とする."""
    over = _TOLD_TWICE.search(text, max(0, quantity.start - _FAR_BACK), quantity.start)
    return over is not None and text.startswith(over["cap"], quantity.start)


_FAR_BACK = 60


def is_cap_of_share(text: str, quantity: Quantity, between: str) -> bool:
    """Whether an amount caps the share that was granted right before it; `between` stands between the two.

    >>> text = "費用の1/2以内とする。ただし、50万円を限度とする"
    >>> rate, cap = find_values(text)
    >>> [is_cap_of_share(text, cap, between) for between in (text[rate.end : cap.start], "(上限", "、人件費は")]
    [True, True, False]
    """
    if quantity.unit != "yen":
        return False
    between = _ROUNDING_INSIDE.sub("", between)
    capped = quantity.low is None and quantity.high is not None and text.endswith(_LIMITS, quantity.start, quantity.end)
    capped = capped or text.startswith(("が上限", "が限度"), quantity.end)
    if _OR_BETWEEN.fullmatch(between) and _LESSER_BEHIND.match(text, quantity.end):
        return True
    return any(said.fullmatch(between) for said in (_CAP_OF_SHARE, _CAP_OF_PAID)) or (
        capped and _BEHIND_SHARE.fullmatch(between) is not None
    )


_LIMITS = ("を上限", "を限度", "以内", "まで")


_COSTS_END = re.compile(r"(?:費用?|料金?|掛金|代金?|家?賃|賃金|額)$")
_PRODUCT_OF = re.compile(r"[^()]*\)(?:に|の(?=\d))")


def is_in_bracket_of_costs(text: str, quantity: Quantity) -> bool:
    """Whether an amount stands in the bracket behind costs that a share is taken of: 経費(50万円を超える場合は50万円)に60%を乗じた額."""
    opened = open_at(text)[quantity.start]
    return opened >= 0 and bool(_COSTS_END.search(text, 0, opened) and _PRODUCT_OF.match(text, quantity.end))


def is_of_costs(context: str) -> bool:
    """Whether the folded words before an amount say that it is spent, not granted.

    >>> is_of_costs("補助対象経費の総額が"), is_of_costs("投資下限額"), is_of_costs("補助下限額")
    (True, True, False)
    """
    return bool(_COSTS.search(context) or _BOUND_OF_COSTS.search(context))


_OF_FLOOR = re.compile(r"の?下限(?!なし|は(?:ない|あり))")  # 交付額の下限


def is_floor(context: str) -> bool:
    """Whether the last subject word before an amount is the lower bound: "補助下限額は専門家活用枠が50万円"."""
    hits = [hit for hit in lexicon("subjects").find(context) if hit.slug == "amount"]
    return bool(hits) and ("下限" in context[hits[-1].start : hits[-1].end] or _OF_FLOOR.match(context, hits[-1].end) is not None)


def in_name(text: str, end: int) -> bool:
    """Whether the amount that ends there is part of a name: 25円コース."""
    return bool(_IN_NAME.match(text, end))


def wage_of(text: str) -> Quantity | None:
    """The sum of a few yen that a folded label is all of, which is a wage or a price and no grant: 25円以上.

    >>> wage_of("25円以上").low, wage_of("25円コース"), wage_of("30万円")
    (Bound(value=Fraction(25, 1), exclusive=False), None, None)
    """
    found = find_quantities(text)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))
    return found[0] if whole and _is_small(found[0]) else None


def _is_small(quantity: Quantity) -> bool:
    values = [quantity.point, *(bound.value for bound in (quantity.low, quantity.high) if bound is not None)]
    return quantity.unit == "yen" and all(value < _LEAST_YEN for value in values if value is not None)


def percent_as_rate(quantity: Quantity) -> Quantity:
    """A percentage as the rate that it is."""

    def part(bound: Bound | None) -> Bound | None:
        return None if bound is None or bound.value is None else replace(bound, value=bound.value / 100)

    point = None if quantity.point is None else quantity.point / 100
    return replace(quantity, unit="rate", low=part(quantity.low), high=part(quantity.high), point=point)


def bracket_around(text: str, quantity: Quantity, before: Sequence[Statement]) -> tuple[Statement | None, str]:
    """The value right behind which the bracket stands that a quantity is in, and the label of the quantity in that bracket."""
    opened = open_at(text)[quantity.start]
    if opened < 0:
        return None, ""
    outer = next((s for s in reversed(before) if s.end <= opened and re.fullmatch(BEHIND, text[s.end : opened])), None)
    inside = [s.end for s in before if opened < s.end <= quantity.start]
    label = text[max([opened + 1, *inside]) : quantity.start].lstrip("、,;")
    return outer, label


def split_ranges(quantity: Quantity, subject: Subject, *, caps: bool) -> Iterator[tuple[Quantity, str]]:
    """The values of a quantity, each with what it sums up: both ends of a range of rates; a range under the name of upper limits."""
    low, high = quantity.low, quantity.high
    both = low is not None and high is not None and low.value is not None
    if subject == "rate" and both:
        yield replace(quantity, low=None, high=low), RANGE_OF_RATES
        yield replace(quantity, low=None, high=high), RANGE_OF_RATES
    elif subject == "amount" and both and caps and low is not None and not low.exclusive:
        yield quantity, RANGE_OF_CAPS
    else:
        yield quantity, ""
