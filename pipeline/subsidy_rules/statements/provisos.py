"""A ただし behind an amount or rate: another one for somebody, or a limit on it that was seen and not understood."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.statement import Statement

_BUT = re.compile(
    r"(?:[^。]{0,20}。|(?:以内)?(?:の額)?(?:\([^()]*\))?)(?:ただし|但し)、(?P<whom>[^。]{2,90}?)"
    r"(?:に(?:あって|ついて|関して)は?|(?:の?場合)(?:は|には)?|(?:は|には))、?(?:(?:補助|助成)率は?、?)?"
)
_LEAST_MORE = 3
_LONGEST_CASE = 40  # characters of a case that a condition may have; of a longer one it is unread

_PROVISO = re.compile(r"(?:(?<=。)|(?<=^)|(?<=[)」※]))\s*(?P<said>(?:ただし|但し)、?[^。※]{6,})")
# how sums are rounded, and what may yet change, limits no value
_HARMLESS = re.compile(
    r"加算|上乗せ|引き?上げ|増額|各号|次の|予算|変更|(?:場合|こと)が(?:あ|ご)|端数|切り?捨|円未満の|消費税|小数|上回らない|超えないものとする"
)


def with_provisos(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a folded text, those right before a ただし without a value of its own with that as a limit.

    Args:
        text: what they are statements of, with bounds in it.
        statements: in the order in which they stand.
    """
    out = list(statements)
    for match in _PROVISO.finditer(text):
        said = match["said"]
        if _HARMLESS.search(said) or any(match.start() <= one.start < match.end() for one in out):
            continue
        begin = text.rfind("。", 0, max(match.start() - 1, 0)) + 1
        out = [
            replace(one, unread=(*one.unread, said)) if begin <= one.start < match.start() and said not in one.unread else one
            for one in out
        ]
    return out


# 2分の1以内の額(上限50万円、開業前に払うもののみ): a limit of all that the grant is
_LIMIT_IN_BRACKET = re.compile(r"[、,](?P<said>(?![^()]*消費税)[^()、。\d]{2,40}?(?:のみ|に限(?:る|ります)|を?除(?:く|きます)))。?\)")
_BEFORE_BRACKET = re.compile(r"(?:以内|まで)?(?:の(?:金)?額)?\(")


def with_bracket_limits(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a folded text, those in a bracket that ends in a limit, and the one right before it, with that as a limit.

    Args:
        text: what they are statements of, with bounds in it.
        statements: in the order in which they stand.
    """
    out = list(statements)
    for match in _LIMIT_IN_BRACKET.finditer(text):
        opened = text.rfind("(", 0, match.start())
        inside = [one for one in out if opened < one.start < match.start()]
        if not inside:
            continue
        limited = {*inside, *(one for one in out if one.end <= opened and _BEFORE_BRACKET.fullmatch(text, one.end, opened + 1))}
        out = [replace(one, unread=(*one.unread, match["said"])) if one in limited else one for one in out]
    return out


def provisos_behind(text: str, start: int = 0, until: int | None = None) -> tuple[str, ...]:
    """The ただし in a folded text that limits what stands at `start`: in its own sentence or behind it, on more than how sums are rounded.

    Args:
        text: a sentence, a paragraph or a cell.
        start: where the value or the name stands that may be limited.
        until: where it ends; a ただし that it stands in limits nothing of it.

    >>> provisos_behind("旅費(ただし、タクシー代は除く。)"), provisos_behind("機械の購入費。ただし、単価が50万円未満のものは対象としない。")
    (('ただし、タクシー代は除く',), ('ただし、単価が50万円未満のものは対象としない',))
    >>> provisos_behind("補助金の額。ただし、千円未満の端数は切り捨てる。")
    ()
    """
    found = (match for match in _SAID_BUT.finditer(text, start) if until is None or match.start() >= until)
    return tuple(match["said"] for match in found if not _LIMITS_NOTHING.search(match["said"]))


_LIMITS_NOTHING = re.compile(
    r"端数|切り?捨|予算の(?:範囲|都合)|(?:変更|追加)(?:する|される|となる)(?:場合|こと)が|参照|詳細は|ご?(?:注意|留意)(?:ください|下さい|願|が必要)|別途(?:定め|通知|協議)"
)
_SAID_BUT = re.compile(
    r"(?:^|(?<=[。()※、]))(?P<said>(?:(?:ただし|但し)(?!書)、?|なお、(?=[^。※]*(?:を除|に限)))[^。※()]*(?:\([^()]*\)[^。※()]*)*[^。※()、])"
)


def exception_of(text: str, statement: Statement, before: Statement | None) -> str | None:
    """For whom a ただし right behind a value gives another one: ただし、離島の者にあっては、3分の2以内; None elsewhere.

    Args:
        text: folded.
        statement: the other value.
        before: the last value of its subject before it.
    """
    if before is None or before.subject != statement.subject:
        return None
    match = _BUT.fullmatch(text[before.end : statement.start])
    return match["whom"] if match else None


def for_whom(statement: Statement, whom: str) -> Statement:
    """A value under the words for whom it is an exception, where they say more than what was read of them."""
    if statement.conditions and not _says_more(whom, statement.conditions):
        return statement
    if len(whom) > _LONGEST_CASE:
        return replace(statement, conditions=(), unread=(*statement.unread, whom))
    return replace(statement, conditions=case_of(whom), reasons=(*statement.reasons, "unknown_label"))


def _says_more(whom: str, conditions: Sequence[Leaf]) -> bool:
    """Whether the words for whom an exception is say more than the class that was read in them: 小売業以外の中小企業者."""
    hits = lexicon("applicant_classes").find(whom)
    return all(leaf.fact == "applicant_class" for leaf in conditions) and bool(hits) and hits[0].start > _LEAST_MORE
