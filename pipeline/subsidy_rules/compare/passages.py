"""The documents of two editions → changes of their texts that no rule was read from.

A text whose change a rule has already told is left out: one line for one cause. A name that is replaced in many places is one change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.found import Names, frame_words, names_of
from subsidy_rules.compare.texts import Counterparts, Unit, align_texts, units_of
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.messages.message import both, counted
from subsidy_rules.model.basis import digest
from subsidy_rules.model.change import Change, Passage
from subsidy_rules.model.document import Document, Evidence, Source
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet

_NAME = 6  # characters from which a replaced name can be told from chance
_TITLE = 60  # characters that a title has at most
_ENDING = 3  # characters in which two titles end alike before they are compared
_OFTEN = 2  # places from which a replaced name counts as one change
_SHOWN = 120  # characters of a text that a message shows
_SAME_DOCUMENT = 0.4  # share of texts in common below which two documents are not one document of two years
_DECISIVE = frozenset("不無非未否以超外除可前後上下毎各全")  # one such character may turn a rule


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """The same document of two editions, as its sources name it."""

    old: Source
    new: Source


@dataclass(frozen=True, slots=True)
class _About:
    """The frame that a document is about, with the names of all."""

    frame: str
    names: Names

    def words(self, lang: Lang) -> str:
        return f"{frame_words((self.frame,), self.names, lang)}: "


@dataclass(frozen=True, slots=True)
class _Said:
    """All that each of two documents says, as one string each."""

    old: str
    new: str

    @classmethod
    def of(cls, old: Sequence[Unit], new: Sequence[Unit]) -> _Said:
        return cls(*("\n".join(_plain(unit.text) for unit in units) for units in (old, new)))


def pair_sources(old: RuleSet, new: RuleSet) -> tuple[DocumentPair, ...]:
    """Documents of the same kind that go together: same id first, then the most alike titles; each document in one pair at most."""
    from rapidfuzz import fuzz

    pairs = [DocumentPair(a, b) for b in new.sources for a in old.sources if a.id == b.id and a.kind == b.kind]
    left = [source for source in old.sources if source not in [pair.old for pair in pairs]]
    right = [source for source in new.sources if source not in [pair.new for pair in pairs]]
    scored = [(fuzz.ratio(a.title or a.id, b.title or b.id), a, b) for a in left for b in right if a.kind == b.kind]
    for _, a, b in sorted(scored, key=lambda row: (-row[0], row[1].id, row[2].id)):
        if a in left and b in right:
            left.remove(a)
            right.remove(b)
            pairs.append(DocumentPair(a, b))
    return tuple(pair for pair in pairs if pair.old.sha256 != pair.new.sha256)


def compare_texts(old: RuleSet, new: RuleSet, documents: Mapping[str, Document], told: Sequence[Change]) -> tuple[Change, ...]:
    """Changes of the texts of all documents that go together.

    Args:
        documents: by SHA-256; pairs of which one is missing are left out.
        told: changes of rules, which are not told again as changes of the text they were read from.
    """
    out: list[Change] = []
    for pair in pair_sources(old, new):
        if pair.old.sha256 in documents and pair.new.sha256 in documents:
            first = units_of(documents[pair.old.sha256], pair.old.id)
            second = units_of(documents[pair.new.sha256], pair.new.id)
            about = _About(_frame_of(new, pair.new.id), names_of(old, new))
            found = align_texts(first, second)
            if _kept(found, first, second) < _SAME_DOCUMENT:
                out.append(_not_compared(pair, about))
            else:
                out += _changes(found, _Said.of(first, second), _places(told), about)
    return tuple({change.fingerprint: change for change in out}.values())


def _kept(found: Counterparts, old: Sequence[Unit], new: Sequence[Unit]) -> float:
    """Which share of the texts of the document with fewer of them the other one has as well, changed or not."""
    if not old or not new:
        return 0.0
    return max(1 - len(found.removed) / len(old), 1 - len(found.added) / len(new))


def _not_compared(pair: DocumentPair, about: _About) -> Change:
    said = {"old": pair.old.title or pair.old.id, "new": pair.new.title or pair.new.id}
    return _change_of("texts-not-compared", about, said, [pair.old.id, pair.new.id])


def _frame_of(ruleset: RuleSet, source: str) -> str:
    """The frame that a document is about: the one of nearly all rules that were read from it."""
    frames = [rule.frame for rule in ruleset.rules if rule.evidence[0].source == source]
    best = max(sorted(set(frames)), key=frames.count, default="common")
    return best if frames.count(best) >= 0.8 * len(frames) else "common"


def _places(told: Sequence[Change]) -> tuple[Evidence, ...]:
    return tuple(evidence for change in told for rule in (change.old, change.new) if rule is not None for evidence in rule.evidence)


def _changes(found: Counterparts, said: _Said, told: Sequence[Evidence], about: _About) -> list[Change]:
    renamed = _renamed(found)
    out = [_name_change(names, pairs, about) for names, pairs in renamed.items()]
    for a, b, _ in found.changed:
        same = any(_plain(a.text).replace(old, new) == _plain(b.text) for old, new in renamed)
        if not same and not (_is_told(a, told) or _is_told(b, told)):
            out.append(_change(_check_of(a, b), a, b, about))
    gone = [unit for unit in found.removed if not _is_told(unit, told)]
    come = [unit for unit in found.added if not _is_told(unit, told)]
    for old, new in renamed:
        gone = [unit for unit in gone if not _said_with(unit, old, new, said.new)]
        come = [unit for unit in come if not _said_with(unit, new, old, said.old)]
    out += [_change("clause-removed", unit, None, about) for unit in gone]
    return out + [_change("clause-added", None, unit, about) for unit in come]


def _said_with(unit: Unit, own: str, other: str, whole: str) -> bool:
    """Whether the other document says the same under the other name."""
    plain = _plain(unit.text)
    return own in plain and plain.replace(own, other) in whole


def _is_told(unit: Unit, told: Sequence[Evidence]) -> bool:
    """Whether a change of a rule was read from this very text."""
    own = unit.evidence
    plain = _plain(unit.text)
    return any(
        evidence.source == own.source and evidence.page == own.page and _plain(evidence.quote) and _plain(evidence.quote) in plain
        for evidence in told
    )


def _plain(text: str) -> str:
    return "".join(fold_text(text).split())


def _renamed(found: Counterparts) -> dict[tuple[str, str], list[tuple[Unit, Unit, float]]]:
    """Names of which several texts say nothing new but that one replaced the other: (old, new) → those texts."""
    groups: dict[tuple[str, str], list[tuple[Unit, Unit, float]]] = {}
    for pair in (*found.changed, *_titles(found)):
        spans = _replaced(_plain(pair[0].text), _plain(pair[1].text))
        if spans is not None and min(map(len, spans)) >= _NAME and pair[0].figures == pair[1].figures:
            groups.setdefault(spans, []).append(pair)
    return {spans: pairs for spans, pairs in groups.items() if len(pairs) >= _OFTEN}


def _titles(found: Counterparts) -> Iterator[tuple[Unit, Unit, float]]:
    """Short texts that went and came with the same ending: titles and signatures, which are little else than a name."""
    for old in found.removed:
        for new in found.added:
            a, b = _plain(old.text), _plain(new.text)
            if max(len(a), len(b)) <= _TITLE and a[-_ENDING:] == b[-_ENDING:]:
                yield old, new, 0.0


def _replaced(old: str, new: str) -> tuple[str, str] | None:
    """The one stretch that differs; None where nothing does."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    spans = old[start : len(old) - end], new[start : len(new) - end]
    return spans if any(spans) else None


