"""Inputs of any length that are made to hold a reader up, of HTML, text, Markdown, PDF and YAML; in our own words."""

from __future__ import annotations

from collections.abc import Callable

from fuzz.inputs import RULES
from subsidy_rules.model.programme import Programme

Make = Callable[[int, int], bytes]  # how many, and which edition of it (0 or 1)


def programme() -> Programme:
    """A programme of one frame and two editions."""
    return Programme.model_validate(
        {
            "id": "my-hojo",
            "name": "わが町IT補助金",
            "frames": [{"id": "tsujo", "name": "通常枠"}],
            "editions": [{"id": "2024"}, {"id": "2025", "previous": "2024"}],
        }
    )


def rules_text(part: str) -> str:
    return RULES["ruleset.yaml"] if part == "head" else RULES["tsujo.yaml"]


def over(line: str, before: str = "", after: str = "") -> Make:
    """A line over and over; {n} is its number, {k} another number in each edition, {m} one of seven."""
    return lambda n, edition: (
        before + "".join(line.format(n=at, k=at + edition * (at % 3 == 0), m=at % 7) for at in range(n)) + after
    ).encode()


def page(line: str, before: str = "", after: str = "") -> tuple[str, Make]:
    return "html", over(line, f"<!doctype html><meta charset=utf-8><h1>通常枠の公募要領</h1><p>補助率は1/2以内とする。</p>{before}", after)


def text(line: str, before: str = "", after: str = "", form: str = "txt") -> tuple[str, Make]:
    return form, over(line, f"通常枠の公募要領\n\n補助率は1/2以内とする。\n\n{before}", after)


def rules(line: str, before: str = "", after: str = "") -> tuple[str, Make]:
    return "yaml", over(line, RULES["tsujo.yaml"].split("rules:")[0] + before, after)


def pdf(line: str, before: str = "", after: str = "", wide: float = 1) -> tuple[str, Make]:
    """A page whose content is said over and over."""

    def make(n: int, edition: int) -> bytes:
        content = over(line, before, after)(n, edition)
        head = b"BT /T 10 Tf 20 580 Td (Grants are limited to 1500000 yen for each applicant) Tj ET\n"
        return _file(head + content)

    return "pdf", make


