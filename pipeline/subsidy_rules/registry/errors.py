"""What can be wrong with a registry, in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.errors import Place, SourceError


def invalid(place: Place, problem: Said) -> SourceError:
    """A definition that does not keep to its form, with the line to mend."""
    return SourceError(
        place,
        message("The programme definition is not valid: {problem}.", problem=problem),
        message("Without it no document of the programme can be read."),
        message("Mend this line and run the command again."),
    )


def unreadable(path: Path, why: Said) -> SourceError:
    """A file or folder that cannot be read."""
    return SourceError(
        Place(str(path)),
        message("The registry cannot be read ({why}).", why=why),
        message("Programmes and frames are defined there."),
        message("Give an existing UTF-8 YAML file."),
    )


def no_samples(start: Path) -> SourceError:
    """The samples were asked for where there are none: they come with the repository, not with the installed package."""
    return SourceError(
        Place(str(start)),
        message("There are no sample documents here."),
        message("They lie in sources/samples of the repository of this program."),
        message("Name an edition, such as it-hojo/2025, or a list of documents with --manifest FILE."),
    )


def unknown_programme(programme_id: str, known: Sequence[str]) -> SourceError:
    """A programme that nobody has defined; the message shows the YAML that would define it."""
    ids = ", ".join(dict.fromkeys(known)) or "-"
    example = f"id: {programme_id}\nname: 補助金の正式名称\nframes:\n- {{id: general, name: 一般枠}}\n"
    return SourceError(
        Place(programme_id),
        message("The programme {programme_id!r} is unknown (known: {ids}).", programme_id=programme_id, ids=ids),
        message("Its frames are needed to tell whose amounts and rates a table lists."),
        message(
            "Save this as sources/programmes/{programme_id}.yaml, or anywhere and pass it with --registry FILE:\n\n{example}",
            programme_id=programme_id,
            example=example,
        ),
    )
