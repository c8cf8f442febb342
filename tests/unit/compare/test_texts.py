"""Texts of two documents: what is a change and what is not."""

from __future__ import annotations

from typing import Any

import pytest

from subsidy_rules.compare.passages import compare_texts
from subsidy_rules.compare.units import units_of
from subsidy_rules.model.document import Cell, Clause, Document, Page, Source, Span, Table

HEADING = "補助対象者の要件"


def document(sha256: str, *texts: str, cells: tuple[str, ...] = (), page: int = 1) -> Document:
    clauses = [
        Clause(clause_no=n, text=text, headings=(HEADING,), spans=(Span(start=0, end=len(text), page_no=page, bbox=(0, 0, 1, 1)),))
        for n, text in enumerate(texts, 1)
    ]
    rows = tuple(Cell(row=n, col=0, text=text, page_no=page, bbox=(0, 0, 1, 1)) for n, text in enumerate(cells))
    tables = (Table(table_no=1, page_no=page, n_rows=len(rows), n_cols=1, cells=rows),) if rows else ()
    pages = tuple(Page(page_no=n) for n in range(1, 6))
    return Document(name=f"{sha256}.pdf", sha256=sha256, format="pdf", pages=pages, clauses=tuple(clauses), tables=tables)


@pytest.fixture
def compared(make_ruleset: Any) -> Any:
    def compare(old: Document, new: Document, told: Any = ()) -> list[tuple[str, str]]:
        sets = [make_ruleset(edition=name, sha256=name) for name in ("old", "new")]
        changes = compare_texts(*sets, {"old": old, "new": new}, told)
        return [(change.check, change.level.value) for change in changes]

    return compare


