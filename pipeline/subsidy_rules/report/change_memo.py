"""Changes → a memo to read aloud: the gravest first, one short paragraph a change, made from changes of the programme alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from subsidy_rules.messages.message import Message, counted, message, message_in
from subsidy_rules.model.change import Cause, Change, Level
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.changes import marked_parts, page_words
from subsidy_rules.wording.terms import SIDE_NAMES

_AREAS = ("frames", "money", "eligibility", "expenses", "obligations", "selection", "calendar", "documents", "other", "text")
_UNTOLD = ("-only-in-old", "-only-in-new")
_HEADS: tuple[tuple[Level, Message], ...] = (
    (Level.ERR, message("Worse, or decides who gets what")),
    (Level.WARN, message("To be looked at")),
    (Level.INFO, message("Others")),
)
_LONGEST = 200  # characters of a change in a memo; its fingerprint finds the rest
_AROUND = 15  # characters around the words that differ
_SIGNS = re.compile(r"[⚫・※➢●○■□◆◇\s]+")


def changes_memo(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """The memo as plain text with headings; "" where nothing of the programme changed. Only remarks and wording are counted, not told."""
    told = [change for change in changes if change.cause is Cause.SOURCE and not change.check.endswith(_UNTOLD)]
    if not told:
        return ""
    head = message("Changes from {old} to {new}", old=old.title or old.edition, new=new.title or new.edition).say(lang)
    paragraphs = [head]
    for level, words in _HEADS:
        group = [change for change in told if change.level is level]
        if group:
            title = message_in("a heading and how many it heads", "{head} ({n})", head=words.say(lang), n=len(group)).say(lang)
            paragraphs += [f"■ {title}", *_paragraphs(group, old, new, lang)]
    return "\n\n".join(paragraphs)


def _paragraphs(group: Sequence[Change], old: RuleSet, new: RuleSet, lang: Lang) -> Iterator[str]:
    quiet = [change for change in group if change.kind == "text" and change.level is Level.INFO]
    for change in sorted((change for change in group if change not in quiet), key=_order):
        yield _paragraph(change, old, new, lang)
    if quiet:
        yield counted("{n} more change of wording or remarks.", "{n} more changes of wording or remarks.", len(quiet)).say(lang)


def _order(change: Change) -> int:
    return _AREAS.index(change.area) if change.area in _AREAS else len(_AREAS)


def _paragraph(change: Change, old: RuleSet, new: RuleSet, lang: Lang) -> str:
    text = _told(change, lang)
    place = f"{_place(change, old, new, lang)} #{change.fingerprint}".strip()
    return message_in("a sentence with its place", "{sentence} ({place}).", sentence=text, place=place).say(lang)


def _told(change: Change, lang: Lang) -> str:
    """The change in words; of one that is long, the words that differ with what stands around them, or its beginning."""
    text = " ".join(change.say(lang).split())
    if len(text) <= _LONGEST:
        return text
    if change.old_text is not None and change.new_text is not None:
        frame = text.partition(": ")[0]
        old, new = (
            _cut("".join(part for part, _ in marked_parts(side, _AROUND)), _LONGEST // 2) for side in (change.old_text, change.new_text)
        )
        return message("{frame}: the text said “{old}”, it says “{new}” now", frame=frame, old=old, new=new).say(lang)
    return _cut(text, _LONGEST)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _place(change: Change, old: RuleSet, new: RuleSet, lang: Lang) -> str:
    """Page and clause in the newer edition, or in the older one, which is named then; the document by its title where there are several."""
    evidence = change.evidence("new") or change.evidence("old")
    if evidence is None:
        return ""
    gone = change.evidence("new") is None
    sources = (old if gone else new).sources
    titles = [source.title for source in sources if source.id == evidence.source] if len(sources) > 1 else []
    page = page_words(evidence.page, lang) if evidence.page is not None else ""
    return " ".join(part for part in (SIDE_NAMES["old"].say(lang) if gone else "", *titles, page, _SIGNS.sub("", evidence.at)) if part)
