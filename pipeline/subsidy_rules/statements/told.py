"""Amounts and rates that running text states, where headings or a key in front of them say that it is about the grant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from subsidy_rules.language.conditions import read_conditions, read_specials, unique
from subsidy_rules.language.counted_by import with_count
from subsidy_rules.language.grant_words import GIVES
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.model.document import Clause, Document, Zone
from subsidy_rules.model.programme import COMMON
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.answers import roles_of_answers
from subsidy_rules.statements.brackets import BRACKETED, bracket_conditions, case_of, in_bracket_behind, override, settle_bracket
from subsidy_rules.statements.cases import names_a_case
from subsidy_rules.statements.content_headings import (
    is_cap_of_content,
    is_cap_of_expense,
    is_values,
    role_of_content,
    tells_content,
    valued_name,
)
from subsidy_rules.statements.cost_floors import find_cost_floors
from subsidy_rules.statements.course_names import course_in_force
from subsidy_rules.statements.frame_labels import first_names, labelling_frames
from subsidy_rules.statements.granted_share import is_granted_share
from subsidy_rules.statements.grid import role_of
from subsidy_rules.statements.headed_cases import cases_of_headings
from subsidy_rules.statements.label_lines import Lines, label_lines
from subsidy_rules.statements.named_blocks import cases_of_blocks, of_way
from subsidy_rules.statements.named_lines import capped_by_name, leads_values, led_line, named_line, names_part, tells_apart
from subsidy_rules.statements.noted_values import noted_roles
from subsidy_rules.statements.open_brackets import sentence_before
from subsidy_rules.statements.other_case import is_other_case
from subsidy_rules.statements.own_part import ProgrammeNames, names_of
from subsidy_rules.statements.prose import is_requested
from subsidy_rules.statements.provisos import exception_of, for_whom
from subsidy_rules.statements.ranges import settle_ranges
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.statement import Statement, Subject
from subsidy_rules.statements.sums_below import Stems, SumsBelow
from subsidy_rules.statements.text import read_text
from subsidy_rules.statements.value_keys import VALUE_ROLES, amounts_over, key_of, key_role
from subsidy_rules.statements.value_subject import AS_RATE, caps_sum, is_cap_with_rate, is_whole_cap
from subsidy_rules.statements.values import is_cap_by_words, is_cap_of_share, is_spent

_LISTS = frozenset(
    {"requirement", "exclusion", "ineligible_expense", "bonus_point", "penalty_point", "required_document", "clawback", "duty"}
)
# What such a sentence says of the figures is not what is granted in general.
_ASIDE = re.compile(
    r"場合がある|例年|変更と?な|(?<!代理)(?<!奨学金)(?<!奨学金の)返還(?!支援)|切り?捨て|例えば|自主的|ことは可能|参照|加点|(?:昨年|前回)(?!度?(?:の|に)?(?:採択|交付|受給|利用|申請))|改訂|(?<![規則程]の)(?<!規則等の)改定|とは[、「]"
    r"|(?:もご検討|ご利用も)|[×*][^。]{0,12}=|を超えるため"  # a worked example
    r"|(?:国|県|都|府|道|市|町|村|他)の[「『][^」』]{0,30}(?:補助|助成|支援|給付|交付|奨励|融資|制度|事業)"  # another programme
)
_SENTENCE_ENDS = re.compile(r"。(?!\))")  # one in a bracket ends the bracket
# how the value itself is rounded, beside it
_ROUNDING = re.compile(
    r"\([^()]*(?:端数|円未満)[^()]*切り?捨て[^()]*\)|(?:※|(?<=[としで])、?)[^、。]{0,12}(?:端数|円未満)[^。、]{0,20}切り?捨て(?:[てるとすまりし]{0,4})"
)
# The words right before a value that make it one of the grant wherever the sentence stands.
_SAYS_ITSELF = re.compile(rf"{GIVES}金?の?(?:上限額?|限度額|下限額?|率)(?:は|が|を|:)?、?(?:最大で?|原則|上限)?$")
# 【補助率】 試作2/3以内、販売1/2以内: what a boxed name says is said of all the figures up to the next one
_BOXED = re.compile(r"[【〔\[<](?P<name>[^【】〔〕\[\]<>。]{2,20})[】〕\]>][^。【〔\[<]*$")
_RATE_OF_CASE = re.compile(r"(?:補助|助成)率は、?[^。:]{2,40}$")  # 補助率は、従業員数21人以上の事業者は1/2以内
# The topic of the sentence is what is granted: 補助金の額は、補助対象経費の2分の1以内とし、100万円を限度とする.
_TOPIC = re.compile(
    rf"{GIVES}(?:対象)?(?:総額|金額?|率|割合|上限|限度|額)?の?(?:額の?)?(?:上限額?|限度額?|金?額|率|割合)?(?:\([^()]*\))?(?:については|は|が|:)"
)
_OTHER_TOPIC = re.compile(r"(?:経費|費用|費|賃金|給与|売上高?(?!の?減)|資本金|投資額?|従業員|単価)[^、。]{0,10}(?:は|が)")
_CASE_TOLD = re.compile(r"[^、。]{2,40}(?:場合|とき)(?:に?は)?、?")
_NAMES_ITEM = re.compile(r"[」】>)]?(?:\([^()]*\))?(?:[:.・\-→~|]|(?:補助|助成)?対象(?:経費|事業費)の)")
# 上限額に50万円を加算します
_ON_CAP = re.compile(rf"(?:{GIVES}?(?:金の?)?(?:上限|限度)(?:金?額)?|補助額|助成額)(?:に|へ)、?(?:さらに|一律)?$")
# 上限額は次のとおりです: what the figures of the list below are about
_ANNOUNCES = re.compile(
    rf"(?P<what>(?:{GIVES}(?:対象)?金?の?)?(?:(?:上限|限度|下限|金|基準)?(?:額|率)|(?:補助|助成)(?:上限|限度)))(?:は|については?|に関しては)、?(?:次|以下|下記|下表)の(?:とおり|通り|表)"
)
# 次の各号に定める額を加算する
_ADDS = re.compile(r"(?:次|以下|下記|下表|各号)[^。]{0,30}額を、?[^。]{0,8}(?:加算|上乗せ)")
# What was granted before is told under such headings.
_ACTUALS = re.compile(r"(?:実績|採択結果|採択状況|支援事例|採択事例|活用事例|導入事例)(?:等|について|の(?:概要|紹介|公表))?$")
_ALL_FRAMES = re.compile(r"(?:両|全(?:て|ての)?|すべて(?:の)?|いずれの|各|どの)(?:枠|コース|類型|型|区分)(?:とも|共通|も|いずれも)")
_NAMED_VALUE = re.compile(r"(?P<name>[^\d、。:は]{2,30}?)(?<![にをがで]):?(?:最大|上限(?:は|額は)?)?[\d.,]")
_WHOLE_NAME = re.compile(r"[^。:]{2,60}(?<![はがをの])")
_ENDS = re.compile(r"(?:最大)?[\d,.万億千百]+円(?:以内|まで|を上限)?(?:[(<〈][^()<>〈〉]*[)>〉])?[。※]?")
_NAME_APART = re.compile(r"[^\d、。:は]{2,20}")
_ITEM_LENGTH = 160
_LAST_LABEL = re.compile(r"[、。()「」:;]")
_CAPS = re.compile(r"上限|限度")
# 以下のいずれかに該当する事業は: in which case, a list below tells
_CASE_BELOW = re.compile(
    r"(?:以下|次|下記)(?:の|に)[^。]{0,30}?(?:該当|満た|充た|掲げ)[^。、]{0,12}(?:場合|者|事業者?|とき|取組み?|もの|企業)(?=(?:に対して|に|で)?は|、)"
)
_BARE_CAP = re.compile(r"^(?:上限額?|限度額|下限額)(?:は|:)?、?(?:最大で?)?$")  # in a box under the name of a frame
_EACH_MEMBER = re.compile(r"グループ構成員(?:1|一)?(?:者|社|事業者)?(?:当|あ)たり")


@dataclass(frozen=True, slots=True)
class Told:
    """A statement of running text at its place; `also` are others that are a part of what it states, `course` the name over it."""

    statement: Statement
    frame: str
    conditions: tuple[Leaf, ...]
    text: Folded
    clause: Clause
    reasons: tuple[str, ...]
    also: tuple[Told, ...] = ()
    course: str = ""


def read_told(document: Document, scope: DocumentScope) -> tuple[Told, ...]:
    """All amounts and rates that the clauses of a document state, in reading order."""
    out: list[Told] = []
    lead = ""
    lines = label_lines(document, scope)
    names = names_of(scope.programme)
    keyed: dict[tuple[str, ...], str | None] = {}
    stems, noted = Stems(), {**roles_of_answers(document), **noted_roles(document)}
    apart, blocks = cases_of_headings(document), cases_of_blocks(document, scope)
    course = ""
    before: Clause | None = None
    for clause in document.clauses:
        course = course_in_force(clause, course if before is not None and before.headings == clause.headings else "")
        pays = before is not None and before.headings == clause.headings and _PAYS.search(fold_text(before.text)) is not None
        before = clause
        # 2. 補助率:2/3 and 1 改修(補助率1/2) say what they are headings of
        states = not clause.heading or key_role(fold_text(clause.text)) is not None or valued_name(fold_text(clause.text)) != ""
        states = states and not is_cap_of_expense(clause.headings, fold_text(clause.text))
        if clause.zone is not Zone.BODY or not states or any(_ACTUALS.search(fold_text(heading)) for heading in clause.headings[-1:]):
            lead = ""
            continue
        over = keyed.get(clause.path[:-1]) if len(clause.path) > 1 else None
        over_it = apart.get(clause.headings, ()) if scope.frame_of_header(clause.headings[-1:]) is None else ()
        over_it = blocks.get(clause.clause_no, over_it)
        own_lines, role = lines.get(clause.clause_no, Lines()), over or _cap_behind(clause, pays=pays)
        told_of = _read(clause, lead, own_lines, scope, role or noted.get(clause.clause_no), stems, over_it)
        stems.add(clause)
        item = stems.name_over(clause)
        out += [replace(told, course=course or item) for told in told_of if not _of_another(told, names)]
        keyed[clause.path] = key_role(fold_text(clause.text)) or over
        lead = fold_text(clause.text) if not clause.label else lead
    out = [_settled_bracket(told, document) for told in out]
    settled = settle_ranges([told.statement for told in out], [told.text.text for told in out], [told.frame for told in out])
    return tuple(replace(told, statement=s) for told, s in zip(out, settled, strict=True) if s is not None)


# …の2分の1を助成します。 and a line of its own below it: (上限:20万円)
_PAYS = re.compile(r"(?:補助|助成|支給|交付)(?:し(?:ます|ている)|する|いたします|されます)。?$")
_LONE_CAP = re.compile(r"\(?(?:上限|限度)(?:金?額)?(?:は|:)?、?(?:最大|[月年]額?)?[\d,.万千]+円[^。()]{0,14}\)?")


def _cap_behind(clause: Clause, *, pays: bool) -> str | None:
    """Whether a clause is no more than the cap of what the sentence before it pays."""
    return "amount" if pays and _LONE_CAP.fullmatch(fold_text(clause.text)) else None


def _settled_bracket(told: Told, document: Document) -> Told:
    """A value in a bracket under what a line under the same headings says of values in brackets: ※カッコ内は…の場合."""
    if BRACKETED not in told.reasons:
        return told
    near = (fold_text(c.text) for c in document.clauses if c.headings == told.clause.headings and not c.heading)
    leaves = next((leaves for text in near if (leaves := bracket_conditions(text))), ())
    statement = settle_bracket(told.statement, leaves)
    if statement is told.statement:
        return told
    reasons = tuple(reason for reason in told.reasons if reason != BRACKETED)
    cases = (leaf for leaf in told.conditions if leaf.fact == "case")  # what the item names holds beside it
    return replace(told, statement=statement, conditions=unique((*cases, *override(told.conditions, leaves))), reasons=reasons)


def _of_another(told: Told, names: ProgrammeNames) -> bool:
    """Whether the sentence names another programme before the value: 一方、創業助成金の上限は100万円."""
    text = told.text.text
    before = sentence_before(text, told.statement.start)
    return names.last_owner(before) == "foreign" or names.names_other_type(_LAST_LABEL.split(before)[-1])


def _read(
    clause: Clause,
    lead: str,
    lines: Lines,
    scope: DocumentScope,
    over: str | None,
    stems: Stems,
    named_over: tuple[Leaf, ...],
) -> Iterator[Told]:
    """The statements of a clause; `named_over` is what the heading over it names, where that tells it apart from the ones beside it."""
    folded = fold(clause.text)
    key = key_of(folded.text)
    keyed = role_of(key) if key else None
    above, cases = stems.above(clause), stems.cases(clause)
    granted = ("increase" if above.added else "amount") if above is not None else None
    headed = granted or over or _announced(clause, lead) or _heading_role(clause, lines)
    headed = headed or role_of_content((*clause.headings, *lines.others), folded.text)
    item = bool(spans := scope.frame_spans(folded.text)) and _names_item(folded.text, first_names(folded.text, spans))
    explicit = headed is None and keyed not in VALUE_ROLES and not item
    per = above.per if above is not None else "group_member" if _EACH_MEMBER.search(lead) else None
    outer = _outer_conditions(clause, lines)
    frames, typo = _frames(clause, lines, scope, folded.text if explicit else "")
    named = bool(lines.frame) or (bool(clause.headings) and scope.frame_of_header(clause.headings[-1:]) is not None)
    caps, shares = bool(_CAPS.search(f"{key or ''}{lines.subject or amounts_over(clause)}")), _SHARE.search(folded.text) is not None
    before, last = None, dict[Subject, Statement]()
    by_unit = item or keyed == "both" or (headed == "both" and is_values(folded.text) and not shares)
    default = _subject_of(keyed if keyed in VALUE_ROLES else headed, by_unit=by_unit, shares=shares)
    for statement in read_text(folded, default, framed=named, caps=caps, by_unit=by_unit).statements:
        exception = exception_of(folded.text, statement, last.get(statement.subject))
        added = statement.subject == "increase" and before is not None and before.subject in ("amount", "increase")
        told_so = not explicit or exception is not None or added or _goes_on(folded.text, statement, before, last)
        told_so = told_so or _speaks_for_itself(folded.text, statement, key, named) or _of_content(clause, folded.text, statement, before)
        if _is_aside(folded.text, statement) or not told_so or is_spent(folded.text, statement.quantity) or leads_values(folded, statement):
            continue
        inside = in_bracket_behind(folded.text, statement, before) or bool(led_line(folded, statement)) or bool(named_over)
        before = last[statement.subject] = statement = for_whom(statement, exception) if exception else statement
        named_so = () if exception else of_way(clause, statement, () if cases else named_over, _named(clause, folded, statement, scope))
        case = () if spans or (statement.conditions and not inside) else named_so
        over_it = (*cases, *((above,) if above is not None and statement.subject != "rate" else ()))
        said = (*case, *statement.conditions) if inside else statement.conditions or case
        conditions = unique((*(leaf for one in over_it for leaf in one.leaves), *override(outer, said)))
        made = _under(statement, per, over_it, folded.text)
        case = case or tuple(leaf for one in over_it for leaf in one.leaves if leaf.fact == "case")
        own = labelling_frames(folded.text, statement.start, spans)
        apart = exception is not None or (bool(own) and len(spans) > 1) or tells_apart(case)  # of several frames: no alternatives of one
        reasons = (*(r for r in statement.reasons if not apart or r != "alternatives"), *(("unknown_label",) if case else ()))
        for place in (COMMON,) if not own and _ALL_FRAMES.search(folded.text) else own or frames:
            yield Told(made, place, conditions, folded, clause, ("prose", *typo, *reasons))
    for floor in find_cost_floors(folded.text):
        yield from (Told(floor, frame, floor.conditions, folded, clause, ("prose", *typo)) for frame in frames)


def _frames(clause: Clause, lines: Lines, scope: DocumentScope, text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The frame of a clause, or those that the words over it list, with what makes it less sure; `text` is its own where that may name one.

    A frame that a sentence names in passing is not its own where the heading right over it names one.
    """
    over = lines.texts + tuple(reversed(clause.headings))
    places = (text, *over) if text and not scope.frame_of_header(clause.headings[-1:]) else over
    frames = scope.frames_of_place(places) or (scope.default_frame,)
    return frames, ("tolerated_typo",) if any(scope.typo_in(frame, places) for frame in frames) else ()


