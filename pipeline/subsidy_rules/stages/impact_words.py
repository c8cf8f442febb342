"""What another edition changes for whom, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_rules.messages.message import Lang, counted, message, message_in
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.answer_text import ELIGIBLE, amount_or_none, class_words
from subsidy_rules.report.neutral import json_text
from subsidy_rules.stages.impact import FrameImpact, Outcome, Shift, Witness

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


def impact_text(found: Sequence[FrameImpact], lang: Lang) -> str:
    """A paragraph for each frame: how many, some of them, and the smallest applicant that each change makes a difference to."""
    return "\n".join(line for one in found for line in _frame(one, lang))


def _frame(one: FrameImpact, lang: Lang) -> Iterator[str]:
    what = counted("{n} applicant has another answer", "{n} applicants have another answer", len(one.shifts)).say(lang)
    yield message("{frame}: {what}, of {total}", frame=one.frame, what=what, total=one.total).say(lang)
    for shift in one.shifts[:_SHOWN]:
        yield f"  {shift.name}: {_both(shift, lang)}"
    if len(one.shifts) > _SHOWN:
        yield "  " + counted("… {n} more applicant", "… {n} more applicants", len(one.shifts) - _SHOWN).say(lang)
    for witness in one.witnesses:
        yield f"  [{witness.change.check}] {witness.change.say(lang)}"
        if witness.shift is None:
            yield "    " + message("changes no answer on the grid of its bounds").say(lang)
        else:
            told = ", ".join(f"{name}={value}" for name, value in witness.shift.told.items())
            yield "    " + message("smallest applicant: {told}", told=told).say(lang)
            yield f"    {_both(witness.shift, lang)}"


def _both(shift: Shift, lang: Lang) -> str:
    return message_in("old and new", "{old} → {new}", old=_outcome(shift.old, lang), new=_outcome(shift.new, lang)).say(lang)


def _outcome(outcome: Outcome, lang: Lang) -> str:
    words = (class_words(outcome["class"], lang), ELIGIBLE[outcome["eligible"]].say(lang), amount_or_none(outcome["amount_yen"], lang))
    return " / ".join(words)
