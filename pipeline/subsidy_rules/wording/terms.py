"""Terms of tables, pages and messages, by the names that the data has for them."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_rules.messages.message import Message, message, message_in

# How far a review has come: of a rule, or of all rules of a set.
STATES: Mapping[str, Message] = {
    "draft": message("draft"),
    "approved": message("approved"),
    "edited": message("edited"),
    "rejected": message("rejected"),
    "stale": message("stale"),
    "conflict": message("conflict"),
    "reviewed": message("reviewed"),
}
# Where a change comes from that is none of the programme.
CAUSES: Mapping[str, Message] = {
    "source": message("documents"),
    "extractor": message("our own extractor"),
    "reviewer": message("a reviewer"),
}
# The two editions of a comparison.
SIDE_NAMES: Mapping[str, Message] = {
    "old": message_in("edition", "old"),
    "new": message_in("edition", "new"),
}
# How grave a change is.
LEVELS: Mapping[str, Message] = {
    "ERR": message("worse or decisive"),
    "WARN": message("to be looked at"),
    "INFO": message("other"),
}
# What happened to a rule, and what it means to an applicant.
ACTIONS: Mapping[str, Message] = {
    "added": message("added"),
    "removed": message("removed"),
    "changed": message_in("what happened", "changed"),
}
DIRECTIONS: Mapping[str, Message] = {
    "better": message("better"),
    "worse": message("worse"),
    "neutral": message("neutral"),
    "unknown": message_in("what it means", "unknown"),
}
# Which part of a programme a change belongs to.
AREAS: Mapping[str, Message] = {
    "money": message("amounts and rates"),
    "eligibility": message("eligibility"),
    "expenses": message("expenses"),
    "obligations": message("obligations"),
    "selection": message("selection"),
    "calendar": message("calendar"),
    "documents": message_in("part of a programme", "documents"),
    "frames": message("frames"),
    "text": message("wording"),
    "other": message("other"),
}
# The parts of a document.
ZONES: Mapping[str, Message] = {
    "cover": message("cover"),
    "revision": message("revision history"),
    "contents": message("contents"),
    "body": message("body"),
    "example": message("example"),
    "annex": message("annex"),
    "other_programme": message("other programme"),
    "form": message("application form"),
}
# What a list, box or row of a document is.
ROLES: Mapping[str, Message] = {
    "requirement": message_in("what a list is", "requirement"),
    "exclusion": message_in("what a list is", "exclusion"),
    "eligible_expense": message_in("what a list is", "eligible expense"),
    "ineligible_expense": message_in("what a list is", "ineligible expense"),
    "bonus_point": message_in("what a list is", "bonus"),
    "penalty_point": message_in("what a list is", "penalty"),
    "required_document": message_in("what a list is", "document"),
    "schedule": message_in("what a list is", "dates"),
    "clawback": message_in("what a list is", "repayment"),
    "duty": message_in("what a list is", "duty"),
    "amount": message_in("what a list is", "amount"),
    "category": message_in("what a list is", "category"),
    "definition": message_in("what a list is", "definition"),
    "procedure": message_in("what a list is", "procedure"),
    "review_criteria": message_in("what a list is", "review criteria"),
    "remark": message_in("what a list is", "remark"),
    "example": message_in("what a list is", "example"),
    "other": message_in("what a list is", "nothing of these"),
}
# Why nothing, or not all, was read of a page.
PROBLEMS: Mapping[str, Message] = {
    "no_text_layer": message("no text layer, nothing was read (--ocr reads its picture)"),
    "unreadable": message("cannot be read"),
    "picture_table": message("holds a table as a picture, which was not read (--ocr reads it)"),
}
# Headings of tables.
COLUMNS: Mapping[str, Message] = {
    "edition": message_in("heading of a column", "Edition"),
    "frame": message_in("heading of a column", "Frame"),
    "kind": message_in("heading of a column", "Kind"),
    "value": message_in("heading of a column", "Value"),
    "condition": message_in("heading of a column", "Condition"),
    "confidence": message_in("heading of a column", "Confidence"),
    "where": message_in("heading of a column", "Where to look"),
    "review": message_in("heading of a column", "Review"),
    "id": message_in("heading of a column", "Rule id"),
    "level": message_in("heading of a column", "Level"),
    "change": message_in("heading of a column", "Change"),
    "check": message_in("heading of a column", "Check"),
    "old": message_in("heading of a column", "Old"),
    "new": message_in("heading of a column", "New"),
    "amounts": message_in("heading of a column", "Amounts"),
    "rates": message_in("heading of a column", "Rates"),
    "thresholds": message_in("heading of a column", "Thresholds"),
    "others": message_in("heading of a column", "Others"),
    "lowest": message_in("heading of a column", "Lowest confidence"),
    "sheet": message_in("heading of a column", "Sheet"),
    "document": message_in("heading of a column", "Document"),
    "page_column": message_in("heading of a column", "Page"),
    "caption": message_in("heading of a column", "Caption"),
    "notes": message_in("heading of a column", "Notes"),
}
# Headings of the list of changes; in English they are the names that programs read.
CHANGE_COLUMNS: Mapping[str, Message] = {
    "level": message_in("column of the list of changes", "level"),
    "check": message_in("column of the list of changes", "check"),
    "area": message_in("column of the list of changes", "area"),
    "direction": message_in("column of the list of changes", "direction"),
    "action": message_in("column of the list of changes", "action"),
    "cause": message_in("column of the list of changes", "cause"),
    "frames": message_in("column of the list of changes", "frames"),
    "kind": message_in("column of the list of changes", "kind"),
    "change": message_in("column of the list of changes", "change"),
    "old": message_in("column of the list of changes", "old"),
    "new": message_in("column of the list of changes", "new"),
    "old_source": message_in("column of the list of changes", "old_source"),
    "old_page": message_in("column of the list of changes", "old_page"),
    "old_at": message_in("column of the list of changes", "old_at"),
    "new_source": message_in("column of the list of changes", "new_source"),
    "new_page": message_in("column of the list of changes", "new_page"),
    "new_at": message_in("column of the list of changes", "new_at"),
    "fingerprint": message_in("column of the list of changes", "fingerprint"),
}
# What a document is, and whose word it is.
DOCUMENT_KINDS: Mapping[str, Message] = {
    "guideline": message_in("kind of a document", "guideline"),
    "regulation": message_in("kind of a document", "regulation"),
    "overview": message_in("kind of a document", "overview"),
    "guide_page": message_in("kind of a document", "guide page"),
    "amendment": message_in("kind of a document", "amendment"),
    "law": message_in("kind of a document", "law"),
    "manual": message_in("kind of a document", "manual"),
    "faq": message_in("kind of a document", "faq"),
    "form": message_in("kind of a document", "form"),
    "annex": message_in("kind of a document", "annex"),
}
AUTHORITIES: Mapping[str, Message] = {
    "official": message_in("whose word a document is", "official"),
    "delegated": message_in("whose word a document is", "delegated"),
    "secondary": message_in("whose word a document is", "secondary"),
}
# Of the list of rules.
RULE_COLUMNS: Mapping[str, Message] = {
    "frame": message_in("heading of a column", "Frame"),
    "kind": message_in("heading of a column", "Kind"),
    "value": message_in("heading of a column", "Value"),
    "condition": message_in("heading of a column", "Condition"),
    "confidence": message_in("heading of a column", "Confidence"),
    "review": message_in("heading of a column", "Review"),
    "document": message_in("heading of a column", "Document"),
    "page": message_in("heading of a column", "Page of the file"),
    "printed": message_in("heading of a column", "Printed page number"),
    "place": message_in("heading of a column", "Place"),
    "quote": message_in("heading of a column", "Source text"),
    "id": message_in("heading of a column", "Rule id"),
}
