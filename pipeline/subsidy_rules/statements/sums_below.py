"""Sentences that grant or add the sums of the lines below them: …させた場合、対象労働者1人当たり次の額を支給する。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.language.conditions import read_conditions
from subsidy_rules.language.counted_by import counted_before, counted_in, with_count
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import Leaf

_GIVES = re.compile(
    r"(?:次|以下|下記|右記|下表)の(?:各号の)?(?:金?額|とおり|通り)(?:を|に|で)?、?(?P<each>[^。、]{1,12}(?:ごと|毎)に)?(?P<what>支給|助成|交付|補助|支払|加算|上乗せ|増額)(?:する|します|され)"
)
_CASE = re.compile(r"(?P<case>[^。]{4,}?(?:場合|とき))(?:において|に|は)*、?(?P<rest>(?<=[、はに合き])[^。]*)$")
# an item that is no more than a case: 市の認定を受けた事業主である場合。
_IS_CASE = re.compile(r"(?P<case>[^。]{6,}?(?:場合|とき))(?:は|には)?[。、:]?")
# 次のいずれかを行った場合: each item below is one way to the same sums
_ANY_WAY = re.compile(r"(?:いずれか|いずれも|全て|すべて)(?:を|の|に)")
_BARE_NAME = re.compile(r"[^。、:\d]{3,40}(?<![はがをにで])")
_ADDS = ("加算", "上乗せ", "増額")
_PLAIN = 20  # ... of a case that may say no more than what is read of it
_FAR = 800  # ... of an item that are looked back on
_LINE = 60  # ... of a line that is no more than sums and for whom they are
_LEAST = 8  # characters that tell a case
_NAME = 60  # characters of a case that a condition may have; of a longer one it is unread


@dataclass(frozen=True, slots=True)
class SumsBelow:
    """What such a sentence says of the sums below it: in which case they are granted, for each of what, and whether they are added."""

    case: str
    per: str | None
    added: bool

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        if known := read_conditions(self.case) if len(self.case) <= _PLAIN else ():
            return known
        return (Leaf(fact="case", op="eq", value=self.case),) if 0 < len(self.case) <= _NAME else ()

    @property
    def unread(self) -> tuple[str, ...]:
        return (self.case,) if len(self.case) > _NAME else ()


def sums_below(text: str) -> SumsBelow | None:
    """What a folded text says of the sums that stand below it; None where it announces none.

    >>> sums_below("店を移した場合、従業員1人当たり次の額を支給する。")
    SumsBelow(case='店を移した', per='person', added=False)
    >>> sums_below("職員1人当たり、次の額を支給対象期ごとに支給する。").per
    'person_term'
    >>> sums_below("制度を新たに設けたときは、1事業所当たり次の額を加算する。").added, sums_below("次の書類を提出する。")
    (True, None)
    """
    gives = list(_GIVES.finditer(text))
    if not gives:
        return None
    before = text[: gives[-1].start()]
    sentence = before[before.rfind("。") + 1 :]
    told = _CASE.match(sentence)
    rest = told["rest"] if told is not None else sentence
    # what the first of several lines is counted by is that of the next ones: 1人当たり 中小企業 4万円 / 大企業 3万円
    per = counted_before(rest) or counted_in(text[gives[-1].end() :])
    per = with_count(per, counted_in(gives[-1]["each"] or ""))
    return SumsBelow(_of_its_own(told["case"]) if told is not None else "", per, gives[-1]["what"] in _ADDS)


def _of_its_own(case: str) -> str:
    """The words of a case without the title before it, which ends in a bracket."""
    case = re.sub(r"(?:の?場合|とき)$", "", case)
    behind = case.rsplit(")", 1)[-1]
    return behind if len(behind) >= _LEAST and not re.match(r"[ぁ-ん、]", behind) else case


class Stems:
    """The texts of the items that are open: a label and what goes on with it, up to the clause at hand."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, ...], str] = {}
        self._last = ""  # the last item with the lines of sums right behind it
        self._last_path: tuple[str, ...] = ()

    def above(self, clause: Clause) -> SumsBelow | None:
        """What the item that a clause goes on with says of the sums in it."""
        if clause.label:
            return None
        own, path = (self._texts.get(clause.path, ""), clause.path) if clause.path else (self._last, self._last_path)
        if not own:
            return None
        return sums_below(own) or next(filter(None, map(sums_below, self._leads_of_ways(path))), None)

    def _leads_of_ways(self, path: tuple[str, ...]) -> Iterator[str]:
        """The texts over an item whose own items are ways to the same sums, the nearest first: the sums stand behind the last way."""
        over = (self._texts.get(path[:at], "") for at in range(len(path) - 1, 0, -1))
        return (text for text in over if _ANY_WAY.search(text))

    def cases(self, clause: Clause) -> tuple[SumsBelow, ...]:
        """The cases that the headings and items over a clause are: イ …である場合, and below it (1) with its sums."""
        deep = len(clause.path) if clause.label else len(clause.path) + 1
        over = (*(fold_text(heading) for heading in clause.headings), *(self._texts.get(clause.path[:at], "") for at in range(1, deep)))
        return tuple(SumsBelow(_of_its_own(found["case"]), None, False) for text in over if (found := _IS_CASE.fullmatch(text)))

    def name_over(self, clause: Clause) -> str:
        """The name that the item over a labelled clause is and no more: (1)正社員への転換 over ・中小企業:80万円; "" elsewhere."""
        over = self._texts.get(clause.path[:-1], "") if clause.label and len(clause.path) > 1 else ""
        return over if _BARE_NAME.fullmatch(over) else ""

    def add(self, clause: Clause) -> None:
        text = fold_text(clause.text)
        if clause.label:
            self._last, self._last_path = "", clause.path
            self._texts = {path: said for path, said in self._texts.items() if clause.path[: len(path)] == path and path != clause.path}
        goes_on = clause.label or (len(text) <= _LINE and "円" in text) or _GIVES.search(text) is not None
        self._last = _end_of(f"{self._last}{text}") if goes_on else ""
        self._texts[clause.path] = _end_of(self._texts.get(clause.path, "") + text)


def _end_of(text: str) -> str:
    """The end of a long text, behind a full stop: what is far above no longer speaks of a sum."""
    return text if len(text) <= _FAR else f"。{text[-_FAR:]}"
