"""Rule set → what is wrong with it that the contract's types cannot tell: ids, frames, sources, pages, reviews."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from subsidy_rules.messages.message import Lang, Said, Words
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
            findings.append(Finding(code="id-twice", rule_id=rule_id, en=f"the id stands {n} times", ja=f"IDが{n}回使われています"))
    for rule in ruleset.rules:
        findings += _of_rule(rule, ruleset)
    return tuple(findings)


def _of_rule(rule: Rule, ruleset: RuleSet) -> Iterator[Finding]:
    def finding(code: str, en: str, ja: str) -> Finding:
        return Finding(code=code, rule_id=rule.id, en=en, ja=ja)

    frames = {COMMON, *(frame.id for frame in ruleset.frames)}
    if rule.frame not in frames:
        yield finding("frame-unknown", f"the frame {rule.frame!r} is not listed", f"枠「{rule.frame}」が一覧にありません")
    if not rule.id.startswith(f"{rule.frame}.{rule.kind}"):
        yield finding("id-shape", "the id does not start with frame and kind", "IDが枠と種別で始まっていません")
    # a decided rule whose source is gone stays, stale, with its old evidence
    if rule.review.state not in {"stale", "rejected"}:
        yield from _of_evidence(rule, ruleset)
    if rule.review.state in {"approved", "edited"} and rule.review.basis != basis_of(rule):
        yield finding("basis-broken", "it changed after it was approved", "承認後に内容が変わっています")


def _of_evidence(rule: Rule, ruleset: RuleSet) -> Iterator[Finding]:
    sources = {source.id: source for source in ruleset.sources}
    for evidence in rule.evidence:
        source = sources.get(evidence.source)
        if source is None:
            en, ja = f"evidence names an unknown source {evidence.source!r}", f"根拠の文書「{evidence.source}」が一覧にありません"
            yield Finding(code="source-unknown", rule_id=rule.id, en=en, ja=ja)
        elif source.pages is not None and (evidence.page is None or not 1 <= evidence.page <= source.pages):
            en, ja = f"page {evidence.page} is not a page of {source.id}", f"{source.id} に {evidence.page} ページはありません"
            yield Finding(code="page-wrong", rule_id=rule.id, en=en, ja=ja)
        if not evidence.quote.strip():
            yield Finding(code="quote-empty", rule_id=rule.id, en="evidence quotes nothing", ja="根拠の引用が空です")
