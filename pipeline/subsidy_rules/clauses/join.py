"""Lines → blocks: the lines of one paragraph, item or heading joined without a space, over page ends too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import median

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.headings import is_whole_bracket
from subsidy_rules.clauses.labels import Label, Role, loose_label, split_label
from subsidy_rules.clauses.rows import Row
from subsidy_rules.model.document import Span, Zone

EDGE_CHARS = 2.0  # a full line ends within so many characters of the right edge: the last word or bracket may not be divided
LEADING_PT = 32.0  # from one line's top to the next one's, within a paragraph
SAME_PT = 4.0
_BIG = 1.15
_LONG_CHARS = 20
_FROM = re.compile(r"[日月０-９\d)）]\s*(?:から|より|～|〜)$")
_UNTIL = re.compile(
    r"(?=.*[月日])(?:令和|平成)?[\d０-９年月日\s（）()・月火水木金土曜時分:：午前後正元]+(?:まで|必着)?[。]?(?:[（(][^（）()]*[）)])?"
)
_NEXT_VALUE = 3.0
_ENDED = re.compile(r"[。．！？!?：:]$")
_OPEN_END = re.compile(r"[、，,（(「『・]$")
# ただし behind the last item of a list, no deeper than its label: what follows is on the whole list
_ANEW, _ITEM_END = re.compile(r"\s*(?:ただし|なお|また)[、，]"), re.compile(r"(?:こと|もの|者|方|場合|補助金|助成金|事業|[)）」])$")
# a long line that ends so goes on, but for what is a noun (…でないこと, …するもの)
_LONG_TAIL = 18
_PARTICLE_END = re.compile(rf"[^\s。:：]{{{_LONG_TAIL}}}(?:[がをにはで]|(?<!も)の|(?<!こ)と|て)$")
_TITLE_END = re.compile(r"(?:につい|に関し)て$")  # 疑義がある場合について: a title as often as the half of a sentence
_ADDS = re.compile(r"\s*[+＋±]\s*[\d０-９]")  # +2.5% goes on with what it is added to
_TITLE_BRACKETS = "＜【≪《〔<"
_WORD_END, _WORD_START = re.compile(r"[A-Za-z0-9,;)]$"), re.compile(r"[A-Za-z(]")
_URL = re.compile(r"(?:https?://|www\.)[\x21-\x7e]*$")
# labels that a line may also start with by chance, where a sentence goes on
_WEAK = frozenset(
    {
        "kanji",
        "kana",
        "digit",
        "dotted",
        "alphabare",
        "case",
        "roman",
        "ordinal",
        "code",
        "closedigit",
        "alpha",
        "annex",
        "number",
        "paragraph",
        "article",
    }
)


class _Series:
    """The labels met so far by numbering and indent, to tell which one may come next."""

    def __init__(self) -> None:
        self._met: dict[str, list[tuple[float, tuple[int, ...], int]]] = {}

    def add(self, label: Label, x0: float, at: int) -> None:
        self._met.setdefault(label.form, []).append((x0, label.numbers, at))

    def before(self, label: Label, x0: float) -> int | None:
        """Row of the label that this one is the next of, at this indent; None where there is none."""
        for other, numbers, at in reversed(self._met.get(label.form, [])):
            if abs(other - x0) <= SAME_PT:
                return at if any(n + 1 in label.numbers for n in numbers) else None
        return None


def labels_of(rows: Sequence[Row]) -> list[tuple[Label | None, bool]]:
    """For each row its label and whether it has lost the space behind it; such a one (二小規模事業者は) counts only within a series."""
    found: list[tuple[Label | None, bool]] = []
    series = _Series()
    for at, row in enumerate(rows):
        strict, lost = split_label(row.text), loose_label(row.text)
        if strict is not None and strict.form == "note" and lost is not None and series.before(lost, row.bbox[0]) is not None:
            strict = None  # ※３ after ※２ is a number, whatever follows it
        label = strict or lost
        before = series.before(label, row.bbox[0]) if label is not None else None
        found.append((strict, False) if strict is not None or before is None else (label, True))
        if label is not None and (strict is not None or before is not None or 1 in label.numbers):
            series.add(label, row.bbox[0], at)
        if label is not None and before is not None and found[before][0] is None:
            found[before] = (loose_label(rows[before].text), True)
    return found


def join_rows(rows: Sequence[Row], zones: Sequence[Zone | None]) -> tuple[Block, ...]:
    """The blocks of the rows; `zones` holds the zone of each row where its page decides it.

    A line belongs to the one before when that one is full (or plainly unfinished), the next stands at the same or a hanging indent, near
    enough and of the same size, and starts with no label.
    """
    body, edges, left = _body_size(rows), _right_edges(rows), _left_edges(rows)
    labels, series = labels_of(rows), _Series()
    blocks: list[Block] = []
    group: list[Row] = []
    start = 0
    for at, row in enumerate(rows):
        label, _ = labels[at]
        same_zone = at > 0 and zones[at] is zones[at - 1] is not Zone.CONTENTS
        if group and same_zone and _belongs(group, row, label, edges[at - 1], series):
            group.append(row)
            continue
        if group:
            blocks.append(_block(group, zones[start], body, left, labels[start][1]))
        group, start = [row], at
        if label is not None:
            series.add(label, row.bbox[0], at)
    if group:
        blocks.append(_block(group, zones[start], body, left, labels[start][1]))
    return tuple(blocks)


def _belongs(group: list[Row], row: Row, label: Label | None, edge: float, series: _Series) -> bool:
    last = group[-1]
    if row.barrier or row.solo or last.solo:
        return False
    if label is None and _only_label(group) and last.page_no == row.page_no and abs(row.bbox[1] - last.bbox[1]) <= 2.5 * last.size:
        return True
    full = last.bbox[2] >= edge - EDGE_CHARS * last.size
    if label is not None and not (full and _is_chance(group, row, label, series)):
        return False
    if _ANEW.match(row.text) and _ITEM_END.search(last.text) and row.bbox[0] <= group[0].bbox[0] + SAME_PT:
        return False
    if row.text.lstrip()[:1] in _TITLE_BRACKETS and (_ENDED.search(last.text) or is_whole_bracket(row.text)):
        return False
    if not 0.7 <= row.size / max(last.size, 0.1) <= 1.4:
        return False
    leading = row.bbox[1] - last.bbox[1]
    if 0 < leading <= _NEXT_VALUE * last.size and row.bbox[0] > group[0].bbox[0] and _FROM.search(last.text) and _UNTIL.fullmatch(row.text):
        return True  # 申請期間 …5月11日から, and below it at the place of the values …6月30日まで
    if last.page_no == row.page_no and not 0 < leading <= max(LEADING_PT, 2.2 * last.size):
        return False
    titled = len(group) == 1 and _TITLE_END.search(last.text) is not None
    open_end = _unfinished("".join(r.text for r in group)) and not titled
    if not (full or open_end or (_ADDS.match(row.text) and not _ENDED.search(last.text))):
        return False
    return _indent_fits(group, row)


def _only_label(group: list[Row]) -> bool:
    """Whether all there is so far is a number whose title stands on the next line: 第１章."""
    label = split_label(group[0].text)
    return len(group) == 1 and label is not None and label.role in (Role.SECTION, Role.ITEM) and label.end >= len(group[0].text.rstrip())


def _is_chance(group: list[Row], row: Row, label: Label, series: _Series) -> bool:
    """Whether what looks like a label is the middle of a sentence: a weak one behind an unfinished line, at its hanging indent."""
    weak = label.form in _WEAK or label.role is Role.BULLET or label.form == "note"
    last = group[-1]
    if label.role is Role.ITEM and _inside_bracket("".join(r.text for r in group)) and not _ENDED.search(last.text):
        return True
    if not weak or _ENDED.search(last.text) or series.before(label, row.bbox[0]) is not None:
        return False
    hanging = abs(row.bbox[0] - last.bbox[0]) <= SAME_PT if len(group) > 1 else row.bbox[0] > last.bbox[0] + last.size * 0.5
    starts_series = 1 in label.numbers and not _OPEN_END.search(last.text)
    return hanging and not starts_series


def _unfinished(text: str) -> bool:
    """A comma or particle at the end, or a bracket without its partner."""
    # asked of the end alone: looking for it from every sign of a long paragraph took half the time of all clauses
    tail = text[-_LONG_TAIL - 2 :]
    return bool(_OPEN_END.search(tail) or _PARTICLE_END.search(tail)) or _inside_bracket(text)


def _inside_bracket(text: str) -> bool:
    return any(text.count(opener) > text.count(closer) for opener, closer in ("（）", "「」", "『』", "()"))


def _indent_fits(group: list[Row], row: Row) -> bool:
    last, size = group[-1], group[-1].size
    shift = row.bbox[0] - last.bbox[0]
    if len(group) > 1:
        # the second line has set the indent; a full stop there may end the paragraph, a first-line indent starts the next
        return abs(shift) <= SAME_PT
    if abs(shift) <= SAME_PT:
        return True
    labelled = split_label(last.text) is not None
    if shift > 0:
        return (
            shift <= 4.5 * size
            and (labelled or not _ENDED.search(last.text))
            and (labelled or shift <= 1.6 * size or _in_speech(last.text))
        )
    return -shift <= 2.2 * size and not (labelled and _ENDED.search(last.text))


def _in_speech(text: str) -> bool:
    """Whether a line is running text that breaks off within a sentence: no title, however far the next line is set in."""
    return "。" in text and _ENDED.search(text) is None


def _block(group: list[Row], zone: Zone | None, body: float, left: dict[int, float], loose: bool) -> Block:
    text, spans = "", []
    for row in group:
        piece = row.text.strip() if not text else _glue(text, row.text.strip()) + row.text.strip()
        spans.append(Span(start=len(text), end=len(text) + len(piece), page_no=row.page_no, bbox=row.bbox))
        text += piece
    size = median(row.size for row in group)
    x0 = group[0].bbox[0]
    # stacked text is taller than wide, which says nothing of its letters
    stacked = group[0].bbox[2] - x0 < 0.4 * group[0].size * len(group[0].text)
    return Block(
        text,
        tuple(spans),
        x0=x0,
        inset=x0 - left[group[0].page_no],
        size=size,
        lines=len(group),
        big=size >= _BIG * body and not stacked,
        loose=loose,
        parted=group[0].barrier,
        zone=zone,
    )


def _glue(text: str, piece: str) -> str:
    """A space between two Latin words, nothing between Japanese ones or inside an address."""
    return " " if _WORD_END.search(text) and _WORD_START.match(piece) and not _URL.search(text) else ""


def _body_size(rows: Sequence[Row]) -> float:
    """The height that most characters have."""
    heights: Counter[float] = Counter()
    for row in rows:
        heights[round(row.size * 2) / 2] += len(row.text)
    return heights.most_common(1)[0][0] if heights else 0.0


def _left_edges(rows: Sequence[Row]) -> dict[int, float]:
    """The left edge of the text on each page."""
    edges: dict[int, float] = {}
    for row in rows:
        edges[row.page_no] = min(edges.get(row.page_no, row.bbox[0]), row.bbox[0])
    return edges


def _shares_width(one: Row, other: Row) -> bool:
    return one.bbox[0] < other.bbox[2] and other.bbox[0] < one.bbox[2]


def _right_edges(rows: Sequence[Row]) -> list[float]:
    """For each row the right edge of its column: where three long lines round it end together, else that of the document's long lines.

    A document without long lines has no edge, and none of its lines is full.
    """
    ends = sorted(row.bbox[2] for row in rows if len(row.text) >= _LONG_CHARS)
    common = ends[int(len(ends) * 0.95)] if ends else float("inf")
    edges = []
    for at, row in enumerate(rows):
        near = rows[max(0, at - 8) : at + 9]
        # the lines of a column beside it end elsewhere
        beside = [r.bbox[2] for r in near if r.page_no == row.page_no and len(r.text) >= _LONG_CHARS and _shares_width(r, row)]
        local = max(beside, default=0.0)
        together = sum(1 for x1 in beside if x1 >= local - SAME_PT * 3) >= 3
        edges.append(local if together else max(local, common))
    return edges
