"""Draws docs/picture.png: a page of a sample with the box of a value, beside the rule that was read from it.

`make picture`. Both halves come out of the pipeline at the time of drawing; nothing is placed by hand. The letters of the rule are
set in DejaVu Sans Mono where the machine has it, so another machine may draw another picture of the same words.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont
from ruamel.yaml import YAML

from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import Rule
from subsidy_rules.registry.load import find_programme
from subsidy_rules.ruleset import dump_ruleset
from subsidy_rules.stages.ingest import ingest

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sources" / "samples"
sys.path.insert(0, str(SAMPLES))
from drawing.font import find_font  # noqa: E402 - the samples' own look-up of the Japanese font

FILE, MAX_YEN = "it2025_koubo_tsujo.pdf", 4_500_000
MONO = ("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "/Library/Fonts/DejaVuSansMono.ttf")

SIZE = (1680, 660)
PAGE_SCALE = 1.78  # pixels per PDF point
PAGE_AT, PAGE_SIZE = (40, 84), (880, 536)
PAGE_TOP_PT = 60.0  # where the picture of the page begins
PANEL = (960, 84, 1640, 620)
TEXT_PX, LINE_PX = 19, 30
PAPER, PAGE_EDGE, INK, QUIET = "#f4f5f7", "#c9ced6", "#1f2937", "#6b7280"
DARK, KEY, PLAIN, TEXT, MARK = "#1b2130", "#7fb4ff", "#e5e9f0", "#b9e28c", "#f5a524"


def main() -> None:
    rule, yaml_text = read_rule()
    evidence = rule.evidence[0]
    if evidence.page is None or evidence.bbox is None:
        raise SystemExit(f"{rule.id} has no box to show")
    picture = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(picture)
    page, shift = page_part(evidence.page)
    picture.paste(page, PAGE_AT)
    draw.rectangle([PAGE_AT[0] - 1, PAGE_AT[1] - 1, PAGE_AT[0] + PAGE_SIZE[0], PAGE_AT[1] + PAGE_SIZE[1]], outline=PAGE_EDGE)
    box = [PAGE_AT[i % 2] + round(value * PAGE_SCALE - shift[i % 2]) for i, value in enumerate(evidence.bbox)]
    highlight(picture, box)
    badge(draw, (box[2], box[1]))
    write(draw, (PAGE_AT[0], 42), f"{FILE}, page {evidence.page}", 22, INK)
    write(draw, (PANEL[0], 42), "it-hojo/2025/tsujo.yaml", 22, INK)
    draw.rounded_rectangle(PANEL, radius=12, fill=DARK)
    write_rule(draw, yaml_text)
    picture.save(ROOT / "docs" / "picture.png", optimize=True)


def read_rule() -> tuple[Rule, str]:
    """The rule of the highest amount of the frame, and its block of the YAML file with the first of its places only."""
    programme = find_programme("it-hojo", None, ROOT / "sources" / "programmes")
    entries = YAML(typ="safe").load(SAMPLES / "manifest.yaml")
    listed = next(entry for entry in entries if entry["file"] == FILE)
    entry = DocumentEntry(id=listed["id"], file=FILE, title=listed["title"], kind=listed["kind"], authority=listed["authority"])
    ruleset = ingest(programme, listed["edition"], [Given((SAMPLES / FILE).read_bytes(), FILE, entry, listed["frame"])], None).ruleset
    assert ruleset is not None
    rule = next(r for r in ruleset.rules if r.frame == "tsujo" and getattr(r.value, "max", None) == MAX_YEN)
    blocks = dump_ruleset(ruleset)["tsujo.yaml"].split("\n- id: ")
    block = next(block for block in blocks if block.startswith(rule.id))
    head, *places = block.rstrip().split("\n  - source: ")
    last, tail = places[-1].split("\n  confidence", 1)
    places[-1] = last
    more = f"\n  # … and {len(places) - 1} more places that say the same" if len(places) > 1 else ""
    return rule, f"- id: {head}\n  - source: {places[0]}{more}\n  confidence{tail}"


def page_part(page_no: int) -> tuple[Image.Image, tuple[int, int]]:
    """The upper part of the page, middle of its width, and how many pixels it begins from the left and from the top."""
    document = pypdfium2.PdfDocument(SAMPLES / FILE)
    whole = document[page_no - 1].render(scale=PAGE_SCALE).to_pil()
    document.close()
    left, top = (whole.size[0] - PAGE_SIZE[0]) // 2, round(PAGE_TOP_PT * PAGE_SCALE)
    return whole.crop((left, top, left + PAGE_SIZE[0], top + PAGE_SIZE[1])), (left, top)


def highlight(picture: Image.Image, box: list[int]) -> None:
    """A transparent marker over the box, and its edge."""
    part = picture.crop(tuple(box))  # type: ignore[arg-type]
    picture.paste(Image.blend(part, Image.new("RGB", part.size, MARK), 0.32), (box[0], box[1]))
    ImageDraw.Draw(picture).rectangle(box, outline=MARK, width=4)


def badge(draw: ImageDraw.ImageDraw, at: tuple[int, int]) -> None:
    """The sign that joins the box to the lines that cite it."""
    draw.ellipse([at[0] - 15, at[1] - 15, at[0] + 15, at[1] + 15], fill=MARK, outline=PAPER, width=3)
    draw.text(at, "1", font=ImageFont.truetype(mono_font(), 18), fill=DARK, anchor="mm")


def write_rule(draw: ImageDraw.ImageDraw, yaml_text: str) -> None:
    """The rule in its panel, the lines of its evidence marked."""
    room = (PANEL[2] - PANEL[0] - 80) * 1000 // (TEXT_PX * 602)
    y, marked = PANEL[1] + 22, []
    for line in (part for whole in yaml_text.splitlines() for part in wrapped(whole, room)):
        if line.lstrip(" -").startswith(("source:", "page:", "bbox:", "at:", "quote:")):
            marked.append(y)
        if line.lstrip().startswith("#"):
            write(draw, (PANEL[0] + 48, y), line, TEXT_PX, QUIET)
        else:
            key, colon, rest = line.partition(": ") if "{" not in line.split(": ", 1)[0] else ("", "", line)
            x = write(draw, (PANEL[0] + 48, y), key + colon, TEXT_PX, KEY)
            write(draw, (x, y), rest, TEXT_PX, PLAIN if rest[:1].isdigit() or rest[:1] in "[{" else TEXT)
        y += LINE_PX
    draw.rounded_rectangle([PANEL[0] + 24, marked[0] - 1, PANEL[0] + 29, marked[-1] + LINE_PX - 5], radius=2, fill=MARK)
    badge(draw, (PANEL[0] + 26, (marked[0] + marked[-1] + LINE_PX) // 2 - 3))


def wrapped(line: str, room: int) -> list[str]:
    """The line in pieces of so many columns, later ones indented below it."""
    width = 0
    for i, char in enumerate(line):
        width += 1 if char.isascii() else 2
        if width > room:
            indent = " " * (len(line) - len(line.lstrip()) + 4)
            cut = max(line.rfind(" ", 0, i), len(indent)) if " " in line[len(indent) : i] else i
            return [line[:cut], *wrapped(indent + line[cut:].lstrip(), room)]
    return [line]


def write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, colour: str) -> int:
    """Letters in the fixed-width font, Japanese in the samples' font; where the next text begins."""
    latin, japanese = ImageFont.truetype(mono_font(), size), ImageFont.truetype(str(find_font()), size)
    x = float(at[0])
    for char in text:
        font = latin if char.isascii() or char == "…" else japanese
        draw.text((x, at[1] + size), char, font=font, fill=colour, anchor="ls")
        x += font.getlength(char)
    return round(x)


def mono_font() -> str:
    """Path of a font for what is not Japanese: fixed width where there is one."""
    return next((path for path in MONO if Path(path).is_file()), str(find_font()))


if __name__ == "__main__":
    main()
