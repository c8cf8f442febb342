"""Blocks in reading order → clauses with label path, headings, zone and sentences, one clause per block.

Nesting follows what the document does: a label that carries on an open series is its sibling; one that starts a series hangs below what is
open, as far as the indent allows. Only the numbering of sections has a fixed order (章, 節, 条, 1, 1-1, 1-1-1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.clauses.block import Block
from subsidy_rules.clauses.contents import ContentsEnd
from subsidy_rules.clauses.forms import with_forms
from subsidy_rules.clauses.headings import BIG, CAPTION, RANKS, Outline, outline
from subsidy_rules.clauses.labels import Role
from subsidy_rules.clauses.section_ranks import SectionRanks
from subsidy_rules.clauses.sentences import sentence_bounds
from subsidy_rules.clauses.zones import ZoneWords, zone_words
from subsidy_rules.model.document import Clause, Span, Zone

INDENT_PT = 5.0  # less than half a character: lines of one list are set this exactly
# words by which a paragraph goes on about the item above it, where no indent can tell
_CARRIES_ON = ("ただし", "但し", "なお", "また", "この場合", "その場合", "その際", "この", "その", "ここで")
_PAGE_ZONES = frozenset({Zone.COVER, Zone.REVISION, Zone.CONTENTS})
_FLAT_ZONES = frozenset({Zone.COVER, Zone.CONTENTS})  # their lines stand side by side, none below another


@dataclass(frozen=True, slots=True)
class _Open:
    """One block that later blocks may hang below."""

    outline: Outline
    x0: float | None
    size: float
    zone: Zone | None
    level: int | None
    page_no: int | None = None


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last block of its form that nothing can hang below any more, with what it hung below."""

    held_by: tuple[_Open, ...]
    outline: Outline


def build_clauses(blocks: Sequence[Block]) -> tuple[Clause, ...]:
    """One clause per block, in order; `clause_no` counts from 1."""
    words = zone_words()
    outlines = [outline(block, before, after) for before, block, after in zip((None, *blocks), blocks, (*blocks[1:], None), strict=False)]
    clauses: list[Clause] = []
    ranks, contents = SectionRanks(), ContentsEnd()
    stack: list[_Open] = []
    ended: dict[str, _Ended] = {}
    page_zone: Zone | None = None
    for at, (block, here) in enumerate(zip(blocks, outlines, strict=True)):
        forced = block.zone if block.zone in _PAGE_ZONES else None
        if forced is not page_zone:
            stack.clear()
            page_zone = forced
        _close_contents(stack, block, contents)
        previous = outlines[at - 1] if at else None
        if here.rank is not None and here.label is not None and block.level is None:
            rank = ranks.rank_of(here, block, [(e.outline, e.x0, e.size) for e in stack], previous)
            listed = replace(here, rank=None, role=Role.ITEM, heading=False)
            here = outlines[at] = listed if rank is None else replace(here, rank=rank)
        open_before = tuple(stack)
        _go_on(stack, here, ended)
        _close(stack, block, here, previous)
        ended |= {e.outline.form: _Ended(open_before[:n], e.outline) for n, e in enumerate(open_before) if e not in stack}
        page_no = block.spans[0].page_no if block.spans else None
        # a heading 目次 holds for its page; what goes on over pages is found by its leaders
        stack[:] = [entry for entry in stack if entry.zone is not Zone.CONTENTS or entry.page_no == page_no]
        zone = block.zone or _own_zone(block, here, stack, words)
        clauses.append(_clause(at + 1, block, here, stack, zone or _inherited(stack)))
        if here.opens and forced not in _FLAT_ZONES:
            # where no indent tells how far an example goes, its （…の具体例） caption speaks for itself alone
            holds = here.form != CAPTION or block.x0 is not None or zone is not Zone.EXAMPLE
            stack.append(_Open(here, block.x0, block.size, zone if holds else None, block.level, page_no))
    return with_forms(clauses)


def _close_contents(stack: list[_Open], block: Block, contents: ContentsEnd) -> None:
    """Take the contents and what hangs below from the stack where they end; on pages they end with theirs."""
    at = next((at for at, entry in enumerate(stack) if entry.zone is Zone.CONTENTS), None)
    if at is not None and not block.spans and contents.ends_at(block.text):
        del stack[at:]


def _go_on(stack: list[_Open], here: Outline, ended: Mapping[str, _Ended]) -> None:
    """Close what stands between a label and the list that it goes on with, which a paragraph in between had ended: (1), a line, ①, (2)."""
    label, last = here.label, ended.get(here.form)
    if label is None or here.role is not Role.ITEM or last is None or last.outline.label is None:
        return
    open_now = any(entry.outline.form == here.form for entry in stack)
    follows = any(n + 1 in label.numbers for n in last.outline.label.numbers) and 1 not in label.numbers
    if follows and not open_now and tuple(stack[: len(last.held_by)]) == last.held_by:
        del stack[len(last.held_by) :]


