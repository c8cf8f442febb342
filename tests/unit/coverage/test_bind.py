"""What a figure is bound to: the rule that holds its number where its evidence stands or beside it."""

from __future__ import annotations

from typing import Any

from subsidy_rules.coverage import CoverageReport, measure_coverage
from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Cell, Clause, Document, Evidence, Page, Table
from subsidy_rules.model.rule import Candidate


def candidate(kind: str, value: dict[str, Any], text: str, quote: str, at: str, when: tuple[dict[str, Any], ...] = ()) -> Candidate:
    start = text.index(quote)
    return Candidate(
        kind=kind,
        frame="tsujo",
        value=all_kinds()[kind].value_type.model_validate(value),
        when=when,  # type: ignore[arg-type] # pydantic reads the leaves
        evidence=(Evidence(source="x", at=at, quote=quote),),
        text=text,
        start=start,
        end=start + len(quote),
        confidence=0.9,
    )


def document(*clauses: Clause, tables: tuple[Table, ...] = ()) -> Document:
    return Document(name="x.txt", sha256="0", format="text", pages=(Page(page_no=1),), clauses=clauses, tables=tables)


def states(report: CoverageReport) -> dict[str, str]:
    return {entry.text: entry.rule.how if entry.rule else entry.state for entry in report.entries}


def grid() -> Table:
    rows = [["", "補助額", "補助率"], ["４者以上", "５０万円以上", "１／２"], ["", "９万円", "２／３"]]
    cells = tuple(
        Cell(row=r, col=c, text=text, header=r == 0 or c == 0, col_path=(rows[0][c],) if r else (), row_path=(rows[r][0],) if c else ())
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    )
    return Table(table_no=1, n_rows=3, n_cols=3, header_rows=1, header_cols=1, cells=cells)


def test_the_number_of_the_quoted_cell_is_bound_and_that_of_another_is_not() -> None:
    rule = candidate("subsidy_amount", {"min": 500000}, "５０万円以上", "５０万円以上", "表1 ４者以上／補助額")
    found = states(measure_coverage(document(tables=(grid(),)), (rule,)))
    assert found["５０万円以上"] == "value"
    assert found["９万円"] == "unread"
    assert found["１／２"] == "unread"


def test_a_condition_binds_the_header_in_its_row() -> None:
    when = ({"fact": "group_members", "op": "ge", "value": 4},)
    rule = candidate("subsidy_amount", {"min": 500000}, "５０万円以上", "５０万円以上", "表1 ４者以上／補助額", when)
    assert states(measure_coverage(document(tables=(grid(),)), (rule,)))["４者以上"] == "value"


def test_another_number_than_that_of_the_rule_is_only_quoted() -> None:
    text = "３年以内に売上を届け出ること"
    rule = candidate("subsidy_amount", {"max": 500000}, text, "３年以内に売上", "(1)")
    clause = Clause(clause_no=1, label="(1)", path=("(1)",), text=text)
    (entry,) = measure_coverage(document(clause), (rule,)).entries
    assert entry.rule is not None
    assert entry.rule.how == "quote"


def test_a_number_outside_the_quote_is_bound_only_where_the_rule_holds_it() -> None:
    text = "上限は５０万円とし、３年間保存すること"
    rule = candidate("subsidy_amount", {"max": 500000}, text, "上限", "(1)")
    found = states(measure_coverage(document(Clause(clause_no=1, label="(1)", path=("(1)",), text=text)), (rule,)))
    assert found["５０万円"] == "value"
    assert found["３年間"] == "unread"


def test_a_condition_in_the_clause_above_is_bound_but_not_one_elsewhere() -> None:
    when = ({"fact": "requested_amount", "op": "ge", "value": 1500000},)
    rule = candidate("subsidy_rate", {"rate": "1/2"}, "補助率１／２", "１／２", "(1)一", when)
    above = Clause(clause_no=1, label="(1)", path=("(1)",), text="１５０万円以上を申請する者は次による")
    item = Clause(clause_no=2, label="一", path=("(1)", "一"), text="補助率１／２")
    elsewhere = Clause(clause_no=3, label="(2)", path=("(2)",), text="売上が１５０万円以上の者")
    report = measure_coverage(document(above, item, elsewhere), (rule,))
    assert [entry.rule.how if entry.rule else entry.state for entry in report.entries] == ["value", "value", "unread"]


