"""One sitting at the page of review, in a browser: what is decided there is what the files say, and nothing of it is lost.

It is held twice: on a sample, and on the guideline of it-hojo 2025 where the official documents are at hand.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from subsidy_rules.model.rule import Reading, Review, Rule, RuleSet, Unread
from subsidy_rules.registry.load import find_programme
from subsidy_rules.registry.places import packaged_folder
from subsidy_rules.stages.local import Told, ingest_files
from subsidy_rules.store.files import load_ruleset_dir, save_ruleset

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sources" / "samples"
CORPUS = ROOT.parent / "shared" / "corpus"
CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install it to sit at the page (`.ci/run` does)"),
    # the browser's driver leaves its pipes to the collector
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"),
]


@dataclass(frozen=True)
class Edition:
    """What is reviewed: a document of it-hojo, its edition, its programme's definition is the one that is shipped."""

    file: Path
    edition: str

    def build(self, out: Path) -> Path:
        """Its rule set, of whose rules one is told in two ways."""
        result = ingest_files(
            [self.file], find_programme("it-hojo", packaged_folder()), self.edition, Told(frame="tsujo", kind="guideline"), out
        )
        ruleset = load_ruleset_dir(result.folder)
        if not any(rule.kind == "subsidy_rate" and rule.review.state == "conflict" for rule in ruleset.rules):
            save_ruleset(result.folder, disputed(ruleset, of_kind(ruleset, "subsidy_rate")[0]))
        return result.folder


SAMPLE = Edition(SAMPLES / "it2024_koubo_tsujo.pdf", "2024")
OFFICIAL = Edition(CORPUS / "it2025_koubo_tsujyo.pdf", "2025")


