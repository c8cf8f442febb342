"""Sentences that came or went with a rule and that its change tells already: the items it joins, their lead, what it says in another place.

A change tells a rule in its own words. Only what those words or the quotes of the rule hold is left out, and never what is graver than it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.quoted import plain
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.basis import unread_words, value_data
from subsidy_rules.model.change import GRAVITY, Change, PlacePair
from subsidy_rules.model.document import Evidence

_LEAST = 16  # signs from which a sentence does not stand in the words of a rule by chance
_MOST_OF = 0.6  # share of a lead that a condition in its words holds


def also_told(change: Change, at: int, findings: Sequence[Finding], taken: Collection[int]) -> Iterator[int]:
    """The numbers of the findings that a change of a rule tells with the one that it stands at.

    Args:
        at: number of the finding that the rule was read from.
        taken: numbers of findings that changes of rules stand at.
    """
    side, rule = (1, change.new) if change.old is None else (0, change.old)
    here = findings[at].places[0][side]
    if rule is None or (change.old is None) == (change.new is None) or here is None:
        return
    words = [plain(said) for said in _texts(value_data(rule.value))]
    conditions = [plain(said) for said in unread_words(rule.value, rule.when)]
    for n, finding in enumerate(findings):
        unit, check = _only_unit(finding, side), all_checks()[finding.check]
        if unit is None or n in taken or GRAVITY[check.level] < GRAVITY[all_checks()[change.check].level]:
            continue
        # a condition may hold the words of a demand, but it does not make it
        held = conditions if check.direction != "worse" else []
        if any(_is_whole(evidence, unit) for evidence in rule.evidence) or (_leads(unit, here) and _says(unit, words, held)):
            yield n


def with_places(change: Change, findings: Sequence[Finding]) -> Change:
    """The change with the places of other findings that it tells."""
    if not findings:
        return change
    own = PlacePair(
        old=change.old_text.evidence if change.old_text is not None else None,
        new=change.new_text.evidence if change.new_text is not None else None,
    )
    others = (
        PlacePair(old=a.evidence if a is not None else None, new=b.evidence if b is not None else None)
        for finding in findings
        for a, b in (*finding.places, *finding.again)
    )
    return change.model_copy(update={"places": (*(change.places or (own,)), *others)})


def _only_unit(finding: Finding, side: int) -> Unit | None:
    """The one sentence of a finding that came or went alone on this side."""
    unit, other = finding.places[0][side], finding.places[0][1 - side]
    return unit if other is None and len(finding.places) == 1 else None


def _is_whole(evidence: Evidence, unit: Unit) -> bool:
    """Whether an evidence quotes a whole sentence, alone or with others of its clause."""
    if (evidence.source, evidence.page) != (unit.evidence.source, unit.evidence.page):
        return False
    quote = plain(evidence.quote)
    return unit.plain == quote or (evidence.at == unit.evidence.at and len(unit.plain) >= _LEAST and unit.plain in quote)


def _leads(unit: Unit, here: Unit) -> bool:
    """Whether a sentence stands above another one in its section."""
    if unit.evidence.source != here.evidence.source or unit.order >= here.order:
        return False
    return unit.headings == here.headings[: len(unit.headings)] and here.evidence.at.startswith(unit.evidence.at)


def _says(unit: Unit, words: Sequence[str], conditions: Sequence[str]) -> bool:
    if len(unit.plain) < _LEAST:
        return False
    held = any(unit.plain in said for said in words)
    return held or any(said in unit.plain and len(said) >= max(_LEAST, _MOST_OF * len(unit.plain)) for said in conditions)


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from _texts(part)
