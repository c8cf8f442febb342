"""Who is let in: a browser on this machine that was given the token, at our own address, from our own page. Nobody else.

The address carries the token once; it is then a cookie that no script reads and no other site sends. What changes something must come from
our page (Origin) and say so in a header that no form of another page can send. A page that is reached under another host name (DNS
rebinding) is refused, and nothing but our own files is ever loaded or run.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKED_BY = "x-subsidy-rules"
_NAMES = ("127.0.0.1", "localhost", "[::1]")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@dataclass(frozen=True, slots=True)
class Door:
    """The application behind it, and what lets in: the token, and the port that our address has."""

    app: ASGIApp
    token: str
    port: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers the request, or hands it on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        refused = self.refusal(Request(scope))

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await (refused if refused is not None else self.app)(scope, receive, sealed)

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not let in, or the step that takes the token out of the address; None for one that is let in."""
        if request.headers.get("host", "") not in self._hosts:
            return PlainTextResponse("This address is not ours.", status_code=421)
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("Another site may not ask.", status_code=403)
        if request.method not in ("GET", "HEAD"):
            ours = request.headers.get("origin") in {f"http://{host}" for host in self._hosts} and ASKED_BY in request.headers
            if not ours:
                return PlainTextResponse("Only our own page may change something.", status_code=403)
        given = request.query_params.get("token")
        if given is not None and request.url.path == "/" and self._is_token(given):
            step = RedirectResponse("/", status_code=303)
            step.set_cookie(self.cookie, self.token, httponly=True, samesite="strict", path="/")
            return step
        if not self._is_token(request.cookies.get(self.cookie, "")):
            return PlainTextResponse("Open the address that `subsidy-rules review` printed.", status_code=403)
        return None

    @property
    def cookie(self) -> str:
        """Cookies do not know ports: two reviews at a time need two names."""
        return f"subsidy-rules-{self.port}"

    @property
    def _hosts(self) -> frozenset[str]:
        return frozenset(f"{name}:{self.port}" for name in _NAMES)

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode("utf-8"), self.token.encode("utf-8"))
