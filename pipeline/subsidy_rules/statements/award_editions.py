"""Which editions and frames a text names as those of an award: IT導入補助金2022～2024の通常枠, 第17回以降の公募."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.programme import Programme
from subsidy_rules.statements.scope import DocumentScope

_NUMBER = r"(?:20\d\d|第?\d+(?:次|回))"
_EDITION = rf"(?P<year>{_NUMBER})(?P<more>(?:(?:[、,・]|及び|又は|または|若しくは|もしくは|並びに|や)20\d\d)*)"
_CONJUNCTION = re.compile(r"(?:若しくは|又は|もしくは|及び|並びに)「?$")
_FRAMES_FOLLOW = re.compile(r"」?(?:の|における|において)")
# 2022～2024, 第17回から第19回まで
_UP_TO = re.compile(rf"」?(?:年度?)?(?:公募)?(?:から|~|乃至|ないし)「?(?P<last>{_NUMBER})(?:年度?)?(?:まで)?")
# 2024以降, 2024又はそれ以降の年度
_OPEN = re.compile(r"」?(?:年度?)?(?:公募)?(?:又は|及び|や|若しくは)?(?:それ|これ)?(?P<way>以降|以後|より後|以前|より前)")
_OTHERS = re.compile(r"以外|(?:を|は)除")
_FIRST_ROUND = 1


def award_slugs(text: str, scope: DocumentScope) -> tuple[str, ...]:
    """The editions and frames that a text names: "…2024の通常枠又は複数社連携IT導入枠" → it-hojo/2024/tsujo, it-hojo/2024/fukusu.

    Nothing where it means others than those that it names (2024の通常枠以外), or without end and nobody knows which there are.
    """
    programme = scope.programme
    names = sorted({fold_text(name) for name in (programme.name, *programme.aliases)}, key=len, reverse=True)
    mention = re.compile(rf"(?:{'|'.join(map(re.escape, names))}){_EDITION}")
    matches = list(mention.finditer(text))
    out: list[str] = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        if _OTHERS.search(_without_brackets(text[match.end() : end])):
            return ()
        told, at = _told_years(text, match, programme)
        years = [*told, *_between(text, match, matches[index + 1] if index + 1 < len(matches) else None)]
        if not told:
            return ()
        frames = scope.frames_in(text[at:end]) if _FRAMES_FOLLOW.match(text, at) else ()
        if not frames and _shares_frames(text, match, matches[index + 1 : index + 2]):
            following = matches[index + 1]
            stop = matches[index + 2].start() if index + 2 < len(matches) else len(text)
            frames = scope.frames_in(text[following.end() : stop])
        out += [f"{programme.id}/{year}/{frame}" for year in years for frame in frames] or [f"{programme.id}/{year}" for year in years]
    return tuple(dict.fromkeys(out))


def _told_years(text: str, match: re.Match[str], programme: Programme) -> tuple[list[str], int]:
    """The numbers of the editions that a mention tells, and where in the text they end; none where nobody knows which they are."""
    first, more = _digits(match["year"]), re.findall(r"20\d\d", match["more"])
    if (up_to := _UP_TO.match(text, match.end())) is not None:
        return [first, *more, *_range(int(more[-1] if more else first) + 1, int(_digits(up_to["last"])))], up_to.end()
    if (opened := _OPEN.match(text, match.end())) is not None:
        return [*more, *_open_range(int(first), opened["way"], programme)], opened.end()
    return [first, *more], match.end()


def _open_range(first: int, way: str, programme: Programme) -> Iterator[str]:
    """The editions from one on, or up to one, as far as the programme's definition has any."""
    known = [number for edition in programme.editions if (number := int(_digits(edition.id.split("-")[0]) or 0))]
    alike = [number for number in known if len(str(number)) == len(str(first)) or max(number, first) < _YEARS]
    if way in ("以前", "より前"):
        least = min(alike, default=first) if first >= _YEARS else _FIRST_ROUND
        yield from _range(least, first if way == "以前" else first - 1) if alike else ()
    else:
        yield from _range(first if way != "より後" else first + 1, max(alike, default=0))


_YEARS = 2000  # a larger number is a year, a smaller one a round


def _range(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def _digits(said: str) -> str:
    return re.sub(r"\D", "", said)


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _shares_frames(text: str, match: re.Match[str], following: Sequence[re.Match[str]]) -> bool:
    """Whether an edition without frames shares those of the next.

    After a conjunction (若しくは2024、2025の通常枠) the comma joins inside one member of the list; at the head of the list
    (2022、2023の通常枠又は…) it parts two members.
    """
    if not following or text[match.end() : following[0].start()].strip("「」") not in ("、", ","):
        return False
    return bool(_FRAMES_FOLLOW.match(text, following[0].end())) and bool(_CONJUNCTION.search(text[: match.start()]))


def _between(text: str, match: re.Match[str], following: re.Match[str] | None) -> list[str]:
    """The years between two that a range names: 2022から…2025まで."""
    if following is None or not re.fullmatch(r"」?(?:から|~)「?", text[match.end() : following.start()]):
        return []
    first, last = re.sub(r"\D", "", match["year"]), re.sub(r"\D", "", following["year"])
    return [str(year) for year in range(int(first) + 1, int(last))]
