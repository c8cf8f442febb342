"""What the readers hand to the clause tree: one joined paragraph, list item or heading, before labels and nesting are known."""

from __future__ import annotations

from dataclasses import dataclass, field

from subsidy_rules.model.document import Span, Zone


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph with its label still in the text.

    Attributes:
        text: lines joined, label included.
        spans: where the characters stand (over `text`, half-open, without gap); empty for HTML and text.
        level: 1 to 6 where markup says that this is a heading of that level; None where only the text can tell.
        x0: left edge in points, or in half-width columns times 5 for text; None where nothing is known.
        inset: how far x0 is from the left edge of the page's text, in points.
        size: height of its lines in points; 0 where nothing is known.
        lines: how many lines were joined.
        big: whether it is set larger than the text round it.
        loose: whether a series makes a label expected that has lost the space behind it.
        parted: whether a table stands between it and the block before.
        label: label that markup implies but the text does not show (a bullet or number of an HTML list); "" where there is none.
        zone: set where position or page decides the zone; None where the tree decides.
    """

    text: str
    spans: tuple[Span, ...] = field(default=())
    level: int | None = None
    x0: float | None = None
    inset: float = 0.0
    size: float = 0.0
    lines: int = 1
    big: bool = False
    loose: bool = False
    parted: bool = False
    label: str = ""
    zone: Zone | None = None
