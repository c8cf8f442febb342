"""pdfplumber as a second, independent reading of the tables on chosen pages: agreement is a ground for trust, disagreement for doubt.

It shares neither parser nor table finder with the first reading. At a sixth of a second a page it is meant for the pages that carry rules.
"""

from __future__ import annotations

import faulthandler
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any

from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Document, Problem, Table
from subsidy_rules.model.extracted import SecondReading, Texts
from subsidy_rules.process.guard import Limits, limit_memory, limit_processor, process_context

# Fills thicker than this are shading, not rules, and paler ones than this are not seen (0 black, 1 white).
_RULE_MAX_PT = 3.6
_PALE = 0.85
# Share of cells in common from which on two readings agree, below which they differ.
AGREE = 0.95
DIFFER = 0.8
_SURER = 0.1
_DOUBT = 0.2
_LEAST = 0.1
_SHARED = 0.5
_LIMITS = Limits(memory_mb=1024, seconds=40.0)
_NOT_COMPARED = Problem.of(
    "no_second_reading",
    message("Its tables could not be read a second time by another library; nothing confirms them."),
)


def second_reading(data: bytes, pages: Collection[int]) -> dict[int, tuple[Texts, ...]]:
    """The cell texts of each table on the given pages (1-based), in a form that does not depend on the order of glyphs."""
    import pdfplumber

    found: dict[int, tuple[Texts, ...]] = {}
    with pdfplumber.open(io.BytesIO(data), pages=sorted(pages)) as pdf:
        for page in pdf.pages:
            tables = page.filter(_is_text_or_rule).extract_tables()
            found[page.page_number] = tuple(
                frozenset(_key(cell) for row in table for cell in row if cell and _key(cell)) for table in tables
            )
            page.close()
    return found


def second_reading_apart(data: bytes, pages: Collection[int], limits: Limits = _LIMITS) -> dict[int, tuple[Texts, ...]] | None:
    """As `second_reading`, in a process of its own; None where that process fails, dies, or needs more time or memory than allowed.

    The first reading stands without it: a document is not lost because another library cannot read it.
    """
    context = process_context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_read_apart, args=(theirs, sorted(pages), limits), daemon=True)
    process.start()
    theirs.close()
    try:
        with suppress(BrokenPipeError, ConnectionResetError):
            ours.send_bytes(data)
        if not ours.poll(limits.seconds):
            return None
        found: dict[int, tuple[Texts, ...]] | None = ours.recv()
    except (EOFError, ConnectionResetError):
        return None
    finally:
        process.kill()
        process.join()
        ours.close()
    return found


def _read_apart(sender: Connection, pages: Sequence[int], limits: Limits) -> None:
    faulthandler.disable()
    data = sender.recv_bytes()
    limit_memory(limits.memory_mb)
    limit_processor(limits.seconds)
    try:
        sender.send(second_reading(data, pages))
    except BrokenPipeError:
        return
    except Exception:  # noqa: BLE001 - the process border: whatever ails the other library, there is no second reading
        sender.send(None)


def read_second(data: bytes, pages: Collection[int], known: SecondReading | None) -> SecondReading | None:
    """The second reading of these pages, the known one where it has them all; None as `second_reading_apart`."""
    if known is not None and set(pages) <= set(known.pages):
        return known
    tables = second_reading_apart(data, pages)
    return None if tables is None else SecondReading(tuple(sorted(pages)), tables)


def compared(document: Document, second: SecondReading | None, pages: Collection[int]) -> Document:
    """The document with its tables judged by the second reading of these pages, told where there is none."""
    if second is None:
        return document.model_copy(update={"problems": (*document.problems, _NOT_COMPARED)})
    readings = {page: tables for page, tables in second.tables.items() if page in pages}
    return document.model_copy(update={"tables": with_second_reading(document.tables, readings)})


def with_second_reading(tables: Sequence[Table], readings: Mapping[int, Sequence[Texts]]) -> tuple[Table, ...]:
    """The tables with their confidence raised where the second reading has the same cells and lowered where it has others.

    A table of which no page was read again, or that the second reading does not find, stays as it is; so does one whose columns no
    rule draws, because the second reading knows nothing but rules.
    """
    return tuple(_judged(table, readings) if table.engine == "grid" else table for table in tables)


def _judged(table: Table, readings: Mapping[int, Sequence[Texts]]) -> Table:
    texts: dict[int, list[str]] = {}
    for cell in table.cells:
        texts.setdefault(cell.page_no, []).append(cell.text)
    found = [agreement(of_page, readings.get(page_no, ())) for page_no, of_page in texts.items()]
    shares = [share for share in found if share is not None]
    if not shares:
        return table
    if min(shares) >= AGREE:
        return table.model_copy(update={"confidence": round(min(1.0, table.confidence + _SURER), 2)})
    if min(shares) < DIFFER:
        lowered = round(max(_LEAST, table.confidence - _DOUBT), 2)
        return table.model_copy(update={"confidence": lowered, "reasons": (*table.reasons, "a second reading has other cells")})
    return table


def agreement(texts: Iterable[str], readings: Sequence[Texts]) -> float | None:
    """The share of cells (F1) that a table with these texts has in common with the second reading's; None where that has no such table."""
    ours = frozenset(key for text in texts if (key := _key(text)))
    letters = set("".join(ours))
    near = [theirs for theirs in readings if theirs and len(letters & set("".join(theirs))) >= _SHARED * len(letters)]
    return max((2 * len(ours & theirs) / (len(ours) + len(theirs)) for theirs in near), default=None) if ours else None


def _key(text: str) -> str:
    """A text as its sorted glyphs: stacked text comes in another order from each engine; private-use bullets are dropped."""
    folded = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return "".join(sorted(sign for sign in folded if sign not in "・･·•" and not "\ue000" <= sign <= "\uf8ff"))


def _is_text_or_rule(item: dict[str, Any]) -> bool:
    """Whether pdfplumber shall look at an object: characters, and lines and fills that a reader sees as rules."""
    if item["object_type"] not in ("rect", "curve"):
        return True
    if item.get("fill") and min(item["width"], item["height"]) > _RULE_MAX_PT:
        return False
    colour = item.get("non_stroking_color")
    return not (isinstance(colour, list | tuple) and len(colour) in (1, 3) and min(colour) > _PALE)
