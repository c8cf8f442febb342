"""A short phrase that names a clause, for topics and labels of rules that no vocabulary word fits."""

from __future__ import annotations

import re

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.demands import demanded, granted_as
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.verbs import affirmed

LIST_MARKS = "・○●■◆※*-❶❷❸❹❺❻❼❽❾❿➀➁➂➃➄➅➆➇➈➉➊➋➌➍➎➏➐➑➒➓"
_LABEL = deferred(r"^\((?:\d{1,2}|[ア-ンa-zA-Z])\)(?=[^にをのはがとか])")  # of the item itself; elsewhere (1) refers to another
BOXED = r"【[^【】]{0,8}対象[^【】]{0,10}】"  # 【対象経費】広告費: what the line is, and no part of its name
_BOXED_LABEL = deferred(rf"^{BOXED}:?(?=.)")
_ANSWER = deferred(r"^\s*(?:[AＡ]\d{0,2}|回答|答)(?:[.．:：、)）]\s*|\s+)(?=[ぁ-んァ-ヶ一-龠\d])")  # A 都内の会社です
_TAIL = deferred(
    r"(?:して|されて)?(?:いる|いない|ある|する|した|される|された)?(?:こと|もの|者|事業者|場合)?(?:である|であること|とする|とすること)?(?:に同意する)?(?:こと)?[。.]?$"
)
_LENGTH = 20
_LEFT_OPEN = deferred(r"(?<=[一-龠ぁ-ん])\)")  # closes a bracket that nothing opens; 8) is a label
_DECIMAL = deferred(r"(?<=\d)\.(?=\d)")
_PUNCTUATION = deferred(r"[\s「」『』【】<>\[\]、,。.・:;|/~\"'“”★※*]")


def short_phrase(text: str, length: int = _LENGTH) -> str:
    """What a clause is about in at most `length` characters: its first sentence without brackets, from the last comma that leaves enough.

    >>> short_phrase("GビズIDプライムを取得していること。（別紙参照。）")
    'GビズIDプライムを取得'
    >>> short_phrase("中古品。")
    '中古品'
    """
    folded = _DECIMAL.sub("点", fold_text(text))  # without its point 1.5% would be 15%
    plain = without_brackets(_LABEL.sub("", folded))
    sentence = re.split(r"。|(?<=と)、", plain)[0] or plain
    parts = [part for part in re.split(r"、|,", sentence) if part]
    tail = ""
    for part in reversed(parts):
        tail = part + tail
        if len(tail) >= length // 2:
            break
    name = _PUNCTUATION.sub("", _TAIL.sub("", tail) or tail)
    return _pointed(name[:length] or _PUNCTUATION.sub("", folded)[:length])


def _pointed(name: str) -> str:
    """A name with its decimal points again."""
    return _POINT.sub(".", name)


_POINT = deferred(r"(?<=\d)点(?=\d)")
_WHOLE = 160
_FORMULA = deferred(r"=.*[×÷]")  # the brackets of a formula are part of it
_SECTION = deferred(r"\d+(?:\.\d+){2,}")  # the number of a chapter is no decimal
# 補助事業者は、…しなければならない: that it is asked, and of whom, stands beside the topic
_ASKED_OF = deferred(
    r"^(?:(?:補助|助成|交付)(?:事業|対象)?者|(?:補助|助成)(?:対象)?事業者|申請者|応募者|交付決定を受けた者|交付決定者|採択事業者)(?:等)?は、?(?=.{6})"
)
_MUST = deferred(
    r"(?P<stem>[ぁ-ん出得見経])な(?:ければ|くては)(?:な[らり]|いけ)(?:ない|ません)$|(?:必要|義務)が(?:ある|あります)$|(?:こと|もの)と(?:する|します)$"
)
_MAY_NOT = deferred(r"(?:ては|では)な(?:らない|りません)$")
_QUOTES = deferred(r"[\s「」『』【】<>\[\]。.:;|\"'“”★※*]|[、,](?=$|[、,])")
_CONNECTIVE = deferred(
    r"^(?:(?:なお|また(?!は)|さらに|加えて|ただし|但し|併せて|あわせて|例えば|具体的には|その他(?!の)|おって|したがって|従って|このため)、?(?=.{8}))+"
)
_ENDING = deferred(
    r"(?:(?:である|(?<!目的)(?<!対象)(?<!内容)とする|な|という|との)?(?:こと|もの)(?:とする|である|が必要です?|が必要である)?)?[。.]*$"
)


def whole_phrase(text: str, length: int = _WHOLE) -> str:
    """What a clause says, with its subject, its predicate and every negation: its first sentence without brackets and list marks.

    A longer one loses its beginning, clause by clause, for the predicate stands last, and begins with … to say so.

    >>> whole_phrase("・引継ぎが行われていない事業（別紙参照。）"), whole_phrase("なお、国内に本店を有すること。")
    ('引継ぎが行われていない事業', '国内に本店を有する')
    >>> whole_phrase("利用者を管理する機能を有するもの。")
    '利用者を管理する機能を有する'
    >>> whole_phrase("町の補助、県の補助、国の補助のいずれかを受けた者", 16)
    '…国の補助のいずれかを受けた者'
    """
    folded = _SECTION.sub(lambda number: number[0].replace(".", "-"), fold_text(_ANSWER.sub("", text)))
    folded = _CONNECTIVE.sub("", _DECIMAL.sub("点", folded).lstrip(LIST_MARKS))
    plain = _LABEL.sub("", _BOXED_LABEL.sub("", folded))
    plain = plain if _FORMULA.search(folded) else without_brackets(plain)
    if "(" not in plain:
        plain = _LEFT_OPEN.sub("", plain)
    sentence = plain.split("。")[0] or plain
    sentence = granted_as(sentence) or sentence
    demand = demanded(sentence)
    sentence = _as_asked(sentence if demand is None else demand.said)
    said = re.sub(r"(?:すること|すること。)$", "する", sentence)
    said = said if said != sentence else _ENDING.sub("", sentence) or sentence
    whole = len(said)
    while len(said) > length and "、" in said[: -length // 3]:
        said = said.split("、", 1)[1]
    name = _QUOTES.sub("", said)
    cut = len(said) < whole or len(name) > length
    return _pointed(f"{'…' if cut else ''}{name[-length:].lstrip('、,')}" if name else _QUOTES.sub("", folded)[:length])


def _as_asked(sentence: str) -> str:
    """What a sentence asks of those who get the money, without them and without the asking.

    >>> _as_asked("補助事業者は、台帳を備えなければならない"), _as_asked("申請者は状況を報告する必要がある"), _as_asked("国が行う事業")
    ('台帳を備える', '状況を報告する', '国が行う事業')
    """
    if _MAY_NOT.search(sentence):
        return _ASKED_OF.sub("", sentence)
    must = _MUST.search(sentence)
    if must is None or must["stem"] == "で":
        return sentence
    said = sentence[: must.start()]
    if must["stem"]:
        said = affirmed(said, must["stem"])
    return _ASKED_OF.sub("", said) if re.search(r"[うくぐすつぬぶむる]$", said) else sentence
