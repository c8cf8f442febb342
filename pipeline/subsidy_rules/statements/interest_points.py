"""Rates of a grant towards interest that are points of it, or of the sum lent, and no share of what was paid: 年1.0%以内, 残高の1%."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.statements.statement import Statement

_OF_INTEREST = re.compile(r"利子|利息|利率|金利|利補給|融資|貸付|借入")
_OF_LOAN = re.compile(r"(?:残高|借入(?:金|額)|融資(?:金|額)|貸付(?:金|額)|元金)(?:に(?:対し(?:て)?)?|の)、?(?:年|年利)?$")
_A_YEAR = re.compile(r"(?:年|年利|年率)(?:最大|上限)?$")
# 支払利子の4%: so much of what was paid
_OF_PAID = re.compile(r"(?:利子|利息)(?:相当)?(?:金?額)?(?:\([^()]*\))?の(?:うち)?$")
_MOST_POINTS = Fraction(5, 100)  # the law on interest leaves room for more, no programme pays it
# 貸付日から3年以内の期間で、支払利子の20%: how long interest is paid for
_SO_LONG = re.compile(r"[^、。]{0,16}\d{1,2}(?:年|か月)(?:以内|間)の?(?:期間|間)?(?:で|に限り|を限度)")
_LONGEST = 60


def points_of_interest(text: str, statement: Statement, over: Iterable[str]) -> str | None:
    """The words of a rate that is counted on a loan, for which the contract has no base; None for a share of costs.

    Of a share of the interest that was paid, the words that say for how long it is granted.

    Args:
        text: folded, in which the rate stands.
        over: headings, keys and the names of row and column over it.
    """
    top = statement.quantity.high.value if statement.quantity.high is not None else statement.quantity.point
    if statement.subject != "rate" or top is None:
        return None
    begin = text.rfind("。", 0, statement.start) + 1
    before, said = text[begin : statement.start], text[begin : statement.end]
    of_loan = _OF_LOAN.search(before) is not None or _A_YEAR.search(before) is not None
    about = _OF_INTEREST.search(before) is not None or any(_OF_INTEREST.search(fold_text(words)) for words in over)
    few = top <= _MOST_POINTS and "%" in text[statement.start : statement.end] and not _OF_PAID.search(before)
    if of_loan or (about and few):
        return said[-_LONGEST:]
    limit = _SO_LONG.search(before) if _OF_PAID.search(before) else None
    return limit.group() if limit is not None else None
