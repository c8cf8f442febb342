"""A chat endpoint that is slow, sends elsewhere or too much."""

from __future__ import annotations

import threading

import pytest

from subsidy_rules.fetch.chat import Endpoint, Said, ask, said_in
from subsidy_rules.fetch.web import Web
from subsidy_rules.model.errors import FetchError
from web_desk import QUICK
from web_server import Handler, Request, Server, status, turns

PATH = "/v1/chat/completions"
ANSWER = b'{"choices": [{"message": {"content": "yes"}}], "usage": {"prompt_tokens": 7, "completion_tokens": "x"}}'


def answer(server: Server, play: Handler) -> bytes:
    server.plays[PATH] = play
    endpoint = Endpoint(server.url("/v1/"), "m")
    with Web(QUICK, allow_private=True, sleep=lambda _: None) as web:
        return ask(web, endpoint, endpoint.question("task", "text"))


def test_the_answer_comes_after_a_trouble_that_passes(server: Server) -> None:
    assert said_in(answer(server, turns(status(503), status(200, body=ANSWER)))) == Said("yes", 7)
    assert "authorization" not in server.asked[-1].headers


def test_a_slow_answer_is_given_up(server: Server) -> None:
    done = threading.Event()

    def slow(request: Request) -> None:
        done.wait(5)

    try:
        with pytest.raises(FetchError) as caught:
            answer(server, slow)
    finally:
        done.set()
    assert caught.value.cause == "timeout"


@pytest.mark.parametrize(
    ("play", "cause"),
    [
        (status(307, {"location": "/elsewhere"}), "unexpected_status"),
        (status(401), "blocked"),
        (status(200, body=b"x" * 2_000_001), "too_large"),
    ],
)
def test_the_user_named_this_server_and_so_much(server: Server, play: Handler, cause: str) -> None:
    with pytest.raises(FetchError) as caught:
        answer(server, play)
    assert caught.value.cause == cause
    assert {asked.path for asked in server.asked} == {PATH}


def test_a_private_address_is_asked_only_where_that_is_allowed(server: Server) -> None:
    endpoint = Endpoint(server.url("/v1"), "m")
    with Web(QUICK) as web, pytest.raises(FetchError) as caught:
        ask(web, endpoint, "{}")
    assert caught.value.cause == "private_address"
    assert server.asked == []
