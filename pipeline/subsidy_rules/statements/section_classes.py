"""What the items of a definition mean to an applicant: of a class that the document leaves out, or of one that it lets apply.

※みなし大企業とは、次の者をいう says nothing by itself of who may apply; みなし大企業を除く elsewhere does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from subsidy_rules.model.reading import Section
from subsidy_rules.statements.section_told import Told, told

_TERM = re.compile(r"^(?:なお、|また、)?(?:ここで)?(?:いう)?「?(?P<term>[^。、は「」()]{2,20})」?(?:\([^)]*\))?とは")
_LEFT_OUT = (
    r"」?(?:等|\([^)]*\))?(?:(?:を|は)?除(?:く|き|か|外)|で(?:は)?ない(?:こと|者)|に該当しない"
    r"|(?:に該当する者)?は、?[^。、]{0,12}対象(?:外|と(?:し|なり)?(?:な[いり]|ません)))"
)
# who is small is told by bounds, which are read as such
_BY_SIZE = re.compile(r"(?:中小|大|中堅)企業|小規模")


def of_class(sentence: str, lead: Told, texts: str, told_before: Iterable[tuple[str, Section]]) -> Told:
    """What a folded sentence that announces a list says its items are, where it defines a class: reasons to be left out, or to be let in.

    Args:
        sentence: folded.
        lead: what it says by itself.
        texts: the folded texts of the document, where the class may be left out.
        told_before: the folded texts above it with their sections.

    >>> define = told("definition", "applicant", 3, "")
    >>> of_class("みなし大企業とは、次のいずれかに該当する者をいう。", define, "町内の事業者(みなし大企業を除く。)", ()).role
    'exclusion'
    >>> of_class("役員とは、次の者をいう。", define, "役員が町内に住むこと", ()).role
    'definition'
    """
    found = _TERM.match(sentence) if lead.role == "definition" else None
    if found is None:
        return lead
    term = found["term"]
    if re.search(re.escape(term) + _LEFT_OUT, texts):
        return told("exclusion", "applicant", 3, lead.words, any_of=lead.any_of)
    named = {section.role for text, section in told_before if section.of == "applicant" and _names(text, term)}
    if named == {"requirement"} and not _BY_SIZE.search(term):
        return told("requirement", "applicant", 3, lead.words, any_of=lead.any_of)
    return lead


def _names(text: str, term: str) -> bool:
    """Whether a folded item is about a class: it ends with its name."""
    return re.search(rf"{re.escape(term)}(?:\([^)]*\)|である(?:こと|者)|等)*。?$", text) is not None
