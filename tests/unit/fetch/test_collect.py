"""An edition as a whole: local files, mirror, inbox, lock file, archive; and a server that cannot prove who it is."""

from __future__ import annotations

import datetime
import ipaddress
import json
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from subsidy_rules.fetch import load_edition_files, sha256_of, stored_bytes
from subsidy_rules.fetch.bring import Ways
from subsidy_rules.fetch.collect import Fetching, Order, fetch_edition
from subsidy_rules.fetch.history import load_history
from subsidy_rules.fetch.inbox import read_inbox
from subsidy_rules.fetch.lock_file import lock_path, pins_of
from subsidy_rules.fetch.mirror import Mirror, load_mirror
from subsidy_rules.model.errors import SourceError
from subsidy_rules.model.programme import DocumentEntry, Programme
from web_desk import Desk
from web_server import Server, page, status, turns

GUIDE = ("<html><title>案内</title><p>" + "対象となる経費と補助率を案内します。" * 30 + "</p></html>").encode()
NEWER = GUIDE.replace("案内します".encode(), "改めました".encode())


def collect(desk: Desk, *entries: DocumentEntry, ways: Ways | None = None, **rest: object) -> Fetching:
    order = Order("p", "1", entries, **rest)  # type: ignore[arg-type]
    return fetch_edition(desk.store, order, ways or desk.ways, desk.now, lambda _: None)


def contents(desk: Desk) -> dict[str, bytes]:
    files = load_edition_files(desk.store, "p", "1")
    return {one.entry.id: stored_bytes(desk.store, one) for one in files.documents}


def causes(done: Fetching) -> list[str]:
    return [getattr(error, "cause", "") for error in done.errors]


def test_one_that_is_gone_does_not_stop_the_others(server: Server, desk: Desk) -> None:
    server.plays |= {"/a": turns(page(GUIDE), page(NEWER)), "/c": page(GUIDE)}
    entries = [DocumentEntry(id=name, url=server.url(f"/{name}")) for name in "abc"]
    done = collect(desk, *entries)
    assert [(one.document, one.outcome) for one in done.outcomes] == [("a", "new"), ("c", "new")]
    assert causes(done) == ["gone"]
    again = collect(desk, *entries)
    assert [(one.document, one.outcome) for one in again.outcomes] == [("a", "changed"), ("c", "unchanged")]
    assert contents(desk) == {"a": NEWER, "c": GUIDE}
    assert len(load_history(desk.store, server.url("/a")).versions) == 2


def test_locked_takes_the_pinned_version_without_network(server: Server, desk: Desk) -> None:
    server.plays["/a"] = turns(page(GUIDE), page(NEWER))
    entry = DocumentEntry(id="a", url=server.url("/a"))
    collect(desk, entry)
    path = lock_path(desk.store)
    first = path.read_bytes()
    assert pins_of(path, "p", "1") == {"a": sha256_of(GUIDE)}
    collect(desk, entry)
    assert pins_of(path, "p", "1") == {"a": sha256_of(NEWER)}
    path.write_bytes(first)
    server.forget()
    assert collect(desk, entry, ways=Ways(), pinned=True).errors == ()
    assert contents(desk) == {"a": GUIDE}
    assert server.asked == []
    assert path.read_bytes() == first


def test_locked_refuses_another_version(server: Server, desk: Desk) -> None:
    server.plays["/a"] = page(NEWER)
    lock_path(desk.store).write_text(f"p/1:\n  a: {{sha256: {sha256_of(GUIDE)}}}\n")
    done = collect(desk, DocumentEntry(id="a", url=server.url("/a")), pinned=True)
    assert causes(done) == ["not_pinned"]
    assert contents(desk) == {}


def test_broken_lock_file_names_its_line(desk: Desk) -> None:
    lock_path(desk.store).write_text("p/1:\n  a: {sha256: x}\n  b: {url: y}\n")
    with pytest.raises(SourceError, match="line 3"):
        pins_of(lock_path(desk.store), "p", "1")


