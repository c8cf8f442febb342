"""What the page of review is served from: the sitting, the documents, and the fragments of the page for each thing in the queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from subsidy_rules.kinds.words import kind_words
from subsidy_rules.messages.message import message
from subsidy_rules.model.document import Box
from subsidy_rules.model.errors import Lang, SubsidyRulesError
from subsidy_rules.model.review import LedgerPlace
from subsidy_rules.model.rule import RuleSet
from subsidy_rules.report.neutral import clean
from subsidy_rules.review.queue import REASONS, Item, alike, chosen_items
from subsidy_rules.review.queue import Wanted as Wanted
from subsidy_rules.serve.asked import Asking, refused
from subsidy_rules.serve.document_view import Spot, SpotIndex, page_view
from subsidy_rules.serve.form_view import FormView, check_form, edit_form, form_of, offered_form, proposed
from subsidy_rules.serve.page_marks import marks_of_figure, marks_of_rule
from subsidy_rules.serve.papers import Papers
from subsidy_rules.serve.rule_view import rule_view
from subsidy_rules.serve.words import LEDGER_STATES, NO_RULE_REASONS, REASON_WORDS, page_words
from subsidy_rules.stages.sitting import Sitting

_FOUND = 200  # results of a search that are shown


@cache
def _templates() -> Environment:
    # StrictUndefined: a name that a template misspells is an error, not an empty place
    return Environment(
        loader=PackageLoader("subsidy_rules.serve"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """A text of a document or person without what hides or turns round; what a template made is markup, and stays."""
    return clean(value) if type(value) is str else value


@dataclass(slots=True)
class Desk:
    """One review that is served.

    Attributes:
        by: the name that decisions carry unless the page says another; "" where the page has to ask.
        now: the day and hour of a decision, as the contract writes it.
        lang: the language of those who do not choose one.
    """

    sitting: Sitting
    papers: Papers
    by: str
    now: Callable[[], str]
    lang: Lang
    _index: tuple[int, SpotIndex] | None = None

    def render(self, template: str, lang: Lang, **values: Any) -> str:
        """A fragment of the page, or the page."""
        return _templates().get_template(template).render(w=page_words(lang), lang=lang, **values)

    def make_ready(self) -> None:
        """Makes what the first page takes, so that it is there when it is asked for: the queue, the fragments, the first picture.

        What goes wrong here is told when the page is asked for, which makes all of it again.
        """
        with suppress(SubsidyRulesError):
            self._make_ready()

    def _make_ready(self) -> None:
        self.shell(self.lang)
        first = next((item for item in self.sitting.queue(self.by) if item.open and item.rule is not None), None)
        if first is None or first.rule is None:
            return
        self.item(first.key, self.by, self.lang)
        evidence = first.rule.evidence[0]
        source = next((one for one in self.sitting.ruleset().sources if one.id == evidence.source), None)
        if source is not None and evidence.page is not None:
            self.papers.images.jpeg(source.sha256, evidence.page)

    def shell(self, lang: Lang) -> str:
        """The page, without what it is about."""
        ruleset = self.sitting.ruleset()
        kinds = sorted({rule.kind for rule in ruleset.rules})
        queue = self.queue(self.by, Wanted()) if self.by else None
        first = next((key for key, reason in queue["items"] if reason != "done"), "") if queue is not None else ""
        return self.render(
            "shell.html",
            lang,
            queue=queue,
            first=self.item(first, self.by, lang) if queue is not None else "",
            ruleset=ruleset,
            by=self.by,
            kinds=[(kind, kind_words(kind, lang)) for kind in kinds],
            reasons=[(reason, REASON_WORDS[reason].say(lang)) for reason in REASONS],
            sources=ruleset.sources,
            folder=self.sitting.folder.name,
            no_rule=[words.say(lang) for words in NO_RULE_REASONS],
        )

    def queue(self, me: str, wanted: Wanted) -> dict[str, Any]:
        """The keys of what is asked for, in order, with the reason of each; and how much of all is left."""
        everything = self.sitting.queue(me)
        counts = Counter(item.reason for item in everything)
        return {
            "items": [[item.key, item.reason] for item in chosen_items(everything, wanted)],
            "counts": {reason: counts[reason] for reason in REASONS},
            "left": len(everything) - counts["done"],
            "total": len(everything) + sum(entry.review.state == "no_rule" for entry in self.sitting.ruleset().ledger),
            "ledger": self.sitting.reads > 0,
            "steps": self.sitting.steps(me),
        }

    def found(self, me: str, wanted: Wanted, lang: Lang) -> str:
        """What is asked for as a list to choose from."""
        items = chosen_items(self.sitting.queue(me), wanted)
        rows = [(item.key, REASON_WORDS[item.reason].say(lang), *_named(item, lang)) for item in items[:_FOUND]]
        return self.render("found.html", lang, rows=rows, n=len(items))

    def item(self, key: str, me: str, lang: Lang) -> str:
        """The panel of a rule, or of an unread figure or clause; one that says that nothing is left where the key is empty."""
        queue, ruleset = self.sitting.queue(me), self.sitting.ruleset()
        if not key:
            return self.render("nothing.html", lang)
        item = next((one for one in queue if one.key == key), None)
        if item is not None and item.rule is not None:
            n_alike = len(alike(queue, key))
            view = rule_view(item, item.rule, ruleset, self.sitting.previous, self.papers, n_alike, lang)
            has_last = self.sitting.previous is not None
            return self.render("rule.html", lang, r=view, has_last=has_last, reason=REASON_WORDS[item.reason].say(lang))
        spot = self.spot(key, ruleset, lang)
        if spot is None:
            raise refused(key, message("There is no such rule any more."))
        return self._spot(spot, item, ruleset, lang)

    def marks(self, key: str) -> dict[str, list[list[float]]]:
        """Where on its page a quote itself stands, and what of it a rule states or nobody understood: left, top, width, height."""
        ruleset = self.sitting.ruleset()
        rule = next((rule for rule in ruleset.rules if key == f"rule:{rule.id}"), None)
        spot = self.spot(key, ruleset, self.lang) if rule is None else None
        if rule is not None:
            return marks_of_rule(rule, ruleset, self.papers)
        return marks_of_figure(spot, ruleset, self.papers) if spot is not None and spot.what == "figure" else {}

    def _spot(self, spot: Spot, item: Item | None, ruleset: RuleSet, lang: Lang) -> str:
        source = next(one for one in ruleset.sources if one.id == spot.place.source)
        sheet = self.papers.sheet(source, spot.place.page, spot.boxes) if spot.place.page is not None else None
        why = item.why.say(lang) if item is not None else spot.told
        reasons = [words.say(lang) for words in NO_RULE_REASONS]
        offered = self._offered(spot, lang) if spot.open else ""
        reason = "proposed" if offered else spot.what
        return self.render(
            "figure.html", lang, s=spot, sheet=sheet, source=source, why=why, reason=reason, reasons=reasons, offered=offered
        )

    def _offered(self, spot: Spot, lang: Lang) -> str:
        """What a second reader proposes for a figure or clause, in words, with the words that it read it from; "" for nothing."""
        offered = self.sitting.proposal(spot.place)
        if offered is None:
            return ""
        said = check_form(*offered_form(offered, lang), lang).reads
        return f"{kind_words(offered.kind, lang)}: {said} “{' '.join(offered.quote.split())}”" if said else ""

    def spot(self, key: str, ruleset: RuleSet, lang: Lang) -> Spot | None:
        """The figure or clause of a key, as it is now."""
        ledgers = self.sitting.ledgers()
        if key.partition(":")[0] not in ("figure", "clause") or not ledgers:
            return None
        reads = self.sitting.reads
        if self._index is None or self._index[0] != reads:
            self._index = (reads, SpotIndex(ledgers))
        return self._index[1].spot(key, ledgers, ruleset, lang)

    def place(self, key: str, ruleset: RuleSet) -> tuple[LedgerPlace | None, tuple[Box, ...]]:
        """The place of a figure or clause with its boxes; None for a rule."""
        spot = self.spot(key, ruleset, self.lang)
        return (spot.place, spot.boxes) if spot is not None else (None, ())

    def form(self, key: str, kind: str, lang: Lang, another: bool = False) -> str:
        """The form of a rule as it stands, or of a new one for a figure or clause, filled as far as the reading can; or of `another` rule
        from the words of a rule, filled with what it says, or with its second reading."""
        ruleset = self.sitting.ruleset()
        spot = self.spot(key, ruleset, lang)
        frames = [(frame.id, frame.name) for frame in ruleset.frames]
        if spot is not None:
            source = next(one for one in ruleset.sources if one.id == spot.place.source)
            offered = self.sitting.proposal(spot.place)
            proposal, typed = offered_form(offered, lang) if offered is not None else proposed(spot, self._clause(spot, ruleset), lang)
            view = form_of(kind or proposal, typed if kind in ("", proposal) else {}, lang)
            frame = self._frame(source.id, ruleset)
            return self._form(key, view, spot.place.quote, frames, frame, lang, seen=spot.seen, new=True)
        rule = next((rule for rule in ruleset.rules if key == f"rule:{rule.id}"), None)
        if rule is None:
            raise refused(key, message("There is no such rule any more."))
        told = rule.readings[1] if another and len(rule.readings) > 1 else rule
        view = edit_form(rule.model_copy(update={"value": told.value, "when": told.when}), lang, kind, labelled=not another)
        return self._form(key, view, told.evidence[0].quote, frames, rule.frame, lang, new=another, another=another, was=rule.kind)

    def _form(self, key: str, view: FormView, quote: str, frames: list[tuple[str, str]], frame: str, lang: Lang, **rest: str | bool) -> str:
        values = {"seen": "", "new": False, "another": False, "was": ""} | rest
        return self.render("form.html", lang, key=key, f=view, quote=quote, frames=frames, frame=frame, **values)

    def _clause(self, spot: Spot, ruleset: RuleSet) -> Any:
        ledger = next(one for one in self.sitting.ledgers() if one.source.id == spot.place.source)
        return next((one.entry.clause for one in ledger.clauses if one.entry.clause.text == spot.place.quote), None)

    def _frame(self, source: str, ruleset: RuleSet) -> str:
        """The frame that most rules of a document are of."""
        frames = Counter(rule.frame for rule in ruleset.rules if rule.evidence[0].source == source)
        return frames.most_common(1)[0][0] if frames else "common"

    def alike(self, key: str, me: str, lang: Lang) -> str:
        """The rules that say the same in the same words, to be decided on as one."""
        from subsidy_rules.model.basis import seen_of

        items = alike(self.sitting.queue(me), key)
        names = {frame.id: frame.name for frame in self.sitting.ruleset().frames}
        rows = [(rule.id, seen_of(rule), names.get(rule.frame, ""), rule) for item in items if (rule := item.rule) is not None]
        labels = {rule.id: {"ja": rule.label, "en": rule.label_en or rule.label}[lang] for _, _, _, rule in rows}
        return self.render("alike.html", lang, key=key, rows=rows, labels=labels)

    def page(self, source: str, page_no: int, lang: Lang) -> str:
        """A page of a document with its figures and clauses."""
        ruleset, ledgers = self.sitting.ruleset(), self.sitting.ledgers()
        ledger = next((one for one in ledgers if one.source.id == source), None)
        if ledger is None or ledger.document is None:
            return self.render("nothing.html", lang)
        view = page_view(ledger, ruleset, self.papers, page_no, lang)
        states = {state: words.say(lang) for state, words in LEDGER_STATES.items()}
        return self.render("page.html", lang, p=view, states=states)

    def asking(self, by: str, lang: Lang) -> Asking:
        """Who decides now, on what."""
        return Asking(by, self.now(), lang, self.sitting.ruleset(), self.sitting.queue(by))


def _named(item: Item, lang: Lang) -> tuple[str, str]:
    if item.rule is not None:
        return {"ja": item.rule.label, "en": item.rule.label_en or item.rule.label}[lang], item.rule.frame
    place = item.place
    return (f"{place.figure or ''} {' '.join(place.quote.split())[:80]}" if place is not None else "", "")
