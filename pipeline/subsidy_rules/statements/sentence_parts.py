"""Text → its parts before anything is understood: the sentence itself, the ただし that limits it, brackets, quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.normalise import Folded, fold

Span = tuple[int, int]

# the ただし sentence that limits the one before it, a sentence in brackets that explains it, a remark that excepts something from it
PROVISO = deferred(
    r"^(?:※\d*|\*\d*)?\(?(?:ただし|但し)(?!書|し書)、?|^\((?:[^()]|\([^()]*\))*\)。?$"
    r"|^(?:なお、?|※\d*|この場合において、?)[^。]*(?:を除く|を除きます|に限る|に限ります)。?$"
    r"|^[^。]{4,}(?:この|その)限りでは?(?:ない|ありません)。?$"
)
# a ただし in the middle of a sentence that another one ends in: 「…とする、ただし…」「…こと(ただし…」; a note that limits it: ※郵送不可
_PROVISO_INSIDE = deferred(
    r"[、,]?(?:ただし|但し)(?!書|し書)、?"
    r"|※\d{0,2}(?=[^※。]{2,24}(?:不可|のみ|に限(?:る|ります)|を?除(?:く|きます)|対象外)(?:とする|とします|です)?。?$)"
)
# in brackets it is gone with them: 実施すること(※2)(※3)
_NOTE_MARK = deferred(r"\((?:※\d{0,2}|\*\d{1,2})\)|(?:※\d{0,2}|\*\d{1,2})(?![\d,.]*(?:万|億|円|%))")
_LEADING = deferred(r"^(?:※\d*|[・○●◆■◯]|\(?注\d*\)?|なお|また|さらに|加えて|ついては|したがって|従って|おって|その他|、|:)+")
_QUOTES = deferred(r"「[^」]*」|『[^』]*』")


@dataclass(frozen=True, slots=True)
class Parts:
    """A sentence cut into parts. All spans are half-open and count the folded text.

    Attributes:
        folded: the whole text with the way back.
        main: the sentence itself.
        provisos: the ただし sentences behind it, or the ただし part in it.
        brackets: outermost round brackets in `main`, their signs included.
        plain: the sentence without brackets, note marks, connectives and full stop.
        at: where each character of `plain` stands in the folded text.
    """

    folded: Folded
    main: Span
    provisos: tuple[Span, ...]
    brackets: tuple[Span, ...]
    plain: str
    at: tuple[int, ...]

    def quote(self, span: Span) -> str:
        """The words of a span as printed, on one line."""
        return re.sub(r"\s*\n\s*", "", self.folded.quote(*span)).strip()

    def span_of(self, start: int, end: int) -> Span:
        """Where a piece of `plain` stands in the folded text, brackets in it included."""
        return self.at[start], self.at[end - 1] + 1

    @property
    def end(self) -> int:
        """Where the sentence with its ただし ends."""
        return max(self.main[1], *(b for _, b in self.provisos)) if self.provisos else self.main[1]


@lru_cache(maxsize=4096)
def parts_of(text: str) -> Parts:
    """The parts of the first sentence of a text; every ただし sentence right behind it belongs to it.

    >>> parts = parts_of("３人以上（役員を除く。）であること。ただし、個人を除く。")
    >>> parts.plain, [parts.quote(p) for p in parts.provisos], [parts.quote(b) for b in parts.brackets]
    ('3人以上であること', ['ただし、個人を除く。'], ['（役員を除く。）'])
    >>> parts_of("計画を実施すること（以下「実施」という。）（※２）（※３）。").plain
    '計画を実施すること'
    """
    folded = fold(text)
    bounds = sentence_bounds(folded.text)
    if not bounds:
        return Parts(folded, (0, 0), (), (), "", ())
    main, provisos = bounds[0], []
    for start, end in bounds[1:]:
        if not PROVISO.match(folded.text[start:end]):
            break
        provisos.append((start, end))
    outer = top_brackets(folded.text, main)
    inside = _PROVISO_INSIDE.finditer(folded.text, main[0] + 2, main[1])
    if cut := next((c for c in inside if not any(a < c.start() < b for a, b in outer)), None):
        provisos.insert(0, (cut.start() + (folded.text[cut.start()] in "、,"), main[1]))
        main = (main[0], cut.start())
    brackets = top_brackets(folded.text, main)
    plain, at = _plain(folded.text, main, brackets)
    return Parts(folded, main, tuple(provisos), brackets, plain, at)


def reading_bounds(text: str, sentences: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences of a clause, each with the ただし sentences that limit it: half-open bounds in `text`."""
    out: list[Span] = []
    for start, end in sentences:
        if out and PROVISO.match(fold(text[start:end]).text):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return tuple(out)


def top_brackets(text: str, within: Span) -> tuple[Span, ...]:
    """Outermost round brackets of a folded text; a label such as (1) or a) is none, an unclosed bracket neither."""
    pairs: list[Span] = []
    opened: list[int] = []
    for at in range(*within):
        if text[at] == "(":
            opened.append(at)
        elif text[at] == ")" and opened:
            since = opened.pop()
            if at - since > 3:
                pairs.append((since, at + 1))
    out: list[Span] = []
    for pair in sorted(pairs):  # each stands in another or beside it
        if not out or out[-1][1] <= pair[0]:
            out.append(pair)
    return tuple(out)


def _plain(text: str, main: Span, brackets: tuple[Span, ...]) -> tuple[str, tuple[int, ...]]:
    dropped = {at for a, b in brackets for at in range(a, b)}
    dropped |= {at for m in _NOTE_MARK.finditer(text, *main) for at in range(*m.span())}
    kept = [at for at in range(*main) if at not in dropped]
    plain = "".join(text[at] for at in kept)
    lead = _LEADING.match(plain)
    first = lead.end() if lead and lead.end() < len(plain) else 0
    last = len(plain.rstrip("。.、 ;"))
    return plain[first:last], tuple(kept[first:last])


_BARE_BOUND = deferred(r"(?:\d[\d,.]*[^\d、。]{0,3}(?:以上|以下|以内|未満|超|まで|~))+(?:\d[\d,.]*[^\d、。]{0,3})?")


def quoted_spans(text: str) -> tuple[Span, ...]:
    """What stands in 「」 or 『』: names, of which neither figures nor predicates are read; a bare bound in them is no name."""
    return tuple(m.span() for m in _QUOTES.finditer(text) if not _BARE_BOUND.fullmatch(m.group()[1:-1]))
