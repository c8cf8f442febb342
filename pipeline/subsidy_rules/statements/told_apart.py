"""The labels of lines that tell their values apart: 個人農家：300万円 above 農業法人：700万円, where no vocabulary knows the names."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from subsidy_rules.language.conditions import read_conditions, unique
from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.normalise import Folded, fold_text
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.cases import names_a_case
from subsidy_rules.statements.content_headings import tells_content
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.rounding import without_rounding
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import Found
from subsidy_rules.statements.told import Told

_LONGEST = 40
_LABEL = re.compile(r"(?P<label>(?:[^:。、,/()]|\([^()]*\))+?)(?::|・{2,}|\.{3,}|…+)[^:]*$")
# 【国家資格】受験料の2分の1以内: a boxed name that opens a line is its label
_BOX = re.compile(r"[【〔\[<](?P<label>[^【】〔〕\[\]<>]{2,40})[】〕\]>][^【〔\[<:]*$")
# 〔国内〕 is folded to round brackets: such a bracket that nothing but the value follows
_ROUND_BOX = re.compile(r"[・●○]?\((?P<label>[^()\d、。:]{2,20})\)(?:最大|(?:上限|限度)(?:金?額)?:?)?$")
_PARTED = re.compile(r"[:、。】〕\]>]")
_MARKS = re.compile(r"^[)\s○●■◆◇・\-※*①-⑳]+")
_BEHIND = re.compile(r"(?:まで|以内|程度)?[(、,/](?:[^()]*)$")
_GOES_ON = re.compile(r"(?:以内|まで)?の?(?:[、(,/・]|又は|または|かつ|及び|ただし|上限|限度|下限|補助|助成|最大|とし|金|額|で|は|を|の)*")
# headings that name what is done, or by whom: one of several beside each other is a case
_NAMES_A_WAY = re.compile(
    r"(?:事業|支援|補助|助成|奨励|コース|メニュー|取組み?|取り組み|出展|参加|開催|導入|対策|工事|整備|取得|開発|転換|登用|復帰|採用|雇用|受験|受講|出願|改修|改装|新設|購入|設置|更新|タイプ|区分|場合|事業者|者|法人|団体|組合|企業|設備|機器|車両)(?:\([^()]*\))?$"
)
_NUMBER = re.compile(r"^[〔(【\[<]?[\d①-⑳]+[〕)】\]>.]*")
_BOXES = "【】〔〕[]<> "
_MOST = re.compile(r"(?<=[^、。:])(?:最大|上限)$")
_NAMED = re.compile(r"(?:\d{1,2}回目の?)?[^\d、。:()はがをに]{2,20}(?<!の)(?:\([^()]*\))?|\d{1,2}回目")
# 1-(1):5分の1: which of the numbered things above a value is for
_POINTS = re.compile(r"(?:\d{1,2}[-ー・.])(?:\(\d{1,2}\)|\d{1,2}|[①-⑳])")
_OF_VALUES = ("amount", "rate", "increase", "both")
_DIGITS = re.compile(r"\d+")


_Stated = TypeVar("_Stated", bound=Told | Found)


def tell_lines_apart(told: Sequence[Told], scope: DocumentScope) -> tuple[Told, ...]:
    """The statements; those of several lines or of one that would say different things of the same, each under its own label.

    Labels of lines are cases where the values under the same headings differ and each has a label of its own. One that the vocabulary
    knows is a condition already, and one that only says what a value is (上限額：) names no case.
    """
    return tuple(_headed_apart(_labelled(told, lambda one: one.clause.headings, lambda one: one.clause.clause_no, scope), scope))


def tell_cell_lines_apart(found: Sequence[Found], scope: DocumentScope) -> tuple[Found, ...]:
    """The statements of one table; those of several lines of one cell, each under its own label in the same way.

    What the vocabulary understands of the words before a value tells it apart already.
    """
    told = _labelled(found, _cell, _cell, scope)
    known = ({leaf for leaf in one.statement.conditions if leaf.fact != "applicant_class"} for one in found)
    return tuple(one if leaves else new for one, new, leaves in zip(found, told, known, strict=True))


def _cell(found: Found) -> object:
    return found.cell.row, found.cell.col


def _labelled(
    stated: Sequence[_Stated], beside: Callable[[_Stated], object], text: Callable[[_Stated], object], scope: DocumentScope
) -> list[_Stated]:
    """The statements under the labels of their lines: `beside` tells which may tell each other apart, `text` in which text one stands."""
    labels = dict(_labels(stated, text))
    groups: dict[object, list[int]] = {}
    for at, one in enumerate(stated):
        groups.setdefault((one.statement.subject, one.frame, beside(one)), []).append(at)
    out = list(stated)
    for group in groups.values():
        own = [at for at in group if labels[at]]
        names = {labels[at] for at in own}
        if len(names) < 2 or len({_value(stated[at]) for at in own}) < 2:
            continue
        classes = {leaf for at in own for leaf in read_conditions(labels[at][-1]) if leaf.fact == "applicant_class"}
        for at in own:
            out[at] = _under(stated[at], labels[at], classes, scope)
    return out


def _headed_apart(told: Sequence[Told], scope: DocumentScope) -> Iterator[Told]:
    """The statements; those under headings beside each other that name what is done, with the heading as their case.

    What they say of one subject tells nothing apart where all of them say the same.
    """
    groups: dict[object, dict[str, list[Told]]] = {}
    for one in told:
        over = _way_over(one)
        if over:
            groups.setdefault((one.frame, over[:-1]), {}).setdefault(over[-1], []).append(one)
    cases: dict[int, str] = {}
    for headed in groups.values():
        names = {heading: _NUMBER.sub("", fold_text(heading)).strip(_BOXES) for heading in headed}
        ways = [
            heading for heading, name in names.items() if _NAMES_A_WAY.search(name) and names_a_case(name, scope) and len(name) <= _LONGEST
        ]
        if len(ways) < 2 or len(ways) != len(headed):
            continue
        for subject in dict.fromkeys(one.statement.subject for ones in headed.values() for one in ones):
            said = {heading: [one for one in headed[heading] if one.statement.subject == subject] for heading in ways}
            if len({frozenset(map(_value, ones)) for ones in said.values()}) > 1:
                cases |= {id(one): names[heading] for heading in ways for one in said[heading]}
    for one in told:
        case = cases.get(id(one))
        # a case of its own holds beside the heading, where it is not the heading in other words
        known = any(leaf.fact == "case" and (str(leaf.value) in (case or "") or (case or "") in str(leaf.value)) for leaf in one.conditions)
        leaf = (Leaf(fact="case", op="eq", value=case),) if case and not (known and not one.course) else ()
        yield replace(one, conditions=unique((*leaf, *one.conditions)), reasons=(*one.reasons, "unknown_label")) if leaf else one


def _way_over(one: Told) -> tuple[str, ...]:
    """The headings over a statement up to the last that does not only say what its values are: …事業 over 助成額."""
    over = (*one.clause.headings, *((one.course,) if one.course else ()))
    while over and (role_of(over[-1]) is not None or tells_content(over[-1])):
        over = over[:-1]
    return over


def _value(told: Told | Found) -> tuple[object, ...]:
    quantity = told.statement.quantity
    return (quantity.low, quantity.high, quantity.point, told.statement.fixed, told.statement.per)


def _under(told: _Stated, names: tuple[str, ...], classes: Collection[Leaf], scope: DocumentScope) -> _Stated:
    """A statement under its label; `classes` are those that labels beside it name, which a label of its own ends."""
    cases = [name for name in names if _POINTS.fullmatch(name) or (names_a_case(name, scope) and not read_conditions(name))]
    given = [leaf for leaf in told.conditions if leaf.fact == "case"]
    # 講習への参加 30万円: a name that opens the line holds beside the labels in it
    before = [leaf for leaf in given if str(leaf.value) in names or not told.text.text.startswith(str(leaf.value))]
    if not cases or any(str(leaf.value) not in "".join(names) for leaf in before):
        return told
    others = tuple(leaf for leaf in told.conditions if leaf not in before and leaf not in classes)
    leaves = tuple(Leaf(fact="case", op="eq", value=name) for name in cases)
    reasons = (*(reason for reason in told.reasons if reason not in ("alternatives", "unknown_label")), "unknown_label")
    return replace(told, conditions=unique((*others, *leaves)), reasons=reasons)


def _labels(told: Sequence[_Stated], text_of: Callable[[_Stated], object]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The labels of each statement by its number: the head of its line, of the bracket that it stands in, and its own."""
    place: object = None
    heads: list[str] = [""]
    last, end = "", 0
    for at, one in enumerate(told):
        text = one.text.text
        if text_of(one) != place:
            place, heads, last, end = text_of(one), [""], "", 0
        context = without_rounding(text[end : one.statement.start])
        # a list mark like i) closes a bracket that nothing opened
        depth = max(0, text.count("(", 0, one.statement.start) - text.count(")", 0, one.statement.start))
        label = _label(context)
        if label:
            begins = label.end("label") - len(label["label"].lstrip())
            head, name = _head(one.text, end + begins, end + label.end("label"))
            heads = [*heads[: depth + 1], *[""] * (depth + 1 - len(heads))]
            if head or not _alike(name, last):
                heads[depth] = head
            last = name
        elif _may_be_bare(one) and (bare := _bare_label(context, alone=not end or bool(last))):
            heads, last = heads[: depth + 1], bare
        elif not _BEHIND.search(context) and not _GOES_ON.fullmatch(context):
            last = ""
        end = one.statement.end
        yield at, tuple(word for word in (*heads[: depth + 1], last) if word) if last else ()


