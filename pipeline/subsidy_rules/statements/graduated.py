"""Repayments by how much time has passed: rows and lines of a period and the share that is paid back within it: 1年未満 | 全額."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.topics import known_topic
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.repayment import Repayment

_ZONES = (Zone.BODY, Zone.ANNEX)
_UNITS = {"year": "Y", "month": "M"}
_REPAID = "返還"
_SHARE = re.compile(
    r"(?:(?:交付(?:を受け)?た?)?(?:補助|助成|奨励|支援|交付)?金?の?(?:交付|確定|既交付)?(?:決定)?額?の)?"
    r"(?:(?P<whole>全額|全部|10割)|(?P<half>半額)|(?P<part>\d{1,3}分の\d{1,2}|\d{1,2}/\d{1,2})|(?P<percent>\d{1,3})%)"
    r"(?:の額|に相当する額|相当額)?(?:を?返還)?(?:(?:する|します)(?:もの)?)?。?$"
)
# 3年未満で店を閉めたとき: what stands behind the period is why it is paid back
_BEHIND = re.compile(r"(?:で|に|のうちに)?(?P<why>[^、。:]{2,40}?(?:とき|場合))(?:は|に|:)*$")
_LEAD = re.compile(r"(?:以内に|内に|未満で|前に|、)(?P<why>[^、。]{2,40}?(?:とき|場合))(?:に)?は")
_LONGEST = 60
_FROM = re.compile(r"(?:後|から)$")


def graduated_repayments(document: Document) -> Iterator[Repayment]:
    """The repayments of tables and lists of periods under words on repayment, in reading order."""
    lead = ""
    for clause in document.clauses:
        if clause.zone not in _ZONES or clause.heading:
            lead = ""
            continue
        text = fold_text(clause.text)
        about = [*clause.headings, lead]
        if any(_REPAID in fold_text(words) for words in about):
            yield from _of_line(clause, lead)
        lead = text if _REPAID in text and not clause.label else lead
    for table in document.tables:
        about = [*table.headings[-1:], table.caption, table.lead, *(cell.text for cell in table.cells if cell.row < table.header_rows)]
        if table.zone in (None, *_ZONES) and any(_REPAID in fold_text(words) for words in about):
            yield from _of_rows(table)


def _of_rows(table: Table) -> Iterator[Repayment]:
    names = {cell.row: cell for cell in table.cells if cell.col == 0 and cell.rowspan == 1}
    head = next((fold_text(cell.text) for cell in table.cells if cell.col == 0 and cell.row < table.header_rows), "")
    why = _LEAD.search(fold_text(table.lead))
    for cell in table.cells:
        name = names.get(cell.row)
        share = _SHARE.match(fold_text(cell.text)) if cell.col > 0 and name is not None else None
        period = _period(fold_text(name.text)) if name is not None and share is not None else None
        if share is None or period is None or name is None:
            continue
        text = fold_text(name.text)
        when = _leaves(period, f"{text[: period.start]}の期間" if period.start else head or "期間")
        behind = _BEHIND.match(text, period.end)
        topic = behind["why"] if behind is not None else why["why"] if why is not None else None
        place: tuple[Table, Cell] = (table, cell)
        yield Repayment(_named(topic), place, 0, len(cell.text), share=_part(share), when=when)


def _of_line(clause: Clause, lead: str) -> Iterator[Repayment]:
    folded = fold(clause.text)
    period = _period(folded.text)
    if period is None:
        return
    share = next((match for at in range(period.end, len(folded.text)) if (match := _SHARE.match(folded.text, at)) is not None), None)
    between = folded.text[period.end : share.start()].strip(":…・→、") if share is not None else ""
    behind = _BEHIND.fullmatch(between)
    if share is None or (between and behind is None):
        return
    why = _LEAD.search(lead)
    topic = behind["why"] if behind is not None else why["why"] if why is not None else clause.headings[-1] if clause.headings else None
    before = folded.text[: period.start]
    if topic is None or (before and _FROM.search(before) is None):
        return
    when = _leaves(period, f"{before}の期間" if before else "経過期間")
    yield Repayment(_named(topic), clause, *folded.span(0, share.end()), share=_part(share), when=when)


def _named(topic: str | None) -> str | None:
    return (known_topic("clawbacks", topic) or fold_text(topic)[:_LONGEST]) if topic else None


def _period(text: str) -> Quantity | None:
    """The one bound of time that a folded text begins with or has behind an event."""
    found = [quantity for quantity in find_quantities(text) if quantity.unit in _UNITS]
    return found[0] if len(found) == 1 and found[0].point is None else None


def _part(share: re.Match[str]) -> Fraction:
    if share["percent"]:
        return Fraction(int(share["percent"]), 100)
    if share["part"]:
        return find_quantities(share["part"], fractions=True)[0].single or Fraction(1)
    return Fraction(1, 2) if share["half"] else Fraction(1)


def _leaves(period: Quantity, of: str) -> tuple[Leaf, ...]:
    low, high, unit = period.low, period.high, _UNITS[period.unit]
    out = []
    if low is not None and low.value is not None:
        out.append(Leaf(fact=OTHER, of=of, op="gt" if low.exclusive else "ge", value=f"P{int(low.value)}{unit}"))
    if high is not None and high.value is not None:
        out.append(Leaf(fact=OTHER, of=of, op="lt" if high.exclusive else "le", value=f"P{int(high.value)}{unit}"))
    return tuple(out)
