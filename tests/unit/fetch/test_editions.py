"""The store: content under its hash, one record for each edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from subsidy_rules.fetch import (
    EditionFiles,
    blob_path,
    keep,
    load_edition_files,
    read_local,
    save_edition_files,
    stored_bytes,
    stored_editions,
)
from subsidy_rules.model.errors import FetchError
from subsidy_rules.model.programme import DocumentEntry


def test_keep_and_read_back(tmp_path: Path) -> None:
    files = load_edition_files(tmp_path, "p", "2025")
    assert files.documents == ()
    entry = DocumentEntry(id="a", file="a.txt")
    files = keep(tmp_path, files, entry, b"one", "a.txt", "2026-01-01T00:00:00+00:00")
    files = keep(tmp_path, files, DocumentEntry(id="b", file="b.txt"), b"two", "b.txt", "2026-01-01T00:00:00+00:00")
    save_edition_files(tmp_path, files)
    assert load_edition_files(tmp_path, "p", "2025") == files
    assert [stored_bytes(tmp_path, fetched) for fetched in files.documents] == [b"one", b"two"]
    assert list(stored_editions(tmp_path)) == [("p", "2025")]


def test_same_bytes_change_nothing_and_new_ones_replace(tmp_path: Path) -> None:
    entry = DocumentEntry(id="a", file="a.txt")
    first = keep(tmp_path, EditionFiles(programme="p", edition="1"), entry, b"one", "a.txt", "monday")
    assert keep(tmp_path, first, entry, b"one", "a.txt", "tuesday") == first
    changed = keep(tmp_path, first, entry, b"new", "a.txt", "tuesday")
    assert [(one.fetched_at, stored_bytes(tmp_path, one)) for one in changed.documents] == [("tuesday", b"new")]


def test_altered_file_is_noticed(tmp_path: Path) -> None:
    files = keep(tmp_path, EditionFiles(programme="p", edition="1"), DocumentEntry(id="a", file="a.txt"), b"one", "a.txt", "monday")
    blob_path(tmp_path, files.documents[0].entry.sha256 or "").write_bytes(b"other")
    with pytest.raises(FetchError, match="not what was stored"):
        stored_bytes(tmp_path, files.documents[0])


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="no such file"):
        read_local(tmp_path / "nowhere.pdf")
    with pytest.raises(FetchError, match="folder"):
        read_local(tmp_path)
