"""duty 補助事業者の義務: what a recipient must do after the award."""

from __future__ import annotations

import re
from collections.abc import Iterator

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.kinds.topics import constraint_slug
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.messages.message import message
from subsidy_rules.model.formula import Length
from subsidy_rules.model.rule import Candidate, Constraint, Value
from subsidy_rules.wording.rules import topic_words


class Duty(Value):
    """A neutral topic, the condition that tells more exactly what, and how long it lasts (`over`)."""

    topic: str
    constraint: Constraint | None = None
    over: Length | None = None


def _find(material: Material) -> Iterator[Candidate]:
    from subsidy_rules.kinds.listing import candidate, rows_of, under_label

    for row in map(under_label, rows_of(material, "duty")):
        section = row.item.section
        topic = forbidden(row.stated.topic) if section.sign == "negative" and _FORBIDS.search(section.told_by) else row.stated.topic
        yield candidate(material, "duty", row, Duty.model_validate({"topic": topic, **(row.constraint or _over(row.text))}))


# 完了後3年間、毎年度報告する: how long it lasts; 完了後3年間の事業計画 and 過去3年間 are what is written down
_LASTS = re.compile(
    r"(?:後|から(?:起算して|数えて)?|以[降後]|より)、?(?P<n>\d{1,2})(?P<unit>年|[かカヵヶケ箇]月)度?間(?!の[^、。は]{0,12}(?:計画|実績|平均|見込|見通し|決算|収支|予算|目標|推移|予定))"
)


def _over(text: str) -> dict[str, str]:
    """How long a duty lasts, where its sentence tells one time and no other."""
    found = list(_LASTS.finditer(without_brackets(fold_text(text))))
    return {"over": f"P{found[0]['n']}{'Y' if found[0]['unit'] == '年' else 'M'}"} if len(found) == 1 else {}


_FORBIDS = re.compile(r"禁止|禁じ|なら(?:ない|ず)|なりません|いけ(?:ない|ません)|できない|できません")
_DENIES = re.compile(r"な(?:い|らない|く|し)|ません|ぬ|ず(?:に)?|禁止|禁じ|不可")
_VERB = re.compile(r"[うくぐすつぬぶむるた]$")


def forbidden(topic: str) -> str:
    """The topic of an act that a list forbids; what says no by its own words, and topics of the vocabulary, stay as they are.

    >>> forbidden("財産を無断で処分する"), forbidden("領収書の改ざん"), forbidden("他に転用しない")
    ('財産を無断で処分することの禁止', '領収書の改ざんの禁止', '他に転用しない')
    """
    if topic.isascii() or _DENIES.search(topic):
        return topic
    return f"{topic}{'こと' if _VERB.search(topic) else ''}の禁止"


KIND = Kind(
    name="duty",
    value_type=Duty,
    find=_find,
    slug=lambda value: constraint_slug(value.topic, value.constraint),
    title=message("duty"),
    comparing=Comparing(area="obligations", polarity="burden", identity=("topic",), stricter="worse"),
    words=topic_words,
)