def pages(line: str) -> tuple[str, Make]:
    """Pages, each of one line of content."""

    def make(n: int, edition: int) -> bytes:
        return _file(*(over(line)(1, edition).replace(b"@", b"%d" % at) for at in range(n // 50)))

    return "pdf", make


def _file(*contents: bytes) -> bytes:
    numbers = [10 + 2 * at for at in range(len(contents))]
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % one for one in numbers), len(numbers)),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for number, content in zip(numbers, contents, strict=True):
        objects[number] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Resources<</Font<</T 5 0 R>>>>/Contents %d 0 R>>" % (number + 1)
        objects[number + 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    out, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in sorted(objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in places.items())
    return bytes(out) + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, start)


RULE = (
    RULES["tsujo.yaml"].split("rules:\n")[1].replace("{", "{{").replace("}", "}}").replace("base", "x{n}").replace("page: 3", "page: {k}")
)
SHAPES: dict[str, tuple[str, Make]] = {
    # tables
    "html rows": page(
        "<tr><td>区分{n}</td><td>{k}万円以内</td><td>1/2以内</td></tr>",
        "<table><tr><th>区分</th><th>補助上限額</th><th>補助率</th></tr>",
        "</table>",
    ),
    "html columns": page("<td>{k}万円以内</td>", "<table><tr><th>補助上限額</th>", "</tr></table>"),
    "html tables": page("<table><tr><th>区分</th><th>補助上限額</th></tr><tr><td>区分{n}</td><td>{k}万円以内</td></tr></table>"),
    "html same rows": page("<tr><td>一般</td><td>5万円以内</td></tr>", "<table><tr><th>区分</th><th>補助上限額</th></tr>", "</table>"),
    "html spans": page("<tr><td rowspan=900>{n}<td>{k}万円以内", "<table>", "</table>"),
    "html one cell": page("{k}万円以内、", "<table><tr><th>区分<th>補助上限額<tr><td>一般<td>", "</table>"),
    "html cell of lines": page("・{k}万円以内<br>", "<table><tr><th>区分<th>補助上限額<tr><td>一般<td>", "</table>"),
    "html conditions": page("従業員{k}人以上の者、または", "<table><tr><th>区分<th>補助上限額<tr><td>", "<td>5万円</table>"),
    "html notes": page("<p>※{n} 上限は{k}万円とする。</p>"),
    "html schedule": page(
        "<tr><td>第{n}次締切<td>令和7年{m}月1日<td>令和7年10月{m}日", "<table><tr><th>回<th>締切日<th>交付決定日", "</table>"
    ),
    "html expenses": page("<tr><td>ソフトウェア費{n}<td>購入に要する経費（{k}万円以内）", "<table><tr><th>経費区分<th>内容", "</table>"),
    "html points": page("<tr><td>加点項目{n}<td>{m}点", "<table><tr><th>加点項目<th>点数", "</table>"),
    # clauses
    "html sentences": page("<p>第{n}項の申請者は、従業員が{k}人以上であること。</p>"),
    "html same sentences": page("<p>申請者は、従業員が5人以上であること。</p>"),
    "html one paragraph": page("申請者{n}は、従業員が{k}人以上であること。", "<p>", "</p>"),
    "html one sentence": page("従業員が{k}人以上であり、", "<p>申請者は、", "であること。</p>"),
    "html headings": page("<h2>{n}．対象者</h2><p>従業員が{k}人以上であること。</p>"),
    "html list": page("<li>従業員が{k}人以上である者", "<p>次のいずれかに該当する者は対象外とする。</p><ul>", "</ul>"),
    "html nested": page("<ul><li>{k}人以上である者"),
    "html definitions": page("<p>「語{n}」とは、従業員が{k}人以上の者をいう（以下「略{n}」という。）。略{n}は対象とする。</p>"),
    "html references": page("<p>第{n}条 前条及び第{k}条第2項に定める者は対象外とする。</p>"),
    "html papers": page("<li>書類{n}（写し）{k}部", "<h2>提出書類</h2><ul>", "</ul>"),
    "html exclusions": page("<li>過去{k}か月以内に補助金{n}の交付を受けた者", "<h2>対象外となる者</h2><ul>", "</ul>"),
    "html returns": page("<p>{n}年目に達成しなかったときは、{k}分の1の返還を求める。</p>"),
    "html brackets": page("（「{k}", "<p>上限は"),
    "html no end": page("補助対象経費の", "<p>"),
    "html digits": page("1,", "<p>上限は"),
    "html kanji digits": page("千", "<p>上限は"),
    "html dates": page("令和{m}年{m}月{m}日、", "<p>締切は"),
    "html anchors": page("<a href=#{n}>{n}</a><p id={n}>{k}万円以内</p>"),
    "html hidden": page("<div style='display:none'>{k}万円<p>5人"),
    "html frames": page("<h2>通常枠{n}</h2><p>通常枠の補助上限額は{k}万円とする。</p>"),
    "html dl": page("<dt>補助上限額<dd>{k}万円以内", "<dl>", "</dl>"),
    "html changes": page(
        "<tr><td>令和7年{m}月{m}日<td>{n}頁の誤記を{k}万円に訂正", "<h2>改訂履歴</h2><table><tr><th>日付<th>内容", "</table>"
    ),
    "html labels": page("<p>({n}) {k}人以上の者</p>"),
    "html circled": page("<p>①{k}人以上の者 ②第{n}号の者</p>"),
    # text
    "text tabs": text("区分{n}\t{k}万円以内\t1/2以内\n", "区分\t補助上限額\t補助率\n"),
    "text pipes": text("| 区分{n} | {k}万円以内 | 1/2 |\n", "| 区分 | 補助上限額 | 補助率 |\n|---|---|---|\n", form="md"),
    "text pipe columns": text("{k}万円|", "|補助上限額|\n|---|\n|", form="md"),
    "text aligned": text("区分{n}　　　　{k}万円以内　　　　1/2以内\n", "区分　　　　補助上限額　　　　補助率\n"),
    "text one aligned": text("{k}万円　　"),
    "text wrapped": text("従業員が{k}人以上である者のうち、次の区分の{n}に当たる者は、\n"),
    "text items": text("・従業員が{k}人以上である者\n", "次のいずれかに該当する者は対象外とする。\n"),
    "text indented": text("{n}\n" + " " * 3, ""),
    "text headings": text("# 見出し{n}\n従業員が{k}人以上であること。\n\n", form="md"),
    "text stars": text("**{k}", form="md"),
    "text struck": text("~~{k}万円", form="md"),
    "text links": text("[a{n}](", form="md"),
    "text ticks": text("`{k}", form="md"),
    "text blank": text("\n \n"),
    "text carets": text("^{k}_", form="md"),
    # PDF
    "pdf words": pdf("BT /T 6 Tf {m}0 {m}0 Td (No {n} is {k}) Tj ET\n"),
    "pdf one line": pdf("(ab {k}) Tj ", "BT /T 1 Tf 2 300 Td ", "ET"),
    "pdf small": pdf("BT /T 0.2 Tf 20 {n} Td (a {k}) Tj ET\n", "1 0 0 0.01 0 0 cm "),
    "pdf rules": pdf("20 {n} 300 0.02 re f\n", "1 0 0 0.01 0 100 cm "),
    "pdf grid": pdf("20 {n} m 300 {n} l S {n} 20 m {n} 300 l S\n", "0.05 0 0 0.05 0 0 cm "),
    "pdf boxes": pdf("{m}0 {m}0 40 20 re S\n"),
    "pdf fills": pdf("0.{m} g {m}0 {m}0 40 20 re f\n"),
    "pdf clips": pdf("q {m}0 {m}0 40 20 re W n BT /T 6 Tf 20 20 Td (1) Tj ET Q\n"),
    "pdf curves": pdf("{m} {m} m {n} 20 30 {n} 50 60 c S\n"),
    "pdf pages": pages("BT /T 10 Tf 20 500 Td (The grant of part @ is limited to 1500000 yen) Tj ET"),
    # YAML
    "yaml rules": rules(RULE, "rules:\n"),
    "yaml evidence": rules(
        "  - {{source: koubo, page: {n}, quote: 補助率}}\n",
        "rules:\n"
        + RULES["tsujo.yaml"]
        .split("rules:\n")[1]
        .split("  - {source")[0]
        .replace("{", "{{")
        .replace("}", "}}")
        .replace("{{", "{")
        .replace("}}", "}"),
        "  confidence: 0.9\n  review: {state: draft}\n",
    ),
    "yaml comments": rules("# remark {n}\n", "rules:\n" + RULES["tsujo.yaml"].split("rules:\n")[1]),
    "yaml keys": rules("own{n}: {k}\n", "rules:\n" + RULES["tsujo.yaml"].split("rules:\n")[1]),
    "yaml anchors": rules("own{n}: &a{n} {k}\n", "rules:\n" + RULES["tsujo.yaml"].split("rules:\n")[1]),
    "yaml blanks": rules("\n", "rules:\n" + RULES["tsujo.yaml"].split("rules:\n")[1]),
    "yaml long": rules("a b ", "note: '", "'\nrules: []\n"),
    "yaml quotes": rules("''", "note: '", "'\nrules: []\n"),
    "yaml flow": rules("{{a: {k}}}, ", "own: [", "]\nrules: []\n"),
    "yaml fold": rules("  a {n}\n\n", "own: >\n", "rules: []\n"),
}
