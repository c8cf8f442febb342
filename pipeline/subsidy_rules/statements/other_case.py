"""The sentence that says only for whom or in which case another value holds than the one before it: …。小規模事業者は2/3以内です。"""

from __future__ import annotations

import re

from subsidy_rules.language.sentences import without_brackets

_CASE = re.compile(
    r"(?:(?:また|なお|ただし|一方)、)?(?:[^。、]{2,60}(?:場合|とき|者|方|企業|法人|団体|組合|枠|型|特例)(?:に?は|では|については)|[^。、]{2,60}にあっては)、?"
    r"(?:[一-龥ァ-ヶー]{0,8}[1一][一-龥ァ-ヶー]{1,8}(?:(?:当|あ)たり|につき)、?|[年月日]額)?(?:最大で?|上限)?"
)
# ただし、排出量の算定に係る経費については、10万円: one of the costs, and not all that are eligible
_OF_COST = re.compile(
    r"(?:(?:また|なお|ただし|一方)、)?(?:(?!対象経費)[^。、]){2,60}(?:に係る|に要する|のための)(?:経費|費用)(?:については?|にあっては|は)、?(?:最大で?|上限)?"
)
_VALUE = re.compile(
    r"[\d.,/万億千百円%分の]+(?:以内|まで|以下)?(?:です|とする|とします|となる|となります|に引き上げ(?:ます|られます|る)|を(?:上限|限度)と(?:する|します))?(?:。|$)"
)


def is_other_case(text: str, value_at: int) -> bool:
    """Whether all of the sentence in which a value stands at an offset of a folded text is a case and the value.

    >>> from subsidy_rules.language.normalise import fold
    >>> from subsidy_rules.statements.text import read_text
    >>> folded = fold("補助率は1/2以内。女性が経営する事業者は2/3以内。")
    >>> [is_other_case(folded.text, one.start) for one in read_text(folded, None).statements]
    [False, True]
    """
    start = text.rfind("。", 0, value_at) + 1
    before = without_brackets(text[start:value_at])
    case = _CASE.fullmatch(before) or _OF_COST.fullmatch(before)
    return case is not None and _VALUE.match(text, value_at) is not None
