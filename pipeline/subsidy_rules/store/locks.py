"""Locks between processes: two that would write the same take turns. The system lets go of a lock when its process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_RETRY_S = 0.05  # Windows gives up waiting after ten seconds, so ask again


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else is inside a `locked` block of the same path meanwhile. The lock file stays: removing it would race."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _acquire(handle)
        yield
    finally:
        os.close(handle)  # closing lets go


@contextmanager
def locked_folder(folder: Path) -> Iterator[None]:
    """The same for a folder, which is made where it is missing; no file is left in it, except on Windows, which cannot lock folders."""
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":
        with locked(folder / ".lock"):
            yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _acquire(handle)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int) -> None:
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_EX)
        return
    import msvcrt

    while True:
        try:
            msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
        except OSError:
            time.sleep(_RETRY_S)
        else:
            return
