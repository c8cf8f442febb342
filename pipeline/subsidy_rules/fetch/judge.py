"""Is what came the document? A server may answer 200 with a login page, an error page, a placeholder or a torso."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from subsidy_rules.fetch.address import file_name
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.history import Version
from subsidy_rules.messages.message import counted, message
from subsidy_rules.model.document import Format
from subsidy_rules.model.errors import ReadError
from subsidy_rules.read.amount import Amount, measure
from subsidy_rules.read.sniff import sniff

MIN_CHARS = 20  # as `read.pdf`: a file with fewer holds a title at best
_SHORT_PAGE = 1500  # an error page is short; a guide page that speaks of errors is not
_KEPT_SHARE = 10  # a page that keeps less than one in ten of its characters is another page


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a document before it comes.

    Attributes:
        sha256s: contents that a person accepted, whatever they look like.
        former: the version that the store has.
        feed: data for programs, whose size says nothing.
    """

    url: str
    sha256s: frozenset[str] = frozenset()
    former: Version | None = None
    feed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """The format that the content has, and its visible characters (None where they cannot be counted)."""

    format: Format
    chars: int | None


def judge(data: bytes, sha256: str, expected: Expected) -> Judged:
    """What came, where it is the document. Raises FetchError by cause where it is not."""
    url, kept = expected.url, expected.former is not None
    if not data.strip(b"\x00 \t\r\n\f\xef\xbb\xbf"):
        raise trouble(
            "empty_after_content" if kept else "empty", url, counted("{n} byte", "{n} bytes", len(data)), kept=kept, sha256=sha256
        )
    form, amount = _measured(data, expected)
    if expected.feed or sha256 in expected.sha256s:
        return Judged(form, amount.chars)
    if amount.damaged:
        raise trouble("damaged", url, counted("{n} byte", "{n} bytes", len(data)), kept=kept)
    if form == "html":
        _check_page(amount, expected)
    _check_amount(amount, sha256, expected)
    return Judged(form, amount.chars)


def _measured(data: bytes, expected: Expected) -> tuple[Format, Amount]:
    former, url = expected.former, expected.url
    named = file_name(url) or "page.html"
    if former is not None and former.format == "pdf" and PurePosixPath(named).suffix.lower() != ".pdf":
        named = f"{named}.pdf"  # so that a page in place of what was a PDF is noticed
    try:
        form = sniff(data, named)
        return form, measure(data, named, form)
    except ReadError as error:
        if former is None or former.format == "pdf" or named.endswith(".pdf"):
            _check_stand_in(data, expected)
        raise trouble("unexpected_type", url, error.what, kept=former is not None) from error


def _check_stand_in(data: bytes, expected: Expected) -> None:
    """A page in place of a PDF is named as what it is: a login or error page says more than "not a PDF"."""
    try:
        if sniff(data, "page.html") == "html":
            _check_page(measure(data, "page.html", "html"), expected)
    except ReadError:
        return  # neither page nor text: the caller says what it is


def _check_page(amount: Amount, expected: Expected) -> None:
    from subsidy_rules.language.vocabulary import load

    kept = expected.former is not None
    words = load("stand_ins")
    title, short = amount.title.lower(), (amount.chars or 0) < _SHORT_PAGE
    shown = title + (" " + amount.text.lower() if short else "")
    if amount.asks_password and short and any(word in shown for word in words["login"]):
        raise trouble("login_page", expected.url, amount.title, kept=kept)
    if short and any(word in title for word in words["error"]):
        raise trouble("error_page", expected.url, amount.title, kept=kept)
    if (amount.chars or 0) < _SHORT_PAGE // 5 and any(word in shown for word in words["error"] if not word.isdigit()):
        raise trouble("error_page", expected.url, " ".join(amount.text.split())[:60], kept=kept)


def _check_amount(amount: Amount, sha256: str, expected: Expected) -> None:
    former = expected.former
    before = former.chars if former is not None else None
    if amount.chars is None:
        return
    now = counted("{n} character", "{n} characters", amount.chars)
    detail = now if before is None else message("{before} → {now}", before=before, now=now)
    if amount.chars < MIN_CHARS and not amount.pictures:
        cause = "empty" if former is None else "empty_after_content"
        raise trouble(cause, expected.url, detail, kept=former is not None, sha256=sha256)
    if before is not None and amount.chars * _KEPT_SHARE < before and not amount.pictures:
        raise trouble("changed_structure", expected.url, detail, kept=True, sha256=sha256)
