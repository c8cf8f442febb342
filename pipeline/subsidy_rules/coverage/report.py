"""Nouns of coverage: every figure of a document as an entry that is bound to a rule, waived with a reason, or unread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Literal

from subsidy_rules.model.document import Box, Format, Model

State = Literal["bound", "waived", "unread"]
FigureKind = Literal["amount", "ratio", "percentage", "count", "duration", "date", "number"]
# value: the rule's value or conditions hold the number; words: its topic or a limit tells it in words; quote: its evidence only quotes it;
# restated: said again of what a rule says elsewhere
How = Literal["value", "words", "quote", "restated"]


class BoundTo(Model):
    """The rule that a figure is bound to: frame, kind, value as in the contract, and how."""

    frame: str
    kind: str
    value: dict[str, Any]
    how: How


class Entry(Model):
    """One figure.

    Attributes:
        text: as printed.
        context: the folded text round it, the figure itself in 【】.
        page: 1-based; None for HTML and text.
        boxes: one for each printed line of it, PDF points; of its line or cell where no layout was given.
        at: table and headers, or clause.
        passage: which passage of the document it stands in (`passages_of`, from 0); `start`, `end` are half-open bounds in its text.
        rule: set where it is bound.
        reason: code of the waiver (`vocabulary/waivers.yaml`), set where it is waived.
    """

    state: State
    kind: FigureKind
    text: str
    context: str
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    at: str = ""
    passage: int = 0
    start: int = 0
    end: int = 0
    rule: BoundTo | None = None
    reason: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it enters the share: a bare number that is no size (a label, a citation) does not, so that it cannot flatter."""
        return self.kind != "number" or self.state != "waived"


class PageCounts(Model):
    """How many figures of one page are in which state."""

    page: int
    bound: int
    waived: int
    unread: int


class CoverageReport(Model):
    """All figures of one document in reading order."""

    name: str
    sha256: str
    format: Format
    n_pages: int
    entries: tuple[Entry, ...]

    def n(self, state: State) -> int:
        """How many figures that count are in a state."""
        return sum(entry.state == state for entry in self.counted)

    @property
    def counted(self) -> tuple[Entry, ...]:
        """The figures that enter the share."""
        return tuple(entry for entry in self.entries if entry.counts)

    @property
    def share(self) -> float:
        """Part of the figures that are bound or waived, 0 to 1; 1 for a document without any."""
        total = len(self.counted)
        return 1.0 if not total else 1 - self.n("unread") / total

    @property
    def reasons(self) -> dict[str, int]:
        """How often each reason waives a figure that counts, the most frequent first."""
        return _ranked(entry.reason for entry in self.counted if entry.reason)

    @property
    def hows(self) -> dict[str, int]:
        """How the bound figures are bound."""
        return _ranked(entry.rule.how for entry in self.counted if entry.rule)

    @property
    def pages(self) -> tuple[PageCounts, ...]:
        """Counts by page; HTML and text are one page."""
        counts = Counter((entry.page or 1, entry.state) for entry in self.counted)
        return tuple(
            PageCounts(page=page, bound=counts[page, "bound"], waived=counts[page, "waived"], unread=counts[page, "unread"])
            for page in range(1, self.n_pages + 1)
        )


def _ranked(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
