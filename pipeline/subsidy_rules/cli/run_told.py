"""What `run` says of its editions: noted of each while its rule set is at hand, shown when all are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from subsidy_rules.cli.options import ledger_told, next_step, tell_outcome, written
from subsidy_rules.cli.telling import out
from subsidy_rules.messages.message import Lang, counted, message
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.tables import changes_table, summary_rows, summary_table, title_of
from subsidy_rules.review.outcome import outcome_of
from subsidy_rules.stages.run import Asked, EditionResult, compare_editions
from subsidy_rules.store.files import load_ruleset_dir

_OWN = message("Read documents of your own: `subsidy-rules ingest FILE... --programme it-hojo --edition 2025 --out DIR`.")


@dataclass(frozen=True, slots=True)
class _Noted:
    """What is shown of one edition; `decided` tells whether somebody had decided anything on it."""

    edition: EditionResult
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    decided: bool


class RunTold:
    """Gathers what is to be shown, a few lines an edition: a thousand rule sets are more than a machine holds."""

    def __init__(self, asked: Sequence[Asked], lang: Lang) -> None:
        self._asked = asked
        self._programmes = {one.programme.id: one.programme for one in asked}
        self._lang = lang
        self._noted: list[_Noted] = []

    def note(self, edition: EditionResult, ruleset: RuleSet) -> None:
        """Takes from a rule set what is shown of it."""
        head = (title_of(ruleset, self._lang), *ledger_told(edition.folder, ruleset, self._lang))
        self._noted.append(_Noted(edition, head, tuple(summary_rows(ruleset, self._lang)), not outcome_of(ruleset).nothing))

    def show(self, *, samples: bool) -> None:
        """All of it, with the changes from each edition to the one that follows it; `samples` says what to do next with others."""
        console, editions = out(), [noted.edition for noted in self._noted]
        for noted in self._noted:
            for line in noted.head:
                console.print(line, markup=False, soft_wrap=line is not noted.head[0])
            self._tell_outcome(noted)
        if editions:
            console.print()
            console.print(summary_table((row for noted in self._noted for row in noted.rows), self._lang))
        self._show_changes(editions)
        console.print()
        for edition in editions:
            console.print(written(edition.folder, edition.n_rules).say(self._lang), markup=False)
            if edition.findings:
                said = counted("{path}: {n} finding", "{path}: {n} findings", len(edition.findings), path=edition.folder)
                console.print(said.say(self._lang), markup=False)
        if editions:
            console.print(next_step(editions[-1].folder).say(self._lang), markup=False)
            if samples:
                console.print(_OWN.say(self._lang), markup=False)

    def _tell_outcome(self, noted: _Noted) -> None:
        """What became of decisions, where there may be any: on this edition, or on the one that it follows, which may be made later."""
        edition = noted.edition
        programme = self._programmes[edition.programme]
        if noted.decided or programme.edition(edition.edition).previous:
            tell_outcome(edition.folder, load_ruleset_dir(edition.folder), programme, self._lang)

    def _show_changes(self, editions: Sequence[EditionResult]) -> None:
        console = out()
        for comparison in compare_editions(self._asked, editions):
            console.print()
            old, new = (f"{ruleset.programme}/{ruleset.edition}" for ruleset in (comparison.old, comparison.new))
            said = counted("{old} → {new}: {n} change", "{old} → {new}: {n} changes", len(comparison.changes), old=old, new=new)
            console.print(said.say(self._lang), markup=False)
            console.print(changes_table(comparison.changes, self._lang))
