"""Bytes as sent → bytes as meant, never more than allowed: a few kilobytes of gzip may unpack to any size."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_STEP = 256 * 1024
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32


class TooLargeError(Exception):
    """More came out than allowed."""


class TornError(Exception):
    """The packed stream is broken, or ends before its end."""


class Inflated:
    """Unpacks a body piece by piece. Encodings: none, gzip, deflate; TornError for any other, which was not asked for."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        encoding = encoding.strip().lower()
        if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise TornError(f"Content-Encoding: {encoding}")
        self._packed = None if encoding in ("", "identity") else zlib.decompressobj(_GZIP_OR_ZLIB)
        self._left = max_bytes

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """What comes out of a chunk, in pieces of bounded size."""
        if self._packed is None:
            yield self._counted(chunk)
            return
        try:
            while chunk and not self._packed.eof:
                yield self._counted(self._packed.decompress(chunk, _STEP))
                chunk = self._packed.unconsumed_tail
        except zlib.error as error:
            raise TornError(str(error)) from error

    def close(self) -> None:
        """Says that nothing more comes."""
        if self._packed is not None and not self._packed.eof:
            raise TornError("the packed stream ends early")

    def _counted(self, piece: bytes) -> bytes:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLargeError
        return piece
