"""Rules → text that fits 80 columns: ids stand whole on lines of their own, so that they can be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from subsidy_rules.messages.message import Said, listed, message
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.neutral import clean
from subsidy_rules.report.rule_rows import Printed, place_of, rule_row
from subsidy_rules.report.tables import frame_names

WIDTH = 80
_NO_START = frozenset("、。，．）」』】・：；％ー)],.:;%")  # signs that begin no line
_NO_END = frozenset("（「『【([")  # signs that end no line
_QUOTED = 120  # characters of a source text that are shown


def rules_text(ruleset: RuleSet, rules: Sequence[Rule], printed: Printed, lang: Lang) -> str:
    """Frame by frame: kind and value of each rule, its condition, how sure it is and where it stands, its words, its id."""
    names = frame_names(ruleset, lang)
    lines: list[str] = []
    for frame, name in names.items():
        mine = [rule for rule in rules if rule.frame == frame]
        if mine:
            lines += ["", f"== {name}"]
            for rule in mine:
                lines += ["", *_rule(rule, rule_row(rule, names, printed, lang), printed, lang)]
    if not rules:
        lines = ["", message("No rule is as asked for.").say(lang)]
    return clean("\n".join(lines[1:]))


def _rule(rule: Rule, row: dict[str, str], printed: Printed, lang: Lang) -> Iterator[str]:
    yield from wrapped(f"{row['kind']}: {row['value']}", 2)
    if row["condition"]:
        yield from wrapped("  " + message("when: {condition}", condition=row["condition"]).say(lang), 4)
    page = place_of(rule.evidence[0], printed)
    told: list[Said] = [message("{review}, confidence {confidence}", review=row["review"], confidence=row["confidence"])]
    place = " ".join(part for part in (row["document"], page.say(lang) if page else "", row["place"]) if part)
    yield from wrapped("  " + listed([*(said.say(lang) for said in told), place], lang), 4)
    quote = " ".join(row["quote"].split())
    yield from wrapped("  " + message('"{quote}"', quote=quote if len(quote) <= _QUOTED else quote[:_QUOTED] + "…").say(lang), 4)
    yield f"  {rule.id}"


def wrapped(line: str, indent: int) -> Iterator[str]:
    """The line in pieces that fit, later ones indented; Japanese breaks anywhere but before a closing sign, other words at blanks."""
    while cell_len(line) > WIDTH:
        at = next(n for n in range(len(line), 0, -1) if cell_len(line[:n]) <= WIDTH)
        cut = at
        while cut > indent + 1 and not _may_break(line, cut):
            cut -= 1
        cut = cut if cut > indent + 1 else at
        yield line[:cut].rstrip()
        line = " " * indent + line[cut:].lstrip()
    yield line


def _may_break(line: str, at: int) -> bool:
    before, after = line[at - 1], line[at]
    if after in _NO_START or before in _NO_END:
        return False
    return before == " " or after == " " or not (before.isascii() and after.isascii())
