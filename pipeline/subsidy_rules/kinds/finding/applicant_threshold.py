"""applicant_threshold 中小企業者・小規模事業者の定義: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.kinds.applicant_threshold import ApplicantThreshold
from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place, cell_evidence
from subsidy_rules.kinds.finding.union_threshold import union_thresholds
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.conditions import bounds_to_leaves
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.language.quantities import Bound, Quantity, find_quantities
from subsidy_rules.language.staff import STAFF
from subsidy_rules.language.vocabulary import lexicon, load
from subsidy_rules.model.document import Cell, Table, Zone
from subsidy_rules.model.rule import Candidate, Leaf
from subsidy_rules.statements.grid import Grid
from subsidy_rules.statements.size_definitions import SizeDefinition, corporation_bounds, size_definitions, whole_definitions
from subsidy_rules.statements.trade_definitions import denied_definitions, trade_definitions

_CAPITAL = re.compile(r"資本金|出資(?:金|の総額|総額|額)|資本(?:の額|額|(?:又は|または|若しくは|もしくは|・|、|/)出資)")
_STAFF = re.compile(rf"{STAFF}|常勤|使用する")
_AMONG = re.compile(r"のうち|であって|かつ")
# A class that a text only refers to is not the one that it defines: 「(1)中小企業者」に該当しない者.
_REFERRED = re.compile(r"[」』)]*(?:等)?[」』)]*(?:に該当しない|以外|を除く|に含まれる)|」|[一-龥]{0,8}(?:法|庁|機構)")
_JOINT = re.compile(r"かつ|であって|及び|又は|若しくは|並びに|または")
_EXCLUDING = re.compile(r"\([^()]*(?:除く|除き|以外|上記|下記)[^()]*\)")
_NOTE = re.compile(r"※.*$")
_MANUFACTURING = re.compile(
    r"(?<!ゴム製品)(?<!ゴム)(?<!ベルト)(?:製造業|建設業|運輸業)(?!その他|・その他|などその他|等その他)(?=[、,・]|$|又は|など|等)"
)
_COMMERCE = frozenset({"wholesale", "retail", "service"})  # 商業 is 卸売業 and 小売業
_DITTO = re.compile(r"同上|上に同じ|同じ|〃|″")
_REFERENCE = re.compile(r"(?:上記|上表|前表|その主たる業種|業種分類に基づ|の値以下)")
_DENIES = re.compile(r"(?:該当し|満たさ|当てはまら)(?:ない|ません)|以外の")
_ZONES = frozenset({None, Zone.BODY, Zone.ANNEX, Zone.COVER})


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a definition table: the cells that hold bounds, with the leaves read there, and the cell that names the industry."""

    label: Cell
    cells: tuple[Cell, ...]
    leaves: tuple[Leaf, ...]
    quote: tuple[Cell, int, int]
    both: bool
    guessed: bool
    lost: bool = False  # a bound in money of which nobody knows what it measures


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    for table in material.document.tables:
        if table.zone not in _ZONES or not any(_STAFF.search(c.text) for c in table.cells):
            continue
        yield from _read(material, table)
    for definition in (*size_definitions(material.document), *trade_definitions(material.document), *denied_definitions(material.document)):
        if industries := _industries(definition.label):
            yield from _told(material, definition, industries, ("prose",))
    for definition in corporation_bounds(material.document):
        industries = _industries(definition.label) or (short_phrase(definition.label),)
        yield from _told(material, definition, industries, ("prose", "class_not_named"))
    for definition in whole_definitions(material.document):
        yield from _told(material, definition, (), ("prose",))
    yield from union_thresholds(material, _first_class)


def _told(material: Material, definition: SizeDefinition, industries: tuple[str, ...], reasons: tuple[str, ...]) -> Iterator[Candidate]:
    """The threshold that a sentence defines for industries or a form of corporation."""
    if not definition.leaves:
        return
    value: dict[str, object] = {"class": definition.class_}
    if industries:
        value["industry"] = industries[0] if len(industries) == 1 else industries
    value["all" if len(definition.leaves) == 1 else "any"] = definition.leaves
    place = Place(definition.clause)
    threshold = ApplicantThreshold.model_validate(value)
    yield quoted(material, "applicant_threshold", threshold, place, definition.start, definition.end, reasons=reasons)


