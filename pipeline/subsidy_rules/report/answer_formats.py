"""Answer → text, JSON or HTML."""

from __future__ import annotations

import json

from subsidy_rules.evaluate.answer import Answer
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.answer_html import answer_html
from subsidy_rules.report.answer_json import answer_data
from subsidy_rules.report.answer_text import answer_text


def write_answer(form: str, answer: Answer, ruleset: RuleSet, lang: Lang, *, explain: bool = False) -> str:
    """The answer in a form: `text`, `json` or `html`; `explain` adds every requirement to text and HTML."""
    if form == "json":
        return json.dumps(answer_data(answer, lang), ensure_ascii=False, indent=1)
    write = answer_html if form == "html" else answer_text
    return write(answer, ruleset, lang, explain=explain)
