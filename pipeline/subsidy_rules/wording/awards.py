"""Awards of earlier editions in words: the edition and the frame as the programme calls them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subsidy_rules.model.programme import Programme

_ID = re.compile(r"[a-z0-9-]+")


def award_words(award: str) -> str:
    """`<programme>/<edition>/<frame>`, or the first of these parts, by the names that the packaged definitions know.

    The names are proper names, the same in both languages; an award of a programme that is not packaged stays as it is.

    >>> award_words("it-hojo/2024/tsujo"), award_words("it-hojo/2024"), award_words("somewhere/2024")
    ('IT導入補助金2024 通常枠', 'IT導入補助金2024', 'somewhere/2024')
    """
    name, _, rest = award.partition("/")
    edition_id, _, frame_id = rest.partition("/")
    programme = _packaged(name) if _ID.fullmatch(name) else None
    if programme is None:
        return award
    edition = programme.edition(edition_id) if edition_id else None
    words = [(edition.title if edition else "") or f"{programme.name} {edition_id}".strip()]
    if frame_id:
        words.append(next((frame.name_in(edition_id) for frame in programme.frames if frame.id == frame_id), frame_id))
    return " ".join(words)


@cache
def _packaged(name: str) -> Programme | None:
    """The packaged definition of a programme, whose file has its name; the other ones are not read for it."""
    from subsidy_rules.registry.load import load_programme
    from subsidy_rules.registry.places import packaged_folder

    file = packaged_folder() / f"{name}.yaml"
    return load_programme(file) if file.is_file() else None
