"""Labels that bound something that no list names: 事業場内最低賃金が1,050円未満, 売上高が5億円以上の者."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import OTHER, Leaf

_MEASURE = re.compile(r"(?P<of>[^\d、。:()（）※・~～/]{2,24}?)(?:が|は)?")
_REST = re.compile(r"(?:で(?:ある)?|となる)?の?(?:場合|とき|もの|者|方|事業者|企業|法人|事業場|事業所|施設|店舗|労働者)?")
_UNITS = ("yen", "percent")
_NOTE_MARK = re.compile(r"\((?:注|※)\d{0,2}\)|[※*]\d{0,2}|注\d")  # 年間売上高(注1)1億円以下
_GRANTED = ("amount", "rate", "increase")


def measured_label(text: str) -> tuple[Leaf, ...]:
    """The bounds of a folded label that is a measure and its bound and nothing else; the measure is told in its words.

    >>> [(leaf.of, leaf.op, leaf.value) for leaf in measured_label("事業場内最低賃金が1,050円未満")]
    [('事業場内最低賃金', 'lt', 1050)]
    >>> measured_label("年間売上高(注)1億円以下")[0].of
    '年間売上高'
    >>> measured_label("補助上限額500万円以下"), measured_label("500万円以上")
    ((), ())
    """
    text = _NOTE_MARK.sub("", text)
    found = find_quantities(text)
    if len(found) != 1 or found[0].point is not None or found[0].unit not in _UNITS:
        return ()
    before = _MEASURE.fullmatch(text[: found[0].start])
    if before is None or _REST.fullmatch(text, found[0].end) is None:
        return ()
    if any(hit.slug in _GRANTED for hit in lexicon("subjects").find(text)):
        return ()
    leaves = bounds_to_leaves("capital", found[0], as_text=found[0].unit == "percent")
    return tuple(Leaf(fact=OTHER, of=before["of"], op=leaf.op, value=leaf.value, unit=found[0].unit) for leaf in leaves)
