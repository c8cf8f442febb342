"""A band of a page → a small picture of the evidence on it, each of its lines marked (Pillow)."""

from __future__ import annotations

import io
from collections.abc import Sequence

from subsidy_rules.model.document import Box
from subsidy_rules.read.page_pictures import Crop

_MARK = (245, 165, 36)
_MARGIN_PT = 60.0  # of the page beside the boxes
_LEAST_PX = 360
_QUALITY = 70


def evidence_picture(crop: Crop, boxes: Sequence[Box]) -> bytes:
    """A JPEG of the part of the band round the boxes, which are in points of the page; `crop` is the band of the box around them all."""
    from PIL import Image, ImageDraw

    left_pt, top_pt, right_pt, _ = around(boxes)
    left, top, width, _ = crop.box
    scale = width * crop.width / max(0.1, right_pt - left_pt)
    with Image.open(io.BytesIO(crop.png)) as band:
        picture = band.convert("RGB")
    shade = Image.new("RGB", picture.size, _MARK)
    outline = ImageDraw.Draw(picture)
    x_at, y_at = left * crop.width - left_pt * scale, top * crop.height - top_pt * scale
    for x0, y0, x1, y1 in boxes:
        spot = (
            max(0, round(x0 * scale + x_at) - 1),
            max(0, round(y0 * scale + y_at) - 1),
            min(picture.width, round(x1 * scale + x_at) + 1),
            min(picture.height, round(y1 * scale + y_at) + 1),
        )
        if spot[0] < spot[2] and spot[1] < spot[3]:
            picture.paste(Image.blend(picture.crop(spot), shade.crop(spot), 0.28), spot[:2])
            outline.rectangle((spot[0], spot[1], spot[2] - 1, spot[3] - 1), outline=_MARK)
    picture = picture.crop(_part(picture.width, picture.height, left_pt * scale + x_at, right_pt * scale + x_at, _MARGIN_PT * scale))
    out = io.BytesIO()
    picture.save(out, format="JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def around(boxes: Sequence[Box]) -> Box:
    """The box that holds them all."""
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _part(width: int, height: int, left: float, right: float, margin: float) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what is kept of the band: the boxes with some of the page beside them."""
    start, end = max(0, round(left - margin)), min(width, round(right + margin))
    if end - start < _LEAST_PX:
        start = max(0, min(start, (start + end - _LEAST_PX) // 2))
        end = min(width, start + _LEAST_PX)
    return (start, 0, max(end, start + 1), height)
