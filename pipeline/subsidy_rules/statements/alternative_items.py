"""Lists of who may apply that go through classes of applicants: whether each is one of several, or what all must be.

次に掲げる者とする and below it 認定農業者, 3戸以上で組織する団体: either is enough.
次の全てに該当する者 and below it 市内の中小企業者: all must be one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.statements.items import Item

_ALL = re.compile(r"全て|すべて|いずれにも|いずれも|各号に該当|かつ|両方")
_CLASS = re.compile(
    r"(?:者|人|方|法人|会社|企業|組合|連合会|団体|協議会|委員会|商工会|会議所|商店会|事業主|事業所|機関|個人)(?:等|など)?(?:\([^()]*\))?。?$"
)
# 市税を滞納していない者: how somebody is, and no class of those who may apply
_STATE = re.compile(
    r"(?:ない|いる|した|受けた|有する|できる|満たす|行う|行っている|予定の)(?:者|人|方|法人|会社|企業|団体|個人|事業主|もの)(?:等)?。?$"
)


def settle_classes(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items, those of such lists as alternatives, or as what all must be."""
    lists: dict[tuple[object, ...], list[Item]] = {}
    for item in items:
        if item.clause is not None and item.role in ("category", "requirement"):
            lists.setdefault((item.clause.path[:-1], item.headings, item.lead), []).append(item)
    made: dict[int, Item] = {}
    for members in lists.values():
        made |= {id(old): new for old, new in zip(members, _settled(members), strict=True) if new is not old}
    return tuple(made.get(id(item), item) for item in items)


def _settled(members: Sequence[Item]) -> list[Item]:
    alternatives = [one for one in members if _is_class(one)]
    if not alternatives:
        return list(members)
    if any(_ALL.search(fold_text(text)) for text in (members[0].lead, *members[0].headings[-1:])):
        return [_as_demand(one) if _is_class(one) else one for one in members]
    if len(members) > 1 and all(_is_class(one) or _names_class(one) for one in members):
        like = alternatives[0].section
        return [one if _is_class(one) else replace(one, section=replace(like, told_by=one.section.told_by)) for one in members]
    return list(members)


def _is_class(item: Item) -> bool:
    return item.role == "category" and item.section.any_of and item.section.sign == "positive" and item.section.of != "expense"


def _names_class(item: Item) -> bool:
    """Whether an item names a class of those who may apply, by a noun and not by how they are."""
    words = fold_text(item.text)
    return _CLASS.search(words) is not None and _STATE.search(without_brackets(words)) is None


def _as_demand(item: Item) -> Item:
    return replace(item, section=replace(item.section, role="requirement", any_of=False))
