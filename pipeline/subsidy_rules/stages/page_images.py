"""Documents by their hash → pictures of their pages, drawn in a process of its own and kept on the disk; and where texts stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock, Thread

from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.model.document import Box
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.process.guard import Limits
from subsidy_rules.process.jobs import Done, Job
from subsidy_rules.process.standing import Standing
from subsidy_rules.process.watch import Tick
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.files import CACHE

SCALE = 2.0  # 144 dpi: sharp at 200 % of the usual width, and 100 to 300 kB a page
_LIMITS = Limits(memory_mb=1024, seconds=30.0)
_MOST_KNOWN = 200  # answers on places that are kept
_LARGEST = 200 * 1024 * 1024  # bytes of a file that may be a document


@dataclass(frozen=True, slots=True)
class Sought:
    """A text that is looked for in a box of a page: the nth of those that are equal there, from 0; or a slice of the text, folded."""

    text: str
    box: Box
    nth: int = 0
    part: tuple[int, int] | None = None


class PageImages:
    """Pictures of the pages of some documents. A document that is in none of the folders has none.

    Args:
        wanted: hashes of the documents.
        folders: where they are looked for, by their content.
        kept: the folder that pictures are kept in.
    """

    def __init__(self, wanted: Iterable[str], folders: Sequence[Path], kept: Path) -> None:
        self._wanted = frozenset(wanted)
        self._folders = tuple(folders)
        self._kept = kept
        self._paths: dict[str, Path] | None = None
        self._lock = Lock()
        self._hand: Standing[bytes] = Standing(_LIMITS)
        self._finder: Standing[tuple[tuple[Box, ...], ...]] = Standing(_LIMITS)
        self._known: dict[tuple[str, int, tuple[Sought, ...]], tuple[tuple[Box, ...], ...]] = {}

    def start(self) -> None:
        """Starts the processes that draw and look, and then looks for the documents beside whatever else is done."""
        self._hand.start()
        self._finder.start()
        Thread(target=self._found, daemon=True).start()

    def has(self, sha256: str) -> bool:
        """Whether the document was found; as long as it is being looked for, it may be. One that is new is looked for from now on."""
        if sha256 not in self._wanted:
            with self._lock:
                self._wanted, self._paths = self._wanted | {sha256}, None
        return self._paths is None or sha256 in self._paths

    def jpeg(self, sha256: str, page_no: int) -> bytes:
        """The picture of a page; b"" where the document was not found or the page cannot be drawn."""
        path = self._kept / sha256 / f"{page_no:04d}.jpg"
        if path.is_file():
            return path.read_bytes()
        source = self._found().get(sha256)
        if source is None:
            return b""
        outcome = self._hand.do(Job(source.name, partial(_draw, source, sha256, page_no)))
        picture = outcome.value if isinstance(outcome, Done) else b""
        if picture:
            write_atomic(path, picture)
        return picture

    def places(self, sha256: str, page_no: int, wanted: tuple[Sought, ...]) -> tuple[tuple[Box, ...], ...]:
        """The boxes of each text, line by line; () for one that is not found, and for all where the document is not at hand."""
        nowhere = ((),) * len(wanted)
        source = self._found().get(sha256)
        if source is None or not wanted:
            return nowhere
        key = (sha256, page_no, wanted)
        if key not in self._known:
            outcome = self._finder.do(Job(source.name, partial(_locate, source, sha256, page_no, wanted)))
            while len(self._known) >= _MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[key] = outcome.value if isinstance(outcome, Done) else nowhere
        return self._known[key]

    def close(self) -> None:
        """Ends the processes that draw and look."""
        self._hand.close()
        self._finder.close()

    def _found(self) -> dict[str, Path]:
        with self._lock:
            if self._paths is None:
                self._paths = dict(_find(self._wanted, self._folders))
            return self._paths


def kept_beside(folder: Path) -> Path:
    """Where pictures are kept for the rule set in a folder: where `ingest` keeps what it reads, so that they go with it."""
    return folder.resolve().parent.parent / CACHE / "pictures"


def _find(wanted: frozenset[str], folders: Sequence[Path]) -> Iterable[tuple[str, Path]]:
    left = set(wanted)
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if not left:
                return
            if not path.is_file() or path.suffix.lower() in (".jpg", ".jsonl", ".yaml") or path.stat().st_size > _LARGEST:
                continue
            try:
                sha256 = sha256_of(read_local(path))
            except (SubsidyRulesError, OSError):
                continue
            if sha256 in left:
                left.remove(sha256)
                yield sha256, path


def _locate(path: Path, sha256: str, page_no: int, wanted: tuple[Sought, ...], tick: Tick) -> tuple[tuple[Box, ...], ...]:
    """Where the texts stand on the page, where the file still holds what was asked for."""
    from subsidy_rules.check.page_text import PageText, text_in
    from subsidy_rules.read.pdf import page_layout

    data = path.read_bytes()
    layout = page_layout(data, path.name, page_no) if sha256_of(data) == sha256 and data.startswith(b"%PDF") else None
    if layout is None:
        return ((),) * len(wanted)
    texts: dict[Box, PageText] = {}
    found = []
    for one in wanted:
        if one.box not in texts:
            texts[one.box] = text_in(layout, one.box)
        text = texts[one.box]
        found.append(text.find(one.text, one.nth) if one.part is None else text.part(one.text, *one.part))
    return tuple(found)


def _draw(path: Path, sha256: str, page_no: int, tick: Tick) -> bytes:
    """The picture, where the file still holds what was asked for."""
    from subsidy_rules.read.page_pictures import page_jpeg

    data = path.read_bytes()
    if sha256_of(data) != sha256 or not data.startswith(b"%PDF"):
        return b""
    return page_jpeg(data, page_no, SCALE)
