"""A rule beside its page."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from subsidy_rules.kinds.subsidy_rate import KIND
from subsidy_rules.model.document import Box, Evidence
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.rule_picture import block_of, draw_rule, scale_for


def rule(*boxes: Box | None) -> Rule:
    evidence = tuple(Evidence(source="koubo", page=1, bbox=box, at="1", quote="補助率 1/2") for box in boxes)
    value = KIND.value_type.model_validate({"rate": "1/2"})
    return Rule(
        id="common.subsidy_rate.base", kind="subsidy_rate", frame="common", label="x", value=value, evidence=evidence, confidence=0.9
    )


def ruleset(one: Rule) -> RuleSet:
    return RuleSet(programme="p", edition="1", extractor="x", rules=(one,))


def page(width: float, height: float, scale: float) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (round(width * scale), round(height * scale)), "white").save(out, format="PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    "box", [(100.0, 120.0, 200.0, 140.0), (0.0, 0.0, 30.0, 10.0), (500.0, 800.0, 590.0, 840.0), (10.0, 400.0, 940.0, 600.0)]
)
def test_the_box_is_in_the_picture_wherever_it_stands(box: Box) -> None:
    one = rule(box)
    scale = scale_for(box)
    picture = Image.open(io.BytesIO(draw_rule(ruleset(one), one, page(960, 842, scale), ("x.pdf", "common.yaml"))))
    assert picture.size[0] == 1680
    shown = picture.convert("RGB").crop((40, 84, 920, picture.size[1] - 40)).getcolors(1 << 24) or []
    assert any(colour == (245, 165, 36) for _, colour in shown)


def test_of_several_places_the_block_shows_the_first() -> None:
    box = (1.0, 2.0, 3.0, 4.0)
    block = block_of(ruleset(rule(box, box, box)), rule(box, box, box))
    assert block.startswith("- id: common.subsidy_rate.base")
    assert "… and 2 more places" in block
    assert block.count("source:") == 1
    assert "confidence: 0.9" in block
    assert "more place" not in block_of(ruleset(rule(box)), rule(box))


def test_without_a_box_there_is_nothing_to_draw() -> None:
    with pytest.raises(ValueError, match="no box"):
        draw_rule(ruleset(rule(None)), rule(None), page(10, 10, 1), ("x", "y"))
