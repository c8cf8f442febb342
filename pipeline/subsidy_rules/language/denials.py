"""What denies a figure from behind: the noun that it describes is denied (5億円以上の法人でないこと, 20人以下の事業者以外の者)."""

from __future__ import annotations

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.rule import Op

# each bound, denied
TURNED: dict[Op, Op] = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}

_NOUN = (
    r"(?:者|方|もの|法人|企業|会社|事業主|事業所|事業場|事業|団体|組合|個人|労働者|従業員|"
    r"施設|店舗|計画|水準|状態|規模|割合|場合|経費|費用|設備|契約|取引|案件)(?:等)?"
)
_NOT = (
    r"(?:では?(?:ない|なく|なかった|ありません|なければ(?!な))|以外|"
    r"に(?:は|も)?(?:該当し|当たら|当てはまら|あてはまら|属さ|属し)(?:てい)?(?:ない|ません|なかった)|"
    r"であってはなら(?:ない|ず))"
)
# no other figure may stand between: 5億円以上の法人に100%を持たれている法人でないこと denies both only together
_DENIED = deferred(rf"[^、。\d]{{0,40}}?{_NOUN}(?P<not>{_NOT})")
_AGAIN = deferred(rf"の?[^、。\d]{{0,12}}?(?:{_NOUN})?(?P<not>{_NOT})")
_DENIED_WITH_MORE = deferred(
    rf"[^、。]{{0,60}}?\d[^、。]{{0,40}}?(?:{_NOUN}{_NOT}|(?:以上|以下|未満|超)に(?:は|も)?(?:該当し|当てはまら)(?:てい)?(?:ない|なかった|ません))"
)
# 20%以上減少していない者: what is denied is that it changed so much
_NOT_CHANGED = deferred(
    r"(?:の?(?:減少|増加|向上|上昇|低下|下落|拡大|改善|引き?上げ|引き?下げ)(?:が|を)?(?:し|させ|られ)?|(?<!を)[上下]回(?:っ|ら)|い|おら|に(?:は|も)?(?:該当し|当てはまら))"
    r"(?:て(?:い)?)?(?:ない|なかった|ません)"
    r"(?=[^。、]{0,3}(?:者|事業者|こと|場合|とき|法人|企業|もの|$))"
)
# 100人以上の会社に雇われた者でないこと: what the figure describes may well be, only not in this
_DENIED_OF_ANOTHER = deferred(
    rf"[上下内満超]?の[^、。\d]{{1,16}}?(?:として|に|へ|から|において)[^、。\d]{{1,14}}?[うくすつぬむるぐぶたい]{_NOUN}{_NOT}"
)
# 20人以下の者以外は対象外: what is said of the others
_OTHERS_OUT = deferred(
    r"(?:の[^、。はが]{1,12})?(?:に(?:ついて)?)?は、?[^、。]{0,16}?(?:対象外|対象と(?:なら|なり|し)(?:ない|ません)|(?:申請|応募)(?:が|は)?でき(?:ない|ません)|不可)"
)
_FREE = deferred(r"(?:では|で)なければ")


def denials_behind(after: str) -> int:
    """How often what follows a figure and its comparator in a folded sentence denies the noun that the figure describes.

    >>> denials_behind("の法人でないこと。"), denials_behind("の法人であること。"), denials_behind("の者以外の者でないこと")
    (1, 0, 2)
    >>> denials_behind("保有されている法人に該当しないこと"), denials_behind("の事業者でなければならない")
    (1, 0)
    >>> denials_behind("減少していない事業者"), denials_behind("減少していること"), denials_behind("いない者"), denials_behind("いる者")
    (1, 0, 1, 0)
    >>> denials_behind("上回っていない事業者でないこと"), denials_behind("の事業者以外は対象外です")
    (2, 2)
    """
    plain = without_brackets(after)
    changed = _NOT_CHANGED.match(plain)
    if changed is not None:
        return 1 + denials_behind(plain[changed.end() :])
    match = _DENIED.match(plain)
    if match is None or _FREE.match(match["not"]) or _DENIED_OF_ANOTHER.match(plain):
        return 0
    times, at = int(match["not"] == "以外" and _OTHERS_OUT.match(plain, match.end()) is not None), 0
    while match is not None:
        times, at = times + 1, match.end()
        match = _AGAIN.match(plain, at)
    return times


def denied_with_more(after: str) -> bool:
    """Whether a denial behind a figure reaches another figure as well, so that both are denied only together.

    >>> denied_with_more("の法人に100%を保有されている法人でないこと"), denied_with_more("の法人でないこと")
    (True, False)
    >>> denied_with_more("の大型店に出店する者でないこと")
    True
    """
    plain = without_brackets(after)
    if _DENIED_OF_ANOTHER.match(plain):
        return True
    return _DENIED.match(plain) is None and _DENIED_WITH_MORE.match(plain) is not None