# 経費の2分の1, 経費に1/2を乗じた
_SHARE = re.compile(
    r"(?:経費|費用?|事業費|額)(?:\([^()]*\))?(?:の|に)(?:\d{1,3}分の\d|\d{1,2}/\d|\d{1,3}%)"
)  # 経費の2分の1, 経費に1/2を乗じた


def _subject_of(role: str | None, *, by_unit: bool, shares: bool) -> Subject | None:
    """What values are about by default; under the name of both (補助率と上限額) a share of costs is read as a rate all the same."""
    if role == "both" and not by_unit and shares:
        return "amount"
    return role if role in ("amount", "rate", "increase") else None  # type: ignore[return-value]


def _names_item(text: str, span: tuple[int, int, str]) -> bool:
    """Whether a clause is an item on a frame, which it names first: ねざし枠 … 10万~60万円。1/2以内."""
    start, end, _ = span
    return not re.search(r"[^「【<(\s・①-⑳\d.]", text[:start]) and bool(_NAMES_ITEM.match(text, end)) and len(text) <= _ITEM_LENGTH


def _speaks_for_itself(text: str, statement: Statement, key: str | None, named: bool) -> bool:
    """Whether the words before a value say what it is about, wherever the sentence stands: 補助率は1/2, インボイス特例:50万円上乗せ."""
    before = sentence_before(text, statement.start)
    if is_cap_by_words(text, statement.quantity) or is_cap_with_rate(text, statement.quantity, before):
        return True
    boxed = _BOXED.search(before)
    if boxed is not None and role_of(boxed["name"]) in VALUE_ROLES:
        return True
    if statement.subject == "increase":
        return (key is not None and bool(read_specials(key))) or _ON_CAP.search(text[: statement.start]) is not None
    if statement.subject == "rate" and (_RATE_OF_CASE.search(before) or is_granted_share(text, statement.quantity, before)):
        return True
    stop = text.find("。", statement.end)
    if statement.subject == "rate" and AS_RATE.search(text, statement.end, stop if stop >= 0 else len(text)):
        return True
    topic = _TOPIC.search(before)
    if topic is not None and not _OTHER_TOPIC.search(_CASE_TOLD.sub("", before[topic.end() :])):
        return True  # of what a case speaks is no topic: 補助上限額は、従業員数が20人以下の場合は150万円
    return bool(_SAYS_ITSELF.search(before) or (named and (_BARE_CAP.search(before) or is_whole_cap(text))))


