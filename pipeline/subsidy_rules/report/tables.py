"""Rule sets → tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.table import Table

from subsidy_rules.kinds.words import value_words
from subsidy_rules.messages.message import counted, message, noted
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.changes import cited, page_words
from subsidy_rules.wording.rules import when_words
from subsidy_rules.wording.terms import COLUMNS, STATES

_SHOWN = 8
_COUNTED = ("subsidy_amount", "subsidy_rate", "applicant_threshold")
_STYLES = {"ERR": "bold red", "WARN": "yellow", "INFO": "green"}


def title_of(ruleset: RuleSet, lang: Lang) -> str:
    """One line that names the rule set, its size and its status."""
    return counted(
        "{title} ({programme}/{edition}): {n} rule, {status}",
        "{title} ({programme}/{edition}): {n} rules, {status}",
        len(ruleset.rules),
        title=ruleset.title,
        programme=ruleset.programme,
        edition=ruleset.edition,
        status=STATES[ruleset.status],
    ).say(lang)


def summary_table(rows: Iterable[Sequence[str]], lang: Lang) -> Table:
    """The rows of `summary_rows` under their names."""
    table = Table(show_edge=False, pad_edge=False, show_lines=True)
    for key in ("edition", "frame", "amounts", "rates"):
        table.add_column(COLUMNS[key].say(lang), overflow="fold")
    for key in ("thresholds", "others", "lowest"):
        table.add_column(COLUMNS[key].say(lang), justify="right")
    table.add_column(COLUMNS["where"].say(lang), overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table


def summary_rows(ruleset: RuleSet, lang: Lang) -> Iterator[tuple[str, ...]]:
    """One row for each frame of an edition: its amounts and rates, how many thresholds, the lowest confidence and where to look."""
    for frame, name in frame_names(ruleset, lang).items():
        rules = [rule for rule in ruleset.rules if rule.frame == frame]
        if rules:
            amounts, rates, thresholds = ([rule for rule in rules if rule.kind == kind] for kind in _COUNTED)
            others = len(rules) - len(amounts) - len(rates) - len(thresholds)
            money = [_plain("\n".join(_values(found, lang))) for found in (amounts, rates)]
            lowest = min(rule.confidence for rule in rules)
            yield (ruleset.edition, name, *money, str(len(thresholds)), str(others), f"{lowest:.2f}", _pages(rules, lang))


def _values(rules: Sequence[Rule], lang: Lang) -> list[str]:
    """The values of some rules with their conditions, one line each, the first few of many."""
    lines = []
    for rule in rules[:_SHOWN]:
        condition = when_words(when_data(rule.when), lang)
        value = value_words(rule.kind, value_data(rule.value), lang)
        lines.append(noted(value, condition, lang))
    return [*lines, f"… +{len(rules) - _SHOWN}"] if len(rules) > _SHOWN else lines


def changes_table(changes: Sequence[Change], lang: Lang) -> Table:
    """One row for each change, the gravest first."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(COLUMNS["level"].say(lang))
    table.add_column(COLUMNS["change"].say(lang), overflow="fold")
    table.add_column(COLUMNS["where"].say(lang), overflow="fold")
    for change in changes:
        style = _STYLES[change.level.value]
        place = cited(change, "new", lang) or cited(change, "old", lang)
        table.add_row(f"[{style}]{change.level.value}[/]", _plain(change.say(lang)), _plain(place))
    return table


def frame_names(ruleset: RuleSet, lang: Lang) -> dict[str, str]:
    """Frame id → name, `common` first; a frame that only rules name keeps its id."""
    names = {"common": message("all frames").say(lang), **{frame.id: frame.name for frame in ruleset.frames}}
    return names | {rule.frame: rule.frame for rule in ruleset.rules if rule.frame not in names}


def _pages(rules: Sequence[Rule], lang: Lang) -> str:
    """Sources with the pages that the rules were read from."""
    pages: dict[str, set[int]] = {}
    for rule in rules:
        first = rule.evidence[0]
        pages.setdefault(first.source, set()).update([first.page] if first.page is not None else [])
    return ", ".join(f"{source} {page_words(_ranges(found), lang)}" if found else source for source, found in pages.items())


def _ranges(pages: set[int]) -> str:
    """Page numbers with runs joined.

    >>> _ranges({3, 4, 5, 9})
    '3-5,9'
    """
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and runs[-1][1] == page - 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def _plain(text: str) -> str:
    """Text with its square brackets kept, which Rich would take for markup."""
    return text.replace("[", r"\[")
