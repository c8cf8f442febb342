"""Changes of rules + changes of the texts they were read from → one entry for one cause.

A rule whose sentence says the same in both editions has not changed, whatever was read from it; rules in words that were read from one
changed sentence are one entry, graded by what the sentence does; each figure of a changed sentence stays an entry of its own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from subsidy_rules.compare.finding import Finding
from subsidy_rules.compare.findings import paired
from subsidy_rules.compare.passages import TextsOf, changes_of_texts, passages_of
from subsidy_rules.compare.quoted import Sentences, is_quoted, plain
from subsidy_rules.compare.told_days import says_days_alone, told_moves
from subsidy_rules.compare.told_with import also_told, with_places
from subsidy_rules.compare.units import Unit
from subsidy_rules.model.change import GRAVITY, Cause, Change, Level
from subsidy_rules.model.rule import Leaf, Rule

_FIGURES = frozenset({"subsidy_amount", "subsidy_rate", "applicant_threshold", "schedule"})
_NAMES = 10  # signs: what is shorter may stand anywhere
_QUIET = frozenset({"reworded", "name-replaced", "heading-changed", "remark-added", "remark-removed"})


def join_texts(told: Sequence[Change], texts: Sequence[TextsOf]) -> tuple[Change, ...]:
    """All changes, those of rules and those of texts, each cause once; in no particular order."""
    texts = [replace(one, findings=_paired_by_rules(one, told)) for one in texts]
    index = _Index(texts)
    attached: dict[int, list[Change]] = {}
    free: list[Change] = []
    for change in told:
        where = index.where(change)
        if where is None:
            free.append(change)
        elif where:
            attached.setdefault(where[0], []).append(change)
    told_at = _told_with(index.findings, attached)
    out = [*free]
    moves = told_moves([*free, *(change for changes in attached.values() for change in changes)])
    n = 0
    for one in texts:
        for finding, change in changes_of_texts(one):
            if finding is None:
                out.append(change)
                continue
            if n not in told_at and (n in attached or not says_days_alone(finding, moves)):
                entries = list(_entries(finding, change, attached.get(n, ()), one))
                entries[:1] = [with_places(each, [index.findings[m] for m, at in told_at.items() if at == n]) for each in entries[:1]]
                out += map(_of_new_part, entries) if finding.of_new_part else entries
            n += 1
    return tuple({change.fingerprint: change for change in one_date(out)}.values())


def _told_with(findings: Sequence[Finding], attached: Mapping[int, Sequence[Change]]) -> dict[int, int]:
    """Number of each finding that a change of a rule tells with the one it stands at → number of that one."""
    told: dict[int, int] = {}
    for at, changes in sorted(attached.items()):
        for change in changes:
            for n in also_told(change, at, findings, attached):
                told.setdefault(n, at)
    return told


def _of_new_part(change: Change) -> Change:
    """A change graded as what it is: a part of something new that nobody had before, whatever it asks for."""
    direction = change.direction if change.direction == "better" else "neutral"
    return change.model_copy(update={"direction": direction, "level": Level.INFO})


def _paired_by_rules(one: TextsOf, told: Sequence[Change]) -> tuple[Finding, ...]:
    """The findings with those joined that a rule of both editions was read from: a sentence that went and one that came."""
    findings: dict[int, Finding] = dict(enumerate(one.findings))
    lone = _Lone(one.findings, one.pair.old.id, 0), _Lone(one.findings, one.pair.new.id, 1)
    for change in told:
        if change.old is None or change.new is None or change.cause is not Cause.SOURCE:
            continue
        gone, come = lone[0].only(change.old), lone[1].only(change.new)
        if gone is not None and come is not None:
            both = paired(findings.pop(gone), findings[come])
            lone[0].left.discard(gone)
            lone[1].left.discard(come)
            if both is not None:
                findings[come] = both
            else:
                del findings[come]
    return tuple(findings.values())


class _Lone:
    """The findings on one side alone, by their sentences; `left` are the numbers of those that no rule has joined yet."""

    def __init__(self, findings: Sequence[Finding], source: str, side: int) -> None:
        self._source = source
        self._numbers: dict[int, int] = {}
        units = []
        for number, finding in enumerate(findings):
            unit, other = finding.places[0][side], finding.places[0][1 - side]
            if unit is not None and other is None and len(finding.places) == 1:
                self._numbers[id(unit)] = number
                units.append(unit)
        self._sentences = Sentences(units)
        self.left = set(self._numbers.values())

    def only(self, rule: Rule) -> int | None:
        """The number of the only finding that a rule quotes; None where there is none or more."""
        quoted = (unit for evidence in rule.evidence if evidence.source == self._source for unit in self._sentences.quoted(evidence))
        found = {self._numbers[id(unit)] for unit in quoted} & self.left
        return found.pop() if len(found) == 1 else None


class _Index:
    """The sentences of both sides by source, with the findings that they belong to."""

    def __init__(self, texts: Sequence[TextsOf]) -> None:
        self.units: dict[tuple[str, str], tuple[Unit, ...]] = {}
        self.sentences: dict[tuple[str, str], Sentences] = {}
        self.findings: list[Finding] = []
        self.of: dict[tuple[str, str, int], int] = {}
        self.changed: dict[tuple[str, str], Sentences] = {}
        for one in texts:
            if not one.alike:
                continue
            self.units["old", one.pair.old.id] = one.old
            self.units["new", one.pair.new.id] = one.new
            self.sentences |= {("old", one.pair.old.id): Sentences(one.old), ("new", one.pair.new.id): Sentences(one.new)}
            for finding in one.findings:
                n = len(self.findings)
                self.findings.append(finding)
                for a, b in (*finding.places, *finding.again):
                    if a is not None:
                        self.of.setdefault(("old", one.pair.old.id, a.order), n)
                    if b is not None:
                        self.of.setdefault(("new", one.pair.new.id, b.order), n)

    def where(self, change: Change) -> list[int] | None:
        """The findings on the sentences that a change of a rule was read from, most to the point first.

        Empty where all of them say the same in both editions; None where that is not known, as of a rule that changed and that a document
        which was not compared states as well. What came or went has not where one sentence of it stands in both editions.
        """
        if change.cause is not Cause.SOURCE or (change.old is None and change.new is None):
            return None
        sides = [(side, rule) for side, rule in (("old", change.old), ("new", change.new)) if rule is not None]
        direct: list[int] = []
        around: list[int] = []
        known = True
        for side, rule in sides:
            located = self._units_of(side, rule)
            told = any(len(unit.plain) > _NAMES for _, unit in located) if len(sides) == 1 else False
            known = known and bool(located) and (told or self._has_all(side, rule))
            for source, unit in located:
                n = self.of.get((side, source, unit.order))
                direct += [n] if n is not None else []
                around += self._around(side, source, unit)
        counts, first = Counter(direct), direct[:1]
        found = sorted(counts, key=lambda n: (-counts[n], self.findings[n].check in _QUIET, n not in first, n))
        found = found or [n for n in dict.fromkeys(around) if self.findings[n].check not in _QUIET]
        return found if found or known else None

    def _around(self, side: str, source: str, unit: Unit) -> list[int]:
        """Findings on what stands above a sentence: the lead of its list, headers of its row and column, its heading."""
        above = {text for text in (unit.lead, *unit.around, *unit.headings[-1:]) if text}
        if not above:
            return []
        said = {plain(text) for text in above}
        inside = {other.order: other for text in said for other in self._changed_in(side, source).inside(text)}
        return [
            self.of[side, source, order]
            for order, other in sorted(inside.items())
            if order != unit.order and (len(other.plain) > _NAMES or other.plain in said)
        ]

    def _changed_in(self, side: str, source: str) -> Sentences:
        """The sentences of a document with findings on them."""
        if (side, source) not in self.changed:
            self.changed[side, source] = Sentences([unit for unit in self.units[side, source] if (side, source, unit.order) in self.of])
        return self.changed[side, source]

    def _has_all(self, side: str, rule: Rule) -> bool:
        """Whether all documents that state a rule were compared."""
        return all((side, evidence.source) in self.sentences for evidence in rule.evidence)

    def _units_of(self, side: str, rule: Rule) -> list[tuple[str, Unit]]:
        """The sentences that the evidence of a rule quotes, as far as its documents were compared."""
        compared = [evidence for evidence in rule.evidence if (side, evidence.source) in self.sentences]
        return [(evidence.source, unit) for evidence in compared for unit in self.sentences[side, evidence.source].quoted(evidence)]


def _entries(finding: Finding, text: Change, changes: Sequence[Change], texts: TextsOf) -> Iterator[Change]:
    """The entries for one finding: the changes of figures that were read from it, and one for all else that it says."""
    figures = [change for change in changes if change.kind in _FIGURES]
    words = [change for change in changes if change.kind not in _FIGURES]
    left, right = passages_of(finding)
    for change in _distinct(figures):
        yield change.model_copy(update={"old_text": left, "new_text": right, "places": text.places})
    if words:
        yield _entry_of_words(finding, text, words)
    elif not figures or _says_more(finding, figures):
        yield text


def one_date(changes: Sequence[Change]) -> list[Change]:
    """Changes with those of the calendar joined in which one day took the place of another, whatever events it is the day of."""
    groups: dict[object, list[Change]] = {}
    for n, change in enumerate(changes):
        days = _days(change)
        groups.setdefault((change.frame, change.cause, days) if days else n, []).append(change)
    out: list[Change] = []
    for group in groups.values():
        first = min(group, key=lambda change: (GRAVITY[change.level], "deadline" not in change.check, change.rule_id))
        ids = tuple(sorted({change.rule_id for change in group}))
        out.append(first if len(ids) == 1 else first.model_copy(update={"rules": ids}))
    return _without_told_days(out)


def _without_told_days(changes: Sequence[Change]) -> list[Change]:
    """Changes without a day of the calendar that went or came alone, where another change tells what took its place."""
    moves = [(change, days) for change in changes if (days := _days(change)) is not None]
    told = {(change.frame, side, days[side]) for change, days in moves for side in (0, 1)}
    return [change for change in changes if _lone_day(change) not in told]


def _lone_day(change: Change) -> object:
    """Frame, side and day of a schedule that only one edition has; None for all other changes."""
    if change.kind != "schedule" or (change.old is None) == (change.new is None):
        return None
    rule, side = (change.old, 0) if change.old is not None else (change.new, 1)
    return change.frame, side, getattr(rule.value, "end", None) or getattr(rule.value, "start", None) if rule is not None else None


def _days(change: Change) -> tuple[object, object] | None:
    """The day of a schedule that changed, old and new; None for other changes."""
    if change.kind != "schedule" or change.old is None or change.new is None:
        return None
    field = "end" if change.check.startswith("deadline") else "start"
    days = getattr(change.old.value, field, None), getattr(change.new.value, field, None)
    return days if all(days) else None


def _distinct(changes: Sequence[Change]) -> list[Change]:
    """Changes of figures, each once for a sentence."""
    out: dict[object, Change] = {}
    for change in changes:
        said = (change.check, change.kind, change.en.rpartition(": ")[2])
        kept = out.get(said)
        if kept is None or GRAVITY[change.level] < GRAVITY[kept.level]:
            out[said] = change
    return list(out.values())


def _says_more(finding: Finding, figures: Sequence[Change]) -> bool:
    """Whether more figures of a sentence changed than the changes of its rules tell."""
    old, new = finding.places[0]
    if old is None or new is None or all(change.kind == "schedule" for change in figures):
        return False
    before, after = (_numbers(" ".join(unit.figures)) for unit in (old, new))
    told = {number for change in figures for rule in (change.old, change.new) if rule is not None for number in _numbers_of(rule)}
    # numbers that both texts have may stand in one place more or less; a single one may count something else
    return len((before ^ after) - told) > 1


def _numbers_of(rule: Rule) -> set[str]:
    from subsidy_rules.model.basis import value_data, when_data

    return _numbers(f"{value_data(rule.value)} {when_data(rule.when)}")


def _numbers(text: str) -> set[str]:
    """The numbers of a text, those of a fraction or a date one by one."""
    return {found.lstrip("0") or "0" for found in re.findall(r"\d+(?:\.\d+)?", text)}


def _is_of_both(change: Change, finding: Finding) -> bool:
    """Whether both rules of a change were read from the sentence; one whose own sentence still stands was only taken for the other's."""
    for side, rule in ((0, change.old), (1, change.new)):
        units = [unit for pair in finding.places if (unit := pair[side]) is not None]
        if rule is not None and units and not any(is_quoted(evidence, unit) for evidence in rule.evidence for unit in units):
            return False
    return True


