"""Mappings and lists that are written on one line, and all that is in them."""

from __future__ import annotations

from typing import Any


class Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class Row(list[Any]):
    """A list that is written on one line."""
