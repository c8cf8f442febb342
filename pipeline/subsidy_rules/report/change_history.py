"""Amounts and rates of all editions of a programme → small charts as inline SVG, one for each number that two editions state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import LANGS, Said, both, message
from subsidy_rules.model.basis import value_data, when_data
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import Rule, RuleSet
from subsidy_rules.report.neutral import escape
from subsidy_rules.wording.numbers import yen_words
from subsidy_rules.wording.rules import when_words

_NUMBERS = {"subsidy_amount": "max", "subsidy_rate": "rate"}
_WIDTH, _HEIGHT, _TOP, _BOTTOM, _SIDE = 260, 110, 30, 24, 34


@dataclass(frozen=True, slots=True)
class Series:
    """A number by edition; None where an edition does not state it."""

    rule: Rule
    points: tuple[tuple[str, Fraction | None], ...]

    @property
    def changes(self) -> bool:
        return len({value for _, value in self.points if value is not None}) > 1


def both_languages(said: Said) -> str:
    """HTML with a text in both languages, of which the page shows the one chosen."""
    ja, en = escape(said.say("ja")), escape(said.say("en"))
    return ja if ja == en else f'<span lang="ja">{ja}</span><span lang="en">{en}</span>'


def history_charts(editions: Sequence[RuleSet], lang: Lang) -> str:
    """A section with the charts, those of numbers that change first; "" where no number is stated twice."""
    series = sorted(_series(editions), key=lambda one: (not one.changes, one.rule.frame, one.rule.id))
    if not series:
        return ""
    names = {frame.id: frame.name for edition in editions for frame in edition.frames}
    charts = "".join(_chart(one, names, lang) for one in series)
    title = both_languages(message("Amounts and rates over the editions"))
    return f'<section class="history"><h2>{title}</h2><div class="charts">{charts}</div></section>\n'


def _series(editions: Sequence[RuleSet]) -> list[Series]:
    rules: dict[str, dict[str, Rule]] = {}
    for edition in editions:
        for rule in edition.rules:
            if rule.kind in _NUMBERS and rule.review.state != "rejected":
                rules.setdefault(rule.id, {})[edition.edition] = rule
    out = []
    for by_edition in rules.values():
        points = tuple((edition.edition, _number(by_edition.get(edition.edition))) for edition in editions)
        if sum(value is not None for _, value in points) > 1:
            out.append(Series(next(reversed(by_edition.values())), points))
    return out


def _number(rule: Rule | None) -> Fraction | None:
    value = value_data(rule.value).get(_NUMBERS[rule.kind]) if rule is not None else None
    return Fraction(value) if value is not None else None


def _chart(one: Series, names: dict[str, str], lang: Lang) -> str:
    stated = [value for _, value in one.points if value is not None]
    top = max(stated) or Fraction(1)
    step = (_WIDTH - 2 * _SIDE) / max(1, len(one.points) - 1)
    dots, path = [], ""
    for n, (edition, value) in enumerate(one.points):
        x = _SIDE + n * step
        dots.append(f'<text x="{x:.0f}" y="{_HEIGHT - 6}" text-anchor="middle" class="year">{escape(edition)}</text>')
        if value is None:
            continue
        y = _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - float(value / top) * 0.8)
        path += f"{'L' if path else 'M'}{x:.0f} {y:.0f}"
        dots.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="4"/>')
        # the words of the first and the last edition end at their dots, else the border of the picture would cut them
        anchor, shift = ("start", -4) if n == 0 else ("end", 4) if n == len(one.points) - 1 else ("middle", 0)
        at = f'x="{x + shift:.0f}" y="{y - 9:.0f}" text-anchor="{anchor}"'
        dots += [f'<text lang="{said}" {at}>{escape(_words(one.rule, value, said))}</text>' for said in LANGS]
    caption = both_languages(both(lambda said: _caption(one.rule, names, said)))
    told = ", ".join(f"{edition} {_words(one.rule, value, lang)}" for edition, value in one.points if value is not None)
    label = escape(f"{_caption(one.rule, names, lang)}: {told}", quote=True)
    css = " class=moves" if one.changes else ""
    return (
        f'<figure{css}><figcaption>{caption}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{label}">'
        f'<path d="{path}" fill="none"/>{"".join(dots)}</svg></figure>'
    )


def _caption(rule: Rule, names: Mapping[str, str], lang: Lang) -> str:
    frame = message("all frames").say(lang) if rule.frame == "common" else names.get(rule.frame, rule.frame)
    return f"{frame} {kind_words(rule.kind, lang)} {when_words(when_data(rule.when), lang)}".strip()


def _words(rule: Rule, value: Fraction, lang: Lang) -> str:
    return yen_words(int(value), lang) if rule.kind == "subsidy_amount" else str(value)
