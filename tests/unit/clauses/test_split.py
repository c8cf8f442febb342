"""Lines with boxes → clauses: joining, nesting, zones, running heads, lists in tables."""

from __future__ import annotations

from collections.abc import Sequence

from subsidy_rules.clauses import place_tables, read_change_log, split_clauses, zoned_rows
from subsidy_rules.model.document import Cell, Clause, Line, Page, Table, Zone

LEFT, RIGHT, SIZE, LEADING = 56.0, 540.0, 10.0, 20.0


def line(text: str, top: float, x0: float = LEFT, x1: float | None = None, size: float = SIZE) -> Line:
    return Line(text=text, bbox=(x0, top, min(x0 + len(text) * size, RIGHT) if x1 is None else x1, top + size))


def page(lines: Sequence[Line], page_no: int = 1) -> Page:
    return Page(page_no=page_no, width_pt=595.0, height_pt=842.0, lines=tuple(lines))


def stacked(texts: Sequence[tuple[str, float]], page_no: int = 1, top: float = 100.0) -> Page:
    """Lines one below the other, each with its left edge; full ones reach the right edge by their length."""
    return page([line(text, top + at * LEADING, x0) for at, (text, x0) in enumerate(texts)], page_no)


def split(*pages: Page, tables: Sequence[Table] = ()) -> tuple[Clause, ...]:
    return split_clauses(zoned_rows(pages, tables))


FULL = "補助事業者は、次に掲げる要件を満たす事業計画を策定し、これを実行しなければならず、その結果を事務局が定め"


def test_a_full_line_is_joined_to_a_hanging_one() -> None:
    (clause,) = split(stacked([("（１）" + FULL, LEFT), ("る期日までに報告すること。", LEFT + 22)]))
    assert clause.text == FULL + "る期日までに報告すること。"
    assert [span.bbox is not None for span in clause.spans] == [True, True]
    assert clause.spans[0].end == len(FULL)


def test_a_short_line_ends_its_paragraph() -> None:
    assert [c.text for c in split(stacked([("次のとおり。", LEFT), ("以上である。", LEFT)]))] == ["次のとおり。", "以上である。"]


def test_running_text_that_breaks_off_goes_on_in_a_line_set_in_farther() -> None:
    first = "次の事業は対象外です。" + FULL[:36] + "。また、採"
    (clause,) = split(stacked([(first, LEFT), ("択の後でも取り消します。", LEFT + 28)]))
    assert clause.text == first + "択の後でも取り消します。"


def test_a_noun_that_ends_like_a_particle_and_a_title_go_on_with_nothing() -> None:
    item, title = "○下記に該当する中小の店を営む事業者でないこと", "（３）報告の内容に疑わしい点がある場合について"
    behind = "親会社が議決権の過半数を持つ会社は同一とみなす。"
    assert [c.text for c in split(stacked([(item, LEFT), (behind, LEFT + 11)]))] == [item[1:], behind]
    assert [c.text for c in split(stacked([(title, LEFT), (behind, LEFT + 30)]))] == [title[3:], behind]


def test_a_sentence_goes_on_over_the_page_and_past_its_number() -> None:
    first = page([line("（ア）" + FULL, 740.0), line("1", 790.0, 300.0)], 1)
    second = page([line("る期日までに報告すること。", 60.0, LEFT + 22), line("2", 790.0, 300.0)], 2)
    (clause,) = split(first, second)
    assert clause.text == FULL + "る期日までに報告すること。"
    assert [span.page_no for span in clause.spans] == [1, 2]


def test_running_heads_go_also_when_letter_spaced() -> None:
    pages = [
        page([line(head, 30.0), line(f"第{n}条　{'甲乙丙丁'[n - 1]}の規定による。", 100.0), line(f"- {n} - （R7.4.1）", 800.0, 280.0)], n)
        for n, head in enumerate(("交付規程の要領", "交 付 規 程 の 要 領", "交付規程の要領", "交付規程 の要領"), start=1)
    ]
    clauses = split(*pages)
    assert [c.text for c in clauses] == [f"{sign}の規定による。" for sign in "甲乙丙丁"]


def test_form_titles_that_differ_by_number_are_no_running_heads() -> None:
    pages = [page([line(f"様式第{n}", 50.0), line(f"甲{n}は次のとおりである。", 100.0)], n) for n in range(1, 5)]
    assert [c.text or c.label for c in split(*pages)][::2] == [f"様式第{n}" for n in range(1, 5)]


