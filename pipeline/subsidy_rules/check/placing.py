"""Whether a document is what it was given as: the registry may know it, and its head may name another edition or programme.

Errors say what was found and where, and how to take the document all the same (`--as-told`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from subsidy_rules.check.head import HeadLine, Labels, head_lines, labels_in, labels_of_id
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Document
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.programme import Edition, Programme

_SIGNS = re.compile(r"[\s()<>「」『』【】\[\]・,、.:~|/-]")
_NAME = r"[^。]{2,40}?(?<![いうえくすつぬむるのがをにはでとな])(?:補助金|助成金|給付金|支援金|奨励金)"  # 使える補助金 names none
_SORT = r"(?:交付)?(?:公募要[領項]|募集要[領項]|交付規程|交付要[綱領]|実施要[綱領]|募集案内)"
_CALL = re.compile(rf"(?P<name>{_NAME})[^。ぁ-ん]{{0,16}}?{_SORT}")  # between them stand a year, a round, a frame
# words of any programme's name: what is left of two names tells whether they can be of one programme
_GENERIC = re.compile(
    r"中小企業者?|小規模|事業者?|補助金?|助成金?|給付金|支援金?|奨励金|促進|推進|等|費|令和|平成|年度|公募|募集|交付|[都道府県市区町村第次回]|\d"
)
_SHOWN = 60  # characters of a line that messages show
_SHARED = 2  # characters in a row that two names of one programme share at least


@dataclass(frozen=True, slots=True)
class Placing:
    """Where documents are to go, and all programmes that are known."""

    programme: Programme
    edition: str
    known: tuple[Programme, ...] = ()

    @property
    def where(self) -> str:
        return f"{self.programme.id}/{self.edition}"


def check_edition_known(placing: Placing) -> None:
    """Raises SourceError where the programme's definition lists editions, but not this one."""
    programme = placing.programme
    if programme.editions and all(edition.id != placing.edition for edition in programme.editions):
        raise _no_such_edition(placing)


def check_content(name: str, sha256: str, placing: Placing) -> bool:
    """Whether the definition knows this very content as of this edition.

    Raises SourceError where the registry knows it, but as of others only.
    """
    homes = [
        (programme.id, edition.id, entry.id)
        for programme in _distinct((placing.programme, *placing.known))
        for edition in programme.editions
        for entry in edition.documents
        if entry.sha256 == sha256
    ]
    here = any(home[:2] == (placing.programme.id, placing.edition) for home in homes)
    if homes and not here:
        raise _known_elsewhere(name, homes[0], placing)
    return here


def check_head(document: Document, placing: Placing) -> None:
    """Raises SourceError where the document's title, cover or head names another programme, edition, year or round than asked for."""
    lines = head_lines(document)
    other = _other_programme(lines, placing)
    if other is not None:
        name, programme, line = other
        raise _says(document.name, line, placing, name, f"--programme {programme}" if programme else "")
    own, head = labels_of(placing.programme.edition(placing.edition)), _all_labels(lines)
    for line in lines:
        named = labels_in(line.text)
        said = _contradiction(named, head, own)
        if said:
            edition = _edition_named(placing.programme, named)
            raise _says(document.name, line, placing, said, f"--edition {edition}" if edition else "")


def labels_of(edition: Edition) -> Labels:
    """What documents may call an edition, from its id, title, name and year."""
    told = labels_of_id(edition.id)
    for text in (edition.title, edition.name):
        told |= labels_in(fold_text(text))
    return told | Labels(years=frozenset({str(edition.year)}) if edition.year is not None else frozenset())


def _all_labels(lines: Iterable[HeadLine]) -> Labels:
    found = Labels()
    for line in lines:
        found |= labels_in(line.text)
    return found


def _contradiction(line: Labels, head: Labels, own: Labels) -> str:
    """What a line of a head names that is none of the edition's own; "" where nothing is.

    A head that names the edition rightly in one place may name another beside it (the last one, the budget's year).
    """
    if own.rounds and head.rounds:
        return "" if head.rounds & own.rounds else min(line.rounds, default="")
    for named, whole, mine in ((line.months, head.months, own.months), (line.years, head.years, own.years)):
        if mine and whole:
            return "" if whole & mine else min(named, default="")
    return ""


def _edition_named(programme: Programme, named: Labels) -> str:
    """The edition of the definition that the labels name; "" where none or several are."""
    found = [edition.id for edition in programme.editions if _fits(named, labels_of(edition))]
    return found[0] if len(found) == 1 else ""


