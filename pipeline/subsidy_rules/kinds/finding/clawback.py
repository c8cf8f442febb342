"""clawback 返還: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.kinds.clawback import Clawback
from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.listing import Row, candidate, rows_of, to_frame
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.kinds.topics import absent_state
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.topics import is_made, known_topic
from subsidy_rules.model.document import Clause
from subsidy_rules.model.reading import Party
from subsidy_rules.model.rule import Candidate, Condition, Leaf, Unread
from subsidy_rules.statements.clawbacks import GOAL_MISSED, NOT_KEPT, find_repayments, plan_years_of
from subsidy_rules.statements.limits import own_conditions
from subsidy_rules.statements.prose import negated
from subsidy_rules.statements.repaid import exemption_of, exempts, is_exemption, repays_part, share_of
from subsidy_rules.statements.repayment import Repayment
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_part import HELPERS
from subsidy_rules.statements.sentence_reading import read_sentence

_BEFORE_AWARD = re.compile(r"^(?!.*(?:返還|返納|返金|交付決定)).*採択.{0,8}取り?消")
# 事務局は、…場合: who takes it back is no part of the reason
_OFFICE = re.compile(r"^(?:事務局|[^、。はが]{0,10}(?:機構|大臣|知事|市長|町長|村長|区長|局長|労働局|センター|協会|公社))は、(?=.{4})")
# 取消しに関する情報: what is told or kept of repayments
_ABOUT = re.compile(r"(?:に関する|に係る|についての|の)(?:情報|データ|資料|書類|記録|内容|状況|事項|事実)(?:等|など)?。?$")
# 製品の登録を取り消す: whose registration ends has no money taken back by that
_REGISTERED = re.compile(
    r"(?!.*(?:返還|返納|返金|納付|交付決定|補助金|助成金))(?:.*(?:登録|認定|指定))(?:の|を|は|が|も)?[^、。]{0,8}取り?消"
)
_FOLLOWS = re.compile(r"取り?消[^。]*(?:返還|返納|返金)|[一全](?:額|部)|額(?:を|の|に)|乗じ|除し|差額|率")

# 期日までに報告しなかった場合、交付決定が取り消される: the reason, and what follows from it
_CASE = re.compile(
    r"(?P<case>[^。]+?(?:場合|とき))(?:に)?(?:は、?|、)(?:(?!場合|とき)[^。])*(?:返還|返納|返金|取り?消|減額|少なく|支払|(?:交付|支給)し|納付)(?:(?!場合|とき)[^。])*"
)
_MIGHT = re.compile(r"(?:場合|こと|可能性)が(?:ある|あります)。?$")
# 確認ができない場合, 達成し得ない場合 deny that one could, which no shorter words say
_ENDS_CASE = re.compile(r"^(?!.*(?:ができ|[しりきみち]得)な(?:い|かった)(?:場合|とき|こと)$).*(?:場合|とき|こと)$")


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    # a share without a reason that the vocabulary names, or a condition, is read with its sentence as an item
    found = tuple(one for one in find_repayments(material.document, material.items) if one.topic or one.when or one.constraint)
    for one in found:
        yield _candidate(material, one)
    yield from _listed(material, found)


# 偽りにより交付を受けたとき、又は設備を無断で処分したときは、返還させる: either is a reason by itself
_EITHER = re.compile(
    r"(?P<first>[^。]{4,}?(?:とき|場合))、?(?:又は|または|若しくは|もしくは|や)、?(?P<second>[^。]{4,}?(?:とき|場合))(?:に)?(?:は、?|、)"
    r"(?:(?!とき|場合)[^。])*(?:返還|返納|返金|取り?消)(?:(?!とき|場合)[^。])*(?:(?:場合|こと)が(?:ある|あります))?"
    r"(?:。?$|。\s*(?=ただし|但し|なお))"
)


def _each_reason(row: Row) -> tuple[Row, ...]:
    """The reasons of a sentence that names two of them, each as a row; the row itself where it names one or bounds it."""
    folded = fold(row.text)
    of = row.item.section.of if row.item.section.of in HELPERS else None
    match = None if row.constraint or _takes_nothing_back(folded.text, of=of) else _EITHER.match(folded.text)
    if match is None:
        return (row,)
    return tuple(_reason(row, match, name, folded.span(*match.span(name))) for name in ("first", "second"))


def _reason(row: Row, match: re.Match[str], name: str, span: tuple[int, int]) -> Row:
    """One of the two reasons, with the conditions that stand in it and those that stand behind both, without the reason itself."""
    own, behind = match[name], match.string[match.end("second") :]
    when = tuple(node for node in row.stated.when if not _is_state(node, own) and (_said_in(node, own) or _said_in(node, behind)))
    topic, begin = _OFFICE.sub("", whole_phrase(own)), row.stated.start
    return replace(row, stated=replace(row.stated, start=begin + span[0], end=begin + span[1], topic=topic, when=when))


def _said_in(node: Condition, words: str) -> bool:
    """Whether a condition stands in these words, as far as it tells its own: a figure does not."""
    said = node.unread if isinstance(node, Unread) else node.of if isinstance(node, Leaf) else None
    return said is None or fold_text(said) in words


def _listed(material: Material, found: Sequence[Repayment]) -> Iterator[Candidate]:
    """Repayments that items and sentences state, where nothing more exact was read of them; what exempts from them is their condition."""
    told = [(one.place.clause_no, one.start, one.end) for one in found if isinstance(one.place, Clause)]
    tables = {one.place[0].table_no for one in found if not isinstance(one.place, Clause)}
    shared = {one.topic for one in found if one.share is not None}
    rows = tuple(one for row in rows_of(material, "clawback") for one in _each_reason(row))
    exempt = [row for row in rows if is_exemption(row.item)]
    years = plan_years_of(material.document.clauses)
    for row in (_untold(row, told) for row in rows):
        item = row.item
        exempting = item.section.sign == "neutral" and "返還" in item.lead and is_denied(item.lead)
        if exempting or (row.constraint and _is_exception(row)):
            continue  # what is told there exempts from the repayment
        topic = known_topic("clawbacks", row.text)
        # a reason alone says nothing where its share is told elsewhere; before the award there is nothing to pay back
        repeated = topic is not None and topic in shared and not _FOLLOWS.search(fold_text(row.text))
        if any("=" in fold_text(clause.text) for clause in item.rest):
            continue  # the case of a formula below it
        if _is_told(row, told, tables) or is_exemption(item) or repeated:
            continue
        of = item.section.of if item.section.of in HELPERS else None
        if _takes_nothing_back(fold_text(row.text), of=of):
            continue
        said = row.stated.topic if is_made(row.stated.topic) else whole_phrase(row.text)
        if _EVEN_THEN.fullmatch(fold_text(row.text)) is not None:
            topic, said = None, _reason_before(row)
            if not said:
                continue  # why it is taken back stands elsewhere
            row = replace(row, stated=replace(row.stated, when=()))
        if topic is None and (case := _CASE.fullmatch(_MIGHT.sub("", said))) is not None:
            said = _OFFICE.sub("", case["case"])
            row = replace(row, stated=replace(row.stated, when=tuple(node for node in row.stated.when if not _is_state(node, said))))
        share = share_of(row.text)
        if not row.constraint and share is None and find_periods(fold_text(item.text)):
            topic, said = None, whole_phrase(item.text)  # a reason within a time: a shorter name of it would lose that
        given = {"topic": topic or said, **({"of": of} if of else {}), **_missed(row), **({"share": share} if share is not None else {})}
        unless = tuple(condition for other in exempt if exempts(other.item, item) for condition in exemption_of(other.item, years))
        when = _beside_reason(row.stated.when, topic)
        limited = replace(row, stated=replace(row.stated, when=(*when, *unless)))
        value = Clawback.model_validate({**given, **(absent_state(given) if _ENDS_CASE.search(said) else {})})
        yield candidate(material, "clawback", limited, value, _of_share(value, row.text, item.text))


# また、採択された場合であっても取消となります: the reason stands in the sentence before
_EVEN_THEN = re.compile(
    r"(?:なお、|また、|さらに、)?[^。、]{2,50}?(?:場合|とき|後)(?:であって)?(?:でも|も)、?(?!(?:虚偽|不正|違反|要件))[^。、]{0,24}?(?:取り?消|返還)[^。、]{0,16}。?"
)
_ITS_CASE = re.compile(r"(?:なお、|また、)?(?P<case>[^。]{4,}?(?:場合|とき))(?:に)?は、?[^。]+")


def _reason_before(row: Row) -> str:
    """The case of the sentence before that of a row; "" where it has none."""
    source, start = (row.stated.clause.text if row.stated.clause is not None else row.item.source), row.stated.start
    before = [source[a:b] for a, b in sentence_bounds(source) if b <= start]
    case = _ITS_CASE.match(fold_text(before[-1]).strip()) if before else None
    return whole_phrase(case["case"]) if case is not None else ""


def _of_share(value: Clawback, said: str, whole: str) -> tuple[str, ...]:
    """What makes the share of a repayment less than sure, of the words that state it and of its whole item."""
    if value.share is not None:
        return ("share_of_part",) if repays_part(said) else ()
    return ("formula_not_read",) if _BY_FORMULA.search(fold_text(whole)) else ()


# 計画の年数で除した額, 達成率に応じた額: how much is paid back
_BY_FORMULA = re.compile(r"(?:除し|乗じ|按分|案分|減じ|差し引い|応じ)(?:て(?:得)?)?[たる]?[^。、]{0,12}額")


def _missed(row: Row) -> dict[str, object]:
    """The bound of a repayment: of a goal that was not reached (3%以上とする目標が未達) what was instead."""
    bound, source = row.stated.constraint, row.stated.clause.text if row.stated.clause is not None else row.item.source
    behind = fold_text(source[row.stated.end :]).split("。", maxsplit=1)[0]
    if isinstance(bound, Leaf) and bound.op in ("ge", "gt") and (GOAL_MISSED.match(behind) or NOT_KEPT.match(behind)):
        return {"constraint": negated(bound)}
    return row.constraint


def _takes_nothing_back(text: str, *, of: Party | None = None) -> bool:
    """Whether a folded text takes nothing back: before the award, the registration of a thing, or only what is told of it.

    Whose own registration for the programme ends (`of`: a vendor or leasing company) has lost it.

    >>> _takes_nothing_back("虚偽があった場合は、製品の登録を取り消す。"), _takes_nothing_back("虚偽があった場合は、交付決定を取り消す。")
    (True, False)
    """
    registered = (of is None or "登録" not in text) and _REGISTERED.match(text) is not None
    return registered or any(pattern.search(text) is not None for pattern in (_BEFORE_AWARD, _ABOUT))


# 要件を満たさなかった場合の返還: a title that says what follows
_CONSEQUENCE = re.compile(r"(?:場合|とき)の[^。]{0,12}(?:返還|返納|返金|取り?消し?|納付)(?:等|について|に関して)*$")


def _beside_reason(when: Sequence[Condition], topic: str | None) -> tuple[Condition, ...]:
    """The conditions of a repayment that do not only say its reason again, in a title above it or where the topic names it."""
    states = [node for node in when if isinstance(node, Leaf) and node.of is not None and node.value is True]
    titles = [node for node in states if _CONSEQUENCE.search(node.of or "")]
    again = titles if len(titles) < len(states) else []
    # 前項の規定を満たさない場合 says of which requirement
    plain = [node for node in states if not re.search(r"\d|規定|要件|条件|前[項号条]", node.of or "")]
    again += [node for node in plain if topic is not None and known_topic("clawbacks", node.of or "") == topic]
    return tuple(node for node in when if node not in again)


def _is_state(node: object, words: str) -> bool:
    return isinstance(node, Leaf) and node.of is not None and node.of in words and node.value is True


def _is_exception(row: Row) -> bool:
    """Whether the sentence that a row's bound stands in says when nothing is paid back."""
    text, start = row.item.text, row.stated.start - row.item.start
    sentence = next((text[a:b] for a, b in sentence_bounds(text) if a <= start < b), "") if row.stated.clause is None else ""
    return "返還" in sentence and is_denied(sentence)


