"""One hostile text through every form that a command, the API or the page of review gives; a form that is not named here fails."""

from __future__ import annotations

import importlib
import io
import json
import pkgutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path

import pytest
from starlette.routing import Route
from starlette.testclient import TestClient
from typer.testing import CliRunner

import subsidy_rules.cli
from hostile import FORBIDDEN, HOSTILE, acts, check_form
from subsidy_rules.cli import app
from subsidy_rules.model.rule import FrameName, Review, Rule, RuleSet
from subsidy_rules.serve.api import api_app
from subsidy_rules.serve.desk import Desk
from subsidy_rules.serve.papers import Papers
from subsidy_rules.serve.review_app import review_app
from subsidy_rules.serve.shelf import Shelf
from subsidy_rules.stages.page_images import PageImages
from subsidy_rules.stages.sitting import Sitting
from subsidy_rules.store.files import save_ruleset
from town import town

# the calls that give each choice of a command: name of the choices → call, in which {form} is the choice
CALLS = {
    "AnswerFormat": ["evaluate", "{new}", "--frame", "basic", "--applicant", "{applicant}", "--explain", "--all-states"],
    "ChecksFormat": ["checks"],
    "ClauseFormat": ["clauses", "{document}"],
    "CoverageFormat": ["coverage", "{document}", "--programme", "machi", "--edition", "2", "--registry", "{registry}"],
    "ExportFormat": ["export", "{new}", "--all"],
    "FormatChoice": ["diff", "{old}", "{new}"],
    "HistoryFormat": ["history", "machi", "--rules", "{root}"],
    "ImpactFormat": ["impact", "{old}", "{new}", "--applicants", "{applicants}"],
    "ShowFormat": ["show", "{new}"],
    "TableFormat": ["tables", "{document}"],
}
# those that are written to a file or folder only, or are no text
FILES = {"xlsx", "sqlite", "openfisca", "package"}
# the form as `check_form` knows it, where the choice has another name
SHAPES = {"site": "html", "pages": "markdown", "cel": "json", "gitlab": "json", "oneline": "text", "memo": "text", "counts": "text"}


def choices() -> Iterator[tuple[str, str]]:
    """Every choice of a form in the commands."""
    names = [module.name for module in pkgutil.iter_modules(subsidy_rules.cli.__path__, "subsidy_rules.cli.")]
    for module in names:
        if module.endswith("__main__"):  # runs what it is imported for
            continue
        for name, found in vars(importlib.import_module(module)).items():
            if isinstance(found, type) and issubclass(found, StrEnum) and "Format" in name and found.__module__ == module:
                yield from ((name, member.value) for member in found)


