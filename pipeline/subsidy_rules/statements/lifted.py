"""Rules of which another sentence of the document says where they do not apply: …の場合は、上記のみなし大企業の規定を適用しない."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, Zone

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_LIFTED = re.compile(
    r"(?:^|[。、])(?P<case>[^。、]{2,60}?(?:(?:場合|とき)(?:に)?(?:は|には)|については|には))、?[^。]{0,30}?"
    r"(?:上記|前記|前述|本|当該|この|これら)の?(?P<what>[^。、をは]{3,24}?)(?:に関する|に係る|の)*(?:規定|条件|要件|制限|規程|定義)(?:を|は)"
    r"(?:適用(?:し|され)(?:ない|ません)|適用除外|除外する|除外します)"
)
_SHORTEST = 3
# the whole scheme is no one rule of it
_GENERAL = re.compile(r"(?:補助|助成|支援|奨励|給付)?(?:金|事業|制度|対象事業)?(?:公募要領|交付規程|要領|規程|要綱|規則|基準)?(?:等)?")


@dataclass(frozen=True, slots=True)
class Lifted:
    """What a rule is called, folded, and the words of the case in which it does not apply."""

    what: str
    case: str

    def means(self, name: str) -> bool:
        """Whether the rule of this folded name is meant."""
        return len(name) >= _SHORTEST and (self.what in name or name in self.what)


def rules_lifted(text: str) -> tuple[Lifted, ...]:
    """The cases in which a folded text says that a rule told elsewhere does not apply.

    >>> rules_lifted("海外も含む。ただし、次の者が株式を持つ場合は、その比率をもって上記の系列企業の規定を適用しない。")
    (Lifted(what='系列企業', case='次の者が株式を持つ場合'),)
    >>> rules_lifted("災害の場合は、本補助金の規定を適用しない。")
    ()
    >>> rules_lifted("上記の規定により、申請できない場合がある。")
    ()
    """
    found = _LIFTED.finditer(text) if "適用" in text or "除外" in text else ()
    named = (match for match in found if _GENERAL.fullmatch(match["what"]) is None)
    return tuple(Lifted(match["what"], re.sub(r"(?:には|は|については)$", "", match["case"])) for match in named)


def find_lifted(document: Document) -> tuple[Lifted, ...]:
    """Those of all clauses and cells of a document."""
    return tuple(dict.fromkeys(lifted for text in _texts(document) for lifted in rules_lifted(fold_text(text))))


def _texts(document: Document) -> Iterator[str]:
    yield from (clause.text for clause in document.clauses if clause.zone in _ZONES)
    yield from (cell.text for table in document.tables if table.zone in _ZONES for cell in table.cells)
