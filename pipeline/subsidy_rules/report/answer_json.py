"""Answer → JSON data, with the keys that programs read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from subsidy_rules.evaluate.answer import Answer, Missing, NotMet, Step
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.rule import Rule
from subsidy_rules.report.neutral import json_text

_MOST = 8192
_said: dict[int, tuple[Missing, str]] = {}


def answer_data(answer: Answer, lang: Lang) -> dict[str, Any]:
    """The answer as JSON data; `words`, `when` and `label` in the language asked for, questions in both."""
    before, after = _around(answer, lang)
    return {**before, "missing": [_missing(one) for one in answer.missing], **after}


def answer_text(answer: Answer, lang: Lang) -> str:
    """The same as JSON in one line. What is missing is most of an answer and the same for most applicants: its text is made once."""
    before, after = (json_text(part, lines=False) for part in _around(answer, lang))
    return f'{before[:-1]}, "missing": [{", ".join(map(_missing_text, answer.missing))}], {after[1:]}'


def _around(answer: Answer, lang: Lang) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands before and behind what is missing."""
    before = {
        "programme": answer.programme,
        "edition": answer.edition,
        "frame": answer.frame,
        "class": answer.applicant_class,
        "classes": list(answer.classes),
        "eligible": answer.eligible,
        "amount_yen": answer.amount,
        "amount_if": [
            {"when": one.when.say(lang), "amount_yen": one.amount, **_where([one.rule] if one.rule else [])} for one in answer.alternatives
        ],
        "not_met": [_not_met(one, lang) for one in answer.not_met],
    }
    return before, {
        "repayment": None
        if answer.repayment is None
        else {"share": str(answer.repayment.share), "amount_yen": answer.repayment.amount, **_where([answer.repayment.rule])},
        "steps": [_step(step, lang) for step in answer.steps],
        "rules_left_out": answer.left_out,
    }


def _where(rules: Sequence[Rule]) -> dict[str, Any]:
    """Rule id, source and page of the first of the rules; all ids where there are several."""
    if not rules:
        return {"rule": None, "page": None}
    first = rules[0].evidence[0]
    found = {"rule": rules[0].id, "source": first.source, "page": first.page}
    return found | ({"rules": [rule.id for rule in rules]} if len(rules) > 1 else {})


def _not_met(one: NotMet, lang: Lang) -> dict[str, Any]:
    return {"topic": one.topic, "label": one.words.say(lang), **_where(one.rules)}


def _missing(one: Missing) -> dict[str, Any]:
    topics = list(dict.fromkeys(topic for rule in one.rules if (topic := getattr(rule.value, "topic", None)) is not None))
    name = {"fact": one.name} if one.is_fact else {"topic": one.name}
    about = {"topics": topics} if one.is_fact and topics else {}
    asked = {"question": one.question.say("ja"), "question_en": one.question.say("en")}
    return {**name, **about, **asked, "decides": list(one.decides), "amount_span_yen": one.span, **_where(one.rules)}


def _missing_text(one: Missing) -> str:
    """Kept by identity: to ask whether two are equal takes as long as to write one."""
    kept = _said.get(id(one))
    if kept is None or kept[0] is not one:
        if len(_said) >= _MOST:
            _said.clear()
        kept = _said[id(one)] = (one, json_text(_missing(one), lines=False))
    return kept[1]


def _step(step: Step, lang: Lang) -> dict[str, Any]:
    return {"words": step.words.say(lang), **_where([step.rule] if step.rule else [])}
