"""Bounds that a bracket gives instead of the one before it: 給与を2%以上引き上げること(20人以下の事業者にあっては1%以上)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.rule import OTHER, Condition, Leaf
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.prose import negated

# (Aにあっては、B): of whom, and what instead
_INSTEAD = re.compile(
    r"[(（](?P<who>[^()（）。]{3,60}?(?:にあって|については|の場合|場合に|(?:もの|企業|[者業枠型]|事業主|法人|団体|組合|農家|地域|コース|以外)(?=は)))は?[、，]?(?P<what>[^()（）。]*\d[^()（）。]*)[)）]"
)


# 新規雇用者5人(中小企業者:2人)以上, 50人以上(離島地域25人以上): of whom, and what instead of a figure of the same unit
_FOR_THEM = re.compile(
    r"[(（](?P<who>(?!うち|内|又は|または|若しくは|最大|上限|下限|税|約|合計|総額|年間|月額|ただし|但し)[^()（）。、\d]{1,19}[一-龥ァ-ヶー])[:：は]?"
    r"(?P<what>\d[^()（）。、]{0,12})[)）]"
)


# 主たる事業所(従業員の半数以上が勤める事業所をいう。): what a word means is asked of nobody by that
_DEFINED = re.compile(
    r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*?(?:をいう|をいいます|を指す|を指します|を意味する)。?(?:以下[^()（）]*)?[)）]"
)


def without_defined(stated: Sequence[Stated], text: str) -> list[Stated]:
    """The rules of an item, without those whose figure stands in a bracket that only says what a word means."""
    spans = [match.span() for match in _DEFINED.finditer(text)]
    return [one for one in stated if one.clause is not None or not any(start < one.end <= end for start, end in spans)]


def settle_deviations(stated: Sequence[Stated], text: str) -> list[Stated]:
    """The rules of an item; a figure that only says whom a bracket is about is none, and the bracket's own bound measures what it replaces.

    Args:
        stated: with half-open bounds in `text`, that of the clause or cell.
    """
    out = list(stated)
    told = {match.start(): match for pattern in (_FOR_THEM, _INSTEAD) for match in pattern.finditer(text)}
    for bracket in told.values():
        base = next((one for one in reversed(out) if one.end <= bracket.start() and isinstance(one.constraint, Leaf)), None)
        if base is not None and find_quantities(fold_text(text[base.end : bracket.start()])):
            base = None  # what it replaces is a figure between them that nobody read
        within = range(bracket.start() + 1, bracket.end())
        inside = [one for one in out if one.clause is None and (one.start in within or one.end - 1 in within)]
        for one in inside:
            made = _instead(one, base, bracket) if base is not None and one.end > bracket.end("who") else None
            if made is None and bracket.re is _FOR_THEM:
                continue  # 300人以下(資本金3億円以下) says something else
            out.remove(one)  # without a bound that it replaces it is none of all
            if made is not None and base is not None:
                out.append(made)
                special = [node for node in made.when if node not in base.when]
                others = tuple(_denied(node) for node in special) if len(special) == 1 else ()
                out = [replace(base, when=(*base.when, *others)) if kept is base else kept for kept in out]
    return out


def _denied(node: Condition) -> Condition:
    """The condition under which a bound holds for the others."""
    if not isinstance(node, Leaf):
        return node
    return node.model_copy(update={"value": not node.value}) if isinstance(node.value, bool) else negated(node)


def _instead(one: Stated, base: Stated, bracket: re.Match[str]) -> Stated | None:
    """The bound of a bracket on what the bound before it measures, for whom the bracket names; None where it measures something else."""
    bound, before = one.constraint, base.constraint
    if not isinstance(bound, Leaf) or not isinstance(before, Leaf) or bound.unit != before.unit or isinstance(bound.value, bool):
        return None
    who = re.sub(r"(?:にあって|については|の場合|場合に)$", "", fold_text(bracket["who"]))
    of = read_conditions(who) or (Leaf(fact=OTHER, of=who, op="eq", value=True),)
    constraint = before.model_copy(update={"op": bound.op, "value": bound.value})
    return replace(base, constraint=constraint, when=tuple(dict.fromkeys((*base.when, *of))), start=one.start, end=one.end)
