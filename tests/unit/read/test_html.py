"""HTML pages: main content, tables with spans, lists of terms, boxes, character sets."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from subsidy_rules.model.document import Cell, Document, Table, Zone
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.html import read_html


def read(body: str, head: str = '<meta charset="utf-8">') -> Document:
    return read_html(f"<html><head>{head}<title>題名</title></head><body>{body}</body></html>".encode(), "page.html")


def cell(table: Table, row: int, col: int) -> Cell:
    return next(c for c in table.cells if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan)


def texts(document: Document) -> list[str]:
    return [clause.text for clause in document.clauses]


SENTENCE = "補助額は五十万円以内とし、補助率は三分の二以内とする。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "Shift_JIS", "EUC-JP", "iso-8859-1", "x-unknown", None])
def test_character_set_is_found_whatever_is_declared(encoding: str, declared: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    data = f"<html><head>{meta}</head><body><p>{SENTENCE}①㈱</p></body></html>".encode(encoding, errors="ignore")
    assert texts(read_html(data, "page.html"))[0].startswith(SENTENCE)


def test_the_servers_charset_is_heard() -> None:
    data = "<html><body><p>ｱｲｳｴｵ 半角の頁</p></body></html>".encode("cp932")
    assert texts(read_html(data, "page.html", charset="shift_jis")) == ["ｱｲｳｴｵ 半角の頁"]


def test_spans_are_resolved() -> None:
    (table,) = read(
        "<table><tr><th rowspan=2>区分</th><th colspan='2'>枠</th></tr><tr><th>甲</th><th>乙</th></tr>"
        "<tr><td>率</td><td colspan=2>1/2</td></tr><tr><td rowspan=0>額</td><td>1円</td><td>2円</td></tr></table>"
    ).tables
    assert (table.n_rows, table.n_cols, table.header_rows) == (4, 3, 2)
    assert (cell(table, 1, 0).text, cell(table, 1, 2).text) == ("区分", "乙")
    assert (cell(table, 2, 2).text, cell(table, 2, 2).colspan) == ("1/2", 2)
    assert cell(table, 3, 2).text == "2円"


def test_absurd_spans_end_with_the_table() -> None:
    (table,) = read("<table><tr><td rowspan=9999 colspan=9999>a</td><td>x</td></tr><tr><td>b</td></tr></table>").tables
    assert table.n_cols <= 60
    assert table.n_rows == 2


def test_nested_table_is_a_table_of_its_own_and_its_text_stands_once() -> None:
    document = read(
        "<table><tr><th>額</th><td>表<table><tr><td>甲</td><td>1円</td></tr><tr><td>乙</td><td>2円</td></tr></table>のとおり</td></tr></table>"
    )
    outer, inner = document.tables
    assert cell(outer, 0, 1).text == "表\nのとおり"
    assert cell(inner, 1, 1).text == "2円"
    assert sum("2円" in c.text for t in document.tables for c in t.cells) == 1


def test_breaks_and_blocks_end_lines_in_a_cell() -> None:
    (table,) = read("<table><tr><th>額</th><td>一次：1月<br>二次：2月<p>別途</p>\n  通知</td></tr></table>").tables
    assert cell(table, 0, 1).text == "一次：1月\n二次：2月\n別途\n通知"


def test_items_of_a_list_in_a_cell_bring_marks() -> None:
    inner = "<ul><li>甲<ul><li>一</li><li>二</li></ul></li><li>※自前の印</li></ul><ol><li>丙</li><li>丁</li></ol>"
    table = read(
        f"<table><tr><th>項目</th><td>前置き{inner}</td></tr><tr><th>次</th><td><ul><li>一つだけ</li></ul></td></tr></table>"
    ).tables[0]
    texts = [cell.text for cell in table.cells]
    assert texts[1] == "前置き\n・甲\n- 一\n- 二\n※自前の印\n1) 丙\n2) 丁"
    assert texts[3] == "一つだけ"


def test_a_table_with_one_cell_is_text() -> None:
    document = read("<table><tr><td><p>（１）要件</p><p>次のとおり。</p></td></tr></table>")
    assert document.tables == ()
    assert texts(document) == ["要件", "次のとおり。"]


def test_terms_and_boxes_act_as_tables() -> None:
    terms, boxes = read(
        "<h2>概要</h2><dl><dt>補助額</dt><dd>50万円</dd><dt>補助率</dt><dd>2/3</dd><dd>特例3/4</dd></dl>"
        "<div class=g><div class='b x'><div class=i>★</div><div class=n>通常枠</div><div class=v>50万円</div></div>"
        "<div class=b><div class=i>☆</div><div class=n>特別枠</div><div class=v>200万円</div></div></div>"
    ).tables
    assert cell(terms, 1, 1).text == "2/3\n特例3/4"
    assert cell(terms, 1, 1).row_path == ("補助率",)
    assert (boxes.n_rows, boxes.n_cols) == (2, 2)
    assert cell(boxes, 1, 1).header_path == ("特別枠",)
    assert boxes.headings == ("概要",)
    assert boxes.confidence < 1


def test_boxes_with_headings_and_lists_stay_text() -> None:
    document = read("<div><div><h3>甲</h3><ul><li>一つ</li></ul></div><div><h3>乙</h3><ul><li>二つ</li></ul></div></div>")
    assert document.tables == ()
    assert [(c.headings, c.text) for c in document.clauses if not c.heading] == [(("甲",), "一つ"), (("乙",), "二つ")]


def test_frame_work_of_the_site_is_left_out() -> None:
    document = read(
        "<header><p>会社名</p></header><nav><ul><li>ホーム</li></ul></nav><div id=breadcrumb>HOME &gt; 補助金</div>"
        "<main><h1>補助金</h1><p>本文です。<a href='/x'>要領</a>を読むこと。</p></main>"
        "<div style='display: none'>隠し</div><footer>連絡先</footer><script>var a='スクリプト'</script>"
    )
    assert texts(document) == ["補助金", "本文です。要領を読むこと。"]


def test_headings_nest_and_reset() -> None:
    document = read("<h1>全体</h1><h2>甲</h2><h3>甲一</h3><p>中身。</p><h2>乙</h2><p>別。</p>")
    assert document.clauses[3].headings == ("全体", "甲", "甲一")
    assert document.clauses[5].headings == ("全体", "乙")


def test_lists_bring_marks_and_nest() -> None:
    document = read("<ol><li>甲<ul><li>細目</li></ul></li><li>乙</li></ol><ul><li>（ア）自前の番号</li></ul>")
    assert [c.label for c in document.clauses] == ["1)", "・", "2)", "（ア）"]
    assert [c.path for c in document.clauses][:3] == [("1)",), ("1)", "・"), ("2)",)]


def test_articles_paragraphs_and_items() -> None:
    document = read(
        "<div>（定義）</div><div><b>第二条</b>　本規程の定義は次のとおり。<div><b>一</b>\n　甲</div><div><b>二</b>\n　乙</div></div>"
        "<div><b>２</b>　前項の定義による。</div><div>（目的）</div><div><b>第三条</b>　目的。</div>"
    )
    assert [c.path for c in document.clauses if c.label] == [("第二条",), ("第二条", "一"), ("第二条", "二"), ("第二条", "2"), ("第三条",)]
    assert document.clauses[-1].headings == ("目的",)


def test_links_down_the_page_are_contents() -> None:
    links = "<br>".join(f"<a href='#{n}'>第{n}章　題{n}</a>" for n in "123")
    document = read(f"{links}<p>第1章　題1</p><p>本文。</p>")
    assert [c.zone for c in document.clauses] == [Zone.CONTENTS] * 3 + [Zone.BODY] * 2


def test_stray_template_tags_are_tolerated() -> None:
    data = b'<?php\n/*\nTemplate Name: x\n*/\n?>\n<?php get_header(); ?><div><img src="<?php echo a(); ?>/b.png"><p>'
    document = read_html(data + "本文です。</p></div><?php get_footer(); ?>".encode(), "page.html")
    assert texts(document) == ["本文です。"]


def test_a_soft_break_joins_and_a_label_starts_a_clause() -> None:
    document = read("<p>経費が<br>\n 補助される。<br>※上限あり<br>①甲<br>②乙</p>")
    assert [(c.label, c.text) for c in document.clauses] == [("", "経費が補助される。"), ("※", "上限あり"), ("①", "甲"), ("②", "乙")]


def test_short_lines_with_a_mark_and_boxed_names_start_clauses() -> None:
    document = read("<p>■補助額<br>改修費の三分の一以内</p><p>町の事業です<br>【補助率】　二分の一<br>【期間】　一年</p>")
    assert texts(document) == ["補助額", "改修費の三分の一以内", "町の事業です", "【補助率】　二分の一", "【期間】　一年"]
    assert document.clauses[0].heading


def test_lines_that_go_on_with_nothing_before_them_start_clauses() -> None:
    document = read("<p>店を直す場合<br>上限50万円<br>市に移る場合<br>上限30万円</p><p>対象となる店<br>次の要件を満たすもの</p>")
    assert texts(document) == ["店を直す場合上限50万円", "市に移る場合上限30万円", "対象となる店", "次の要件を満たすもの"]


def test_a_line_goes_on_with_a_value_and_a_proviso_has_a_line_of_its_own() -> None:
    document = read("<p>補助金の額は50万円<br>を上限とする。</p><p>滞納がないこと<br>ただし、分納する者を除く。</p>")
    assert texts(document) == ["補助金の額は50万円を上限とする。", "滞納がないこと\nただし、分納する者を除く。"]
    assert texts(read("<p>補助率：<br>甲 1/2<br>乙 1/3</p>")) == ["補助率：\n甲 1/2乙 1/3"]


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ReadError, match="no text"):
        read("<div id=app></div><script>render()</script>")


def test_depth_without_end_is_no_crash() -> None:
    assert "底" in "".join(texts(read("<div>" * 3000 + "底" + "</div>" * 3000)))


@pytest.mark.parametrize("part", ["<div>", "<ul><li>項目", "<b><i>", "<table><tr><td>"])
def test_damaged_nesting_costs_no_more_than_its_length(part: str) -> None:
    def calls(times: int) -> int:
        page = ("<!doctype html><body>" + part * times + "補助上限額は80万円とする。").encode()
        count = 0

        def counted(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal count
            count += event == "call"

        sys.setprofile(counted)
        try:
            document = read_html(page, "deep.html")
        finally:
            sys.setprofile(None)
        assert any(
            "80万円" in text for text in (*(c.text for c in document.clauses), *(cell.text for t in document.tables for cell in t.cells))
        )
        return count

    assert calls(2000) < 3 * calls(1000)


def test_rows_of_a_long_table_are_read_once() -> None:
    page = "<!doctype html><body><table><tr><th>区分</th><th>額</th></tr>" + "<tr><td>一般</td><td>80万円</td></tr>" * 50 + "</table>"
    document = read_html(page.encode(), "long.html")
    assert [line.text for line in document.pages[0].lines][-1] == "一般\t80万円"
    assert len(document.pages[0].lines) == 51


def test_a_line_of_an_item_that_ends_in_a_bound_ends_with_it() -> None:
    page = "<!doctype html><body><ul><li>新規雇用者が7人以上<br>投下した額が2億円以上</li><li>社員が9人以上<br>の法人</li></ul>"
    texts = [clause.text for clause in read_html(page.encode(), "bounds.html").clauses]
    assert texts == ["新規雇用者が7人以上", "投下した額が2億円以上", "社員が9人以上の法人"]


def test_a_boxed_line_stands_over_the_lines_behind_it() -> None:
    document = read("<p><b>【先駆枠】</b><br>補助率 1/4以内<br>補助上限額 55万円</p>")
    assert [(clause.text, clause.headings) for clause in document.clauses] == [
        ("【先駆枠】", ()),
        ("補助率 1/4以内", ("【先駆枠】",)),
        ("補助上限額 55万円", ("【先駆枠】",)),
    ]
