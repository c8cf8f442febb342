"""Kinds, values and conditions in words, Japanese and English, for labels, messages and reports. Nothing is decided by these words.

Values and conditions come as JSON data (`basis.value_data`, `basis.condition_data`), so that a kind of later days has words too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from subsidy_rules.errors import Lang
from subsidy_rules.language.vocabulary import facts, load, names

Data = Mapping[str, Any]

_KINDS: dict[str, tuple[str, str]] = {
    "subsidy_amount": ("subsidy amount", "補助額"),
    "subsidy_rate": ("subsidy rate", "補助率"),
    "applicant_threshold": ("size threshold", "対象者の規模"),
    "requirement": ("requirement", "申請要件"),
    "exclusion": ("exclusion", "対象外事業者"),
    "eligible_expense": ("eligible expense", "補助対象経費"),
    "ineligible_expense": ("ineligible expense", "対象外経費"),
    "clawback": ("repayment", "返還"),
    "bonus_point": ("bonus point", "加点"),
    "penalty_point": ("penalty point", "減点"),
    "schedule": ("schedule", "期間・締切"),
    "required_document": ("required document", "必要書類"),
    "category": ("category", "区分"),
}
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
# facts that no rule id and no header names, so that they are not in the vocabulary of facts
_PHRASES = {"capital": ("{op} {v} of capital", "資本金{v}{op}")}
_YEN_FACTS = frozenset({"capital"})
_LISTS = {"item": "items", "applicant_class": "applicant_classes"}
_BARE = frozenset({"topic", "expense", "event", "document", "name", "constraint"})  # values that need no name in front
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


def kind_words(kind: str, lang: Lang) -> str:
    """The name of a kind; one that this table does not know names itself."""
    return _KINDS[kind][lang == "ja"] if kind in _KINDS else kind.replace("_", " ")


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
    return ("、" if lang == "ja" else "; ").join(_condition(node, lang) for node in when)


def value_words(kind: str, value: Data, lang: Lang) -> str:
    """A value in a few words.

    >>> value_words("subsidy_amount", {"min": 50000, "max": 1500000, "max_exclusive": True}, "ja")
    '5万円～150万円未満'
    """
    made = _VALUES[kind](value, lang) if kind in _VALUES else ""
    return made or _other_value(value, lang)


def _condition(node: Data, lang: Lang) -> str:
    if "any" in node:
        return ("又は" if lang == "ja" else " or ").join(_condition(part, lang) for part in node["any"])
    if "all" in node:
        return ("かつ" if lang == "ja" else " and ").join(_condition(part, lang) for part in node["all"])
    if "not" in node:
        inner = _condition(node["not"], lang)
        return f"（{inner}）でない" if lang == "ja" else f"not ({inner})"
    return _leaf(node, lang)


def _leaf(leaf: Data, lang: Lang) -> str:
    ja = lang == "ja"
    op = _OPS[leaf["op"]][ja]
    known = facts().get(leaf["fact"])
    value = _fact_value(leaf, lang)
    phrase = known.phrase[lang] if known else _PHRASES.get(leaf["fact"], ("{fact} {op} {v}", "{fact} {v}{op}"))[ja]
    text = " ".join(phrase.format(fact=leaf["fact"], v=value, op=op).split())
    if op and "{op}" not in phrase:
        text = f"{text}{op}" if ja else f"{op} {text}"
    extras = [f"{_EXTRAS[field][ja]} {leaf[field]}" for field in _EXTRAS if leaf.get(field) is not None]
    if not extras:
        return text
    return f"{text}（{'、'.join(extras)}）" if ja else f"{text} ({', '.join(extras)})"


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


def _amount(value: Data, lang: Lang) -> str:
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
        text += f"（{value['per']}ごと）" if ja else f" per {value['per']}"
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


def _rate(value: Data, lang: Lang) -> str:
    return f"{value['rate']}以内" if lang == "ja" else f"up to {value['rate']}"


def _threshold(value: Data, lang: Lang) -> str:
    ja = lang == "ja"
    industry = value.get("industry", "")
    who = names("applicant_classes", lang).get(str(value.get("class")), str(value.get("class", "")))
    slugs = industry if isinstance(industry, (list, tuple)) else (industry,) if industry else ()
    what = ("・" if ja else ", ").join(_industry(slug, lang) for slug in slugs)
    limits = [_condition({key: value[key]}, lang) for key in ("any", "all") if value.get(key)]
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


def _other_value(value: Data, lang: Lang) -> str:
    parts = []
    for key, item in value.items():
        is_condition = isinstance(item, Mapping) and bool({"fact", "any", "all", "not"} & item.keys())
        text = _condition(item, lang) if is_condition else str(item)
        parts.append(text if key in _BARE else f"{key} {text}")
    return ", ".join(parts)


_VALUES: dict[str, Callable[[Data, Lang], str]] = {
    "subsidy_amount": _amount,
    "subsidy_rate": _rate,
    "applicant_threshold": _threshold,
}
