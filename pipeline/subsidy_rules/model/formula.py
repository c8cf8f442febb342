"""Formulas and date expressions as the contract writes them, parsed: nothing else stands where a value is expected.

`GRAMMAR` is published with the schema. A formula computes an amount or a rate of named amounts
(`min((base + analysis) * 10/100, 2000000)`), a date expression names a day by what it is counted from
(`earliest(completion+P30D, 2026-03-10)`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Annotated, Union

from pydantic import AfterValidator, WithJsonSchema

from subsidy_rules.messages.message import Message, message

GRAMMAR = """\
formula    = product { ("+" | "-") product } ;
product    = factor { ("*" | "/") factor } ;
factor     = integer | name | ("min" | "max") "(" formula "," formula { "," formula } ")"
            | "floor" "(" formula ")" | "(" formula ")" ;
moment     = (day | name) { ("+" | "-") duration } | ("earliest" | "latest") "(" moment "," moment { "," moment } ")" ;
day        = YYYY [ "-" MM [ "-" DD [ "T" hh ":" mm ] ] ] ;
duration   = "P" [ integer "Y" ] [ integer "M" ] [ integer "W" ] [ integer "D" ] ;
name       = letter { letter | digit | "_" } ;
integer    = digit { digit } ;"""

_NAME = r"[a-z][a-z0-9_]*"
_DAY = r"\d{4}(?:-\d{2}(?:-\d{2}(?:T\d{2}:\d{2})?)?)?"
_DURATION = r"P(?=\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?"
_FORMULA_TOKEN = re.compile(rf"\s*(?:(?P<number>\d+)|(?P<name>{_NAME})|(?P<sign>[-+*/(),]))")
_MOMENT_TOKEN = re.compile(rf"\s*(?:(?P<duration>{_DURATION})|(?P<day>{_DAY})(?!\d)|(?P<name>{_NAME})|(?P<sign>[-+(),]))")
_NO_FORMULA = message("{text!r} is no formula, from character {n} on")
_NO_MOMENT = message("{text!r} is no day and no date expression, from character {n} on")
_ARGUMENTS = {"min": (2, None), "max": (2, None), "floor": (1, 1), "earliest": (2, None), "latest": (2, None)}
_DAY_FORMATS = {4: "%Y", 7: "%Y-%m", 10: "%Y-%m-%d", 16: "%Y-%m-%dT%H:%M"}


class FormulaError(ValueError):
    """The text is not in the grammar; the message tells where."""


@dataclass(frozen=True, slots=True)
class Number:
    """An integer as written."""

    value: int


@dataclass(frozen=True, slots=True)
class Name:
    """An amount, a fact or an event."""

    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day, month or year, with the hour where it is told, in ISO 8601."""

    text: str


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in ISO 8601."""

    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`left sign right`; of moments, `right` is a Duration."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Union[Number, Name, Day, Duration, Operation, Call]


def parse_formula(text: str) -> Expression:
    """The formula as a tree. Raises FormulaError.

    >>> parse_formula("floor(base / 2)")
    Call(function='floor', arguments=(Operation(sign='/', left=Name(name='base'), right=Number(value=2)),))
    """
    return _Parser(text, _FORMULA_TOKEN, _NO_FORMULA).whole()


def parse_moment(text: str) -> Expression:
    """The date expression as a tree. Raises FormulaError.

    >>> parse_moment("completion+P30D")
    Operation(sign='+', left=Name(name='completion'), right=Duration(text='P30D'))
    """
    return _Parser(text, _MOMENT_TOKEN, _NO_MOMENT, of_moments=True).whole()


def calculate(formula: Expression, given: dict[str, Fraction]) -> Fraction | None:
    """What a formula comes to; None where an amount that it names is not given, or it divides by zero.

    >>> calculate(parse_formula("min(base * 2/3, 500000)"), {"base": Fraction(600000)})
    Fraction(400000, 1)
    """
    if isinstance(formula, Number):
        return Fraction(formula.value)
    if isinstance(formula, Name):
        return given.get(formula.name)
    if isinstance(formula, Call):
        parts = [calculate(part, given) for part in formula.arguments]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            return None
        return min(known) if formula.function == "min" else max(known) if formula.function == "max" else Fraction(known[0] // 1)
    if isinstance(formula, Operation):
        return _operate(formula.sign, calculate(formula.left, given), calculate(formula.right, given))
    return None


def _operate(sign: str, left: Fraction | None, right: Fraction | None) -> Fraction | None:
    if left is None or right is None or (sign == "/" and right == 0):
        return None
    return left + right if sign == "+" else left - right if sign == "-" else left * right if sign == "*" else left / right


@dataclass(slots=True)
class _Parser:
    """Reads one text from left to right."""

    text: str
    tokens: re.Pattern[str]
    refusal: Message
    of_moments: bool = False
    at: int = 0

    def whole(self) -> Expression:
        tree = self._sum()
        if self.text[self.at :].strip():
            raise self._error()
        return tree

    def _sum(self) -> Expression:
        tree = self._atom() if self.of_moments else self._product()
        while sign := self._sign("+-"):
            right = self._atom() if self.of_moments else self._product()
            if self.of_moments and (isinstance(tree, (Call, Duration)) or not isinstance(right, Duration)):
                raise self._error()
            tree = Operation(sign, tree, right)
        if isinstance(tree, Duration):
            raise self._error()
        return tree

    def _product(self) -> Expression:
        tree = self._atom()
        while sign := self._sign("*/"):
            tree = Operation(sign, tree, self._atom())
        return tree

    def _atom(self) -> Expression:
        token = self.tokens.match(self.text, self.at)
        if token is None:
            raise self._error()
        if token["sign"] == "(" and not self.of_moments:
            self.at = token.end()
            tree = self._sum()
            self._close()
            return tree
        if token["sign"]:
            raise self._error()
        self.at = token.end()
        kind, word = token.lastgroup, token[token.lastgroup or 0]
        if kind == "number":
            return Number(int(word))
        if kind == "duration":
            return Duration(word)
        return self._day(word) if kind == "day" else self._named(word)

    def _day(self, word: str) -> Day:
        try:
            datetime.strptime(word, _DAY_FORMATS[len(word)])
        except ValueError as error:
            raise FormulaError(message("{word!r} is no day of the calendar", word=word)) from error
        return Day(word)

    def _named(self, word: str) -> Expression:
        bounds = _ARGUMENTS.get(word)
        if bounds is None or (word in ("earliest", "latest")) != self.of_moments:
            if bounds is not None or self._sign("("):
                raise self._error()
            return Name(word)
        if not self._sign("("):
            raise self._error()
        arguments: list[Expression] = [self._sum()]
        while self._sign(","):
            arguments.append(self._sum())
        self._close()
        if not _fits(len(arguments), bounds):
            raise FormulaError(message("{word} has too few or too many parts in brackets: {text!r}", word=word, text=self.text))
        return Call(word, tuple(arguments))

    def _sign(self, wanted: str) -> str:
        token = self.tokens.match(self.text, self.at)
        if token is None or not token["sign"] or token["sign"] not in wanted:
            return ""
        self.at = token.end()
        return token["sign"]

    def _close(self) -> None:
        if not self._sign(")"):
            raise self._error()

    def _error(self) -> FormulaError:
        return FormulaError(self.refusal.filled(text=self.text, n=self.at + 1))


def _fits(count: int, bounds: Sequence[int | None]) -> bool:
    least, most = bounds
    return count >= (least or 0) and (most is None or count <= most)


def names_in(expression: Expression) -> tuple[str, ...]:
    """The names in an expression, each once, in order.

    >>> names_in(parse_formula("min(base + analysis, base)"))
    ('base', 'analysis')
    """
    if isinstance(expression, Name):
        return (expression.name,)
    if isinstance(expression, Operation):
        return tuple(dict.fromkeys((*names_in(expression.left), *names_in(expression.right))))
    if isinstance(expression, Call):
        return tuple(dict.fromkeys(name for part in expression.arguments for name in names_in(part)))
    return ()


def check_comparable(text: str) -> None:
    """Raises FormulaError unless the text is something that can be more or less: a number, a formula, a duration, a day.

    >>> [check_comparable(text) for text in ("1.5", "2/3", "value_added_cagr/2", "P5Y", "2026-03-10")]
    [None, None, None, None, None]
    """
    if re.fullmatch(rf"-?\d+(?:\.\d+)?|{_DURATION}|{_DAY}", text) is None:
        parse_formula(text)


def _formula(text: str) -> str:
    parse_formula(text)
    return text


def _moment(text: str) -> str:
    parse_moment(text)
    return text


def _duration(text: str) -> str:
    if re.fullmatch(_DURATION, text) is None:
        raise FormulaError(message("{text!r} is no duration such as P3Y or P30D", text=text))
    return text


Formula = Annotated[str, AfterValidator(_formula), WithJsonSchema({"type": "string", "format": "subsidy-formula"})]
Moment = Annotated[str, AfterValidator(_moment), WithJsonSchema({"type": "string", "format": "subsidy-moment"})]
Length = Annotated[str, AfterValidator(_duration), WithJsonSchema({"type": "string", "pattern": f"^{_DURATION}$"})]
