"""Dated places of a document: what stands beside a date and names the event that it is a date of.

Nearest first: the words before the date, the words right behind it, the headers of its cell, the heading of what stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.language.dates import find_dates
from subsidy_rules.language.events import Event, events, find_events, open_role
from subsidy_rules.language.normalise import Folded, fold, fold_text
from subsidy_rules.language.periods import Period, find_periods
from subsidy_rules.model.document import Cell, Clause, Document, Table, Zone

ZONES = frozenset({None, Zone.BODY, Zone.ANNEX, Zone.COVER})
_HEADER_LENGTH = 40
_NAME_LINE = 16
_REACH = 60  # how far behind a counted term (完了後30日以内に…) the thing to be done may be named
_GAP = 60  # how far before a date its label may end
# What may stand between a label and its date.
_GLUE = re.compile(
    r"(?:日時?|期間|予定|時期)?(?:\([^()]{0,20}\)|第?\d{1,2}[次回期][^\d]{0,4}|[^。、ぁ-ん]){0,12}(?:については|について|は|が|の|を)?、?"
    r"(?:原則(?:として)?、?)?(?:\([^()]{0,12}\)|[^。、ぁ-ん]){0,8}"
)
# 支給申請は、対象期間分の(賃金を支給した日から…): of what the event is that the term is counted from
_OF_WHAT = re.compile(r"(?:については|について|は)、?(?:原則(?:として)?、?)?(?:[^。、]{1,24}(?:の|に係る|に対する))?")
_BEHIND = re.compile(r"(?:\(予定\)|\))?(?:まで|より|から)?[にがをのはで:、(]?")
# 期限を7月1日まで、受付期間を8月1日まで延ばす: what the next date is of
_OF_NEXT = re.compile(r"(?:については|は|を|が|:)?、?(?:(?:令和|平成)?\d{1,4}年|\d{1,2}月\d{1,2}日)")
_COUNTED_FROM = re.compile(r"(?:予定)?日?(?:\([^()]{0,20}\))?(?:から|より|以降|後)")
_ORDINAL_LABEL = re.compile(
    r"(?:(?:本|当該?)(?:事業|補助金|助成金|公募)(?:は|では)、?)?(?:(?:持参|郵送|電子申請|窓口|オンライン)(?:による)?(?:申請|提出)?の場合(?:は|:)、?)?(?:[^。、:ぁ-ん]{0,8}(?:年度?目|計画期間前|初年度|次公募|次締切|回公募|次|回|期|枠|類型)[^。、:ぁ-ん]{0,8})?[:(<\[【・●○■◆•⚫]*(?:原則(?:として)?、?)?"
)
_LAST_LABEL = re.compile(r"[^\s、。:()<>「」【】\[\]]{1,12}(?=[:)>」】\]]*$)")
_SENTENCE_END = re.compile(r"[。!?※]")
_ITEM = re.compile(r"(?:以降)?(?::|(?!以[降後前内]|予定|頃)(?=[一-龠ァ-ヶー「『(]))(?P<name>[^。:]{2,40})$")
# 交付申請書に次の書類を添えて、6月30日までに: until when the application is to be handed in
_APPLICATION = re.compile(
    r"(?:交付|応募|補助金|助成金|支給)?申請書(?:\([^()]*\))?(?:及び[^。、]{1,20})?(?:を|に[^。]{1,30}を?添えて?)、?$|(?:交付|応募|支給)の?申請は、?(?:原則として)?$"
)
# 補助事業は、2月26日までに完了しなければならない
_TO_BE_DONE = re.compile(r"(?:まで)?に、?(?:補助|助成)?(?:対象)?(?:事業を?)?(?:完了|終了)(?:し(?:なければ|て|、)|すること|させ)")
# 申請書は、5月1日から6月30日までに窓口へ提出する
_PAPERS_ARE = re.compile(r"^(?:交付|応募|補助金|助成金|支給)?申請書類?(?:等|一式)?(?:は|を)、?$")
_BROUGHT = re.compile(r"(?:まで(?:の(?:間|期間))?)?(?:に|で)?、?[^。た]{0,24}?(?:提出|郵送|持参|送付|届け出)")
# 交付申請の受付は11月28日まで
_TAKEN_IN = re.compile(r"(?:交付|応募|支給|補助金|助成金)?(?:の)?(?:申請|応募)(?:書(?:類)?)?の(?:受付|受け付け|提出)(?:期限|期間)?は、?$")
# 4月25日までにセンターへ申し込む
_TO_APPLY = re.compile(r"(?:まで)?に、?[^。、]{0,20}(?:へ|に|で|から)?(?:申し?込(?:む|み|んで)|(?:ご)?(?:応募|申請)(?:する|し|ください))")
_HANDED_IN = re.compile(
    r"(?:の(?:間|期間)|まで(?:の(?:間|期間))?)?に、?(?:交付|応募|補助金|助成金|支給)*申請書(?:\([^()]*\))?(?:及び[^。、]{1,20})?(?:を|に[^。]{1,40}を?添えて)、?[^。]{0,20}提出"
)
# a day or period alone, with what may stand round it
_ONLY_DATES = re.compile(r"(?:令和|平成)?[\d年月日/.~\-()上中下旬末頃以降後予定※:時分まで*、月火水木金土除く祝]+")
# 12月26日(予算の上限に達するまで)必着: what is said beside a day
_ASIDE = re.compile(
    r"\([^()\d]*\)|から|必着|消印有効|正午|午[前後]|[月火水木金土日]曜日?|(?:が?(?:締め?切り?|期限))?(?:です|となります|になります|となっています)?。?$"
    r"|^(?:答|回答|a)\d{0,2}[.:、 ]?"
)
# いつまでに申請すればよいですか: what the answer below it dates
_QUESTION = re.compile(r"(?:いつ|期[限間日]|締め?切り?)[^。]{0,20}か[。?]?$")
# 登録の有効期間は、2027年3月末まで: a period that is named as such
_PERIOD_OF = re.compile(r"(?P<name>[一-龠ァ-ヶー]{2,12}(?:有効|受付|募集|保存|対象)期間)は、?$")
# 取組の実施 交付決定日から…まで: what begins with the award is the project
_DOES = re.compile(r"(?:取組み?|取り組み|事業)(?:の)?(?:実施|期間|遂行)(?:期間)?[:\s]*$")
# 完了後5年以内に事業を廃止したとき: how long something must not happen, no time at which it does
_IN_CASE = re.compile(r"(?:に|の間に)、?[^。]{1,40}(?:とき|場合)(?:は|に|、|。|$)")
_CALENDAR = re.compile(r"スケジュール|日程|カレンダー|流れ|予定")
_TOP = 12  # clauses from the top in which the document's own date is looked for


@dataclass(frozen=True, slots=True)
class Place:
    """A text with what stands around it, all folded: headers nearest first, then captions and headings nearest first.

    `beside` is what a row of a calendar says of its day, which stands first: 2月24日 | 受付開始.
    """

    text: Folded
    headers: tuple[str, ...]
    headings: tuple[str, ...]
    names: tuple[str, ...]
    loose: bool
    table: Table | None = None
    cell: Cell | None = None
    clause: Clause | None = None
    beside: tuple[str, ...] = ()


def document_year(document: Document) -> int | None:
    """The year of the document: that of its own date at the top, else of the first dated thing in it."""
    top = [clause.text for clause in document.clauses[:_TOP]]
    rest = [c.text for t in document.tables if t.zone is not Zone.REVISION for c in t.cells] + [c.text for c in document.clauses]
    for texts in (top, rest):
        for text in texts:
            for found in find_dates(fold_text(text)):
                if found.year is not None and found.month is not None and find_periods(fold_text(text)):
                    return found.year
    return None


def places(document: Document) -> Iterator[Place]:
    for table in document.tables:
        if table.zone not in ZONES:
            continue
        for cell in table.cells:
            headers = tuple(fold_text(h) for h in (*reversed(cell.col_path), *reversed(cell.row_path))) or _left_of(table, cell)
            headings = tuple(fold_text(h) for h in (table.caption, *reversed(table.headings)) if h)
            beside = _beside(table, cell)
            names = (*cell.row_path, *cell.col_path)
            yield Place(fold(cell.text), (*beside, *headers), headings, names, not cell.header, table, cell, beside=beside)
    before = ""
    for clause in document.clauses:
        if clause.zone in ZONES:
            headings = tuple(fold_text(h) for h in reversed(clause.headings))
            folded = fold(clause.text)
            # 公募期間, and below it a line that is no more than a period
            named = (before,) if before and _ONLY_DATES.fullmatch(_ASIDE.sub("", folded.text)) else ()
            # of several periods below one name each is what it says: which of them is whose, nobody knows
            named_here = len(folded.text) <= _NAME_LINE or (
                len(folded.text) <= _HEADER_LENGTH and _QUESTION.search(folded.text) is not None
            )
            before = folded.text if named_here and not find_dates(folded.text) else next(iter(named), "")
            yield Place(folded, named, headings, (), clause.zone is not Zone.COVER, clause=clause)


def _left_of(table: Table, cell: Cell) -> tuple[str, ...]:
    """The text at the left of a day or period that was taken for a header: the first row of a list of names and days."""
    if cell.col == 0 or not _ONLY_DATES.fullmatch(fold_text(cell.text)):
        return ()
    left = [c.text for c in table.cells if c.row <= cell.row < c.row + c.rowspan and c.col + c.colspan == cell.col]
    return tuple(fold_text(text) for text in left if text and not find_dates(fold_text(text)))


def _beside(table: Table, cell: Cell) -> tuple[str, ...]:
    """The one text behind a cell that is no more than a day or period."""
    if cell.col != 0 or not _ONLY_DATES.fullmatch(fold_text(cell.text)):
        return ()
    others = [fold_text(other.text) for other in table.cells if other.row == cell.row and other.col > 0 and other.text.strip()]
    return tuple(others) if len(others) == 1 and len(others[0]) <= _HEADER_LENGTH and not find_dates(others[0]) else ()


def sentence_of(text: str, period: Period, at: int) -> tuple[int, int]:
    """Bounds of the words that may belong to a period: its sentence, not before the period before it."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, at, period.start)]
    stop = _SENTENCE_END.search(text, period.end)
    return ends[-1] if ends else at, stop.start() if stop else len(text)


