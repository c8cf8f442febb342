"""A rule set folder as it was at a revision of git: `REV:PATH`, or a path against the point where a branch was left.

Nothing is checked out; the files of the revision are laid into a temporary folder.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, RuleSetError

# a revision never begins with a sign that git would take for an option
_REVISION = re.compile(r"(?P<rev>[\w@^~][\w./@^~{}#+,=%\-]*):(?P<path>[^\x00-\x1f]*)")


@dataclass(frozen=True, slots=True)
class Standing:
    """A folder to read, and where it stands in the working tree: the same, but for a revision."""

    folder: Path
    origin: Path


@contextmanager
def folder_of(said: str) -> Iterator[Standing]:
    """The folder of a path, or of REV:PATH (the path as git takes it: from the top of the repository, or with ./ from here).

    Raises RuleSetError where there is no such revision or folder in it.
    """
    found = _REVISION.fullmatch(said)
    if found is None or Path(said).exists():
        yield Standing(Path(said), Path(said))
        return
    with TemporaryDirectory(prefix="subsidy-rules-") as temporary:
        yield _laid_out(found["rev"], found["path"], Path(temporary))


@contextmanager
def folder_before(path: Path, branch: str) -> Iterator[Standing]:
    """The folder as it was where this branch was left. Raises RuleSetError where git knows no such branch or folder."""
    base = _git("merge-base", "--end-of-options", branch, "HEAD", about=branch).decode().strip()
    prefix = _git("rev-parse", "--show-prefix", about=branch).decode().strip()
    inside = path if not path.is_absolute() else path.resolve()
    if path.is_absolute() and inside.is_relative_to(_top()):
        inside = inside.relative_to(_top())
    elif path.is_absolute():
        raise _wrong(str(path), message("It is not in this repository."))
    with TemporaryDirectory(prefix="subsidy-rules-") as temporary:
        yield _laid_out(base, f"./{inside.as_posix()}" if not path.is_absolute() else inside.as_posix(), Path(temporary), prefix)


def _top() -> Path:
    return Path(_git("rev-parse", "--show-toplevel", about=".").decode().strip())


def _laid_out(revision: str, path: str, temporary: Path, prefix: str | None = None) -> Standing:
    said = f"{revision}:{path}"
    if path.startswith("./"):
        before = prefix if prefix is not None else _git("rev-parse", "--show-prefix", about=said).decode().strip()
        path = f"{before}{path[2:]}"
    path = path.strip("/")
    names = [
        name
        for name in _git("ls-tree", "--full-tree", "--name-only", "-z", revision, "--", f"{path}/", about=said).decode().split("\0")
        if name
    ]
    files = [name for name in names if name.endswith(".yaml")]
    if not files:
        raise _wrong(said, message("There is no rule set in that folder at that revision."))
    folder = temporary / "rules" / Path(path).parent.name / Path(path).name
    folder.mkdir(parents=True)
    for name in files:
        (folder / Path(name).name).write_bytes(_git("show", f"{revision}:{name}", about=said))
    return Standing(folder, _top() / path)


def _git(*arguments: str, about: str) -> bytes:
    """What git says. Raises RuleSetError where it cannot."""
    command = ["git", "-c", "core.quotepath=off", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    except FileNotFoundError as error:
        raise _wrong(about, message("git is not installed.")) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise _wrong(about, message("git says: {what}.", what=said[-1].rstrip(".") if said else done.returncode))
    return done.stdout


def _wrong(said: str, what: object) -> RuleSetError:
    return RuleSetError(
        Place(said),
        what,  # type: ignore[arg-type]
        message("There is nothing to compare with."),
        message(
            "Give REV:PATH of a folder that is committed, such as main:rules_out/it-hojo/2025; in a shallow clone fetch the branch first."
        ),
    )
