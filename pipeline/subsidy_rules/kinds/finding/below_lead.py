"""Items of a list under the exception that its lead, or a sentence below it, makes for all or some of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.rule import Leaf, Unread
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.items import Item

# behind what announces a list: whom none of its items binds, or when
_LEAD_EXCEPTION = re.compile(r"(?:ただし|但し)、?[^。]{2,200}この限り(?:で(?:は)?な|では?ありませ)[^。]*")
# ただし、連携型に申請する場合は、(3)を除く: of some of the items only
_LEAD_PART = re.compile(
    r"(?:ただし|但し)、?[^。]{0,120}?(?P<labels>(?:(?:前項|上記)?(?:\([\d一二三四五六ア-オ]{1,2}\)|[①-⑳])(?:から|まで|及び|又は|、|~)?)+)"
    r"(?:に掲げる|の)?(?:要件|規定|条件|もの)?(?:を除|は、?(?:適用|要し|問わ|不要|除)|については、?(?:適用|要し|問わ|除))[^。]*"
)
# なお、…の場合は、この限りでない: a paragraph behind an item that excepts from it
_NOT_SO = re.compile(r"^(?:なお|ただし|但し)、?[^。]{2,200}この限り(?:で(?:は)?な|では?ありませ)[^。]*。?$")


def below_lead(item: Item, found: Sequence[Stated], out: tuple[Leaf, ...]) -> list[Stated]:
    """What an item states, without what notes take out of it, and under the exception that the lead of its list makes for all of it
    (ただし、…はこの限りでない)."""
    found = [replace(one, when=tuple(dict.fromkeys((*one.when, *out)))) for one in found]
    lead = item.lead or (item.parents[-1].text if item.parents else "")
    match = _LEAD_EXCEPTION.search(lead)
    said = match.group() if match is not None else next((c.text for c in item.rest[:1] if _NOT_SO.search(fold_text(c.text))), "")
    part, label = _LEAD_PART.search(fold_text(lead)), fold_text(item.clause.label or "") if item.clause is not None else ""
    if not said and part is not None and label and (label in part["labels"] or "から" in part["labels"]):
        said = part.group()
    if not said:
        return list(found)
    left_out = Unread(unread=said.strip())
    return [replace(one, when=(*one.when, left_out)) if left_out not in one.when else one for one in found]
