"""What the figures of an answer are about, by the question before it: 上限はありますか。 / 1事業者につき100万円です。"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Zone
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.value_keys import VALUE_ROLES

_QUESTION = re.compile(r"(?:か|教えてください|知りたい)[。?]?$")
# asked of the money that is given, and of nothing else: 経費に上限はありますか
_CAP = re.compile(
    rf"^(?:[QＱ問]?[\d.-]*)?(?:1(?:社|事業者|法人)(?:当たり|あたり|につき)の?)?(?:{GIVES}(?:金|額)?の?)?(?:上限|限度)(?:金?額)?(?:は|が)"
)


def roles_of_answers(document: Document) -> Mapping[int, str]:
    """By number of a clause that answers the one before it, what that asks for where it is an amount or a rate."""
    out = {}
    for question, answer in pairwise(document.clauses):
        if (
            answer.heading
            or answer.zone is not Zone.BODY
            or question.headings[: len(answer.headings)] != answer.headings[: len(question.headings)]
        ):
            continue
        text = fold_text(question.text)
        if _QUESTION.search(text) is None:
            continue
        role = "amount" if _CAP.match(text) else role_of(text)
        if role in VALUE_ROLES:
            out[answer.clause_no] = role
    return out
