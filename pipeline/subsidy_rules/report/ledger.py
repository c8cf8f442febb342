"""Rule set → what was read of each of its documents, in lines; what was hardly read is said first."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_rules.messages.message import Said, counted, message
from subsidy_rules.model.document import Ledger, Part, Source
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet

_WELL, _HALF = 0.8, 0.5
_FEW = 10  # figures that are too few to judge a document by
_SHOWN = 40  # characters of a heading
_MONEY = frozenset({"subsidy_amount", "subsidy_rate"})


def ledger_lines(ruleset: RuleSet, lowest: Mapping[str, Part], lang: Lang) -> tuple[str, ...]:
    """Warnings first, then a line for each document that was counted: figures and clauses read of all, and its lowest part."""
    counted_ones = [source for source in ruleset.sources if source.read is not None]
    warnings = [warning for source in counted_ones if (warning := warning_of(source, ruleset)) is not None]
    lines = [_line(source, lowest.get(source.id)) for source in counted_ones]
    return tuple(said.say(lang) for said in (*warnings, *lines))


def share_read(ledger: Ledger) -> float:
    """Part of the figures that were read (bound or waived), 0 to 1; of the clauses where there are hardly any figures."""
    if ledger.figures >= _FEW or not ledger.clauses:
        return 1 - ledger.unread / ledger.figures if ledger.figures else 1.0
    return 1 - ledger.clauses_unread / ledger.clauses


def warning_of(source: Source, ruleset: RuleSet) -> Said | None:
    """What to say first of a document that was hardly read, or of which nothing counts; None for one that was read."""
    if source.read is None:
        return None
    rules = [rule for rule in ruleset.rules if any(evidence.source == source.id for evidence in rule.evidence)]
    share = share_read(source.read)
    if source.kind == "guideline" and not any(rule.kind in _MONEY for rule in rules):
        return message(
            "{document}: most of this document was not read: it is a guideline, and no amount or rate was found.", document=source.id
        )
    if share < _HALF:
        return message("{document}: most of this document was not read.", document=source.id)
    if share < _WELL:
        return message("{document}: much of this document was not read.", document=source.id)
    return None


def _line(source: Source, lowest: Part | None) -> Said:
    ledger = source.read
    assert ledger is not None
    figures = counted(
        "{read} of {n} figure read ({bound} in rules, {waived} with a reason not to be)",
        "{read} of {n} figures read ({bound} in rules, {waived} with a reason not to be)",
        ledger.figures,
        read=ledger.bound + ledger.waived,
        bound=ledger.bound,
        waived=ledger.waived,
    )
    clauses = counted("{read} of {n} clause", "{read} of {n} clauses", ledger.clauses, read=ledger.clauses - ledger.clauses_unread)
    if lowest is None:
        return message("{document}: {figures}, {clauses}.", document=source.id, figures=figures, clauses=clauses)
    return message(
        "{document}: {figures}, {clauses}; least of {part}: {read} of {n}.",
        document=source.id,
        figures=figures,
        clauses=clauses,
        part=_part(lowest),
        read=lowest.read,
        n=lowest.n,
    )


def _part(part: Part) -> Said:
    name = part.name if len(part.name) <= _SHOWN else part.name[:_SHOWN] + "…"
    if part.page is None:
        return message('"{name}"', name=name)
    return message('"{name}" (page {n} of the file)', name=name, n=part.page) if name else message("page {n} of the file", n=part.page)
