"""All that version 2 can say goes into the files and comes back."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.model.document import Evidence, Ledger
from subsidy_rules.model.errors import RuleSetError
from subsidy_rules.model.rule import Renamed
from subsidy_rules.ruleset import dump_ruleset, json_schema, load_ruleset
from subsidy_rules.yaml.plain import read_yaml

SALES = {"fact": "other", "of": "売上高", "op": "ge", "value": 500000000, "unit": "yen"}
DEFICIT = {"fact": "deficit", "op": "eq", "value": True}
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("subsidy_amount.base", {"max": 5, "base": "cost", "per": "group_member", "max_formula": "min(base * 1/2, 5)"}),
    ("subsidy_amount.sum", {"max": 5, "fixed": True}),
    ("subsidy_rate.base", {"fixed": True}),
    ("requirement.fraud", {"topic": "fraud", "obligation": "must_not", "of": "project"}),
    ("exclusion.x", {"topic": "x", "of": "applicant", "constraint": {"unread": "別表の事業"}}),
    (
        "clawback.x",
        {"topic": "x", "constraint": {"any": [{"fact": "deficit", "op": "eq", "value": True}, {"unread": "等"}]}, "share": "2/3"},
    ),
    ("requirement.sales", {"topic": "売上高", "obligation": "must", "of": "applicant", "constraint": [SALES, {"unread": "等"}]}),
    ("duty.records", {"topic": "record_keeping", "constraint": {"fact": "record_retention", "op": "ge", "value": "P5Y"}, "over": "P5Y"}),
    ("schedule.x", {"event": "x", "start": "2026-01-05T10:00", "end": "earliest(completion+P30D, 2026-03-10)", "duration": "P6M"}),
    ("eligible_expense.x", {"expense": "cloud_fee", "max_years": 2, "cap": 3}),
]
WHEN = [
    {"fact": "low_wage_months", "op": "ge", "value": 3, "band": {"base": "regional_min_wage", "le": 50, "unit": "yen"}},
    {"unread": "期限:17:00"},
]


def test_what_is_written_is_read(make_rule: Any, make_ruleset: Any) -> None:
    evidence = Evidence(source="koubo", page=3, bbox=(1, 2, 3, 9), at="1", quote="引用\n文", boxes=((1, 2, 3, 4), (1, 5, 3, 9)))
    rules = [
        make_rule(f"tsujo.{name}", value, WHEN).model_copy(update={"label_en": "x", "evidence": (evidence,)}) for name, value in VALUES
    ]
    ledger = Ledger(figures=9, bound=5, waived=3, unread=1, clauses=7, clauses_unread=2)
    ruleset = make_ruleset(*rules, renamed=(Renamed(old="a.b.c", new=rules[0].id),))
    ruleset = ruleset.model_copy(update={"sources": (ruleset.sources[0].model_copy(update={"read": ledger}),)})
    files = dump_ruleset(ruleset)
    assert load_ruleset(files, "rules") == ruleset
    assert "read: {figures: 9, bound: 5, waived: 3, unread: 1, clauses: 7, clauses_unread: 2}" in files["ruleset.yaml"]
    assert "boxes: [[1.0, 2.0, 3.0, 4.0], [1.0, 5.0, 3.0, 9.0]]" in files["tsujo.yaml"]
    assert "- {old: a.b.c, new:" in files["ruleset.yaml"]


@pytest.mark.parametrize(
    ("was", "wrong", "told"),
    [
        ("obligation: must_not, ", "", "obligation"),
        ("of: project", "of: nobody", "of"),
        ("min(base * 1/2, 5)", "半額又は5円", "no formula"),
        ("earliest(completion+P30D, 2026-03-10)", "事業完了後", "date expression"),
        ("duration: P6M", "duration: 半年", "no duration"),
        ("{fixed: true}", "{fixed: false}", "fixed"),
    ],
)
def test_what_is_not_in_the_contract_is_refused_with_its_line(make_rule: Any, make_ruleset: Any, was: str, wrong: str, told: str) -> None:
    files = dump_ruleset(make_ruleset(*(make_rule(f"tsujo.{name}", value) for name, value in VALUES)))
    text = files["tsujo.yaml"]
    assert was in text
    with pytest.raises(RuleSetError, match=told) as refused:
        load_ruleset({**files, "tsujo.yaml": text.replace(was, wrong, 1)}, "rules")
    assert refused.value.place.line is not None


def test_what_is_written_keeps_to_the_schema(make_rule: Any, make_ruleset: Any) -> None:
    validator = pytest.importorskip("jsonschema").Draft202012Validator(json_schema())
    rules = [make_rule(f"tsujo.{name}", value, WHEN) for name, value in VALUES]
    for text in dump_ruleset(make_ruleset(*rules)).values():
        assert list(validator.iter_errors(read_yaml(text))) == []
