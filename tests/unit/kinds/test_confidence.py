"""What lowers the confidence of candidates: each circumstance on a small text of our own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from subsidy_rules.kinds.confidence import BASE, CEILING, WEIGHTS, confidence, table_doubt, together, with_doubts
from subsidy_rules.model.document import Source, Table
from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.model.rule import Candidate
from subsidy_rules.read.text import read_text
from subsidy_rules.stages.extract import DocumentScope, find_candidates

FRAMES = (Frame(id="chain", name="販路連携開拓支援枠"), Frame(id="general", name="一般枠"))
PROGRAMME = Programme(id="p", name="例の補助金", frames=FRAMES)


def found(text: str, kind: str) -> list[Candidate]:
    document = read_text(text.encode(), "a.txt")
    source = Source(id="a", sha256=document.sha256, authority="official", kind="guideline")
    return [one for one in find_candidates(document, DocumentScope(source, "common", PROGRAMME)) if one.kind == kind]


def table(*rows: Sequence[str]) -> str:
    head, *body = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(("# 補助上限額等", "", head, "|" + "---|" * len(rows[0]), *body, ""))


@pytest.mark.parametrize(
    ("cell", "reasons"),
    [
        ("小規模事業者：150万円", ()),
        ("離島の拠点：150万円", ("unknown_label",)),
        ("【山間の集落】150万円", ("unknown_label",)),
        ("1者当たり最大：150万円", ()),
    ],
)
def test_a_label_before_a_value(cell: str, reasons: tuple[str, ...]) -> None:
    (one,) = found(table(("申請枠", "補助上限額"), ("一般枠", cell)), "subsidy_amount")
    assert (one.frame, one.reasons, one.confidence) == ("general", reasons, confidence(reasons))


def test_a_header_that_means_nothing_to_the_vocabulary() -> None:
    rows = (("申請枠", "区分", "補助上限額"), ("一般枠", "小規模事業者", "150万円"), ("一般枠", "離島の拠点", "200万円"))
    known, unknown = found(table(*rows), "subsidy_amount")
    assert (known.reasons, unknown.reasons) == ((), ("unknown_label",))
    assert unknown.confidence < 0.9


def test_a_frame_named_with_a_character_missing() -> None:
    right, wrong = (
        found(table(("申請枠", "補助上限額"), (name, "150万円")), "subsidy_amount") for name in ("販路連携開拓支援枠", "販路携開拓支援枠")
    )
    assert [(one.frame, one.reasons) for one in (*right, *wrong)] == [("chain", ()), ("chain", ("tolerated_typo",))]


def test_a_rate_that_is_raised_under_no_condition_that_was_read() -> None:
    (one,) = found(table(("申請枠", "補助率"), ("一般枠", "2/3に引き上げます。")), "subsidy_rate")
    assert one.reasons == ("raised",)
    assert one.confidence < 0.9


def test_a_name_that_is_a_phrase_of_the_document() -> None:
    text = "# 補助対象外経費\n\n次の経費は補助対象外です。\n\n- 中古品の購入費\n- 星形の風見鶏の塗装\n"
    known, made = found(text, "ineligible_expense")
    assert (known.reasons, made.reasons) == ((), ("in_words",))
    assert made.confidence < known.confidence == BASE


def test_a_doubtful_table() -> None:
    sure = Table(table_no=1, page_no=1, n_rows=1, n_cols=1, cells=())
    assert table_doubt(None) == table_doubt(sure) == ()
    assert table_doubt(sure.model_copy(update={"confidence": 0.89})) == ("table",)


def test_each_circumstance_counts_once_and_every_weight_lowers() -> None:
    (one,) = found(table(("申請枠", "補助上限額"), ("一般枠", "離島の拠点：150万円")), "subsidy_amount")
    assert with_doubts(one, ("unknown_label",)) == one
    assert all(0 < weight < 1 for weight in WEIGHTS.values())


def test_places_that_agree_make_surer_but_never_certain() -> None:
    assert together([0.7]) == 0.7
    assert 0.7 < together([0.7, 0.7]) < together([0.7, 0.7, 0.7]) <= together([0.97] * 5) == CEILING
