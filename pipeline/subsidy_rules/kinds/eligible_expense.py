"""eligible_expense 補助対象経費: what the subsidy pays for, for how many years and up to which amount."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Data, Kind, Material, Number
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import counted, message, message_in, noted
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Candidate, ExactRate, Value, Yen
from subsidy_rules.wording.numbers import yen_words
from subsidy_rules.wording.rules import per_words


class EligibleExpense(Value):
    """An expense, and its limits where the text gives any; `cap_share` is the largest share of all eligible expenses it may take."""

    expense: str
    max_years: int | None = None
    cap: Yen | None = None
    cap_share: ExactRate | None = None
    per: str | None = None


def _expense_words(slug: str, lang: Lang) -> str:
    """The name of an expense, all but one expense, or an expense with the case of it that the document names.

    >>> _expense_words("other_than_equipment", "ja"), _expense_words("expert_fee.大学教授", "ja")
    ('機械装置以外の経費', '専門家経費（大学教授）')
    """
    known = names("expenses", lang)
    name, _, case = slug.partition(".")
    if name.startswith("other_than_") and name not in known:
        all_but = name.removeprefix("other_than_")
        return message("expenses other than {expense}", expense=known.get(all_but, all_but)).say(lang)
    return noted(known.get(name, name), case, lang)


def _words(value: Data, lang: Lang) -> str:
    parts = [_expense_words(str(value["expense"]), lang)]
    if value.get("max_years") is not None:
        parts.append(counted("for up to {n} year", "for up to {n} years", value["max_years"]).say(lang))
    if value.get("cap") is not None:
        parts.append(message_in("an expense", "up to {amount}", amount=yen_words(value["cap"], lang)).say(lang))
    if value.get("cap_share") is not None:
        parts.append(message("up to {share} of all expenses", share=value["cap_share"]).say(lang))
    if value.get("per"):
        parts.append(per_words(value["per"], lang))
    return message_in("between an expense and its limits", " ").say(lang).join(parts)


def _slug(value: EligibleExpense) -> str:
    """Expense and which limit it is: a cap for each of several parts and a cap for all of them are readings of one rule."""
    parts = [value.expense, *(name for name in ("max_years", "cap", "cap_share") if getattr(value, name) is not None)]
    return ".".join([*parts, *([value.per] if value.per and value.per != "category" else [])])


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.eligible_expense import find

    return find(material)


KIND = Kind(
    name="eligible_expense",
    value_type=EligibleExpense,
    find=_find,
    slug=_slug,
    title=message("eligible expense"),
    comparing=Comparing(
        noun="expense",
        area="expenses",
        polarity="benefit",
        identity=("expense",),
        numbers=(
            Number("max_years", "higher", message("longest period in years")),
            Number("cap", "higher", message("upper limit"), "yen"),
            Number("cap_share", "higher", message("largest share of all expenses")),
        ),
    ),
    words=_words,
)
