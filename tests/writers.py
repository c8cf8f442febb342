"""A work folder with a rule set that some people have decided on, and every command that writes it: for tests of two at once and of kills.

All is done in this process, and in memory where there is one: each command flushes to the disk many times over.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.model.basis import seen_of
from subsidy_rules.model.programme import DocumentEntry, Frame, Programme
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.process.jobs import Done, Job
from subsidy_rules.report.book_columns import COLUMNS
from subsidy_rules.review.decisions import AddComment, Approve
from subsidy_rules.serve.desk import Desk
from subsidy_rules.serve.papers import Papers
from subsidy_rules.serve.review_app import review_app
from subsidy_rules.stages import import_book as importing
from subsidy_rules.stages import ingest as ingesting
from subsidy_rules.stages.book_rules import Signed
from subsidy_rules.stages.deciding import decide_in
from subsidy_rules.stages.export_book import export_book
from subsidy_rules.stages.local import Told, ingest_files
from subsidy_rules.stages.page_images import PageImages
from subsidy_rules.stages.run import Asked, Folders, build, run
from subsidy_rules.stages.sitting import Sitting
from subsidy_rules.store.files import load_ruleset_dir

# two of each: every command decides on rules of two frames, which are two files
NAMES = {"a": "あ枠", "b": "い枠", "c": "う枠", "d": "え枠", "e": "お枠", "f": "か枠", "g": "き枠", "h": "く枠"}
TWIN = dict(zip("abcd", "efgh", strict=True))
PROGRAMME = Programme(id="p", name="試しの補助金", frames=tuple(Frame(id=name, name=words) for name, words in NAMES.items()))
OLD_RATE, NEW_RATE = "2/3", "3/4"
DAY = "2026-04-02"
RATES = dict.fromkeys(NAMES, "1/2") | {"c": "2/5", "g": "2/5", "d": OLD_RATE}
TEXT = "試しの補助金 公募要領\n\n補助金額\n" + "".join(
    f"（{n}）{NAMES[name]}\n補助上限額は{n}50万円とする。\n補助率は{RATES[name]}以内とする。\n" for n, name in enumerate(NAMES, 1)
)
CHANGED = TEXT.replace(OLD_RATE, NEW_RATE)


@dataclass(frozen=True, slots=True)
class Work:
    """A work folder; `document` is what `ingest` and `run` read."""

    root: Path

    @property
    def document(self) -> Path:
        return self.root / "x.txt"

    @property
    def folder(self) -> Path:
        return self.root / "rules" / "p" / "1"

    @property
    def folders(self) -> Folders:
        return Folders(self.root / "store", self.root / "extracted", self.root / "rules")

    def ruleset(self) -> RuleSet:
        return load_ruleset_dir(self.folder)

    def rule_ids(self, frame: str, kind: str) -> list[str]:
        """The rules of this kind, of the frame and its twin."""
        return [rule.id for rule in self.ruleset().rules if rule.frame in (frame, TWIN[frame]) and rule.kind == kind]


def in_this_process(jobs: Sequence[Job[Any]], n_processes: int, tick: Callable[[str], None], *limits: object) -> Iterator[Done[Any]]:
    """What `run_jobs` gives, without a process for each."""
    for job in jobs:
        yield Done(job.work(tick))


def work_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents and workbooks are read in this process from now on: to start another takes longer than all the rest."""
    monkeypatch.setattr(ingesting, "run_jobs", in_this_process)
    monkeypatch.setattr(importing, "run_jobs", in_this_process)


@contextmanager
def quick_folder(other: Path) -> Iterator[Path]:
    """A folder in memory where there is one, else the other."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield other
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def begun(root: Path) -> Work:
    """A work folder in which all was read once by `run` and `ingest`, and some was decided; its document has changed since."""
    work = Work(root)
    root.mkdir(parents=True, exist_ok=True)
    work.document.write_text(TEXT, encoding="utf-8")
    by_run(work)
    by_ingest(work)
    decide_in(work.folder, [Approve(rule_id=name, by="sato", at=DAY) for name in work.rule_ids("c", "subsidy_amount")])
    decide_in(
        work.folder, [AddComment(rule_id=name, by="sato", at=DAY, text="表のとおり") for name in work.rule_ids("a", "subsidy_amount")]
    )
    (root / "book.xlsx").write_bytes(_filled_book(work))
    work.document.write_text(CHANGED, encoding="utf-8")
    return work


def copied(work: Work, root: Path) -> Work:
    """The same in another folder, which is emptied before."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(work.root, root)
    return Work(root)


