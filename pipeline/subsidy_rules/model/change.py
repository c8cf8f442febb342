"""Nouns of what differs between two rule sets: Change, Level, Cause."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from subsidy_rules.messages.message import Lang, Words
from subsidy_rules.model.document import Evidence, Model
from subsidy_rules.model.rule import Rule

Action = Literal["added", "removed", "changed"]
Direction = Literal["better", "worse", "neutral", "unknown"]


class Level(StrEnum):
    """ERR can flip eligibility, lower money or bring a deadline forward; WARN cannot tell; INFO the rest."""

    ERR = "ERR"
    WARN = "WARN"
    INFO = "INFO"


GRAVITY = {Level.ERR: 0, Level.WARN: 1, Level.INFO: 2}  # the gravest first


class Cause(StrEnum):
    """Where a change comes from: the programme's documents, our own extractor, or a reviewer."""

    SOURCE = "source"
    EXTRACTOR = "extractor"
    REVIEWER = "reviewer"


class Passage(Model):
    """A sentence of a document, or an item of a cell, that changed. `marks` are half-open bounds of the words that differ."""

    text: str
    evidence: Evidence
    marks: tuple[tuple[int, int], ...] = ()


class PlacePair(Model):
    """One of the places of a change that stands in several; None on the side that has nothing there."""

    old: Evidence | None = None
    new: Evidence | None = None


class Change(Model):
    """One difference. `check` is a stable id such as `amount-max-increased`; `old` or `new` is absent where the rule was added or removed.

    Attributes:
        frames: all frames that it reaches, where a definition that several share has changed; `frame` is the first of them.
        rules: ids of the rules that it stands for, where it is about a whole frame or whole kinds, or that were read from its sentence.
        old_text, new_text: the sentences that changed, where the documents were compared.
        places: all places of a change that stands in several.
    """

    check: str
    level: Level
    direction: Direction
    action: Action
    area: str = "other"
    cause: Cause = Cause.SOURCE
    frame: str
    frames: tuple[str, ...] = ()
    kind: str
    rule_id: str
    fingerprint: str
    en: str
    ja: str
    rules: tuple[str, ...] = ()
    old: Rule | None = None
    new: Rule | None = None
    old_text: Passage | None = None
    new_text: Passage | None = None
    places: tuple[PlacePair, ...] = ()

    def say(self, lang: Lang) -> str:
        """What changed, in one language."""
        return Words(self.en, self.ja).say(lang)

    def evidence(self, side: Literal["old", "new"]) -> Evidence | None:
        """Where one side stands; None for a side that has nothing."""
        rule, passage = (self.old, self.old_text) if side == "old" else (self.new, self.new_text)
        return rule.evidence[0] if rule is not None else passage.evidence if passage is not None else None