SAME = "交付申請の直近月において、日本国内で事業を営む法人又は個人であること。"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("（１）" + SAME, "２．" + SAME, []),  # numbering
        (SAME, SAME.replace("直近月", "直近\n月"), []),  # a line or page break
        ("第９条第２項に規定する者であることを要する。", "第８条第３項に規定する者であることを要する。", []),  # pointers to other places
        (
            "給与支給総額を年平均成長率１．５％以上とすること。",
            "給与支給総額を年平均成長率３．０％以上とすること。",
            [("clause-tightened", "ERR")],
        ),
        ("ゴム製品製造業（工場用ベルト製造業を除く。）", "ゴム製品製造業（工業用ベルト製造業を除く。）", [("reworded", "INFO")]),
        ("従業員数が三百人以下の会社であること。", "従業員数が三百人以上の会社であること。", [("clause-decisive-changed", "ERR")]),
        ("補助事業の計画変更を届け出ること。", "補助事業の計画変更の承認を受けること。", [("clause-changed", "WARN")]),
    ],
)
def test_one_text(compared: Any, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    rest = "申請に当たっては、事務局が定める書類を提出すること。"
    assert compared(document("old", old, rest), document("new", new, rest, page=4)) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("従業員が二十人以下であり、17時までに申請すること。", "従業員が20名以下であり、17:00までに申請すること。", []),
        ("国内に事業所を有する者であること。", "県内に事業所を有する者であること。", [("clause-decisive-changed", "ERR")]),
        ("機械装置の購入費及びリース料を対象とする。", "機械装置の購入費を対象とする。", [("clause-tightened", "ERR")]),
        ("機械装置の購入費を対象とする。", "機械装置の購入費及びリース料を対象とする。", [("clause-loosened", "INFO")]),
        ("対象者は創業から５年以内の者とする。", "対象者は創業から３年以内の者とする。", [("clause-tightened", "ERR")]),
        ("４月１付けの通知による。", "４月１日付けの通知による。", [("reworded", "INFO")]),
        ("また、採択の後でも取り消すことがあります。", "採択の後でも取り消すことがあります。", [("reworded", "INFO")]),
    ],
)
def test_what_one_word_does(compared: Any, old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert compared(document("old", SAME, old), document("new", SAME, new)) == expected


def test_added_and_removed(compared: Any) -> None:
    other = "暴力団員による不当な行為の防止等に関する法律に規定する者でないこと。"
    assert compared(document("old", SAME), document("new", SAME, other)) == [("clause-burden-added", "ERR")]
    assert compared(document("old", SAME, other), document("new", SAME)) == [("clause-burden-removed", "INFO")]


def test_a_moved_table_and_a_parted_paragraph_are_no_change(compared: Any) -> None:
    cells = ("資本金の額が五千万円以下の会社又は個人", "常時使用する従業員の数が百人以下の会社")
    second = "補助金の交付を受けた者は、帳簿を五年間保管しなければならない。"
    assert compared(document("old", SAME + second, cells=cells), document("new", SAME, second, cells=cells, page=5)) == []


def test_what_a_rule_has_told_is_not_told_again(compared: Any, make_rule: Any, make_ruleset: Any) -> None:
    from subsidy_rules.compare import compare_rulesets

    sets = [
        make_ruleset(make_rule("tsujo.subsidy_rate", {"rate": rate}, quote=quote, page=1), edition=name, sha256=name)
        for name, rate, quote in (("old", "1/2", "補助率は１／２以内"), ("new", "2/3", "補助率は２／３以内"))
    ]
    documents = {"old": document("old", "通常枠の補助率は１／２以内とする。"), "new": document("new", "通常枠の補助率は２／３以内とする。")}
    told = compare_rulesets(*sets)
    assert [change.check for change in told] == ["rate-increased"]
    assert compare_texts(*sets, documents, told) == ()


def test_documents_of_other_kinds_do_not_go_together(make_ruleset: Any) -> None:
    old, new = make_ruleset(edition="old", sha256="old"), make_ruleset(edition="new", sha256="new")
    law = new.model_copy(update={"sources": (Source(id="law", sha256="new", authority="official", kind="law"),)})
    documents = {"old": document("old", SAME), "new": document("new", "別の文書であることを示す文章である。")}
    assert compare_texts(old, law, documents, ()) == ()
    assert compare_texts(old, new, documents, ()) != ()


OLD_NAME, NEW_NAME = "サービス等生産性向上ＩＴ導入支援事業", "中小企業デジタル化・ＡＩ導入支援事業"


def test_a_name_that_is_replaced_everywhere_is_one_change(compared: Any) -> None:
    def texts(name: str) -> tuple[str, ...]:
        return (f"{name}費補助金交付規程", f"{name}事務局", SAME, f"補助事業者は、{name}事務局に対し、{name}費補助金の交付を申請する。")

    old, new = document("old", *texts(OLD_NAME)), document("new", *texts(NEW_NAME), f"{NEW_NAME}費補助金")
    assert compared(old, new) == [("name-replaced", "INFO")]
    assert compared(new.model_copy(update={"sha256": "old"}), old.model_copy(update={"sha256": "new"})) == [("name-replaced", "INFO")]


def test_titles_with_other_endings_are_no_replaced_name(compared: Any) -> None:
    old, new = document("old", SAME, f"{OLD_NAME}費補助金交付規程"), document("new", SAME, f"{NEW_NAME}実施要領一覧")
    assert [check for check, _ in compared(old, new) if check in ("name-replaced", "clause-changed")] == []


def test_a_text_that_another_one_holds_by_chance_has_still_changed(compared: Any) -> None:
    stated = "対象労働者の転換前六か月分の賃金台帳及び第一期支給対象期分の出勤簿並びに労働条件通知書の写しを添付すること。"
    changed = stated.replace("第一期支給対象期", "転換後の全期間")
    holder = f"次の書類を添付すること。{stated}"
    assert compared(document("old", holder, stated), document("new", holder, changed)) == [("clause-changed", "WARN")]


def test_documents_with_hardly_a_text_in_common_are_not_compared_text_by_text(compared: Any) -> None:
    few = [f"概要資料の第{n}項目として紹介する制度の特徴{'甲乙丙丁'[n]}の説明文である。" for n in range(4)]
    many = [
        f"{sign}については公募要領の定めるところにより事務局が別途通知する。" for sign in ("帳簿の保管", "立入検査", "財産処分", "収益納付")
    ]
    assert compared(document("old", *few), document("new", *many)) == [("texts-not-compared", "WARN")]
    assert compared(document("old", *many), document("new", *few)) == [("texts-not-compared", "WARN")]


PLAIN = "申請に当たっては、事務局が定める書類を提出すること。"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("補助金の額は１５０万円以上とすること。", "補助金の額は1,500千円以上とすること。"),
        ("従業員の３分の２以上が出席すること。", "従業員の2/3以上が出席すること。"),
        ("１人当たり給与支給総額を３パーセント以上増やすこと。", "一人あたり給与支給総額を3%以上増やすこと。"),
        ("令和７年１０月から三か月以上雇用していること。", "２０２５年１０月から３か月以上雇用していること。"),
    ],
)
def test_another_spelling_of_a_number_is_no_change(compared: Any, old: str, new: str) -> None:
    assert compared(document("old", old, PLAIN), document("new", new, PLAIN)) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # a place more, a reference more, an exemption, a condition of who is out
        ("日本国内で事業を営む者であること。", "日本国内で事業を営み、かつ本社を有する者であること。", "clause-tightened"),
        ("申請者は事業計画を策定し、実行すること。", "申請者（新規の者を除く。）は事業計画を策定し、実行すること。", "clause-loosened"),
        # of which time: neither more nor less
        (
            "３年間の事業計画を策定し、実行すること。",
            "申請時点の翌事業年度以降３年間の事業計画を策定し、実行すること。",
            "clause-decisive-changed",
        ),
        ("前条の規定により書類を提出すること。", "別紙１の規定により書類を提出すること。", "reworded"),
        ("本規程は、令和７年３月１日より施行する。", "本規程は、令和８年１月１０日より施行する。", "in-force-changed"),
    ],
)
def test_what_a_change_of_a_sentence_does(compared: Any, old: str, new: str, expected: str) -> None:
    assert [check for check, _ in compared(document("old", old, PLAIN), document("new", new, PLAIN))] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要件を満たさないことが判明した場合は、補助金の全部を返還しなければならない。", [("clause-burden-added", "ERR")]),
        ("従業員がいない者は、補助対象者とならない。", [("clause-burden-added", "ERR")]),
        ("前項に定める者については、この要件を適用しない。", [("clause-benefit-added", "INFO")]),
        ("詳細は、事務局の案内をご参照ください。", [("remark-added", "INFO")]),
        ("書類の名称を確認してください。", [("clause-added", "WARN")]),
    ],
)
def test_what_a_new_sentence_does(compared: Any, text: str, expected: list[tuple[str, str]]) -> None:
    assert compared(document("old", PLAIN), document("new", PLAIN, text)) == expected


