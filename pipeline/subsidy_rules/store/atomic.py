"""Files that are written whole or not at all: a temporary file in the same folder, flushed to the disk, renamed over the old one."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

_TEMPORARY = re.compile(r"\..+\.(?P<process>\d+)\.\w{8}")
_OLD_S = 3600
_swept: set[Path] = set()


def write_atomic(path: Path, data: bytes) -> None:
    """`path` holds exactly `data` afterwards, or what it held before; a reader never sees a part of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.{os.getpid()}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _sweep(temporary)
        temporary.chmod(0o644)  # mkstemp makes it readable by its owner only
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Makes a rename or removal itself durable; systems that cannot open folders (Windows) do without."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(ours: Path) -> None:
    """Removes what killed processes left beside our own temporary file, once for each folder.

    Only what is an hour older than ours goes: a process of that number may run on another machine that shares the folder.
    """
    folder = ours.parent
    if folder in _swept:
        return
    _swept.add(folder)
    now_s = ours.stat().st_mtime
    for path in folder.iterdir():
        found = _TEMPORARY.fullmatch(path.name)
        if found is not None and not _alive(int(found["process"])):
            try:
                if path.stat().st_mtime < now_s - _OLD_S:
                    path.unlink()
            except FileNotFoundError:  # somebody else sweeps, too
                continue


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's
        return True
    return True
