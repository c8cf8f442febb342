"""applicant_threshold 中小企業者・小規模事業者の定義: the size up to which an applicant belongs to a class, by industry."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ConfigDict

from subsidy_rules.kinds.kind import Comparing, Data, Kind, Material, Number
from subsidy_rules.messages.message import message
from subsidy_rules.model.rule import Candidate, Leaf, Value
from subsidy_rules.wording.rules import threshold_words


class ApplicantThreshold(Value):
    """`class` of applicant and its bounds: any of them or all of them; `by_reference` names industries whose bounds hold.

    Without an `industry` the bounds hold for all.
    `measures`: the facts whose bounds a reference takes over, where it does not take over all.
    """

    class_: str
    industry: str | tuple[str, ...] | None = None
    any: tuple[Leaf, ...] | None = None
    all: tuple[Leaf, ...] | None = None
    by_reference: tuple[str, ...] | None = None
    measures: tuple[str, ...] | None = None

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"), populate_by_name=True, serialize_by_alias=True)


def _numbers(value: Data) -> Data:
    """The figures of its limits by their fact."""
    leaves = (*(value.get("any") or ()), *(value.get("all") or ()))
    return {leaf["fact"]: leaf["value"] for leaf in leaves if "fact" in leaf}


def _find(material: Material) -> Iterable[Candidate]:
    from subsidy_rules.kinds.finding.applicant_threshold import find

    return find(material)


KIND = Kind(
    name="applicant_threshold",
    value_type=ApplicantThreshold,
    find=_find,
    slug=lambda value: ".".join((value.class_, "_".join(value.industry) if isinstance(value.industry, tuple) else value.industry or "all")),
    title=message("size threshold"),
    comparing=Comparing(
        noun="threshold",
        area="eligibility",
        polarity="benefit",
        identity=("class", "industry"),
        numbers=(
            Number("capital", "higher", message("limit on capital"), "yen"),
            Number("employees", "higher", message("limit on employees")),
        ),
        read_numbers=_numbers,
        complete=True,
    ),
    words=threshold_words,
)