def _check_of(a: Unit, b: Unit) -> str:
    if a.figures != b.figures:
        return "clause-figures-changed"
    return "reworded" if _is_slip(a.plain, b.plain) else "clause-changed"


def _is_slip(old: str, new: str) -> bool:
    """One character that decides nothing, or a stretch that was printed twice.

    >>> _is_slip("工場用ベルト", "工業用ベルト"), _is_slip("受理するる", "受理する"), _is_slip("届出", "承認"), _is_slip("以上", "以下")
    (True, True, False, False)
    """
    spans = _replaced(old, new)
    if spans is None:
        return True
    long, short = sorted(spans, key=len, reverse=True)
    if not short and long * 2 in max(old, new, key=len):
        return True
    return len(long) <= 1 and not set(long + short) & _DECISIVE


def _name_change(names: tuple[str, str], pairs: Sequence[tuple[Unit, Unit, float]], about: _About) -> Change:
    first = min(pairs, key=lambda pair: pair[1].evidence.page or 0)
    n = max(len({id(pair[side]) for pair in pairs}) for side in (0, 1))
    made = _change("clause-changed", first[0], first[1], about)
    fingerprint = digest(["clause-changed", about.frame, names])
    told = counted("text changed: {old} → {new} ({n} place)", "text changed: {old} → {new} ({n} places)", n, old=names[0], new=names[1])
    words = both(lambda lang: about.words(lang) + told.say(lang))
    return made.model_copy(update={"fingerprint": fingerprint, "en": words.en, "ja": words.ja})


def _change(check_id: str, old: Unit | None, new: Unit | None, about: _About) -> Change:
    said = {"old": _short(old, new), "new": _short(new, old)}
    made = _change_of(check_id, about, said, [_words(old), _words(new)])
    sides = {"old_text": old, "new_text": new}
    return made.model_copy(update={name: Passage(text=u.text, evidence=u.evidence) for name, u in sides.items() if u is not None})


def _change_of(check_id: str, about: _About, said: Mapping[str, str], identity: Sequence[object]) -> Change:
    """A change of a text, or of a whole document; `identity` is what tells it from others of its check."""
    check = all_checks()[check_id]
    return Change(
        check=check.id,
        level=check.level,
        direction=check.direction,
        action=check.action,
        area=check.area,
        frame=about.frame,
        kind="text",
        rule_id=about.frame,
        fingerprint=digest([check.id, about.frame, *identity]),
        en=about.words("en") + check.words.filled(**said).say("en"),
        ja=about.words("ja") + check.words.filled(**said).say("ja"),
    )


def _words(unit: Unit | None) -> object:
    return None if unit is None else [unit.section, unit.plain]


def _short(unit: Unit | None, other: Unit | None) -> str:
    """The text, or of a long one the part round what differs."""
    if unit is None:
        return ""
    text = "".join(unit.text.split("\n"))
    if len(text) <= _SHOWN:
        return text
    spans = _replaced(text, "".join(other.text.split("\n"))) if other is not None else None
    start = max(0, text.find(spans[0]) - 30) if spans and spans[0] else 0
    part = text[start : start + _SHOWN]
    return f"{'…' if start else ''}{part}{'…' if start + _SHOWN < len(text) else ''}"