@pytest.fixture(scope="module", params=[SAMPLE, OFFICIAL], ids=["sample", "official"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Edition, Path]:
    edition: Edition = request.param
    if not edition.file.is_file():
        pytest.skip("the official documents (../shared) are not here")
    return edition, edition.build(tmp_path_factory.mktemp("rules"))


def disputed(ruleset: RuleSet, rule: Rule) -> RuleSet:
    other = rule.value.model_copy(update={"rate": rule.value.rate / 2})  # type: ignore[attr-defined]
    readings = tuple(Reading(value=value, when=rule.when, evidence=rule.evidence) for value in (rule.value, other))
    made = rule.model_copy(update={"readings": readings, "review": Review(state="conflict")})
    return ruleset.model_copy(update={"rules": tuple(made if one.id == rule.id else one for one in ruleset.rules)})


def of_kind(ruleset: RuleSet, kind: str) -> list[Rule]:
    return [rule for rule in ruleset.rules if rule.kind == kind]


class Served:
    """A review that is being served: its folder, its process, the address with the token."""

    def __init__(self, folder: Path, documents: Path) -> None:
        command = [
            sys.executable,
            "-m",
            "subsidy_rules.cli",
            "review",
            str(folder),
            "--documents",
            str(documents),
            "--no-browser",
            "--lang",
            "ja",
        ]
        self.folder = folder
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"})
        assert self.process.stdout is not None
        found = re.search(r"http\S+", self.process.stdout.readline())
        assert found is not None
        self.address = found[0]

    @property
    def ruleset(self) -> RuleSet:
        return load_ruleset_dir(self.folder)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


@pytest.fixture
def served(built: tuple[Edition, Path], tmp_path: Path) -> Iterator[Served]:
    edition, folder = built
    shutil.copytree(folder.parents[1], tmp_path / "rules")
    one = Served(tmp_path / "rules" / folder.parent.name / folder.name, edition.file.parent)
    yield one
    one.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield chromium
        chromium.close()


def sit_down(browser: Any, served: Served, name: str, *, deaf: bool = False) -> Any:
    """A page in a browser of its own, the name given, the first thing shown. One that is deaf hears no news of others."""
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    page.set_default_timeout(20_000)
    page.errors = []
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("console", lambda said: page.errors.append(said.text) if "Content Security" in said.text else None)
    if deaf:
        page.route("**/events*", lambda route: route.abort())
    page.goto(served.address)
    page.fill("#name", name)
    page.keyboard.press("Enter")
    page.wait_for_selector("article.item h2")
    return page


def shown(page: Any) -> str:
    return str(page.get_attribute("article", "data-key"))


def press(page: Any, *keys: str) -> None:
    """Each key, and what comes of it before the next."""
    for key in keys:
        before = shown(page)
        page.keyboard.press(key)
        until(page, lambda: shown(page) != before)  # noqa: B023 - asked at once


def until(page: Any, holds: Callable[[], object]) -> None:
    """Waits until something holds; scripts of ours must not run in the page, whose policy forbids them."""
    for _ in range(400):
        if holds():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come about")


def choose(page: Any, name: str, value: str) -> None:
    page.select_option(f"#q-{name}", value)
    until(page, lambda: page.get_attribute("#main", "aria-busy") == "false")
    page.focus("#main")


def first_open(page: Any, *reasons: str) -> str:
    """The first figure or clause that is in the queue for one of these reasons; it is shown."""
    for reason in reasons:
        choose(page, "reason", reason)
        if page.query_selector("article[data-open=yes]"):
            return shown(page)
    raise AssertionError(f"nothing is unread: {reasons}")


def test_a_sitting_by_keyboard(browser: Any, served: Served) -> None:
    page = sit_down(browser, served, "tanaka")
    before = served.ruleset
    conflict = next(rule for rule in of_kind(before, "subsidy_rate") if rule.review.state == "conflict")
    assert shown(page) == f"rule:{conflict.id}"
    press(page, "2")

    choose(page, "kind", "subsidy_amount")
    cap = shown(page).removeprefix("rule:")
    page.keyboard.press("e")
    page.fill("#x-max", "たくさん")
    until(page, lambda: page.inner_text("#e-max"))
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(300)
    assert page.is_visible("#dialog")
    page.fill("#x-max", "４００万円")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")

    choose(page, "kind", "requirement")
    wrong = shown(page).removeprefix("rule:")
    page.keyboard.press("r")
    page.keyboard.type("手順の説明")
    press(page, "Enter")
    approved, undone = shown(page).removeprefix("rule:"), ""
    press(page, "a")
    undone = shown(page).removeprefix("rule:")
    press(page, "a")
    press(page, "u")
    assert shown(page) == f"rule:{undone}"
    assert undone in page.inner_text("#told")

    until(page, lambda: re.search("[1-9]", page.inner_text("#counts")))
    choose(page, "kind", "")
    first = first_open(page, "figure")
    page.keyboard.press("Enter")
    page.wait_for_selector("#f-kind")
    page.select_option("#f-kind", "subsidy_amount")
    page.wait_for_selector("#x-max")
    page.fill("#x-max", "12,345円")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")
    first_open(page, "figure", "clause")
    press(page, "1")  # no rule, because

    page.reload()
    page.wait_for_selector("article.item h2")
    assert first not in (shown(page),)
    after = {rule.id: rule for rule in served.ruleset.rules}
    assert (after[conflict.id].value.rate, after[conflict.id].review.state) == (conflict.readings[1].value.rate, "edited")  # type: ignore[attr-defined]
    assert after[cap].value.max == 4_000_000  # type: ignore[attr-defined]
    assert after[cap].extracted is not None
    assert (after[wrong].review.state, after[wrong].review.note) == ("rejected", "手順の説明")
    assert (after[approved].review.state, after[approved].review.by) == ("approved", "tanaka")
    assert after[undone] == {rule.id: rule for rule in before.rules}[undone]
    (made,) = after.keys() - {rule.id for rule in before.rules}
    assert after[made].value.max == 12_345  # type: ignore[attr-defined]
    assert {entry.review.state for entry in served.ruleset.ledger} == {"no_rule", "rule"}
    assert {rule_id for rule_id, rule in after.items() if rule.review.state != "draft"} == {conflict.id, cap, wrong, approved, made}
    assert page.errors == []


def test_the_quote_and_what_it_states_are_marked_word_for_word(browser: Any, served: Served) -> None:
    page = sit_down(browser, served, "tanaka")
    choose(page, "kind", "subsidy_amount")
    page.wait_for_selector("rect.value")
    quote, value, frame = (page.locator(what).first.bounding_box() for what in ("rect.quote", "rect.value", ".scroller"))
    assert frame["y"] <= value["y"] <= frame["y"] + frame["height"]
    assert quote["x"] - 6 <= value["x"]
    assert value["width"] <= quote["width"] + 6
    page.keyboard.press("e")
    page.wait_for_selector("#reads:not(:empty)")
    form, picture = page.locator("#dialog").bounding_box(), page.locator(".scroller").first.bounding_box()
    assert form["x"] + form["width"] <= picture["x"] + 4  # the page stays in sight


def test_a_limit_is_settled_by_one_key(browser: Any, served: Served) -> None:
    ruleset = served.ruleset
    first = of_kind(ruleset, "subsidy_amount")[0]
    limit = Unread(unread="ただし、離島の場合は、この限りでない。")
    made = first.model_copy(update={"when": (*first.when, limit)})
    save_ruleset(served.folder, ruleset.model_copy(update={"rules": tuple(made if one.id == made.id else one for one in ruleset.rules)}))
    page = sit_down(browser, served, "tanaka")
    choose(page, "reason", "limit")
    while shown(page) != f"rule:{made.id}":
        press(page, "ArrowDown")
    page.keyboard.press("e")
    page.wait_for_selector("#reads:not(:empty)")
    page.keyboard.press("3")
    until(page, lambda: "離島の場合 = いいえ" in page.input_value("#x-when"))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#dialog", state="hidden")
    after = next(rule for rule in served.ruleset.rules if rule.id == made.id)
    assert (after.review.state, after.when[-1].of, after.when[-1].value) == ("edited", "離島の場合", False)  # type: ignore[union-attr]


def test_two_people_at_once_and_the_end_of_the_program(browser: Any, served: Served) -> None:
    one, other = sit_down(browser, served, "tanaka"), sit_down(browser, served, "sato", deaf=True)
    choose(one, "reason", "rest")  # a conflict would not be approved by a key
    choose(other, "reason", "rest")
    assert shown(one) == shown(other)
    rule_id = shown(one).removeprefix("rule:")
    press(one, "a")
    other.keyboard.press("r")
    other.keyboard.press("Enter")
    until(other, lambda: "tanaka" in other.inner_text("#told"))
    rule = next(rule for rule in served.ruleset.rules if rule.id == rule_id)
    assert (rule.review.state, rule.review.by) == ("approved", "tanaka")
    assert "tanaka" in other.inner_text("article .state")

    served.process.kill()
    served.process.wait()
    one.wait_for_selector("#gone", state="visible")
    where = shown(one)
    one.keyboard.press("a")
    one.keyboard.press("ArrowDown")
    one.wait_for_timeout(300)
    assert shown(one) == where
    assert rule.review == next(rule for rule in served.ruleset.rules if rule.id == rule_id).review


def test_every_view_can_be_used_by_everybody(browser: Any, served: Served) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = sit_down(browser, served, "tanaka")
    until(page, lambda: re.search("[1-9]", page.inner_text("#counts")))
    axe = Axe()

    def complaints() -> list[str]:
        found = axe.run(page).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found]

    assert complaints() == []
    page.keyboard.press("?")
    assert complaints() == []
    page.keyboard.press("Escape")
    press(page, "s")
    page.keyboard.press("e")
    page.wait_for_selector("#reads:not(:empty)")
    assert complaints() == []
    page.keyboard.press("Escape")
    page.keyboard.press("l")
    page.wait_for_selector("article.document .spot")
    assert complaints() == []
    page.goto(page.url.split("?")[0] + "?lang=en")
    page.wait_for_selector("article.item h2")
    assert page.inner_text("nav button[data-act=approve]").endswith("approve")
    assert complaints() == []