def test_changed_words_are_marked(make_ruleset: Any) -> None:
    sets = [make_ruleset(edition=name, sha256=name) for name in ("old", "new")]
    documents = {"old": document("old", "書類は３枚以内とすること。", PLAIN), "new": document("new", "書類は５枚以内とすること。", PLAIN)}
    (change,) = compare_texts(*sets, documents, ())
    assert change.old_text is not None
    assert change.new_text is not None
    assert [[text.text[a:b] for a, b in text.marks] for text in (change.old_text, change.new_text)] == [["３"], ["５"]]


def test_a_sentence_that_a_page_break_parted_is_no_change(compared: Any) -> None:
    rest = "申請に当たっては、事務局が定める書類を提出すること。"
    whole = "十桁の数字が受付番号ですので、お間違えのないようにしてください。"
    assert compared(document("old", rest, cells=(whole[:9], whole[9:])), document("new", rest, cells=(whole,))) == []


def test_a_part_that_was_cut_off_belongs_to_its_sentence(compared: Any) -> None:
    old = "基準値に加え、更に年平均成長率４．０％以上の目標値を申請者自身で設定し、最終年度において達成すること。"
    new = ("基準値に加え、更に年平均成長率", "２．５％以上の目標値を申請者自身で設定し、最終年度において達成すること。")
    assert compared(document("old", SAME, old), document("new", SAME, *new)) == [("clause-loosened", "INFO")]


