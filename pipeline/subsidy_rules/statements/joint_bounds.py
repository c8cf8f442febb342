"""Bounds that hold only together: who loses more than three of the staff and more than 6% of it is kept out, not who does either."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from subsidy_rules.language.denials import TURNED, denials_behind
from subsidy_rules.language.neutral import is_denied
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.phrases import whole_phrase
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Reading, Role
from subsidy_rules.model.rule import AnyOf, Condition, Leaf, Op
from subsidy_rules.statements.bounds import Stated, bounds_by_reading
from subsidy_rules.statements.open_measures import as_one

# 3人を超え、かつ、離職率が; 1億円以上であり、従業員数が
_AND = re.compile(
    r"(?:を?超え(?:て|ており)?|で(?:あり|あって)|(?:である)?(?:こと)?)?、?(?:かつ|且つ)、?[^。]{0,40}|で(?:あり|あって)、[^。]{0,30}"
)
# 3人を超え、かつ、6%を超えていない: the denial at the end is that of both
_BOTH_OVER = re.compile(r"を?(?P<verb>超え|上回り|下回り)(?:て|ており)?、?(?:かつ|且つ)")
_DENIED = re.compile(r"(?:に相当する[額数])?を?(?P<verb>超え|上回|下回)(?:ら|ってい?|てい?)?(?:な(?:い|かった)|ません)")
_FAR = 1_000  # signs
_AGAINST: frozenset[Role] = frozenset({"exclusion", "clawback", "penalty_point", "bonus_point"})


def settle_joint(stated: Sequence[Stated], readings: Sequence[Reading], text: str, role: Role) -> list[Stated]:
    """The rules of an item, two bounds of a sentence that かつ joins as one rule where neither is a rule alone.

    What is wanted on both terms is a rule for each of them; what is denied together is one of which either denial is enough.

    Args:
        stated: with bounds in `text`, that of the clause or cell.
        readings: its sentences.
    """
    out = _either_inline(stated, readings, text) if role not in _AGAINST else list(stated)
    for first, second in _pairs(out, readings, text, role):
        both_barred = role not in _AGAINST and barred(text, first) and barred(text, second)
        between = fold_text(text[first.end - 1 : second.end])
        if role not in _AGAINST and _denied_together(text, first, second):
            either = tuple(as_one(tuple(part)) for part in (_turned(first), _parts(second)) if part)
            joint: Condition | tuple[Condition, ...] = AnyOf(any=either)
        elif both_barred or (role in _AGAINST and _AND.match(_behind_bound(between))):
            joint = (*_parts(first), *_parts(second))
        else:
            continue
        topic = first.topic if first.topic == second.topic else whole_phrase(text[_start(readings, first) : _end(readings, first)])
        start = min(first.start, second.start)
        out[out.index(first)] = replace(first, topic=topic, constraint=joint, start=start, end=second.end, barred=both_barred)
        out.remove(second)
    return out


_COMPARED: tuple[tuple[re.Pattern[str], Op], ...] = (
    (re.compile(r"以上"), "ge"),
    (re.compile(r"以下|以内|まで"), "le"),
    (re.compile(r"未満|満たない|下回る"), "lt"),
    (re.compile(r"を?超(?:える)?|上回る"), "gt"),
)
# nothing but modifiers and the arguments of one verb stand between the figure and the denial
_BARRED = re.compile(
    r"[^、。]{0,60}?(?:しない|[てで](?:い)?ない|(?:さ|[わかがさたなばまら])れ(?:て(?:い)?)?ない|[わかがさたなばまら]ない|てはならない|ことはできない|ません)"
    r"(?:者|方|もの|事業者|事業主|法人|企業)?(?:である)?(?:こと)?(?:。|$)"
)


def barred(text: str, stated: Stated) -> bool:
    """Whether a bound describes what a sentence bars: 10万円以上の備品を購入しないこと asks for no price of 10万円."""
    leaves = _parts(stated)
    folded = fold_text(text[stated.start : stated.end])
    raw = {op for pattern, op in _COMPARED if pattern.search(folded[-6:])} or {"eq"}
    kept = all(isinstance(leaf, Leaf) and not isinstance(leaf.value, bool) and leaf.op in raw for leaf in leaves)
    after = without_brackets(fold_text(_behind(text, stated.end))).split("。")[0]
    # 10者以上でなければならない denies nothing
    twice = denials_behind(after) > 0 and denials_behind(after) % 2 == 0  # 上回っていない者でないこと: it must
    return bool(leaves) and kept and not twice and _BARRED.match(after) is not None and is_denied(f"{folded}{after}")


def _behind(text: str, at: int) -> str:
    """What follows a bound, as far as its sentence can go on."""
    return text[at : at + _FAR]


# 次のいずれかに該当する者①売上が20%以上減った者②創業5年未満の者: a list in one line, of which one is enough
_INLINE = re.compile(r"いずれか[^。①-⑳(]{0,30}(?=[①(])")
_MARK = re.compile(r"[①-⑳]|\((?:\d{1,2}|[a-zア-ン])\)")


def _either_inline(stated: Sequence[Stated], readings: Sequence[Reading], text: str) -> list[Stated]:
    """The bounds of the members of a list in one line as one rule, where each member has one."""
    out = list(stated)
    for reading, own in zip(readings, bounds_by_reading(stated, readings), strict=True):
        said = fold_text(text[reading.start : reading.end])
        lead = _INLINE.search(said)
        marks = _MARK.findall(said, lead.end()) if lead is not None else []
        if lead is None or len(marks) < 2 or len(own) < 2 or any(isinstance(s.constraint, AnyOf) for s in own):
            continue
        first = own[0]
        if len(own) == len(marks) and len({s.when for s in own}) == 1:
            either: Condition = AnyOf(any=tuple(as_one(_parts(s)) for s in sorted(own, key=lambda s: s.start)))
            bound = replace(first, constraint=either, start=min(s.start for s in own), end=max(s.end for s in own))
        else:
            bound = replace(first, constraint=None, start=reading.start, end=reading.end, figure_left=True)
        out[out.index(first)] = replace(bound, topic=whole_phrase(said[: lead.end()]))
        out = [s for s in out if s not in own[1:]]
    return out


def _pairs(stated: Sequence[Stated], readings: Sequence[Reading], text: str, role: Role) -> Iterator[tuple[Stated, Stated]]:
    """The two bounds of each sentence that has no more and no less, in the order in which they stand; of what is held against somebody
    those of each member of 又は."""
    for own in bounds_by_reading(stated, readings):
        own.sort(key=lambda s: s.end)
        for group in _by_member(own, text) if role in _AGAINST else (own,):
            if len(group) == 2 and group[0].when == group[1].when and not any(isinstance(s.constraint, AnyOf) for s in group):
                yield group[0], group[1]


def _by_member(own: Sequence[Stated], text: str) -> Iterator[list[Stated]]:
    group: list[Stated] = []
    for one in own:
        if group and _OR.search(fold_text(text[group[-1].end : one.end])):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


_OR = re.compile(r"又は|または|若しくは|もしくは|あるいは")


def _denied_together(text: str, first: Stated, second: Stated) -> bool:
    """Whether the same verb bounds both, and is denied behind the second: を超え、かつ、…を超えていない."""
    over = _BOTH_OVER.search(fold_text(text[first.start : second.end]))
    denied = _DENIED.search(fold_text(_behind(text, max(second.start, first.end)).split("。")[0]))
    return over is not None and denied is not None and over["verb"][:2].rstrip("りえ") == denied["verb"][:2].rstrip("りえ")


def _behind_bound(between: str) -> str:
    return re.sub(r"^.?(?:以上|以下|以内|未満|を?超える|超)?", "", between) if not _AND.match(between) else between


def _parts(stated: Stated) -> tuple[Condition, ...]:
    if stated.constraint is None:
        return ()
    return stated.constraint if isinstance(stated.constraint, tuple) else (stated.constraint,)


def _turned(stated: Stated) -> tuple[Condition, ...]:
    """The bound the other way round."""
    return tuple(
        part.model_copy(update={"op": TURNED.get(part.op, part.op)}) if isinstance(part, Leaf) else part for part in _parts(stated)
    )


def _start(readings: Sequence[Reading], one: Stated) -> int:
    return next(r.start for r in readings if r.start <= one.start < r.end)


def _end(readings: Sequence[Reading], one: Stated) -> int:
    return next(r.end for r in readings if r.start <= one.start < r.end)
