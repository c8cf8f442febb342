"""The documents of two editions → changes of their texts.

A text whose change a rule has already told is joined with it (`joined`): one entry for one cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.compare.effects import shuts_out
from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.findings import compare_units
from subsidy_rules.compare.found import Names, frame_words, names_of
from subsidy_rules.compare.own_part import own_units
from subsidy_rules.compare.rewritten import settled, without_run_in_titles
from subsidy_rules.compare.units import Unit, units_of
from subsidy_rules.compare.words import Marks, marks_of
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.messages.message import both, counted
from subsidy_rules.model.basis import digest
from subsidy_rules.model.change import Change, Level, Passage, PlacePair
from subsidy_rules.model.document import Document, Source
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet

_QUIET = frozenset({"reworded", "heading-changed", "remark-added", "remark-removed"})
_AS_OF = re.compile(r"(\d{1,4}年\d{1,2}月(?:\d{1,2}日)?)(?:時点|現在)")
_SHOWN = 120  # characters of a text that a message shows


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """The same document of two editions, as its sources name it."""

    old: Source
    new: Source


@dataclass(frozen=True, slots=True)
class About:
    """The frame that a document is about, with the names of all, and whether an office speaks in it."""

    frame: str
    names: Names
    official: bool = True

    def words(self, lang: Lang) -> str:
        return f"{frame_words((self.frame,), self.names, lang)}: "


@dataclass(frozen=True, slots=True)
class TextsOf:
    """One document of two editions: its sentences, and what happened to them."""

    pair: DocumentPair
    about: About
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    alike: bool
    same_edition: bool = False


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


def read_texts(old: RuleSet, new: RuleSet, documents: Mapping[str, Document], own: Sequence[str] = ()) -> tuple[TextsOf, ...]:
    """What happened to the texts of all documents that go together.

    Args:
        documents: by SHA-256; pairs of which one is missing are left out.
        own: names of the programme; what a page says of others does not count.
    """
    out: list[TextsOf] = []
    for pair in pair_sources(old, new):
        if pair.old.sha256 not in documents or pair.new.sha256 not in documents:
            continue
        first = units_of(documents[pair.old.sha256], pair.old.id)
        second = units_of(documents[pair.new.sha256], pair.new.id)
        page = pair.new.kind == "guide_page"
        if page:
            first, second = own_units(first, own), own_units(second, own)
        same = page and (pair.old.id == pair.new.id or (bool(pair.old.title) and pair.old.title == pair.new.title))
        if same:
            second, first = without_run_in_titles(second, first), without_run_in_titles(first, second)
        compared = compare_units(first, second, own, rewritten=same)
        findings = settled(compared.findings, own) if same else compared.findings
        about = About(_frame_of(new, pair.new.id), names_of(old, new), pair.new.authority == "official")
        unannounced = _is_unannounced(old, new, pair) and not any(map(_tells_day, findings))
        out.append(TextsOf(pair, about, first, second, findings, compared.alike or same, unannounced))
    return tuple(out)


def _is_unannounced(old: RuleSet, new: RuleSet, pair: DocumentPair) -> bool:
    """Whether neither the edition nor the date of a document tells that it is another one."""
    return old.edition == new.edition and pair.old.published == pair.new.published


def _tells_day(finding: Finding) -> bool:
    """Whether it is another day as of which the document says that it speaks.

    >>> from subsidy_rules.model.document import Evidence
    >>> said = "令和7年4月時点の内容", "令和7年8月1日時点の内容"
    >>> before, after = (Unit(text, (), Evidence(source="p", at="", quote=text)) for text in said)
    >>> _tells_day(Finding("reworded", ((before, after),))), _tells_day(Finding("reworded", ((before, before),)))
    (True, False)
    """
    days = [[_AS_OF.findall(fold_text(unit.text)) if unit is not None else [] for unit in pair] for pair in finding.places]
    return any(old and new and old != new for old, new in days)


def compare_texts(old: RuleSet, new: RuleSet, documents: Mapping[str, Document], told: Sequence[Change]) -> tuple[Change, ...]:
    """Changes of texts alone: those of the sentences that no change of a rule in `told` was read from."""
    from subsidy_rules.compare.joined import join_texts

    return tuple(change for change in join_texts(told, read_texts(old, new, documents)) if change.kind == "text")


def changes_of_texts(texts: TextsOf) -> Iterator[tuple[Finding | None, Change]]:
    """A change for each finding; one for the document where its texts were not compared."""
    if not texts.alike:
        yield None, _not_compared(texts)
    if texts.same_edition and any(finding.check not in _QUIET for finding in texts.findings):
        yield None, _change_of("revision-not-announced", texts.about, {"new": _name_of(texts.pair.new)}, [texts.pair.new.id])
    for finding in texts.findings:
        yield finding, change_of_finding(finding, texts.about)


def _name_of(source: Source) -> str:
    return source.title or source.id


def _not_compared(texts: TextsOf) -> Change:
    pair = texts.pair
    said = {"old": _name_of(pair.old), "new": _name_of(pair.new)}
    return _change_of("texts-not-compared", texts.about, said, [pair.old.id, pair.new.id])


def _frame_of(ruleset: RuleSet, source: str) -> str:
    """The frame that a document is about: the one of nearly all rules that were read from it."""
    frames = [rule.frame for rule in ruleset.rules if rule.evidence[0].source == source]
    best = max(sorted(set(frames)), key=frames.count, default="common")
    return best if frames.count(best) >= 0.8 * len(frames) else "common"


def change_of_finding(finding: Finding, about: About) -> Change:
    """The change that a finding is written as."""
    old, new = finding.places[0]
    olds, news = [one for one, _ in finding.places if one is not None], [one for _, one in finding.places if one is not None]
    if finding.name is not None:
        said = {"old": finding.name[0], "new": finding.name[1]}
    elif old is not None and new is not None:
        said = {"old": _short(old, new), "new": _short(new, old)}
    else:
        said = {"old": _all_short(olds), "new": _all_short(news)}
    identity = [finding.name] if finding.name else [_words(olds), _words(news)]
    n = len(finding.places) if old is not None and new is not None else 1
    made = _change_of(finding.check, about, said, identity, n, shut_out=new is not None and shuts_out(new))
    left, right = passages_of(finding)
    pairs = (*finding.places, *finding.again)
    places = tuple(PlacePair(old=a.evidence if a else None, new=b.evidence if b else None) for a, b in pairs)
    return made.model_copy(update={"old_text": left, "new_text": right, "places": places if len(places) > 1 else ()})


def passages_of(finding: Finding) -> tuple[Passage | None, Passage | None]:
    """The two sentences of a finding with the words that differ marked; of several that came or went together, all as one text."""
    old, new = finding.places[0]
    if old is not None and new is not None:
        left, right = marks_of(old.text, new.text)
        return _passage([old], left), _passage([new], right)
    olds, news = [one for one, _ in finding.places if one is not None], [one for _, one in finding.places if one is not None]
    return (_passage(olds, ()) if olds else None, _passage(news, ()) if news else None)


def _passage(units: Sequence[Unit], marks: Marks) -> Passage:
    return Passage(text="".join(unit.text for unit in units), evidence=units[0].evidence, marks=marks)


def _change_of(
    check_id: str, about: About, said: Mapping[str, str], identity: Sequence[object], n: int = 1, *, shut_out: bool = False
) -> Change:
    """A change of a text, or of a whole document; `identity` is what tells it from others of its check."""
    check = all_checks()[check_id]

    def words(lang: Lang) -> str:
        told = check.words.filled(**said)
        many = counted("{what} ({n} place)", "{what} ({n} places)", n, what=told)
        return about.words(lang) + (many if n > 1 else told).say(lang)

    # a page that nobody official wrote changes no rule by itself; who or what cannot have the money any more must be looked at all the same
    level = check.level if about.official or shut_out or check.level is not Level.ERR else Level.WARN
    told = both(words)
    return Change(
        check=check.id,
        level=level,
        direction=check.direction,
        action=check.action,
        area=check.area,
        frame=about.frame,
        kind="text",
        rule_id=about.frame,
        fingerprint=digest([check.id, about.frame, *identity]),
        en=told.en,
        ja=told.ja,
    )


def _words(units: Sequence[Unit]) -> object:
    return [[unit.section, unit.plain] for unit in units] or None


def _all_short(units: Sequence[Unit]) -> str:
    text = "".join(unit.shown for unit in units)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _short(unit: Unit, other: Unit) -> str:
    """The text, or of a long one the part round what differs."""
    text, against = unit.shown, other.shown
    if len(text) <= _SHOWN:
        return text
    marks = marks_of(text, against)[0]
    if not marks:
        return f"{text[:_SHOWN]}…"
    start = max(0, marks[0][0] - 30)
    end = max(start + _SHOWN, min(marks[-1][1] + 10, start + 2 * _SHOWN))
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
