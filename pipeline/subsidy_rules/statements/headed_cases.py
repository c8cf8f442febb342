"""Several headings beside each other below one on amounts or rates: what each of them names is the case of the sums under it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import Found

_ROLES = ("amount", "rate", "increase", "both")
_SEVERAL = 2
# what a heading over sums says that names nothing that they are for
_NO_NAME = re.compile(r"例|概要|注意|留意|方法|対象|について|その他|参考|備考|内容|期間|年度|令和|\d")


# 工場・事業場型, 新規出店コース: what a heading names by such a noun has sums of its own, whatever stands over it
_NAMES_WAY = re.compile(r"(?:型|枠|類型|コース|タイプ|メニュー|プラン|部門)$")


def cases_of_headings(document: Document) -> dict[tuple[str, ...], tuple[Leaf, ...]]:
    """What each of several headings beside each other names, by the headings of the clauses and tables that state sums right below it.

    They stand below one on amounts or rates, or name ways to be granted by their nouns.
    """
    texts = [(clause.headings, clause.text) for clause in document.clauses if not clause.heading]
    texts += [(table.headings, " ".join(cell.text for cell in table.cells)) for table in document.tables]
    out = _by_brackets(texts)
    below: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for over, text in texts:
        if not over or role_of(over[-1]) is not None or not _tells_apart(over):
            continue
        if any(quantity.unit in ("yen", "rate") for quantity in find_quantities(fold_text(text), fractions=True)):
            below.setdefault(over[:-1], set()).add(over)
    several = (over for outer, ways in below.items() if len(ways) >= _SEVERAL or lists_ways(outer) for over in ways)
    named = ((over, _name(over[-1])) for over in several)
    return out | {over: read_conditions(name) or case_of(name) for over, name in named if not _NO_NAME.search(name)}


def _by_brackets(texts: Sequence[tuple[tuple[str, ...], str]]) -> dict[tuple[str, ...], tuple[Leaf, ...]]:
    """The same of headings on amounts or rates that brackets tell apart: 補助額(保証料) beside 補助額(利子)."""
    beside: dict[tuple[str, ...], dict[tuple[str, ...], str]] = {}
    for over, _ in texts:
        bracket = _BRACKET.search(fold_text(over[-1])) if over and role_of(over[-1]) in ("amount", "rate", "both") else None
        if bracket is not None and not _NO_NAME.search(bracket["said"]):
            beside.setdefault(over[:-1], {})[over] = bracket["said"]
    several = (ways for ways in beside.values() if len(set(ways.values())) >= _SEVERAL)
    return {over: read_conditions(said) or case_of(said) for ways in several for over, said in ways.items()}


_BRACKET = re.compile(r"\((?P<said>[^()]{2,20})\)】?$")


def _tells_apart(over: tuple[str, ...]) -> bool:
    below_sums = len(over) >= _SEVERAL and (role_of(over[-2]) in _ROLES or lists_ways(over[:-1]))
    name = _name(over[-1])
    return below_sums or _NAMES_WAY.search(name) is not None or any(leaf.fact == "applicant_class" for leaf in read_conditions(name))


# 補助メニュー: what stands below it is one of several, even where the document shows no other
_LISTS_WAYS = re.compile(r"(?:補助|助成|支援)(?:金|事業)?の?(?:メニュー|種類|コース|類型)(?:一覧)?")


def lists_ways(over: tuple[str, ...]) -> bool:
    """Whether the last of some headings announces ways to be granted.

    >>> lists_ways(("手引き", "3 補助メニュー")), lists_ways(("補助金",))
    (True, False)
    """
    return bool(over) and _LISTS_WAYS.fullmatch(_name(over[-1])) is not None


# a numeral in Chinese characters, and kana, may begin the name itself: 一般事業
_MARKS = re.compile(r"^(?:\(?\d{1,2}[).、]?|\(?[一二三四五ア-オ]{1,2}[).、]|[①-⑳]|[■◆●○・【])+|】$")


def _name(heading: str) -> str:
    """A heading without its number and brackets, folded."""
    folded = _MARKS.sub("", fold_text(heading))
    return without_brackets(folded) or folded


def under_headings(found: Sequence[Found], cases: Mapping[tuple[str, ...], tuple[Leaf, ...]], scope: DocumentScope) -> tuple[Found, ...]:
    """The statements of tables, those below such a heading as of the case that it names."""
    out = []
    for one in found:
        over = one.table.headings
        leaves = cases.get(over, ()) if over and scope.frame_of_header(over[-1:]) is None else ()
        more = tuple(leaf for leaf in leaves if leaf not in one.conditions)
        out.append(replace(one, conditions=(*one.conditions, *more), reasons=(*one.reasons, "unknown_label")) if more else one)
    return tuple(out)
