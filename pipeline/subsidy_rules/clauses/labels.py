"""Text → its leading label: 第９条, ２－１－１, （１）, (ア), 一, ①, ６）, ・, ※１, （例１）, 【補足１】, ケース１： and the like.

A circled or bracketed number that a particle follows is a reference (①の要件, （テ）で規定する), and ※３か月 is a note with a quantity;
neither is a label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from subsidy_rules.language.deferred import deferred

_GOJUON = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
# へ between ホ and ト is often typed in hiragana, which looks the same
_HIRAGANA_HE = re.compile(r"へ(?=[ \u3000\t])")
_MOST_DIGITS = 9
_KANJI = "一二三四五六七八九十"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_SMALL_ROMAN = "ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻ"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_NEGATIVE = "❶❷❸❹❺❻❼❽❾❿⓫⓬⓭⓮⓯⓰⓱⓲⓳⓴"
_PAREN_DIGIT = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_BULLETS = "・･•‣●○◯◎■□◆◇▼▲▽△▶►➢➤✓✔☑☐⚫⚪⬛◉◦∙⦁▪▫◼◻◾◽〇\ue000-\uf8ff"
# what may follow a number that counts something: such a number is a quantity, not a label
_COUNTER = (
    r"(?:事業[者所場主]|企業|会社|法人|団体|世帯|人|社|台|件|店舗|施設)(?:当た|あた|につき|に限)|[かカヶケ箇][月所年]|年(?!金)|月(?![次額])|日(?![本程常])|時(?![点期])|分の|人(?![件員材的])|名(?![称簿義前])|者(?!が)|社(?![会内])|回(?![答収])|件(?!名)"
    r"|点(?![検数])|倍|万|千|億|円|％|%|割(?!合)|歳|以上|以下|以内|未満|種類|種|つ|台(?!帳)|式|枚|ページ|頁|次(?![のに世項条])|本(?![ぁ-ん一-龠])|個(?![人別])"
    r"|機能|プロセス|パーセント|ポイント"
)
# what may follow a bracketed or circled label that is only referred to
_REFERENCE = (
    r"[～〜~∼、，,＋+\-－—]|及び|又は|若しくは|並びに|もしくは|または|及|又|の(?!れん)|を|が|は(?!じ)|で(?:規|定|あ|き|は|、)|と(?:は|も|し|同|、|[①-⑳（(])|から|まで|へ|も"
    r"|に(?:該当|掲|定|規|記|つ|係|よ|お|対|関|加|は|も)|・(?=[①-⑳(（])|[)）」』】]|のいずれ|[①-⑳]"
)


class Role(IntEnum):
    """What a label does: SECTION opens a part of the document, ITEM one of a counted list, BULLET one of an uncounted one.

    NOTE and EXAMPLE comment on what stands above.
    """

    SECTION = 1
    ITEM = 2
    BULLET = 3
    NOTE = 4
    EXAMPLE = 5


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the head of a text.

    Attributes:
        raw: as printed, without the space behind it.
        key: folded to half width, without spaces: "2-1-1", "(2)", "(ク)", "①".
        form: name of the numbering it belongs to; siblings share it.
        role: what it does.
        numbers: numbers it can stand for (イ is 2 of アイウ and 1 of イロハ); empty for uncounted ones.
        depth: for numbers with parts (2-1-1: 3; 0100: 1, 0101: 2); 1 for all others.
        end: where the text behind label and spaces starts.
    """

    raw: str
    key: str
    form: str
    role: Role
    numbers: tuple[int, ...]
    depth: int
    end: int


@lru_cache(maxsize=8192)  # as below
def fold(text: str) -> str:
    """The text with full-width signs as half-width ones and half-width kana as full-width ones, each character for itself.

    The length stays, so that offsets hold. Circled digits and the minus signs of numbers are kept apart.

    >>> fold("（ア）２－１．")
    '(ア)2-1.'
    """
    return text.translate(_FOLD)


def _fold_table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(c): "-" for c in "－−‐‑–—―"}
    table |= {0x3000: " ", 0xA0: " "}
    half = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
    table |= {ord(h): full for h, full in zip(half, _GOJUON, strict=True)}
    return table


_FOLD = _fold_table()
_NUM = r"(?P<n>\d{1,3})"
_KANA = r"(?P<k>[ア-ヱヲン])"
_REFERRED = rf"(?!{_REFERENCE})"  # at the end of a pattern only: it is asked once for all of them
_REFERRED_TO = deferred(_REFERENCE)
_HEAD_WORD = r"別紙|別表|別添|別記|様式|付録|附属書|参考資料"
_ASIDE_WORD = r"補足|参考|参考資料|注意|重要|解説|コラム|特例|補論"
_CASE_WORD = r"ケース|ステップ|STEP|Step|パターン|類型|問|Q|A"

