"""Why each stage of a run was done, or was not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from subsidy_rules.messages.message import Lang, Message, message

STAGES: Mapping[str, Message] = {
    "read": message("pages, tables, clauses"),
    "find": message("candidates"),
    "build": message("rule set"),
}
CHANGED: Mapping[str, Message] = {
    "never": message("nothing was kept of it"),
    "damaged": message("its files are not what was written"),
    "document": message("its content has changed"),
    "name": message("its file has another name"),
    "reading_code": message("the code that reads has changed"),
    "ocr": message("its pictures were not read, or by other weights, or are not to be read any more"),
    "told": message("something else is told of it"),
    "programme": message("the definition of the programme or its edition has changed"),
    "second_code": message("the code that reads tables a second time has changed"),
    "finding_code": message("the code that finds rules has changed"),
    "vocabulary": message("the vocabulary has changed"),
    "candidates": message("its documents, or what is found in them, have changed"),
    "building_code": message("the code that builds rule sets has changed"),
    "previous": message("the rule set of the edition before has changed"),
    "files": message("its files were changed since, by decisions or by hand"),
}


class Step(Protocol):
    """One stage of a document, or of an edition where it names no document."""

    @property
    def programme(self) -> str: ...
    @property
    def edition(self) -> str: ...
    @property
    def document(self) -> str: ...
    @property
    def stage(self) -> str: ...
    @property
    def changed(self) -> tuple[str, ...]: ...


def explained(steps: Iterable[Step], lang: Lang) -> Iterator[str]:
    """A line for each stage, under its document and edition."""
    edition = document = ""
    for step in steps:
        if f"{step.programme}/{step.edition}" != edition:
            edition, document = f"{step.programme}/{step.edition}", ""
            yield edition
        if step.document and step.document != document:
            document = step.document
            yield f"  {document}"
        why = message("; ").say(lang).join(CHANGED[name].say(lang) for name in step.changed)
        words = message("{stage}: done, because {why}", why=why) if why else message("{stage}: kept, nothing has changed")
        yield ("    " if step.document else "  ") + words.filled(stage=STAGES[step.stage]).say(lang)
