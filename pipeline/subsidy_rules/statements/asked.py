"""Document + its sections → bounds that are asked for outside of lists of requirements: in steps, remarks and what is no list.

A sentence that obliges (計3項目以上を記入してください) asks for its bound wherever it stands; so does a requirement that is quoted
(「合計が10時間以上であること」を満たすことが確認できれば), and what a sentence makes the terms of a higher cap.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Zone
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.items import OTHERS, ZONES, Item
from subsidy_rules.statements.section_part import Part
from subsidy_rules.statements.section_reading import SectionMap

# 「…が10時間以上であること」を満たすことが確認できれば: a requirement that is quoted
_MET = re.compile(r"「(?P<what>[^「」]*[0-9０-９][^「」]*こと)」を満た")
# …を5%以上増加させること、…の双方を達成する事業者に対しては、上限額を引き上げる: what a higher cap or rate asks for
_RAISES = re.compile(r"(?:上限額?|補助額|補助率|助成率)を[^。]{0,30}引き?上げ")
_TERMS = re.compile(r"(?P<what>[^、。()（）]*[0-9０-９][^、。()（）]*こと)(?=[、のを])")
_RAISED = "上限額又は補助率を引き上げる場合"
_STEPS: frozenset[Role] = frozenset({"procedure", "remark", "other"})
_BOUND = re.compile(r"\d[^\d、。]{0,8}(?:以上|以下|以内|未満|超|まで)|\d~\d")
_OBLIGES = re.compile(
    r"(?:して|て)ください。?$|必要(?:が|で)あ(?:る|ります)。?$|必要です。?$|必須(?:です|となります|とする)。?$|こと。?$|(?:なければ|ねば)な(?:らない|りません)。?$"
)


def bounds_in_steps(document: Document, sections: SectionMap) -> Iterator[Item]:
    """The sentences of steps, remarks and what is no list that oblige with a bound (3項目以上を記入してください), as requirements."""
    for clause in document.clauses:
        if clause.zone is Zone.BODY and not clause.heading:
            for part in _obliging(sections.parts_of_clause(clause.clause_no), clause.text):
                yield Item(part.section, part.start, part.end, clause)
    for table in document.tables:
        for cell in table.cells if table.zone in ZONES else ():
            for part in _obliging(sections.parts_of_cell(table.table_no, cell.row, cell.col), cell.text):
                yield Item(part.section, part.start, part.end, table=table, cell=cell)


def _obliging(parts: Sequence[Part], text: str) -> Iterator[Part]:
    for part in parts:
        words = fold_text(text[part.start : part.end])
        if part.section.role not in _STEPS or part.section.of in OTHERS or not _BOUND.search(words):
            continue
        asked = replace(part.section, role="requirement", head=False)
        if _OBLIGES.search(words):
            yield replace(part, section=asked)
        if _RAISES.search(words):
            raised = replace(asked, scope=(*asked.scope, _RAISED))
            for terms in _TERMS.finditer(text, part.start, part.end):
                yield Part(terms.start("what"), terms.end("what"), raised)
        for quoted in _MET.finditer(text, part.start, part.end):
            yield Part(quoted.start("what"), quoted.end("what"), asked)
