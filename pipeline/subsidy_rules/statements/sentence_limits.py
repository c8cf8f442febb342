"""Conditions, limits and alternatives of a sentence, in its own words, and the markers of them that were not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.language.deferred import deferred
from subsidy_rules.statements.sentence_parts import Parts, Span, parts_of

_CASE = deferred(
    r"(?:場合|とき|(?<=[るた])時)(?:(?:に)?(?:は|おいて(?:は|も)?|あって(?:は|も)?|限り|限って|のみ|も|ついて(?:は|も)?)|で(?:も|は|あって(?:も)?)|に(?!な|つ)|の(?![みか、])|"
    r"のみ|も|や|、|又は|または|若しくは|もしくは|及び|(?=、))+、?"
    r"|(?<=[るたう])際(?:は|には|に|も)、?|を(?:条件|前提)(?:に|として|とし)、?|(?<=[るたの])(?:うえ|上)(?:で)?、|にも?(?:関|かか|拘)わらず、?"
    r"|であって、?(?!も)|(?<=[たる])後、|なければ(?![ない])、?|(?<![なけ])(?:れば|せば|えば|けば|あれば|ならば)、"
)
_NO_CASE = deferred(r"(?:場合|とき)(?:が|も)(?:ある|あり|ござ)|(?:場合|とき)を除|(?:場合|とき)に限(?:る|ります|られ)|ときの?(?:ころ|評価)")
_CLASS = deferred(
    r"(?P<noun>[^、。はが]{0,30}(?:者|主|企業|法人|会社|団体|組合|個人|経費|費用?|製品|ツール|設備|財産|取引|契約|事業|計画|カテゴリー?|改善|申請|発注|購入|もの|書類))(?:等)?"
    r"(?P<link>に対しては|に対して|については|についても|について|に対し(?=、)|にあっては|(?<=申請)にあって(?=、)|においては|(?<=申請)において(?=、)|(?<![でに])は|が(?=(?:補助|支給|助成)?対象)|に限(?:り、|る$|ります$))、?"
)
# what only names its object qualifies nothing: 事業に要する経費
_QUALIFIED = deferred(
    r"(?:(?<!に要す)(?<!に係)(?<!に関す)(?<!に対す)(?<!におけ)(?<!と認め)[るたい]|[^次、]未満の|[^、]以上の|[\d円%人名者割点]以下の|超の|のみの)(?=[^るたい、]{1,14}$)"
    # 先駆枠の申請, 小規模な法人による申請: of some applications
    r"|[^、](?:枠|類型|型|コース|タイプ|特例|措置|者|法人|企業|組合|団体)(?:の|による|での|として行う)(?:交付)?申請$"
)
_BRACKET_LIMIT = deferred(
    r"除[くきいたを外]|除$|に限|限定|のみ|だけ(?!で)|ただし|但し|場合(?:に)?(?:は|には|を)|以外|原則|いずれか(?:早|遅)|含ま(?:ない|ず|れない|ません)|限り|でない(?:もの|者)|まで。?$|(?:場合|とき|方)(?:に?は)?、?(?:(?:提出|添付)は)?(?:不要|省略)"
)
_SUCH = r"(?:早|遅|低|高|少な|多|短|長|大き|小さ)い"
_ONLY = r"(?<!いた)(?<!どれ)(?<!それ)(?<!できる)(?<!ため)だけ(?!で)|のみ(?!な|込)"
_LIMIT = deferred(
    rf"を?除(?:いて|いた|き|く(?!去)|外[しす])|に限(?:り|る|ります|られ(?:る|ます)|って|定)|(?<=[いる回人社件者])(?<![\d一][回件社者])限り(?!な)|(?<=場合)のみ|{_ONLY}|原則(?:として|、|は)?|"
    rf"しか(?=[^。、]{{1,14}}(?:ない|ません))|いずれか(?:の)?{_SUCH}(?:日|方|額|もの)?|最も{_SUCH}(?:日|方|ほう|金?額|もの|率|価格|期間|時期)|(?<=うち)最も{_SUCH}|(?:早|遅|低|高|少な|多|短|長)い(?:方|ほう)|(?:理由|事由|承認|許可|事情)(?:が)?な(?:く|しに|い限り)|"
    r"この限りでは?(?:ない|ありません)|(?<!目的)(?<!用途)以外(?:は|に(?:は)?)(?!お)|ことなく|(?<=[けれせえ])ずに|"
    r"(?<![円%割\d名人件回年月日間時期])(?:を(?:限度|上限)(?:に|と)|の?範囲内?(?:で|に|と|において)|を超えない(?:範囲|額))"
)
_OR = deferred(r"(?:、)?(?:又は|または|若しくは|もしくは)、?")
_LEFT = deferred(
    rf"除[いきく]|限る|(?<!可能な)(?<!できる)(?<![\d一][回件社者])限り|{_ONLY}|(?<![い致しな])しか(?=[^しもね])|ただし(?!書)|但し(?!書)"
)
_CONNECT = deferred(r"^(?:なお|また|ただし|但し|さらに|加えて|この場合|その他(?!の)|、|※\d*|\s)+")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Spans of the folded text: what must hold, what is excepted or restricted, what is one of several, what was not understood."""

    conditions: tuple[Span, ...] = ()
    limits: tuple[Span, ...] = ()
    alternatives: tuple[Span, ...] = ()
    unread: tuple[Span, ...] = ()


