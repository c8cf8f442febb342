"""Rules from the items of one role: which items are rules of their own, under which name, in which frame, how sure.

Shared by the kinds that choose from lists; what an item states is read in `statements.listed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.evidence import Place, evidence_of
from subsidy_rules.kinds.finding.below_lead import below_lead
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.kinds.topics import leaves_of
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.topics import is_made
from subsidy_rules.model.document import Clause, Evidence
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.reading import Role
from subsidy_rules.model.rule import OTHER, AnyOf, Candidate, Condition, Leaf, Unread, Value
from subsidy_rules.statements.bounds import Stated
from subsidy_rules.statements.items import Item, goes_on, is_below_its_like, is_note, names_nothing
from subsidy_rules.statements.listed import read_item
from subsidy_rules.statements.notes_behind import left_out_behind
from subsidy_rules.statements.open_measures import as_one
from subsidy_rules.statements.prose import exemptions
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.sentence_reading import read_sentence
from subsidy_rules.statements.table import frame_above

# Definitions, elaborations of the item before and consequences are no rules of their own.
_DEFINES = re.compile(r"(?:を指す|をいう|をいいます)。?$|とは、?(?:以下|次)のとおり|^具体的には|[こそ]の限りで(?:は)?(?:ない|ありません)")
# what begins with a particle has lost its beginning, on another page or in another cell
_CUT = re.compile(
    r"[るっんゃゅょぁぃぅぇぉァィゥェォッャュョンー]|(?:に(?:対し|つい|より|よる|おい|関す|係る|基づ)|を(?!.*を)|が(?!.*が)|は、|の(?![うみちぼ])|要する(?:経費|費用)|、|。|又は|または|もしくは|若しくは|及び|並びに)"
)
# lines of two columns that were read as one: 相談費用 ・ 購入した設備
_IN_COLUMNS = re.compile(r"[^\s・]\s+[・●○■]\s+[一-龠ァ-ヶ]")
# the head of a list, pointers to its items included, which says nothing without them
_HEAD_ALONE = re.compile(r"次の[^、。]{0,14}いずれか(?:一つ|1つ)?に該当する[^、。]{0,8}(?:で(?:ある|ない)こと)?。?")
_OF_WHOM = re.compile(r"(?P<who>[^、。:\d]{2,30}?)(?:に(?:あって|おいて|ついて)は|の場合は?|では)、")  # 先駆枠にあっては、
_BOXED = re.compile(r"[【\[<〔](?P<who>[^【】\[\]<>〔〕]{2,30}?)(?:限定|のみ|に限る)?[】\]>〕]")  # 【先駆枠限定】
_MUST_BE = re.compile(r"(?:である(?:こと|もの|必要)|満たす|該当する(?:こと|もの|者)|とする|対象と)")
# 以下に該当する場合は、届出を行うこと: the items are the cases
_IN_THESE_CASES = re.compile(r"^.{0,20}?(?:以下|次|下記)[^、。]{0,20}(?:場合|とき)(?:に)?(?:は)?、(?=[^。]{4})")
_A_CASE = re.compile(r"(?:場合|とき)$")
_DUE: frozenset[Role] = frozenset({"duty", "requirement", "required_document"})
_NAME = 60
_NO_WORD = re.compile(r"^(?:\(?※\d*|\(?注\d*|[・○✓])+[:).]?|[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One rule as an item states it, with the evidence of the other items that it joins; `led`: what leads its list names it."""

    item: Item
    stated: Stated
    also: tuple[Evidence, ...] = ()
    led: bool = False

    @property
    def text(self) -> str:
        """What of the item, or of the note or paragraph that goes on with it, states the rule."""
        source = self.stated.clause.text if self.stated.clause is not None else self.item.source
        return source[self.stated.start : self.stated.end]

    @property
    def constraint(self) -> dict[str, object]:
        """The field of a value that holds the constraint; nothing where there is none."""
        return {"constraint": self.stated.constraint} if self.stated.constraint is not None else {}


