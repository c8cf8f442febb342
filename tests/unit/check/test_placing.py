"""Documents in the right place: what is refused, and what is taken although it names other editions and programmes inside."""

from __future__ import annotations

import pytest

from subsidy_rules.check.placing import Placing, check_content, check_edition_known, check_head
from subsidy_rules.model.errors import SourceError
from subsidy_rules.model.programme import Programme
from subsidy_rules.read.document import read_document

MINE = Programme.model_validate(
    {
        "id": "hoshi",
        "name": "ほし市創業補助金",
        "aliases": ["創業補助金"],
        "editions": [
            {"id": "2025", "title": "ほし市創業補助金2025", "year": 2025, "documents": [{"id": "youryou", "sha256": "a" * 64}]},
            {"id": "2026", "title": "ほし市創業補助金2026", "year": 2026},
        ],
    }
)
ROUNDS = Programme.model_validate({"id": "kaze", "name": "かぜ村観光助成金", "editions": [{"id": "3"}, {"id": "4", "year": 2026}]})
UNDESCRIBED = Programme(id="plain", name="ほし市創業補助金")
HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>{1}</p></body></html>"


def check(text: str, edition: str, programme: Programme = MINE, name: str = "x.txt") -> None:
    check_head(read_document(text.encode(), name), Placing(programme, edition, (MINE, ROUNDS)))


@pytest.mark.parametrize(
    ("text", "edition", "programme"),
    [
        ("ほし市創業補助金2026 公募要領\n\n昨年の創業補助金2025とは要件が異なります。\n", "2026", MINE),
        ("ほし市創業補助金 公募要領\n最終更新日：2025年5月1日\n第2版\n", "2026", MINE),
        ("令和7年度補正予算\nほし市創業補助金\n公募要領\n", "2026", MINE),
        ("令和八年度 ほし市創業補助金のご案内\n", "2026", MINE),
        ("創業補助金のすべて\n\nかぜ村観光助成金 公募要領も公開されました。\n", "2025", MINE),
        ("かぜ村観光助成金 第4回公募 公募要領\n\n第3回公募からの変更点は次のとおりです。\n", "4", ROUNDS),
        ("かぜ村観光助成金（令和7年度） 第4回公募\n", "4", ROUNDS),
        ("ほし市創業支援事業費補助金 交付要綱\n", "2025", MINE),
        ("ほし市創業補助金2024 公募要領\n", "first", UNDESCRIBED),
        ("使える補助金 公募要領の読み方\n", "2026", MINE),
    ],
)
def test_taken(text: str, edition: str, programme: Programme) -> None:
    check(text, edition, programme)


@pytest.mark.parametrize(
    ("text", "edition", "programme", "said"),
    [
        ("ほし市創業補助金２０２５ 公募要領\n", "2026", MINE, ("2025", "--edition 2025")),
        ("ほし市創業補助金\n令和7年度版 公募要領\n", "2026", MINE, ("令和7年度版", "--edition 2025")),
        ("ほし市創業補助金2024 公募要領\n", "2025", MINE, ("2024", "Check programme and edition")),
        ("かぜ村観光助成金 公募要領\n（第3回）\n", "4", ROUNDS, ("(第3回)", "--edition 3")),
        ("かぜ村観光助成金 公募要領\n", "2025", MINE, ("かぜ村観光助成金", "--programme kaze")),
        ("みず町設備更新補助金 交付規程\n", "2025", MINE, ("みず町設備更新補助金", "--as-told")),
    ],
)
def test_refused(text: str, edition: str, programme: Programme, said: tuple[str, ...]) -> None:
    with pytest.raises(SourceError) as error:
        check(text, edition, programme)
    assert all(word in error.value.words("en") for word in (*said, "--as-told"))
    assert "--as-told" in error.value.words("ja")


def test_of_a_page_only_title_and_first_heading_count() -> None:
    check(HTML.format("補助金のまとめ", "ほし市創業補助金2025"), "2026", name="x.html")
    with pytest.raises(SourceError, match="--edition 2025"):
        check(HTML.format("創業補助金【2025年版】", ""), "2026", name="x.html")


def test_a_month_names_a_printing_of_its_own() -> None:
    months = Programme.model_validate({"id": "m", "name": "例の助成金", "editions": [{"id": "R7.4"}, {"id": "R7.7"}]})
    check("令和7年7月版\n例の助成金\n", "R7.7", months)
    with pytest.raises(SourceError, match=r"R7\.7"):
        check("令和7年7月版\n例の助成金\n", "R7.4", months)


def test_content_that_the_registry_knows() -> None:
    assert check_content("x.pdf", "a" * 64, Placing(MINE, "2025", (MINE,)))
    assert not check_content("x.pdf", "b" * 64, Placing(MINE, "2026", (MINE,)))
    for programme, edition in ((MINE, "2026"), (ROUNDS, "4")):
        with pytest.raises(SourceError, match="--programme hoshi --edition 2025"):
            check_content("x.pdf", "a" * 64, Placing(programme, edition, (MINE,)))


def test_an_edition_that_the_definition_does_not_have() -> None:
    check_edition_known(Placing(MINE, "2025"))
    check_edition_known(Placing(UNDESCRIBED, "anything"))
    with pytest.raises(SourceError, match="--edition 2025"):
        check_edition_known(Placing(MINE, "R7"))
    with pytest.raises(SourceError, match="one of them"):
        check_edition_known(Placing(MINE, "2031"))
