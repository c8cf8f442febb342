"""What the page of review says, by the names that its templates and its script have for it."""

from __future__ import annotations

from collections.abc import Mapping

from subsidy_rules.messages.message import Lang, Message, message, message_in
from subsidy_rules.review.queue import Reason

# why something is in the queue, in two words: for filters and counts
REASON_WORDS: Mapping[Reason, Message] = {
    "conflict": message_in("reason to review", "sources disagree"),
    "stale": message_in("reason to review", "changed since decided"),
    "second": message_in("reason to review", "waits for a second person"),
    "limit": message_in("reason to review", "limit not understood"),
    "unsure": message_in("reason to review", "reading unsure"),
    "changed": message_in("reason to review", "changed since last edition"),
    "proposed": message_in("reason to review", "proposed by a second reader"),
    "figure": message_in("reason to review", "unread figure"),
    "clause": message_in("reason to review", "unread clause"),
    "rest": message_in("reason to review", "not looked at yet"),
    "done": message_in("reason to review", "decided"),
}
# why a figure or clause states no rule: the first nine are chosen by a digit
NO_RULE_REASONS: tuple[Message, ...] = (
    message_in("why no rule", "An example or illustration"),
    message_in("why no rule", "Said again of what a rule says"),
    message_in("why no rule", "Explains or defines, binds nobody"),
    message_in("why no rule", "A step of the procedure"),
    message_in("why no rule", "About another programme"),
    message_in("why no rule", "A heading, contents or a number of a page"),
    message_in("why no rule", "Cites a law or an article"),
    message_in("why no rule", "A contact, an address or a form"),
    message_in("why no rule", "Replaced by a later revision"),
)
# what the states of figures and clauses are called in the view of the document
LEDGER_STATES: Mapping[str, Message] = {
    "bound": message_in("state of a figure", "in a rule"),
    "waived": message_in("state of a figure", "no rule"),
    "unread": message_in("state of a figure", "unread"),
    "decided": message_in("state of a figure", "decided"),
}
WORDS: Mapping[str, Message] = {
    "title": message("Review"),
    "left": message("left"),
    "of": message("of"),
    "why": message("Why here:"),
    "sure": message("confidence"),
    "kind": message_in("of a rule", "Kind"),
    "value": message_in("of a rule", "Value"),
    "when": message_in("of a rule", "Conditions"),
    "always": message_in("of a rule", "always"),
    "quote": message_in("of a rule", "Text"),
    "last": message_in("of a rule", "Last edition"),
    "same": message("the same"),
    "different": message("different"),
    "no_last": message_in("of a rule", "not there, or none at hand"),
    "readings": message_in("of a rule", "Other readings"),
    "none": message_in("of readings", "none"),
    "tool_said": message("The tool had said"),
    "decided_on": message("Decided on before"),
    "now": message("Now"),
    "comments": message("Notes"),
    "evidence": message_in("of a rule", "Places"),
    "also_at": message("also at"),
    "page": message_in("of a document", "page"),
    "approve": message_in("key", "approve"),
    "edit": message_in("key", "edit"),
    "reject": message_in("key", "reject"),
    "skip": message_in("key", "later"),
    "undo": message_in("key", "undo"),
    "comment": message_in("key", "note"),
    "choose": message_in("key", "choose reading"),
    "move": message_in("key", "previous, next"),
    "search": message_in("key", "search"),
    "document": message_in("key", "in the document"),
    "queue": message_in("key", "back to the queue"),
    "batch": message_in("key", "all alike"),
    "no_rule": message_in("key", "no rule, because"),
    "other_reason": message_in("why no rule", "Another reason"),
    "offered": message_in("of a rule", "Second reader"),
    "new_rule": message_in("key", "make a rule"),
    "order": message_in("of the queue", "Order"),
    "order_matters": message("what matters first"),
    "order_page": message("as on the pages"),
    "other_kind": message("The rule as it was read is rejected, and this one of another kind takes its place."),
    "reopen": message_in("key", "open again"),
    "all_keys": message_in("key", "all keys"),
    "zoom": message_in("key", "zoom"),
    "pages": message_in("key", "pages"),
    "unread_next": message_in("key", "next unread"),
    "zoom_in": message("Zoom in"),
    "zoom_out": message("Zoom out"),
    "picture_of": message("Page picture with the evidence marked"),
    "no_picture": message("The document is not at hand. Give its folder with --documents to see the page."),
    "filter": message("Show"),
    "all_frames": message("every frame"),
    "all_kinds": message("all kinds"),
    "all_reasons": message("everything"),
    "common": message_in("of a rule", "all frames"),
    "look_for": message("Look for"),
    "found": message("found"),
    "nothing_left": message("Nothing is left here. Everything that was asked for is decided."),
    "nothing_found": message("Nothing is as asked for."),
    "saved": message("saved"),
    "undone": message("Taken back:"),
    "gone": message(
        "The program behind this page has ended. Everything decided so far is on the disk. Keys do nothing until you start it again:"
    ),
    "overtaken": message("Somebody else decided meanwhile. Nothing was overwritten; this is how it is now."),
    "name": message("Your name"),
    "name_why": message("Every decision is written with the name of the person who took it."),
    "begin": message("Begin"),
    "save": message("Save"),
    "cancel": message("Cancel"),
    "close": message("Close"),
    "reason": message("Why"),
    "comment_text": message("Note"),
    "frame": message_in("of a rule", "Frame"),
    "reads": message("It will say"),
    "fact_search": message("Add a condition: look for a fact"),
    "add": message("Add"),
    "condition_help": message(
        "One condition a line, such as employees <= 20; joined by or, and, not (...); ? before a limit that nobody understands."
    ),
    "no_limit_help": message("none: there is no such limit"),
    "same_words": message("rules say the same in the same words"),
    "approve_all": message("Approve all of these"),
    "reject_all": message("Reject all of these"),
    "documents": message_in("of a review", "Documents"),
    "figures": message("Figures"),
    "clauses": message("Clauses"),
    "legend": message("States"),
    "state": message("State"),
    "ledger_waits": message("What nobody has read is still being looked for …"),
    "second_note": message("Two people must decide the same."),
    "unread_left": message_in("of the queue", "unread"),
    "must": message_in("obligation", "must"),
    "must_not": message_in("obligation", "must not"),
    "applicant": message_in("of whom", "the applicant"),
    "project": message_in("of whom", "the project"),
    "back": message("Back to it"),
}


def page_words(lang: Lang) -> dict[str, str]:
    """All of them in one language."""
    return {key: words.say(lang) for key, words in WORDS.items()}
