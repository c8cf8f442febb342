"""The address that is told, and a port that cannot be had."""

from __future__ import annotations

import socket

import pytest
from starlette.applications import Starlette

from subsidy_rules.model.errors import SourceError
from subsidy_rules.serve.server import HOST, serve


def test_a_port_that_another_program_has_is_told_in_words() -> None:
    told: list[str] = []
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SourceError) as refused:
            serve(Starlette(), port, told.append)
    assert str(port) in refused.value.words("en")
    assert told == []
