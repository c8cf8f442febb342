"""The register of accepted changes: what somebody has looked at and taken note of, kept in git beside the rule sets.

    - fingerprint: 3f9c0a7be812
      reason: the higher cap is in our calculator since March
      author: tanaka
      until: 2026-09-30

An entry whose change is not found any more, or whose day has passed, is itself a finding, so that the register cannot rot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field, ValidationError

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Model
from subsidy_rules.model.errors import Lang, Place, RuleSetError
from subsidy_rules.model.validation import validation_words
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml


class Accepted(Model):
    """One accepted change; `until` is the last day on which it counts."""

    fingerprint: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    author: str = Field(min_length=1)
    until: date


@dataclass(frozen=True, slots=True)
class Dead:
    """An entry that accepts nothing: its change is not found, or its day has passed."""

    entry: Accepted
    expired: bool

    def words(self, lang: Lang) -> str:
        expired = message("expired on {day}", day=self.entry.until)
        gone = message("no such change any more")
        about = f"{self.entry.fingerprint} ({self.entry.author}: {self.entry.reason})"
        why = expired if self.expired else gone
        return message("accepted change {about}: {why}", about=about, why=why).say(lang)


def read_accepted(text: str, name: str) -> tuple[Accepted, ...]:
    """The entries of a register. Raises RuleSetError with file and line."""
    try:
        located = load_yaml(text)
    except YamlSyntaxError as error:
        raise _wrong(Place(name, line=error.line), error.words) from error
    rows = located.data or []
    if not isinstance(rows, list):
        raise _wrong(Place(name, line=1), message("a register is a list of entries"))
    out = []
    for n, row in enumerate(rows):
        try:
            out.append(Accepted.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            raise _wrong(Place(name, line=located.line_of((n, *first["loc"]))), validation_words(first)) from error
    return tuple(out)


def leave_out(changes: Sequence[Change], register: Sequence[Accepted], today: date) -> tuple[tuple[Change, ...], tuple[Dead, ...]]:
    """The changes that nobody has accepted, and the entries that accept nothing."""
    valid = {entry.fingerprint for entry in register if entry.until >= today}
    found = {change.fingerprint for change in changes}
    dead = [Dead(entry, entry.until < today) for entry in register if entry.until < today or entry.fingerprint not in found]
    return tuple(change for change in changes if change.fingerprint not in valid), tuple(dead)


def _wrong(place: Place, what: Said) -> RuleSetError:
    return RuleSetError(
        place,
        message("{what}.", what=what),
        message("Nothing would be accepted by this entry."),
        message("Each entry has fingerprint, reason, author and until."),
    )
