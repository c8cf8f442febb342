"""Steps from a file to a rule set take twice the calls for twice the input, whatever it is made of; `doubling.py` measures more shapes."""

from __future__ import annotations

import pytest

from fuzz.doubling import calls_of, steps_of_document, steps_of_rules
from fuzz.shapes import SHAPES
from subsidy_rules.kinds import load_readers

N = 60
GROWTH = 2.5  # a step that compares all with all makes four times the calls
QUOTED = {"html one sentence", "html one cell"}  # every rule quotes all of it, so that what is written grows by the square
DOCUMENTS = ["html rows", "html conditions", "html columns", "html sentences", "html list", "text pipes"]
DOCUMENTS += ["html one sentence", "html one cell", "html one paragraph"]


def counted(shape: str, n: int) -> dict[str, float]:
    """Step → its calls, up to what changed to the next edition."""
    form, make = SHAPES[shape]
    text = make(n, 0)
    steps = steps_of_rules(text.decode()) if form == "yaml" else steps_of_document(text, make(n, 1), f"a.{form}")
    return {name: calls_of(work) for name, work in steps}


@pytest.mark.slow
@pytest.mark.parametrize("shape", [*DOCUMENTS, "yaml comments", "yaml keys"])
def test_twice_the_input_twice_the_calls(shape: str) -> None:
    load_readers()
    counted(shape, 2 * N)  # what is loaded or remembered once, is
    once, twice = counted(shape, N), counted(shape, 2 * N)
    grown = {step: round(twice[step] / once[step], 2) for step in once if twice[step] > GROWTH * once[step]}
    assert {step: times for step, times in grown.items() if step != "dump" or shape not in QUOTED} == {}
