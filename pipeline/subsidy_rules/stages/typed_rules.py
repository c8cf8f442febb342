"""What a person typed for the fields of a rule → the decision that says it instead. Terminal and workbook read typed values here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from subsidy_rules.kinds import all_kinds
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import Lang, Message, Said, message
from subsidy_rules.model.errors import Place, ReviewError
from subsidy_rules.model.rule import Condition, Rule, Value
from subsidy_rules.review.fields import Choices, conditions_from, fields_of, typed_of, value_from, whole_conditions
from subsidy_rules.ruleset.published import vocabulary

WHEN = "when"
LABELS = ("label", "label_en")  # what a person may word beside the fields of a value


class FieldsError(ReviewError):
    """What was typed for a field cannot be taken.

    Attributes:
        key: the field, "" for the value as a whole.
        reason: why.
    """

    def __init__(self, name: str, key: str, reason: Said) -> None:
        self.key, self.reason = key, reason
        what = message("{key}: {reason}", key=key, reason=reason) if key else message("{reason}", reason=reason)
        todo = message("Type it as `subsidy-rules show DIR` shows values.")
        super().__init__(Place(name), what, message("Nothing was decided."), todo)


@cache
def choices_in(lang: Lang) -> Choices:
    """The published vocabulary with the names of one language."""
    lists = {name: {slug: str(entry[lang]) for slug, entry in entries.items()} for name, entries in vocabulary().items()}
    return Choices({**lists, "per": names("per", lang)})


def typed_value_of(kind: str, typed: Mapping[str, str], name: str, lang: Lang) -> Value:
    """The value of a kind from its fields as they are typed. Raises ReviewError, which names the field and says what does not fit."""
    known = all_kinds().get(kind)
    if known is None:
        raise _refused(name, message("There is no kind {kind!r}.", kind=kind))
    value, wrong = value_from(known.value_type, typed, choices_in(lang))
    if value is None:
        raise FieldsError(name, wrong[0].key, wrong[0].words)
    return value


def typed_when_of(typed: str, name: str) -> tuple[Condition, ...]:
    """The conditions of the lines typed. Raises ReviewError."""
    data, wrong = conditions_from(typed)
    if wrong:
        raise FieldsError(name, WHEN, wrong[0].words)
    return whole_conditions(data)


def changed_fields(rule: Rule, changes: Mapping[str, str], lang: Lang) -> tuple[Value | None, tuple[Condition, ...] | None]:
    """Value and conditions of a rule with some fields typed anew, None for a part that no change is about. `when` are the conditions.

    A field that is left empty is not stated any more. Raises ReviewError.
    """
    specs = [spec.key for spec in fields_of(type(rule.value))]
    unknown = [key for key in changes if key not in (*specs, WHEN)]
    if unknown:
        raise _refused(rule.id, message("{key!r} is none of {known}", key=unknown[0], known=", ".join((*specs, WHEN))))
    when = typed_when_of(changes[WHEN], rule.id) if WHEN in changes else None
    typed = {key: text for key, text in changes.items() if key != WHEN}
    if not typed:
        return None, when
    return typed_value_of(rule.kind, {**typed_of(rule.value, choices_in(lang), lang), **typed}, rule.id, lang), when


def _refused(name: str, what: Message) -> ReviewError:
    return ReviewError(Place(name), what, message("Nothing was decided."), message("Type it as `subsidy-rules show DIR` shows values."))
