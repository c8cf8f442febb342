"""Which addresses may be asked: web addresses whose host lies in the public network, unless private ones are allowed."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit, urlunsplit

from subsidy_rules.fetch.causes import network_words, trouble
from subsidy_rules.messages.message import message

# whose last 32 bits are an IPv4 address: NAT64 (RFC 6052), IPv4-compatible and IPv4-translated (RFC 4291, 2765)
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96", "::ffff:0:0:0/96")))
# NAT64 of an own network (RFC 8215): nobody outside knows at which bits the IPv4 address stands
_OWN_NAT64 = ipaddress.IPv6Network("64:ff9b:1::/48")
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


def joined(base: str, href: str) -> str | None:
    """The address that a page or a redirect at `base` leads to, without what follows "#"; None for what can be none.

    The host stands as it is asked: in a name of signs that look like those of another, nobody sees whose it is.

    >>> joined("https://a.example/guide/", "../b.pdf#page=2"), joined("https://a.example/", "http://[::1")
    ('https://a.example/b.pdf', None)
    >>> joined("https://a.example/", "//例え.jp:8080/b.pdf")
    'https://xn--r8jz45g.jp:8080/b.pdf'
    """
    try:
        url = urldefrag(urljoin(base, href)).url
        parts = urlsplit(url)
        host, at, port = parts.hostname or "", parts.netloc.rpartition("@")[:2], parts.port
        if host.isascii():
            return url
        shown = host.encode("idna").decode("ascii")
    except ValueError:
        return None
    return urlunsplit(parts._replace(netloc=f"{''.join(at)}{shown}{f':{port}' if port is not None else ''}"))


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
    >>> [is_public(ip) for ip in ("64:ff9b::808:808", "64:ff9b::a01:203", "2002:7f00:1::", "::10.0.0.1", "fec0::1")]
    [True, False, False, False, False]
    >>> is_public("64:ff9b:1:7f00:0:100:808:808")
    False
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv4Address):
        return _is_public_4(address)
    if address.ipv4_mapped is not None:  # ::ffff:0:0/96
        return _is_public_4(address.ipv4_mapped)
    if address in _OWN_NAT64:
        return False
    return address.is_global and not address.is_multicast and not address.is_site_local and all(map(_is_public_4, _within(address)))


def _is_public_4(address: ipaddress.IPv4Address) -> bool:
    if address in _OWN_NAT64:
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _within(address: ipaddress.IPv6Address) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 addresses to which the network may translate an IPv6 address."""
    if address.sixtofour is not None:  # 2002::/16
        yield address.sixtofour
    if address.teredo is not None:  # 2001::/32
        yield from address.teredo
    if any(address in network for network in _TRANSLATED):
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


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
    try:
        return unquote(urlsplit(url).path).rpartition("/")[2]
    except ValueError:  # a definition may hold anything; asking for it says what is wrong
        return ""