def rows_of(material: Material, *roles: Role) -> tuple[Row, ...]:
    """All rules that the items of some roles state, each under a name of its own."""
    items = [item for item in material.items if item.role in roles or ("requirement" in roles and _is_alternative(item))]
    exempt = exemptions(material.document.clauses, [clause for item in items for clause in item.chain])
    notes = [clause for clause in material.document.clauses if is_note(clause)]
    out = left_out_behind(material.document.clauses)
    rows: list[Row] = []
    for alternatives, group in groupby(_of_their_own(items, exempt, material), key=_alternatives_of):
        members = list(group)
        read = [
            (item, below_lead(item, read_item(item, _exempting(item, exempt), _near(notes, item), material.scope), _of(out, item)))
            for item in members
        ]
        if alternatives is not None and len(members) > 1:
            rows += _either(material, read)
        elif alternatives is None or members[0].role in roles:
            rows += [_asked_in_case(Row(item, stated, _around(material, item))) for item, found in read for stated in _ranges(found)]
    return distinct(rows)


def _asked_in_case(row: Row) -> Row:
    """A row of a mere case (店を閉めたとき) whose lead says what is to be done in it: that is asked, where the case holds."""
    item, lead = row.item, (row.item.lead or (row.item.parents[-1].text if row.item.parents else "")).splitlines()[-1:]
    asked = _IN_THESE_CASES.search(lead[0]) if lead else None
    words = without_brackets(fold_text(item.text if row.constraint else row.text)).rstrip("。")
    if asked is None or item.role not in _DUE or not _A_CASE.search(words):
        return row
    if read_sentence(lead[0]).act not in ("must", "must_not", "announces"):
        return row
    case = Leaf(fact=OTHER, of=words, op="eq", value=True) if len(words) <= _NAME else Unread(unread=row.text)
    when = (*(node for node in row.stated.when if not (isinstance(node, Leaf) and node.of == words)), case)
    # a bound of the case is no bound of what is asked in it
    stated = replace(row.stated, topic=whole_phrase(lead[0][asked.end() :]), when=when, constraint=None)
    return replace(row, stated=stated, led=True)


def _of(by_clause: Mapping[int, tuple[Leaf, ...]], item: Item) -> tuple[Leaf, ...]:
    return by_clause.get(item.clause.clause_no, ()) if item.clause is not None else ()


def _ranges(found: Sequence[Stated]) -> list[Stated]:
    """What an item states, the two ends of a range (1人から20人まで) as the one rule that they are."""
    out: list[Stated] = []
    for stated in found:
        before = out[-1] if out else None
        if before is not None and (ends := _ends(before, stated)):
            out[-1] = replace(before, constraint=ends, start=min(before.start, stated.start), end=max(before.end, stated.end))
        else:
            out.append(stated)
    return out


def _ends(low: Stated, high: Stated) -> tuple[Leaf, ...]:
    """The bounds of both where they are the ends of one range: of one measure in one case, the lower one from below."""
    a, b = low.constraint, high.constraint
    if not (isinstance(a, Leaf) and isinstance(b, Leaf)) or (low.when, low.act, low.clause) != (high.when, high.act, high.clause):
        return ()
    if any(getattr(a, name) != getattr(b, name) for name in ("fact", "of", "unit", "per", "over", "at")):
        return ()
    if a.op not in ("ge", "gt") or b.op not in ("le", "lt") or not (_is_number(a.value) and _is_number(b.value)):
        return ()
    return (a, b) if Fraction(str(a.value)) <= Fraction(str(b.value)) else ()


def _is_number(value: object) -> bool:
    return not isinstance(value, bool) and re.fullmatch(r"\d+(?:\.\d+|/\d+)?", str(value)) is not None


