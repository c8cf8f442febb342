"""What the parser adds to candidates: names of rules without a word of the vocabulary, doubt where it reads the sentence otherwise.

Measured in `benchmarks/README.md`: it names nine of ten such rules well (cutting by rules: five), and sees that a number is the
condition of a sentence and not what the sentence requires. On which metric a number measures it is asked nothing: the words know better.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from subsidy_rules.kinds.confidence import with_doubts
from subsidy_rules.language.neutral import is_denied, neutral
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.parse import Parser
from subsidy_rules.language.parsed import Parsed
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import main_sentence, split_sentences, without_brackets
from subsidy_rules.model.rule import Candidate

_DOUBTED = frozenset({"requirement", "subsidy_amount", "subsidy_rate"})
_LENGTHS = (20, 30, 60)  # the kinds' own lengths of short phrases
_ONE_NOUN = re.compile(r"[^ぁ-ん、,]{1,20}")
_LEAST_NAME = 4
_DIGITS = re.compile(r"\d+")


def read_again(candidates: Sequence[Candidate], parser: Parser) -> tuple[Candidate, ...]:
    """The candidates in their order, named and doubted by the parser; all their sentences are parsed in one go."""
    named = {i: main_sentence(fold_text(c.text)) for i, c in enumerate(candidates) if _phrase_fields(c)}
    doubted = {i: sentence for i, c in enumerate(candidates) if (sentence := _doubtful_sentence(c))}
    parses = parser.parse([*(text for text in named.values() if not _ONE_NOUN.fullmatch(text)), *doubted.values()])
    taken: dict[tuple[str, ...], str] = {}
    out = []
    for index, candidate in enumerate(candidates):
        if index in named and named[index] in parses:
            candidate = _named(candidate, parses[named[index]], taken)
        if index in doubted:
            candidate = _doubted(candidate, doubted[index], parses[doubted[index]])
        out.append(candidate)
    return tuple(out)


def _phrase_fields(candidate: Candidate) -> Mapping[str, str]:
    """The fields of the value that hold nothing but a short phrase cut from the clause."""
    texts = {name: value for name, value in candidate.value if isinstance(value, str) and not value.isascii()}
    if not texts:
        return {}
    cut = {short_phrase(candidate.text, length) for length in _LENGTHS}
    return {name: value for name, value in texts.items() if value in cut}


def _named(candidate: Candidate, parsed: Parsed, taken: dict[tuple[str, ...], str]) -> Candidate:
    """The candidate under the first of the parser's names that no other rule of its kind has in its document; as it is where both are."""
    update = {}
    told_by_value = hasattr(candidate.value, "obligation")  # whether the denial stands beside the name
    asked = getattr(candidate.value, "obligation", None) == "must"
    for field, phrase in _phrase_fields(candidate).items():
        if not told_by_value and (neutral(phrase) != phrase or is_denied(phrase)):
            continue  # 書類を用意できない: a name of the parser would say the opposite
        where = (candidate.evidence[0].source, candidate.kind, candidate.frame)
        for name in map(neutral, (parsed.name, parsed.long_name)):  # the denial stands in the obligation
            if not _keeps_figures(candidate, phrase, name) or not _keeps_words(phrase, name) or (asked and _DENIES.search(phrase)):
                continue
            if len(name) >= min(_LEAST_NAME, len(phrase)) and taken.setdefault((*where, name), phrase) == phrase:
                update[field] = name
                break
    return candidate.model_copy(update={"value": candidate.value.model_copy(update=update)}) if update else candidate


# a denial in the name of what must be: the name of the parser would lose it
_DENIES = re.compile(r"(?<!少)(?<!しか)(?:ない|ません|なく|無い)(?!と?(?:い|な[らり]))")


def _keeps_figures(candidate: Candidate, phrase: str, name: str) -> bool:
    """Whether no figure of a phrase is lost with a name of it (5年以内に事業を廃止 is not 事業の廃止), unless a constraint holds it."""
    return getattr(candidate.value, "constraint", None) is not None or set(_DIGITS.findall(phrase)) <= set(_DIGITS.findall(name))


def _keeps_words(phrase: str, name: str) -> bool:
    """Whether a name has every word of a phrase: 他社の製品を作る機械の導入 is not 機械の導入."""
    return all(word in name for word in _WORDS.findall(phrase) if word not in _SAYS_LITTLE)


# words between which only endings stand, and those that a name may lack
_WORDS = re.compile(r"[一-龠々]+|[ァ-ヶー]+|[A-Za-z]+")
_SAYS_LITTLE = frozenset({"者", "場合", "時", "必要", "事業者", "行", "実施", "際", "等", "旨", "上", "要", "条件", "有", "及", "又", "合"})


def _doubtful_sentence(candidate: Candidate) -> str:
    """The sentence to ask about, without brackets: of running text, with 場合 or とき before its end; "" where there is nothing to ask."""
    if candidate.kind not in _DOUBTED:
        return ""
    sentence = _sentence_of(candidate)
    return sentence if re.search(r"場合|とき", sentence) and _number(candidate) in sentence else ""


def _sentence_of(candidate: Candidate) -> str:
    folded = fold(candidate.text)
    begin = next((i for i, start in enumerate(folded.starts) if start >= candidate.start), 0)
    at = 0
    for sentence in split_sentences(folded.text):
        at += len(sentence)
        if begin < at:
            return without_brackets(sentence)
    return ""


def _number(candidate: Candidate) -> str:
    """The last quantity of the quote as it is written; a sign that no sentence has where there is none."""
    quote = fold_text(candidate.text[candidate.start : candidate.end])
    found = find_quantities(quote)
    return quote[found[-1].start : found[-1].end] if found else "\0"


def _doubted(candidate: Candidate, sentence: str, parsed: Parsed) -> Candidate:
    """The candidate with a lower confidence where its number stands in a condition, or where a condition before it was not read."""
    reasons = tuple(_doubts(candidate, sentence, parsed.conditions))
    return with_doubts(candidate, reasons) if reasons else candidate


def _doubts(candidate: Candidate, sentence: str, conditions: Iterable[str]) -> Iterable[str]:
    number = _number(candidate)
    conditions = tuple(conditions)
    if candidate.kind == "requirement" and any(number in condition for condition in conditions):
        yield "number_in_condition"
    elif not candidate.when and any(sentence.find(condition) < sentence.find(number) for condition in conditions):
        yield "condition_not_read"
