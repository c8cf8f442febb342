"""Tables and clauses → candidates, by asking each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from subsidy_rules.kinds import all_kinds
from subsidy_rules.kinds.confidence import with_doubts
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.sense import against_all_sense
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.vocabulary import names
from subsidy_rules.model.basis import value_data
from subsidy_rules.model.document import Box, Document, Evidence
from subsidy_rules.model.rule import Candidate, Leaf, Unread
from subsidy_rules.stages.told_once import told_once
from subsidy_rules.statements.alternative_items import settle_classes
from subsidy_rules.statements.document import read_statements
from subsidy_rules.statements.exceptions_left import exception_left
from subsidy_rules.statements.frame_cases import of_named_frames
from subsidy_rules.statements.items import list_items
from subsidy_rules.statements.lifted import Lifted, find_lifted
from subsidy_rules.statements.own_part import own_part
from subsidy_rules.statements.provisos import provisos_behind
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_reading import read_sections
from subsidy_rules.statements.told import read_told
from subsidy_rules.statements.told_apart import tell_lines_apart
from subsidy_rules.statements.told_floors import join_floors

# The fields of values that name what a rule is about.
_NAMES = ("topic", "expense", "event", "document")

# Kinds whose values are read of sentences in ways of their own, besides the reading of the sentence.
_SAYS_EXCEPTIONS = frozenset({"clawback", "subsidy_amount", "subsidy_rate", "duty"})

# ... and what tells nothing more than whom it concerns.
_WORDS = frozenset({*_NAMES, "of", "obligation", "applicant", "code", "name"})

__all__ = ["DocumentScope", "find_candidates"]


def find_candidates(document: Document, scope: DocumentScope) -> tuple[Candidate, ...]:
    """All candidates of a document, kind by kind, in reading order."""
    document = own_part(document, scope.programme)
    sections = read_sections(document)
    items = settle_classes(list_items(document, sections))
    told = join_floors(of_named_frames(tell_lines_apart(read_told(document, scope), scope), scope))
    material = Material(document, scope, of_named_frames(read_statements(document, scope), scope), told, sections, items)
    lifted = find_lifted(document)
    read = (candidate for kind in all_kinds().values() for candidate in kind.find(material))
    found = told_once([_limited(_lifted(_excepted(_named(candidate)), lifted)) for candidate in read])
    recognised = {page.page_no: page.from_pictures for page in document.pages if page.from_pictures}
    return tuple(_marked(candidate, recognised) for candidate in found) if recognised else found


def _marked(candidate: Candidate, recognised: Mapping[int, Sequence[Box]]) -> Candidate:
    """The candidate with those of its places marked that were recognised in a picture, and less sure where there are any."""
    places = tuple(
        evidence.model_copy(update={"from_picture": True}) if _is_recognised(evidence, recognised.get(evidence.page or 0, ())) else evidence
        for evidence in candidate.evidence
    )
    return candidate if places == candidate.evidence else with_doubts(candidate.model_copy(update={"evidence": places}), ("from_picture",))


def _is_recognised(evidence: Evidence, lines: Sequence[Box]) -> bool:
    """Whether a recognised line stands in a box of a place of evidence; one without boxes may be any line of its page."""
    boxes = evidence.boxes or ((evidence.bbox,) if evidence.bbox is not None else ())
    return bool(lines) and (not boxes or any(_meets(box, line) for box in boxes for line in lines))


def _meets(box: Box, line: Box) -> bool:
    """Whether a line's middle height lies in the box and both share a part of their width."""
    return box[1] <= (line[1] + line[3]) / 2 <= box[3] and min(box[2], line[2]) > max(box[0], line[0])


def _excepted(candidate: Candidate) -> Candidate:
    """The candidate with an exception of its sentence that nothing of it tells, as a limit that was not understood."""
    words = exception_left(candidate.text, candidate.start, candidate.when) if candidate.kind in _SAYS_EXCEPTIONS else None
    if candidate.kind == "schedule" and not _SETTLED.search(str(getattr(candidate.value, "end", ""))):
        words = _other_day(fold_text(candidate.text[candidate.end :])) or _in_case(candidate)
    if words is None:
        return candidate
    return candidate.model_copy(update={"when": (*candidate.when, Unread(unread=words))})


