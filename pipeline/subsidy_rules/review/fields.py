"""The value of a kind ↔ the fields of a form: which field takes what, how a value stands in it, and what was typed as a value again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any, Literal, get_args

from pydantic import ValidationError

from subsidy_rules.messages.message import Said, message
from subsidy_rules.model.basis import condition_data, value_data
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.formula import Formula, FormulaError, Length, Moment, parse_formula
from subsidy_rules.model.rule import AnyOf, Condition, ExactRate, Leaf, Value, Yen
from subsidy_rules.model.validation import validation_words
from subsidy_rules.review.condition_text import parse_conditions, show_conditions
from subsidy_rules.review.typed import FieldError, parse_count, parse_flag, parse_length, parse_moment_text, parse_share, parse_yen
from subsidy_rules.wording.numbers import yen_words

Takes = Literal["yen", "rate", "day", "length", "formula", "count", "flag", "choice", "name", "names", "conditions"]
_TYPES: tuple[tuple[Any, Takes], ...] = ((Yen, "yen"), (ExactRate, "rate"), (Moment, "day"), (Length, "length"), (Formula, "formula"))
# the list of the published vocabulary that a field is chosen from
_LISTS = {
    "topic": "topics",
    "expense": "expenses",
    "document": "documents",
    "event": "events",
    "industry": "industries",
    "by_reference": "industries",
    "class": "applicant_classes",
    "measures": "facts",
    "per": "per",
}
NO_LIMIT = "なし"
_NO_LIMIT = frozenset({NO_LIMIT, "無し", "下限なし", "上限なし", "none"})
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field of a value.

    Attributes:
        key: its name in the contract.
        takes: what is typed into it.
        choices: what it is chosen from, where nothing else is allowed.
        word_list: list of the published vocabulary that names what may stand in it, "" where there is none.
        open_ended: it may say that there is no such limit.
    """

    key: str
    takes: Takes
    required: bool
    choices: tuple[str, ...] = ()
    word_list: str = ""
    open_ended: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """What cannot be taken, by the key of its field ("" for the value as a whole)."""

    key: str
    words: Said


class Choices(dict[str, Mapping[str, str]]):
    """List of the published vocabulary → slug → name in the language of the form."""

    def slug_of(self, word_list: str, typed: str) -> str:
        """The slug of a name; what nobody knows stays as typed, for names of topics and papers are open."""
        known = self.get(word_list, {})
        return typed if typed in known else next((slug for slug, name in known.items() if name == typed), typed)


def fields_of(value_type: type[Value]) -> tuple[FieldSpec, ...]:
    """The fields of a kind's value, in the order of the contract."""
    return tuple(_spec(info.alias or name, info.annotation, info.is_required()) for name, info in value_type.model_fields.items())


def _spec(key: str, annotation: Any, required: bool) -> FieldSpec:
    parts = get_args(annotation)
    for known, takes in _TYPES:
        if annotation == known or known in parts:
            return FieldSpec(key, takes, required, open_ended=takes == "yen" and key in ("min", "max"))
    if AnyOf in parts or tuple[Leaf, ...] in parts:
        return FieldSpec(key, "conditions", required)
    plain = [part for part in parts if part is not NoneType]
    if annotation is bool:
        return FieldSpec(key, "flag", required)
    if annotation is int or plain == [int]:
        return FieldSpec(key, "count", required)
    options = parts if all(isinstance(part, str) for part in parts) else get_args(plain[0]) if len(plain) == 1 else ()
    if options and all(isinstance(option, str) for option in options):
        return FieldSpec(key, "choice", required, tuple(options))
    return FieldSpec(key, "names" if tuple[str, ...] in parts else "name", required, word_list=_LISTS.get(key, ""))


def typed_of(value: Value, choices: Choices, lang: Lang) -> dict[str, str]:
    """A value as it would be typed into its form: field → text, a line for each condition. What the value does not state is not in it."""
    data = value_data(value)
    return {spec.key: _shown(spec, data[spec.key], choices, lang) for spec in fields_of(type(value)) if spec.key in data}


