"""Nouns of one document on its way through the stages: as it is given, and with what was found in it."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_rules.model.document import Document, Part, Source
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import Candidate


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it is given: its bytes, the name of its file, and what is known of it. A frame of None is to be found out."""

    data: bytes
    name: str
    entry: DocumentEntry
    frame: str | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document with what was found in it; `lowest` is the part of which the least was read, None where no part falls behind."""

    source: Source
    frame: str
    document: Document
    candidates: tuple[Candidate, ...]
    lowest: Part | None = None
