"""Changes → one self-contained HTML page in Japanese and English: by frame and document, both editions side by side, charts of numbers.

Nothing is loaded from elsewhere. A level is told by colour and in words; without JavaScript everything is shown.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from importlib.resources import files

from subsidy_rules.messages.message import Said, Words, message
from subsidy_rules.model.change import Change
from subsidy_rules.model.document import Evidence
from subsidy_rules.model.errors import Lang
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.read.page_pictures import Crop
from subsidy_rules.report.change_history import both_languages, history_charts
from subsidy_rules.report.change_order import NOWHERE, by_document
from subsidy_rules.report.change_rows import side_words
from subsidy_rules.report.changes import SIDES, Side, heading, marked_parts, place_words
from subsidy_rules.report.neutral import escape, link
from subsidy_rules.wording.terms import AREAS, CAUSES, COLUMNS, LEVELS, SIDE_NAMES

_LEVELS = ("ERR", "WARN", "INFO")
_SCROLLED = 300  # characters from which a quote may be higher than its box
Crops = Mapping[Evidence, Crop]


def changes_html(
    old: RuleSet,
    new: RuleSet,
    changes: Sequence[Change],
    lang: Lang,
    crops: Crops | None = None,
    history: Sequence[RuleSet] = (),
) -> str:
    """The page. `crops` are pictures of cited places; `history` all editions of the programme, oldest first, for the charts."""
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.frame, []).append(change)
    names = {frame.id: frame.name for frame in (*old.frames, *new.frames)}
    order = sorted(groups, key=lambda frame: ([*names].index(frame) if frame in names else -1, frame))
    sections = "".join(_section(frame, groups[frame], names, (old, new), crops or {}) for frame in order)
    nothing = f'<p class="none">{both_languages(message("No change."))}</p>' if not changes else ""
    title = escape(heading(old, new, changes, lang))
    return (
        f'<!doctype html>\n<html lang="{lang}" data-lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_part('css')}</style>\n</head>\n<body>\n{_head((old, new), changes, groups, names, lang)}"
        f"<main>\n{nothing}{sections}{history_charts(history or (old, new), lang)}</main>\n"
        f"<script>\n{_part('js')}</script>\n</body>\n</html>\n"
    )


def _part(ending: str) -> str:
    return files("subsidy_rules.report").joinpath(f"change_page.{ending}").read_text(encoding="utf-8")


def _head(
    sets: tuple[RuleSet, RuleSet], changes: Sequence[Change], groups: Mapping[str, Sequence[Change]], names: Mapping[str, str], lang: Lang
) -> str:
    old, new = sets
    counts = {level: sum(change.level.value == level for change in changes) for level in _LEVELS}
    levels = "".join(
        f'<label class="level {level}"><input type="checkbox" data-filter="level" value="{level}" checked> '
        f"<b>{level}</b> {both_languages(LEVELS[level])} <span class=n>{counts[level]}</span></label>"
        for level in _LEVELS
    )
    frames = "".join(_option(frame, _name(frame, names), lang) for frame in groups)
    areas = "".join(_option(area, AREAS[area], lang) for area in dict.fromkeys(change.area for change in changes))
    filters = escape(message("Filters").say(lang))
    opening = both_languages(message("Open or close all"))
    frame_label, area_label = both_languages(COLUMNS["frame"]), both_languages(message("Area"))
    search_label = both_languages(message("Search"))
    titles = (old.title or f"{old.programme}/{old.edition}", new.title or f"{new.programme}/{new.edition}")
    return (
        f"<header>\n<h1>{escape(titles[0])} <span aria-hidden=true>→</span> {escape(titles[1])}</h1>\n"
        f'<p class="tools"><button type="button" id="lang">English / 日本語</button> '
        f'<button type="button" id="open">{opening}</button></p>\n'
        f'<form aria-label="{filters}">{levels}'
        f'<label>{frame_label} <select id="frame"><option value="">—</option>{frames}</select></label>'
        f'<label>{area_label} <select id="area"><option value="">—</option>{areas}</select></label>'
        f'<label>{search_label} <input type="search" id="words"></label></form>\n'
        f'<p id="shown" aria-live="polite"><span class=n>{len(changes)}</span> / {len(changes)}</p>\n</header>\n'
    )


def _name(frame: str, names: Mapping[str, str]) -> Said:
    name = names.get(frame, frame)
    return message("all frames") if frame == "common" else Words(name, name)


def _option(value: str, words: Said, lang: Lang) -> str:
    """A choice of a list, which cannot hold both languages: the script exchanges its text."""
    ja, en = escape(words.say("ja")), escape(words.say("en"))
    return f'<option value="{escape(value)}" data-ja="{ja}" data-en="{en}">{escape(words.say(lang))}</option>'


def _section(frame: str, changes: Sequence[Change], names: Mapping[str, str], sets: tuple[RuleSet, RuleSet], crops: Crops) -> str:
    body = "".join(_document(source, group, sets, crops) for source, group in by_document(changes, *sets))
    return f'<section data-frame="{escape(frame)}">\n<h2>{both_languages(_name(frame, names))}</h2>\n{body}</section>\n'


def _document(source: str, changes: Sequence[Change], sets: tuple[RuleSet, RuleSet], crops: Crops) -> str:
    """The changes of one document under its title, in its order."""
    body = "".join(_article(change, sets, crops) for change in changes)
    named = next((one.title or one.id for ruleset in reversed(sets) for one in ruleset.sources if one.id == source), source)
    title = both_languages(message("The edition as a whole")) if source == NOWHERE else escape(named)
    return f'<div class="document"><h3>{title}</h3>\n{body}</div>\n'


def _article(change: Change, sets: tuple[RuleSet, RuleSet], crops: Crops) -> str:
    level = change.level.value
    sides = "".join(_side(change, side, ruleset, crops) for side, ruleset in zip(SIDES, sets, strict=True))
    foreign = both_languages(message("Not a change of the programme ({who})", who=CAUSES[change.cause.value]))
    cause = f'<p class="cause">{foreign}</p>' if change.cause != "source" else ""
    told = both_languages(message("Fingerprint for the register of accepted changes:"))
    opened = " open" if level == "ERR" else ""
    words = both_languages(Words(_without_frame(change, "en"), _without_frame(change, "ja")))
    rules = f"<p class=rules>{escape(', '.join(change.rules))}</p>" if change.rules else ""
    frames = escape(" ".join(change.frames or (change.frame,)))
    return (
        f'<details class="change {level}" data-level="{level}" data-area="{escape(change.area)}" data-frames="{frames}"{opened}>\n'
        f'<summary><b class="badge">{level}</b> {words} <code>{escape(change.check)}</code></summary>\n{cause}'
        f'{rules}<div class="sides">{sides}</div>\n<p class="id">{told} <code>{change.fingerprint}</code></p>\n</details>\n'
    )


def _without_frame(change: Change, lang: Lang) -> str:
    """The words of a change; the frame stays where it reaches several."""
    text = change.say(lang)
    return text if change.frames else text.partition(": ")[2] or text


def _side(change: Change, side: Side, ruleset: RuleSet, crops: Crops) -> str:
    evidence = change.evidence(side)
    head = f"<h4>{both_languages(SIDE_NAMES[side])} <small>{escape(ruleset.edition)}</small></h4>"
    if evidence is None:
        return f'<div class="side empty">{head}<p>—</p></div>'
    value = both_languages(Words(side_words(change, side, "en"), side_words(change, side, "ja"))) if change.old or change.new else ""
    source = next((source for source in ruleset.sources if source.id == evidence.source), None)
    place = both_languages(Words(place_words(evidence, "en"), place_words(evidence, "ja")))
    if url := link(source.url if source is not None else None):
        page = f"#page={evidence.page}" if evidence.page is not None else ""
        place = f'<a href="{escape(url + page)}">{place}</a>'
    value = f'<p class="value">{value}</p>' if value else ""
    title = f"<p class=source>{escape(source.title)}</p>" if source is not None and source.title else ""
    crop = crops.get(evidence)
    picture = _picture(crop, evidence) if crop is not None else ""
    passage = change.old_text if side == "old" else change.new_text
    said = "".join(f"<mark>{escape(part)}</mark>" if marked else escape(part) for part, marked in marked_parts(passage)) if passage else ""
    # what is so long that it can be scrolled must be reached by the keyboard
    reached = ' tabindex="0"' if len(passage.text if passage else evidence.quote) > _SCROLLED else ""
    quote = f"<blockquote{reached}>{said or escape(evidence.quote)}</blockquote>{_more_places(change, side)}"
    return f'<div class="side {side}">{head}{value}{quote}{title}<p class="place">{place}</p>{picture}</div>'


def _more_places(change: Change, side: Side) -> str:
    """The other places of a change that stands in several."""
    told = [getattr(pair, side) for pair in change.places[1:]]
    rows = "".join(
        f"<li>{both_languages(Words(place_words(evidence, 'en'), place_words(evidence, 'ja')))}: {escape(evidence.quote[:120])}</li>"
        for evidence in told
        if evidence is not None
    )
    return f'<ul class="places">{rows}</ul>' if rows else ""


def _picture(crop: Crop, evidence: Evidence) -> str:
    larger = both_languages(message("Larger / smaller"))
    left, top, width, height = (f"{100 * part:.2f}%" for part in crop.box)
    data = b64encode(crop.png).decode("ascii")
    name = escape(f"{place_words(evidence, 'en')}: {' '.join(evidence.quote.split())[:60]}", quote=True)
    size = f'width="{crop.width}" height="{crop.height}"'
    return (
        f'<div class="crop"><button type="button" class="zoom">{larger}</button>'
        f'<img loading="lazy" alt="{name}" {size} src="data:image/png;base64,{data}">'
        f'<i style="left:{left};top:{top};width:{width};height:{height}"></i></div>'
    )
