"""What several documents state in different forms, brought to one form, so that it becomes one rule with several pieces of evidence.

A guideline excludes those whom the regulation says must not be there; a regulation repeats a duty in other words; an overview gives the
highest of the caps that the guideline gives by size. None of these contradicts the other. Only different documents are compared: what one
document tells twice it means twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.rule import Candidate, Condition, Leaf

_OPPOSITE = {"gt": "le", "ge": "lt", "lt": "ge", "le": "gt"}
_GRAM = 3
# Two wordings say the same when so many of their letters in threes are shared, of all, or of the shorter one where it is no mere word.
_SHARED = 0.6
_HELD = 0.8
_LEAST = 12
_DIGITS = re.compile(r"\d+")
_WORDED = frozenset({"requirement", "exclusion", "duty", "clawback", "bonus_point", "penalty_point", "ineligible_expense"})


def told_alike(candidates: Sequence[Candidate], rank: Mapping[str, int]) -> tuple[Candidate, ...]:
    """The candidates in their order, each in the form of the best source that says the same; evidence and confidence stay.

    `rank`: source ids by authority, the best first.
    """
    first = tuple(_as_barred(candidates))
    return tuple(_as_fuller(_as_worded(first, rank), rank))


def _as_barred(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Requirements that another document tells as exclusions: must not be so, or must stay on the other side of the bound."""
    barred: dict[object, list[Candidate]] = {}
    for one in candidates:
        if one.kind == "exclusion":
            barred.setdefault(_bar(one.frame, value_data(one.value), one.when), []).append(one)
    for one in candidates:
        data = value_data(one.value)
        denied = _denied(data) if one.kind == "requirement" else None
        told = barred.get(_bar(one.frame, denied, one.when), ()) if denied is not None else ()
        other = next((exclusion for exclusion in told if _source(exclusion) != _source(one)), None)
        yield one if other is None else one.model_copy(update={"kind": "exclusion", "value": other.value})


def _denied(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The exclusion that a requirement comes to; None where it comes to none."""
    bare = {key: part for key, part in data.items() if key != "obligation"}
    if data.get("obligation") == "must_not":
        return bare
    bound = data.get("constraint")
    if not isinstance(bound, Mapping) or bound.get("op") not in _OPPOSITE:
        return None
    return bare | {"constraint": {**bound, "op": _OPPOSITE[bound["op"]]}}


def _bar(frame: str, data: Mapping[str, Any], when: Sequence[Condition]) -> object:
    bound = data.get("constraint")
    core = (
        (bound["fact"], bound["op"], str(bound["value"]), bound.get("per"))
        if isinstance(bound, Mapping) and "fact" in bound
        else str(bound)
    )
    return frame, data.get("topic"), data.get("of"), core, _core(when)


def _as_worded(candidates: Sequence[Candidate], rank: Mapping[str, int]) -> tuple[Candidate, ...]:
    """Rules without a figure that another document tells in nearly the same words, in the words of the best source."""
    worded = sorted((c for c in candidates if _is_worded(c)), key=lambda c: rank.get(_source(c), len(rank)))
    groups: dict[object, dict[str, list[tuple[Candidate, frozenset[str]]]]] = {}  # what must be the same → source → rules, letters
    told: dict[int, Candidate] = {}
    for one in worded:
        quote = fold_text(one.evidence[0].quote)
        grams = frozenset(quote[at : at + _GRAM] for at in range(len(quote) - _GRAM + 1))
        models = groups.setdefault((one.frame, _sense(one), (*_DIGITS.findall(quote),), _core(one.when)), {})
        others = (pair for source, pairs in models.items() if source != _source(one) for pair in pairs)
        model = next((known for known, letters in others if _alike(letters, grams)), None)
        if model is None:
            models.setdefault(_source(one), []).append((one, grams))
        else:
            told[id(one)] = one.model_copy(update={"kind": model.kind, "value": model.value, "when": model.when})
    return tuple(told.get(id(one), one) for one in candidates)


def _is_worded(candidate: Candidate) -> bool:
    data = value_data(candidate.value)
    topic = data.get("topic")
    return candidate.kind in _WORDED and isinstance(topic, str) and not topic.isascii() and "constraint" not in data


def _sense(candidate: Candidate) -> str:
    """What a rule does, whichever kind tells it: who must not be so is excluded."""
    denied = candidate.kind == "requirement" and value_data(candidate.value).get("obligation") == "must_not"
    return "exclusion" if denied else candidate.kind


def _alike(mine: frozenset[str], its: frozenset[str]) -> bool:
    """Whether two wordings with the same figures have nearly the same letters, in threes."""
    shared = len(mine & its)
    return shared >= _SHARED * len(mine | its) or (min(len(mine), len(its)) >= _LEAST and shared >= _HELD * min(len(mine), len(its)))


def _as_fuller(candidates: Sequence[Candidate], rank: Mapping[str, int]) -> Iterator[Candidate]:
    """Caps that a source tells without the sizes that a better one tells them by: the highest of all is that of the highest size."""
    slug = all_kinds()["subsidy_amount"].slug
    totals = [(c, rank.get(_source(c), len(rank))) for c in candidates if c.kind == "subsidy_amount" and slug(c.value) == ""]
    of_better: dict[tuple[str, int], list[Candidate]] = {}
    for one in candidates:
        data = value_data(one.value)
        if one.kind != "subsidy_amount" or one.when or set(data) != {"max"}:
            yield one
            continue
        own = (one.frame, rank.get(_source(one), len(rank)))
        if own not in of_better:
            of_better[own] = [c for c, place in totals if c.frame == own[0] and place < own[1]]
        better = of_better[own]
        fuller = [c for c in better if c.when and _of_sizes(c.when) and value_data(c.value).get("max") == data["max"]]
        plain = any(not c.when for c in better)
        highest = max((value_data(c.value).get("max") or 0 for c in better), default=0)
        same = bool(fuller) and not plain and highest == data["max"] and len({_core(c.when) for c in fuller}) == 1
        yield one.model_copy(update={"when": fuller[0].when}) if same else one


def _of_sizes(when: Iterable[Condition]) -> bool:
    return all(isinstance(leaf, Leaf) and leaf.number is not None for leaf in when)


def _core(when: Sequence[Condition]) -> frozenset[Any]:
    """Conditions as the contract compares them."""
    return frozenset((leaf.fact, leaf.of, leaf.op, leaf.value) if isinstance(leaf, Leaf) else leaf for leaf in when)


def _source(candidate: Candidate) -> str:
    return candidate.evidence[0].source
