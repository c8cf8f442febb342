"""A number of more digits than any document states is no number: the document is read, and what is written can be read again."""

from __future__ import annotations

import pytest

from fuzz.doubling import steps_of_document
from subsidy_rules.kinds import load_readers

STATED = (
    "補助上限額は{}円とする。",
    "補助率は1/{}以内とする。",
    "令和{}年4月1日までに提出すること。",
    "第{}条 従業員が{}人以上であること。",
    "({}) {}か月以内に交付を受けた者は対象外とする。",
    "賃金を0.{}%以上引き上げること。",
)


@pytest.mark.parametrize("digits", ["９" * 150, "1,000" + ",000" * 40, "9" * 5_000], ids=range(3))
@pytest.mark.parametrize("form", ["html", "md"])
def test_it_is_no_number(digits: str, form: str) -> None:
    load_readers()
    lines = [line.format(digits, digits) for line in STATED]
    if form == "html":
        body = "".join(f"<p>{line}<table><tr><th>区分<th>補助上限額<tr><td>一般<td>{line}</table>" for line in lines)
        data = f"<!doctype html><meta charset=utf-8><h1>通常枠の公募要領</h1><p>補助率は1/2以内とする。{body}".encode()
    else:
        body = "\n\n".join(f"{line}\n\n| 区分 | 補助上限額 |\n|---|---|\n| 一般 | {line} |" for line in lines)
        data = f"# 通常枠の公募要領\n\n補助率は1/2以内とする。\n\n{body}\n".encode()
    done = [name for name, work in steps_of_document(data, data.replace(b"1/2", b"1/3"), f"a.{form}") if work() or True]
    assert done[-1] == "compare"
