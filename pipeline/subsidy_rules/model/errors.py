"""All errors of the project: data as attributes, the class words the sentence.

A message says what happened, where (file, page, clause or YAML line), why it matters and what to do next.
Every error words itself in English and Japanese; `str(error)` is the English sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something went wrong: a file and, where known, the 1-based page, the clause label or the 1-based YAML line."""

    file: str
    page: int | None = None
    clause: str | None = None
    line: int | None = None

    def words(self, lang: Lang) -> str:
        parts = [self.file]
        if self.page is not None:
            parts.append(f"page {self.page}" if lang == "en" else f"{self.page}ページ")
        if self.clause is not None:
            parts.append(f"clause {self.clause}" if lang == "en" else f"条項 {self.clause}")
        if self.line is not None:
            parts.append(f"line {self.line}" if lang == "en" else f"{self.line}行目")
        return ", ".join(parts) if lang == "en" else " ".join(parts)


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence each for what went wrong, why it matters and what to do next, in one language."""

    what: str
    why: str
    todo: str


class SubsidyRulesError(Exception):
    """Base of all errors; never raised itself.

    Attributes:
        place: where it happened.
        en, ja: the wording in both languages.
    """

    def __init__(self, place: Place, *, en: Wording, ja: Wording) -> None:
        self.place = place
        self.en = en
        self.ja = ja
        super().__init__(self.words("en"))

    def __reduce__(self) -> tuple[object, ...]:
        # errors cross the border of the reading process, so they must survive pickling with their keyword arguments
        return _rebuild, (type(self), self.place, self.en, self.ja)

    def words(self, lang: Lang) -> str:
        """The whole message in one language: place, what, why, next step."""
        text = self.en if lang == "en" else self.ja
        return f"{self.place.words(lang)}: {text.what} {text.why} {text.todo}".replace("  ", " ").strip()


def _rebuild(kind: type[SubsidyRulesError], place: Place, en: Wording, ja: Wording) -> SubsidyRulesError:
    return kind(place, en=en, ja=ja)


class SourceError(SubsidyRulesError):
    """A programme definition, frame or document reference is wrong or unknown."""


class FetchError(SubsidyRulesError):
    """A document could not be brought from where it is published.

    Attributes:
        cause: why, in a word that records and reports use ("gone", "blocked", "too_large", ...); "" for a local file.
        detail: what is known of the case, such as "HTTP 404".
    """

    def __init__(self, place: Place, *, en: Wording, ja: Wording, cause: str = "", detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(place, en=en, ja=ja)


class ReadError(SubsidyRulesError):
    """A document or page cannot be read as what it claims to be."""


class ExtractError(SubsidyRulesError):
    """A readable document yields nothing where something is declared."""


class RuleSetError(SubsidyRulesError):
    """A rule set file does not keep to the contract."""


class ReviewError(SubsidyRulesError):
    """A review decision cannot be taken as asked."""