def _around(material: Material, item: Item) -> tuple[Evidence, ...]:
    """Evidence that a rule has beside its own words: the heading that is an item of the list, and the names below it that fill it in."""
    sections = material.sections
    heading = material.heading_of(item.headings) if item.clause is not None else None
    filled = item.children if item.role in _OF_NAMES else ()
    named = [child for child in filled if sections.of_clause(child.clause_no).role in _NAMES and not is_note(child)]
    if heading is not None:
        section = sections.of_clause(heading.clause_no)
        named = [*([heading] if section.role == item.role and not section.head else []), *named]
    return tuple(evidence for clause in named for evidence in evidence_of(material, Place(clause), 0, len(clause.text)))


_NAMES: frozenset[Role] = frozenset({"category", "other"})
_OF_NAMES: frozenset[Role] = frozenset({"exclusion", "ineligible_expense", "bonus_point", "penalty_point"})


def _of_their_own(items: Iterable[Item], exempt: dict[int, tuple[Leaf, ...]], material: Material) -> Iterator[Item]:
    """The items without those that only tell more of the item they stand under, exempt from it, or define a word."""
    for item in items:
        number = item.clause.clause_no if item.clause is not None else 0
        start, end = (sentence_bounds(item.text) or ((0, len(item.text)),))[0]  # この限りでない behind it only limits it
        text = fold_text(item.text)
        if (
            _IN_COLUMNS.search(item.text)
            or names_nothing(item)
            or _CUT.match(text)
            or text.endswith(":")
            or goes_on(item.text)
            or _HEAD_ALONE.fullmatch(text)
        ):  # cut off, or the label of what stands below it
            continue
        if exempt.get(number) == () or _DEFINES.search(fold_text(item.text[start:end])) or is_below_its_like(item, material.sections):
            continue
        yield item


def _is_alternative(item: Item) -> bool:
    """Whether an item is one of the classes of applicants or projects of which one must be so."""
    wanted = item.role == "category" and item.section.any_of and item.section.sign == "positive" and item.section.of != "expense"
    over = fold_text(_over(item))
    led = item.clause is not None and _MUST_BE.search(over) is not None
    return wanted and (led or _WHO_MAY.fullmatch(over) is not None)


# 対象者, 補助対象となりうる者: a heading over the classes of those that may apply
_WHO_MAY = re.compile(
    r"(?:主な)?(?:補助|助成|支援|支給|交付|申請|応募)?(?:の)?対象(?:と(?:なる|なりうる|なり得る))?"
    r"(?:者|事業者|法人|企業|団体|方|業種)(?:等|の範囲|の要件)?"
)


def _over(item: Item) -> str:
    """What leads the list of an item: the sentence or the item above it, else the heading or the label of its row or column."""
    if item.cell is not None:
        return item.lead or next((path[-1] for path in (item.cell.row_path, item.cell.col_path) if path), "")
    return item.lead or (item.parents[-1].text if item.parents else "") or (item.headings[-1] if item.headings else "")


def _alternatives_of(item: Item) -> tuple[object, ...] | None:
    """What the items of one list of alternatives have in common: one of them is enough."""
    if not item.section.any_of or item.role not in ("requirement", "category"):
        return None
    if item.clause is not None:
        return (item.clause.path[:-1], item.headings, item.lead)
    if item.table is None or item.cell is None:
        return None
    if item.lead or item.role != "category":
        return (item.table.table_no, item.cell.row, item.cell.col, item.lead) if item.lead else None
    return (item.table.table_no, item.cell.col, _over(item))


def _either(material: Material, read: Sequence[tuple[Item, Sequence[Stated]]]) -> list[Row]:
    """Items of which one is enough, as one rule: what leads them names it.

    Where some have a figure and others none, each stands alone, so that no figure hides in words; that one is enough limits all of them.
    """
    first, found = read[0][0], read[0][1][0]
    over = _over(first)
    lead = over.splitlines()[-1] if over else first.text
    measured = [_bounds(item, stated) for item, stated in read]
    hidden = any(_is_more(one) for (_, stated), bounds in zip(read, measured, strict=True) if not bounds for one in stated)
    if hidden or (any(measured) and not all(measured)):
        enough = Unread(unread=lead.strip())
        return [Row(item, replace(one, when=(*one.when, enough))) for item, stated in read for one in _ranges(stated)]
    leaves = [as_one(bounds) if bounds else _in_words(item) for (item, _), bounds in zip(read, measured, strict=True)]
    also = tuple(evidence for item, _ in read[1:] for evidence in evidence_of(material, place_of(item), item.start, item.end))
    stated = replace(found, topic=whole_phrase(lead), constraint=AnyOf(any=tuple(leaves)), start=first.start, end=first.end)
    return [Row(first, stated, also)]


