"""Datasette serves what `export --format sqlite` writes, with search and facets; an agent asks it through its plugin for MCP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from subsidy_rules.export.formats import write_export
from town import RULES_OF_EVERY_SHAPE, town

datasette = pytest.importorskip("datasette.app")
pytest.importorskip("datasette_mcp")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("datasette") / "rules.db"
    path.write_bytes(write_export("sqlite", [town(*RULES_OF_EVERY_SHAPE)], "ja"))
    return path


@pytest.fixture(scope="module")
def client(base: Path) -> Iterator[TestClient]:
    with TestClient(datasette.Datasette([], immutables=[str(base)]).app(), base_url="http://localhost") as one:
        yield one


def test_search_in_japanese_and_facets(client: TestClient) -> None:
    found = client.get("/rules/rules.json?_search=のきまり&_shape=objects&_size=max&_facet=kind&_facet=frame").json()
    assert len(found["rows"]) == len(town(*RULES_OF_EVERY_SHAPE).rules)
    kinds = {one["value"]: one["count"] for one in found["facet_results"]["kind"]["results"]}
    assert kinds["subsidy_rate"] == sum(one["kind"] == "subsidy_rate" for one in found["rows"])
    some = client.get("/rules/rules.json?_search=payroll&_shape=objects").json()["rows"]
    assert 0 < len(some) < len(found["rows"]) / 4
    assert "basic.requirement.payroll" in {row["id"] for row in some}


def test_a_rule_leads_to_its_evidence_and_conditions(client: TestClient) -> None:
    places = client.get("/rules/evidence.json?rule=basic.subsidy_amount.high&_shape=array").json()
    assert [(one["page"], one["quote"]) for one in places] == [(4, "引用")]
    facts = client.get("/rules/conditions.json?_facet=fact&_shape=objects&_size=max").json()["facet_results"]["fact"]["results"]
    assert {"process_count", "missed_year"} <= {one["value"] for one in facts}


def test_an_agent_asks_it(client: TestClient) -> None:
    head = {"accept": "application/json, text/event-stream"}

    def sent(method: str, n: int | None, **params: Any) -> Any:
        call = {"jsonrpc": "2.0", "method": method, "params": params} | ({} if n is None else {"id": n})
        answer = client.post("/-/mcp", json=call, headers=head)
        assert answer.status_code in (200, 202), answer.text
        head.update({name: answer.headers[name] for name in ("mcp-session-id",) if name in answer.headers})
        return json.loads(answer.text.split("data: ", 1)[-1])["result"] if n is not None else None

    sent("initialize", 1, protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"})
    sent("notifications/initialized", None)
    sql = "select id from rules where kind = 'clawback' order by id"
    found = sent("tools/call", 2, name="execute_sql", arguments={"database": "rules", "sql": sql})["structuredContent"]
    assert [row["id"] for row in found["rows"]] == [f"basic.clawback.year_{n}" for n in (1, 2, 3)]
