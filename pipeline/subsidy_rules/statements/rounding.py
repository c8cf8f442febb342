"""How values are rounded, which is no label of them."""

from __future__ import annotations

import re

# 千円未満切り捨て, beside a value: how it is rounded
_ROUNDS = re.compile(r"[※(]?[\d,百千万]*円?未満(?:の端数)?(?:は|を)?、?(?:切り?捨て?|四捨五入)(?:する|とする|ます|る)?\)?")


def without_rounding(text: str) -> str:
    """Folded words before a value without how the value before it is rounded; as long as they were.

    >>> without_rounding("※千円未満切り捨て個人は")
    '         個人は'
    """
    return _ROUNDS.sub(lambda found: " " * len(found[0]), text)
