"""A value as the fields of a form, and what is typed there as a value again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from subsidy_rules.kinds import all_kinds
from subsidy_rules.messages.message import LANGS, Lang
from subsidy_rules.model.basis import value_data
from subsidy_rules.review.condition_text import parse_conditions, show_conditions
from subsidy_rules.review.fields import Choices, conditions_from, fields_of, typed_of, value_from
from subsidy_rules.review.typed import FieldError, parse_moment_text, parse_share, parse_yen
from subsidy_rules.ruleset.published import vocabulary

CHOICES = {
    lang: Choices({name: {slug: one[lang] for slug, one in words.items()} for name, words in vocabulary().items()}) for lang in LANGS
}
VALUES: list[tuple[str, dict[str, Any]]] = [
    ("subsidy_amount", {"min": None, "max": 3_500_000, "max_exclusive": True, "per": "person"}),
    ("subsidy_amount", {"max_formula": "min(base * 2/3, 2000000)", "base": "cost"}),
    ("subsidy_rate", {"rate": Fraction(2, 3)}),
    ("schedule", {"event": "application_deadline", "end": "2027-04-02T17:00"}),
    ("requirement", {"topic": "gbiz_id", "obligation": "must", "of": "applicant"}),
    (
        "requirement",
        {
            "topic": "payroll",
            "obligation": "must",
            "of": "applicant",
            "constraint": [
                {"fact": "payroll_cagr", "op": "ge", "value": "1.5", "unit": "percent", "over": "P3Y"},
                {"not": {"unread": "the cases of another page"}},
            ],
        },
    ),
    (
        "applicant_threshold",
        {"class": "sme", "industry": ["wholesale", "retail"], "any": [{"fact": "employees", "op": "le", "value": 50, "unit": "person"}]},
    ),
    ("eligible_expense", {"expense": "cloud_fee", "max_years": 2, "cap": 450_000}),
]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(("kind", "data"), VALUES)
def test_what_is_shown_is_read_as_the_same_value(kind: str, data: dict[str, Any], lang: Any) -> None:
    value = all_kinds()[kind].value_type.model_validate(data)
    typed = typed_of(value, CHOICES[lang], lang)
    again, wrong = value_from(type(value), typed, CHOICES[lang])
    assert wrong == ()
    assert again is not None
    assert value_data(again) == value_data(value)


def test_every_field_of_every_kind_takes_something() -> None:
    assert {spec.takes for kind in all_kinds().values() for spec in fields_of(kind.value_type)} >= {
        "yen",
        "rate",
        "day",
        "conditions",
        "name",
    }


@pytest.mark.parametrize(
    ("kind", "typed", "key"),
    [
        ("subsidy_amount", {"max": "たくさん"}, "max"),
        ("subsidy_amount", {"min": "300万円", "max": "30万円"}, "max"),
        ("subsidy_amount", {}, ""),
        ("subsidy_rate", {"rate": "3/2"}, "rate"),
        ("schedule", {"event": "application_deadline", "end": "4月31日"}, "end"),
        ("schedule", {"event": "application_deadline", "end": "令和8年2月30日"}, "end"),
        ("requirement", {"topic": "gbiz_id"}, "obligation"),
        ("requirement", {"topic": "gbiz_id", "obligation": "may", "of": "applicant"}, "obligation"),
        ("requirement", {"topic": "x", "obligation": "must", "of": "applicant", "constraint": "従業員数 たくさん"}, "constraint"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(kind: str, typed: dict[str, str], key: str) -> None:
    value, wrong = value_from(all_kinds()[kind].value_type, typed, CHOICES["ja"])
    assert value is None
    assert key in {one.key for one in wrong}
    assert all(one.words.say("ja") and one.words.say("en") for one in wrong)


def test_no_limit_is_not_the_same_as_nothing_said() -> None:
    value, _ = value_from(all_kinds()["subsidy_amount"].value_type, {"min": "なし", "max": "４５０万円"}, CHOICES["ja"])
    assert value is not None
    assert value_data(value) == {"min": None, "max": 4_500_000}


def test_names_of_the_vocabulary_become_slugs_and_others_stay() -> None:
    rule = {"topic": "道路の占用", "obligation": "must_not", "of": "project"}
    value, _ = value_from(all_kinds()["requirement"].value_type, rule, CHOICES["ja"])
    assert value is not None
    assert value_data(value)["topic"] == "道路の占用"
    paid, _ = value_from(all_kinds()["eligible_expense"].value_type, {"expense": CHOICES["ja"]["expenses"]["cloud_fee"]}, CHOICES["ja"])
    assert paid is not None
    assert value_data(paid)["expense"] == "cloud_fee"


def test_conditions_line_by_line() -> None:
    found, wrong = conditions_from("従業員数 <= 20\n? 別の頁で定める場合\n事業者の規模 = 小規模事業者\n投資額 1,000万円以上")
    assert wrong == ()
    assert found[0] == {"fact": "employees", "op": "le", "value": 20}
    assert found[1] == {"unread": "別の頁で定める場合"}
    assert found[2]["value"] == "small_business"
    assert found[3] == {"fact": "other", "of": "投資額", "op": "ge", "value": 10_000_000, "unit": "yen"}
    assert conditions_from("従業員数 が 少ない")[1][0].key == "when"
    assert parse_conditions(show_conditions(found, "en")) == list(found)


@pytest.mark.parametrize(
    ("read", "typed"),
    [
        (parse_yen, "1.00005万円"),
        (parse_yen, "円"),
        (parse_share, "2/0"),
        (parse_share, "120%"),
        (parse_moment_text, "来年"),
        (parse_moment_text, "2026-13"),
    ],
)
def test_nothing_is_guessed(read: Any, typed: str) -> None:
    with pytest.raises(FieldError):
        read(typed)


LEAF = {"fact": "capital", "op": "le", "value": 100_000_000, "unit": "yen"}
FEW = {"fact": "employees", "op": "le", "value": 100}
BAND = {
    "fact": "low_wage_staff_share",
    "op": "ge",
    "value": "30",
    "unit": "percent",
    "band": {"base": "regional_min_wage", "le": 50, "unit": "yen"},
}


@pytest.mark.parametrize(
    "nested",
    [
        {"any": [LEAF, FEW]},
        {"any": [FEW, {"all": [LEAF, {"not": FEW}]}]},
        {"not": {"any": [LEAF, {"unread": "別に定める場合"}]}},
        {"fact": "other", "of": "資本金又は出資の額", "op": "ge", "value": 5},
        BAND,
    ],
)
@pytest.mark.parametrize("lang", LANGS)
def test_what_nests_is_shown_and_read_without_braces(nested: dict[str, object], lang: Lang) -> None:
    shown = show_conditions([nested], lang)
    assert "{" not in shown
    assert parse_conditions(shown) == [nested]


def test_what_nests_is_typed_in_either_language() -> None:
    assert parse_conditions("not (employees <= 100 または （capital <= 1億円 and employees <= 100）)") == [
        {"not": {"any": [FEW, {"all": [LEAF, FEW]}]}}
    ]
    assert conditions_from("( employees <= 100 or")[1]
    assert conditions_from("(" * 40 + "employees <= 100" + ")" * 40)[1]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "leaf",
    [
        {"fact": "past_award", "op": "in", "value": ["machi/1/basic"], "over": "P10M"},
        {"fact": "past_award", "op": "not_in", "value": ["machi/1/basic", "machi/2"]},
        {"fact": "past_award", "op": "eq", "value": False},
        {"fact": "deemed_large_officer_share", "op": "eq", "value": "1"},
        {"fact": "large_company_share", "op": "ge", "value": "2/3", "per": "same_company"},
    ],
)
def test_awards_and_shares_are_shown_as_a_person_would_type_them(leaf: dict[str, Any], lang: Lang) -> None:
    shown = show_conditions([leaf], lang)
    assert "{" not in shown
    assert parse_conditions(shown) == [leaf]
