"""Names of sentences from trees set up by hand: what is cut and what is not, whatever the parser says."""

from __future__ import annotations

import pytest

from subsidy_rules.language.noun_phrase import noun_phrase
from subsidy_rules.language.parsed import Parsed, parsed_of
from subsidy_rules.language.word_tree import Word, WordTree

SAHEN = "名詞-普通名詞-サ変可能"


def tree(*rows: tuple[str, str, str, str, str, int]) -> WordTree:
    return WordTree(tuple(Word(at, *row) for at, row in enumerate(rows)))


def submitted(*, denied: bool = False) -> WordTree:
    """帳簿を提出する(していない)こと."""
    return tree(
        ("帳簿", "帳簿", "NOUN", "名詞-普通名詞-一般", "obj", 2),
        ("を", "を", "ADP", "助詞-格助詞", "case", 0),
        ("提出", "提出", "VERB", SAHEN, "acl", 5),
        ("し", "する", "AUX", "動詞-非自立可能", "aux", 2),
        ("ない" if denied else "た", "ない" if denied else "た", "AUX", "助動詞", "aux", 2),
        ("こと", "こと", "NOUN", "名詞-普通名詞-一般", "ROOT", 5),
    )


def test_an_action_becomes_a_noun_and_keeps_its_denial() -> None:
    assert noun_phrase(submitted(), 20) == "帳簿の提出"
    assert noun_phrase(submitted(denied=True), 20) == "帳簿の提出なし"


def test_parts_of_a_sentence() -> None:
    parsed = parsed_of(submitted(denied=True))
    assert (parsed.subject, parsed.object, parsed.predicate, parsed.negated) == ("", "帳簿", "提出", True)
    assert parsed.conditions == ()


@pytest.mark.parametrize(
    ("length", "name"), [(20, "古い機械の修理費用"), (9, "古い機械の修理費用"), (8, "機械の修理費用"), (5, "修理費用")]
)
def test_a_noun_loses_its_modifiers_from_the_left_and_never_half_a_compound(length: int, name: str) -> None:
    words = tree(
        ("古い", "古い", "ADJ", "形容詞-一般", "acl", 1),
        ("機械", "機械", "NOUN", "名詞-普通名詞-一般", "nmod", 4),
        ("の", "の", "ADP", "助詞-格助詞", "case", 1),
        ("修理", "修理", "NOUN", SAHEN, "compound", 4),
        ("費用", "費用", "NOUN", "名詞-普通名詞-一般", "ROOT", 4),
    )
    assert noun_phrase(words, length) == name


def test_nothing_has_no_name() -> None:
    assert noun_phrase(WordTree(()), 20) == ""
    assert parsed_of(WordTree(())) == Parsed()
