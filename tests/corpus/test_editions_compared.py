"""What changed between real editions: the exact lists, written from the documents. Needs ../shared; skipped where it is not there."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.compare.passages import compare_texts
from subsidy_rules.compare.texts import align_texts, units_of
from subsidy_rules.evaluate.evaluate import frame_rules
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Document, SourceKind
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.impact import impact
from subsidy_rules.stages.impact_grid import grid
from subsidy_rules.stages.ingest import Ingested, ingest
from subsidy_rules.stages.local import Told, gather

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
OVERVIEW, GUIDELINE, OLD_REGULATION, REGULATION = (
    "seed_000.txt",
    "it2025_koubo_tsujyo.pdf",
    "it2025_kitei_tsujyo.pdf",
    "it2026_kitei_tsujyo.pdf",
)
EDITIONS = {
    OVERVIEW: "2024",
    GUIDELINE: "2025",
    OLD_REGULATION: "2025",
    REGULATION: "2026",
    "careerup_r7_04.pdf": "R7.4",
    "careerup_r7_07.pdf": "R7.7",
}

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of official documents (../shared) is not here"),
]

# 2024 → 2025. The overview of 2024 gives amounts, rates and expenses of all frames in one table; the guideline of 2025 gives amounts and
# rates of all frames on its third page, everything else for its own frame. (frame, check, a part of the message)
FROM_2024_TO_2025 = [
    # the proviso in the cell of the fee, which only the guideline has
    ("denshi", "condition-changed", "クラウド利用料"),
    ("tsujo", "rate-added", "2/3"),  # 低賃金雇用の従業員が3か月以上30%以上
    ("tsujo", "amount-changed", "150万円未満"),  # 5万円～150万円 → 5万円～150万円未満
    ("tsujo", "benefit-condition-widened", "旧: 1プロセス以上、3プロセス以下"),  # 1～3 → 1プロセス以上
    ("tsujo", "benefit-condition-widened", "旧: 中小企業"),  # 中小企業：1/2 → 1/2以内
    ("tsujo", "kind-only-in-new", "加点"),
    ("invoice", "amount-min-none-stated", "1機能以上"),  # ～50万円 → （下限なし）～50万円以下
    ("invoice", "amount-min-none-stated", "2機能以上"),  # ～350万円 → （下限なし）～350万円以下
    ("invoice", "condition-changed", "旧: 1機能、"),  # 1機能 → 1機能以上
    ("invoice", "condition-changed", "50万円超の部分"),  # 50万円～350万円 → 50万円超～350万円
    ("invoice", "item-renamed", "ハードウェア"),  # ハードウェア購入費 → PC・タブレット等、レジ・券売機; 複数社連携 the same (同右)
    ("denshi", "amount-min-none-stated", "下限なし"),
    ("denshi", "benefit-condition-widened", "旧: 中小企業"),  # 中小企業 → 中小企業・小規模事業者等
    ("security", "amount-max-increased", "100万円から150万円"),
    ("security", "rate-added", "小規模事業者"),
    ("fukusu", "amount-changed", "200万円"),  # 事務費・専門家費: now also 10% of the other amounts
    ("fukusu", "amount-min-none-stated", "1機能以上"),
    ("fukusu", "amount-min-none-stated", "2機能以上"),
    ("fukusu", "condition-changed", "旧: 1機能、"),
    ("fukusu", "condition-changed", "50万円超の部分"),
    ("fukusu", "kind-only-in-old", "経費 1、申請要件 1"),
    # what a tool must be able to do, of which the overview says less
    ("invoice", "kind-only-in-new", "申請要件"),
    ("denshi", "kind-only-in-new", "申請要件"),
    ("security", "kind-only-in-new", "申請要件"),
    # what a frame is for, and one expense of all frames, stand in the overview only: nobody can tell whether they changed
    ("common", "frame-only-in-old", "規則2件"),
    ("tsujo", "kind-only-in-old", "申請要件 1"),
    ("invoice", "kind-only-in-old", "申請要件 1"),
    ("denshi", "kind-only-in-old", "申請要件 1"),
    ("security", "kind-only-in-old", "申請要件 1"),
]
# 2025 → 2026, regulation and regulation
FROM_2025_TO_2026 = [
    ("tsujo", "requirement-added", "1.5%以上"),  # 第9条第6項第一号: those awarded in 2022–2025
    ("tsujo", "requirement-added", "1%以上"),  # 第9条第5項第一号, instead of 給与支給総額 1.5%
    ("tsujo", "requirement-removed", "給与支給総額の増加"),  # 第9条第6項第一号 of 2025
    ("tsujo", "condition-changed", "申請要件4件"),  # 第9条第2項: past awards 2022–2024 → 2023–2025
    ("tsujo", "condition-changed", "最低賃金+50円以下"),  # 別表: the wage band and period of the rate of 2/3
    ("tsujo", "condition-changed", "第9条第5項及び第6項"),  # 第28条第2項: the clawback that stood in 第9条第6項, now for both requirements
    ("tsujo", "schedule-start-later", "2026-01-16"),  # 附則
    ("fukusu", "frame-renamed", "複数者連携デジタル化・AI導入枠"),
]
# Not true: 第9条第6項 of 2025 announces the plan of those who apply for so much; 第9条第5項 of 2026 still asks for it. A fault of reading:
# the head of a list, whose constraint says what its condition says, is a rule in one edition alone. The documents tell that it is reworded.
FALSE_FROM_2025_TO_2026 = [("tsujo", "requirement-removed", "補助金申請額 150万円以上")]

# Rules in words have no figure that could be pinned: a rule told as gone and come is often one sentence read in two ways. They are judged
# where comparing is judged as a whole (the issue on comparing editions); here their number must not grow unseen.
IN_WORDS = ("requirement", "exclusion", "clawback", "duty")
WORDS_2025_TO_2026 = 3  # true: the plan that is told to the employees, and the place in Japan, which is gone and come instead of reworded
WORDS_WITH_GUIDELINE = 36  # mostly false: one sentence of the regulation, named in two ways


@cache
def read(*names: str, kind: SourceKind | None = None) -> Ingested:
    programme_id = "careerup" if names[0].startswith("careerup") else "it-hojo"
    programme = find_programme(programme_id, ROOT / "sources" / "programmes")
    edition = EDITIONS[names[0]]
    given, errors = gather([CORPUS / name for name in names], programme, edition, Told(kind=kind))
    assert errors == ()
    made = ingest(programme, edition, given, None)
    assert made.errors == ()
    return made


def ruleset(*names: str, kind: SourceKind | None = None) -> RuleSet:
    made = read(*names, kind=kind).ruleset
    assert made is not None
    return made


def documents(*names: str) -> dict[str, Document]:
    return {one.document.sha256: one.document for name in names for one in read(name).extracted}


def unexplained(changes: Sequence[Change], expected: Sequence[tuple[str, str, str]]) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Changes that nobody expects, and expectations that nothing meets; each change meets one expectation."""
    left = list(expected)
    false = []
    for change in changes:
        met = next((row for row in left if row[:2] == (change.frame, change.check) and row[2] in change.ja), None)
        if met is None:
            false.append(f"{change.frame} {change.check} {change.ja}")
        else:
            left.remove(met)
    return false, left


