"""What stands below a clause: whether something does that it announces, and under which path."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause

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