def bounds_of(parts: Parts) -> Bounds:
    """The conditions, limits and alternatives of a sentence."""
    limits = [*_bracket_limits(parts), *_limits(parts), *(p for p in parts.provisos if _limits_something(parts, p))]
    conditions = _outermost([*_cases(parts), *_classes(parts), *_bracket_cases(parts)])
    unread = [
        m.span()
        for m in _LEFT.finditer(parts.folded.text, *parts.main)
        if not any(a <= m.start() < b for a, b in (*limits, *conditions)) and not _is_word(parts, m)
    ]
    return Bounds(
        tuple(sorted(conditions)),
        tuple(sorted(set(limits))),
        tuple(_alternatives(parts)),
        tuple(_widened(parts, span) for span in unread),
    )


def objects_of(text: str) -> tuple[str, ...]:
    """The things that a sentence says something about, as far as they are not all of their kind: 認証を受けた製品について、….

    >>> objects_of("認証を受けた製品について、交付決定を受けた場合"), objects_of("製品について、交付決定を受けた場合")
    (('認証を受けた製品',), ())
    """
    parts = parts_of(text)
    spans = (m.span("noun") for m in _CLASS.finditer(parts.plain) if m["link"].startswith("について"))
    found = [parts.plain[_class_start(parts.plain, end) : end] for _, end in spans]
    return tuple(words for words in found if _QUALIFIED.search(words))


def _limits_something(parts: Parts, proviso: Span) -> bool:
    """A sentence in brackets may only explain (詳細は別紙を参照); every other proviso limits."""
    words = parts.folded.text[proviso[0] : proviso[1]].rstrip("。")
    return not words.startswith("(") or bool(_BRACKET_LIMIT.search(words[1:-1]))


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for a, b in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not any(x <= a and b <= y for x, y in kept):
            kept.append((a, b))
    return kept


def _is_word(parts: Parts, match: re.Match[str]) -> bool:
    """Whether the marker is part of another word, opens the sentence, or is its predicate (…を除く, …に限る)."""
    text = parts.folded.text
    if match.start() - parts.main[0] < 2 or match.end() >= parts.main[1] - 3:
        return True
    return text.startswith(("除去", "除外"), match.start()) or text[max(0, match.start() - 1) : match.start()] in (
        "免",
        "解",
        "控",
        "削",
        "年",
        "期",
    )


def _bracket_limits(parts: Parts) -> Iterator[Span]:
    """(…を除く。), (…に限る。), (…の場合は…) with the words inside."""
    for a, b in parts.brackets:
        words = parts.folded.text[a + 1 : b - 1]
        if _BRACKET_LIMIT.search(words) and not re.fullmatch(r"以下[^。]*という。?", words):
            yield a + 1, b - 1
        elif _CASE_ALONE.fullmatch(words) and _NEXT_MEMBER.match(parts.folded.text, b - 1):
            yield a + 1, b - 1  # the case of one of several things


_CASE_ALONE = deferred(r"(?!例えば|例[:：)]|及び|又は|並びに|若しくは)[^。]{2,80}(?<!この)(?<!その)(?:場合|とき)")
# 甲(…の場合)、乙: each bracket is about its own noun
_NEXT_MEMBER = deferred(r"\)等?(?:、|又は|または|若しくは|もしくは|及び|並びに|や|・)(?!かつ)[一-龠ァ-ヶ「a-zA-Z]")

_ENDS_MEMBER = deferred(r"[。はがを、]|$")


def _bracket_cases(parts: Parts) -> Iterator[Span]:
    """(…の場合は1億円): what is said in brackets has its own condition; a case alone is that of the whole."""
    for a, b in parts.brackets:
        words = parts.folded.text[a + 1 : b - 1]
        if _CASE_ALONE.fullmatch(words):
            if _ENDS_MEMBER.match(parts.folded.text, b) and not _NEXT_MEMBER.match(parts.folded.text, b - 1):
                yield a + 1, b - 1
            continue
        case = re.match(r"[^。]{2,80}?(?:場合|とき)(?=は|には|、)", words)
        if case and not re.search(r"除|限", words):
            yield a + 1, a + 1 + case.end()


def _limits(parts: Parts) -> Iterator[Span]:
    """Limits outside brackets, each from the comma before it on; a predicate that excludes is the act and no limit."""
    for match in _LIMIT.finditer(parts.plain):
        word = match.group()
        if re.match(r"を?除く?$", word) and match.end() >= len(parts.plain) - 1 and not parts.plain.endswith(("場合を除く", "ときを除く")):
            continue
        start = match.start() if word.startswith(("原則", "いずれか", "最も")) else _start_of_clause(parts.plain, match.start())
        yield parts.span_of(start, match.end())


