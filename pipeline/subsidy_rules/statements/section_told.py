"""What words say of a list: role, of whom, sign. The noun of `section_words`, `section_leads` and `section_sentences`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from subsidy_rules.language.predicates import Predicate
from subsidy_rules.model.reading import Party, Role, Sign

SIGNS: dict[Role, Sign] = {
    "requirement": "positive",
    "eligible_expense": "positive",
    "bonus_point": "positive",
    "required_document": "positive",
    "duty": "positive",
    "exclusion": "negative",
    "ineligible_expense": "negative",
    "penalty_point": "negative",
    "clawback": "negative",
}
PARTIES: dict[Role, Party] = {
    "eligible_expense": "expense",
    "ineligible_expense": "expense",
    "required_document": "document",
    "bonus_point": "applicant",
    "penalty_point": "applicant",
    "clawback": "applicant",
    "duty": "applicant",
    "requirement": "applicant",
    "exclusion": "applicant",
    "review_criteria": "project",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What words say a list, or they themselves, are.

    Attributes:
        role: None where they say nothing.
        of: of whom or what; None where they do not say.
        sign: what it means to the applicant to be as the items say.
        sure: 3, a predicate says it; 2, a noun names it; 1, only likely; 0, nothing said.
        any_of: one of the items is enough.
        ends: nothing above these words goes on below them although they name no role.
        words: the words themselves.
    """

    role: Role | None = None
    of: Party | None = None
    sign: Sign = "neutral"
    sure: int = 0
    any_of: bool = False
    ends: bool = False
    words: str = ""


NOTHING = Told()


def told(role: Role | None, of: Party | None, sure: int, words: str, *, sign: Sign | None = None, any_of: bool = False) -> Told:
    """What is told of a role, with the sign that the role has by itself where none is given."""
    if role is None:
        return NOTHING
    return Told(role, of, SIGNS.get(role, "neutral") if sign is None else sign, sure, any_of, words=words)


def denied(party: Party | None, sure: int, words: str) -> Told:
    """What is told of those that do not get the grant: expenses or others."""
    if party == "expense":
        return told("ineligible_expense", party, sure, words)
    return told("exclusion", party if party not in (None, "administrator", "document") else None, sure, words)


def granted(party: Party | None, sure: int, words: str) -> Told:
    """What is told of those that get the grant: expenses or others."""
    if party == "expense":
        return told("eligible_expense", party, sure, words)
    return told("requirement", party if party != "administrator" else None, sure, words)


# 次の額を加算する, 賃上げ加算: more money, not more points, where nothing speaks of points or of judging
_JUDGED = re.compile(r"点|審査|評価|採択|優先|選考")


def adds_money(phrase: str, said: Predicate) -> bool:
    """Whether a folded phrase with the predicate `said` adds to the grant rather than to the points of an application.

    >>> from subsidy_rules.language.predicates import predicate
    >>> [adds_money(text, predicate(text)) for text in ("賃上げ加算", "審査において加算する", "次により加算します")]
    [True, False, True]
    """
    return said.act == "add_points" and phrase[said.start : said.end] == "加算" and not _JUDGED.search(phrase)
