"""Decisions of people → the rule set folder with them. Page, workbook and terminal decide here and nowhere else.

`decide_in` is one transaction: the edition is locked, read, decided on and written; on return the decision is on the disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Place, ReviewError, RuleSetError
from subsidy_rules.model.rule import Candidate, Condition, Review, Rule, RuleSet, Value
from subsidy_rules.model.validation import validation_words
from subsidy_rules.review.decide import Decided, decide
from subsidy_rules.review.decisions import Decision, Undo
from subsidy_rules.ruleset.build import with_labels
from subsidy_rules.ruleset.ids import rule_id
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.kept import parse_value
from subsidy_rules.store.steps import last_step, note_step

_WHEN: TypeAdapter[tuple[Condition, ...]] = TypeAdapter(tuple[Condition, ...])


def decide_in(folder: Path, decisions: Sequence[Decision]) -> Decided:
    """The rule set after these decisions, as it now is on the disk, and what takes each back (`Undo`, itself a decision).

    All of them or none. The `undo` may be given back to this function, last decision first.

    Raises:
        OvertakenError: somebody else decided meanwhile; its `by` says who.
        ReviewError: a decision cannot be taken as asked.
        RuleSetError: there is no rule set in the folder, or it does not keep to the contract.
    """
    if not folder.is_dir():
        raise _nothing_here(folder)  # before a lock would make the folder
    taken: list[Decided] = []

    def change(earlier: RuleSet | None) -> RuleSet:
        done = decide(_present(earlier, folder), decisions)
        taken.append(done)
        return done.ruleset.model_copy(update={"rules": with_labels(done.ruleset.rules)})

    # while the edition is still locked
    ruleset = change_ruleset(folder, change, lambda made: note_step(folder, together(taken[-1].undo)) if taken[-1].undo else None)
    return Decided(ruleset, taken[-1].undo)


def undo_last(folder: Path, by: str) -> Undo:
    """Takes the last step of a person back that is still known, whatever program it was taken in, and returns it.

    Raises ReviewError where there is none, OvertakenError where somebody else decided since.
    """
    step = last_step(folder, by)
    if step is None:
        raise ReviewError(
            Place(folder.name),
            message("There is nothing to take back."),
            message("No step of {by} on this edition is known.", by=by),
            message("Name the rules: `undo` opens them again as they were read."),
        )
    decide_in(folder, [step])
    return step


def together(undo: Sequence[Undo]) -> Undo:
    """One step that takes all of them back."""
    first = undo[0]
    if len(undo) == 1:
        return first
    return Undo(
        by=first.by,
        at=first.at,
        what=first.what,
        rules=tuple(pair for one in undo for pair in one.rules),
        places=tuple(pair for one in undo for pair in one.places),
        # rules come before places in the fingerprints of a step
        seen=(*(s for one in undo for s in one.seen[: len(one.rules)]), *(s for one in undo for s in one.seen[len(one.rules) :])),
    )


def typed_value(rule_id: str, kind: str, data: object) -> Value:
    """The value of a kind from what a person typed, as JSON of the contract. Raises ReviewError with what does not fit."""
    try:
        return parse_value(kind, data)
    except ValidationError as problem:
        raise _unfit(rule_id, problem) from problem
    except ValueError as problem:
        raise ReviewError(
            Place(rule_id),
            message("There is no kind {kind!r}.", kind=kind),
            message("Nothing was decided."),
            message("`subsidy-rules schema` lists the kinds."),
        ) from problem


def typed_when(rule_id: str, data: object) -> tuple[Condition, ...]:
    """Conditions from what a person typed, as JSON of the contract. Raises ReviewError with what does not fit."""
    try:
        return _WHEN.validate_python(data)
    except ValidationError as problem:
        raise _unfit(rule_id, problem) from problem


def new_rule(kind: str, frame: str, value: Value, when: Sequence[Condition], evidence: Sequence[Evidence]) -> Rule:
    """A rule that a person makes of a figure or clause, with the id that the tool would have given it. It is sure: a person read it."""
    first = evidence[0]
    stated = Candidate(
        kind=kind,
        frame=frame,
        value=value,
        when=tuple(when),
        evidence=tuple(evidence),
        text=first.quote,
        start=0,
        end=len(first.quote),
        confidence=1.0,
    )
    rule = Rule(
        id=rule_id(stated), kind=kind, frame=frame, label="", value=value, when=stated.when, evidence=stated.evidence, confidence=1.0,
        review=Review(),
    )  # fmt: skip
    return with_labels([rule])[0]


def _present(ruleset: RuleSet | None, folder: Path) -> RuleSet:
    if ruleset is None:
        raise _nothing_here(folder)
    return ruleset


def _nothing_here(folder: Path) -> RuleSetError:
    return RuleSetError(
        Place(str(folder)),
        message("There is no rule set here (no ruleset.yaml)."),
        message("A rule set folder is `<programme>/<edition>`."),
        message("Give that folder, or make it with `subsidy-rules ingest`."),
    )


def _unfit(rule_id: str, problem: ValidationError) -> ReviewError:
    first: Any = problem.errors()[0]
    where = ".".join(map(str, first["loc"]))
    return ReviewError(
        Place(rule_id),
        message("{where}: {what}.", where=where, what=validation_words(first)),
        message("Nothing was decided."),
        message("`subsidy-rules schema` says what each kind takes."),
    )