def test_amount_and_rate_said_again_need_their_word() -> None:
    rule = candidate("subsidy_rate", {"rate": "2/3"}, "補助率２／３", "２／３", "(1)")
    first = Clause(clause_no=1, label="(1)", path=("(1)",), text="補助率２／３")
    again = Clause(clause_no=2, label="(2)", path=("(2)",), text="補助率２／３以内を受けるとき")
    other = Clause(clause_no=3, label="(3)", path=("(3)",), text="株式の２／３以上を持つ者")
    report = measure_coverage(document(first, again, other), (rule,))
    assert [entry.rule.how if entry.rule else entry.state for entry in report.entries] == ["value", "restated", "unread"]


def restated(value: dict[str, Any], text: str) -> list[str]:
    """How the figures of a clause are bound to an amount that another clause states."""
    rule = candidate("subsidy_amount", value, "補助額", "補助額", "(1)")
    clauses = (Clause(clause_no=1, label="(1)", path=("(1)",), text="補助額"), Clause(clause_no=2, label="(2)", path=("(2)",), text=text))
    return [entry.rule.how if entry.rule else entry.state for entry in measure_coverage(document(*clauses), (rule,)).entries]


def test_an_amount_said_again_has_the_same_bounds() -> None:
    band = {"min": 50000, "max": 1500000, "max_exclusive": True}
    assert restated(band, "補助額を５万円以上１５０万円未満とする") == ["restated"]
    assert restated(band, "補助額を５万円以上１５０万円以下とする") == ["unread"]
    assert restated(band, "補助額が１５０万円の者") == ["unread"]
    assert restated({"max": 500000}, "補助上限額は５０万円とする") == ["restated"]
    assert restated({"max": 500000}, "補助上限額を一律５０万円上乗せする") == ["unread"]
    assert restated({"max": 500000, "per": "group_member"}, "補助上限額は５０万円とする") == ["unread"]


def test_conditions_said_again_need_two_sizes_of_one_rule() -> None:
    band = {"base": "regional_min_wage", "le": 50, "unit": "yen"}
    when = ({"fact": "low_wage_months", "op": "ge", "value": 3}, {"fact": "low_wage_staff_share", "op": "ge", "value": "30", "band": band})
    rule = candidate("subsidy_rate", {"rate": "2/3"}, "補助率２／３", "２／３", "(1)", when)
    first = Clause(clause_no=1, label="(1)", path=("(1)",), text="補助率２／３")
    again = Clause(clause_no=2, label="(2)", path=("(2)",), text="３か月以上、地域別最低賃金＋５０円以内の者が３０％以上")
    other = Clause(clause_no=3, label="(3)", path=("(3)",), text="３か月以上の計画")
    mixed = Clause(clause_no=4, label="(4)", path=("(4)",), text="３か月以上、売上の４０％以上")
    report = measure_coverage(document(first, again, other, mixed), (rule,))
    assert [entry.rule.how if entry.rule else entry.state for entry in report.entries] == [
        "value", "restated", "restated", "restated", "unread", "unread", "unread",
    ]  # fmt: skip


def test_the_share_leaves_out_what_is_no_size_and_counts_numbers_that_nothing_explains() -> None:
    clause = Clause(clause_no=1, text="第２条の者は５０万円まで、別に７を加える")
    report = measure_coverage(document(clause), ())
    assert [(entry.text, entry.counts) for entry in report.entries] == [("２", False), ("５０万円まで", True), ("７", True)]
    assert report.share == 0
    assert measure_coverage(document(), ()).share == 1


def test_every_entry_is_an_exact_slice_of_its_passage() -> None:
    from subsidy_rules.coverage import passages_of

    made = document(Clause(clause_no=1, text="上限は\n ５０ 万円、３パーセ\nント以上"), tables=(grid(),))
    passages = passages_of(made)
    entries = measure_coverage(made, ()).entries
    assert entries
    assert all(passages[entry.passage].text[entry.start : entry.end] == entry.text for entry in entries)


def test_lines_of_a_text_are_taken_once() -> None:
    from subsidy_rules.read.text import read_text

    text = "# 案内\n\n- **上限は50万円**\n\n項目 | 補助額 |\n---|---|\n通常枠 | 90万円 |\n"
    made = read_text(text.encode(), "x.txt")
    assert sorted(entry.text for entry in measure_coverage(made, ()).entries) == ["50万円", "90万円"]


def test_the_terms_that_a_paper_covers_are_bound_where_its_rule_quotes_them() -> None:
    text = "直近4期分の決算書の写し"
    rule = candidate("required_document", {"document": "financial_statements"}, text, text, "(1)")
    clause = Clause(clause_no=1, label="(1)", path=("(1)",), text=text)
    assert states(measure_coverage(document(clause), (rule,)))["4期分"] == "quote"
    assert states(measure_coverage(document(clause), ()))["4期分"] == "waived"
