"""A new extraction + earlier decisions → rules that keep every decision: carried, moved, reworded, orphaned, or refused to a lookalike.

Nothing that a person decided or wrote is lost, and nothing is given to a rule that only looks like the one that it was decided on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_rules.model.basis import basis_of, value_data, when_data
from subsidy_rules.model.rule import Extracted, Review, Rule, RuleSet, State
from subsidy_rules.review.by_hand import is_changed_by_hand
from subsidy_rules.review.on_rules import is_own
from subsidy_rules.review.pairing import How, claim_of, is_known, looks_like, pair_rules, with_decided_first
from subsidy_rules.review.pending import DECIDED, pending
from subsidy_rules.review.rejected import reject_again

NOT_FOUND = "not found in the latest extraction"
Texts = Mapping[str, str | None]
NO_TEXTS: Texts = {}


def carry_over(
    rules: Sequence[Rule], earlier: RuleSet | None, previous: RuleSet | None = None, texts: Texts = NO_TEXTS
) -> tuple[Rule, ...]:
    """The rules with the decisions that were taken on them, sorted by id.

    A decision whose basis holds is kept, also where the rule's id, page or clause number has changed. Where it broke, the rule is `stale`,
    the decision beside it (`was`, `by`, `at`, and `before`: what it was taken on). A decided rule that is not found any more stays with its
    old evidence: rejected as it was, others stale. What a person said in an edited rule outranks what is read now. Of a set that
    was migrated, whose quotes version 1 had cut, a decision holds where the same is said in a quote that goes on.

    Args:
        earlier: the former set of this edition.
        previous: the set of the edition that this one follows; rules that nobody decided on in this edition take its decisions over where
            these hold, also those that were taken since this edition was made last. Rules that are worded anew are drafts, with what stood
            there before; what is gone is left to its edition, and what was opened again here stays open.
        texts: source id → all text of its document without blanks, None where it is not at hand: a rule that a person made stands while its
            quote does. Empty: nothing is known of the documents.
    """
    known_sets = [known for known in (previous, earlier) if known is not None]
    before = [rule for known in known_sets for rule in known.rules if _is_remembered(rule)]
    rules = with_decided_first(rules, before, (entry.basis for known in known_sets for entry in known.rejected))
    found = {rule.id: rule for rule in rules}
    if previous is not None:
        opened = {rule.id: rule.review.edition for rule in earlier.rules if _is_opened(rule)} if earlier is not None else {}
        known = {rule.id for rule in earlier.rules if _is_remembered(rule)} if earlier is not None else set()
        found |= {rule.id: rule for rule in _from_previous([rule for rule in rules if rule.id not in known | set(opened)], previous)}
        found |= {name: _of_edition(found[name], edition) for name, edition in opened.items() if name in found}
    if earlier is not None:
        remembered = [rule for rule in earlier.rules if _is_remembered(rule)]
        if earlier.migrated is not None:
            remembered = [_with_whole_quote(old, rules) for old in remembered]
        pairs, left = pair_rules(rules, remembered)
        for old, new, how in ((pair.old, pair.new, pair.how) for pair in pairs):
            if old.review.said == basis_of(found[new]):
                # as it was published, its quotes cut: nothing new was read of it, and what was decided on cannot be told from parts
                found[new] = _named_as(found[new].model_copy(update={"review": old.review}), old)
            else:
                found[new] = _taken(found[new], old, "carried" if _stands(old, texts) else how, earlier.reviewers)
        taken = {pair.new for pair in pairs}
        found |= {name: reject_again(rule, earlier) for name, rule in found.items() if name not in taken}
        free = [rule for name, rule in found.items() if name not in taken]
        for old in left:
            rule = old if _stands(old, texts) else _vanished(old, free)
            while rule.id in found:  # the id went to another rule meanwhile
                rule = rule.model_copy(update={"id": f"{rule.id}.former"})
            found[rule.id] = rule
    return tuple(sorted(found.values(), key=lambda rule: rule.id))


def is_orphan(review: Review) -> bool:
    """Whether the rule was not found any more when its set was made last."""
    return review.carried in ("orphaned", "lookalike") or review.note == NOT_FOUND


def decision_of(rule: Rule) -> State | None:
    """What a person decided on the rule; a stale rule, or one that waits for its second reviewer, remembers it in `was`."""
    state = rule.review.state if rule.review.state in DECIDED else rule.review.was
    return state if state in DECIDED else None


def _is_remembered(rule: Rule) -> bool:
    return decision_of(rule) is not None or bool(rule.review.comments or rule.review.note)


def _is_opened(rule: Rule) -> bool:
    """Whether a decision of an earlier edition was taken back on it."""
    return rule.review.edition is not None and rule.review.carried is None and decision_of(rule) is None


def _of_edition(rule: Rule, edition: str | None) -> Rule:
    return rule.model_copy(update={"review": rule.review.model_copy(update={"edition": edition})})


def _stands(old: Rule, texts: Texts) -> bool:
    """Whether it is a rule that a person made, and its words still stand in a document, as far as that is known."""
    if not is_own(old) or is_changed_by_hand(old) or decision_of(old) is None:
        return False
    first = old.evidence[0]
    words = "".join(first.quote.split())
    return not texts or texts.get(first.source, "") is None or any(text is not None and words in text for text in texts.values())


def _taken(rule: Rule, old: Rule, how: How, reviewers: int) -> Rule:
    """The new rule with what was decided and written on the old one."""
    decision = decision_of(old)
    kept = old.review.model_copy(update={"note": _note(old.review), "carried": None, "like": None, "said": None})
    if decision is None:
        note = kept.note or rule.review.note
        return rule.model_copy(update={"review": rule.review.model_copy(update={"note": note, "comments": kept.comments})})
    if how == "reworded":
        # sources that disagree need a person more than a value that moved
        state: State = "conflict" if rule.review.state == "conflict" else "stale"
        review = kept.model_copy(update={"state": state, "was": decision, "carried": "reworded"})
        edited = _with_edit(rule, old, decision).model_copy(update={"review": review, "before": claim_of(old) if is_known(old) else None})
        return _named_as(edited, old)
    waits = pending(old.review) or (reviewers > 1 and old.review.first is None)
    state = "draft" if waits else decision
    update = {"state": state, "was": decision if waits else None, "basis": basis_of(rule), "carried": "moved" if how == "moved" else None}
    return _named_as(_with_edit(rule, old, decision).model_copy(update={"review": kept.model_copy(update=update)}), old)


def _named_as(rule: Rule, old: Rule) -> Rule:
    """The rule with the labels that a person gave the old one, where it says the same."""
    if (value_data(rule.value), when_data(rule.when)) != (value_data(old.value), when_data(old.when)):
        return rule.model_copy(update={"review": rule.review.model_copy(update={"named": ()})})
    named = old.review.named
    if not named:
        return rule
    return rule.model_copy(update={"label": old.label if "ja" in named else "", "label_en": old.label_en if "en" in named else ""})


def _with_edit(rule: Rule, old: Rule, decision: State) -> Rule:
    """Of an edited rule: with the value that a person gave it, what the tool says now beside it."""
    if decision != "edited":
        return rule
    update: dict[str, object] = {"value": old.value, "when": old.when, "extracted": Extracted(value=rule.value, when=rule.when)}
    mine = value_data(old.value), when_data(old.when)
    chosen = next((one for one in rule.readings if (value_data(one.value), when_data(one.when)) == mine), None)
    if chosen is not None:
        update["evidence"] = chosen.evidence
    return rule.model_copy(update=update)


def _from_previous(rules: Sequence[Rule], previous: RuleSet) -> list[Rule]:
    """Rules that are new to this edition, with the decisions of the edition before that hold."""
    decided = [rule for rule in previous.rules if rule.review.state in DECIDED and not is_own(rule)]
    pairs, _ = pair_rules(rules, decided)
    taken_up = {pair.new for pair in pairs}
    new = {rule.id: rule if rule.id in taken_up else reject_again(rule, previous, previous.edition) for rule in rules}
    for pair in pairs:
        rule, edition = new[pair.new], pair.old.review.edition or previous.edition
        if pair.how == "reworded":
            review = rule.review.model_copy(update={"carried": "reworded", "edition": edition})
            new[pair.new] = rule.model_copy(update={"review": review, "before": claim_of(pair.old)})
        else:
            taken = _taken(rule, pair.old, pair.how, previous.reviewers)
            new[pair.new] = taken.model_copy(update={"review": taken.review.model_copy(update={"edition": edition})})
    return list(new.values())


def _vanished(old: Rule, rules: Sequence[Rule]) -> Rule:
    decision, like = decision_of(old), looks_like(old, rules)
    update: dict[str, object] = {"said": None, "carried": "lookalike" if like else "orphaned", "like": like}
    if decision == "rejected":
        return old.model_copy(update={"review": old.review.model_copy(update={**update, "state": "rejected", "was": None})})
    update |= {"state": "stale", "was": decision, "note": old.review.note or NOT_FOUND}
    return old.model_copy(update={"review": old.review.model_copy(update=update)})


def _with_whole_quote(old: Rule, rules: Sequence[Rule]) -> Rule:
    """A decided rule, its basis that of the rule that says the same in a quote of which its own is a part."""
    if old.review.basis != basis_of(old):
        return old
    first, words = old.evidence[0], "".join(old.evidence[0].quote.split())
    for rule in rules:
        quote = rule.evidence[0].quote
        if rule.kind == old.kind and words in "".join(quote.split()):
            whole = first.model_copy(update={"quote": quote, "at": rule.evidence[0].at})
            basis = basis_of(old.model_copy(update={"evidence": (whole, *old.evidence[1:])}))
            if basis == basis_of(rule):
                return old.model_copy(update={"review": old.review.model_copy(update={"basis": basis})})
    return old


def _note(review: Review) -> str | None:
    return None if review.note == NOT_FOUND else review.note
