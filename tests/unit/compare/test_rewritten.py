"""Guide pages that were written anew: each thing once, and nothing that both versions say."""

from __future__ import annotations

from subsidy_rules.compare.effects import shuts_out
from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.findings import compare_units
from subsidy_rules.compare.own_part import said_in_another_order
from subsidy_rules.compare.rewritten import settled, without_run_in_titles
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.document import Evidence

OWN = ("町の補助金", "旧町の補助金")
SAME = ("町の補助金は商工会の窓口で申請します。", "町の補助金の審査は二週間で終わります。")


def units(*texts: str | Unit) -> tuple[Unit, ...]:
    made = [
        text if isinstance(text, Unit) else Unit(text, ("町の補助金",), Evidence(source="p", at="", quote=text), group=f"c{n}")
        for n, text in enumerate(texts)
    ]
    return tuple(Unit(u.text, u.headings, u.evidence, order=n, group=u.group, title=u.title, around=u.around) for n, u in enumerate(made))


def title(text: str) -> Unit:
    return Unit(text, ("町の補助金",), Evidence(source="p", at="", quote=text), title=True)


def found(old: tuple[Unit, ...], new: tuple[Unit, ...]) -> tuple[Finding, ...]:
    first, second = without_run_in_titles(old, new), without_run_in_titles(new, old)
    return settled(compare_units(first, second, OWN, rewritten=True).findings, OWN)


def test_what_a_page_says_twice_is_one_finding_with_both_places() -> None:
    said = ("汎用のソフトウェアだけの町の補助金の申請はできません。", "汎用のソフトウェアだけでは申請できない")
    (finding,) = found(units(*SAME), units(*SAME, *said))
    assert finding.check == "clause-burden-added"
    assert len(finding.places) + len(finding.again) == 2


def test_a_title_at_the_front_of_a_sentence_is_its_heading() -> None:
    (cut,) = without_run_in_titles(units("ＩＤの取得が間に合わない郵送では最大一か月かかります。"), (title("IDの取得が間に合わない"),))
    assert cut.text == "郵送では最大一か月かかります。"
    assert cut.headings[-1] == "ＩＤの取得が間に合わない"


def test_a_new_name_alone_is_no_change_for_an_applicant() -> None:
    assert found(units(*SAME, "町の補助金（旧町の補助金）"), units(*SAME, "「旧町の補助金」から「町の補助金」に名称が変更")) == ()


def test_only_after_the_decision_and_not_before_it_are_the_same() -> None:
    after, before = units("補助金は「交付決定後」に発注した費用のみが対象です。", "多くの制度で交付決定前に発注した経費は対象外です。")
    assert said_in_another_order(before, (after,), OWN)
    assert said_in_another_order(after, (before,), OWN)
    (named,) = units("町の補助金では交付決定前に発注した経費は対象外です。")
    assert not said_in_another_order(named, (after,), OWN)


def test_who_is_shut_out_is_grave_also_where_nobody_official_speaks() -> None:
    assert [shuts_out(unit) for unit in units("汎用ソフトだけでは申請できません。", "事前に登録が必要です。")] == [True, False]


def cell(text: str, *around: str) -> Unit:
    return Unit(text, ("町の補助金",), Evidence(source="p", at="", quote=text), group="t1.1.1", around=around)


def test_figures_of_a_cell_that_a_new_sentence_spells_out_are_told_with_it() -> None:
    said = "町の補助金は１件なら5万円以上150万円未満、４件以上なら150万円から450万円です。"
    old, new = cell("450万円", "町の補助金", "上限"), cell("5万円〜450万円", "町の補助金", "上限")
    (finding,) = found(units(*SAME, old), units(*SAME, said, new))
    assert finding.check in ("clause-added", "clause-benefit-added")
    assert [pair[0] is None for pair in (*finding.places, *finding.again)] == [True, False]


def test_what_weighs_more_is_not_left_to_what_weighs_less() -> None:
    lost = cell("②町の案内サイトの制作", "対象となるもの")
    told = [one.check for one in found(units(*SAME, "町の補助金で町の案内サイトを制作しましょう！", lost), units(*SAME))]
    assert "clause-benefit-removed" in told
