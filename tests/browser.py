"""A headless Chromium for pages that the product writes; a test that needs one is skipped, with a word, where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
CHROMIUM = next((found for name in _NAMES if (found := shutil.which(name))), None)
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=8000",
)


def dump_dom(page: Path, profile: Path, script: str) -> str:
    """The page's markup after it was loaded and `script` has run at its end; errors of the console are in `data-errors` of <html>."""
    markup = page.read_text(encoding="utf-8")
    watch = "addEventListener('error', (e) => failed.push(e.message)); console.error = (...a) => failed.push(a.join(' '));"
    first = f"<script>window.failed = []; {watch}</script>"
    last = f"<script>{script}\ndocument.documentElement.dataset.errors = failed.join('; ');</script></body>"
    driven = profile / "driven.html"
    driven.write_text(markup.replace("<head>", f"<head>{first}", 1).replace("</body>", last), encoding="utf-8")
    return _run(profile, "--dump-dom", driven.as_uri())


def print_page(page: Path, profile: Path) -> bytes:
    """The PDF that printing the page makes."""
    out = profile / "printed.pdf"
    _run(profile, f"--print-to-pdf={out}", "--no-pdf-header-footer", page.as_uri())
    return out.read_bytes()


def _run(profile: Path, *arguments: str) -> str:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it to look at the page (`.ci/run` does)")
    command = [CHROMIUM, *_FLAGS, f"--user-data-dir={profile / 'profile'}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout
