"""Lines that begin with a bound or a name and hold the values for it: 売上高減少率50%以上 個人50万円 法人100万円.

Those without a mark that are a name, a space and the values for what is named: 新築 5/100以内 限度額 500千円.
"""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.normalise import Folded
from subsidy_rules.model.rule import OTHER, Leaf
from subsidy_rules.statements.brackets import case_of
from subsidy_rules.statements.cases import names_course
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.measured_label import measured_label
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.unread import is_unread

_NAME = re.compile(r"[^\d、。:は]{2,20}")
# 1年目から3年目まで 利子の全額: for which of the years, times or persons a line gives its value
_NTH = r"(?:\d{1,2}(?:年度?|回|人|期|か月|ヶ月|店舗|台|件|社|名)目|初年度|初回)"
_ORDINAL = re.compile(rf"{_NTH}(?:(?:から|~|及び|、|・|又は){_NTH})?(?:まで|以降|以後|以上)?")
_ONLY_VALUES = re.compile(
    r"(?:[、,(]?(?:補助|助成)?(?:率|額|(?:上限|限度)(?:金?額)?)?(?:は|:)?(?:最大)?"
    r"(?:\d{1,3}/\d{1,3}|\d{1,3}分の\d{1,3}|\d[\d,.万億千百]*(?:円|%))(?:以内|まで)?\)?)+。?"
)
_CAP_OF = re.compile(rf"(?P<name>[^。、:は]{{2,20}}?)の{GIVES}?(?:金の?)?(?:上限|限度)(?:金?額)?:(?:最大)?")
_OF_ALL = re.compile(r"全|総|合計|各|年|[1一]")


def capped_by_name(folded: Folded, statement: Statement) -> tuple[Leaf, ...]:
    """The case of a cap before which the name stands of what it is for: 研修旅行の上限額:25万円."""
    of = _CAP_OF.match(folded.text, 0, statement.start)
    named = of is not None and of.end() == statement.start and not _OF_ALL.match(of["name"]) and is_unread(of["name"])
    return case_of(of["name"]) if of is not None and named else ()


def named_line(folded: Folded, statement: Statement, scope: DocumentScope) -> tuple[Leaf, ...]:
    """The case of such a line where nothing is known of its name; () for any other line."""
    first = next((at for at in sorted(folded.breaks) if folded.breaks[at] == "space"), 0)
    name = folded.text[:first]
    if first <= statement.start and _ORDINAL.fullmatch(name):
        return case_of(name)
    if not 0 < first <= statement.start or not _NAME.fullmatch(name) or not _ONLY_VALUES.fullmatch(folded.text, first):
        return ()
    return case_of(name) if names_part(name, scope) else ()


# その他の法人 below 中小企業者 and 大企業: not all the others, who may be persons
_OTHER_BODIES = re.compile(r"(?:その他|それ以外|上記以外|左記以外)の(?:[^、。]{0,10}[^業])?(?:法人|団体|組合)")


def names_part(name: str, scope: DocumentScope) -> bool:
    """Whether the name that leads an item is that of something that nobody knows, of an undeclared frame, or of some others."""
    return is_unread(name) or names_course(name, scope) or _OTHER_BODIES.fullmatch(name) is not None


def led_line(folded: Folded, statement: Statement) -> tuple[Leaf, ...]:
    """What the bound that leads a line, and the name right before a value in it, say of the value; () where no bound leads it."""
    spaces = [at for at in folded.breaks if folded.breaks[at] == "space" and at <= statement.start]
    parts = sorted({*spaces, *(match.end() for match in _PARTS.finditer(folded.text, 0, statement.start))})
    leads = (folded.text[:cut].rstrip(":、") for cut in parts)
    bound = next((leaves for lead in leads if _BOUND.search(lead) and (leaves := measured_label(lead))), ())
    name = _MOST.sub("", folded.text[parts[-1] : statement.start]) if parts else ""
    named = _NAME.fullmatch(name) is not None and role_of(name) is None and not read_conditions(name)
    return (*bound, *(case_of(name) if named else ())) if bound else ()


def tells_apart(case: tuple[Leaf, ...]) -> bool:
    """Whether a line leads its values with a bound, or with more than a name: they are no alternatives of each other."""
    return len(case) > 1 or any(leaf.fact == OTHER for leaf in case)


def leads_values(folded: Folded, statement: Statement) -> bool:
    """Whether a range of a line ends the name of what its values are for: 取得額 5千万円以上1億円未満 200万円."""
    apart = folded.breaks.get(statement.end) == "space" and _ONLY_VALUES.fullmatch(folded.text, statement.end) is not None
    lead = folded.text[: statement.end]
    return apart and statement.quantity.point is None and _BOUND.search(lead) is not None and measured_label(lead) != ()


# 法人は300万円以内、個人は150万円以内: what each is granted bounds nothing
_BOUND = re.compile(r"^[^は]*(?:以上|以下|未満|超(?:える)?)(?:で|の場合|の者|のとき)?$")
_PARTS = re.compile(r"[:、]")
_MOST = re.compile(r"(?:は|に)?(?:最大|上限)?$")
