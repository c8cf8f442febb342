"""The page of review as a web application: what is asked for under which address, and how refusals are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from threading import Thread
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from subsidy_rules.messages.message import message
from subsidy_rules.model.errors import Lang, OvertakenError, SubsidyRulesError
from subsidy_rules.serve.asked import decisions_of, refused
from subsidy_rules.serve.bodies import BodyError, json_of, read_body
from subsidy_rules.serve.desk import Desk, Wanted
from subsidy_rules.serve.form_view import check_form

_STATIC = {"review.js": "text/javascript", "review.css": "text/css", "icon.svg": "image/svg+xml"}
_LOOK_EVERY = 0.7  # seconds between looks at the files for what others decide
_WANTED = ("frame", "kind", "reason", "text", "order")
_KEEP_FOR = "private, max-age=86400"


def review_app(desk: Desk) -> Starlette:
    """The application. The first page is made ready before anybody asks for it; what of the documents is unread is looked for when somebody
    has it, and the queue of rules is there meanwhile."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        Thread(target=desk.make_ready, daemon=True).start()
        yield
        desk.papers.images.close()

    return Starlette(routes=[*_pages(desk), *_acts(desk)], lifespan=lifespan, exception_handlers={SubsidyRulesError: _refusal(desk)})


def _pages(desk: Desk) -> list[Route]:
    def html(make: Callable[[Request], str]) -> Callable[[Request], Response]:
        return lambda request: HTMLResponse(make(request))

    def picture(request: Request) -> Response:
        data = desk.papers.images.jpeg(request.path_params["sha256"], request.path_params["page"])
        return Response(data, 200 if data else 404, media_type="image/jpeg", headers={"cache-control": _KEEP_FOR} if data else {})

    def static(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _STATIC:
            return Response(status_code=404)
        return Response(files("subsidy_rules.serve").joinpath("static", name).read_bytes(), media_type=_STATIC[name])

    async def events(request: Request) -> Response:
        return StreamingResponse(_news(desk, request), media_type="text/event-stream")

    return [
        Route("/", html(lambda r: desk.shell(_lang(r, desk)))),
        Route("/static/{name}", static),
        Route("/queue", lambda r: JSONResponse(desk.queue(_by(r, desk), _wanted(r)))),
        Route("/item", html(lambda r: desk.item(_asked(r, "key"), _by(r, desk), _lang(r, desk)))),
        Route("/found", html(lambda r: desk.found(_by(r, desk), _wanted(r), _lang(r, desk)))),
        Route("/form", html(lambda r: desk.form(_asked(r, "key"), _asked(r, "kind"), _lang(r, desk), bool(_asked(r, "another"))))),
        Route("/alike", html(lambda r: desk.alike(_asked(r, "key"), _by(r, desk), _lang(r, desk)))),
        Route("/page", html(lambda r: desk.page(_asked(r, "source"), _number(_asked(r, "page")), _lang(r, desk)))),
        Route("/picture/{sha256}/{page:int}.jpg", picture),
        Route("/marks", lambda r: JSONResponse(desk.marks(_asked(r, "key")))),
        Route("/events", events),
    ]


def _acts(desk: Desk) -> list[Route]:
    async def check(request: Request) -> Response:
        data = await _body(request)
        lang = _lang(request, desk)
        fields = data.get("fields")
        typed = {str(key): str(text) for key, text in fields.items()} if isinstance(fields, dict) else {}
        told = await asyncio.to_thread(check_form, _kind(data), typed, lang)
        return JSONResponse({"reads": told.reads, "wrong": {one.key: one.words.say(lang) for one in told.wrong}})

    async def decide(request: Request) -> Response:
        data = await _body(request)
        return await asyncio.to_thread(_decided, desk, data, _by(request, desk), _lang(request, desk))

    async def undo(request: Request) -> Response:
        return await asyncio.to_thread(_undone, desk, _by(request, desk), _lang(request, desk))

    return [
        Route("/check", check, methods=["POST"]),
        Route("/decide", decide, methods=["POST"]),
        Route("/undo", undo, methods=["POST"]),
    ]


def _decided(desk: Desk, data: dict[str, Any], by: str, lang: Lang) -> Response:
    """Takes a decision and answers with what comes next; a decision of somebody else meanwhile is shown, and nothing is overwritten."""
    key, following = str(data.get("key", "")), str(data.get("next", ""))
    asking = desk.asking(by, lang)
    place, boxes = desk.place(key, asking.ruleset)
    try:
        desk.sitting.decide(decisions_of(data, asking, place, boxes), by)
    except OvertakenError as error:
        return JSONResponse({"error": error.words(lang), "overtaken": True, "html": desk.item(key, by, lang)}, 409)
    shown = key if data.get("act") == "comment" else following
    return JSONResponse({"html": desk.item(shown, by, lang), "key": shown, "queue": desk.queue(by, _wanted_in(data))})


def _undone(desk: Desk, by: str, lang: Lang) -> Response:
    step = desk.sitting.undo(by)
    key = f"rule:{step.rules[0][0]}" if step.rules and step.rules[0][1] is not None else ""
    if not key and step.places:
        from subsidy_rules.review.queue import spot_key

        key = spot_key(step.places[0][0])
    names = ", ".join(name for name, _ in step.rules) or step.name
    return JSONResponse({"said": names, "key": key, "html": desk.item(key, by, lang), "queue": desk.queue(by, Wanted())})


def _refusal(desk: Desk) -> Callable[[Request, Exception], Response]:
    def told(request: Request, error: Exception) -> Response:
        words = error.words(_lang(request, desk)) if isinstance(error, SubsidyRulesError) else str(error)
        return JSONResponse({"error": words}, 422)

    return told


async def _news(desk: Desk, request: Request) -> AsyncIterator[str]:
    """Tells when the files have changed, by whoever it was, and when it is known what is unread."""
    seen: Any = None
    yield "event: hello\ndata: {}\n\n"
    while not await request.is_disconnected():
        now = (await asyncio.to_thread(desk.sitting.stamp), desk.sitting.reads)
        yield "event: changed\ndata: {}\n\n" if now != seen and seen is not None else ": still here\n\n"
        seen = now
        if await asyncio.to_thread(lambda: desk.sitting.are_ledgers_old):
            Thread(target=desk.sitting.read_ledgers, daemon=True).start()
        await asyncio.sleep(_LOOK_EVERY)


async def _body(request: Request) -> dict[str, Any]:
    try:
        made = json_of(await read_body(request))
    except BodyError:
        made = None
    if not isinstance(made, dict):
        raise refused("", message("The request cannot be read."))
    return made


def _kind(data: dict[str, Any]) -> str:
    from subsidy_rules.kinds import all_kinds

    kind = str(data.get("kind", ""))
    if kind not in all_kinds():
        raise refused(kind, message("There is no kind {kind!r}.", kind=kind))
    return kind


def _asked(request: Request, name: str) -> str:
    return request.query_params.get(name, "")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def _lang(request: Request, desk: Desk) -> Lang:
    asked: dict[str, Lang] = {"ja": "ja", "en": "en"}
    return asked.get(request.query_params.get("lang", ""), desk.lang)


def _by(request: Request, desk: Desk) -> str:
    return request.query_params.get("by", "").strip() or desk.by


def _wanted(request: Request) -> Wanted:
    return Wanted(*(_asked(request, name) for name in _WANTED))


def _wanted_in(data: dict[str, Any]) -> Wanted:
    wanted = data.get("wanted")
    return Wanted(*(str(wanted.get(name, "")) for name in _WANTED)) if isinstance(wanted, dict) else Wanted()
