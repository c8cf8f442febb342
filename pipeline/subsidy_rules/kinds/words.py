"""Kinds and their values in words: what a kind says of itself, else its fields one by one. Nothing is decided by these words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import NOTHING, listed, message_in
from subsidy_rules.model.errors import Lang
from subsidy_rules.wording.rules import Data, condition_words

# what a comparison names beside the kinds of rules
_OF_COMPARISONS = {
    "text": message_in("kind of a change", "text"),
    "frame": message_in("kind of a change", "frame"),
    "*": message_in("kind of a change", "several kinds"),
}


def kind_words(kind: str, lang: Lang) -> str:
    """The name of a kind; one that does not say how it is called names itself."""
    title = all_kinds()[kind].title if kind in all_kinds() else _OF_COMPARISONS.get(kind, NOTHING)
    return title.say(lang) or kind.replace("_", " ")


def value_words(kind: str, value: Data, lang: Lang) -> str:
    """A value, given as JSON data (`basis.value_data`), in a few words.

    >>> value_words("subsidy_amount", {"min": 50000, "max": 1500000, "max_exclusive": True}, "ja")
    '5万円～150万円未満'
    """
    known = all_kinds().get(kind)
    made = known.words(value, lang) if known is not None and known.words is not None else ""
    return made or _fields(value, known.vocabulary if known is not None else {}, lang)


def _fields(value: Data, vocabulary: Mapping[str, str], lang: Lang) -> str:
    parts = [_field(key, item, vocabulary, lang) for key, item in value.items() if item is not None]
    return listed(parts, lang)


def _field(key: str, item: Any, vocabulary: Mapping[str, str], lang: Lang) -> str:
    if isinstance(item, Mapping) and {"fact", "any", "all", "not", "unread"} & item.keys():
        return condition_words(item, lang)
    if key in vocabulary:
        return names(vocabulary[key], lang).get(str(item), str(item).replace("_", " "))
    return f"{names('topic_names', lang).get(key, key)} {item}"