def _goes_on(text: str, statement: Statement, before: Statement | None, last: Mapping[Subject, Statement]) -> bool:
    """Whether an amount is the cap of the share that the words before it grant, or a value stands in the bracket of another, or is that
    of another case than the last one."""
    if in_bracket_behind(text, statement, before) or (statement.subject in last and is_other_case(text, statement.start)):
        return True
    if before is not None and before.subject == statement.subject == "amount" and caps_sum(text, statement.quantity, before):
        return True
    if before is None or before.subject != "rate" or statement.subject != "amount":
        return False
    return is_cap_of_share(text, statement.quantity, text[before.end : statement.start])


def _of_content(clause: Clause, text: str, statement: Statement, before: Statement | None) -> bool:
    """Whether a value under a heading like 助成内容 is the cap that it tells, or the share in the bracket right behind that."""
    if not clause.headings or not tells_content(clause.headings[-1]):
        return False
    if statement.subject == "rate":
        behind = before is not None and before.subject == "amount" and text[before.end : statement.start]
        return bool(behind) and _SHARE_IN_BRACKET.fullmatch(str(behind)) is not None
    return statement.subject == "amount" and is_cap_of_content(sentence_before(text, statement.start))


_SHARE_IN_BRACKET = re.compile(r"(?:以内)?\((?:[^()、。\d]{0,12}(?:費|額|経費)の|補助率:?)?")  # 200万円(総事業費の1/2以内)


