"""Answer → one self-contained HTML page: what it comes to, what is missing, and every rule with its words and page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from subsidy_rules.evaluate.answer import Answer, label_of
from subsidy_rules.messages.message import Lang, message
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.answer_text import ELIGIBLE, JUDGED, amount_or_none, class_words
from subsidy_rules.report.neutral import escape

_STYLE = """body{font:16px/1.6 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}dt{font-weight:bold}dd{margin:0 0 .5rem 1.5rem}
blockquote{margin:.2rem 0 .8rem;padding-left:.8rem;border-left:3px solid #999;color:#444}
.id{font-family:monospace;font-size:.85rem;color:#555;overflow-wrap:anywhere}
.yes,.met{color:#0a6b2d}.no,.not_met{color:#a11212}.unknown{color:#7a5200}"""


def answer_html(answer: Answer, ruleset: RuleSet, lang: Lang, *, explain: bool = False) -> str:
    """The page. Nothing is loaded from elsewhere; states are told by words as well as by colour."""
    frame = next((frame.name for frame in ruleset.frames if frame.id == answer.frame), "")
    title = escape(" ".join(part for part in (ruleset.title or f"{answer.programme} {answer.edition}", frame) if part))
    parts = [_head(answer, lang), _not_met(answer, lang), _missing(answer, lang)]
    parts += [_steps(answer, lang), _judged(answer, lang)] if explain else [_steps(answer, lang)]
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>\n{_STYLE}\n</style>\n'
        f"</head>\n<body>\n<main>\n<h1>{title}</h1>\n{''.join(parts)}</main>\n</body>\n</html>\n"
    )


def _head(answer: Answer, lang: Lang) -> str:
    rows = [
        (message("Class"), escape(class_words(answer.applicant_class, lang))),
        (message("Eligible"), f'<span class="{answer.eligible}">{escape(ELIGIBLE[answer.eligible].say(lang))}</span>'),
        (message("Amount"), escape(amount_or_none(answer.amount, lang))),
    ]
    rows += [(message("with {condition}", condition=one.when), escape(amount_or_none(one.amount, lang))) for one in answer.alternatives]
    if answer.repayment is not None:
        rows.append((message("Asked back"), escape(amount_or_none(answer.repayment.amount, lang)) + _cited([answer.repayment.rule], lang)))
    return "<dl>" + "".join(f"<dt>{escape(name.say(lang))}</dt><dd>{value}</dd>\n" for name, value in rows) + "</dl>\n"


def _cited(rules: Sequence[Rule], lang: Lang) -> str:
    """Id, source, page and words of each rule."""
    out = []
    for rule in rules:
        first = rule.evidence[0]
        page = "" if first.page is None else " " + message("p.{n}", n=first.page).say(lang)
        out.append(f'<div class="id">{escape(rule.id)} [{escape(first.source + page)}]</div><blockquote>{escape(first.quote)}</blockquote>')
    return "".join(out)


def _list(heading: str, items: Iterable[str], tag: str = "ul") -> str:
    found = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<h2>{escape(heading)}</h2>\n<{tag}>\n{found}</{tag}>\n" if found else ""


def _not_met(answer: Answer, lang: Lang) -> str:
    items = (f"{escape(one.words.say(lang))}{_cited(one.rules, lang)}" for one in answer.not_met)
    return _list(message("Not met").say(lang), items)


def _missing(answer: Answer, lang: Lang) -> str:
    items = (f"{escape(one.question.say(lang))}{_cited(one.rules[:1], lang)}" for one in answer.missing)
    return _list(message("To be told, what decides most first:").say(lang), items, "ol")


def _steps(answer: Answer, lang: Lang) -> str:
    items = (f"{escape(step.words.say(lang))}{_cited([step.rule] if step.rule else [], lang)}" for step in answer.steps)
    return _list(message("Steps:").say(lang), items, "ol")


def _judged(answer: Answer, lang: Lang) -> str:
    items = []
    for one in answer.judged:
        label = label_of(one.rule).say(lang)
        words = escape(JUDGED[one.state].say(lang))
        items.append(f'<span class="{one.state}">{words}</span>: {escape(label)}{_cited([one.rule], lang)}')
    return _list(message("Requirements and exclusions:").say(lang), items)
