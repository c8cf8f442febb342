"""Everything that rules and changes are worded with has a Japanese and an English name: word lists, kinds, checks, terms."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from subsidy_rules.cli.status import _EXTRACTION, _OUTDATED, _SOURCE
from subsidy_rules.compare.checks import all_checks, name_words
from subsidy_rules.fetch.causes import CAUSES as FETCH_CAUSES
from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.words import kind_words
from subsidy_rules.language.metrics import metrics
from subsidy_rules.language.quantities import _WORDS_OF_UNITS
from subsidy_rules.language.vocabulary import facts, load, names
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Zone
from subsidy_rules.report.change_rows import COLUMNS
from subsidy_rules.report.coverage_text import _WORDS
from subsidy_rules.wording import terms

# lists whose slugs stand in rules or are shown; the other lists only find words
SHOWN = (
    "applicant_classes", "business_types", "clawbacks", "documents", "events", "expenses", "flags", "industries", "ineligible_expenses",
    "items", "moments", "points", "specials", "topic_names", "topics", "units", "waivers",
)  # fmt: skip
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠々]")
# symbols, and names that are written in Latin letters in Japanese texts too
LATIN_IN_JAPANESE = {"%"}


def named() -> Iterator[tuple[str, str, str]]:
    """What is named, its Japanese and its English."""
    for name in SHOWN:
        for slug in load(name):
            yield f"{name}.{slug}", names(name, "ja")[slug], names(name, "en")[slug]
    for slug, fact in facts().items():
        yield f"facts.{slug}", names("topic_names", "ja").get(slug, ""), names("topic_names", "en").get(slug, "")
        yield f"facts.{slug}.phrase", fact.phrase["ja"] if fact.phrase["ja"] != "{v}" else "値", fact.phrase["en"]
    for unit in _WORDS_OF_UNITS:
        yield f"unit {unit}", names("units", "ja").get(unit, ""), names("units", "en").get(unit, "")
    for kind in all_kinds():
        yield f"kind {kind}", kind_words(kind, "ja"), kind_words(kind, "en")
        for number in all_kinds()[kind].comparing.numbers:
            if number.words is not None:
                yield f"number {kind}.{number.name}", number.words.say("ja"), number.words.say("en")
    for check in all_checks().values():
        yield f"check {check.id}", name_words(check, "ja"), name_words(check, "en")
        yield f"area {check.area}", terms.AREAS[check.area].say("ja"), terms.AREAS[check.area].say("en")
        yield f"direction {check.id}", terms.DIRECTIONS[check.direction].say("ja"), terms.DIRECTIONS[check.direction].say("en")
        yield f"action {check.id}", terms.ACTIONS[check.action].say("ja"), terms.ACTIONS[check.action].say("en")
    tables = {name: value for name, value in vars(terms).items() if name.isupper()}
    tables |= {"extraction": _EXTRACTION, "outdated": _OUTDATED, "source": _SOURCE, "coverage": _WORDS}
    for name, table in tables.items():
        for key, words in table.items():
            yield f"{name} {key}", words.say("ja"), words.say("en")
    for zone in Zone:
        yield f"zone {zone}", terms.ZONES[zone].say("ja"), terms.ZONES[zone].say("en")


@pytest.mark.parametrize(("what", "ja", "en"), sorted(set(named())))
def test_it_is_named_in_both_languages(what: str, ja: str, en: str) -> None:
    assert JAPANESE.search(ja) or ja in LATIN_IN_JAPANESE, "no Japanese name"
    assert en and not JAPANESE.search(en), "no English name"
    assert "_" not in ja.replace("{", "").replace("}", ""), "a slug in Japanese"


def test_every_slug_says_its_names_itself() -> None:
    """A name made of the slug is none: it would be English in no Japanese output, but only by luck."""
    common = load("topic_names")
    for name in SHOWN:
        for slug, entry in load(name).items():
            given = entry.get("names", entry) if isinstance(entry, dict) else {}
            assert {"ja", "en"} <= {*given, *common.get(slug, {})}, f"{name}.{slug}"


def test_every_metric_names_its_fact() -> None:
    unnamed = {metric.fact for metric in metrics()} - set(names("topic_names")) - set(facts())
    assert unnamed == set()


def test_every_cause_of_a_fetch_error_has_a_short_name() -> None:
    assert set(FETCH_CAUSES) <= set(_SOURCE)


def test_every_column_of_the_list_of_changes_has_a_heading() -> None:
    assert set(COLUMNS) <= set(terms.CHANGE_COLUMNS)
    assert {"level", "check", "kind"} <= set(Change.model_fields)
