"""A server on the loopback address, and a store with a network that does not wait long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.web import Web
from web_desk import QUICK, Desk
from web_server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    slept: list[float] = []
    with Web(QUICK, allow_private=True, sleep=slept.append) as web:
        yield Desk(tmp_path / "store", Ways(web), slept)
