"""Figures and clauses that people decide on one by one: found by their short names, and made into rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.errors import Lang, Place, ReviewError
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.review import LedgerEntry, LedgerPlace
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.review.queue import spot_key
from subsidy_rules.stages.deciding import new_rule
from subsidy_rules.stages.ledger import ClauseRead, Figure, SourceLedger, ledger_of
from subsidy_rules.stages.typed_rules import WHEN, typed_value_of, typed_when_of


@dataclass(frozen=True, slots=True)
class Spot:
    """A figure or clause: its short name, its place, where that is on the page, and what was decided on it."""

    key: str
    place: LedgerPlace
    boxes: tuple[Box, ...]
    decided: LedgerEntry | None
    open: bool


def spots_in(folder: Path, ruleset: RuleSet, extracted: Path | None) -> tuple[Spot, ...]:
    """The figures and clauses of the documents that count, document by document in reading order.

    Raises ReviewError where nothing of what was read of the documents is at hand.
    """
    ledgers = ledger_of(folder, ruleset, extracted)
    if ledgers and all(one.document is None for one in ledgers):
        raise ReviewError(
            Place(str(folder)),
            message("What was read of its documents is not at hand."),
            message("Nobody can tell which figures are unread."),
            message("Read them with `subsidy-rules ingest`, or name the folder with --extracted."),
        )
    return tuple(spot for ledger in ledgers for spot in _spots(ledger))


def _spots(ledger: SourceLedger) -> Iterable[Spot]:
    asked = set(map(spot_key, ledger.asked()))
    everything: tuple[Figure | ClauseRead, ...] = (*ledger.figures, *ledger.clauses)
    for one in everything:
        key = spot_key(one.place)
        yield Spot(key, one.place, one.boxes, one.decided, key in asked)


def named_spots(names: Sequence[str], spots: Iterable[Spot]) -> tuple[Spot, ...]:
    """Those of these names; the beginning of a name will do where it is that of one alone. Raises ReviewError."""
    known = {spot.key: spot for spot in spots}
    return tuple(dict.fromkeys(_named(name, known) for name in names))


def _named(name: str, known: Mapping[str, Spot]) -> Spot:
    found = [spot for key, spot in known.items() if key.startswith(name)]
    if len(found) != 1:
        what = message("Several figures begin so.") if found else message("There is no such figure or clause.")
        raise _refused(name, what, message("`subsidy-rules figures DIR` lists them with their names."))
    return found[0]


def decided_places(names: Sequence[str], ruleset: RuleSet) -> tuple[LedgerEntry, ...]:
    """The figures and clauses of these names that somebody decided on. Raises ReviewError where nobody did."""
    spots = (Spot(spot_key(entry.place), entry.place, (), entry, False) for entry in ruleset.ledger)
    return tuple(spot.decided for spot in named_spots(names, spots) if spot.decided is not None)


def rule_of_place(
    kind: str, frame: str, typed: Mapping[str, str], place: LedgerPlace, boxes: Sequence[Box], ruleset: RuleSet, lang: Lang
) -> Rule:
    """The rule that a person makes of a figure or clause, whose evidence is the place itself.

    Args:
        typed: what was typed for the fields of the kind; `when` are the conditions, a line each.

    Raises ReviewError for what cannot be meant.
    """
    name = place.figure or place.quote[:40]
    if frame != COMMON and frame not in {one.id for one in ruleset.frames}:
        raise _refused(name, message("There is no frame {frame!r}.", frame=frame), message("Look at it again."))
    when = typed_when_of(typed.get(WHEN, ""), name)
    value = typed_value_of(kind, {key: text for key, text in typed.items() if key != WHEN}, name, lang)
    lines = tuple(map(_as_written, boxes))
    whole = (min(b[0] for b in lines), min(b[1] for b in lines), max(b[2] for b in lines), max(b[3] for b in lines)) if lines else None
    evidence = Evidence(
        source=place.source, page=place.page, at=place.at, quote=place.quote, bbox=whole, boxes=lines if len(lines) > 1 else ()
    )
    return new_rule(kind, frame, value, when, (evidence,))


def _as_written(box: Box) -> Box:
    """A box as the files have it: what is made here is the same rule when it is read again, so that it can be taken back."""
    x0, top, x1, bottom = box
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


def _refused(name: str, what: Message, todo: Message) -> ReviewError:
    return ReviewError(Place(name), what, message("Nothing was decided."), todo)
