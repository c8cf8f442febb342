"""The reading process: the same result as reading directly, and every limit ends in an error that names the page."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.pdf import iter_layouts, page_of
from subsidy_rules.read.worker import Limits, read_guarded
from subsidy_rules.tables import build_tables
from unit.read.test_pdf import pdf_of, text


def test_pages_and_tables_are_those_of_direct_reading() -> None:
    data = pdf_of(text, text, text)
    reads = list(read_guarded(data, "a.pdf"))
    layouts = list(iter_layouts(data, "a.pdf"))
    assert [read.page for read in reads] == [page_of(layout) for layout in layouts]
    assert [read.tables for read in reads] == [build_tables(layout) for layout in layouts]


def test_errors_of_reading_come_through() -> None:
    with pytest.raises(ReadError, match="empty") as caught:
        list(read_guarded(b"", "a.pdf"))
    assert "空です" in caught.value.words("ja")


def test_too_many_pages() -> None:
    with pytest.raises(ReadError, match="more than 2 pages") as caught:
        list(read_guarded(pdf_of(text, text, text), "a.pdf", Limits(pages=2)))
    assert caught.value.place.page == 3


def test_too_slow() -> None:
    with pytest.raises(ReadError, match="longer than 0 seconds") as caught:
        list(read_guarded(pdf_of(text), "a.pdf", Limits(seconds=0.0)))
    assert caught.value.place.page == 1


def _bomb() -> bytes:
    """A PDF of a few hundred kilobytes whose one page unpacks to 200 MB."""
    content = zlib.compress(b" " * 200_000_000)
    return (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R>>endobj\n"
        b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF" % (len(content), content)
    )


def test_a_page_that_needs_too_much_memory_costs_only_its_document() -> None:
    with pytest.raises(ReadError, match="page 1: ") as caught:
        list(read_guarded(_bomb(), "bomb.pdf", Limits(memory_mb=32)))
    assert "1ページ" in caught.value.words("ja")
    assert len(list(read_guarded(pdf_of(text), "a.pdf"))) == 1


def test_a_fault_of_ours_names_file_page_and_line() -> None:
    no_number: int = "2"  # type: ignore[assignment]
    with pytest.raises(ReadError, match=r"^a\.pdf, page 1: The reader failed here \(TypeError: .* in read/worker\.py:\d+\)") as caught:
        list(read_guarded(pdf_of(text), "a.pdf", Limits(pages=no_number)))
    assert "不具合" in caught.value.words("ja")


def test_a_reader_that_stops_early_leaves_no_process_behind() -> None:
    reads = read_guarded(pdf_of(*[text] * 5), "a.pdf")
    assert next(reads).page.page_no == 1
    reads.close()
    assert multiprocessing.active_children() == []


SCRIPT = """
import threading
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.worker import read_guarded
threading.Thread(target=threading.Event().wait, daemon=True).start()
try:
    list(read_guarded(b"%PDF-1.7" + bytes(1_000_000), "a.pdf"))
except ReadError as error:
    print(error)
"""


def test_a_reader_that_cannot_start_is_told_and_not_waited_for(tmp_path: Path) -> None:
    """A script that starts processes while it is imported cannot have its reader started anew."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run([sys.executable, str(tmp_path / "script.py")], capture_output=True, text=True, timeout=60, check=False)
    assert "a.pdf, page 1: The reading process ended here (exit code 1)." in done.stdout, done.stderr


def test_a_process_with_threads_starts_the_reader_anew() -> None:
    ready, stop = threading.Event(), threading.Event()
    thread = threading.Thread(target=lambda: (ready.set(), stop.wait()))
    thread.start()
    ready.wait()
    try:
        assert [read.page.page_no for read in read_guarded(pdf_of(text, text), "a.pdf")] == [1, 2]
    finally:
        stop.set()
        thread.join()
