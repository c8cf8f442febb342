"""One sitting of review on a rule set folder: what is there now, what was decided here and can be taken back, what of it is unread.

Everything that is decided is on the disk when `decide` returns. What somebody else decides meanwhile is seen with the next look.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, RLock

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, ReviewError, RuleSetError, SourceError
from subsidy_rules.model.proposal import Proposal
from subsidy_rules.model.review import LedgerEntry, LedgerPlace, place_key
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.registry.load import find_programme
from subsidy_rules.registry.places import registries
from subsidy_rules.review.decide import Decided
from subsidy_rules.review.decisions import Decision, Undo
from subsidy_rules.review.queue import Item, build_queue
from subsidy_rules.stages.deciding import decide_in, together
from subsidy_rules.stages.ledger import SourceLedger, ledger_of
from subsidy_rules.store.edition import change_ruleset
from subsidy_rules.store.files import extraction_stamp, load_ruleset_dir
from subsidy_rules.store.proposals import load_proposals

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class Sitting:
    """A rule set under review.

    Attributes:
        folder: of the edition.
        extracted: where else what was read of its documents may be kept.
    """

    folder: Path
    extracted: Path | None = None
    _lock: Lock = field(default_factory=Lock)
    _stamp: Stamp = ()
    _ruleset: RuleSet | None = None
    _previous: RuleSet | None = None
    _proposals: tuple[Proposal, ...] = ()
    _reading: Lock = field(default_factory=Lock)
    _ordering: RLock = field(default_factory=RLock)
    _read: tuple[SourceLedger, ...] | None = None
    _read_of: Stamp | None = None
    _reads: int = 0
    _now: tuple[tuple[LedgerEntry, ...], object, tuple[SourceLedger, ...]] | None = None
    _undo: dict[str, list[Undo]] = field(default_factory=dict)
    _queues: dict[str, tuple[Stamp, int, tuple[Item, ...]]] = field(default_factory=dict)

    def open(self, reviewers: int | None = None) -> RuleSet:
        """The rule set at the beginning of the sitting; with `reviewers` it asks for so many people from now on.

        Raises RuleSetError where there is none.
        """
        ruleset = self.ruleset()
        if reviewers == 2 and ruleset.reviewers != 2:
            change_ruleset(self.folder, lambda earlier: (earlier or ruleset).model_copy(update={"reviewers": 2}))
            ruleset = self.ruleset()
        self._previous = _previous_of(self.folder, ruleset)
        self._proposals = load_proposals(self.folder)
        return ruleset

    @property
    def previous(self) -> RuleSet | None:
        """The rule set of the edition before, where it stands beside this one."""
        return self._previous

    def stamp(self) -> Stamp:
        """What tells one state of the files from another."""
        found = []
        for path in sorted(self.folder.glob("*.yaml")):
            with suppress(FileNotFoundError):  # somebody else has just written the set without it
                if path.is_file():
                    found.append((path.name, path.stat().st_mtime_ns, path.stat().st_size))
        return tuple(found)

    def ruleset(self) -> RuleSet:
        """The rule set as it is on the disk now."""
        with self._lock:
            stamp = self.stamp()
            if self._ruleset is None or stamp != self._stamp:
                self._ruleset = load_ruleset_dir(self.folder)
                self._stamp = stamp
            return self._ruleset

    def read_ledgers(self) -> None:
        """Finds what of the documents is unread, where that is not known or they were read anew. It takes seconds; the queue of rules is
        there without it. Nothing happens where it is being done already."""
        if not self._reading.acquire(blocking=False):
            return
        try:
            ruleset = self.ruleset()
            read_of = extraction_stamp(self.folder, ruleset, self.extracted)
            if read_of == self._read_of:
                return
            found = ledger_of(self.folder, ruleset, self.extracted)
            with self._lock:
                self._read, self._read_of = found, read_of
                self._reads += 1
        finally:
            self._reading.release()

    @property
    def are_ledgers_old(self) -> bool:
        """Whether it is to be found out what of the documents is unread: it is not known yet, or another `ingest` read them since."""
        return not self._reading.locked() and self._read_of != extraction_stamp(self.folder, self.ruleset(), self.extracted)

    @property
    def reads(self) -> int:
        """How often it was found out what is unread; 0: it is not known."""
        return self._reads

    def ledgers(self) -> tuple[SourceLedger, ...]:
        """The ledgers of the documents as they are now; nothing where they were not read yet."""
        ruleset = self.ruleset()
        if self._now is None or self._now[0] != ruleset.ledger or self._now[1] is not self._read:
            self._now = (ruleset.ledger, self._read, tuple(one.after(ruleset) for one in self._read or ()))
        return self._now[2]

    def queue(self, me: str) -> tuple[Item, ...]:
        """The queue for one person. Whoever asks while it is made waits for it."""
        with self._ordering:
            ruleset = self.ruleset()
            known = self._queues.get(me)
            if known is not None and known[:2] == (self._stamp, self._reads):
                return known[2]
            reads, unread = self._reads, [place for one in self.ledgers() for place in one.asked()]
            before, offered = known[2] if known is not None else (), self._open_proposals(unread)
            made = build_queue(ruleset, unread, self._previous, me=me, known=before, proposals=offered)
            self._queues[me] = (self._stamp, reads, made)
            return made

    def proposal(self, place: LedgerPlace) -> Proposal | None:
        """What a second reader proposes for a figure or clause; None where it proposes nothing."""
        return next((one for one in self._proposals if place_key(one.place) == place_key(place)), None)

    def _open_proposals(self, unread: Sequence[LedgerPlace]) -> tuple[Proposal, ...]:
        """The proposals for what is unread still."""
        places = (*unread, *(clause.place for one in self.ledgers() for clause in one.clauses if clause.open)) if self._proposals else ()
        left = set(map(place_key, places))
        return tuple(one for one in self._proposals if place_key(one.place) in left)

    def decide(self, decisions: Sequence[Decision], by: str) -> Decided:
        """The rule set after these decisions, which are on the disk, as one step that can be taken back. Raises what `decide_in` raises."""
        done = decide_in(self.folder, decisions)
        self._undo.setdefault(by, []).append(together(done.undo))
        return done

    def undo(self, by: str) -> Undo:
        """Takes the last step of this person in this sitting back and returns it. Raises ReviewError."""
        steps = self._undo.get(by, [])
        if not steps:
            raise ReviewError(
                Place(self.folder.name),
                message("There is nothing to take back."),
                message("Nothing was decided in this sitting."),
                message("A decision of an earlier sitting is opened again with its own key."),
            )
        decide_in(self.folder, [steps[-1]])
        return steps.pop()

    def steps(self, by: str) -> int:
        """How many steps can be taken back."""
        return len(self._undo.get(by, []))


def _previous_of(folder: Path, ruleset: RuleSet) -> RuleSet | None:
    """The set of the edition that this one follows: as the registry tells, else the last one before it among its neighbours."""
    beside = [path.name for path in folder.resolve().parent.iterdir() if (path / "ruleset.yaml").is_file() and path.name != folder.name]
    told = _told(ruleset)
    name = told if told in beside else max((one for one in beside if _rank(one) < _rank(ruleset.edition)), key=_rank, default=None)
    if name is None:
        return None
    try:
        return load_ruleset_dir(folder.resolve().parent / name)
    except RuleSetError:
        return None


def _told(ruleset: RuleSet) -> str | None:
    try:
        return find_programme(ruleset.programme, *registries(None, Path.cwd())).edition(ruleset.edition).previous
    except SourceError:
        return None


def _rank(edition: str) -> tuple[int, str]:
    """Editions are years or counted rounds: by their number, then by name."""
    digits = "".join(char for char in edition if char.isdigit())
    return int(digits or 0), edition
