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
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Op, Unread
from subsidy_rules.statements.award_editions import award_slugs
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_leads import is_not_for

_AWARDED = re.compile(r"交付決定(?:及び[^。]{0,20})?を受け|採択され")
# 採択されなかった者, 交付決定を受けていない者
_NOT_AWARDED = re.compile(r"(?:て(?:は)?(?:い)?|たことが)?(?:な(?:い|かった|く|けれ)|ません|ず(?:に|、))")
# 2回以上交付決定を受けた者: no award alone
_SO_OFTEN = re.compile(r"\d+(?:回|度|件)(?:以上|を超えて?)?[^、。]{0,4}$")
_OR_CASE = re.compile(r"^[^、。]{0,4}(?:場合|とき)、?(?:又は|または|若しくは|もしくは)")  # …を受けた場合又は…を受けた場合
_REQUEST_BEFORE = re.compile(r"(?:補助金申請額|補助申請額|申請額|補助(?:上限)?金額|補助額)(?:が|は|を)?$")
_REQUEST_AFTER = re.compile(r"の?補助金を申請|(?:の範囲)?で申請|の補助額で申請|として申請|の申請者")
_EXEMPTS = re.compile(r"適用外と(?:する|なる|します)|適用しない|適用除外と(?:する|なる|します)")
_WAITING = re.compile(
    r"(?:交付決定日?から(?:起算して)?|(?:それ|その後|その日)から)(\d+)(?:か|カ|ヶ|ヵ|箇)月(?:以内|を経過していない|を経過しない|に満たない|未満)"
)
_AS_REQUEST = re.compile(r"(?:で)?(?:の(?:申請者|場合|範囲)|(?:を|で)申請|(?:の|と(?:なる|する))申請(?:$|に(?:おいて|あって|ついて)|では))")
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
    if _NOT_AWARDED.match(text, awarded.end()) or _SO_OFTEN.search(text, 0, awarded.start()):
        return ()
    slugs = award_slugs(text[: awarded.start()], scope)
    waiting = _WAITING.search(text)
    over = {"over": f"P{waiting.group(1)}M"} if waiting else {}
    if waiting and not slugs:  # of another programme any award counts, whatever its edition; how often or for what, nobody asks here
        slugs = other_programmes(text[: awarded.start()], scope)
    return (Leaf(fact="past_award", op="in", value=slugs, **over),) if slugs else ()


# 採択された者のうち、事業を完了していない者; 交付決定を受けた者であって、報告を提出していないもの
_SOME_AWARDED = re.compile(
    rf"(?:{_AWARDED.pattern})(?:た|てい[るた])"
    r"(?:(?:者|事業者|事業主|申請者|企業|法人|会社|もの)(?:等)?(?:\([^()]*\))?(?:のうち|の中で|であって|であり|で、)|が|ものの|にも?(?:かかわらず|関わらず))、?"
    r"(?P<more>[^。]{2,}?)(?:者|事業者|事業主|企業|法人|会社|もの|場合)?(?:。|$)"
)
_NAME = 60  # signs of a condition in words


def some_awarded(text: str) -> tuple[Condition, ...]:
    """What else must be so of those with an earlier award whom a folded sentence is about."""
    said = _SOME_AWARDED.search(text)
    if said is None:
        return ()
    return (Leaf(fact=OTHER, of=said["more"], op="eq", value=True) if len(said["more"]) <= _NAME else Unread(unread=said["more"]),)


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