def _own_zone(block: Block, here: Outline, stack: list[_Open], words: ZoneWords) -> Zone | None:
    """The zone that the block itself opens; an annex inside an example stays example."""
    opened = words.of_opening(block.text)
    if opened is None and here.heading:
        opened = words.of_heading(here.label.raw + here.text if here.label else here.text)
    if opened is Zone.ANNEX and _inherited(stack) is Zone.EXAMPLE:
        return None
    return opened


def _inherited(stack: list[_Open]) -> Zone:
    return next((entry.zone for entry in reversed(stack) if entry.zone), Zone.BODY)


def _close(stack: list[_Open], block: Block, here: Outline, before: Outline | None) -> None:
    """Take from the stack what ends where this block begins."""
    if block.level is not None:
        while stack and (stack[-1].level is None or stack[-1].level >= block.level):
            stack.pop()
    elif here.rank is not None:
        _close_section(stack, block, here, before)
    elif here.label is None:
        _close_for_text(stack, block, here)
    else:
        _close_for_item(stack, block, here)


def _close_section(stack: list[_Open], block: Block, here: Outline, before: Outline | None) -> None:
    assert here.rank is not None
    fresh_caption = before is not None and before.form == CAPTION and here.form.startswith("article")
    while stack and stack[-1].level is None:
        top = stack[-1]
        rank = top.outline.rank
        if top.outline.form == CAPTION:
            # （定義） stands above its 第２条 and holds for no other
            if fresh_caption and top.outline is before:
                return
        elif top.outline.form == BIG:
            # a big line above all sections holds for them, one inside a section ends with it
            within = any(entry.outline.rank is not None and entry.outline.rank >= here.rank for entry in stack)
            if not within and top.size > block.size * 1.02:
                return
        elif rank is not None and rank < here.rank:
            return
        stack.pop()


def _close_for_text(stack: list[_Open], block: Block, here: Outline) -> None:
    """An unlabelled block ends lists that are set deeper; a caption or a big line ends its like."""
    if here.form in (CAPTION, BIG):
        like = _like(stack, block, here)
        if like is not None:
            del stack[like:]
            return
    while stack and not stack[-1].outline.heading and stack[-1].level is None and _ends_before_text(stack[-1], block):
        stack.pop()


def _like(stack: list[_Open], block: Block, here: Outline) -> int | None:
    """Place in the stack of the heading without a number that this one follows; a section or numbered title between them parts the two."""
    parted, found = False, None
    for at in range(len(stack) - 1, -1, -1):
        entry = stack[at]
        if here.form == BIG and entry.outline.form == BIG and entry.size <= block.size * 1.02:
            found = at  # a bigger line ends all smaller ones
        elif here.form == CAPTION and entry.outline.form == CAPTION:
            return at if not parted or _same_bracket(entry, block, here) else None
        smaller = here.form == BIG and entry.size < block.size * 0.95
        # an article hangs below its own caption, so the next caption looks past it
        section = entry.outline.rank is not None and entry.outline.rank < RANKS["article"]
        if entry.level is not None or (section and not smaller):
            break
        parted = parted or (entry.outline.heading and entry.outline.label is not None and not smaller)
    return found


def _same_bracket(entry: _Open, block: Block, here: Outline) -> bool:
    """【甲】 and 【乙】 at one indent are of one kind, whatever numbered titles stand between them."""
    at_one_indent = entry.x0 is None or block.x0 is None or abs(entry.x0 - block.x0) <= INDENT_PT
    return at_one_indent and entry.outline.text[:1] == here.text[:1]


def _ends_before_text(top: _Open, block: Block) -> bool:
    if top.outline.role is Role.SECTION:
        return False
    if top.x0 is None or block.x0 is None:
        return top.outline.role is not Role.ITEM or not block.text.startswith(_CARRIES_ON)
    if top.outline.role is Role.EXAMPLE and not top.outline.text:
        return block.x0 < top.x0 - 1
    # a paragraph of an item is set in from its label; in the other case the list is over
    return block.x0 < top.x0 + (INDENT_PT if top.outline.role is not Role.ITEM else -INDENT_PT)