def _case_below(text: str, statement: Statement) -> tuple[str, ...]:
    """The words of a sentence that leave it to a list below in which case its value holds."""
    before = sentence_before(text, statement.start)
    return tuple(found.group() for found in _CASE_BELOW.finditer(before))


def _announced(clause: Clause, lead: str) -> str | None:
    """What an item of a list is about whose lead-in says so: 上限額は次のとおりです."""
    sentence = lead[lead.rstrip("。").rfind("。") + 1 :] if clause.label else ""
    if _ADDS.search(sentence):
        return "increase"
    match = _ANNOUNCES.search(sentence)
    role = role_of(match["what"]) if match else None
    return role if role in VALUE_ROLES else None


def _named(clause: Clause, folded: Folded, statement: Statement, scope: DocumentScope) -> tuple[Leaf, ...]:
    """The case of an item that is a name and its value: ア 自動操舵装置 100万円; or a name, a space and its values."""
    if led := led_line(folded, statement):
        return led
    if named := capped_by_name(folded, statement):
        return named
    if not clause.label:
        return named_line(folded, statement, scope)
    if (name := valued_name(folded.text)) and names_a_case(name, scope):
        return case_of(name)
    # all of an item is a name, a space and one value: the name may be as long as a line, and count something itself
    start = statement.start if BRACKETED not in statement.reasons else max(0, folded.text.rfind("円", 0, statement.start))
    start = next((at for at in sorted(folded.breaks, reverse=True) if at <= start and folded.breaks[at] == "space"), start)
    behind_space = folded.breaks.get(start) == "space" and _ENDS.fullmatch(folded.text, start)
    name = folded.text[:start]
    valued = any(quantity.unit in ("yen", "rate") for quantity in find_quantities(name, fractions=True))  # 改修 1/2以内 50万円
    if behind_space and not valued and _WHOLE_NAME.fullmatch(name) and names_a_case(name, scope):
        return case_of(name)
    first = next((at for at in sorted(folded.breaks) if folded.breaks[at] == "space"), 0)
    apart = _NAME_APART.fullmatch(folded.text, 0, first) if first and first < statement.start else None
    if apart is not None and names_part(apart.group(), scope):
        return case_of(apart.group())
    match = _NAMED_VALUE.match(folded.text)
    if match is None or match.end() - 1 != statement.start or not names_part(match["name"], scope):
        return ()
    return case_of(match["name"])