_DIGIT = "0"  # stands for all digits
_SMALL, _CAPITAL = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KATAKANA = "".join(map(chr, range(ord("ア"), ord("ヱ") + 1))) + "ヲン"

# (form, role, signs that it may begin with ("" for any), pattern over folded text; its group is what it counts): the first match wins,
# so the longer forms stand first; most lines begin with a sign that no more than one or two of them begin with
_PATTERNS: tuple[tuple[str, Role, str, str], ...] = (
    ("part", Role.SECTION, "第", r"第(?P<x>[\d一二三四五六七八九十]+)[部編](?=[\s(:]|$)"),
    ("chapter", Role.SECTION, "第", r"第(?P<x>[\d一二三四五六七八九十]+)章"),
    ("subchapter", Role.SECTION, "第", r"第(?P<x>[\d一二三四五六七八九十]+)[節款](?!の規定)"),
    (
        "article",
        Role.SECTION,
        "第",
        r"第(?P<x>[\d一二三四五六七八九十百]+)条(?:の(?P<y>[\d一二三四五六七八九十]+))?"
        r"(?![第各の及又、にかをがはでとも等]|中(?![小央堅])|から|まで)",
    ),
    ("paragraph", Role.ITEM, "第", r"第(?P<x>[\d一二三四五六七八九十]+)項(?![第各の及又、にか)」])"),
    ("number", Role.ITEM, "第", r"第(?P<x>[\d一二三四五六七八九十]+)号(?![第各の及又、にか様)」])"),
    ("ordinal", Role.SECTION, "第", r"第(?P<x>\d{1,2})(?=\s+[^\d\s])"),
    ("annex", Role.SECTION, "別様付附参", rf"(?:{_HEAD_WORD})\s?(?P<x>\d{{1,2}})(?:-\d+)*(?=[\s:.(【]|$)[:.]?"),
    ("annex", Role.SECTION, "【[(<", rf"[【\[(<](?:{_HEAD_WORD})\s?(?P<x>\d{{0,2}})(?:-\d+)*[】\])>]{_REFERRED}"),
    ("aside", Role.ITEM, "【[(<", rf"[【\[(<](?:{_ASIDE_WORD})\s?(?P<x>\d{{0,2}})(?:-\d+)*[】\])>]{_REFERRED}"),
    ("case", Role.ITEM, "ケスSパ類問QA", rf"(?:{_CASE_WORD})\s?(?P<x>\d{{1,3}})(?:-\d+)?(?=[\s:.)]|$)[:.)]?"),
    ("case", Role.ITEM, "", rf"[一-龠ァ-ヶーA-Za-z]{{1,10}}\s?(?:(?P<x>\d{{1,2}})|(?P<o>[{_CIRCLED}])):(?!\d)"),
    ("example", Role.EXAMPLE, "(【<[", r"[(【<\[](?:具体例|記載例|記入例|計算例|例)\s?(?P<x>\d{0,2})[)】>\]]"),
    ("example", Role.EXAMPLE, "具例", r"(?:具体例|例)\s?(?P<x>\d{1,2})[):.]?(?=[\s:)]|$)"),
    ("example", Role.EXAMPLE, "具例", r"(?:例|具体例)(?=[:])[:]"),
    ("notenumber", Role.NOTE, "※*(注", rf"(?:※|\*|[(]※|[(]注|注)\s?{_NUM}[)]?(?!\s?(?:{_COUNTER}|\d|[.,、・～〜~-]))[:.]?"),
    ("note", Role.NOTE, "(※注", r"[(](?:※|注|注記|備考)[)]|注[:)]|※[)]?|[(]注意[)]"),
    ("dotted", Role.SECTION, _DIGIT, rf"(?P<d>\d{{1,2}}(?:\s?[.-]\s?\d{{1,2}}){{1,4}})\.?(?=[\s(「【]|[^\d\s.,:/~-])(?!{_COUNTER})"),
    ("dotted", Role.SECTION, _DIGIT, r"(?P<d>\d{1,2})\.(?![\d.])"),
    ("code", Role.SECTION, _DIGIT, r"(?P<c>\d{4,5})(?=\s+[^\d\s])"),
    ("parendigit", Role.ITEM, "(", rf"[(]\s?{_NUM}\s?[)]{_REFERRED}"),
    ("parendigit", Role.ITEM, _PAREN_DIGIT, rf"(?P<p>[{_PAREN_DIGIT}]){_REFERRED}"),
    ("parenkana", Role.ITEM, "(", rf"[(]\s?{_KANA}\s?[)]{_REFERRED}"),
    ("parenkanji", Role.ITEM, "(", rf"[(](?P<x>[一二三四五六七八九十]+)[)]{_REFERRED}"),
    ("parenalpha", Role.ITEM, "(", rf"[(](?:(?P<r>[ivx]{{1,5}})|(?P<a>[a-zA-Z]))[)]{_REFERRED}"),
    ("closedigit", Role.ITEM, _DIGIT, rf"{_NUM}[)]{_REFERRED}"),
    ("closekana", Role.ITEM, _KATAKANA, rf"{_KANA}[)]{_REFERRED}"),
    ("parenroman", Role.ITEM, "(", rf"[(](?P<s>[{_SMALL_ROMAN}])[)]{_REFERRED}"),
    ("closeroman", Role.ITEM, _SMALL_ROMAN, rf"(?P<s>[{_SMALL_ROMAN}])[)]{_REFERRED}"),
    ("closealpha", Role.ITEM, _SMALL + _CAPITAL, rf"(?:(?P<r>[ivx]{{1,5}})|(?P<a>[a-zA-Z]))[)]{_REFERRED}"),
    ("circled", Role.ITEM, _CIRCLED, rf"(?P<o>[{_CIRCLED}]){_REFERRED}"),
    ("negative", Role.ITEM, _NEGATIVE, rf"(?P<o>[{_NEGATIVE}]){_REFERRED}"),
    ("roman", Role.SECTION, "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", r"(?P<R>[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])(?=[\s.:])[.:]?"),
    ("alpha", Role.ITEM, _CAPITAL, r"(?P<a>[A-Z])[.](?=\s)"),
    ("kanji", Role.ITEM, _KANJI, r"(?P<x>[一二三四五六七八九十]{1,3})(?=\s)"),
    ("kana", Role.ITEM, _KATAKANA, rf"{_KANA}[.]?(?=\s)"),
    ("alphabare", Role.ITEM, _SMALL, r"(?P<a>[a-z])(?=\s+[^\sA-Za-z])"),
    ("digit", Role.ITEM, _DIGIT, rf"{_NUM}(?=\s+(?:以下(?:の[一-龠]|[にを])|(?!{_COUNTER})[^\d\s.,:/()~-]))"),
)
# the same where the space behind the label was lost; right only where a series makes the label expected
_LOOSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("notenumber", re.compile(r"※(?P<n>\d{1,2})(?=[^\d.,])")),
    # 三一及び二を満たす者: the third of the items speaks of the first two
    ("kanji", re.compile(r"(?P<x>[一二三四五六七八九])(?=[一二三四五六七八九](?:及び|又は|から|若しくは)[一二三四五六七八九])")),
    (
        "kanji",
        re.compile(r"(?P<x>[一二三四五六七八九十]{1,3})(?=[^\d\s一二三四五六七八九十、。般次部時定度体方括致覧種者人社件回日月年つ層流])"),
    ),
    ("kana", re.compile(rf"{_KANA}(?=[^\sァ-ヶー、。)])")),
    ("alphabare", re.compile(r"(?P<a>[a-h])(?=[\d一-龠ァ-ヶ])")),
    ("digit", re.compile(rf"{_NUM}(?!\s?(?:{_COUNTER}))(?=[^\d\s.,:/()~-])")),
    ("code", re.compile(r"(?P<c>\d{4})(?=[^\d\s年.,:/()~-])")),
    (
        "dotted",
        re.compile(r"(?P<d>\d{1,2})\.(?=\d{1,3}(?:年|歳|か月|ヶ月|カ月|人|名|社|者|日|時間|件|台|店舗|回|事業所?))"),
    ),  # 4.3年以上続ける者
)
_SAME_BULLET = str.maketrans("◯〇･", "○○・")
_COMPILED = tuple(
    (form, role, begins, deferred(words.removesuffix(_REFERRED)), words.endswith(_REFERRED)) for form, role, begins, words in _PATTERNS
)
# "- ・" and "•・" are one bullet: a list mark that an editor set before the printed one
_BULLET = re.compile(rf"[-*+]\s+[{_BULLETS}]|[•●‣▪]\s*・|(?![○〇◯]{{2}})[{_BULLETS}]|[-*+](?=\s)")


