"""Whether a PDF has optional content: layers that may be switched off (ISO 32000-1, 8.11)."""

from __future__ import annotations

import re
import zlib

_KEY = b"/OCProperties"
_OBJECTS = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_MOST_BYTES = 4_000_000


def has_layers(data: bytes) -> bool:
    """Whether the file's catalogue names optional content, be it in plain sight or in a compressed object stream (7.5.7)."""
    if _KEY in data:
        return True
    for found in _OBJECTS.finditer(data):
        try:
            if _KEY in zlib.decompressobj().decompress(data[found.end() :], _MOST_BYTES):
                return True
        except zlib.error:
            continue  # encrypted or otherwise coded: pdfium may still read it
    return False
