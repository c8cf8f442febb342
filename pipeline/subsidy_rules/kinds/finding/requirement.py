"""requirement 申請要件: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of
from subsidy_rules.kinds.requirement import Requirement
from subsidy_rules.kinds.statements import candidates
from subsidy_rules.language.neutral import is_denied, neutral
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.parties import asks_others, others_in, party_of
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.topics import is_made, obligation_of, subject_of
from subsidy_rules.model.document import Zone
from subsidy_rules.model.reading import Section
from subsidy_rules.model.rule import OTHER, AnyOf, Candidate, Leaf, Unread
from subsidy_rules.statements.asked import bounds_in_steps
from subsidy_rules.statements.bound_cells import bound_cells
from subsidy_rules.statements.bounds import told_counts
from subsidy_rules.statements.items import Item, is_note
from subsidy_rules.statements.joint_bounds import barred
from subsidy_rules.statements.listed import read_item
from subsidy_rules.statements.section_leads import points_down
from subsidy_rules.statements.statement import Statement
from subsidy_rules.statements.trade_definitions import is_trade_row
from subsidy_rules.statements.union_definitions import union_definition

_REQUIRED = re.compile(
    r"必要がある|要件とな|必須とする|が必須|必ず.{0,40}(?:含む|有する)|を(?:含む|有する)もの(?:とする|である)|(?:申請|回|社)のみ|(?:保管|保存)(?:し|す)"
)


_TWO_PREDICATES = re.compile(
    r"(?:[一-龠](?<![際限通当伴従用応])[いきぎしちびみり]、|(?:しており|ており|(?<!こと)であり|があり)、?)[^、]*(?<!でき)(?<!られ)(?<!なら)(?<!いけ)(?:ない|なかった)(?:者|事業者|事業主|企業|法人|もの|こと)?$"
)
_JOINED = re.compile(r"であって、|、かつ|しており、")
_OFFICE_DOES = re.compile(
    r"(?:なお、|また、)?[^、。はが]{0,16}(?:事務局|委員会|機構|大臣|労働局長?|知事|[都道府県市区町村]長?|協会|公社|財団)(?:等)?は、?"
)
_NEED_NOT = re.compile(r"必要は?(?:ない|ありません)|(?:しなくて|せず(?:と)?)も(?:よい|構わない)|不要")
# …の必要があり、満たさない場合は交付しない: what follows where it is not so is no ban
_ELIGIBLE = re.compile(
    r"(?<![^。])(?P<what>[^。]*(?<!のみ)(?<!だけ))[をも](?:補助|助成|支給|支援)?(?:の)?対象(?:経費)?と(?:する|します)。?$"
)
_DEMANDED = re.compile(r"(.*?必要があ)り、[^。]*(?:ない|なかった)(?:場合|とき)", re.DOTALL)
# 5年を経過しなければ、補助金の交付を受けられない: what must be so
_UNLESS = re.compile(
    r"([^。]{4,}?な)ければ、?(?!な[らり]|いけ)[^。]*(?:対象|交付|支給|申請|応募|補助|助成)[^。]*(?:ない|ません)(?:もの|こと)?(?:とする|とします)?"
    r"(?:。|$)"
)


_LACKS = re.compile(r"[^、。]{0,16}で(?:は)?なければ、?(?!な[らり]|いけ)")
# 補助対象経費は、…; 設備の単価が…
_ON_COSTS = re.compile(
    r"^(?:[^、。はが]{0,30}(?:場合|とき)は、)?[^。はが]{0,40}?(?:費用?|料|経費|価格|単価|代金|もの|機械装置|設備|建物|取引)(?:等)?(?:は|については|に関しては|が(?=[^を]*$))"
)


# 印刷機は、…と呼ばれる製品が対象となる
_ON_PRODUCT = re.compile(
    r"(?:製品|設備|機器|機械|装置|ソフトウェア|システム|ツール|サービス)(?:等)?"
    r"(?:が|のみが|に限り)?(?:補助)?対象と(?:な|す)"
)


# 申請者は、…を選択し、交付申請を行うこと: among what is asked of things
_APPLICANT_ACTS = re.compile(
    r"(?:申請者|応募者|事業者|事業主|企業)(?:等)?(?:は|が)、?|(?:申請|応募|提出|選択|購入|契約|届出|取得|報告)(?:を)?(?:する|し、|行う|すること|して)"
)
# 受発注の機能を有するものであること: no applicant has one
_HAS_FUNCTION = re.compile(
    r"(?:機能|性能)(?:等)?を(?:有|備え|持|搭載)[^、。]{0,10}(?:もの|こと|製品|ツール|ソフトウェア|システム|設備)?(?:である)?(?:こと)?。?$"
    r"|(?:製品|設備|機器|機械|装置|ソフトウェア|システム|ツール|サービス|車両)(?:等)?で(?:は)?(?:ある|ない)(?:こと|もの)。?$"
)


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    listed = tuple(_listed(material))
    known = {(c.value, c.when) for c in listed}
    yield from _for_named_specials((*listed, *(c for c in _told(material) if (c.value, c.when) not in known)))
    said = {(c.evidence[0].page, c.evidence[0].quote) for c in listed}
    floors = candidates(material, "requirement", ("amount",), _cost_floor)
    yield from (c for c in floors if (c.evidence[0].page, c.evidence[0].quote) not in said)


def _cost_floor(statement: Statement) -> Requirement | None:
    """What must be spent at least, where a statement says so."""
    low = statement.quantity.low
    if not statement.of_costs or low is None or low.value is None or low.value.denominator != 1:
        return None
    leaf = Leaf(fact=OTHER, of="補助対象経費", op="gt" if low.exclusive else "ge", value=int(low.value), unit="yen")
    return Requirement(topic="eligible_cost", obligation="must", of="project", constraint=leaf)


def _for_named_specials(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates without those for "a special measure" of which another says for which one the same words ask the same."""
    named = {(c.value, c.text) for c in found if not _is_for_any_special(c)}
    yield from (c for c in found if not (_is_for_any_special(c) and (c.value, c.text) in named))


