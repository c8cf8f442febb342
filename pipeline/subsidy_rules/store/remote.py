"""A place that all workers of a cluster reach, by any address that fsspec knows: a shared folder, an S3-compatible store, ...

<address>/documents/<sha256>        the bytes of documents
          extracted/<sha256>/…      what was read of them and found in them, as in a folder of this machine

The only module that knows fsspec.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.store.atomic import write_atomic
from subsidy_rules.store.names import sha256_part

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_LAST = ("reading.json", "source.json")  # they say that the others are there


@dataclass(frozen=True, slots=True)
class Share:
    """The place. Its address is all that crosses to a worker; keys to it are the worker's own, as its environment has them."""

    address: str

    def put_document(self, sha256: str, path: Path) -> None:
        """Brings the bytes of a document there, where they are not. Raises SourceError where the place cannot be reached."""
        try:
            fs, root = self._open()
            target = f"{root}/documents/{sha256_part(sha256)}"
            if not fs.exists(target):
                fs.pipe_file(target, path.read_bytes())
        except OSError as error:
            raise self._unreachable(error) from error

    def document(self, sha256: str) -> bytes:
        """The bytes of a document. Raises SourceError."""
        try:
            fs, root = self._open()
            data: bytes = fs.cat_file(f"{root}/documents/{sha256_part(sha256)}")
        except OSError as error:
            raise self._unreachable(error) from error
        return data

    def put_extracted(self, sha256: str, extracted: Path) -> None:
        """Brings the files of a document there. Raises SourceError."""
        try:
            fs, root = self._open()
            files = [path for path in (extracted / sha256_part(sha256)).iterdir() if not path.name.startswith(".")]
            for path in sorted(files, key=lambda path: (path.name in _LAST, path.name)):
                fs.pipe_file(f"{root}/extracted/{sha256}/{path.name}", path.read_bytes())
        except OSError as error:
            raise self._unreachable(error) from error

    def get_extracted(self, sha256: str, extracted: Path) -> None:
        """Brings the files of a document here; nothing where there are none. Raises SourceError."""
        try:
            fs, root = self._open()
            folder = f"{root}/extracted/{sha256_part(sha256)}"
            fs.invalidate_cache()  # another machine wrote it
            names = [name.rpartition("/")[2] for name in fs.ls(folder, detail=False)] if fs.exists(folder) else []
            for name in sorted(names, key=lambda name: (name in _LAST, name)):
                write_atomic(extracted / sha256 / name, fs.cat_file(f"{folder}/{name}"))
        except OSError as error:
            raise self._unreachable(error) from error

    def _open(self) -> tuple[AbstractFileSystem, str]:
        from fsspec.core import url_to_fs

        try:
            local = "://" not in self.address or self.address.startswith("file:")
            fs, root = url_to_fs(self.address, **({"auto_mkdir": True} if local else {}))
        except (ImportError, ValueError) as error:
            raise self._unreachable(error) from error
        return fs, root.rstrip("/")

    def _unreachable(self, error: Exception) -> SourceError:
        return SourceError(
            Place(self.address),
            message("The shared place cannot be used ({reason}).", reason=str(error) or type(error).__name__),
            message("Workers get documents from there, and bring there what they found."),
            message("Check the address, and that its keys are in the environment here and where the workers run."),
        )
