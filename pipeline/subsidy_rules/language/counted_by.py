"""What an amount is counted by, as part of its value: 1人当たり40万円, 1人1日当たり, 10アールにつき, 50万円×グループ構成員数, 3万円/日.

A unit is the slug of its noun; so many of it that make one (10アール) stand before the slug (`10_are`), and what is counted by two units
(1人1日) has both (`person_day`). A unit that the vocabulary does not name stands in the words of the text.
"""

from __future__ import annotations

import re
from functools import cache

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.vocabulary import lexicon, load

_WORD = r"(?:[一-龥々ァ-ヶーか]{1,12}?|m[23]|[a-zA-Z]{1,3}時?)"
_MANY = r"(?P<many>[1-9]\d{0,3}|一|各)?"
_OUTER = rf"(?:(?:1|一)(?P<outer>{_WORD})(?:{'当たり|あたり|につき|・|、|の'})?(?=\d|一))?"
_NOUN = rf"(?P<group>(?:グループ)?構成員(?=[1一]))?{_OUTER}{_MANY}(?P<noun>{_WORD})(?:\([^()]{{1,20}}\))?"
_EACH = r"(?P<each>(?:当|あ)た?り|につき|(?<!日)ごとに?|毎(?:に|(?=の)))"
# Between the unit and its amount may stand what the amount is (の補助上限額は), but no other statement.
_BEFORE = deferred(
    rf"{_NOUN}{_EACH}(?:の?[^。、()\d]{{0,14}})?(?:、[^。、()\d]{{2,14}}(?:場合|とき)は)?(?:は|が|、|:)?(?:最大|(?:上限|限度)額?|原則)?(?:\()?$"
)
# 1人1日8,000円: two units say without a word more that they count
# 各事業者に対する補助金の額は150万円
_OF_EACH = deferred(rf"[各1一](?P<noun>{_WORD})(?:に対する|ごとの|への)[^。、()\d]{{0,14}}?(?:は|が|:)?、?(?:それぞれ)?(?:最大)?$")
# 上限:1事業所20万円
_OF_ONE = deferred(rf"(?:上限|限度)(?:金?額)?[は:、]{{0,2}}(?:1|一)(?P<noun>{_WORD})(?:最大)?$")
_BOTH = deferred(rf"(?:1|一)(?P<outer>{_WORD})・?(?:1|一)(?P<noun>{_WORD})(?:は|:|、)?(?:最大|上限)?$")
_SPAN = deferred(r"(?P<noun>[月年日])額(?:最大|上限)?$")
_MONTHLY = deferred(r"(?:^|[:、(は毎限])(?P<noun>[月年])(?:最大)?$")  # 上限:月3万円
_EACH_MONTH_OF_ONE = deferred(r"(?<=[1一]人)の(?:補助|助成|支給)?(?:上限|限度)?額は、?(?=ひと月|1(?:か|ヶ|カ)?月)")
# 参加者の総数に2万円を乗じた額
_TIMES_NUMBER = deferred(rf"(?P<noun>{_WORD})等?(?:※\d*)?(?:の?(?:総|延べ?|合計)?(?:人|(?<=の)者)?数|の?人数)(?:に|へ)、?(?:\([^()]*\))?$")
_IS_TIMES = deferred(r"を(?:乗じ|掛け|かけ)")
_TIMES = deferred(rf"(?P<noun>{_WORD})数[×*]$")
# 30万円×2期: so many times the sum for one, and no sum for so many
_AFTER = (
    deferred(
        rf"(?:以内|まで|以下|を上限)?\(?[/×]{_NOUN}(?:数|(?=[)、。\s(【<\[にへをと]|$|(?<=/[年月日人台件])(?![度間数目分額次])[一-龥ァ-ヶ]))"
    ),
    deferred(rf"(?:以内|まで|以下|を上限)?\((?:[^()\d]{{1,12}}(?=[1一]))?{_NOUN}{_EACH}\)"),
)
# what the amount is, said between its unit and itself
_OF_GRANT = deferred(r"額|上限|限度|最大|原則|以内|年間|[単定]価|補助|助成|支給|交付|支援")
_ONE_MORE = deferred(r"、?[^\d。、()ぁ-ん]{2,20}(?:の(?:場合|とき))?(?:\(※\d?\))?(?:は|:)?")
_HEADER = deferred(rf"{_NOUN}{_EACH}")
_EACH_YEAR = deferred(r"の?(?:年間|(?:単|各|1)年度)(?:の|で)?[^。、()\d]{0,8}(?:上限|限度|合計|総額|額)")
_ENDS_EACH = deferred(r"(?:(?:当|あ)た?り|につき)$")
_SPANNED = deferred(
    r"(?:につき|(?:当|あ)た?り|ごとに?)[、:]?(?P<span>[月年日]額|年間|年(?=(?:限度|上限)))(?:の?(?:限度|上限)額?(?:は|:)?)?(?:最大|上限)?$"
)
# 単年度の限度額は, 年間上限額:
_YEARLY = deferred(
    r"(?:(?:単|各|毎|(?<!\d)1|一)(?=年度)|(?<![\d数かヶカ箇一-龥])(?=年))(?P<noun>年度|年)間?の?(?:補助|助成|交付|支給)?(?:金の)?"
    r"(?:上限|限度)(?:金?額)?(?:は|が|:)?、?(?:最大)?$"
)
_IN_ONE_YEAR = deferred(r"(?<!\d)[1一](?P<noun>年)間(?:の|に)[^。、()\d]{0,14}額は、?(?:最大)?$")  # 1年間の補給金の額は10万円を限度とする
# 支給額(月額), 月額上限: a header over what is paid for each month or day
_SPAN_HEADER = deferred(r"(?:^|\()(?P<noun>[月日])額(?:$|\)|の?(?:上限|限度|補助|助成|支給|単価))")


