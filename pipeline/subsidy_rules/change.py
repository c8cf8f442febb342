"""Nouns of what differs between two rule sets: Change, Level, Cause."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from subsidy_rules.document import Model
from subsidy_rules.rule import Rule

Action = Literal["added", "removed", "changed"]
Direction = Literal["better", "worse", "neutral", "unknown"]


class Level(StrEnum):
    """ERR can flip eligibility, lower money or bring a deadline forward; WARN cannot tell; INFO the rest."""

    ERR = "ERR"
    WARN = "WARN"
    INFO = "INFO"


class Cause(StrEnum):
    """Where a change comes from: the programme's documents, our own extractor, or a reviewer."""

    SOURCE = "source"
    EXTRACTOR = "extractor"
    REVIEWER = "reviewer"


class Change(Model):
    """One difference. `check` is a stable id such as `amount-max-increased`; `old` or `new` is absent where the rule was added or removed."""

    check: str
    level: Level
    direction: Direction
    action: Action
    cause: Cause = Cause.SOURCE
    frame: str
    kind: str
    rule_id: str
    fingerprint: str
    en: str
    ja: str
    old: Rule | None = None
    new: Rule | None = None
