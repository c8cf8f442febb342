"""A rule beside the page that it was read from: a marker over the box of its evidence, and its block of the YAML file (Pillow)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from subsidy_rules.model.document import Box
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.page_drawing import japanese_font
from subsidy_rules.ruleset import dump_ruleset

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

_MONO = ("DejaVuSansMono.ttf", "Menlo.ttc", "consola.ttf")
_WIDTH, _LEAST_HEIGHT, _MOST_HEIGHT = 1680, 660, 1400
_PAGE_AT, _PAGE_WIDTH = (40, 84), 880
_PANEL_LEFT, _MARGIN = 960, 40
_MOST_SCALE = 1.78  # pixels per PDF point
_BOX_AT = 0.45  # part of the picture's height at which the middle of the box stands where the page is long enough
_TEXT_PX, _LINE_PX = 19, 30
_PAPER, _PAGE_EDGE, _INK, _QUIET = "#f4f5f7", "#c9ced6", "#1f2937", "#6b7280"
_DARK, _KEY, _PLAIN, _TEXT, _MARK = "#1b2130", "#7fb4ff", "#e5e9f0", "#b9e28c", "#f5a524"
_EVIDENCE = ("source:", "page:", "bbox:", "boxes:", "at:", "quote:")
_OF_ONE_PLACE = ("page:", "bbox:", "boxes:", "at:", "quote:")


@dataclass(frozen=True, slots=True)
class PagePart:
    """What the picture shows of a page: `scale` pixels to the point, for a page of this size and a box on it."""

    page: Image
    box: Box
    scale: float


def scale_for(box: Box) -> float:
    """Pixels per point at which a page is to be rendered, so that the box has room beside the rule."""
    return min(_MOST_SCALE, (_PAGE_WIDTH - 2 * _MARGIN) / max(1.0, box[2] - box[0]))


def draw_rule(ruleset: RuleSet, rule: Rule, page_png: bytes, titles: tuple[str, str]) -> bytes:
    """A PNG. `page_png` is the page of the rule's first evidence at `scale_for` its box; `titles` stand over the page and the rule.

    The evidence must have a page and a box.
    """
    from PIL import Image, ImageDraw

    box = rule.evidence[0].bbox
    if box is None:
        raise ValueError(f"{rule.id} has no box to show")
    lines = _lines(block_of(ruleset, rule))
    height = max(_LEAST_HEIGHT, min(_MOST_HEIGHT, len(lines) * _LINE_PX + 180))
    picture = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(picture)
    with Image.open(io.BytesIO(page_png)) as page:
        at = _paste_page(picture, PagePart(page.convert("RGB"), box, scale_for(box)))
    _badge(draw, at)
    _write(draw, (_PAGE_AT[0], 42), titles[0], 22, _INK)
    _write(draw, (_PANEL_LEFT, 42), titles[1], 22, _INK)
    _write_rule(draw, lines, height)
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()


def block_of(ruleset: RuleSet, rule: Rule) -> str:
    """The rule as its file has it, with the first of its places only."""
    text = dump_ruleset(ruleset.model_copy(update={"rules": (rule,)}))[f"{rule.frame}.yaml"]
    lines = text[text.index("- id: ") :].rstrip().splitlines()
    starts = [n for n, line in enumerate(lines) if line.startswith("  - source: ")][: len(rule.evidence)]
    if len(starts) < 2:
        return "\n".join(lines)
    end = next(n for n in range(starts[-1] + 1, len(lines)) if not lines[n].strip().startswith(_OF_ONE_PLACE))
    more = len(starts) - 1
    return "\n".join([*lines[: starts[1]], f"  # … and {more} more place{'s' if more > 1 else ''} that say the same", *lines[end:]])


def _paste_page(picture: Image, part: PagePart) -> tuple[int, int]:
    """Puts the part of the page round the box into the picture; the upper right corner of the marker."""
    from PIL import Image, ImageDraw

    room = (_PAGE_WIDTH, picture.height - _PAGE_AT[1] - _MARGIN)
    x0, top, x1, bottom = (round(value * part.scale) for value in part.box)
    left = _between((x0 + x1) // 2 - room[0] // 2, part.page.width - room[0])
    left = max(0, min(left, x0 - _MARGIN // 2)) if x1 - left > room[0] or x0 < left else left
    upper = _between((top + bottom) // 2 - round(room[1] * _BOX_AT), part.page.height - room[1])
    shown = Image.new("RGB", room, _PAPER)
    shown.paste(part.page, (-left, -upper))
    picture.paste(shown, _PAGE_AT)
    ImageDraw.Draw(picture).rectangle([_PAGE_AT[0] - 1, _PAGE_AT[1] - 1, _PAGE_AT[0] + room[0], _PAGE_AT[1] + room[1]], outline=_PAGE_EDGE)
    box = (
        max(_PAGE_AT[0], _PAGE_AT[0] + x0 - left),
        max(_PAGE_AT[1], _PAGE_AT[1] + top - upper),
        min(_PAGE_AT[0] + room[0], _PAGE_AT[0] + x1 - left),
        min(_PAGE_AT[1] + room[1], _PAGE_AT[1] + bottom - upper),
    )
    marked = picture.crop(box)
    picture.paste(Image.blend(marked, Image.new("RGB", marked.size, _MARK), 0.32), box[:2])
    ImageDraw.Draw(picture).rectangle(box, outline=_MARK, width=4)
    return box[2], box[1]


def _between(wanted: int, most: int) -> int:
    """The offset wanted, kept on the page."""
    return max(0, min(wanted, most))


def _badge(draw: ImageDraw, at: tuple[int, int]) -> None:
    """The sign that joins the box to the lines that cite it."""
    draw.ellipse([at[0] - 15, at[1] - 15, at[0] + 15, at[1] + 15], fill=_MARK, outline=_PAPER, width=3)
    draw.text(at, "1", font=_mono(18), fill=_DARK, anchor="mm")


def _lines(block: str) -> list[str]:
    room = (_WIDTH - _MARGIN - _PANEL_LEFT - 80) * 1000 // (_TEXT_PX * 602)
    return [part for line in block.splitlines() for part in _wrapped(line, room)]


def _write_rule(draw: ImageDraw, lines: list[str], height: int) -> None:
    """The rule in its panel, the lines of its evidence marked; what has no room is told by an ellipsis."""
    top, bottom = _PAGE_AT[1], height - _MARGIN
    draw.rounded_rectangle((_PANEL_LEFT, top, _WIDTH - _MARGIN, bottom), radius=12, fill=_DARK)
    fits = (bottom - top - 44) // _LINE_PX
    shown = lines if len(lines) <= fits else [*lines[: fits - 1], "…"]
    y, marked, inside = top + 22, [], False
    for line in shown:
        key = line.lstrip(" -")
        inside = key.startswith(_EVIDENCE) or (inside and line.startswith("      "))
        marked += [y] if inside else []
        _write_line(draw, (_PANEL_LEFT + 48, y), line)
        y += _LINE_PX
    if marked:
        draw.rounded_rectangle([_PANEL_LEFT + 24, marked[0] - 1, _PANEL_LEFT + 29, marked[-1] + _LINE_PX - 5], radius=2, fill=_MARK)
        _badge(draw, (_PANEL_LEFT + 26, (marked[0] + marked[-1] + _LINE_PX) // 2 - 3))


def _write_line(draw: ImageDraw, at: tuple[int, int], line: str) -> None:
    """One line of YAML: its key, then its value."""
    if line.lstrip().startswith("#"):
        _write(draw, at, line, _TEXT_PX, _QUIET)
        return
    key, colon, rest = line.partition(": ") if "{" not in line.split(": ", 1)[0] else ("", "", line)
    if not colon and not line.endswith(":"):  # a value goes on
        key, rest = "", line
    x = _write(draw, at, key + colon, _TEXT_PX, _KEY)
    _write(draw, (x, at[1]), rest, _TEXT_PX, _PLAIN if rest[:1].isdigit() or rest[:1] in "[{" else _TEXT)


def _wrapped(line: str, room: int) -> list[str]:
    """The line in pieces of so many columns, later ones indented below it."""
    width = 0
    for i, char in enumerate(line):
        width += 1 if char.isascii() else 2
        if width > room:
            indent = " " * (len(line) - len(line.lstrip()) + 4)
            cut = max(line.rfind(" ", 0, i), len(indent)) if " " in line[len(indent) : i] else i
            return [line[:cut], *_wrapped(indent + line[cut:].lstrip(), room)]
    return [line]


def _write(draw: ImageDraw, at: tuple[int, int], text: str, size: int, colour: str) -> int:
    """Letters in a fixed-width font, Japanese in a font that has it; where the next text begins."""
    latin, japanese = _mono(size), japanese_font(size)
    x = float(at[0])
    for char in text:
        font = latin if char.isascii() or char == "…" else japanese
        draw.text((x, at[1] + size), char, font=font, fill=colour, anchor="ls")
        x += font.getlength(char)
    return round(x)


@lru_cache
def _mono(size: int) -> FreeTypeFont | BitmapFont:
    """A fixed-width font of the system, else the one for Japanese."""
    from PIL import ImageFont

    for name in _MONO:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return japanese_font(size)