def _is_more(one: Stated) -> bool:
    """Whether a rule has more figures than one: bounds of which one is enough, or a bound in a case that has its own."""
    cased = any(_is_number(leaf.value) for leaf in leaves_of(one.when))
    return one.constraint is not None and (cased or not isinstance(one.constraint, Leaf))


# 町の会に入り、売上の5%以上を…使った者: its figure is not all that it asks for
_SAYS_MORE = re.compile(r"(?:(?<!によ)(?<!にお)(?<!につ)[しりいきち]|[てで]|であって|かつ)、")


def _bounds(item: Item, stated: Sequence[Stated]) -> list[Condition]:
    """The bounds of one of the alternatives; none where it says anything more."""
    bounds = [part for one in stated for part in (one.constraint if isinstance(one.constraint, tuple) else (one.constraint,))]
    told = all(isinstance(bound, Leaf) and not isinstance(bound.value, bool) for bound in bounds)
    more = any(leaf.fact == OTHER for bound in bounds for leaf in leaves_of(bound)) and _SAYS_MORE.search(fold_text(item.text)) is not None
    return [bound for bound in bounds if bound is not None] if told and not more and not any(one.when for one in stated) else []


def _in_words(item: Item) -> Leaf:
    return Leaf(fact=OTHER, of=whole_phrase(item.text), op="eq", value=True)


def _exempting(item: Item, exempt: dict[int, tuple[Leaf, ...]]) -> tuple[Leaf, ...]:
    return tuple(dict.fromkeys(leaf for clause in item.chain for leaf in exempt.get(clause.clause_no, ())))


def _near(notes: Sequence[Clause], item: Item) -> list[Clause]:
    return [note for note in notes if note.headings == item.headings]


