"""The static site in a browser: no violation that axe knows, wide and narrow, and nothing asked for from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser import CHROMIUM
from subsidy_rules.stages.site import site_files
from subsidy_rules.store.files import save_ruleset
from town import town


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_is_loaded(tmp_path: Path) -> None:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install it to look at the page (`.ci/run` does)")
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    for edition in ("1", "2"):
        save_ruleset(tmp_path / "machi" / edition, town().model_copy(update={"edition": edition}))
    for name, text in site_files(tmp_path, "ja").items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, encoding="utf-8")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        view = browser.new_page()
        asked: list[str] = []
        view.on("request", lambda request: asked.append(request.url))
        for name in ("index.html", "machi/2.html", "machi/history.html"):
            view.goto((tmp_path / "site" / name).as_uri())
            for width in (1200, 380):
                view.set_viewport_size({"width": width, "height": 900})
                found = Axe().run(view).response["violations"]
                assert [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found] == []
                assert view.evaluate("document.documentElement.scrollWidth") <= width, name
        browser.close()
    assert [address for address in asked if not address.startswith("file:")] == []
