"""An item → the rules that it states: each bound with its conditions, a topic where there is no bound, and what nobody could read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.conditions import bounds_to_leaves, read_specials, unique
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.parties import names_some
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.topics import known_topic
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Clause
from subsidy_rules.model.reading import Reading, Role
from subsidy_rules.model.rule import Condition, Leaf
from subsidy_rules.statements.bounds import Stated, flagged, read_sentences, reading_at, topic_of
from subsidy_rules.statements.bracket_bounds import without_left_out
from subsidy_rules.statements.case_bounds import Case, cases_of, conditions_of, settle_cases, without_told, without_unable
from subsidy_rules.statements.denied_together import is_denied_together, is_one_of, joins_next
from subsidy_rules.statements.deviations import settle_deviations, without_defined
from subsidy_rules.statements.either import settle_alternatives
from subsidy_rules.statements.figures_left import figures_left, told_of
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.joined_measures import with_joined_measures
from subsidy_rules.statements.joint_bounds import settle_joint
from subsidy_rules.statements.later_bounds import settle_later
from subsidy_rules.statements.limits import inherited_conditions, object_conditions, own_conditions, waives
from subsidy_rules.statements.listed_awards import listed_awards
from subsidy_rules.statements.mixed_joints import settle_mixed
from subsidy_rules.statements.of_some import of_some
from subsidy_rules.statements.open_measures import open_bounds, touching
from subsidy_rules.statements.prose import negated, past_awards, sentence_conditions, some_awarded, split_sentences
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_sentences import of_sentence
from subsidy_rules.statements.sentence_parts import reading_bounds
from subsidy_rules.statements.sentence_reading import read_sentence

_ANNOUNCES = re.compile(r"(?:以下|次|下記).{0,30}(?:(?:要件|条件).{0,12}満た|(?:全て|すべて|いずれも).{0,12}(?:満た|該当))")
_TITLE = 60
_PRICE = re.compile(r"(?P<what>.+?)(?:の|1(?:件|台|個)(?:当たり|あたり)の)?(?:購入)?(?:単価|価格|取得価額)")


def read_item(item: Item, exempt: Sequence[Leaf], notes: Sequence[Clause], scope: DocumentScope) -> tuple[Stated, ...]:
    """All rules that one item states, with bounds in its own text.

    Args:
        item: of a list, box or row.
        exempt: who is exempt from it, as negated leaves.
        notes: the notes (※) under the same headings.
        scope: what is told of the document.
    """
    outer = _outer(item, exempt, scope)
    if waits := listed_awards(item, scope):
        return tuple(replace(one, when=outer) for one in waits)
    readings = readings_of(item)
    stated = _award(item, scope) or _known(item, outer, scope) or _continued(item, outer, scope) or _flagged(item, outer)
    cases_by = [cases_of(reading, item.source) for reading in readings]
    stated = without_left_out([*stated, *_open(item, readings, cases_by, stated, outer)], item.source)
    stated = list(_without_waived(without_defined(stated, item.source), readings, item.source))
    cases = sorted(chain.from_iterable(cases_by), key=lambda case: case.start)
    stated = without_unable(stated, cases, item.role)
    limiting = conditions_of(stated, cases)
    stated = settle_alternatives(settle_cases(stated, cases, item.role), readings, item.source, item.role)
    stated = settle_mixed(stated, readings, item.source, item.role)
    stated = settle_joint(settle_deviations(stated, item.source), readings, item.source, item.role)
    stated, readings = settle_later(stated, readings, item.source, scope)
    stated = with_joined_measures(stated, item.source)
    stated = [*_in_words(item, readings, stated, outer if stated else tuple(dict.fromkeys((*outer, *limiting)))), *stated]
    stated = list(_noted(item, stated, notes, scope))
    inherited = inherited_conditions(item.section)
    limited = [_with_limits(one, item.source, readings, cases_by, inherited, scope) for one in stated]
    if item.role in _DONE:
        limited = [replace(one, topic=_without_case(one.topic, one.when)) for one in limited]
    return tuple(_with_left(limited, readings, item.source))


def _without_waived(stated: Sequence[Stated], readings: Sequence[Reading], text: str) -> Iterator[Stated]:
    """The bounds of an item but for those of a case in which nothing is asked (50万円以下の場合は不要): the whole case is an exception."""
    waived = [(start, start + len(words)) for one in readings for words in one.limits if waives(words) and (start := text.find(words)) >= 0]
    yield from (one for one in stated if one.constraint is None or not any(start <= one.start < end for start, end in waived))


def _with_left(stated: Sequence[Stated], readings: Sequence[Reading], text: str) -> Iterator[Stated]:
    """The rules of an item, those marked whose sentence holds a figure that no rule of the item has for a bound."""
    told = told_of(part for one in stated for part in (one.constraint, *one.when))
    left: dict[int, bool] = {}
    for one in stated:
        at = reading_at(readings, one) if one.clause is None else None
        if at is not None and at not in left:
            left[at] = figures_left(readings[at], text, told)
        yield replace(one, figure_left=at is not None and left[at])


_DONE = frozenset({"requirement", "duty", "required_document"})
_OBLIGES = frozenset({"must", "must_not", "is_submitted"})
_STATES = _OBLIGES | {"is_repaid", "is_excluded", "is_not_paid"}
_TELLS = (None, "remark", "procedure", "other")
_ADDS = re.compile(
    r"\s*(?:また|なお|さらに|加えて|併せて|あわせて|かつ)、|[^。]*(?:こと|者|もの|場合|とき|申請)も、?(?:認め|でき|不可|(?:補助|助成)?(?:の)?対象)"
)


def _in_words(item: Item, readings: Sequence[Reading], known: Sequence[Stated], outer: tuple[Condition, ...]) -> Iterator[Stated]:
    """What an item says without a figure: as a whole where none was read in it, else its first obligation; and each that a further
    sentence adds (また、…), or states where the first only tells what the others are about."""
    if any(one.clause is not None for one in known):
        return
    first = readings[0]
    told = touching((one.start, one.end) for one in known)
    free = [r for r in readings if not told(r.start, r.end)]
    states = first.act in _STATES
    more = [r for r in free if r is not first and r.act in (_STATES if states else _OBLIGES)]
    adding = [r for r in more if not states or _ADDS.match(item.source[r.start : r.end])]
    only_tells = bool(adding) and not states and of_sentence(fold_text(item.source[first.start : first.end])).role in _TELLS
    if not known and not only_tells:
        end = adding[0].start if adding else item.end
        yield Stated(_topic(item, item.start, end), None, outer, item.start, end)
    elif known and free and free[0] is first and first.act in _OBLIGES:
        yield Stated(_topic(item, first.start, first.end), None, outer, first.start, first.end)
    for reading in adding:
        yield Stated(_topic(item, reading.start, reading.end), None, outer, reading.start, reading.end)


# IDが古い場合、更新してから申請すること: what is asked stands behind the case
_BEHIND_CASE = re.compile(r"^[^。]*?(?:場合|とき)(?:に(?:あって|おいて)は、?|に?は、?|に?、)(?P<asked>[^。]{8,})")


def _topic(item: Item, start: int, end: int) -> str:
    """What a stretch of an item is about; of what is asked in a case only what is asked names it."""
    text = item.source[start:end]
    asked = _BEHIND_CASE.match(fold_text(text)) if item.role in _DONE else None
    if asked is not None and known_topic("topics", asked["asked"]) != known_topic("topics", text):
        return known_topic("topics", asked["asked"]) or whole_phrase(text)
    return topic_of(text)


def with_limits(stated: Stated, item: Item, scope: DocumentScope) -> Stated:
    """A rule of an item with the conditions and limits that the item and its ancestors put on it."""
    readings = readings_of(item)
    cases_by = [cases_of(reading, item.source) for reading in readings]
    return _with_limits(stated, item.source, readings, cases_by, inherited_conditions(item.section), scope)


def readings_of(item: Item) -> tuple[Reading, ...]:
    """A reading for each sentence of an item; offsets count the text of the clause or cell that it stands in."""
    heading = item.headings[-1] if item.headings else ""
    lead = item.lead.splitlines()[-1] if item.lead else item.parents[-1].text if item.parents else ""
    out = []
    for start, end in reading_bounds(item.text, sentence_bounds(item.text) or ((0, len(item.text)),)):
        reading = read_sentence(item.text[start:end], heading, lead, item.section)
        by = item.start + start
        figures = tuple(replace(figure, start=figure.start + by, end=figure.end + by) for figure in reading.figures)
        out.append(replace(reading, figures=figures, start=reading.start + by, end=reading.end + by))
    return tuple(out)


def _outer(item: Item, exempt: Sequence[Leaf], scope: DocumentScope) -> tuple[Leaf, ...]:
    """What parents, leads and headings put on all that an item states, as far as the vocabulary knows it."""
    parents = (leaf for parent in item.parents for leaf in sentence_conditions(fold_text(parent.text), scope))
    leads = (leaf for lead in item.leads if _ANNOUNCES.search(fold_text(lead)) for leaf in sentence_conditions(fold_text(lead), scope))
    return unique((*parents, *exempt, *_special(item), *leads))


def _special(item: Item) -> tuple[Leaf, ...]:
    """The special measure that the requirements of a list are for, by the words over it; unnamed where they only say that there is one."""
    for text in (*reversed(item.lead.splitlines()[-3:]), *reversed(item.headings)):
        folded = fold_text(text)
        if "特例" in folded and len(folded) <= _TITLE:
            return read_specials(folded) or (Leaf(fact="special_measure", op="eq", value=True),)
    return ()


def _context(item: Item) -> str:
    return fold_text("".join((*item.leads, *(parent.text for parent in item.parents))))


def _known(item: Item, outer: tuple[Leaf, ...], scope: DocumentScope) -> list[Stated]:
    """The bounds on what the vocabulary names."""
    folded = fold(item.text)
    found = read_sentences(folded.text, _context(item), outer, scope)
    denied = [q.end - 1 for q in find_quantities(folded.text) if _is_denied_together(folded.text, q.end - 1)]
    # 3億円を超え、かつ、300人を超える事業主でないこと: the denial reaches the second as little as the first
    joins = is_one_of if item.role == "exclusion" else joins_next  # who is neither: no bound of one of them leaves him out
    kept = [one for one in found if not any(joins_next(b) or joins(b) for end in denied for b in (folded.text[end : one.start],))]
    kept = [one for one in kept if not _is_denied_together(folded.text, one.end - 1)]
    return [_moved(_of_some(one, folded.text, item.role), folded, item.start) for one in kept]


def _is_denied_together(text: str, at: int) -> bool:
    """Whether the figure that ends at a place of a folded text is denied only with more of its sentence."""
    return is_denied_together(next(split_sentences(text[at:]), ""))


def _of_some(stated: Stated, text: str, role: Role) -> Stated:
    """A bound of a requirement with whom it is about, where that is not everybody whom its item names."""
    if role not in ("requirement", "exclusion") or not isinstance(stated.constraint, Leaf):
        return stated
    some = of_some(text, stated.start, stated.end, stated.constraint.fact)
    return replace(stated, when=tuple(dict.fromkeys((*stated.when, *some)))) if some else stated


def _award(item: Item, scope: DocumentScope) -> list[Stated]:
    """An earlier award that excludes."""
    if item.role != "exclusion":
        return []
    awards = past_awards(fold_text(item.text), scope)
    about = (*object_conditions(fold_text(item.text)), *some_awarded(fold_text(item.text))) if awards else ()
    return [Stated("recent_award" if leaf.over else "past_award", leaf, about, item.start, item.end) for leaf in awards]


def _flagged(item: Item, outer: tuple[Leaf, ...]) -> list[Stated]:
    """A state that the vocabulary knows although no number stands there."""
    flag = flagged(fold_text(item.text), outer)
    return [replace(flag, start=item.start, end=item.end)] if flag is not None else []


def _moved(stated: Stated, folded: Folded, by: int) -> Stated:
    start, end = folded.span(stated.start, stated.end)
    return replace(stated, start=start + by, end=end + by)


def _continued(item: Item, outer: tuple[Leaf, ...], scope: DocumentScope) -> list[Stated]:
    """Rules of the paragraphs that go on with an item which names its subject only; each bound once."""
    found: dict[tuple[str, object], Stated] = {}
    for clause in item.rest:
        folded = fold(clause.text)
        for one in read_sentences(folded.text, _context(item), outer, scope):
            found.setdefault((one.topic, one.constraint), replace(_moved(one, folded, 0), clause=clause))
    return list(found.values())


def _open(
    item: Item, readings: Sequence[Reading], cases_by: Sequence[Sequence[Case]], known: Sequence[Stated], outer: tuple[Leaf, ...]
) -> Iterator[Stated]:
    """The bounds on what the vocabulary does not name."""
    own = [(one.start, one.end) for one in known if one.clause is None]
    for reading, told, taken in zip(readings, cases_by, _within(own, readings), strict=True):
        cases = [(case.start, case.end) for case in told]
        for bound in open_bounds(reading, item.source, taken, cases):
            topic = topic_of(item.source[reading.start : reading.end])
            constraint = bound.condition[0] if len(bound.condition) == 1 else bound.condition
            yield Stated(topic, constraint, unique((*outer, *_priced(constraint))), bound.start, bound.end, bound.unit)


def _within(spans: Iterable[tuple[int, int]], readings: Sequence[Reading]) -> list[list[tuple[int, int]]]:
    """The stretches that share a character with each of the readings."""
    out: list[list[tuple[int, int]]] = [[] for _ in readings]
    for start, end in spans:
        at = max(0, bisect_right(readings, start, key=lambda reading: reading.start) - 1)
        while at < len(readings) and readings[at].start < end:
            out[at].append((start, end))
            at += 1
    return out


def _priced(constraint: Condition | tuple[Condition, ...]) -> tuple[Leaf, ...]:
    """The expense whose price a bound is on: 建物費の単価."""
    of = constraint.of if isinstance(constraint, Leaf) else None
    priced = _PRICE.fullmatch(of or "")
    slugs = list(dict.fromkeys(hit.slug for hit in lexicon("expenses").find(priced["what"]))) if priced is not None else []
    return (Leaf(fact="item", op="eq", value=slugs[0]),) if len(slugs) == 1 else ()


def _noted(item: Item, stated: Sequence[Stated], notes: Sequence[Clause], scope: DocumentScope) -> tuple[Stated, ...]:
    """The rules with an exception that stands in a note for a marked number of the item: （※）earlier awardees: 4%以上."""
    out = list(stated)
    for note in notes if "※" in item.text else ():
        folded = fold(note.text)
        awards = past_awards(folded.text, scope)
        sizes = [q for q in find_quantities(folded.text) if q.low is not None or q.high is not None]
        for index, general in enumerate(stated):
            fitting = [q for q in sizes if general.unit == q.unit]
            if awards and fitting and isinstance(general.constraint, Leaf):
                leaf = bounds_to_leaves(general.constraint.fact, fitting[0], as_text=isinstance(general.constraint.value, str))[0]
                special = general.constraint.model_copy(update={"op": leaf.op, "value": leaf.value})
                out[index] = replace(general, when=(*general.when, *(negated(award) for award in awards)))
                start, end = folded.span(fitting[0].start, fitting[0].end)
                out.append(Stated(general.topic, special, (*general.when, *awards), start, end, general.unit, note))
    return tuple(out)


def _with_limits(
    stated: Stated,
    text: str,
    readings: Sequence[Reading],
    cases_by: Sequence[Sequence[Case]],
    inherited: Sequence[Condition],
    scope: DocumentScope,
) -> Stated:
    """The rule with the conditions and limits of its own sentence and of its ancestors."""
    at = reading_at(readings, stated) if stated.clause is None else None
    own = readings[at] if at is not None else None
    bound = stated.constraint if isinstance(stated.constraint, tuple) else (stated.constraint,)
    known = (*stated.when, *(part for part in bound if part is not None))
    limits = own_conditions(without_told(stated, own, text, cases_by[at]), text, known, scope) if own is not None and at is not None else ()
    of_group = any(isinstance(part, Leaf) and part.fact == "group_members" for part in bound)
    around = [node for node in inherited if not (of_group and isinstance(node, Leaf) and names_some(node.of or ""))]
    when = tuple(dict.fromkeys((*stated.when, *limits, *around)))
    return replace(stated, when=when, act=own.act if own is not None else None)


_LEAST_NAME = 6  # characters that a name must keep
_GOES_ON = re.compile(r"(?:[をがのはでと、]|から|より|まで|等|ついて|対し|及び|又は|係る)")  # ... and it begins with no particle


def _without_case(topic: str, when: Sequence[Condition]) -> str:
    """The name of a rule without the case that it begins with, where that is a condition of the rule."""
    for node in when:
        case = node.of if isinstance(node, Leaf) and node.value is True else None
        if case and topic.startswith(case):
            rest = re.sub(
                r"^(?:等|など)?(?:(?:に(?:おいて|あって|ついて|対して|関して|つき)?|の場合)?(?:は|も)?)?、?", "", topic[len(case) :]
            )
            return rest if len(rest) >= _LEAST_NAME and not _GOES_ON.match(rest) else topic
    return topic
