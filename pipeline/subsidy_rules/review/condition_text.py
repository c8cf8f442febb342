"""Conditions of the contract ⇄ lines that a person can type: one line for each that must hold.

    申請額 >= 100万円
    労働生産性の伸び率 >= 3% [over=P3Y]
    天災等やむを得ない理由 = いいえ
    ? 別に定める場合を除く          a limit that nobody has understood yet
    資本金 <= 1億円 または 従業員数 <= 100      what nests: or, and, not (...)
    低賃金雇用の従業員 >= 30% [band=regional_min_wage <= 50 yen]
    {"any": [...]}                 whatever nests, as the contract has it

What is shown is what is read: a condition whose line would not be read as the same one is shown as the contract has it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from subsidy_rules.language.vocabulary import facts, load, names
from subsidy_rules.messages.message import LANGS, Lang, message
from subsidy_rules.model.basis import condition_data
from subsidy_rules.model.rule import OTHER, Condition
from subsidy_rules.model.validation import validation_words
from subsidy_rules.review.joined_text import parse_band, parse_joined, show_band, show_joined
from subsidy_rules.review.typed import FieldError, Typed, folded, parse_flag, parse_length, parse_moment_text, parse_percent, parse_yen
from subsidy_rules.wording.numbers import yen_words
from subsidy_rules.yaml.plain import NoYamlError, read_yaml

Data = Mapping[str, Any]
# by length, because ≧ and >= begin alike
_SIGNS = {">=": "ge", "<=": "le", "!=": "ne", "≧": "ge", "≥": "ge", "≦": "le", "≤": "le", "≠": "ne", ">": "gt", "<": "lt", "=": "eq"}
_SHOWN_SIGNS = {"ge": ">=", "le": "<=", "gt": ">", "lt": "<", "eq": "=", "ne": "!=", "in": "=", "not_in": "!="}
_BEHIND = {"以上": "ge", "超": "gt", "を超える": "gt", "以下": "le", "以内": "le", "まで": "le", "未満": "lt"}
_LEAF = re.compile(rf"(?P<fact>.+?)\s*(?P<sign>{'|'.join(map(re.escape, _SIGNS))})\s*(?P<value>.+?)")
_WORDED = re.compile(rf"(?P<fact>\S+?)[が\s]\s*(?P<value>\S+?)(?P<sign>{'|'.join(_BEHIND)})")
_MORE = re.compile(r"\s*\[(?P<more>[a-z]+=[^\]]+)\]$")
_MORE_KEYS = ("unit", "per", "over", "at")
_BAND = "band"
_LISTS = {"item": "items", "applicant_class": "applicant_classes", "business_type": "business_types", "industry": "industries"}
_SEVERAL = frozenset({*_LISTS, "case", "past_award"})
_YEN = re.compile(r"[¥\\]?[\d,.]+(?:[万億兆千百\d,.]*円|\s*yen|[万億]\d*)|[¥\\][\d,]+")
_LENGTH = re.compile(r"(?:\d+(?:年|か年|か月|ヶ月|カ月|週|日)間?)+|P\d+[YMWD].*")
_DAY = re.compile(r"(?:令和|平成|[RH]\d|\d{4}[-/年]).+")
_MOST_DEPTH, _MOST_BRACES = 12, 200
_COUNTED = re.compile(r"(?P<n>-?\d{1,15}|\d{1,3}(?:,\d{3})+)\s*(?P<unit>[^\d\s]\D*)?")
_ANY: TypeAdapter[Condition] = TypeAdapter(Condition)


def show_conditions(conditions: Sequence[Data], lang: Lang) -> str:
    """The lines of conditions, given as JSON data; "" where there is none."""
    return "\n".join(show_condition(one, lang) for one in conditions)


def parse_conditions(typed: Typed) -> list[Any]:
    """The conditions of all lines, as JSON data. Raises FieldError, which names the line."""
    text = "" if typed is None else str(typed)
    return [parse_condition(line) for line in text.splitlines() if line.strip()]


def show_condition(condition: Data, lang: Lang) -> str:
    """
    >>> show_condition({"fact": "requested_amount", "op": "ge", "value": 1000000, "unit": "yen"}, "ja")
    '補助金申請額 >= 100万円'
    >>> show_condition({"not": {"unread": "what is told elsewhere"}}, "en")
    'not (? what is told elsewhere)'
    """
    # named in the language, and then by its slug, where its name does not tell it from others
    shown_ones = (_short(condition, lang, named=True), _short(condition, lang, named=False))
    return next((shown for shown in shown_ones if shown and _reads_as(shown, condition)), json.dumps(condition, ensure_ascii=False))


def parse_condition(line: str) -> Any:
    """One condition as JSON data, checked against the contract. Raises FieldError.

    >>> parse_condition("従業員数 <= 20人"), parse_condition("employees <= 20 persons")
    ({'fact': 'employees', 'op': 'le', 'value': 20, 'unit': 'person'}, {'fact': 'employees', 'op': 'le', 'value': 20, 'unit': 'person'})
    >>> parse_condition("employees <= 20"), parse_condition("? 別に定める場合")
    ({'fact': 'employees', 'op': 'le', 'value': 20}, {'unread': '別に定める場合'})
    >>> parse_condition("投資額 100万円以上")
    {'fact': 'other', 'of': '投資額', 'op': 'ge', 'value': 1000000, 'unit': 'yen'}
    """
    text = line.strip()
    if text.startswith(("?", "？")):
        data: Any = {"unread": text[1:].strip()}
    elif text.startswith("{"):
        data = _nested(text)
    else:
        joined = parse_joined(text, parse_condition, _MOST_DEPTH - _depth(text, "(（", ")）"))
        data = _leaf(text) if joined is None else joined
    return _checked(data, text)


def _reads_as(shown: str, condition: Data) -> bool:
    try:
        return "\n" not in shown and bool(parse_condition(shown) == condition)
    except FieldError:
        return False


def _nested(text: str) -> Any:
    """What stands in braces, as JSON or as YAML writes it in one line."""
    unreadable = message("{text!r} cannot be read as a condition", text=text)
    if max(text.count("{"), text.count("[")) > _MOST_BRACES or _depth(text) > _MOST_DEPTH or re.search(r"[&*!]\w", text):
        raise FieldError(unreadable)
    try:
        return read_yaml(text)
    except NoYamlError:
        raise FieldError(unreadable) from None


def _depth(text: str, opening: str = "{[", closing: str = "}]") -> int:
    depth = deepest = 0
    for char in text:
        depth += (char in opening) - (char in closing)
        deepest = max(deepest, depth)
    return deepest


def _checked(data: Any, text: str) -> Any:
    try:
        return condition_data(_ANY.validate_python(data))
    except ValidationError as error:
        first = next((one for one in error.errors() if one["type"] == "value_error"), None)
        if first is not None:
            raise FieldError(message("{text!r}: {reason}", text=text, reason=validation_words(first))) from None
        raise FieldError(message("{text!r} cannot be read as a condition", text=text)) from None


def _leaf(text: str) -> dict[str, Any]:
    rest, more = _more(text)
    found = _LEAF.fullmatch(rest)
    match = found or _WORDED.fullmatch(rest)
    if match is None:
        raise FieldError(message("{text!r} is no condition such as employees >= 5", text=text))
    fact, known = _fact(match["fact"].strip())
    op = _SIGNS[match["sign"]] if found is not None else _BEHIND[match["sign"]]
    data: dict[str, Any] = {"fact": fact} if known else {"fact": OTHER, "of": fact}
    value, unit = _value(fact if known else OTHER, match["value"])
    if isinstance(value, list):
        op = {"eq": "in", "ne": "not_in"}.get(op, op)
    data |= {"op": op, "value": value} | ({"unit": unit} if unit else {})
    return data | more


def _more(text: str) -> tuple[str, dict[str, Any]]:
    """The text without the period, reference, unit and moment in brackets behind it, and those."""
    more: dict[str, Any] = {}
    while found := _MORE.search(text):
        key, _, value = found["more"].partition("=")
        if key == _BAND and (band := parse_band(value)) is not None:
            more[key], text = band, text[: found.start()]
            continue
        if key not in _MORE_KEYS:
            raise FieldError(message("{key!r} is none of {known}", key=key, known=", ".join(_MORE_KEYS)))
        more[key] = value.strip()
        text = text[: found.start()]
    return text, more


@cache
def _known_facts() -> dict[str, str]:
    """What names a fact → its slug; a name of two facts names none."""
    common = load("topic_names")
    found: dict[str, str] = {}
    twice: set[str] = set()
    measured = (str(metric.get("fact", slug)) for slug, metric in load("metrics").items())
    flagged = (str(flag.get("fact", slug)) for slug, flag in load("flags").items())
    for slug in dict.fromkeys((*facts(), *measured, *flagged, *load("specials"), *_LISTS)):
        for lang in LANGS:
            name = folded(common.get(slug, {}).get(lang, ""))
            if name and found.setdefault(name, slug) != slug:
                twice.add(name)
    return {name: slug for name, slug in found.items() if name not in twice}


def _fact(text: str) -> tuple[str, bool]:
    """A fact by its slug or name, and whether it is one of the vocabulary; else the words themselves."""
    if re.fullmatch(r"[a-z][a-z0-9_]*", text):
        return text, True
    slug = _known_facts().get(folded(text))
    return (slug, True) if slug is not None else (text, False)


def _value(fact: str, text: str) -> tuple[Any, str]:
    """The value and its unit where that has to be told."""
    parts = [part for part in re.split(r"\s+/\s+|、", text) if part] if fact in _SEVERAL else [text]
    plain = folded(text)
    if plain in ("はい", "いいえ", "yes", "no", "true", "false"):
        return parse_flag(plain), ""
    if len(parts) > 1 or fact == "past_award":  # awards are told as a list, of one, too
        return [_name(fact, part) for part in parts], ""
    if fact in _LISTS:
        return _name(fact, text), ""
    if plain.endswith("%"):
        return parse_percent(plain), "percent"
    if _YEN.fullmatch(plain):
        return parse_yen(plain), "yen"
    if fact.endswith("_share") and plain.isdigit():  # a part of a whole is told as a fraction
        return plain, ""
    measured = _COUNTED.fullmatch(plain)
    if measured is not None and (measured["unit"] is None or measured["unit"] in _units()):
        return int(measured["n"].replace(",", "")), _units().get(measured["unit"] or "", "")
    if _LENGTH.fullmatch(plain):
        return parse_length(plain), ""
    return (parse_moment_text(plain) if _DAY.fullmatch(plain) else text.strip()), ""


@cache
def _units() -> dict[str, str]:
    """What a whole number is counted in, folded → its slug; a word of two units, or of a length of time, names none."""
    words = [(folded(names("units", lang)[slug]), slug) for slug in load("units") for lang in LANGS]
    told = {word: {other for same, other in words if same == word} for word, _ in words}
    return {
        word: slug for word, slug in words if len(told[word]) == 1 and not re.fullmatch(r"[%円]|yen|日|年|週間|か月|[a-z]*s? of age", word)
    }


def _name(fact: str, text: str) -> str:
    wanted = folded(text)
    for lang in LANGS if fact in _LISTS else ():
        for slug, name in names(_LISTS[fact], lang).items():
            if wanted in (slug, folded(name)):
                return slug
    return text.strip()


def _short(condition: Data, lang: Lang, *, named: bool) -> str:
    """The line of a leaf, its fact and values by their names, or by their slugs; "" where it has no line."""
    if "unread" in condition:
        return f"? {condition['unread']}"
    if "fact" not in condition:
        return show_joined(condition, lambda part: _short(part, lang, named=named), lang)
    fact = condition.get("of") or (_common(condition["fact"], lang) if named else condition["fact"])
    more = {key: condition[key] for key in _MORE_KEYS if condition.get(key)}
    value = _shown_value(condition, more, lang, named=named)
    if condition.get(_BAND):
        more[_BAND] = show_band(condition[_BAND])
    return f"{fact} {_SHOWN_SIGNS[condition['op']]} {value}" + "".join(f" [{key}={text}]" for key, text in more.items())


def _common(fact: str, lang: Lang) -> str:
    name = str(load("topic_names").get(fact, {}).get(lang, ""))
    return name if _known_facts().get(folded(name)) == fact else fact


def _shown_value(condition: Data, more: dict[str, Any], lang: Lang, *, named: bool) -> str:
    value, fact = condition["value"], condition["fact"]
    if isinstance(value, bool):
        return (message("yes") if value else message("no")).say(lang)
    if more.get("unit") == "percent":
        del more["unit"]
        return f"{value}%"
    if isinstance(value, int) and more.get("unit") == "yen":
        del more["unit"]
        return yen_words(value, lang)
    if isinstance(value, int) and (word := names("units", lang).get(more.get("unit", ""), "")) and _units().get(folded(word)):
        del more["unit"]
        return f"{value}{word}" if _COUNTED.fullmatch(f"{value}{word}") and not word.isascii() else f"{value} {word}"
    known = names(_LISTS[fact], lang) if named and fact in _LISTS else {}
    return " / ".join(known.get(str(one), str(one)) for one in (value if isinstance(value, (list, tuple)) else (value,)))
