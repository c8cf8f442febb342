"""Published rule sets → what is generated of them: a static site, and pages in Markdown that stand beside them.

Everything follows from the sets alone. No document that happens to be at hand changes it, so that what was committed can be held against
it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from subsidy_rules.messages.message import Lang, Said, counted, message
from subsidy_rules.model.change import Change
from subsidy_rules.model.errors import Place, SourceError
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.change_formats import write_changes
from subsidy_rules.report.change_html import changes_html
from subsidy_rules.report.history import history_html, side_words, told_changes
from subsidy_rules.report.neutral import escape, link, markdown
from subsidy_rules.report.rule_formats import write_rules
from subsidy_rules.stages.comparison import Options, compare_editions
from subsidy_rules.store.editions import editions_in
from subsidy_rules.store.files import load_ruleset_dir
from subsidy_rules.store.names import apart, edition_part, programme_part
from subsidy_rules.wording.terms import STATES

_HEAD = "ruleset.yaml"
_SIDES = ("worse", "better", "unknown")
Step = tuple[RuleSet, RuleSet, tuple[Change, ...]]


@dataclass(frozen=True, slots=True)
class Published:
    """A programme in a folder of rule sets: its editions, oldest first, and what changed from each to the next."""

    programme: str
    editions: tuple[RuleSet, ...]
    steps: tuple[Step, ...]


def published(root: Path) -> tuple[Published, ...]:
    """Every programme of a folder. Raises SourceError where it holds no rule set, RuleSetError where one cannot be read."""
    names = sorted({head.parent.parent.name for head in root.glob(f"*/*/{_HEAD}")})
    if not names:
        raise SourceError(
            Place(str(root)),
            message("There is no rule set here."),
            message("Nothing can be made of it."),
            message("Name the folder that holds <programme>/<edition>."),
        )
    return tuple(_programme(root, name) for name in names)


def _programme(root: Path, name: str) -> Published:
    folders = editions_in(root, name)
    options = Options(kept=False)
    outcomes = [compare_editions(old, new, options) for old, new in pairwise(folders)]
    steps = tuple((outcome.old, outcome.new, outcome.changes) for outcome in outcomes)
    return Published(name, tuple(load_ruleset_dir(folder) for folder in folders), steps)


def site_files(root: Path, lang: Lang) -> dict[str, str]:
    """File name → page of the site: index.html, and for each programme its rules, changes and history. Nothing is loaded from elsewhere."""
    return apart(_site(published(root), lang))


def _site(found: Sequence[Published], lang: Lang) -> Iterator[tuple[str, str]]:
    yield "index.html", _index(found, lang)
    for one in found:
        folder = programme_part(one.programme)
        for ruleset in one.editions:
            page = str(write_rules("html", ruleset, _shown(ruleset), {}, lang))
            yield f"{folder}/{edition_part(ruleset.edition)}.html", _linked(page, lang)
        for old, new, changes in one.steps:
            yield f"{folder}/{_step_name(old, new)}.html", _linked(changes_html(old, new, changes, lang, history=one.editions), lang)
        if one.steps:
            yield f"{folder}/history.html", _linked(history_html(one.steps, lang), lang)


def page_files(root: Path, lang: Lang) -> dict[str, str]:
    """File name → Markdown that stands beside the sets: the rules of each edition, what changed to the next, CHANGELOG.md of all."""
    return apart(_pages(published(root), lang))


def _pages(found: Sequence[Published], lang: Lang) -> Iterator[tuple[str, str]]:
    yield "CHANGELOG.md", changelog(found, lang)
    for one in found:
        folder = programme_part(one.programme)
        for ruleset in one.editions:
            page = str(write_rules("markdown", ruleset, _shown(ruleset), {}, lang))
            yield f"{folder}/{edition_part(ruleset.edition)}.md", _ended(page)
        for old, new, changes in one.steps:
            yield f"{folder}/{_step_name(old, new)}.md", _ended(str(write_changes("markdown", old, new, changes, lang)))


def changelog(found: Sequence[Published], lang: Lang) -> str:
    """What changed for applicants, by programme and edition, the newest first."""
    lines = [f"# {message('Changes of the rules').say(lang)}"]
    for one in found:
        for old, new, changes in reversed(one.steps):
            lines += ["", f"## {markdown(new.title or one.programme)}: {markdown(old.edition)} → {markdown(new.edition)}"]
            sides = [(direction, told) for direction in _SIDES if (told := told_changes(changes, direction))]
            lines += [] if sides else ["", message("No change.").say(lang)]
            for direction, told in sides:
                lines += ["", f"### {side_words(direction, len(told)).say(lang)}", ""]
                lines += [f"- **{change.level.value}** {markdown(' '.join(change.say(lang).split()))}" for change in told]
    return _ended("\n".join(lines))


def _step_name(old: RuleSet, new: RuleSet) -> str:
    return f"{old.edition}_{new.edition}"


def _shown(ruleset: RuleSet) -> tuple[Rule, ...]:
    return tuple(rule for rule in ruleset.rules if rule.review.state != "rejected")


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n"


def _linked(page: str, lang: Lang) -> str:
    """The page with the way back to the index before everything else."""
    label, words = (escape(one.say(lang)) for one in (message("Site"), message("All rule sets")))
    nav = f'<nav aria-label="{label}" style="padding:8px 24px"><a href="../index.html">{words}</a></nav>'
    return page.replace("<body>", f"<body>\n{nav}", 1)


def _index(found: Sequence[Published], lang: Lang) -> str:
    title = escape(message("Rules of subsidies").say(lang))
    css = files("subsidy_rules.report").joinpath("site.css").read_text(encoding="utf-8")
    body = "".join(_section(one, lang) for one in found)
    told = message("Every value cites its page. A rule set is a reading aid: before you apply, read the page that it cites.")
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n<style>\n{css}</style>\n</head>\n'
        f"<body>\n<main>\n<h1>{title}</h1>\n<p>{escape(told.say(lang))}</p>\n{body}</main>\n</body>\n</html>\n"
    )


def _section(one: Published, lang: Lang) -> str:
    """A programme: a row for each edition, the newest first, with the way to its rules and to what changed."""
    heads = "".join(f'<th scope="col">{escape(head.say(lang))}</th>' for head in _HEADS)
    changes = {new.edition: (old, new, found) for old, new, found in one.steps}
    rows = "".join(_row(one.programme, ruleset, changes.get(ruleset.edition), lang) for ruleset in reversed(one.editions))
    history = f'<p><a href="{escape(one.programme)}/history.html">{escape(message("History of all editions").say(lang))}</a></p>'
    name = escape(one.editions[-1].title or one.programme)
    return (
        f"<section>\n<h2>{name} <code>{escape(one.programme)}</code></h2>\n<table>\n<thead><tr>{heads}</tr></thead>\n"
        f"<tbody>\n{rows}</tbody>\n</table>\n{history if one.steps else ''}\n</section>\n"
    )


_HEADS: tuple[Said, ...] = (
    message("Edition"),
    message("Status"),
    message("Rules"),
    message("Changes"),
    message("Documents"),
)


def _row(programme: str, ruleset: RuleSet, step: Step | None, lang: Lang) -> str:
    shown = _shown(ruleset)
    rules = counted("{n} rule", "{n} rules", len(shown)).say(lang)
    cells = [
        escape(ruleset.edition),
        escape(STATES[ruleset.status].say(lang)),
        f'<a href="{escape(programme)}/{escape(ruleset.edition)}.html">{escape(rules)}</a>',
        "" if step is None else _changes_cell(programme, step, lang),
        "<br>".join(_documents(ruleset)),
    ]
    return f'<tr><th scope="row">{cells[0]}</th>{"".join(f"<td>{cell}</td>" for cell in cells[1:])}</tr>\n'


def _changes_cell(programme: str, step: Step, lang: Lang) -> str:
    old, new, changes = step
    words = counted("{n} change since {edition}", "{n} changes since {edition}", len(changes), edition=old.edition).say(lang)
    return f'<a href="{escape(programme)}/{escape(_step_name(old, new))}.html">{escape(words)}</a>'


def _documents(ruleset: RuleSet) -> Iterator[str]:
    for source in ruleset.sources:
        name = escape(source.title or source.id)
        address = link(source.url)
        named = f'<a href="{escape(address)}" rel="noreferrer">{name}</a>' if address else name
        yield f"{named} {escape(source.published)}" if source.published else named
