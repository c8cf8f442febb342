"""A guide page that was written anew: what it says of the programme, each thing once, without what it says of itself or at large.

Such pages repeat themselves (a list, a table, a question at the end) and put old titles in front of new sentences; two versions share few
sentences. What a sentence says in other words is looked for more widely than in a document of an office.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.findings import paired
from subsidy_rules.compare.own_part import names_own, still_said
from subsidy_rules.compare.spelling import bare, spelled
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.change import GRAVITY

_OPINIONS = frozenset({"remark-added", "remark-removed", "heading-changed", "reworded"})  # of which such a page is full
_AFTER_TITLE = 6  # characters that a sentence behind a title has at least
_RENAMING = re.compile(
    r"旧|新|現在?|名称|名前|変更|変わり|改称|改め|から|より|に|へ|が|は|の|と|も|され|し|まし|なり|なっ|た|て|い|ます|です"
)


def without_run_in_titles(units: Sequence[Unit], others: Sequence[Unit]) -> tuple[Unit, ...]:
    """The sentences without a title of the other version at their front, which becomes their innermost heading."""
    titles = sorted({unit.plain for unit in others if unit.title}, key=len, reverse=True)
    return tuple(_without_title(unit, titles) for unit in units)


def _without_title(unit: Unit, titles: Sequence[str]) -> Unit:
    title = next((title for title in titles if unit.plain.startswith(title) and len(unit.plain) >= len(title) + _AFTER_TITLE), None)
    if title is None or unit.title:
        return unit
    end = next((n for n in range(len(title), len(unit.text)) if _bare(unit.text[:n]) == title), None)
    if end is None:
        return unit
    return replace(unit, text=unit.text[end:].lstrip("。：: 　"), headings=(*unit.headings, unit.text[:end]))


def settled(findings: Sequence[Finding], own: Sequence[str]) -> tuple[Finding, ...]:
    """The findings on such a page, one for each thing that it says of the programme with these names (`own`)."""
    kept = [finding for finding in findings if not (_at_large(finding, own) or _only_renames(finding, own))]
    return tuple(_said_once(list(_paired_by_heading(kept))))


def _at_large(finding: Finding, own: Sequence[str]) -> bool:
    """Whether there is only another heading or opinion."""
    old, new = finding.places[0]
    if old is not None and new is not None and finding.check in ("clause-changed", "clause-figures-changed"):
        return old.title and new.title  # a title that counts what stands below it
    if finding.check == "reworded" and old is not None and new is not None and old.figures != new.figures:
        return False  # the day on which the page says what it knows
    said = [unit for unit in (old, new) if unit is not None and not unit.title]
    return finding.check in _OPINIONS and not any(names_own(unit, own, above=new is None) for unit in said)


def _only_renames(finding: Finding, own: Sequence[str]) -> bool:
    """Whether its sentences say no more than that the programme has another name, as both versions know."""
    names = sorted({_bare(name) for name in own if name}, key=len, reverse=True)
    units = [unit for unit in finding.places[0] if unit is not None]
    return len(units) == 2 and all(_says_name_alone(unit.plain, names) for unit in units)


def _says_name_alone(plain: str, names: Sequence[str]) -> bool:
    rest = plain
    for name in names:
        rest = rest.replace(name, "")
    return rest != plain and not _RENAMING.sub("", rest)


def _paired_by_heading(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings with those joined that are the only figures that went and came under one heading, or in one row."""
    gone = [finding for finding in findings if _is_of_figures(finding, 0)]
    come = [finding for finding in findings if _is_of_figures(finding, 1)]
    joined: dict[int, Finding | None] = {}
    for one in gone:
        partners = [other for other in come if _at_one_place(one, other)]
        rivals = [other for other in gone if partners and _at_one_place(other, partners[0])]
        if len(partners) == len(rivals) == 1 and id(partners[0]) not in joined:
            joined[id(one)], joined[id(partners[0])] = None, paired(one, partners[0])
    for finding in findings:
        made = joined.get(id(finding), finding)
        if made is not None:
            yield made


def _is_of_figures(finding: Finding, side: int) -> bool:
    one, other = finding.places[0][side], finding.places[0][1 - side]
    return one is not None and other is None and bool(one.figures) and len(finding.places) == 1


def _at_one_place(gone: Finding, come: Finding) -> bool:
    old, new = gone.places[0][0], come.places[0][1]
    if old is None or new is None:
        return False
    if old.around or new.around:
        return any(len(_bare(a)) > _AFTER_TITLE and _bare(b).startswith(_bare(a)) for a in old.around for b in new.around)
    return bool(old.headings and new.headings) and _bare(old.headings[-1]) == _bare(new.headings[-1])


def _said_once(findings: list[Finding]) -> list[Finding]:
    """The findings without those whose sentences another one says as well on the same side; it keeps their places."""
    out = list(findings)
    for finding in sorted(findings, key=lambda one: -_length(one)):
        if not any(finding is other for other in out):
            continue
        for other in [other for other in out if other is not finding and _may_go(other, finding) and _says(finding, other)]:
            out = [one for one in out if one is not other]
            at = next(n for n, one in enumerate(out) if one is finding)
            out[at] = finding = replace(finding, again=(*finding.again, *other.places, *other.again))
    return out


def _length(finding: Finding) -> int:
    return sum(len(unit.plain) for pair in finding.places for unit in pair if unit is not None)


def _may_go(other: Finding, finding: Finding) -> bool:
    """Whether a finding of one side alone can be left to another: it is no graver than that."""
    levels = all_checks()[other.check].level, all_checks()[finding.check].level
    return (None in other.places[0] or _is_of_cell(other)) and GRAVITY[levels[0]] >= GRAVITY[levels[1]]


def _is_of_cell(finding: Finding) -> bool:
    """Whether several figures of one cell changed: what a new sentence spells out stands in the tables of such a page, too."""
    new = finding.places[0][1]
    return finding.check == "clause-figures-changed" and new is not None and bool(new.around) and len(set(new.figures)) > 1


def _says(finding: Finding, other: Finding) -> bool:
    """Whether the sentences of a finding say what those of the `other` say that state a figure, or all where none does."""
    if None not in other.places[0]:
        figures = {figure for pair in finding.places if pair[0] is None and pair[1] is not None for figure in pair[1].figures}
        return all(set(unit.figures) <= figures for _, unit in other.places if unit is not None)
    side = 1 if other.places[0][0] is None else 0
    units = [unit for pair in other.places if (unit := pair[side]) is not None]
    stated = [unit for unit in units if unit.figures] or units
    said = [unit for pair in finding.places if (unit := pair[side]) is not None]
    return bool(said) and all(still_said(unit, said) for unit in stated)


def _bare(text: str) -> str:
    return bare(spelled(text))
