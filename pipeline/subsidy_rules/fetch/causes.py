"""Why a document could not be had, by cause, and what each cause says in both languages.

The causes follow the practice of the Open Terms Archive engine: an address that is gone, that refuses, that sends something else, or
nothing where there was something, is each told apart, because each asks for something else of the analyst.
"""

from __future__ import annotations

from subsidy_rules.messages.message import Message, Said, Words, message
from subsidy_rules.model.errors import FetchError, Place

Parts = tuple[Message, Message]

_KEPT = message("What was stored before stays in use; it may be outdated.")
_MISSING = message("Its rules are missing from the result.")
_BROWSER = message(
    "Open the address in a browser; store the file with `subsidy-rules fetch FILE --programme P --edition E` or put it into the inbox."
)
_AGAIN = message("Try again later.")
_MOVED = message(
    "Look for the new address: `subsidy-rules sources discover PROGRAMME`; --archive asks the Internet Archive for the last copy."
)
_LOOK = message("Look at the page; if this is the document as it is now, write its sha256 ({sha256}) into the programme's definition.")

CAUSES: dict[str, Parts] = {
    "gone": (message("There is nothing at this address any more ({detail})."), _MOVED),
    "blocked": (message("The server refuses to give the document ({detail})."), _BROWSER),
    "robots": (message("The site asks programs not to fetch this address (robots.txt: {detail})."), _BROWSER),
    "busy": (message("The server asks to come back later ({detail})."), _AGAIN),
    "failing": (message("The server fails ({detail})."), _AGAIN),
    "unexpected_status": (message("The server answers with something unexpected ({detail})."), _BROWSER),
    "timeout": (message("The server does not answer in time ({detail})."), _AGAIN),
    "too_slow": (message("The download takes longer than {detail} and was stopped."), _AGAIN),
    "unreachable": (message("The server cannot be reached ({detail})."), _AGAIN),
    "cut": (message("The connection broke before the end ({detail})."), _AGAIN),
    "certificate": (
        message("The server cannot prove who it is ({detail})."),
        message("Do not use what it sends; ask the administrator of the site."),
    ),
    "redirects": (message("The address leads nowhere ({detail})."), _MOVED),
    "bad_address": (
        message("This is no address that can be fetched ({detail})."),
        message("Mend the address in the programme's definition."),
    ),
    "private_address": (message("The address lies in a private network ({detail})."), message("If it is meant, give --allow-private.")),
    "too_large": (
        message("The document is larger than {detail}."),
        message("Check the address; if it is right, raise the limit with --max-mb."),
    ),
    "unexpected_type": (message("Something else than the document came: {detail}"), _BROWSER),
    "login_page": (message("A login page came instead of the document ({detail})."), _BROWSER),
    "error_page": (message("An error page came instead of the document ({detail})."), _MOVED),
    "damaged": (message("The file is damaged or was cut short ({detail})."), _AGAIN),
    "empty": (message("The document is a placeholder ({detail})."), _AGAIN),
    "empty_after_content": (message("The document is empty now, it was not before ({detail})."), _LOOK),
    "changed_structure": (message("The document lost nine tenths of its text ({detail})."), _LOOK),
    "not_pinned": (
        message("This is not the version that the lock file pins ({detail})."),
        message("Fetch without --locked to take the new version, or restore the store."),
    ),
    "offline": (
        message("The document is not in the store, and the network is not to be used ({detail})."),
        message("Fetch it without --offline, or give --mirror DIR."),
    ),
    "no_address": (
        message("The document is known by its content only ({detail})."),
        message("Put the file into the inbox, or add its address to the programme's definition."),
    ),
    "not_in_mirror": (message("The mirror does not have this address ({detail})."), message("Add the file, or fetch without --offline.")),
    "no_links": (
        message("None of the links that the definition describes is on this page ({detail})."),
        message("Look at the page; mend `selector`, `file` or `text` in the programme's definition."),
    ),
    "feed": (message("The portal's answer is not what its interface describes ({detail})."), _AGAIN),
}


# what systems and libraries say of a connection, by what it contains, lower case
_NETWORK: tuple[tuple[tuple[str, ...], Message], ...] = (
    (("not known", "getaddrinfo", "no address", "name resolution"), message("the name of the server is unknown")),
    (("refused",), message("the connection is refused")),
    (("unreachable", "no route"), message("there is no way to the network")),
    (("self-signed", "self signed"), message("the certificate is signed by itself")),
    (("expired",), message("the certificate has expired")),
    (("hostname mismatch", "doesn't match", "not valid for"), message("the certificate is another server's")),
    (("certificate",), message("the certificate cannot be verified")),
    (("reset", "disconnected", "ends early", "peer closed", "incomplete"), message("the connection ended early")),
    (("ssl", "tls"), message("no secure connection came about")),
)


def network_words(error: Exception) -> Said:
    """Why a connection failed. What is none of the usual reasons is told in English as it came, and in Japanese by its kind.

    >>> network_words(OSError("[Errno 111] Connection refused")).say("ja"), network_words(OSError("odd")).say("en")
    ('接続が拒否されました', 'odd')
    """
    said = str(getattr(error, "strerror", None) or error) or type(error).__name__
    found = next((words for parts, words in _NETWORK if any(part in said.lower() for part in parts)), None)
    return found or Words(said, message("failure of the connection").say("ja"))


def trouble(cause: str, place: str, detail: str | Said = "", *, kept: bool = False, sha256: str = "") -> FetchError:
    """The error of a cause at an address. `kept`: an earlier version is in the store. KeyError for a cause that is not listed here."""
    what, todo = CAUSES[cause]
    return FetchError(
        Place(place),
        what.filled(detail=detail),
        _KEPT if kept else _MISSING,
        todo.filled(sha256=sha256) if todo is _LOOK else todo,
        cause=cause,
        detail=detail if isinstance(detail, str) else detail.say("en"),
    )