def behind_count(text: str) -> str:
    """The folded words before an amount without what it is counted by and what stands before that: a label of the amount alone.

    >>> behind_count("補助上限額は1台当たり小型機"), behind_count("1者当たりの補助上限額は"), behind_count("小型機")
    ('小型機', '1者当たりの補助上限額は', '小型機')
    """
    match = _BEFORE.search(text)
    label = text[match.end("each") :].lstrip(":は、 ") if match is not None and _slug(match) else ""
    return label if re.search(r"[一-龥ァ-ヶA-Za-z]", label) and not _OF_GRANT.search(label) else text


def before_count(text: str) -> str:
    """The folded words before what the amount behind them is counted by.

    >>> before_count("育児休業取得者は1人当たり"), before_count("育児休業取得者は")
    ('育児休業取得者は', '育児休業取得者は')
    """
    match = _BEFORE.search(text)
    if match is None or _slug(match) is None:
        return text
    return text[: match.start("noun")].rstrip("1一各")


def names_one_more(text: str) -> bool:
    """Whether the folded words between two amounts name what the second is for, and nothing else.

    >>> names_one_more("、大型機"), names_one_more("、上限"), names_one_more("とし、")
    (True, False, False)
    """
    return bool(_ONE_MORE.fullmatch(text)) and not _OF_GRANT.search(text)


def counted_before(text: str) -> str | None:
    """What the amount right behind a folded text is counted by.

    >>> counted_before("対象となる労働者1人当たり"), counted_before("1事業所につき上限"), counted_before("補助上限額は")
    ('person', 'establishment', None)
    >>> counted_before("10アール当たり"), counted_before("1人1日当たり"), counted_before("1エリアにつき"), counted_before("月額")
    ('10_are', 'person_day', '1エリア', 'month')
    >>> counted_before("受講者1人につき年額")
    'person_year'
    >>> counted_before("従業員1人につき年間")
    'person_year'
    >>> counted_before("上限:1事業所"), counted_before("上限:")
    ('establishment', None)
    >>> counted_before("ただし、単年度の限度額は"), counted_before("1事業所当たり年限度額"), counted_before("3年間の限度額は")
    ('year', 'establishment_year', None)
    >>> counted_before("1事業者あたりの年間の上限は")
    'applicant_year'
    >>> counted_before("参加者1人当たり、1日につき")
    'person_day'
    """
    text = _EACH_MONTH_OF_ONE.sub("", text).replace("ひと月", "1月")
    spanned = _SPANNED.search(text)
    if spanned is not None and (each := counted_before(text[: spanned.start("span")])) is not None:
        return with_count(each, _named(spanned["span"][0]))  # 1人につき年額9万円
    last = _BEFORE.search(text)
    outer = text[: last.start()].rstrip("1一各").rstrip("、") if last is not None and _slug(last) else ""
    if _ENDS_EACH.search(outer) and (each := counted_before(outer)) is not None:
        return with_count(each, _slug(last))  # 実習生1人当たり、1日につき
    if last is not None and (each := _slug(last)) and _EACH_YEAR.match(text, last.end("each")):
        return with_count(each, "year")  # 1事業者当たりの年間の上限は
    ways = (_BEFORE, _OF_EACH, _OF_ONE, _BOTH, _SPAN, _MONTHLY, _YEARLY, _IN_ONE_YEAR, _TIMES)
    return next((slug for pattern in ways if (slug := _slug(pattern.search(text)))), None)


