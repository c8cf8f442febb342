"""Conditions, amounts and thresholds in words, Japanese and English, for labels, messages and reports. Nothing is decided by these words.

Values and conditions come as JSON data (`basis.value_data`, `basis.condition_data`), so that a kind of later days has words too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.language.vocabulary import facts, load, names
from subsidy_rules.model.errors import Lang
from subsidy_rules.wording.numbers import formula_words, length_words, span_words, yen_words

Data = Mapping[str, Any]

_OPS: dict[str, tuple[str, str]] = {
    "ge": ("at least", "以上"),
    "gt": ("more than", "超"),
    "le": ("at most", "以下"),
    "lt": ("less than", "未満"),
    "eq": ("", ""),
    "ne": ("not", "以外"),
    "in": ("", ""),
    "not_in": ("not", "以外"),
}
_COMPARED = frozenset({"ge", "gt", "le", "lt", "eq", "ne"})
_YEN_FACTS = frozenset({"capital"})
_LISTS = {"item": "items", "applicant_class": "applicant_classes", "business_type": "business_types"}
_LEVEL = re.compile(r"(?P<base>[a-z_]+?)(?:_(?P<revised>[rh]\d{1,2}|revised))?")
_ERAS = {"r": ("Reiwa ", "令和"), "h": ("Heisei ", "平成")}
_NO_BOUND = {"min": ("no minimum", "下限なし"), "max": ("no maximum", "上限なし")}
_EXCLUSIVE = {"min": ("more than", "超"), "max": ("less than", "未満")}


@dataclass(frozen=True, slots=True)
class Words:
    """The same thing said in both languages."""

    en: str = ""
    ja: str = ""

    def say(self, lang: Lang) -> str:
        return self.ja if lang == "ja" else self.en


NOTHING = Words()


def both(say: Callable[[Lang], str]) -> Words:
    """What `say` says in each language."""
    return Words(en=say("en"), ja=say("ja"))


def when_words(when: Sequence[Data], lang: Lang) -> str:
    """All conditions of a rule; "" where it holds always.

    >>> when_words([{"fact": "process_count", "op": "ge", "value": 4}], "ja")
    '4プロセス以上'
    """
    return ("、" if lang == "ja" else "; ").join(condition_words(node, lang) for node in when)


def condition_words(node: Data, lang: Lang) -> str:
    """One condition, with all that nests in it."""
    ja = lang == "ja"
    if "any" in node:
        return ("又は" if ja else " or ").join(condition_words(part, lang) for part in node["any"])
    if "all" in node:
        return ("かつ" if ja else " and ").join(condition_words(part, lang) for part in node["all"])
    if "not" in node:
        inner = condition_words(node["not"], lang)
        return f"（{inner}）でない" if ja else f"not ({inner})"
    if "unread" in node:
        return f"読み取れていない条件「{node['unread']}」" if ja else f"condition not understood: “{node['unread']}”"
    return _leaf(node, lang)


def _leaf(leaf: Data, lang: Lang) -> str:
    ja = lang == "ja"
    known = facts().get(leaf["fact"])
    state = isinstance(leaf["value"], bool)
    op = "" if state else _OPS[leaf["op"]][ja]
    value = "" if state else _fact_value(leaf, lang)
    phrase = known.phrase[lang] if known else ("{fact} {op} {v}", "{fact} {v}{op}")[ja]
    if known and str(leaf["value"]) == "1":
        phrase = known.phrase.get(f"one_{lang}", phrase)
    fact = leaf.get("of") or names("topic_names", lang).get(leaf["fact"], leaf["fact"].replace("_", " "))
    text = " ".join(phrase.format(fact=fact, v=value, op=op).split())
    if op and "{op}" not in phrase:
        text = f"{text}{op}" if ja else f"{op} {text}"
    extras = _extras(leaf, lang)
    if extras:
        text = f"{text}（{'、'.join(extras)}）" if ja else f"{text} ({', '.join(extras)})"
    return _excepted(text, lang) if state and leaf["value"] == (leaf["op"] == "ne") else text


def _excepted(text: str, lang: Lang) -> str:
    """A state that must not be there.

    >>> _excepted("天災等やむを得ない理由", "ja"), _excepted("事業を営んでいる", "ja")
    ('天災等やむを得ない理由の場合を除く', '事業を営んでいる場合を除く')
    """
    if lang == "en":
        return f"except {text}"
    return f"{text}場合を除く" if re.search(r"[うくぐすつぬぶむるいただ]$", text) else f"{text}の場合を除く"


def _extras(leaf: Data, lang: Lang) -> list[str]:
    """What tells a measure more exactly: its wages, period, moment and reference."""
    ja = lang == "ja"
    known = names("topic_names", lang)
    out = [band_words(leaf["band"], lang)] if leaf.get("band") else []
    if leaf.get("over"):
        out.append(span_words(leaf["over"], lang) if ja else f"over {span_words(leaf['over'], lang)}")
    if leaf.get("at"):
        out.append(f"{leaf['at']}時点" if ja else f"at {leaf['at']}")
    if leaf.get("per"):
        name = known.get(leaf["per"], leaf["per"].replace("_", " "))
        out.append(f"単位 {name}" if ja else f"per {name}")
    return out


def band_words(band: Data, lang: Lang) -> str:
    """A band of wages.

    >>> band_words({"ge": "regional_min_wage", "lt": "regional_min_wage_r7"}, "ja")
    '賃金 地域別最低賃金以上、令和7年度改定の地域別最低賃金未満'
    >>> band_words({"base": "regional_min_wage", "le": 50, "unit": "yen"}, "en")
    'wages of at most the regional minimum wage + 50 yen'
    """
    bounds = [_band_bound(band, op, lang) for op in ("ge", "gt", "le", "lt") if band.get(op) is not None]
    return f"賃金 {'、'.join(bounds)}" if lang == "ja" else f"wages of {', '.join(bounds)}"


def _band_bound(band: Data, op: str, lang: Lang) -> str:
    """One side of a band: a level, or so much over the base."""
    ja = lang == "ja"
    bound = band[op]
    if isinstance(bound, str) or not band.get("base"):
        text = _level(str(bound), lang)
    else:
        more = yen_words(bound, lang) if band.get("unit") == "yen" else f"{bound}{'%' if band.get('unit') == 'percent' else ''}"
        text = f"{_level(band['base'], lang)}+{more}" if ja else f"{_level(band['base'], lang)} + {more}"
    return f"{text}{_OPS[op][ja]}" if ja else f"{_OPS[op][ja]} {text}"


def _level(slug: str, lang: Lang) -> str:
    """A named level of wages, with the year in which it was revised where the name has one."""
    match = _LEVEL.fullmatch(slug)
    base, revised = (match["base"], match["revised"]) if match else (slug, None)
    name = names("topic_names", lang).get(base, base.replace("_", " "))
    if revised is None:
        return name
    year = "" if revised == "revised" else f"{_ERAS[revised[0]][lang == 'ja']}{revised[1:]}"
    return f"{year + '年度' if year else ''}改定の{name}" if lang == "ja" else f"{name} as revised{' in ' + year if year else ''}"


def per_words(per: str, lang: Lang) -> str:
    """What an amount is counted by."""
    name = names("topic_names", lang).get(per, per.replace("_", " "))
    return f"{name}ごと" if lang == "ja" else f"per {name}"


def _fact_value(leaf: Data, lang: Lang) -> str:
    value = leaf["value"]
    known = facts().get(leaf["fact"])
    if isinstance(value, (list, tuple)):
        return ("・" if lang == "ja" else "/").join(_fact_value({**leaf, "value": item}, lang) for item in value)
    is_yen = leaf["fact"] in _YEN_FACTS or "yen" in (leaf.get("unit"), known.unit if known else None)
    if isinstance(value, int) and is_yen:
        return yen_words(value, lang)
    if leaf["fact"] in _LISTS:
        return names(_LISTS[leaf["fact"]], lang).get(str(value), str(value))
    if isinstance(value, str) and leaf["op"] in _COMPARED:
        value = length_words(value, lang) if value.startswith("P") else formula_words(value, lang) if re.search("[a-z]", value) else value
    percent = leaf.get("unit") == "percent" and str(value)[-1:].isdigit() and "%" not in (known.phrase[lang] if known else "")
    return f"{value}%" if percent else str(value)


def amount_words(value: Data, lang: Lang) -> str:
    ja = lang == "ja"
    low = _bound(value, "min", lang)
    high = _bound(value, "max", lang)
    text = ""
    if low or high:
        text = f"{low}～{high}" if ja else f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    if isinstance(value.get("max_increase"), int):
        more = yen_words(value["max_increase"], lang)
        text += f"上限 +{more}" if ja else f"maximum +{more}"
    if value.get("max_formula"):
        formula = formula_words(value["max_formula"], lang)
        text += f"（{formula}）" if ja else f" ({formula})"
    if value.get("fixed"):
        text = f"定額 {text}".strip() if ja else f"fixed sum {text}".strip()
    if value.get("base") == "cost":
        text = f"対象経費 {text}" if ja else f"costs of {text}"
    if value.get("per"):
        text += f"（{per_words(value['per'], lang)}）" if ja else f" {per_words(value['per'], lang)}"
    return text


def rate_words(value: Data, lang: Lang) -> str:
    """
    >>> rate_words({"rate": "2/3"}, "ja"), rate_words({"fixed": True}, "ja"), rate_words({"rate": "1", "fixed": True}, "en")
    ('2/3以内', '定額', 'fixed sum (1)')
    """
    rate, ja = value.get("rate"), lang == "ja"
    if value.get("fixed"):
        return ("定額" if ja else "fixed sum") + ((f"（{rate}）" if ja else f" ({rate})") if rate else "")
    return f"{rate}以内" if ja else f"up to {rate}"


def topic_words(value: Data, lang: Lang) -> str:
    """What is known by a topic: its constraint where that names the topic itself, else both; what must not be is marked so.

    >>> topic_words({"topic": "fraud", "obligation": "must_not"}, "ja"), topic_words({"topic": "fraud", "obligation": "must_not"}, "en")
    ('不正行為（該当しないこと）', 'not: fraud')
    """
    ja = lang == "ja"
    topic = names("topic_names", lang).get(str(value["topic"]), str(value["topic"]).replace("_", " "))
    text = topic
    if value.get("constraint"):
        bound = condition_words(value["constraint"], lang)
        text = bound if bound.startswith(topic) else f"{topic}: {bound}"
    if value.get("over"):
        text += f"（{span_words(value['over'], lang)}）" if ja else f" (over {span_words(value['over'], lang)})"
    if value.get("share"):
        text += f"（{value['share']}を返還）" if ja else f" ({value['share']} to be paid back)"
    if value.get("obligation") == "must_not":
        text = f"{text}（該当しないこと）" if ja else f"not: {text}"
    return text


def _bound(value: Data, field: str, lang: Lang) -> str:
    if field not in value:
        return ""
    if value[field] is None:
        return _NO_BOUND[field][lang == "ja"]
    text = yen_words(value[field], lang)
    if value.get(f"{field}_exclusive"):
        en, ja = _EXCLUSIVE[field]
        return f"{text}{ja}" if lang == "ja" else f"{en} {text}"
    return text


def threshold_words(value: Data, lang: Lang) -> str:
    ja = lang == "ja"
    industry = value.get("industry", "")
    who = names("applicant_classes", lang).get(str(value.get("class")), str(value.get("class", "")))
    slugs = industry if isinstance(industry, (list, tuple)) else (industry,) if industry else ()
    what = ("・" if ja else ", ").join(_industry(slug, lang) for slug in slugs)
    limits = [condition_words({key: value[key]}, lang) for key in ("any", "all") if value.get(key)]
    named = value.get("by_reference")
    if named:
        others = ("・" if ja else ", ").join(_industry(slug, lang) for slug in named)
        limits.append(f"次の業種の基準による: {others}" if ja else f"limits of {others}")
    head = f"{who} {what}".strip()
    return f"{head}: {('、' if ja else '; ').join(limits)}" if limits else head


def _industry(slug: str, lang: Lang) -> str:
    """The first word of the vocabulary for it; English speaks the slug."""
    words = load("industries").get(slug)
    return str(words[0]) if words and lang == "ja" else slug.replace("_", " ")
