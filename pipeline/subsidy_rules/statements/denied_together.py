"""Figures that a denial at the end of their sentence reaches only together with what stands beside them.

Who must not have a contract of over five years and the right to another (契約が5年を超え、…権利を有する者でないこと) may well have
a contract of six years: no bound can be placed.
"""

from __future__ import annotations

import re

from subsidy_rules.language.denials import denied_with_more

_GOES_ON = re.compile(r"(?:[^、。]{0,14}(?:え|し|り|て|で|く|され|でき|がな?く))?、")
_DENIED = re.compile(
    r"(?:者|もの|事業|事業主|法人|企業|会社|団体|労働者)(?:等)?(?:では?(?:ない|なかった)|以外の?(?:者|もの|事業主|法人|企業|会社|団体)?|に(?:は)?該当しない)"
    r"(?:こと|もの|者|であること)*。?$"
)


_JOINS = re.compile(r"[^、。]{0,6}、?(?:かつ|且つ)、?[^。\d]{0,40}|[^。\d]{0,6}超え、[^。\d]{0,40}")


def joins_next(between: str) -> bool:
    """Whether the folded words between two figures of a sentence make them one predicate: 3億円を超え、かつ、従業員数が300人を超える.

    >>> joins_next("え、かつ、従業員数が"), joins_next("以下又は従業員数が")
    (True, False)
    """
    return _JOINS.fullmatch(between) is not None


_OR = re.compile(r"[^、。\d]{0,8}、?(?:又は|または|若しくは|もしくは)、?[^。\d]{0,40}")


def is_one_of(between: str) -> bool:
    """Whether the folded words between two figures of a sentence make them two of which one is enough: 3億円以下又は従業員300人以下.

    >>> is_one_of("以下又は従業員数が"), is_one_of("以下、かつ従業員数が")
    (True, False)
    """
    return _OR.fullmatch(between) is not None


def is_denied_together(after: str) -> bool:
    """Whether what follows a figure in its folded sentence goes on with another predicate, and both are denied as one.

    >>> is_denied_together("を超え、更新を求める権利を有する者でないこと。"), is_denied_together("を超える者でないこと。")
    (True, False)
    >>> is_denied_together("、更新を求める権利を有する者でないこと。")
    True
    """
    return denied_with_more(after) or (_GOES_ON.match(after) is not None and _DENIED.search(after) is not None)
