"""What pydantic finds wrong with a file that a person wrote, as a message that names the key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from subsidy_rules.messages.message import Message, Said, message

_TEXT, _NUMBER = message("a text is expected"), message("a whole number is expected")
_DAY, _LIST = message("a date such as 2026-04-02 is expected"), message("a list is expected")
_ENTRY = message("keys with values are expected")
_REASONS: Mapping[str, Message] = {
    "string_type": _TEXT,
    "string_too_short": message("it is empty"),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": message("true or false is expected"),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _ENTRY,
    "model_type": _ENTRY,
    "model_attributes_type": _ENTRY,
    "extra_forbidden": message("nobody knows this key"),
}


def validation_words(error: Mapping[str, Any]) -> Message:
    """One of pydantic's errors (`ValidationError.errors()`) as a short clause.

    >>> str(validation_words({"type": "missing", "loc": ("frames", 0, "id"), "msg": "Field required"}))
    "'frames.0.id' is missing"
    """
    where = ".".join(str(step) for step in error["loc"])
    if error["type"] == "missing":
        return message("{where!r} is missing", where=where)
    reason = _reason(error)
    return message("{where!r}: {reason}", where=where, reason=reason)


def _reason(error: Mapping[str, Any]) -> Said:
    context = error.get("ctx", {})
    if error["type"] in ("literal_error", "enum"):
        return message("one of {choices} is expected", choices=str(context["expected"]).replace(" or ", ", "))
    if error["type"] == "string_pattern_mismatch":
        return message("it does not have the form {pattern}", pattern=context["pattern"])
    # what our own validators raise is worded as a message
    told = context["error"].args[:1] if error["type"] == "value_error" else ()
    if told and isinstance(told[0], Message):
        return told[0]
    return _REASONS.get(error["type"]) or message("this value cannot be meant")
