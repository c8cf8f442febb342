"""Commands on what nobody has read: figures lists figures and clauses, no-rule and new-rule decide on them in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.deciding import AtOption, ByOption, ChangesOption, WhenOption, day_of, fields_typed
from subsidy_rules.cli.options import LangOption, chosen, example, reporting, worded
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.rule import RuleSet
    from subsidy_rules.review.decisions import Decision
    from subsidy_rules.stages.places import Spot

_SHOWN = 60  # characters of the words round a figure
FiguresArgument = Annotated[
    list[str],
    typer.Argument(metavar="FIGURE...", help=worded("Their names as `figures` lists them; their beginning will do."), show_default=False),
]
ExtractedOption = Annotated[
    Optional[Path],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Option("--extracted", metavar="DIR", help=worded("Folder of what was extracted, where it is not beside the rule sets.")),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    base = "work/rules/it-hojo/2025"
    for name, run, words, call in (
        ("figures", figures, worded("List the figures and clauses that nobody has read; exit code 1 where there are some."), base),
        (
            "no-rule",
            no_rule,
            worded("Say of unread figures or clauses that they state no rule, and why."),
            f"{base} figure:3f9c0a --reason TEXT --by tanaka",
        ),
        (
            "new-rule",
            new_rule,
            worded("Make a rule of an unread figure or clause; its words are the evidence."),
            f"{base} figure:3f9c0a --kind subsidy_amount --frame tsujo --set max=450万円 --by tanaka",
        ),
    ):
        app.command(name, help=words, epilog=example(f"subsidy-rules {name} {call}"))(run)


def figures(
    folder: FolderArgument,
    decided: Annotated[bool, typer.Option("--decided", help=worded("Those that a person decided on instead."))] = False,
    extracted: ExtractedOption = None,
    lang: LangOption = None,
) -> None:
    speech = chosen(lang)
    with reporting(speech):
        from subsidy_rules.stages.places import spots_in
        from subsidy_rules.store.files import load_ruleset_dir

        spots = spots_in(folder, load_ruleset_dir(folder), extracted)
        shown = [spot for spot in spots if (spot.decided is not None if decided else spot.open)]
        for spot in shown:
            tell(f"{spot.key}  {_line(spot, speech)}")
        n = len(shown)
        words = (
            counted("{n} that a person decided on", "{n} that a person decided on", n)
            if decided
            else counted("{n} unread", "{n} unread", n)
        )
        tell(words.say(speech))
    if shown and not decided:
        raise typer.Exit(1)


def no_rule(
    folder: FolderArgument,
    names: FiguresArgument,
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=worded("Why they state none, such as “an example”."))],
    extracted: ExtractedOption = None,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.review.decide import seen_of_entry
    from subsidy_rules.review.decisions import NoRule

    speech, day = chosen(lang), day_of(at)

    def decision(spot: Spot, ruleset: RuleSet) -> Decision:
        return NoRule(place=spot.place, by=by, at=day, reason=reason, seen=seen_of_entry(spot.decided))

    with reporting(speech):
        spots = _decide(folder, names, extracted, decision)
        for spot in spots:
            tell(f"  {_line(spot, speech)}")
        tell(counted("No rule: {n} by {by}", "No rule: {n} by {by}", len(spots), by=by).say(speech))


def new_rule(
    folder: FolderArgument,
    name: Annotated[
        str, typer.Argument(metavar="FIGURE", help=worded("Its name as `figures` lists it; its beginning will do."), show_default=False)
    ],
    by: ByOption,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help=worded("Kind of the rule, such as subsidy_amount."))],
    frame: Annotated[str, typer.Option("--frame", metavar="FRAME", help=worded("Frame that it holds for; common: all."))],
    changes: ChangesOption = None,
    when: WhenOption = None,
    extracted: ExtractedOption = None,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.evaluate.answer import label_of
    from subsidy_rules.review.decide import seen_of_entry
    from subsidy_rules.review.decisions import NewRule
    from subsidy_rules.stages.places import rule_of_place

    speech, day = chosen(lang), day_of(at)
    typed = fields_typed(changes or [], when)
    made = []

    def decision(spot: Spot, ruleset: RuleSet) -> Decision:
        rule = rule_of_place(kind, frame, typed, spot.place, spot.boxes, ruleset, speech)
        made.append(rule)
        return NewRule(place=spot.place, by=by, at=day, rule=rule, seen=seen_of_entry(spot.decided))

    with reporting(speech):
        (spot,) = _decide(folder, [name], extracted, decision)
        tell(f"  {_line(spot, speech)}")
        rule = made[-1]
        tell(message("A rule by {by}: {id}: {label}", by=by, id=rule.id, label=label_of(rule)).say(speech))


def reopen(folder: Path, names: Sequence[str], by: str, at: str, lang: Lang, dry_run: bool) -> None:
    """Opens figures and clauses again; a rule that was made of one stays."""
    with reporting(lang):
        from subsidy_rules.review.decide import seen_of_entry
        from subsidy_rules.review.decisions import ReopenPlace
        from subsidy_rules.stages.deciding import decide_in
        from subsidy_rules.stages.places import decided_places
        from subsidy_rules.store.files import load_ruleset_dir

        entries = decided_places(names, load_ruleset_dir(folder))
        if not dry_run:
            decide_in(folder, [ReopenPlace(place=one.place, by=by, at=at, seen=seen_of_entry(one)) for one in entries])
        for one in entries:
            tell(f"  {one.figure or one.quote[:40]}")
        tell(counted("Open again: {n} figure", "Open again: {n} figures", len(entries)).say(lang))


def _decide(folder: Path, names: Iterable[str], extracted: Path | None, decision: Callable[[Spot, RuleSet], Decision]) -> tuple[Spot, ...]:
    """What was decided on: all of them or none."""
    from subsidy_rules.stages.deciding import decide_in
    from subsidy_rules.stages.places import named_spots, spots_in
    from subsidy_rules.store.files import load_ruleset_dir

    ruleset = load_ruleset_dir(folder)
    spots = named_spots([*names], spots_in(folder, ruleset, extracted))
    decide_in(folder, [decision(spot, ruleset) for spot in spots])
    return spots


def _line(spot: Spot, lang: Lang) -> str:
    """Document, page, figure and the words that it stands in; and what was decided."""
    place = spot.place
    page = "" if place.page is None else message("p. {n}", n=place.page).say(lang)
    words = " ".join(place.quote.split())
    quote = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    review = spot.decided.review if spot.decided is not None else None
    answer = "" if review is None else f"[{review.by}: {review.note or review.rule or review.state}]"
    return "  ".join(part for part in (place.source, page, place.figure or "", quote, answer) if part)