@lru_cache(maxsize=8192)  # the steps of splitting ask for the same lines again
def split_label(text: str) -> Label | None:
    """The label that the text starts with, or None. Leading spaces are passed over.

    >>> split_label("２－１－１　申請の対象").key
    '2-1-1'
    >>> split_label("※３か月以上").key, split_label("※３ 省令による").key
    ('※', '※3')
    >>> split_label("①の要件を満たす") is None
    True
    >>> [split_label(text).numbers for text in ("ⅱ）町内の店", "（ⅲ）町内の店")]
    [(2,), (3,)]
    """
    start = len(text) - len(text.lstrip())
    folded = fold(text)[start:]
    if _HIRAGANA_HE.match(text, start):
        folded = "ヘ" + folded[1:]
    sign = _DIGIT if folded[:1].isdecimal() else folded[:1]
    for form, role, begins, pattern, unreferred in _COMPILED:
        if (not begins or sign in begins) and (match := pattern.match(folded)):
            if unreferred and _REFERRED_TO.match(folded, match.end()):
                continue
            label = _label(text, start, match, form, role)
            return None if _runs_on(label, folded) else label
    if match := _BULLET.match(folded):
        mark = match.group()[-1].translate(_SAME_BULLET)
        # a colour or size of dot is drawn anew by each editor: a private-use glyph is as good a bullet as any
        return _label(text, start, match, f"bullet {mark}", Role.BULLET)
    return None


