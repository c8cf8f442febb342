"""Coverage → one self-contained HTML page: the document's pictures (or its text) with every figure boxed by its state.

Nothing is loaded from elsewhere. A state is told by colour, by the kind of its line and in words.
"""

from __future__ import annotations

from base64 import b64encode
from collections import defaultdict
from collections.abc import Mapping, Sequence
from importlib.resources import files

from subsidy_rules.coverage import CoverageReport, Entry, Passage, State, passages_of, reason_words
from subsidy_rules.model.document import Document, Page
from subsidy_rules.model.errors import Lang
from subsidy_rules.report.coverage_text import summary, why, word
from subsidy_rules.report.neutral import escape

_STATES: tuple[State, ...] = ("bound", "waived", "unread")
_PAD = 1.0  # points by which a box stands off its figure
_Numbered = Sequence[tuple[int, Entry]]


def coverage_html(report: CoverageReport, document: Document, pictures: Sequence[bytes], lang: Lang) -> str:
    """The page, in one language. `pictures` are PNGs of all pages of a PDF, in order; empty for HTML and text."""
    title = escape(word("title", lang, name=report.name))
    by_page: dict[int, list[tuple[int, Entry]]] = defaultdict(list)
    for number, entry in enumerate(report.entries):
        by_page[entry.page or 1].append((number, entry))
    if pictures:
        views = {
            page.page_no: _picture(page, picture, by_page[page.page_no], lang)
            for page, picture in zip(document.pages, pictures, strict=True)
        }
    else:
        views = {1: _text(passages_of(document), by_page[1])}
    sections = "".join(_section(page_no, view, by_page[page_no], lang, paged=bool(pictures)) for page_no, view in views.items())
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_part('css')}</style>\n</head>\n<body>\n"
        f"{_head(report, title, lang, paged=bool(pictures))}<main>\n{sections}</main>\n<script>\n{_part('js')}</script>\n</body>\n</html>\n"
    )


def _part(ending: str) -> str:
    return files("subsidy_rules.report").joinpath(f"coverage.{ending}").read_text(encoding="utf-8")


def _head(report: CoverageReport, title: str, lang: Lang, *, paged: bool) -> str:
    boxes = "".join(
        f'<label class="{state}"><input type="checkbox" value="{state}" checked> '
        f"<b>{escape(word(state, lang))}</b> {report.n(state)}</label>"
        for state in _STATES
    )
    numbers = escape(word("numbers", lang, n=len(report.entries) - len(report.counted)))
    return (
        f"<header>\n<h1>{title}</h1>\n<p class=share>{escape(summary(report, lang))}</p>\n"
        f"<fieldset><legend>{escape(word('show', lang))}</legend>{boxes}"
        f'<label class="plain"><input type="checkbox" value="plain"> {numbers}</label></fieldset>\n'
        f"<p>{escape(word('hint', lang))}</p>\n{_reasons(report, lang)}{_pages(report, lang) if paged else ''}</header>\n"
    )


def _reasons(report: CoverageReport, lang: Lang) -> str:
    hows = [(word(how, lang), n) for how, n in report.hows.items()]
    waived = [(reason_words(reason, lang), n) for reason, n in report.reasons.items()]
    return _counts(word("hows", lang), hows) + _counts(word("reasons", lang), waived)


def _counts(caption: str, rows: Sequence[tuple[str, int]]) -> str:
    if not rows:
        return ""
    lines = "".join(f"<tr><th scope=row>{escape(name)}</th><td>{n}</td></tr>" for name, n in rows)
    return f"<details><summary>{escape(caption)}</summary><table>{lines}</table></details>\n"


def _pages(report: CoverageReport, lang: Lang) -> str:
    heads = "".join(f"<th scope=col>{escape(word(key, lang))}</th>" for key in ("page", *_STATES))
    rows = "".join(
        f'<tr{" class=has-unread" if page.unread else ""}><th scope=row><a href="#p{page.page}">{page.page}</a></th>'
        f"<td>{page.bound}</td><td>{page.waived}</td><td>{page.unread}</td></tr>"
        for page in report.pages
    )
    table = f"<table class=pages><thead><tr>{heads}</tr></thead>{rows}</table>"
    return f"<details open><summary>{escape(word('pages', lang))}</summary>{table}</details>\n"


def _section(page_no: int, view: str, entries: _Numbered, lang: Lang, *, paged: bool) -> str:
    name = word("page_n", lang, n=page_no) if paged else word("text", lang)
    counts = " ".join(
        f"<span class={state}>{escape(word(state, lang))} {sum(e.state == state and e.counts for _, e in entries)}</span>"
        for state in _STATES
    )
    return (
        f'<section id="p{page_no}" aria-label="{escape(name)}">\n<h2>{escape(name)} <small>{counts}</small></h2>\n'
        f'<div class="both">\n{view}\n{_list(entries, lang)}</div>\n</section>\n'
    )


