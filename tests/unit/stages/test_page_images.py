"""Pictures of pages, drawn in a process of their own, and where texts stand on them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from subsidy_rules.stages.page_images import PageImages, Sought

SAMPLES = Path(__file__).resolve().parents[3] / "sources" / "samples"
SHA = hashlib.sha256((SAMPLES / "it2024_koubo_tsujo.pdf").read_bytes()).hexdigest()
PAGE = (0.0, 0.0, 2000.0, 2000.0)


@pytest.fixture
def images(tmp_path: Path) -> Iterator[PageImages]:
    one = PageImages([SHA, "0" * 64], [tmp_path / "nowhere", SAMPLES], tmp_path / "kept")
    yield one
    one.close()


def test_a_page_is_drawn_once_and_kept(images: PageImages, tmp_path: Path) -> None:
    picture = images.jpeg(SHA, 1)
    assert picture.startswith(b"\xff\xd8")
    assert (tmp_path / "kept" / SHA / "0001.jpg").read_bytes() == picture
    images.close()
    assert images.jpeg(SHA, 1) == picture
    assert images.jpeg(SHA, 9999) == b""
    assert images.jpeg("0" * 64, 1) == b""
    assert (images.has(SHA), images.has("0" * 64)) == (True, False)


def test_texts_are_found_on_their_page(images: PageImages) -> None:
    found, none = images.places(SHA, 3, (Sought("５万円", PAGE), Sought("どこにもない言葉", PAGE)))
    assert none == ()
    assert all(x0 < x1 and top < bottom for x0, top, x1, bottom in found)
    assert images.places("0" * 64, 1, (Sought("x", PAGE),)) == ((),)


def test_a_file_that_was_changed_since_is_not_shown(tmp_path: Path) -> None:
    copy = tmp_path / "documents" / "guideline.pdf"
    copy.parent.mkdir()
    copy.write_bytes((SAMPLES / "it2024_koubo_tsujo.pdf").read_bytes())
    images = PageImages([SHA], [copy.parent], tmp_path / "kept")
    images.jpeg("0" * 64, 1)  # it is found now
    copy.write_bytes(copy.read_bytes() + b"\n% another printing\n%%EOF\n")
    assert images.jpeg(SHA, 1) == b""
    images.close()
