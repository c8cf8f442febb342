"""Conditions that sentences state: earlier awards, requested amounts, exempted businesses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from subsidy_rules.language.conditions import bounds_to_leaves, unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import Quantity, find_quantities
from subsidy_rules.language.sentences import split_sentences as split_sentences
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import Leaf, Op
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_leads import is_not_for

_AWARDED = re.compile(r"交付決定(?:及び[^。]{0,20})?を受け|採択され")
_OR_CASE = re.compile(r"^[^、。]{0,4}(?:場合|とき)、?(?:又は|または|若しくは|もしくは)")  # …を受けた場合又は…を受けた場合
_REQUEST_BEFORE = re.compile(r"(?:補助金申請額|補助申請額|申請額|補助(?:上限)?金額|補助額)(?:が|は|を)?$")
_REQUEST_AFTER = re.compile(r"の?補助金を申請|(?:の範囲)?で申請|の補助額で申請|として申請|の申請者")
_EXEMPTS = re.compile(r"適用外と(?:する|なる|します)|適用しない|適用除外と(?:する|なる|します)")
_WAITING = re.compile(
    r"(?:交付決定日?から(?:起算して)?|(?:それ|その後|その日)から)(\d+)(?:か|カ|ヶ|ヵ|箇)月(?:以内|を経過していない|を経過しない|に満たない|未満)"
)
_EDITION = r"(?P<year>20\d\d|第?\d+(?:次|回))(?P<more>(?:[、,・]20\d\d|及び20\d\d|~20\d\d)*)"
_CONJUNCTION = re.compile(r"(?:若しくは|又は|もしくは|及び|並びに)「?$")
_AS_REQUEST = re.compile(r"(?:で)?(?:の(?:申請者|場合|範囲)|(?:を|で)申請|(?:の|と(?:なる|する))申請(?:$|に(?:おいて|あって|ついて)|では))")
_FRAMES_FOLLOW = re.compile(r"」?(?:の|における|において)")
_NEGATED: dict[Op, Op] = {"eq": "ne", "ne": "eq", "in": "not_in", "not_in": "in", "ge": "lt", "lt": "ge", "gt": "le", "le": "gt"}


def negated(leaf: Leaf) -> Leaf:
    """The leaf that holds where this one does not.

    >>> negated(Leaf(fact="past_award", op="in", value=("it-hojo/2022",))).op
    'not_in'
    """
    return leaf.model_copy(update={"op": _NEGATED[leaf.op]})


def sentence_conditions(text: str, scope: DocumentScope) -> tuple[Leaf, ...]:
    """Who or what a folded sentence speaks of: earlier awardees, applications of an amount."""
    return unique((*past_awards(text, scope), *requested_amounts(text)))


def past_awards(text: str, scope: DocumentScope) -> tuple[Leaf, ...]:
    """`past_award in [programme/edition/frame, …]` where the sentence speaks of those who got an award in earlier editions."""
    awards = list(_AWARDED.finditer(text))
    if not awards:
        return ()
    awarded = awards[0]
    for before, after in pairwise(awards):
        if not _OR_CASE.search(text[before.end() : after.start()]):
            break
        awarded = after
    slugs = award_slugs(text[: awarded.start()], scope)
    waiting = _WAITING.search(text)
    over = {"over": f"P{waiting.group(1)}M"} if waiting else {}
    if waiting and not slugs:  # of another programme any award counts, whatever its edition; how often or for what, nobody asks here
        slugs = other_programmes(text[: awarded.start()], scope)
    return (Leaf(fact="past_award", op="in", value=slugs, **over),) if slugs else ()


def other_programmes(text: str, scope: DocumentScope) -> tuple[str, ...]:
    """The other programmes that a text names, by their ids, in its order; a longer name is not read as the shorter one inside it."""
    found: dict[int, str] = {}
    rest = text
    for name, slug in sorted(((fold_text(name), slug) for name, slug in scope.programme.others), key=lambda one: -len(one[0])):
        at = rest.find(name)
        if at >= 0:
            found[at] = slug
            rest = rest.replace(name, "\0" * len(name))
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def award_slugs(text: str, scope: DocumentScope) -> tuple[str, ...]:
    """The editions and frames that a text names: "…2024の通常枠又は複数社連携IT導入枠" → it-hojo/2024/tsujo, it-hojo/2024/fukusu."""
    programme = scope.programme
    names = sorted({fold_text(name) for name in (programme.name, *programme.aliases)}, key=len, reverse=True)
    mention = re.compile(rf"(?:{'|'.join(map(re.escape, names))}){_EDITION}")
    matches = list(mention.finditer(text))
    out: list[str] = []
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(text)
        years = [re.sub(r"\D", "", match["year"]), *re.findall(r"20\d\d", match["more"])]
        years += _between(text, match, matches[index + 1] if index + 1 < len(matches) else None)
        frames = scope.frames_in(text[match.end() : end]) if _FRAMES_FOLLOW.match(text, match.end()) else ()
        if not frames and _shares_frames(text, match, matches[index + 1 : index + 2]):
            following = matches[index + 1]
            stop = matches[index + 2].start() if index + 2 < len(matches) else len(text)
            frames = scope.frames_in(text[following.end() : stop])
        out += [f"{programme.id}/{year}/{frame}" for year in years for frame in frames] or [f"{programme.id}/{year}" for year in years]
    return tuple(dict.fromkeys(out))


def _shares_frames(text: str, match: re.Match[str], following: Sequence[re.Match[str]]) -> bool:
    """Whether an edition without frames shares those of the next.

    After a conjunction (若しくは2024、2025の通常枠) the comma joins inside one member of the list; at the head of the list
    (2022、2023の通常枠又は…) it parts two members.
    """
    if not following or text[match.end() : following[0].start()].strip("「」") not in ("、", ","):
        return False
    return bool(_FRAMES_FOLLOW.match(text, following[0].end())) and bool(_CONJUNCTION.search(text[: match.start()]))


def _between(text: str, match: re.Match[str], following: re.Match[str] | None) -> list[str]:
    """The years between two that a range names: 2022から…2025まで."""
    if following is None or not re.fullmatch(r"」?(?:から|~)「?", text[match.end() : following.start()]):
        return []
    first, last = re.sub(r"\D", "", match["year"]), re.sub(r"\D", "", following["year"])
    return [str(year) for year in range(int(first) + 1, int(last))]


def requested_amounts(text: str) -> tuple[Leaf, ...]:
    """`requested_amount` bounds where a sentence is about applications of an amount."""
    return unique(
        leaf
        for quantity in find_quantities(text)
        if is_requested(text, quantity)
        for leaf in bounds_to_leaves("requested_amount", quantity)
    )


def is_requested(text: str, quantity: Quantity) -> bool:
    """Whether an amount is what an applicant asks for rather than what is granted or required."""
    if quantity.unit != "yen" or quantity.point is not None:
        return False
    if _REQUEST_AFTER.match(text, quantity.end):
        return True
    return bool(_REQUEST_BEFORE.search(text[: quantity.start])) and bool(_AS_REQUEST.match(text, quantity.end))


def exemptions(clauses: Sequence[Clause], targets: Sequence[Clause]) -> dict[int, tuple[Leaf, ...]]:
    """Clause number of a requirement → what exempts from it, as negated leaves; what exempts, with all below it, → (), for it is no rule.

    Args:
        clauses: all clauses of the document, in reading order.
        targets: those that state requirements.
    """
    out: dict[int, tuple[Leaf, ...]] = {}
    last: tuple[Leaf, ...] = ()
    for clause in clauses:
        text = fold_text(clause.text)
        if clause.heading or not clause.label or not _EXEMPTS.search(text) or is_not_for(text):
            continue
        below = [other for other in clauses if len(other.path) > len(clause.path) and other.path[: len(clause.path)] == clause.path]
        children = [other for other in below if other.headings == clause.headings and other.label]
        last = _exempted(clause, children) or last
        out |= {one.clause_no: () for one in (clause, *children)}
        for target in targets:
            if target.clause_no not in out and target.headings == clause.headings and _is_target(text, clause, target):
                out[target.clause_no] = last
    return out


def _exempted(clause: Clause, children: Sequence[Clause]) -> tuple[Leaf, ...]:
    texts = [fold_text(child.text) for child in children] or [fold_text(clause.text)]
    classes = list(dict.fromkeys(hit.slug for text in texts for hit in lexicon("applicant_classes").find(_unquoted(text))[-1:]))
    types = tuple(dict.fromkeys(hit.slug for text in texts for hit in lexicon("business_types").find(text)))
    leaves = [Leaf(fact="applicant_class", op="ne", value=slug) for slug in classes]
    return (*leaves, *((Leaf(fact="business_type", op="not_in", value=types),) if types else ()))


def _unquoted(text: str) -> str:
    return re.sub(r"「[^」]*」", "", text)


def _is_target(text: str, exempting: Clause, target: Clause) -> bool:
    """Whether an exempting sentence means a requirement: by its label, or all items beside it (本項で規定する要件)."""
    labels = re.findall(r"\([ア-ンa-z\d]+\)", text)
    if any(label in target.path for label in labels):
        return True
    return "本項" in text and target.path[:-1] == exempting.path[:-1]


def sentences_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Folded sentences of several texts."""
    return tuple(sentence for text in texts for sentence in split_sentences(fold_text(text)))