def counted_after(text: str, at: int) -> str | None:
    """What the amount that ends at a place of a folded text is counted by.

    >>> counted_after("50万円×グループ構成員数補助率:", 4), counted_after("3万円/日", 3), counted_after("3万円(1日当たり)", 3)
    ('group_member', 'day', 'day')
    >>> counted_after("7万円/kW、", 3), counted_after("50万円×新規雇用者数", 4)
    ('kilowatt', 'person')
    """
    return next((slug for pattern in _AFTER if (slug := _slug(pattern.match(text, at)))), None)


def counted_times(text: str, start: int, end: int) -> tuple[str, int] | None:
    """What the number is of with which the amount at start..end of a folded text is multiplied, and where the words for that begin.

    >>> counted_times("来場者の総数に2万円を乗じた額", 7, 10), counted_times("経費の総額に2万円を加えた額", 6, 9)
    (('person', 0), None)
    """
    match = _TIMES_NUMBER.search(text, max(0, start - _NEAR), start) if _IS_TIMES.match(text, end) else None
    slug = _slug(match)
    return (slug, match.start()) if match is not None and slug is not None else None


_NEAR = 40  # signs before an amount in which what it is multiplied with stands
_ONLY_COUNTS = deferred(r"\(?(?:1|一|各)?[一-龥ァ-ヶー]{1,8}(?:(?:当|あ)たり|につき|ごと|毎)(?:の額)?\)?")


def is_only_count(text: str) -> bool:
    """Whether a folded text says what something is counted by and nothing else.

    >>> is_only_count("1企業当たり"), is_only_count("特許出願")
    (True, False)
    """
    return _ONLY_COUNTS.fullmatch(text) is not None


def counted_in(header: str) -> str | None:
    """What the amounts under a folded header are counted by.

    >>> counted_in("助成額(1人当たり)"), counted_in("助成額"), counted_in("支給額(月額)")
    ('person', None, 'month')
    """
    return _slug(_HEADER.search(header)) or _slug(_SPAN_HEADER.search(header))


@cache
def is_known_count(per: str) -> bool:
    """Whether the vocabulary names what an amount is counted by.

    >>> is_known_count("10_are"), is_known_count("person_day"), is_known_count("1エリア")
    (True, True, False)
    """
    return all(name in load("per") for name in parts_of_count(per)[1])


def with_count(per: str | None, own: str | None) -> str | None:
    """Both of what a sum is counted by, where the vocabulary knows them together; else its `own`.

    >>> with_count("person", "term"), with_count("person", None), with_count("person", "1エリア")
    ('person_term', 'person', '1エリア')
    """
    return f"{per}_{own}" if per and own and own != per and is_known_count(f"{per}_{own}") else own or per


def parts_of_count(per: str) -> tuple[int, tuple[str, ...]]:
    """How many make one, and the units that an amount is counted by.

    >>> parts_of_count("10_are"), parts_of_count("person_day"), parts_of_count("group_member")
    ((10, ('are',)), (1, ('person', 'day')), (1, ('group_member',)))
    """
    known = load("per")
    many, _, rest = per.partition("_") if re.match(r"\d+_", per) else ("1", "", per)
    both = next(
        ((rest[:at], rest[at + 1 :]) for at, sign in enumerate(rest) if sign == "_" and {rest[:at], rest[at + 1 :]} <= set(known)), None
    )
    return int(many), both if both is not None and rest not in known else (rest,)


def _slug(match: re.Match[str] | None) -> str | None:
    if match is None:
        return None
    given = match.groupdict()
    noun = given.get("group") or given["noun"]
    many = given.get("many")
    name = _named(noun)
    if name is None:
        # what no number stands before may be no unit at all
        return f"{many}{noun}" if many and many not in "一各" else None
    if match.string[match.start() : match.start("noun")].lstrip("以内まで下を上限(").startswith("×"):
        many = None
    outer = _named(given["outer"]) if given.get("outer") else None
    single = name if many in (None, "1", "一", "各") else f"{many}_{name}"
    return f"{outer}_{single}" if outer is not None and outer != name else single


def _named(noun: str) -> str | None:
    hits = [hit for hit in lexicon("per").find(noun) if hit.end == len(noun)]
    # 雇用者, 来場者: a person of some sort; 者 alone is who applies
    return ("person" if noun[hits[-1].start :] == "者" != noun else hits[-1].slug) if hits else None
