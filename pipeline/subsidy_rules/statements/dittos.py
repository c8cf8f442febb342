"""Signs and words that take over what another cell or frame says: 同左, 〃, 〇〇枠と同様."""

from __future__ import annotations

import re

from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.segments import Segment
from subsidy_rules.statements.statement import Direction, Ditto

_DITTO = re.compile(r"〃|″|仝|同右|右に同じ|右記に同じ|同左|左に同じ|同上|上に同じ|上記に同じ|(?<=と)同様|(?<=と)同じ|^[〃″]$")
_DIRECTIONS: dict[str, Direction] = {"右": "right", "左": "left", "上": "above", "〃": "above", "″": "above", "仝": "above"}


def find_dittos(text: str, segment: Segment, conditions: tuple[Leaf, ...]) -> list[Ditto]:
    """The dittos of one segment of a folded text, under the conditions in force at its end."""
    out = []
    for match in _DITTO.finditer(text, segment.start, segment.end):
        direction: Direction = next((d for sign, d in _DIRECTIONS.items() if sign in match.group()), "frame")
        target = text[segment.start : match.start()] if direction == "frame" else ""
        out.append(Ditto(direction, match.start(), match.end(), conditions, target))
    return out
