"""New rules and rules with decisions → which of them are the same, and how far: the surest pairs first."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from subsidy_rules.model.basis import basis_of, digest, value_data, when_data
from subsidy_rules.model.rule import Before, Rule
from subsidy_rules.review.alike import alike_pairs
from subsidy_rules.review.by_hand import is_changed_by_hand
from subsidy_rules.review.on_rules import is_own
from subsidy_rules.review.references import Renumbered, in_half_width

How = Literal["carried", "moved", "reworded"]

# Of 100: quotes that have less in common are not the same sentence, whatever id they share; from the second on another rule looks like it.
_SAME_SENTENCE, _LOOKS_ALIKE = 60, 80
_TELLING = 8  # characters of a quote that tell a rule from others wherever it stands
_DIGITS = re.compile(r"\d+")
# a path of labels: 2-1-1(2)(ク)一, 第3条第2項, 別紙1(8), ①, ※; what is no label is a heading or a header, which says what the rule is about
_LABELS = re.compile(
    r"(?:別紙|別表|別添|附則|付則|様式|第?[\d０-９一二三四五六七八九十百]+(?:条|項|号|章|節|部|款)?(?:の[\d０-９一二三四五六七八九十]+)?"
    r"|[ァ-ヶｱ-ﾝa-zａ-ｚA-ZＡ-Ｚ]|[ivxIVXⅰ-ⅹⅠ-Ⅻ①-⑳㉑-㊿㈠-㈩]+|[-－‐–.．、・,)）(（\]\[〔〕\s●○◆◇■□※＊*注]+)*+"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule with a decision and the new rule that it is, by id."""

    old: Rule
    new: str
    how: How


def pair_rules(rules: Sequence[Rule], decided: Sequence[Rule]) -> tuple[tuple[Pair, ...], tuple[Rule, ...]]:
    """The pairs, and the rules with decisions that no new rule is the same as.

    carried: the fingerprint of what was decided on holds. moved: the same is said in the same words at another page or clause number;
    references to articles that were numbered anew are the same words.
    reworded: the same rule in other words, with another value or under another heading; the same sentence, read anew, where the document
    has one rule of it; or a sentence that is much alike, whatever id, place and value it has now.
    """
    desk = _Desk({rule.id: rule for rule in rules}, list(decided))
    desk.pair("carried", lambda old: (old.id, old.review.basis), lambda new: (new.id, basis_of(new)))
    desk.pair("carried", lambda old: old.review.basis, basis_of)
    desk.pair("moved", _own_words, lambda new: (new.id, _words(claim_of(new), new)))
    desk.pair("moved", _telling_words, lambda new: _words(claim_of(new), new))
    moved = Renumbered(desk.places())
    desk.pair("moved", lambda old: moved.now(_said_of_old(old)), lambda new: in_half_width(_said(claim_of(new), new)))
    desk.pair("reworded", lambda old: old.id, lambda new: new.id, _same_sentence)
    desk.pair("reworded", _sentence_of_old, lambda new: _sentence(claim_of(new), new))
    desk.pair_alike()
    return tuple(desk.pairs), tuple(desk.left)