def _class(entry: Entry) -> str:
    return entry.state if entry.counts else "plain"


def _words(entry: Entry, lang: Lang) -> str:
    """What a box says: figure, state, why."""
    reason = why(entry, lang)
    return f"{' '.join(entry.text.split())}: {word(entry.state, lang)}{' – ' + reason if reason else ''}"


def _picture(page: Page, picture: bytes, entries: _Numbered, lang: Lang) -> str:
    data = b64encode(picture).decode("ascii")
    name = escape(word("picture", lang, n=page.page_no))
    boxes = "".join(_boxes(page, number, entry, lang) for number, entry in entries)
    ratio = f"{page.width_pt:g} / {page.height_pt:g}"
    # a page that cannot be drawn leaves an empty sheet: its text was read or reported elsewhere
    image = f'<img alt="{name}" src="data:image/png;base64,{data}" loading="lazy">' if picture else ""
    return f'<div class="sheet" style="aspect-ratio: {ratio}">{image}{boxes}</div>'


def _boxes(page: Page, number: int, entry: Entry, lang: Lang) -> str:
    """The boxes of a figure, one for each of its lines; only the first is reached by the keyboard and named."""
    words = escape(_words(entry, lang), quote=True)
    out = []
    for place, (x0, top, x1, bottom) in enumerate(entry.boxes):
        spot = (
            f"left:{100 * (x0 - _PAD) / page.width_pt:.2f}%;top:{100 * (top - _PAD) / page.height_pt:.2f}%;"
            f"width:{100 * (x1 - x0 + 2 * _PAD) / page.width_pt:.2f}%;height:{100 * (bottom - top + 2 * _PAD) / page.height_pt:.2f}%"
        )
        told = f'id="b{number}" aria-label="{words}"' if place == 0 else 'tabindex="-1" aria-hidden="true"'
        out.append(f'<a class="box {_class(entry)}" href="#e{number}" {told} title="{words}" style="{spot}"></a>')
    return "".join(out)


def _text(passages: Sequence[Passage], entries: _Numbered) -> str:
    by_passage: dict[int, list[tuple[int, Entry]]] = defaultdict(list)
    for number, entry in entries:
        by_passage[entry.passage].append((number, entry))
    lines = "".join(_passage(passage, by_passage[number]) for number, passage in enumerate(passages))
    return f'<div class="text">{lines}</div>'


def _passage(passage: Passage, entries: _Numbered) -> str:
    parts, at = [], 0
    for number, entry in entries:
        parts.append(escape(passage.text[at : entry.start]))
        marked = escape(passage.text[entry.start : entry.end])
        parts.append(f'<a class="mark {_class(entry)}" id="b{number}" href="#e{number}">{marked}</a>')
        at = entry.end
    parts.append(escape(passage.text[at:]))
    place = f"<small>{escape(passage.at)}</small> " if passage.at else ""
    return f"<p>{place}{''.join(parts)}</p>"


def _list(entries: _Numbered, lang: Lang) -> str:
    if not entries:
        return f"<p class=none>{escape(word('nothing', lang))}</p>"
    heads = "".join(f"<th scope=col>{escape(word(key, lang))}</th>" for key in ("state", "figure", "context", "why"))
    rows = "".join(_row(number, entry, lang) for number, entry in entries)
    return f'<div class="list"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'


def _row(number: int, entry: Entry, lang: Lang) -> str:
    left, mark, right = _split(entry.context)
    figure = f'<a href="#b{number}">{escape(" ".join(entry.text.split()))}</a> <small>{escape(word(entry.kind, lang))}</small>'
    context = f"{escape(left)}<mark>{escape(mark)}</mark>{escape(right)}"
    place = f"<br><small>{escape(entry.at)}</small>" if entry.at else ""
    cells: Mapping[str, str] = {
        "state": escape(word(entry.state, lang)),
        "figure": figure,
        "context": context + place,
        "why": escape(why(entry, lang)),
    }
    row = "".join(f"<td>{cell}</td>" for cell in cells.values())
    return f'<tr id="e{number}" class="{_class(entry)}">{row}</tr>'


def _split(context: str) -> tuple[str, str, str]:
    """The words before the figure, the figure, the words behind it; a document's own 【】 may stand in any of them."""
    middle = context.rfind("【", 0, context.rfind("】") + 1) if context.count("【") == 1 else -1
    if middle < 0:
        return "", "", context
    left, _, rest = context.partition("【")
    mark, _, right = rest.partition("】")
    return left, mark, right
