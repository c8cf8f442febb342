"""required_document 必要書類: what has to be handed in, and by which kind of applicant."""

from __future__ import annotations

from collections.abc import Iterable

from subsidy_rules.kinds.kind import Comparing, Kind, Material
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Value


class RequiredDocument(Value):
    """`document` as a slug of the vocabulary or a short phrase.

    `applicant` is corporation, sole_proprietor or npo where it is theirs only; absent where the text does not limit it.
    """

    document: str
    applicant: str | None = None


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.required_document import find

    return find(material)


KIND = Kind(
    name="required_document",
    value_type=RequiredDocument,
    find=_find,
    slug=lambda value: ".".join(part for part in (value.document, value.applicant) if part),
    title=message("required document"),
    comparing=Comparing(area="documents", polarity="burden", identity=("document", "applicant")),
    vocabulary={"document": "documents", "applicant": "topic_names"},
)
