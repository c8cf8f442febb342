"""Draws docs/review.png: the page of review on samples, as a browser shows it. `make picture`.

The samples are read, the page is served and a headless Chromium looks at it; nothing is placed by hand. Letters are set in fonts that the
machine has, so another machine may draw another picture of the same words.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.local import Told, ingest_files

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sources" / "samples"
FILE, KIND = "it2025_koubo_tsujo.pdf", "subsidy_rate"
SIZE = {"width": 1280, "height": 720}
COLOURS = 96


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        programme = find_programme("it-hojo", ROOT / "sources" / "programmes")
        folder = ingest_files([SAMPLES / FILE], programme, "2025", Told(frame="tsujo"), Path(name)).folder
        picture = look(folder)
    with Image.open(io.BytesIO(picture)) as shown:
        shown.convert("RGB").quantize(COLOURS).save(ROOT / "docs" / "review.png", optimize=True)


def look(folder: Path) -> bytes:
    """The page as a browser shows it, on the first rule of the kind."""
    command = [
        sys.executable,
        "-m",
        "subsidy_rules.cli",
        "review",
        str(folder),
        "--documents",
        str(SAMPLES),
        "--no-browser",
        "--by",
        "tanaka",
    ]
    with subprocess.Popen([*command, "--lang", "ja"], stdout=subprocess.PIPE, text=True) as process:
        found = re.search(r"http\S+", process.stdout.readline() if process.stdout is not None else "")
        assert found is not None
        with sync_playwright() as playwright:
            program = shutil.which("chromium") or shutil.which("google-chrome")
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            page = browser.new_page(viewport=SIZE)
            page.goto(found[0])
            page.wait_for_selector("article.item")
            page.select_option("#q-kind", KIND)
            page.wait_for_selector("rect.value", timeout=60_000, state="attached")
            page.wait_for_load_state("load")
            page.wait_for_timeout(1000)
            picture = page.screenshot()
            browser.close()
        process.terminate()
    return picture


if __name__ == "__main__":
    main()