@pytest.mark.parametrize(
    ("text", "check", "level"),
    [
        ("大企業とは、前号の小規模企業者を除く事業主をいう。", "clause-added", "WARN"),
        ("公表手続を早めることはできません。", "clause-added", "WARN"),
        ("報告がない場合は、補助金を返還していただきます。", "clause-burden-added", "ERR"),
        ("予算の上限に達した場合は、受付を終了することがあります。", "clause-added", "WARN"),
        ("このコラムでは、申請の条件を紹介しました。", "remark-added", "INFO"),
        ("対象となる経費は変更となる場合があります。", "remark-added", "INFO"),
        ("申請の前に必ず公募要領を確認してください。", "remark-added", "INFO"),
        ("交付決定前に発注した経費は対象となりません。", "clause-burden-added", "ERR"),
        ("適用の後に行った取組は除く。", "clause-burden-added", "ERR"),
        ("この特例では、基本要件から賃上げの要件を除きます。", "clause-benefit-added", "INFO"),
    ],
)
def test_what_came_is_graded_by_what_it_does(compared: Any, text: str, check: str, level: str) -> None:
    assert compared(document("old", SAME), document("new", SAME, text)) == [(check, level)]


def test_an_annex_that_has_got_a_number_is_one_change(compared: Any) -> None:
    old = ("申請者は、別紙の誓約事項に同意すること。", "誓約事項の一覧表")
    new = ("申請者は、別紙２の誓約事項に同意すること。", "別紙２誓約事項の一覧表")
    assert compared(document("old", SAME, *old), document("new", SAME, *new)) == [("reworded", "INFO")]


@pytest.mark.parametrize("text", ["対象の機器が一覧にあるか、先に確認が必要です。", "対象であるかどうかを必ず事前に確認してください。"])
def test_what_should_be_looked_at_first_is_a_remark(compared: Any, text: str) -> None:
    assert compared(document("old", SAME), document("new", SAME, text)) == [("remark-added", "INFO")]
    assert compared(document("old", SAME), document("new", SAME, "認定支援機関の確認を受けなければならない。")) == [
        ("clause-burden-added", "ERR")
    ]


@pytest.mark.parametrize(
    ("old", "new", "level"),
    [
        ("小規模な事業者とは、従業員が２０人以下の者をいう。", "小規模な事業者とは、従業員が５人以下の者をいう。", "ERR"),
        ("「前年度」とは、令和６年度をいう。", "「前年度」とは、令和７年度をいう。", "WARN"),
    ],
)
def test_a_definition_decides_by_what_it_measures(compared: Any, old: str, new: str, level: str) -> None:
    assert [found[1] for found in compared(document("old", SAME, old), document("new", SAME, new))] == [level]


def test_the_box_of_a_sentence_goes_round_all_its_lines_on_its_first_page() -> None:
    lines = ((0, 10, 1, (30, 10, 90, 20)), (10, 20, 1, (20, 24, 80, 34)), (20, 30, 2, (20, 5, 60, 15)))
    spans = tuple(Span(start=start, end=end, page_no=page, bbox=box) for start, end, page, box in lines)
    clause = Clause(clause_no=1, text="国内に本社を有する者であって、三年を経過していない法人であること。"[:30], spans=spans)
    read = Document(name="a.pdf", sha256="a", format="pdf", pages=(Page(page_no=1), Page(page_no=2)), clauses=(clause,))
    (unit,) = units_of(read, "a")
    assert (unit.evidence.page, unit.evidence.bbox) == (1, (20, 10, 90, 34))


