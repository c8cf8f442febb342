"""Requests that no page of ours sends: each is answered with words, and nothing is written that cannot be read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from subsidy_rules.store.files import load_ruleset_dir
from unit.serve.test_api import EDITION, root
from unit.serve.test_api import client as api
from unit.serve.test_review_app import CAP, RATE, client, folder

__all__ = ["api", "client", "folder", "root"]

HALF = "\ud800"
WORDS = ["", "\x00\x1b[2J", HALF, "\u2028\u0085", "{x: [", "'\"\\", "---\n- a", "x" * 50_000, "９" * 5_000, "<script>", "../../x"]
VALUES: list[Any] = [*WORDS, None, True, -1, 10**40, 1e308, [], [[]], {}, {"a": {}}, "9" * 400, "1/0"]
ACTS = ["approve", "reject", "reopen", "comment", "choose", "edit", "no-rule", "new-rule", "approve-alike", "reject-alike", "nothing"]


def raw(data: Any) -> bytes:
    return json.dumps(data).encode("ascii")


@pytest.mark.parametrize("act", ACTS)
def test_a_decision_of_anything(client: TestClient, folder: Path, act: str) -> None:
    rules = {rule.id: rule.label for rule in load_ruleset_dir(folder).rules}
    figure = next(key for key, reason in client.get("/queue").json()["items"] if reason == "figure")
    for n, value in enumerate(VALUES):
        fields = {"max": value, "rate": value, "when": value, "label": value, "topic": value}
        also = {"reason": value, "text": value, "n": value, "kind": value if n % 2 else "", "frame": value, "wanted": value, "next": value}
        key = (f"rule:{CAP}", f"rule:{RATE}", figure, str(value))[n % 4]
        asked = {"act": act, "key": key, "fields": value if n % 3 == 0 else fields, "seen": value if n % 5 == 0 else "", **also}
        answer = client.post("/decide", content=raw(asked))
        assert answer.status_code in (200, 409, 422), ascii((asked, answer.text))[:500]
        assert answer.json()
    assert {rule.id for rule in load_ruleset_dir(folder).rules} >= rules.keys()
    for file in folder.glob("*.yaml"):
        assert HALF not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_other_requests_of_anything(client: TestClient, value: Any) -> None:
    for path in ("/check", "/decide", "/undo"):
        for data in (value, {"kind": value, "fields": {"max": value}}, {"kind": "subsidy_amount", "fields": {"max": value, "when": value}}):
            assert client.post(path, content=raw(data)).status_code in (200, 409, 422), path
    if isinstance(value, str) and HALF not in value and len(value) < 1_000:
        for path in ("/", "/queue", "/item", "/found", "/form", "/alike", "/page", "/marks"):
            asked = dict.fromkeys(("key", "by", "lang", "kind", "frame", "reason", "text", "source", "page"), value)
            assert client.get(path, params=asked).status_code in (200, 404, 422), path


@pytest.mark.parametrize("body", [b"[" * 200_000, b"{" * 9, b"\xff\xfe", b'{"a":' * 100_000, b'{"act": ' + b"9" * 100_000 + b"}"])
def test_a_body_that_is_none(client: TestClient, api: TestClient, body: bytes) -> None:
    assert client.post("/decide", content=body).status_code == 422
    assert client.post("/check", content=body).status_code == 422
    assert api.post(f"{EDITION}/evaluate", content=body).status_code == 400


def test_a_body_without_end_is_not_kept(client: TestClient) -> None:
    sent = []

    def chunks() -> Any:
        for n in range(400):
            sent.append(n)
            yield b" " * 100_000

    answer = client.post("/decide", content=chunks())
    assert answer.status_code in (413, 422)


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_a_case_of_anything(api: TestClient, value: Any) -> None:
    for part in ("applicant", "project", "answers"):
        for name in ("industry", "capital", "employees", "cost", "process_count", str(value)):
            for fact in (value, {"value": value}, [value]):
                answer = api.post(f"{EDITION}/evaluate", content=raw({"frame": "basic", part: {name: fact}}))
                assert answer.status_code in (200, 400), ascii((part, name, value))[:200]
                answer.json()
    assert api.post(f"{EDITION}/evaluate", content=raw({"frame": value})).status_code in (200, 400)


@pytest.mark.parametrize("name", ["%2e%2e", "..%2f..%2fetc", "a" * 5_000, "あ" * 60, "con", " ", "machi%00", "％"], ids=range(8))
def test_a_name_of_anything(api: TestClient, name: str) -> None:
    for path in (f"/rulesets/{name}/2", f"/rulesets/machi/{name}", f"/rulesets/machi/{name}/rules", f"/rulesets/machi/2/rules/{name}"):
        assert api.get(path).status_code in (400, 404), path
    for path in (f"/diff/machi/{name}/2", f"/diff/{name}/1/2", f"/history/{name}/x", f"/history/machi/{name}"):
        assert api.get(path).status_code in (400, 404), path


def test_what_is_given_twice_is_not_chosen_from(client: TestClient, api: TestClient) -> None:
    assert api.post(f"{EDITION}/evaluate", content=b'{"frame": "basic", "frame": "tool"}').status_code == 400
    assert api.post(f"{EDITION}/evaluate", content=b'{"applicant": {"employees": 5, "employees": 500}}').status_code == 400
    assert client.post("/decide", content=b'{"act": "approve", "act": "reject"}').status_code == 422
    for name in ("frame", "kind", "fact", "all_states"):
        assert api.get(f"{EDITION}/rules?{name}=a&{name}=b").status_code == 400
