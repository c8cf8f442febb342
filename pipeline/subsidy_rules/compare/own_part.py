"""The sentences of a page that speak of one programme: guide pages set several side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.compare.units import Unit
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.sentences import without_brackets

_NAMED = re.compile(
    r"(?<![ぁ-ん])[ぁ-ん]{4,6}補助金|[一-龥々ァ-ヴーA-Za-z・＆&]{3,}?(?:補助金|助成金|補助事業|支援事業|支援制度)|「[^」]{4,}(?:補助金|助成金|事業)」"
)
# a part on what counties and towns do, a row that goes on with the programme of the row above
_LOCAL = re.compile(r"限定|自治体|市町村|県・市|^同(?:上)?[(（]")
# what a page says at large matters where it is about applying
_MATTERS = re.compile(r"申請|交付決定|審査|採択|発注|契約|減点|加点|GビズID|締切|時点|補助対象")
_CONTENT = re.compile(r"[一-龥々]{2,}|[ァ-ヴー]{2,}|[A-Za-z]{2,}|\d+")
_SHARED_WITH_FIGURES = 0.5
_SHARED = 0.7  # share of its words from which a sentence of a rewritten page says what another one says
# what is said of subsidies at large names none
_AT_LARGE = re.compile(
    r"^(?:国|県|市|町|各種|主要|主な|この|その|当該|本|他|導入型|使える|複数|多く|自社|公的|対象|申請|活用|利用)*(?:の|な|が)?(?:補助金|助成金|支援事業|支援制度|補助事業)$"
)


def own_units(units: Sequence[Unit], own: Sequence[str]) -> tuple[Unit, ...]:
    """The units that name the programme, or that stand where no other one is named.

    What a unit names itself goes before the headers of its row, they before the heading it stands under. `own`: the names of the programme;
    without any, all units stay.
    """
    names = tuple(_plain(name) for name in own if len(_plain(name)) > 3)
    if not names:
        return tuple(units)
    return tuple(unit for unit in units if _is_own(unit, names))


def _is_own(unit: Unit, names: Sequence[str]) -> bool:
    for text in (unit.text, *unit.around, *reversed(unit.headings[1:])):
        verdict = _speaks_of(text, names)
        if verdict is not None:
            return verdict
    return bool(_MATTERS.search(unit.text))


def still_said(unit: Unit, others: Sequence[Unit]) -> bool:
    """Whether a rewritten page says the same in other words: most words and all numbers stand in one sentence or row of it."""
    # numbers side by side stay apart in the text with its punctuation
    words = set(_CONTENT.findall(without_brackets(unit.spelled) or unit.spelled))
    figures = {word for word in words if word.isdigit()}
    if not words:
        return True
    rows: dict[str, set[str]] = {}
    for other in others:
        rows.setdefault(other.group.rpartition(".")[0] or other.group, set()).update(_CONTENT.findall(other.spelled))
    least = (_SHARED_WITH_FIGURES if figures else _SHARED) * len(words)
    return any(figures <= row and sum(_is_among(word, row) for word in words) >= least for row in rows.values())


_DECISION = r"(?P<event>交付決定|支給決定|採択|承認|認定|契約)[」』）)]?(?:の?通知)?(?:書)?(?:の?日)?(?:を受けた)?(?:の|より|以)?"
_ONLY_AFTER = re.compile(_DECISION + r"(?:後|降)[^。]*?(?:のみ|だけ|限)[^。]*(?:対象|補助|認め|経費|費用)")
_NOT_BEFORE = re.compile(
    _DECISION + r"前[^。]*(?:対象外|対象と?に?は?なら|対象と?に?は?なりません|でき(?:ない|ません)|認め(?:られ)?(?:ない|ません)|不可)"
)
_DONE = re.compile(r"発注|契約|購入|支払|着手|申込|導入")


def said_in_another_order(unit: Unit, others: Sequence[Unit], own: Sequence[str]) -> bool:
    """Whether 「…後の発注だけが対象」 stands there as 「…前の発注は対象外」 or the reverse, of subsidies at large.

    Where a sentence names the programme by one of its names (`own`), it is told: a page says then for sure what it said at large.
    """
    if names_own(unit, own):
        return False
    for said, opposite in ((_ONLY_AFTER, _NOT_BEFORE), (_NOT_BEFORE, _ONLY_AFTER)):
        found = said.search(unit.text)
        if found is None:
            continue
        for other in others:
            there = opposite.search(other.text)
            if there is not None and there["event"] == found["event"] and _acts(unit) & _acts(other):
                return True
    return False


def _acts(unit: Unit) -> set[str]:
    return set(_DONE.findall(unit.text))


def _is_among(word: str, row: set[str]) -> bool:
    """Whether a row has the word, or a longer one that begins alike: 登録済, 登録."""
    return word in row or (not word.isdigit() and any(other[:2] == word[:2] for other in row))


def names_own(unit: Unit, own: Sequence[str], *, above: bool = False) -> bool:
    """Whether the sentence itself names the programme, or what stands `above` it."""
    said = _plain("／".join((unit.text, *(unit.headings[-1:] if above else ()))))
    return any(_plain(name) in said for name in own if len(_plain(name)) > 3)


def _speaks_of(text: str, names: Sequence[str]) -> bool | None:
    """Whether a text speaks of the programme; None where it names none."""
    plain = _plain(text)
    if any(name in plain for name in names):
        return True
    for name in names:
        plain = plain.replace(name, "")
    if _LOCAL.search(plain):
        return False
    others = [found.group().strip("「」") for found in _NAMED.finditer(plain)]
    return False if any(not _AT_LARGE.match(other) for other in others) else None


def _plain(text: str) -> str:
    return "".join(fold_text(text).split())
