"""Page pictures with what was read drawn over them: cells, headers, merged cells, clauses by their lists, and a legend (Pillow)."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from subsidy_rules.messages.message import Message, message
from subsidy_rules.model.document import Box, Clause, Document, Table, Zone
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.reading import Role
from subsidy_rules.report.changes import page_words
from subsidy_rules.statements.section_reading import SectionMap
from subsidy_rules.wording.terms import ROLES, ZONES

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

Colour = tuple[int, int, int]
_CELL: Colour = (25, 90, 200)
_HEADER: Colour = (225, 115, 0)
_MERGED: Colour = (170, 0, 150)
# Parts of a document that hold no rules are coloured as a whole; in the others each clause by what its list is.
_ZONES: dict[Zone, Colour] = {
    Zone.COVER: (110, 110, 110),
    Zone.REVISION: (200, 30, 40),
    Zone.CONTENTS: (140, 90, 40),
    Zone.EXAMPLE: (120, 80, 220),
    Zone.OTHER_PROGRAMME: (40, 40, 40),
    Zone.FORM: (150, 150, 60),
}
_ROLES: dict[Role, Colour] = {
    "requirement": (0, 135, 70),
    "exclusion": (205, 25, 45),
    "eligible_expense": (90, 160, 20),
    "ineligible_expense": (235, 90, 70),
    "bonus_point": (0, 150, 160),
    "penalty_point": (150, 20, 90),
    "required_document": (30, 90, 190),
    "schedule": (0, 120, 210),
    "clawback": (160, 40, 0),
    "duty": (190, 125, 0),
    "amount": (215, 160, 0),
    "category": (60, 60, 150),
    "definition": (120, 110, 60),
    "procedure": (90, 120, 140),
    "review_criteria": (140, 60, 160),
    "remark": (150, 150, 150),
    "example": (120, 80, 220),
    "other": (110, 110, 110),
}
_TAG_PX, _LEGEND_PX = 15, 18
_MARGIN_PX, _TAG_CHARS = 120, 10  # beside the page, for the numbers and labels of clauses
# Found by name in the font folders of the system; without any of them the labels are shown by number only.
_FONTS = (
    "NotoSansCJK-Regular.ttc",
    "NotoSansJP-Regular.otf",
    "NotoSansJP-Regular.ttf",
    "ipaexg.ttf",
    "ipag.ttf",
    "TakaoGothic.ttf",
    "ヒラギノ角ゴシック W3.ttc",
    "Hiragino Sans GB.ttc",
    "YuGothM.ttc",
    "meiryo.ttc",
    "msgothic.ttc",
)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page picture under work: `solid` draws lines and tags, `tint` colours that let the print shine through."""

    scale: float
    solid: ImageDraw
    tint: ImageDraw

    def box(self, bbox: Box) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = (value * self.scale for value in bbox)
        return x0 + _MARGIN_PX, top, max(x1, x0) + _MARGIN_PX, max(bottom, top)


def draw_page(picture: bytes, page_no: int, document: Document, sections: SectionMap, lang: Lang) -> bytes:
    """A PNG of one page: the picture (PNG of the whole page) with the tables and clauses that stand on it, and the legend above."""
    from PIL import Image, ImageDraw

    with Image.open(io.BytesIO(picture)) as page:
        base = Image.new("RGBA", (page.width + _MARGIN_PX, page.height), "white")
        base.paste(page, (_MARGIN_PX, 0))
    size = next(page for page in document.pages if page.page_no == page_no)
    tint, solid = Image.new("RGBA", base.size, (255, 255, 255, 0)), Image.new("RGBA", base.size, (255, 255, 255, 0))
    sheet = _Sheet((base.width - _MARGIN_PX) / (size.width_pt or base.width), ImageDraw.Draw(solid), ImageDraw.Draw(tint))
    clauses = [clause for clause in document.clauses if any(span.page_no == page_no for span in clause.spans)]
    colours = {clause.clause_no: _colour_of(clause, sections) for clause in clauses}
    _draw_clauses(sheet, clauses, colours, page_no)
    for table in document.tables:
        _draw_table(sheet, table, page_no)
    drawn = Image.alpha_composite(Image.alpha_composite(base, tint), solid)
    used = set(colours.values())
    named = {colour: ZONES[zone.value] for zone, colour in _ZONES.items()} | {colour: ROLES[role] for role, colour in _ROLES.items()}
    legend = [(words, colour) for colour, words in named.items() if colour in used]
    return _png(_with_legend(drawn, f"{document.name} {page_words(page_no, lang)}", legend, lang))


def _colour_of(clause: Clause, sections: SectionMap) -> Colour:
    return _ZONES.get(clause.zone) or _ROLES[sections.of_clause(clause.clause_no).role]


