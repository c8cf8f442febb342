"""Damaged pages give a document or a ReadError, nothing else."""

from __future__ import annotations

import random

from subsidy_rules.model.document import Document
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.html import read_html
from subsidy_rules.read.sniff import sniff
from subsidy_rules.read.text import read_text

PAGE = """<!doctype html><html lang="ja"><head><meta charset="UTF-8"><title>補助金</title><style>p{color:red}</style></head><body>
<header class="site"><nav><ul><li><a href="#a">先頭</a></li></ul></nav></header><main><h1>補助金の概要</h1>
<p>経費の<br>一部を<strong>補助</strong>する。<!-- 注 --></p><table class="t"><caption>表</caption>
<thead><tr><th rowspan="2">区分</th><th colspan="2">枠</th></tr>
<tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>額<table><tr><td>1円</td><td>2円</td></tr></table></td>
<td colspan=2>3円&nbsp;以下</td></tr></tbody></table>
<dl><dt>率</dt><dd>2/3</dd><dt>額</dt><dd>5円</dd></dl><ol><li>（ア）要件<ul><li>細目</li></ul></li></ol>
<div class="g"><div class="b"><span class="n">甲</span><span class="v">1円</span></div>
<div class="b"><span class="n">乙</span><span class="v">2円</span></div></div>
<?php echo "x"; ?><form><input value="a"></form></main><footer>連絡先</footer></body></html>""".encode()
VARIANTS = 500


def damaged(seed: int) -> bytes:
    """The page with a few cuts, doublings, swaps and foreign bytes."""
    dice = random.Random(seed)
    data = bytearray(PAGE)
    for _ in range(dice.randint(1, 12)):
        at = dice.randrange(len(data) or 1)
        length = dice.randint(1, 80)
        piece = bytes(data[at : at + length])
        match dice.randrange(6):
            case 0:
                del data[at : at + length]
            case 1:
                data[at:at] = piece * dice.randint(1, 30)
            case 2:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 3:
                data[at:at] = dice.choice(
                    [b"<table>", b"</table>", b"<tr><td>", b"<", b">", b"</div>", b"<!--", b"<?php", b"&#x", b'rowspan="', b"\x00"]
                )
            case 4:
                data = data[at:] + data[:at]
            case _:
                data = data[: max(at, 20)]
    return bytes(data)


def test_damaged_pages_never_crash() -> None:
    read = 0
    for seed in range(VARIANTS):
        data = damaged(seed)
        try:
            kind = sniff(data, "page.html")
            document = read_html(data, "page.html") if kind == "html" else read_text(data, "page.txt")
        except ReadError as error:
            assert error.todo.say("en")
            continue
        assert isinstance(document, Document)
        for table in document.tables:
            assert all(c.row + c.rowspan <= table.n_rows and c.col + c.colspan <= table.n_cols for c in table.cells)
        read += 1
    assert read > VARIANTS * 0.8
