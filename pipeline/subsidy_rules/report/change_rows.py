"""Changes → rows of plain text, one a change, and from them one line each, CSV and a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from subsidy_rules.kinds.words import kind_words, value_words
from subsidy_rules.messages.message import listed, message, noted
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.spreadsheet import Sheet, csv_text, sheets_workbook
from subsidy_rules.wording.rules import when_words
from subsidy_rules.wording.terms import ACTIONS, AREAS, CAUSES, CHANGE_COLUMNS, DIRECTIONS

COLUMNS = (
    "level", "check", "area", "direction", "action", "cause", "frames", "kind", "change", "old", "new",
    "old_source", "old_page", "old_at", "new_source", "new_page", "new_at", "fingerprint",
)  # fmt: skip
# what is printed, with widths that fill a landscape A4
_PRINTED = {"level": 7, "frames": 14, "change": 46, "old": 38, "new": 38, "old_page": 6, "new_page": 6, "fingerprint": 14}
_WIDTHS = {"change": 70, "old": 40, "new": 40, "check": 26, "frames": 24, "old_at": 28, "new_at": 28}


def change_rows(changes: Sequence[Change], lang: Lang) -> Iterator[dict[str, str]]:
    """One mapping of column → text for each change."""
    for change in changes:
        old, new = change.evidence("old"), change.evidence("new")
        yield {
            "level": change.level.value,
            "check": change.check,
            "area": change.area,
            "direction": change.direction,
            "action": change.action,
            "cause": change.cause.value,
            "frames": " ".join(change.frames or (change.frame,)),
            "kind": kind_words(change.kind, lang),
            "change": change.say(lang),
            "old": side_words(change, "old", lang),
            "new": side_words(change, "new", lang),
            **_place("old", old),
            **_place("new", new),
            "fingerprint": change.fingerprint,
        }


def side_words(change: Change, side: str, lang: Lang) -> str:
    """What one side says: value and conditions of its rule, or its text; "" for a side that says nothing."""
    rule, passage = (change.old, change.old_text) if side == "old" else (change.new, change.new_text)
    if rule is not None:
        return rule_words(rule, lang)
    return passage.text if passage is not None else ""


def rule_words(rule: Rule, lang: Lang) -> str:
    """The value of a rule with its conditions."""
    value, when = value_words(rule.kind, value_data(rule.value), lang), when_words(when_data(rule.when), lang)
    return noted(value, when, lang)


def _place(side: str, evidence: Evidence | None) -> dict[str, str]:
    if evidence is None:
        return {f"{side}_source": "", f"{side}_page": "", f"{side}_at": ""}
    page = str(evidence.page) if evidence.page is not None else ""
    return {f"{side}_source": evidence.source, f"{side}_page": page, f"{side}_at": evidence.at}


def changes_oneline(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """One line a change: level, check, frame, words, fingerprint; for grep."""
    return "\n".join(
        f"{row['level']} [{row['check']}] {' '.join(row['change'].split())} ({row['fingerprint']})" for row in change_rows(changes, lang)
    )


def _sheet(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> list[list[str]]:
    """Headings and rows for people, who want names in place of ids."""
    names = {frame.id: frame.name for frame in (*old.frames, *new.frames)} | {"common": message("all frames").say(lang)}
    rows = [[CHANGE_COLUMNS[name].say(lang) for name in COLUMNS]]
    for change, row in zip(changes, change_rows(changes, lang), strict=True):
        frames = listed((names.get(frame, frame) for frame in change.frames or (change.frame,)), lang)
        terms = {"area": AREAS, "direction": DIRECTIONS, "action": ACTIONS, "cause": CAUSES}
        said = {name: words[row[name]].say(lang) for name, words in terms.items()}
        shown = {**row, **said, "frames": frames}
        rows.append([shown[name] for name in COLUMNS])
    return rows


def changes_csv(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> str:
    """CSV with a heading."""
    return csv_text(_sheet(old, new, changes, lang))


def changes_xlsx(old: RuleSet, new: RuleSet, changes: Sequence[Change], lang: Lang) -> bytes:
    """A workbook: all columns with filters, and the same in few columns for landscape A4; pages link to the published documents."""
    rows = _sheet(old, new, changes, lang)
    colours = {"ERR": "F8D0CC", "WARN": "FBE7B6", "INFO": "D5EBD8"}
    links = _links(old, new, changes)
    numbers = frozenset(COLUMNS.index(name) for name in ("old_page", "new_page"))
    full = Sheet(f"{old.edition}-{new.edition}", rows, [_WIDTHS.get(name) for name in COLUMNS], numbers, links, colours)
    at = [COLUMNS.index(name) for name in _PRINTED]
    few = [[row[n] for n in at] for row in rows]
    shown = {(row, at.index(column)): link for (row, column), link in links.items() if column in at}
    here = frozenset(at.index(n) for n in numbers if n in at)
    paper = Sheet(message("for printing").say(lang), few, [*_PRINTED.values()], here, shown, colours, printed=True)
    return sheets_workbook([full, paper])


def _links(old: RuleSet, new: RuleSet, changes: Sequence[Change]) -> dict[tuple[int, int], str]:
    """Addresses of the cited pages by row and column of the sheet."""
    links: dict[tuple[int, int], str] = {}
    for side, ruleset in (("old", old), ("new", new)):
        urls = {source.id: source.url for source in ruleset.sources if source.url and source.url.startswith(("https://", "http://"))}
        for n, change in enumerate(changes, 1):
            evidence = change.evidence("old" if side == "old" else "new")
            if evidence is not None and evidence.source in urls:
                page = f"#page={evidence.page}" if evidence.page is not None else ""
                links[n, COLUMNS.index(f"{side}_page")] = f"{urls[evidence.source]}{page}"
    return links
