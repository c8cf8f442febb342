"""Draws the sample documents of this folder: `python sources/samples/make_samples.py [--font PATH] [--out DIR]`.

The same font gives the same bytes on every run. Needs reportlab and a Japanese TrueType font (see README.md here); reading the
samples needs neither.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from drawing.font import FontMissingError, find_font, is_committed_font, use_font
from editions import it2024, it2025_guide, it2025_invoice, it2025_tsujo, it2026

HERE = Path(__file__).resolve().parent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", type=Path, help="a Japanese TrueType font; by default the first one found")
    parser.add_argument("--out", type=Path, default=HERE, help="folder to write to; by default this one")
    args = parser.parse_args()
    try:
        font = args.font or find_font()
    except FontMissingError as error:
        print(f"make_samples: {error}", file=sys.stderr)
        return 2
    if not is_committed_font(font):
        print(f"make_samples: {font} is not the font of the committed samples: same words, other bytes", file=sys.stderr)
    use_font(font)
    args.out.mkdir(parents=True, exist_ok=True)
    for edition in (it2024, it2025_tsujo, it2025_invoice, it2025_guide, it2026):
        for name, data in edition.documents().items():
            (args.out / name).write_bytes(data)
            print(f"{name}\t{len(data)} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
