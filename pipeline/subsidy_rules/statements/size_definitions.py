"""Definitions of company sizes in sentences: "資本金の額が3億円以下の会社並びに…従業員の数が300人以下の会社及び個人であって、製造業、…"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.language.staff import STAFF
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.rule import Leaf

_ZONES = frozenset({Zone.BODY, Zone.ANNEX})
_CAPITAL = re.compile(r"(?:資本金|出資の総額|資本の額)[^、。]{0,16}$")
_STAFF = re.compile(rf"{STAFF}[^、。]{{0,8}}$")
_NAMED = re.compile(STAFF)
_COMPANY = re.compile(r"の(?:会社|者|もの|法人|事業者)")
# A bracket gives other industries another number of staff: 二十人（商業又はサービス業…は、五人）以下
_INNER = r"(?:[^()。]|\([^()]*\))*?"
_EXCEPT_FOR = re.compile(rf"\((?P<who>{_INNER}業{_INNER})(?:について|にあって|の場合)?は、?(?P<n>[^()]{{1,6}})人(?:\)以下|以下\))")
_UP_TO = re.compile(r"以下\)?の")
# Who may apply, and the forms of corporations that such sections go through one by one.
_APPLICANTS = re.compile(r"対象者|対象となる者|対象事業者|応募資格|申請資格|交付対象")
_FORM = re.compile(r"(?:法人|組合|団体|連合会|NPO)(?:\([^()]*\))?$|(?:法人|組合|団体)\(|以外の法人|を営む法人")
_OF_FORM = re.compile(r"(?:である)?(?:こと|者に限|ものに限|者であ|法人)|の場合(?:は|には)?、?(?P<class>[^。]{2,24}?)とみな")
_BELONGS = re.compile(r"に属する事業|を(?:主たる事業として)?営む")


_WHOLE = re.compile(
    r"(?:(?P<class>[^。、業]{0,8}(?:企業|事業主?|事業者)[^。、業]{0,8})とは、)?[^。、業]{0,12}"
    rf"{STAFF}の?数?が(?P<n>\d+[人名])"
    r"(?:以下(?:である|の)?|を(?:常態として)?超えない)(?:事業主|事業者|者|企業|会社)(?:を(?:いう|いいます|指す|指します)|のこと(?:です|をいう))?。?"
)
_RANGE_OF = re.compile(r"の(?:範囲|定義)$")
# 小規模事業者(従業員20人以下の製造業(商業・サービス業は5人以下)): a class with its bounds in the bracket right behind it
_BEHIND = re.compile(rf"\((?:(?:常時使用する|常勤の?|正)?{STAFF}数?(?:が|は)?)(?=[^()。]{{0,6}}(?:人|名)以下の)(?P<who>[^。]*)")
_WHOSE = re.compile(r"の(?P<who>[^()。、]{0,16}業[^()。]{0,20})")
_OTHERWISE = re.compile(r"[(、](?P<who>[^()。、]{0,16}業)(?:は|では|については|の場合は|にあっては)、?$")


@dataclass(frozen=True, slots=True)
class SizeDefinition:
    """One bound on size of a class of applicants as a sentence gives it; `start`, `end` bound it in the original text of the clause."""

    clause: Clause
    class_: str
    label: str
    leaves: tuple[Leaf, ...]
    start: int
    end: int


def size_definitions(document: Document) -> Iterator[SizeDefinition]:
    """The definitions in the clauses of a document, in reading order."""
    recent: list[str] = []
    by_path: dict[tuple[str, ...], str] = {}
    for clause in document.clauses:
        folded = fold(clause.text)
        by_path[clause.path] = folded.text
        if clause.zone in _ZONES and _NAMED.search(folded.text) is not None and _UP_TO.search(folded.text):
            parents = [by_path[clause.path[:k]] for k in range(len(clause.path) - 1, 0, -1) if clause.path[:k] in by_path]
            above = (*parents, *reversed(recent), *reversed(clause.headings))
            class_ = _class_of(folded.text) or next((c for text in above if (c := _class_of(text))), None)
            if class_ is not None:
                yield from _read(clause, folded, class_)
        if clause.zone in _ZONES and not clause.heading:
            yield from _behind_class(clause, folded)
        if not clause.label or clause.heading:
            recent = [*recent[-2:], fold_text(clause.text)]


def whole_definitions(document: Document) -> Iterator[SizeDefinition]:
    """The definitions that hold for every industry: 小規模企業とは、常時雇用する労働者の数が30人以下である事業主をいう.

    A sentence says it itself, or one under a heading that says of which class it tells who they are (小規模企業の範囲).
    """
    for clause in document.clauses:
        if clause.zone not in _ZONES or clause.heading:
            continue
        folded = fold(clause.text)
        match = _WHOLE.fullmatch(folded.text)
        if match is None:
            continue
        about = match["class"] or next((fold_text(h) for h in reversed(clause.headings[-1:]) if _RANGE_OF.search(fold_text(h))), "")
        staff = next((q for q in find_quantities(folded.text) if q.start == match.start("n") and q.unit == "person"), None)
        if (class_ := _class_of(about)) is not None and staff is not None:
            bound = staff if staff.high is not None else replace(staff, point=None, high=Bound(staff.point))
            yield SizeDefinition(clause, class_, "", bounds_to_leaves("employees", bound), *folded.span(staff.start, staff.end))


def _behind_class(clause: Clause, folded: Folded) -> Iterator[SizeDefinition]:
    """The bounds that a bracket right behind the name of a class gives by industry."""
    text = folded.text
    for hit in lexicon("applicant_classes").find(text):
        bracket = _BEHIND.match(text, hit.end)
        if bracket is None:
            continue
        staff = [
            q for q in find_quantities(text) if bracket.start() < q.start < bracket.end() and q.unit == "person" and q.high is not None
        ]
        for quantity in staff:
            whose = _WHOSE.match(text, quantity.end) or _OTHERWISE.search(text[bracket.start() : quantity.start])
            if whose is not None:
                leaves = bounds_to_leaves("employees", quantity)
                yield SizeDefinition(clause, hit.slug, whose["who"], leaves, *folded.span(quantity.start, quantity.end))


def corporation_bounds(document: Document) -> Iterator[SizeDefinition]:
    """Bounds on the staff of one form of corporation, in the section on who may apply: 特定非営利活動法人 > 従業員数が300人以下であること.

    The form is named by the nearest heading; the class by the sentence (…は小規模事業者とみなす), else it is that of SMEs.
    """
    for clause in document.clauses:
        form = next((fold_text(h) for h in reversed(clause.headings) if _FORM.search(fold_text(h))), None)
        if clause.zone not in _ZONES or clause.heading or form is None or not any(_APPLICANTS.search(h) for h in clause.headings):
            continue
        folded = fold(clause.text)
        for quantity in find_quantities(folded.text):
            if _fact(folded.text, quantity) == "employees" and (match := _OF_FORM.match(folded.text, quantity.end)):
                class_ = _class_of(match["class"]) if match["class"] else "sme"
                if class_ is not None:
                    leaves = bounds_to_leaves("employees", quantity)
                    yield SizeDefinition(clause, class_, form, leaves, *folded.span(quantity.start, quantity.end))


def _class_of(text: str) -> str | None:
    hits = lexicon("applicant_classes").find(text)
    return hits[0].slug if hits else None


def _read(clause: Clause, folded: Folded, class_: str) -> Iterator[SizeDefinition]:
    quantities = find_quantities(folded.text)
    sizes = [(fact, q) for q in quantities if (fact := _fact(folded.text, q))]
    if not sizes or not _COMPANY.search(folded.text, sizes[-1][1].end):
        return
    first, last = sizes[0][1], sizes[-1][1]
    leaves = tuple(leaf for fact, q in sizes for leaf in bounds_to_leaves(fact, q))
    exception = _EXCEPT_FOR.search(folded.text)
    label = folded.text[last.end :]
    if exception is not None:
        yield SizeDefinition(clause, class_, "製造業その他", leaves[:1], *folded.span(first.start, first.end))
        inside = next((q for q in quantities if exception.start() < q.start < exception.end() and q.high is not None), None)
        if inside is not None:
            yield SizeDefinition(
                clause, class_, exception["who"], bounds_to_leaves("employees", inside), *folded.span(inside.start, inside.end)
            )
    elif _BELONGS.search(label):
        yield SizeDefinition(clause, class_, label, leaves, *folded.span(first.start, last.end))


def _fact(text: str, quantity: Quantity) -> str | None:
    """Which size a quantity bounds; only upper bounds define a class."""
    if quantity.high is None or quantity.low is not None:
        return None
    before = text[: quantity.start]
    if quantity.unit == "yen" and _CAPITAL.search(before):
        return "capital"
    return "employees" if quantity.unit == "person" and _STAFF.search(before) else None
