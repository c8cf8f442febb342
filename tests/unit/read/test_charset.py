"""A page in two character sets is read in one of them, and what cannot be read is told."""

from __future__ import annotations

import pytest

from subsidy_rules.read.document import read_document

FIRST, SECOND = "補助対象者は中小企業とする。", "補助率は二分の一以内とする。"
SETS = ("utf-8", "cp932", "euc_jis_2004")


@pytest.mark.parametrize("sets", [(a, b) for a in SETS for b in SETS if a != b], ids="-".join)
@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_place_in_another_set_is_told(sets: tuple[str, str], name: str) -> None:
    most, few = FIRST.encode(sets[0]), SECOND.encode(sets[1])
    data = b"\n".join([most] * 40 + [few])
    if name.endswith("html"):
        data = b"<html><body>" + b"".join(b"<p>" + line + b"</p>" for line in data.split(b"\n")) + b"</body></html>"
    document = read_document(data, name)
    assert [problem.code for problem in document.problems] == ["two_character_sets"]
    assert sum(line.text.count(FIRST) for line in document.pages[0].lines) == 40
    assert all(word in document.problems[0].say("en") for word in sets)


@pytest.mark.parametrize("charset", SETS)
@pytest.mark.parametrize("text", [FIRST, f"{FIRST * 5}ﾎｼﾞｮｷﾝ､ﾎｼﾞｮﾘﾂ｡ｹｲｼﾝﾘﾝ､ｱｲｳｴｵ", f"{FIRST}\n① ㈱ 髙 ～\n{SECOND}"])
def test_one_set_is_no_two(charset: str, text: str) -> None:
    data = "\n".join([text] * 3).encode(charset, "ignore")
    assert read_document(data, "page.txt").problems == ()


def test_a_damaged_byte_is_no_other_set() -> None:
    data = (FIRST * 20).encode("cp932")
    assert read_document(data[:41] + b"\xff" + data[41:], "page.txt").problems == ()
