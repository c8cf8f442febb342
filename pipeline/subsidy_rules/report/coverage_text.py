"""Coverage → plain text and JSON, and the words that the page of pictures shares with them."""

from __future__ import annotations

import json

from subsidy_rules.coverage import CoverageReport, Entry, reason_words
from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.model.errors import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "title": ("Coverage of {name}", "読み取りの網羅性: {name}"),
    "share": ("{share} of {n} figures are bound to a rule or waived", "数値{n}件のうち{share}が規則に対応、または対象外（理由あり）"),
    "bound": ("bound", "規則に対応"),
    "waived": ("waived", "対象外"),
    "unread": ("unread", "未読"),
    "page": ("page", "ページ"),
    "page_n": ("Page {n}", "{n}ページ"),
    "text": ("Text", "本文"),
    "state": ("State", "状態"),
    "figure": ("Figure", "数値"),
    "context": ("In its text", "前後の文"),
    "why": ("Rule or reason", "規則・理由"),
    "where": ("Place", "箇所"),
    "reasons": ("Why figures are waived", "対象外の理由"),
    "hows": ("How figures are bound", "規則との対応"),
    "value": ("the rule holds the number", "規則の値・条件に含まれる"),
    "quote": ("only the quoted evidence holds it", "根拠の引用にのみ含まれる"),
    "restated": ("says again what a rule says", "規則と同じ値の再掲"),
    "total": ("total", "合計"),
    "show": ("Show", "表示"),
    "numbers": (
        "labels, citations, page numbers ({n}, not counted)",
        "見出し番号・条項番号・ページ番号など（{n}件、集計対象外）",
    ),
    "nothing": ("No figure on this page.", "このページに数値はありません。"),
    "amount": ("amount", "金額"),
    "ratio": ("ratio", "割合（分数）"),
    "percentage": ("percentage", "百分率"),
    "count": ("count", "数・回数"),
    "duration": ("period", "期間"),
    "date": ("date", "日付"),
    "number": ("number", "数"),
    "picture": ("Picture of page {n}", "{n}ページの画像"),
    "to_list": ("to the list", "一覧へ"),
    "to_picture": ("to the picture", "画像へ"),
    "pages": ("By page", "ページ別"),
    "hint": (
        "Point at a box, or move to it with the Tab key, to see why; press it to go to its line in the list.",
        "枠にポインタを合わせるか Tab キーで移動すると理由が表示され、押すと一覧の行に移動します。",
    ),
    "written": ("Written: {path}", "書き出しました: {path}"),
    "and_more": ("… and {n} more; --format json lists all", "…ほか{n}件（全件は --format json）"),
}
_SHOWN = 60


def word(key: str, lang: Lang, **values: object) -> str:
    """One of the words of coverage reports."""
    return _WORDS[key][lang == "ja"].format(**values)


def percent(report: CoverageReport) -> str:
    """The share as a percentage, rounded down so that 100.0% is said of nothing less."""
    return f"{int(report.share * 1000) / 10:.1f}%"


def why(entry: Entry, lang: Lang) -> str:
    """The rule that a figure is bound to and how, the reason that waives it, or nothing."""
    if entry.rule is not None:
        value = value_words(entry.rule.kind, entry.rule.value, lang)
        return f"{kind_words(entry.rule.kind, lang)} [{entry.rule.frame}] {value} – {word(entry.rule.how, lang)}"
    return reason_words(entry.reason, lang) if entry.reason is not None else ""


def summary(report: CoverageReport, lang: Lang) -> str:
    """One sentence and the counts by state."""
    counts = ", ".join(f"{word(state, lang)} {report.n(state)}" for state in ("bound", "waived", "unread"))
    return f"{word('share', lang, share=percent(report), n=len(report.counted))} ({counts})"


def coverage_text(report: CoverageReport, lang: Lang) -> str:
    """The summary, the reasons with their counts, and the unread figures in reading order."""
    lines = [word("title", lang, name=report.name), summary(report, lang)]
    lines += [f"  {word(how, lang)}: {n}" for how, n in report.hows.items()]
    lines += [f"  {word('waived', lang)} – {reason_words(reason, lang)}: {n}" for reason, n in report.reasons.items()]
    unread = [entry for entry in report.counted if entry.state == "unread"]
    for entry in unread[:_SHOWN]:
        place = word("page_n", lang, n=entry.page) + " " if entry.page is not None else ""
        lines.append(f"{word('unread', lang)}: {place}{entry.at}: {entry.context}")
    if len(unread) > _SHOWN:
        lines.append(word("and_more", lang, n=len(unread) - _SHOWN))
    return "\n".join(lines)


def coverage_json(report: CoverageReport) -> str:
    """An object with the share, counts by state, page and reason, and every entry."""
    data = {
        "name": report.name,
        "sha256": report.sha256,
        "share": round(report.share, 4),
        "counted": len(report.counted),
        **{state: report.n(state) for state in ("bound", "waived", "unread")},
        "reasons": report.reasons,
        "bound_by": report.hows,
        "pages": [page.model_dump() for page in report.pages],
        "entries": [{**entry.model_dump(mode="json", exclude_none=True), "counted": entry.counts} for entry in report.entries],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
