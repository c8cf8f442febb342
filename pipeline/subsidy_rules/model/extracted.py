"""Nouns of one document on its way through the stages: as it is given, as it was read, and with what was found in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from subsidy_rules.model.document import Document, Part, Source
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import Candidate

Texts = frozenset[str]  # the texts of a table's cells, in a form that does not depend on the order of glyphs


@dataclass(frozen=True, slots=True)
class Given:
    """One document as it is given: its bytes, the name of its file, and what is known of it. A frame of None is to be found out.

    `ocr` names what its pictures are to be read with (`read.recognise.weights`), "" where they are not to be read.
    """

    data: bytes
    name: str
    entry: DocumentEntry
    frame: str | None = None
    ocr: str = ""

    @property
    def ticket(self) -> Ticket:
        """The same without the bytes."""
        return Ticket(hashlib.sha256(self.data).hexdigest(), self.name, self.entry, self.frame, self.ocr)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One document by the hash of its bytes, and what is known of it; `ocr` as of `Given`."""

    sha256: str
    name: str
    entry: DocumentEntry
    frame: str | None = None
    ocr: str = ""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """What another library read of the tables on some pages, page by page."""

    pages: tuple[int, ...]
    tables: Mapping[int, tuple[Texts, ...]]


@dataclass(frozen=True, slots=True)
class FirstReading:
    """A document as it was read, before anything confirmed its tables, and what another library read of them, None where none did."""

    document: Document
    second: SecondReading | None = None


@dataclass(frozen=True, slots=True)
class Extracted:
    """One document with what was found in it.

    Attributes:
        reading: the document as it was read first; `document` is the same after a second reading of its tables.
        lowest: the part of which the least was read, None where no part falls behind.
    """

    source: Source
    frame: str
    reading: FirstReading
    document: Document
    candidates: tuple[Candidate, ...]
    lowest: Part | None = None