def _is_of_heading(change: Change, finding: Finding) -> bool:
    """Whether all that changed of a rule are conditions in the words of the headings above its sentence, which tell their own change."""
    if change.old is None or change.new is None or change.check != "condition-changed":
        return False
    differ = [leaf for leaf in (*change.old.when, *change.new.when) if leaf not in change.old.when or leaf not in change.new.when]
    units = [unit for pair in finding.places for unit in pair if unit is not None]
    above = "／".join(plain(heading) for unit in units for heading in unit.headings)
    said = [plain(leaf.of or "") if isinstance(leaf, Leaf) else "" for leaf in differ]
    return bool(said) and all(words and words in above and not any(words in unit.plain for unit in units) for words in said)


def _entry_of_words(finding: Finding, text: Change, words: Sequence[Change]) -> Change:
    """One entry for the rules in words that were read from a sentence."""
    ids = tuple(sorted({rule.id for change in words for rule in (change.old, change.new) if rule is not None}))
    sides = text.old_text is None, text.new_text is None
    both = [change for change in words if (change.old is None, change.new is None) == sides and _is_of_both(change, finding)]
    both = [change for change in both if not _is_of_heading(change, finding)]
    best = min(both, key=_weight, default=None)
    if best is not None and best.kind == "required_document" and text.check in ("remark-added", "remark-removed"):
        return best.model_copy(update={"old_text": text.old_text, "new_text": text.new_text, "places": text.places})  # a name asks nothing
    if best is None or text.check in _QUIET:
        return text.model_copy(update={"rules": ids, **_rules_of(words)})
    update = {"old_text": text.old_text, "new_text": text.new_text, "places": text.places, "rules": ids if len(ids) > 1 else best.rules}
    opposed = {text.direction, best.direction} == {"better", "worse"}
    if _states_figure(best) or best.check.startswith(("benefit-", "burden-")):
        # what the figures leave open, or the words of the sentence speak against, is as grave as the graver of the two
        open_ = opposed or best.direction == "unknown"
        graver = min(text.level, best.level, key=lambda level: GRAVITY[level])
        direction = "unknown" if opposed else text.direction if best.direction == "unknown" else best.direction
        return best.model_copy(update={**update, "level": graver, "direction": direction} if open_ else update)
    # the sentence reading grades what the rule says in words; it never makes it graver than rules of its kind are
    decided = text.check.startswith("clause-alternative-") or best.direction == "unknown"
    level = text.level if decided else max(text.level, best.level, key=lambda level: GRAVITY[level])
    direction = text.direction if text.direction in ("better", "worse", "neutral") else best.direction
    return best.model_copy(update={**update, "level": level, "direction": direction})


def _rules_of(words: Sequence[Change]) -> dict[str, object]:
    """The rule that went and the one that came with a sentence, where both are of one kind and state figures."""
    gone = [change for change in words if change.old is not None and _states_figure(change)]
    come = [change for change in words if change.new is not None and _states_figure(change)]
    if len(gone) != 1 or len(come) != 1 or gone[0].kind != come[0].kind:
        return {}
    return {"kind": come[0].kind, "area": come[0].area, "rule_id": come[0].rule_id, "old": gone[0].old, "new": come[0].new}


def _weight(change: Change) -> tuple[int, int, str]:
    return (0 if _states_figure(change) else 1, GRAVITY[change.level], change.fingerprint)


def _states_figure(change: Change) -> bool:
    return any(getattr(rule.value, "constraint", None) is not None for rule in (change.old, change.new) if rule is not None)