def _label(context: str) -> re.Match[str] | None:
    match = _BOX.fullmatch(context) or _ROUND_BOX.fullmatch(context) or _LABEL.search(context)
    if match is not None and role_of(match["label"]) in _OF_VALUES:
        return _label(context[: match.start()]) if match.start() else None  # 小規模：上限額：100万円
    return match if match is not None and 0 < len(_MARKS.sub("", match["label"])) <= _LONGEST else None


def _may_be_bare(told: Told | Found) -> bool:
    """Whether the words right before a value may be its label with no sign between them."""
    return told.statement.subject == "amount" or (told.statement.per is None and not told.conditions)


def _bare_label(context: str, *, alone: bool) -> str:
    """The name right before a value, with no sign between them: 上限額:1回目の出展60万円、2回目の出展40万円; "" where there is none.

    `alone`: the value is the first of its line, or the one before it has such a name, so that no sign need stand before this one.
    """
    words = _MOST.sub("", _PARTED.split(context)[-1])
    context = _MOST.sub("", context)
    plain = len(words) <= _LONGEST and counted_before(words) is None and not _GOES_ON.fullmatch(words) and role_of(words) is None
    begins = context[: -len(words)].endswith((":", "、", *"】〕]>")) or (alone and words == context)
    return words if plain and begins and _NAMED.fullmatch(words) else ""


def _head(folded: Folded, start: int, end: int) -> tuple[str, str]:
    """A label in two: what stands before the white space in it heads the labels behind it (国内展示会 1回目：)."""
    start = end - len(_MARKS.sub("", folded.text[start:end]))
    at = next((at for at in sorted(folded.breaks) if start < at < end and folded.breaks[at] == "space"), start)
    return folded.text[start:at], folded.text[at:end]


def _alike(name: str, other: str) -> bool:
    """Whether two labels are of one series: 1回目, 2回目."""
    return bool(other) and _DIGITS.sub("0", name) == _DIGITS.sub("0", other)
