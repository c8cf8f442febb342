"""Draws docs/picture.png: a page of a sample with the box of a value, beside the rule that was read from it.

`make picture`. Both halves come out of the pipeline at the time of drawing, as `subsidy-rules show --page` draws them for any rule;
nothing is placed by hand. Letters are set in fonts that the machine has, so another machine may draw another picture of the same words.
"""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from subsidy_rules.model.extracted import Given
from subsidy_rules.model.programme import DocumentEntry
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.registry.load import find_programme
from subsidy_rules.stages.ingest import ingest
from subsidy_rules.stages.look import draw_rule_of

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "sources" / "samples"
FILE, MAX_YEN = "it2025_koubo_tsujo.pdf", 4_500_000


def main() -> None:
    ruleset = read_sample()
    rule = next(r for r in ruleset.rules if r.frame == "tsujo" and getattr(r.value, "max", None) == MAX_YEN)
    (ROOT / "docs" / "picture.png").write_bytes(draw_rule_of(ruleset, rule.id, SAMPLES, "en"))


def read_sample() -> RuleSet:
    """The rule set of the sample alone."""
    programme = find_programme("it-hojo", None, ROOT / "sources" / "programmes")
    entries = YAML(typ="safe").load(SAMPLES / "manifest.yaml")
    listed = next(entry for entry in entries if entry["file"] == FILE)
    entry = DocumentEntry(id=listed["id"], file=FILE, title=listed["title"], kind=listed["kind"], authority=listed["authority"])
    ruleset = ingest(programme, listed["edition"], [Given((SAMPLES / FILE).read_bytes(), FILE, entry, listed["frame"])], None).ruleset
    assert ruleset is not None
    return ruleset


if __name__ == "__main__":
    main()
