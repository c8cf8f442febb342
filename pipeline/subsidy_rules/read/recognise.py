"""Character recognition: a picture → its lines of text, each character with its place and how sure it is.

The library and its weights (PP-OCRv6, in the wheel of rapidocr) end here. Nothing is downloaded: the wheel holds what it needs, and a wheel
without it is an error. One thread and no random numbers: the same picture gives the same text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, files, version
from typing import Any, NamedTuple

from subsidy_rules.language.lookalikes import as_between_neighbours

_LIBRARY, _ENGINE = "rapidocr", "onnxruntime"
# Japanese is written with these characters (JIS X 0208 and the signs that vendors added); the model knows Chinese ones as well, and would
# now and then rather see one of those.
_JAPANESE = "cp932"
_TALL = 1.5  # so much higher than wide is a column of vertical writing, or a rule
_SPACE = 0.15  # of the line's height is left free where white space was seen


class Seen(NamedTuple):
    """One character of a line: its left and right edge in pixels, whether white space stands before it, and how sure it is, 0 to 1."""

    text: str
    x0: float
    x1: float
    spaced: bool
    sure: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """One line of text in a picture, with its upper and lower edge in pixels."""

    top: float
    bottom: float
    chars: tuple[Seen, ...]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)


@cache
def weights() -> str:
    """Names the library, the engine and the weights; "" where they are not installed."""
    try:
        found = [path for path in files(_LIBRARY) or () if path.suffix == ".onnx"]
        hashes = sorted(f"{path.name}:{path.hash.value[:8] if path.hash else ''}" for path in found)
        return " ".join((f"{_LIBRARY}-{version(_LIBRARY)}", f"{_ENGINE}-{version(_ENGINE)}", *hashes))
    except PackageNotFoundError:
        return ""


def recognise(picture: Any, boxes: Iterable[Any]) -> tuple[SeenLine, ...]:
    """The lines of a picture (rows × columns × 3, 8 bits) in these boxes. Vertical writing is left out."""
    return tuple(line for box in boxes if (line := _line(picture, box)) is not None)


def text_boxes(picture: Any) -> tuple[Any, ...]:
    """Where text stands in a picture: the four corners of each line, clockwise from the top left."""
    found = _engine()(picture, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return () if boxes is None else tuple(boxes)


def _line(picture: Any, box: Any) -> SeenLine | None:
    """What stands in one box; None where nothing is read in it."""
    height, width = picture.shape[:2]
    x0, x1 = max(0, int(box[:, 0].min())), min(width, int(box[:, 0].max()) + 1)
    top, bottom = max(0, int(box[:, 1].min())), min(height, int(box[:, 1].max()) + 1)
    if x1 - x0 < 2 or bottom - top < 2 or bottom - top > _TALL * (x1 - x0):
        return None
    found = _engine()(picture[top:bottom, x0:x1], use_det=False, use_cls=False, use_rec=True, return_word_box=True)
    if not found.txts or not found.txts[0].strip() or not found.word_results or found.word_results[0] is None:
        return None
    chars = _placed(found.txts[0], found.word_results[0], (x0, x1), bottom - top)
    return SeenLine(float(top), float(bottom), chars) if chars else None


def _placed(text: str, words: Any, across: tuple[int, int], height: int) -> tuple[Seen, ...]:
    """The characters of a line that spans `across`. The model tells in which column of the line it saw each; they meet halfway."""
    columns = [column for word in words.word_cols for column in word]
    # the model counts white space as seen, but tells no place of it
    sure = [value for sign, value in zip(text, words.confs, strict=False) if not sign.isspace()]
    signs = [sign for sign in text if not sign.isspace()]
    if not signs or not len(signs) == len(columns) == len(sure):
        return ()
    spaced = _spaced(text)
    signs = list(as_between_neighbours("".join(signs)))
    step = (across[1] - across[0]) / words.line_txt_len
    middles = [across[0] + (column + 0.5) * step for column in columns]
    out = []
    for at, (sign, middle) in enumerate(zip(signs, middles, strict=True)):
        # no glyph is wider than high
        left = max(middle - height / 2, (middles[at - 1] + middle) / 2 if at else across[0]) + spaced[at] * _SPACE * height
        right = min(middle + height / 2, (middle + middles[at + 1]) / 2 if at + 1 < len(middles) else across[1])
        out.append(Seen(sign, left, max(right, left + 1), spaced[at], sure[at]))
    return tuple(out)


def _spaced(text: str) -> Sequence[bool]:
    """For each sign that is no white space, whether some stands before it."""
    return [at > 0 and text[at - 1].isspace() for at, sign in enumerate(text) if not sign.isspace()]


@cache
def _engine() -> Any:
    """The engine, loaded once in each process; on one thread, for a process with several cannot be copied, and sums would differ."""
    import numpy
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.{_ENGINE}.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    engine: Any = RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False, "Global.text_score": 0.0, **threads})
    engine(numpy.full((48, 96, 3), 255, numpy.uint8), use_det=False, use_cls=False, use_rec=True)  # it loads a model when it needs it
    recogniser = engine.text_rec
    recogniser.session = _Japanese(recogniser.session, recogniser.postprocess_op.character)
    return engine


class _Japanese:
    """The model that recognises, with nothing left of its belief in characters that no Japanese text has, and with one belief in the two
    widths of a character: which of them it is, nobody can see, and half a belief in each would look like doubt."""

    def __init__(self, session: Any, characters: Sequence[str]) -> None:
        self._session = session
        # the first is the model's sign for "nothing here"
        self._foreign = [at for at, sign in enumerate(characters) if at and not _is_japanese(sign)]
        places = {sign: at for at, sign in enumerate(characters)}
        folded = ((at, places.get(_usual_width(sign), at)) for at, sign in enumerate(characters) if at)
        self._wide = [(wide, narrow) for wide, narrow in folded if wide != narrow]

    def __call__(self, pixels: Any) -> Any:
        belief = self._session(pixels).copy()
        belief[:, :, self._foreign] = 0.0
        for wide, narrow in self._wide:
            belief[:, :, narrow] += belief[:, :, wide]
            belief[:, :, wide] = 0.0
        return belief / belief.sum(axis=2, keepdims=True).clip(min=1e-12)


def _usual_width(sign: str) -> str:
    """The character in its usual width; one that only folds to another, as ① does to 1, is another."""
    wide = len(sign) == 1 and unicodedata.decomposition(sign).startswith(("<wide>", "<narrow>"))
    return unicodedata.normalize("NFKC", sign) if wide else sign


def _is_japanese(sign: str) -> bool:
    try:
        sign.encode(_JAPANESE)
    except UnicodeEncodeError:
        return False
    return True
