"""Answer → lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from subsidy_rules.evaluate.answer import Answer, label_of
from subsidy_rules.language.vocabulary import names
from subsidy_rules.messages.message import Lang, Message, counted, message, message_in, noted
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.wording.numbers import yen_words

ELIGIBLE: Mapping[str, Message] = {
    "yes": message_in("eligible", "yes"),
    "no": message_in("eligible", "no"),
    "unknown": message_in("eligible", "not known yet"),
}
JUDGED: Mapping[str, Message] = {
    "met": message_in("requirement", "met"),
    "not_met": message_in("requirement", "not met"),
    "unknown": message_in("requirement", "unknown"),
}
_SHOWN = 12  # questions; `--explain` shows all


def answer_text(answer: Answer, ruleset: RuleSet, lang: Lang, *, explain: bool = False) -> str:
    """The answer, a line for each thing, each with its rule and page."""
    return "\n".join(_lines(answer, ruleset, lang, explain))


def class_words(name: str, lang: Lang) -> str:
    """The name of a class of applicant."""
    return names("applicant_classes", lang).get(name) or ELIGIBLE["unknown"].say(lang)


def amount_or_none(amount: int | None, lang: Lang) -> str:
    """An amount in words."""
    return message_in("amount", "none").say(lang) if amount is None else yen_words(amount, lang)


def cited(rules: Sequence[Rule], lang: Lang) -> str:
    """The rules with source and page."""
    return "; ".join(_cited(rule, lang) for rule in rules)


def _cited(rule: Rule, lang: Lang) -> str:
    first = rule.evidence[0]
    page = "" if first.page is None else message("p.{n}", n=first.page).say(lang)
    return f"{rule.id} [{' '.join(part for part in (first.source, page) if part)}]"


def _lines(answer: Answer, ruleset: RuleSet, lang: Lang, explain: bool) -> Iterator[str]:
    frame = next((frame.name for frame in ruleset.frames if frame.id == answer.frame), "")
    yield noted(ruleset.title or f"{answer.programme} {answer.edition}", frame, lang)
    yield message("Class: {what}", what=class_words(answer.applicant_class, lang)).say(lang)
    yield message("Eligible: {what}", what=ELIGIBLE[answer.eligible]).say(lang)
    yield message("Amount: {what}", what=amount_or_none(answer.amount, lang)).say(lang)
    for other in answer.alternatives:
        words = message("with {condition}: {amount}", condition=other.when, amount=amount_or_none(other.amount, lang)).say(lang)
        yield f"  {noted(words, cited([other.rule] if other.rule else [], lang), lang)}"
    for failed in answer.not_met:
        yield noted(message("Not met: {what}", what=failed.words).say(lang), cited(failed.rules, lang), lang)
    if answer.repayment is not None:
        paid = message("Asked back: {share}, {amount}", share=answer.repayment.share, amount=amount_or_none(answer.repayment.amount, lang))
        yield noted(paid.say(lang), cited([answer.repayment.rule], lang), lang)
    yield from _missing(answer, lang, explain)
    if answer.left_out:
        yield counted(
            "{n} rule was not used, because nobody has reviewed it.",
            "{n} rules were not used, because nobody has reviewed them.",
            answer.left_out,
        ).say(lang)
    if explain:
        yield from _explained(answer, lang)


def _missing(answer: Answer, lang: Lang, explain: bool) -> Iterator[str]:
    if not answer.missing:
        return
    yield message("To be told, what decides most first:").say(lang)
    shown = answer.missing if explain else answer.missing[:_SHOWN]
    for n, one in enumerate(shown, 1):
        yield f"  {n}. {noted(one.question.say(lang), cited(one.rules[:1], lang), lang)}"
    if len(shown) < len(answer.missing):
        yield "  " + counted("… {n} more question", "… {n} more questions", len(answer.missing) - len(shown)).say(lang)


def _explained(answer: Answer, lang: Lang) -> Iterator[str]:
    yield message("Steps:").say(lang)
    for step in answer.steps:
        yield f"  {noted(step.words.say(lang), cited([step.rule] if step.rule else [], lang), lang)}"
    yield message("Requirements and exclusions:").say(lang)
    for one in answer.judged:
        label = label_of(one.rule).say(lang)
        yield f"  {JUDGED[one.state].say(lang)}: {noted(label, cited([one.rule], lang), lang)}"
