"""Items that the lead of their list names by number: ただし、(4)に該当する者を除く."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.statements.section_part import Place
from subsidy_rules.statements.section_told import told

_NUMBER = r"\(?(?:\d{1,2}|[ア-ンa-z①-⑳])\)?"
_TAKEN_OUT = re.compile(
    rf"(?:ただし|但し)、(?P<which>{_NUMBER}(?:(?:から|~|及び|又は|・|、){_NUMBER}(?:まで)?)*)(?:のいずれか)?に(?:該当する|掲げる)"
    r"(?:者|もの|方|事業者|企業|法人|団体)(?:を|は)、?(?:除(?:く|きます)|対象(?:外|と(?:しない|しません|ならない|なりません)))"
)
_ONE = re.compile(rf"(?P<first>{_NUMBER})(?:(?:から|~)(?P<last>{_NUMBER}))?")


def taken_out(place: Place, leads: Sequence[Clause], clause: Clause) -> Place:
    """The place of an item; of one that the lead over it takes out of its list by number, that of an exclusion.

    Args:
        leads: the clauses that announce the list that the item stands in.
    """
    if not clause.label or place.told.role != "requirement":
        return place
    own = _bare(fold_text(clause.label))
    for lead in leads:
        for match in _TAKEN_OUT.finditer(fold_text(lead.text)):
            if own in _numbers(match["which"]):
                return replace(place, told=told("exclusion", place.told.of, 3, match.group()))
    return place


def _numbers(which: str) -> Iterator[str]:
    for match in _ONE.finditer(which):
        first, last = _bare(match["first"]), _bare(match["last"] or match["first"])
        if first.isascii() and first.isdigit() and last.isdigit():
            yield from (str(number) for number in range(int(first), int(last) + 1))
        else:
            yield from (first, last)


def _bare(label: str) -> str:
    return label.strip("().、 ")
