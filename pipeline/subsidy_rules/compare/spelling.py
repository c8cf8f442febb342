"""One spelling for what is written in several ways: amounts, fractions, percentages, years, counters, and pointers to other places."""

from __future__ import annotations

import re
from functools import lru_cache

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.numerals import NUMERAL, SCALED, read_number

_WHITE = deferred(r"\s+")
_MARKS = deferred(r"[、。,.・･:;!?「」『』()\[\]【】<>〈〉《》\-~※＊*|/→⇒■□◆◇●○⚫⚪▪✓…“”\"'’]")
_LABEL = deferred(
    r"^(?:\d{1,2}(?:[-−]\d{1,2}){1,3}(?!\d|[年月日人円%])|[(]?(?:\d{1,3}|[ア-ンa-zA-Z]|[①-⑳]|[一二三四五六七八九十]{1,3}|[ivxIVX]{1,4})[).、．:]|[①-⑳●○■□◆◇・※⚫]|第\d+(?:条|章|節|項)(?:の\d+)?(?![第のにをではが及又、]))\s*"
)
_NO = r"[\d一二三四五六七八九十百]+"
# references in a row (第9条第2項第一号) are one pointer; what points to a law (法律第179号) is none of this document
_PLACE = rf"第{_NO}(?:条|項|号|章|節|款)(?:の{_NO})?|(?:別紙|別表|別添|様式|表|図|注)第?{_NO}(?:の\d+)?号?|(?:[前次本同](?:条|項|号))"
POINTER = deferred(
    rf"(?:{_PLACE})(?:{_PLACE})*"
    r"|(?<![一-龥])[一二三四五六七八九](?=及び[一二三四五六七八九](?:[をにの]))|(?<=及び)[一二三四五六七八九](?=[をにの])"
    r"|(?<!\d)(?!(?:19|20)\d\d)\d{4,5}(?=の|に|、|又|及|を|で|ま|から|[イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテ])|\(\d{1,2}\)|[①-⑳]|※\d{1,2}(?![か年月日円人名社者件%万\d])|\d{1,3}ページ(?=に|を|の|参)|[pP]\.?\d+"
)
_LEVELS = dict(zip("条項号章節款紙表添式図注", "jkgstuxyzvwn", strict=True))
_NUMBER = deferred(r"\d[\d,]*(?:\.\d+)?(?:/\d+)?")
_YEN = deferred(rf"(?P<n>{NUMERAL})円")
_SCALED = deferred(rf"(?P<n>{SCALED})(?<=[万億])(?!円)")
_COUNTED = deferred(r"(?P<n>[一二三四五六七八九十百]+)(?=(?:年|月|日|人|名|者|回|件|か月|社|割)(?:間|分|度|以|未|を|超|の|前|後|目|まで))")
_PARTS = deferred(rf"(?P<d>{_NO})分の(?P<n>{_NO})")
_ERA = deferred(r"(?P<era>令和|平成|昭和|R(?=\d))(?P<n>\d{1,2}|元)年")
_BESIDE = deferred(r"(?P<year>\d{4}年(?:度)?)\((?P=year)\)")
_FRACTION = deferred(r"(?<![\d/.,])(?P<n>\d{1,2})/(?P<d>\d{1,3})(?![\d/年月日])")
# when a page was put up or written anew says nothing of what it says
_SHOWN_SINCE = deferred(r"(?P<what>更新日|掲載日|公開日|最終更新)[:：]?(?:\d{4}(?:年|/|-))?\d{1,2}(?:月|/|-)\d{1,2}日?")
_ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "昭和": 1925}
_WORDS = (
    (deferred(r"(?<=[\d十百千])名(?=以|未|を|超|の|あたり|当たり|まで|[、。)]|$)"), "人"),
    (deferred(r"(?<=\d):00(?!\d)"), "時"),
    (deferred(r"パーセント(?:・?ポイント)?|%ポイント|％"), "%"),
    (deferred(r"(?<=[\d十])(?:ヶ|ケ|ヵ|カ|箇|ヵ)(?=[月年所国])"), "か"),
    (deferred(r"ウェブ"), "ウエブ"),
    (deferred(r"(?<=[人名社者件])(?:当たり|当り)"), "あたり"),
    (deferred(r"(?<!\d)1(?=[人名社者件]あたり)"), "一"),
)


@lru_cache(maxsize=4096)  # headings stand above many sentences
def spelled(text: str) -> str:
    """The folded text without label and white space, its numbers spelled in one way.

    >>> spelled("１５０万円") == spelled("1,500千円") == spelled("百五十万円") == spelled("1,500,000円")
    True
    >>> spelled("（１）令和７年（2025年）の３分の２、３０パーセント")
    '2025年の2/3、30%'
    >>> spelled("2分の1以内") == spelled("1/2以内") == spelled("50％以内"), spelled("最終更新日：令和７年４月１日")
    (True, '最終更新日')
    """
    folded = _LABEL.sub("", _WHITE.sub("", fold_text(text)), count=1)
    for pattern, word in _WORDS:
        folded = pattern.sub(word, folded)
    folded = _PARTS.sub(lambda m: f"{_whole(m['n'])}/{_whole(m['d'])}", folded)
    folded = _ERA.sub(lambda m: f"{_ERAS[m['era']] + (1 if m['n'] == '元' else int(m['n']))}年", folded)
    folded = _BESIDE.sub(r"\g<year>", folded)
    folded = _YEN.sub(lambda m: f"{_whole(m['n'])}円", folded)
    folded = _SCALED.sub(lambda m: _whole(m["n"]), folded)
    folded = _FRACTION.sub(_as_percent, folded)
    folded = _SHOWN_SINCE.sub(r"\g<what>", folded)
    return _COUNTED.sub(lambda m: _whole(m["n"]), folded)


def _as_percent(fraction: re.Match[str]) -> str:
    """A share that is a whole percentage as such; what may be something else than a share stays."""
    part, whole = int(fraction["n"]), int(fraction["d"])
    return f"{100 * part // whole}%" if 0 < part < whole and 100 * part % whole == 0 else fraction.group()


def _whole(numeral: str) -> str:
    number = read_number(numeral)
    return str(int(number)) if number.denominator == 1 else str(float(number))


def without_pointers(text: str) -> str:
    """A spelled text with the numbers of its pointers masked; what they are made of stays as letters.

    >>> without_pointers(spelled("第９条第２項に規定する者")), without_pointers("前条の規定")
    ('§jkに規定する者', '§jの規定')
    """
    return POINTER.sub(lambda m: "§" + "".join(_LEVELS[char] for char in m.group() if char in _LEVELS), text)


def bare(text: str) -> str:
    """A spelled text without punctuation."""
    return _MARKS.sub("", text)


def numbers_in(text: str) -> tuple[str, ...]:
    """The numbers of a spelled text without pointers, in order.

    >>> numbers_in("1,500円の2/3")
    ('1500', '2/3')
    """
    return tuple(found.replace(",", "") for found in _NUMBER.findall(text))


def masked_numbers(text: str) -> str:
    """The text with each number as 0."""
    return _NUMBER.sub("0", text)