def _draw_table(sheet: _Sheet, table: Table, page_no: int) -> None:
    """Every cell that stands on the page; headers filled, merged cells told by their size in rows × columns."""
    cells = [cell for cell in table.cells if cell.page_no == page_no and cell.bbox is not None]
    boxes = []
    # plain cells first: the outlines of headers and merged cells lie on top
    for cell in sorted(cells, key=lambda cell: (cell.rowspan * cell.colspan > 1, cell.header)):
        if cell.bbox is None:
            continue
        box = sheet.box(cell.bbox)
        boxes.append(box)
        colour = _MERGED if cell.rowspan * cell.colspan > 1 else _HEADER if cell.header else _CELL
        if cell.header:
            sheet.tint.rectangle(box, fill=(*_HEADER, 60))
        sheet.solid.rectangle(_inside(box), outline=colour, width=2)
        if cell.rowspan * cell.colspan > 1:
            _tag(sheet.solid, (box[2] - 2, box[3] - _TAG_PX - 4), f"{cell.rowspan}×{cell.colspan}", _MERGED, right=True)
    if boxes:
        # beside the table, where a page has its margin: above it stands text
        x, y = min(box[0] for box in boxes) - 2, min(box[1] for box in boxes)
        for line, words in enumerate((f"T{table.table_no}", f"{table.n_rows}×{table.n_cols}", f"{table.confidence:.2f}")):
            _tag(sheet.solid, (x, y + line * (_TAG_PX + 3)), words, _CELL, right=True)


def _inside(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The box one pixel smaller, where it has room, so that neighbours do not hide each other's outline."""
    x0, top, x1, bottom = box
    return (x0 + 1, top + 1, x1 - 1, bottom - 1) if x1 - x0 > 4 and bottom - top > 4 else box


def _draw_clauses(sheet: _Sheet, clauses: Sequence[Clause], colours: Mapping[int, Colour], page_no: int) -> None:
    """Lines of a clause tinted in the colour of its list, headings darker; number and label in the margin, joined to the text by a bar."""
    free = 0.0
    for clause in clauses:
        boxes = [sheet.box(span.bbox) for span in clause.spans if span.page_no == page_no and span.bbox is not None]
        if not boxes:
            continue
        colour = colours[clause.clause_no]
        for box in boxes:
            sheet.tint.rectangle(box, fill=(*colour, 85 if clause.heading else 32))
        left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
        sheet.solid.line((left - 4, top, left - 4, max(box[3] for box in boxes)), fill=colour, width=3)
        # tags that would lie on each other move down; one far from its clause would mislead and stays where it belongs
        at = free if top < free < top + 2 * _TAG_PX else top
        end = _tag(sheet.solid, (4, at), f"{clause.clause_no} {clause.label}"[:_TAG_CHARS].strip(), colour)
        sheet.solid.line((end, at + _TAG_PX / 2 + 1, left - 4, top + _TAG_PX / 2 + 1), fill=(*colour, 130), width=1)
        free = at + _TAG_PX + 4


def _tag(draw: ImageDraw, at: tuple[float, float], words: str, colour: Colour, *, right: bool = False) -> float:
    """White words on a coloured ground; `at` is the top left corner, or the top right one. Where the ground ends on the right."""
    font = japanese_font(_TAG_PX)
    words = _printable(words)
    width = draw.textlength(words, font=font) + 6
    x, y = (at[0] - width, at[1]) if right else at
    draw.rectangle((x, y, x + width, y + _TAG_PX + 3), fill=(*colour, 225))
    draw.text((x + 3, y + _TAG_PX / 2 + 1), words, fill="white", font=font, anchor="lm")
    return x + width


def _with_legend(drawn: Image, title: str, clauses: Iterable[tuple[Message, Colour]], lang: Lang) -> Image:
    """The picture under a strip that tells what the colours mean."""
    from PIL import Image, ImageDraw

    font = japanese_font(_LEGEND_PX)
    spoken: Lang = lang if _has_japanese() else "en"
    merged = message("merged cell (rows × columns)")
    entries = [(message("cell"), _CELL), (message("header"), _HEADER), (merged, _MERGED), *clauses]
    placed, x, line = [], 8.0, 0
    measure = ImageDraw.Draw(drawn)
    for name, colour in entries:
        width = _LEGEND_PX + 22 + measure.textlength(name.say(spoken), font=font)
        if x > 8 and x + width > drawn.width:
            x, line = 8.0, line + 1
        placed.append((name.say(spoken), colour, x, float((line + 1) * (_LEGEND_PX + 8) + 6)))
        x += width
    height = (line + 2) * (_LEGEND_PX + 8) + 10
    sheet = Image.new("RGB", (drawn.width, drawn.height + height), "white")
    sheet.paste(drawn, (0, height), drawn)
    draw = ImageDraw.Draw(sheet)
    draw.text((8, 4), _printable(title), fill="black", font=font)
    for words, colour, x, y in placed:
        draw.rectangle((x, y, x + _LEGEND_PX, y + _LEGEND_PX), fill=colour)
        draw.text((x + _LEGEND_PX + 5, y + _LEGEND_PX / 2), words, fill="black", font=font, anchor="lm")
    draw.line((0, height - 1, drawn.width, height - 1), fill="black")
    return sheet


@lru_cache
def japanese_font(size: int) -> FreeTypeFont | BitmapFont:
    """A font of the system that has Japanese, else Pillow's own, which has not."""
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


@lru_cache
def _has_japanese() -> bool:
    return getattr(japanese_font(_TAG_PX), "path", None) is not None


def _printable(words: str) -> str:
    """The words, without what the font at hand cannot show."""
    if _has_japanese():
        return words
    return "".join(char for char in unicodedata.normalize("NFKC", words) if char.isascii() or char == "×").strip()


def _png(image: Image) -> bytes:
    out = io.BytesIO()
    image.save(out, format="PNG")
    return out.getvalue()
