"""Amounts and rates that running text states, where headings or a key in front of them say that it is about the grant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import read_conditions, read_specials
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.brackets import override
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.prose import is_requested
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.sections import section_of_heading
from subsidy_rules.statements.statement import Statement, Subject
from subsidy_rules.statements.text import read_text

_ROLES = ("amount", "rate", "both")
_KEY = re.compile(r"^[○●■◆・\-]?(?P<key>[^:。、]{2,16}):")
# What such a sentence says of the figures is not what is granted in general.
_ASIDE = re.compile(
    r"場合がある|変更と?な|返還|切り?捨て|例えば|自主的|ことは可能|参照|加点|昨年|前回|改[訂定]|とは[、「]"
    r"|(?:もご検討|ご利用も)|(?:国|県|都|府|道|市|町|村|他)の[「『]|[×*][^。]{0,12}=|を超えるため"  # another programme, a worked example
)
# The words right before a value that make it one of the grant wherever the sentence stands.
_SAYS_ITSELF = re.compile(r"(?:補助|助成)金?の?(?:上限額?|限度額|下限額|率)(?:は|が|を|:)?、?(?:最大で?|原則|上限)?$")
_RATE_OF_CASE = re.compile(r"(?:補助|助成)率は、?[^。:]{2,40}$")  # 補助率は、従業員数21人以上の事業者は1/2以内
_BARE_CAP = re.compile(r"^(?:上限額?|限度額|下限額)(?:は|:)?、?(?:最大で?)?$")  # in a box under the name of a frame
_EACH_MEMBER = re.compile(r"グループ構成員(?:1|一)?(?:者|社|事業者)?(?:当|あ)たり")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of running text at its place."""

    statement: Statement
    frame: str
    conditions: tuple[Leaf, ...]
    text: Folded
    clause: Clause
    reasons: tuple[str, ...]


def read_told(document: Document, scope: DocumentScope) -> tuple[Told, ...]:
    """All amounts and rates that the clauses of a document state, in reading order."""
    out: list[Told] = []
    lead = ""
    for clause in document.clauses:
        if clause.zone is not Zone.BODY or clause.heading:
            lead = ""
            continue
        out += _read(clause, lead, scope)
        lead = fold_text(clause.text) if not clause.label else lead
    return tuple(out)


def _read(clause: Clause, lead: str, scope: DocumentScope) -> Iterator[Told]:
    folded = fold(clause.text)
    key = _KEY.match(folded.text)
    keyed = role_of(key["key"]) if key else None
    explicit = _heading_role(clause) is None and keyed not in _ROLES
    default: Subject | None = keyed if keyed in ("amount", "rate") else None
    per = "group_member" if _EACH_MEMBER.search(lead) else None
    outer = _outer_conditions(clause)
    places = ((folded.text,) if explicit else ()) + tuple(reversed(clause.headings))
    frame = scope.frame_of_place(places) or scope.default_frame
    typo = ("tolerated_typo",) if scope.typo_in(frame, places) else ()
    named = bool(clause.headings) and scope.frame_of_header(clause.headings[-1:]) is not None
    for statement in read_text(folded, default, framed=named).statements:
        if _is_aside(folded.text, statement) or (explicit and not _speaks_for_itself(folded.text, statement, key, named)):
            continue
        conditions = override(outer, statement.conditions)
        made = statement if statement.per or statement.subject != "amount" or per is None else _with_per(statement, per)
        yield Told(made, frame, conditions, folded, clause, ("prose", *typo, *statement.reasons))


def _speaks_for_itself(text: str, statement: Statement, key: re.Match[str] | None, named: bool) -> bool:
    """Whether the words before a value say what it is about, wherever the sentence stands: 補助率は1/2, インボイス特例:50万円上乗せ."""
    if statement.subject == "increase":
        return key is not None and bool(read_specials(key["key"]))
    before = text[: statement.start]
    if statement.subject == "rate" and _RATE_OF_CASE.search(before):
        return True
    return bool(_SAYS_ITSELF.search(before) or (named and _BARE_CAP.search(before)))


def _with_per(statement: Statement, per: str) -> Statement:
    return replace(statement, per=per)


def _heading_role(clause: Clause) -> str | None:
    """Whether the headings say that the clause is about amounts or rates; a list of something else (加点, 要件) ends that."""
    for text in reversed(clause.headings):
        if role_of(text) in _ROLES:
            return role_of(text)
        if section_of_heading(text) is not None:
            return None
    return None


def _outer_conditions(clause: Clause) -> tuple[Leaf, ...]:
    """Items and classes that the headings name, the nearer over the farther."""
    out: tuple[Leaf, ...] = ()
    for text in clause.headings:
        folded = fold_text(text)
        if len(folded) <= 30 and not re.search(r"[、,]", folded) and not find_quantities(folded):
            named = tuple(leaf for leaf in read_conditions(folded) if leaf.fact == "item" and leaf.op == "eq")
            out = override(out, named)
    return out


def _is_aside(text: str, statement: Statement) -> bool:
    begin = max(text.rfind("。", 0, statement.start), 0)
    end = text.find("。", statement.end)
    sentence = text[begin : end if end >= 0 else len(text)]
    return bool(_ASIDE.search(sentence)) or (statement.subject == "amount" and is_requested(text, statement.quantity))
