"""The label of a value: what the words before it, and the bracket behind it, say of when it holds."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import bounds_to_leaves, read_conditions, short_classes, unique
from subsidy_rules.language.counted_by import before_count
from subsidy_rules.language.denials import TURNED
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.behind_values import end_of_label, label_behind
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.joined_cases import also_asked
from subsidy_rules.statements.statement import Subject
from subsidy_rules.statements.unread import names_somebody, unread_label

# 3分の1(上限30万円): a value of its own
_CAP_INSIDE = re.compile(
    r"(?:ただし、?)?(?:(?:補助|助成)?金?の?(?:上限|限度)(?:金?額)?(?:は|を|:)?、?(?:最大)?|最大|(?<![^(])[月年日]額?)(?:[月年日]額?)?\d|\d[\d.,万億千]*円(?:を?(?:上限|限度)|まで|以内)"
)
_SHARE_INSIDE = re.compile(r"(?:費|料|額|費用)(?:\([^()]*\))?の(?:\d{1,2}/\d{1,2}|\d{1,3}分の\d{1,2}|\d+(?:\.\d+)?%)(?:以内)?$")
# A bracket that says that a value depends on something, and not on what.
_VAGUE = re.compile(r"最大時|異な|応じ|による|よる|一部|条件|要件|場合|別途|限る|のみ|除く")
# of how many at most an amount is granted: 最大6か月, 1事業所10人まで
_MOST_OF_THEM = re.compile(
    r"(?:ただし|但し)?、?(?:1|一)?[一-龥]{0,5}(?:(?:当|あ)たり|につき|で)?、?(?:最大|最長|上限|限度)?(?:は|で|:)?\d{1,3}(?:[かカヵヶケ箇]月間?|月間|年度?間?|人|名|台|回|日間?|時間|件|か所|戸|室|基|ha|kW|m2|a)(?:分)?(?:まで|以内|以下|(?:を|が)(?:上限|限度)(?:と(?:する|します))?)?"
)
COUNTS = frozenset({"employees", "process_count", "function_count"})
_MOST_BEHIND = re.compile(rf"(?:とし)?[、,](?P<most>(?=[^。、]{{0,12}}(?:最大|最長|上限|限度|まで|以内)){_MOST_OF_THEM.pattern})")
# A label that limits the value behind it is told in a sentence; one in brackets or before a colon may be no more than a name.
_CASE_LABEL = re.compile(
    r"(?:(?:場合|とき)[^。]{0,20}|(?:[者方人社所場設舗域体業]|もの)(?:について|に対して)?(?:は|には|にあっては)、?(?:最大で?|(?:上限|限度)額?(?:を|は)?)?|については、)$"
)
# 小規模企業者及び創業5年未満の者は2/3: of whom else it is
_AND_OTHERS = re.compile(
    r"(?:及び|並びに|又は|または|若しくは)(?P<more>[^、。()]{4,40}(?:者|企業|法人|団体|組合))(?:について|に対して)?(?:は|には|にあっては)、?$"
)
_SETS = re.compile(r"[者人社業体外合方](?:は|には|:)?、?$")  # 中小企業以外は45%: a percentage that is set for somebody
_PERSON_NOUN = re.compile(r"(?:従業|社|職)員|労働者|使用人|従業者")

# 賃上げを行う場合の補助率は、小規模事業者は…: the case holds for each of the classes behind it
_CASE_OF_ALL = re.compile(
    r"(?:^|[。※])(?P<case>[^。※:()]{2,60}?)(?:場合|とき)(?:は|に(?:おける|は)|の)?、?" + GIVES + r"?(?:対象)?金?の?"
    r"(?:(?:上限|限度|金|基準)?額|率|上限|限度)(?:の?(?:上限|限度)額?)?は、?(?=[^。])"
)


def _case_of_all(context: str) -> tuple[Leaf, ...]:
    """The case that the words before a value put on it and on those behind it, before they name its own label."""
    match = _CASE_OF_ALL.search(context)
    return (read_conditions(match["case"]) or case_of(match["case"])) if match is not None else ()


# ※新規創業者は上限70万円, ただし、商店街は20万円: one of whom another sum was told before
_EXCEPTED = re.compile(
    r"(?:※\d*|ただし、|但し、|なお、)?(?P<who>(?=[^、。()]{3})[^、。()※\d]{0,30}(?:者|方|人|企業|法人|団体|事業所|店舗|施設|組合|世帯|商店街))(?:について|に対して)?"
    r"(?:は|には|にあっては)、?(?:最大|(?:上限|限度)額?(?:を|は)?)?$"
)


def _excepted(context: str) -> str | None:
    """Whom a note or proviso gives another sum, where nothing is understood of it and it is not everybody."""
    match = _EXCEPTED.fullmatch(context)
    return match["who"] if match is not None and names_somebody(match["who"]) else None


def label_before(context: str, *, rivals: bool, money_is_part: bool, carried_unit: str) -> tuple[tuple[Leaf, ...], str | None]:
    """The conditions that the folded words before a value name, and the label of which nothing is understood, None where there is none.

    An unread label is a case where the sentence says that it limits the value behind it: …の場合は, …の方は.

    Args:
        context: the words since the value before it.
        rivals: a class was named before it, so that その他 is what is left of applicants.
        money_is_part: an amount among them is a part of the grant (label of a rate).
        carried_unit: the unit of the label before.

    >>> [leaf.value for leaf in label_before("以内、小規模・再生事業者", rivals=True, money_is_part=True, carried_unit="")[0]]
    [('small_business', 'revitalizing_business')]
    >>> label_before("離島の店舗は", rivals=False, money_is_part=True, carried_unit="")[1]
    '離島の店舗'
    """
    found = read_conditions(context, money_is_part=money_is_part, carried_unit=carried_unit)
    short = short_classes(context, rivals=rivals)
    found = short if not found or _names_more(short, found) else found
    if found and (more := also_asked(context)):
        return unique((*found, *(leaf for words in more for leaf in case_of(words)))), more[0]
    others = _AND_OTHERS.search(context) if found and all(leaf.fact == "applicant_class" for leaf in found) else None
    if others is not None and not read_conditions(others["more"]) and not lexicon("subjects").find(others["more"]):
        return unique((*_case_of_all(context), *found)), others["more"]
    if not found and (found := _of_cost(context)):
        case = _case_before_cost(context)
        return unique((*case, *found)), str(case[0].value) if case and case[0].fact == "case" else None
    if not found and (year := _YEAR_CASE.search(context)) is not None:
        return case_of(year["case"]), year["case"]
    label = None if found else unread_label(context) or _excepted(context)
    if label is not None:
        label = _LEADS_IN.sub("", label)
        return (case_of(label) if _CASE_LABEL.search(context) else found), label
    return (unique((*_case_of_all(context), *found)) if found else ()), None


# 令和7年度は、1人につき年間5万円: in that year
_YEAR_CASE = re.compile(
    r"(?:^|[。※】:(])(?:ただし、|なお、)?(?P<case>(?:令和|平成|R)?(?:\d{1,4}|元)年度)(?:に限り|のみ|について)?は、?(?=[^。]*$)"
)
# 女性起業家は10万円上乗せ, 空き家を活用する場合には1戸当たり: what is added to a grant is always under a case of its own
_CASE_OF_RAISE = re.compile(
    r"(?:^|[、。(※:])(?P<case>(?:[^、。(※:]{1,30}[しりてで]、)?[^、。(※:]{2,40}?)の?(?:場合|とき|際)?(?:に?は|については|にあっては|、|:)+$"
)
_SAID_OF_CAP = re.compile(rf"{GIVES}?(?:金?の?)?(?:上限|限度)?額?(?:に|を|へ|から)?(?:さらに|最大)?$")
_LEADS_IN = re.compile(r"^(?:とし|であり|なお|また|ただし|さらに|加えて|うち)、")


def case_of_raise(context: str) -> tuple[Leaf, ...]:
    """The case under which the amount behind a folded text is added to a grant, where its label says nothing that is known.

    >>> [leaf.value for leaf in case_of_raise("とし、空き家を活用する場合は、")], case_of_raise("上限額に")
    (['空き家を活用する'], ())
    """
    match = _CASE_OF_RAISE.search(_SAID_OF_CAP.sub("", before_count(context)))
    label = _LEADS_IN.sub("", match["case"]) if match is not None else ""
    return case_of(label) if label and role_of(label) is None else ()


# 設備費は100万円、研修費の補助限度額は10万円: each expense has its own
_COST_LABEL = re.compile(
    r"(?:^|[、。:・(※])(?P<cost>[^、。:()\d※]{1,20}?(?:費|料|代|賃|経費|費用))(?:\([^()\d]*\))?"
    r"(?:(?:については|に対しては|は|:)(?:、?(?:最大|上限))?|、(?:最大|上限)?"
    r"|\((?:(?:補助|助成)?(?:上限|限度)(?:金?額)?|最大)(?:は|を|:)?"
    r"|(?:に(?:係る|対する)|の)(?:(?:補助|助成|支給|交付)?(?:対象)?金?の?(?:上限|限度)(?:金?額)?)(?:は|を|が|:|、)?(?:最大)?)$"
)
_COST_ENDS = ("費", "料", "代", "賃", "経費", "費用")
_ALL_COSTS = re.compile(
    r"(?:補助|助成|交付|支給)?(?:対象|事業)(?:と(?:なる|する))?(?:経費|事業費|費用?)|^(?:経費|費用|料|代|事業費|総費用|全体|その経費)$|総(?:経費|費用)"
)


def _of_cost(context: str) -> tuple[Leaf, ...]:
    """The expense that the amount or rate behind a folded text is for, where its label is one of several expenses.

    >>> [leaf.value for text in ("広報費は", "、搬入費の補助限度額は", "補助対象経費の") for leaf in _of_cost(text)]
    ['advertising', '搬入費']
    """
    match = _COST_LABEL.search(context)
    cost = match["cost"] if match is not None else ""
    if not cost or _ALL_COSTS.search(cost) or (match is not None and match.end("cost") == len(context)):
        return ()
    hits = [hit for hit in lexicon("expenses").find(cost) if hit.end == len(cost)]
    return (Leaf(fact="item", op="eq", value=hits[-1].slug),) if hits else case_of(cost)


# 女性が出店する場合は、改装費の限度額を150万円
_BEFORE_COST = re.compile(
    r"(?:^|[。※])\d*(?:なお|ただし|また)?、?(?P<case>[^。※:()]{2,60}?(?:(?:場合|とき)(?:は|に(?:おける|は)|の)?"
    r"|(?:者|方|人|企業|法人|団体)(?:については|に対しては|は|には|にあっては)))$"
)
_TOPIC_ENDS = re.compile(r"(?:場合|とき)?(?:については|に対しては|にあっては|における|には|は|の)?$")


def _case_before_cost(context: str) -> tuple[Leaf, ...]:
    """The case or the persons that a sentence puts before the expense whose value it gives."""
    cost = _COST_LABEL.search(context)
    match = _BEFORE_COST.search(context[: cost.start()]) if cost is not None else None
    words = _TOPIC_ENDS.sub("", match["case"]) if match is not None else ""
    return (read_conditions(words) or case_of(words)) if words else ()


def in_force(before: tuple[Leaf, ...], found: tuple[Leaf, ...]) -> tuple[Leaf, ...]:
    """The conditions of the next value: its own label, under the item label that is still in force."""
    if not found:
        return before
    facts = {leaf.fact for leaf in found}
    if facts == {"subsidy_part"}:  # each part has its own rate, of the class that leads them
        return unique((*(leaf for leaf in before if leaf.fact in ("item", "applicant_class")), *found))
    if "item" in facts or (facts == {"case"} and str(found[0].value).endswith(_COST_ENDS)):
        return found
    if facts == {"applicant_class"}:  # a class label refines what stands before it
        return unique((*(leaf for leaf in before if leaf.fact != "applicant_class"), *found))
    if facts <= COUNTS:  # tiers of size stand under the class of applicants that leads them
        return unique((*(leaf for leaf in before if leaf.fact in ("item", "applicant_class")), *found))
    return unique((*(leaf for leaf in before if leaf.fact == "item"), *found))


def going_on(found: tuple[Leaf, ...], label: str | None, before: tuple[Leaf, ...], context: str) -> tuple[tuple[Leaf, ...], str | None]:
    """The conditions of a label and what was not understood of it, where the label before it says what it counts or leaves to it."""
    if others := all_others(before, context):
        return others, None
    return rest_of_part(same_measure(same_persons(found, before, context), before, context), before, context), label


def same_persons(found: tuple[Leaf, ...], before: tuple[Leaf, ...], context: str) -> tuple[Leaf, ...]:
    """The conditions of a label whose number of persons has no noun, as of the persons whom the label before it counts.

    引き上げる労働者が1人の場合30万円、2~3人の場合50万円: the second label counts the same.
    """
    counted = next((leaf.of for leaf in before if leaf.fact == OTHER and leaf.unit == "person"), None)
    if counted is None or _PERSON_NOUN.search(context):
        return found
    return tuple(
        Leaf(fact=OTHER, of=counted, op=leaf.op, value=leaf.value, unit="person") if leaf.fact == "employees" else leaf for leaf in found
    )


# 1,500万円まで1/2、それを超える部分は1/3
_REST = re.compile(
    r"(?:それ|これ)を(?:超え(?:る|た)|上回る)(?:部分|分|額|場合)?(?:は|について|の|に)?[^。、]{0,6}$"
    r"|(?:^|[、。])超(?:過|えた)(?:部分|分)(?:は|の)?$"
)


def rest_of_part(found: tuple[Leaf, ...], before: tuple[Leaf, ...], context: str) -> tuple[Leaf, ...]:
    """The conditions of a label that only says that it is what is over the part before it.

    >>> [(leaf.op, leaf.value) for leaf in rest_of_part((), (Leaf(fact="subsidy_part", op="le", value=15000000),), "、それを超える部分は")]
    [('gt', 15000000)]
    """
    part = next((leaf for leaf in before if leaf.fact == "subsidy_part" and leaf.op in ("le", "lt")), None)
    if found or part is None or _REST.search(context) is None:
        return found
    return (part.model_copy(update={"op": "gt" if part.op == "le" else "ge"}),)


# 20人以下の事業者は2/3、それ以外の事業者は1/2
_ELSE = re.compile(
    r"(?:^|[、。])(?:それ|これ)ら?以外(?:の[^、。()\d]{0,10}?(?:[者方]|企業|法人|団体|場合))?(?:について|に対して)?(?:に?は|にあっては|:)?、?$"
)


def all_others(before: tuple[Leaf, ...], context: str) -> tuple[Leaf, ...]:
    """The one bound under which the value before stands, turned round, where the label of the next one says that it is for all others.

    >>> before = (Leaf(fact="employees", op="le", value=20, unit="person"),)
    >>> [(leaf.op, leaf.value) for leaf in all_others(before, "以内、それ以外の事業者は")], all_others(before, "、大企業は")
    ([('gt', 20)], ())
    """
    if len(before) != 1 or before[0].op not in TURNED or _ELSE.search(context) is None:
        return ()
    return (before[0].model_copy(update={"op": TURNED[before[0].op]}),)


# 工事費が50万円以上の場合10万円、100万円以上の場合20万円: the second label has no noun
_BARE_CASE = re.compile(
    r"(?:円?(?:以内)?|を(?:上限|限度)(?:額)?と(?:し|する)|と(?:し|する)|で)?[、,;。・※\s]*(?P<range>\d[^、。()]{1,39}?)"
    r"(?:(?:の|である)?(?:場合|とき|もの|者)(?:に?は)?|に?は)、?(?:最大で?|(?:上限|限度)額?)?$"
)


def same_measure(found: tuple[Leaf, ...], before: tuple[Leaf, ...], context: str) -> tuple[Leaf, ...]:
    """The conditions of a label that is a range and no more, as of what the label before it measures.

    >>> before = (Leaf(fact=OTHER, of="工事費", op="lt", value=1000000, unit="yen"),)
    >>> [(leaf.of, leaf.op, leaf.value) for leaf in same_measure((), before, "、100万円以上の場合")]
    [('工事費', 'ge', 1000000)]
    """
    measured = next((leaf for leaf in before if leaf.fact == OTHER and leaf.unit), None)
    bare = _BARE_CASE.fullmatch(context) if measured is not None else None
    if measured is None or bare is None or any(leaf.fact != "subsidy_part" for leaf in found):
        return found
    ranges = find_quantities(bare["range"])
    if len(ranges) != 1 or ranges[0].unit != measured.unit or (ranges[0].start, ranges[0].end) != (0, len(bare["range"])):
        return found
    leaves = bounds_to_leaves("capital", ranges[0])
    return tuple(Leaf(fact=OTHER, of=measured.of, op=leaf.op, value=leaf.value, unit=measured.unit) for leaf in leaves)


def _names_more(short: tuple[Leaf, ...], found: tuple[Leaf, ...]) -> bool:
    """Whether the short names (小規模・再生事業者) name the one class that was found and another."""
    return len(short) == len(found) == 1 and found[0].fact == "applicant_class" and short[0].op == "in" and found[0].value in short[0].value  # type: ignore[operator]


# 100万円(補助率1/2の場合): a case, and no rate of its own
_AS_CASE = re.compile(r"(?:の|である)?(?:場合|とき)")


def _holds_rate(inner: str) -> bool:
    """Whether a bracket behind an amount gives the rate, and names whom that is for: 250万円(小規模企業者は2/3)."""
    rates = [q for q in find_quantities(inner) if q.unit == "rate" and q.low is None]
    named = any(hit.slug == "rate" for hit in lexicon("subjects").find(inner))
    return (bool(rates) or named) and not any(_AS_CASE.match(inner, q.end) for q in rates)


# 200万円(賃上げを行う場合は上限額を50%上乗せ)
_RAISES = re.compile(
    r"(?:場合|とき|者|事業|企業)(?:に?は|、)[^()]*\d[\d.]*(?:%|割|倍|パーセント|ポイント)(?:に|を|だけ)?(?:引き?[上下]げ|上乗せ|加算|増額|割増|増し|減額|減)"
)


_ROUNDS = re.compile(r"(?:端数|円未満)[^()]*切り?捨")


def conditions_behind(text: str, at: int, subject: Subject, *, counted: bool = False) -> tuple[tuple[Leaf, ...], tuple[str, ...], int]:
    """Conditions in a bracket right after a value, what of it is vague, and where reading goes on.

    A bracket with a value of its own is left alone. `counted`: the value is one for each of something, so that a number in the bracket
    may say of how many at most: 1人につき5万円(10人まで).
    """
    inner = label_behind(text, at)
    if inner is None:
        most = _MOST_BEHIND.match(text, at) if counted else None
        return (), () if most is None else (most["most"],), at if most is None else most.end()
    if _RAISES.search(inner) or _ROUNDS.search(inner):
        return (), (), end_of_label(text, at)  # what it is raised by, and how it is rounded, is no case of the value itself
    if subject != "rate" and _SHARE_INSIDE.search(inner):
        return (), (), at  # 20万円(対象経費の2/3): a rate of its own
    wanted = "rate" if subject == "rate" else "yen"
    # 50%以内(小規模企業者は75%以内): a percentage with an upper bound is a rate; with a lower one it is a condition (賃上げ3%以上)
    shares = (q for q in find_quantities(inner) if subject == "rate" and q.unit == "percent" and q.low is None)
    if any(q.unit == wanted for q in find_quantities(inner)) or any(q.high is not None or _SETS.search(inner, 0, q.start) for q in shares):
        return (), (), at
    if _CAP_INSIDE.search(inner) if subject == "rate" else _holds_rate(inner):
        return (), (), at
    if _MOST_OF_THEM.fullmatch(inner) and (counted or "最大" in inner or "限" in inner):
        return (), (inner,), end_of_label(text, at)
    found = read_conditions(inner)
    return found, () if found or not _VAGUE.search(inner) else (inner,), end_of_label(text, at)
