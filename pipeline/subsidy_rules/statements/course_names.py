"""The boxed names of courses that stand over lines with values: 【出店支援事業】, and below it its rate and cap."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.section_words import of_heading

# [出店支援事業]商店会が行う…: the sums below are those of one course
_COURSE = re.compile(r"[【〔\[<](?P<name>[^【】〔〕\[\]<>]{3,30})[】〕\]>]")


def course_in_force(clause: Clause, before: str) -> str:
    """The boxed name in force at a clause: its own where that is no name of what values are or of another list."""
    own = _COURSE.match(fold_text(clause.text))
    if clause.heading or own is None:
        return "" if clause.heading else before
    if role_of(own["name"]) is not None or of_heading(own["name"]).role not in (None, "category"):
        return before
    return own["name"]
