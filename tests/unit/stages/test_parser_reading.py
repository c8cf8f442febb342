"""Candidates as the parser reads them again."""

from __future__ import annotations

import pytest

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.parse import Parser
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Candidate, Leaf
from subsidy_rules.stages.parser_reading import read_again

pytestmark = pytest.mark.slow
EMPLOYEES = Leaf(fact="employees", op="le", value=5, unit="person")


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def requirement(text: str, quote: str = "", constraint: Leaf | None = None, when: tuple[Leaf, ...] = ()) -> Candidate:
    said = {"obligation": "must", "of": "applicant"}
    value = said | ({"topic": "employees", "constraint": constraint} if constraint else {"topic": short_phrase(text)})
    quote = quote or text[:40]
    start = text.index(quote)
    return Candidate(
        kind="requirement",
        frame="common",
        value=all_kinds()["requirement"].value_type.model_validate(value),
        when=when,
        evidence=(Evidence(source="s", at="1", quote=quote),),
        text=text,
        start=start,
        end=start + len(quote),
        confidence=0.97,
    )


def topic(candidate: Candidate) -> str:
    return str(candidate.value.model_dump()["topic"])


def test_a_phrase_cut_from_the_clause_gets_a_name(parser: Parser) -> None:
    text = "事務局が指定する期日までに、事業の実施状況に係る報告書を提出すること。"
    (read,) = read_again([requirement(text)], parser)
    assert topic(read).endswith("報告書の提出")
    assert (read.confidence, read.reasons) == (0.97, ())


def test_a_word_of_the_vocabulary_stays(parser: Parser) -> None:
    given = requirement("従業員は5人以下であること。", "5人以下", EMPLOYEES)
    assert read_again([given], parser) == (given,)


def test_two_rules_never_get_one_name(parser: Parser) -> None:
    texts = ("隣の市で営む店の地下の倉庫の奥にある古い機械の修理費用", "隣の町で営む店の地下の倉庫の奥にある古い機械の修理費用")
    read = read_again([requirement(text) for text in texts], parser)
    assert len({topic(one) for one in read}) == 2


def test_a_number_in_a_condition_is_doubted(parser: Parser) -> None:
    (read,) = read_again([requirement("従業員が５人以下の場合は、店舗の賃料も対象とする。", "５人以下", EMPLOYEES)], parser)
    assert read.reasons == ("number_in_condition",)
    assert read.confidence < 0.9


def test_a_condition_before_the_number_must_have_been_read(parser: Parser) -> None:
    text = "前年に表彰を受けた場合は、従業員を５人以下とすること。"
    (unread,) = read_again([requirement(text, "５人以下", EMPLOYEES)], parser)
    assert unread.reasons == ("condition_not_read",)
    known = requirement(text, "５人以下", EMPLOYEES, (Leaf(fact="past_award", op="in", value=("p/1",)),))
    assert read_again([known], parser) == (known,)


def test_a_name_without_the_denial_of_its_phrase_is_not_taken(parser: Parser) -> None:
    text = "経理書類を用意できないもの"
    expense = all_kinds()["ineligible_expense"].value_type.model_validate({"expense": short_phrase(text, 60)})
    given = requirement(text).model_copy(update={"kind": "ineligible_expense", "value": expense})
    assert read_again([given], parser) == (given,)


def test_a_name_without_some_words_of_its_phrase_is_not_taken(parser: Parser) -> None:
    text = "隣町の商店を知らせる看板の制作や組合の道具を作るための旋盤の購入"
    expense = all_kinds()["ineligible_expense"].value_type.model_validate({"expense": short_phrase(text, 60)})
    given = requirement(text).model_copy(update={"kind": "ineligible_expense", "value": expense})
    assert read_again([given], parser) == (given,)
