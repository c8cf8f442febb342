"""The site and the pages that are generated of rule sets: whole, linked, from the sets alone. Those in rules_out/ are held against them."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from html import unescape
from pathlib import Path, PurePosixPath

import pytest
from typer.testing import CliRunner

from hostile import HOSTILE
from subsidy_rules.cli import app
from subsidy_rules.model.errors import SourceError
from subsidy_rules.stages.site import page_files, published, site_files
from subsidy_rules.store.files import save_ruleset
from town import rule, town

ROOT = Path(__file__).resolve().parents[3]
RULES_OUT = ROOT / "rules_out"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = town()
    save_ruleset(tmp_path / "machi" / "9", made.model_copy(update={"edition": "9"}))
    better = rule("basic.subsidy_rate.base", {"rate": "3/5"})
    better = better.model_copy(update={"evidence": tuple(one.model_copy(update={"quote": "3/5以内"}) for one in better.evidence)})
    changed = tuple(better if one.id == better.id else one for one in made.rules)
    sources = tuple(one.model_copy(update={"sha256": "f" * 64}) for one in made.sources)
    save_ruleset(tmp_path / "machi" / "10", made.model_copy(update={"edition": "10", "rules": changed, "sources": sources}))
    save_ruleset(tmp_path / "mura" / "1", made.model_copy(update={"programme": "mura", "edition": "1"}))
    return tmp_path


def test_every_link_leads_to_a_page_and_nothing_is_loaded(root: Path) -> None:
    pages = site_files(root, "en")
    assert set(pages) == {"index.html", "machi/9.html", "machi/10.html", "machi/9_10.html", "machi/history.html", "mura/1.html"}
    for name, page in pages.items():
        assert not re.search(r"<(?:script|img|link|iframe)[^>]+(?:src|href)=", page)
        for address in (unescape(found) for found in re.findall(r'href="([^"#]+)"', page)):
            if not address.startswith("http"):
                place = PurePosixPath(name).parent / address
                assert str(place).replace("machi/../", "").replace("mura/../", "") in pages, (name, address)


def test_what_changed_is_told_and_the_newest_edition_stands_first(root: Path) -> None:
    index = site_files(root, "en")["index.html"]
    assert index.index("machi/10.html") < index.index("machi/9.html")
    assert "1 change since 9" in index
    pages = page_files(root, "en")
    assert set(pages) == {"CHANGELOG.md", "machi/9.md", "machi/10.md", "machi/9_10.md", "mura/1.md"}
    assert "9 → 10" in pages["CHANGELOG.md"]
    assert "3/5" in pages["CHANGELOG.md"]


def test_words_of_documents_do_nothing_on_a_page(root: Path) -> None:
    made = town()
    hostile = made.model_copy(update={"edition": "11", "title": HOSTILE, "rules": (made.rules[0].model_copy(update={"label": HOSTILE}),)})
    save_ruleset(root / "machi" / "11", hostile)
    for page in site_files(root, "ja").values():
        assert "<script>alert" not in page
        assert "\x1b" not in page


def test_the_same_sets_give_the_same_pages_as_the_command_writes(root: Path, tmp_path: Path) -> None:
    for form, files in (("site", site_files(root, "ja")), ("pages", page_files(root, "ja"))):
        out = tmp_path / "made" / form
        done = CliRunner().invoke(app, ["export", str(root), "--format", form, "--output", str(out), "--lang", "ja"])
        assert done.exit_code == 0, done.output
        assert {str(path.relative_to(out)): path.read_text(encoding="utf-8") for path in out.rglob("*.*") if path.is_file()} == files


def test_no_rule_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        published(tmp_path)


@pytest.mark.skipif(not [*RULES_OUT.glob("*/*/ruleset.yaml")], reason="no rule set is published in rules_out/ yet")
def test_pages_in_rules_out_follow_from_its_sets() -> None:
    """`make pages` writes them."""
    made = page_files(RULES_OUT, "ja")
    there = {
        str(path.relative_to(RULES_OUT)): path.read_text(encoding="utf-8") for path in RULES_OUT.rglob("*.md") if path.name != "README.md"
    }
    assert {name for name in made if there.get(name) != made[name]} == set(), "out of date: make pages"
    assert set(there) == set(made), "of sets that are gone: delete them"


def test_a_release_holds_databases_workbooks_the_site_and_a_changelog(root: Path, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("rules", ROOT / "release" / "rules.py")
    assert spec is not None and spec.loader is not None
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    names = rules.write_all(root, tmp_path / "dist")
    assert {"RULES-CHANGELOG.md", "machi-10.db", "machi-10.xlsx", "mura-1.db", "subsidy-rules-site.zip"} <= set(names)
    with zipfile.ZipFile(tmp_path / "dist" / "subsidy-rules-site.zip") as archive:
        assert "machi/history.html" in archive.namelist()
    assert rules.zipped({"a": "x"}) == rules.zipped({"a": "x"})