def _filled_book(work: Work) -> bytes:
    """The workbook for review in which one rule is approved."""
    book = load_workbook(io.BytesIO(export_book(work.folder, None, "ja").data))
    keys = [column.key for column in COLUMNS["rules"]]
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=2):
            cells = dict(zip(keys, row, strict=False))
            if cells["id"].value in work.rule_ids("d", "subsidy_amount"):
                cells["decision"].value = "承認"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _command(name: str, frame: str, kind: str, *more: str) -> Callable[[Work], None]:
    def act(work: Work) -> None:
        call = [name, str(work.folder), *work.rule_ids(frame, kind), "--by", "tanaka", *more]
        done = CliRunner().invoke(app, call, catch_exceptions=False)
        assert done.exit_code == 0, done.output

    return act


def by_ingest(work: Work) -> None:
    assert ingest_files([work.document], PROGRAMME, "1", Told(), work.root / "rules").ingested.ruleset is not None


def by_run(work: Work) -> None:
    asked = [Asked(PROGRAMME, "1", (DocumentEntry(id="x", file="x.txt"),), work.root)]
    assert run(asked, work.folders, lambda: f"{DAY}T00:00:00+00:00").errors == ()


def by_build(work: Work) -> None:
    assert build(PROGRAMME, "1", work.folders)[2] == ()


def by_import(work: Work) -> None:
    importing.import_book(work.folder, (work.root / "book.xlsx").read_bytes(), "book.xlsx", Signed("tanaka", DAY))


def by_page(work: Work) -> None:
    """What the page asks for when a person who looks at a rule approves it with those that say the same."""
    desk = Desk(Sitting(work.folder), Papers(work.folder, PageImages([], [], work.root)), "tanaka", lambda: DAY, "ja")
    open_ = [rule for rule in desk.sitting.open().rules if rule.id in work.rule_ids("c", "subsidy_rate") and rule.review.state == "draft"]
    if not open_:  # nothing is left to do, as a person would see
        return
    asked = {"act": "approve-alike", "key": f"rule:{open_[0].id}", "seen": {rule.id: seen_of(rule) for rule in open_}, "next": ""}
    with TestClient(review_app(desk)) as client:
        answer = client.post("/decide", json=asked)
    assert answer.status_code == 200, answer.text


WRITERS: dict[str, Callable[[Work], None]] = {
    "approve": _command("approve", "a", "subsidy_amount"),
    "reject": _command("reject", "a", "subsidy_rate", "--reason", "手続の説明"),
    "edit": _command("edit", "b", "subsidy_amount", "--set", "max=260万円"),
    "comment": _command("comment", "b", "subsidy_rate", "--text", "要再確認"),
    "undo": _command("undo", "c", "subsidy_amount"),
    "page": by_page,
    "import": by_import,
    "ingest": by_ingest,
    "build": by_build,
    "run": by_run,
}
# what each decides: frame and kind of the rule → its state, and how many words people wrote on it
_DECIDES = {
    "approve": (("a", "subsidy_amount"), ("approved", 1)),
    "reject": (("a", "subsidy_rate"), ("rejected", 0)),
    "edit": (("b", "subsidy_amount"), ("edited", 0)),
    "comment": (("b", "subsidy_rate"), ("draft", 1)),
    "undo": (("c", "subsidy_amount"), ("draft", 0)),
    "page": (("c", "subsidy_rate"), ("approved", 0)),
    "import": (("d", "subsidy_amount"), ("approved", 0)),
}
_BEFORE = ((("a", "subsidy_amount"), ("draft", 1)), (("c", "subsidy_amount"), ("approved", 0)))


def told(ruleset: RuleSet) -> dict[tuple[str, str], tuple[str, int]]:
    """Frame and kind → state and number of comments, of every rule."""
    return {(rule.frame, rule.kind): (rule.review.state, len(rule.review.comments)) for rule in ruleset.rules}


def expected(*names: str) -> dict[tuple[str, str], tuple[str, int]]:
    """The same, as it has to be after these commands."""
    out = {(frame, kind): ("draft", 0) for frame in NAMES for kind in ("subsidy_amount", "subsidy_rate")}
    for (frame, kind), state in (*_BEFORE, *(_DECIDES[name] for name in names if name in _DECIDES)):
        out |= {(frame, kind): state, (TWIN[frame], kind): state}
    return out


def last_rate(ruleset: RuleSet) -> str:
    """What the rule says that changed in the document."""
    return str(next(rule.value.rate for rule in ruleset.rules if (rule.frame, rule.kind) == ("d", "subsidy_rate")))  # type: ignore[union-attr]
