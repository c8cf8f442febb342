"""What the result of a stage on one document depends on, part by part, so that it can be said which part has changed."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_rules.model.extracted import Ticket
from subsidy_rules.model.programme import Programme
from subsidy_rules.store.fingerprint import building_code, digest_of, finding_code, reading_code, second_code, vocabulary_code

Key = Mapping[str, str]  # name of a part → a digest of it

NEVER = ("never",)  # nothing was kept


def reading_key_of(ticket: Ticket) -> Key:
    """Of pages, tables and clauses."""
    return {"document": ticket.sha256, "name": ticket.name, "reading_code": reading_code(), "ocr": ticket.ocr}


def finding_key_of(ticket: Ticket, programme: Programme, edition: str) -> Key:
    """Of candidates: of what was read, and of all that is told of the document."""
    told = (ticket.entry.model_dump_json(), str(ticket.frame))
    return {
        **reading_key_of(ticket),
        "told": digest_of(told),
        "programme": digest_of((programme.model_dump_json(), edition)),
        "second_code": second_code(),
        "finding_code": finding_code(),
        "vocabulary": vocabulary_code(),
    }


def building_key_of(bases: tuple[str, ...]) -> Key:
    """Of a rule set: of what was found in its documents."""
    return {"candidates": digest_of(sorted(bases)), "building_code": building_code(), "vocabulary": vocabulary_code()}


def basis_of_key(key: Key) -> str:
    """12 hexadecimal digits of a key."""
    return digest_of([f"{name}={part}" for name, part in sorted(key.items())])


def changed(before: Key | None, now: Key) -> tuple[str, ...]:
    """The parts that are not as they were, `NEVER` where nothing was kept; () where all are."""
    if before is None:
        return NEVER
    return tuple(name for name in now if before.get(name) != now[name])
