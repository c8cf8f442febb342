"""Rule sets for programs that use them: one call, reviewed rules, the edition of a day, and rules by frame, kind and fact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.review import REVIEWED
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.store.files import load_ruleset_dir

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = "ruleset.yaml"


class LoadedRuleSet(RuleSet):
    """A rule set as a program uses it. `left_out` counts the rules that were not taken along because nobody has reviewed them."""

    left_out: int = 0

    def find(self, *, frame: str | None = None, kind: str | None = None, fact: str | None = None) -> tuple[Rule, ...]:
        """The rules of a frame (those of all frames among them), of a kind, and that speak of a fact; all where nothing is asked for.

        A fact is one of the contract, or a measure in the words of the source.
        """
        return tuple(
            rule
            for rule in self.rules
            if (frame is None or rule.frame in (frame, COMMON))
            and (kind is None or rule.kind == kind)
            and (fact is None or fact in _facts([value_data(rule.value), when_data(rule.when)]))
        )

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of this id, or the one that had it before; None where there is none."""
        found = {rule.id: rule for rule in self.rules}
        renamed = {entry.old: entry.new for entry in self.renamed}
        return found.get(rule_id) or found.get(renamed.get(rule_id, ""))


def load_ruleset(folder: str | Path, *, reviewed_only: bool = True, at: str | date | None = None) -> LoadedRuleSet:
    """The rule set of an edition.

    Args:
        folder: `<programme>/<edition>`, or `<programme>` with `at`.
        reviewed_only: approved and edited rules only; else all but the rejected ones.
        at: an edition, or a day (a date, or "2025-06-01"): then the edition that was published last before it.

    Raises:
        RuleSetError: a file does not keep to the contract.
        SourceError: there is no such edition, or nobody knows which one holds on the day.
    """
    ruleset = load_ruleset_dir(Path(folder) if at is None else _edition(Path(folder), at))
    wanted = [rule for rule in ruleset.rules if rule.review.state != "rejected"]
    rules = [rule for rule in wanted if not reviewed_only or rule.review.state in REVIEWED]
    fields = {name: getattr(ruleset, name) for name in RuleSet.model_fields}
    return LoadedRuleSet.model_construct(**{**fields, "rules": tuple(rules), "left_out": len(wanted) - len(rules)})


def _facts(data: Any) -> set[str]:
    """Every fact that stands anywhere in conditions, in the words of the source where the vocabulary has none."""
    if isinstance(data, dict):
        own = {str(data["of"] if data["fact"] == "other" else data["fact"])} if "fact" in data else set()
        return own.union(*map(_facts, data.values()))
    return set().union(*map(_facts, data)) if isinstance(data, (list, tuple)) else set()


def _edition(folder: Path, at: str | date) -> Path:
    """The folder of an edition, asked for by its label or by a day."""
    if (folder / _HEAD).is_file():  # an edition was given: `at` must mean it
        folder, asked = folder.parent, folder.name
        if isinstance(at, str) and at == asked:
            return folder / asked
    if isinstance(at, str) and (folder / at / _HEAD).is_file():
        return folder / at
    if isinstance(at, str) and not _DAY.fullmatch(at):
        raise _none(folder, message("there is no edition {name}", name=at))
    day = str(at)
    known = sorted((since, path) for path in sorted(folder.glob(f"*/{_HEAD}")) if (since := _since(path.parent)) is not None)
    before = [path.parent for since, path in known if since <= day]
    if not before:
        raise _none(folder, message("no edition is known to be published by {day}", day=day))
    return before[-1]


def _since(folder: Path) -> str | None:
    """The day on which the first document of an edition was published, as far as its sources say."""
    published: Iterator[str] = (source.published for source in load_ruleset_dir(folder).sources if source.published)
    return min(published, default=None)


def _none(folder: Path, what: Any) -> SourceError:
    return SourceError(
        Place(str(folder)),
        message("{what}.", what=what),
        message("Rules of another edition would be taken for those that hold."),
        message("Name the edition, or give its sources the day they were published."),
    )
