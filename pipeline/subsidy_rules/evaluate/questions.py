"""What is missing, what decides most first, as questions to the applicant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from subsidy_rules.evaluate.amounts import Amount
from subsidy_rules.evaluate.answer import Alternative, Judged, Missing, label_of
from subsidy_rules.evaluate.eligibility import constraint_of, topic_of
from subsidy_rules.messages.message import Said, Words, both, message
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import Leaf, Rule, Unread
from subsidy_rules.wording.rules import condition_words

_OF = {
    "industry": message("Which industry is it?"),
    "capital": message("How much is the capital?"),
    "employees": message("How many regular employees are there?"),
    "applicant_class": message("Which class of applicant is it (SME, small business, …)?"),
    "process_count": message("How many processes does the tool have?"),
    "function_count": message("How many functions does the tool have?"),
    "group_members": message("How many members does the group have?"),
    "past_award": message("Which subsidies were awarded before, and how long ago?"),
    "cost": message("How much are the eligible costs?"),
    "item": message("For which items is the cost?"),
    "requested_amount": message("How much subsidy is asked for?"),
}
_MOST = 1024
_SO = message("Is this so: {what}?")


@dataclass(slots=True)
class _Open:
    """What is known of one missing fact or topic while it is collected."""

    is_fact: bool
    question: Said
    rules: dict[str, Rule] = field(default_factory=dict)
    decides: set[str] = field(default_factory=set)
    span: int = 0


class Questions:
    """What is asked of applicants in one frame. What requirements and exclusions ask is kept: most applicants are asked the same."""

    def __init__(self, definitions: Sequence[Rule]) -> None:
        self._definitions = definitions
        self._kept: dict[object, tuple[tuple[Judged, ...], dict[str, _Open], dict[str, Missing]]] = {}

    def of(
        self,
        of_class: Sequence[str],
        of_money: Iterable[tuple[Leaf, Rule]],
        amount: Amount,
        found: Sequence[Judged],
        alternatives: Sequence[Alternative],
    ) -> tuple[Missing, ...]:
        """All that is missing: what tells the class first, then what the amount hangs on by how much, then what most rules hang on."""
        asked, said = self._of_rules(tuple(one for one in found if one.state == "unknown"))
        first: dict[str, _Open] = {}
        gain = {one.rule.id: abs((one.amount or 0) - (amount.yen or 0)) for one in alternatives if one.rule is not None}
        for name in of_class:
            _add(first, name, True, _question(name, None), self._definitions[:1], "class")
        for name in amount.granted.lacking:
            _add(first, name, True, _question(name, None), (), "amount")
        for leaf, rule in of_money:
            one = _add(first, _name(leaf), True, _question(_name(leaf), leaf), (rule,), "amount")
            one.span = max(one.span, gain.get(rule.id, 0))
        for name, one in first.items():
            if name in asked:
                one.rules |= asked[name].rules
                one.decides |= asked[name].decides
        # a rule that the amount does not hang on decides nothing of it
        order = sorted(first.items(), key=lambda item: _order(item[1]))
        return (*(_missing(name, one) for name, one in order), *(one for name, one in said.items() if name not in first))

    def _of_rules(self, unknown: tuple[Judged, ...]) -> tuple[dict[str, _Open], dict[str, Missing]]:
        """What these leave to be asked, and that in its order, as if nothing else were."""
        key = tuple(map(id, unknown))
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= _MOST:
                self._kept.clear()
            asked: dict[str, _Open] = {}
            for judged in unknown:
                _add_judged(asked, judged)
            said = {name: _missing(name, one) for name, one in sorted(asked.items(), key=lambda item: _order(item[1]))}
            # whoever is kept by its id has to live as long
            kept = self._kept[key] = (unknown, asked, said)
        return kept[1], kept[2]


def _order(one: _Open) -> tuple[bool, int, bool, bool, int]:
    return "class" not in one.decides, -one.span, "amount" not in one.decides, not one.is_fact, -len(one.rules)


def _missing(name: str, one: _Open) -> Missing:
    decides = tuple(what for what in ("class", "amount", "eligible") if what in one.decides)
    return Missing(name, one.is_fact, one.question, tuple(one.rules.values()), decides, one.span)


def _add(out: dict[str, _Open], name: str, is_fact: bool, question: Said, rules: Sequence[Rule], decides: str) -> _Open:
    one = out.setdefault(name, _Open(is_fact, question))
    one.rules |= {rule.id: rule for rule in rules}
    one.decides.add(decides)
    return one


def _add_judged(out: dict[str, _Open], judged: Judged) -> None:
    for leaf in judged.open:
        if isinstance(leaf, Leaf) and leaf.fact == "applicant_class":
            continue  # its own facts are asked for
        name = leaf.unread if isinstance(leaf, Unread) else _name(leaf)
        _add(out, name, isinstance(leaf, Leaf), _question(name, leaf), (judged.rule,), "eligible")
    if constraint_of(judged.rule) is None:
        label = label_of(judged.rule)
        _add(out, topic_of(judged.rule), False, _so(label), (judged.rule,), "eligible")


def _name(leaf: Leaf) -> str:
    return leaf.of or leaf.fact if leaf.fact == "other" else str(leaf.value) if leaf.fact == "case" else leaf.fact


@lru_cache(maxsize=8192)
def _question(name: str, leaf: Leaf | Unread | None) -> Said:
    if name in _OF:
        return _OF[name]
    if leaf is None:
        return message("How many or how much is this: {what}?", what=name)
    return both(lambda lang: _SO.filled(what=condition_words(condition_data(leaf), lang)).say(lang))


@lru_cache(maxsize=8192)
def _so(label: Words) -> Words:
    return both(lambda lang: _SO.filled(what=label.say(lang)).say(lang))
