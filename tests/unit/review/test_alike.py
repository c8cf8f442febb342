"""A sentence that got another number, condition and wording at once is the same rule, back in review with both texts."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.rule import Leaf, Review, Rule
from subsidy_rules.review.carry_over import carry_over
from subsidy_rules.review.outcome import outcome_of
from subsidy_rules.ruleset.carried_ids import carry_ids

TANAKA: dict[str, Any] = {"by": "tanaka", "at": "2026-04-02"}
OLD = "補助事業者は、導入した設備を他の者に貸し付け、又は譲り渡そうとするときは、事前に届け出て承認を受けなければならない。"
NEW = "補助事業者は、導入した設備を他の者に貸し付け、又は譲り渡そうとするときは、書面により事前に届け出て承認を受けなければならない。"
OTHER = "補助事業者は、事業の完了した日から三十日を経過した日までに、実績を記載した報告書を提出しなければならない。"


def duty(make_rule: Any, quote: str, at: str = "第12条", *when: Leaf) -> Rule:
    """A duty that no word list names: it is named in the words of its sentence."""
    topic = quote.removeprefix("補助事業者は、").removesuffix("。")
    rule: Rule = make_rule(f"common.duty.{topic}{'.x' * len(when)}", {"topic": topic}, when, quote=quote, at=at)
    return rule


def decided(rule: Rule, state: str = "approved") -> Rule:
    return rule.model_copy(update={"review": Review(state=state, basis=basis_of(rule), **TANAKA)})


LARGE = Leaf(fact="other", of="大きな設備の場合", op="eq", value=True)


@pytest.mark.parametrize("state", ["approved", "rejected"])
@pytest.mark.parametrize(("at", "when"), [("第12条", ()), ("第13条", ()), ("第13条", (LARGE,))])
def test_the_reworded_sentence_is_back_in_review(make_rule: Any, make_ruleset: Any, state: str, at: str, when: tuple[Leaf, ...]) -> None:
    old, new = duty(make_rule, OLD), duty(make_rule, NEW, at, *when)
    ruleset = make_ruleset(decided(old, state), decided(duty(make_rule, OTHER)))
    made = carry_over((new, duty(make_rule, OTHER)), ruleset)
    assert len(made) == 2
    back = next(rule for rule in made if rule.evidence[0].quote == NEW)
    assert (back.review.state, back.review.was, back.review.by, back.review.carried) == ("stale", state, "tanaka", "reworded")
    assert back.before is not None
    assert back.before.quote == OLD
    assert outcome_of(make_ruleset(*made)).reworded == (back.id,)


def test_its_id_goes_with_it(make_rule: Any, make_ruleset: Any) -> None:
    old = duty(make_rule, OLD)
    ((kept,), renamed) = carry_ids((duty(make_rule, NEW, "第13条", LARGE),), make_ruleset(decided(old)))
    assert (kept.id, kept.evidence[0].quote, renamed) == (old.id, NEW, ())


def test_what_is_as_like_to_two_is_guessed_of_neither(make_rule: Any, make_ruleset: Any) -> None:
    news = [duty(make_rule, OLD.replace("設備", word), "第13条", LARGE) for word in ("機械", "装置")]
    made = carry_over(news, make_ruleset(decided(duty(make_rule, OLD))))
    assert {(rule.review.state, rule.review.carried) for rule in made} == {("draft", None), ("stale", "lookalike")}


@pytest.mark.parametrize("change", [{"frame": "tsujo"}, {"kind": "requirement"}])
def test_another_frame_or_kind_is_another_rule(make_rule: Any, make_ruleset: Any, change: dict[str, str]) -> None:
    new = duty(make_rule, NEW, "第13条", LARGE).model_copy(update=change)
    made = carry_over((new,), make_ruleset(decided(duty(make_rule, OLD))))
    assert next(rule for rule in made if rule.id == new.id).review == Review()


def test_an_edition_later_it_is_a_draft_with_what_was_decided_on(make_rule: Any, make_ruleset: Any) -> None:
    new = duty(make_rule, NEW, "第13条", LARGE)
    (draft,) = carry_over((new,), None, make_ruleset(decided(duty(make_rule, OLD))))
    assert (draft.review.state, draft.review.carried, draft.review.edition) == ("draft", "reworded", "2025")
    assert draft.before is not None
    assert draft.before.quote == OLD
