"""What another edition changes for whom, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_rules.evaluate.many_columns import ITEM_COLUMN
from subsidy_rules.evaluate.told import COST
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import Lang, counted, listed, message, message_in
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import Leaf, RuleSet
from subsidy_rules.report.answer_text import ELIGIBLE, amount_or_none, class_words
from subsidy_rules.report.neutral import json_text
from subsidy_rules.report.tables import frame_names
from subsidy_rules.stages.impact import FrameImpact, Outcome, Shift, Witness
from subsidy_rules.wording.numbers import name_words, yen_words
from subsidy_rules.wording.rules import condition_words

_SHOWN = 20


def impact_json(old: RuleSet, new: RuleSet, found: Sequence[FrameImpact], lang: Lang) -> str:
    """The whole of it, with every applicant whose answer is another."""
    data = {
        "programme": new.programme,
        "old": old.edition,
        "new": new.edition,
        "frames": [
            {
                "frame": one.frame,
                "applicants": one.total,
                "changed": len(one.shifts),
                "rows": [_shift(shift) for shift in one.shifts],
                "changes": [_witness(witness, lang) for witness in one.witnesses],
            }
            for one in found
        ],
    }
    return json_text(json.loads(json.dumps(data, default=str)))


def _shift(shift: Shift) -> dict[str, Any]:
    return {"id": shift.name, "told": shift.told, "old": shift.old, "new": shift.new}


def _witness(witness: Witness, lang: Lang) -> dict[str, Any]:
    change, shift = witness.change, witness.shift
    said = {"check": change.check, "rule": change.rule_id, "fingerprint": change.fingerprint, "change": change.say(lang)}
    return said | {"witness": None if shift is None else {"told": shift.told, "old": shift.old, "new": shift.new}}


def impact_text(new: RuleSet, found: Sequence[FrameImpact], lang: Lang) -> str:
    """A paragraph for each frame: how many, some of them, and the smallest applicant that each change makes a difference to."""
    called = frame_names(new, lang)
    return "\n".join(line for one in found for line in _frame(one, called.get(one.frame, one.frame), lang))


def _frame(one: FrameImpact, name: str, lang: Lang) -> Iterator[str]:
    what = counted("{n} applicant has another answer", "{n} applicants have another answer", len(one.shifts)).say(lang)
    yield message("{frame}: {what}, of {total}", frame=name, what=what, total=one.total).say(lang)
    yield from _drawn(one, lang) if one.drawn else _named(one.shifts, lang)
    for witness in one.witnesses:
        yield f"  [{witness.change.check}] {witness.change.say(lang)}"
        if witness.shift is None:
            yield "    " + message("changes no answer on the grid of its bounds").say(lang)
        else:
            yield "    " + message("smallest applicant: {told}", told=_told(one, witness.shift, lang)).say(lang)
            yield f"    {_both(witness.shift, lang)}"


def _named(shifts: Sequence[Shift], lang: Lang) -> Iterator[str]:
    for shift in shifts[:_SHOWN]:
        yield f"  {shift.name}: {_both(shift, lang)}"
    if len(shifts) > _SHOWN:
        yield "  " + counted("… {n} more applicant", "… {n} more applicants", len(shifts) - _SHOWN).say(lang)


def _drawn(one: FrameImpact, lang: Lang) -> Iterator[str]:
    """How many of a grid go from which answer to which, with the first of each."""
    alike: dict[object, list[Shift]] = {}
    for shift in one.shifts:
        alike.setdefault(tuple((side["class"], side["eligible"]) for side in (shift.old, shift.new)), []).append(shift)
    for shifts in sorted(alike.values(), key=len, reverse=True):
        many = counted("{n} applicant", "{n} applicants", len(shifts)).say(lang)
        yield "  " + message("{many} such as: {told}", many=many, told=_told(one, shifts[0], lang)).say(lang)
        yield f"    {_both(shifts[0], lang)}"


def _told(one: FrameImpact, shift: Shift, lang: Lang) -> str:
    return listed([_measure(one.measures.get(name), name, value, lang) for name, value in shift.told.items()], lang)


def _measure(leaf: Leaf | None, name: str, value: Any, lang: Lang) -> str:
    """What is told under one head, in words; a state that does not hold is `not (…)`, an empty text says that there is none."""
    if name == COST or name.startswith(ITEM_COLUMN):
        what = message("eligible costs").say(lang) if name == COST else name_words(name.removeprefix(ITEM_COLUMN), lang)
        return message_in("a fact and its bound", "{fact}: {value}", fact=what, value=yen_words(int(value), lang)).say(lang)
    bound = value if isinstance(value, bool | str) else str(value)
    known = leaf if leaf is not None else Leaf(fact=name, op="eq", value=bound)
    if value == "":
        none = message("none of these").say(lang)
        return message_in("a fact and its bound", "{fact}: {value}", fact=names("topic_names", lang).get(name, name), value=none).say(lang)
    return condition_words(condition_data(known.model_copy(update={"op": "eq", "value": bound})), lang)


def _both(shift: Shift, lang: Lang) -> str:
    return message_in("old and new", "{old} → {new}", old=_outcome(shift.old, lang), new=_outcome(shift.new, lang)).say(lang)


def _outcome(outcome: Outcome, lang: Lang) -> str:
    words = (class_words(outcome["class"], lang), ELIGIBLE[outcome["eligible"]].say(lang), amount_or_none(outcome["amount_yen"], lang))
    return " / ".join(words)
