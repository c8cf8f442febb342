"""Coverage → plain text and JSON, and the words that the page of pictures shares with them."""

from __future__ import annotations

from subsidy_rules.coverage import CoverageReport, Entry, reason_words
from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.messages.message import Message, counted, listed, message, noted
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.neutral import clean, json_text

_WORDS: dict[str, Message] = {
    "title": message("Coverage of {name}"),
    "bound": message("bound"),
    "waived": message("waived"),
    "unread": message("unread"),
    "page": message("page"),
    "page_n": message("Page {n}"),
    "text": message("Text"),
    "state": message("State"),
    "figure": message("Figure"),
    "context": message("In its text"),
    "why": message("Rule or reason"),
    "where": message("Place"),
    "reasons": message("Why figures are waived"),
    "hows": message("How figures are bound"),
    "value": message("the rule holds the number"),
    "words": message("the rule says it in words"),
    "quote": message("only the quoted evidence holds it"),
    "restated": message("says again what a rule says"),
    "total": message("total"),
    "show": message("Show"),
    "numbers": message("labels, citations, page numbers ({n}, not counted)"),
    "nothing": message("No figure on this page."),
    "amount": message("amount"),
    "ratio": message("ratio"),
    "percentage": message("percentage"),
    "count": message("count"),
    "duration": message("period"),
    "date": message("date"),
    "number": message("number"),
    "picture": message("Picture of page {n}"),
    "to_list": message("to the list"),
    "to_picture": message("to the picture"),
    "pages": message("By page"),
    "hint": message("Point at a box, or move to it with the Tab key, to see why; press it to go to its line in the list."),
    "written": message("Written: {path}"),
    "and_more": message("… and {n} more; --format json lists all"),
}
_SHOWN = 60


def word(key: str, lang: Lang, **values: object) -> str:
    """One of the words of coverage reports."""
    return _WORDS[key].filled(**values).say(lang)


def percent(report: CoverageReport) -> str:
    """The share as a percentage, rounded down so that 100.0% is said of nothing less."""
    return f"{int(report.share * 1000) / 10:.1f}%"


def why(entry: Entry, lang: Lang) -> str:
    """The rule that a figure is bound to and how, the reason that waives it, or nothing."""
    if entry.rule is not None:
        value = value_words(entry.rule.kind, entry.rule.value, lang)
        return f"{kind_words(entry.rule.kind, lang)} {value} – {word(entry.rule.how, lang)}"
    return reason_words(entry.reason, lang) if entry.reason is not None else ""


def summary(report: CoverageReport, lang: Lang) -> str:
    """One sentence and the counts by state."""
    counts = listed((f"{word(state, lang)} {report.n(state)}" for state in ("bound", "waived", "unread")), lang)
    share = counted(
        "{share} of {n} figure is bound to a rule or waived",
        "{share} of {n} figures are bound to a rule or waived",
        len(report.counted),
        share=percent(report),
    )
    return noted(share.say(lang), counts, lang)


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
    return clean("\n".join(lines))


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
    return json_text(data)
