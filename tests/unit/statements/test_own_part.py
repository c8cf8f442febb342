"""What of a page speaks of the programme itself."""

from __future__ import annotations

from subsidy_rules.model.document import Source
from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.read.html import read_html
from subsidy_rules.read.text import read_text
from subsidy_rules.statements.cases import tell_cases_apart
from subsidy_rules.statements.own_part import ProgrammeNames, own_part
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.table import read_table

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


FRAMES = """# 制度の内容

## 用地取得費助成金

限度額
800万円

## 設備改良補助金

限度額
300万円
"""


def test_frames_that_are_called_grants_are_part_of_the_programme_and_other_grants_are_not() -> None:
    programme = Programme(id="a", name="みなと誘致制度", frames=(Frame(id="land", name="用地取得費助成金"),))
    clauses = own_part(read_text(FRAMES.encode(), "a.txt"), programme).clauses
    assert [clause.text for clause in clauses if "円" in clause.text] == ["800万円"]


SHARED = """<table><tr><td>区分</td><td>補助対象の内容</td><td>補助対象経費の上限額</td><td>補助率</td></tr>
<tr><td rowspan="2">機器</td><td>冷却装置</td><td>600万円</td><td rowspan="3">1/3</td></tr><tr><td>照明</td><td>200万円</td></tr>
<tr><td>改造</td><td>船体</td><td>400万円</td></tr><tr><td>塗料</td><td>従来品との差額</td><td>100万円</td><td>1/2</td></tr></table>"""


def test_rows_that_share_a_name_have_what_is_bought_as_their_case_and_a_rate_over_several_rows_all_their_names() -> None:
    scope = DocumentScope(Source(id="a", sha256="", authority="official", kind="guideline"), "common", Programme(id="a", name="設備補助金"))
    (table,) = read_html(SHARED.encode(), "a.html").tables
    found = tell_cases_apart(read_table(table, scope)[0], scope)
    said = {(one.text.text, tuple(leaf.value for leaf in one.conditions)) for one in found}
    assert {("600万円", ("冷却装置",)), ("200万円", ("照明",)), ("1/3", ("機器、改造",)), ("1/2", ("塗料",))} <= said


ARTICLE = """# 県、店舗補助金で公募

補助率は3分の1で上限は150万円。
"""


def test_a_title_over_all_of_a_document_names_no_other_grant_but_one_of_several_headings_does() -> None:
    programme = Programme(id="a", name="来訪者受入環境整備事業費補助金")
    read = lambda text: own_part(read_text(text.encode(), "a.txt"), programme).clauses  # noqa: E731
    assert any("150万円" in clause.text for clause in read(ARTICLE))
    assert not any("150万円" in clause.text for clause in read(f"{ARTICLE}\n# 来訪者受入環境整備事業費補助金\n\n補助率は2分の1。\n"))


def test_words_for_grants_beside_each_other_name_none() -> None:
    assert ProgrammeNames(("町の会議開催助成金",)).owner("助成金・支援金", 80) is None
