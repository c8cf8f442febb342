"""Block → its outline: label, text behind it, and whether it is a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.labels import Label, Role, fold, loose_label, split_label
from subsidy_rules.clauses.zones import zone_words
from subsidy_rules.model.document import Zone

CAPTION = "caption"
BIG = "big"
TEXT = "text"
ANNEX = "annex title"
SECTION_CHARS = 70  # titles of sections; the longest seen in official documents has 62
TITLE_CHARS = 40
_BRACKET_CHARS = 44
# order of the section numberings, outermost first; parts of a number (1-1-1) count behind the point
RANKS = {
    "annex": 0.0,
    "part": 1.0,
    "chapter": 2.0,
    "ordinal": 2.0,
    "roman": 2.2,
    "subchapter": 2.5,
    "dotted": 3.0,
    "code": 3.0,
    "article": 4.0,
}
_CAPTION_INSET_PT = 60.0  # a bracketed line further in is a word of a figure
_HEADING_BULLETS = "■◆□◇●▼◼⬛"
_SENTENCE_END = re.compile(r"[。、,：:]$|(?:こと|もの|とき|ます|です|する|ない|ある|れる|した|とし)$")
_VERB_END = re.compile(r"[。、,，]$|(?:ます|です|する|れる|した)$")
_BRACKETS = {"(": ")", "<": ">", "【": "】", "≪": "≫", "〔": "〕", "《": "》", "[": "]", "|": "|"}
_REMARK = re.compile(r"[:。]|\d+\s?[年月日時円%]")  # in brackets on a line of its own: an address, a date, a remark
_POINTER = re.compile(r"参照|とおり|添付|記載|提出|ください|による")  # 別紙参照 titles nothing
_DATED = re.compile(r":|\d\s?[月日時円%]|^[\d\s./-]+$")  # a big line that states something instead of titling it
_FLOW = re.compile(r"[。↑↓→←⇒⇔]")  # a sentence, or words of a flow chart
_KEYED_VALUE = re.compile(r"(?:率|額|上限|下限|期間|期限|日):.*\d")  # (1)補助率:2/3 states something and titles nothing
# 1.補助金の額は、対象経費の2分の1以内の額: a sentence without its end
_STATED_VALUE = re.compile(r"(?:額|率|上限|下限)(?:は|が)、?[^。]{0,30}\d[^。]{0,20}(?:円|\d|以内|額|[%％])(?:\([^()]*\))?$")
_QUANTITY = re.compile(r"\d\s?(?:[万千億]?円|[%％]|パーセント|人以下|人以上)")


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """What the nesting of one block is decided by.

    Attributes:
        label: leading label, None where there is none.
        form: name of the numbering, or "caption", "big", "text".
        text: text behind the label; it starts at `start` of the block's text.
        heading: whether it titles what follows.
        rank: order among section numberings, None for all that are not sections.
        opens: whether later blocks may hang below it.
    """

    label: Label | None
    form: str
    role: Role | None
    text: str
    start: int
    heading: bool
    rank: float | None
    opens: bool

    @property
    def title(self) -> str:
        """The text as a heading is cited: without the brackets of a （caption）, with the label where there is nothing else."""
        bare = self.text.strip()
        if not bare and self.label is not None:
            return self.label.raw.strip()
        return bare[1:-1] if self.form == CAPTION and bare[:1] in "（(" and bare[-1:] in "）)" else bare


def outline(block: Block, before: Block | None, following: Block | None) -> Outline:
    """The outline of a block; what stands before and after it tells whether a short item is a title."""
    label = _label_of(block)
    if label is None:
        return _unlabelled(block, following)
    text = block.text[label.end :].rstrip()
    heading = block.level is not None or (not _in_list(label, block, before, following) and _is_heading(label, text, block, following))
    rank = _rank(label) if heading or label.form == "article" else None
    role = Role.ITEM if label.role is Role.SECTION and rank is None else label.role
    return Outline(label, f"{label.form}{label.depth}", role, text, label.end, heading, rank, opens=True)


def is_whole_bracket(text: str) -> bool:
    """Whether one pair of brackets holds all of the text: （定義）, ＜支払方法（例外）＞."""
    bare = fold(text.strip())
    if not 3 <= len(bare) <= _BRACKET_CHARS or bare[0] not in _BRACKETS or bare[-1] != _BRACKETS[bare[0]]:
        return False
    if bare[0] == "|":
        return True
    depth = 0
    for at, sign in enumerate(bare):
        depth += (sign == bare[0]) - (sign == bare[-1])
        if depth == 0:
            return at == len(bare) - 1
    return False


def _unlabelled(block: Block, following: Block | None) -> Outline:
    start = len(block.text) - len(block.text.lstrip())
    text = block.text.strip()
    folded = fold(text)
    if block.level is not None:
        return Outline(None, f"h{block.level}", None, text, start, True, None, opens=True)
    if block.lines == 1 and len(text) <= _BRACKET_CHARS and following is not None:
        if zone_words().of_heading(text) is Zone.ANNEX and not _POINTER.search(text):
            return Outline(None, ANNEX, None, text, start, True, RANKS["annex"], opens=True)
        if block.inset <= _CAPTION_INSET_PT and is_whole_bracket(text) and not _REMARK.search(folded):
            return Outline(None, CAPTION, None, text, start, True, None, opens=True)
        if block.big and not (_SENTENCE_END.search(folded) or _FLOW.search(text) or _DATED.search(folded)):
            return Outline(None, BIG, None, text, start, True, None, opens=True)
    role = Role.BULLET if block.label else None
    return Outline(None, TEXT, role, text, start, False, None, opens=False)


def _in_list(label: Label, block: Block, before: Block | None, following: Block | None) -> bool:
    """Whether its like stands right before or behind it: ① ② ③ without anything between are items, not titles."""
    if label.role is Role.SECTION and (label.depth > 1 or label.form != "dotted"):
        return False
    near = [before] if before is not None and not block.parted else []
    near += [following] if following is not None and not following.parted else []
    beside = (_label_of(other) for other in near if other.level is None and other.zone is block.zone)
    return any(other is not None and (other.form, other.depth) == (label.form, label.depth) and _next_to(other, label) for other in beside)


def _label_of(block: Block) -> Label | None:
    return loose_label(block.text) if block.loose else split_label(block.text)


def _next_to(one: Label, other: Label) -> bool:
    """Whether the two are neighbours in a count (or count nothing)."""
    return not one.numbers or any(abs(a - b) == 1 for a in one.numbers for b in other.numbers)


def _rank(label: Label) -> float | None:
    base = RANKS.get(label.form)
    return None if base is None else base + (label.depth - 1) / 10


def _is_heading(label: Label, text: str, block: Block, following: Block | None) -> bool:
    folded = fold(text)
    if label.role in (Role.NOTE, Role.EXAMPLE) or block.lines > 2 or _FLOW.search(text):
        return False
    if label.role is Role.SECTION:
        if label.form == "article":
            return not text
        ended = _SENTENCE_END if label.depth == 1 else _VERB_END
        return len(text) <= SECTION_CHARS and not ended.search(folded) and not _STATED_VALUE.search(folded)
    if not text or len(text) > TITLE_CHARS or _SENTENCE_END.search(folded) or following is None or block.lines > 1:
        return False
    if _KEYED_VALUE.search(folded):
        return False
    if label.role is Role.BULLET:
        return label.key in _HEADING_BULLETS and not _QUANTITY.search(folded)
    if label.form in ("case", "aside"):
        return True
    if following.parted:
        return not _QUANTITY.search(folded)
    below = split_label(following.text)
    if below is None:
        return following.x0 is None or block.x0 is None or following.x0 > block.x0 - max(block.size, 1.0)
    return below.role in (Role.ITEM, Role.BULLET) and below.form != label.form
