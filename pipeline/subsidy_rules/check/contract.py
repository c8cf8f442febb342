"""Rule set → what is wrong with it that the contract's types cannot tell: ids, frames, sources, pages, reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from subsidy_rules.messages.message import Lang, Said, Words, message
from subsidy_rules.model.basis import basis_of
from subsidy_rules.model.document import Model
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Rule, RuleSet


class Finding(Model):
    """One thing that is wrong; `code` is stable, the words are for people."""

    code: str
    rule_id: str
    en: str
    ja: str

    @classmethod
    def of(cls, code: str, rule_id: str, words: Said) -> Finding:
        """A finding that says the words in both languages."""
        return cls(code=code, rule_id=rule_id, en=words.say("en"), ja=words.say("ja"))

    def say(self, lang: Lang) -> str:
        """What was found, in one language."""
        return Words(self.en, self.ja).say(lang)


def check_ruleset(ruleset: RuleSet) -> tuple[Finding, ...]:
    """All findings, in the order of the rules."""
    findings: list[Finding] = []
    for rule_id, n in Counter(rule.id for rule in ruleset.rules).items():
        if n > 1:
            findings.append(Finding.of("id-twice", rule_id, message("the id stands {n} times", n=n)))
    for rule in ruleset.rules:
        findings += _of_rule(rule, ruleset)
    return tuple(findings)


def _of_rule(rule: Rule, ruleset: RuleSet) -> Iterator[Finding]:
    frames = {COMMON, *(frame.id for frame in ruleset.frames)}
    if rule.frame not in frames:
        yield Finding.of("frame-unknown", rule.id, message("the frame {frame!r} is not listed", frame=rule.frame))
    if not rule.id.startswith(f"{rule.frame}.{rule.kind}"):
        yield Finding.of("id-shape", rule.id, message("the id does not start with frame and kind"))
    # a decided rule whose source is gone stays, stale, with its old evidence
    if rule.review.state not in {"stale", "rejected"}:
        yield from _of_evidence(rule, ruleset)
    review = rule.review
    own = review.state == "edited" and rule.extracted is None  # a person made it, or what the tool said is not known
    changed = review.state in {"approved", "edited"} and not own and (review.said or review.basis) != basis_of(rule)
    if changed or (review.was == "approved" and review.state == "edited" and review.by is None):
        yield Finding.of("basis-broken", rule.id, message("it changed after it was approved"))
    elif review.state in {"approved", "edited", "rejected"} and not review.by:
        yield Finding.of("by-nobody", rule.id, message("somebody changed it by hand; no name stands with it"))


def _of_evidence(rule: Rule, ruleset: RuleSet) -> Iterator[Finding]:
    sources = {source.id: source for source in ruleset.sources}
    for evidence in rule.evidence:
        source = sources.get(evidence.source)
        if source is None:
            yield Finding.of("source-unknown", rule.id, message("evidence names an unknown source {source!r}", source=evidence.source))
        elif source.pages is not None and (evidence.page is None or not 1 <= evidence.page <= source.pages):
            yield Finding.of("page-wrong", rule.id, message("page {page} is not a page of {id}", page=evidence.page, id=source.id))
        if not evidence.quote.strip():
            yield Finding.of("quote-empty", rule.id, message("evidence quotes nothing"))