def event_of(place: Place, text: str, prefix: str, period: Period, end: int) -> tuple[Event, tuple[str, ...]] | None:
    """The event of a period: named before it, behind it, by a header, or by the heading when it stands alone."""
    contexts = (*place.headers, *place.headings)
    if event := _named_before(prefix, contexts):
        return event, ()
    if period.counted and (event := _named_as_subject(prefix, f"{prefix}{text[period.start : end]}")):
        return event, ()
    rest = text[period.end : end]
    if event := _named_behind(rest, period, contexts):
        return event, ()
    if period.shape in ("until", "range") and not period.counted and _PAPERS_ARE.match(prefix) and _BROUGHT.match(rest):
        return events()["application_deadline"], ()
    if named := _PERIOD_OF.search(prefix):
        return replace(_open_event(named["name"]), point="period"), ("topic_made",)
    if (event := _named_by_item(prefix, rest, place)) is not None:
        return event, ("topic_made",)
    if period.begin == "award_date" and _DOES.search(prefix):
        return events()["project_period"], ()
    if (event := _bare_call(place, prefix, period)) is not None:
        return event, ()
    if not _ORDINAL_LABEL.fullmatch(prefix):
        return None
    for header in place.headers:
        if period.shape == "until" and _DOES.search(header):
            return events()["project_period"], ()
        if len(header) <= _HEADER_LENGTH and (event := _of_label(header, contexts, period)):
            return event, ()
    if place.beside and any(_CALENDAR.search(heading) for heading in place.headings[:2]):
        return _open_event(place.beside[0]), ("topic_made",)
    if place.loose and not _IN_CASE.match(text, period.end):
        for heading in place.headings[:2]:
            if len(heading) <= _HEADER_LENGTH and (event := _of_label(heading, (), period)):
                return event, ("event_from_heading",)
    return None


