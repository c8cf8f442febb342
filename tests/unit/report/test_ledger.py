"""What was read, in lines."""

from __future__ import annotations

import pytest

from subsidy_rules.kinds.subsidy_rate import KIND
from subsidy_rules.model.document import Evidence, Ledger, Part, Source
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.ledger import ledger_lines


def source(unread: int, kind: str = "overview", **ledger: int) -> Source:
    counts = {"figures": 100, "bound": 100 - unread, "waived": 0, "unread": unread, "clauses": 50, "clauses_unread": 5, **ledger}
    return Source.model_validate({"id": "doc", "sha256": "0", "authority": "official", "kind": kind, "read": Ledger(**counts)})


def ruleset(one: Source, *rules: Rule) -> RuleSet:
    return RuleSet(programme="p", edition="1", extractor="x", sources=(one,), rules=rules)


RATE = Rule(
    id="common.subsidy_rate.base",
    kind="subsidy_rate",
    frame="common",
    label="補助率",
    value=KIND.value_type.model_validate({"rate": "1/2"}),
    evidence=(Evidence(source="doc", quote="1/2"),),
    confidence=0.9,
)


@pytest.mark.parametrize(
    ("one", "rules", "said"),
    [
        (source(10), (), None),
        (source(30), (), "much of this document was not read"),
        (source(60), (), "most of this document was not read"),
        (source(0, "guideline"), (), "no amount or rate was found"),
        (source(0, "guideline"), (RATE,), None),
        (source(2, figures=4, bound=2), (), None),
        (source(2, figures=4, bound=2, clauses_unread=40), (), "most of this document was not read"),
    ],
)
def test_what_was_hardly_read_is_said_first(one: Source, rules: tuple[Rule, ...], said: str | None) -> None:
    lines = ledger_lines(ruleset(one, *rules), {}, "en")
    assert len(lines) == (1 if said is None else 2)
    assert said is None or said in lines[0]


def test_the_lowest_part_with_its_page_in_both_languages() -> None:
    lowest = {"doc": Part(name="補助対象経費", page=12, read=3, n=20)}
    (en,) = ledger_lines(ruleset(source(10)), lowest, "en")
    assert en.startswith("doc: 90 of 100 figures read (90 in rules, 0 with a reason not to be), 45 of 50 clauses; ")
    assert en.endswith('least of "補助対象経費" (page 12 of the file): 3 of 20.')
    (ja,) = ledger_lines(ruleset(source(10)), lowest, "ja")
    assert "「補助対象経費」（ファイルの12ページ）" in ja
    assert ledger_lines(ruleset(source(10).model_copy(update={"read": None})), {}, "en") == ()
