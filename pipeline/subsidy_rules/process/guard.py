"""What work on one document may take, and the words for work that was stopped or failed; used on both sides of a process border.

Documents come from anywhere, and pdfium is C++: what one of them does to its process must not end the whole run.
"""

from __future__ import annotations

import multiprocessing
import multiprocessing.process
import os
import signal
import sys
import threading
import traceback
from dataclasses import dataclass
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, ReadError

_MB = 1024 * 1024
_PR_SET_PDEATHSIG = 1  # of <sys/prctl.h>
_OURS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: memory above what its process starts with (Linux and macOS), time, pages.

    Where pictures are read, so much memory more, and so much time more for each page that has some.
    """

    memory_mb: int = 1024
    seconds: float = 120.0
    pages: int = 1500
    picture_memory_mb: int = 2560
    picture_seconds: float = 180.0


def process_context() -> ForkContext | SpawnContext:
    """A fork starts in milliseconds but is safe only from a process with one thread, threads of libraries included, on Linux."""
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def limit_memory(memory_mb: int) -> None:
    """Caps the address space at what the process has now and `memory_mb` more; no cap where the system has none (Windows)."""
    if sys.platform == "win32":
        return
    import resource

    statm = Path("/proc/self/statm")
    used = int(statm.read_text().split()[0]) * resource.getpagesize() if statm.exists() else 0
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = used + memory_mb * _MB
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def limit_processor(seconds: float) -> None:
    """Has the system end this process after so much processor time: it must not go on when nobody is left to stop it."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    used = resource.getrusage(resource.RUSAGE_SELF)
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def end_with_parent() -> None:
    """Has this process end when the one that started it does, however that ends: nobody is left to stop it or to hear from it."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        # the system's own way needs no thread: from a process with a second thread no other may be forked
        import ctypes

        if ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0:
            if parent is not None and parent.pid != os.getppid():  # it has gone before it could be asked
                os._exit(1)
            return
    if parent is not None:
        threading.Thread(target=_end_after, args=(parent,), daemon=True).start()


def _end_after(parent: multiprocessing.process.BaseProcess) -> None:
    parent.join()
    os._exit(1)


def died(name: str, page_no: int | None, exitcode: int) -> ReadError:
    """The process ended by a signal (negative exit code) or without a word."""
    how = signal.Signals(-exitcode).name if exitcode < 0 else f"exit code {exitcode}"
    return ReadError(
        Place(name, page=page_no),
        message("The reading process ended here ({how}).", how=how),
        message("The page is malformed or needs more memory than allowed; the other documents are not affected."),
        message("Print the document to a new PDF and read that, or raise the memory limit."),
    )


def failed(name: str, page_no: int | None, error: Exception) -> ReadError:
    """Our own code met something that it does not expect: a fault of ours, told with the line so that it can be mended."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(_OURS)]
    where = f" in {Path(frames[-1].filename).relative_to(_OURS).as_posix()}:{frames[-1].lineno}" if frames else ""
    what = f"{type(error).__name__}: {error}{where}"
    return ReadError(
        Place(name, page=page_no),
        message("The reader failed here ({what}).", what=what),
        message("This is a fault of subsidy-rules, not of the document's; the other documents are not affected."),
        message("Report it with this message and, if you may, the document."),
    )


def too_slow(name: str, page_no: int | None, seconds: float) -> ReadError:
    """The time is over."""
    return ReadError(
        Place(name, page=page_no),
        message("Reading took longer than {seconds:g} seconds and was stopped here.", seconds=seconds),
        message("The page may be malformed; what was read before it is not used, because the document would look complete."),
        message("Print the document to a new PDF and read that, or raise the time limit."),
    )


def too_large(name: str, page_no: int | None, memory_mb: int) -> ReadError:
    """The memory is used up."""
    return ReadError(
        Place(name, page=page_no),
        message("Reading this needs more than {memory_mb} MB.", memory_mb=memory_mb),
        message("It was stopped to protect the other documents."),
        message("Print the document to a new PDF and read that, or raise the memory limit."),
    )


def too_long(name: str, pages: int) -> ReadError:
    """There are more pages than allowed."""
    return ReadError(
        Place(name, page=pages + 1),
        message("The document has more than {pages} pages.", pages=pages),
        message("Official guidelines are far shorter, so this is probably another file."),
        message("Check that it is the document meant, or raise the page limit."),
    )
