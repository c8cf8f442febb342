"""The Japanese font the samples are set in. It is looked up on the machine that draws and is never part of the repository."""

from __future__ import annotations

import hashlib
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT_NAME = "sample"
PACKAGE = "japanize-matplotlib"
PACKAGE_FILE = "ipaexg.ttf"
SYSTEM_FILES = (
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/usr/share/fonts/truetype/fonts-japanese-gothic.ttf",
    "/usr/share/fonts/opentype/ipafont-gothic/ipag.ttf",
)
# IPAexGothic 003.01, the font of the committed samples. Another font draws the same words with other bytes.
COMMITTED_FONT_SHA256 = "6726fb3c804e3fbc3ff5f45eddfd2fb1a858c2b1e03d3f1d8619bbca8d0a0ccd"


class FontMissingError(Exception):
    """No Japanese TrueType font was found; the message says where one can be had."""

    def __init__(self) -> None:
        super().__init__(
            f"no Japanese TrueType font found: install one (`pip install --no-deps {PACKAGE}`, or Debian's fonts-ipaexfont-gothic) "
            "or name a file with --font PATH"
        )


def find_font() -> Path:
    """Path of the first font found: the PyPI package, then the usual system folders. Raises FontMissingError."""
    try:
        listed = files(PACKAGE) or []
    except PackageNotFoundError:
        listed = []
    candidates = [Path(str(file.locate())) for file in listed if file.name == PACKAGE_FILE]
    candidates += [Path(name) for name in SYSTEM_FILES]
    for path in candidates:
        if path.is_file():
            return path
    raise FontMissingError


def is_committed_font(path: Path) -> bool:
    """Whether `path` is the very font of the committed samples, so that the same bytes come out."""
    return hashlib.sha256(path.read_bytes()).hexdigest() == COMMITTED_FONT_SHA256


def use_font(path: Path) -> None:
    """Register the font for this process; each document embeds only the glyphs that it shows."""
    pdfmetrics.registerFont(TTFont(FONT_NAME, str(path)))


def width_of(text: str, size_pt: float) -> float:
    """Advance width of `text` in points."""
    return float(pdfmetrics.stringWidth(text, FONT_NAME, size_pt))
