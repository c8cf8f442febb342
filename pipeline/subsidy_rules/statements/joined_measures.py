"""Two measures before one figure: 付加価値額又は給与支給総額が3%以上. The bound is read of one of them, the other is not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.model.rule import Leaf, Unread
from subsidy_rules.statements.bounds import Stated

_MEASURE = r"(?:[一-龠ァ-ヶー]|1人当たりの?)*(?:額|高|率|数|性|利益|売上|所得|賃金)"
_JOINED = re.compile(
    rf"(?P<said>{_MEASURE}(?:、?(?:又は|または|若しくは|もしくは|及び|並びに)、?){_MEASURE})(?:の?(?:いずれか(?:一方)?|両方|双方))?"
    r"(?:の[^、。はがを\d]{1,12})?(?:が|を|は|で)?、?(?:それぞれ|いずれも|ともに|共に)?[^、。はがを\d]{0,10}$"
)
# growth: a sum of capital and stock, or the shares in them, are one measure under two names
_GROWS = ("_cagr", "_growth")


def with_joined_measures(stated: Sequence[Stated], text: str) -> list[Stated]:
    """The bounds of a text, those on a growth of two measures with both of their names as a limit."""
    return [_joined(one, text) for one in stated]


def _joined(one: Stated, text: str) -> Stated:
    bound = one.constraint
    if one.clause is not None or not isinstance(bound, Leaf) or not bound.fact.endswith(_GROWS):
        return one
    folded, end = fold(text), len(fold_text(text[: one.end]))
    figure = re.search(r"[+]?\d[\d.,]*[^\d]*$", folded.text[:end])
    found = _JOINED.search(folded.text[: figure.start()]) if figure is not None else None
    return one if found is None else replace(one, when=(*one.when, Unread(unread=found["said"])))
