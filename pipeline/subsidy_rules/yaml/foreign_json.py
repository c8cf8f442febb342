"""JSON text from outside (a feed, a request, an answer) → plain data that can be written again, or one error."""

from __future__ import annotations

import json
import math
from typing import Any, NoReturn


def read_json(text: bytes | str) -> Any:
    """The data. Raises ValueError where it is no JSON, and for what Python takes beside it or cannot write again.

    That are names given twice, of which nobody knows which is meant, numbers that are none, halves of characters, and a nesting that ends
    the parser.

    >>> read_json('{"a": [1, 2.5]}')
    {'a': [1, 2.5]}
    """
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_float=_finite)
        if not text.isascii() or ("\\u" if isinstance(text, str) else b"\\u") in text:  # type: ignore[operator]
            json.dumps(data, ensure_ascii=False).encode("utf-8")
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ValueError("a name is given twice")
    return made


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is no number")
    return number
