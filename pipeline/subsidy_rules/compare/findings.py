"""Two documents → what happened to their sentences, one finding for one cause, in the order of the newer document.

A name that is replaced everywhere, an exchange of the same words in several sentences and the sentences of one new paragraph that decide
nothing are one finding each; all their places are kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.effects import effect_of_change, effect_of_coming, names_new_part
from subsidy_rules.compare.finding import Finding, Name, Pair
from subsidy_rules.compare.lone import said_once, without_labels, without_titles
from subsidy_rules.compare.neutral_words import is_neutral
from subsidy_rules.compare.own_part import said_in_another_order, still_said
from subsidy_rules.compare.spelling import bare, spelled
from subsidy_rules.compare.texts import Counterparts, align_texts
from subsidy_rules.compare.units import Unit
from subsidy_rules.compare.words import slid, stretches_of
from subsidy_rules.model.change import GRAVITY

_NAME = 6  # characters from which a replaced name can be told from chance
_TITLE = 60  # characters that a title has at most
_SUFFIX = 12  # characters of what is called by the name: 費補助金交付規程
_ENDING = 3  # characters in which two titles end alike before they are compared
_PART = re.compile(r"(?:コース|枠|類型)[)）」』]*$")
_SUM = re.compile(r"\d[万億千]?円")
_LABEL = 30  # characters that a label has at most
_NO_NAME = re.compile(r"[、。()（）§\d]")
_SENTENCE = 16  # characters exchanged from which two sentences changed for one reason, whatever they do
_OFTEN = 2  # places from which a replaced name counts as one change
_SAME_DOCUMENT = 0.4  # share of texts in common below which two documents are not one document of two years
_ANY_OF = re.compile(r"いずれか(?:一方|を満たす|に該当|の要件|を選)|どちらか|少なくとも(?:一|1)つ")
_ONE_OF_TWO = re.compile(r"(?:少なくとも)?(?:いずれか|どちらか)一?方?の?(?:目標|要件|基準|方法)?(?:値)?を(?:達成|満た|選択)")
_UNNUMBERED, _POINTER = re.compile(r"(?:別紙|別表|別添|様式|付録)?"), re.compile(r"§[a-z]+")
_CASE = re.compile(r"(?:場合|とき)[、。:：]?$")
_OR_LINE = re.compile(r"(?:又は|または|若しくは|もしくは)[。、]?")


@dataclass(frozen=True, slots=True)
class Compared:
    """The findings on two documents; `alike` is false where they have too little in common to be compared sentence by sentence."""

    findings: tuple[Finding, ...]
    alike: bool


def paired(gone: Finding, come: Finding) -> Finding | None:
    """One finding of a sentence that went and one that came and is known to be the same one; None where they say the very same."""
    (old, _), (_, new) = gone.places[0], come.places[0]
    if old is None or new is None:
        raise ValueError("what went has an old sentence, what came a new one")
    check = effect_of_change(old, new, ())
    return Finding(check, ((old, new),)) if check is not None else None


def compare_units(old: Sequence[Unit], new: Sequence[Unit], own: Sequence[str] = (), *, rewritten: bool = False) -> Compared:
    """What happened to the sentences of one document.

    `rewritten`: it is known to be the same document, however little of its wording is left; what it says at large and does not say of
    the programme by one of its names (`own`) is left out then.
    """
    found = align_texts(old, new)
    alike = _kept(found, old, new) >= _SAME_DOCUMENT
    if not (alike or rewritten):
        return Compared((), alike=False)
    names = _renamed(found)
    parts = _new_parts(old, new)
    called = frozenset(_bare(part) for part in parts)
    changed, titles = _changed(found, names, called), _titles_of(found, names)
    said = {pair for finding in titles for pair in finding.places}
    gone = [unit for unit in found.removed if not any(unit is pair[0] for pair in said)]
    come = [unit for unit in found.added if not any(unit is pair[1] for pair in said)]
    if rewritten:
        gone = [unit for unit in gone if not (still_said(unit, new) or said_in_another_order(unit, new, own))]
        come = [unit for unit in come if not (still_said(unit, old) or said_in_another_order(unit, old, own))]
    whole = "\n".join(unit.plain for unit in old), "\n".join(unit.plain for unit in new)
    gone = [unit for unit in gone if not any(_said_with(unit, was, now, whole[1]) for was, now in names)]
    come = [unit for unit in come if not any(_said_with(unit, now, was, whole[0]) for was, now in names)]
    come = sorted([*come, *_also_of_new_parts(found, new, parts)], key=lambda unit: unit.order)
    sides = [without_labels(said_once(_alone(units, every, side))) for units, every, side in ((gone, old, "old"), (come, new, "new"))]
    alone = [finding for findings in sides for finding in without_titles(findings, parts)]
    joined = [*_joined([*titles, *changed], called), *_grouped(alone)]
    joined = [replace(finding, of_new_part=True) if _is_of(finding, parts) else finding for finding in joined]
    joined = [finding for finding in joined if finding.of_new_part or not _is_layout(finding, *whole)]
    return Compared(tuple(sorted(joined, key=lambda finding: _place(finding, found, old))), alike=True)


def _new_parts(old: Sequence[Unit], new: Sequence[Unit]) -> frozenset[str]:
    """The headings of courses and frames that the old document does not name."""
    said = "\n".join({_bare(heading) for unit in old for heading in unit.headings} | {unit.plain for unit in old})
    return frozenset(
        heading
        for heading in {heading for unit in new for heading in unit.headings}
        if _PART.search(heading) and _bare(heading) not in said
    )


def _also_of_new_parts(found: Counterparts, new: Sequence[Unit], parts: frozenset[str]) -> Iterator[Unit]:
    """Sums and demands under the heading of a new course that another course has as well: who compares wants to know what it is."""
    taken = {unit.order for unit in found.added} | {unit.order for _, unit, _ in found.changed}
    for unit in new:
        if unit.order in taken or not any(heading in parts for heading in unit.headings):
            continue
        if _SUM.search(unit.spelled) or effect_of_coming(unit) == "clause-burden-added":
            yield unit


def _bare(heading: str) -> str:
    return bare(spelled(heading))


def _is_of(finding: Finding, parts: frozenset[str]) -> bool:
    old, new = finding.places[0]
    return old is None and new is not None and any(heading in parts for heading in new.headings)


def _place(finding: Finding, found: Counterparts, old: Sequence[Unit]) -> tuple[float, int, int]:
    """Its place in the newer document; what has gone stands where the next text before it that is left stands."""
    order, behind = finding.order
    if behind:
        before = [(a.order, b.order) for a, b, _ in found.changed if a.order <= order]
        order = max(before)[1] + 0.5 if before else order
    first = finding.places[0][0] or finding.places[0][1]
    return order, behind, first.order if first is not None else 0


def _kept(found: Counterparts, old: Sequence[Unit], new: Sequence[Unit]) -> float:
    """Which share of the texts of the document with fewer of them the other one has as well, changed or not."""
    if not old or not new:
        return 0.0
    return max(1 - len(found.removed) / len(old), 1 - len(found.added) / len(new))


def _changed(found: Counterparts, names: Sequence[Name], parts: frozenset[str]) -> Iterator[Finding]:
    for a, b, _ in found.changed:
        check = effect_of_change(a, b, names, parts)
        if check is not None:
            name = next(((was, now) for was, now in names if was in a.spelled and now in b.spelled), None)
            yield Finding(check, ((a, b),), name if check == "name-replaced" else None)


def _titles_of(found: Counterparts, names: Sequence[Name]) -> list[Finding]:
    """Titles and signatures that are little else than a name which was replaced."""
    out: list[Finding] = []
    # signed with one name where the other one stood in a line with other words
    for pair, unit in (*(((None, unit), unit) for unit in found.added), *(((unit, None), unit) for unit in found.removed)):
        for name in names:
            own = name[1] if pair[0] is None else name[0]
            if own in unit.spelled and len(unit.spelled) <= len(own) + _SUFFIX and "。" not in unit.spelled:
                out.append(Finding("name-replaced", (pair,), name))
                break
    for a, b in _titles(found):
        for was, now in names:
            taken = any(y is not None and x is not None and (a is x or b is y) for one in out for x, y in one.places)
            if a.spelled.replace(was, now) == b.spelled and not taken:
                out = [one for one in out if one.places[0][1] is not b and one.places[0][0] is not a]
                out.append(Finding("name-replaced", ((a, b),), (was, now)))
    return out


def _joined(findings: Sequence[Finding], parts: frozenset[str]) -> list[Finding]:
    """Findings with those joined in which the same words were exchanged, as grave as the gravest of them."""
    groups: dict[object, list[Finding]] = {}
    for n, finding in enumerate(findings):
        groups.setdefault(_cause(finding, n, parts), []).append(finding)
    out: list[Finding] = []
    for group in groups.values():
        first = min(group, key=lambda finding: GRAVITY[all_checks()[finding.check].level])
        out.append(Finding(first.check, _whole_first([first, *(one for one in group if one is not first)]), first.name))
    return out


def _whole_first(group: Sequence[Finding]) -> tuple[Pair, ...]:
    """Their places, those that both documents have before those of one."""
    places = [pair for one in group for pair in one.places]
    return (*(pair for pair in places if None not in pair), *(pair for pair in places if None in pair))


def _cause(finding: Finding, n: int, parts: frozenset[str]) -> object:
    if finding.name is not None:
        return finding.check, finding.name
    old, new = finding.places[0]
    if old is None or new is None:
        return n
    if finding.check == "clause-changed" and (part := names_new_part(old.spelled, new.spelled, parts)) is not None:
        return finding.check, part
    stretches = stretches_of(old.spelled, new.spelled)
    exchanged = tuple((each.old, each.new) for each in stretches)
    if finding.check == "reworded" and exchanged and all(_UNNUMBERED.fullmatch(was) and _POINTER.fullmatch(now) for was, now in exchanged):
        return finding.check, tuple(now for _, now in exchanged)  # what is pointed at has got a number
    if finding.check == "reworded":
        return finding.check, exchanged
    of_weight = tuple((each.old, each.new) for each in map(slid, stretches) if not is_neutral(each))
    said = sum(len(was) + len(now) for was, now in of_weight)
    if said >= _SENTENCE and finding.check != "heading-changed":
        return "words", of_weight  # so many words are exchanged for one reason, whatever their sentences do
    # signs, syllables and endings that are exchanged in two places may be so for two reasons
    named = any(_RUN.search(was + now) for was, now in of_weight)
    return (finding.check, of_weight) if said >= _NAME and named else n


def _alone(units: Sequence[Unit], all_units: Sequence[Unit], side: str) -> Iterator[Finding]:
    at = {unit.order: unit for unit in all_units}
    for unit in units:
        check = all_checks()[effect_of_coming(unit, alternative=_is_alternative(unit, at))]
        yield Finding(check.id, ((None, unit),)) if side == "new" else Finding(check.mirror, ((unit, None),))


def _is_alternative(unit: Unit, at: Mapping[int, Unit]) -> bool:
    """Whether it is one of several of which one is enough: it or its lead says so, a line beside it, or the sentence behind the two."""
    if _ANY_OF.search(unit.lead) or _ONE_OF_TWO.search(unit.text) or _OR_LINE.fullmatch(unit.run):
        return True
    behind = [other for n in range(unit.order + 1, unit.order + 4) if (other := at.get(n)) is not None]
    said = (other for other in behind if other.headings == unit.headings)
    return any(_OR_LINE.fullmatch(other.run) or _ONE_OF_TWO.search(other.text) for other in said)


def _grouped(findings: Sequence[Finding]) -> Iterator[Finding]:
    """Findings with those joined that stand side by side in one clause or cell and decide nothing."""
    group: list[Finding] = []
    for finding in findings:
        if group and not (_goes_on(group[-1], finding)):
            yield _one(group)
            group = []
        group.append(finding)
    if group:
        yield _one(group)


def _goes_on(last: Finding, finding: Finding) -> bool:
    quiet = all(one.check.startswith(("remark-", "clause-added", "clause-removed")) for one in (last, finding))
    a, b = (one.places[-1][0] or one.places[-1][1] for one in (last, finding))
    same_side = (last.places[-1][0] is None) == (finding.places[-1][0] is None)
    if a is None or b is None or not (quiet and same_side) or b.order - a.order > 1:
        return False
    if _CASE.search(a.text) and b.text.endswith("。") and a.evidence.at == b.evidence.at:
        return True  # the case of an item, and below it what holds then
    return a.group == b.group or (last.check == finding.check == "remark-added" and a.headings == b.headings)


def _one(group: Sequence[Finding]) -> Finding:
    check = next((one.check for one in group if one.check.startswith("clause-")), group[0].check)
    again = tuple(pair for one in group for pair in one.again)
    return Finding(check, tuple(pair for one in group for pair in one.places), again=again)


_RUN = re.compile(r"[一-龥々ァ-ヴーA-Za-z]+")


def _is_layout(finding: Finding, old: str, new: str) -> bool:
    """Whether a label was only put together otherwise: boxes of a flow chart, all of whose words both documents have."""
    (a, b) = finding.places[0]
    if any(unit is not None and ("。" in unit.text or unit.figures or len(unit.plain) > _LABEL) for unit in (a, b)):
        return False
    if a is not None and b is not None:
        exchanged = stretches_of(a.spelled, b.spelled)
        gone, come = "、".join(each.old for each in exchanged), "、".join(each.new for each in exchanged)
    else:
        gone, come = (a.spelled if a is not None else ""), (b.spelled if b is not None else "")
    parts = finding.check not in ("reworded", "name-replaced", "heading-changed", "in-force-changed")
    return parts and all(word in new for word in _RUN.findall(gone)) and all(word in old for word in _RUN.findall(come))


def _renamed(found: Counterparts) -> tuple[Name, ...]:
    """Names of which several texts say nothing new but that one replaced the other, longest first."""
    places: dict[Name, int] = {}
    for a, b in (*((a, b) for a, b, _ in found.changed), *_titles(found)):
        spans = _replaced(a.spelled, b.spelled)
        if spans is not None and min(map(len, spans)) >= _NAME and not any(_NO_NAME.search(span) for span in spans):
            places[spans] = places.get(spans, 0) + 1
    return tuple(sorted((name for name, n in places.items() if n >= _OFTEN), key=lambda name: (-len(name[0]), name)))


def _titles(found: Counterparts) -> Iterator[tuple[Unit, Unit]]:
    """Short texts that went and came with the same ending: titles and signatures, which are little else than a name."""
    ending: dict[str, list[Unit]] = defaultdict(list)
    for new in found.added:
        if len(new.spelled) <= _TITLE:
            ending[new.spelled[-_ENDING:]].append(new)
    for old in found.removed:
        if len(old.spelled) <= _TITLE:
            yield from ((old, new) for new in ending.get(old.spelled[-_ENDING:], ()))


def _replaced(old: str, new: str) -> Name | None:
    """The one stretch that differs; None where nothing does."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    spans = old[start : len(old) - end], new[start : len(new) - end]
    return spans if any(spans) else None


def _said_with(unit: Unit, own: str, other: str, whole: str) -> bool:
    """Whether the other document says the same under the other name."""
    return own in unit.plain and unit.plain.replace(own, other) in whole
