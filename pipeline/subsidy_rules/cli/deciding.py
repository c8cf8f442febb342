"""Commands by which a person decides on rules in the terminal: approve, reject, edit, comment, undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from subsidy_rules.cli.options import (
    BelowFilter,
    FrameFilter,
    KindFilter,
    LangOption,
    StateChoice,
    StateFilter,
    chosen,
    example,
    reporting,
    worded,
)
from subsidy_rules.cli.rules import FolderArgument
from subsidy_rules.cli.showing import filter_of
from subsidy_rules.cli.telling import tell
from subsidy_rules.messages.message import Message, Words, counted, message

if TYPE_CHECKING:
    from subsidy_rules.model.errors import Lang
    from subsidy_rules.model.rule import Rule, RuleSet
    from subsidy_rules.review.decisions import Decision
    from subsidy_rules.stages.choosing import Asked, Selected

_PLACES = ("figure:", "clause:")  # how names of figures and clauses begin
_TRIES = 5  # whoever decides at the same time takes an instant
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help=worded("The person who decides."))]
NamesArgument = Annotated[
    Optional[list[str]],  # noqa: UP045 - Typer reads the annotation at run time
    typer.Argument(metavar="[RULE_ID...]", help=worded("Ids of rules, or patterns such as 'tsujo.requirement.*'."), show_default=False),
]
UndoArgument = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="[RULE_ID|FIGURE...]", help=worded("Ids of rules, patterns, or names of figures that were decided on."), show_default=False
    ),
]
AtOption = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--at", metavar="DATE", help=worded("Day of the decision; default: today.")),
]
SurestOption = Annotated[
    Optional[float],  # noqa: UP045
    typer.Option("--at-least", min=0, max=1, help=worded("Only rules with this confidence or more, such as 0.95.")),
]
DryOption = Annotated[bool, typer.Option("--dry-run", help=worded("Only list what it would decide on."))]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help=worded("Why; it stays beside the rule."))]

ChangesOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option(
        "--set", metavar="FIELD=TEXT", help=worded("A field, label or label_en and what it says, such as max=4500000; empty: nothing.")
    ),
]
WhenOption = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Option("--when", metavar="CONDITION", help=worded("All its conditions, such as 'employees >= 5'; '' for none.")),
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands to the application."""
    base = "rules_out/it-hojo/2025"
    for run, words, call in (
        (
            approve,
            worded("Approve rules that you have looked at: by id, by pattern or by filter. It lists them, and what it leaves out."),
            f"approve {base} tsujo.subsidy_amount.base --by tanaka",
        ),
        (reject, worded("Reject rules that are wrong; they are kept so that they do not come back."), f"reject {base} ID --by tanaka"),
        (edit, worded("Say what a rule says instead; what was read stays beside it."), f"edit {base} ID --set max=450万円 --by tanaka"),
        (comment, worded("Write some words on rules; they decide nothing."), f"comment {base} ID --text TEXT --by tanaka"),
        (undo, worded("Take decisions back: the rules are open again, as they were read."), f"undo {base} ID --by tanaka"),
    ):
        app.command(run.__name__, help=words, epilog=example(f"subsidy-rules {call}"))(run)


def approve(
    folder: FolderArgument,
    by: ByOption,
    names: NamesArgument = None,
    everything: Annotated[
        bool, typer.Option("--all", help=worded("Every draft or stale rule but conflicts and limits that were not understood."))
    ] = False,
    reading: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--reading", min=1, metavar="N", help=worded("Of one rule whose sources disagree: the reading that is right.")),
    ] = None,
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    at_least: SurestOption = None,
    dry_run: DryOption = False,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.basis import seen_of
    from subsidy_rules.review.decisions import Approve, ChooseReading
    from subsidy_rules.stages.choosing import select_to_approve

    speech = chosen(lang)
    filtered = bool(frame or kind or state) or below is not None or at_least is not None
    if (everything and (names or filtered)) or not (everything or names or filtered):
        raise typer.BadParameter(worded("name rules, give filters, or give --all"))
    day = day_of(at)

    def decision(rule: Rule) -> Decision:
        if reading is not None:
            return ChooseReading(rule_id=rule.id, n=reading, by=by, at=day, seen=seen_of(rule))
        return Approve(rule_id=rule.id, by=by, at=day, seen=seen_of(rule))

    def select(ruleset: RuleSet) -> Selected:
        asked = _asked(ruleset, names, frame, kind, state, below, at_least)
        if reading is not None and (len(asked.ids), len(asked.names)) != (1, 1):
            raise typer.BadParameter(worded("--reading is about one rule: give its id"))
        return select_to_approve(ruleset, asked)

    with reporting(speech):
        selected = _decide(folder, select, decision, dry_run)
        _list_rules(selected, speech)
        n = len(selected.rules)
        if not n:
            tell(message("Nothing to approve: no rule is draft or stale.").say(speech))
        elif dry_run:
            tell(counted("It would approve {n} rule.", "It would approve {n} rules.", n).say(speech))
        else:
            tell(counted("Approved: {n} rule by {by}", "Approved: {n} rules by {by}", n, by=by).say(speech))