def in_words(change: Change) -> bool:
    """Whether the change is of rules that came or went and that state no figure."""
    if change.kind not in IN_WORDS or change.action == "changed":
        return False
    rules = [rule for rule in (change.old, change.new) if rule is not None]
    return bool(rules) and all(getattr(rule.value, "constraint", None) is None for rule in rules)


def parted(changes: Sequence[Change]) -> tuple[list[Change], list[Change]]:
    """Changes with figures, and those of rules in words."""
    return [each for each in changes if not in_words(each)], [each for each in changes if in_words(each)]


def test_exact_list_2024_to_2025() -> None:
    changes = compare_rulesets(ruleset(OVERVIEW, kind="overview"), ruleset(GUIDELINE))
    assert unexplained(changes, FROM_2024_TO_2025) == ([], [])
    assert [change.level.value for change in changes if change.level.value == "ERR"] == []
    item = next(change for change in changes if change.check == "item-renamed")
    assert item.frames == ("invoice", "fukusu")


def test_exact_list_2025_to_2026() -> None:
    figures, words = parted(compare_rulesets(ruleset(OLD_REGULATION), ruleset(REGULATION)))
    assert unexplained(figures, [*FROM_2025_TO_2026, *FALSE_FROM_2025_TO_2026]) == ([], [])
    assert len(words) <= WORDS_2025_TO_2026
    assert [each.check for each in words if "表明" in each.ja] == ["requirement-added"]  # 第9条第6項第二号


def test_what_only_the_guideline_says_has_not_gone() -> None:
    figures, words = parted(compare_rulesets(ruleset(GUIDELINE, OLD_REGULATION), ruleset(REGULATION)))
    other_frames = [("invoice", "frame-only-in-old", ""), ("denshi", "frame-only-in-old", ""), ("security", "frame-only-in-old", "")]
    other_frames += [("fukusu", "frame-only-in-old", ""), ("tsujo", "kind-only-in-old", "必要書類")]
    assert unexplained(figures, [*FROM_2025_TO_2026, *FALSE_FROM_2025_TO_2026, *other_frames]) == ([], [])
    assert len(words) <= WORDS_WITH_GUIDELINE