def distinct(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with a topic for each: of two items without a number under one topic, the second is named by its own phrase.

    The same words again, in another chapter or cell, say the same again: they keep the topic, as further evidence.
    """
    seen: dict[object, str] = {}
    out = []
    for row in rows:
        topic, constraint = row.stated.topic, row.stated.constraint
        words = without_marks(row.text)
        if constraint is None and seen.get(topic, words) != words and not row.led:
            topic = whole_phrase(row.item.text)
        seen.setdefault(topic if constraint is None else (topic, constraint), words)
        out.append(replace(row, stated=replace(row.stated, topic=topic)))
    return tuple(out)


def under_label(row: Row) -> Row:
    """A row of a table with the label beside it (クレジットカード) for a condition, where that says no more than of what it is."""
    item = row.item
    label = fold_text(item.cell.row_path[-1]) if item.cell is not None and item.cell.row_path else ""
    known = any(isinstance(node, Leaf) and node.of == label for node in row.stated.when)
    if known or not _LABEL.fullmatch(label) or label in fold_text(row.text) or of_heading(label).role is not None:
        return row
    return replace(row, stated=replace(row.stated, when=(*row.stated.when, Leaf(fact=OTHER, of=label, op="eq", value=True))))


_LABEL = re.compile(r"(?=[^\d]*[一-龠ァ-ヶA-Za-z]{2})[^。、:]{2,20}")


def without_marks(text: str) -> str:
    """The folded words of a text without its mark and punctuation, by which it is known again.

    >>> without_marks("※1 旅費は、対象外です。") == without_marks("（注）旅費は対象外です")
    True
    """
    return _NO_WORD.sub("", fold_text(text))


def candidate(material: Material, kind: str, row: Row, value: Value, reasons: Sequence[str] = ()) -> Candidate:
    """The candidate for a row, in the frame that it speaks of."""
    stated, item = row.stated, row.item
    place = Place(stated.clause) if stated.clause is not None else place_of(item)
    left = ("figure_not_read",) if stated.figure_left and not is_made(str(getattr(value, "topic", ""))) else ()
    doubts = (*reasons, *item.section.doubts, *_doubts(stated), *left, *table_doubt(item.table))
    frame, when = to_frame(material, frame_of(material, item), stated.when)
    name = next((str(found) for field in ("topic", "expense", "document") if (found := getattr(value, field, None))), "")
    if is_made(name) and _SAID_BEFORE.match(name) and (before := _before(item, stated)):
        when = (*when, Unread(unread=before))
    return quoted(material, kind, value, place, stated.start, stated.end, when=when, frame=frame, reasons=doubts, also=row.also)


# 該当するとされた場合, 左記の機器に使う, イの診断書は, 達成できない: says nothing without what stands before it
_SAID_BEFORE = re.compile(
    r"(?:達成|履行|遵守)(?:する|した|し(?:ない|なかった)|でき(?:る|ない|なかった))(?:場合|とき)?$|該当(?:する|した|しない)(?:と|場合|とき)|(?:左記|上記|前記|右記|同(?=[者社]))|(?:その|それ|これ|この|こう)(?!他|まま)[^、。]{0,8}|[イロハニホヘトア-ケ](?:の(?!り)|に(?:定め|規定|該当))"
)


def _before(item: Item, stated: Stated) -> str:
    """The words that a rule points back to: the sentence before it, else its lead, the item over it or its row."""
    source = stated.clause.text if stated.clause is not None else item.source
    sentences = [source[start:end] for start, end in sentence_bounds(source[: stated.start])]
    above = [*item.lead.splitlines()[-1:], *(parent.text for parent in item.parents[-1:]), *(item.cell.row_path[-1:] if item.cell else ())]
    return next((words.strip() for words in (*reversed(sentences), *above) if words.strip()), "")


# 通常枠以外: the others
_OTHERS = re.compile(r"以外|を除|でない|外の")


def to_frame(material: Material, frame: str, when: tuple[Condition, ...]) -> tuple[str, tuple[Condition, ...]]:
    """The frame to which a condition limits a rule for all (成長枠のみ), and the other conditions."""
    of_frame = material.scope.frame_alone
    if frame != COMMON:  # a condition that it is of this frame says no more
        return frame, tuple(n for n in when if not (isinstance(n, Leaf) and _says_so(n) and of_frame(n.of or "") == frame))
    named = {
        node: found
        for node in when
        if isinstance(node, Leaf) and _says_so(node) and not _OTHERS.search(node.of or "") and (found := of_frame(node.of or ""))
    }
    if len(named) != 1:
        return frame, when
    return next(iter(named.values())), tuple(node for node in when if node not in named)


def _says_so(leaf: Leaf) -> bool:
    return leaf.fact == OTHER and leaf.value is True and leaf.op == "eq"


def place_of(item: Item) -> Place:
    return Place(item.clause, item.table, item.cell)


def frame_of(material: Material, item: Item) -> str:
    """The frame that the nearest words over an item name; the document's own where it is about one."""
    scope = material.scope
    cell = item.cell
    header = scope.frame_of_header(cell.header_path) if cell is not None else None
    if header is None and cell is not None and item.table is not None:
        header = frame_above(item.table, cell, scope)
    if header is None and (own := _OF_WHOM.match(fold_text(item.text)) or _BOXED.match(fold_text(item.text))):
        header = scope.frame_of_header((own["who"],))
    if scope.default_frame != COMMON:
        return header or scope.default_frame  # a table of all frames stands in the document of each
    return header or scope.frame_of_place((*reversed(item.section.scope), *reversed(item.headings))) or COMMON


def _doubts(stated: Stated) -> Iterator[str]:
    if any(leaf.fact == OTHER for leaf in leaves_of(stated.constraint)):
        yield "open_measure"
