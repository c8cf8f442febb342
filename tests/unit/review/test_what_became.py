"""What becomes of decisions in another printing, extraction or edition: carried, moved, reworded, orphaned, refused to a lookalike."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.review import LedgerEntry, LedgerReview
from subsidy_rules.model.rule import Review, Rule
from subsidy_rules.review.by_hand import noticed
from subsidy_rules.review.carry_over import carry_over
from subsidy_rules.review.decide import decide
from subsidy_rules.review.decisions import AddComment, Approve, Edit, Reopen
from subsidy_rules.review.ledger import carry_ledger

DUTY = "common.duty.records"
CAP = "tsujo.subsidy_amount.base"
TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}
WORDS = "補助事業者は、帳簿を事業の完了した年度の終了後5年間保存しなければならない。"


def decided(rule: Rule, state: str = "approved") -> Rule:
    return rule.model_copy(update={"review": Review(state=state, basis=basis_of(rule), **TANAKA)})


def duty(make_rule: Any, quote: str = WORDS, at: str = "第8条2", name: str = DUTY, topic: str = "record_keeping") -> Rule:
    rule: Rule = make_rule(name, {"topic": topic}, quote=quote, at=at, page=4)
    return rule


@pytest.mark.parametrize("at", ["第9条2", "第8条3", "2-1-1(2)(ク)一", "別紙1二(4)", "④", ""])
def test_a_clause_inserted_above_moves_the_number(make_rule: Any, make_ruleset: Any, at: str) -> None:
    new = duty(make_rule, at=at)
    (moved,) = carry_over((new,), make_ruleset(decided(duty(make_rule))))
    assert (moved.review.state, moved.review.carried, moved.review.basis) == ("approved", "moved", basis_of(new))
    (again,) = carry_over((new,), make_ruleset(moved))
    assert (again.review.state, again.review.carried) == ("approved", None)


@pytest.mark.parametrize(
    ("old", "new"), [("表1 補助額／通常枠", "表4 補助額／通常枠"), ("3(2)ア", "4(2)ア"), ("第3条の2第1項", "第4条第1項")]
)
def test_a_short_cell_or_item_moves_too(make_rule: Any, make_ruleset: Any, old: str, new: str) -> None:
    rule = make_rule(CAP, {"max": 500000}, quote="50万円", at=old)
    (moved,) = carry_over((make_rule(CAP, {"max": 500000}, quote="50万円", at=new),), make_ruleset(decided(rule)))
    assert (moved.review.state, moved.review.carried) == ("approved", "moved")


@pytest.mark.parametrize(
    ("quote", "at"),
    [
        (WORDS.replace("5年", "7年"), "第8条2"),
        (WORDS.replace("帳簿", "帳簿及び証拠書類"), "第9条1"),
        (WORDS, "表2 交付後の義務"),
        ("まったく別の言葉で書かれた義務", "第8条2"),
    ],
)
def test_reworded_goes_back_to_review_with_both_texts(make_rule: Any, make_ruleset: Any, quote: str, at: str) -> None:
    (stale,) = carry_over((duty(make_rule, quote, at),), make_ruleset(decided(duty(make_rule))))
    assert (stale.review.state, stale.review.was, stale.review.by, stale.review.carried) == ("stale", "approved", "tanaka", "reworded")
    assert stale.before is not None
    assert (stale.before.quote, stale.evidence[0].quote) == (WORDS, quote)
    (back,) = carry_over((duty(make_rule),), make_ruleset(stale))
    assert (back.review.state, back.review.carried, back.before) == ("approved", None, None)


def test_a_cell_under_the_same_headers_is_the_same_rule(make_rule: Any, make_ruleset: Any) -> None:
    new = make_rule(CAP, {"max": 1}, quote="ただし書のある別の長い文言", at="表4 上限")
    (stale,) = carry_over((new,), make_ruleset(decided(make_rule(CAP, {"max": 1}, quote="１円以内", at="表1 上限"))))
    assert (stale.review.state, stale.review.carried) == ("stale", "reworded")


def test_what_stands_nowhere_is_orphaned(make_rule: Any, make_ruleset: Any) -> None:
    (kept,) = carry_over((), make_ruleset(decided(duty(make_rule))))
    assert (kept.review.state, kept.review.was, kept.review.carried, kept.evidence[0].quote) == ("stale", "approved", "orphaned", WORDS)
    assert carry_over((), make_ruleset(kept)) == (kept,)
    (back,) = carry_over((duty(make_rule),), make_ruleset(kept))
    assert (back.review.state, back.review.note) == ("approved", None)


LOOKALIKES = [
    # the id went to another sentence at another place
    (DUTY, "交付決定の通知を受けた者は、実績報告書を30日以内に提出すること。", "第21条"),
    # the same sentence under another name
    ("common.duty.other", WORDS.replace("補助事業者", "間接補助事業者"), "第8条2"),
    ("tsujo.duty.records", WORDS, "第8条2"),
]


@pytest.mark.parametrize(("name", "quote", "at"), LOOKALIKES)
def test_a_lookalike_gets_nothing(make_rule: Any, make_ruleset: Any, name: str, quote: str, at: str) -> None:
    topic = "other" if "other" in name else "record_keeping"
    made = carry_over((duty(make_rule, quote, at, name, topic),), make_ruleset(decided(duty(make_rule))))
    (new,) = (rule for rule in made if rule.id == name)
    (old,) = (rule for rule in made if rule.id != name)
    assert new.review == Review()
    assert (old.review.state, old.review.was, old.review.carried, old.review.like) == ("stale", "approved", "lookalike", name)
    assert old.evidence[0].quote == WORDS


def test_two_of_the_same_words_are_not_guessed_between(make_rule: Any, make_ruleset: Any) -> None:
    old = decided(duty(make_rule, name="common.duty.a", topic="a"))
    news = [duty(make_rule, at=at, name=f"common.duty.{name}", topic="a") for at, name in (("第11条", "b"), ("第12条", "c"))]
    made = {rule.id: rule.review.state for rule in carry_over(news, make_ruleset(old))}
    assert made == {"common.duty.a": "stale", "common.duty.b": "draft", "common.duty.c": "draft"}


def test_an_edit_moves_with_its_words(make_rule: Any, make_ruleset: Any) -> None:
    edit = Edit(rule_id=CAP, value=make_rule(CAP, {"max": 9}).value, **TANAKA)
    ruleset = decide(make_ruleset(make_rule(CAP, {"max": 1}, quote="上限は1円とする。", at="2(1)")), [edit]).ruleset
    (kept,) = carry_over((make_rule(CAP, {"max": 1}, quote="上限は1円とする。", at="3(1)"),), ruleset)
    assert (kept.review.state, kept.value.model_dump()["max"], kept.review.carried) == ("edited", 9, "moved")


def test_a_change_by_hand_stands_and_gets_what_the_tool_says_beside_it(make_rule: Any, make_ruleset: Any) -> None:
    said = make_rule(CAP, {"max": 1})
    by_hand = noticed(make_rule(CAP, {"max": 7}, review=Review(said=basis_of(said))))
    assert by_hand.review.state == "edited"
    (kept,) = carry_over((said,), make_ruleset(by_hand))
    assert (kept.review.state, kept.value, kept.extracted.value if kept.extracted else None) == ("edited", by_hand.value, said.value)
    (stale,) = carry_over((make_rule(CAP, {"max": 2}),), make_ruleset(by_hand))
    assert (stale.review.state, stale.review.was, stale.value) == ("stale", "edited", by_hand.value)


def test_a_rule_that_a_person_made_stands_while_its_words_do(make_rule: Any, make_ruleset: Any) -> None:
    own = decided(duty(make_rule), "edited")
    ruleset = make_ruleset(own)
    text = "".join(WORDS.split())
    assert carry_over((), ruleset, texts={"koubo": f"前{text}後"}) == (own,)
    assert carry_over((), ruleset, texts={"koubo": None}) == (own,)
    assert carry_over((), ruleset, texts={"other": text}) == (own,)
    assert carry_over((), ruleset) == (own,)
    (gone,) = carry_over((), ruleset, texts={"koubo": "別の文"})
    assert (gone.review.state, gone.review.was) == ("stale", "edited")
    (found,) = carry_over((duty(make_rule, "帳簿を保存すること。", "別表"),), ruleset, texts={"koubo": text})
    assert (found.review.state, found.review.by) == ("edited", "tanaka")


def test_comments_on_an_undecided_rule_stay(make_rule: Any, make_ruleset: Any) -> None:
    ruleset = decide(make_ruleset(duty(make_rule)), [AddComment(rule_id=DUTY, text="要確認", **TANAKA)]).ruleset
    (kept,) = carry_over((duty(make_rule, at="第9条2"),), ruleset)
    assert (kept.review.state, kept.review.comments[0].text) == ("draft", "要確認")
    (gone,) = carry_over((), ruleset)
    assert (gone.review.state, gone.review.was, gone.review.comments[0].text) == ("stale", None, "要確認")


def test_the_first_of_two_reviewers_is_not_forgotten(make_rule: Any, make_ruleset: Any) -> None:
    ruleset = decide(make_ruleset(duty(make_rule), reviewers=2), [Approve(rule_id=DUTY, **TANAKA)]).ruleset
    (moved,) = carry_over((duty(make_rule, at="第9条2"),), ruleset)
    assert (moved.review.state, moved.review.was, moved.review.by) == ("draft", "approved", "tanaka")
    (stale,) = carry_over((duty(make_rule, WORDS + "ただし書"),), ruleset)
    (back,) = carry_over((duty(make_rule),), make_ruleset(stale, reviewers=2))
    assert (stale.review.state, back.review.state, back.review.was) == ("stale", "draft", "approved")


def test_the_next_edition_takes_over_what_holds_and_shows_what_does_not(make_rule: Any, make_ruleset: Any) -> None:
    rates = [
        make_rule(f"tsujo.subsidy_rate.{name}", {"rate": rate}, quote=f"{name}の補助率は{rate}以内", at="3(1)")
        for name, rate in (("a", "1/2"), ("b", "2/3"))
    ]
    gone = make_rule("tsujo.subsidy_rate.c", {"rate": "3/4"}, quote="この枠だけにある特別な補助率は3/4以内とする。", at="9")
    previous = make_ruleset(*map(decided, (*rates, gone)))
    new = [
        rates[0].model_copy(update={"evidence": (rates[0].evidence[0].model_copy(update={"at": "4(1)", "page": 9}),)}),
        make_rule("tsujo.subsidy_rate.b", {"rate": "3/5"}, quote="bの補助率は3/5以内", at="4(1)"),
    ]
    first, second = carry_over(new, None, previous)
    assert (first.review.state, first.review.by, first.review.edition, first.review.carried) == ("approved", "tanaka", "2025", "moved")
    assert (second.review.state, second.review.by, second.review.edition, second.review.carried) == ("draft", None, "2025", "reworded")
    assert second.before is not None
    assert second.before.quote == rates[1].evidence[0].quote
    mine = make_ruleset(first, second)
    for _ in range(2):  # what was opened again here stays open in every later run
        mine = decide(mine, [Reopen(rule_id=first.id, by="sato", at="2026-05-01")]).ruleset if mine.rules[0].review.by else mine
        mine = make_ruleset(*carry_over(new, mine, previous))
        assert mine.rules[0].review.state == "draft"


def test_what_was_decided_after_the_next_edition_was_made_reaches_it_in_its_next_run(make_rule: Any, make_ruleset: Any) -> None:
    rate = make_rule("tsujo.subsidy_rate.a", {"rate": "1/2"}, quote="補助率は1/2以内とする。", at="3(1)")
    mine = make_ruleset(*carry_over([rate], None, make_ruleset(rate)))
    assert mine.rules[0].review.state == "draft"
    (reached,) = carry_over([rate], mine, make_ruleset(decided(rate)))
    assert (reached.review.state, reached.review.by, reached.review.edition) == ("approved", "tanaka", "2025")


def test_decisions_on_figures_go_with_their_words() -> None:
    def entry(state: str, quote: str = "審査には30分ほどかかります。") -> LedgerEntry:
        return LedgerEntry(source="koubo", page=4, quote=quote, figure="30分", review=LedgerReview(state=state, note="目安", **TANAKA))

    (kept,) = carry_ledger([entry("no_rule")], {"koubo": "審査には30分ほどかかります。"})
    assert kept == entry("no_rule")
    (gone,) = carry_ledger([kept], {"koubo": "審査には60分ほどかかります。"})
    assert (gone.review.state, gone.review.was) == ("stale", "no_rule")
    assert carry_ledger([gone], {"koubo": "審査には30分ほどかかります。"}) == (kept,)
    (moved,) = carry_ledger([kept], {"reprint": "審査には30分ほどかかります。"})
    assert moved.source == "reprint"
    assert carry_ledger([kept], {}) == (kept,)
    texts = {"new": "審査には30分ほどかかります。"}
    assert [one.review.edition for one in carry_ledger([kept, entry("rule")], texts, "2025")] == ["2025"]


def test_the_part_that_a_published_set_quotes_becomes_the_whole_passage_again() -> None:
    def entry(quote: str) -> LedgerEntry:
        return LedgerEntry(source="koubo", page=4, quote=quote, figure="30分", review=LedgerReview(state="no_rule", note="目安", **TANAKA))

    def quotes(*passages: str) -> list[str]:
        lines = "".join(passages)
        (kept,) = carry_ledger([entry("審査には 30分ほど")], {"koubo": "\0".join((*passages, lines))})
        assert kept.review.state == "no_rule"
        return [kept.quote]

    assert quotes("なお、審査には30分ほどかかります。", "受付は9時からです。") == ["なお、審査には30分ほどかかります。"]
    # of two passages nobody knows which one was meant; a passage of its own is whole; what no passage holds stays
    assert quotes("審査には30分ほどかかります。", "再審査には30分ほどかかります。") == ["審査には 30分ほど"]
    assert quotes("審査には30分ほど", "再審査には30分ほどかかります。") == ["審査には 30分ほど"]
    assert quotes("審査には", "30分ほどかかります。") == ["審査には 30分ほど"]


def test_another_document_that_says_the_same_changes_nothing(make_rule: Any, make_ruleset: Any) -> None:
    old = decided(duty(make_rule))
    other = duty(make_rule, "帳簿を5年間保存すること。", "4(カ)").evidence[0].model_copy(update={"source": "guideline"})
    both = duty(make_rule).model_copy(update={"evidence": (other, *old.evidence)})
    (kept,) = carry_over((both,), make_ruleset(old))
    assert (kept.review, kept.evidence) == (old.review, (*old.evidence, other))
    moved = duty(make_rule, at="第9条2")
    (kept,) = carry_over((moved.model_copy(update={"evidence": (other, *moved.evidence)}),), make_ruleset(old))
    assert (kept.review.state, kept.review.carried, kept.evidence) == ("approved", "moved", (*moved.evidence, other))


def test_a_sentence_that_is_read_as_another_kind_now_is_pointed_to(make_rule: Any, make_ruleset: Any) -> None:
    new = make_rule("common.requirement.records", {"topic": "record_keeping"}, quote=WORDS, at="第8条2")
    made = {rule.id: rule.review for rule in carry_over((new,), make_ruleset(decided(duty(make_rule))))}
    assert (made[DUTY].carried, made[DUTY].like, made["common.requirement.records"].state) == ("lookalike", new.id, "draft")


def referring(make_rule: Any, article: int, reference: int) -> Rule:
    quote = f"第{reference}条の規定に基づき取り消された者は、補助金を返還しなければならない。"
    return duty(make_rule, quote, f"第{article}条", f"common.duty.第{reference}条の規定", f"第{reference}条の規定に基づく返還")


@pytest.mark.parametrize(("reference", "state"), [(13, "approved"), (21, "approved"), (14, "stale"), (22, "stale")])
def test_a_reference_follows_the_articles_or_is_another_sentence(make_rule: Any, make_ruleset: Any, reference: int, state: str) -> None:
    old = [duty(make_rule, at=f"第{n}条", name=f"common.duty.{n}", topic=str(n)) for n in (5, 9, 20)]
    new = [duty(make_rule, at=f"第{n}条", name=f"common.duty.{n - (n > 8)}", topic=str(n - (n > 8))) for n in (5, 10, 21)]
    before, after = referring(make_rule, 15, 20 if reference > 20 else 12), referring(make_rule, 16, reference)
    made = carry_over([*new, after], make_ruleset(*map(decided, (*old, before))))
    assert {rule.review.state for rule in made if "第" in rule.id} - {"draft"} == {state}
    assert [rule.review.carried for rule in made if rule.id == "common.duty.9"] == ["moved"]


def test_the_same_sentence_read_anew_goes_back_to_review_as_one_rule(make_rule: Any, make_ruleset: Any) -> None:
    quote = "上記（ア）の要件を満たしていることが必要となる。"
    old = make_rule("tsujo.requirement.old_words", {"topic": "old_words"}, quote=quote, at="2-2(3)(イ)")
    old = old.model_copy(update={"review": Review(state="approved", by="tanaka", at="2026-04-02", basis=basis_of(old))})
    new = make_rule("tsujo.requirement.new_words", {"topic": "new_words"}, quote=quote, at="2-2(3)(イ)")
    (rule,) = carry_over((new,), make_ruleset(old))
    assert (rule.review.state, rule.review.carried, rule.before is not None) == ("stale", "reworded", True)


def test_articles_that_other_documents_cite_first_are_followed_too(make_rule: Any, make_ruleset: Any) -> None:
    def set_of(article: str) -> tuple[Rule, ...]:
        first = make_rule("common.requirement.wages", {"topic": "wages"}, quote="賃金を引き上げる計画を表明していること。", at="2-1(1)")
        again = first.evidence[0].model_copy(update={"at": f"第{article}条2", "quote": "賃金を引き上げる計画を従業員に表明すること。"})
        quote = f"第{article}条に規定する計画の結果を報告しなければならない。"
        return first.model_copy(update={"evidence": (*first.evidence, again)}), duty(make_rule, quote=quote, at="第12条", topic="report")

    before = tuple(decided(rule) for rule in set_of("9"))
    after = {rule.id: rule.review for rule in carry_over(set_of("１０"), make_ruleset(*before))}
    assert (after[DUTY].state, after[DUTY].carried) == ("approved", "moved")
