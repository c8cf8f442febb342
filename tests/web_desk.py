"""A store with the ways to it, for tests of fetching, and documents to serve."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from subsidy_rules.fetch.bring import Ways, bring
from subsidy_rules.fetch.history import History
from subsidy_rules.fetch.web import WebLimits
from subsidy_rules.model.errors import FetchError

QUICK = WebLimits(connect_s=2, read_s=0.5, total_s=1.0, max_bytes=2_000_000, backoff_s=0.01, max_wait_s=2, pause_s=0)


@dataclass
class Desk:
    """A store and the ways to it; `slept` are the pauses that were made, `day` the day in April 2026 that it is."""

    store: Path
    ways: Ways
    slept: list[float] = field(default_factory=list)
    day: int = 1
    _ticks: Iterator[int] = field(default_factory=itertools.count)

    def now(self) -> str:
        """A second later each time it is asked."""
        tick = next(self._ticks)
        return f"2026-04-{self.day:02}T{tick // 3600:02}:{tick // 60 % 60:02}:{tick % 60:02}+00:00"

    def bring(self, url: str, **rest: object) -> History:
        return bring(self.store, url, self.ways, self.now, **rest)  # type: ignore[arg-type]

    def refused(self, url: str, **rest: object) -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.bring(url, **rest)
        return caught.value


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 600), invariant=True)
    for n, line in enumerate(lines):
        canvas.drawString(40, 560 - 14 * n, line)
    canvas.save()
    return out.getvalue()