def _runs_on(label: Label, folded: str) -> bool:
    """Whether the list goes on within the line (①広報費、②旅費、③…): then it is one sentence, not an item."""
    if label.form not in ("circled", "negative", "parendigit") or not label.numbers:
        return False
    n = label.numbers[0]
    following = f"({n + 1})" if label.form == "parendigit" else (_CIRCLED if label.form == "circled" else _NEGATIVE)[n : n + 1]
    return bool(following) and re.search(rf"[、,，]\s*{re.escape(following)}", folded) is not None


def loose_label(text: str) -> Label | None:
    """The label of a text where the space behind it was lost: 二小規模事業者は. Only a series that expects it makes it one."""
    start = len(text) - len(text.lstrip())
    folded = fold(text)[start:]
    for form, pattern in _LOOSE:
        if match := pattern.match(folded):
            role = {"code": Role.SECTION, "dotted": Role.SECTION, "notenumber": Role.NOTE}.get(form, Role.ITEM)
            return _label(text, start, match, form, role)
    return None


def _label(text: str, start: int, match: re.Match[str], form: str, role: Role) -> Label:
    stop = start + match.end()
    end = stop + len(text[stop:]) - len(text[stop:].lstrip())
    key = re.sub(r"\s", "", match.group()).rstrip(".:")
    groups = {name: value for name, value in match.groupdict().items() if value}
    return Label(text[start:stop], key, form, role, _numbers(groups), _depth(groups), end)


def _depth(groups: dict[str, str]) -> int:
    if "d" in groups:
        return len(re.findall(r"\d+", groups["d"]))
    if "c" in groups:
        return 1 if groups["c"].endswith("00") else 2
    return 1


def _numbers(groups: dict[str, str]) -> tuple[int, ...]:
    if "k" in groups:
        kana = groups["k"]
        return tuple(order.index(kana) + 1 for order in (_GOJUON, _IROHA) if kana in order)
    if "d" in groups:
        return (_count(re.findall(r"\d+", groups["d"])[-1]),)
    for name, order in (("o", _CIRCLED), ("o", _NEGATIVE), ("p", _PAREN_DIGIT), ("R", "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"), ("s", _SMALL_ROMAN)):
        if name in groups and groups[name] in order:
            return (order.index(groups[name]) + 1,)
    if "r" in groups:
        roman, letter = groups["r"], (ord(groups["r"]) - ord("a") + 1,) if len(groups["r"]) == 1 else ()
        return ((_ROMAN.index(roman) + 1,) if roman in _ROMAN else ()) + letter
    if "a" in groups:
        return (ord(groups["a"].lower()) - ord("a") + 1,)
    for name in ("n", "x", "c"):
        if name in groups:
            return (_count(groups[name]),)
    return ()


def _count(text: str) -> int:
    """The number that digits or kanji numerals below 1000 write; 0 for more digits than a label has."""
    if text.isdigit():
        return int(text) if len(text) <= _MOST_DIGITS else 0
    total, unit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (unit or 1) * (10 if sign == "十" else 100)
            unit = 0
        else:
            unit = _KANJI.index(sign) + 1
    return total + unit