# 受付:6月1日~6月30日, 交付申請 | 5月1日~5月29日: what takes so long is that applications are taken in
_CALL = re.compile(r"[・○●■◆]?(?:(?:交付)?(?:申請|応募)(?:の)?)?(?:受付|募集|公募)|[・○●■◆]?(?:交付)?申請|申し?込み?")


def _bare_call(place: Place, prefix: str, period: Period) -> Event | None:
    """The taking in of applications, where no more than its bare name stands right before a period, or heads its cell."""
    if period.shape not in ("range", "until") or period.counted or period.begin == "award_date":
        return None
    labels = (prefix[:-1],) if prefix.endswith(":") else place.headers[:2] if not prefix else ()
    return events()["application_deadline"] if any(_CALL.fullmatch(label) for label in labels) else None


def _named_by_item(prefix: str, rest: str, place: Place) -> Event | None:
    """The event that an item of a calendar names behind its day, in the words of the item: 9月1日:公募説明会."""
    match = _ITEM.match(rest)
    told = match is not None and (place.clause is not None or match.group().startswith(("以降:", ":")))
    if (
        match is None
        or not told
        or prefix.strip("・-●○■①②③④⑤⑥⑦⑧⑨ ")
        or not any(_CALENDAR.search(heading) for heading in place.headings[:2])
    ):
        return None
    return _open_event(re.sub(r"\([^()]*\)", "", match["name"]) or match["name"])


