"""Changes → what build servers read: JUnit, annotations of GitHub, SARIF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

from subsidy_rules import __version__
from subsidy_rules.compare.checks import all_checks, name_words
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.changes import cited, heading
from subsidy_rules.report.neutral import clean, json_text, workflow_message, workflow_property

_ANNOTATIONS = {"ERR": "error", "WARN": "warning", "INFO": "notice"}
_SARIF_LEVELS = {"ERR": "error", "WARN": "warning", "INFO": "note"}
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


def changes_github(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """Workflow commands of GitHub: one annotation a change, at the rule file of its frame."""
    lines = []
    for change in changes:
        file = _file(new, change)
        title = workflow_property(f"{change.level.value} {change.check}")
        text = f"{_words(change, lang)}\n{_places(change, lang)}".strip()
        lines.append(f"::{_ANNOTATIONS[change.level.value]} file={workflow_property(file)},title={title}::{workflow_message(text)}")
    return "\n".join(lines)


def changes_sarif(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """SARIF 2.1.0, with the fingerprint of each change so that a server knows it again."""
    checks = sorted({change.check for change in changes})
    driver = {
        "name": "subsidy-rules",
        "version": __version__,
        "rules": [{"id": check, "shortDescription": {"text": name_words(all_checks()[check], lang)}} for check in checks],
    }
    run = {"tool": {"driver": driver}, "results": [_result(new, change, lang) for change in changes]}
    return json_text({"$schema": _HOME, "version": "2.1.0", "runs": [run]})


def _result(new: RuleSet, change: Change, lang: Lang) -> dict[str, Any]:
    return {
        "ruleId": change.check,
        "level": _SARIF_LEVELS[change.level.value],
        "message": {"text": f"{_words(change, lang)}\n{_places(change, lang)}".strip()},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": _file(new, change)}, "region": {"startLine": 1}}}],
        "partialFingerprints": {"subsidyRules/v1": change.fingerprint},
        "properties": {"area": change.area, "direction": change.direction, "cause": change.cause.value, "frame": change.frame},
    }


def _words(change: Change, lang: Lang) -> str:
    return change.say(lang)


def _places(change: Change, lang: Lang) -> str:
    places = [cited(change, side, lang) for side in ("old", "new")]
    return " → ".join(place for place in places if place)


def _file(new: RuleSet, change: Change) -> str:
    """The rule file that the change is about, as rule sets are laid out."""
    rule = change.new or change.old
    return f"{new.programme}/{new.edition}/{rule.frame if rule is not None else 'ruleset'}.yaml"
