"""Answer → text, JSON or HTML."""

from __future__ import annotations

from subsidy_rules.evaluate.answer import Answer
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.answer_html import answer_html
from subsidy_rules.report.answer_json import answer_data
from subsidy_rules.report.answer_text import answer_text
from subsidy_rules.report.neutral import clean, json_text


def write_answer(form: str, answer: Answer, ruleset: RuleSet, lang: Lang, *, explain: bool = False) -> str:
    """The answer in a form: `text`, `json` or `html`; `explain` adds every requirement to text and HTML."""
    if form == "json":
        return json_text(answer_data(answer, lang))
    if form == "html":
        return answer_html(answer, ruleset, lang, explain=explain)
    return clean(answer_text(answer, ruleset, lang, explain=explain))
