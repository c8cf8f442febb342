"""Places on pages and a folder of documents → small pictures, drawn in the guarded process: a bad document costs its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.process.jobs import Done, Job, run_jobs
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.report.book_rows import Spot

_SCALE = 1.6  # pixels to the point: Japanese print of 8 pt can still be read
_AROUND_PT = 26.0


def documents_of(folder: Path, wanted: Sequence[str]) -> dict[str, tuple[str, bytes]]:
    """SHA-256 → name and content of the documents that stand anywhere in a folder. Raises FetchError for a file that cannot be opened."""
    found: dict[str, tuple[str, bytes]] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = read_local(path)
        sha256 = sha256_of(data)
        if sha256 in wanted:
            found.setdefault(sha256, (path.name, data))
    return found


def evidence_pictures(
    spots: Sequence[Spot], documents: Mapping[str, tuple[str, bytes]], jobs: int = 1, tick: Tick = quiet
) -> tuple[dict[Spot, bytes], tuple[SubsidyRulesError, ...]]:
    """A JPEG for each place whose document is there and can be drawn, and what went wrong with the others."""
    by_document: dict[str, list[Spot]] = defaultdict(list)
    for spot in sorted(spots, key=lambda spot: (spot.sha256, spot.page)):
        if spot.sha256 in documents and spot.boxes:
            by_document[spot.sha256].append(spot)
    names = {sha256: documents[sha256] for sha256 in by_document}
    work = [Job(name, partial(_draw, data, tuple(by_document[sha256]))) for sha256, (name, data) in names.items()]
    pictures: dict[Spot, bytes] = {}
    errors: list[SubsidyRulesError] = []
    for wanted, outcome in zip(by_document.values(), run_jobs(work, jobs, tick), strict=True):
        if isinstance(outcome, Done):
            pictures |= {spot: picture for spot, picture in zip(wanted, outcome.value, strict=True) if picture}
        else:
            errors.append(outcome)
    return pictures, tuple(errors)


def _draw(data: bytes, spots: Sequence[Spot], tick: Tick) -> list[bytes]:
    """A picture for each place, in order; b"" for one that cannot be drawn."""
    from subsidy_rules.read.page_pictures import page_crops
    from subsidy_rules.report.evidence_picture import around, evidence_picture

    crops = page_crops(data, [(spot.page, around(spot.boxes)) for spot in spots], _SCALE, _AROUND_PT)
    return [evidence_picture(crop, spot.boxes) if crop is not None else b"" for crop, spot in zip(crops, spots, strict=True)]
