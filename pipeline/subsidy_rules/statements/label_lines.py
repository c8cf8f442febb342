"""Lines that stand alone and name what the lines below are about: a bold ねざし枠, a paragraph 補助金額の上限 over its figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause, Document
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.scope import DocumentScope

_LONGEST = 30
_SENTENCE = re.compile(r"[。、]|(?:です|ます|する|ない|こと|ください)$")


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines in force over a clause, nearest first in `texts`; "" where there is none.

    Attributes:
        frame: the line that names a frame.
        subject: the line that says what the figures are about (補助率).
        other: another line of this kind, which may name a class of applicants or a case.
    """

    frame: str = ""
    subject: str = ""
    other: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(text for text in (self.subject, self.other, self.frame) if text)

    @property
    def others(self) -> tuple[str, ...]:
        return (self.other,) if self.other else ()


def label_lines(document: Document, scope: DocumentScope) -> dict[int, Lines]:
    """The lines in force over each clause that is no such line itself, by clause number.

    A line is in force until the next one of its sort or the next heading; a new frame ends what was said under the one before.
    """
    out: dict[int, Lines] = {}
    lines = Lines()
    headings: tuple[str, ...] = ()
    for clause in document.clauses:
        if clause.heading or clause.headings != headings:
            lines, headings = Lines(), clause.headings
        if clause.heading:
            continue
        told = _line(clause, scope, lines)
        if told is None:
            out[clause.clause_no] = lines
        else:
            lines = told
    return out


def _line(clause: Clause, scope: DocumentScope, before: Lines) -> Lines | None:
    text = fold_text(clause.text).strip("■◆●○◎▼▽□【】<>・:")
    if not text or len(text) > _LONGEST or _SENTENCE.search(text) or find_quantities(text, fractions=True):
        return None
    if scope.frame_of_header((text,)) is not None:
        return Lines(frame=text)
    if role_of(text) is not None:
        return replace(before, subject=text)
    return replace(before, subject="", other=text)
