"""Lists of the rules that apps read: what touches them is raised and named, and what they miss is told with its new id.

app: hojo-finder
rules:
- tsujo.subsidy_rate.base
- tsujo.subsidy_amount.*
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from subsidy_rules.messages.message import Lang, message
from subsidy_rules.model.change import Change, Level
from subsidy_rules.model.errors import Place, RuleSetError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml


@dataclass(frozen=True, slots=True)
class Consumer:
    """An app and the ids that it reads; `*` in an id stands for anything."""

    app: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touch:
    """What an app must know: a change of a rule that it reads, or an id that the newer edition does not have, with its new one."""

    app: str
    rule_id: str
    change: Change | None = None
    renamed: str | None = None

    def words(self, lang: Lang) -> str:
        if self.change is not None:
            said, check = self.change.say(lang), self.change.check
            told = message("{app} reads {rule}: {change} [{check}]", app=self.app, rule=self.rule_id, change=said, check=check)
            return told.say(lang)
        if self.renamed is not None:
            return message("{app} reads {rule}, which is now {new}", app=self.app, rule=self.rule_id, new=self.renamed).say(lang)
        return message("{app} reads {rule}, which is not there any more", app=self.app, rule=self.rule_id).say(lang)


def read_consumers(text: str, file: str) -> tuple[Consumer, ...]:
    """The apps of a file: one, or a list of several. Raises RuleSetError with the line."""
    try:
        data = load_yaml(text).data
    except YamlSyntaxError as error:
        raise _refused(Place(file, line=error.line), error.words) from error
    entries = data if isinstance(data, list) else [data]
    return tuple(_consumer(entry, file) for entry in entries)


def _consumer(entry: Any, file: str) -> Consumer:
    rules = entry.get("rules") if isinstance(entry, dict) else None
    if not isinstance(rules, list) or not rules or not all(isinstance(rule, str) for rule in rules):
        raise _refused(Place(file), message("a list of an app has `app` and `rules`, the ids that it reads"))
    return Consumer(str(entry.get("app") or file), tuple(rules))


def touches(changes: Sequence[Change], new: RuleSet, consumers: Sequence[Consumer]) -> tuple[Touch, ...]:
    """Everything that the apps must know, app by app."""
    return tuple(touch for consumer in consumers for touch in _of_consumer(changes, new, consumer))


def _of_consumer(changes: Sequence[Change], new: RuleSet, consumer: Consumer) -> Iterator[Touch]:
    there = {rule.id for rule in new.rules if rule.review.state != "rejected"}
    renamed = {entry.old: entry.new for entry in new.renamed}
    for rule_id in consumer.rules:
        if "*" not in rule_id and rule_id not in there:
            yield Touch(consumer.app, rule_id, renamed=renamed.get(rule_id))
    for change in changes:
        for changed in _ids(change):
            if any(fnmatchcase(changed, wanted) or renamed.get(wanted) == changed for wanted in consumer.rules):
                yield Touch(consumer.app, changed, change)
                break


def _ids(change: Change) -> list[str]:
    """The rules that a change is about, under their older and newer ids."""
    sides = [rule.id for rule in (change.old, change.new) if rule is not None]
    return list(dict.fromkeys((*sides, change.rule_id, *change.rules)))


def raised(changes: Sequence[Change], found: Sequence[Touch]) -> tuple[Change, ...]:
    """The changes, those that touch an app as grave as can be."""
    grave = {touch.change.fingerprint for touch in found if touch.change is not None}
    return tuple(change.model_copy(update={"level": Level.ERR}) if change.fingerprint in grave else change for change in changes)


def _refused(place: Place, what: Any) -> RuleSetError:
    return RuleSetError(
        place,
        message("{what}.", what=what),
        message("Changes of what the app reads would not be told."),
        message("Write `app` with a name, and `rules` with ids below each other."),
    )
