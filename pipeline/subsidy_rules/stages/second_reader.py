"""Rule set folder → what a model proposes for the figures and clauses that nobody has read. Nothing of it becomes a rule here.

The only stage that sends words of documents to anybody: to the one endpoint that the user names, a clause or a table at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from subsidy_rules.coverage.passages import passages_of
from subsidy_rules.fetch.chat import Endpoint, ask, said_in
from subsidy_rules.fetch.web import Web
from subsidy_rules.model.document import Table
from subsidy_rules.model.errors import FetchError
from subsidy_rules.model.proposal import Proposal
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.process.watch import Tick, quiet
from subsidy_rules.stages.ledger import SourceLedger, ledger_of
from subsidy_rules.stages.reader_replies import Passage, passage_words, proposals_in, task
from subsidy_rules.store.files import load_ruleset_dir
from subsidy_rules.store.proposals import Answers, save_proposals

_PATIENCE = 3  # failures in a row, after which nothing more is sent


@dataclass(slots=True)
class Asked:
    """What was asked and what came of it.

    Attributes:
        passages: clauses and tables with something unread.
        sent: how many of them were sent; `kept`: answered before, and not sent.
        tokens: what the endpoint counts for those sent.
        dropped: rules of replies that cannot be taken.
        failed: passages without an answer; `trouble` is why, the last of it. `stopped`: of the rest, only what was answered before is told.
    """

    passages: int = 0
    sent: int = 0
    kept: int = 0
    tokens: int = 0
    dropped: int = 0
    failed: int = 0
    trouble: FetchError | None = None
    stopped: bool = False
    proposals: tuple[Proposal, ...] = ()


def ask_second_reader(folder: Path, endpoint: Endpoint, web: Web, *, extracted: Path | None = None, tick: Tick = quiet) -> Asked:
    """Asks about everything that is unread in the documents of a rule set, and keeps answers and proposals beside it.

    Raises FetchError where the endpoint cannot be asked at all, RuleSetError where there is no rule set.
    """
    endpoint.check()
    ruleset = load_ruleset_dir(folder)
    passages = [one for ledger in ledger_of(folder, ruleset, extracted) for one in unread_passages(ledger)]
    answers, asked = Answers(folder), Asked(len(passages))
    found: list[Proposal] = []
    in_a_row = 0
    for n, passage in enumerate(passages, start=1):
        tick(f"{n}/{len(passages)}")
        before = asked.failed
        found += _ask(passage, endpoint, web, answers, asked)
        in_a_row = in_a_row + 1 if asked.failed > before else 0
        asked.stopped = asked.stopped or in_a_row >= _PATIENCE
    asked.proposals = tuple(found)
    save_proposals(folder, asked.proposals)
    return asked


def _ask(passage: Passage, endpoint: Endpoint, web: Web, answers: Answers, asked: Asked) -> tuple[Proposal, ...]:
    """The proposals for one passage; what it cost is counted."""
    question = endpoint.question(task(), passage_words(passage))
    name = f"{endpoint.address}\n{question}"
    answer = answers.known(name)
    is_new = answer is None
    if is_new and asked.stopped:
        return ()
    try:
        answer = ask(web, endpoint, question) if answer is None else answer
    except FetchError as error:
        asked.failed, asked.trouble = asked.failed + 1, error
        return ()
    said = said_in(answer)
    if is_new:
        asked.sent += 1
        asked.tokens += said.tokens if said is not None else 0
    else:
        asked.kept += 1
    if said is None:
        asked.dropped += 1
        return ()
    if is_new:
        answers.keep(name, answer)
    replied = proposals_in(said.text, passage, endpoint.model)
    asked.dropped += replied.dropped
    return replied.proposals


def unread_passages(ledger: SourceLedger) -> Iterator[Passage]:
    """The clauses and tables of a document in which something is unread, in reading order; lines that are in neither are left out."""
    if ledger.document is None:
        return
    passages = passages_of(ledger.document)
    unread: dict[int, list[LedgerPlace]] = defaultdict(list)
    for figure in ledger.figures:
        if figure.open:
            unread[figure.entry.passage].append(figure.place)
    clauses = {id(clause.entry.clause): clause.place for clause in ledger.clauses if clause.open}
    of_tables: dict[int, list[LedgerPlace]] = defaultdict(list)
    for n, passage in enumerate(passages):
        if passage.table is not None:
            of_tables[passage.table.table_no] += unread[n]
        elif passage.clause is not None:
            own = clauses.get(id(passage.clause))
            places = (*unread[n], *((own,) if own is not None else ()))
            if places:
                yield Passage(passage.clause.headings, passage.text, (passage.text,), places)
    yield from (_of_table(table, of_tables[table.table_no]) for table in ledger.document.tables if of_tables[table.table_no])


def _of_table(table: Table, places: Iterable[LedgerPlace]) -> Passage:
    rows: dict[int, list[str]] = defaultdict(list)
    for cell in table.cells:
        rows[cell.row].append(" ".join(cell.text.split()))
    text = "\n".join((*filter(None, (table.caption,)), *(" | ".join(row) for row in rows.values()), *table.notes))
    return Passage(table.headings, text, tuple(cell.text for cell in table.cells if cell.text), tuple(places))
