"""The committed samples: drawn again byte for byte, readable text, honest truth files."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from ruamel.yaml import YAML

SAMPLES = Path(__file__).resolve().parents[3] / "sources" / "samples"


def load(path: Path) -> Any:
    """The YAML file as plain values."""
    return YAML(typ="safe").load(path)


MANIFEST: list[dict[str, Any]] = load(SAMPLES / "manifest.yaml")
PDFS = [entry["file"] for entry in MANIFEST if entry["file"].endswith(".pdf")]
EDITIONS = sorted({entry["edition"] for entry in MANIFEST})


def page_texts(file: str) -> list[str]:
    """Text of each page without line breaks and spaces."""
    document = pypdfium2.PdfDocument(SAMPLES / file)
    try:
        return [re.sub(r"\s", "", document[i].get_textpage().get_text_range()) for i in range(len(document))]
    finally:
        document.close()


def test_drawing_again_gives_the_committed_bytes(tmp_path: Path) -> None:
    pytest.importorskip("reportlab", reason="reportlab is only needed to draw the samples")
    drawn = subprocess.run(
        [sys.executable, str(SAMPLES / "make_samples.py"), "--out", str(tmp_path)], capture_output=True, text=True, check=False
    )
    if drawn.returncode == 2:
        pytest.skip(f"no font to draw with: {drawn.stderr.strip()}")
    assert drawn.returncode == 0, drawn.stderr
    if "not the font of the committed samples" in drawn.stderr:
        pytest.skip("another font than that of the committed samples")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(entry["file"] for entry in MANIFEST)
    for entry in MANIFEST:
        assert (tmp_path / entry["file"]).read_bytes() == (SAMPLES / entry["file"]).read_bytes(), entry["file"]


@pytest.mark.parametrize(
    ("file", "page_no", "facts"),
    [
        ("it2024_koubo_tsujo.pdf", 3, ["①製造業（ゴム製品製造業を除く）、建設業、運輸業", "５，０００万円以下", "９００人以下", "同上"]),
        ("it2024_koubo_tsujo.pdf", 4, ["５万円～１５０万円", "１５０万円～４５０万円", "１～３プロセス", "中小企業：１／２以内", "（例）"]),
        ("it2025_koubo_tsujo.pdf", 2, ["改訂前）", "２０２７年４月～２０２７年９月", "改訂後）", "２０２７年４月～２０２８年１月"]),
        (
            "it2025_koubo_tsujo.pdf",
            3,
            ["５万円～１５０万円未満", "小規模事業者：２／３以内", "（下限なし）～３５０万円", "３，０００万円", "と同様"],
        ),
        ("it2025_koubo_tsujo.pdf", 4, ["資本金（出資の総額）が３億円以下、又は常時使用する従業員が９００人以下"]),
        ("it2025_koubo_tsujo.pdf", 6, ["（具体例）", "４５０万円（全額）", "３００万円（２／３）"]),
        ("it2025_koubo_tsujo.pdf", 8, ["１５０万円～４５０万円以下", "３か月以上あると示したときは、２／３以内"]),
        ("it2025_koubo_invoice.pdf", 2, ["～１５万円"]),
        ("it2025_koubo_invoice.pdf", 5, ["～３５０万円", "（小規模事業者は４／５以内）", "５０万円超～３５０万円部分"]),
        ("it2026_kitei_tsujo.pdf", 3, ["（別表）", "３０％以上となる月が３か月以上あるときは、２／３以内"]),
        ("it2026_kitei_tsujo.pdf", 4, ["⑮特定非営利活動法人", "常時使用する従業員が２０人以下"]),
    ],
)
def test_text_layer_holds_the_facts(file: str, page_no: int, facts: list[str]) -> None:
    text = page_texts(file)[page_no - 1]
    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.parametrize("file", PDFS)
def test_every_page_is_marked_as_a_sample_and_numbered(file: str) -> None:
    for page_no, text in enumerate(page_texts(file), start=1):
        assert "公式文書ではありません" in text
        if page_no > 1:
            assert f"{page_no - 1}動作確認用の見本です" in text


@pytest.mark.parametrize("file", PDFS)
def test_characters_have_boxes_on_the_page(file: str) -> None:
    document = pypdfium2.PdfDocument(SAMPLES / file)
    page = document[2]
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
    document.close()
    assert len(boxes) > 100
    for left, bottom, right, top in boxes:
        assert 0 <= left < right <= width
        assert 0 <= bottom < top <= height


def test_samples_are_small() -> None:
    assert {
        entry["file"]: (SAMPLES / entry["file"]).stat().st_size for entry in MANIFEST if (SAMPLES / entry["file"]).stat().st_size > 200_000
    } == {}


@pytest.mark.parametrize("edition", EDITIONS)
def test_truth_names_its_documents_and_existing_pages(edition: str) -> None:
    truth = load(SAMPLES / "expected" / f"{edition}.yaml")
    assert truth["edition"] == edition
    assert truth["documents"] == [entry["file"] for entry in MANIFEST if entry["edition"] == edition]
    last = max(len(page_texts(file)) for file in truth["documents"] if file in PDFS)
    for fact in [*truth["facts"], *truth["never"]]:
        pages = fact.get("page", [])
        assert all(1 <= page <= last for page in (pages if isinstance(pages, list) else [pages])), fact


@pytest.mark.parametrize("edition", EDITIONS)
def test_what_must_never_be_read_is_no_fact(edition: str) -> None:
    truth = load(SAMPLES / "expected" / f"{edition}.yaml")
    for never in truth["never"]:
        clashes = [
            fact
            for fact in truth["facts"]
            if fact["kind"] == never["kind"] and never["value"].items() <= fact["value"].items() and not never.get("page")
        ]
        assert clashes == [], never


def printed(fact: dict[str, Any]) -> list[str]:
    """The figures of a fact as they must stand on its page: 150万円, 2/3, 300人."""
    value = fact["value"]
    if fact["kind"] == "subsidy_amount":
        return [f"{value[bound] // 10_000}万円" for bound in ("min", "max") if value.get(bound)]
    if fact["kind"] == "subsidy_rate":
        return [value["rate"]]
    if fact["kind"] == "applicant_threshold":
        leaves = [*value.get("any", []), *value.get("all", [])]
        return [f"{leaf['value']}人" for leaf in leaves if leaf["fact"] == "employees"]
    return []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_figures_of_the_truth_stand_on_their_pages(edition: str) -> None:
    truth = load(SAMPLES / "expected" / f"{edition}.yaml")
    pdfs = [page_texts(file) for file in truth["documents"] if file in PDFS]
    html = "".join((SAMPLES / file).read_text(encoding="utf-8") for file in truth["documents"] if file not in PDFS)
    for fact in truth["facts"]:
        pages = fact.get("page", [])
        pages = pages if isinstance(pages, list) else [pages]
        texts = [pdf[page - 1] for pdf in pdfs for page in pages if page <= len(pdf)] or [html]
        text = unicodedata.normalize("NFKC", "".join(texts)).replace(",", "")
        assert [figure for figure in printed(fact) if figure not in text] == [], fact
