"""The rule set of one edition, read and written by one at a time: whoever decides or builds meanwhile takes the next turn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.review.by_hand import is_changed_by_hand, with_extracted
from subsidy_rules.store.files import earlier_ruleset, save_ruleset
from subsidy_rules.store.folder import digests, settle
from subsidy_rules.store.kept import said_by_tool
from subsidy_rules.store.locks import locked_folder

_TRIES = 10  # an editor that saves while we read is done long before


def change_ruleset(
    folder: Path, change: Callable[[RuleSet | None], RuleSet], then: Callable[[RuleSet], None] = lambda ruleset: None
) -> RuleSet:
    """The rule set that `change` makes of the one in the folder (None: there is none), written.

    The edition is locked meanwhile. Where its files change all the same between reading and writing, as by an editor, they are read again
    and `change` is asked again. An unchanged rule set is not written. `then` is called while it is still locked. Raises what `change`
    raises; then nothing is written.
    """
    with locked_folder(folder):
        settle(folder)
        for _ in range(_TRIES):
            before = digests(folder)
            earlier = _with_said(earlier_ruleset(folder), folder)
            made = change(earlier)
            if digests(folder) == before:
                if made != earlier:
                    save_ruleset(folder, made)
                then(made)
                return made
    raise RuleSetError(
        Place(str(folder)),
        message("The files change all the time while they are read."),
        message("Nothing was written."),
        message("Close the program that writes there, and call the command again."),
    )


def _with_said(ruleset: RuleSet | None, folder: Path) -> RuleSet | None:
    """The rule set, beside what people changed by hand what the tool had said, where that is still known."""
    unknown = [] if ruleset is None else [rule for rule in ruleset.rules if is_changed_by_hand(rule)]
    if ruleset is None or not unknown:
        return ruleset
    said = said_by_tool(folder)
    rules = tuple(with_extracted(rule, said.get(rule.review.basis or "")) for rule in ruleset.rules)
    return ruleset.model_copy(update={"rules": rules})
