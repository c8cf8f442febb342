"""All errors of the project: data as attributes, the class words the sentence.

A message says what happened, where (file, page, clause or YAML line), why it matters and what to do next.
An error holds messages, which belong to no language; `words` says them in one. `str(error)` is the English sentence.
"""

from __future__ import annotations

import errno
from dataclasses import dataclass

from subsidy_rules.messages.message import Lang as Lang
from subsidy_rules.messages.message import Said, Words, message, message_in


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
            parts.append(message("page {n}", n=self.page).say(lang))
        if self.clause is not None:
            parts.append(message("clause {label}", label=self.clause).say(lang))
        if self.line is not None:
            parts.append(message("line {n}", n=self.line).say(lang))
        return message_in("between the parts of a place", ", ").say(lang).join(parts)


def system_words(error: Exception) -> Said:
    """Why the system refused something, where it is one of the usual reasons; else what it says itself."""
    reason = _REASONS.get(error.errno or 0) if isinstance(error, OSError) else None
    words = str(getattr(error, "strerror", None) or error)
    return reason or Words(words, words)


_REASONS = {
    errno.ENOENT: message("no such file"),
    errno.EACCES: message("no permission"),
    errno.EISDIR: message("it is a folder"),
    errno.ENOTDIR: message("no such folder"),
    errno.ENOSPC: message("the disk is full"),
}


class SubsidyRulesError(Exception):
    """Base of all errors; never raised itself.

    Attributes:
        place: where it happened.
        what, why, todo: one sentence each for what went wrong, why it matters and what to do next.
    """

    def __init__(self, place: Place, what: Said, why: Said, todo: Said) -> None:
        self.place = place
        self.what, self.why, self.todo = what, why, todo
        super().__init__(self.words("en"))

    def __reduce__(self) -> tuple[object, ...]:
        # errors cross the border of the reading process
        return _rebuild, (type(self), self.__dict__)

    def words(self, lang: Lang) -> str:
        """The whole message in one language: place, what, why, next step."""
        parts = " ".join(part.say(lang) for part in (self.what, self.why, self.todo))
        return f"{self.place.words(lang)}: {parts}".replace("  ", " ").strip()


def _rebuild(kind: type[SubsidyRulesError], attributes: dict[str, object]) -> SubsidyRulesError:
    error = kind.__new__(kind)
    error.__dict__.update(attributes)
    error.args = (error.words("en"),)
    return error


class SourceError(SubsidyRulesError):
    """A programme definition, frame or document reference is wrong or unknown."""


class FetchError(SubsidyRulesError):
    """A document could not be brought from where it is published.

    Attributes:
        cause: why, in a word that records and reports use ("gone", "blocked", "too_large", ...); "" for a local file.
        detail: what is known of the case, such as "HTTP 404".
    """

    def __init__(self, place: Place, what: Said, why: Said, todo: Said, *, cause: str = "", detail: str = "") -> None:
        self.cause = cause
        self.detail = detail
        super().__init__(place, what, why, todo)


class ReadError(SubsidyRulesError):
    """A document or page cannot be read as what it claims to be."""


class ExtractError(SubsidyRulesError):
    """A readable document yields nothing where something is declared."""


class RuleSetError(SubsidyRulesError):
    """A rule set file does not keep to the contract."""


class RulesGoneError(RuleSetError):
    """A file of rules holds fewer than it did: it was cut, or somebody deleted rules, which cannot be told apart.

    Attributes:
        name: of the file.
        held: the ids that are left in it.
        n: how many it held.
    """

    def __init__(self, place: Place, what: Said, why: Said, todo: Said, *, name: str, held: tuple[str, ...], n: int) -> None:
        self.name, self.held, self.n = name, held, n
        super().__init__(place, what, why, todo)


class ReviewError(SubsidyRulesError):
    """A review decision cannot be taken as asked."""


class OvertakenError(ReviewError):
    """Somebody else decided meanwhile on what a decision was about; nothing was overwritten.

    Attributes:
        name: id of the rule, or the words of the ledger's figure or clause.
        by: who did, None where no name stands with it.
    """

    def __init__(self, place: Place, what: Said, why: Said, todo: Said, *, name: str, by: str | None) -> None:
        self.name, self.by = name, by
        super().__init__(place, what, why, todo)
