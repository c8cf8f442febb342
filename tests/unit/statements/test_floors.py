"""Lower bounds that stand in rows or columns of their own."""

from __future__ import annotations

from subsidy_rules.model.document import Source
from subsidy_rules.model.programme import Frame, Programme
from subsidy_rules.read.html import read_html
from subsidy_rules.statements.document import read_statements
from subsidy_rules.statements.scope import DocumentScope

SHARED_CAP = """<table><tr><th></th><th>甲枠</th><th>乙枠</th></tr>
<tr><th>補助上限額</th><td colspan="2">450万円</td></tr>
<tr><th>補助下限額</th><td>45万円</td><td>90万円</td></tr></table>"""


def test_a_cap_over_columns_of_several_floors_takes_none_of_them() -> None:
    document = read_html(SHARED_CAP.encode(), "a.html")
    programme = Programme(id="a", name="設備補助金", frames=(Frame(id="ko", name="甲枠"), Frame(id="otsu", name="乙枠")))
    source = Source(id="s", sha256=document.sha256, authority="official", kind="guideline")
    found = read_statements(document, DocumentScope(source, "common", programme))
    floors = {(one.frame, int(low.value or 0)) for one in found if (low := one.statement.quantity.low) is not None}
    caps = [(one.frame, one.statement.quantity.single, one.statement.low) for one in found if one.statement.quantity.low is None]
    assert floors == {("ko", 450000), ("otsu", 900000)}
    assert caps == [("ko", 4500000, None), ("otsu", 4500000, None)]
