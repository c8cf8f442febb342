"""A sentence that denies a special measure (特例, 上乗せ) to somebody: he is left out of that and not of the grant."""

from __future__ import annotations

import re

from subsidy_rules.language.sentences import without_brackets

_SPECIAL = r"(?:特例|優遇|上乗せ|加算|(?:上限(?:額)?|補助率|助成率|限度額)の?引き?上げ)(?:措置|制度)?(?:等)?"
_USED = r"(?:適用|利用|活用|併用|選択|申請|希望|受け|対象)"
_NOT = r"(?:不可|外|(?:でき|出来|られ|さ?れ|し|なら|なり|認め)(?:ない|ません)|(?:こと(?:は|が|も))(?:でき|出来)(?:ない|ません))"
_DENIED = re.compile(
    rf"(?P<what>[^、。はがを()]{{0,24}}?{_SPECIAL})(?:の|と)?(?:{_USED})?(?:について)?(?:は|も|が|を|の|に|と(?:は|の)?)?、?"
    # 特例は、所得の多い者には適用しない: whom it is denied to may stand behind it
    rf"(?:(?<=は、)[^。]{{2,40}}?に(?:は|ついては)、?)?{_USED}(?:[とにをはがもる]|する|受け|こと|対象)*{_NOT}"
)
_PLAIN = re.compile(r"(?:本|当該|この|その|他の|各)?(?:特例|優遇|上乗せ|加算)(?:措置|制度)?(?:等)?")


def denied_special(sentence: str) -> str | None:
    """The special measure that a folded sentence denies to somebody, in its words; "" where it only says that it is one, None where none.

    >>> denied_special("従業員のいない者は、賃上げ特例を受けることができない。"), denied_special("従業員がいない場合は、本特例は適用不可。")
    ('賃上げ特例', '')
    >>> denied_special("補助上限額の引上げ特例の対象外とする。"), denied_special("特例枠に申請することはできない。")
    ('補助上限額の引上げ特例', None)
    >>> denied_special("特例の適用を受けた者は申請できない。")
    """
    found = _DENIED.search(without_brackets(sentence))
    if found is None:
        return None
    return "" if _PLAIN.fullmatch(found["what"]) else found["what"]