def reject(
    folder: FolderArgument,
    by: ByOption,
    names: NamesArgument = None,
    reason: ReasonOption = "",
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    dry_run: DryOption = False,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.basis import seen_of
    from subsidy_rules.review.decisions import Reject

    day = day_of(at)
    _on_each(
        folder,
        chosen(lang),
        _asking(names, frame, kind, state, below),
        lambda rule: Reject(rule_id=rule.id, by=by, at=day, reason=reason, seen=seen_of(rule)),
        lambda n: counted("Rejected: {n} rule by {by}", "Rejected: {n} rules by {by}", n, by=by),
        dry_run,
    )


def edit(
    folder: FolderArgument,
    by: ByOption,
    names: NamesArgument = None,
    changes: ChangesOption = None,
    when: WhenOption = None,
    reason: ReasonOption = "",
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    dry_run: DryOption = False,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.basis import seen_of
    from subsidy_rules.review.decisions import Edit

    speech, day = chosen(lang), day_of(at)
    typed = fields_typed(changes or [], when)

    def decision(rule: Rule) -> Decision:
        from subsidy_rules.stages.typed_rules import LABELS, changed_fields

        worded = {key: text for key, text in typed.items() if key in LABELS}
        value, conditions = changed_fields(rule, {key: text for key, text in typed.items() if key not in LABELS}, speech)
        return Edit(rule_id=rule.id, value=value, when=conditions, by=by, at=day, reason=reason, seen=seen_of(rule), **worded)

    _on_each(
        folder,
        speech,
        _asking(names, frame, kind, state, below),
        decision,
        lambda n: counted("Edited: {n} rule by {by}", "Edited: {n} rules by {by}", n, by=by),
        dry_run,
    )


def comment(
    folder: FolderArgument,
    by: ByOption,
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=worded("The words."))],
    names: NamesArgument = None,
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    dry_run: DryOption = False,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.review.decisions import AddComment

    day = day_of(at)
    _on_each(
        folder,
        chosen(lang),
        _asking(names, frame, kind, state, below),
        lambda rule: AddComment(rule_id=rule.id, by=by, at=day, text=text),
        lambda n: counted("Commented on: {n} rule by {by}", "Commented on: {n} rules by {by}", n, by=by),
        dry_run,
    )


def undo(
    folder: FolderArgument,
    by: ByOption,
    names: UndoArgument = None,
    last: Annotated[
        int, typer.Option("--last", min=0, metavar="N", help=worded("Your last N decisions instead, each as it was before."))
    ] = 0,
    frame: FrameFilter = None,
    kind: KindFilter = None,
    state: StateFilter = None,
    below: BelowFilter = None,
    dry_run: DryOption = False,
    at: AtOption = None,
    lang: LangOption = None,
) -> None:
    from subsidy_rules.model.basis import seen_of
    from subsidy_rules.review.decisions import Reopen

    if last:
        if names or frame or kind or state or below is not None or dry_run:
            raise typer.BadParameter(worded("--last takes no rules, no filters and no --dry-run"))
        _undo_last(folder, by, last, chosen(lang))
        return
    day, speech = day_of(at), chosen(lang)
    places = [name for name in names or () if name.startswith(_PLACES)]
    if places:
        from subsidy_rules.cli.figures import reopen

        reopen(folder, places, by, day, speech, dry_run)
    rules = [name for name in names or () if name not in places]
    if places and not rules and not (frame or kind or state) and below is None:
        return
    _on_each(
        folder,
        speech,
        _asking(rules, frame, kind, state, below),
        lambda rule: Reopen(rule_id=rule.id, by=by, at=day, seen=seen_of(rule)),
        lambda n: counted("Open again: {n} rule", "Open again: {n} rules", n),
        dry_run,
    )


def _undo_last(folder: Path, by: str, n: int, lang: Lang) -> None:
    """Takes back step by step, and says what each was about."""
    with reporting(lang):
        from subsidy_rules.stages.deciding import undo_last

        for _ in range(n):
            step = undo_last(folder, by)
            about = ", ".join(name for name, _ in step.rules) or step.name
            tell(message("Taken back: {what} ({at})", what=about, at=step.at).say(lang))


def day_of(at: str | None) -> str:
    """The day of a decision: the one given, else today. Raises BadParameter for what is no day."""
    try:
        return date.fromisoformat(at).isoformat() if at else date.today().isoformat()
    except ValueError as error:
        raise typer.BadParameter(worded("--at takes a date such as 2026-04-02")) from error


def _asking(
    names: list[str] | None,
    frame: list[str] | None,
    kind: list[str] | None,
    state: list[StateChoice] | None,
    below: float | None,
) -> Callable[[RuleSet], Asked]:
    """What is asked for of any rule set. Raises BadParameter where neither a name nor a filter is given: such a command decides on none."""
    if not (names or frame or kind or state) and below is None:
        raise typer.BadParameter(worded("name rules, or give filters"))
    return lambda ruleset: _asked(ruleset, names, frame, kind, state, below)


def _asked(
    ruleset: RuleSet,
    names: list[str] | None,
    frame: list[str] | None = None,
    kind: list[str] | None = None,
    state: list[StateChoice] | None = None,
    below: float | None = None,
    at_least: float | None = None,
) -> Asked:
    from subsidy_rules.stages.choosing import Asked

    wanted = filter_of(ruleset, frame or (), kind or (), [one.value for one in state or ()], below)
    return Asked(tuple(dict.fromkeys(names or ())), wanted, at_least)


def fields_typed(changes: Sequence[str], when: Sequence[str] | None) -> dict[str, str]:
    """Field → what is typed for it."""
    typed: dict[str, str] = {}
    for change in changes:
        key, sign, text = change.partition("=")
        if not sign:
            raise typer.BadParameter(worded("--set takes FIELD=TEXT, such as max=4500000"))
        typed[key.strip()] = text
    if when is not None:
        typed["when"] = "\n".join(when)
    if not typed:
        raise typer.BadParameter(worded("say what it says instead: --set or --when"))
    return typed


def _on_each(
    folder: Path,
    lang: Lang,
    ask: Callable[[RuleSet], Asked],
    decision: Callable[[Rule], Decision],
    told: Callable[[int], Message],
    dry_run: bool = False,
) -> None:
    """Decides on every rule that is asked for, and says on which."""
    from subsidy_rules.stages.choosing import Selected, select_rules

    with reporting(lang):
        selected = _decide(folder, lambda ruleset: Selected(select_rules(ruleset, ask(ruleset))), decision, dry_run)
        _list_rules(selected, lang)
        tell((message("Nothing was decided.") if dry_run else told(len(selected.rules))).say(lang))


def _decide(folder: Path, select: Callable[[RuleSet], Selected], decision: Callable[[Rule], Decision], dry_run: bool) -> Selected:
    """What was decided on, as it is now. Where somebody decides at the same instant, the rules are selected anew."""
    from subsidy_rules.model.errors import OvertakenError
    from subsidy_rules.stages.deciding import decide_in
    from subsidy_rules.store.files import load_ruleset_dir

    for left in range(_TRIES, 0, -1):
        selected = select(load_ruleset_dir(folder))
        decisions = [decision(rule) for rule in selected.rules]
        if dry_run or not decisions:
            break
        try:
            after = {rule.id: rule for rule in decide_in(folder, decisions).ruleset.rules}
            return replace(selected, rules=tuple(after[rule.id] for rule in selected.rules))
        except OvertakenError:
            if left == 1:
                raise
    return selected


def _list_rules(selected: Selected, lang: Lang) -> None:
    """What is decided on and what is left to a look of its own: a line for each."""
    reasons = {"conflict": message("its sources disagree"), "unread": message("it has a limit that was not understood")}
    for rule in selected.rules:
        tell(f"  {_line(rule, lang)}")
    waiting = sum(rule.review.state == "draft" and rule.review.was is not None for rule in selected.rules)
    if waiting:
        tell(counted("{n} rule waits for a second person.", "{n} rules wait for a second person.", waiting).say(lang))
    if selected.left_out:
        n = len(selected.left_out)
        tell(counted("Left out, for it needs a look of its own:", "Left out, for each needs a look of its own ({n}):", n).say(lang))
        for rule, why in selected.left_out:
            tell(f"  {_line(rule, lang)} [{reasons[why].say(lang)}]")


def _line(rule: Rule, lang: Lang) -> str:
    return f"{rule.id}: {Words(rule.label_en or rule.label, rule.label).say(lang)}"