def test_mirror_folder_and_list(desk: Desk, server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "mirror"
    (folder / "a.example" / "pdf").mkdir(parents=True)
    (folder / "a.example" / "pdf" / "x.html").write_bytes(GUIDE)
    (folder / "y.html").write_bytes(NEWER)
    entries = [DocumentEntry(id="x", url="https://a.example/pdf/x.html"), DocumentEntry(id="y", url="https://b.example/z/y.html?v=1")]
    assert collect(desk, *entries, ways=Ways(mirror=load_mirror(folder))).errors == ()
    assert contents(desk) == {"x": GUIDE, "y": NEWER}
    latest = load_history(desk.store, "https://a.example/pdf/x.html").latest
    assert latest is not None
    assert (latest.via, latest.url) == ("mirror", "https://a.example/pdf/x.html")
    assert causes(collect(desk, DocumentEntry(id="z", url="https://a.example/../../secret"), ways=Ways(mirror=Mirror(folder)))) == [
        "not_in_mirror"
    ]
    (tmp_path / "map.yaml").write_text(f"https://c.example/: {server.base}/\nhttps://d.example/d: mirror/y.html\n")
    server.plays["/c"] = page(GUIDE, etag='"1"')
    mapped = Ways(desk.ways.web, load_mirror(tmp_path / "map.yaml"))
    entries = [DocumentEntry(id="c", url="https://c.example/c"), DocumentEntry(id="d", url="https://d.example/d")]
    assert collect(desk, *entries, ways=mapped).errors == ()
    assert collect(desk, *entries, ways=mapped).errors == ()
    assert server.statuses("/c") == [200, 304]
    assert {**contents(desk)}["d"] == NEWER


def test_inbox(desk: Desk, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "saved (1).html").write_bytes(GUIDE)
    (inbox / "known.html").write_bytes(NEWER)
    (inbox / "stray.html").write_bytes(b"?")
    (inbox / "manifest.yaml").write_text(
        "- {file: saved (1).html, id: a, programme: p, edition: 1, kind: overview, url: 'https://a.example/a'}\n"
        "- {file: lost.html, programme: p, edition: 1}\n"
    )
    declared = {"id": "b", "kind": "overview", "sha256": sha256_of(NEWER)}
    programme = Programme.model_validate({"id": "p", "name": "例", "editions": [{"id": "1", "documents": [declared]}]})
    deliveries, errors = read_inbox(inbox, [programme])
    assert [error.place.file.rpartition("/")[2] for error in errors] == ["lost.html", "stray.html"]
    done = collect(desk, *programme.edition("1").documents, ways=Ways(), deliveries=deliveries)
    assert done.errors == ()
    assert contents(desk) == {"a": GUIDE, "b": NEWER}
    latest = load_history(desk.store, "https://a.example/a").latest
    assert latest is not None
    assert latest.via == "inbox"
    assert (inbox / "known.html").is_file()


def test_known_by_content_only(desk: Desk) -> None:
    done = collect(desk, DocumentEntry(id="b", sha256="0" * 64))
    assert causes(done) == ["no_address"]
    assert "inbox" in done.errors[0].words("ja")


def test_archive_is_asked_only_when_told(server: Server, desk: Desk) -> None:
    copy = {"available": True, "url": server.url("/web/20250401000000/https://a.example/a"), "timestamp": "20250401000000", "status": "200"}
    server.plays |= {
        "/gone": status(404),
        "/wayback/available": status(200, {}, json.dumps({"archived_snapshots": {"closest": copy}}).encode()),
        "/web/20250401000000id_/https://a.example/a": page(GUIDE),
    }
    entry = DocumentEntry(id="a", url=server.url("/gone"))
    assert causes(collect(desk, entry)) == ["gone"]
    assert server.statuses("/gone") == [404]
    assert [asked.path for asked in server.asked if "wayback" in asked.path] == []
    done = collect(desk, entry, ways=Ways(desk.ways.web, archive=server.base))
    assert causes(done) == ["gone"]
    assert [one.outcome for one in done.outcomes] == ["new"]
    assert contents(desk) == {"a": GUIDE}
    latest = load_history(desk.store, server.url("/gone")).latest
    assert latest is not None
    assert latest.via == "archive"


def test_archive_without_a_copy(server: Server, desk: Desk) -> None:
    server.plays["/wayback/available"] = status(200, {}, b'{"archived_snapshots": {}}' + b" " * 30)
    done = collect(desk, DocumentEntry(id="a", url=server.url("/gone")), ways=Ways(desk.ways.web, archive=server.base))
    assert causes(done) == ["gone", "gone"]
    assert contents(desk) == {}


def test_certificates_are_verified(server: Server, desk: Desk, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    built = built.not_valid_before(start).not_valid_after(start + datetime.timedelta(days=36500))
    built = built.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
    certificate = built.sign(key, hashes.SHA256())
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "pem").write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.plays["/a"] = page(GUIDE)
    assert desk.refused(server.url("/a").replace("http:", "https:")).cause == "certificate"
    assert server.asked == []
