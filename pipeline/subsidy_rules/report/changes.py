"""Changes → JSON, YAML, Markdown and plain text, in one language each; JSON and YAML carry both."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from typing import Any, Literal

from subsidy_rules.messages.message import counted, message
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.change import Cause, Change, Passage
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.neutral import json_text, markdown, markdown_code
from subsidy_rules.wording.terms import CAUSES, COLUMNS, SIDE_NAMES

SCHEMA = "subsidy-changes/1"
Side = Literal["old", "new"]
SIDES: tuple[Side, Side] = ("old", "new")


def changes_data(old: RuleSet, new: RuleSet, changes: Sequence[Change]) -> dict[str, Any]:
    """A mapping of `schema`, `old`, `new`, `changes` (each with its rules, values as in the contract) and `summary` (counts by level)."""
    return {
        "schema": SCHEMA,
        "old": _set_data(old),
        "new": _set_data(new),
        "changes": [_change_data(change) for change in changes],
        "summary": {"total": len(changes), **_by_level(changes)},
    }


def changes_json(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang = "en") -> str:
    """`changes_data` as JSON."""
    return json_text(changes_data(old, new, changes))


def changes_yaml(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang = "en") -> str:
    """`changes_data` as YAML."""
    from ruamel.yaml import YAML

    yaml = YAML(typ="rt")
    yaml.width = 100_000
    yaml.allow_unicode = True
    out = io.StringIO()
    yaml.dump(changes_data(old, new, changes), out)
    return out.getvalue()


def changes_markdown(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """A heading, one table of all changes, and the counts."""
    lines = [f"# {markdown(heading(old, new, changes, lang))}", ""]
    if changes:
        heads = [COLUMNS[key].say(lang) for key in ("level", "change", "old", "new", "check")]
        lines += [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
        for change in changes:
            text = change.say(lang)
            sides = [_markdown_side(change, side, lang) for side in SIDES]
            known = f"{markdown_code(change.check)} {markdown_code(change.fingerprint)}"
            lines.append(f"| {' | '.join([*map(markdown, (change.level.value, text)), *sides, known])} |")
        lines.append("")
    lines.append(_summary(changes, lang))
    return "\n".join(lines)


_AROUND = 40  # characters that are shown before and behind what differs


def _markdown_side(change: Change, side: Side, lang: Lang) -> str:
    """Where one side stands; of a sentence that reads otherwise also the part that differs, its words in bold."""
    place = markdown(cited(change, side, lang))
    passage = change.old_text if side == "old" else change.new_text
    if passage is None or not (passage.marks or (change.old_text and change.new_text)):
        return place
    shown = "".join(f"**{markdown(part)}**" if marked else markdown(part) for part, marked in marked_parts(passage, _AROUND))
    return f"{place}<br>{shown}"


def marked_parts(passage: Passage, around: int | None = None) -> list[tuple[str, bool]]:
    """The text in parts, each with whether its words differ; with `around` only so many characters on each side of them."""
    text, at = passage.text, 0
    parts: list[tuple[str, bool]] = []
    for start, end in passage.marks:
        parts += [(text[at:start], False), (text[start:end], True)]
        at = end
    parts = [(part, marked) for part, marked in [*parts, (text[at:], False)] if part]
    if around is None:
        return parts
    return [(part, True) if marked else (_cut(part, around, n == 0, n == len(parts) - 1), False) for n, (part, marked) in enumerate(parts)]


def _cut(part: str, around: int, first: bool, last: bool) -> str:
    """A part that did not change, its middle (or its outer end) left out where it is long."""
    if len(part) <= 2 * around:
        return part
    return f"{'' if first else part[:around]}…{'' if last else part[-around:]}"


def changes_text(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """One paragraph for each change: level, what changed, where to look in both editions."""
    lines = [heading(old, new, changes, lang)]
    cause = Cause.SOURCE
    for change in changes:
        if change.cause is not cause:
            cause = change.cause
            lines.append(message("-- not changes of the programme; they come from {who}:", who=CAUSES[cause.value]).say(lang))
        text = " ".join(change.say(lang).split())
        lines.append(f"{change.level.value:5}{text}  [{change.check} {change.fingerprint}]")
        places = [(SIDE_NAMES[side].say(lang), cited(change, side, lang)) for side in SIDES if change.evidence(side)]
        if places:
            lines.append("     " + "; ".join(f"{side}: {place}" for side, place in places))
    lines.append(_summary(changes, lang))
    return "\n".join(lines)


def cited(change: Change, side: Side, lang: Lang) -> str:
    """Where one side of a change stands: source, page and place."""
    return place_words(change.evidence(side), lang)


def place_words(evidence: Evidence | None, lang: Lang) -> str:
    """Source, page and place of an evidence; "" without one."""
    if evidence is None:
        return ""
    page = page_words(evidence.page, lang) if evidence.page is not None else ""
    return " ".join(part for part in (evidence.source, page, evidence.at) if part)


def page_words(pages: int | str, lang: Lang) -> str:
    """A page, or a range of pages, as a short place."""
    return message("p.{n}", n=pages).say(lang)


def set_name(ruleset: RuleSet) -> str:
    """Programme and edition, as paths and commands have them."""
    return f"{ruleset.programme}/{ruleset.edition}"


def heading(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """One line that names both editions and counts the changes."""
    return counted(
        "{old} → {new}: {n} change",
        "{old} → {new}: {n} changes",
        len(changes),
        old=set_name(old),
        new=set_name(new),
    ).say(lang)


def _by_level(changes: Sequence[Change]) -> dict[str, int]:
    counts = Counter(change.level.value for change in changes)
    return {level: counts[level] for level in ("ERR", "WARN", "INFO")}


def _summary(changes: Sequence[Change], lang: Lang) -> str:
    if not changes:
        return message("No change.").say(lang)
    counts = _by_level(changes)
    return message(
        "{err} worse or decisive (ERR), {warn} to be looked at (WARN), {info} others (INFO)",
        err=counts["ERR"],
        warn=counts["WARN"],
        info=counts["INFO"],
    ).say(lang)


def _set_data(ruleset: RuleSet) -> dict[str, Any]:
    return {
        "programme": ruleset.programme,
        "edition": ruleset.edition,
        "title": ruleset.title,
        "status": ruleset.status,
        "extractor": ruleset.extractor,
        "rules": len(ruleset.rules),
    }


def _change_data(change: Change) -> dict[str, Any]:
    data = change.model_dump(mode="json", exclude={"old", "new", "old_text", "new_text"})
    texts = {"old_text": _passage_data(change.old_text), "new_text": _passage_data(change.new_text)}
    return {**data, "old": _rule_data(change.old), "new": _rule_data(change.new), **texts}


def _passage_data(passage: Passage | None) -> dict[str, Any] | None:
    if passage is None:
        return None
    cited = passage.evidence.model_dump(mode="json", exclude_none=True)
    return {"text": passage.text, "evidence": cited, "marks": [list(mark) for mark in passage.marks]}


def _rule_data(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {
        "id": rule.id,
        "label": rule.label,
        "value": value_data(rule.value),
        "when": [condition_data(condition) for condition in rule.when],
        "evidence": [evidence.model_dump(mode="json", exclude_none=True) for evidence in rule.evidence],
        "review": rule.review.state,
    }
