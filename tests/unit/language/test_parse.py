"""GiNZA on sentences of our own, and that nothing loads it without need."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

import pytest

from subsidy_rules.language.parse import Parser, model_version, terms
from subsidy_rules.language.parsed import Parsed


class InMemory:
    """A cache that forgets with the test."""

    def __init__(self, parses: Mapping[str, Parsed]) -> None:
        self.parses = {model_version(): dict(parses)}

    def known(self, model: str) -> Mapping[str, Parsed]:
        return self.parses.get(model, {})

    def add(self, model: str, parses: Mapping[str, Parsed]) -> None:
        self.parses.setdefault(model, {}).update(parses)


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("GビズIDプライムを取得していること", "GビズIDプライムの取得"),
        ("月次の帳簿を事務局に提出すること", "月次の帳簿の提出"),
        ("過年度の報告書を提出していない者", "過年度の報告書の提出なし"),
        ("社用車の購入費", "社用車の購入費"),
        ("事業の実施状況を公表することに同意すること", "事業の実施状況の公表への同意"),
    ],
)
def test_names(parser: Parser, sentence: str, name: str) -> None:
    assert parser.parse([sentence])[sentence].name == name


@pytest.mark.slow
def test_parts_and_conditions(parser: Parser) -> None:
    sentence = "従業員が5人以下の場合は、補助率を2/3とする"
    parsed = parser.parse([sentence])[sentence]
    assert [condition.rstrip("は、") for condition in parsed.conditions] == ["従業員が5人以下の場合"]
    sentence = "申請者が計画を従業員に表明していないこと"
    parsed = parser.parse([sentence])[sentence]
    assert (parsed.subject, parsed.object, parsed.predicate, parsed.negated) == ("申請者", "計画", "表明", True)


@pytest.mark.slow
def test_each_sentence_is_parsed_once_and_kept() -> None:
    cache = InMemory({"既に読んだ文": Parsed(name="前の名")})
    parsed = Parser(cache).parse(["既に読んだ文", "新しい帳簿", "新しい帳簿", ""])
    assert list(parsed) == ["既に読んだ文", "新しい帳簿"]
    assert parsed["既に読んだ文"].name == "前の名"
    assert set(cache.known(model_version())) == {"既に読んだ文", "新しい帳簿"}


def test_terms_are_words() -> None:
    assert "GビズIDプライム" in terms()
    assert not [term for term in terms() if set(term) & set("|()?[]のを ")]


def test_commands_do_not_load_the_parser() -> None:
    imports = "import sys, subsidy_rules.cli, subsidy_rules.stages.local, subsidy_rules.compare"
    code = f"{imports}; print([m for m in ('spacy', 'sudachipy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
