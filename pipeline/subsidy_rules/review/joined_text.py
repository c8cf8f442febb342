"""How conditions that nest are typed: joined by "or" and "and", with brackets, and "not" before a bracket; and a wage band as text.

    資本金 <= 1億円 または 従業員数 <= 100
    not (従業員数 <= 5 or (資本金 <= 1億円 and 従業員数 <= 20))

Only joints that stand outside all brackets join, and only with blanks on both sides, so that words of the source are no joints.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from subsidy_rules.messages.message import Lang

Data = Mapping[str, Any]
_OR, _AND, _NOT = re.compile(r"\s+(?:or|または|又は|\|)\s+"), re.compile(r"\s+(?:and|かつ|&)\s+"), re.compile(r"(?:not|以外|!)\s*(?=[(（])")
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "ja": {"any": " または ", "all": " かつ ", "not": "以外 "},
    "en": {"any": " or ", "all": " and ", "not": "not "},
}
_OPEN, _CLOSE = "(（", ")）"
_BOUNDS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt"}
_BOUND = re.compile(r"(?P<base>[a-z][a-z0-9_]*)?\s*(?P<sign>>=|<=|>|<)\s*(?P<value>[A-Za-z0-9_]+)(?:\s+(?P<unit>[a-z]+))?")


def parse_joined(text: str, parse: Callable[[str], Any], depth: int = 12) -> Any:
    """What nests, as JSON data; None where nothing is joined. `parse` reads one part, itself or with this function.

    >>> def parse(part): return parse_joined(part, parse) or part
    >>> parse("a または not (b and c)")
    {'any': ['a', {'not': {'all': ['b', 'c']}}]}
    >>> parse_joined("資本金又は出資の額 >= 1", str)
    """
    if depth <= 0:
        return None
    for key, joint in (("any", _OR), ("all", _AND)):
        parts = _split(text, joint)
        if len(parts) > 1:
            return {key: [parse(part) for part in parts]}
    denied = _NOT.match(text)
    inner = _inside(text[denied.end() :] if denied else text)
    if inner is None:
        return None
    return {"not": parse(inner)} if denied else parse(inner)


def show_joined(condition: Data, show: Callable[[Data], str], lang: Lang) -> str:
    """The text of a condition that nests, its parts shown by `show`; "" where one of them has no text."""
    words = _WORDS[lang]
    if "not" in condition:
        text = show(condition["not"])
        return f"{words['not']}({text})" if text else ""
    key = next(name for name in ("any", "all") if name in condition)
    parts = [(part, show(part)) for part in condition[key]]
    if len(parts) < 2 or not all(text for _, text in parts):
        return ""
    return words[key].join(f"({text})" if "any" in part or "all" in part else text for part, text in parts)


def parse_band(text: str) -> dict[str, Any] | None:
    """A wage band as JSON data; None for what is none.

    >>> parse_band("regional_min_wage <= 50 yen"), parse_band(">= regional_min_wage, < regional_min_wage_r7")
    ({'base': 'regional_min_wage', 'unit': 'yen', 'le': 50}, {'ge': 'regional_min_wage', 'lt': 'regional_min_wage_r7'})
    """
    band: dict[str, Any] = {}
    for part in text.split(","):
        match = _BOUND.fullmatch(part.strip())
        if match is None:
            return None
        value = match["value"]
        band |= {key: match[key] for key in ("base", "unit") if match[key]}
        band[_BOUNDS[match["sign"]]] = int(value) if value.isdigit() else value
    return band


def show_band(band: Data) -> str:
    """
    >>> show_band({"base": "regional_min_wage", "le": 50, "unit": "yen"})
    'regional_min_wage <= 50 yen'
    """
    base, unit = band.get("base") or "", band.get("unit") or ""
    return ", ".join(f"{base} {sign} {band[op]} {unit}".strip() for sign, op in _BOUNDS.items() if band.get(op) is not None)


def _split(text: str, joint: re.Pattern[str]) -> list[str]:
    """The parts between joints outside all brackets."""
    parts, start = [], 0
    for found in joint.finditer(text):
        if _depth(text[: found.start()]) == 0:
            parts.append(text[start : found.start()].strip())
            start = found.end()
    return [*parts, text[start:].strip()]


def _inside(text: str) -> str | None:
    """What stands in the bracket that is all of the text."""
    whole = text.strip()
    if len(whole) < 3 or whole[0] not in _OPEN or whole[-1] not in _CLOSE:
        return None
    closed_before = any(_depth(whole[:end]) == 0 for end in range(1, len(whole)))
    return None if closed_before else whole[1:-1].strip()


def _depth(text: Sequence[str]) -> int:
    return sum((char in _OPEN) - (char in _CLOSE) for char in text)
