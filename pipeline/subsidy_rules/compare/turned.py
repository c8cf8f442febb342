"""A demand that was denied and is made now, a permission that is refused now, or the reverse: one sentence, its predicate turned round.

Whatever a sentence is about, who reads 「求めません」 last year and 「求めます」 now is asked for something.
"""

from __future__ import annotations

from typing import Literal

from subsidy_rules.compare.neutral_words import core
from subsidy_rules.language.deferred import deferred

Turn = Literal["tightened", "loosened", "decisive"]

_COPULA = r"(?:です|である|であります|とな(?:る|ります)|とする|とします|とされ(?:る|ます|ている|ています))?"
_TAIL = r"(?:(?:こと|もの)と(?:する|します))?[。)）\s]*$"
_MAY_BE = r"(?:(?:こと|場合)が(?:ある|あります|あり得る|あり得ます))?"
_NOT = r"(?:ない|ません)"
# nothing is asked, or something may be
_UNASKED = (
    rf"求め(?:られ)?{_NOT}|要し{_NOT}|必要と(?:は)?し{_NOT}|課さ(?:れ)?ない|課(?:し|され)ません|徴収し{_NOT}|義務を負(?:わない|いません)"
    rf"|(?:必要|必須|義務|要件|条件)(?:で(?:は)?|は|が|と(?:は)?し)?(?:ない|ありません|ございません|ません)|不要{_COPULA}|任意{_COPULA}"
    rf"|免除(?:する|します|される|されます|{_COPULA})|省略(?:でき(?:る|ます)|可能?{_COPULA})|(?:費用?|料金?|金)[はがもの]*かか(?:らない|りません)"
    r"|(?:制限|上限)[をはも]*設け(?:ない|ません)"
)
_ALLOWED = (
    rf"認め(?:る|ます|られる|られます)|(?:こと[はがも])?でき(?:る|ます)|(?<![認許])可能?{_COPULA}"
    rf"|妨げ{_NOT}|差し?支え(?:は)?(?:ない|ありません)"
)
_ASKED = (
    rf"求め(?:る|ます|られる|られます){_MAY_BE}|要(?:する|します)|必要と(?:する|します)|課(?:す|します|される|されます){_MAY_BE}|徴収(?:する|します)"
    rf"|義務を負(?:う|います)|(?:必要|必須|義務|要件|条件)(?:がある|があります|{_COPULA})|(?:なけれ|ね)ばな(?:らない|りません)"
    rf"|免除(?:し|され){_NOT}|省略でき(?:ない|ません)|(?:費用?|料金?|金)[はがもの]*かか(?:る|ります)|(?:制限|上限)[をはも]*設け(?:る|ます)"
)
_REFUSED = rf"認め(?:られ)?{_NOT}|(?:こと[はがも])?でき{_NOT}|不可{_COPULA}|禁止(?:する|します|{_COPULA})"
_OBJECT = rf"対象(?:と|に)?(?:する|します|な(?:る|ります)|含(?:む|みます|める|めます)|{_COPULA})"
_NO_OBJECT = rf"対象(?:外{_COPULA}|(?:と|に)は?(?:し{_NOT}|なら?ない|なりません|含まない|含みません|含め{_NOT}))"
_PARTICLES = r"[はがをもとに]*"
_FREE = deferred(rf"{_PARTICLES}(?:{_UNASKED}|{_ALLOWED}|{_OBJECT}){_TAIL}")
_BOUND = deferred(rf"{_PARTICLES}(?:{_ASKED}|{_REFUSED}|{_NO_OBJECT}){_TAIL}")
_NOTHING_ASKED = deferred(rf"{_PARTICLES}(?:{_UNASKED}){_TAIL}")
# what one would rather not be an object of, and what only an office can do
_BURDEN = deferred(r"(?:納付|返還|返納|減点|減額|取り?消し?|課税|加算金|延滞金|罰則|検査|調査|処分|制限)(?:等)?の?$")
_POWER = deferred(r"(?:(?:求め|命じ)る|取り?消す|返還させる|減額する|制限する)$")
# what a sentence that comes or goes frees from
_OF_WEIGHT = deferred(r"返還|返納|納付|提出|添付|担保|保証人|報告|加算金|承認|届け?出|証明|要件|見積")


def turned(old: str, new: str) -> Turn | None:
    """Whether the second of two sentences in one spelling asks for what the first one did not, or forbids what it allowed.

    "decisive" where it does and says other things besides; None where neither is so.

    >>> turned("収益納付は求めません。", "収益納付を求めます。"), turned("担保が必要です。", "担保は不要です。")
    ('tightened', 'loosened')
    >>> turned("報告は求めません。", "五年の間、毎年の報告を求めます。"), turned("申請できる。", "申請ができる。")
    ('decisive', None)
    """
    first, second = _side(old), _side(new)
    if first is None or second is None or first[0] == second[0]:
        return None
    if core(first[1]) != core(second[1]):
        return "decisive" if first[0] else None
    return "tightened" if first[0] else "loosened"


def asks_nothing(text: str) -> bool:
    """Whether a sentence frees from something that weighs: repaying, securities, papers, reports.

    >>> asks_nothing("担保及び保証人は不要です。"), asks_nothing("連絡は不要です。"), asks_nothing("担保が必要です。")
    (True, False, False)
    """
    found = _NOTHING_ASKED.search(text)
    return found is not None and _OF_WEIGHT.search(text[: found.start()][-16:] + found.group()) is not None


def _side(text: str) -> tuple[bool, str] | None:
    """Whether the sentence leaves its reader free, and what stands before its predicate; None where its end says neither."""
    for pattern, free in ((_FREE, True), (_BOUND, False)):
        found = pattern.search(text)
        if found is not None:
            stem = text[: found.start()]
            of_burden = "対象" in found.group() and _BURDEN.search(stem)
            return free != bool(of_burden or _POWER.search(stem)), stem
    return None
