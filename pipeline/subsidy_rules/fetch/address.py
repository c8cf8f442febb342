"""Which addresses may be asked: web addresses whose host lies in the public network, unless private ones are allowed."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import unquote, urlsplit, urlunsplit

from subsidy_rules.fetch.causes import network_words, trouble
from subsidy_rules.messages.message import message

_PORTS = {"http": 80, "https": 443}


def check_scheme(url: str) -> tuple[str, int]:
    """Host and port of a web address. Raises FetchError ("bad_address") for anything else, and for names and passwords in it."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise trouble("bad_address", url, message("it cannot be understood")) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise trouble("bad_address", url, parts.scheme or message("no scheme"))
    if parts.username or parts.password:
        raise trouble("bad_address", url, message("it holds a user name or password"))
    return parts.hostname, port or _PORTS[parts.scheme]


def resolve(url: str) -> tuple[str, ...]:
    """The IP addresses of the host. Raises FetchError ("unreachable") where it has none."""
    host, port = check_scheme(url)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise trouble("unreachable", url, network_words(error)) from error
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(ip: str) -> bool:
    """Whether the IP address belongs to the public network.

    >>> [is_public(ip) for ip in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:192.168.0.1")]
    [True, False, False, False, False, False]
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_global) and not address.is_multicast


def is_loopback(ip: str) -> bool:
    return ipaddress.ip_address(ip.partition("%")[0]).is_loopback


def origin(url: str) -> str:
    """Scheme and host with port: what robots.txt and pauses go by."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, "", "", ""))


def path_of(url: str) -> str:
    """Path and query as robots.txt compares them."""
    parts = urlsplit(url)
    return urlunsplit(("", "", parts.path or "/", parts.query, ""))


def file_name(url: str) -> str:
    """The last part of the path, decoded; "" for a folder. An attachment of a portal entry has its name behind "#".

    >>> file_name("https://a.example/pdf/%E8%A6%81%E9%A0%98.pdf?x=1"), file_name("jgrants:a01#要領 (1).pdf")
    ('要領.pdf', '要領 (1).pdf')
    """
    if not url.startswith(("http://", "https://")):
        return url.partition("#")[2] or url.rpartition("/")[2]
    return unquote(urlsplit(url).path).rpartition("/")[2]
