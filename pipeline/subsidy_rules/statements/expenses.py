"""Reads what a text says of expenses that are paid for: how many years of them, up to which amount, for which part of all expenses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon, load

_STOPS = "。※"
_BULLETS = "・•○〇●■-"
_EXAMPLE = re.compile(r"\((?:例|具体例|記載例|計算例)\d*\)|(?<![\w])(?:例|具体例|計算例):|例えば")
_OF_SO_LONG = re.compile(r"の(?P<what>[^、。がはを()]{1,12})(?=[がはを])")  # 1年分の賃借料が対象となる
_YEARS = re.compile(
    r"(?P<most>最大|最長|上限)?(?P<n>\d{1,2}|[一二三])(?:年間?(?:\(\d{1,2}[かカヵヶケ箇]月間?\))?分|年間?の(?:費用|利用料|使用料)|か年分|カ年分)|(?:最大|最長)(?P<m>\d{1,2})年間?"
)
_MONTHS = re.compile(r"(?P<n>12|24|36|48|60)(?:(?:か|カ|ヶ|ヵ|箇)月分|月分(?=(?:を|が)?(?:上限|限度|まで|以内)))")
_AFTER_CAP = re.compile(r"(?:\([^()]{1,40}\))?\)?(?:まで|以内|(?:を|が)(?:補助)?(?:上限|限度))")
_CAP_BEFORE = re.compile(r"(?:費|料|代金?|賃|謝金)\((?:補助|助成)?(?:上限|限度)(?:金?額)?(?:は|:)?$")  # 謝金(助成限度額50万円)
_NOT_A_CAP = re.compile(r"単価|1件(?:当|あ)たり|売価|取得価[額格]|見積|発注|購入価格|以上の|補助額|補助金の?額|補助上限|補助率|加点|返還")
_UNIT_OF_WAGES = re.compile(r"(?:謝金|技術者|時間|日当).{0,4}単価")
# 外注費(補助対象経費総額の2分の1を上限とする): what one kind may take of all
_OF_ALL = re.compile(r"(?:^|[(、は])(?:補助|助成)?(?:対象)?(?:経費|事業費)の?(?:総額|合計額?|全体)の$")
# 補助金総額の4分の1(最大50万円)を上限: what one kind may take of the grant
_OF_GRANT = re.compile(r"(?:補助金|助成金)(?:交付)?の?(?:総額|申請額|合計額|交付額)の$")
# 補助金の額は、委託費の2分の1: what is granted, and no limit of an expense
_OF_THE_GRANT = re.compile(r"[^、。は]{0,12}(?:補助|助成)(?:金|金の|金の交付|交付)?(?:の)?額(?:の上限)?は")
# 30万円を上限とする(補助率を乗じた補助金額としての金額): of the grant, too
_AS_GRANT = re.compile(r"補助率を乗じ|(?:補助|助成)金?の?額(?:として|で|ベース)")
_SHARE_OF_GRANT = re.compile(rf"{_OF_GRANT.pattern}|申請額の$")
_UP_TO = re.compile(r"(?:\([^()]*\))?(?:を|が|まで|以内)?(?:を|が)?(?:上限|限度|以内|まで)")
_SHARE_CUE = re.compile(r"(?:上限|限度|以内|まで|を超え(?:ない|てはなら))")
_TOPIC = re.compile(r"^(?P<topic>.{1,120}?)(?:については|に関しては|は)(?:、|,)?")
_OWN_TOPIC = re.compile(r"(?:また|及び)?(?P<name>(?!経費|費用|合計|総額)[^、。はが()\d]{2,20}(?:費|料|代金?|賃|謝金|報酬))(?:について)?は")
_INNER = re.compile(r"\([^()]*\)")
_COST_BEFORE = re.compile(r"(?P<cost>[^\s\d、。:()はがをに]{1,20}(?:費|料|代金|賃))\((?:上限|最大)?")  # 工事費、設計費(50万円まで)
_EXCEPT = re.compile(r"[」』)]*以外")
_LABEL = re.compile(r"^(?P<name>(?:(?!上限|限度)[^:。]){2,60}):")
_SEPARATORS = "、,;"
_PER = (
    (re.compile(r"×グループ構成員"), "group_member"),
    (re.compile(r"(?:1|一)人"), "person"),
    (re.compile(r"1日"), "day"),
    (re.compile(r"1時間"), "hour"),
    (re.compile(r"それぞれ|ごとに|各カテゴリー|毎に"), "category"),
)
_KANJI = {"一": 1, "二": 2, "三": 3}


@dataclass(frozen=True, slots=True)
class Limit:
    """What one place says of one expense; `start`, `end` are half-open bounds in the folded text.

    `within`: the words of the bracket that the limit stands in, which may name a frame. `named` is false where the expense is only told
    by the header over the place. `of_grant`: the share or cap is one of the grant, not of expenses. `of_other`: it is limited by a share of
    something else (売上高), which no field tells.
    """

    expense: str
    start: int
    end: int
    max_years: int | None = None
    cap: int | None = None
    cap_share: Fraction | None = None
    per: str | None = None
    within: str = ""
    named: bool = True
    of_grant: bool = False
    of_other: bool = False


@dataclass(frozen=True, slots=True)
class _Size:
    """A limit before it is known of which expense."""

    start: int
    end: int
    max_years: int | None = None
    cap: int | None = None
    cap_share: Fraction | None = None
    of_grant: bool = False


def expense_of(text: str, over: str = "") -> str | None:
    """The slug of the last expense that a folded text names; `over` are the headers over it.

    >>> expense_of("ソフトウェアに関連するオプション費"), expense_of("サービス利用料", "セキュリティ対策推進枠")
    ('option', 'security_service_fee')
    >>> expense_of("「機械装置・システム構築費」以外の経費")
    'other_than_equipment'
    """
    names = expenses_in(text, over)
    return names[-1] if names else None


def expenses_in(text: str, over: str = "") -> tuple[str, ...]:
    """All expenses that a folded text names, in order, each once."""
    out: dict[str, None] = {}
    for hit in lexicon("expenses").find(text):
        slug = next((other for word, other in _under(hit.slug) if word in over), hit.slug)
        rest = re.sub(r"^\([^()]*\)", "", text[hit.end :])
        name = f"other_than_{slug}" if _EXCEPT.match(rest) else slug
        out.pop(name, None)
        out[name] = None
    return tuple(out)


@cache
def _under(slug: str) -> tuple[tuple[str, str], ...]:
    return tuple(load("expenses")[slug].get("under", {}).items())


def find_limits(text: str, default: str | None = None, over: str = "", breaks: Collection[int] = ()) -> Iterator[Limit]:
    """The limits that a folded text states.

    Args:
        text: folded; `breaks` are the places in it where a line begins.
        default: the expense that the header over it names.
        over: the headers over it.

    >>> [(x.expense, x.max_years, x.cap) for x in find_limits("ソフトウェア購入費、クラウド利用料(最大2年分)")]
    [('cloud_fee', 2, None)]
    >>> [(x.expense, x.cap, x.per) for x in find_limits("役務の補助対象経費は、グループ構成員1者当たり200万円を上限とする。")]
    [('role_service', 2000000, 'group_member')]
    """
    for start, sentence in _sentences(mask_worked_examples(text), breaks):
        if _OF_THE_GRANT.match(sentence):
            continue
        for size in _sizes(sentence):
            for name, named in _names(sentence, size, default, over):
                yield Limit(
                    name,
                    start + size.start,
                    start + size.end,
                    size.max_years,
                    size.cap,
                    size.cap_share,
                    _per(sentence, size) if size.cap is not None else None,
                    _bracket(sentence, size),
                    named,
                    size.of_grant,
                )


def mask_worked_examples(text: str) -> str:
    """The text with worked examples blanked out (same length): each from its mark to the end of its sentence.

    >>> mask_worked_examples("上限は200万円。(例)A:70万円の場合、70万円。保守は最大2年分。")
    '上限は200万円。＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿＿保守は最大2年分。'
    """
    match = _EXAMPLE.search(text)
    while match is not None:
        stop = text.find("。", match.end())
        end = len(text) if stop < 0 else stop + 1
        text = text[: match.start()] + "＿" * (end - match.start()) + text[end:]
        match = _EXAMPLE.search(text)
    return text


def _sentences(text: str, breaks: Collection[int]) -> Iterator[tuple[int, str]]:
    """The sentences and bullets of a text with their places; a full stop in a bracket ends none."""
    depth = at = 0
    for index, char in enumerate(text):
        depth = max(0, depth + (char in "(「") - (char in ")」"))
        if (char in _STOPS and depth == 0) or (char in _BULLETS and index in breaks):
            yield at, text[at:index]
            at = index + 1
    yield at, text[at:]


def _sizes(sentence: str) -> Iterator[_Size]:
    for match in _YEARS.finditer(sentence):
        years = match["n"] or match["m"]
        yield _Size(match.start(), match.end(), max_years=_KANJI.get(years) or int(years))
    for match in _MONTHS.finditer(sentence):
        yield _Size(match.start(), match.end(), max_years=int(match["n"]) // 12)
    shares: list[_Size] = []
    for quantity in find_quantities(sentence):
        if quantity.unit == "rate" and quantity.low is None and _is_share(sentence, quantity):
            of_grant = _SHARE_OF_GRANT.search(sentence, 0, quantity.start) is not None
            shares.append(_Size(quantity.start, quantity.end, cap_share=quantity.single, of_grant=of_grant))
        elif quantity.unit == "yen" and (cap := _cap(sentence, quantity, beside=shares[-1] if shares else None)) is not None:
            size = _Size(quantity.start, quantity.end, cap=cap, of_grant=_AS_GRANT.search(sentence, quantity.end) is not None)
            if shares and _BESIDE_SHARE.fullmatch(sentence, shares[-1].end, quantity.start):
                share = shares.pop()
                size = replace(size, start=share.start, cap_share=share.cap_share, of_grant=share.of_grant or size.of_grant)
            yield size
    yield from shares


def _is_share(sentence: str, quantity: Quantity) -> bool:
    """Whether a fraction is the share of all expenses that one kind of them may take."""
    told_as_cap = _UP_TO.match(sentence, quantity.end) or _SHARE_CUE.search(sentence, quantity.start, quantity.end)
    if _OF_GRANT.search(sentence[: quantity.start]) and told_as_cap:
        return True
    if _NOT_A_CAP.search(sentence[: quantity.start]) and "上限額" not in sentence[: quantity.start]:
        return False
    if _OF_ALL.search(sentence[: quantity.start]) and _SHARE_CUE.search(sentence[quantity.start :]):
        return True
    told = re.search(r"上限額は[^、]{0,20}(?:経費総額|総額)[^、]{0,12}の$", sentence[: quantity.start])
    return bool(told) or bool(re.search(r"申請額の$", sentence[: quantity.start]) and _SHARE_CUE.search(sentence[quantity.end :]))


_BESIDE_SHARE = re.compile(r"\((?:最大|上限|ただし、?)?")


def _cap(sentence: str, quantity: Quantity, beside: _Size | None) -> int | None:
    """The amount that a quantity limits an expense to, in yen; of one in a bracket `beside` a share, whatever stands before that."""
    before = _UNIT_OF_WAGES.sub("", sentence[: quantity.start])
    clause = before[max(before.rfind(sign) for sign in _SEPARATORS) + 1 :]
    in_bracket = beside is not None and _BESIDE_SHARE.fullmatch(sentence, beside.end, quantity.start)
    if quantity.low is not None or quantity.part or (_NOT_A_CAP.search(clause) and not in_bracket):
        return None
    value: Fraction | None = None
    if quantity.high is not None and quantity.high.value is not None and not quantity.high.exclusive:
        value = quantity.high.value
    elif quantity.point is not None and (_AFTER_CAP.match(sentence, quantity.end) or _CAP_BEFORE.search(sentence[: quantity.start])):
        value = quantity.point
    return int(value) if value is not None and value.denominator == 1 else None


def _names(sentence: str, size: _Size, default: str | None, over: str) -> list[tuple[str, bool]]:
    """The expenses that a limit holds for, and whether the sentence itself names them: in the list item that the limit stands in, before
    は, else the header's."""
    item = _list_item(sentence, size.start)
    if found := expense_of(item, over):
        return [(found, True)]
    unknown = _COST_BEFORE.fullmatch(item)
    if unknown is not None and default is None:
        return [(unknown["cost"], True)] if item != sentence[: size.start] else []  # an item of its own is told by its list
    behind = _OF_SO_LONG.match(sentence, size.end) if size.max_years is not None else None
    if behind is not None and (named := expenses_in(behind["what"], over)):
        return [(named[-1], True)]
    if (own := _OWN_TOPIC.match(item)) is not None:
        return [(short_phrase(own["name"]), True)]  # 謝金は5千円、会場費は3万円: not what the sentence began with
    match = _TOPIC.match(_INNER.sub(lambda inner: "＿" * len(inner[0]), sentence)[: size.start])
    topic = sentence[slice(*match.span("topic"))] if match else ""  # with its brackets: 「設備費(…)」以外の経費
    found_in_topic = expenses_in(re.sub(r"\([^()]*\)", "", topic), over) or expenses_in(topic, over)
    if found_in_topic:
        return [(name, True) for name in (found_in_topic if re.search(r"及び|並びに|と(?=[^、]*$)", topic) else found_in_topic[-1:])]
    if default is None:
        return []
    label = _LABEL.match(sentence[: size.start])
    return [(f"{default}.{short_phrase(label['name'].split('、')[0])}", False)] if label and size.cap is not None else [(default, False)]


def _list_item(sentence: str, at: int) -> str:
    """The list item (between commas outside of brackets) that a position stands in, up to the position."""
    depth = begin = 0
    for index, char in enumerate(sentence[:at]):
        depth += (char in "(「") - (char in ")」")
        if depth <= 0 and char in _SEPARATORS:
            begin = index + 1
    return sentence[begin:at]


def _per(sentence: str, size: _Size) -> str | None:
    item = sentence[max(sentence.rfind(sign, 0, size.start) for sign in _SEPARATORS) + 1 : size.start]
    return counted_before(item) or next((name for pattern, name in _PER if pattern.search(item)), None)


def _bracket(sentence: str, size: _Size) -> str:
    opening = sentence.rfind("(", 0, size.start)
    return sentence[opening : size.start] if opening >= 0 and ")" not in sentence[opening : size.start] else ""