def test_paths_follow_series_and_indent() -> None:
    clauses = split(
        stacked(
            [
                ("２．申請対象", LEFT),
                ("２－１－１　申請の要件", LEFT),
                ("（１）定義について", LEFT),
                ("次のとおりとする。", LEFT + 20),
                ("（２）申請要件", LEFT),
                ("(ア) 法人であること。", LEFT + 20),
                ("一 国内にあること。", LEFT + 42),
                ("二 登記があること。", LEFT + 42),
                ("(イ) 個人であること。", LEFT + 20),
                ("※ 全体の注とする。", LEFT),
                ("３．補助事業の流れ", LEFT),
                ("（１）最初の項目", LEFT),
                ("説明とする。", LEFT + 20),
            ]
        )
    )
    paths = [c.path for c in clauses]
    assert paths[6] == ("2-1-1", "(2)", "(ア)", "一")
    assert paths[7] == ("2-1-1", "(2)", "(ア)", "二")
    assert paths[8] == ("2-1-1", "(2)", "(イ)")
    assert paths[9] == ("2-1-1", "(2)", "※")
    assert paths[11] == ("3", "(1)")
    assert clauses[6].headings == ("申請対象", "申請の要件", "申請要件")


def test_article_captions_head_their_article_alone() -> None:
    clauses = split(
        stacked(
            [("（通則）", LEFT), ("第１条　甲とする。", LEFT), ("２　乙とする。", LEFT), ("（定義）", LEFT), ("第２条　丙とする。", LEFT)]
        )
    )
    assert clauses[1].headings == ("通則",)
    assert clauses[2].path == ("第1条", "2")
    assert (clauses[4].headings, clauses[4].path) == (("定義",), ("第2条",))


def test_a_lost_space_behind_a_label_is_mended_within_a_series() -> None:
    clauses = split(stacked([("一中小企業者は次のとおり。", LEFT), ("二小規模事業者は次のとおり。", LEFT), ("三その他の者とする。", LEFT)]))
    assert [(c.label, c.text[:3]) for c in clauses] == [("一", "中小企"), ("二", "小規模"), ("三", "その他")]


def test_chance_labels_within_a_sentence_are_joined() -> None:
    head = "(ア)" + FULL[:-1] + "第"
    (clause,) = split(stacked([(head, LEFT), ("３２条の規定に基づく検査に協力すること。", LEFT + 22)]))
    assert clause.text.endswith("第３２条の規定に基づく検査に協力すること。")


def test_a_period_goes_on_below_its_beginning_at_the_place_of_the_values() -> None:
    clauses = split(stacked([("申請期間 令和８年５月１１日から", LEFT), ("令和８年６月３０日まで", LEFT + 140), ("備考とする。", LEFT)]))
    assert [c.text for c in clauses] == ["申請期間 令和８年５月１１日から令和８年６月３０日まで", "備考とする。"]


def test_revision_history_and_contents_are_zones_of_their_own() -> None:
    history = stacked([("２０２５年３月２４日", LEFT), ("改訂前） 三月に判定する。", LEFT), ("改訂後） 直近月に判定する。", LEFT)], 1)
    contents = stacked([("目次", 280.0)] + [(f"{n}．題名{n} ................ {n}", LEFT) for n in range(1, 7)], 2)
    body = stacked([("１．題名1", LEFT), ("本文とする。", LEFT)], 3)
    clauses = split(history, contents, body)
    assert [c.zone for c in clauses if c.page_no == 1] == [Zone.REVISION] * 3
    assert {c.zone for c in clauses if c.page_no == 2} == {Zone.CONTENTS}
    assert clauses[-1].path == ("1",)
    assert clauses[-1].zone is Zone.BODY
    (change,) = read_change_log(zoned_rows([history, contents, body], ()), ())
    assert (change.old, change.new) == ("三月に判定する。", "直近月に判定する。")


def test_contents_without_leaders_end_with_their_page() -> None:
    clauses = split(
        stacked([("＜目次＞", LEFT), ("概要 P.1", LEFT)], 1),
        stacked([("・ 経費の一部を補助します。", LEFT), ("・ 対象は小規模事業者です。", LEFT)], 2),
    )
    assert clauses[0].zone is Zone.CONTENTS
    assert {c.zone for c in clauses if c.page_no == 2} == {Zone.BODY}