def _read(material: Material, table: Table) -> Iterator[Candidate]:
    rows = _rows(Grid(table))
    rows = [r for r in rows if _industries(r.label.text)]
    if not rows:
        return
    named: list[str] = []
    shared = _shared(table)
    for row in rows:
        class_, reasons = _class_of(table, row)
        if class_ is None:
            continue
        industries = _industries(row.label.text)
        value: dict[str, object] = {"class": class_, "industry": industries[0] if len(industries) == 1 else industries}
        if row.leaves:
            leaves = (*row.leaves, *(leaf for leaf in shared if leaf.fact not in {own.fact for own in row.leaves}))
            value["all" if row.both or len(leaves) > len(row.leaves) or len({leaf.fact for leaf in leaves}) == 1 else "any"] = leaves
            if any(leaf.fact == "capital" for leaf in row.leaves):
                named += industries
        elif named:
            value["by_reference"] = tuple(named)
            if (measures := _measures(row)) is not None:
                value["measures"] = measures
        else:
            continue
        doubts = (*(("no_comparator",) if row.guessed else ()), *(("unknown_header",) if row.lost else ()))
        yield _candidate(material, table, row, ApplicantThreshold.model_validate(value), (*reasons, *doubts))


def _shared(table: Table) -> tuple[Leaf, ...]:
    """Bounds that the words over a table put on all its rows beside their own: …会社のうち、資本金の額が10億円未満であるもの."""
    sentence = re.split(r"[。\n]", table.lead.strip("。\n"))[-1] if table.lead else ""
    folded = fold(sentence)
    if not _AMONG.search(folded.text):
        return ()
    told = [(q, _fact(q, folded.text[: q.start], "")) for q in find_quantities(folded.text) if q.high is not None and q.low is None]
    return tuple(leaf for quantity, fact in told if fact is not None for leaf in bounds_to_leaves(fact, quantity))


def _measures(row: _Row) -> tuple[str, ...] | None:
    """Which of the bounds of other rows a reference takes over, where it names them: 主たる業種に記載の従業員規模以下."""
    text = fold_text(row.quote[0].text)
    named = tuple(fact for fact, words in (("capital", _CAPITAL), ("employees", _STAFF)) if words.search(text))
    return named if len(named) == 1 else None


def _candidate(material: Material, table: Table, row: _Row, value: ApplicantThreshold, reasons: Sequence[str]) -> Candidate:
    cell, start, end = row.quote
    reasons = (*reasons, *table_doubt(table))
    others = tuple(cell_evidence(material, table, c) for c in row.cells if c is not cell)
    return quoted(material, "applicant_threshold", value, Place(table=table, cell=cell), start, end, reasons=reasons, also=others)


def _rows(grid: Grid) -> list[_Row]:
    """The rows that bound capital or staff, from the top; a cell that spans rows is read in each."""
    out: list[_Row] = []
    for r in range(grid.table.n_rows):
        cells = list(dict.fromkeys(c for k in range(grid.table.n_cols) if (c := grid.at.get((r, k))) is not None and c.text))
        rows = [row for part in _by_class(cells) if (row := _row(part)) is not None]
        if not rows and out and (same := _same_as(out[-1], cells)) is not None:
            rows = [same]
        out += rows
    return out


def _by_class(cells: Sequence[Cell]) -> list[list[Cell]]:
    """The cells of a row, once for each class that the headers of its columns name (中小企業者 | 小規模企業者)."""
    classes = {cell: next((c for text in reversed(cell.col_path) if (c := _first_class(text))), None) for cell in cells}
    named = list(dict.fromkeys(class_ for class_ in classes.values() if class_ is not None))
    if len(named) < 2:
        return [list(cells)]
    return [[cell for cell in cells if classes[cell] in (None, class_)] for class_ in named]


def _same_as(above: _Row, cells: Sequence[Cell]) -> _Row | None:
    """The row above under another label, where a cell says only that it is the same (同上)."""
    ditto = next((c for c in cells if _DITTO.fullmatch(fold_text(c.text))), None)
    label = next((c for c in reversed(cells) if c is not ditto and _industries(c.text)), None)
    return replace(above, label=label, cells=(*above.cells, ditto)) if ditto is not None and label is not None else None


