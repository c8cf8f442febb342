"""One line for one cause: a definition that several frames share, an expense that moved from one list to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.found import Found, Names, frame_words
from subsidy_rules.compare.values import Difference
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import counted, message
from subsidy_rules.model.basis import digest, value_data, when_data
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule
from subsidy_rules.wording.rules import Data, when_words

_PAID, _UNPAID = "eligible_expense", "ineligible_expense"


def join_frames(changes: Sequence[Change], names: Names) -> list[Change]:
    """Changes with those joined that say the same of the same rule in several frames; the joined one names all frames it reaches."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_sameness(change), []).append(change)
    return [group[0] if len(group) == 1 else _joined(group, names) for group in groups.values()]


def _sameness(change: Change) -> str:
    if change.old is None and change.new is None:
        return change.fingerprint  # about a frame as such
    return digest([change.check, change.kind, change.cause, _without_frame(change.old), _without_frame(change.new)])


def _without_frame(rule: Rule | None) -> object:
    return None if rule is None else [rule.id.partition(".")[2], value_data(rule.value), when_data(rule.when)]


def _joined(group: Sequence[Change], names: Names) -> Change:
    frames = tuple(sorted({change.frame for change in group}, key=lambda frame: [*names].index(frame) if frame in names else -1))
    if len(frames) == 1:
        return group[0]
    first = next(change for change in group if change.frame == frames[0])
    words = {
        lang: f"{frame_words(frames, names, lang)}: {getattr(first, lang).removeprefix(frame_words((first.frame,), names, lang) + ': ')}"
        for lang in ("en", "ja")
    }
    fingerprint = digest(sorted(change.fingerprint for change in group))
    return first.model_copy(update={"frames": frames, "fingerprint": fingerprint, **words})


def join_conditions(changes: Sequence[Change], names: Names) -> list[Change]:
    """Changes with those joined where one and the same part of a condition changed in several rules of a frame and kind."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(_condition_key(change), []).append(change)
    return [group[0] if len(group) == 1 else _one_condition(group, names) for group in groups.values()]


def _condition_key(change: Change) -> str:
    if change.check != "condition-changed" or change.old is None or change.new is None:
        return change.fingerprint
    gone, come = _exchanged(change.old, change.new)
    # a rule for those who have had an award and one for those who have not change together
    plain = [[{**leaf, "op": str(leaf.get("op", "")).removeprefix("not_")} for leaf in leaves] for leaves in (gone, come)]
    return digest([change.frame, change.frames, change.kind, change.cause, plain])


def _exchanged(old: Rule, new: Rule) -> tuple[list[Data], list[Data]]:
    """The conditions that only the old rule has, and those that only the new one has."""
    before, after = when_data(old.when), when_data(new.when)
    return [leaf for leaf in before if leaf not in after], [leaf for leaf in after if leaf not in before]


def _one_condition(group: Sequence[Change], names: Names) -> Change:
    first = min(group, key=lambda change: change.rule_id)
    if first.old is None or first.new is None:
        raise ValueError("a condition changes between two rules")
    gone, come = _exchanged(first.old, first.new)
    ids = tuple(sorted(change.rule_id for change in group))
    frames = first.frames or (first.frame,)

    def said(lang: Lang) -> str:
        none = message("no condition")
        what = counted(
            "the condition of {n} rule ({kind}) changed, was: {was}; is: {now}",
            "the condition of {n} rules ({kind}) changed, was: {was}; is: {now}",
            len(ids),
            kind=kind_words(first.kind, lang),
            was=when_words(gone, lang) or none,
            now=when_words(come, lang) or none,
        )
        return f"{frame_words(frames, names, lang)}: {what.say(lang)}"

    fingerprint = digest(sorted(change.fingerprint for change in group))
    return first.model_copy(update={"rules": ids, "fingerprint": fingerprint, "en": said("en"), "ja": said("ja")})


def moved_expenses(found: Sequence[Found]) -> list[Found]:
    """An expense that is paid for no longer because it is excluded now (or the reverse) is one change, not two."""
    moves: dict[int, Found] = {}
    came: dict[object, list[Found]] = {}
    for each in found:
        if each.old is None and each.new is not None and each.kind in (_PAID, _UNPAID):
            came.setdefault((each.frame, each.kind, each.new.value.get("expense")), []).append(each)
    for gone in found:
        if gone.old is None or gone.new is not None or gone.kind not in (_PAID, _UNPAID):
            continue
        there = came.get((gone.frame, _UNPAID if gone.kind == _PAID else _PAID, gone.old.value.get("expense")), ())
        come = next((each for each in there if each.new is not None and gone.old.when == each.new.when and id(each) not in moves), None)
        if come is None:
            continue
        check = all_checks()["expense-excluded" if gone.kind == _PAID else "expense-included"]
        difference = Difference(check, gone.difference.old, come.difference.new)
        moves[id(gone)] = replace(gone, difference=difference, kind=_PAID, new=come.new)
        moves[id(come)] = moves[id(gone)]
    moved = (moves.get(id(each), each) for each in found)
    return list({id(each): each for each in moved}.values())
