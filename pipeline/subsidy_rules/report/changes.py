"""Changes → JSON, Markdown and plain text, in one language each; JSON carries both."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from subsidy_rules.basis import condition_data, value_data
from subsidy_rules.change import Change
from subsidy_rules.errors import Lang
from subsidy_rules.messages import say
from subsidy_rules.rule import Rule, RuleSet


def changes_json(old: RuleSet, new: RuleSet, changes: Sequence[Change]) -> str:
    """An object with `old`, `new`, `changes` (each with its rules, values as in the contract) and `summary` (counts by level)."""
    data = {
        "old": _set_data(old),
        "new": _set_data(new),
        "changes": [_change_data(change) for change in changes],
        "summary": {"total": len(changes), **_by_level(changes)},
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def changes_markdown(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """A heading, one table of all changes, and the counts."""
    lines = [f"# {_heading(old, new, changes, lang)}", ""]
    if changes:
        heads = [say(key, lang) for key in ("level", "change", "old", "new", "check")]
        lines += [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
        for change in changes:
            text = change.ja if lang == "ja" else change.en
            cells = [change.level.value, text, cited(change.old, lang), cited(change.new, lang), f"`{change.check}`"]
            row = " | ".join(cell.replace("|", r"\|") for cell in cells)
            lines.append(f"| {row} |")
        lines.append("")
    lines.append(_summary(changes, lang))
    return "\n".join(lines)


def changes_text(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """One paragraph for each change: level, what changed, where to look in both editions."""
    lines = [_heading(old, new, changes, lang)]
    for change in changes:
        lines.append(f"{change.level.value:5}{change.ja if lang == 'ja' else change.en}  [{change.check}]")
        places = [(say(side, lang), cited(rule, lang)) for side, rule in (("old", change.old), ("new", change.new)) if rule]
        if places:
            lines.append("     " + "; ".join(f"{side}: {place}" for side, place in places))
    lines.append(_summary(changes, lang))
    return "\n".join(lines)


def cited(rule: Rule | None, lang: Lang) -> str:
    """Where the value of a rule was read: source, page and place."""
    if rule is None:
        return ""
    first = rule.evidence[0]
    page = say("page", lang, n=first.page) if first.page is not None else ""
    return " ".join(part for part in (first.source, page, first.at) if part)


def _heading(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    return say("diff_of", lang, old=f"{old.programme}/{old.edition}", new=f"{new.programme}/{new.edition}", n=len(changes))


def _by_level(changes: Sequence[Change]) -> dict[str, int]:
    counts = Counter(change.level.value for change in changes)
    return {level: counts[level] for level in ("ERR", "WARN", "INFO")}


def _summary(changes: Sequence[Change], lang: Lang) -> str:
    if not changes:
        return say("no_change", lang)
    counts = _by_level(changes)
    return say("summary", lang, err=counts["ERR"], warn=counts["WARN"], info=counts["INFO"])


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
    data = change.model_dump(mode="json", exclude={"old", "new"})
    return {**data, "old": _rule_data(change.old), "new": _rule_data(change.new)}


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
