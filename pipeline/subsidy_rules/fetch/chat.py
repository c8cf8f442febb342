"""A chat endpoint that the user names (OpenAI's interface): a question goes there, its answer and its cost come back.

Whatever comes back is a stranger's text: here only its envelope is opened.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from subsidy_rules.fetch.address import check_scheme, is_loopback, resolve
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.web import Web, WebLimits
from subsidy_rules.messages.message import message
from subsidy_rules.yaml.foreign_json import read_json

CHAT_LIMITS = WebLimits(read_s=60.0, total_s=120.0, max_bytes=1024 * 1024, tries=2, pause_s=0.0)
_MOST_ANSWERED = 2_000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where is asked, and as whom; `url` is the base, such as https://host/v1. The key is never shown."""

    url: str
    model: str
    key: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        return f"{self.url.rstrip('/')}/chat/completions"

    def question(self, system: str, user: str) -> str:
        """The body of a request, the same for the same question."""
        told = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        return json.dumps({"model": self.model, "messages": told, "temperature": 0, "max_tokens": _MOST_ANSWERED}, ensure_ascii=False)

    def check(self) -> None:
        """Raises FetchError ("bad_address") where it cannot be asked: no web address, or a key would travel for all to read."""
        check_scheme(self.url)
        if self.key and self.url.startswith("http:") and not all(map(is_loopback, resolve(self.url))):
            raise trouble("bad_address", self.url, message("a key goes over https only"))


@dataclass(frozen=True, slots=True)
class Said:
    """What the model said, and the tokens that its endpoint counts for question and answer."""

    text: str
    tokens: int


def ask(web: Web, endpoint: Endpoint, question: str) -> bytes:
    """The answer to a question as it came. Raises FetchError. Redirects are not followed: the user named this server and no other."""
    headers = {"content-type": "application/json", **({"authorization": f"Bearer {endpoint.key}"} if endpoint.key else {})}
    return web.post(endpoint.address, question.encode("utf-8"), headers)


def said_in(answer: bytes) -> Said | None:
    """What an answer says; None where it is none of this interface."""
    try:
        data = read_json(answer)
        text = data["choices"][0]["message"]["content"]
        usage = data.get("usage") or {}
        tokens = sum(n for name in ("prompt_tokens", "completion_tokens") if type(n := usage.get(name)) is int and n > 0)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return Said(text, tokens) if isinstance(text, str) else None
