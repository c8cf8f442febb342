"""Who is let in to the page of review, and who is not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from subsidy_rules.serve.door import ASKED_BY, Door

TOKEN, PORT = "a-token", 8123
OURS = f"http://127.0.0.1:{PORT}"


async def answer(request: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


@pytest.fixture
def client() -> Iterator[TestClient]:
    routes = [Route("/", answer), Route("/decide", answer, methods=["POST"])]
    with TestClient(Door(Starlette(routes=routes), TOKEN, PORT), base_url=OURS) as one:
        yield one


def enter(client: TestClient) -> None:
    assert client.get(f"/?token={TOKEN}").text == "inside"


def test_the_token_becomes_a_cookie_and_leaves_the_address(client: TestClient) -> None:
    step = client.get(f"/?token={TOKEN}", follow_redirects=False)
    assert (step.status_code, step.headers["location"]) == (303, "/")
    assert {"HttpOnly", "SameSite=strict"} <= set(step.headers["set-cookie"].split("; "))
    assert client.get("/").text == "inside"


@pytest.mark.parametrize("path", ["/", "/?token=", "/?token=another", "/decide?token=a-token"])
def test_nobody_without_the_token(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code == 403


@pytest.mark.parametrize("host", ["evil.example:8123", "127.0.0.1:8124", "127.0.0.1", "localhost.evil.example:8123", ""])
def test_no_other_host_name(client: TestClient, host: str) -> None:
    enter(client)
    assert client.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": OURS, ASKED_BY: "1"}, 200),
        ({"origin": f"http://localhost:{PORT}", ASKED_BY: "1"}, 200),
        ({"origin": OURS}, 403),
        ({ASKED_BY: "1"}, 403),
        ({"origin": "null", ASKED_BY: "1"}, 403),
        ({"origin": "http://127.0.0.1:9999", ASKED_BY: "1"}, 403),
        ({"origin": "https://evil.example", ASKED_BY: "1"}, 403),
        ({"origin": OURS, ASKED_BY: "1", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": OURS, ASKED_BY: "1", "sec-fetch-site": "same-site"}, 403),
    ],
)
def test_only_our_own_page_changes_something(client: TestClient, headers: dict[str, str], status: int) -> None:
    enter(client)
    assert client.post("/decide", headers=headers).status_code == status


def test_nothing_but_our_own_files_is_loaded_or_run(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]  # also where nobody is let in
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert client.get("/").headers["x-content-type-options"] == "nosniff"
