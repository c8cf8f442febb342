"""What became of the decisions of a rule set that was taken along from an earlier version of the contract, as a table."""

from __future__ import annotations

from rich.table import Table

from subsidy_rules.messages.message import counted, listed, message
from subsidy_rules.model.errors import Lang
from subsidy_rules.ruleset.migrate import Migrated
from subsidy_rules.wording.terms import COLUMNS, STATES


def migrated_table(migrated: Migrated, lang: Lang) -> Table:
    """One row for each state of review, and their sum: rules, decisions that hold, decisions that were overtaken before."""
    table = Table(show_edge=False, pad_edge=False)
    table.add_column(COLUMNS["review"].say(lang))
    for head in (message("Rules"), message("Decisions that hold"), message("Overtaken before, kept beside the rule")):
        table.add_column(head.say(lang), justify="right")
    for taken in migrated.taken:
        table.add_row(STATES[taken.state].say(lang), str(taken.rules), str(taken.holding), str(taken.overtaken))
    sums = (sum(column) for column in zip(*((taken.rules, taken.holding, taken.overtaken) for taken in migrated.taken), strict=True))
    table.add_row(message("All").say(lang), *map(str, sums), style="bold")
    return table


def unread_words(migrated: Migrated, lang: Lang) -> str:
    """Which rules hold text that this version refuses as a value, now kept as a limit that is not understood."""
    ids = listed(migrated.unread, lang)
    return counted(
        "{n} rule has a text where a formula or date is expected; it is kept as a limit that is not understood: {ids}",
        "{n} rules have a text where a formula or date is expected; it is kept as a limit that is not understood: {ids}",
        len(migrated.unread),
        ids=ids,
    ).say(lang)
