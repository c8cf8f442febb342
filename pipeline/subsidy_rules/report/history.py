"""The steps of a programme → one timeline: what each edition brought, who gains and who loses by it; text, JSON and a page."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from subsidy_rules.kinds.words import value_words
from subsidy_rules.messages.message import Said, Words, counted, message
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.change import Cause, Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.change_history import both_languages, history_charts
from subsidy_rules.report.changes import cited, set_name
from subsidy_rules.report.neutral import clean, escape, json_text
from subsidy_rules.wording.terms import AREAS

Steps = Sequence[tuple[RuleSet, RuleSet, tuple[Change, ...]]]
SCHEMA = "subsidy-history/1"
_SIDES = ("worse", "better", "unknown")
_UNTOLD = ("-only-in-old", "-only-in-new")


def history_text(steps: Steps, lang: Lang) -> str:
    """A paragraph for each edition: its days, who loses, who gains, and what a person must look at."""
    lines: list[str] = []
    for old, new, changes in steps:
        lines.append(f"{set_name(old)} → {set_name(new)}")
        lines += [f"  {said.say(lang)}" for said, _ in days_of(new)]
        for direction in _SIDES:
            told = told_changes(changes, direction)
            lines.append(f"  {side_words(direction, len(told)).say(lang)}")
            for change in told:
                place = cited(change, "new", lang) or cited(change, "old", lang)
                lines.append(f"    {change.level.value:5}{' '.join(change.say(lang).split())} ({place} #{change.fingerprint})")
    return clean("\n".join(lines))


def side_words(direction: str, n: int) -> Said:
    """Who is meant by a direction, with the number of changes."""
    words = {
        "worse": counted("{n} change by which applicants lose", "{n} changes by which applicants lose", n),
        "better": counted("{n} change by which applicants gain", "{n} changes by which applicants gain", n),
        "unknown": counted("{n} change for which it depends on the applicant", "{n} changes for which it depends on the applicant", n),
    }
    return words[direction]


def told_changes(changes: Sequence[Change], direction: str) -> list[Change]:
    """The changes of the programme in one direction, the gravest first."""
    return [each for each in changes if each.cause is Cause.SOURCE and each.direction == direction and not each.check.endswith(_UNTOLD)]


def days_of(ruleset: RuleSet) -> list[tuple[Words, dict[str, Any]]]:
    """Each event of an edition with its days: in words, and as data."""
    values = [value_data(rule.value) for rule in ruleset.rules if rule.kind == "schedule" and rule.review.state != "rejected"]
    found = {json_text(value): value for value in values}
    return [(Words(value_words("schedule", value, "en"), value_words("schedule", value, "ja")), value) for value in found.values()]


def history_json(steps: Steps) -> str:
    """`schema` and `steps`, each with old and new edition, the days of the new one, and its changes by direction."""
    rows: list[dict[str, Any]] = []
    for old, new, changes in steps:
        rows.append(
            {
                "programme": new.programme,
                "old": old.edition,
                "new": new.edition,
                "days": [value for _, value in days_of(new)],
                **{direction: [_row(change) for change in told_changes(changes, direction)] for direction in _SIDES},
            }
        )
    return json_text({"schema": SCHEMA, "steps": rows})


def _row(change: Change) -> dict[str, str]:
    level, cause = change.level.value, change.area
    return {"level": level, "check": change.check, "area": cause, "fingerprint": change.fingerprint, "en": change.en, "ja": change.ja}


def history_html(steps: Steps, lang: Lang) -> str:
    """The timeline as one page in both languages, with the charts of amounts and rates."""
    editions = [steps[0][0], *(new for _, new, _ in steps)]
    title = escape(f"{steps[-1][1].title or steps[-1][1].programme}: {message('history').say(lang)}")
    css = files("subsidy_rules.report").joinpath("history_page.css").read_text(encoding="utf-8")
    body = "".join(_step(*step) for step in reversed(steps))
    return (
        f'<!doctype html>\n<html lang="{lang}" data-lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>\n{css}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n<ol>{body}</ol>\n{history_charts(editions, lang)}</main>\n</body>\n</html>\n"
    )


def _step(old: RuleSet, new: RuleSet, changes: Sequence[Change]) -> str:
    days = "".join(f"<br>{both_languages(said)}" for said, _ in days_of(new))
    sides = "".join(_side(direction, told_changes(changes, direction)) for direction in _SIDES)
    return f'<li><h2>{escape(old.edition)} → {escape(new.edition)}</h2><p class="days">{escape(new.title)}{days}</p>{sides}</li>'


def _side(direction: str, changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    rows = "".join(
        f"<li>{both_languages(AREAS[change.area])}: {both_languages(Words(change.en, change.ja))} <code>{change.fingerprint}</code></li>"
        for change in changes
    )
    return f'<section class="{direction}"><h3>{both_languages(side_words(direction, len(changes)))}</h3><ul>{rows}</ul></section>'
