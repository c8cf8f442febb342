"""A reviewed rule set → the set that is published: quotes cut to the value and its surroundings, held to their sentences by a fingerprint.

What is published is what people stand for. Of rejected rules there are the fingerprints, so that they do not come back; what the tool had
said of edited ones stays in the folder that was reviewed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from subsidy_rules.check.whole_quote import whole_of
from subsidy_rules.export.quoted_part import LONGEST, part_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.model.review import REVIEWED, LedgerEntry, RejectedRule
from subsidy_rules.model.rule import Candidate, Rule, RuleSet, Value
from subsidy_rules.ruleset.build import with_labels
from subsidy_rules.ruleset.ids import rule_id

_LONGEST_PART = 40  # characters between two dots of an id: more is a sentence of the document


def shortened(ruleset: RuleSet, frames: Collection[str] = (), published: RuleSet | None = None) -> RuleSet:
    """The set as it is published.

    Args:
        frames: the frames that are published, all where none is named; `common` always is.
        published: the set as it was published before, whose ids are kept.

    Raises:
        ReviewError: a rule of these frames is not decided on, or two rules would have one id.
    """
    where = Place(f"{ruleset.programme}/{ruleset.edition}")
    chosen = [rule for rule in ruleset.rules if not frames or rule.frame in (*frames, "common")]
    open_ones = [rule.id for rule in chosen if rule.review.state not in (*REVIEWED, "rejected")]
    if open_ones:
        raise ReviewError(
            where,
            message("{n} rules are not decided on, the first of them {id}.", n=len(open_ones), id=open_ones[0]),
            message("Nothing was published."),
            message("Decide on them with `subsidy-rules review`, or name the frames that are reviewed."),
        )
    known = {rule.review.basis: rule.id for rule in published.rules} if published is not None else {}
    kept = [(rule, known.get(rule.review.basis) or _id_of(rule)) for rule in chosen if rule.review.state in REVIEWED]
    ids = [name for _, name in kept]
    if twice := next((name for name in ids if ids.count(name) > 1), None):
        both = ", ".join(rule.id for rule, name in kept if name == twice)
        raise ReviewError(
            where,
            message("These rules would have the same id {id}: {ids}", id=twice, ids=both),
            message("Nothing was published."),
            message("Edit one of them so that it says what tells it from the other."),
        )
    names = {rule.id: name for rule, name in kept}
    made = ruleset.model_copy(
        update={
            "rules": with_labels([_rule(rule, name) for rule, name in kept]),
            "frames": tuple(frame for frame in ruleset.frames if not frames or frame.id in frames),
            "renamed": tuple(one for one in ruleset.renamed if one.new in set(ids)),
            "ledger": tuple(_entry(entry, names) for entry in ruleset.ledger),
            "rejected": _rejected(ruleset, chosen, frames),
        }
    )
    return _beside(made, published if frames else None)


def _beside(made: RuleSet, published: RuleSet | None) -> RuleSet:
    """The set with the frames that were published before and are not published anew, and the documents that these cite."""
    others = [] if published is None else [frame for frame in published.frames if frame.id not in {one.id for one in made.frames}]
    rules = [] if published is None else [rule for rule in published.rules if rule.frame in {frame.id for frame in others}]
    cited = {evidence.source for rule in rules for evidence in rule.evidence} - {source.id for source in made.sources}
    update: dict[str, object] = {"rules": tuple(sorted((*made.rules, *rules), key=lambda rule: rule.id))}
    if published is not None:
        update |= {
            "frames": (*made.frames, *others),
            "sources": (*made.sources, *(source for source in published.sources if source.id in cited)),
            "ledger": (*made.ledger, *(entry for entry in published.ledger if entry.source in cited)),
            "rejected": (*made.rejected, *(entry for entry in published.rejected if entry.frame in {frame.id for frame in others})),
        }
    return made.model_copy(update=update)


def _rejected(ruleset: RuleSet, chosen: Iterable[Rule], frames: Collection[str]) -> tuple[RejectedRule, ...]:
    """What is known of the rejected rules among the chosen ones, and of those that were so when an earlier set was published."""
    entries = [_rejection(rule) for rule in chosen if rule.review.state == "rejected"]
    entries += [entry for entry in ruleset.rejected if not frames or entry.frame in (*frames, "common")]
    return tuple(sorted(entries, key=lambda entry: (entry.frame, entry.kind, entry.source, entry.basis)))


def _rejection(rule: Rule) -> RejectedRule:
    review, said = rule.review, rule.readings[0] if rule.readings else rule.extracted or rule
    first = (rule.readings[0] if rule.readings else rule).evidence[0]
    return RejectedRule(
        kind=rule.kind, frame=rule.frame, source=first.source, basis=review.basis or basis_of(rule),
        quote=part_of(first.quote, said.value, rule.label),
        by=review.by, at=review.at, note=review.note, first=review.first, edition=review.edition,
    )  # fmt: skip


def _id_of(rule: Rule) -> str:
    """The id of a rule; of one that a person edited, or whose id holds a sentence, a new one of what it says now."""
    if rule.extracted is None and all(len(part) <= _LONGEST_PART for part in rule.id.split(".")):
        return rule.id
    first = rule.evidence[0]
    stated = Candidate(
        kind=rule.kind, frame=rule.frame, value=rule.value, when=rule.when, evidence=(first,), text=first.quote, start=0,
        end=len(first.quote), confidence=rule.confidence,
    )  # fmt: skip
    return rule_id(stated)


def _rule(rule: Rule, name: str) -> Rule:
    """The rule as it is published, with the fingerprint of it as it then stands."""
    said = rule.extracted or rule
    # a label is made anew of what the rule says now, but for what a person worded
    kept = rule.review.named
    labels = {"label": rule.label if "ja" in kept else "", "label_en": rule.label_en if "en" in kept else ""}
    evidence = _parts(rule.evidence, said.value, rule.label)
    update = {**labels, "id": name, "evidence": evidence, "readings": (), "extracted": None, "before": None}
    made = rule.model_copy(update=update)
    return made.model_copy(update={"review": rule.review.model_copy(update={"said": basis_of(made)})})


def _parts(evidence: Iterable[Evidence], value: Value, label: str) -> tuple[Evidence, ...]:
    return tuple(
        one if one.whole is not None or len(one.quote) <= LONGEST
        else one.model_copy(update={"quote": part_of(one.quote, value, label), "whole": whole_of(one.quote)})
        for one in evidence
    )  # fmt: skip


def _entry(entry: LedgerEntry, names: dict[str, str]) -> LedgerEntry:
    quote = entry.quote
    if len(quote) > LONGEST:
        at = max(0, quote.find(entry.figure)) if entry.figure else 0
        start = max(0, min(at - LONGEST // 4, len(quote) - LONGEST))
        quote = quote[start : start + LONGEST].strip()
    review = entry.review.model_copy(update={"rule": names.get(entry.review.rule or "", entry.review.rule)})
    return entry.model_copy(update={"quote": quote, "review": review})
