"""What is answered about the rule sets of a folder, as JSON data with citations: the same over HTTP and to the tools of an agent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.evaluate.answer import Answer
from subsidy_rules.evaluate.evaluate import evaluate_case
from subsidy_rules.evaluate.told import read_case
from subsidy_rules.export.typed_json import rule_data
from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.programme import COMMON
from subsidy_rules.report.changes import changes_data
from subsidy_rules.serve.shelf import Key, Shelf

_PARTS = frozenset({"frame", "applicant", "project", "answers"})
_MAPS = ("applicant", "project", "answers")


class RefusedError(Exception):
    """A question that cannot be answered, and why: 404 nothing there, 400 not understood, 413 too much."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


def heads(shelf: Shelf) -> list[dict[str, Any]]:
    """The rule sets that there are, without their documents."""
    return [_head(shelf, key) for key in shelf.editions()]


def head(shelf: Shelf, key: Key) -> dict[str, Any]:
    """One rule set: its frames, documents and how many of its rules are reviewed."""
    every = shelf.ruleset(key, all_states=True)
    sources = [source.model_dump(mode="json", exclude_none=True, exclude={"read"}) for source in every.sources]
    return {**_head(shelf, key), "sources": sources}


def _head(shelf: Shelf, key: Key) -> dict[str, Any]:
    every, reviewed = shelf.ruleset(key, all_states=True), shelf.ruleset(key)
    frames = [{"id": frame.id, "name": frame.name} for frame in every.frames]
    counts = {"rules": len(every.rules), "reviewed": len(reviewed.rules), "status": every.status}
    return {"programme": key[0], "edition": key[1], "title": every.title, **counts, "frames": frames}


def rules(shelf: Shelf, key: Key, asked: Mapping[str, str | None], *, every: bool) -> list[dict[str, Any]]:
    """The rules of a `frame`, `kind` and that speak of a `fact`; reviewed ones, or `every` one that was not rejected."""
    ruleset = shelf.ruleset(key, all_states=every)
    frame, kind = asked.get("frame"), asked.get("kind")
    if frame is not None and frame not in {COMMON, *(one.id for one in ruleset.frames)}:
        raise RefusedError(404, "there is no such frame")  # an empty list would say that nothing is asked of it
    if kind is not None and kind not in all_kinds():
        raise RefusedError(400, f"kind is one of {', '.join(all_kinds())}")
    return [rule_data(rule) for rule in ruleset.find(**asked)]


def rule(shelf: Shelf, key: Key, name: str, *, every: bool) -> dict[str, Any]:
    """One rule, by an id that it has or had."""
    found = shelf.ruleset(key, all_states=every).rule(name)
    if found is None:
        raise RefusedError(404, "there is no such rule, or nobody has reviewed it")
    return rule_data(found)


def evaluated(shelf: Shelf, key: Key, asked: Any, *, every: bool) -> Answer:
    """What the rules mean for an applicant; `asked` has frame, applicant, project, answers. Raises CaseError for what cannot be meant."""
    if (
        not isinstance(asked, dict)
        or not set(asked) <= _PARTS
        or not all(isinstance(asked.get(name, {}), (dict, type(None))) for name in _MAPS)
    ):
        raise RefusedError(400, "the body has frame, applicant, project and answers")
    ruleset = shelf.ruleset(key, all_states=every)
    ids = {frame.id for frame in ruleset.frames} or {COMMON}
    frame = asked.get("frame") or (next(iter(ids)) if len(ids) == 1 else "")
    if not isinstance(frame, str) or frame not in ids:
        raise RefusedError(400, f"frame is one of {', '.join(sorted(ids))}")
    case = read_case(*({**(asked.get(name) or {})} for name in _MAPS))
    return evaluate_case(ruleset, frame, shelf.frame(key, frame, all_states=every), case)


def changes(shelf: Shelf, programme: str, old: str, new: str) -> dict[str, Any]:
    """What changed between two editions, as `diff` tells it."""
    before, after = (shelf.whole((programme, edition)) for edition in (old, new))
    return changes_data(before, after, compare_rulesets(before, after))


def history(shelf: Shelf, programme: str, name: str, *, every: bool) -> list[dict[str, Any]]:
    """A rule in each edition, oldest first; one that was renamed is found under its later ids, too."""
    names, found = {name}, []
    for key in (key for key in shelf.editions() if key[0] == programme):
        ruleset = shelf.ruleset(key, all_states=every)
        names |= {entry.new for entry in ruleset.renamed if entry.old in names}
        found += [{"edition": key[1], "rule": rule_data(rule)} for rule in ruleset.rules if rule.id in names]
    if not found:
        raise RefusedError(404, "no edition has such a rule, or nobody has reviewed it")
    return found
