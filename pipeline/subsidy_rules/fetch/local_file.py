"""Files of this machine, read with care: a command that only looks at one needs nothing else of this package."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.errors import FetchError, Place, system_words

MOST_BYTES = 256 * 2**20


def read_local(path: Path) -> bytes:
    """The bytes of a local file. Raises FetchError where there is none, where it is no file (a pipe, a device) or larger than 256 MB."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
            raise _refused(path, message("This is no file but a device, a pipe or the like."))
        if found.st_size > MOST_BYTES:
            raise _refused(path, message("The file has more than {n} MB.", n=MOST_BYTES // 2**20))
        return path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _refused(path: Path, what: Message) -> FetchError:
    return FetchError(
        Place(str(path)),
        what,
        message("Official documents are files of a few megabytes, so nothing was read of it."),
        message("Give the document itself."),
    )


def _unreadable(path: Path, error: OSError) -> FetchError:
    if isinstance(error, FileNotFoundError):
        what = message("There is no such file.")
    elif isinstance(error, IsADirectoryError):
        what = message("This is a folder, not a file.")
    else:
        what = message("The file cannot be opened ({reason}).", reason=system_words(error))
    return FetchError(
        Place(str(path)),
        what,
        message("Its rules are missing from the result."),
        message("Check the path and the permissions, then run the command again."),
    )
