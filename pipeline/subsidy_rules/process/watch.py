"""Who is told how far the work on many documents has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from subsidy_rules.model.errors import SubsidyRulesError

Tick = Callable[[str], None]  # told what is being worked on, once for each document and page


def quiet(_: str) -> None:
    """Told of progress, says nothing."""


class Watch(Protocol):
    """Is told; says it to a person, or not."""

    def begin(self, n_documents: int, n_kept: int) -> None:
        """So many are to be worked on; of so many others what was found is kept."""

    def tick(self, what: str) -> None:
        """What is being worked on: a document, or a page of one."""

    def done(self, name: str, pages: int, seconds: float, error: SubsidyRulesError | None) -> None:
        """A document is done: its pages (0 where it has none, or could not be read), how long it took, what was wrong."""


class Silent:
    """Says nothing."""

    def begin(self, n_documents: int, n_kept: int) -> None: ...

    def tick(self, what: str) -> None: ...

    def done(self, name: str, pages: int, seconds: float, error: SubsidyRulesError | None) -> None: ...
