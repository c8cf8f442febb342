"""Where definitions of programmes lie: given by hand, in the project's own `sources/programmes`, and with this package.

The places are asked in this order, programme by programme: one that a place defines hides the same programme of later places, and no other.
"""

from __future__ import annotations

from pathlib import Path

from subsidy_rules.model.programme import Programme
from subsidy_rules.registry.errors import no_samples, unknown_programme
from subsidy_rules.registry.load import load_programmes, load_registry

_OWN = Path("sources") / "programmes"
# the wheel carries the definitions of this repository here (`force-include` in pyproject.toml)
_IN_WHEEL = Path(__file__).resolve().with_name("programmes")
_IN_CHECKOUT = Path(__file__).resolve().parents[3] / _OWN


def project_folder(start: Path) -> Path | None:
    """The nearest `sources/programmes` in `start` or above it; None where there is none."""
    return next((folder / _OWN for folder in (start, *start.parents) if (folder / _OWN).is_dir()), None)


def packaged_folder() -> Path:
    """The definitions that come with this package: those of the wheel, or of the checkout that it runs from."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT


def registries(given: Path | None, start: Path) -> tuple[Path, ...]:
    """The places to look for programmes in, first things first: what was given, the project's own folder, the package's."""
    places = (given, project_folder(start.resolve()), packaged_folder())
    return tuple(dict.fromkeys(place for place in places if place is not None and (place == given or place.is_dir())))


def definition_of(programme_id: str, places: tuple[Path, ...]) -> Path | None:
    """The file that defines the programme, in the first place that has it. Raises SourceError for a file that cannot be read."""
    for place in places:
        for file in sorted(place.glob("*.y*ml")) if place.is_dir() else [place]:
            if any(programme.id == programme_id for programme in load_programmes(file)):
                return file
    return None


def all_programmes(places: tuple[Path, ...]) -> tuple[Programme, ...]:
    """The programmes of all places, each from the first that defines it. Raises SourceError for a file that cannot be read."""
    found: dict[str, Programme] = {}
    for place in places:
        for programme in load_registry(place):
            found.setdefault(programme.id, programme)
    return tuple(found.values())


def own_file(programme_id: str, given: Path | None, start: Path) -> tuple[Path, str]:
    """The file of the project to write a programme's definition to, and what it says now.

    What only the package defines is copied into the project: an installed package is nobody's to change. Raises SourceError for an
    unknown programme.
    """
    places = registries(given, start)
    file = definition_of(programme_id, places)
    if file is None:
        raise unknown_programme(programme_id, [programme.id for programme in all_programmes(places)])
    own = project_folder(start.resolve()) or start / _OWN
    packaged = file.parent == packaged_folder() and own.resolve() != packaged_folder()
    return own / file.name if packaged else file, file.read_text(encoding="utf-8")


def samples_manifest(start: Path) -> Path:
    """The manifest of the project's sample documents, or of those of the checkout. Raises SourceError where there is none."""
    folders = (project_folder(start.resolve()), _IN_CHECKOUT)
    found = (folder.parent / "samples" / "manifest.yaml" for folder in folders if folder is not None)
    manifest = next((path for path in found if path.is_file()), None)
    if manifest is None:
        raise no_samples(start)
    return manifest
