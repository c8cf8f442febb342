"""Whether a share of a cost is what a sentence grants, whatever stands over it: 改装費の3分の1(上限30万円)を補助します."""

from __future__ import annotations

import re

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.quantities import Quantity
from subsidy_rules.statements.values import CAPPED_HERE, LESSER, OR_ELSE, OVER_CAP, SHARE_OF_A_COST

# 改装費の3分の1(上限30万円)を補助します: said of the grant by its verb
_IS_PAID = re.compile(
    r"(?:以内|相当額?|の額|まで)*(?:\([^()]*\))?[をが]?、?(?:\d[\d,万億千]*円を(?:上限|限度)(?:額)?(?:に|として)、?)?(?:[^。、()]{0,12}(?:範囲内で|として|に対し(?:て)?|\d{1,2}(?:年|か月)間)、?)?(?:補助|助成|支給|交付|支援|給付)"
    r"(?:する(?!こと)|します|して(?:いま(?!せ)|いる|おりま(?!せ))|され|いたします|しま(?!せ)|(?=[(。※【]|$))"
)
_LESSER_OF_SHARE = re.compile(rf"{OR_ELSE}[^。、]{{1,24}}?{LESSER}[^。]{{0,8}}(?:補助|助成|支給|交付)")
# 2分の1補助で上限は500万円
_IS_SHARE_PAID = re.compile(r"(?:以内)?(?:の|を)?(?:補助|助成)(?:で(?![きあす])|と(?:し、|する|します)|、|。|$)")
_OF_ALL_SPENT = re.compile(r"(?:経費|事業費|費用|費|料)(?:\([^()]*\))?の?(?:総額|合計額?|全額|額)の$")
# 補助対象経費の2分の1。: a share of what is eligible, and no more said of it
_ELIGIBLE = re.compile(
    r"(?:^|[。・:)])(?:補助|助成|交付|支給)?(?:金?の)?対象(?:と(?:なる|する))?(?:経費|事業費|費用)(?:の?(?:総?額|合計額?))?の$"
)
_ALONE = re.compile(r"(?:以内)?(?:の額)?(?:$|[。(（]|(?:で|とし)、?(?:上限|限度)(?:金?額)?(?:は|を)?、?\d[\d,.万億千]*円)")
_CAPPED_NEXT = re.compile(rf"(?:以内)?(?:の額)?(?:と(?:する|します)|です)?。(?:ただし|なお)、{OVER_CAP}")
# 2/3以内で上限200万円, 1/2以内 限度額500千円: a share and its cap right behind it
CAP_NEXT = re.compile(r"(?:以内)?(?:で|とし|の)?[、。(]?(?:補助|助成|交付|支給)?(?:上限|限度)(?:金?額)?(?:は|:)?(?:最大)?\d[\d.,万億千]*円")
_OF_CLASS = re.compile(r"(?:^|[、。:・])(?P<whom>[^、。:・()\d]{2,20})(?:が|は|:|の場合は|については)、?(?:最大)?$")


# 100万円以上の事業に対し、その3分の1を補助します
_OF_IT = re.compile(r"(?:^|[、。])(?:その|当該額の)$")
# 広報費は対象経費の1/3以内で20万円を上限とする: the bound of one expense among all
OF_ONE_EXPENSE = re.compile(
    r"(?<!経)(?:費|料|代|謝金)(?:等|など)?(?:\([^()]*\))?(?:は|の|については)、?[^、。]{0,6}(?:対象)?(?:経費|事業費)(?:の(?:合計|総)?額)?の$"
)


def _is_of_class(text: str, quantity: Quantity, context: str) -> bool:
    """Whether a class is given a share and a cap, or a share by an item that says no more: nothing but a grant is given so."""
    whom = _OF_CLASS.search(context)
    if whom is None or not any(leaf.fact == "applicant_class" for leaf in read_conditions(whom["whom"])):
        return False
    return CAP_NEXT.match(text, quantity.end) is not None or _WHOLE_ITEM.fullmatch(text) is not None


# 中小企業:3/4以内, and no more: what an item gives a class
_WHOLE_ITEM = re.compile(r"[・●○]?[^、。:・()\d]{2,20}:(?:最大)?(?:\d{1,3}/\d{1,3}|\d{1,3}分の\d{1,3}|\d{1,3}%)(?:以内)?。?")


# 補助対象経費に4分の3を乗じて得た額(千円未満切捨て)とし: what a sentence begins with is what the grant is a share of
_TIMES_ELIGIBLE = re.compile(
    r"(?:^|[:)】])(?:補助|助成|支援|交付)?対象(?:と(?:なる|する))?(?:経費|事業費)(?:の(?:合計|総)?額)?(?:\([^()]*\))?に$"
)
_IS_PRODUCT = re.compile(r"を(?:乗じ|掛け)(?:て得)?た(?:金?額)(?:\([^()]*\))?(?:以内)?(?:とし|とする|とします|、|を)")


def is_granted_share(text: str, quantity: Quantity, context: str) -> bool:
    """Whether a share of a cost is what a folded sentence grants, whatever stands over it.

    >>> from subsidy_rules.statements.values import find_values
    >>> text = "改装費の3分の1(上限30万円)を補助します"
    >>> is_granted_share(text, find_values(text)[0], text[:4]), is_granted_share("改装費の3分の1", find_values(text)[0], text[:4])
    (True, False)
    """
    if quantity.unit != "rate":
        return False
    paid = ((SHARE_OF_A_COST.search(context) or _OF_IT.search(context)) and _IS_PAID.match(text, quantity.end)) or _CAPPED_NEXT.match(
        text, quantity.end
    )
    if _IS_SHARE_PAID.match(text, quantity.end) or (
        SHARE_OF_A_COST.search(context) and not OF_ONE_EXPENSE.search(context) and CAPPED_HERE.match(text, quantity.end)
    ):
        return True
    if _is_of_class(text, quantity, context):
        return True
    if _TIMES_ELIGIBLE.search(context) and _IS_PRODUCT.match(text, quantity.end):
        return True
    if (SHARE_OF_A_COST.search(context) or _OF_ALL_SPENT.search(context)) and _LESSER_OF_SHARE.match(text, quantity.end):
        return True
    return bool(paid or (_ELIGIBLE.search(context) and _ALONE.match(text, quantity.end)))
