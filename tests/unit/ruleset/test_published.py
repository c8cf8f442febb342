"""The published vocabulary: every slug has names in both languages, facts have units, industries lead to those of small businesses."""

from __future__ import annotations

import re

from subsidy_rules.language.vocabulary import load
from subsidy_rules.ruleset import json_schema
from subsidy_rules.ruleset.published import vocabulary


def test_every_slug_is_named_in_both_languages() -> None:
    bad = []
    for name, entries in vocabulary().items():
        for slug, entry in entries.items():
            if not re.search(r"[ぁ-んァ-ヶ一-龥]", entry["ja"]):
                bad.append(f"{name}.{slug}: {entry['ja']}")
            if not entry["en"] or "_" in entry["en"] or re.search(r"[ぁ-んァ-ヶ一-龥]", entry["en"]):
                bad.append(f"{name}.{slug}: {entry['en']}")
    assert bad == []


def test_every_displayed_name_has_both_languages() -> None:
    assert [slug for slug, entry in load("topic_names").items() if not {"ja", "en"} <= entry.keys()] == []


def test_facts_have_units() -> None:
    facts = vocabulary()["facts"]
    assert {facts[name]["unit"] for name in ("capital", "min_wage_margin", "taxable_income_avg_3y")} == {"yen"}
    assert facts["record_retention"]["unit"] == "duration"
    assert "unit" not in facts["force_majeure"]


def test_topics_are_neutral() -> None:
    topics = vocabulary()["topics"]
    assert [
        slug for slug, entry in topics.items() if re.match(r"(?:no|not|non)_", slug) or re.search(r"(?:ない|なし)(?:こと)?$", entry["ja"])
    ] == []
    assert topics["fraud"] == {"ja": "不正行為", "en": "fraud", "must_not": True}


def test_each_industry_of_smes_leads_to_those_of_small_businesses() -> None:
    industries = vocabulary()["industries"]
    small = {slug for entry in industries.values() for slug in entry.get("small_business", ())}
    assert small == {"commerce_service", "hotel_entertainment", "manufacturing_other"}
    assert all("small_business" not in industries[slug] for slug in small)
    assert industries["wholesale"]["small_business"] == ["commerce_service"]


def test_the_schema_carries_vocabulary_and_grammar() -> None:
    schema = json_schema()
    assert schema["vocabulary"] == vocabulary()
    assert "earliest" in schema["grammar"]
    assert schema["$id"] == "subsidy-ruleset/2"
