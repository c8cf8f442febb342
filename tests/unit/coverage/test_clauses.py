"""Why a clause states no rule."""

from __future__ import annotations

import pytest

from subsidy_rules.coverage.bind import Binder
from subsidy_rules.coverage.clauses import measure_clauses, reason_without_rule
from subsidy_rules.coverage.passages import passages_of
from subsidy_rules.language.vocabulary import load
from subsidy_rules.model.document import Clause, Document, Page, Zone


def clause(
    text: str, label: str = "", *, path: tuple[str, ...] = (), under: str = "", zone: Zone = Zone.BODY, heading: bool = False
) -> Clause:
    headings = (under,) if under else ()
    return Clause(clause_no=1, label=label, path=path, headings=headings, heading=heading, text=text, zone=zone)


@pytest.mark.parametrize(
    ("one", "reason"),
    [
        (clause("申請要件", heading=True), "heading"),
        (clause("2025年4月", zone=Zone.COVER), "cover"),
        (clause("売上が10%伸びた。", zone=Zone.EXAMPLE), "example"),
        (clause("「みなし企業」とは、親会社に支配された会社をいう。"), "definition"),
        (clause("公開された様式により作成してください。", under="申請の方法"), "procedure"),
        (clause("窓口 03-1234-5678"), "contact"),
        (clause("詳しくは別の資料で説明しています。", "※"), "remark"),
        (clause("人手不足が深刻になっています。"), "explanation"),
        (clause("事務局"), "fragment"),
        (clause("事業を3年以上営んでいること。", "(1)"), ""),
        (clause("大企業は申請できません。", "※"), ""),
        (clause("設備の写真を提出すること。", under="申請要件"), ""),
    ],
)
def test_reason(one: Clause, reason: str) -> None:
    assert reason_without_rule(one, None) == reason


def test_a_sentence_that_points_to_its_list_leads() -> None:
    lead = clause("次の要件をすべて満たすこと。", path=("1",))
    assert reason_without_rule(lead, clause("町内に本店があること。", "(1)", path=("1", "(1)"))) == "lead"
    assert reason_without_rule(lead, clause("町内に本店があること。")) == ""


def test_what_a_reading_of_the_section_says_goes_before_the_headings() -> None:
    assert reason_without_rule(clause("独創性があること。", "(1)"), None, "review_criteria") == "review_criteria"


def test_every_reason_has_its_words_and_running_heads_are_told() -> None:
    clauses = tuple(
        Clause(clause_no=n, text="例の補助金の要件であること", spans=()).model_copy(update={"spans": (span(n),)}) for n in (1, 2, 3)
    )
    document = Document(name="x.pdf", sha256="0", format="pdf", pages=tuple(Page(page_no=n) for n in (1, 2, 3)), clauses=clauses)
    passages = passages_of(document)
    assert {entry.reason for entry in measure_clauses(passages, Binder(passages, ()))} == {"running_head"}
    words = load("waivers")
    reasons = (
        "heading",
        "revision",
        "definition",
        "procedure",
        "review_criteria",
        "remark",
        "lead",
        "explanation",
        "fragment",
        "running_head",
    )
    assert all(words[reason]["en"] and words[reason]["ja"] for reason in reasons)


def span(page_no: int) -> object:
    from subsidy_rules.model.document import Span

    return Span(start=0, end=13, page_no=page_no, bbox=(0, 0, 10, 10))


def test_what_a_rule_quotes_elsewhere_and_what_only_names_is_no_gap() -> None:
    from subsidy_rules.coverage.measure import measure
    from subsidy_rules.kinds import all_kinds
    from subsidy_rules.model.document import Evidence
    from subsidy_rules.model.rule import Candidate

    quote = "使い終えた機器の処分にかかる費用"
    rule = Candidate(
        kind="ineligible_expense",
        frame="tsujo",
        value=all_kinds()["ineligible_expense"].value_type.model_validate({"expense": quote}),
        evidence=(Evidence(source="x", at="表1", quote=f"・{quote}\n・その他"),),
        text=quote,
        start=0,
        end=len(quote),
        confidence=0.9,
    )
    clauses = (clause(quote, "・"), clause("上限額は70万円とする。"), clause("使い終えた機器の売却益", "・"))
    document = Document(name="x.txt", sha256="0", format="text", pages=(Page(page_no=1),), clauses=clauses)
    measured = measure(document, (rule,))
    entries = measure_clauses(measured.passages, measured.binder, measured.figure_states)
    assert [entry.state for entry in entries] == ["bound", "unread", "unread"]
