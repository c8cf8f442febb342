"""Lists, boxes and rows of a document: what each clause and cell stands in."""

from __future__ import annotations

from subsidy_rules.model.document import Cell, Clause, Document, Page, Table, Zone
from subsidy_rules.statements.section_reading import SectionMap, read_sections


def _clauses(*rows: tuple[str, tuple[str, ...], str]) -> tuple[Clause, ...]:
    """Clauses of (label or "#" for a heading, headings above, text); a bullet "・" below "1." is written "1./・"."""
    out = []
    for no, (label, headings, text) in enumerate(rows, start=1):
        path = tuple(part for part in label.split("/") if part not in ("", "#"))
        ends = [at + 1 for at, sign in enumerate(text) if sign == "。"]
        starts = [0, *ends[:-1]] if ends else [0]
        sentences = tuple(zip(starts, ends or [len(text)], strict=True))
        out.append(
            Clause(
                clause_no=no,
                label=path[-1] if path and not label.endswith("/") else "",
                path=path,
                headings=headings,
                heading=label == "#",
                text=text,
                sentences=sentences,
            )
        )
    return tuple(out)


def _read(clauses: tuple[Clause, ...] = (), tables: tuple[Table, ...] = ()) -> SectionMap:
    return read_sections(Document(name="a.txt", sha256="0", format="text", pages=(Page(page_no=1),), tables=tables, clauses=clauses))


def _roles(*rows: tuple[str, tuple[str, ...], str]) -> list[str]:
    sections = _read(_clauses(*rows))
    return [sections.of_clause(no).role for no in range(1, len(rows) + 1)]


def test_items_take_the_sign_of_the_lead_over_that_of_the_heading() -> None:
    head = ("応募の要件",)
    rows = (
        ("#", (), "応募の要件"),
        ("", head, "次のいずれかに該当する会社は応募できません。"),
        ("1", head, "税金を滞納している会社"),
        ("2", head, "休業中の会社"),
    )
    assert _roles(*rows) == ["requirement", "exclusion", "exclusion", "exclusion"]
    sections = _read(_clauses(*rows))
    assert sections.of_clause(2).head and not sections.of_clause(3).head
    assert sections.of_clause(3).sign == "negative" and sections.of_clause(3).any_of


def test_two_negations_make_what_is_not_wanted() -> None:
    head = ("不支給要件",)
    rows = (("#", (), "不支給要件"), ("", head, "次のいずれにも該当しないこと。"), ("1", head, "虚偽の申請をした者"))
    assert _roles(*rows)[2] == "exclusion"


def test_a_heading_that_is_a_lead_turns_the_sign() -> None:
    head = ("応募の要件",)
    inner = (*head, "次のいずれにも該当しないこと")
    rows = (("#", (), "応募の要件"), ("#", head, "次のいずれにも該当しないこと"), ("1", inner, "税金を滞納している者"))
    assert _roles(*rows)[2] == "exclusion"
    inner = ("補助対象外となる会社", "次のいずれかに該当する会社")
    rows = (("#", (), inner[0]), ("#", inner[:1], inner[1]), ("1", inner, "休業中の会社"))
    assert _roles(*rows)[2] == "exclusion"


def test_sub_bullets_take_the_predicate_of_their_item() -> None:
    head = ("補助対象外となる事業",)
    rows = (
        ("#", (), "補助対象外となる事業"),
        ("1", head, "計画が重なる事業"),
        ("1/・", head, "同じ店が二度応募する事業"),
        ("2", head, "公序に反する事業"),
    )
    assert _roles(*rows)[1:] == ["exclusion"] * 3


def test_bullets_below_an_item_that_must_not_be_are_what_must_not_be() -> None:
    head = ("申請要件",)
    rows = (
        ("#", (), "申請要件"),
        ("1", head, "大きな会社の子会社に該当しないこと。"),
        ("1/・", head, "株式の半分を大きな会社が持つ会社"),
        ("2", head, "次の会社でないこと。"),
        ("2/・", head, "休業中の会社"),
    )
    roles = _roles(*rows)
    assert (roles[1], roles[2], roles[4]) == ("requirement", "exclusion", "exclusion")


