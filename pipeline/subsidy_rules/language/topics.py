"""Names of what a text is about: the word list of a kind first, the phrase of the text where no word fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.sentences import without_brackets
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
    return next(iter(known_topics(list_name, text)), None)


def known_topics(list_name: str, text: str) -> Iterator[str]:
    """The slugs of all patterns of a word list that the text matches, in the order of the list."""
    folded = fold_text(text)
    names = {"points": _is_own_name, "topics": _names_alone, "ineligible_expenses": _names_first}.get(list_name, _names)
    return (slug for slug, pattern in _patterns(list_name) if any(names(folded, hit) for hit in pattern.finditer(folded)))


def topic_places(list_name: str, slug: str, folded: str) -> tuple[tuple[int, int], ...]:
    """Where a folded text holds the words by which a word list knows a topic; nowhere for one that it has not.

    >>> topic_places("ineligible_expenses", "used_goods", "中古品。")
    ((0, 3),)
    """
    pattern = dict(_patterns(list_name)).get(slug)
    return tuple(hit.span() for hit in pattern.finditer(folded) if hit.group()) if pattern is not None else ()


def _names_alone(folded: str, hit: re.Match[str]) -> bool:
    """Whether words of the vocabulary name a text, and not one of several that it names."""
    return _names(folded, hit) and not _MEMBER.search(folded[: hit.start()]) and not _MORE.match(folded, hit.end())


def _names_first(folded: str, hit: re.Match[str]) -> bool:
    """Whether words of the vocabulary name a text, or the first of several things that it names."""
    return _names(folded, hit) and not _MEMBER.search(folded[: hit.start()])


_MEMBER = re.compile(r"[一-龠ァ-ヶー)](?<![上下際後前時])(?:、|や|及び|又は|並びに|若しくは|もしくは)[^、。はがをにで]{0,8}$")
_MORE = re.compile(r"[^、。はがを]{0,4}(?:及び|又は|並びに|若しくは|もしくは)[一-龠ァ-ヶー]")


def _is_own_name(folded: str, hit: re.Match[str]) -> bool:
    """Whether words of the vocabulary are a name, and not part of that of a subsidy: reasons for points are told by what they ask for."""
    return hit.start() <= _BEGINNING and _OF_A_SUBSIDY.match(folded, hit.end()) is None


_BEGINNING = 100  # a reason for points names itself where it begins
_OF_A_SUBSIDY = re.compile(r"[^、。()はがをに]{0,12}?(?:補助金|助成金|補助事業)")


# what may stand behind the words that name a text: its predicate, not another clause that they are only part of
_REST = 24
_ENDS_CASE = re.compile(r"(?:場合|とき)(?:に)?(?:は|も|、)|。")


def _names(folded: str, hit: re.Match[str]) -> bool:
    """Whether words of the vocabulary are what a sentence, or its condition, is about, and do not only occur in it."""
    before = folded[: hit.start()]
    if before.count("(") > before.count(")") and not folded.startswith("("):
        return False  # an example or remark in a bracket
    start = max((end.end() for end in _ENDS_CASE.finditer(folded, 0, hit.start())), default=0)
    rest = without_brackets(folded[hit.end() :])
    rest = rest[: next((end.start() for end in _ENDS_CASE.finditer(rest)), len(rest))]
    return len(rest) <= _REST or 2 * (hit.end() - hit.start()) >= hit.end() - start + len(rest)


def is_made(topic: str) -> bool:
    """Whether a topic is a phrase of the document, for want of a word of the vocabulary.

    >>> is_made("gbiz_id"), is_made("道路の占用")
    (False, True)
    """
    return topic not in load("topic_names")


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


_FAILED = re.compile(
    r"未達|未(?:実施|履行|提出)|(?:達成|満た|履行|実施|遵守|提出|行(?=わ)|進展)(?:が|を|は)?(?:でき|出来|せ|さ|し|わ|され)?(?:てい?)?(?:な(?:い|かった)|ず|ません)|怠"
)
_EXCEPTION = re.compile(r"(?:。|、)?(?:\((?:ただし|但し)[^()]*\)|(?:ただし|但し)(?!書).*$|\([^()]*を?除[くき][^()]*\))")


def fails(text: str) -> bool:
    """Whether a text is about what was not done or reached.

    >>> [fails(text) for text in ("賃上げの目標が未達の者", "報告を行わなかった者", "賃上げを行う者")]
    [True, True, False]
    """
    return _FAILED.search(fold_text(text)) is not None


def without_failure(text: str) -> str:
    """A text, folded, without the words for what was not done: what they are said of.

    >>> without_failure("賃上げの目標が未達の者")
    '賃上げの目標がの者'
    """
    return _FAILED.sub("", fold_text(text))


def without_exceptions(text: str) -> str:
    """A text, folded, without what it excepts: that names nothing of what it is about.

    >>> without_exceptions("開業して5年以内の者。ただし、事業承継による者を除く。")
    '開業して5年以内の者'
    """
    return _EXCEPTION.sub("", fold_text(text))


_MEMBERS = re.compile(r"、|・|及び|並びに|又は|若しくは|または|および")


def names_more(list_name: str, text: str, topic: str) -> bool:
    """Whether a text enumerates things of which a topic of the word list names only some.

    >>> [names_more("ineligible_expenses", text, "insurance") for text in ("保険料及び登録料", "保険料")]
    [True, False]
    """
    return _names_part(list_name, text, topic, _COST.search)


def names_more_parties(list_name: str, text: str, topic: str) -> bool:
    """Whether a text enumerates persons or bodies of which a topic of the word list names only some.

    >>> [names_more_parties("topics", text, "religious_corporation") for text in ("宗教法人、政治団体", "宗教法人")]
    [True, False]
    """
    return _names_part(list_name, text, topic, _PARTY.fullmatch)


def _names_part(list_name: str, text: str, topic: str, is_member: Callable[[str], object]) -> bool:
    """Whether the first sentence of a text enumerates members of a sort of which a topic names only some."""
    members = [part for part in _MEMBERS.split(without_brackets(fold_text(text)).split("。")[0]) if part]
    if is_made(topic) or len(members) < _LEAST_MEMBERS or not all(map(is_member, members)):
        return False
    return any(known_topic(list_name, part) != topic for part in members)


_PARTY = re.compile(r"[^はがをにで]{2,16}(?:法人|団体|者|企業|会社|組合)(?:等|など)?")
_LEAST_MEMBERS = 2
_COST = re.compile(r"(?:費|料|代金?|税|賃|謝金|敷金|礼金|保証金|報酬)(?:等|など)?(?:は[^は]*)?$")


def topic_of(list_name: str, text: str, taken: frozenset[str] = frozenset()) -> str:
    """A topic for the text that is not taken: of the word list, else the phrase itself.

    >>> topic_of("ineligible_expenses", "中古品。", frozenset({"used_goods"}))
    '中古品'
    """
    known = known_topic(list_name, text)
    if known is not None and known not in taken:
        return known
    return whole_phrase(text)
