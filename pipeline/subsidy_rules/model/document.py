"""Nouns of what is read: Source, Document, Page, Line, Table, Cell, Clause, Evidence.

Geometry is in PDF points with the origin at the top left: a box is (x0, top, x1, bottom). Pages count from 1.
All models are frozen; what is a sequence is a tuple.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from subsidy_rules.messages.message import Lang, Said, Words

Box = tuple[float, float, float, float]
Format = Literal["pdf", "html", "text"]
Authority = Literal["official", "delegated", "secondary"]
SourceKind = Literal["guideline", "regulation", "overview", "guide_page", "amendment", "law", "manual", "faq", "form", "annex"]


class Model(BaseModel):
    """Base of everything that is written to a file: frozen, nothing unknown accepted."""

    # each command uses some of the models; those that it does not use are never built, which would take a tenth of its start
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Ledger(Model):
    """What was read of a document: its figures (bound to rules, waived, unread) and clauses (all, and those that yielded nothing)."""

    figures: int
    bound: int
    waived: int
    unread: int
    clauses: int
    clauses_unread: int


class Part(Model):
    """A part of a document by its heading, "" for a page alone; of its `n` figures and clauses `read` were read."""

    name: str
    page: int | None = None
    read: int
    n: int


class Source(Model):
    """One published document of one edition, as the rule set cites it. `pages` is absent for HTML and text.

    `read` is absent where nobody has counted what was read of it.
    """

    id: str
    title: str = ""
    url: str | None = None
    sha256: str
    authority: Authority
    kind: SourceKind
    frame: str = Field(default="common", exclude=True)
    published: str | None = None
    pages: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    read: Ledger | None = None


class Line(Model):
    """One printed line (PDF) or block (HTML, text), reading order; `bbox` absent for HTML and text."""

    text: str
    bbox: Box | None = None


class Annotation(Model):
    """Something that lies on a PDF page beside its text: a web link (`text` is its address) or a reader's note."""

    kind: Literal["link", "note", "free_text", "highlight"]
    text: str
    bbox: Box


