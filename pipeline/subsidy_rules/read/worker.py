"""PDF file → pages and tables in a process of its own, with limits, so that a crash or a hang costs only that document."""

from __future__ import annotations

import faulthandler
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from subsidy_rules.model.document import Annotation, Cell, Line, Page, Problem, Table
from subsidy_rules.model.errors import ReadError
from subsidy_rules.model.layout import PageLayout
from subsidy_rules.process.garbage import look_rarely
from subsidy_rules.process.guard import (
    Limits,
    died,
    end_with_parent,
    failed,
    limit_memory,
    limit_processor,
    process_context,
    too_large,
    too_long,
    too_slow,
)

# not loaded lazily: the reading process is a copy of this one, and would load them anew for every document
from subsidy_rules.read.pdf import iter_layouts, page_of
from subsidy_rules.read.told import problems_of_page
from subsidy_rules.tables import build_tables

# seconds that reading a whole document may take beyond other limits where its pictures are read
PICTURES_LONGER = 3600.0


@dataclass(frozen=True, slots=True)
class _Recognising:
    """What is sent before the pictures of a page are read: it will take its time."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page, the parts of tables that stand on it before continuations are joined, and what a reader must know of it."""

    page: Page
    tables: tuple[Table, ...]
    problems: tuple[Problem, ...] = ()


DEFAULT_LIMITS = Limits()


def build_models() -> None:
    """Has the models of a page built, once: a copy of this process would build them anew, which takes as long as five pages."""
    for model in (Line, Annotation, Page, Cell, Table, Problem):
        model.model_rebuild()


def read_guarded(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS, *, ocr: bool = False) -> Iterator[PageRead]:
    """Each page of a PDF with its tables, in order, as the reading process sends them; with `ocr`, what its pictures hold is read, too.

    Raises:
        ReadError: as `iter_layouts` does; when the reading process dies, fails, or needs more memory, time or pages than allowed.
            It names the page that was being read.
    """
    build_models()
    context = process_context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_read, args=(theirs, name, limits, ocr), daemon=True)
    process.start()
    # our copy of the other end must go, or the end of the process would not be seen as the end of the pipe
    theirs.close()
    try:
        # not among the arguments: a process that dies while it starts would leave us writing to nobody for ever
        with suppress(BrokenPipeError, ConnectionResetError):
            ours.send_bytes(data)
        yield from _received(ours, process, name, limits)
    finally:
        process.kill()
        process.join()
        ours.close()


def _received(receiver: Connection, process: BaseProcess, name: str, limits: Limits) -> Iterator[PageRead]:
    """What the reading process sends until it says that it is done (None)."""
    left = limits.seconds
    page_no = 1
    while True:
        # only waiting counts: what the caller does with a page is not the reader's time
        start = time.monotonic()
        if not receiver.poll(max(0.0, left)):
            raise too_slow(name, page_no, limits.seconds)
        left -= time.monotonic() - start
        try:
            message = receiver.recv()
        except (EOFError, ConnectionResetError):
            process.join()
            raise died(name, page_no, process.exitcode or 0) from None
        if message is None:
            return
        if isinstance(message, ReadError):
            raise message
        if isinstance(message, _Recognising):
            left += limits.picture_seconds
            continue
        yield message
        page_no = message.page.page_no + 1


def _read(sender: Connection, name: str, limits: Limits, ocr: bool) -> None:
    """Runs in the reading process: receives the file, sends each page, then None, or the error that stopped it."""
    # the parent words a crash; a native traceback on the user's screen would only frighten
    faulthandler.disable()
    end_with_parent()
    look_rarely()
    data = sender.recv_bytes()
    memory_mb = limits.memory_mb + (limits.picture_memory_mb if ocr else 0)
    limit_memory(memory_mb)
    limit_processor(limits.seconds)
    page_no = 0
    try:
        for layout in iter_layouts(data, name, partial(_look, sender, limits) if ocr else None):
            page_no = layout.page_no
            if page_no > limits.pages:
                sender.send(too_long(name, limits.pages))
                return
            tables = build_tables(layout)
            page = page_of(layout, tables)
            sender.send(PageRead(page, tables, tuple(problems_of_page(page_no, layout.unread))))
            page_no += 1
        sender.send(None)
    except ReadError as error:
        sender.send(error)
    except MemoryError:
        sender.send(too_large(name, page_no or 1, memory_mb))
    except BrokenPipeError:
        # the caller stopped listening: nobody is left to tell
        return
    except Exception as error:  # noqa: BLE001 - the process border: a fault of ours costs this document, and says where it is
        sender.send(failed(name, page_no or 1, error))


def _look(sender: Connection, limits: Limits, document: Any, layout: PageLayout) -> PageLayout:
    """The page with the text of its pictures, where it has some that may hold text."""
    from subsidy_rules.read.picture_text import parts_to_read, with_pictures_read

    parts = parts_to_read(layout)
    if not parts:
        return layout
    sender.send(_Recognising())
    limit_processor(limits.seconds + limits.picture_seconds)
    return with_pictures_read(document, layout, parts)
