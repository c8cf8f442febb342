"""Digits that are lost or misread where pages are read from their picture, against the text layer of the same pages; and seconds a page.

    python benchmarks/ocr.py FOLDER [--pages 20] [--dpi 150 200 300] [--json FILE]

Pages with many digits are drawn by a seeded choice from the PDF files of a folder, rendered, made worse as a scanner does (noise, a slight
turn, JPEG), put into a PDF without any text, and read with `--ocr`. Every digit of the text layer is then looked for in its line.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image
from rapidfuzz.distance import Levenshtein

from subsidy_rules.model.layout import Char, PageLayout, lines_of
from subsidy_rules.read.pdf import iter_layouts, page_layout
from subsidy_rules.read.picture_text import parts_to_read, with_pictures_read
from subsidy_rules.read.recognise import weights

SEED = 17
_LEAST_CHARS, _LEAST_DIGITS = 300, 12
_NOISE, _TURN, _JPEG = 10.0, 0.25, 75  # grey levels, degrees, quality
_UNREADABLE = "〓"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--dpi", type=int, nargs="+", default=[150, 200, 300])
    parser.add_argument("--json", type=Path)
    told = parser.parse_args()
    chosen = choose(sorted(told.folder.glob("*.pdf")), told.pages)
    rows = [measure(chosen, dpi) for dpi in told.dpi]
    for row in rows:
        print(row, flush=True)
    if told.json is not None:
        told.json.write_text(json.dumps({"weights": weights(), "pages": len(chosen), "rows": rows}, indent=1) + "\n", encoding="utf-8")


def choose(files: Sequence[Path], n: int) -> list[tuple[Path, PageLayout]]:
    """So many pages with a text layer, without pictures, and with digits; the same ones each time."""
    draw = random.Random(SEED)
    places = []
    for path in files:
        try:
            places += [(path, page) for page in range(1, len(pypdfium2.PdfDocument(path)) + 1)]
        except pypdfium2.PdfiumError:
            continue
    draw.shuffle(places)
    found: list[tuple[Path, PageLayout]] = []
    for path, page_no in places:
        if len(found) == n:
            break
        layout = page_layout(path.read_bytes(), path.name, page_no)
        if layout is None or layout.turned or layout.pictures or layout.unread or len(layout.chars) < _LEAST_CHARS:
            continue
        if sum(is_digit(char.text) for char in layout.chars) >= _LEAST_DIGITS:
            found.append((path, layout))
    return found


def is_digit(text: str) -> bool:
    return unicodedata.normalize("NFKC", text).isdecimal()


def measure(pages: Sequence[tuple[Path, PageLayout]], dpi: int) -> dict[str, float]:
    """What became of all digits of the pages, and the time of a page."""
    found: Counter[str] = Counter()
    seconds, processor = 0.0, 0.0
    for path, truth in pages:
        scan = scanned(path, truth.page_no, dpi)
        start, used = time.perf_counter(), time.process_time()
        (seen,) = iter_layouts(scan, path.name, lambda document, layout: with_pictures_read(document, layout, parts_to_read(layout)))
        seconds += time.perf_counter() - start
        processor += time.process_time() - used
        found.update(compared(truth, seen))
        print(f"{dpi} dpi: {path.name} p.{truth.page_no}", file=sys.stderr, flush=True)
    n = found["digits"]
    shares = {f"{name}_per_1000": round(1000 * found[name] / n, 2) for name in ("misread", "lost", "unreadable")}
    return {
        "dpi": dpi,
        **{name: found[name] for name in ("digits", "right", "misread", "lost", "unreadable", "invented", "chars", "chars_right")},
        **shares,
        "seconds_a_page": round(seconds / len(pages), 2),
        "processor_seconds_a_page": round(processor / len(pages), 2),
    }


def scanned(path: Path, page_no: int, dpi: int) -> bytes:
    """A PDF of one page that shows the page as a scanner would have it."""
    page = pypdfium2.PdfDocument(path)[page_no - 1]
    picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    picture = picture.rotate(_TURN, resample=Image.Resampling.BICUBIC, fillcolor=255)
    grey = numpy.asarray(picture, dtype=numpy.float32)
    noise = numpy.random.default_rng(SEED).normal(0.0, _NOISE, grey.shape)
    noisy = Image.fromarray(numpy.clip(grey + noise, 0, 255).astype(numpy.uint8))
    jpeg = io.BytesIO()
    noisy.save(jpeg, format="JPEG", quality=_JPEG)
    out = io.BytesIO()
    Image.open(jpeg).save(out, format="PDF", resolution=dpi)
    return out.getvalue()


def compared(truth: PageLayout, seen: PageLayout) -> Counter[str]:
    """What became of the digits of each line: right, misread, lost, made unreadable because they were not sure; and those of no line."""
    found: Counter[str] = Counter()
    for line in lines_of(truth.chars):
        ours = _folded(line.chars if line.stacked else sorted(line.chars, key=lambda char: char.x0))
        theirs = _folded(sorted(_in_line(seen.chars, line.x0, line.top, line.x1, line.bottom), key=lambda char: char.x0))
        found.update(_aligned(ours, theirs))
    return found


def _in_line(chars: Sequence[Char], x0: float, top: float, x1: float, bottom: float) -> Iterator[Char]:
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        if top <= y <= bottom and x0 - 3 <= x <= x1 + 3:
            yield char


def _folded(chars: Sequence[Char]) -> str:
    return "".join(unicodedata.normalize("NFKC", char.text) for char in chars)


def _aligned(ours: str, theirs: str) -> Counter[str]:
    n = sum(sign.isdecimal() for sign in ours)
    found: Counter[str] = Counter(digits=n, chars=len(ours))
    right, chars_right = n, len(ours)
    for step in Levenshtein.editops(ours, theirs):
        old = ours[step.src_pos] if step.tag != "insert" else ""
        new = theirs[step.dest_pos] if step.tag != "delete" else ""
        chars_right -= bool(old)
        if old.isdecimal():
            right -= 1
            found["unreadable" if new == _UNREADABLE else "misread" if step.tag == "replace" else "lost"] += 1
        elif new.isdecimal():
            found["invented"] += 1
    found.update(right=right, chars_right=chars_right)
    return found


if __name__ == "__main__":
    main()