# of two days the earlier one: the ただし behind the first is read
_SETTLED = re.compile(r"earliest|latest")
# (ただし、納入が遅れた場合は1月31日まで), ただし、…の場合は、この限りでない
_ANOTHER_DAY = re.compile(r"(?:場合|とき)[^。]*?(?:まで|延長|\d日|この限り|期限|以内)|延長")


def _other_day(behind: str) -> str | None:
    """The ただし right behind a day that gives another one in some case; `behind` is the folded text from the day on."""
    first = re.match(r"[^。]{0,20}。?\s*[(]?(?=ただし|但し)", behind)
    found = provisos_behind(behind[:_FAR], first.end()) if first is not None else ()
    return next((words for words in found[:1] if _ANOTHER_DAY.search(words)), None)


# 概算払を受けた場合は、…3月31日まで: a day of some; one that is counted from a day (完了した場合は、30日以内) has that day for its case
_CASE = re.compile(r"(?P<case>[^。、]{4,60}場合)(?:に)?は?、")


def _in_case(candidate: Candidate) -> str | None:
    """The case with which the sentence of a day begins."""
    text, end = candidate.text[: candidate.start], str(getattr(candidate.value, "end", ""))
    said = fold_text(candidate.text[max(text.rfind("。"), text.rfind("\n")) + 1 : candidate.end]).strip()
    found = _CASE.match(said) if "+" not in end and not candidate.when else None
    return found["case"] if found is not None else None


_FAR = 300  # signs behind a day in which a ただし on it ends


def _lifted(candidate: Candidate, lifted: Sequence[Lifted]) -> Candidate:
    """The candidate with the cases in which another sentence says that it does not apply, as limits that were not understood."""
    topic = getattr(candidate.value, "topic", None)
    if not lifted or not isinstance(topic, str):
        return candidate
    name = names("topic_names").get(topic, topic)
    cases = tuple(Unread(unread=one.case) for one in lifted if one.means(name) and one.case not in candidate.text)
    return candidate.model_copy(update={"when": (*candidate.when, *cases)}) if cases else candidate


# 本項の規定を満たさない場合: who reads the rule alone does not learn what is meant
_ELSEWHERE = re.compile(r"(?:本|前|次|同)(?:[一二三四五六七八九十\d]*)(?:項|条|号|各号)|第\d+(?:条|項|号)")


def _limited(candidate: Candidate) -> Candidate:
    """The candidate, less sure where a limit on it was not understood or stands at another place, or its sign makes no sense."""
    reasons = ["limit_not_read"] if any(isinstance(node, Unread) for node in candidate.when) else []
    reasons += ["denial_lost"] if any(against_all_sense(candidate.kind, candidate.value)) else []
    leaves = (node for node in candidate.when if isinstance(node, Leaf))
    reasons += ["told_elsewhere"] if any(_ELSEWHERE.search(leaf.of or "") for leaf in leaves) else []
    return with_doubts(candidate, reasons) if reasons else candidate


def _named(candidate: Candidate) -> Candidate:
    """The candidate, less sure where a phrase of the document names what it is about, for want of a word in the vocabulary."""
    made = any(isinstance(name := getattr(candidate.value, field, ""), str) and not name.isascii() for field in _NAMES)
    if not made:
        return candidate
    value = value_data(candidate.value)
    has_figure = any(name not in _WORDS and not _says_topic_again(part, value) for name, part in value.items())
    return with_doubts(candidate, ("topic_made",) if has_figure else ("in_words",))


def _says_topic_again(part: Any, value: Mapping[str, Any]) -> bool:
    """Whether a part of a value only says that the topic is so or not, and is no measure."""
    return isinstance(part, Mapping) and part.get("of") == value.get("topic") and isinstance(part.get("value"), bool)
