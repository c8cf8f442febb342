"""Guide pages → documents that the programme announces and its definition does not have yet, for an analyst to accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from subsidy_rules.fetch.address import file_name, joined
from subsidy_rules.fetch.bring import Now, Ways, bring
from subsidy_rules.fetch.causes import trouble
from subsidy_rules.fetch.editions import blob_path
from subsidy_rules.fetch.local_file import read_local
from subsidy_rules.fetch.portal import SCHEME, is_portal, search_portal
from subsidy_rules.messages.message import counted
from subsidy_rules.model.errors import SubsidyRulesError
from subsidy_rules.model.programme import DocumentEntry, GuidePage, LinkRule, Programme, is_edition, source_id
from subsidy_rules.process.jobs import run_alone
from subsidy_rules.process.watch import Tick
from subsidy_rules.read.links import Link, find_links


@dataclass(frozen=True, slots=True)
class Proposal:
    """One document that a guide page announces.

    Attributes:
        edition: the edition it belongs to; "" where neither the rule nor its name tells.
        new_edition: whether the definition does not have that edition yet.
        page: id of the guide page.
    """

    programme: str
    edition: str
    new_edition: bool
    entry: DocumentEntry
    page: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """What the guide pages of a programme announce, and the errors of those that could not be read."""

    proposals: tuple[Proposal, ...]
    errors: tuple[SubsidyRulesError, ...]


def discover(programme: Programme, store: Path, ways: Ways, now: Now) -> Discovery:
    """Asks every guide page of the programme; each address is proposed once."""
    known = {entry.url for edition in programme.editions for entry in edition.documents}
    proposals: dict[str, Proposal] = {}
    errors: list[SubsidyRulesError] = []
    for page in programme.pages:
        try:
            for rule, link in _links(page, store, ways, now):
                if link.href not in known:
                    proposals.setdefault(link.href, _proposal(programme, page, rule, link))
        except SubsidyRulesError as error:
            errors.append(error)
    return Discovery(tuple(proposals.values()), tuple(errors))


def _links(page: GuidePage, store: Path, ways: Ways, now: Now) -> Iterator[tuple[LinkRule, Link]]:
    """The links of a page that fit a rule, absolute. Raises FetchError where the page cannot be had or no rule finds anything."""
    found = 0
    if is_portal(page.url):
        entries = search_portal(store, page.url, ways, now)
        listed = {rule: [Link(f"{SCHEME}{entry.id}", entry.title) for entry in entries] for rule in page.links}
    else:
        history = bring(store, page.url, ways, now)
        assert history.latest is not None, "what was brought has a version"
        data, base = read_local(blob_path(store, history.latest.sha256)), history.latest.final_url
        listed = {rule: _absolute(run_alone(page.url, partial(_found, data, page.url, rule.selector)), base) for rule in page.links}
    for rule, links in listed.items():
        for link in links:
            if re.search(rule.text, link.text) and (is_portal(link.href) or re.search(rule.file, file_name(link.href))):
                found += 1
                yield rule, link
    if page.links and not found:
        raise trouble("no_links", page.url, counted("{n} link", "{n} links", sum(map(len, listed.values()))))


def _found(data: bytes, url: str, selector: str, _: Tick) -> tuple[Link, ...]:
    """Runs in a process of its own: the page comes from anywhere."""
    return find_links(data, url, selector)


def _absolute(links: tuple[Link, ...], base: str) -> list[Link]:
    full = ((joined(base, link.href), link.text) for link in links)
    return [Link(href, text) for href, text in full if href is not None and href.startswith(("http://", "https://"))]


def _proposal(programme: Programme, page: GuidePage, rule: LinkRule, link: Link) -> Proposal:
    edition = _edition_of(rule, link)
    title = link.text or file_name(link.href)
    entry = DocumentEntry(
        id=source_id(file_name(link.href) or link.href.removeprefix(SCHEME)),
        url=link.href,
        title=title,
        kind=rule.kind,
        authority=rule.authority,
        frame=rule.frame,
    )
    return Proposal(programme.id, edition, edition != "" and all(known.id != edition for known in programme.editions), entry, page.id)


def _edition_of(rule: LinkRule, link: Link) -> str:
    for pattern, text in ((rule.file, file_name(link.href)), (rule.text, link.text)):
        match = re.search(pattern, text)
        label = match.groupdict().get("edition") if match else None
        if label and is_edition(label):
            return label
    return rule.edition or ""