class Page(Model):
    """One page. HTML and text are one page with no size.

    `problem` says in a word why nothing could be read: "no_text_layer", "unreadable", "picture_table". `from_pictures` are the boxes of
    lines that were recognised in pictures.
    """

    page_no: Annotated[int, Field(ge=1)]
    width_pt: float = 0.0
    height_pt: float = 0.0
    lines: tuple[Line, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    from_pictures: tuple[Box, ...] = ()
    problem: str | None = None


class Cell(Model):
    """One cell. `row`, `col` count from 0 in the whole (joined) table; the text keeps its line breaks as "\\n".

    `header` is true for cells of header rows and header columns. `row_path` are the texts of the header cells to its left,
    outermost first, `col_path` those above it.
    """

    row: Annotated[int, Field(ge=0)]
    col: Annotated[int, Field(ge=0)]
    rowspan: Annotated[int, Field(ge=1)] = 1
    colspan: Annotated[int, Field(ge=1)] = 1
    text: str
    page_no: Annotated[int, Field(ge=1)] = 1
    bbox: Box | None = None
    header: bool = False
    row_path: tuple[str, ...] = ()
    col_path: tuple[str, ...] = ()

    @property
    def header_path(self) -> tuple[str, ...]:
        """Row headers, then column headers, as cited in `at`."""
        return self.row_path + self.col_path


class Table(Model):
    """One logical table; one that runs over a page break is one table whose cells know their own pages.

    Attributes:
        table_no: 1-based count in the document, reading order.
        page_no: page of its first cell.
        caption: the line that titles it, "" where there is none.
        headings: headings of the clauses it stands under, outermost first.
        lead: the text right before it under the same heading ("... the following table ..."), "" where there is none.
        notes: texts of its notes (※…), in order.
        confidence: 0 to 1, how sure the grid is; `reasons` says in words why it is not 1.
        engine: which reading made it: "grid", "unruled", "tags", "html", "text".
        joined: page numbers where a continuation was joined.
    """

    table_no: Annotated[int, Field(ge=1)]
    page_no: Annotated[int, Field(ge=1)] = 1
    bbox: Box | None = None
    n_rows: int
    n_cols: int
    header_rows: int = 0
    header_cols: int = 0
    cells: tuple[Cell, ...]
    caption: str = ""
    headings: tuple[str, ...] = ()
    lead: str = ""
    notes: tuple[str, ...] = ()
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    engine: str = "grid"
    joined: tuple[int, ...] = ()
    zone: Zone | None = None


class Zone(StrEnum):
    """Part of a document. Only BODY and ANNEX yield rules; REVISION yields the change log."""

    COVER = "cover"
    REVISION = "revision"
    CONTENTS = "contents"
    BODY = "body"
    EXAMPLE = "example"
    ANNEX = "annex"
    OTHER_PROGRAMME = "other_programme"
    FORM = "form"


class Span(Model):
    """Characters start..end (half-open) of a clause's text stand on this page in this box."""

    start: int
    end: int
    page_no: int = 1
    bbox: Box | None = None


class Clause(Model):
    """One numbered or bulleted unit of text, lines joined.

    Attributes:
        clause_no: 1-based count in the document, reading order.
        label: as printed, "(ク)", "２－１－１", "※", "" for plain paragraphs.
        path: labels from the outermost to this one, folded to half width: ("2-1-1", "(2)", "(ク)", "一").
        headings: texts of the headings above it, outermost first.
        heading: true where the clause itself is a heading.
        text: without its label; spans cover it without gap or overlap.
        sentences: half-open (start, end) of each sentence in `text`.
    """

    clause_no: Annotated[int, Field(ge=1)]
    label: str = ""
    path: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    heading: bool = False
    text: str
    zone: Zone = Zone.BODY
    spans: tuple[Span, ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()

    @model_validator(mode="after")
    def _spans_cover(self) -> Clause:
        at = 0
        for span in self.spans:
            if span.start != at or span.end < span.start:
                raise ValueError(f"spans leave a gap or overlap at {at}")
            at = span.end
        if self.spans and at != len(self.text):
            raise ValueError("spans do not cover the text")
        return self

    @property
    def page_no(self) -> int:
        return self.spans[0].page_no if self.spans else 1


class LoggedChange(Model):
    """One row of a revision history: what stood there before and what stands there now."""

    page_no: int = 1
    section: str = ""
    old: str = ""
    new: str = ""


class Problem(Model):
    """Something a reader must know of a document that was read all the same; `code` is stable, the words are for people."""

    code: str
    page_no: int | None = None
    en: str
    ja: str

    @classmethod
    def of(cls, code: str, words: Said, page_no: int | None = None) -> Problem:
        """A problem that says the words in both languages."""
        return cls(code=code, page_no=page_no, en=words.say("en"), ja=words.say("ja"))

    def say(self, lang: Lang) -> str:
        return Words(self.en, self.ja).say(lang)


class Document(Model):
    """What was read of one file."""

    name: str
    sha256: str
    format: Format
    title: str = ""
    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    clauses: tuple[Clause, ...] = ()
    change_log: tuple[LoggedChange, ...] = ()
    problems: tuple[Problem, ...] = ()


class Evidence(Model):
    """Where a value stands: source, page (PDF only), box, place in words, and the exact source text.

    `quote` is the whole cell, or the whole sentence with the ただし that limits it. `boxes` are those of its lines where it runs over
    several; `bbox` holds them all. In a published set `quote` is a part of it, and `whole` the length and fingerprint of all of it.
    `from_picture`: its text is what character recognition made of a picture.
    """

    source: str
    page: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    bbox: Box | None = None
    at: str = ""
    quote: str
    whole: Annotated[str, Field(pattern=r"^\d+:[0-9a-f]{12}$")] | None = None
    boxes: tuple[Box, ...] = ()
    from_picture: bool = False

    @model_serializer(mode="wrap")
    def _without_empty(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        data: dict[str, Any] = dump(self)
        for name in ("boxes", "from_picture"):
            if not data.get(name):
                data.pop(name, None)
        if self.whole is None:
            data.pop("whole", None)
        return data
