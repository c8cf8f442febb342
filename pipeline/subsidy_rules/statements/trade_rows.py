"""A text that goes through trades and gives each its bounds of size: 製造業その他は20人以下、商業・サービス業(宿泊業を除く)は5人以下."""

from __future__ import annotations

import re
from dataclasses import dataclass

from subsidy_rules.language import staff
from subsidy_rules.language.conditions import bounds_to_leaves, unique
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf

CAPITAL = re.compile(r"資本(?:金|の額)|出資")
STAFF = re.compile(rf"{staff.STAFF}|使用する")
_BOTH = re.compile(r"かつ|いずれも|ともに|及び|であって")
_ALSO = re.compile(r"^[)]?(?:である|の)?、?(?:又は|または|若しくは|もしくは|あるいは|、|,|/|・|か、?)?、?$")
# what stands between the name of a trade and its figure
_SIZE_WORDS = re.compile(
    rf"、?(?:(?:常時)?(?:使用|雇用)する|常勤の?|正規|正)*(?:{staff.STAFF}|資本金|資本の額|出資の総額|出資総額)"
    r"(?:の?額|の?数|の規模|又は出資の総額|または出資の総額)*(?:が|は|:)?、?$"
)
_LINK = re.compile(r"(?:は|:|では|の場合(?:は|には)?|については?|にあっては?|が|で|\.|、)+$")
# what the row before leaves over: (20人以下)の会社、 / 以下である者、
_LEFT_OVER = re.compile(
    r"^(?:\)|以下|である|の(?:会社|者|事業者|企業|場合|もの|法人)|です|とし|となり|、|,|/|・|;|。|また|なお|及び|並びに|と)+"
)
_OTHERWISE = re.compile(r"(?:それ|これ|上記|前記|これら)(?:ら)?(?:以外|を除く)|その他")
_FROM_HERE = re.compile(r"[。:、]|とは|(?:は|が)、")
_TRADE = re.compile(r"[一-龥ァ-ヶー](?<![事企創産])業(?![者務員種績態])")
_BRACKET = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class TradeBounds:
    """The trades and the bounds on their size; `start`, `end` are half-open bounds of the figures in the folded text."""

    who: str
    leaves: tuple[Leaf, ...]
    start: int
    end: int


def trade_rows(text: str) -> tuple[TradeBounds, ...]:
    """The rows of a folded text, none where a trade must keep to more than one bound or a figure is of something else.

    >>> [(row.who, len(row.leaves)) for row in trade_rows("卸売業は資本金1億円以下又は従業員100人以下、小売業は5千万円以下又は50人以下")]
    [('卸売業', 2), ('小売業', 2)]
    >>> trade_rows("小売業については、資本金5千万円以下かつ従業員50人以下")
    ()
    """
    rows: list[list[tuple[str, Quantity]]] = []
    names: list[str] = []
    at = 0
    for quantity in find_quantities(text):
        if quantity.unit not in ("yen", "person"):
            continue
        head = text[at : quantity.start]
        at = quantity.end
        if quantity.high is None or quantity.low is not None:
            return ()
        if (who := _trade_of(head)) is not None:
            names.append(who)
            rows.append([])
        elif not rows or not _goes_on(head):
            return ()
        if (fact := _fact(quantity, text[: quantity.start], head, rows)) is None:
            return ()
        rows[-1].append((fact, quantity))
    return tuple(_row(who, bounds) for who, bounds in zip(names, rows, strict=True))


def _row(who: str, bounds: list[tuple[str, Quantity]]) -> TradeBounds:
    leaves = unique(leaf for fact, quantity in bounds for leaf in bounds_to_leaves(fact, quantity))
    return TradeBounds(who, leaves, bounds[0][1].start, bounds[-1][1].end)


def _trade_of(head: str) -> str | None:
    """The trades that the words before a figure name, without the class or the sentence that leads to them."""
    plain = _SIZE_WORDS.sub("", head)
    name = _LEFT_OVER.sub("", _inner(_LINK.sub("", plain)))
    if not _names(name):
        return None
    while (cut := _FROM_HERE.search(_masked(name))) is not None and _names(name[cut.end() :]) and not _TRADE.search(name[: cut.start()]):
        name = name[cut.end() :]
    return name if not _BOTH.search(_masked(name)) or "及び" in name else None


def _names(text: str) -> bool:
    return bool(lexicon("industries").find(text)) or _TRADE.search(text) is not None or _OTHERWISE.search(text) is not None


def _masked(text: str) -> str:
    """The text with its brackets blotted out, so that their signs part nothing."""
    return _BRACKET.sub(lambda match: "*" * len(match.group()), text)


def _inner(text: str) -> str:
    """What stands in a bracket that is still open at the end."""
    depth = 0
    for n in range(len(text) - 1, -1, -1):
        depth += (text[n] == ")") - (text[n] == "(")
        if depth < 0:
            return text[n + 1 :]
    return text


def _goes_on(head: str) -> bool:
    """Whether a figure is one more bound of the row before, of which one is enough."""
    return _BOTH.search(head) is None and _ALSO.match(_SIZE_WORDS.sub("", head)) is not None


def _fact(quantity: Quantity, before: str, head: str, rows: list[list[tuple[str, Quantity]]]) -> str | None:
    """What a figure bounds: money the capital, where a row said so before; people the staff."""
    if quantity.unit == "yen":
        said = CAPITAL.search(head) or any(fact == "capital" for row in rows for fact, _ in row) or CAPITAL.search(before)
        return "capital" if said and not STAFF.search(head) else None
    return None if CAPITAL.search(head) and not STAFF.search(head) else "employees"
