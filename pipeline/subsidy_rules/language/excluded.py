"""A sentence that excludes → what it excludes: the thing, the case or the deed, without the predicate that excludes it."""

from __future__ import annotations

import re

from subsidy_rules.language.neutral import neutral
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.predicates import without_courtesy

_OUT = r"外|外です|外である|外と(?:する|します|なる|なります|なっています)"
_NOT = (
    r"(?:とは?|から|に(?:は)?|として(?:は)?)?、?(?:なら|なり|含ま|含まれ|含み|認め|認められ|取り扱わ|扱わ|該当し|し|いたし|致し)"
    r"(?:ない(?:もの|こと)?(?:とする|とします)?|ません|ず)|で(?:は)?(?:ない|ありません)"
)
# 補助対象とならない, 補助事業の対象として認められません, 交付対象外とする, 審査の対象といたしません
_NO_OBJECT = (
    r"(?:(?:本|当該)(?:スキーム|制度|仕組み)の)?(?:本|当該)?(?:(?:補助|助成|支援|給付|交付|支給|申請|応募|公募|審査|加点)(?:金|事業)?(?:の)?)*対象(?:者|事業者?|経費|外経費)?"
    rf"(?:{_OUT}|(?:{_NOT}))"
)
_REFUSED = (
    r"(?:適用|申請|応募|採択)?不可(?:とする|とします|です|となる|となります)?|不採択(?:とする|とします|となる|となります)?"
    r"|適用(?:は)?(?:し|され|でき)(?:ない|ません)|(?:全額)?(?:自己|申請者|事業者)(?:の)?負担(?:です|[とに](?:する|します|なる|なります))"
)
_UNPAID = (
    r"(?:補助金|助成金|給付金)(?:は|を|の)?(?:交付|支給|支払い?)(?:は|を)?(?:され|し|いたし|致し|行い|行わ)(?:ない|ません)"
    r"|(?:本)?(?:補助金|助成金|給付金)(?:の(?:交付|支給))?を受け(?:ることは?が?(?:でき|出来)|られ)(?:ない|ません)"
)
_EXCLUDES = re.compile(
    r"(?:(?:について|に関して|に対して|にあって|において)?(?:は|も|を)|(?<=[者業人もの等体])が)?、?(?:一切|原則として?|いかなる理由(?:に|が)[^、]{2,10}|今後|すべて|全て)?、?"
    rf"(?:{_NO_OBJECT}|{_REFUSED}|{_UNPAID})$"
)
# 目的とすることから、創業間もない事業者: why, not what
_REASON = re.compile(r"^[^、]*(?:(?:こと|もの)から|(?:た|る|の)ため|ので)、(?=.{4})")
_WHY = re.compile(r"(?:こと)?は、[^、]*(?:ため|ことから)、(?:原則(?:として)?)?$")
# who or in which case one cannot apply; a deed that one cannot do is another matter
_CANNOT = re.compile(
    r"(?<=[者合き人業])(?:に)?は、?(?:本?(?:補助金|事業)?(?:の|に|へ)?(?:交付)?(?:申請|応募)(?:を(?:行う|する)|する)?"
    r"(?:こと(?:は|が))?(?:でき|出来)(?:ない|ません))$"
)
# みなし大企業は除く, 単独の店では申請できません
_TAKEN_OUT = re.compile(
    r"(?<=[者合き人業主等体社方店物品備器両費料])(?:(?:は|を)、?除(?:く|きます)(?:ものとする|ものとします|こと)?"
    r"|では、?(?:申請|応募)(?:を?する)?(?:こと(?:は|が))?(?:でき(?:ない|ません))?)$"
)
# 購入費は補助対象となり、保守料は対象外: what is granted beside it is another matter
_GRANTED_BESIDE = re.compile(
    r"^[^。]*?(?:は|が|を)、?(?:本補助金の)?(?:補助|助成|支援|支給)?(?:の)?対象(?:経費|事業|費用)?(?:[とに](?:なり(?:ます)?|なる|し(?:ます)?)|であ(?:り|る)|です|だ|で)(?:が)?、(?=[^。]{2})"
)
# 改良は該当しません: said of what the sentence before it excludes from
_NOR = re.compile(r"(?<![にで])(?:は|も)、?(?:これに|それに)?(?:該当し|含まれ)(?:ない|ません)$")
_ONLY = re.compile(r"(?:しか|でなければ[^、]*)$")  # says when something may be
_IN_CASE = re.compile(r"(?<=場合)に$|(?<=とき)に$")
# 外構は、単独で(は対象とならない): what is left out where nothing else is bought
_ALONE = re.compile(r"^(?P<what>[^。]{2,60}?)(?:は|のみ)、?(?P<how>単独|単体)で$")
# 親会社は、外注費の(対象外): what may not be counted among costs of that name
_AS_A_COST = re.compile(r"^(?P<what>[^。、]{2,40}?)は、?(?P<of>[^、。はが]{1,16}(?:費|経費|費用|料|代))の$")
_LEAST = 3


