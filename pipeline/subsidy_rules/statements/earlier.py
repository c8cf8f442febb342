"""Columns that tell what held before: 第23次 | 第24次, 令和6年度 | 令和7年度, 変更前 | 変更後."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.statements.grid import Grid

_COMPARES = re.compile(r"違い|変更|比較|変わ|改正|見直し|対照")
_ROUND = re.compile(r"(?:第)?(?P<no>\d{1,3})(?:次|回)(?:公募|募集)?(?:分)?(?:\([^()]*\))?")
_YEAR = re.compile(r"(?:令和|平成)?(?P<no>\d{1,4}|元)(?:年度?)(?:分|事業)?(?:\([^()]*\))?")
_BEFORE = re.compile(r"(?:改正|変更|改定|見直し)前|旧(?:制度)?|従来|これまで|(?:昨|前)(?:年度?|回)(?:公募)?(?:\([^()]*\))?")
_AFTER = re.compile(r"(?:改正|変更|改定|見直し)後|新(?:制度)?|今後|今(?:年度?|回)(?:公募)?(?:\([^()]*\))?")


def earlier_columns(grid: Grid) -> frozenset[int]:
    """The columns of a comparison with what held before, by their heads; none where the heads compare nothing.

    Deadlines of several rounds are no comparison: only a table that also says so (違い, 変更点, 比較) has earlier columns by number.
    """
    heads = {col: fold_text(cell.text) for col in range(grid.table.n_cols) if (cell := grid.at.get((0, col))) is not None}
    before = {col for col, text in heads.items() if _BEFORE.fullmatch(text)}
    if before and any(_AFTER.fullmatch(text) for text in heads.values()):
        return frozenset(before)
    about = fold_text("".join((grid.table.caption, *grid.table.headings[-1:])))
    for pattern in (_ROUND, _YEAR) if _COMPARES.search(about) else ():
        numbers = {col: int(match["no"].replace("元", "1")) for col, text in heads.items() if (match := pattern.fullmatch(text))}
        if len(set(numbers.values())) > 1:
            return frozenset(col for col, number in numbers.items() if number < max(numbers.values()))
    return frozenset()
