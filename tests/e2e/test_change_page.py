"""`diff --format html` on the samples, opened in a browser: filters work, pages show, nothing fails, everything has a name."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from browser import CHROMIUM, dump_dom, print_page
from subsidy_rules.cli import app
from subsidy_rules.messages.message import message
from subsidy_rules.read.pdf import iter_layouts, page_of

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
SCRIPT = """
const seen = () => [...document.querySelectorAll(".change")].filter((c) => c.offsetParent !== null);
const result = {};
for (const change of document.querySelectorAll(".change")) change.open = true;
result.all = seen().length;
const box = document.querySelector("[data-filter=level][value=INFO]");
box.click();
result.withoutInfo = seen().length;
result.levels = [...new Set(seen().map((c) => c.dataset.level))];
box.click();
const frame = document.getElementById("frame");
frame.value = "security"; frame.dispatchEvent(new Event("input"));
result.frames = [...new Set(seen().flatMap((c) => c.dataset.frames.split(" ")))];
result.shown = document.querySelector("#shown .n").textContent;
frame.value = ""; frame.dispatchEvent(new Event("input"));
const words = document.getElementById("words");
words.value = document.querySelector(".change code").textContent; words.dispatchEvent(new Event("input"));
result.found = seen().length;
words.value = ""; words.dispatchEvent(new Event("input"));
result.ja = document.querySelector("summary").innerText;
document.getElementById("lang").click();
result.en = document.querySelector("summary").innerText;
const images = [...document.images];
for (const image of images) image.loading = "eager";
result.crops = images.length;
result.marks = [...document.querySelectorAll(".crop i")].filter((i) => i.offsetWidth > 2 && i.offsetHeight > 2).length;
result.pairs = [...document.querySelectorAll(".change")].filter((c) => c.querySelectorAll(".crop").length === 2).length;
result.charts = document.querySelectorAll("svg[role=img][aria-label]").length;
const name = (e) => (e.getAttribute("aria-label") || e.closest("label")?.innerText || e.innerText || e.alt || "").trim();
const named = [...document.querySelectorAll("input, select, button, img, a, summary")];
result.nameless = named.filter((e) => !name(e)).map((e) => e.outerHTML.slice(0, 80));
document.body.dataset.result = JSON.stringify(result);
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    run = CliRunner().invoke
    for edition, names in (("2024", ["it2024_koubo_tsujo.pdf"]), ("2025", ["it2025_koubo_tsujo.pdf"])):
        files = [str(SAMPLES / name) for name in names]
        made = run(app, ["ingest", *files, "--programme", "it-hojo", "--edition", edition, "--out", str(folder)])
        assert made.exit_code == 0, made.output
    sets = [str(folder / "it-hojo" / edition) for edition in ("2024", "2025")]
    out = folder / "page.html"
    done = run(app, ["diff", *sets, "--format", "html", "--lang", "ja", "--documents", str(SAMPLES), "--output", str(out)])
    assert done.exit_code == 1, done.output
    return out


def test_page_in_a_browser(page: Path, tmp_path: Path) -> None:
    dom = dump_dom(page, tmp_path, SCRIPT)
    errors = re.search(r'<html[^>]* data-errors="([^"]*)"', dom)
    assert errors is not None
    assert errors[1] == ""
    found = re.search(r'data-result="([^"]*)"', dom)
    assert found is not None
    result: dict[str, Any] = json.loads(unescape(found[1]))
    assert result["all"] > result["withoutInfo"] > 0
    assert "INFO" not in result["levels"]
    assert "security" in result["frames"]
    assert 0 < result["found"] < result["all"]
    assert result["ja"] != result["en"]
    assert result["crops"] == result["marks"] > 0
    assert result["pairs"] > 0
    assert result["charts"] > 0
    assert result["nameless"] == []


def test_page_on_paper(page: Path, tmp_path: Path) -> None:
    """Printed, every change is open with both sides beside each other; what can only be clicked is left out, and no page is empty."""
    layouts = list(iter_layouts(print_page(page, tmp_path), "printed.pdf"))
    lines = [line for layout in layouts for line in page_of(layout).lines]
    printed = squeezed(" ".join(line.text for line in lines))
    markup = page.read_text(encoding="utf-8")
    ids = re.findall(r'<p class="id">.*?<code>(\w+)</code>', markup)
    assert len(ids) == markup.count('<details class="change') > 3
    assert [each for each in ids if each not in printed] == []
    for level in ("ERR", "WARN", "INFO"):
        assert level in printed
    assert squeezed(message("Search").say("ja")) not in printed
    assert squeezed(message("Open or close all").say("ja")) not in printed
    assert any("旧2024" in each and "新2025" in each for each in (squeezed(line.text) for line in lines))
    assert all(len(layout.chars) + len(layout.pictures) > 10 for layout in layouts)
    width = layouts[0].width_pt
    assert all(char.x1 <= width for layout in layouts for char in layout.chars)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning")
def test_pages_can_be_used_by_everybody(page: Path) -> None:
    """The page of changes and that of the history, on a wide and a narrow screen."""
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it to look at the page (`.ci/run` does)")
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    history = page.with_name("history.html")
    made = CliRunner().invoke(app, ["history", "it-hojo", "--rules", str(page.parent), "--format", "html", "--output", str(history)])
    assert made.exit_code == 0, made.output
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for file in (page, history):
            view = browser.new_page()
            view.goto(file.as_uri())
            view.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            for width in (1200, 380):
                view.set_viewport_size({"width": width, "height": 900})
                found = Axe().run(view).response["violations"]
                assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []
                assert view.evaluate("document.documentElement.scrollWidth") <= width
        browser.close()


def test_changes_stand_in_the_order_of_their_document(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    document = re.search(r'<div class="document"><h3>(?!<span).*?</div>\n(?=<div class="document">|</section>)', text, re.DOTALL)
    assert document is not None
    pages = [int(n) for n in re.findall(r'<div class="side new">.*?<span lang="ja"[^>]*>[^<]*?(\d+)ページ', document[0], re.DOTALL)]
    assert len(pages) > 1
    assert pages == sorted(pages)


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_page_needs_no_network(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.findall(r'(?:src|srcset)="(?!data:)|<link|@import|url\(', text) == []
