"""How sure a reading is: one base, and a weight for each circumstance that makes it less than certain.

The figures follow the shares of right rules in `benchmarks/calibration.py`, whose tables stand in `benchmarks/README.md`. A weight that
few labelled rules bear on stays at what was assumed of the circumstance.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from subsidy_rules.model.document import Table
from subsidy_rules.model.rule import Candidate

# Grammar and vocabulary read everything, and nothing speaks against it.
BASE = 0.97
# No agreement of our own readings makes a rule certain.
CEILING = 0.99
# What is left of a reading that another one of the same rule contradicts.
CONFLICT = 0.5
# No figure that was read from a picture is surer than this, however many agree: they may be misread in the same way.
PICTURE_CEILING = 0.89
# A circumstance without a weight of its own.
UNWEIGHED = 0.9
# Below this, a table is doubtful: its grid was found without rules, its borders cut words, or tags or a second reading have other cells.
SURE_TABLE = 0.9

WEIGHTS: Mapping[str, float] = {
    # where the value was read
    "table": 0.9,  # the grid of its table is doubtful
    "prose": 0.9,  # running text, no table
    "from_picture": 0.8,  # character recognition read it from a picture
    "named_in_part": 0.9,  # the words that name it say more than the word of the vocabulary among them
    "of_members": 0.9,  # a bound on the members of a union, whose own size decides nothing
    "share_of_grant": 0.9,  # a share of the grant, for which the contract has no base but all expenses
    "share_of_part": 0.9,  # all of a part of the grant is paid back, for which the contract has no base either
    "of_special": 0.85,  # it leaves out of a special measure and not of the grant, for which the contract has no kind
    "about": 0.9,  # only about so much: 6か月程度
    "listed": 0.9,  # named in a list, without a heading of its own
    # what it is about
    "subject_from_caption": 0.8,  # only the caption of the table says whether it is an amount or a rate
    "frame_from_heading": 0.97,  # only a caption or heading names the frame
    "tolerated_typo": 0.9,  # the frame's name is written with a character wrong or missing
    "class_not_named": 0.9,  # a bound on capital under no class is one of SMEs
    "event_from_heading": 0.9,  # only the heading names the event
    "topic_made": 0.9,  # no word of the vocabulary names it: the name is a phrase of the clause
    "in_words": 0.6,  # it has no figure either: of such rules of unknown documents, half mislead who reads only the rule (benchmarks)
    # on which condition it holds
    "unknown_label": 0.8,  # the label before it means nothing to the vocabulary: a condition may be lost
    "told_elsewhere": 0.9,  # its condition refers to another clause (本項の規定を満たさない場合)
    "unknown_header": 0.9,  # a header over or beside it means nothing to the vocabulary
    "condition_from_note": 0.95,  # a note at another place gives the condition
    "condition_not_read": 0.85,  # the parser sees a condition before it, the grammar none
    "raised": 0.7,  # it is raised to the value, under no condition that was read
    "alternatives": 0.6,  # several values, and nothing that says which holds when
    "bracketed": 0.6,  # in a bracket after another value, and no note says what brackets stand for
    "limit_not_read": 0.8,  # a limit on it was seen and not understood
    "range_of_caps": 0.8,  # the highest of several caps, and nothing that says which holds when
    "range_of_rates": 0.7,  # an end of a range of rates, and nothing that says which holds when
    # what it says
    "denial_lost": 0.5,  # a requirement that only hurts, or an exclusion of whom every programme wants: its sign is turned round
    "unknown_unit": 0.7,  # it is counted by something that the vocabulary does not name
    "ditto": 0.95,  # "the same as there"
    "no_comparator": 0.95,  # a bare figure under a header that speaks of a limit
    "formula_not_read": 0.75,  # a cap that a formula gives in words
    "each_of_several": 0.9,  # a limit for each of several expenses
    "figure_not_read": 0.85,  # its sentence has a figure that no bound of it has
    "number_in_condition": 0.7,  # the parser sees the number in a condition, not in what is required
    # dates
    "year_from_document": 0.9,  # the date has no year of its own
    "weekday": 0.65,  # the weekday does not fit the date
    "no_such_day": 0.65,  # the calendar has no such day
}


def confidence(reasons: Iterable[str], weights: Mapping[str, float] = WEIGHTS) -> float:
    """How sure a reading is, from what makes it less than certain; each circumstance counts once.

    >>> confidence(()), confidence(("prose", "prose")), confidence(("prose", "unknown_label"))
    (0.97, 0.87, 0.7)
    """
    out = BASE
    for reason in dict.fromkeys(reasons):
        out *= weights.get(reason, UNWEIGHED)
    return round(out, 2)


def with_doubts(candidate: Candidate, reasons: Iterable[str]) -> Candidate:
    """The candidate with further circumstances, and the confidence that is left."""
    together = tuple(dict.fromkeys((*candidate.reasons, *reasons)))
    return candidate.model_copy(update={"confidence": confidence(together), "reasons": together})


def table_doubt(table: Table | None) -> tuple[str, ...]:
    """Why a value is less sure for the table that it stands in; nothing for one that stands in none."""
    return ("table",) if table is not None and table.confidence < SURE_TABLE else ()


def together(confidences: Iterable[float]) -> float:
    """How sure a rule is that several places state: each that agrees leaves less doubt, the third place as the last.

    >>> together([0.87]), together([0.87, 0.8])
    (0.87, 0.97)
    """
    doubt = 1.0
    for one in sorted(confidences, reverse=True)[:3]:
        doubt *= 1 - one
    return round(min(CEILING, 1 - doubt), 2)
