"""What an amount is counted by, as part of its value: 1人当たり40万円, 1事業所につき, 50万円×グループ構成員数, 3万円/日."""

from __future__ import annotations

import re

from subsidy_rules.language.vocabulary import lexicon

_NOUN = r"(?P<group>(?:グループ)?構成員(?=[1一]))?(?:1|一|各)?(?P<noun>[一-龥々ァ-ヶーか]{1,12}?)(?:\([^()]{1,20}\))?"
_EACH = r"(?:(?:当|あ)た?り|につき|(?<!日)ごとに?|毎に)"
# Between the unit and its amount may stand what the amount is (の補助上限額は), but no other statement.
_BEFORE = re.compile(rf"{_NOUN}{_EACH}(?:の?[^。、()\d]{{0,14}})?(?:は|が|、|:)?(?:最大|上限|原則)?(?:\()?$")
_AFTER = (
    re.compile(rf"(?:以内|まで|以下|を上限)?\(?[/×]{_NOUN}(?:数|(?=[)、。\s(]|$))"),
    re.compile(rf"(?:以内|まで|以下|を上限)?\({_NOUN}{_EACH}\)"),
)
_HEADER = re.compile(rf"{_NOUN}{_EACH}")


def counted_before(text: str) -> str | None:
    """What the amount right behind a folded text is counted by.

    >>> counted_before("対象となる労働者1人当たり"), counted_before("1事業所につき上限"), counted_before("補助上限額は")
    ('person', 'establishment', None)
    """
    return _slug(_BEFORE.search(text))


def counted_after(text: str, at: int) -> str | None:
    """What the amount that ends at a place of a folded text is counted by.

    >>> counted_after("50万円×グループ構成員数補助率:", 4), counted_after("3万円/日", 3), counted_after("3万円(1日当たり)", 3)
    ('group_member', 'day', 'day')
    """
    return next((slug for pattern in _AFTER if (slug := _slug(pattern.match(text, at)))), None)


def counted_in(header: str) -> str | None:
    """What the amounts under a folded header are counted by.

    >>> counted_in("助成額(1人当たり)"), counted_in("助成額")
    ('person', None)
    """
    return _slug(_HEADER.search(header))


def _slug(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    noun = match["group"] or match["noun"]
    hits = [hit for hit in lexicon("per").find(noun) if hit.end == len(noun)]
    return hits[-1].slug if hits else None
