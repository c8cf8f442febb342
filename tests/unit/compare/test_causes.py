"""One cause, one finding, as grave as the gravest thing that it does."""

from __future__ import annotations

from dataclasses import replace

from subsidy_rules.compare.effects import effect_of_change, effect_of_coming
from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.findings import compare_units
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

SAME = tuple(f"{name}の書類は、事務局が定める様式により提出すること。" for name in ("甲号", "乙号", "丙号", "丁号"))


def unit(text: str, *headings: str, lead: str = "") -> Unit:
    return Unit(text, headings or ("申請の要件",), Evidence(source="p", at="", quote=text), lead)


def cell(text: str, *around: str, row: int, col: int, header: bool = False) -> Unit:
    return Unit(text, (), Evidence(source="p", at="", quote=text), group=f"t1.{row}.{col}", title=header, around=around)


def found(old: list[Unit], new: list[Unit]) -> tuple[Finding, ...]:
    sides = [[*map(unit, SAME), *units] for units in (old, new)]
    numbered = [[replace(u, order=n, group=u.group or f"c{n}") for n, u in enumerate(units)] for units in sides]
    return compare_units(*numbered).findings


def test_the_same_words_cut_elsewhere_are_one_change() -> None:
    old = ["上限に達しない場合、従業員がいない場合、再生中の場合は適用しない。", "従業員がいない場合、別の特例を使う場合は適用しない。"]
    new = ["上限に達しない場合、再生中の場合は適用しない。", "別の特例を使う場合は適用しない。"]
    assert [len(one.places) for one in found([*map(unit, old)], [*map(unit, new)])] == [2]


def test_a_long_exchange_is_one_change_whatever_its_sentences_do() -> None:
    old = ["町の雇用助成金（体験コースに限る。）を受けた者を除く。", "町の雇用助成金（体験コースに限る。）を受けた事業主の名簿"]
    new = [text.replace("体験コース", "体験コース、設備と制度の整備に関するコース") for text in old]
    (finding,) = found([*map(unit, old)], [*map(unit, new)])
    assert (finding.check, len(finding.places)) == ("clause-tightened", 2)


def test_a_new_course_in_an_enumeration_is_one_quiet_change() -> None:
    old = [
        "本助成金の取組は、正社員化コース及び賞与制度コースをいう。",
        "正社員化コース又は賞与制度コースの計画書を提出しようとする者は、次の書類を提出しなければならない。",
        "正社員化コース又は賞与制度コースを受けた者には、昇給コースを支給しない。",
    ]
    new = [
        "本助成金の取組は、正社員化コース、賞与制度コース及び時間延長コースをいう。",
        "正社員化コース、賞与制度コース又は時間延長コースの計画書を提出しようとする者は、次の書類を提出しなければならない。",
        "正社員化コース、賞与制度コース又は時間延長コースを受けた者には、昇給コースを支給しない。",
    ]
    course = unit("労働時間を五時間以上延長した事業主であること。", "時間延長コース")
    changes = [(one.check, len(one.places)) for one in found([*map(unit, old)], [*map(unit, new), course]) if not one.of_new_part]
    assert changes == [("clause-changed", 2), ("clause-tightened", 1)]


def test_one_more_name_in_brackets_widens_or_narrows_what_is_meant() -> None:
    def effect(old: str, new: str) -> str | None:
        return effect_of_change(unit(old), unit(new), ())

    only = (
        "他の助成金（甲コースに限る。）を受けた者は対象としない。",
        "他の助成金（甲コース及び乙コースに限る。）を受けた者は対象としない。",
    )
    but = "他の助成金（甲コースを除く。）を受けた者は対象としない。", "他の助成金（甲コース及び乙コースを除く。）を受けた者は対象としない。"
    assert (effect(*only), effect(*only[::-1])) == ("clause-tightened", "clause-loosened")
    assert (effect(*but), effect(*but[::-1])) == ("clause-loosened", "clause-tightened")


def test_which_of_several_targets_counts_decides() -> None:
    old = "最終年度に甲目標又は乙目標のいずれの目標も達成できなかった場合、補助金の返還を求めます。"
    new = "最終年度に乙目標を達成できなかった場合、補助金の返還を求めます。"
    assert effect_of_change(unit(old), unit(new), ()) == "clause-decisive-changed"


def test_how_an_office_classes_somebody_asks_for_nothing() -> None:
    check = "支給要件の確認", "小規模な事業主であることの確認"
    assert effect_of_coming(unit("小規模な事業主に該当しない。", *check)) == "clause-added"
    assert effect_of_coming(unit("暴力団員に該当しないこと。", "申請の要件")) == "clause-burden-added"


def test_a_place_taken_for_one_is_a_definition() -> None:
    text = "同じ場所にあるものは原則として一つの事業場とし、離れているものは原則として別の事業場とします。"
    assert effect_of_coming(unit(text)) != "clause-burden-added"


def test_an_invitation_and_a_past_result_are_remarks() -> None:
    assert effect_of_coming(unit("補助金で集客できるサイトを制作しましょう！")) == "remark-added"
    assert effect_of_coming(unit("昨年度の採択率は１００％！")) == "remark-added"


def test_the_label_of_a_new_row_is_told_with_its_cell() -> None:
    row = [
        cell("事業所の最低賃金の引上げ", "加点項目", row=1, col=0),
        cell("最低賃金を六十円以上引き上げた事業者を加点する。", "事業所の最低賃金の引上げ", "内容", row=1, col=1),
    ]
    (finding,) = found([], row)
    assert (len(finding.places), len(finding.again)) == (1, 1)


def test_a_new_course_tells_its_sums_though_another_one_has_the_same() -> None:
    old = [unit("中小企業の事業主 ４０万円", "正社員化コース")]
    new = [unit("中小企業の事業主 ４０万円", "時間延長コース"), unit("労働時間を五時間以上延長した事業主であること。", "時間延長コース")]
    assert [one.of_new_part for one in found(old, [*old, *new])] == [True, True]


def test_the_same_sentence_in_two_places_is_one_change_with_both() -> None:
    note = "制度は、労働者に適用するものとして相当な水準の待遇を備えたものであること。"
    (finding,) = found([], [unit(note, "対象事業主"), unit(note, "対象労働者")])
    assert (finding.check, len(finding.places), len(finding.again)) == ("clause-burden-added", 1, 1)


def test_a_case_and_what_holds_then_are_one_change() -> None:
    check = "支給要件の確認", "小規模な事業主であることの確認"
    case, then = unit("労働者の数が三十人を上回るとき", *check), unit("小規模な事業主に該当しない。", *check)
    assert [len(one.places) for one in found([], [case, then])] == [2]
    below = replace(then, evidence=then.evidence.model_copy(update={"at": "(2)"}))
    assert [len(one.places) for one in found([], [case, below])] == [1, 1]


def test_a_new_course_tells_its_demands_and_short_lines_though_another_one_has_the_same_words() -> None:
    asked = "申請の日に離職していない労働者であること。"
    old = [unit(asked, "正社員化コース"), unit("労働者の賃金台帳と出勤簿の写し", "正社員化コース")]
    new = [unit(asked, "時間延長コース"), unit("出勤簿と労働者の賃金台帳", "時間延長コース")]
    told = [(one.of_new_part, one.places[0][1].text) for one in found(old, [*old, *new]) if one.places[0][1] is not None]
    assert told == [(True, each.text) for each in new]
    moved = [old[0], unit("出勤簿と労働者の賃金台帳", "正社員化コース"), old[1]]
    assert found(old, moved) == ()
