"""A document → the draft of its programme's definition: title, edition, administrator, frames under the names that are found."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.model.document import Document, SourceKind
from subsidy_rules.model.programme import source_id

# a name ends where such a word ends; what stands before it belongs to the name
_FRAME = re.compile(
    r"[^\s、。,:;「」『』【】<>＜＞〈〉／/\-~～|※]{1,30}?(?:枠|類型|コース)(?![組内外])(?:[（(][^（）()]{1,20}(?:枠|類型|コース)[）)])?"
)
_NOT_A_NAME = re.compile(
    r"^(?:各|本|当該|他の|上記|以下の|下記の|同|全|対象|申請|いずれかの|複数の|その他の|該当する|この|別の|それぞれの)|(?:の|は|が|を|と|に|で)(?:枠|類型|コース)$"
)
_LEAD = re.compile(r"^(?:[①-⑳・]|[（(]?[0-9０-９ⅠⅡⅢⅣⅤⅰⅱⅲⅳⅴ一二三四五六七八九十ア-オa-eA-E]{1,3}[)）.．、])+")
_ROUND = re.compile(r"第?(\d{1,3})(?:回|次)\s*(?:公募|締切|募集)?")
_YEAR = re.compile(r"(20\d\d)\s*年?度?")
_ERA_YEAR = re.compile(r"令和\s*(\d{1,2}|元)年度?")
_PROGRAMME = re.compile(r"[^\s\d、。:「」『』【】<>()#*←→▶■●|]{2,40}?(?:事業費?補助金|補助金|助成金|支援金|給付金|交付金)")
_BUDGET = re.compile(r"^(?:(?:令和|平成)(?:元|\d{1,2}))?年度(?:第\d次)?(?:補正)?(?:予算)?|^各")
_BODY = re.compile(
    r"(?:独立行政法人|国立研究開発法人|一般社団法人|公益財団法人|株式会社)[^\s、。()「」がはをに]{2,25}"
    r"|全国[^\s、。()「」]{2,12}(?:中央会|連合会|協会)|[^\s、。()「」<>:]{1,40}(?:省|庁|機構|商工会議所|事務局)(?![^\s()<>])"
)
_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("交付規程", "regulation"), ("交付要綱", "regulation"), ("要綱", "regulation"), ("公募要領", "guideline"), ("募集要領", "guideline"),
    ("手引", "manual"), ("マニュアル", "manual"), ("よくある", "faq"), ("Q&A", "faq"), ("概要", "overview"), ("様式", "form"),
)  # fmt: skip
_COVER_LINES, _MIN_TIMES, _LONGEST_TITLE = 30, 2, 60


@dataclass(frozen=True, slots=True)
class FrameFound:
    """A frame as the document names it: the name, other spellings of it, and the page of its first place."""

    name: str
    spellings: tuple[str, ...]
    page_no: int
    times: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document says of its programme; "" where it does not."""

    programme: str
    name: str
    edition: str
    title: str
    administrator: str
    kind: SourceKind
    published: str
    frames: tuple[FrameFound, ...]


def draft_programme(document: Document, programme: str = "") -> Draft:
    """What can be found; nothing is guessed that the document does not print. `programme` is the id to use."""
    cover = [fold_text(line.text) for page in document.pages[:2] for line in page.lines][:_COVER_LINES]
    top = " ".join(cover)
    name = _name_of(cover, document)
    title = " ".join(fold_text(document.title).split())
    return Draft(
        programme=programme or re.sub(r"[^A-Za-z0-9]+", "-", re.sub(r"\.[a-z]+$", "", document.name)).strip("-").lower() or "new-programme",
        name=name,
        edition=_edition_of(top),
        title=title if 0 < len(title) <= _LONGEST_TITLE and title != document.name else name,
        administrator=next((match[0] for match in _BODY.finditer(top)), ""),
        kind=_kind_of([fold_text(document.title), *cover[:8]]),
        published=next((date for line in cover for date in _own_date(line)), ""),
        frames=tuple(_frames(document)),
    )


