"""The forms that rules can be written in: text, JSON, CSV, workbook, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.ledger import ledger_lines
from subsidy_rules.report.neutral import escape, json_text, markdown, markdown_code
from subsidy_rules.report.rule_rows import Printed, place_of, rule_row, rule_sheet
from subsidy_rules.report.rule_text import rules_text
from subsidy_rules.report.spreadsheet import csv_text, workbook
from subsidy_rules.report.tables import frame_names, title_of
from subsidy_rules.ruleset.yaml_file import head_data, rule_data
from subsidy_rules.wording.terms import RULE_COLUMNS

_WIDTHS = {"frame": 24, "value": 40, "condition": 36, "document": 18, "place": 28, "quote": 60, "id": 44}
# columns of pages that people read; page and printed number are one there
_SHOWN = ("kind", "value", "condition", "confidence", "review", "page", "quote", "id")
_STYLE = """
body { font: 15px/1.6 system-ui, "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", Meiryo, sans-serif; margin: 24px; color: #1b1f24; }
table { border-collapse: collapse; width: 100%; margin-bottom: 28px; }
th, td { border: 1px solid #d4d8dd; padding: 5px 9px; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #f4f5f7; } :is(th, td):is(:nth-child(4), :nth-child(5)) { white-space: nowrap; }
:is(th, td):first-child { min-width: 5em; } :is(th, td):nth-child(6) { min-width: 10em; }
code { font-size: 13px; } .q { color: #444a52; font-size: 13px; white-space: pre-wrap; }
@media (max-width: 700px) { thead { position: absolute; left: -9999px; } tr, td { display: block; } td { border: 0; }
tr { border: 1px solid #d4d8dd; margin-bottom: 9px; } }
.stale, .conflict { background: #fbe7b6; } .approved, .edited { background: #d5ebd8; } .rejected { color: #5a5f66; }
"""


def write_rules(form: str, ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str | bytes:
    """The rules in one of the forms; bytes where it is no text."""
    return FORMATS[form](ruleset, rules, printed, lang)


def _json(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str:
    """The head as in ruleset.yaml and the rules as in its files; `printed_pages` by source and page of the file where they differ."""
    pages: dict[str, dict[str, str]] = {}
    for (source, page), number in sorted(printed.items()):
        pages.setdefault(source, {})[str(page)] = number
    data: dict[str, Any] = {**head_data(ruleset), "printed_pages": pages, "rules": [rule_data(rule) for rule in rules]}
    return json_text(data)


def _csv(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str:
    return csv_text(rule_sheet(ruleset, rules, printed, lang))


def _xlsx(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> bytes:
    widths = [_WIDTHS.get(name) for name in RULE_COLUMNS]
    return workbook(f"{ruleset.programme} {ruleset.edition}", rule_sheet(ruleset, rules, printed, lang), widths)


def _markdown(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str:
    lines = [f"# {markdown(title_of(ruleset, lang))}", ""]
    lines += [f"- {markdown(line)}" for line in ledger_lines(ruleset, {}, lang)]
    for name, mine in _by_frame(ruleset, rules, lang):
        lines += ["", f"## {markdown(name)}", "", f"| {' | '.join(_heads(lang))} |", "|" + "---|" * len(_SHOWN)]
        for row in (_row(rule, ruleset, printed, lang) for rule in mine):
            lines.append("| " + " | ".join(markdown_code(row[key]) if key == "id" else markdown(row[key]) for key in _SHOWN) + " |")
    return "\n".join(lines)


def _html(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str:
    """One page, nothing of which is loaded from elsewhere."""
    title = escape(title_of(ruleset, lang))
    told = "".join(f"<li>{escape(line)}</li>" for line in ledger_lines(ruleset, {}, lang))
    parts = [
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n<ul>{told}</ul>\n"
    ]
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in _heads(lang))
    for name, mine in _by_frame(ruleset, rules, lang):
        rows = "".join(_html_row(rule, _row(rule, ruleset, printed, lang)) for rule in mine)
        parts.append(f"<h2>{escape(name)}</h2>\n<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table>\n")
    return "".join([*parts, "</main>\n</body>\n</html>\n"])


def _html_row(rule: Rule, row: Mapping[str, str]) -> str:
    tags = {"id": "<code>{}</code>", "quote": '<span class="q">{}</span>'}
    cells = "".join(
        f'<td class="{rule.review.state if key == "review" else ""}">{tags.get(key, "{}").format(escape(row[key]))}</td>' for key in _SHOWN
    )
    return f"<tr>{cells}</tr>\n"


def _row(rule: Rule, ruleset: RuleSet, printed: Printed, lang: Lang) -> dict[str, str]:
    """The row with document, page and place in one."""
    row = rule_row(rule, frame_names(ruleset, lang), printed, lang)
    page = place_of(rule.evidence[0], printed)
    return {**row, "page": " ".join(part for part in (row["document"], page.say(lang) if page else "", row["place"]) if part)}


def _heads(lang: Lang) -> list[str]:
    return [(RULE_COLUMNS["place"] if key == "page" else RULE_COLUMNS[key]).say(lang) for key in _SHOWN]


def _by_frame(ruleset: RuleSet, rules: Sequence[Rule], lang: Lang) -> list[tuple[str, list[Rule]]]:
    named = [(name, [rule for rule in rules if rule.frame == frame]) for frame, name in frame_names(ruleset, lang).items()]
    return [(name, mine) for name, mine in named if mine]


FORMATS: Mapping[str, Callable[[RuleSet, Sequence[Rule], Printed, Lang], str | bytes]] = {
    "text": rules_text,
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "markdown": _markdown,
    "html": _html,
}