def test_moved_table_is_no_change_and_the_corrected_slip_is_info() -> None:
    old, new = ruleset(OLD_REGULATION), ruleset(REGULATION)
    told = compare_rulesets(old, new)
    assert not any(change.kind == "applicant_threshold" for change in told)  # 第9条第2項 → 別紙１
    texts = compare_texts(old, new, documents(OLD_REGULATION, REGULATION), told)
    (slip,) = (change for change in texts if change.old_text and "ゴム製品" in change.old_text.text)
    assert (slip.check, slip.level.value) == ("reworded", "INFO")
    pages = {change.check: change for change in texts if change.evidence("new") and "ゴム" in (change.evidence("new") or slip).quote}  # type: ignore[union-attr]
    assert set(pages) == {"reworded"}
    moved = [change for change in texts if change.kind == "text" and change.new_text and change.new_text.evidence.page == 15]
    assert moved == [slip]  # of the whole moved table, only the slip


def test_texts_of_careerup_that_changed_really_did() -> None:
    """Every text told as added stands nowhere in the old document, every removed one nowhere in the new."""
    old, new = (next(iter(documents(f"careerup_{name}.pdf").values())) for name in ("r7_04", "r7_07"))
    found = align_texts(units_of(old, "old"), units_of(new, "new"))
    before, after = (squeezed("".join(line.text for page in one.pages for line in page.lines)) for one in (old, new))
    false = [unit.text for unit in found.added if len(unit.plain) > 18 and not unit.named and squeezed(unit.text) in before]
    false += [unit.text for unit in found.removed if len(unit.plain) > 18 and not unit.named and squeezed(unit.text) in after]
    assert false == []
    assert len(found.added) >= 110  # the new course 7001 and what goes with it
    # the clauses of chapters that did not change are not told
    assert {unit.evidence.page for unit in found.added} <= {5, 16, 19, 20, 22, 42, *range(76, 83)}
    told = " ".join([a.text + b.text for a, b, _ in found.changed] + [unit.text for unit in found.added])
    for part in ("日からから起算", "４月１付け", "中高年層安定雇用支援コース", "転換前の雇用期間に応じた日"):
        assert part in told


def squeezed(text: str) -> str:
    return "".join(char for char in fold_text(text) if char.isalnum())


@pytest.mark.parametrize("names", [(OVERVIEW,), (GUIDELINE, OLD_REGULATION), (REGULATION,), ("careerup_r7_04.pdf",)])
def test_same_edition_has_no_changes(names: tuple[str, ...]) -> None:
    one = ruleset(*names)
    assert compare_rulesets(one, one) == ()
    texts = units_of(read(*names).extracted[0].document, "one")
    same = align_texts(texts, texts)
    assert (same.changed, same.removed, same.added) == ((), (), ())


def granted_at(rate: str, told: dict[str, object]) -> int | None:
    """By hand, 別表 of 通常枠: 5万円 to under 150万円; with four processes 150万円 to 450万円, too."""
    raw = int(Fraction(str(told["cost"])) * Fraction(rate))
    best = [
        min(raw, high)
        for low, high, processes in ((50_000, 1_499_999, 1), (1_500_000, 4_500_000, 4))
        if raw >= low and more(told, processes)
    ]
    return max(best, default=None)


def more(told: dict[str, object], processes: int) -> bool:
    return int(str(told.get("process_count", 0))) >= processes


def low_wages(told: dict[str, object], band: str) -> bool:
    """Whether 30 % of the staff was paid within the band in three months or more."""
    of_band = {name.split("@")[0]: Fraction(str(value)) for name, value in told.items() if "@" in name and band in name}
    return of_band["low_wage_staff_share"] >= 30 and of_band["low_wage_months"] >= 3


def test_the_changed_wage_band_touches_exactly_those_in_one_band_and_not_the_other() -> None:
    old, new = ruleset(OLD_REGULATION), ruleset(REGULATION)
    (change,) = (one for one in compare_rulesets(old, new) if one.kind == "subsidy_rate" and one.check == "condition-changed")
    assert change.old is not None and change.new is not None
    rules = tuple(change.new if rule.id == change.old.id else rule for rule in old.rules)
    alone = old.model_copy(update={"rules": rules})
    sides = [frame_rules(one, "tsujo", all_states=True) for one in (old, alone)]
    table, _ = grid([change.old, change.new], sides)
    (found,) = impact(old, alone, frames=["tsujo"], all_states=True)
    listed = [shift.told for shift in found.shifts]
    rows = [{str(name): value for name, value in row.items() if value is not None} for row in table.to_dict("records")]
    touched = [
        told
        for told in rows
        if told["applicant_class"] != "other"
        and low_wages(told, "le_50") != low_wages(told, "regional_min_wage_r7")
        and granted_at("1/2", told) != granted_at("2/3", told)
    ]
    assert found.total == len(rows)
    assert listed == touched
    assert 0 < len(touched) < len(rows) / 2
