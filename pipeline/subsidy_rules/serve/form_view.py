"""The form of a rule: the fields of its kind with what stands in them, and what an unread figure or clause proposes for a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.language.neutral import neutral
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.periods import find_periods
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.topics import is_made, obligation_of, subject_of, topic_of
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.document import Clause
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.proposal import Proposal
from subsidy_rules.model.rule import Rule
from subsidy_rules.review.fields import (
    FieldSpec,
    Wrong,
    conditions_from,
    conditions_shown,
    fields_of,
    typed_of,
    value_from,
    whole_conditions,
)
from subsidy_rules.serve.document_view import Spot
from subsidy_rules.serve.words import WORDS
from subsidy_rules.stages.typed_rules import LABELS, choices_in
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.wording.field_terms import FIELD_WORDS
from subsidy_rules.wording.rules import when_words

WHEN = "when"


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field: its key, label, what it takes, its text, and what it may be chosen from: slug or name → words."""

    key: str
    label: str
    takes: str
    text: str
    required: bool
    options: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class FormView:
    """The fields of one kind, the conditions last; and all kinds and facts to choose from."""

    kind: str
    kinds: tuple[tuple[str, str], ...]
    fields: tuple[FieldView, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is typed in words, "" where something is wrong with it; what is wrong, by field."""

    reads: str
    wrong: tuple[Wrong, ...]


def edit_form(rule: Rule, lang: Lang, kind: str = "", *, labelled: bool = True) -> FormView:
    """The form of a rule as it stands, with its labels if wanted; with another `kind`, that of the rule that it should have been."""
    typed = typed_of(rule.value, choices_in(lang), lang) | {WHEN: conditions_shown(rule.when, lang)}
    if kind in ("", rule.kind):
        form = form_of(rule.kind, typed, lang)
        if not labelled:
            return form
        labels = (
            FieldView(key, FIELD_WORDS[key].say(lang), "name", text, False)
            for key, text in zip(LABELS, (rule.label, rule.label_en), strict=True)
        )
        return replace(form, fields=(*form.fields, *labels))
    old, new = _naming(rule.kind), _naming(kind)
    if old in typed and new:
        typed[new] = typed[old]
    return form_of(kind, {"obligation": "must", "of": "applicant"} | typed, lang)


def _naming(kind: str) -> str:
    """The field of a kind that says what its rules are about; "" where they are told by numbers."""
    return next((spec.key for spec in fields_of(all_kinds()[kind].value_type) if spec.takes == "name"), "")


def form_of(kind: str, typed: Mapping[str, str], lang: Lang) -> FormView:
    """The form of a kind with these texts in it."""
    choices = choices_in(lang)
    fields = [_field(spec, typed.get(spec.key, ""), lang) for spec in fields_of(all_kinds()[kind].value_type)]
    fields.append(FieldView(WHEN, FIELD_WORDS[WHEN].say(lang), "conditions", typed.get(WHEN, ""), False))
    kinds = tuple((name, kind_words(name, lang)) for name in all_kinds())
    return FormView(kind, kinds, tuple(fields), tuple(sorted(choices["facts"].values())))


def _field(spec: FieldSpec, text: str, lang: Lang) -> FieldView:
    words = FIELD_WORDS.get(spec.key)
    options = tuple((option, WORDS[option].say(lang) if option in WORDS else option) for option in spec.choices)
    names = tuple(choices_in(lang).get(spec.word_list, {}).values())
    label = words.say(lang) if words is not None else spec.key
    return FieldView(spec.key, label, spec.takes, text, spec.required, options, names, spec.open_ended)


def check_form(kind: str, typed: Mapping[str, str], lang: Lang) -> Checked:
    """What the form would say, or what is wrong with it."""
    value, wrong = value_from(all_kinds()[kind].value_type, typed, choices_in(lang))
    conditions, also = conditions_from(typed.get(WHEN, ""))
    if value is None or also:
        return Checked("", (*wrong, *also))
    when = when_words([condition_data(node) for node in whole_conditions(conditions)], lang)
    said = value_words(kind, value_data(value), lang)
    return Checked(f"{said} — {when}" if when else said, ())


def offered_form(offered: Proposal, lang: Lang) -> tuple[str, dict[str, str]]:
    """Kind and fields of what a second reader proposes, as they are typed in a language; a person looks at each of them."""
    typed = {key: text for key, text in offered.fields.items() if key != WHEN}
    value, _ = value_from(all_kinds()[offered.kind].value_type, typed, choices_in("ja"))
    conditions, _ = conditions_from(offered.fields.get(WHEN, ""))
    if value is None:  # kept by another version
        return offered.kind, {}
    return offered.kind, typed_of(value, choices_in(lang), lang) | {WHEN: conditions_shown(whole_conditions(conditions), lang)}


def proposed(spot: Spot, clause: Clause | None, lang: Lang) -> tuple[str, dict[str, str]]:
    """Kind and fields that the reading proposes for a figure or clause; a person looks at each of them."""
    figure = fold_text(spot.text) if spot.what == "figure" else ""
    found = find_quantities(figure, fractions=True) if figure else ()
    if len(found) == 1 and found[0].unit == "yen":
        return "subsidy_amount", {"max": spot.text}
    if len(found) == 1 and found[0].unit == "rate":
        return "subsidy_rate", {"rate": spot.text}
    if figure and find_periods(figure):
        return "schedule", {"end": spot.text}
    role = next((of.role for heading in reversed(clause.headings) if (of := of_heading(fold_text(heading))).role), None) if clause else None
    kind = role if role in all_kinds() else "requirement"
    return kind, _worded(kind, spot, lang)


_TOPICS = {"clawback": "clawbacks", "bonus_point": "points", "penalty_point": "points", "ineligible_expense": "ineligible_expenses"}


def _worded(kind: str, spot: Spot, lang: Lang) -> dict[str, str]:
    """What a kind that is told in words can be filled with: what the text is about without its denial, and whether that must be."""
    specs = fields_of(all_kinds()[kind].value_type)
    text = " ".join(spot.place.quote.split())
    said = topic_of(_TOPICS.get(kind, "topics"), text)
    topic = neutral(said) if is_made(said) else said
    obligation = "must_not" if topic != said else obligation_of(topic, text)
    first = next((spec for spec in specs if spec.takes == "name"), None)
    filled: dict[str, str] = {"obligation": obligation, "of": subject_of(topic)}
    if first is not None:
        filled[first.key] = choices_in(lang).get(first.word_list, {}).get(topic, topic)
    if spot.what == "figure":
        filled["constraint"] = f"{spot.before.strip('…')[-12:].strip() or text[:12]} >= {spot.text}"
    known = {spec.key for spec in specs}
    return {key: text for key, text in filled.items() if key in known}
