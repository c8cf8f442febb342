"""Awards of earlier editions in words: the edition and the frame as the programme calls them."""

from __future__ import annotations

from functools import cache

from subsidy_rules.model.programme import Programme
from subsidy_rules.registry.load import load_registry
from subsidy_rules.registry.places import packaged_folder


def award_words(award: str) -> str:
    """`<programme>/<edition>/<frame>`, or the first of these parts, by the names that the packaged definitions know.

    The names are proper names, the same in both languages; an award of a programme that is not packaged stays as it is.

    >>> award_words("it-hojo/2024/tsujo"), award_words("it-hojo/2024"), award_words("somewhere/2024")
    ('IT導入補助金2024 通常枠', 'IT導入補助金2024', 'somewhere/2024')
    """
    name, _, rest = award.partition("/")
    edition_id, _, frame_id = rest.partition("/")
    programme = _programmes().get(name)
    if programme is None:
        return award
    edition = programme.edition(edition_id) if edition_id else None
    words = [(edition.title if edition else "") or f"{programme.name} {edition_id}".strip()]
    if frame_id:
        words.append(next((frame.name_in(edition_id) for frame in programme.frames if frame.id == frame_id), frame_id))
    return " ".join(words)


@cache
def _programmes() -> dict[str, Programme]:
    return {programme.id: programme for programme in load_registry(packaged_folder())}
