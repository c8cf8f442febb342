"""What bounds a figure: the words before and behind its number → its comparator, every negation resolved."""

from __future__ import annotations

import re
from typing import Literal

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.denials import denials_behind

Op = Literal["ge", "gt", "le", "lt", "eq"]

TURNED: dict[Op, Op] = {"ge": "lt", "lt": "ge", "gt": "le", "le": "gt", "eq": "eq"}
# What may stand between a number and its comparator: 50万円(税抜)以上, 経費の1/2に相当する額以内, 3%増以上
_BETWEEN = deferred(
    r"(?:\((?:[^()]|\([^()]*\))*\)|・?税[抜込]き?|に?相当(?:する)?[額数]?|を乗じ(?:た|て得た|て算出した)(?:金?額)?|を加え(?:た|て得た)(?:金?額)?|の(?:金|差)?額|"
    r"の?(?:増加?|賃上げ|上昇|向上|引き?上げ|割合|水準|範囲)|程度|分|)*"
)
_WORDS: tuple[tuple[str, Op], ...] = (
    (r"以上|を?下限", "ge"),
    (r"以下|以内|まで(?!の間)|を?(?:上限|限度)", "le"),
    (r"未満|に満た(?:ない|なかった|ず)|に?(?:達|到達)し(?:てい)?な(?:い|かった)|に(?:届か|及ば|至ら)(?:ない|なかった|ず)", "lt"),
    (r"を?経過してい?な(?:い|かった)|を経て(?:い)?ない", "lt"),
    (r"超過?|を?[超越](?:え|過)|をこえ|を?上(?:回|まわ)|より(?:大き|多|高|長)", "gt"),
    (r"を?下(?:回|まわ)|を?割り?込|より(?:小さ|少な|低|短)", "lt"),
    (r"に?(?:達|到達)(?:し|する)", "ge"),
)
_COMPARED = tuple((deferred(words), op) for words, op in _WORDS)
# a day that has passed bounds what is due until then; else so much must have passed
_PASSED_DUE = deferred(r"を経過した日(?:[^。]{0,40}?まで|又は|または|若しくは)")
_PASSED = deferred(r"(?:[をが]?経過し(?:た(?!日)|て(?!い?な))|を?経過後|を経た|を経て|を?過ぎ[たて])")
# what denies a comparator right behind it: 300人を超えないこと, 3%を下回らない, 50%以上でない者, 3%以上増加していない
_FREE = deferred(r"(?:で|て)?な(?:くては|ければ|いと)(?:なら|いけ)")
_DENIED = deferred(
    r"(?:(?<=[回わ])(?:ら|ってい?)|(?<=え)て?い?|(?<=過し)て?い?|(?<=し)て?い?)?(?:では|で)?(?:な(?:い|かった|く)|ません|ぬ)"
    r"|(?:に|と|を|で|の)?(?:増加|向上|増額|上昇|引き?上げ|賃上げ|改善|増や|実施|確保|維持|達成|高い|低い|とする|とな|にな)"
    r"(?:水準|状態|目標|率|幅)?(?:を|に|と)?(?:増加|向上|引き?上げ|実施|確保|維持|達成|実現|とな|にな)?"
    r"(?:さ|せ|し|でき|出来|られ|っ|て|い|る|れ|こと|が)*(?:な(?:い|かっ)|ません|ず)"
    r"|(?:であ)?っ?て(?:は|も)(?:な[らり]|いけ)(?:ない|ません)|ることは?(?:でき|認められ|認め)(?:ない|ません)"
)
_LIMITED = deferred(
    r"(?:限り|のみ|だけ|に限[りるら])|(?:後|前)(?:の(?:前日|日))?まで|(?:を|が|の)?(?:上限|限度|最大|範囲内?)|(?:の間)?(?:の)?(?:範囲内|を限り)|以内|内に"
)
_AT_LEAST = deferred(r"(?:最低|少なくとも|下限|最短)(?:でも|で|額|は|が|を|、|人数|:)*$")
_AT_MOST = deferred(
    r"(?:最大|最長|上限|最高|限度|遅くとも)(?:額|人数|回数|金額|件数|期間|数|率|割合|比率|年数|日数)?(?:でも|で|は|が|を|、|:)*(?:合計|通算|累計)?$"
)
_BACK = deferred(r"(?:過去|直近)$")
_WITHIN = deferred(r"間?(?:に|で|の(?:間|うち))")


def bare_comparator(before: str, after: str, *, period: bool) -> Op:
    """The comparator of a number that has none glued to it, of the folded text before and behind it.

    Args:
        before: up to the number.
        after: from behind its unit on.
        period: it is a duration.

    >>> bare_comparator("利益が", "に達しない者", period=False), bare_comparator("", "(税込)を超過する支払い", period=False)
    ('lt', 'gt')
    >>> bare_comparator("最大", "を支給", period=False), bare_comparator("", "を支給", period=False)
    ('le', 'eq')
    """
    if _PASSED_DUE.match(after):
        return "le"
    if _PASSED.match(after):
        return "ge"
    between = _BETWEEN.match(after)
    rest = after[between.end() if between else 0 :]
    for pattern, op in _COMPARED:
        if found := pattern.match(rest):
            return resolved(rest[found.end() :], op, word=found.group())
    if _AT_LEAST.search(before):
        return "ge"
    if _AT_MOST.search(before) or _LIMITED.match(after):
        return "le"
    return "le" if period and _BACK.search(before) and _WITHIN.match(after) else "eq"


def resolved(after: str, op: Op, word: str = "") -> Op:
    """A comparator with what denies it: ない right behind it, 以外 behind what it qualifies; `word` is the comparator itself.

    >>> resolved("ないこと", "gt", "を超え"), resolved("の事業者以外", "le", "以下"), resolved("なければならない", "ge", "以上で")
    ('le', 'gt', 'ge')
    """
    if _FREE.match(after):
        return op
    times = 0
    if denied := _DENIED.match(word + after, len(word)):
        times += 1
        after = (word + after)[denied.end() :]
    elif re.match(r"[らて]?い?(?:ない|ません)", after):
        times += 1
    times += denials_behind(after)
    return TURNED[op] if times % 2 else op
