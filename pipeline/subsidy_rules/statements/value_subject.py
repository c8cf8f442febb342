"""What a value of a text is about: the words right behind it, the last subject word before it, else what is in force there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.granted_share import CAP_NEXT, is_granted_share
from subsidy_rules.statements.other_case import is_other_case
from subsidy_rules.statements.statement import Statement, Subject
from subsidy_rules.statements.values import FIXED, is_cap_by_words, is_cap_of_share, is_in_bracket_of_costs, is_of_costs

# 1人につき1万円(上限10万円)を加算
_ON_TOP = re.compile(
    r"(?:\((?:上限|限度)[^()]*\))?(?:(?:を(?:上限|限度)に|まで)、?[^、。\d]{0,12}額(?:に|へ))?(?:の|を)?(?:上乗せ|上積み|加算|加え(?:る|ます|た)|増額|引上げ|引き上げ|UP)"
)
_RATE_OF_PART = re.compile(r"(?:補助|助成)率は、?[^。]{0,12}額[^。]{0,6}\d[\d,.万億千円]*(?:以下|以上|未満|まで|超|を超え)[^。]{0,12}$")
# 2/3(上限100万円)ただし、小売業以外の者の場合1/2: another share takes the place of the one before it
_INSTEAD = re.compile(
    r"(?:以内|を(?:上限|限度)(?:額)?(?:と(?:する|します))?|と(?:する|します)|です)?[)。]*(?:ただし|但し)、[^。]{2,90}?(?:場合|とき|者|は)(?:は|には)?、?"
)
AS_RATE = re.compile(r"(?:以内)?を(?:補助|助成|支給|支援)率と(?:し|する|します)")  # 中小企業以外は1/2を助成率とし
_PLUS = re.compile(r"(?:場合|とき|者)?(?:は|:|には)、?\+$")  # …の場合は+40万円
_ADDED_UNDER = re.compile(r"\)?\+[^\d、。()+]{1,16}$")  # 基本額100万円+賃上げ加算50万円
_FROM_CAP = re.compile(r"(?:上限|限度)額?(?:から|に)(?:さらに|更に)?(?:最大)?$")
# 補助率は1/2以内、上限は300万円
_CAP_BESIDE_RATE = re.compile(r"(?:以内)?(?:で|とし)?[、,・(]?(?:また、|かつ、)?(?:上限|限度)(?:は|を|:)?(?:最大)?$")
_IN_CASE = re.compile(
    r"(?:場合|とき|者|企業|法人)(?:に?は|については|にあっては|の|:)、?[^。、]{0,12}$"
)  # 売上高が1億円未満の場合は100万円
# 売上高減少率が50%以上で、法人100万円; 売上高10億円以上 大型店200万円
_FALLS = re.compile(r"の?減少?(?:率|額|が|し)|(?:が|は)?\d[\d,.万億千]*円(?:以上|以下|未満|超)(?=[^のをがはに])")
# nothing says of what a percentage is that begins a cell or stands alone behind a comma
_ALONE = re.compile(r"[、・(:]?(?:最大|上限)?")
_CAP_WORD = re.compile(r"上限|限度")
_SUBJECTS: dict[str, Subject] = {"amount": "amount", "rate": "rate", "increase": "increase"}
OF_COSTS = re.compile(
    r"(?:金額|価格|費用?|額|合計|総計|代金?|料金?|家?賃|賃金|給与|手当|掛金|謝金|税|利子|手当支給)(?:\([^()]*\))?の$|(?:経費|費用?|料|代金?)(?:の[^、。()]{0,6}額)?(?:\([^()]*\))?に$"
    r"|(?:残高|借入(?:金|額)|融資(?:金|額)|貸付(?:金|額)|元金)に(?:対し(?:て)?)?、?(?:年|年利)?$"
    r"|[料費子息](?:の額)?と$"  # 保証料の額と同額
    r"|(?:経費|費用?|事業費)[^。]{0,40}(?:控除し|差し引い|減じ|除い)た(?:残|金)?額(?:\([^()]*\))?に$"
)


@dataclass(slots=True)
class State:
    """What is in force while a text is read from left to right.

    `own` are the conditions of the segment itself; `rival` is the subject of which a later label of the sentence tells a value apart;
    `bracket` what the last bracket was under; `each` what all the labelled amounts behind it are counted by; `unlabelled`: the label in
    force is not understood; `caps`: the last subject word named upper limits.
    """

    default: Subject | None
    labels: dict[str, str]
    conditions: tuple[Leaf, ...] = ()
    unit: str = ""
    subject: Subject | None = None
    framed: bool = False
    caps: bool = False
    by_unit: bool = False
    each: str | None = None
    unlabelled: bool = False
    at: int = 0
    own: tuple[Leaf, ...] = ()
    rival: Subject | None = None
    bracket: tuple[Leaf, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    bracketed: list[Statement] = field(default_factory=list)


def _is_on_top(text: str, quantity: Quantity, context: str, state: State) -> bool:
    """Whether an amount is what is added to a grant, by the words behind it, before it, or between it and the amount before it."""
    if _ON_TOP.match(text, quantity.end) or _FROM_CAP.search(context) or (state.default == "amount" and _PLUS.search(context)):
        return True
    return bool(state.statements and state.statements[-1].subject == "amount" and _ADDED_UNDER.match(context))


_BARE_CAP = re.compile(r"(?:^|[、。・:※\s])(?:最大|(?:上限|限度)額?)(?:は|が|:)?(?:最大)?$")
_RATE_BEHIND = re.compile(r"(?:以内|まで)?[、,]?\((?:補助|助成)(?:金の)?率")


def is_cap_with_rate(text: str, quantity: Quantity, context: str) -> bool:
    """Whether the bracket behind a bare cap gives the rate: 上限250万円(補助率2/3). Nothing but a grant has both."""
    return quantity.unit == "yen" and _BARE_CAP.search(context) is not None and _RATE_BEHIND.match(text, quantity.end) is not None


_WHOLE_CAP = re.compile(r"(?:(?:補助|助成|支援)金?)?最大[\d,.万億千百]+円(?:まで)?(?:を?(?:補助|助成|支援)(?:します)?)?[。!]?")


def is_whole_cap(text: str) -> bool:
    """Whether a folded line is 最大100万円 and no more: under the name of a frame that is what it grants at most."""
    return _WHOLE_CAP.fullmatch(text) is not None


def subject_of(text: str, quantity: Quantity, context: str, state: State) -> Subject | None:
    """What a quantity is about: the words right after it, the last subject word before it, else what was in force."""
    if is_cap_by_words(text, quantity) or is_cap_with_rate(text, quantity, context) or (state.framed and is_whole_cap(text)):
        return "amount"
    if quantity.unit == "yen" and _is_on_top(text, quantity, context, state):
        return "increase"
    if state.default == "rate" and quantity.unit == "yen" and not quantity.part and counted_before(context) is not None:
        # a sum for each of something needs no rate (補助率 | 1人につき40万円), unless it bounds what is spent
        return None if any(hit.slug == "expense" for hit in lexicon("subjects").find(context)) else "amount"
    if state.default == "rate" and (quantity.unit in ("rate", FIXED) or quantity.part):
        return "rate" if quantity.unit != "yen" else None  # 補助率: 補助金額のうち300万円以下の部分 2/3: the part is the label of the rate
    if quantity.unit == "yen" and any(one.subject == "amount" for one in state.statements) and is_other_case(text, quantity.start):
        return "amount"  # 3分の1、限度50万円。ただし、離島の者は75万円
    if quantity.unit == "yen" and (is_of_costs(context) or is_in_bracket_of_costs(text, quantity)):
        return None  # 補助対象経費の総額が1,500万円に満たない: what is spent, not what is granted
    # 対象経費の80%を補助します: a percentage of costs that is paid is a share like 5分の4
    paid = replace(quantity, unit="rate") if quantity.unit == "percent" and quantity.low is None else quantity
    if is_granted_share(text, paid, context):
        state.subject = "rate"
        return "rate"
    hits = lexicon("subjects").find(context)
    told = [h for h in hits if h.slug in _SUBJECTS or (quantity.unit == "yen" and h.slug == "other" and not _says_when(context, h.end))]
    if told and told[-1].slug == "other":
        if told[-1].start > context.rfind("。"):
            return None
        told = [h for h in told if h.slug in _SUBJECTS]
    if told and not (state.default == "increase" and told[-1].slug == "amount"):
        state.subject = _SUBJECTS[told[-1].slug]
        state.caps = bool(_CAP_WORD.search(context, told[-1].start))
    if quantity.unit == "yen" and state.statements and _caps_last(text, quantity, context, state.statements[-1]):
        return "amount"
    if quantity.unit == "rate" and state.subject == "amount" and OF_COSTS.search(context):
        return "rate"  # "購入金額の1/2(上限50万円)" under 補助額 gives the rate as well
    # 補助率/上限額:2/3以内: a key that names both
    keyed = context.endswith(":") and {"amount", "rate"} <= {hit.slug for hit in hits}
    bare = quantity.high is not None or _ALONE.fullmatch(context) is not None  # 50%以内; 50%、300万円
    share = quantity.unit == "rate" or (quantity.unit == "percent" and quantity.low is None and bare)
    if (keyed or not hits) and state.by_unit and (share or quantity.unit == "yen"):
        return "amount" if quantity.unit == "yen" else "rate"
    if state.subject is None and quantity.unit == "yen" and state.framed and re.search(r"上限[はが:]?$", context):
        return None if any(h.slug == "expense" for h in hits) else "amount"
    return "rate" if _is_share(text, quantity, context, state) else state.subject


def _caps_last(text: str, quantity: Quantity, context: str, last: Statement) -> bool:
    """Whether an amount is the cap of the share or of the sums for each that stand before it."""
    return caps_share(text, quantity, context) if last.subject == "rate" else caps_sum(text, quantity, last)


def _says_when(context: str, at: int) -> bool:
    """Whether what ends there, which is no grant, only tells the case of a value: 売上高が1億円未満の場合は100万円."""
    return _IN_CASE.search(context, at) is not None or _FALLS.match(context, at) is not None


def caps_share(text: str, quantity: Quantity, between: str) -> bool:
    """Whether an amount is the cap of the share before it; `between` are the folded words between the two."""
    return _CAP_BESIDE_RATE.fullmatch(between) is not None or is_cap_of_share(text, quantity, between)


# 1人につき10万円を交付します。ただし、500万円を限度とします: the cap of all the sums for one
_CAP_OF_ALL = re.compile(
    r"[^。]{0,30}[。、](?:ただし|但し|なお)、(?:(?:1|一)(?:事業者|事業所|事業主|企業|会社|社|法人|申請者|者|年度)(?:(?:当|あ)たり|につき)、?)?"
    r"(?:(?:その)?(?:合計|総額|総計)(?:で|は)?、?)?"
)
_LIMIT = ("を上限", "を限度")


def caps_sum(text: str, quantity: Quantity, last: Statement) -> bool:
    """Whether an amount is the cap of what is granted in all, behind the sum for each of those it is counted by."""
    if last.subject != "amount" or last.per is None or not text.endswith(_LIMIT, quantity.start, quantity.end):
        return False
    return _CAP_OF_ALL.fullmatch(text, last.end, quantity.start) is not None


def _is_share(text: str, quantity: Quantity, context: str, state: State) -> bool:
    """Whether a share under the name of amounts is the rate of the grant all the same, by what stands around it."""
    if quantity.unit == "rate" and _INSTEAD.fullmatch(context) and any(s.subject == "rate" for s in state.statements):
        return True
    if quantity.unit == "rate" and AS_RATE.match(text, quantity.end):
        return True
    if quantity.unit == "rate" and (state.subject or state.default) == "amount" and CAP_NEXT.match(text, quantity.end):
        return True
    if state.subject != "amount":
        return False
    if quantity.unit == "rate" and _RATE_OF_PART.search(context):
        return True  # 補助率は、補助額が1,500万円を超える部分については1/3
    # 2分の1(小規模企業者にあっては、3分の2)を乗じて得た額: the rate of a grant told as an amount
    share = quantity.unit == "rate" or (quantity.unit == "percent" and quantity.low is None)
    last = state.statements[-1] if state.statements else None
    return share and last is not None and text.startswith("(", last.end) and last.subject == "rate"
