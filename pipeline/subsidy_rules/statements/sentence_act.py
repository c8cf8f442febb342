"""What a sentence does in its place: its own predicate against the list that it stands in."""

from __future__ import annotations

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.predicates import Predicate
from subsidy_rules.model.reading import Act, Party, Role, Section
from subsidy_rules.statements.sentence_context import announces, context_act, is_example
from subsidy_rules.statements.sentence_predicate import eligible, own_act

# What the items of a list do, where they say nothing themselves.
_OF_ROLE: dict[Role, Act] = {
    "requirement": "must",
    "exclusion": "is_excluded",
    "eligible_expense": "is_paid",
    "ineligible_expense": "is_not_paid",
    "bonus_point": "gets_bonus",
    "penalty_point": "gets_penalty",
    "required_document": "is_submitted",
    "schedule": "is_scheduled",
    "clawback": "is_repaid",
    "duty": "must",
    "amount": "is_paid",
    "category": "is_eligible",
    "definition": "defines",
    "review_criteria": "informs",
}


def act_of(
    plain: str, original: str, heading: str, lead: str, party: Party | None, section: Section | None = None
) -> tuple[Act, Predicate]:
    """The act of a sentence under its heading and lead; negations are resolved.

    Args:
        plain: the sentence, `Parts.plain`.
        original: with its label, brackets and all.
        heading: the nearest above it.
        lead: of its list.
        party: of whom or what it speaks, by its own topic or by what stands above it.
        section: of its list.
    """
    told = own_act(plain, party)
    own = told.act
    if is_example(original, heading, lead, section):
        return "example", told.predicate
    koto = told.predicate.noun == "こと"
    if not (told.names and lead) and ((section is not None and section.head) or (announces(plain) and not (lead and koto))):
        return "announces", told.predicate
    led = context_act(lead)
    around = led or (_OF_ROLE.get(section.role) if section is not None else None) or context_act(heading)
    if koto and own in ("must", "must_not"):
        # 「…こと」 says only what its list makes of it
        weak = (None, "must", "is_eligible", "informs", "announces")
        return (own if led in weak and around in (*weak, "is_scheduled", "is_paid", "defines") else around or own), told.predicate
    if own is not None:
        # what an office is to do binds nobody who applies
        told_only = own == "must" and party == "administrator" and plain.endswith(("とする", "とします"))
        return "informs" if told_only else own, told.predicate
    if (label := _LABEL.match(plain)) and (of_label := context_act(label[1])):
        return of_label, told.predicate
    if section is not None and _OF_ROLE.get(section.role) == "must" and (_STEM.search(plain) or _HELD.search(plain)):
        return "must", told.predicate  # 給与を3%以上引き上げ: a demand without a verb's ending
    if not told.names and (led is None or _REMARK.search(original) or not _STATE.search(plain)):
        return "informs", told.predicate
    if told.names and around in ("must_not", "may"):
        return eligible("", party, denied=around == "must_not"), told.predicate
    return around or "informs", told.predicate


_STEM = deferred(r"\d[^、。]{0,3}(?:以上|以下|以内|超|未満)[^、。]{0,10}(?:引き?上げ|増加|向上|上昇|削減|減少|雇用|実施)。?$")
# 区内で1年以上活動している: so it has to be
_HELD = deferred(r"\d[^、。]*(?:てい|であ|を有す)る。?$")
# 「対象者：…」: a label in the line itself
_LABEL = deferred(r"^([^:、。()]{2,16}):.")
# a remark below a list is no item of it, and what only happens is no state of one who applies
_REMARK = deferred(r"^\(?(?:※|注|\*|なお|また)")
_STATE = deferred(
    r"(?:て|で)(?:いる|いた|います|いました|いない|いません)$|(?:である|です|でない|た|なる|ある|ない|できる|する|せる|れる|げる)$"
)