def test_examples_end_with_their_bullet() -> None:
    clauses = split(
        stacked(
            [
                ("・ 返還を求める。", LEFT),
                ("（具体例）", LEFT + 8),
                ("４５０万円の場合の返還額", LEFT + 8),
                ("（例１）１年度目の場合", LEFT + 2),
                ("・ ただし、この限りでない。", LEFT),
            ]
        )
    )
    assert [c.zone for c in clauses] == [Zone.BODY, Zone.EXAMPLE, Zone.EXAMPLE, Zone.EXAMPLE, Zone.BODY]
    assert clauses[1].page_no == 1 and clauses[1].spans


def test_annex_and_other_programmes() -> None:
    clauses = split(
        stacked([("１．概要", LEFT), ("本文とする。", LEFT)], 1),
        stacked([("別紙１：業種一覧", LEFT), ("次のとおり。", LEFT)], 2),
        stacked([("別紙２：関連事業紹介", LEFT), ("他の補助金の案内。", LEFT)], 3),
    )
    assert [c.zone for c in clauses] == [Zone.BODY] * 2 + [Zone.ANNEX] * 2 + [Zone.OTHER_PROGRAMME] * 2


def grid(rows: Sequence[Sequence[str]], top: float, page_no: int = 1, **fields: object) -> Table:
    cells = tuple(
        Cell(row=r, col=c, text=text, page_no=page_no, bbox=(LEFT + 200 * c, top + 20 * r, LEFT + 200 * (c + 1), top + 20 * (r + 1)))
        for r, texts in enumerate(rows)
        for c, text in enumerate(texts)
    )
    box = (LEFT, top, LEFT + 200 * len(rows[0]), top + 20 * len(rows))
    return Table(table_no=1, page_no=page_no, bbox=box, n_rows=len(rows), n_cols=len(rows[0]), cells=cells, **fields)  # type: ignore[arg-type]


def test_text_of_a_table_is_no_clause_and_the_table_knows_its_place() -> None:
    table = grid([["区分", "率"], ["甲", "1/2"]], 140.0)
    lines = [
        line("２－３　補助率", 100.0),
        line("（補助率の表）", 120.0),
        line("区分 率", 145.0),
        line("甲 1/2", 165.0),
        line("※端数は切り捨てる。", 185.0),
    ]
    document = page(lines)
    clauses = split(document, tables=[table])
    assert [c.text for c in clauses] == ["補助率", "（補助率の表）", "端数は切り捨てる。"]
    (placed,) = place_tables([table], clauses, [document])
    assert placed.caption == "（補助率の表）"
    assert placed.headings == ("補助率", "（補助率の表）")
    assert placed.notes == ("※端数は切り捨てる。",)
    assert placed.zone is Zone.BODY


def test_a_list_drawn_as_a_table_is_clauses() -> None:
    table = grid([["①", "一つ目の事業者"], ["②", "二つ目の\n事業者"]], 140.0)
    document = page([line("（１）次の事業者", 110.0), line("① 一つ目の事業者", 145.0), line("② 二つ目の事業者", 165.0)])
    clauses = split(document, tables=[table])
    assert [(c.path, c.text) for c in clauses[1:]] == [(("(1)", "①"), "一つ目の事業者"), (("(1)", "②"), "二つ目の事業者")]
    assert place_tables([table], clauses, [document]) == ()


def test_a_table_of_old_and_new_is_revision_and_logged() -> None:
    table = grid([["箇所", "改訂前", "改訂後"], ["P.3", "三月", "直近月"]], 140.0)
    document = page([line("１．概要", 100.0)])
    (placed,) = place_tables([table], split(document, tables=[table]), [document])
    assert placed.zone is Zone.REVISION
    (change,) = read_change_log(zoned_rows([document], [table]), [table])
    assert (change.section, change.old, change.new) == ("P.3", "三月", "直近月")


def test_no_text_no_clauses() -> None:
    assert split(Page(page_no=1, problem="no_text_layer")) == ()


def test_a_line_over_two_tables_side_by_side_is_of_no_clause() -> None:
    left = grid([["要件", ""], ["研修", ""]], 100.0).model_copy(update={"bbox": (LEFT, 100.0, LEFT + 200, 140.0), "cells": ()})
    right = left.model_copy(update={"table_no": 2, "bbox": (LEFT + 220, 100.0, LEFT + 420, 140.0)})
    lines = [line("助成の額", 60.0), line("研修 20万円 会議 30万円", 120.0, x1=LEFT + 420), line("以下は注記", 200.0)]
    found = split(page(lines), tables=[left, right])
    assert [clause.text for clause in found] == ["助成の額", "以下は注記"]
