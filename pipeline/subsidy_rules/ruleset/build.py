"""Candidates → rules: what agrees becomes one rule with several pieces of evidence, what disagrees a conflict with all readings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from subsidy_rules import __version__
from subsidy_rules.kinds.confidence import CONFLICT, PICTURE_CEILING, together
from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.messages.message import LANGS, noted
from subsidy_rules.model.basis import condition_data, holds_unread, value_data
from subsidy_rules.model.document import Evidence, Source
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.programme import Programme
from subsidy_rules.model.rule import UNREAD_CEILING, Candidate, Condition, FrameName, Leaf, Reading, Review, Rule, RuleSet, Unread, Value
from subsidy_rules.review.carry_over import NO_TEXTS, Texts, carry_over
from subsidy_rules.review.ledger import carry_ledger
from subsidy_rules.review.rejected import still_listed
from subsidy_rules.ruleset.alike import told_alike
from subsidy_rules.ruleset.carried_ids import carry_ids
from subsidy_rules.ruleset.floors import floors_apart
from subsidy_rules.ruleset.ids import rule_id
from subsidy_rules.wording.rules import when_words

_AUTHORITY = {"official": 0, "delegated": 1, "secondary": 2}
_QUALIFIERS = {"min_exclusive": "min", "max_exclusive": "max"}
_NAMED_BY_KIND = frozenset({"subsidy_amount", "subsidy_rate"})  # their values are figures
_LABELS: Mapping[Lang, str] = {"ja": "label", "en": "label_en"}
_REMARKS = frozenset({"max_formula", "sum_of"})  # say more of the same value
_PARTS = frozenset({"min", "max", "per"})  # one place may say them, another leave them out
_LOOSE = _PARTS | _QUALIFIERS.keys() | _REMARKS
_Said = Mapping[str, Any]  # the data of a value


def build_ruleset(
    programme: Programme,
    edition: str,
    sources: Sequence[Source],
    candidates: Sequence[Candidate],
    earlier: RuleSet | None,
    previous: RuleSet | None = None,
    texts: Texts = NO_TEXTS,
) -> RuleSet:
    """The rule set of one edition, rules sorted by id.

    `earlier` is the former set of the same edition, `previous` that of the edition which this one follows: ids and decisions are carried
    over. `texts` is all text of each document without blanks, by source id, None where it is not at hand.
    """
    ranked = sorted(sources, key=_rank)
    order = {source.id: position for position, source in enumerate(ranked)}
    groups: dict[str, list[Candidate]] = {}
    for candidate in told_alike(candidates, order):
        groups.setdefault(rule_id(candidate), []).append(candidate)
    ranked_groups = {name: sorted(group, key=lambda c: _place(c, order)) for name, group in groups.items()}
    parted = [pair for name, group in ranked_groups.items() for pair in floors_apart(name, group)]
    apart = [pair for name, group in parted for pair in _told_apart(name, group)]
    made = [_rule(name, group) for name, group in sorted(apart)]
    rules, renamed = carry_ids(made, earlier, previous)
    described = programme.edition(edition)
    before = earlier or previous
    carried = carry_over(rules, earlier, previous, texts)
    return RuleSet(
        programme=programme.id,
        edition=edition,
        title=described.title or f"{programme.name} {edition}",
        budget=described.budget,
        administrator=described.administrator or programme.administrator,
        extractor=f"subsidy-rules {__version__}",
        frames=tuple(FrameName(id=f.id, name=f.name_in(edition)) for f in programme.frames_of(edition)),
        sources=tuple(ranked),
        renamed=tuple(dict.fromkeys((*(earlier.renamed if earlier is not None else ()), *renamed))),
        rules=with_labels(carried),
        reviewers=before.reviewers if before is not None else 1,
        ledger=carry_ledger(before.ledger, texts, None if earlier is not None else before.edition) if before is not None else (),
        rejected=still_listed(earlier, carried),
    )


def _rank(source: Source) -> tuple[int, str, str]:
    """Official before secondary, later printings before earlier ones."""
    return _AUTHORITY[source.authority], _descending(source.published or ""), source.id


def _descending(text: str) -> str:
    return "".join(chr(0x10FFFF - ord(char)) for char in text) or chr(0x10FFFF)


def _place(candidate: Candidate, order: Mapping[str, int]) -> tuple[int, int, float, float]:
    first = candidate.evidence[0]
    return order.get(first.source, len(order)), first.page or 0, -candidate.confidence, first.bbox[1] if first.bbox else 0.0


def _rule(name: str, group: Sequence[Candidate]) -> Rule:
    """One rule from all candidates with its id, best source first."""
    readings = _readings(group)
    first = readings[0]
    value, when = _fullest(first)
    return Rule(
        id=name,
        kind=first[0].kind,
        frame=first[0].frame,
        label=label_of(first[0].kind, value, when, "ja"),
        label_en=label_of(first[0].kind, value, when, "en"),
        value=value,
        when=when,
        evidence=_evidence(first),
        confidence=_capped(_confidence(first) if len(readings) == 1 else round(_confidence(first) * CONFLICT, 2), value, when),
        reasons=tuple(dict.fromkeys(r for c in first for r in c.reasons)),
        review=Review(state="draft" if len(readings) == 1 else "conflict"),
        readings=() if len(readings) == 1 else tuple(_reading(r) for r in readings),
    )


def _told_apart(name: str, group: Sequence[Candidate]) -> Iterator[tuple[str, Sequence[Candidate]]]:
    """The candidates of one id by rule: values of one document under limits in other words, none of them understood, are no conflict.

    There the words of the limits are a part of the id. Nor are a value in a case and the one outside of it.
    """
    outside = _outside(group)
    if 0 < len(outside) < len(group):
        yield from _told_apart(name, [candidate for candidate in group if candidate not in outside])
        yield from _told_apart(rule_id(outside[0], denials=True), outside)
        return
    by_words: dict[frozenset[str], list[Candidate]] = {}
    for candidate in group:
        by_words.setdefault(frozenset(node.unread for node in candidate.when if isinstance(node, Unread)), []).append(candidate)
    several = len(by_words) > 1 and all(by_words) and len({c.evidence[0].source for c in group}) == 1
    if not several or len(_readings(group)) == 1 or any(len(_readings(part)) > 1 for part in by_words.values()):
        yield name, group
        return
    yield from ((rule_id(part[0], unread_words=True), part) for part in by_words.values())


def _outside(group: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of one id that hold outside of a case in which others of them do: 1以上(…の場合は4以上) states two rules."""
    states = [
        {(leaf.fact, leaf.of, leaf.value) for leaf in c.when if isinstance(leaf, Leaf) and isinstance(leaf.value, bool)} for c in group
    ]
    inside = {(fact, of) for own in states for fact, of, value in own if value is True}
    return [c for c, own in zip(group, states, strict=True) if any(value is False and (fact, of) in inside for fact, of, value in own)]