def _is_for_any_special(candidate: Candidate) -> bool:
    return any(isinstance(node, Leaf) and node.fact == "special_measure" for node in candidate.when)


def _listed(material: Material) -> Iterator[Candidate]:
    bounded = {_cell(item) for item, _ in bound_cells(material.document, material.sections)}
    for row in map(_without_consequence, rows_of(material, "requirement")):
        if row.item.cell is not None and _cell(row.item) in bounded:
            continue  # what its labels measure is told as such
        if _only_grants(row) or union_definition(row.item.text) is not None or is_trade_row(fold_text(row.item.text)):
            continue  # what is eligible is asked of nobody, the size of members of them, and that of one trade of others
        unless = _UNLESS.match(fold_text(row.item.source if row.constraint else row.text))
        row = row if unless is None else _without_lack(row)
        needed = None if unless is None or row.constraint else unless[1]
        row = _of_alternatives(row)
        yield candidate(material, "requirement", row, _value(row) if needed is None else _needed(row, needed))


# 次のいずれかの法人に該当すること。ただし、職員が300人以下である者に限る: asked of those that the list below names
_ONE_OF_THOSE = re.compile(r"(?P<lead>[^。]{2,}いずれか[^。]*)。(?:ただし|但し)、[^。]*$")


def _of_alternatives(row: Row) -> Row:
    """A row whose proviso limits one of several ways to apply, under the words that announce them."""
    source = row.stated.clause.text if row.stated.clause is not None else row.item.source
    lead = _ONE_OF_THOSE.search(fold_text(source[: row.stated.start]))
    if lead is None or not points_down(lead["lead"]):
        return row
    return replace(row, stated=replace(row.stated, when=(*row.stated.when, Unread(unread=lead["lead"]))))


def _without_lack(row: Row) -> Row:
    """A row without the case that what it asks for is not so (…していなければ)."""
    when = tuple(node for node in row.stated.when if not (isinstance(node, Leaf) and node.of and "なければ" in node.of))
    return replace(row, stated=replace(row.stated, when=when))


def _needed(row: Row, denied: str) -> Requirement:
    """What nothing is granted without, as a demand; `denied` is what must not be missing, up to な(ければ)."""
    topic = whole_phrase(neutral(f"{denied}い"))
    of = "project" if row.item.section.of == "project" else subject_of(topic)
    return Requirement(topic=topic, obligation="must", of=of)


def _cell(item: Item) -> object:
    return item.table and item.cell and (item.table.table_no, item.cell.row, item.cell.col)


def _only_grants(row: Row) -> bool:
    """Whether a row says what things are granted (…するものを対象とする), and neither who may apply nor with what."""
    granted = _ELIGIBLE.search(without_brackets(fold_text(row.text)).split("。")[0]) if not row.constraint else None
    return granted is not None and party_of(granted["what"]) not in ("applicant", "project")


def _without_consequence(row: Row) -> Row:
    """A row as far as it demands something, without what follows where that is not so."""
    demanded = _DEMANDED.match(row.text) if not row.constraint else None
    if demanded is None:
        return row
    when = tuple(node for node in row.stated.when if not (isinstance(node, Leaf) and node.of and "必要があり" in node.of))
    topic, end = whole_phrase(f"{demanded[1]}る"), row.stated.start + demanded.end(1)
    return replace(row, stated=replace(row.stated, topic=topic, when=when, end=end))


def _value(row: Row) -> Requirement:
    said = row.stated.topic
    if not row.constraint and not _fits(said, row.text):
        said = whole_phrase(row.text)
    # of two predicates only the last is denied: 状態が続き、離職していない
    both = not row.constraint and _TWO_PREDICATES.search(said) is not None
    both = both or _names_kinds(row.stated.constraint) or (_is_state(row) and _JOINED.search(said) is not None)
    topic = said if both else neutral(said)
    if row.constraint and topic != said:
        topic = _measured(row) or topic
    # a bound says by its comparator what must hold, unless it describes what is barred
    bars = _bars(row)
    obligation = (
        "must_not" if bars else "must" if row.constraint or both else "must_not" if topic != said else obligation_of(topic, row.text)
    )
    if obligation == "must" and _is_none_of(row):
        obligation = "must_not"
    of = "project" if row.item.section.of == "project" or _is_on_costs(row) or _is_of_others(row) else subject_of(topic)
    return Requirement.model_validate({"topic": topic, "obligation": obligation, "of": of, **row.constraint, **_barred(row)})


