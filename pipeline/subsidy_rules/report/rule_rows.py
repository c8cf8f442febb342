"""Rule set → the rules that are asked for, and rows of plain text of them, one a rule, for lists and spreadsheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.tables import frame_names
from subsidy_rules.wording.rules import when_words
from subsidy_rules.wording.terms import RULE_COLUMNS, STATES

_MONEY_FIRST = ("subsidy_amount", "subsidy_rate", "applicant_threshold")
# source id and page of the file → the number that is printed on it, where the two differ
Printed = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rules are asked for; an empty collection means all, `below` a confidence under which they lie."""

    frames: Collection[str] = ()
    kinds: Collection[str] = ()
    states: Collection[str] = ()
    below: float | None = None

    def takes(self, rule: Rule) -> bool:
        """Whether a rule is asked for."""
        return (
            (not self.frames or rule.frame in self.frames)
            and (not self.kinds or rule.kind in self.kinds)
            and (not self.states or rule.review.state in self.states)
            and (self.below is None or rule.confidence < self.below)
        )


def chosen_rules(ruleset: RuleSet, wanted: Filter) -> tuple[Rule, ...]:
    """The rules asked for: frame by frame as the programme has them, money first."""
    order = [*frame_names(ruleset, "en")]
    rules = [rule for rule in ruleset.rules if wanted.takes(rule)]
    return tuple(sorted(rules, key=lambda rule: (order.index(rule.frame), *_kind_rank(rule))))


def _kind_rank(rule: Rule) -> tuple[int, str]:
    return (_MONEY_FIRST.index(rule.kind), "") if rule.kind in _MONEY_FIRST else (len(_MONEY_FIRST), rule.kind)


def rule_row(rule: Rule, names: Mapping[str, str], printed: Printed, lang: Lang) -> dict[str, str]:
    """Column of `RULE_COLUMNS` → text."""
    first = rule.evidence[0]
    return {
        "frame": names[rule.frame],
        "kind": kind_words(rule.kind, lang),
        "value": value_words(rule.kind, value_data(rule.value), lang),
        "condition": when_words(when_data(rule.when), lang),
        "confidence": f"{rule.confidence:.2f}",
        "review": STATES[rule.review.state].say(lang),
        "document": first.source,
        "page": str(first.page) if first.page is not None else "",
        "printed": printed.get((first.source, first.page), "") if first.page is not None else "",
        "place": first.at,
        "quote": first.quote,
        "id": rule.id,
    }


def rule_sheet(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> list[list[str]]:
    """Headings, then one row a rule."""
    names = frame_names(ruleset, lang)
    rows = [rule_row(rule, names, printed, lang) for rule in rules]
    return [[words.say(lang) for words in RULE_COLUMNS.values()], *([row[name] for name in RULE_COLUMNS] for row in rows)]


def place_of(evidence: Evidence, printed: Printed) -> Said | None:
    """The page of an evidence as that of the file, with the printed number beside it where that is another; None without a page."""
    if evidence.page is None:
        return None
    other = printed.get((evidence.source, evidence.page))
    if other is None:
        return message("page {n} of the file", n=evidence.page)
    return message("page {n} of the file (printed: {printed})", n=evidence.page, printed=other)