def with_decided_first(rules: Sequence[Rule], decided: Sequence[Rule], rejected: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules, each with the piece of evidence first that a decision was taken on, where it still is among its evidence.

    Another document that says the same may have come before it, which changes nothing of what was decided. `rejected` are fingerprints of
    rules that stand in no set any more.
    """
    bases = {*(old.review.basis for old in decided), *rejected}
    words = {key for old in decided if (key := _own_words(old)) is not None}
    if not bases and not words:
        return tuple(rules)
    return tuple(_decided_first(rule, bases, words) if len(rule.evidence) > 1 and not rule.readings else rule for rule in rules)


def _decided_first(rule: Rule, bases: Collection[str | None], words: Collection[tuple[str, str]]) -> Rule:
    alone = [rule.model_copy(update={"evidence": (one,)}) for one in rule.evidence]
    held = next((one for one in alone if basis_of(one) in bases), None)
    held = held or next((one for one in alone if (rule.id, _words(claim_of(one), one)) in words), None)
    if held is None:
        return rule
    first = held.evidence[0]
    return rule.model_copy(update={"evidence": (first, *(one for one in rule.evidence if one is not first))})


def claim_of(rule: Rule) -> Before:
    """What the tool said of a rule, or of one that is stale, what was decided on."""
    if rule.before is not None:
        return rule.before
    first = (rule.readings[0] if rule.readings else rule).evidence[0]
    said = rule.extracted or rule
    return Before(value=said.value, when=said.when, at=first.at, quote=first.quote)


def is_known(old: Rule) -> bool:
    """Whether it is known what was decided on: not of what was changed by hand, nor of what went stale before that was kept."""
    return not is_changed_by_hand(old) and (old.before is not None or old.review.basis == basis_of(old))


def looks_like(old: Rule, rules: Sequence[Rule]) -> str | None:
    """The id of the rule that could be taken for one that is not found any more; None where none could."""
    claim = claim_of(old)
    said = value_data(claim.value), when_data(claim.when)
    words = "".join(claim.quote.split())
    scores = []
    for rule in rules:
        same = rule.kind == old.kind and (value_data(rule.value), when_data(rule.when)) == said
        # the sentence may be read as another kind now
        held = any("".join(one.quote.split()) == words for one in rule.evidence)
        likeness = _likeness(claim.quote, rule.evidence[0].quote) if rule.kind == old.kind else 0.0
        if same or held or likeness >= _LOOKS_ALIKE or rule.id == old.id:
            scores.append((likeness + 100 * held + 30 * same + 10 * (rule.frame == old.frame), rule.id))
    return max(scores)[1] if scores else None


class _Desk:
    def __init__(self, rules: dict[str, Rule], left: list[Rule]) -> None:
        self._rules = rules
        self._free = dict(rules)
        self.left = left
        self.pairs: list[Pair] = []

    def places(self) -> Iterable[tuple[str, str]]:
        """Where each rule of a pair stood and stands now, also where it is said again in other documents."""
        for pair in self.pairs:
            new = self._rules[pair.new]
            yield claim_of(pair.old).at, claim_of(new).at
            now = {"".join(evidence.quote.split()): evidence.at for evidence in new.evidence}
            for evidence in pair.old.evidence:
                if (at := now.get("".join(evidence.quote.split()))) is not None:
                    yield evidence.at, at

    def pair(
        self,
        how: How,
        of_old: Callable[[Rule], Hashable],
        of_new: Callable[[Rule], Hashable],
        fits: Callable[[Rule, Rule], bool] = lambda old, new: True,
    ) -> None:
        """Pairs what has the same key, where neither side has several of it."""
        olds, news = _by_key(self.left, of_old), _by_key(self._free.values(), of_new)
        for key, (old, *others) in olds.items():
            new = news.get(key, [])
            if len(new) == 1 and not others and fits(old, new[0]):
                self.pairs.append(Pair(old, new[0].id, how))
                self.left.remove(old)
                del self._free[new[0].id]

    def pair_alike(self) -> None:
        """Pairs what is left with what is free, where the sentences are much alike."""
        olds = {old.id: old for old in self.left}
        claims = [(new, claim_of(new)) for new in self._free.values()]
        for old, new in alike_pairs([(one, claim_of(one)) for one in self.left], claims):
            self.pairs.append(Pair(olds[old], new, "reworded"))
            self.left.remove(olds[old])
            del self._free[new]


def _by_key(rules: Iterable[Rule], key: Callable[[Rule], Hashable]) -> dict[Hashable, list[Rule]]:
    found: dict[Hashable, list[Rule]] = defaultdict(list)
    for rule in rules:
        name = key(rule)
        if name is not None:
            found[name].append(rule)
    return found


def _words_of_old(old: Rule) -> str | None:
    """Fingerprint of what was decided on but for its place; None where what the tool had said is not known."""
    return _words(claim_of(old), old) if is_known(old) else None


def _own_words(old: Rule) -> tuple[str, str] | None:
    """The same with the id, which tells even short words from others unless they stand in a table without headers."""
    words = _words_of_old(old) if _LABELS.fullmatch(claim_of(old).at) else _telling_words(old)
    return None if words is None else (old.id, words)


def _telling_words(old: Rule) -> str | None:
    """The same where the words are long enough, or their headers say what they are about."""
    claim = claim_of(old)
    telling = len("".join(claim.quote.split())) >= _TELLING or _headers(claim.at)
    return _words_of_old(old) if telling else None


def _words(claim: Before, rule: Rule) -> str:
    return digest(_said(claim, rule))


def _said_of_old(old: Rule) -> str:
    return _said(claim_of(old), old) if is_known(old) else ""


def _sentence_of_old(old: Rule) -> tuple[str, ...] | None:
    return _sentence(claim_of(old), old)


def _sentence(claim: Before, rule: Rule) -> tuple[str, ...] | None:
    """The sentence that a rule was read from, with its kind and place; None of a few words, which may stand anywhere."""
    quote = "".join(claim.quote.split())
    return (rule.kind, rule.frame, claim.at, quote) if len(quote) >= _TELLING else None


def _said(claim: Before, rule: Rule) -> str:
    """All that a rule says but for its place, as JSON."""
    readings = [] if rule.before is not None else [[value_data(one.value), when_data(one.when)] for one in rule.readings]
    quote = "".join(claim.quote.split())
    data = [rule.kind, rule.frame, value_data(claim.value), when_data(claim.when), quote, _about(claim.at), readings]
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _about(at: str) -> str:
    """What a place says beside numbers: the headers of a cell, a heading; "" for labels alone."""
    return "" if _LABELS.fullmatch(at) else _DIGITS.sub("", at)


def _headers(at: str) -> str:
    """The headers of a cell without the number of its table; "" where there are none."""
    return _about(at).removeprefix("表").strip()


def _same_sentence(old: Rule, new: Rule) -> bool:
    """Whether a rule of the same id is the same rule: its words are much the same, or it stands where the old one stood.

    A person may have quoted other words of the same matter for a rule of their own.
    """
    if is_own(old):
        return True
    claim, first = claim_of(old), (new.readings[0] if new.readings else new).evidence[0]
    return (
        claim.at == first.at
        or bool(_headers(claim.at) and _headers(claim.at) == _headers(first.at))
        or _likeness(claim.quote, first.quote) >= _SAME_SENTENCE
    )


def _likeness(a: str, b: str) -> float:
    from rapidfuzz import fuzz

    return fuzz.ratio("".join(a.split()), "".join(b.split()))
