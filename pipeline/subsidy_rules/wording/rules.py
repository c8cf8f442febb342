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
_EXTRAS: dict[str, tuple[str, str]] = {"over": ("over", "期間"), "per": ("per", "単位"), "at": ("at", "時点"), "band": ("wages", "賃金帯")}
_YEN_FACTS = frozenset({"capital"})
_LISTS = {"item": "items", "applicant_class": "applicant_classes", "business_type": "business_types"}
_PERIOD = re.compile(r"P(\d+)([DWMY])")
_BAND = re.compile(r"(?P<op>ge|gt|le|lt) (?P<base>[a-z_]+?)(?:\+(?P<more>\d+))?(?P<revised>(?:_(?P<year>\d{4}))?_revision)?")
_PERIODS = {"D": ("day", "日"), "W": ("week", "週間"), "M": ("month", "か月"), "Y": ("year", "年")}
_NO_BOUND = {"min": ("no minimum", "下限なし"), "max": ("no maximum", "上限なし")}
_EXCLUSIVE = {"min": ("more than", "超"), "max": ("less than", "未満")}
_MAN, _OKU = 10**4, 10**8


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


def yen_words(yen: int, lang: Lang) -> str:
    """
    >>> yen_words(1_500_000, "ja"), yen_words(350_000_000, "ja"), yen_words(1_234, "ja"), yen_words(1_500_000, "en")
    ('150万円', '3億5,000万円', '1,234円', '1,500,000 yen')
    """
    if lang == "en":
        return f"{yen:,} yen"
    oku, rest = divmod(yen, _OKU)
    man, units = divmod(rest, _MAN)
    parts = [f"{oku:,}億" if oku else "", f"{man:,}万" if man else "", f"{units:,}" if units or not yen else ""]
    return "".join(parts) + "円"


def when_words(when: Sequence[Data], lang: Lang) -> str:
    """All conditions of a rule; "" where it holds always.

    >>> when_words([{"fact": "process_count", "op": "ge", "value": 4}], "ja")
    '4プロセス以上'
    """
    return ("、" if lang == "ja" else "; ").join(condition_words(node, lang) for node in when)


def condition_words(node: Data, lang: Lang) -> str:
    """One condition, with all that nests in it."""
    if "any" in node:
        return ("又は" if lang == "ja" else " or ").join(condition_words(part, lang) for part in node["any"])
    if "all" in node:
        return ("かつ" if lang == "ja" else " and ").join(condition_words(part, lang) for part in node["all"])
    if "not" in node:
        inner = condition_words(node["not"], lang)
        return f"（{inner}）でない" if lang == "ja" else f"not ({inner})"
    return _leaf(node, lang)


def _leaf(leaf: Data, lang: Lang) -> str:
    ja = lang == "ja"
    op = _OPS[leaf["op"]][ja]
    known = facts().get(leaf["fact"])
    value = _fact_value(leaf, lang)
    phrase = known.phrase[lang] if known else ("{fact} {op} {v}", "{fact} {v}{op}")[ja]
    if known and str(leaf["value"]) == "1":
        phrase = known.phrase.get(f"one_{lang}", phrase)
    fact = names("topic_names", lang).get(leaf["fact"], leaf["fact"].replace("_", " "))
    text = " ".join(phrase.format(fact=fact, v=value, op=op).split())
    if op and "{op}" not in phrase:
        text = f"{text}{op}" if ja else f"{op} {text}"
    extras = [f"{_EXTRAS[field][ja]} {_extra(str(leaf[field]), lang)}" for field in _EXTRAS if leaf.get(field) is not None]
    if not extras:
        return text
    return f"{text}（{'、'.join(extras)}）" if ja else f"{text} ({', '.join(extras)})"


def _extra(text: str, lang: Lang) -> str:
    """A length of time or a reference in words; what is neither stays as it is.

    >>> _extra("ge regional_min_wage, lt regional_min_wage_2025_revision", "ja"), _extra("le regional_min_wage+30", "en")
    ('地域別最低賃金以上、2025年度改定の地域別最低賃金未満', 'at most the regional minimum wage + 30 yen')
    >>> _extra("P3Y", "en"), _extra("P12M", "ja"), _extra("same_company", "en"), _extra("2024-10/2025-09", "ja")
    ('3 years', '12か月', 'the same large company', '2024-10/2025-09')
    """
    period = _PERIOD.fullmatch(text)
    bounds = [_BAND.fullmatch(part) for part in text.split(", ")]
    if all(bounds):
        return ("、" if lang == "ja" else ", ").join(_band_bound(bound, lang) for bound in bounds if bound)
    if period is None:
        return names("topic_names", lang).get(text, text)
    n, (en, ja) = int(period[1]), _PERIODS[period[2]]
    return f"{n}{ja}" if lang == "ja" else f"{n} {en}{'s' if n != 1 else ''}"


def _band_bound(bound: re.Match[str], lang: Lang) -> str:
    """One side of a wage band."""
    ja = lang == "ja"
    op = _OPS[bound["op"]][ja]
    name = names("topic_names", lang).get(bound["base"], bound["base"].replace("_", " "))
    if bound["more"]:
        name = f"{name}+{bound['more']}円" if ja else f"{name} + {bound['more']} yen"
    if bound["revised"]:
        year = bound["year"]
        name = f"{year + '年度' if year else ''}改定の{name}" if ja else f"{name} as revised{' in ' + year if year else ''}"
    return f"{name}{op}" if ja else f"{op} {name}"


def per_words(per: str, lang: Lang) -> str:
    """What an amount is counted by."""
    name = names("topic_names", lang).get(per, per.replace("_", " "))
    return f"{name}ごと" if lang == "ja" else f"per {name}"


def _fact_value(leaf: Data, lang: Lang) -> str:
    value = leaf["value"]
    known = facts().get(leaf["fact"])
    if isinstance(value, bool):
        return ("該当" if value else "非該当") if lang == "ja" else str(value).lower()
    if isinstance(value, (list, tuple)):
        return ("・" if lang == "ja" else "/").join(_fact_value({**leaf, "value": item}, lang) for item in value)
    is_yen = leaf["fact"] in _YEN_FACTS or "yen" in (leaf.get("unit"), known.unit if known else None)
    if isinstance(value, int) and is_yen:
        return yen_words(value, lang)
    if leaf["fact"] in _LISTS:
        return names(_LISTS[leaf["fact"]], lang).get(str(value), str(value))
    percent = leaf.get("unit") == "percent" and "%" not in (known.phrase[lang] if known else "")
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
        text += f"（{value['max_formula']}）" if ja else f" ({value['max_formula']})"
    if value.get("per"):
        text += f"（{per_words(value['per'], lang)}）" if ja else f" {per_words(value['per'], lang)}"
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
