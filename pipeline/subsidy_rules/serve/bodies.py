"""Bodies of requests: so much of them and no more, and as JSON that can be written again."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from subsidy_rules.yaml.foreign_json import read_json

MOST_BYTES = 1_000_000


class BodyError(ValueError):
    """A body that is too large (413), or no JSON (400)."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


async def read_body(request: Request) -> bytes:
    """The body. What is too large is not kept while the rest of it comes. Raises BodyError."""
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MOST_BYTES:
            raise BodyError(413, "the request is too large")
        chunks.append(chunk)
    return b"".join(chunks)


def json_of(body: bytes) -> Any:
    """The data. Raises BodyError, also for halves of characters and for numbers that no file holds: what is taken must be writable."""
    try:
        return read_json(body)
    except ValueError as error:
        raise BodyError(400, "the body is no JSON, or gives a name twice") from error
