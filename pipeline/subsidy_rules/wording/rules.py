"""Conditions, amounts and thresholds in words, Japanese and English, for labels, messages and reports. Nothing is decided by these words.

Values and conditions come as JSON data (`basis.value_data`, `basis.condition_data`), so that a kind of later days has words too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_rules.language.counted_by import parts_of_count
from subsidy_rules.language.verbs import denied
from subsidy_rules.language.vocabulary import facts, load, names
from subsidy_rules.messages.message import NOTHING, Said, Words, listed, message, message_in, noted
from subsidy_rules.model.errors import Lang
from subsidy_rules.wording.awards import award_words
from subsidy_rules.wording.numbers import formula_words, length_words, span_words, yen_words

Data = Mapping[str, Any]

_OPS: Mapping[str, Said] = {
    "ge": message_in("comparison", "at least"),
    "gt": message_in("comparison", "more than"),
    "le": message_in("comparison", "at most"),
    "lt": message_in("comparison", "less than"),
    "eq": NOTHING,
    "ne": message_in("comparison", "not"),
    "in": NOTHING,
    "not_in": message_in("comparison", "not"),
}
_COMPARED = frozenset({"ge", "gt", "le", "lt", "eq", "ne"})
_YEN_FACTS = frozenset({"capital"})
_LISTS = {"item": "items", "applicant_class": "applicant_classes", "business_type": "business_types", "industry": "industries"}
_LEVEL = re.compile(r"(?P<base>[a-z_]+?)(?:_(?P<revised>[rh]\d{1,2}|revised))?")
_ERAS = {"r": message("Reiwa {year}"), "h": message("Heisei {year}")}
_NO_BOUND = {"min": message("no minimum"), "max": message("no maximum")}
_HELPERS = {"vendor": message("by the vendor"), "lessor": message("by the leasing company")}
_EXCLUSIVE = {"min": "gt", "max": "lt"}


def when_words(when: Sequence[Data], lang: Lang) -> str:
    """All conditions of a rule; "" where it holds always.

    >>> when_words([{"fact": "process_count", "op": "ge", "value": 4}], "ja")
    '4プロセス以上'
    """
    return message_in("between conditions", "; ").say(lang).join(condition_words(node, lang) for node in when)


def condition_words(node: Data, lang: Lang) -> str:
    """One condition, with all that nests in it."""
    if "any" in node:
        return message_in("between conditions", " or ").say(lang).join(condition_words(part, lang) for part in node["any"])
    if "all" in node:
        return message_in("between conditions", " and ").say(lang).join(condition_words(part, lang) for part in node["all"])
    if "not" in node:
        return message("not ({condition})", condition=condition_words(node["not"], lang)).say(lang)
    if "unread" in node:
        return message("condition not understood: “{quote}”", quote=node["unread"]).say(lang)
    return _leaf(node, lang)


def _leaf(leaf: Data, lang: Lang) -> str:
    known = facts().get(leaf["fact"])
    state = isinstance(leaf["value"], bool)
    op = "" if state else _OPS[leaf["op"]].say(lang)
    value = "" if state else _fact_value(leaf, lang)
    phrase = known.phrase[lang] if known else message_in("a fact and its bound", "{fact} {op} {v}").say(lang)
    if known and str(leaf["value"]) == "1":
        phrase = known.phrase.get(f"one_{lang}", phrase)
    fact = leaf.get("of") or names("topic_names", lang).get(leaf["fact"], leaf["fact"].replace("_", " "))
    text = " ".join(phrase.format(fact=fact, v=value, op=op).split())
    if op and "{op}" not in phrase:
        text = _compared(text, leaf["op"], lang)
    text = noted(text, listed(_extras(leaf, lang), lang), lang)
    return _excepted(text, lang) if state and leaf["value"] == (leaf["op"] == "ne") else text


def _compared(text: str, op: str, lang: Lang) -> str:
    return message_in("a bound", "{op} {value}", op=_OPS[op], value=text).say(lang)


def _excepted(text: str, lang: Lang) -> str:
    """A state that must not be there.

    >>> _excepted("天災等やむを得ない理由", "ja"), _excepted("事業を営んでいる", "ja")
    ('天災等やむを得ない理由の場合を除く', '事業を営んでいる場合を除く')
    >>> _excepted("見積りを取得した場合", "ja")
    '見積りを取得した場合を除く'
    """
    text = re.sub(r"の?(?:場合|とき)$", "", text)
    act = message_in("what somebody does", "not in case of {state}", state=text)
    state = message_in("what is", "not in case of {state}", state=text)
    return (act if re.search(r"[うくぐすつぬぶむるいただ]$", text) else state).say(lang)


def _extras(leaf: Data, lang: Lang) -> list[str]:
    """What tells a measure more exactly: its wages, period, moment and reference."""
    known = names("topic_names", lang)
    out = [band_words(leaf["band"], lang)] if leaf.get("band") else []
    if leaf.get("over"):
        out.append(_over(leaf["over"], lang))
    if leaf.get("at"):
        out.append(message("at {moment}", moment=leaf["at"]).say(lang))
    if leaf.get("per"):
        name = known.get(leaf["per"], leaf["per"].replace("_", " "))
        out.append(message_in("what a measure is taken of", "per {unit}", unit=name).say(lang))
    return out


def _over(span: str, lang: Lang) -> str:
    return message("over {span}", span=span_words(span, lang)).say(lang)


def band_words(band: Data, lang: Lang) -> str:
    """A band of wages.

    >>> band_words({"ge": "regional_min_wage", "lt": "regional_min_wage_r7"}, "ja")
    '賃金 地域別最低賃金以上、令和7年度改定の地域別最低賃金未満'
    >>> band_words({"base": "regional_min_wage", "le": 50, "unit": "yen"}, "en")
    'wages of at most the regional minimum wage + 50 yen'
    """
    bounds = [_band_bound(band, op, lang) for op in ("ge", "gt", "le", "lt") if band.get(op) is not None]
    return message("wages of {bounds}", bounds=listed(bounds, lang)).say(lang)


def _band_bound(band: Data, op: str, lang: Lang) -> str:
    """One side of a band: a level, or so much over the base."""
    bound = band[op]
    if isinstance(bound, str) or not band.get("base"):
        text = _level(str(bound), lang)
    else:
        more = yen_words(bound, lang) if band.get("unit") == "yen" else f"{bound}{'%' if band.get('unit') == 'percent' else ''}"
        text = message_in("a wage and what is added", "{base} + {more}", base=_level(band["base"], lang), more=more).say(lang)
    return _compared(text, op, lang)


def _level(slug: str, lang: Lang) -> str:
    """A named level of wages, with the year in which it was revised where the name has one."""
    match = _LEVEL.fullmatch(slug)
    base, revised = (match["base"], match["revised"]) if match else (slug, None)
    name = names("topic_names", lang).get(base, base.replace("_", " "))
    if revised is None:
        return name
    if revised == "revised":
        return message("{name} as revised", name=name).say(lang)
    return message("{name} as revised in {year}", name=name, year=_ERAS[revised[0]].filled(year=revised[1:])).say(lang)


def per_words(per: str, lang: Lang) -> str:
    """What an amount is counted by.

    >>> per_words("10_are", "ja"), per_words("person_day", "ja"), per_words("person_day", "en"), per_words("1エリア", "ja")
    ('10アールごと', '1人1日ごと', 'per person and day', '1エリアごと')
    """
    known = names("per", lang)
    many, units = parts_of_count(per)
    named = [known.get(unit, unit.replace("_", " ")) for unit in units]
    name = named[0]
    if len(named) > 1:
        name = message_in("what an amount is counted by", "{outer} and {inner}", outer=named[0], inner=named[1]).say(lang)
    if many > 1:
        # the name of one begins with its number where the language writes it so
        name = message_in("so many of what an amount is counted by", "{n} {unit}", n=many, unit=name.removeprefix("1")).say(lang)
    return message_in("what an amount is counted by", "per {unit}", unit=name).say(lang)


def _fact_value(leaf: Data, lang: Lang) -> str:
    """
    >>> [_fact_value({"fact": "other", "op": "ge", "value": n, "unit": "company"}, "en") for n in (1, 2)]
    ['1 company', '2 companies']
    >>> _fact_value({"fact": "other", "op": "ge", "value": 2, "unit": "company"}, "ja")
    '2社'
    """
    value = leaf["value"]
    known = facts().get(leaf["fact"])
    if isinstance(value, (list, tuple)):
        return (
            message_in("between values of which one holds", "/")
            .say(lang)
            .join(_fact_value({**leaf, "value": item}, lang) for item in value)
        )
    is_yen = leaf["fact"] in _YEN_FACTS or "yen" in (leaf.get("unit"), known.unit if known else None)
    if isinstance(value, int) and is_yen:
        return yen_words(value, lang)
    if leaf["fact"] == "past_award" and isinstance(value, str):
        return award_words(value)
    if leaf["fact"] in _LISTS:
        known_names = names(_LISTS[leaf["fact"]], lang)
        if leaf["fact"] == "item" and value not in known_names:
            known_names = names("expenses", lang)  # the money is for one of the expenses
        return known_names.get(str(value), str(value))
    if isinstance(value, str) and leaf["op"] in _COMPARED:
        value = length_words(value, lang) if value.startswith("P") else formula_words(value, lang) if re.search("[a-z]", value) else value
    if known is None and leaf.get("unit") in load("units") and leaf["unit"] not in ("percent", "yen", "rate"):
        # the slug is the singular
        unit = Words(names("units", "one_en" if str(value) == "1" else "en")[leaf["unit"]], names("units", "ja")[leaf["unit"]])
        return message_in("a number with its unit", "{n} {unit}", n=value, unit=unit).say(lang)
    percent = leaf.get("unit") == "percent" and str(value)[-1:].isdigit() and "%" not in (known.phrase[lang] if known else "")
    return f"{value}%" if percent else str(value)


def amount_words(value: Data, lang: Lang) -> str:
    """Bounds, then what they are: a formula, a fixed sum, costs, and what they are counted by."""
    text = _range(_bound(value, "min", lang), _bound(value, "max", lang)).say(lang)
    if isinstance(value.get("max_increase"), int):
        more = message("maximum +{more}", more=yen_words(value["max_increase"], lang)).say(lang)
        text = f"{text} {more}".strip()
    if value.get("max_formula"):
        text = noted(text, formula_words(value["max_formula"], lang), lang)
    if value.get("fixed"):
        text = message("fixed sum {amount}", amount=text).say(lang).strip()
    if value.get("base") == "cost":
        text = message("costs of {amount}", amount=text).say(lang)
    if value.get("per"):
        text = message_in("an amount and what it is counted by", "{amount} {per}", amount=text, per=per_words(value["per"], lang)).say(lang)
    return text


def _range(low: str, high: str) -> Said:
    if low and high:
        return message("{low} to {high}", low=low, high=high)
    if low:
        return message("from {low}", low=low)
    return message("up to {high}", high=high) if high else NOTHING


def rate_words(value: Data, lang: Lang) -> str:
    """
    >>> rate_words({"rate": "2/3"}, "ja"), rate_words({"fixed": True}, "ja"), rate_words({"rate": "1", "fixed": True}, "en")
    ('2/3以内', '定額', 'fixed sum (1)')
    """
    if value.get("fixed"):
        return noted(message("fixed sum").say(lang), str(value.get("rate") or ""), lang)
    return message_in("a rate", "up to {rate}", rate=value.get("rate")).say(lang)


def topic_words(value: Data, lang: Lang) -> str:
    """What is known by a topic: its constraint where that names the topic itself, else both; what must not be is marked so.

    >>> topic_words({"topic": "fraud", "obligation": "must_not"}, "ja"), topic_words({"topic": "fraud", "obligation": "must_not"}, "en")
    ('不正行為（不可）', 'not: fraud')
    >>> topic_words({"topic": "実績報告をする", "constraint": {"fact": "other", "of": "実績報告をする", "op": "eq", "value": False}}, "ja")
    '実績報告をしない'
    """
    topic = names("topic_names", lang).get(str(value["topic"]), str(value["topic"]).replace("_", " "))
    text = topic
    if value.get("constraint") and _denies(value["constraint"], str(value["topic"])):
        text = message("not the case: {state}", state=Words(en=topic, ja=denied(topic))).say(lang)
    elif value.get("constraint"):
        parts = value["constraint"] if isinstance(value["constraint"], list) else [value["constraint"]]
        bound = when_words(parts, lang)
        text = bound if bound.startswith(topic) else f"{topic}: {bound}"
    if value.get("over"):
        text = noted(text, _over(value["over"], lang), lang)
    if value.get("share"):
        text = noted(text, message("{share} to be paid back", share=value["share"]).say(lang), lang)
    if value.get("of") in _HELPERS:
        text = noted(text, _HELPERS[value["of"]].say(lang), lang)
    if value.get("obligation") == "must_not":
        return message("not: {topic}", topic=text).say(lang)
    return text


def _denies(constraint: Any, topic: str) -> bool:
    """Whether a constraint says no more than that what the topic says is not so."""
    return (
        isinstance(constraint, Mapping) and constraint.get("of") == topic and constraint.get("op") == "eq" and constraint["value"] is False
    )


def _bound(value: Data, field: str, lang: Lang) -> str:
    if field not in value:
        return ""
    if value[field] is None:
        return _NO_BOUND[field].say(lang)
    text = yen_words(value[field], lang)
    return _compared(text, _EXCLUSIVE[field], lang) if value.get(f"{field}_exclusive") else text


def threshold_words(value: Data, lang: Lang) -> str:
    """Who, in which industries, under which limits."""
    industry = value.get("industry") or ""
    who = names("applicant_classes", lang).get(str(value.get("class")), str(value.get("class", "")))
    slugs = industry if isinstance(industry, (list, tuple)) else (industry,) if industry else ()
    limits = [condition_words({key: value[key]}, lang) for key in ("any", "all") if value.get(key)]
    if value.get("by_reference"):
        limits.append(message("limits of {industries}", industries=_industries(value["by_reference"], lang)).say(lang))
        measured = [names("topic_names", lang).get(fact, fact.replace("_", " ")) for fact in value.get("measures") or ()]
        limits += [f"({part})" for part in measured]
    head = f"{who} {_industries(slugs, lang)}".strip()
    between = message_in("between conditions", "; ").say(lang)
    return f"{head}: {between.join(limits)}" if limits else head


def _industries(slugs: Sequence[str], lang: Lang) -> str:
    known = names("industries", lang)
    return message_in("between names", ", ").say(lang).join(known.get(slug, slug.replace("_", " ")) for slug in slugs)
