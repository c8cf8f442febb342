"""How far the work on many documents has come: documents, pages a second, what is slow, and how long it will take."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from subsidy_rules.cli.telling import err
from subsidy_rules.messages.message import Lang, Message, counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import SubsidyRulesError

_EVERY_S = 30.0  # a line of a log; on a terminal one line is drawn anew
_SLOWEST = 3
_MANY = 10  # so many documents are worth a word at the end


class Progress:
    """A watch that can say in a line how far the work has come.

    Args:
        say: is given each line; `every_s` apart, by `clock`.
    """

    def __init__(self, lang: Lang, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic, every_s: float = _EVERY_S):
        self._lang, self._say, self._clock, self._every_s = lang, say, clock, every_s
        self._n = self._kept = self._done = self._pages = self._errors = 0
        self._slowest: list[tuple[float, str]] = []
        self._doing = ""
        self._start = self._told = clock()

    def begin(self, n_documents: int, n_kept: int) -> None:
        self._n, self._kept = n_documents, n_kept
        self._start = self._told = self._clock()

    def tick(self, what: str) -> None:
        self._doing = what
        self._tell()

    def done(self, name: str, pages: int, seconds: float, error: SubsidyRulesError | None) -> None:
        self._done += 1
        self._pages += pages
        self._errors += error is not None
        self._slowest = sorted([*self._slowest, (seconds, name)], reverse=True)[:_SLOWEST]
        self._tell()

    @property
    def is_large(self) -> bool:
        """Whether so many documents were read that it is worth a word at the end."""
        return self._done >= _MANY

    def line(self) -> str:
        """How far it has come."""
        seconds = max(self._clock() - self._start, 0.001)
        parts = [message("{done} of {n}", done=self._done, n=counted("{n} document", "{n} documents", self._n))]
        if self._kept:
            parts.append(message("{n} kept", n=self._kept))
        if self._errors:
            parts.append(counted("{n} with an error", "{n} with errors", self._errors))
        if self._pages:
            parts.append(message("{n} pages, {rate:.1f} a second", n=self._pages, rate=self._pages / seconds))
        if self._slowest and self._slowest[0][0] >= 1:
            slow = ", ".join(f"{name} ({took:.0f} s)" for took, name in self._slowest if took >= 1)
            parts.append(message("slowest: {slow}", slow=slow))
        if 0 < self._done < self._n:
            parts.append(_left((self._n - self._done) * seconds / self._done))
        if self._doing and self._done < self._n:
            parts.append(message("now: {what}", what=self._doing))
        return message("; ").say(self._lang).join(part.say(self._lang) for part in parts)

    def _tell(self) -> None:
        if self._n and self._clock() - self._told >= self._every_s:
            self._told = self._clock()
            self._say(self.line())


def _left(seconds: float) -> Message:
    minutes = round(seconds / 60)
    if minutes < 1:
        return message("less than a minute left")
    if minutes < 120:
        return counted("about {n} minute left", "about {n} minutes left", minutes)
    return counted("about {n} hour left", "about {n} hours left", round(minutes / 60))


@contextmanager
def watching(lang: Lang) -> Iterator[Progress]:
    """A watch for a command: one line drawn anew on a terminal, a line now and then where standard error is a file."""
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn

    from subsidy_rules.report.neutral import terminal_text

    if not sys.stderr.isatty():
        watch = Progress(lang, lambda line: err().print(line, markup=False, soft_wrap=True))
        yield watch
        if watch.is_large:
            err().print(watch.line(), markup=False, soft_wrap=True)
        return
    with Bar(SpinnerColumn(), TextColumn("{task.description}", markup=False), console=err(), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        watch = Progress(lang, lambda line: bar.update(task, description=terminal_text(line), refresh=True), every_s=0.1)
        yield watch
    if watch.is_large:
        err().print(watch.line(), markup=False, soft_wrap=True)