def test_names_that_fill_in_an_item_are_no_items() -> None:
    head = ("補助対象外となる会社",)
    rows = (
        ("#", (), "補助対象外となる会社"),
        ("1", head, "以下の補助金の交付を受けた会社"),
        ("1/・", head, "町おこし補助金"),
        ("2", head, "休業中の会社"),
    )
    sections = _read(_clauses(*rows))
    assert [sections.of_clause(no).role for no in (2, 3, 4)] == ["exclusion", "other", "exclusion"]
    assert not sections.of_clause(2).head


def test_a_sentence_with_a_predicate_of_its_own_leaves_the_list() -> None:
    head = ("申請要件",)
    rows = (
        ("#", (), "申請要件"),
        ("1", head, "賃金を上げること。"),
        ("2", head, "目標に届かない場合は、補助金の返還を求めます。"),
        ("3", head, "給与とは、働く人に払う額をいう。"),
    )
    assert _roles(*rows)[1:] == ["requirement", "clawback", "definition"]


def test_a_later_sentence_has_a_part_of_its_own() -> None:
    head = ("申請要件",)
    sections = _read(_clauses(("#", (), "申請要件"), ("1", head, "店を持つこと。露店は対象外とする。")))
    assert [part.section.role for part in sections.parts_of_clause(2)] == ["requirement", "exclusion"]


def test_a_note_is_a_remark_unless_its_words_decide() -> None:
    head = ("申請要件",)
    rows = (
        ("#", (), "申請要件"),
        ("1", head, "店を持つこと。"),
        ("1/※", head, "店の広さは申請時のものです。"),
        ("1/※", head, "露店は補助対象外です。"),
    )
    assert _roles(*rows)[2:] == ["remark", "exclusion"]


def test_an_item_that_says_the_opposite_of_its_heading_is_doubted() -> None:
    head = ("対象経費",)
    sections = _read(_clauses(("#", (), "対象経費"), ("1", head, "机の購入費"), ("2", head, "椅子の購入費は対象外です。")))
    assert sections.of_clause(2).role == "eligible_expense"
    assert (sections.of_clause(3).role, sections.of_clause(3).doubts) == ("ineligible_expense", ("contradicts_heading",))


def test_a_lead_that_stands_deeper_than_its_list_still_turns_the_sign() -> None:
    head = ("支給の要件",)
    rows = (
        ("#", (), "支給の要件"),
        ("", head, "次の全てに該当する会社であること。"),
        ("①", head, "人を雇っている会社"),
        ("①/・", head, "人の数は問いません。"),
        ("①/・/", head, "ただし、次のいずれかに該当する会社は、受給できません。"),
        ("①", head, "休業中の会社"),
        ("②", head, "税金を滞納している会社"),
    )
    assert _roles(*rows)[2] == "requirement"
    assert _roles(*rows)[5:] == ["exclusion", "exclusion"]


def test_a_numbering_that_begins_anew_is_another_list() -> None:
    head = ("その他",)
    rows = (
        ("#", (), "その他"),
        ("", head, "次の会社は対象外です。"),
        ("1", head, "休業中の会社"),
        ("2", head, "遠い会社"),
        ("1", head, "窓口の電話"),
    )
    assert _roles(*rows)[2:] == ["exclusion", "exclusion", "other"]


def test_a_paragraph_behind_the_items_is_none_of_them() -> None:
    head = ("加点項目",)
    rows = (("#", (), "加点項目"), ("", head, "次の会社は対象外です。"), ("1", head, "休業中の会社"), ("", head, "地域の祭りに加わる会社"))
    assert _roles(*rows)[2:] == ["exclusion", "bonus_point"]


