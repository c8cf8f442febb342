"""Figures of a document that cannot be right, or that cannot be read as what they stand for: told, and read as no value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from subsidy_rules.language.dates import agrees, wrong_dates
from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.document import Clause, Problem, Table, Zone

_READ = frozenset({Zone.BODY, Zone.ANNEX})
_DATED = re.compile(r"月|[./]\d|\(")
_LIMIT = r"(?:上限|限度|補助金?額|助成金?額|交付額|支給額)"
_ZERO = r"(?<![\d,.〇一二三四五六七八九十百千])[0〇][万千]*円"
_NOTHING = re.compile(rf"{_LIMIT}[^。]{{0,12}}?{_ZERO}|{_ZERO}(?:以内|を(?:上限|限度))")
_ONLY_NOTHING = re.compile(r"[0〇][万千]*円")
_LIMIT_HEADER = re.compile(_LIMIT)


def doubtful_figures(clauses: Sequence[Clause], tables: Sequence[Table]) -> tuple[Problem, ...]:
    """A problem for each date that does not exist or whose two years disagree, and for each limit of nothing, in reading order."""
    found: dict[tuple[str, str], Problem] = {}
    for text, page_no, header in _texts(clauses, tables):
        for code, quote in _doubts(text, header):
            found.setdefault((code, quote), Problem.of(code, _words(code, quote), page_no))
    return tuple(found.values())


def _texts(clauses: Sequence[Clause], tables: Sequence[Table]) -> Iterator[tuple[str, int, str]]:
    """Each text that rules are read from with its page and, for cells, what stands over it."""
    for clause in clauses:
        if clause.zone in _READ:
            yield clause.text, clause.page_no, ""
    for table in tables:
        if table.zone is None or table.zone in _READ:
            for cell in table.cells:
                yield cell.text, cell.page_no, " ".join(cell.header_path)


def _doubts(text: str, header: str) -> Iterator[tuple[str, str]]:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if _DATED.search(plain):
        for date in wrong_dates(plain):
            yield "no_such_date" if agrees(date) else "era_disagrees", plain[date.start : date.end]
    if "円" in plain:
        found = _NOTHING.search(plain)
        if found is None and _LIMIT_HEADER.search(header):
            found = _ONLY_NOTHING.fullmatch(plain)
        if found is not None:
            yield "zero_limit", found.group()


def _words(code: str, text: str) -> Said:
    if code == "no_such_date":
        return message("{text}: there is no such date; it was not read", text=text)
    if code == "era_disagrees":
        return message("{text}: the year of the era and the year beside it disagree; the date was not read", text=text)
    return message("{text}: an amount of nothing is no limit; it was not read", text=text)
