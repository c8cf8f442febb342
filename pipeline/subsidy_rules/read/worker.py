"""PDF file → pages and tables in a process of its own, with limits, so that a crash or a hang costs only that document.

pdfium is C++ that reads files from anywhere: what it does with a hostile or broken one must not end the whole run.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from subsidy_rules.document import Page, Table
from subsidy_rules.errors import Place, ReadError, Wording

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take: memory above what the process starts with (Linux and macOS), time, pages."""

    memory_mb: int = 1024
    seconds: float = 120.0
    pages: int = 1500


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page and the parts of tables that stand on it, before continuations are joined."""

    page: Page
    tables: tuple[Table, ...]


DEFAULT_LIMITS = Limits()


def read_guarded(data: bytes, name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[PageRead]:
    """Each page of a PDF with its tables, in order, as the reading process sends them.

    Raises:
        ReadError: as `iter_layouts` does; and when the reading process dies, or needs more memory, time or pages than allowed.
            It names the page that was being read.
    """
    context = _context()
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_read, args=(sender, data, name, limits), daemon=True)
    process.start()
    # the parent's copy of the sending end must go, or the end of the child would not be seen as the end of the pipe
    sender.close()
    try:
        yield from _received(receiver, process, name, limits)
    finally:
        process.kill()
        process.join()
        receiver.close()


def _context() -> ForkContext | SpawnContext:
    """A fork starts in milliseconds but is safe only from a process with one thread, on Linux."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _received(receiver: Connection, process: BaseProcess, name: str, limits: Limits) -> Iterator[PageRead]:
    """What the reading process sends until it says that it is done (None)."""
    left = limits.seconds
    page_no = 1
    while True:
        # only waiting counts: what the caller does with a page is not the reader's time
        start = time.monotonic()
        if not receiver.poll(max(0.0, left)):
            raise _too_slow(name, page_no, limits.seconds)
        left -= time.monotonic() - start
        try:
            message = receiver.recv()
        except EOFError:
            process.join()
            raise _died(name, page_no, process.exitcode or 0) from None
        if message is None:
            return
        if isinstance(message, ReadError):
            raise message
        yield message
        page_no = message.page.page_no + 1


def _read(sender: Connection, data: bytes, name: str, limits: Limits) -> None:
    """Runs in the reading process: sends each page, then None, or the error that stopped it."""
    from subsidy_rules.read.pdf import iter_layouts, page_of
    from subsidy_rules.tables import build_tables

    # the parent words a crash; a native traceback on the user's screen would only frighten
    faulthandler.disable()
    _limit_memory(limits.memory_mb)
    page_no = 0
    try:
        for layout in iter_layouts(data, name):
            page_no = layout.page_no
            if page_no > limits.pages:
                sender.send(_too_long(name, limits.pages))
                return
            sender.send(PageRead(page_of(layout), build_tables(layout)))
        sender.send(None)
    except ReadError as error:
        sender.send(error)
    except MemoryError:
        sender.send(_too_large(name, page_no + 1, limits.memory_mb))


def _limit_memory(memory_mb: int) -> None:
    """Caps the address space at what the process has now and `memory_mb` more; no cap where the system has none (Windows)."""
    if sys.platform == "win32":
        return
    import resource

    statm = Path("/proc/self/statm")
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + memory_mb * _MB
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def _died(name: str, page_no: int, exitcode: int) -> ReadError:
    how = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return ReadError(
        Place(name, page=page_no),
        en=Wording(
            f"The reading process ended here ({how}).",
            "The page is malformed or needs more memory than allowed; the other documents are not affected.",
            "Print the document to a new PDF and read that, or raise the memory limit.",
        ),
        ja=Wording(
            f"読み取り処理がこのページで異常終了しました（{how}）。",
            "ページが壊れているか、メモリの上限を超えています。他の文書には影響しません。",
            "文書をPDFとして印刷し直して読み込むか、メモリの上限を上げてください。",
        ),
    )


def _too_slow(name: str, page_no: int, seconds: float) -> ReadError:
    return ReadError(
        Place(name, page=page_no),
        en=Wording(
            f"Reading took longer than {seconds:g} seconds and was stopped on this page.",
            "The page may be malformed; what was read before it is not used, because the document would look complete.",
            "Print the document to a new PDF and read that, or raise the time limit.",
        ),
        ja=Wording(
            f"読み取りが{seconds:g}秒を超えたため、このページで中止しました。",
            "ページが壊れている可能性があります。途中までの結果は完全なものに見えるため使いません。",
            "文書をPDFとして印刷し直して読み込むか、時間の上限を上げてください。",
        ),
    )


def _too_large(name: str, page_no: int, memory_mb: int) -> ReadError:
    return ReadError(
        Place(name, page=page_no),
        en=Wording(
            f"Reading this page needs more than {memory_mb} MB.",
            "It was stopped to protect the other documents.",
            "Print the document to a new PDF and read that, or raise the memory limit.",
        ),
        ja=Wording(
            f"このページの読み取りに{memory_mb}MBを超えるメモリが必要です。",
            "他の文書を守るため中止しました。",
            "文書をPDFとして印刷し直して読み込むか、メモリの上限を上げてください。",
        ),
    )


def _too_long(name: str, pages: int) -> ReadError:
    return ReadError(
        Place(name, page=pages + 1),
        en=Wording(
            f"The document has more than {pages} pages.",
            "Official guidelines are far shorter, so this is probably another file.",
            "Check that it is the document meant, or raise the page limit.",
        ),
        ja=Wording(
            f"文書が{pages}ページを超えています。",
            "公募要領等としては長すぎるため、別のファイルの可能性があります。",
            "意図した文書か確認するか、ページ数の上限を上げてください。",
        ),
    )
