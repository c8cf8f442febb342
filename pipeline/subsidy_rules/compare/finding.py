"""What happened to sentences of two documents: the noun of `findings`."""

from __future__ import annotations

from dataclasses import dataclass

from subsidy_rules.compare.units import Unit

Pair = tuple[Unit | None, Unit | None]
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """One change of the texts.

    Attributes:
        check: the check that names it.
        places: the sentences (old, new) at all its places.
        name: of a name, what replaced what.
        again: where such a page says the same once more.
        of_new_part: it belongs to a course or frame that is new as a whole, which costs nobody what there was.
    """

    check: str
    places: tuple[Pair, ...]
    name: Name | None = None
    again: tuple[Pair, ...] = ()
    of_new_part: bool = False

    @property
    def order(self) -> tuple[float, int]:
        """Where it stands: by the new text, or behind the place of the old one."""
        old, new = self.places[0]
        return (float(new.order), 0) if new is not None else (float(old.order) if old is not None else 0.0, 1)

    @property
    def single(self) -> Unit:
        """The sentence of a finding that came or went alone."""
        unit = self.places[0][0] or self.places[0][1]
        if unit is None:
            raise ValueError("a finding has a sentence")
        return unit
