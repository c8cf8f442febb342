"""A rule set of version 1 → the same rule set in this version, with every decision that people took on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError

from subsidy_rules.messages.message import message
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.errors import Lang, Place, RuleSetError
from subsidy_rules.model.rule import Rule, RuleSet, State
from subsidy_rules.model.validation import validation_words
from subsidy_rules.ruleset import version_1
from subsidy_rules.ruleset.build import label_of
from subsidy_rules.ruleset.listing import HEAD
from subsidy_rules.ruleset.yaml_file import load_data, refuse_version, rule_of, ruleset_of

_LABELS: tuple[tuple[str, Lang], ...] = (("label", "ja"), ("label_en", "en"))
_DECIDED: frozenset[State] = frozenset({"approved", "edited", "rejected"})


@dataclass(frozen=True, slots=True)
class Taken:
    """Rules of one state: how many there were, of how many a decision holds, and of how many it had been overtaken before.

    `overtaken`: the rule had changed after the decision, which stays beside it as it was.
    """

    state: State
    rules: int = 0
    holding: int = 0
    overtaken: int = 0


@dataclass(frozen=True, slots=True)
class Migrated:
    """The rule set in this version, what became of its decisions by state, and the ids of rules with a limit that is not understood."""

    ruleset: RuleSet
    taken: tuple[Taken, ...]
    unread: tuple[str, ...]


def is_version_1(files: Mapping[str, str], name: str) -> bool:
    """Whether a file of the folder is of version 1. One that was interrupted while it was migrated has files of both versions."""
    return any(_schema(load_data(text, f"{name}/{file}")) == version_1.SCHEMA for file, text in files.items())


def migrate(files: Mapping[str, str], name: str) -> Migrated:
    """The rule set that the files of a folder hold, in this version.

    Args:
        files: file name → YAML text; files that are of this version already are taken as they are.
        name: what messages call the folder.

    Raises:
        RuleSetError: no head, a version that is neither, or a rule that does not keep to version 1; with the file.
    """
    if HEAD not in files:
        raise _error(f"{name}/{HEAD}", message("the head of the rule set is missing"))
    rules: list[Rule] = []
    counts: dict[State, list[bool | None]] = {state: [] for state in get_args(State)}
    unread = []
    for file, text in sorted(files.items()):
        data = load_data(text, f"{name}/{file}")
        old = _schema(data) == version_1.SCHEMA
        if not old:
            refuse_version(data, f"{name}/{file}", name)
        for entry in data.get("rules", ()) if file != HEAD else ():
            rule, holds = _taken(entry, old, f"{name}/{file}")
            rules.append(rule)
            counts[rule.review.state].append(holds)
            unread += [rule.id] if old and "unread" in str(version_1.rule_2(entry)) else []
    head = load_data(files[HEAD], f"{name}/{HEAD}")
    ruleset = ruleset_of({**head, "migrated": version_1.SCHEMA}, rules, f"{name}/{HEAD}", files[HEAD])
    taken = tuple(Taken(state, len(held), held.count(True), held.count(False)) for state, held in counts.items() if held)
    return Migrated(ruleset, taken, tuple(unread))


def _taken(entry: dict[str, Any], old: bool, file: str) -> tuple[Rule, bool | None]:
    """The rule, and whether the decision on it holds; None where nobody has decided on it."""
    try:
        rule = rule_of(version_1.rule_2(entry) if old else entry)
        before = version_1.basis_1(entry) if old else basis_of(rule)
    except ValidationError as problem:
        raise _error(file, message("{rule}: {what}", rule=str(entry.get("id")), what=validation_words(problem.errors()[0]))) from problem
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise _error(file, message("{rule}: {what}", rule=str(entry.get("id")), what=str(problem))) from problem
    labels = {name: label_of(rule.kind, rule.value, rule.when, lang) for name, lang in _LABELS}
    rule = rule.model_copy(update=labels)
    decision = rule.review.state if rule.review.state in _DECIDED else rule.review.was
    if decision is None:
        return rule, None
    if rule.review.basis != before:
        return rule, False
    return rule.model_copy(update={"review": rule.review.model_copy(update={"basis": basis_of(rule)})}), True


def _schema(data: Any) -> str:
    return str(data.get("schema")) if isinstance(data, dict) else ""


def _error(file: str, what: Any) -> RuleSetError:
    return RuleSetError(
        Place(file),
        message("{what}.", what=what),
        message("The rule set was left as it is."),
        message("Correct the rule, or build the rule set anew from its documents."),
    )
