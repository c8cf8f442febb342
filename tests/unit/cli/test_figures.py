"""Figures and clauses that nobody has read, decided on in the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.model.document import Cell, Clause, Document, Line, Page, Table
from subsidy_rules.review.queue import spot_key
from subsidy_rules.store.files import Extraction, load_ruleset_dir, save_candidates, save_document, save_ruleset

SHA = "e" * 64
DUTY = "完了の報告書は、事業が終わった日から４５日以内に提出すること。"
BY = ("--by", "田中", "--at", "2026-04-02", "--lang", "en")


@pytest.fixture
def edition(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> Path:
    """A rule set, and its document of one clause and one table that nobody has read."""
    ruleset = make_ruleset(make_rule("tsujo.subsidy_amount.base", {"max": 4_500_000}, quote="上限は４５０万円とする。"), sha256=SHA)
    folder = tmp_path / "out" / ruleset.programme / ruleset.edition
    save_ruleset(folder, ruleset)
    clause = Clause(clause_no=1, text=DUTY, sentences=((0, len(DUTY)),))
    rows = (("区分", "上限額"), ("特別な枠", "７００万円"))
    cells = tuple(Cell(row=r, col=c, text=text) for r, row in enumerate(rows) for c, text in enumerate(row))
    page = Page(page_no=1, lines=(Line(text=DUTY),))
    table = Table(table_no=1, n_rows=2, n_cols=2, cells=cells)
    cache = tmp_path / "out" / ".cache"
    save_document(cache, Document(name="koubo.txt", sha256=SHA, format="text", pages=(page,), clauses=(clause,), tables=(table,)))
    extraction = Extraction(programme=ruleset.programme, edition=ruleset.edition, frame="tsujo", source=ruleset.sources[0], extractor="x")
    save_candidates(cache, extraction, ())
    return folder


def call(code: int, *args: object) -> str:
    result = CliRunner().invoke(app, [str(arg) for arg in args])
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def name_of(listed: str, figure: str) -> str:
    return next(line.split()[0] for line in listed.splitlines() if figure in line)


def test_what_nobody_has_read_is_listed_with_names(edition: Path) -> None:
    told = call(1, "figures", edition, "--lang", "en")
    assert "2 unread" in told
    assert name_of(told, "７００万円").startswith("figure:")


def test_no_rule_and_why_and_open_again(edition: Path) -> None:
    name = name_of(call(1, "figures", edition, "--lang", "en"), "７００万円")
    assert "No rule: 1 by 田中" in call(0, "no-rule", edition, name[:12], "--reason", "an example", *BY)
    (entry,) = load_ruleset_dir(edition).ledger
    assert (entry.review.state, entry.review.note, entry.review.by, spot_key(entry.place)) == ("no_rule", "an example", "田中", name)
    assert "1 unread" in call(1, "figures", edition, "--lang", "en")
    assert "田中: an example" in call(0, "figures", edition, "--decided", "--lang", "en")
    assert "Open again: 1 figure" in call(0, "undo", edition, name, *BY)
    assert load_ruleset_dir(edition).ledger == ()


def test_a_figure_becomes_a_rule_and_that_is_taken_back(edition: Path) -> None:
    before = load_ruleset_dir(edition)
    name = name_of(call(1, "figures", edition, "--lang", "en"), "７００万円")
    call(
        0,
        "new-rule",
        edition,
        name,
        "--kind",
        "subsidy_amount",
        "--frame",
        "tsujo",
        "--set",
        "max=700万円",
        "--when",
        "employees >= 5",
        *BY,
    )
    after = load_ruleset_dir(edition)
    (made,) = {rule.id for rule in after.rules} - {rule.id for rule in before.rules}
    rule = next(rule for rule in after.rules if rule.id == made)
    assert (rule.review.state, rule.review.by, rule.evidence[0].quote) == ("edited", "田中", "７００万円")
    assert (rule.value.model_dump(exclude_unset=True), len(rule.when)) == ({"max": 7_000_000}, 1)
    assert after.ledger[0].review.rule == made
    assert "Taken back" in call(0, "undo", edition, "--last", "1", "--by", "田中", "--lang", "en")
    assert load_ruleset_dir(edition) == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("no-rule", "figure:nothing", "--reason", "x"), "no such figure"),
        (("no-rule", "", "--reason", "x"), "Several figures"),
        (("no-rule", "figure:", "--reason", " "), "It takes a reason"),
        (("new-rule", "figure:", "--kind", "subsidy_amount", "--frame", "nowhere", "--set", "max=1"), "no frame"),
        (("new-rule", "figure:", "--kind", "price", "--frame", "tsujo", "--set", "max=1"), "no kind"),
        (("new-rule", "figure:", "--kind", "subsidy_amount", "--frame", "tsujo", "--set", "max=much"), "max"),
    ],
)
def test_what_cannot_be_meant_decides_nothing(edition: Path, args: tuple[str, ...], told: str) -> None:
    before = load_ruleset_dir(edition)
    if args[1] == "figure:":
        args = (args[0], name_of(call(1, "figures", edition, "--lang", "en"), "７００万円"), *args[2:])
    output = call(2, args[0], edition, *args[1:], *BY)
    assert told in " ".join(output.split())
    assert load_ruleset_dir(edition) == before


def test_where_the_documents_were_not_read_is_said_so(tmp_path: Path, make_rule: Any, make_ruleset: Any) -> None:
    save_ruleset(tmp_path / "p" / "1", make_ruleset(make_rule("tsujo.subsidy_amount.base", {"max": 1})))
    assert "not at hand" in " ".join(call(2, "figures", tmp_path / "p" / "1", "--lang", "en").split())
