"""The read-only HTTP API: rule sets, rules, answers, changes and the history of a rule, as JSON with citations."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from subsidy_rules.compare import compare_rulesets
from subsidy_rules.evaluate.evaluate import evaluate_case
from subsidy_rules.evaluate.told import CaseError, read_case
from subsidy_rules.export.typed_json import rule_data
from subsidy_rules.messages.message import Lang
from subsidy_rules.model.errors import SourceError, SubsidyRulesError
from subsidy_rules.model.programme import COMMON
from subsidy_rules.report.answer_json import answer_data
from subsidy_rules.report.changes import changes_data
from subsidy_rules.serve.openapi import openapi
from subsidy_rules.serve.shelf import Key, Shelf

Handler = Callable[[Request], Awaitable[Response]]
_MOST_BYTES = 1_000_000
_PARTS = frozenset({"frame", "applicant", "project", "answers"})


class _RefusedError(Exception):
    """A request that cannot be answered, and why."""

    def __init__(self, status: int, why: str) -> None:
        self.status, self.why = status, why


def api_app(shelf: Shelf, hosts: list[str]) -> Starlette:
    """The application. Requests under another host name than these are refused, as a page of another site makes them (DNS rebinding)."""
    edition = "/rulesets/{programme}/{edition}"
    routes = [
        Route("/openapi.json", _answering(shelf, _openapi)),
        Route("/rulesets", _answering(shelf, _rulesets)),
        Route(edition, _answering(shelf, _ruleset)),
        Route(f"{edition}/rules", _answering(shelf, _rules)),
        Route(f"{edition}/rules/{{rule}}", _answering(shelf, _rule)),
        Route(f"{edition}/evaluate", _answering(shelf, _evaluate), methods=["POST"]),
        Route("/diff/{programme}/{edition}/{new}", _answering(shelf, _diff)),
        Route("/history/{programme}/{rule}", _answering(shelf, _history)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)])


def _answering(shelf: Shelf, answer: Callable[[Shelf, Request, bytes], Any]) -> Handler:
    """Answers with JSON; what is wrong is told with its status: 404 nothing there, 400 not understood, 413 too much."""

    async def handle(request: Request) -> Response:
        try:
            body = await _body(request)
            return JSONResponse(await run_in_threadpool(answer, shelf, request, body))
        except _RefusedError as error:
            return JSONResponse({"error": error.why}, status_code=error.status)
        except CaseError as error:
            return JSONResponse({"error": error.words(_lang(request))}, status_code=400)
        except SubsidyRulesError as error:
            return JSONResponse({"error": error.words(_lang(request))}, status_code=404 if isinstance(error, SourceError) else 500)

    return handle


async def _body(request: Request) -> bytes:
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > _MOST_BYTES:
            raise _RefusedError(413, "the request is too large")
        chunks.append(chunk)
    return b"".join(chunks)


def _lang(request: Request) -> Lang:
    return "en" if request.query_params.get("lang") == "en" else "ja"


def _key(request: Request) -> Key:
    return request.path_params["programme"], request.path_params["edition"]


def _every(request: Request) -> bool:
    return request.query_params.get("all_states") == "true"


def _openapi(shelf: Shelf, request: Request, body: bytes) -> Any:
    return openapi()


def _rulesets(shelf: Shelf, request: Request, body: bytes) -> Any:
    return [_head(shelf, key) for key in shelf.editions()]


def _head(shelf: Shelf, key: Key) -> dict[str, Any]:
    every, reviewed = shelf.ruleset(key, all_states=True), shelf.ruleset(key)
    frames = [{"id": frame.id, "name": frame.name} for frame in every.frames]
    counts = {"rules": len(every.rules), "reviewed": len(reviewed.rules), "status": every.status}
    return {"programme": key[0], "edition": key[1], "title": every.title, **counts, "frames": frames}


def _ruleset(shelf: Shelf, request: Request, body: bytes) -> Any:
    every = shelf.ruleset(_key(request), all_states=True)
    sources = [source.model_dump(mode="json", exclude_none=True, exclude={"read"}) for source in every.sources]
    return {**_head(shelf, _key(request)), "sources": sources}


def _rules(shelf: Shelf, request: Request, body: bytes) -> Any:
    asked = {name: request.query_params.get(name) for name in ("frame", "kind", "fact")}
    return [rule_data(rule) for rule in shelf.ruleset(_key(request), all_states=_every(request)).find(**asked)]


def _rule(shelf: Shelf, request: Request, body: bytes) -> Any:
    found = shelf.ruleset(_key(request), all_states=_every(request)).rule(request.path_params["rule"])
    if found is None:
        raise _RefusedError(404, "there is no such rule, or nobody has reviewed it")
    return rule_data(found)


def _evaluate(shelf: Shelf, request: Request, body: bytes) -> Any:
    try:
        asked = json.loads(body)
    except ValueError as error:
        raise _RefusedError(400, "the body is no JSON") from error
    maps = ("applicant", "project", "answers")
    if not isinstance(asked, dict) or not set(asked) <= _PARTS or not all(isinstance(asked.get(name) or {}, dict) for name in maps):
        raise _RefusedError(400, "the body has frame, applicant, project and answers")
    ruleset = shelf.ruleset(_key(request), all_states=_every(request))
    ids = {frame.id for frame in ruleset.frames} or {COMMON}
    frame = asked.get("frame") or (next(iter(ids)) if len(ids) == 1 else "")
    if frame not in ids:
        raise _RefusedError(400, f"frame is one of {', '.join(sorted(ids))}")
    case = read_case(*({**(asked.get(name) or {})} for name in maps))
    rules = shelf.frame(_key(request), frame, all_states=_every(request))
    return answer_data(evaluate_case(ruleset, frame, rules, case), _lang(request))


def _diff(shelf: Shelf, request: Request, body: bytes) -> Any:
    programme = request.path_params["programme"]
    old, new = (shelf.whole((programme, request.path_params[name])) for name in ("edition", "new"))
    return changes_data(old, new, compare_rulesets(old, new))


def _history(shelf: Shelf, request: Request, body: bytes) -> Any:
    """The rule in each edition, oldest first; one that was renamed is found under its later ids, too."""
    programme, name = request.path_params["programme"], request.path_params["rule"]
    names, found = {name}, []
    for key in (key for key in shelf.editions() if key[0] == programme):
        ruleset = shelf.ruleset(key, all_states=_every(request))
        names |= {entry.new for entry in ruleset.renamed if entry.old in names}
        found += [{"edition": key[1], "rule": rule_data(rule)} for rule in ruleset.rules if rule.id in names]
    if not found:
        raise _RefusedError(404, "no edition has such a rule, or nobody has reviewed it")
    return found