def test_of_what_a_lead_asks_one_of_each_item_is_one_of_several() -> None:
    """Also where the lead is no demand itself and only the heading says what the items are; an item beside the list is none of them."""
    head = ("支給対象事業主の要件",)
    sections = _read(
        _clauses(
            ("#", (), "支給対象事業主の要件"),
            ("1", head, "申請の日までに、労働者に対して、次のaからbまでのいずれかの措置を講じる。"),
            ("1/a", head, "労働時間を２時間以上延長する。"),
            ("1/b", head, "基本給を５％以上増額する。"),
            ("2", head, "労働者を継続して雇用すること。"),
        )
    )
    assert [(sections.of_clause(no).role, sections.of_clause(no).any_of) for no in (3, 4, 5)] == [
        ("requirement", True),
        ("requirement", True),
        ("requirement", False),
    ]


def test_bare_names_of_applicants_are_classes() -> None:
    head = ("補助対象者",)
    sections = _read(_clauses(("#", (), "補助対象者"), ("1", head, "企業組合"), ("2", head, "町に店を持つ者であること。")))
    assert [sections.of_clause(no).role for no in (2, 3)] == ["category", "requirement"]
    assert sections.of_clause(2).any_of


def test_a_label_inside_a_line_says_what_the_line_is() -> None:
    head = ("あらまし",)
    rows = (("#", (), "あらまし"), ("・", head, "対象経費：机の購入費"), ("・", head, "補助率：1/2"))
    assert _roles(*rows)[1:] == ["eligible_expense", "amount"]


def test_a_bullet_with_its_value_in_the_next_line_is_a_heading() -> None:
    rows = (("#", (), "あらまし"), ("・", ("あらまし",), "対象経費"), ("・/", ("あらまし",), "机の購入費、椅子の購入費"))
    assert _roles(*rows)[2] == "eligible_expense"


def test_a_scrap_below_a_heading_is_no_item() -> None:
    head = ("基本要件",)
    rows = (("#", (), "基本要件"), ("", head, "3年目"), ("", head, "町に店を持つ者"), ("", head, "店を持つこと"))
    assert _roles(*rows)[1:] == ["other", "requirement", "requirement"]


def test_a_numbering_that_goes_on_ends_the_heading_in_brackets_between_its_items() -> None:
    head = ("対象経費",)
    inner = (*head, "【対象とならない経費例】")
    rows = (
        ("#", (), "対象経費"),
        ("①", head, "広告の費用"),
        ("#", head, "【対象とならない経費例】"),
        ("・", inner, "名刺の印刷代"),
        ("②", inner, "展示会の費用"),
    )
    assert _roles(*rows)[3:] == ["ineligible_expense", "eligible_expense"]


def test_ancestors_add_their_scope() -> None:
    heads = ("申請要件", "＜小さな店の場合＞")
    sections = _read(_clauses(("#", (), "申請要件"), ("#", heads[:1], "＜小さな店の場合＞"), ("1", heads, "人を雇うこと。")))
    assert sections.of_clause(3).role == "requirement"
    assert any("小さな店の場合" in words for words in sections.of_clause(3).scope)


def test_a_title_that_is_no_heading_begins_a_list() -> None:
    head = ("審査",)
    rows = (
        ("#", (), "審査"),
        ("", head, "加点項目"),
        ("1", head, "地域の祭りに加わる店"),
        ("", head, "減点項目"),
        ("2", head, "前に辞退した店"),
    )
    assert _roles(*rows)[2] == "bonus_point"
    assert _roles(*rows)[4] == "penalty_point"


def test_lines_in_brackets_are_scope_and_asides_behind_a_title_are_not() -> None:
    rows = (
        ("#", (), "提出書類【様式の変更あり】"),
        ("#", ("提出書類【様式の変更あり】",), "＜加点に関する提出書類＞"),
        ("・", ("提出書類【様式の変更あり】", "＜加点に関する提出書類＞"), "労働者名簿"),
    )
    assert _read(_clauses(*rows)).of_clause(3).scope == ("<加点に関する提出書類>",)