def _shown(spec: FieldSpec, part: Any, choices: Choices, lang: Lang) -> str:
    if part is None:
        return NO_LIMIT if spec.open_ended else ""
    if spec.takes == "conditions":
        # what a leaf does not say stands as null in the data of a value
        return conditions_shown([part] if isinstance(part, dict) else part, lang)
    if spec.takes == "yen":
        return yen_words(part, lang)
    if spec.takes == "flag":
        return "true" if part else ""
    known = choices.get(spec.word_list, {})
    return " / ".join(known.get(str(one), str(one)) for one in (part if isinstance(part, (list, tuple)) else (part,)))


def conditions_shown(conditions: Any, lang: Lang) -> str:
    """Conditions, given as data or models, as the lines that are typed for them."""
    return show_conditions([_without_nothing(one) if isinstance(one, dict) else condition_data(one) for one in conditions], lang)


def _without_nothing(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _without_nothing(part) for key, part in node.items() if part is not None}
    return [_without_nothing(part) for part in node] if isinstance(node, (list, tuple)) else node


def value_from(value_type: type[Value], typed: Typed, choices: Choices) -> tuple[Value | None, tuple[Wrong, ...]]:
    """The value of what is typed, or what is wrong with it field by field; fields in which nothing stands are not stated."""
    data: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for spec in fields_of(value_type):
        text = typed.get(spec.key, "").strip()
        if not text:
            if spec.required:
                wrong.append(Wrong(spec.key, message("This must be told.")))
            continue
        try:
            found = _read(spec, text, choices)
        except FieldError as error:
            wrong.append(Wrong(spec.key, error.reason))
        else:
            if found is not False:  # a mark that is not set is not stated
                data[spec.key] = found
    return (None, tuple(wrong)) if wrong else _validated(value_type, data)


def _validated(value_type: type[Value], data: Mapping[str, Any]) -> tuple[Value | None, tuple[Wrong, ...]]:
    low, high = data.get("min"), data.get("max")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        return None, (Wrong("max", message("The upper limit is below the lower one.")),)
    if not data:
        return None, (Wrong("", message("The value says nothing.")),)
    try:
        return value_type.model_validate(data), ()
    except ValidationError as error:
        return None, tuple(Wrong(str(one["loc"][0]) if one["loc"] else "", validation_words(one)) for one in error.errors())


_READ: Mapping[Takes, Callable[[str], Any]] = {
    "yen": parse_yen,
    "rate": parse_share,
    "day": parse_moment_text,
    "length": parse_length,
    "count": parse_count,
    "flag": parse_flag,
}


def _read(spec: FieldSpec, text: str, choices: Choices) -> Any:
    """What is typed as JSON of the contract. Raises FieldError."""
    if spec.open_ended and text in _NO_LIMIT:
        return None
    if spec.takes in _READ:
        return _READ[spec.takes](text)
    if spec.takes == "formula":
        return _formula(text)
    if spec.takes == "conditions":
        found = parse_conditions(text)
        return found[0] if len(found) == 1 and spec.key == "constraint" else found
    if spec.takes == "choice":
        if text not in spec.choices:
            raise FieldError(message("one of {choices} is expected", choices=", ".join(spec.choices)))
        return text
    if spec.takes == "names":
        slugs = [choices.slug_of(spec.word_list, part.strip()) for part in re.split(r"\s+/\s+|\n", text) if part.strip()]
        return slugs[0] if len(slugs) == 1 and spec.key == "industry" else slugs
    return choices.slug_of(spec.word_list, text)


def _formula(text: str) -> str:
    written = unicodedata.normalize("NFKC", text)
    try:
        parse_formula(written)
    except FormulaError as error:
        raise FieldError(message("{text!r} is no formula such as min(base * 2/3, 2000000)", text=text)) from error
    return written


def conditions_from(typed: str) -> tuple[tuple[Any, ...], tuple[Wrong, ...]]:
    """The conditions of a rule, as JSON of the contract, from the lines of its form; or what is wrong with them."""
    try:
        return tuple(parse_conditions(typed)), ()
    except FieldError as error:
        return (), (Wrong("when", error.reason),)


def whole_conditions(data: tuple[Any, ...]) -> tuple[Condition, ...]:
    """Conditions that were checked already, as models."""
    from pydantic import TypeAdapter

    found: tuple[Condition, ...] = TypeAdapter(tuple[Condition, ...]).validate_python(data)
    return found
