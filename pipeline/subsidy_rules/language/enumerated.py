"""A text that is no more than names of costs one after the other → each of them: 人件費、家賃及び通信費."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold
from subsidy_rules.language.parties import party_of

_APART = re.compile(r"[、,，/・\n]|及び|並びに|又は|または|若しくは|もしくは")
_LEADS = re.compile(r"^(?:※\d*|[・○●\-]|(?:ただし|なお)、)+")
_SAYS = re.compile(r"[をがはもへ]|(?<!に)(?:する|した)|こと$|とき$|場合$")
_ENDS = re.compile(r"(?:費|料|代|賃|税|費用|経費|料金|代金|購入|金|謝金|報酬|保険料)(?:\([^()]*\))?(?:等|など)?$")
_LONGEST = 20  # characters of a name in an enumeration: what is longer says more than a name
_OUTSIDE = re.compile(r"\([^()]*\)")


def enumerated_costs(text: str) -> tuple[tuple[str, int, int], ...]:
    """The names, each with its half-open bounds in the text; none where the text is anything else than two names or more.

    >>> [name for name, _, _ in enumerated_costs("※人件費、飲食費及び車両購入費は対象外")]
    ['人件費', '飲食費', '車両購入費']
    >>> enumerated_costs("工事費、工事に伴う設計を行う者に支払う費用"), enumerated_costs("人件費")
    ((), ())
    """
    from subsidy_rules.language.excluded import excluded_name

    folded = fold(text)
    whole = folded.text.rstrip("。")
    lead = _LEADS.match(whole)
    at = lead.end() if lead is not None else 0
    said = excluded_name(whole[at:])
    end = at + len(said) if whole.startswith(said, at) else len(whole)
    masked = _OUTSIDE.sub(lambda found: "*" * len(found.group()), whole)
    cuts = [match.span() for match in _APART.finditer(masked, at, end)]
    starts = [at, *(stop for _, stop in cuts)]
    stops = [*(start for start, _ in cuts), end]
    bounds = [(a, b) for a, b in zip(starts, stops, strict=True) if a < b]
    if len(bounds) < 2 or not all(_is_cost(whole[a:b]) for a, b in bounds):
        return ()
    if "の" in whole[slice(*bounds[0])] and any("の" not in whole[a:b] for a, b in bounds[1:]):
        return ()  # 店舗の改装費、修繕費: of the shop as well, or not
    return tuple((whole[a:b], *folded.span(a, b)) for a, b in bounds)


def _is_cost(name: str) -> bool:
    bare = _OUTSIDE.sub("", name)
    return 1 < len(bare) <= _LONGEST and _SAYS.search(bare) is None and (_ENDS.search(bare) is not None or party_of(bare) == "expense")
