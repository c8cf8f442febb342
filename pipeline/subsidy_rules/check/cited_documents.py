"""A folder of documents → those that a rule set cites, found by the hash of their content, opened at the pages that it cites."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from subsidy_rules.check.citations import CitedDocument, cited_pages
from subsidy_rules.fetch import read_local, sha256_of
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Document
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.read.document import read_document


def open_cited(ruleset: RuleSet, folder: Path) -> tuple[CitedDocument, ...]:
    """The cited documents that stand anywhere in the folder.

    Raises:
        SourceError: there is no such folder, or it holds none of them.
        FetchError, ReadError: a file in it cannot be opened, or a cited one not be read.
    """
    wanted = {source.sha256 for source in ruleset.sources}
    found: dict[str, CitedDocument] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = read_local(path)
        sha256 = sha256_of(data)
        if sha256 in wanted and sha256 not in found:
            found[sha256] = _open(data, path.name, sha256, ruleset)
    if not found:
        raise _none_found(folder, [source.title or source.id for source in ruleset.sources])
    return tuple(found.values())


def _open(data: bytes, name: str, sha256: str, ruleset: RuleSet) -> CitedDocument:
    from subsidy_rules.read.sniff import sniff

    if sniff(data, name) != "pdf":
        return CitedDocument(name, sha256, text=_whole_text(read_document(data, name)))
    from subsidy_rules.read.pdf import iter_layouts

    pages = cited_pages(ruleset, sha256)
    return CitedDocument(name, sha256, {layout.page_no: layout for layout in iter_layouts(data, name) if layout.page_no in pages})


def _whole_text(document: Document) -> str:
    """The lines, then clauses and cells: a quote may run over lines that mark-up parted."""
    lines = [line.text for page in document.pages for line in page.lines]
    clauses = [clause.text for clause in document.clauses]
    cells = [cell.text for table in document.tables for cell in table.cells]
    return "\n".join((*lines, *clauses, *cells))


def _none_found(folder: Path, titles: Sequence[str]) -> SourceError:
    named = ", ".join(titles)
    none = message("None of the documents that the rule set cites is in this folder.")
    missing = none if folder.is_dir() else message("There is no such folder.")
    return SourceError(
        Place(str(folder)),
        message("{missing}", missing=missing),
        message("They are known by their content (SHA-256), not by name; another printing of a document does not count."),
        message("Give the folder that holds: {named}.", named=named),
    )