def _cell(row: int, col: int, text: str, *, header: bool = False, rows: tuple[str, ...] = (), cols: tuple[str, ...] = ()) -> Cell:
    return Cell(row=row, col=col, text=text, header=header, row_path=rows, col_path=cols)


def _table(*cells: Cell, header_rows: int = 0, header_cols: int = 1, headings: tuple[str, ...] = ()) -> Table:
    return Table(
        table_no=1,
        n_rows=max(c.row for c in cells) + 1,
        n_cols=max(c.col for c in cells) + 1,
        header_rows=header_rows,
        header_cols=header_cols,
        cells=cells,
        headings=headings,
    )


def test_row_labels_are_headings_of_their_cells() -> None:
    table = _table(
        _cell(0, 0, "要件", header=True),
        _cell(0, 1, "賃金を上げること", rows=("要件",)),
        _cell(1, 0, "返還要件", header=True),
        _cell(1, 1, "目標に届かない場合、全額", rows=("返還要件",)),
        headings=("賃上げ要件",),
    )
    sections = _read((), (table,))
    assert [sections.of_cell(1, row, 1).role for row in (0, 1)] == ["requirement", "clawback"]


def test_lists_inside_a_cell_are_parts_and_a_lead_among_them_turns_the_sign() -> None:
    text = "機械を買う経費\n※１ 契約書が必要です。\n※２ 以下の経費は補助対象外です。\n・中古の機械\n・借りた機械"
    table = _table(_cell(0, 0, "機械費", header=True), _cell(0, 1, text, rows=("機械費",)), headings=("補助対象経費",))
    parts = _read((), (table,)).parts_of_cell(1, 0, 1)
    assert [text[part.start : part.end] for part in parts][-1] == "借りた機械"
    assert [part.section.role for part in parts] == [
        "eligible_expense",
        "required_document",
        "ineligible_expense",
        "ineligible_expense",
        "ineligible_expense",
    ]
    assert parts[2].section.head


def test_a_header_that_holds_a_sentence_is_an_item() -> None:
    table = _table(
        _cell(0, 0, "要件", header=True),
        _cell(0, 1, "町の中に店を持ち、三年より長く商いを続けている会社であること", header=True),
        header_rows=1,
        headings=("出店要件",),
    )
    section = _read((), (table,)).of_cell(1, 0, 1)
    assert (section.role, section.head) == ("requirement", False)


def test_a_heading_inside_a_cell_holds_until_the_numbering_goes_on() -> None:
    text = "① 新しい店であること。\n【該当しない例】\n・看板だけを替えた店\n② 町の中の店であること。"
    table = _table(_cell(0, 0, "詳細", header=True), _cell(0, 1, text, rows=("詳細",)), headings=("出店要件",))
    parts = _read((), (table,)).parts_of_cell(1, 0, 1)
    assert [part.section.role for part in parts] == ["requirement", "example", "example", "requirement"]


def test_zones_without_rules() -> None:
    clause = _clauses(("", (), "補助対象外の経費は返還する。"))[0].model_copy(update={"zone": Zone.EXAMPLE})
    assert _read((clause,)).of_clause(1).role == "example"


def test_the_title_above_an_annex_is_no_item_of_the_list_that_ended_there() -> None:
    rows = (
        ("", (), "次のいずれにも該当しないことを誓約します。"),
        ("イ", ("イ",), "暴力団"),
        ("ロ", ("ロ",), "暴力団員と交際している者"),
        ("", ("ロ",), "緑町設備更新補助金交付規程"),
    )
    document = Document(
        name="a.txt",
        sha256="0",
        format="text",
        title="緑町設備更新補助金 交付規程 一般枠",
        pages=(Page(page_no=1),),
        clauses=_clauses(*rows),
    )
    sections = read_sections(document)
    assert [sections.of_clause(clause.clause_no).role for clause in document.clauses][1:] == ["exclusion", "exclusion", "other"]
