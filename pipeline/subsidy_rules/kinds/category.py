"""category 業務プロセス等の区分: the codes or numbers under which a programme sorts what it supports, with their names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.language.phrases import short_phrase
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Value


class Category(Value):
    """`code` as printed, folded to half width (the number where items are only numbered), and its name."""

    code: str
    name: str


def _slug(value: Category) -> str:
    """The code; a plain number is only an order, so that the name stands for it."""
    return short_phrase(value.name) if re.fullmatch(r"\d+|[ア-ンa-zA-Z]", value.code) else value.code


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.category import find

    return find(material)


KIND = Kind(
    name="category",
    value_type=Category,
    find=_find,
    slug=_slug,
    title=message("category"),
    comparing=Comparing(polarity="neutral", identity=("code",)),
    words=lambda value, lang: f"{value['code']} {value['name']}",
)