def excluded_name(said: str) -> str:
    """What a folded sentence or phrase excludes; the phrase itself where its predicate excludes nothing by name.

    >>> excluded_name("交付決定前に設備を発注した場合は補助対象となりません")
    '交付決定前に設備を発注した場合'
    >>> excluded_name("他の補助金と重複する事業については、補助事業の対象として認められません")
    '他の補助金と重複する事業'
    >>> excluded_name("販路の拡大を目的とすることから、創業間もない事業者は対象外とする")
    '創業間もない事業者'
    >>> excluded_name("みなし大企業は除く"), excluded_name("単独の事業者では申請できません")
    ('みなし大企業', '単独の事業者')
    >>> excluded_name("購入費は補助対象となり、保守料は補助対象外となります。")
    '保守料'
    >>> excluded_name("発注を先に行った場合は、補助金を受けることができない。")
    '発注を先に行った場合'
    >>> excluded_name("親会社への支払いは、外注費の対象外です。")
    '親会社への支払い(外注費)'
    >>> excluded_name("同じ計画で重ねて申請することはできません"), excluded_name("法人税を滞納している者")
    ('同じ計画で重ねて申請する', '法人税を滞納している者')
    """
    plain = without_courtesy(said.rstrip("。、"))
    found = _EXCLUDES.search(plain) or _CANNOT.search(plain) or _TAKEN_OUT.search(plain) or _NOR.search(plain)
    name = _GRANTED_BESIDE.sub("", plain[: found.start()].rstrip("、")) if found is not None else _done(plain)
    if name == said or _ONLY.search(name):
        return said
    name = _ALONE.sub(r"\g<what>(\g<how>)", name)
    name = _AS_A_COST.sub(r"\g<what>(\g<of>)", _IN_CASE.sub("", _WHY.sub("", _REASON.sub("", name))))
    return name if len(name) >= _LEAST else said


# 対象外:土地の購入費用
_LABEL = re.compile(r"^(?:(?:補助|助成|支援)?対象)外(?:経費|となるもの)?(?:の例)?:(?=.{2})")
# 工事を分割する場合は、設計費は補助対象となりません: what is refused stands behind the case
_REFUSED_IN_CASE = re.compile(r"^[^。]{3,}?(?:場合|とき|際)(?:に)?(?:は|も)?、(?P<rest>[^。、]{2,40}(?:は|も)、?[^。、]{4,40})。?$")


def refused_in_case(text: str) -> str:
    """The part of a sentence that names what is refused, where a case stands before it; the text itself where none does.

    >>> refused_in_case("工事を分割して発注する場合は、設計費は補助対象となりません。")
    '設計費は補助対象となりません'
    >>> refused_in_case("中古品を購入する場合は、補助対象となりません。")
    '中古品を購入する場合は、補助対象となりません。'
    """
    labelled = _LABEL.match(fold_text(text))
    text = fold_text(text)[labelled.end() :] if labelled is not None else text
    match = _REFUSED_IN_CASE.match(fold_text(text))
    found = _EXCLUDES.search(without_courtesy(match["rest"])) if match is not None else None
    return match["rest"] if match is not None and found is not None and found.start() >= _LEAST - 1 else text


# 保険料(事業に係る損害保険料は対象)
_GRANTED_IN = re.compile(
    r"\((?P<said>[^()]{2,}(?:は|を|も)、?(?:補助|助成|支援)?対象(?:経費)?(?:(?:と|に)(?:する|します|なる|なります|できる|できます)|です|である)?)。?\)"
)


def granted_in_brackets(text: str) -> tuple[str, ...]:
    """What the brackets of a text on refused costs grant all the same.

    >>> granted_in_brackets("保険料（事業に係る損害保険料は対象）"), granted_in_brackets("保険料（対象外）")
    (('事業に係る損害保険料は対象',), ())
    """
    return tuple(match["said"] for match in _GRANTED_IN.finditer(fold_text(text)))


# リース契約のうち、期間外の費用: a part of it is refused
_OF_WHICH = re.compile(r"^[^。()]{2,40}?のうち、?(?=[^。]{4})")


def names_part_of(text: str) -> bool:
    """Whether a text speaks of some of those or that with which it begins.

    >>> names_part_of("宗教法人のうち、店を営むもの"), names_part_of("宗教法人")
    (True, False)
    """
    return _OF_WHICH.match(fold_text(text)) is not None


def part_refused(text: str) -> str:
    """The part of a text on costs that names what is refused, where that is only some of what it begins with; else the text itself.

    >>> part_refused("通信費のうち、期間外の費用"), part_refused("通信費")
    ('期間外の費用', '通信費')
    """
    return _OF_WHICH.sub("", fold_text(text)) if _OF_WHICH.match(fold_text(text)) else text


_MAY_NOT = re.compile(r"(?:でき|出来|認め(?:られ)?|許され|受け?付け(?:られ)?)(?:ない|ません)$|(?:は|ては)ならない$")


def _done(plain: str) -> str:
    """What may not be done (申請することはできない), as the deed; a state that is only denied stays as it is told."""
    return neutral(plain) if _MAY_NOT.search(plain) else plain