def hostile(made: RuleSet, edition: str) -> RuleSet:
    """The rule set with the text wherever a document or a person may have put one."""

    def spoiled(rule: Rule) -> Rule:
        evidence = tuple(one.model_copy(update={"at": HOSTILE, "quote": one.quote + HOSTILE}) for one in rule.evidence)
        value = rule.value.model_copy(update={"topic": HOSTILE}) if hasattr(rule.value, "topic") else rule.value
        review = Review(state="approved", by=HOSTILE, at="2026-04-02", note=HOSTILE)
        return rule.model_copy(update={"evidence": evidence, "value": value, "label": HOSTILE, "label_en": HOSTILE, "review": review})

    frames = tuple(FrameName(id=frame.id, name=HOSTILE) for frame in made.frames)
    sources = tuple(one.model_copy(update={"title": HOSTILE, "url": "javascript:alert(1)"}) for one in made.sources)
    rules = tuple(spoiled(rule) for rule in made.rules if edition == "2" or rule.kind != "subsidy_rate")
    told = {"title": HOSTILE, "budget": HOSTILE, "administrator": HOSTILE, "edition": edition}
    return made.model_copy(update={"rules": rules, "frames": frames, "sources": sources, **told})


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    root = tmp_path_factory.mktemp("forms")
    found = {"root": root / "rules", "old": root / "rules" / "machi" / "1", "new": root / "rules" / "machi" / "2"}
    for edition, name in (("1", "old"), ("2", "new")):
        save_ruleset(found[name], hostile(town(), edition))
    texts = {
        "applicant.yaml": "applicant:\n  industry: wholesale\n  capital: 20000000\n  employees: 30\n",
        "applicants.csv": "name,industry,capital,employees\na,wholesale,20000000,30\n",
        "registry.yaml": "id: machi\nname: まち補助金\nframes:\n- {id: basic, name: 基本枠}\n",
        "document.txt": f"公募要領\n\n補助上限額は150万円とする。{HOSTILE}\n\n区分\t補助額\n{HOSTILE.splitlines()[0]}\t50万円\n",
    }
    for name, text in texts.items():
        (root / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        found[name.partition(".")[0]] = root / name
    return found


def test_every_choice_is_sent() -> None:
    assert {name for name, _ in choices()} == set(CALLS), "a new form goes through here, too"


@pytest.mark.parametrize(("name", "form"), list(choices()), ids=lambda part: part)
def test_nothing_acts(places: dict[str, Path], tmp_path: Path, name: str, form: str) -> None:
    of_all = name == "ExportFormat" and form in ("site", "pages")
    call = ["export", str(places["root"])] if of_all else [part.format_map(places) for part in CALLS[name]]
    out = tmp_path / ("out." + form if form in ("xlsx", "sqlite") else "out")
    if form in FILES or name == "ExportFormat" or (name, form) == ("TableFormat", "csv"):
        call += ["--out" if name == "TableFormat" else "--output", str(out)]
    done = CliRunner().invoke(app, [*call, "--format", form, "--lang", "ja"])
    assert done.exit_code in (0, 1), done.output
    assert not isinstance(done.exception, Exception), done.exception
    shape = SHAPES.get(form, form)
    check_form("text" if out.exists() else shape, done.stdout)
    for written in _written(out):
        check_form(shape if isinstance(written, str) else "xlsx", written)
    if name != "ChecksFormat" and form != "memo":  # a memo tells the changes of two years only where there are any
        assert out.exists() or len(done.stdout) > 10


def _written(out: Path) -> Iterator[str | bytes]:
    """The texts of what was written; a workbook as it is. Rule sets in YAML and databases keep texts as they are, for programs."""
    for path in [path for path in sorted(out.rglob("*")) if path.is_file()] if out.is_dir() else [out] if out.is_file() else []:
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            yield data
        elif path.suffix == ".sqlite":
            with closing(sqlite3.connect(path)) as base:
                assert base.execute("select count(*) from rules where label = ?", (HOSTILE,)).fetchone()[0] > 5
        elif zipfile.is_zipfile(io.BytesIO(data)):
            yield from (zipfile.ZipFile(path).read(name).decode("utf-8") for name in zipfile.ZipFile(path).namelist())
        elif b"schema: subsidy-ruleset/" not in data:
            yield data.decode("utf-8")


def test_a_page_of_coverage(places: dict[str, Path], tmp_path: Path) -> None:
    call = [part.format_map(places) for part in CALLS["CoverageFormat"]]
    CliRunner().invoke(app, [*call, "--html", str(tmp_path / "page.html"), "--lang", "en"])
    check_form("html", (tmp_path / "page.html").read_text(encoding="utf-8"))


def test_answers_of_the_api(places: dict[str, Path]) -> None:
    served = api_app(Shelf(places["root"]), ["127.0.0.1"])
    with TestClient(served, base_url="http://127.0.0.1") as client:
        for route in served.routes:
            assert isinstance(route, Route)
            path = (
                route.path.replace("{programme}", "machi")
                .replace("{edition}", "1")
                .replace("{rule}", "basic.requirement.id")
                .replace("{new}", "2")
            )
            asked = {"frame": "basic", "applicant": {}, "project": {}, "old": "machi/1", "new": "machi/2"}
            answer = client.post(path, json=asked) if "POST" in (route.methods or ()) else client.get(path, params=asked)
            check_form("json" if "json" in answer.headers["content-type"] else "html", answer.text)
            assert answer.headers["x-content-type-options"] == "nosniff"


PAGES = {"/", "/queue", "/item", "/found", "/form", "/alike", "/page", "/marks"}
ACTS = {"/check", "/decide", "/undo"}
NO_TEXT = {"/static/{name}", "/picture/{sha256}/{page:int}.jpg", "/events"}


def test_the_page_of_review(places: dict[str, Path], tmp_path: Path) -> None:
    sitting = Sitting(places["new"])
    sitting.open()
    desk = Desk(sitting, Papers(places["new"], PageImages([], [], tmp_path)), HOSTILE, lambda: "2026-04-02", "ja")
    served = review_app(desk)
    assert {route.path for route in served.routes if isinstance(route, Route)} == PAGES | ACTS | NO_TEXT
    key = "rule:basic.requirement.id"
    with TestClient(served) as client:
        for path in sorted(PAGES):
            answer = client.get(path, params={"key": key, "source": "koubo", "page": "1", "text": HOSTILE, "by": HOSTILE})
            _neutral(answer.text, json_too="json" in answer.headers["content-type"])
        for asked in ({"act": HOSTILE, "key": HOSTILE}, {"act": "reject", "key": key, "reason": HOSTILE}, {"act": "edit", "key": key}):
            for path in sorted(ACTS):
                answer = client.post(path, json=asked | {"kind": HOSTILE, "fields": {HOSTILE: HOSTILE}, "next": key})
                _neutral(answer.text, json_too=True)


def _neutral(written: str, *, json_too: bool) -> None:
    """Pages hold no markup but ours; in JSON, neither do those of its texts that are pages."""
    pages = [written]
    if json_too:
        data = json.loads(written)
        pages = [data["html"]] if isinstance(data, dict) and "html" in data else []
    for page in pages:
        active, links = acts(page)
        assert [one for one in active if one not in ("script", "img")] == []
        assert "<script>alert" not in page and "onerror=alert(1)>" not in page
        assert [one for one in links if not one.startswith(("#", "/"))] == []
        assert not FORBIDDEN.search(page)
