"""Names of what a text is about: the word list of a kind first, the phrase of the text where no word fits."""

from __future__ import annotations

import re
from functools import cache

from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.rule import Obligation, Subject


@cache
def _patterns(list_name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((slug, re.compile("|".join(words))) for slug, words in load(list_name).items())


def known_topic(list_name: str, text: str) -> str | None:
    """The slug of the first pattern of a word list that the text matches.

    >>> known_topic("ineligible_expenses", "中古品。"), known_topic("points", "クラウド製品を選定していること。")
    ('used_goods', 'cloud_product')
    """
    folded = fold_text(text)
    return next((slug for slug, pattern in _patterns(list_name) if pattern.search(folded)), None)


def subject_of(topic: str) -> Subject:
    """Of whom a topic speaks where its list does not tell: the project where the vocabulary says so, else the applicant.

    >>> subject_of("process_count"), subject_of("gbiz_id")
    ('project', 'applicant')
    """
    entry = load("topic_names").get(topic, {})
    return "project" if entry.get("of") == "project" else "applicant"


def obligation_of(topic: str, text: str) -> Obligation:
    """Whether a requirement says that its topic must or must not be: by the vocabulary, of other topics by the predicate of its text.

    >>> obligation_of("fraud", "不正行為を行っていないこと。"), obligation_of("gbiz_id", "取得していない者は取得すること。")
    ('must_not', 'must')
    >>> obligation_of("道路の占用", "道路の占用を伴わないこと。")
    'must_not'
    """
    entry = load("topic_names").get(topic)
    return "must_not" if (is_denied(text) if entry is None else entry.get("must_not")) else "must"


def topic_of(list_name: str, text: str, taken: frozenset[str] = frozenset()) -> str:
    """A topic for the text that is not taken: of the word list, else the phrase itself.

    >>> topic_of("ineligible_expenses", "中古品。", frozenset({"used_goods"}))
    '中古品'
    """
    known = known_topic(list_name, text)
    if known is not None and known not in taken:
        return known
    return whole_phrase(text)
