"""Two editions with what is known of their documents and programme → all changes, each cause once, the gravest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from subsidy_rules.compare.frames import Lineage
from subsidy_rules.compare.joined import join_texts
from subsidy_rules.compare.passages import read_texts
from subsidy_rules.compare.rulesets import compare_rulesets, sort_changes
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Document
from subsidy_rules.model.rule import RuleSet


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
    told = compare_rulesets(old, new, lineage)
    changes = join_texts(told, read_texts(old, new, documents, own))
    return sort_changes(changes, [frame.id for frame in (*old.frames, *new.frames)])