def _under(statement: Statement, per: str | None, over: Iterable[SumsBelow], text: str) -> Statement:
    """A statement with what its lead counts sums by (1人当たり次の額), and the limits of what it stands under and of a list below."""
    made = replace(statement, per=with_count(per, statement.per)) if statement.subject in ("amount", "increase") else statement
    return replace(made, unread=(*made.unread, *(words for one in over for words in one.unread), *_case_below(text, made)))


def _heading_role(clause: Clause, lines: Lines) -> str | None:
    """Whether the line or headings over a clause say that it is about amounts or rates; a list of something else (加点) ends that."""
    if lines.subject or lines.other:
        named = lines.other and not lines.subject and of_heading(lines.other).role is None  # a name under 補助額 tells whose it is
        above = clause.headings[-1] if named and clause.headings else lines.subject
        role = role_of(above)
        return role if role in VALUE_ROLES and not _states_sum(clause, above) else None
    for text in reversed(clause.headings):
        if role_of(text) in VALUE_ROLES and not _states_sum(clause, text):
            return role_of(text)
        if of_heading(fold_text(text)).role in _LISTS:
            return None
    return None


def _states_sum(clause: Clause, heading: str) -> bool:
    """Whether a heading is a line with a sum of its own: that is a value, no name of what the lines without a mark below it tell."""
    return not clause.label and any(quantity.unit == "yen" for quantity in find_quantities(fold_text(heading)))


def _outer_conditions(clause: Clause, lines: Lines) -> tuple[Leaf, ...]:
    """Items and classes that the headings and lines over a clause name, the nearer over the farther."""
    out: tuple[Leaf, ...] = ()
    for text in (*clause.headings, *reversed(lines.texts)):
        folded = fold_text(text)
        if len(folded) <= 30 and not re.search(r"[、,]", folded) and not find_quantities(folded):
            named = tuple(leaf for leaf in read_conditions(folded) if leaf.fact == "item" and leaf.op == "eq")
            out = override(out, named)
    return out


def _is_aside(text: str, statement: Statement) -> bool:
    begin = max(text.rfind("。", 0, statement.start), text.rfind("ただし、", 0, statement.start), 0)
    end = _SENTENCE_ENDS.search(text, statement.end)
    sentence = text[begin : end.start() if end is not None else len(text)]
    return bool(_ASIDE.search(_ROUNDING.sub("", sentence))) or (statement.subject == "amount" and is_requested(text, statement.quantity))
