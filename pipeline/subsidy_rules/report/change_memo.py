"""Changes → a memo: one paragraph a frame, made only from the structured changes of the programme; "" where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from subsidy_rules.messages.message import counted, message, message_in
from subsidy_rules.model.change import Cause, Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.changes import cited

_AREAS = ("frames", "money", "eligibility", "expenses", "obligations", "selection", "calendar", "documents", "other", "text")
_UNTOLD = ("-only-in-old", "-only-in-new")


def changes_memo(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """The memo as plain text with a heading; texts that no rule was read from are counted, not told."""
    of_programme = [change for change in changes if change.cause is Cause.SOURCE and not change.check.endswith(_UNTOLD)]
    if not of_programme:
        return ""
    groups: dict[str, list[Change]] = {}
    for change in of_programme:
        groups.setdefault(_frames_in(change, lang), []).append(change)
    head = message("Changes from {old} to {new}", old=old.title or old.edition, new=new.title or new.edition).say(lang)
    return "\n\n".join([head, *(_paragraph(name, group, lang) for name, group in groups.items())])


def _frames_in(change: Change, lang: Lang) -> str:
    """The frames as the change words them: all before its first colon."""
    text = change.say(lang)
    return text.partition(": ")[0].strip()


def _paragraph(name: str, group: Sequence[Change], lang: Lang) -> str:
    told = sorted((change for change in group if change.kind != "text"), key=lambda c: _AREAS.index(c.area) if c.area in _AREAS else 99)
    sentences = [_sentence(change, lang) for change in told]
    texts = len(group) - len(told)
    if texts:
        sentences.append(
            counted("{n} further change of wording in the documents.", "{n} further changes of wording in the documents.", texts).say(lang)
        )
    text = reduce(
        lambda first, second: message_in("two sentences", "{first} {second}", first=first, second=second).say(lang),
        sentences,
    )
    return message_in("a heading and what it heads", "{head}: {text}", head=name, text=text).say(lang)


def _sentence(change: Change, lang: Lang) -> str:
    text = change.say(lang).partition(": ")[2]
    place = cited(change, "new", lang) or cited(change, "old", lang)
    sentence = text[:1].upper() + text[1:]
    place = f"{place} #{change.fingerprint}".strip()
    return message_in("a sentence with its place", "{sentence} ({place}).", sentence=sentence, place=place).say(lang)
