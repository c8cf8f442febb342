"""What a heading says of what stands below it: noun × predicate × negations."""

from __future__ import annotations

import pytest

from subsidy_rules.statements.section_words import of_heading


@pytest.mark.parametrize(
    ("text", "role", "party"),
    [
        ("支援の対象外となる会社", "exclusion", "applicant"),
        ("不支給要件", "exclusion", None),
        ("補助対象にならない費用", "ineligible_expense", "expense"),
        ("補助対象経費の種類", "eligible_expense", "expense"),
        ("応募できる方", "requirement", "applicant"),
        ("加点に関する提出書類", "required_document", "document"),
        ("加点措置", "bonus_point", None),
        ("減点項目", "penalty_point", None),
        ("補助金の返還", "clawback", None),
        ("店の譲渡の禁止", "duty", None),
        ("審査項目", "review_criteria", None),
        ("目標が未達の場合", None, None),
        ("のれんの新調", None, None),
        ("対象とならない費用の例", "ineligible_expense", "expense"),
        ("利用イメージ", "example", None),
        ("加点を受ける場合", None, None),
        ("申請の要件は？", "requirement", None),
        ("支援の対象外となる主な会社", "exclusion", "applicant"),
        ("別紙にある「提出書類」", "required_document", "document"),
        ("どれが対象で、どれが対象外か", None, None),
        ("提出書類チェックリスト", "required_document", "document"),
    ],
)
def test_a_heading_names_what_stands_below_it(text: str, role: str | None, party: str | None) -> None:
    said = of_heading(text)
    assert (said.role, said.of) == (role, party)


def test_a_heading_of_several_kinds_ends_the_list_above_and_names_none() -> None:
    said = of_heading("加点項目・減点項目")
    assert (said.role, said.ends) == (None, True)
