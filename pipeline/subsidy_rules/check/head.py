"""What a document says of itself where it begins: the lines of its title, cover or head, and the editions that they name.

Only what names the document counts: a day (公募期間：2026年2月6日), a budget (令和6年度補正予算) and a printing (第2版) name no edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.numerals import read_number
from subsidy_rules.model.document import Clause, Document, Zone

_LONGEST = 60  # characters of a line that names; longer ones tell
_LEADING = {"pdf": 8, "text": 6}  # lines of a head that no zone marks off
_NUM = r"(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:(?P<era>令和|平成|R(?=\d))(?P<n>{_NUM})|(?<![\d第])(?P<western>20\d\d))"
_OF_YEAR = re.compile(_YEAR + r"(?:年度(?!\)?(?:第?\d次)?(?:補正|当初|予算|予備費|改[定訂正]|末|中))|年版)")
_AFTER_NAME = re.compile(r"(?:補助金|助成金|給付金|支援金|事業|枠|型)[」』】)]?[(【「]?(?P<western>20\d\d)(?![\d年/.,-])")
_MONTH = re.compile(_YEAR + r"年(?P<month>\d{1,2})月版")
_ROUND = re.compile(r"第(?P<n>\d{1,3})(?:次|回)(?=公募|募集|申請|受付|要領|[)】>」』|-]|$)|(?<!\d)(?P<bare>\d{1,3})(?:次|回)(?=公募|募集)")
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988}
_ID = re.compile(r"(?:(?P<western>20\d\d)|(?P<era>R)(?P<n>\d{1,2}))(?:\.(?P<month>\d{1,2}))?(?!\d)")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One line of a head, folded; `page` is None for HTML and text."""

    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class Labels:
    """The years ("2025"), months ("2025-07") and rounds ("20") that a text names."""

    years: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()

    def __or__(self, other: Labels) -> Labels:
        return Labels(self.years | other.years, self.months | other.months, self.rounds | other.rounds)


def head_lines(document: Document) -> tuple[HeadLine, ...]:
    """The lines that name the document, in reading order: of a web page its title and first heading, else those that it begins with."""
    title = document.title if document.title != document.name else ""  # a document without one has that of its file
    if document.format == "html":
        first = next((clause.text for clause in document.clauses if clause.heading), "")
        return tuple(HeadLine(fold_text(text), None) for text in dict.fromkeys((title, first)) if text)
    page = 1 if document.format == "pdf" else None
    lines = [HeadLine(fold_text(title), page)] if document.format == "text" and title else []
    return (*lines, *(HeadLine(text, page) for clause in _leading(document) if (text := fold_text(clause.text))))


def _leading(document: Document) -> Iterator[Clause]:
    first = [clause for clause in document.clauses if clause.page_no == 1]
    cover = [clause for clause in first if clause.zone is Zone.COVER]
    if cover:
        return (clause for clause in cover if _names(clause))
    return islice(takewhile(_names, first), _LEADING[document.format])


def _names(clause: Clause) -> bool:
    """Whether it may name the document: short, no sentence, no note."""
    return len(clause.text) <= _LONGEST and "。" not in clause.text and not clause.label.startswith(("※", "＊", "*"))


def labels_in(text: str) -> Labels:
    """The editions that a folded line names.

    >>> labels_in("IT導入補助金2025公募要領").years, labels_in("令和七年度補助金のご案内").years
    (frozenset({'2025'}), frozenset({'2025'}))
    >>> labels_in("公募期間:2026年2月6日~"), labels_in("令和6年度補正予算") == Labels(), labels_in("第2版:2025年4月25日") == Labels()
    (Labels(years=frozenset(), months=frozenset(), rounds=frozenset()), True, True)
    >>> labels_in("(第23次公募)").rounds, labels_in("3次公募用").rounds, labels_in("令和7年7月版").months
    (frozenset({'23'}), frozenset({'3'}), frozenset({'2025-07'}))
    """
    years = {_year(match) for pattern in (_OF_YEAR, _AFTER_NAME) for match in pattern.finditer(text)}
    months = {f"{_year(match)}-{int(match['month']):02d}" for match in _MONTH.finditer(text)}
    rounds = {match["n"] or match["bare"] for match in _ROUND.finditer(text)}
    return Labels(frozenset(years | {month[:4] for month in months}), frozenset(months), frozenset(str(int(n)) for n in rounds))


def labels_of_id(edition: str) -> Labels:
    """The edition that an id names by its form: a year, a year of the era with its month, or a round.

    >>> labels_of_id("2018-2").years, labels_of_id("R7.4").months, labels_of_id("23").rounds, labels_of_id("sogyo-1") == Labels()
    (frozenset({'2018'}), frozenset({'2025-04'}), frozenset({'23'}), True)
    """
    if re.fullmatch(r"[0-9]{1,3}", edition):
        return Labels(rounds=frozenset({str(int(edition))}))
    match = _ID.match(edition)
    if match is None:
        return Labels()
    months = frozenset({f"{_year(match)}-{int(match['month']):02d}"}) if match["month"] else frozenset[str]()
    return Labels(frozenset({_year(match)}), months)


def _year(match: re.Match[str]) -> str:
    """The year of the western count."""
    found = match.groupdict()
    if found["western"]:
        return str(found["western"])
    return str(_ERAS[found["era"]] + (1 if found["n"] == "元" else int(read_number(found["n"]))))
