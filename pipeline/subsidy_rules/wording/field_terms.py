"""What the fields of values are called, where people type them: on the page of review and in the workbook."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_rules.messages.message import Message, message, message_in

# fields of the forms that no vocabulary names
FIELD_WORDS: Mapping[str, Message] = {
    "min": message("lower limit"),
    "max": message("upper limit"),
    "min_exclusive": message("the lower limit itself is excluded"),
    "max_exclusive": message("the upper limit itself is excluded"),
    "per": message("counted by"),
    "sum_of": message("sum of"),
    "max_formula": message("formula of the upper limit"),
    "max_increase": message("special raise of the upper limit"),
    "base": message_in("of an amount", "limits the"),
    "fixed": message("fixed sum"),
    "rate": message_in("of a rule", "rate"),
    "topic": message_in("of a rule", "topic"),
    "obligation": message_in("of a rule", "obligation"),
    "of": message_in("of a rule", "of whom"),
    "constraint": message_in("of a rule", "measure"),
    "share": message("share"),
    "over": message_in("of a rule", "period"),
    "expense": message_in("of a rule", "expense"),
    "max_years": message("at most so many years"),
    "cap": message_in("of an expense", "upper limit"),
    "cap_share": message_in("of an expense", "upper limit as a share"),
    "document": message_in("of a rule", "document"),
    "applicant": message_in("of a rule", "who"),
    "event": message_in("of a rule", "event"),
    "start": message("first day"),
    "end": message("last day"),
    "duration": message_in("of a rule", "length"),
    "class": message_in("of a rule", "class"),
    "industry": message_in("of a rule", "industry"),
    "any": message("any of these"),
    "all": message("all of these"),
    "by_reference": message("limits of these industries"),
    "measures": message("only these measures"),
    "code": message_in("of a category", "code"),
    "name": message_in("of a category", "name"),
    "when": message_in("of a rule", "Conditions"),
    "label": message("Japanese label"),
    "label_en": message("English label"),
}
