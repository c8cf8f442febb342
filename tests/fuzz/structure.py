"""Damage of a PDF in what holds it together, by kind: parts lost, objects doubled, tables broken, pages of any size, annotations, depth.

Bytes flipped anywhere mostly hit packed streams; these hit the file as a reader sees it. The same seed does the same damage.
"""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property

_OBJECT = re.compile(rb"(?m)^(\d+) (\d+) obj\b(.*?)\bendobj\b", re.DOTALL)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")
_HUGE = (900_000, 14_400, 10**9, 2**31, 1e-6, 0, -900_000)


class File:
    """A file with a table of its objects, which are replaced by saying them anew behind it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.top = max(self.objects)

    @cached_property
    def objects(self) -> dict[int, bytes]:
        return {int(found[1]): found[3].strip() for found in _OBJECT.finditer(self.data)}

    @property
    def root(self) -> int:
        return int(re.findall(rb"/Root\s+(\d+)", self.data)[-1])

    @property
    def page(self) -> int:
        return next(number for number, body in self.objects.items() if _PAGE.search(body))

    def new(self) -> int:
        """A number that no object has."""
        self.top += 1
        return self.top

    def saying(self, objects: Mapping[int, bytes]) -> bytes:
        """The file with these objects as they are now."""
        out, places = bytearray(self.data + b"\n"), {}
        for number, body in objects.items():
            places[number] = len(out)
            out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
        start, before = len(out), int(re.findall(rb"startxref\s+(\d+)", self.data)[-1])
        out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % row for row in sorted(places.items()))
        out += b"trailer\n<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (self.top + 1, self.root, before, start)
        return bytes(out)

    def with_page(self, entries: bytes, *names: bytes, **objects: bytes) -> bytes:
        """The file whose first page has these entries in place of those of these names; `objects`: `_<number>` → body."""
        body = self.objects[self.page]
        for name in names:
            body = re.sub(rb"/" + name + rb"\s*(?:\[[^\]]*\]|\d+ \d+ R|<<.*?>>|[^/>]+)", b"", body, flags=re.DOTALL)
        others = {int(name[1:]): said for name, said in objects.items()}
        return self.saying({self.page: body[:-2] + entries + b">>", **others})


def damaged_structure(data: bytes, seed: int) -> bytes:
    """The file with one injury, of the kind that the seed names."""
    return _KINDS[seed % len(_KINDS)](File(data), random.Random(seed))


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (entries, len(packed), packed)


def _lost(file: File, dice: random.Random) -> bytes:
    at, size = dice.randrange(len(file.data)), len(file.data)
    cuts = (file.data[:at], file.data[at % 2000 :], file.data[: -dice.randrange(1, 200)], file.data[:at] + file.data[at + size // 5 :])
    return dice.choice(cuts)


def _doubled(file: File, dice: random.Random) -> bytes:
    found = [*_OBJECT.finditer(file.data)]
    out = bytearray(file.data)
    for _ in range(dice.choice((1, 5, 50))):
        one, other, place = dice.choice(found), dice.choice(found), dice.choice(found).start()
        at = dice.choice((len(out), place))
        out[at:at] = b"%b 0 obj%b endobj\n" % (one[1], dice.choice((one, other))[3])
    return bytes(out)


def _table(file: File, dice: random.Random) -> bytes:
    size, data = len(file.data), file.data
    start = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    number = dice.choice((0, 1, size, 10**9, 2**31, 2**63, 10**30, dice.randrange(size)))
    changed = (
        lambda: re.sub(rb"startxref\s+\d+", b"startxref\n%d" % number, data),
        lambda: re.sub(rb"\d{10} (\d{5}) n", lambda row: b"%010d %b n" % (dice.randrange(size), row[1]), data),
        lambda: re.sub(rb"/Size\s*\d+", b"/Size %d" % number, data),
        lambda: re.sub(rb"/Root\s*\d+", b"/Root %d" % dice.randrange(file.top + 5), data),
        lambda: re.sub(rb"trailer\s*<<", b"trailer<</Prev %d " % start, data),
        lambda: data.replace(b"xref", b"xrfe"),
        lambda: re.sub(rb"\d+ 0 R", lambda to: b"%d 0 R" % dice.randrange(file.top + 3) if dice.random() < 0.1 else to[0], data),
    )
    return dice.choice(changed)()


def _sized(file: File, dice: random.Random) -> bytes:
    box = b"[0 0 %f %f]" % (dice.choice(_HUGE), dice.choice((*_HUGE, 842)))
    odd = (b"", b"0", b"/A /B /C /D", b"null null null null", b"595 842 0 0", b"[[[]]]", b"%d 0 R" % file.page)
    unit, named = b"/UserUnit %f" % dice.choice(_HUGE), b"/MediaBox[%b]" % dice.choice(odd)
    entries = dice.choice((b"/MediaBox" + box, b"/MediaBox%b/CropBox%b" % (box, box), named, unit))
    return file.with_page(entries + b"/Rotate %d" % dice.choice((0, 90, 45, 10**10)), b"MediaBox", b"CropBox", b"Rotate")


def _annotated(file: File, dice: random.Random) -> bytes:
    """A hundred thousand annotations that are one, drawn by one form; some of them the page itself."""
    one, form, n = file.new(), file.new(), dice.choice((1000, 30_000, 100_000))
    kind = dice.choice((b"Link", b"StrikeOut", b"Square", b"FreeText", b"Highlight", b"Widget", b"Ink", b"Redact"))
    said = b"<</Type/Annot/Subtype/%b/Rect[0 0 595 842]/QuadPoints[0 842 595 842 0 0 595 0]/F 4/IC[1 1 1]/AP<</N %d 0 R>>>>" % (kind, form)
    drawn = _stream(b"1 1 1 rg 0 0 500 500 re f " * 1000, b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]")
    entries = b"/Annots[%b]" % (b"%d 0 R " % dice.choice((one, one, file.page)) * n)
    return file.with_page(entries, b"Annots", **{f"_{one}": said, f"_{form}": drawn})


def _deep(file: File, dice: random.Random) -> bytes:
    n, content = dice.choice((30, 300, 3000)), file.new()
    body = dice.choice((b"q ", b"BT ", b"[ ", b"<</A ", b"( ", b"0 0 9 9 re W n ", b"0 0 m 9 9 l S ")) * (n * 20)
    depths = (
        lambda: file.with_page(b"/X " + b"[" * n * 100 + b"]" * n * 100),
        lambda: file.with_page(b"/X " + b"<</A" * n * 10 + b" 1" + b">>" * n * 10),
        lambda: file.with_page(b"/Contents %d 0 R" % content, b"Contents", **{f"_{content}": _stream(body)}),
        lambda: _forms(file, n, content, b"/F Do", goes_round=dice.random() < 0.5),
        lambda: _forms(file, 10, content, b"/F Do /F Do", goes_round=False),
        lambda: _tree(file, n, goes_round=dice.random() < 0.5),
    )
    return dice.choice(depths)()


def _forms(file: File, n: int, content: int, call: bytes, *, goes_round: bool) -> bytes:
    """Forms that hold each other."""
    numbers = [file.new() for _ in range(n)]
    following = [*numbers[1:], numbers[0] if goes_round else 0]
    objects = {
        f"_{number}": _stream(b"q %b Q" % call, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F %d 0 R>>>>" % other)
        for number, other in zip(numbers, following, strict=True)
    }
    entries = b"/Contents %d 0 R/Resources<</XObject<</F %d 0 R>>>>" % (content, numbers[0])
    return file.with_page(entries, b"Contents", b"Resources", **objects, **{f"_{content}": _stream(b"/F Do")})


def _tree(file: File, n: int, *, goes_round: bool) -> bytes:
    """Pages under pages under pages."""
    numbers = [file.new() for _ in range(n)]
    following = [*numbers[1:], numbers[0] if goes_round else file.page]
    tree = {number: b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % other for number, other in zip(numbers, following, strict=True)}
    return file.saying({**tree, file.root: b"<</Type/Catalog/Pages %d 0 R>>" % numbers[0]})


_KINDS: tuple[Callable[[File, random.Random], bytes], ...] = (_lost, _doubled, _table, _sized, _annotated, _deep)
