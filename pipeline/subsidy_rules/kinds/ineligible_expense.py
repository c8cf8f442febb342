"""ineligible_expense 対象外経費: what the subsidy does not pay for."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.kinds.evidence import Place
from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.language.topics import topic_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Value
from subsidy_rules.statements.lists import top_items


class IneligibleExpense(Value):
    """What is not paid for."""

    expense: str


def _find(material: Material) -> Iterator[Candidate]:
    """One candidate for each item of a list; what stands below an item belongs to it."""
    taken: frozenset[str] = frozenset()
    for item in top_items(material.document, "ineligible_expense"):
        text = item.clause.text
        expense = topic_of("ineligible_expenses", text, taken)
        taken |= {expense}
        yield quoted(material, "ineligible_expense", IneligibleExpense(expense=expense), Place(item.clause), 0, len(text))


KIND = Kind(
    name="ineligible_expense",
    value_type=IneligibleExpense,
    find=_find,
    slug=lambda value: value.expense,
    title=message("ineligible expense"),
    comparing=Comparing(area="expenses", polarity="burden", identity=("expense",)),
    vocabulary={"expense": "topic_names"},
)