def _untold(row: Row, told: Sequence[tuple[int, int, int]]) -> Row:
    """A row as far as its first sentence goes where something more exact was read of a further one only."""
    if row.item.clause is None or row.stated.clause is not None:
        return row
    number, start = row.item.clause.clause_no, row.stated.start
    bounds = sentence_bounds(row.item.source[start : row.stated.end])
    end = start + bounds[0][1] if bounds else row.stated.end
    exact = [(first, last) for at, first, last in told if at == number and first < row.stated.end and start < last]
    return replace(row, stated=replace(row.stated, end=end)) if exact and all(first >= end for first, _ in exact) else row


def _is_told(row: Row, told: Sequence[tuple[int, int, int]], tables: set[int]) -> bool:
    """Whether something more exact was read of the words of a row, or of the table that it stands in."""
    if row.item.clause is None:
        return row.item.table is not None and row.item.table.table_no in tables
    clause_no, start, end = row.item.clause.clause_no, row.stated.start, row.stated.end
    return any(at == clause_no and first < end and start < last for at, first, last in told)


def _candidate(material: Material, found: Repayment) -> Candidate:
    place = Place(clause=found.place) if isinstance(found.place, Clause) else Place(table=found.place[0], cell=found.place[1])
    given: dict[str, object] = {"topic": found.topic or _named_by(place, found)}
    given |= {name: part for name, part in (("of", found.of), ("constraint", found.constraint), ("share", found.share)) if part is not None}
    value = Clawback.model_validate(given)
    when = (*_beside_reason(found.when, found.topic), *_of_applications(place.text, found, material.scope))
    frame, when = to_frame(material, material.scope.default_frame, when)
    part = ("share_of_part",) if found.share is not None and repays_part(place.text[found.start : found.end]) else ()
    doubts = (*part, "told_elsewhere") if _NO_REASON.fullmatch(value.topic) else part
    return quoted(material, "clawback", value, place, found.start, found.end, when=when, frame=frame, reasons=doubts)


# 補助金の返還: that it is paid back, and not why
_NO_REASON = re.compile(rf"(?:{GIVES}(?:金|額)?(?:等)?の)?(?:一部|全部|全額)?(?:の)?返還(?:額|金|義務|率|割合)?(?:等|について)?")


def _named_by(place: Place, found: Repayment) -> str:
    """A name for a repayment whose reason the vocabulary does not name: that of its table, where its cell only says how much."""
    table = place.table
    over = (table.caption, *reversed(table.headings)) if table is not None else ()
    return whole_phrase(next((text for text in over if text.strip()), "") or place.text[: found.end])


def _of_applications(text: str, found: Repayment, scope: DocumentScope) -> tuple[Condition, ...]:
    """Of which applications the sentence of a repayment speaks: 特例の適用を受ける申請において、…."""
    start, end = next(((a, b) for a, b in sentence_bounds(text) if a <= found.start < b), (0, len(text)))
    reading = read_sentence(text[start:end])
    named = tuple(words for words in reading.conditions if fold_text(words).endswith("申請"))
    return own_conditions(replace(reading, conditions=named, limits=(), unread=()), text[start:end], found.when, scope) if named else ()
