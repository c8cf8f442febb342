"""Measures the page of review with a scripted browser: first page, a key to the next rule, a decision to the next rule, memory over pages.

    python benchmarks/review_page.py [--rules 1000] [--pages 500] [--keys 60]

It draws a document of so many pages, writes a rule set of so many rules on it, serves that with `subsidy-rules review` and presses keys in
a headless Chromium. A key is timed in the browser, from its press until the next rule stands on the page, so the driver costs nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page as Tab
from playwright.sync_api import sync_playwright
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from subsidy_rules.kinds import all_kinds
from subsidy_rules.model.document import Clause, Document, Evidence, Line, Page, Source, Span
from subsidy_rules.model.rule import FrameName, Rule, RuleSet
from subsidy_rules.store.files import Extraction, save_candidates, save_document, save_ruleset

SIZE = (595.0, 842.0)
LINES = 40  # of text on a page, so that it takes as long to draw as one of a guideline
# presses a key and gives the milliseconds until another rule is there; the first argument tells the key
TIMED = """(key) => new Promise((done) => {
  const main = document.querySelector('#main');
  const begun = performance.now();
  const watch = new MutationObserver(() => { watch.disconnect(); requestAnimationFrame(() => done(performance.now() - begun)); });
  watch.observe(main, { childList: true });
  main.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
})"""


def text_of(n: int) -> str:
    return f"申請者は、要件その{n}に定める計画を作成し、事務局に提出すること。"


def draw(pages: int) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=SIZE)
    for page in range(pages):
        canvas.setFont("HeiseiMin-W3", 10)
        for line in range(LINES):
            canvas.drawString(60, SIZE[1] - 70 - 18 * line, text_of(page * LINES + line))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def box_of(line: int) -> tuple[float, float, float, float]:
    return 60.0, 60.0 + 18 * line, 400.0, 72.0 + 18 * line


def build(root: Path, rules: int, pages: int) -> Path:
    """The folder of the rule set; the document lies in `root`."""
    data = draw(pages)
    (root / "guideline.pdf").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    source = Source(id="koubo", title="公募要領", sha256=sha256, authority="official", kind="guideline", pages=pages)
    kind = all_kinds()["requirement"].value_type
    made = []
    for n in range(rules):
        page, line = n % pages, n // pages
        quote = text_of(page * LINES + line)
        value = kind.model_validate({"topic": f"要件その{n}に定める計画", "obligation": "must", "of": "applicant"})
        evidence = Evidence(source="koubo", page=page + 1, bbox=box_of(line), at=f"({n})", quote=quote)
        name = f"general.requirement.n{n:05d}"
        made.append(Rule(id=name, kind="requirement", frame="general", label=quote, value=value, evidence=(evidence,), confidence=0.95))
    folder = root / "out" / "bench" / "2026"
    frames = (FrameName(id="general", name="一般枠"),)
    save_ruleset(folder, RuleSet(programme="bench", edition="2026", extractor="bench", frames=frames, sources=(source,), rules=tuple(made)))
    cache = root / "out" / ".cache"
    save_document(cache, document(sha256, pages))
    save_candidates(cache, Extraction(programme="bench", edition="2026", frame="general", source=source, extractor="bench"), ())
    return folder


def document(sha256: str, pages: int) -> Document:
    clauses, sheets = [], []
    for page in range(pages):
        texts = [text_of(page * LINES + line) for line in range(LINES)]
        sheets.append(
            Page(
                page_no=page + 1,
                width_pt=SIZE[0],
                height_pt=SIZE[1],
                lines=tuple(Line(text=t, bbox=box_of(n)) for n, t in enumerate(texts)),
            )
        )
        span = Span(start=0, end=len(texts[0]), page_no=page + 1, bbox=box_of(0))
        clauses.append(Clause(clause_no=page + 1, text=texts[0], spans=(span,), sentences=((0, len(texts[0])),)))
    return Document(name="guideline.pdf", sha256=sha256, format="pdf", pages=tuple(sheets), clauses=tuple(clauses))


def resident_mb(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def heap_mb(tab: Tab) -> float:
    session = tab.context.new_cdp_session(tab)
    session.send("HeapProfiler.collectGarbage")
    used = float(session.send("Runtime.getHeapUsage")["usedSize"])
    session.detach()
    return used / 1e6


def told(name: str, times: list[float]) -> None:
    times.sort()
    print(f"{name}: median {statistics.median(times):.0f} ms, 9 of 10 within {times[int(len(times) * 0.9)]:.0f} ms ({len(times)})")


def measure(tab: Tab, address: str, pid: int, keys: int, pages: int) -> None:
    tab.goto(address)
    tab.wait_for_selector("article.item h2")
    shown = tab.evaluate("performance.getEntriesByType('navigation')[0].responseEnd")
    first = tab.evaluate("performance.now()")
    print(f"first page: {first:.0f} ms until a rule is there (its frame after {shown:.0f} ms)")
    tab.wait_for_timeout(4000)  # what is unread is being looked for
    told("key to the next rule", [tab.evaluate(TIMED, "ArrowDown") for _ in range(keys)])
    for _ in range(3):  # the first decision writes the file as it was found, rule by rule
        tab.evaluate(TIMED, "a")
    told("decision to the next rule, on the disk", [tab.evaluate(TIMED, "a") for _ in range(keys)])
    before = resident_mb(pid), heap_mb(tab)
    for page in range(1, pages + 1):
        html: Any = tab.evaluate("(page) => fetch(`/page?source=koubo&page=${page}`).then((r) => r.text())", page)
        picture = re.search(r'<img src="([^"]+)"', html)
        if picture is not None:
            tab.evaluate("(path) => fetch(path).then((r) => r.blob()).then((b) => b.size)", picture[1])
        if page in (pages // 10, pages):
            now = resident_mb(pid), heap_mb(tab)
            print(f"after {page} pages: program {now[0]:.0f} MB (before {before[0]:.0f}), page {now[1]:.1f} MB ({before[1]:.1f})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", type=int, default=1000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--browser", default=shutil.which("chromium") or shutil.which("google-chrome"))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = build(Path(name), asked.rules, asked.pages)
        command = [sys.executable, "-m", "subsidy_rules.cli", "review", str(folder), "--documents", name, "--no-browser", "--by", "bench"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            found = re.search(r"http\S+", process.stdout.readline())
            assert found is not None
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=asked.browser, args=["--no-sandbox"])
                measure(browser.new_page(viewport={"width": 1400, "height": 900}), found[0], process.pid, asked.keys, asked.pages)
                browser.close()
            process.terminate()


if __name__ == "__main__":
    main()
