"""The fingerprint of what a reviewer decided on. While it holds, the decision carries over to a new extraction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any

from subsidy_rules.model.rule import Condition, Rule, Value

# made once: rules are compared by thousands of such texts
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)
_SHORT_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def value_data(value: Value) -> dict[str, Any]:
    """The value as JSON; a bound that the source does not state is absent, one that it says does not exist is null."""
    return value.model_dump(mode="json", by_alias=True, exclude_unset=True)


def when_data(when: Sequence[Condition]) -> list[Any]:
    """The conditions as JSON, in one order, because all of them must hold whatever their order."""
    rows = [condition_data(condition) for condition in when]
    return sorted(rows, key=_reading_order) if len(rows) > 1 else rows


def condition_data(condition: Condition) -> dict[str, Any]:
    """One condition as JSON, without what it does not say."""
    return condition.model_dump(mode="json", by_alias=True, exclude_none=True)


def holds_unread(value: Value, when: Sequence[Condition]) -> bool:
    """Whether a limit that was seen but not understood stands anywhere in a value or its conditions.

    >>> from subsidy_rules.model.rule import Leaf, Not, Unread
    >>> holds_unread(Value(), [Not(not_=Unread(unread="what is told elsewhere"))])
    True
    >>> holds_unread(Value(), [Leaf(fact="deficit", op="eq", value=True)])
    False
    """
    return bool(unread_words(value, when))


def unread_words(value: Value, when: Sequence[Condition]) -> tuple[str, ...]:
    """The limits that were seen but not understood, in the words of their source."""
    return tuple(_unread_in([value_data(value), when_data(when)]))


def _unread_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict) and "unread" in data:
        yield str(data["unread"])
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _unread_in(part)


def _reading_order(row: dict[str, Any]) -> tuple[str, str, str]:
    """By fact first, so that two versions of one condition stand at the same place; nodes that nest come last."""
    return str(row.get("fact", "~")), str(row.get("op", "")), canonical(row)


def canonical(data: object) -> str:
    """The data as JSON in which it has one spelling: by which data is sorted and found again."""
    return _JSON.encode(data)


def digest(data: object) -> str:
    """12 hexadecimal digits of SHA-256 over the data as canonical JSON."""
    return hashlib.sha256(_SHORT_JSON.encode(data).encode("utf-8")).hexdigest()[:12]


def basis_of(rule: Rule) -> str:
    """Fingerprint of what was decided on: kind, frame, value, when, the quote and the section it stands in.

    Page, box and file are not in it, so that a new printing of the same text keeps the decision; line breaks and blanks of the quote are
    not either. For an edited rule it is what the tool had said, for a conflict all its readings.
    """
    said = rule.extracted or rule
    first = (rule.readings[0] if rule.readings else rule).evidence[0]
    return digest(
        {
            "kind": rule.kind,
            "frame": rule.frame,
            "value": value_data(said.value),
            "when": when_data(said.when),
            "at": first.at,
            "quote": "".join(first.quote.split()),
            "readings": [[value_data(reading.value), when_data(reading.when)] for reading in rule.readings],
        }
    )


def seen_of(rule: Rule) -> str:
    """Fingerprint of a rule as a person sees it, with what was decided so far: while it holds, nobody else has decided meanwhile."""
    data = rule.model_dump(
        mode="json", by_alias=True, exclude={"label", "label_en", "confidence", "value", "readings", "extracted", "before"}
    )
    readings = [[value_data(one.value), when_data(one.when)] for one in rule.readings]
    return digest({**data, "value": value_data(rule.value), "readings": readings})
