"""Reads the word lists of `vocabulary/` once and finds their words in folded text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.yaml.plain import read_yaml

_LISTS = Path(__file__).resolve().parents[1] / "vocabulary"


@dataclass(frozen=True, slots=True)
class Hit:
    """A vocabulary word in a folded text: slug of its entry, half-open bounds."""

    slug: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of one list, each with the slug it stands for; longer words win over shorter ones."""

    slugs: dict[str, str]
    pattern: re.Pattern[str]

    def find(self, text: str) -> tuple[Hit, ...]:
        """All words in a folded text, left to right, without overlap.

        >>> lexicon("applicant_classes").find("小規模企業・小規模事業者は2/3")[0].slug
        'small_business'
        """
        return tuple(Hit(self.slugs[m.group()], m.start(), m.end()) for m in self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of `facts.yaml`: how it is named in ids and labels, and which kinds a header condition on it limits."""

    name: str
    short: str
    in_id: str
    unit: str | None
    limits: tuple[str, ...] | None
    words: tuple[str, ...]
    phrase: dict[str, str]


@cache
def load(name: str) -> dict[str, Any]:
    """The mapping in `vocabulary/<name>.yaml`."""
    text = (_LISTS / f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = read_yaml(text)
    return data


@cache
def lexicon(name: str) -> Lexicon:
    """The words of `vocabulary/<name>.yaml`; entries are lists of words or mappings with `words`."""
    slugs: dict[str, str] = {}
    for slug, entry in load(name).items():
        for word in entry["words"] if isinstance(entry, dict) else entry:
            slugs.setdefault(fold_text(word), slug)
    return make_lexicon(slugs)


def make_lexicon(slugs: dict[str, str]) -> Lexicon:
    """A lexicon of folded words; a word that another one contains matches only where the longer one does not."""
    longest_first = sorted(slugs, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")
    return Lexicon(slugs, pattern)


@cache
def facts() -> dict[str, Fact]:
    """All facts by name."""
    out = {}
    for name, entry in load("facts").items():
        limits = entry.get("limits")
        words = tuple(fold_text(w) for w in entry.get("words", ()))
        out[name] = Fact(name, entry["short"], entry["in_id"], entry.get("unit"), tuple(limits) if limits else None, words, entry["phrase"])
    return out


@cache
def names(list_name: str, lang: str = "ja") -> Mapping[str, str]:
    """Slug -> display name: what the entry says for the language; an entry that is only words is named in `topic_names.yaml`."""
    common = load("topic_names")
    out: dict[str, str] = {}
    for slug, entry in load(list_name).items():
        given = entry.get("names", entry) if isinstance(entry, dict) else {}
        out[slug] = str(given.get(lang) or common.get(slug, {}).get(lang) or slug.replace("_", " "))
    return out
