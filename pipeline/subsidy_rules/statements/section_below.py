"""What stands below a clause: whether something does that it announces, and under which path."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.document import Clause
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.section_leads import BRACKET_LEAD, TURNED, describes_others, of_lead, points_down
from subsidy_rules.statements.section_part import Part
from subsidy_rules.statements.section_told import NOTHING, Told
from subsidy_rules.statements.section_words import of_heading

NOTE = re.compile(r"^(?:\(?[※＊*注])")
_FIRST = re.compile(r"[(]?(?:1|①|⑴|❶|➀|➊|⒈|ア|ｱ|イ|ｲ|一|a|A|i|ⅰ|Ⅰ)[).]?")
_BULLET = re.compile(rf"{_FIRST.pattern}|[・●○■◆◇▪•\-]")


def is_followed(clause: Clause, following: Clause | None) -> bool:
    """Whether something stands right below a clause that announces it."""
    if following is None:
        return False
    if clause.label:
        return is_deeper(clause, following) or begins_anew(clause, following)
    below = following.path[: len(clause.path)] == clause.path and (bool(following.label) or not following.heading)
    return below or (bool(following.label) and bool(_FIRST.fullmatch(following.path[-1])))


def path_below(clause: Clause, following: Clause | None) -> tuple[str, ...]:
    """The path of what a clause announces: its own, or that of a numbering that begins right behind it although it stands farther out."""
    if following is None or not following.path or following.path[: len(clause.path)] == clause.path:
        return clause.path
    if clause.label and not begins_anew(clause, following):
        return clause.path
    return following.path[:-1]


def heads_outward(clause: Clause, following: Clause) -> bool:
    """Whether a line without a label that stands within an item heads a numbering that begins right behind it, farther out."""
    first = bool(following.label) and bool(_FIRST.fullmatch(following.path[-1]))
    return first and not clause.label and bool(clause.path) and not is_deeper(clause, following) and clause.text not in following.headings


def is_deeper(clause: Clause, following: Clause) -> bool:
    return len(following.path) > len(clause.path) and following.path[: len(clause.path)] == clause.path


def begins_anew(clause: Clause, following: Clause) -> bool:
    """Whether a list begins right behind an item, at its own level or farther out: its last sentence announced that list.

    A numbering does where its first label stands; bullets do where the item is a remark (※Xとは、次の者をいう), which is none of them.
    """
    first = bool(following.label) and bool((_BULLET if is_note(clause) else _FIRST).fullmatch(following.path[-1]))
    return first and not is_deeper(clause, following) and following.headings == clause.headings and clause.path[-1:] != following.path[-1:]


def is_note(clause: Clause) -> bool:
    return bool(NOTE.match(fold_text(clause.label)))


def first_sentence(clause: Clause) -> str:
    """The first sentence of a clause, folded; all of it where it has none."""
    start, end = clause.sentences[0] if clause.sentences else (0, len(clause.text))
    return fold_text(clause.text[start:end])


# what a sentence is, and what it says that the list below it is, where the two are not the same: 次の場合は、返還を要しない;
# 次の点を満たしているか確認してください
_OF_LIST_ALONE: frozenset[tuple[Role, Role]] = frozenset({("clawback", "other"), ("procedure", "requirement")})


def overrules(text: str, role: Role, lead: Told) -> bool:
    """Whether what a folded sentence says of the list below it decides what that is, although the sentence itself is another.

    Of who lacks what is listed (次の要件を備えていない者は、申請できない) the list is what is asked, of whom a bracket takes out
    it is those; of who has what is listed (対象外の者: 次の要件を満たす法人) the list stays what the sentence is.

    >>> lacking, having = "次の要件を備えていない者は、申請できない。", "次の要件をすべて満たす法人"
    >>> [overrules(text, "exclusion", of_lead(text)) for text in (lacking, having)]
    [True, False]
    """
    if lead.role in (role, None) or role == "other" or (role, lead.role) in _OF_LIST_ALONE:
        return True
    if lead.role == "exclusion":
        return role in ("category", "requirement") and BRACKET_LEAD.search(text) is not None
    return lead.role == TURNED.get(role) and describes_others(without_brackets(text))


_OF_SUCH = re.compile(r"(?:者|方|法人|企業|会社|団体|組合|事業主?|もの)(?:\([^()]*\))?$")


def is_one_of_those_left_out(text: str, outer: Role | None, named: Told) -> bool:
    """Whether a folded title names by a list some of those whom its heading leaves out: 対象外となる者 / 次の要件を満たす法人."""
    points = outer == "exclusion" and named.role == "requirement" and points_down(text) and _OF_SUCH.search(text) is not None
    return points and not describes_others(without_brackets(text))


def asks_for_any(text: str) -> bool:
    """Whether a short line is a lead without its predicate: 次のいずれかに該当する者. Of what stands below it one is enough."""
    return points_down(text) and (lead := of_lead(text)).any_of and lead.role is not None


def same_title(own: str, heading: str) -> bool:
    """Whether two titles are the same but for the brackets round them."""
    return own == heading or fold_text(own).strip("<>()【】") == fold_text(heading).strip("<>()【】")


def said_by_title(text: str) -> Told:
    """What a title says; one that is a sentence and points down (次のいずれにも該当しないこと) announces a list as any lead does."""
    lead = of_lead(text) if points_down(text) else NOTHING
    named = of_heading(text)
    demands = lead.role == "requirement" and not lead.any_of and named.role is None  # 次の要件の全てに該当する者
    return lead if lead.role and (lead.sure == 3 or demands) else named


def lead_in_cell(parts: Sequence[Part], part: Part, text: str) -> str:
    """What announces the list that a part of a cell is an item of; "" where nothing does."""
    above = [one for one in parts if one.start < part.start and one.section.head]
    lead = text[above[-1].start : above[-1].end] if above else ""
    return "".join(lead.splitlines()) if points_down(fold_text(lead)) else ""