def _close_for_item(stack: list[_Open], block: Block, here: Outline) -> None:
    sibling = _sibling(stack, block, here)
    if sibling is None and here.label is not None and here.label.form == "digit" and 1 not in here.label.numbers:
        # the first paragraph of an article bears no number, so ２ follows the article itself and ends the list in its first paragraph
        sibling = next((at + 1 for at in range(len(stack) - 1, -1, -1) if stack[at].outline.form.startswith("article")), None)
    if sibling is not None:
        del stack[sibling:]
        return
    while stack and not stack[-1].outline.heading and stack[-1].level is None and _cannot_hold(stack[-1], block, here):
        stack.pop()


def _sibling(stack: list[_Open], block: Block, here: Outline) -> int | None:
    """Place in the stack of the entry that this one follows as the next of its series."""
    label = here.label
    assert label is not None
    for at in range(len(stack) - 1, -1, -1):
        entry = stack[at]
        if entry.level is not None:
            return None  # "1." below "## 2. …" begins a list of that section, whatever its number
        if entry.outline.form == CAPTION and 1 in label.numbers:
            return None  # ① below ＜対象外となる経費＞ begins its list, whatever list ended above it
        if entry.outline.form != here.form or entry.outline.label is None:
            continue
        if label.role in (Role.BULLET, Role.NOTE) or not label.numbers:
            # bullets that differ by less than a character are of one list, set anew on the next page
            if entry.x0 is None or block.x0 is None or abs(entry.x0 - block.x0) <= max(INDENT_PT, 0.9 * block.size):
                return at
            continue
        follows = any(n + 1 in label.numbers for n in entry.outline.label.numbers)
        deeper = entry.x0 is not None and block.x0 is not None and block.x0 > entry.x0 + INDENT_PT
        if follows or not (1 in label.numbers and deeper):
            return at
    return None


def _cannot_hold(top: _Open, block: Block, here: Outline) -> bool:
    """Whether the open entry cannot hold this one, by its indent or by its kind."""
    if top.outline.role is Role.SECTION:
        return False
    if here.heading and here.role is Role.ITEM and top.outline.role in (Role.NOTE, Role.BULLET):
        return True
    if top.x0 is not None and block.x0 is not None and top.outline.role is Role.EXAMPLE:
        # （例） on a line of its own holds the items below it, one with a text only what is set deeper
        return block.x0 <= top.x0 + INDENT_PT if top.outline.text else block.x0 < top.x0 - 1
    if top.x0 is not None and block.x0 is not None:
        # a note at the indent of the list is on the whole list; a bullet there may well divide the last item, but never a note
        level = Role.NOTE in (here.role, top.outline.role) or here.role is Role.EXAMPLE
        level = level or (here.role is Role.ITEM and top.outline.role is not Role.ITEM)
        return top.x0 >= block.x0 - 1 if level else top.x0 > block.x0 + INDENT_PT
    weight = {Role.BULLET: 2, Role.NOTE: 3, Role.EXAMPLE: 3}
    return weight.get(top.outline.role or Role.ITEM, 1) >= weight.get(here.role or Role.ITEM, 1) and top.outline.role is not Role.ITEM


def _clause(clause_no: int, block: Block, here: Outline, stack: list[_Open], zone: Zone) -> Clause:
    return Clause(
        clause_no=clause_no,
        label=here.label.raw.strip() if here.label else block.label,
        path=_path(stack, here),
        headings=tuple(entry.outline.title for entry in stack if entry.outline.heading and entry.outline.title),
        heading=here.heading and zone not in _FLAT_ZONES,
        text=here.text,
        zone=zone,
        spans=_cut(block.spans, here.start, here.start + len(here.text)),
        sentences=sentence_bounds(here.text),
    )


def _path(stack: list[_Open], here: Outline) -> tuple[str, ...]:
    """Labels from the outermost to this one; a section number that a later one contains (2 in 2-1-1, 第1章 over 第3条) is left out."""
    outlines = [entry.outline for entry in stack] + [here]
    last_section = max((at for at, o in enumerate(outlines) if o.rank is not None and o.label is not None), default=0)
    kept = [o for at, o in enumerate(outlines) if o.label is not None and (at >= last_section or o.rank is None)]
    return tuple(o.label.key for o in kept if o.label is not None)


def _cut(spans: tuple[Span, ...], start: int, end: int) -> tuple[Span, ...]:
    """The spans of text[start:end], counted from its start; a label without text keeps the place of its first character."""
    if start >= end:
        return tuple(replace_span(s, 0, 0) for s in spans[:1])
    inside = (s for s in spans if s.end > start and s.start < end)
    return tuple(replace_span(s, max(s.start, start) - start, min(s.end, end) - start) for s in inside)


def replace_span(span: Span, start: int, end: int) -> Span:
    """The same place for other characters."""
    return Span(start=start, end=end, page_no=span.page_no, bbox=span.bbox)
