"""Findings that came or went alone, each once, without the labels and titles of what else is told; their places are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from subsidy_rules.compare.finding import Finding

_WHOLE = 20  # characters from which a sentence that stands twice says the same twice
_LABEL = 30  # characters that a label has at most


def said_once(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that came or went alone, those of one check that say the very same in one: the first one, with the places of the others."""
    said: dict[tuple[str, str], Finding] = {}
    for finding in findings:
        unit = finding.single
        key = finding.check, unit.plain if len(unit.plain) >= _WHOLE else f"{unit.order}"
        first = said.get(key)
        said[key] = finding if first is None else replace(first, again=(*first.again, *finding.places))
    return list(said.values())


def without_labels(findings: Sequence[Finding]) -> list[Finding]:
    """Findings that came or went alone, without the labels of rows and columns whose cells tell the same change; their places are kept."""
    labels = [finding for finding in findings if _is_label(finding)]
    out: list[Finding] = [finding for finding in findings if not _is_label(finding)]
    under = {key: n for n in range(len(out) - 1, -1, -1) for key in _stands_under(out[n])}  # the first of several
    for label in labels:
        unit = label.single
        at = under.get((unit.group.partition(".")[0], unit.text))
        if at is None:
            for key in _stands_under(label):
                under.setdefault(key, len(out))
            out.append(label)
        else:
            out[at] = replace(out[at], again=(*out[at].again, *label.places))
    return sorted(out, key=lambda finding: finding.single.order)


def without_titles(findings: Sequence[Finding], parts: frozenset[str]) -> list[Finding]:
    """Findings that came or went alone, without the titles right above one of them; their places are kept.

    The name of a new course (`parts`) is told.
    """
    out: list[Finding] = []
    titles: list[Finding] = []  # right above what comes next
    for finding in findings:
        unit = finding.single
        below = [title for title in titles if unit.headings[-1:] == (title.single.text,)]
        out += [title for title in titles if title not in below]
        places = tuple(pair for title in below for pair in title.places)
        kept = replace(finding, again=(*places, *finding.again)) if places else finding
        titles = [kept] if _is_lone_title(kept, parts) else []
        out += [] if titles else [kept]
    return [*out, *titles]


def _is_lone_title(finding: Finding, parts: frozenset[str]) -> bool:
    unit = finding.single
    return unit.title and unit.group.startswith("c") and finding.check.startswith("remark-") and unit.text not in parts


def _is_label(finding: Finding) -> bool:
    unit = finding.single
    return (
        bool(unit.around or unit.title)
        and not unit.named
        and unit.group.startswith("t")
        and len(unit.plain) <= _LABEL
        and "。" not in unit.text
    )


def _stands_under(finding: Finding) -> Iterator[tuple[str, str]]:
    """The labels that the sentences of a finding stand under, each with its table."""
    for unit in (unit for pair in finding.places for unit in pair if unit is not None):
        yield from ((unit.group.partition(".")[0], label) for label in unit.around)
