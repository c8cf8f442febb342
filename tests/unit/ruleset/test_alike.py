"""What several documents tell in different forms becomes one rule; what differs stays apart."""

from __future__ import annotations

from subsidy_rules.kinds.exclusion import Exclusion
from subsidy_rules.kinds.requirement import Requirement
from subsidy_rules.kinds.subsidy_amount import SubsidyAmount
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.rule import Candidate, Condition, Leaf, Value
from subsidy_rules.ruleset.alike import told_alike

RANK = {"koubo": 0, "kitei": 1, "page": 2}


def told(kind: str, value: Value, source: str, quote: str, when: tuple[Condition, ...] = ()) -> Candidate:
    evidence = (Evidence(source=source, quote=quote),)
    return Candidate(
        kind=kind, frame="common", value=value, when=when, evidence=evidence, text=quote, start=0, end=len(quote), confidence=0.9
    )


def test_who_must_not_be_so_is_excluded() -> None:
    barred = told("exclusion", Exclusion(topic="fraud", of="applicant"), "koubo", "不正を行った者")
    denied = told("requirement", Requirement(topic="fraud", obligation="must_not", of="applicant"), "kitei", "不正を行っていないこと。")
    assert [(c.kind, c.value) for c in told_alike((barred, denied), RANK)] == [("exclusion", barred.value)] * 2


def test_the_other_side_of_a_bound() -> None:
    over = Leaf(fact="taxable_income_avg_3y", op="gt", value=1_500_000_000)
    within = Leaf(fact="taxable_income_avg_3y", op="le", value=1_500_000_000)
    barred = told("exclusion", Exclusion(topic="high_income", of="applicant", constraint=over), "koubo", "15億円を超える者")
    asked = told(
        "requirement",
        Requirement(topic="high_income", obligation="must", of="applicant", constraint=within),
        "kitei",
        "15億円以下であること。",
    )
    assert [c.kind for c in told_alike((asked, barred), RANK)] == ["exclusion", "exclusion"]
    alone = told_alike((asked, told("exclusion", Exclusion(topic="fraud", of="applicant"), "koubo", "不正を行った者")), RANK)
    assert [c.kind for c in alone] == ["requirement", "exclusion"]


def test_what_one_document_says_twice_it_means_twice() -> None:
    barred = told("exclusion", Exclusion(topic="fraud", of="applicant"), "koubo", "不正を行った者")
    denied = told("requirement", Requirement(topic="fraud", obligation="must_not", of="applicant"), "koubo", "不正を行っていないこと。")
    assert [c.kind for c in told_alike((barred, denied), RANK)] == ["exclusion", "requirement"]


def test_nearly_the_same_words_with_the_same_figures() -> None:
    first = told(
        "requirement",
        Requirement(topic="計画の公表", obligation="must", of="applicant"),
        "koubo",
        "事業計画を公募の締切までに自社のページで公表すること。",
    )
    again = told(
        "requirement",
        Requirement(topic="公表する計画", obligation="must", of="applicant"),
        "kitei",
        "事業計画を公募の締切までに自社のページで公表するものとする。",
    )
    other = told(
        "requirement",
        Requirement(topic="3回の公表", obligation="must", of="applicant"),
        "kitei",
        "事業計画を3回、公募の締切までに自社のページで公表すること。",
    )
    assert [c.value for c in told_alike((first, again, other), RANK)] == [first.value, first.value, other.value]


def test_the_highest_cap_of_an_overview_is_that_of_the_highest_size() -> None:
    small = told("subsidy_amount", SubsidyAmount(max=1_000_000), "koubo", "100万円", (Leaf(fact="employees", op="le", value=20),))
    large = told(
        "subsidy_amount", SubsidyAmount(min=100_000, max=3_000_000), "koubo", "10万円~300万円", (Leaf(fact="employees", op="gt", value=20),)
    )
    highest = told("subsidy_amount", SubsidyAmount(max=3_000_000), "page", "最大300万円")
    less = told("subsidy_amount", SubsidyAmount(max=2_000_000), "page", "最大200万円")
    assert [c.when for c in told_alike((small, large, highest, less), RANK)] == [small.when, large.when, large.when, ()]