def _start_of_clause(plain: str, end: int) -> int:
    """Where the clause begins that ends at `end`: behind the last comma that closes a topic, a condition or a sentence."""
    best = 0
    for match in re.finditer(
        r"(?:[はもがで]|場合(?:に)?(?:は|も)?|とき(?:は)?|際(?:は|に)?|以上|以下|については|として|まで|より)、|。|」、(?!「)", plain[:end]
    ):
        if match.end() < end:
            best = match.end()
    last = plain.rfind("、", 0, max(0, end - 1)) + 1
    return max(best, last) if last - best <= 0 or end - last > 8 else best


def _cases(parts: Parts) -> Iterator[Span]:
    """…場合, …とき, …際, …のうえ, …であって, each with its clause."""
    since, joined = 0, -1
    for match in _CASE.finditer(parts.plain):
        if _NO_CASE.match(parts.plain, match.start()) or match.end() >= len(parts.plain):
            continue
        start = joined if joined >= 0 else max(since, _start_of_case(parts.plain, since, match.start()))
        joined = start if _JOINS.match(match.group()) else -1
        if joined >= 0 and _CASE.search(parts.plain, match.end()):
            continue  # 「…を受けたうえで、…した場合」 is one condition
        end = match.start() + len(re.match(r"(?:場合|とき)(?:で(?:も|あっても)|のみ)?|[^、]*", match.group()).group())  # type: ignore[union-attr]
        lead = _CONNECT.match(parts.plain[start:end])
        start += lead.end() if lead else 0
        if end - start > 3:
            yield parts.span_of(start, end)
        since = match.end()


_JOINS = deferred(
    r"場合(?:や|又は|または|若しくは|もしくは|及び|、(?:又は|または|若しくは|もしくは|及び)?)、?$|(?:うえ|上)|にも?(?:関|かか|"
    r"拘)わらず|後、"
)


def _start_of_case(plain: str, since: int, end: int) -> int:
    """A condition begins behind the topic before it (事業主は、…した場合), or behind another clause that says something itself."""
    best = since
    breaks = _CLAUSE_BEFORE_NEXT if since else _CLAUSE_BEFORE
    for match in breaks.finditer(plain, since, end):
        best = match.end()
    inner = _COMES_UP.search(plain, best, end)
    return inner.start() if inner is not None and _OF_MAIN_CLAUSE.search(plain, best, inner.start()) else best


# 書類を、終了後5年間、求めがあった(とき): what comes up takes no object, so that the object and the time before it are of the main clause
_COMES_UP = deferred(
    r"(?<=、)[^、]*(?:が|の)(?:あった|ある|あり|生じた|生じる|なされた|行われた|発生した|発生する|必要となった|必要な|求められた)$"
)
_OF_MAIN_CLAUSE = deferred(r"(?:を|\d(?:年|[かカヵヶケ箇]月|日|週)間)、(?:[^、]*(?:間|で|に|により|まで)、)*$")
_CLAUSE_BEFORE = deferred(
    r"(?:[^にで]は|申請(?:において|にあって)|については|に対しては|以上|以下|未満|ですが|ますが|(?<=[るい])が|ので)、|[^にで場合]は[^、はが]{2,40}(?:し|り|い|き|ち)、"
)
_CLAUSE_BEFORE_NEXT = deferred(_CLAUSE_BEFORE.pattern + r"|(?<![またで])(?:し|り|い|き|ち|とする)、")


def _classes(parts: Parts) -> Iterator[Span]:
    """…する事業者は: a class of those whom the sentence speaks of, where it is qualified by a clause or a figure."""
    for match in _CLASS.finditer(parts.plain):
        start = _class_start(parts.plain, match.end("noun"))
        words = parts.plain[start : match.end("noun")]
        if _QUALIFIED.search(words) and not re.match(r"(?:以下|次|上記|下記)(?:の|に)[^、]{0,6}(?:該当|掲げ|示)", words):
            yield parts.span_of(start, match.end("noun"))


def _class_start(plain: str, end: int) -> int:
    start = 0
    for match in re.finditer(r"(?:[はもが]|場合(?:に)?(?:は)?|際(?:は|に)?|なお|また|おいて|より)、", plain[:end]):
        start = match.end()
    return start


def _alternatives(parts: Parts) -> Iterator[Span]:
    """The members on both sides of 又は: as many signs of the same make as stand on each side."""
    plain = parts.plain
    cuts = list(_OR.finditer(plain))
    for index, match in enumerate(cuts):
        left = max(plain.rfind(mark, 0, match.start()) for mark in "、はがをで") + 1
        left = max(left, cuts[index - 1].end() if index else 0)
        stop = re.search(r"[、はがをにで]|以内に|$", plain[match.end() :])
        right = match.end() + (stop.start() if stop else 0)
        if index + 1 < len(cuts):
            right = min(right, cuts[index + 1].start())
        for a, b in ((left, match.start()), (match.end(), right)):
            if b > a:
                yield parts.span_of(a, b)


def _widened(parts: Parts, span: Span) -> Span:
    """A marker that was not understood with the words before it, so that a reader sees what it limits."""
    text = parts.folded.text
    start = max(parts.main[0], max(text.rfind(mark, 0, span[0]) for mark in "、。(") + 1)
    return start, span[1]