def table(sha256: str, *columns: tuple[str, str], row: str = "基本給の増額率", over: str = "延長時間数") -> Document:
    """A document with a table of one row: the header of each column, and its figure."""
    cells = [
        Cell(row=1, col=n, text=text, page_no=1, bbox=(0, 0, 1, 1), row_path=(row,), col_path=(over, head))
        for n, (head, text) in enumerate(columns)
    ]
    heads = [
        Cell(row=0, col=n, text=head, page_no=1, bbox=(0, 0, 1, 1), header=True, col_path=(over,)) for n, (head, _) in enumerate(columns)
    ]
    made = Table(table_no=1, page_no=1, n_rows=2, n_cols=len(columns), cells=(*heads, *cells))
    return document(sha256, *SAME).model_copy(update={"tables": (made,)})


OLD_TABLE = ("2時間以上3時間未満", "15%以上"), ("3時間以上4時間未満", "10%以上")


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (table("new", *OLD_TABLE), []),
        (table("new", *OLD_TABLE[::-1]), []),
        (table("new", ("2時間以上3時間未満", "12%以上"), OLD_TABLE[1]), [("clause-figures-changed", "2時間以上3時間未満: 12%以上")]),
        (
            table("new", ("2時間以上3時間未満", "10%以上"), ("3時間以上4時間未満", "15%以上")),  # both figures are in both tables
            [("clause-figures-changed", "2時間以上3時間未満: 10%以上"), ("clause-figures-changed", "3時間以上4時間未満: 15%以上")],
        ),
        (table("new", *OLD_TABLE, ("4時間以上5時間未満", "5%以上")), [("clause-added", "4時間以上5時間未満: 5%以上")]),
        (table("new", *OLD_TABLE, over="延長した時間の数"), [("reworded", "2時間以上3時間未満: 15%以上 (2 places)")]),
        (table("new", *OLD_TABLE, row="賃金の増額の割合"), [("name-replaced", "賃金の増額の割合 (2 places)")]),
    ],
)
def test_a_figure_alone_in_its_cell_is_that_of_its_row_and_column(make_ruleset: Any, new: Document, told: list[tuple[str, str]]) -> None:
    sets = [make_ruleset(edition=name, sha256=name) for name in ("old", "new")]
    changes = compare_texts(*sets, {"old": table("old", *OLD_TABLE), "new": new}, ())
    assert [change.check for change in changes] == [check for check, _ in told]
    assert all(change.en.endswith(words) for change, (_, words) in zip(changes, told, strict=True))


def titled(sha256: str, *sections: tuple[str, str]) -> Document:
    """A document with a title and a sentence below it for each section."""
    made = document(sha256, *(text for section in sections for text in section))
    clauses = [
        clause.model_copy(update={"heading": n % 2 == 0, "headings": (HEADING, sections[n // 2][0])})
        for n, clause in enumerate(made.clauses)
    ]
    return made.model_copy(update={"clauses": tuple(clauses)})


def test_a_title_is_told_with_what_stands_below_it(make_ruleset: Any) -> None:
    first = ("町内の中小企業者", "町内に事業所を有する中小企業者であって、製造業を営む者をいう。")
    more = ("町内の小規模な事業者", "常時使用する従業員の数が30人を常態として超えない者をいう。")
    sets = [make_ruleset(edition=name, sha256=name) for name in ("old", "new")]
    (change,) = compare_texts(*sets, {"old": titled("old", first), "new": titled("new", first, more)}, ())
    assert change.en.endswith(f": {more[0]}: {more[1]}")
    assert [place.new.quote for place in change.places if place.new is not None] == [more[1], more[0]]