def _reading(group: Sequence[Candidate]) -> Reading:
    value, when = _fullest(group)
    return Reading(value=value, when=when, evidence=_evidence(group))


def _readings(group: Sequence[Candidate]) -> list[list[Candidate]]:
    """The candidates of one id, those that agree together, in the order of the first of each."""
    readings: list[list[Candidate]] = []
    # by what must be the same, and by a part of their first value: two that agree say some part alike
    likely: dict[object, dict[int, tuple[list[_Said], list[Candidate]]]] = {}
    homes: dict[object, list[Candidate]] = {}  # who says the very same is at home with the first who did
    for candidate in group:
        said, core = value_data(candidate.value), _core(candidate.when)
        same = (repr(sorted(said.items())), core)
        if same in homes:
            homes[same].append(candidate)
            continue
        firm = sorted((key, repr(part)) for key, part in said.items() if key not in _LOOSE)
        parts = [(core, *firm, (key, repr(part))) for key, part in said.items() if key not in _REMARKS]
        near = {n: one for part in parts for n, one in likely.get(part, {}).items()}
        home = next((near[n] for n in sorted(near) if all(_agree(said, other) for other in near[n][0])), None)
        if home is None:
            home = ([], [])
            for part in parts:
                likely.setdefault(part, {})[len(readings)] = home
            readings.append(home[1])
        home[0].append(said)
        home[1].append(candidate)
        homes[same] = home[1]
    return readings


def _agree(x: _Said, y: _Said) -> bool:
    """Whether two values of one id say the same: no stated part contradicts.

    The same amount once with and once without what it is counted by (1者当たり) is one amount, told fully in one place.
    """
    shared = (x.keys() & y.keys()) - _REMARKS
    if any(x[key] != y[key] for key in shared) or not shared:
        return False
    for key in (x.keys() ^ y.keys()) - _REMARKS:
        bound = _QUALIFIERS.get(key)
        if bound is None and key not in _PARTS:
            return False
        if bound is not None and bound in shared:
            return False
    return True


def _core(when: Sequence[Condition]) -> frozenset[Any]:
    """Conditions as the contract compares them; a period or band that only one source repeats is no disagreement."""
    return frozenset((leaf.fact, leaf.op, leaf.value) if isinstance(leaf, Leaf) else leaf for leaf in when)


def _fullest(group: Sequence[Candidate]) -> tuple[Value, tuple[Condition, ...]]:
    """Value and conditions with all that the agreeing candidates state, the best source's first."""
    data: dict[str, Any] = {}
    for candidate in group:
        for key, part in value_data(candidate.value).items():
            data.setdefault(key, part)
    value = type(group[0].value).model_validate(data)
    when = max((c.when for c in group), key=lambda w: sum(len(node.model_dump(exclude_none=True)) for node in w))
    return value, when


def _evidence(group: Sequence[Candidate]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for candidate in group for e in candidate.evidence))


def _confidence(group: Sequence[Candidate]) -> float:
    """Independent places that agree make a reading surer, up to a ceiling; what was read from pictures adds nothing to what has letters."""
    best: dict[tuple[str, int | None, str], float] = {}
    in_letters = [candidate for candidate in group if not any(evidence.from_picture for evidence in candidate.evidence)]
    for candidate in in_letters or group:
        first = candidate.evidence[0]
        place = (first.source, first.page, first.at)
        best[place] = max(best.get(place, 0.0), candidate.confidence)
    sure = together(best.values())
    return sure if in_letters else min(sure, PICTURE_CEILING)


def _capped(confidence: float, value: Value, when: Sequence[Condition]) -> float:
    """A rule with a limit that nobody understood is never sure, however many places state it."""
    return min(confidence, UNREAD_CEILING) if holds_unread(value, when) else confidence


def with_labels(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules with labels that say their own value and conditions, also where a person changed them."""
    return tuple(_labelled(rule) if rule.extracted is not None or rule.review.named or not rule.label else rule for rule in rules)


def _labelled(rule: Rule) -> Rule:
    made = {_LABELS[lang]: label_of(rule.kind, rule.value, rule.when, lang) for lang in LANGS if lang not in rule.review.named}
    return rule.model_copy(update=made)


def label_of(kind: str, value: Value, when: Sequence[Condition], lang: Lang) -> str:
    """What a rule says, in a few words: its value, and when it holds in brackets."""
    what = value_words(kind, value_data(value), lang)
    if kind in _NAMED_BY_KIND:
        what = f"{kind_words(kind, lang)} {what}"
    return noted(what, when_words([condition_data(node) for node in when], lang), lang)
