"""Two editions with what is known of their documents and programme → all changes, each cause once, the gravest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_rules.compare.frames import Lineage
from subsidy_rules.compare.joined import join_texts
from subsidy_rules.compare.passages import TextsOf, read_texts
from subsidy_rules.compare.rulesets import compare_rulesets, sort_changes
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import RuleSet

_ONLY_IN_OLD, _ONLY_IN_NEW = ("kind-only-in-old", "frame-only-in-old"), ("kind-only-in-new", "frame-only-in-new")


def compare_all(
    old: RuleSet,
    new: RuleSet,
    documents: Mapping[str, Document],
    lineage: Lineage | None = None,
    own: Sequence[str] = (),
) -> tuple[Change, ...]:
    """Changes of rules and of texts.

    Args:
        documents: those of both editions by SHA-256, as far as they are at hand.
        lineage: as for `compare_rulesets`.
        own: names of the programme, which tell what a page says of it from what it says of others.
    """
    texts = read_texts(old, new, documents, own)
    told = [change for change in compare_rulesets(old, new, lineage) if not _is_told_by_texts(change, old, new, texts)]
    changes = join_texts(told, texts)
    return sort_changes(changes, [frame.id for frame in (*old.frames, *new.frames)])


def _is_told_by_texts(change: Change, old: RuleSet, new: RuleSet, texts: Sequence[TextsOf]) -> bool:
    """Whether it only says that one edition has rules of a kind or frame, while all sentences that they were read from were compared."""
    if change.check not in (*_ONLY_IN_OLD, *_ONLY_IN_NEW):
        return False
    before = change.check in _ONLY_IN_OLD
    compared = {(one.pair.old if before else one.pair.new).id for one in texts if one.alike}
    rules = [rule for rule in (old if before else new).rules if rule.id in change.rules]
    return bool(rules) and all(evidence.source in compared for rule in rules for evidence in rule.evidence)