# 次のいずれにも該当しない者であること。(1)破産した者(2)…: a list in one line with what says that none of it may be so
_NONE_OF = re.compile(r"いずれにも(?:該当し|当てはまら)(?:ない|ません)[^。]*。\s*(?=[(①ア・])")


def _is_none_of(row: Row) -> bool:
    """Whether a row stands in a list of what must not be so, in the same line as its lead."""
    text = fold_text(row.item.source)
    lead = _NONE_OF.search(text)
    return lead is not None and row.stated.clause is None and len(fold_text(row.item.source[: row.stated.end])) > lead.end()


def _is_of_others(row: Row) -> bool:
    """Whether the list of a row is of the staff whom the project is for, and not of the applicant."""
    over = (row.item.section.told_by, *row.item.lead.splitlines()[-1:], *row.item.headings[-1:])
    if any(isinstance(node, Leaf) and node.of and others_in(node.of) for node in row.stated.when):
        return False  # a condition says already of whom
    return any(asks_others(fold_text(text)) for text in over)


def _is_on_costs(row: Row) -> bool:
    """Whether a row says what costs, or things that are bought, must be like: that is asked of the project that they are for."""
    said = without_brackets(fold_text(row.item.text))
    if _HAS_FUNCTION.search(said):
        return True
    of_thing = party_of(said) not in ("applicant", "vendor") and _APPLICANT_ACTS.search(said) is None
    if row.item.section.of == "product" and (_ON_PRODUCT.search(said) or of_thing):
        return True
    return row.item.section.of in ("expense", "product") and _ON_COSTS.search(said) is not None


def _bars(row: Row) -> bool:
    """Whether what a row bounds, or a state that it names, is what must not be.

    So with 10万円以上の備品を購入しないこと, and with 送検処分を受けていないこと.
    """
    stated, bound = row.stated, row.stated.constraint
    if isinstance(bound, Leaf) and bound.value is True:
        return bound.fact != OTHER and is_denied(row.text)
    source = stated.clause.text if stated.clause is not None else row.item.source
    # 20人以下の者でなければ申請できない: what must be so
    return stated.barred or (barred(source, stated) and _LACKS.match(fold_text(source[stated.end :])) is None)


def _barred(row: Row) -> dict[str, object]:
    """A state that a ban denies, as what must not be so."""
    bound = row.stated.constraint
    if row.item.section.sign != "negative" or not isinstance(bound, Leaf) or bound.value is not False:
        return {}
    return {"obligation": "must_not", "constraint": bound.model_copy(update={"value": True})}


def _names_kinds(constraint: object) -> bool:
    """Whether a rule says of which kinds one is enough: its denials are of what else its lead asks for."""
    return isinstance(constraint, AnyOf) and all(isinstance(part, Leaf) and part.value is True for part in constraint.any)


def _is_state(row: Row) -> bool:
    return isinstance(row.stated.constraint, Leaf) and isinstance(row.stated.constraint.value, bool)


def _measured(row: Row) -> str | None:
    """What the bound of a rule measures, where the vocabulary has no name for it: it names what 2件を超えてはならない is about."""
    bound = row.stated.constraint
    return bound.of if isinstance(bound, Leaf) and not isinstance(bound.value, bool) else None


def _fits(topic: str, text: str) -> bool:
    """Whether a word of the vocabulary says what a text does: what must not be is denied, what must be is not."""
    return is_made(topic) or (obligation_of(topic, text) == "must_not") == is_denied(text)


def _told(material: Material) -> Iterator[Candidate]:
    """Bounds that running text requires of what is applied for: "…のうち1種類以上を含む必要がある", "計3項目以上を記入してください"."""
    for clause in material.document.clauses:
        folded = fold(clause.text)
        if clause.zone is not Zone.BODY or clause.heading or is_note(clause) or not _REQUIRED.search(folded.text):
            continue
        if _OFFICE_DOES.match(folded.text) or _NEED_NOT.search(folded.text) or material.sections.of_clause(clause.clause_no).role == "duty":
            continue  # what an office keeps or asks for is its own affair, what is due after the award is a duty
        for stated in told_counts(folded, material.scope):
            row = Row(Item(Section("requirement"), 0, len(clause.text), clause), stated)
            yield candidate(material, "requirement", row, _value(row), ("prose",))
    for item in bounds_in_steps(material.document, material.sections):
        for stated in read_item(item, (), (), material.scope):
            if stated.constraint is not None and stated.act in ("must", "must_not"):
                row = Row(item, stated)
                yield candidate(material, "requirement", row, _value(row), ("prose",))
    for item, stated in bound_cells(material.document, material.sections):
        row = Row(item, stated)
        yield candidate(material, "requirement", row, _value(row))
