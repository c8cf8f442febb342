"""The HTTP API: answers with citations, nothing but what it is asked, and nothing for other sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from subsidy_rules.serve.api import api_app
from subsidy_rules.serve.openapi import openapi
from subsidy_rules.serve.shelf import Shelf
from subsidy_rules.store.files import save_ruleset
from town import rule, town

EDITION = "/rulesets/machi/2"
FIRM = {"industry": "wholesale", "capital": 20_000_000, "employees": 30}
ASKED = {"frame": "basic", "applicant": FIRM, "project": {"cost": 900_000, "process_count": 1}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    draft = rule("basic.exclusion.doubtful", {"topic": "x"}, state="draft")
    made = town()
    save_ruleset(tmp_path / "machi" / "1", made.model_copy(update={"edition": "1"}))
    rules = tuple(sorted((*made.rules, draft), key=lambda one: one.id))
    rules = tuple(rule(one.id, {"rate": "3/5"}) if one.id == "basic.subsidy_rate.base" else one for one in rules)
    save_ruleset(tmp_path / "machi" / "2", made.model_copy(update={"rules": rules}))
    return tmp_path


@pytest.fixture
def client(root: Path) -> Iterator[TestClient]:
    with TestClient(api_app(Shelf(root), ["127.0.0.1"]), base_url="http://127.0.0.1") as one:
        yield one


def test_rule_sets_and_rules(client: TestClient) -> None:
    heads = client.get("/rulesets").json()
    assert [(head["edition"], head["rules"] - head["reviewed"], head["status"]) for head in heads] == [
        ("1", 0, "reviewed"),
        ("2", 1, "draft"),
    ]
    assert client.get(EDITION).json()["sources"][0]["id"] == "koubo"
    rates = client.get(f"{EDITION}/rules", params={"frame": "staff", "kind": "subsidy_rate"}).json()
    assert [one["id"] for one in rates] == ["staff.subsidy_rate.small", "staff.subsidy_rate.sme"]
    assert rates[0]["evidence"][0] == {"source": "koubo", "page": 4, "at": "表", "quote": "引用"}
    assert client.get(f"{EDITION}/rules/basic.requirement.id").json()["cel"]["met"] == 'answers["gbiz_id"]'


def test_only_reviewed_rules_unless_asked(client: TestClient) -> None:
    doubtful = f"{EDITION}/rules/basic.exclusion.doubtful"
    assert client.get(doubtful).status_code == 404
    assert client.get(doubtful, params={"all_states": "true"}).json()["state"] == "draft"


def test_answers(client: TestClient) -> None:
    answer = client.post(f"{EDITION}/evaluate", json=ASKED).json()
    assert (answer["class"], answer["eligible"], answer["amount_yen"], answer["rules_left_out"]) == ("sme", "unknown", 540_000, 1)
    assert all(step["rule"] is None or step["page"] == 4 for step in answer["steps"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"frame": "nowhere"}', 400),
        (b'{"frame": "basic", "applicant": 3}', 400),
        (b'{"frame": "basic", "more": {}}', 400),
        (b'{"frame": "basic", "project": {"cost": "much"}}', 400),
        (b" " * 1_000_001, 413),
    ],
)
def test_what_cannot_be_answered(client: TestClient, body: bytes, status: int) -> None:
    done = client.post(f"{EDITION}/evaluate", content=body)
    assert (done.status_code, list(done.json())) == (status, ["error"])


def test_changes_and_history(client: TestClient) -> None:
    changes = client.get("/diff/machi/1/2").json()["changes"]
    assert "basic.subsidy_rate.base" in {change["rule_id"] for change in changes}
    history = client.get("/history/machi/basic.subsidy_rate.base").json()
    assert [(one["edition"], one["rule"]["value"]) for one in history] == [("1", {"rate": "1/2"}), ("2", {"rate": "3/5"})]
    assert client.get("/history/machi/nothing").status_code == 404


@pytest.mark.parametrize("path", ["/rulesets/machi/9", "/rulesets/..%2f..%2fetc/2", "/rulesets/machi/%2e%2e/rules", "/nowhere"])
def test_nothing_outside_is_opened(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_other_hosts_and_methods_are_refused(client: TestClient) -> None:
    assert client.get("/rulesets", headers={"host": "evil.example"}).status_code == 400
    assert client.put("/rulesets").status_code == 405
    assert client.delete(EDITION).status_code == 405


def test_what_changes_on_the_disk_is_answered(client: TestClient, root: Path) -> None:
    assert client.get(EDITION).json()["rules"] == len(town().rules) + 1
    save_ruleset(root / "machi" / "2", town())
    assert client.get(EDITION).json()["rules"] == len(town().rules)


def described(schema: dict[str, Any], data: Any) -> list[str]:
    import jsonschema

    whole = {**schema, "components": openapi()["components"]}
    return [error.message for error in jsonschema.Draft202012Validator(whole).iter_errors(data)]


def test_every_answer_is_as_openapi_describes_it(client: TestClient) -> None:
    names = {"programme": "machi", "edition": "2", "new": "2", "rule": "basic.requirement.id"}
    paths = client.get("/openapi.json").json()["paths"]
    assert len(paths) == 7
    for path, entry in paths.items():
        address = re.sub(r"\{(\w+)\}", lambda match: names[match[1]], path)
        done = client.get(address) if "get" in entry else client.post(address, json=ASKED)
        method = entry.get("get") or entry["post"]
        assert done.status_code == 200, path
        assert described(method["responses"]["200"]["content"]["application/json"]["schema"], done.json()) == [], path