def draft_yaml(draft: Draft, sha256: str, file: str) -> str:
    """The draft as a programme file that `sources check` accepts, for a person to complete."""
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap, CommentedSeq

    edition = CommentedMap(id=draft.edition or "1", title=draft.title or draft.name or file)
    entry = {"id": source_id(file), "kind": draft.kind, "sha256": sha256, **({"published": draft.published} if draft.published else {})}
    edition["documents"] = [entry]
    tree: Any = CommentedMap(id=draft.programme, name=draft.name or draft.title or file)
    if draft.administrator:
        tree["administrator"] = draft.administrator
    frames = CommentedSeq()
    for n, frame in enumerate(draft.frames, 1):
        row = CommentedMap(id=f"frame-{n}", name=frame.name)
        if frame.spellings:
            row["aliases"] = list(frame.spellings)
        row["note"] = f"p.{frame.page_no}, {frame.times}x"
        frames.append(row)
    if frames:
        tree["frames"] = frames
    tree["editions"] = [edition]
    tree.yaml_set_start_comment(f"Drafted from {file}: complete and correct it before use. Give each frame an id that says what it is.")
    out = io.StringIO()
    yaml = YAML(typ="rt")
    yaml.width, yaml.allow_unicode = 4096, True
    yaml.dump(tree, out)
    return out.getvalue()


def _name_of(cover: list[str], document: Document) -> str:
    """The programme as its cover names it: the longest name of the first line that names one; else the one most often inside."""
    for line in (*cover, fold_text(document.title)):
        found = _programmes_in(line)
        if any(len(name) > 3 for name in found):
            return max(found, key=len)
    lines = (fold_text(line.text) for page in document.pages for line in page.lines)
    inside = Counter(name for line in lines for name in _programmes_in(line) if len(name) > 3)
    return next((name for name, times in inside.most_common(1) if times >= _MIN_TIMES), "")


def _programmes_in(line: str) -> list[str]:
    return [_BUDGET.sub("", match[0]) for match in _PROGRAMME.finditer(line)]


def _kind_of(lines: list[str]) -> SourceKind:
    return next((kind for line in lines for word, kind in _KINDS if word in line), "guideline")


def _own_date(line: str) -> Iterator[str]:
    """The date of a line that holds little else; a date in a sentence is another matter's."""
    for date in find_dates(line):
        if date.year is not None and date.month is not None and (date.end - date.start) * 2 >= len(line):
            yield date.iso


def _edition_of(text: str) -> str:
    if match := _ROUND.search(text):
        return match[1]
    if match := _YEAR.search(text):
        return match[1]
    if match := _ERA_YEAR.search(text):
        return str(2018 + (1 if match[1] == "元" else int(match[1])))
    return ""


def _frames(document: Document) -> Iterator[FrameFound]:
    """Names that stand as a heading, a table header or a caption, and are met more than once in the document."""
    named: dict[str, tuple[str, int]] = {}
    spelt: dict[str, set[str]] = {}
    for text, page_no in _places(document):
        for name in _names_in(text):
            key = _key(name)
            named.setdefault(key, (name, page_no))
            spelt.setdefault(key, set()).add(name)
    body = _key("".join(line.text for page in document.pages for line in page.lines))
    times = Counter({key: body.count(key) for key in named})
    for key, (name, page_no) in named.items():
        # the end of a longer name that a cell breaks is met as often as that name
        torn = any(other != key and other.endswith(key) and times[other] == times[key] for other in named)
        if times[key] >= _MIN_TIMES and not torn:
            yield FrameFound(name, tuple(sorted(spelt[key] - {name})), page_no, times[key])


def _places(document: Document) -> Iterator[tuple[str, int]]:
    for line in document.pages[0].lines[:_COVER_LINES] if document.pages else ():
        yield line.text, 1
    for clause in document.clauses:
        if clause.heading:
            yield clause.text, clause.page_no
    for table in document.tables:
        yield table.caption, table.page_no
        for cell in table.cells:
            if cell.header or cell.row == 0 or cell.col == 0:
                yield cell.text, cell.page_no


def _names_in(text: str) -> Iterator[str]:
    """Names in a short text; in a sentence, the word is one of many."""
    joined = text.replace("\n", "")
    if len(joined) > 60 or joined.endswith("。"):
        return
    for match in _FRAME.finditer(joined):
        name = _LEAD.sub("", match[0]).strip()
        opened = max(name.rfind("（"), name.rfind("("))
        if opened >= 0 and not re.search("[)）]", name[opened:]):
            name = name[opened + 1 :]  # the end of what stands in brackets is a name of its own
        if len(name) > 2 and not _NOT_A_NAME.search(name):
            yield name


def _key(text: str) -> str:
    return re.sub(r"[\s()（）]", "", fold_text(text))
