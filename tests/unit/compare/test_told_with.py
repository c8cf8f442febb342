"""What a rule tells in its own words, or quotes, is a place of its change and no change beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_rules.compare.quoted import Sentences
from subsidy_rules.compare.units import Unit
from subsidy_rules.compare.whole import compare_all
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Clause, Document, Evidence, Page, Source, Span

SAME = tuple(f"{name}の書類は、事務局が定める様式により提出すること。" for name in ("甲号", "乙号", "丙号", "丁号"))
LEAD = "時間を延長した労働者については、次のいずれかの措置を講じた労働者"
ITEMS = ("基本給を五パーセント以上増額した労働者であること。", "新しい賞与の制度を適用した労働者であること。")


def document(sha256: str, texts: Sequence[tuple[str, str]]) -> Document:
    clauses = [
        Clause(
            clause_no=n,
            text=text,
            label=label,
            path=tuple(label),
            headings=("対象労働者",),
            spans=(Span(start=0, end=len(text), page_no=1, bbox=(0, 0, 1, 1)),),
        )
        for n, (label, text) in enumerate(texts, 1)
    ]
    return Document(name=f"{sha256}.pdf", sha256=sha256, format="pdf", pages=(Page(page_no=1),), clauses=tuple(clauses))


def changes(make_rule: Any, make_ruleset: Any, rule: Any, texts: Sequence[tuple[str, str]]) -> tuple[Change, ...]:
    same = [(f"{n}", text) for n, text in enumerate(SAME)]
    both = make_rule("tsujo.requirement.same", {"topic": SAME[0]}, quote=SAME[0], at="", page=1)
    old, new = make_ruleset(both, edition="old", sha256="old"), make_ruleset(both, rule, edition="new", sha256="new")
    return compare_all(old, new, {"old": document("old", same), "new": document("new", [*same, *texts])})


def evidence(text: str, at: str = "") -> Evidence:
    return Evidence(source="koubo", page=1, at=at, quote=text)


def test_items_that_a_rule_joins_are_places_of_one_change(make_rule: Any, make_ruleset: Any) -> None:
    texts = [("ロ", LEAD), ("ロa", ITEMS[0]), ("ロb", ITEMS[1])]
    rule = make_rule("tsujo.requirement.joined", {"topic": LEAD})
    quoting = rule.model_copy(update={"evidence": tuple(evidence(text, label) for label, text in texts[1:])})
    (change,) = changes(make_rule, make_ruleset, quoting, texts)
    assert change.check == "requirement-added"
    assert [pair.new.at for pair in change.places if pair.new is not None] == ["ロa", "ロ", "ロb"]


def test_a_demand_that_only_leads_to_a_rule_stays_a_change(make_rule: Any, make_ruleset: Any) -> None:
    demand = f"{LEAD}であること。"
    texts = [("ロ", demand), ("ロa", ITEMS[0])]
    rule = make_rule("tsujo.requirement.item", {"topic": ITEMS[0]}, [{"unread": demand}])
    quoting = rule.model_copy(update={"evidence": (evidence(ITEMS[0], "ロa"),)})
    told = changes(make_rule, make_ruleset, quoting, texts)
    assert sorted(change.check for change in told) == ["clause-burden-added", "requirement-added"]


def test_a_quote_means_the_sentence_that_says_it_and_no_longer_one() -> None:
    units = [
        Unit("二年目の取組を実施した場合は、六か月分を比較する。", (), evidence("", "ハ(ハ)"), order=0),
        Unit("二年目の取組", (), evidence("", "イ(ハ)"), order=1),
        Unit("基本給を増額する。", (), evidence("", "イ"), order=2),
        Unit("基本給を増額する。", (), evidence("", "ロ"), order=3),
    ]
    assert [unit.order for unit in Sentences(units).quoted(evidence("二年目の取組"))] == [1]
    assert [unit.order for unit in Sentences(units).quoted(evidence("六か月分を比較する"))] == [0]
    assert [unit.order for unit in Sentences(units).quoted(evidence("基本給を増額する。", "ロ"))] == [3]
    assert [unit.order for unit in Sentences(units).quoted(evidence("基本給を増額する。", "ニ"))] == [2, 3]


def test_what_a_document_without_counterpart_states_as_well_is_told_with_the_sentence(make_rule: Any, make_ruleset: Any) -> None:
    """The guideline of the old edition has none in the new one; the regulation, which says the same, has changed or has not."""
    guideline = Source(id="law", sha256="law", authority="official", kind="law", pages=1)
    texts = {"kept": "事務局が不適当であると判断する者でないこと。", "rate": "補助率は二分の一以内とし、千円未満は切り捨てる。"}

    def quoting(rule: Any, text: str, *, both: bool) -> Any:
        cited = (evidence(text).model_copy(update={"source": "law"}), evidence(text)) if both else (evidence(text),)
        return rule.model_copy(update={"evidence": cited})

    same = make_rule("tsujo.exclusion.same", {"topic": SAME[0]}, quote=SAME[0], at="", page=1)
    gone = quoting(make_rule("tsujo.exclusion.unfit", {"topic": "judged_unsuitable"}), texts["kept"], both=True)
    half = quoting(make_rule("tsujo.subsidy_rate", {"rate": "1/2"}), texts["rate"], both=True)
    third = quoting(make_rule("tsujo.subsidy_rate", {"rate": "1/3"}), texts["rate"].replace("二分", "三分"), both=False)
    old = make_ruleset(same, gone, half, edition="old", sha256="old")
    old = old.model_copy(update={"sources": (*old.sources, guideline)})
    new = make_ruleset(same, third, edition="new", sha256="new")
    said = [*enumerate(SAME), (8, texts["kept"]), (9, texts["rate"])]
    before = document("old", [(f"{n}", text) for n, text in said])
    after = document("new", [(f"{n}", text.replace("二分", "三分")) for n, text in said])
    assert [change.check for change in compare_all(old, new, {"old": before, "new": after})] == ["rate-decreased"]


def test_a_quote_that_was_cut_is_found_by_the_sentences_it_has_parts_of() -> None:
    units = [
        Unit(text, (), evidence("", "二"), order=n)
        for n, text in enumerate(("成長率を三％以上とすること。", "ただし、前年度の採択者は四％以上とする。"))
    ]
    cut = evidence("三％以上とすること。ただし、前年度", "二")
    assert Sentences(units).quoted(cut) == []
    assert [unit.order for unit in Sentences(units).quoted(cut.model_copy(update={"whole": "33:abc"}))] == [0, 1]


def test_a_paper_that_came_is_told_as_one(make_rule: Any, make_ruleset: Any) -> None:
    """Its name alone asks nothing: read as a sentence it is a remark."""
    name = "労働時間を延長した日の前後の雇用契約書等"
    texts = [(f"{n}", text) for n, text in enumerate(SAME)]
    both = make_rule("tsujo.required_document.form", {"document": "甲号の書類"}, quote=SAME[0], at="0", page=1)
    rule = make_rule("tsujo.required_document.employment_contract", {"document": "employment_contract"}, quote=name, at="イ", page=1)
    old, new = make_ruleset(both, edition="old", sha256="old"), make_ruleset(both, rule, edition="new", sha256="new")
    (change,) = compare_all(old, new, {"old": document("old", texts), "new": document("new", [*texts, ("イ", name)])})
    assert (change.check, change.level.value) == ("required-document-added", "WARN")
