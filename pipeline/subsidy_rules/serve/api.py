"""The read-only HTTP API: rule sets, rules, answers, changes and the history of a rule, as JSON with citations."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from subsidy_rules.evaluate.told import CaseError
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.errors import SourceError, SubsidyRulesError
from subsidy_rules.report.answer_json import answer_text
from subsidy_rules.report.neutral import json_text
from subsidy_rules.serve import answers
from subsidy_rules.serve.answers import RefusedError
from subsidy_rules.serve.bodies import BodyError, json_of, read_body
from subsidy_rules.serve.openapi import openapi
from subsidy_rules.serve.shelf import Key, Shelf

Handler = Callable[[Request], Awaitable[Response]]


def api_app(shelf: Shelf, hosts: list[str]) -> Starlette:
    """The application. Requests under another host name than these are refused, as a page of another site makes them (DNS rebinding)."""
    edition = "/rulesets/{programme}/{edition}"
    routes = [
        Route("/openapi.json", _answering(shelf, _openapi)),
        Route("/rulesets", _answering(shelf, _rulesets)),
        Route(edition, _answering(shelf, _ruleset)),
        Route(f"{edition}/rules", _answering(shelf, _rules)),
        Route(f"{edition}/rules/{{rule}}", _answering(shelf, _rule)),
        Route(f"{edition}/evaluate", _answering(shelf, _evaluate, at_once=_is_read), methods=["POST"]),
        Route("/diff/{programme}/{edition}/{new}", _answering(shelf, _diff)),
        Route("/history/{programme}/{rule}", _answering(shelf, _history)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)])


class _Json(str):
    """An answer that is JSON already."""

    __slots__ = ()


def _answer(content: Any, status_code: int = 200) -> Response:
    """JSON in which nothing acts on who looks at it, and which no browser takes for something else."""
    headers = {"x-content-type-options": "nosniff", "cache-control": "no-store"}
    text = content if isinstance(content, _Json) else json_text(content, lines=False)
    return Response(text.encode("utf-8"), status_code, headers, "application/json")


def _answering(
    shelf: Shelf, answer: Callable[[Shelf, Request, bytes], Any], at_once: Callable[[Shelf, Request], bool] = lambda shelf, request: False
) -> Handler:
    """Answers with JSON; what is wrong is told with its status: 404 nothing there, 400 not understood, 413 too much.

    `at_once` says that an answer takes less time than to hand the question to a thread; all others are worked out in one.
    """

    async def handle(request: Request) -> Response:
        try:
            body = await read_body(request)
            if at_once(shelf, request):
                return _answer(answer(shelf, request, body))
            return _answer(await run_in_threadpool(answer, shelf, request, body))
        except (RefusedError, BodyError) as error:
            return _answer({"error": error.why}, status_code=error.status)
        except CaseError as error:
            return _answer({"error": error.words(_lang(request))}, status_code=400)
        except SubsidyRulesError as error:
            return _answer({"error": error.words(_lang(request))}, status_code=404 if isinstance(error, SourceError) else 500)

    return handle


def _lang(request: Request) -> Lang:
    return "en" if request.query_params.get("lang") == "en" else "ja"


def _asked_lang(request: Request) -> Lang:
    return "en" if _chosen(request, "lang", ("ja", "en")) == "en" else "ja"


def _key(request: Request) -> Key:
    return request.path_params["programme"], request.path_params["edition"]


def _every(request: Request) -> bool:
    return _chosen(request, "all_states", ("false", "true")) == "true"


def _chosen(request: Request, name: str, known: tuple[str, ...]) -> str:
    """What is asked for by a parameter, the first of what is known where it is not. Nothing else is taken for what it could have meant."""
    said = request.query_params.getlist(name) or [known[0]]
    if len(said) > 1 or said[0] not in known:
        raise RefusedError(400, f"{name} is one of {', '.join(known)}")
    return said[0]


def _said_once(request: Request, name: str) -> str | None:
    said = request.query_params.getlist(name)
    if len(said) > 1:
        raise RefusedError(400, f"{name} is given twice")
    return said[0] if said else None


def _openapi(shelf: Shelf, request: Request, body: bytes) -> Any:
    return openapi()


def _rulesets(shelf: Shelf, request: Request, body: bytes) -> Any:
    return answers.heads(shelf)


def _ruleset(shelf: Shelf, request: Request, body: bytes) -> Any:
    return answers.head(shelf, _key(request))


def _rules(shelf: Shelf, request: Request, body: bytes) -> Any:
    asked = {name: _said_once(request, name) for name in ("frame", "kind", "fact")}
    return answers.rules(shelf, _key(request), asked, every=_every(request))


def _rule(shelf: Shelf, request: Request, body: bytes) -> Any:
    return answers.rule(shelf, _key(request), request.path_params["rule"], every=_every(request))


def _evaluate(shelf: Shelf, request: Request, body: bytes) -> Any:
    asked, lang = json_of(body), _asked_lang(request)
    return _Json(answer_text(answers.evaluated(shelf, _key(request), asked, every=_every(request)), lang))


def _is_read(shelf: Shelf, request: Request) -> bool:
    return shelf.is_read(_key(request), all_states=request.query_params.get("all_states") == "true")


def _diff(shelf: Shelf, request: Request, body: bytes) -> Any:
    return answers.changes(shelf, *(request.path_params[name] for name in ("programme", "edition", "new")))


def _history(shelf: Shelf, request: Request, body: bytes) -> Any:
    return answers.history(shelf, request.path_params["programme"], request.path_params["rule"], every=_every(request))
