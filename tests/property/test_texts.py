"""Whatever a text file holds: a document whose tables cover their grid once, or a ReadError."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from subsidy_rules.model.document import Document, Table
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.charset import decode
from subsidy_rules.read.text import read_text

_FIELDS = st.lists(
    st.lists(st.sampled_from(["", "甲", "1/2以内", "※注", "a|b".replace("|", "")]), min_size=1, max_size=5), min_size=1, max_size=6
)
_LINES = st.lists(
    st.sampled_from(
        [
            "# 見出し",
            "（１）要件",
            "- 項目",
            "  - 下位",
            "本文とする。",
            "",
            "| a | b |",
            "|---|---|",
            "甲\t乙",
            "\t乙",
            "---|---",
            "活用事例",
        ]
    ),
    max_size=14,
)


def read(text: str) -> Document | None:
    try:
        return read_text(text.encode(), "sample.txt")
    except ReadError as error:
        assert error.todo.say("ja")
        return None


def covers_once(table: Table) -> bool:
    places = [(c.row + dy, c.col + dx) for c in table.cells for dy in range(c.rowspan) for dx in range(c.colspan)]
    return sorted(places) == [(row, col) for row in range(table.n_rows) for col in range(table.n_cols)]


@given(_FIELDS, st.sampled_from(["\t", " | "]))
def test_tables_cover_their_grid_once(rows: list[list[str]], sign: str) -> None:
    document = read("\n".join(sign.join(row) for row in rows))
    assert document is None or all(covers_once(table) for table in document.tables)


@given(_LINES)
def test_any_lines_give_a_document(lines: list[str]) -> None:
    document = read("\n".join(lines))
    assert document is None or all(covers_once(table) for table in document.tables)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    read(text.encode(errors="ignore").decode())


@given(
    st.text(alphabet="補助金額は五十万円以内とする。ＡＢ①12a（）、", min_size=8),
    st.sampled_from(["utf-8", "cp932", "euc_jis_2004", "iso2022_jp_ext", "utf-16"]),
)
def test_character_sets_are_told_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding, errors="ignore"), "sample.txt").text == text.encode(encoding, errors="ignore").decode(encoding)