def _open_event(name: str) -> Event:
    """An event that the vocabulary does not know, in the words of the document."""
    return Event(name, "start", name, False, re.compile(r"(?!)"), None)


def _named_as_subject(prefix: str, sentence: str) -> Event | None:
    """The event that a sentence is about which counts from something that it says more of: 支給申請は、対象月分の…から2か月以内に行う."""
    hits = [hit for hit in find_events(sentence) if hit.end <= len(prefix)]
    return hits[-1].event if hits and _OF_WHAT.fullmatch(prefix, hits[-1].end) else None


def _named_before(prefix: str, contexts: Sequence[str]) -> Event | None:
    for hit in reversed(find_events(prefix)):
        if len(prefix) - hit.end <= _GAP and _GLUE.fullmatch(prefix, hit.end):
            return hit.event
    if _APPLICATION.search(prefix) or _TAKEN_IN.search(prefix):
        return events()["application_deadline"]
    label = _LAST_LABEL.search(prefix)
    return open_role(label.group(), (prefix[: label.start()], *contexts)) if label else None


def _named_behind(rest: str, period: Period, contexts: Sequence[str]) -> Event | None:
    hits = find_events(rest[: _REACH if period.counted else 20])
    for hit in sorted(hits, key=lambda h: h.start):
        if rest.startswith("、", hit.start - 1) and _OF_NEXT.match(rest, hit.end):
            continue
        if _COUNTED_FROM.match(rest, hit.end):
            continue  # 交付決定日から18か月以内(採択発表日から20か月以内): what another term is counted from
        if _BEHIND.fullmatch(rest, 0, hit.start) or (period.counted and "に" in rest[: hit.start]):
            return hit.event
    if period.shape in ("until", "range") and _HANDED_IN.match(rest):
        return events()["application_deadline"]
    if period.shape == "until" and _TO_APPLY.match(rest):
        return events()["application_deadline"]
    if period.shape in ("until", "term") and _TO_BE_DONE.match(rest):
        return events()["project_end"]
    match = re.match(r"締め?切り?|〆切", rest)
    return open_role(match.group(), (*contexts, "申請")) if match else None


def named_behind_to(prefix: str, rest: str, event: Event) -> int:
    """How far behind a period the words reach that name its event, where none before it does: they name nothing of the next period.

    >>> named_behind_to("", "より受付開始、5月15日締切", events()["application_start"])
    6
    """
    if find_events(prefix):
        return 0
    return next((hit.end for hit in find_events(rest) if hit.event == event and _BEHIND.fullmatch(rest, 0, hit.start)), 0)


def _of_label(label: str, contexts: Sequence[str], period: Period) -> Event | None:
    hits = find_events(label)
    if period.begin == "award_date":  # what begins with the award is the project, also in 事業実施・実績報告期間
        hits = tuple(h for h in hits if h.event.name == "project_period") or hits
        if "実施" in label and not any(h.event.name.startswith("project") for h in hits):
            return events()["project_period"]
    if hits:
        return hits[-1].event
    return open_role(label, [c for c in contexts if c != label])
