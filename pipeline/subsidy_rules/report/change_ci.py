"""Changes → what build servers read: JUnit, annotations of GitHub, SARIF, code quality of GitLab, counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from subsidy_rules import __version__
from subsidy_rules.compare.checks import Check, all_checks, name_words
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.changes import cited, heading
from subsidy_rules.report.neutral import clean, json_text, workflow_message, workflow_property
from subsidy_rules.report.rule_places import RulePlaces
from subsidy_rules.wording.terms import AREAS, DIRECTIONS

_ANNOTATIONS = {"ERR": "error", "WARN": "warning", "INFO": "notice"}
_SARIF_LEVELS = {"ERR": "error", "WARN": "warning", "INFO": "note"}
_SEVERITIES = {"ERR": "critical", "WARN": "major", "INFO": "info"}
_NOWHERE = RulePlaces()
_HOME = "https://json.schemastore.org/sarif-2.1.0.json"


def changes_junit(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """JUnit XML: one case a change, ERR and WARN as failures; one case that passes where nothing changed."""
    failing = [change for change in changes if change.level.value != "INFO"]
    attributes = {"name": clean(heading(old, new, changes, lang)), "tests": str(len(changes) or 1), "failures": str(len(failing))}
    suite = ElementTree.Element("testsuite", attributes)
    for change in changes:
        case = ElementTree.SubElement(
            suite, "testcase", {"classname": clean(f"{new.programme}.{change.frame}"), "name": clean(_words(change, lang))}
        )
        if change.level.value != "INFO":
            failure = ElementTree.SubElement(case, "failure", {"type": change.check, "message": clean(_words(change, lang))})
            failure.text = clean(f"{_places(change, lang)}\n{change.fingerprint}")
    if not changes:
        ElementTree.SubElement(suite, "testcase", {"classname": new.programme, "name": "diff"})
    ElementTree.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suite, encoding="unicode")


def changes_github(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang, places: RulePlaces = _NOWHERE) -> str:
    """Workflow commands of GitHub: one annotation a change, at the line of its rule."""
    lines = []
    for change in changes:
        file, line = places.of(change, new)
        title = workflow_property(f"{change.level.value} {change.check}")
        text = workflow_message(f"{_words(change, lang)}\n{_places(change, lang)}".strip() + f"\n{change.fingerprint}")
        at = f"file={workflow_property(file)}" + (f",line={line}" if line is not None else "")
        lines.append(f"::{_ANNOTATIONS[change.level.value]} {at},title={title}::{text}")
    return "\n".join(lines)


def changes_sarif(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang, places: RulePlaces = _NOWHERE) -> str:
    """SARIF 2.1.0, with the fingerprint of each change so that a server knows it again."""
    checks = [all_checks()[check] for check in sorted({change.check for change in changes})]
    driver = {"name": "subsidy-rules", "version": __version__, "rules": [_rule(check, lang) for check in checks]}
    run = {"tool": {"driver": driver}, "results": [_result(new, change, lang, places) for change in changes]}
    return json_text({"$schema": _HOME, "version": "2.1.0", "runs": [run]})


def _rule(check: Check, lang: Lang) -> dict[str, Any]:
    said = name_words(check, lang)
    return {
        "id": check.id,
        "name": "".join(part.capitalize() for part in check.id.split("-")),
        "shortDescription": {"text": said},
        "help": {"text": f"{said} ({AREAS[check.area].say(lang)}, {DIRECTIONS[check.direction].say(lang)})"},
        "defaultConfiguration": {"level": _SARIF_LEVELS[check.level.value]},
    }


def _result(new: RuleSet, change: Change, lang: Lang, places: RulePlaces) -> dict[str, Any]:
    file, line = places.of(change, new)
    return {
        "ruleId": change.check,
        "level": _SARIF_LEVELS[change.level.value],
        "message": {"text": f"{_words(change, lang)}\n{_places(change, lang)}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(file)}, "region": {"startLine": line or 1}}}],
        "partialFingerprints": {"subsidyRules/v1": change.fingerprint},
        "properties": {"area": change.area, "direction": change.direction, "cause": change.cause.value, "frame": change.frame},
    }


def changes_gitlab(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang, places: RulePlaces = _NOWHERE) -> str:
    """The code quality report of GitLab: one entry a change."""
    rows = []
    for change in changes:
        file, line = places.of(change, new)
        rows.append(
            {
                "description": f"{_words(change, lang)} {_places(change, lang)}".strip(),
                "check_name": change.check,
                "fingerprint": change.fingerprint,
                "severity": _SEVERITIES[change.level.value],
                "location": {"path": file, "lines": {"begin": line or 1}},
            }
        )
    return json_text(rows)


def changes_counts(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """Lines of name=value for the outputs of a build step: errors, warnings, infos, total."""
    names = {"errors": "ERR", "warnings": "WARN", "infos": "INFO"}
    counts = {name: sum(change.level.value == level for change in changes) for name, level in names.items()}
    return "\n".join(f"{name}={n}" for name, n in (*counts.items(), ("total", len(changes))))


def _words(change: Change, lang: Lang) -> str:
    return change.say(lang)


def _places(change: Change, lang: Lang) -> str:
    places = [cited(change, side, lang) for side in ("old", "new")]
    return " → ".join(place for place in places if place)


def _uri(path: str) -> str:
    """A path as a reference (RFC 3986)."""
    return re.sub(r"[^A-Za-z0-9_./~-]", lambda m: "".join(f"%{byte:02X}" for byte in m.group().encode()), path)
