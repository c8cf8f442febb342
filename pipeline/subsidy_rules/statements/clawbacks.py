"""Reads what has to be paid back: the share by year or in whole, under which conditions, and the interest on it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest

from subsidy_rules.language.conditions import number_of, unique
from subsidy_rules.language.metrics import measure
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.parties import loser_of
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.topics import known_topic
from subsidy_rules.model.document import Clause, Document, Table, Zone
from subsidy_rules.model.rule import Condition, Leaf, Unread
from subsidy_rules.statements.graduated import graduated_repayments
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.lists import bound_by_wage_plan
from subsidy_rules.statements.prose import negated, requested_amounts, split_sentences
from subsidy_rules.statements.repayment import Repayment

_BODY = frozenset({Zone.BODY, Zone.ANNEX})
_CASE = re.compile(r"未達|達成でき|満たせな")
_WHOLE = re.compile(r"(?:全額|全部)(?:の|を|、)?(?:返還|返納|返金)|返還額は全額")
_PART_TOO = re.compile(
    r"(?:全額|全部)(?:、|又は|または|若しくは|もしくは|あるいは|・|及び)*の?一部|一部(?:、|又は|または|若しくは|もしくは|あるいは|・)*の?(?:全額|全部)|・全額返還|一部返還・"
)
_NOT_ASKED = re.compile(r"返還を?(?:は)?(?:求め(?:ない|られません|ません|ることはない)|要しない|免除)")
_BUT = re.compile(r"\s*(?:ただし|但し)")
_BY_YEAR = re.compile(
    r"(?P<year>\d)年(?:度)?目.{0,12}?未達.{0,12}?(?:(?P<whole>全額|全部)|返還率:?(?P<rate>\d/\d|\d分の\d)|(?P<part>\d/\d|\d分の\d)(?:を|の)?返還)"
)
_YEAR_NAME = re.compile(r"^(?:事業計画)?(\d)年(?:度)?目")
_SHARE_CELL = re.compile(r"^(?:(?:補助金(?:交付)?額の)?(?P<whole>全額|全部)|(?:返還率:?|補助金(?:交付)?額の)?(?P<part>\d/\d|\d分の\d))")
_BY_FORMULA = re.compile(r"(?P<years>\d)年で除し.{0,40}未達(?:年|となった年)以降の年数.{0,40}乗じ")
_INTEREST = re.compile(r"年利|年率|利率|年\d")
_CHARGE = re.compile(r"延滞金|加算金")
_DISUSE = re.compile(r"から(?P<n>\d{1,2}|[一二三四五])(?P<unit>年|[かカヵヶケ箇]月)未満で.{0,60}利用しなくな")
_ZERO_GROWTH = re.compile(r"(?:ゼロ|0%?)(?:若しくは|又は|もしくは|または|、)?(?:マイナス|負)")
_NO_STAFF = re.compile(r"従業員がいなくな")
_FORCE_MAJEURE = re.compile(r"天災|責めに(?:帰|負わ)")
_EXCUSED = re.compile(rf"(?:{_FORCE_MAJEURE.pattern})[^。()]{{0,30}}(?:を除|はこの限り)")
_PART_OF_VALUE_ADDED = re.compile(r"給与支給総額.{0,20}付加価値額[^。]{0,20}?(?:/|÷|の1/|の)(?P<d>\d)(?:分の1)?」?を?(?:超え|上回)")
_SHORT_OF = re.compile(r"達成でき(?:て(?:い)?)?な|未達|達しな|満たせな")
# 1.5%以上とならなかった, 3%以上を維持できなかった
NOT_KEPT = re.compile(
    r"(?:の(?:水準|割合|増加))?(?:(?:と|に)(?:なら|なって(?:い)?|して(?:い)?)|を?(?:維持|確保|実現|継続|実施)(?:でき|し|する?ことができ)(?:て(?:い)?)?)な(?:い|かった)"
)
# 30円以上高くする目標が未達: behind the bound of a goal
GOAL_MISSED = re.compile(
    rf"[^。]{{0,40}}、(?:これ|それ|当該(?:計画|目標|水準))(?:を|に|が)(?:下回|割り込|届か|{_SHORT_OF.pattern})|"
    rf"[^、。]{{0,40}}(?:目標|計画|要件|水準|こと)[^、。]{{0,8}}(?:{_SHORT_OF.pattern})"
)
_MANDATORY = re.compile(r"(?:賃上げ|賃金引上げ)(?:目標|計画)が?(?:必須|義務)")
_PLAN_YEARS = re.compile(r"(?<![\d~])(\d)年(?:間)?の事業計画|計画目標年数である(\d)年")
_DIGITS = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5"}


@dataclass(frozen=True, slots=True)
class _Context:
    """What holds all over a document: exceptions by case, the years of the plan, whom a wage plan binds."""

    exceptions: dict[tuple[str, ...], tuple[Leaf, ...]]
    plan_years: str | None
    bound_by_plan: tuple[Leaf, ...]


def find_repayments(document: Document, items: Sequence[Item]) -> Iterator[Repayment]:
    """All repayments that the clauses of a document state.

    Shares by year count even where they stand in a worked example (the shares are rules, the amounts are not).
    """
    clauses = [c for c in document.clauses if c.zone in _BODY or c.zone is Zone.EXAMPLE]
    context = _Context(_exceptions(clauses), plan_years_of(clauses), bound_by_wage_plan(document.clauses, items))
    before = ""
    for clause, behind in zip_longest(clauses, clauses[1:]):
        if clause.heading:
            before = ""
        elif clause.zone in _BODY and not clause.label and len(clause.text) < 60 and fold_text(clause.text).endswith("場合"):
            before = clause.text
        case = _case(clause, before)
        yield from _by_year(clause, case, context)
        if clause.zone in _BODY and not clause.heading:
            goes_on = behind is not None and not behind.label and not behind.heading and behind.headings == clause.headings
            yield from _sentences(clause, case, context, fold_text(behind.text) if behind is not None and goes_on else "")
    for table in document.tables:
        if table.zone in _BODY or table.zone is Zone.EXAMPLE:
            yield from _rows(table, context)
    yield from graduated_repayments(document)


def _rows(table: Table, context: _Context) -> Iterator[Repayment]:
    """Shares by year in a table on repayment: a row that names the year, and the cell in it that gives the share."""
    about = (*table.headings, table.caption, table.lead, *(c.text for c in table.cells if c.row < table.header_rows))
    if not any("返還" in fold_text(text) for text in about):
        return
    case = _case_of((*table.headings, *((table.caption,) if table.caption else ())))
    topic = _case_topic(case) or next((name for text in reversed(about) if (name := known_topic("clawbacks", text))), None)
    years = {c.row: int(m[1]) for c in table.cells if c.col == 0 and (m := _YEAR_NAME.search(fold_text(c.text)))}
    for cell in table.cells:
        share = _SHARE_CELL.match(fold_text(cell.text))
        if cell.col > 0 and share and cell.row in years:
            part = Fraction(1) if share["whole"] else find_quantities(share["part"])[0].single
            year = Leaf(fact="missed_year", op="eq", value=years[cell.row])
            when = (year, *context.exceptions.get(case, ()))
            yield Repayment(topic, (table, cell), 0, len(cell.text), share=part, when=when)


def _case(clause: Clause, before: str) -> tuple[str, ...]:
    """The headings down to the innermost one that tells what was not reached, with the line that takes the place of one."""
    return _case_of((*clause.headings, *((clause.text,) if clause.heading else ()), *((before,) if before else ())))


def _case_of(texts: Sequence[str]) -> tuple[str, ...]:
    last = max((i for i, text in enumerate(texts) if _CASE.search(fold_text(text)) and known_topic("clawbacks", text)), default=-1)
    return tuple(texts[: last + 1])


def _case_topic(case: Sequence[str]) -> str | None:
    return known_topic("clawbacks", case[-1]) if case else None


def _by_year(clause: Clause, case: tuple[str, ...], context: _Context) -> Iterator[Repayment]:
    folded = fold(clause.text)
    told = "返還" in folded.text or any("返還" in fold_text(text) for text in clause.headings)
    when = context.exceptions.get(case, ())
    topic = _case_topic(case) or known_topic("clawbacks", clause.text)
    for match in _BY_YEAR.finditer(folded.text) if told else ():
        share = Fraction(1) if match["whole"] else find_quantities(match["rate"] or match["part"])[0].single
        year = Leaf(fact="missed_year", op="eq", value=int(match["year"]))
        yield Repayment(topic, clause, *folded.span(*match.span()), share=share, when=(year, *when))
    if (found := _BY_FORMULA.search(folded.text)) and clause.zone in _BODY:
        years = int(found["years"])
        for number in range(1, years + 1):
            year = Leaf(fact="missed_year", op="eq", value=number)
            share = Fraction(years - number + 1, years)
            yield Repayment(topic, clause, *folded.span(*found.span()), share=share, when=(year, *when))


def _sentences(clause: Clause, case: tuple[str, ...], context: _Context, after: str) -> Iterator[Repayment]:
    """The repayments of a clause; `after` is the folded paragraph behind it, which may except from its last sentence."""
    folded = fold(clause.text)
    at = 0
    sentences = tuple(split_sentences(folded.text))
    for sentence, behind in zip(sentences, (*sentences[1:], after), strict=False):
        unless = _unless(behind, context)
        for one in _in_sentence(sentence, clause, case, context):
            start, end = folded.span(at + one.start, at + one.end)
            yield replace(one, start=start, end=end, when=tuple(dict.fromkeys((*one.when, *unless))))
        at += len(sentence)


def _unless(sentence: str, context: _Context) -> tuple[Condition, ...]:
    """What the folded sentence behind a repayment excepts from it (ただし、…返還を求めない); as unread where nothing of it is known."""
    if not _BUT.match(sentence) or not _NOT_ASKED.search(sentence):
        return ()
    return tuple(exception_leaves(sentence, context.plan_years)) or (Unread(unread=sentence.strip()),)


def _in_sentence(sentence: str, clause: Clause, case: tuple[str, ...], context: _Context) -> Iterator[Repayment]:
    """Repayments of one sentence, with bounds in it."""
    yield from _interest(sentence, clause)
    if disuse := _DISUSE.search(sentence):
        number = _DIGITS.get(disuse["n"], disuse["n"])
        period = f"P{number}{'Y' if disuse['unit'] == '年' else 'M'}"
        bound = Leaf(fact="tool_use_period", op="lt", value=period)
        excused = (Leaf(fact="force_majeure", op="eq", value=False),) if _EXCUSED.search(sentence) else ()
        yield Repayment("tool_abandoned", clause, *disuse.span(), constraint=bound, when=excused)
    whole = _WHOLE.search(sentence)
    if whole is None or _PART_TOO.search(sentence) or _NOT_ASKED.search(sentence) or _BY_YEAR.search(sentence):
        return
    headed = (name for text in reversed(clause.headings) if (name := known_topic("clawbacks", text)))
    topic = known_topic("clawbacks", _CHARGE.sub("", sentence)) or _case_topic(case) or next(headed, None)
    if topic not in (None, _case_topic(case)) and _case_topic(case) == "special_missed":
        topic = "special_missed"
    start = max(0, whole.end() - 40)
    for own in _alternatives(sentence, case, context):
        when = unique((*own, *context.exceptions.get(case, ())))
        yield Repayment(topic, clause, start, whole.end(), share=Fraction(1), when=when, of=loser_of(sentence))


def _alternatives(sentence: str, case: Sequence[str], context: _Context) -> list[tuple[Leaf, ...]]:
    """The conditions of a repayment in whole: one list for each of the alternatives that a sentence joins by 又は."""
    if _ZERO_GROWTH.search(sentence) or _NO_STAFF.search(sentence):
        return _zero_growth(sentence, case)
    short = _SHORT_OF.search(sentence) is not None
    measured = [(m, _with_period(m.leaf, context)) for m in measure(sentence)]
    leaves = [negated(leaf) if leaf.op in ("ge", "gt") and (short or NOT_KEPT.match(sentence, m.end)) else leaf for m, leaf in measured]
    bound = context.bound_by_plan if _MANDATORY.search(sentence) else requested_amounts(sentence)
    return [unique((*bound, *leaves))]


def _zero_growth(sentence: str, case: Sequence[str]) -> list[tuple[Leaf, ...]]:
    text = sentence if "給与支給総額" in sentence else "".join((*case, sentence))
    out: list[tuple[Leaf, ...]] = []
    if _ZERO_GROWTH.search(sentence):
        facts = ["payroll_per_head_cagr"] if re.search(r"(?:1|一)人(?:当|あ)たり", sentence) else []
        if not facts or re.search(r"(?<!たり)(?<!たりの)給与支給総額", text):
            facts.insert(0, "payroll_cagr")
        out.append(tuple(Leaf(fact=fact, op="le", value=0, unit="percent") for fact in facts))
    if _NO_STAFF.search(sentence):
        out.append((Leaf(fact="employees", op="eq", value=0, unit="person"),))
    return out


def _interest(sentence: str, clause: Clause) -> Iterator[Repayment]:
    """The interest of a sentence; of several charges each its own (加算金は年10.95%、延滞金は年14.6%)."""
    charges = list(_CHARGE.finditer(sentence))
    rates = [q for q in find_quantities(sentence) if q.unit == "percent" and q.point is not None]
    if not charges or not rates or not _INTEREST.search(sentence):
        return
    each = len(charges) == len(rates) and all(c.end() <= q.start for c, q in zip(charges, rates, strict=True))
    for charge, rate in zip(charges, rates, strict=True) if each else ((charges[-1], rates[0]),):
        topic = known_topic("clawbacks", charge.group())
        leaf = Leaf(fact="annual_interest", op="eq", value=str(number_of(rate.point or Fraction(0))), unit="percent", over="P1Y")
        yield Repayment(topic, clause, rate.start, rate.end, constraint=leaf)


def _exceptions(clauses: Sequence[Clause]) -> dict[tuple[str, ...], tuple[Leaf, ...]]:
    """Case → what must hold although an exception (…場合は返還を求めない) names its opposite; exceptions from a part only are left out."""
    out: dict[tuple[str, ...], tuple[Leaf, ...]] = {}
    plan_years = plan_years_of(clauses)
    for clause in clauses:
        case = _case(clause, "")
        for sentence in split_sentences(fold_text(clause.text)) if clause.zone in _BODY and case else ():
            if _NOT_ASKED.search(sentence) and "一部返還" not in sentence and "一部の返還" not in sentence:
                out[case] = unique((*out.get(case, ()), *exception_leaves(sentence, plan_years)))
    return out


def exception_leaves(sentence: str, plan_years: str | None) -> Iterator[Leaf]:
    """What must hold although a folded exception (…場合は返還を求めない) names its opposite; growth is over the years of the plan."""
    over = {"over": plan_years} if plan_years else {}
    if match := _PART_OF_VALUE_ADDED.search(sentence):
        yield Leaf(fact="payroll_cagr", op="le", value=f"value_added_cagr/{match['d']}")
    for quantity in find_quantities(sentence):
        before = sentence[: quantity.start]
        short = quantity.high is not None or _SHORT_OF.match(sentence[quantity.end :].lstrip("に"))
        if quantity.unit == "percent" and short and re.search(r"付加価値.{0,10}(?:額|率)", before):
            yield Leaf(fact="value_added_cagr", op="ge", value=str(number_of(quantity.single or Fraction(0))), unit="percent", **over)
    if _FORCE_MAJEURE.search(sentence):
        yield Leaf(fact="force_majeure", op="eq", value=False)


def plan_years_of(clauses: Sequence[Clause]) -> str | None:
    """The length of the business plan (P3Y) where the clauses give one and only one."""
    found = {year for c in clauses for m in _PLAN_YEARS.finditer(fold_text(c.text)) for year in m.groups() if year}
    return f"P{found.pop()}Y" if len(found) == 1 else None


def _with_period(leaf: Leaf, context: _Context) -> Leaf:
    return (
        leaf
        if leaf.over or not context.plan_years or not leaf.fact.endswith("_cagr")
        else leaf.model_copy(update={"over": context.plan_years})
    )
