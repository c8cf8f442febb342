"""ineligible_expense 対象外経費: what the subsidy does not pay for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Leaf, Unread, Value


class IneligibleExpense(Value):
    """What is not paid for."""

    expense: str


def _find(material: Material) -> Iterator[Candidate]:
    """One candidate for each item of a list; what stands below an item belongs to it."""
    from subsidy_rules.kinds.finding.enumerated_rows import each_cost
    from subsidy_rules.kinds.listing import candidate, rows_of, without_marks
    from subsidy_rules.language.excluded import excluded_name, granted_in_brackets, part_refused, refused_in_case
    from subsidy_rules.language.normalise import fold_text
    from subsidy_rules.language.phrases import whole_phrase
    from subsidy_rules.language.topics import is_made, names_more, topic_of
    from subsidy_rules.statements.cost_floors import refuses_small_costs

    taken: dict[str, str] = {}  # names, with the words that took them: the same words again say the same again
    for row in rows_of(material, "ineligible_expense"):
        if refuses_small_costs(fold_text(row.item.text)):
            continue
        if several := each_cost(row):
            named_once = {topic_of("ineligible_expenses", name): own for name, own in reversed(several)}
            for expense, own in reversed(named_once.items()):
                yield candidate(material, "ineligible_expense", own, IneligibleExpense(expense=expense))
            continue
        words = without_marks(row.item.text)
        refused = refused_in_case(row.item.text)
        part = part_refused(refused)
        expense = topic_of("ineligible_expenses", part, frozenset(n for n in taken if taken[n] != words))
        expense = whole_phrase(refused) if is_made(expense) and part != refused else expense
        if not fold_text(row.item.text).rstrip("。").endswith(("もの", "こと")):  # a thing by itself: 書類を用意できないもの
            expense = excluded_name(expense)
        taken.setdefault(expense, words)
        own_case = (expense, expense.partition("(")[0])  # it is the case itself
        when = tuple(node for node in row.stated.when if not (isinstance(node, Leaf) and node.of in own_case))
        granted = tuple(Unread(unread=words) for words in granted_in_brackets(refused))
        named = replace(row, stated=replace(row.stated, when=(*when, *granted)))
        more = ("named_in_part",) if names_more("ineligible_expenses", refused, expense) else ()
        yield candidate(material, "ineligible_expense", named, IneligibleExpense(expense=expense), more)


KIND = Kind(
    name="ineligible_expense",
    value_type=IneligibleExpense,
    find=_find,
    slug=lambda value: value.expense,
    title=message("ineligible expense"),
    comparing=Comparing(area="expenses", polarity="burden", identity=("expense",)),
    vocabulary={"expense": "topic_names"},
)
