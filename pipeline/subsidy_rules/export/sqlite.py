"""Rule sets as an SQLite database: tables for rules, conditions, evidence and sources, with a full-text index; Datasette serves it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from subsidy_rules.export.typed_json import rule_data
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import Rule, RuleSet

_TABLES = """
CREATE TABLE editions (programme TEXT, edition TEXT, title TEXT, extractor TEXT, PRIMARY KEY (programme, edition));
CREATE TABLE frames (id TEXT PRIMARY KEY, name TEXT);
CREATE TABLE sources (id TEXT PRIMARY KEY, title TEXT, url TEXT, sha256 TEXT, authority TEXT, kind TEXT, published TEXT, pages INTEGER);
CREATE TABLE rules (
  id TEXT PRIMARY KEY, kind TEXT, frame TEXT, label TEXT, label_en TEXT, topic TEXT, quotes TEXT, min_yen INTEGER, max_yen INTEGER,
  rate TEXT, value TEXT, conditions TEXT, cel_when TEXT, cel_met TEXT, confidence REAL, state TEXT, reviewed_by TEXT, reviewed_at TEXT);
CREATE TABLE conditions (rule TEXT REFERENCES rules(id), position INTEGER, fact TEXT, op TEXT, value TEXT, condition TEXT);
CREATE TABLE evidence (
  rule TEXT REFERENCES rules(id), position INTEGER, source TEXT REFERENCES sources(id), page INTEGER, at TEXT, quote TEXT);
CREATE INDEX rules_kind ON rules(kind);
CREATE INDEX rules_frame ON rules(frame);
CREATE INDEX conditions_fact ON conditions(fact);
CREATE INDEX evidence_rule ON evidence(rule);
CREATE VIRTUAL TABLE rules_fts USING fts5(label, label_en, topic, quotes, content="rules", tokenize='trigram');
"""


def write_sqlite(ruleset: RuleSet, rules: Sequence[Rule]) -> bytes:
    """The database as bytes: the same for the same rules."""
    with sqlite3.connect(":memory:") as base:
        base.executescript(_TABLES)
        head = (ruleset.programme, ruleset.edition, ruleset.title, ruleset.extractor)
        base.execute("INSERT INTO editions VALUES (?, ?, ?, ?)", head)
        base.executemany("INSERT INTO frames VALUES (?, ?)", [(frame.id, frame.name) for frame in ruleset.frames])
        base.executemany(
            "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(s.id, s.title, s.url, s.sha256, s.authority, s.kind, s.published, s.pages) for s in ruleset.sources],
        )
        for rule in rules:
            _insert(base, rule)
        base.execute("INSERT INTO rules_fts (rules_fts) VALUES ('rebuild')")
        base.commit()
        base.execute("VACUUM")
        return bytes(base.serialize())


def _insert(base: sqlite3.Connection, rule: Rule) -> None:
    data = rule_data(rule)
    value: dict[str, Any] = data["value"]
    quotes = "\n".join(place.quote for place in rule.evidence)
    row: list[Any] = [rule.id, rule.kind, rule.frame, rule.label, data["label_en"], value.get("topic"), quotes]
    row += [value.get("min"), value.get("max"), value.get("rate"), _json(value), _json(data["when"])]
    row += [data["cel"]["when"], data["cel"].get("met"), rule.confidence, rule.review.state, rule.review.by, rule.review.at]
    base.execute(f"INSERT INTO rules VALUES ({', '.join('?' * len(row))})", row)
    for position, node in enumerate(rule.when, 1):
        one = condition_data(node)
        row_of = (rule.id, position, one.get("of") or one.get("fact"), one.get("op"), _json(one.get("value")), _json(one))
        base.execute("INSERT INTO conditions VALUES (?, ?, ?, ?, ?, ?)", row_of)
    for position, place in enumerate(rule.evidence, 1):
        base.execute("INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)", (rule.id, position, place.source, place.page, place.at, place.quote))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