def _fits(named: Labels, own: Labels) -> bool:
    if named.rounds or named.months:
        return bool(named.rounds & own.rounds or named.months & own.months)
    return bool(named.years & own.years)


def _other_programme(lines: Sequence[HeadLine], placing: Placing) -> tuple[str, str, HeadLine] | None:
    """The name of another programme that a head gives without that of the asked one, the other's id ("" if nobody defined it), the line."""
    head = _plain("".join(line.text for line in lines))
    names = _names(placing)
    found = [name for name in names if name in head]
    telling = [name for name in found if not any(name != other and name in other for other in found)]
    mine = placing.programme.id
    if any(names[name][0] == mine for name in telling):
        return None
    if telling:
        return names[telling[0]][1], names[telling[0]][0], _line_of(telling[0], lines)
    call = _CALL.search(head)
    if call is None or any(_akin(call["name"], name) for name, (programme, _) in names.items() if programme == mine):
        return None
    line = _line_of(call["name"], lines)
    return line.text, "", line


def _names(placing: Placing) -> dict[str, tuple[str, str]]:
    """Each name of each programme without signs → the programme's id and the name as defined; the asked programme's own come first."""
    found: dict[str, tuple[str, str]] = {}
    for programme in _distinct((placing.programme, *placing.known)):
        for name in (programme.name, *programme.aliases, *(edition.name for edition in programme.editions)):
            if plain := _plain(fold_text(name)):
                found.setdefault(plain, (programme.id, name))
    return found


def _line_of(name: str, lines: Sequence[HeadLine]) -> HeadLine:
    """The line that holds a name, or the most of it where it runs over lines."""
    whole = [line for line in lines if name in _plain(line.text)]
    parts = [line for line in lines if _plain(line.text) and _plain(line.text) in name]
    return whole[0] if whole else max(parts, key=lambda line: len(line.text), default=lines[0])


def _plain(text: str) -> str:
    """A folded text without signs; a programme is called 補助金 or 補助事業 alike."""
    return _SIGNS.sub("", text).replace("補助事業", "補助金")


def _akin(a: str, b: str) -> bool:
    """Whether two names may be of one programme: they share more than the words of any programme's name."""
    x, y = (_GENERIC.sub(" ", name) for name in (a, b))
    pieces = {x[i : i + _SHARED] for i in range(len(x) - _SHARED + 1)}
    told = any(" " not in piece and piece in y for piece in pieces)
    return told or not x.strip() or not y.strip()


def _distinct(programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """The first of each id: the user's own definition comes before the one that is shipped."""
    found: dict[str, Programme] = {}
    for programme in programmes:
        found.setdefault(programme.id, programme)
    return tuple(found.values())


_HARM = message("Its rules would be taken for those of something else, so nothing of it was written.")


def _says(name: str, line: HeadLine, placing: Placing, named: str, option: str) -> SourceError:
    """A line of the head names something else; `option` is how to ask for that, "" where the registry does not know it."""
    known = message("Give {option}, or --as-told to take it as told.", option=option)
    return SourceError(
        Place(name, page=line.page),
        message(
            'It says of itself "{words}", which names {named}; it was given as a document of {where}.',
            words=line.text[:_SHOWN],
            named=named,
            where=placing.where,
        ),
        _HARM,
        known if option else message("Check programme and edition, or give --as-told to take it as told."),
    )


def _known_elsewhere(name: str, home: tuple[str, str, str], placing: Placing) -> SourceError:
    programme, edition, document = home
    where, option = f"{programme}/{edition}", f"--programme {programme} --edition {edition}"
    return SourceError(
        Place(name),
        message(
            "The registry knows this very file (by its SHA-256) as {document} of {home}; it was given for {where}.",
            document=document,
            home=where,
            where=placing.where,
        ),
        _HARM,
        message("Give {option}, or --as-told to take it as told.", option=option),
    )


def _no_such_edition(placing: Placing) -> SourceError:
    programme = placing.programme
    meant = _edition_named(programme, labels_of_id(placing.edition))
    known = message("Give --edition {edition}, add the edition to the definition, or give --as-told.", edition=meant)
    return SourceError(
        Place(placing.where),
        message(
            "The definition of {programme} has no edition {edition}; it has {ids}.",
            programme=programme.id,
            edition=placing.edition,
            ids=", ".join(edition.id for edition in programme.editions),
        ),
        message("A second folder would stand beside that of the edition that is meant, so nothing was written."),
        known if meant else message("Give one of them, add the edition to the definition, or give --as-told."),
    )
