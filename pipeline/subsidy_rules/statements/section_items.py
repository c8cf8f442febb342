"""What a few words of an item can be by their form, in whatever list they stand."""

from __future__ import annotations

import re
from dataclasses import replace

from subsidy_rules.language.parties import party_of
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Role
from subsidy_rules.statements.section_part import Form
from subsidy_rules.statements.section_told import Told

FIGURE = re.compile(r"\d(?!\))")
_FITS: dict[Role, re.Pattern[str]] = {
    "requirement": re.compile(
        r"(?:者|事業者?|法人|会社|企業|組合|団体|個人|取組み?|計画|設備|製品|ツール|サービス|こと|もの|場合)(?:等|など|\(.*\)|※\d*)*[。]?$"
    ),
    "eligible_expense": re.compile(r"費|料|代金|経費|購入|、|・"),
    "required_document": re.compile(r"書|票|写し|証|表|図|謄本|定款|台帳|名簿|資料|データ|カタログ"),
    "duty": re.compile(r"(?:こと|義務|報告|保管|保存|届出)[。]?$"),
    "clawback": re.compile(r"場合|とき|返還|取り?消"),
    "schedule": re.compile(r"\d|頃|旬"),
    "amount": re.compile(r"\d"),
}
# 給与を3%以上引き上げ: a demand without a verb's ending
_STEM = re.compile(r"(?:以上|以下|以内|超|未満)[^、。]{0,10}(?:引き?上げ|増加|向上|上昇|削減|減少|雇用|実施)。?$")
# 投下固定資産額が、土地代を除き3億円以上
_BOUND = re.compile(r"(?:[がは]、?[^。]{0,30}|[一-龠] ?)\d[^、。()]{0,12}(?:以上|以下|以内|超|未満)(?:\([^()]*\))?。?$")
_LIKE: dict[Role, Role] = {
    "exclusion": "requirement",
    "ineligible_expense": "eligible_expense",
    "bonus_point": "requirement",
    "penalty_point": "requirement",
}


def fits(text: str, role: Role, form: Form) -> bool:
    """Whether a folded phrase without a predicate can be an item of a list of this role."""
    pattern = _FITS.get(_LIKE.get(role, role))
    bounded = role == "requirement" and FIGURE.search(text) and (_STEM.search(text) or (form == "item" and _BOUND.search(text)))
    return pattern is None or bool(bounded or pattern.search(text))


# みなし大企業を除く, among those that may apply
_TAKEN_OUT = re.compile(
    r"[^。、]{2,60}(?:者|業|主|法人|会社|組合|団体|個人|人|方|店|もの|物|品|設備|製品|機器|車両|費|料|代)等?(?:については|は|を)、?除(?:く|きます|外)(?:ものと)?(?:する|します)?(?:こと)?。?"
)


def is_taken_out(text: str) -> bool:
    """Whether a folded item says of whom or what it names, by no more than that, that it is left out.

    >>> is_taken_out("風俗営業を営む者を除く。"), is_taken_out("町内の会社(支店を除く)")
    (True, False)
    """
    return _TAKEN_OUT.fullmatch(without_brackets(text)) is not None


# 申請内容から該当すると判断した場合は不採択とします: what becomes of those that the list above it describes
_JUDGED_SO = re.compile(
    r"(?:なお|また)?、?(?:[^。、にがは]{0,16}(?:から|により|時点で|において|の結果)、?|(?:これら|上記|以上|前記|いずれか)(?:のいずれか|の各号)?に)?"
    r"該当(?:する|した)(?:もの)?(?:こと)?(?:と|が|を)?[^。、に]{0,14}(?:場合|とき)(?:に)?は、?[^。]{0,12}(?:不採択|対象外|却下|不交付|不受理)[^。]{0,12}。?"
)


def is_judged_so(text: str) -> bool:
    """Whether a folded sentence only says what becomes of those that its list describes.

    >>> is_judged_so("審査の結果、該当すると認めた場合は不採択とする。"), is_judged_so("みなし大企業に該当する場合は対象外とする。")
    (True, False)
    """
    return _JUDGED_SO.fullmatch(text) is not None


# what a list on something unnamed (対象外となるもの) is where an item of it is a cost
AS_COSTS: dict[Role, Role] = {"requirement": "eligible_expense", "exclusion": "ineligible_expense"}


def names_cost(text: str, own: Told) -> bool:
    """Whether a folded item is no more than the name of a cost or of what is bought.

    >>> from subsidy_rules.statements.section_sentences import of_sentence
    >>> [names_cost(text, of_sentence(text)) for text in ("土地の購入費", "会費を滞納している者", "費用を負担すること")]
    [True, False, False]
    """
    return not own.sure and party_of(text) in ("expense", "product") and not text.rstrip("。").endswith("こと")


def names_things(heading: str) -> bool:
    """Whether what stands below a folded heading on things are those that may be bought, and not what they must be like.

    >>> names_things("主な対象設備"), names_things("対象設備の要件")
    (True, False)
    """
    return "対象" in heading and re.search(r"要件|条件|基準|資格|性能|仕様", heading) is None


def as_things(labelled: Told) -> Told:
    """What a label says of the line behind it: 補助対象設備:ロボット names what may be bought."""
    if labelled.role == "requirement" and labelled.of == "product" and names_things(labelled.words.split(":", maxsplit=1)[0]):
        return replace(labelled, role="eligible_expense")
    return labelled
