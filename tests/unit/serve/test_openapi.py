"""The HTTP API keeps to its own description, whatever it is asked: schemathesis draws the questions, valid ones and others."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from subsidy_rules.serve.api import api_app
from subsidy_rules.serve.openapi import openapi
from subsidy_rules.serve.shelf import Shelf
from subsidy_rules.store.files import save_ruleset
from town import town

# names that there are, so that not every question is about nothing
KNOWN = {"programme": "machi", "edition": "2", "new": "2", "rule": "basic.requirement.id"}
QUESTION = {
    "frame": {"anyOf": [{"const": "basic"}, {"type": "string"}]},
    "applicant": {
        "type": "object",
        "properties": {
            "industry": {"enum": ["wholesale", "retail", "hotel", ""]},
            "capital": {"type": "number"},
            "employees": {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "array"}, {"type": "null"}]},
            "past_award": {},
        },
    },
    "project": {"type": "object", "properties": {"cost": {}, "items": {}, "process_count": {"type": "integer"}, "requested_amount": {}}},
    "answers": {"type": "object", "additionalProperties": {"type": "boolean"}},
}


def description() -> dict[str, Any]:
    """Our own, with names and facts that the rule set of the town has among those that are drawn."""
    data = deepcopy(openapi())
    for entry in data["paths"].values():
        for method in entry.values():
            for parameter in method["parameters"]:
                if parameter["name"] in KNOWN:
                    parameter["schema"] = {"anyOf": [{"const": KNOWN[parameter["name"]]}, parameter["schema"]]}
    data["components"]["schemas"]["Question"]["properties"] = QUESTION
    return data


PLACES = [(path, method) for path, entry in openapi()["paths"].items() for method in entry]
# any text is a name in an address: only questions with a body or with choices can be wrong
WRONG = [("/rulesets/{programme}/{edition}/rules", "get"), ("/rulesets/{programme}/{edition}/evaluate", "post")]
MODES = [*((*place, GenerationMode.POSITIVE) for place in PLACES), *((*place, GenerationMode.NEGATIVE) for place in WRONG)]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root: Path = tmp_path_factory.mktemp("rules")
    save_ruleset(root / "machi" / "2", town())
    schema = schemathesis.openapi.from_dict(description())
    schema.app = api_app(Shelf(root), ["testserver"])
    return schema


@pytest.mark.parametrize(("path", "method", "mode"), MODES)
def test_keeps_to_its_description(api: Any, path: str, method: str, mode: GenerationMode) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=api[path][method].as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        case.call_and_validate()

    asked()