def _row(cells: Sequence[Cell]) -> _Row | None:
    leaves: list[Leaf] = []
    holders: list[Cell] = []
    quote: tuple[Cell, int, int] | None = None
    both = guessed = False
    for cell in cells:
        folded = fold(cell.text)
        sizes = _sizes(folded, cell)
        if sizes:
            holders.append(cell)
            leaves += [leaf for leaf, _ in sizes]
            first, last = sizes[0][1], sizes[-1][1]
            joint = _JOINT.search(folded.text, first.end, last.start) if len(sizes) > 1 else None
            both = both or (joint is not None and joint.group() in ("かつ", "であって", "及び"))
            guessed = guessed or any(q.point is not None for _, q in sizes)
            quote = quote or (cell, *folded.span(first.start, last.end))
    references = [c for c in cells if _REFERENCE.search(fold_text(c.text))] if not leaves else []
    if quote is None and references:
        quote = (references[-1], 0, len(references[-1].text))
        holders = [references[-1]]
    labels = [c for c in cells if c not in holders]
    if quote is None or not labels:
        return None
    # 小売業 | 小売業、飲食店、配達飲食サービス業: what is wholly the name of a trade names the row, not what is listed beside it
    label = next((c for c in labels if _is_trade(c.text)), next((c for c in reversed(labels) if _industries(c.text)), labels[-1]))
    lost = any(q.unit == "yen" and q.high is not None for c in labels for q in find_quantities(fold_text(c.text)))
    return _Row(label, tuple(holders), tuple(dict.fromkeys(leaves)), quote, both, guessed, lost)


def _is_trade(text: str) -> bool:
    """Whether a text is the name of one trade of the definitions and nothing else."""
    folded = fold_text(text)
    return any((hit.start, hit.end) == (0, len(folded)) for hit in lexicon("industries").find(folded))


def _sizes(folded: Folded, cell: Cell) -> list[tuple[Leaf, Quantity]]:
    """Bounds on capital and staff in one cell, each with the quantity that it was read from."""
    header = fold_text("".join(cell.header_path))
    out = []
    at = 0
    for quantity in find_quantities(folded.text):
        before = folded.text[at : quantity.start]
        fact = _fact(quantity, before, header)
        if fact is not None and quantity.low is None:
            bound = (
                quantity if quantity.high is not None else Quantity(quantity.unit, quantity.start, quantity.end, high=Bound(quantity.point))
            )
            out += [(leaf, quantity) for leaf in bounds_to_leaves(fact, bound)]
        at = quantity.end
    return out


def _fact(quantity: Quantity, before: str, header: str) -> str | None:
    for unit, fact, words in (("yen", "capital", _CAPITAL), ("person", "employees", _STAFF)):
        if quantity.unit == unit and (words.search(before) or (not re.search(r"[ぁ-ん一-龥]{4}", before) and words.search(header))):
            return fact
    return None


def _industries(text: str) -> tuple[str, ...]:
    """The industries that a row label names; those that a bracket excludes (…を除く) are not meant.

    >>> _industries("③サービス業（ソフトウェア業又は情報処理サービス業、旅館業を除く。）")
    ('service',)
    >>> _industries("製造業、建設業、運輸業、ソフトウェア業又は情報処理サービス業、その他の業種")
    ('manufacturing_construction_transport', 'software', 'other')
    """
    folded = _EXCLUDING.sub("", _NOTE.sub("", fold_text(text)))
    found = tuple(dict.fromkeys(hit.slug for hit in lexicon("industries").find(folded)))
    if {*found} >= _COMMERCE:
        found = tuple(dict.fromkeys("commerce_service" if slug in _COMMERCE else slug for slug in found))
    if "manufacturing_construction_transport" not in found and _MANUFACTURING.search(folded):
        return ("manufacturing_construction_transport", *found)
    return found


def _class_of(table: Table, row: _Row) -> tuple[str | None, tuple[str, ...]]:
    """The applicant class of a row: by its headers, else by what the table stands under, nearest first."""
    for text in (*reversed(row.cells[0].col_path), *reversed(row.cells[0].row_path)):
        if class_ := _first_class(text):
            return class_, ()
    for text in (table.caption, table.lead, *reversed(table.headings)):
        if text and (class_ := _first_class(text)):
            # 大企業とは、いずれにも該当しない企業: the table tells who is none
            return ("sme", ("class_not_named",)) if class_ == "other" and _DENIES.search(fold_text(text)) else (class_, ())
    if any(leaf.fact == "capital" for leaf in row.leaves):
        return "sme", ("class_not_named",)
    if {*_industries(row.label.text)} <= _small_rows():
        return "small_business", ("class_not_named",)  # 商業・サービス業, 製造業その他: only their definition has these rows
    return None, ()


def _small_rows() -> frozenset[str]:
    """The rows of the definition of small businesses, which know no capital."""
    return frozenset(row for entry in load("industries").values() for row in entry.get("small_business", ()))


def _first_class(text: str) -> str | None:
    """The class that a text defines: the first one that it names in its last sentence that names any."""
    for sentence in reversed(re.split(r"[。\n]", fold_text(text))):
        hits = [hit for hit in lexicon("applicant_classes").find(sentence) if not _REFERRED.match(sentence, hit.end)]
        if hits:
            return hits[0].slug
    return None
