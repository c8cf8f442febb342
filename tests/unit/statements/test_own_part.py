"""What of a page speaks of the programme itself."""

from __future__ import annotations

from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.read.text import read_text
from subsidy_rules.statements.own_part import own_part

COMPARED = """# 二つの型の違い

項目 | 一般型 | カタログ型
---|---|---
補助上限額 | 700万円 | 300万円
"""


def texts(programme: Programme) -> list[str]:
    (table,) = own_part(read_text(COMPARED.encode(), "a.txt"), programme).tables
    return [cell.text for cell in table.cells if "円" in cell.text]


def test_the_column_of_another_type_is_no_part_of_the_programme() -> None:
    assert texts(Programme(id="a", name="設備補助金（一般型）")) == ["700万円"]


def test_types_that_are_frames_or_of_a_programme_without_types_stay() -> None:
    frames = (Frame(id="general", name="一般型"), Frame(id="catalogue", name="カタログ型"))
    assert texts(Programme(id="a", name="設備補助金（一般型）", frames=frames)) == ["700万円", "300万円"]
    assert texts(Programme(id="a", name="設備補助金")) == ["700万円", "300万円"]


SEVERAL = """# AI導入に使える主要3つの補助金の比較

制度名（枠） | 補助上限額
---|---
みどり設備補助金（通常枠） | 400万円
あかね開発補助金（一般枠） | 900万円
同（大型枠） | 2,000万円
"""


def test_rows_of_other_programmes_and_of_the_same_again_are_no_part_of_it() -> None:
    programme = Programme(id="a", name="みどり設備補助金", frames=(Frame(id="normal", name="通常枠"),))
    (table,) = own_part(read_text(SEVERAL.encode(), "a.txt"), programme).tables
    assert [cell.text for cell in table.cells if "円" in cell.text] == ["400万円"]
