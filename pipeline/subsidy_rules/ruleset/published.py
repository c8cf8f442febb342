"""The vocabulary of the contract as it is published with the schema: every slug with its names, facts with their units."""

from __future__ import annotations

from typing import Any

from subsidy_rules.language.vocabulary import facts, load, names

# list of the contract → the word lists that hold its slugs
_LISTS = {
    "topics": ("topics", "points", "clawbacks"),
    "industries": ("industries",),
    "applicant_classes": ("applicant_classes",),
    "business_types": ("business_types",),
    "items": ("items",),
    "expenses": ("expenses",),
    "ineligible_expenses": ("ineligible_expenses",),
    "documents": ("documents",),
    "events": ("events",),
    "moments": ("moments",),
}
# facts that no word list of their own measures, with their units
_STATED = {
    "applicant_class": None,
    "business_type": None,
    "case": None,
    "industry": None,
    "item": None,
    "other": None,
    "past_award": None,
    "special_measure": None,
    "tool_use_period": "duration",
}
_DURATIONS = frozenset({"record_retention"})
_FACT_UNITS = {"type": "process", "applicant": "person", "application": "time", "company": "time"}


def vocabulary() -> dict[str, dict[str, dict[str, Any]]]:
    """List → slug → `ja`, `en` and what else is said of it: `unit` of a fact, `small_business` of an industry, `must_not` of a topic."""
    return {"facts": _facts(), **{name: _entries(name, lists) for name, lists in _LISTS.items()}}


def _facts() -> dict[str, dict[str, Any]]:
    """Facts of conditions and constraints; a unit is absent where the value is a slug or a truth value."""
    units: dict[str, str | None] = dict(_STATED)
    for slug, flag in load("flags").items():
        units[str(flag.get("fact", slug))] = flag.get("unit")
    for slug in load("specials"):
        units[slug] = None
    for name, metric in load("metrics").items():
        fact = str(metric.get("fact", name))
        units[fact] = "duration" if fact in _DURATIONS else _FACT_UNITS.get(metric["unit"], metric["unit"])
    for fact_name, known in facts().items():
        units[fact_name] = known.unit
    return {fact: _named(fact) | ({"unit": unit} if unit else {}) for fact, unit in sorted(units.items())}


def _entries(name: str, lists: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    slugs = sorted({slug for one in lists for slug in load(one)})
    if name == "topics":
        slugs = sorted({*slugs, *(str(metric["topic"]) for metric in load("metrics").values())})
    return {slug: _entry(name, lists[0], slug) for slug in slugs}


def _entry(name: str, word_list: str, slug: str) -> dict[str, Any]:
    if name in ("topics", "ineligible_expenses"):
        more = {key: part for key, part in load("topic_names").get(slug, {}).items() if key in ("must_not", "of")}
        return _named(slug) | more
    entry = load(word_list)[slug]
    if name == "events":
        return dict(entry["names"])
    found = {lang: names(word_list, lang)[slug] for lang in ("ja", "en")}
    return found | ({"small_business": entry["small_business"]} if "small_business" in entry else {})


def _named(slug: str) -> dict[str, Any]:
    known = load("topic_names").get(slug, {})
    return {lang: known.get(lang, slug.replace("_", " ")) for lang in ("ja", "en")}
