"""schedule 期間・締切: where a document states it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from subsidy_rules.kinds import evidence as cited
from subsidy_rules.kinds.confidence import table_doubt
from subsidy_rules.kinds.kind import Material
from subsidy_rules.kinds.quoted import quoted
from subsidy_rules.kinds.schedule import Schedule
from subsidy_rules.language.events import Event, events, find_events, plan_year, round_of
from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.language.periods import Period, find_periods
from subsidy_rules.model.rule import Candidate, Unread
from subsidy_rules.statements.dated import ZONES, Place, document_year, event_of, named_behind_to, places, sentence_of
from subsidy_rules.statements.headed_cases import lists_ways
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.segments import mask_examples

_OWN_BUSINESS = re.compile(r"弊社|当社|当事務所|当行|当店")
# (参考)第4回公募: what another call had
_BEFORE = re.compile(r"(?:\(参考\)|^参考:?|【参考】|前回|昨年度?|前年度)")
_NEGATIVE = re.compile(r"しなかった|されなかった|なかった場合|できない|できません|対象外|認め(?:ない|られない)|取り?消|失効")
_CALL = "call_start"  # a call opens before applications are taken in
_DEADLINE_TERM = re.compile(r"(?:以内|経過(?:した|する)日|後)$")
_AFTER_APPLICATION = frozenset({"announcement", "award_date", "completion"})  # from these on no application is handed in
_OF_THE_PROGRAMME = re.compile(r"報告|実施|対象|公開|受付|募集|制限|管理|申請|登録")  # 変革期間 is one of politics
_SO_LONG = r"年|[かカヵヶケ箇]月"
# 30日を経過した日又は別に定める日のいずれか早い日: the other end is told elsewhere
_OTHER_END = re.compile(r"、?(?:又は|または|若しくは|もしくは|と)[^。]{1,40}?(?P<which>いずれか(?:早|遅)い)")
# …から8か月を上限とする(ただし、…から11か月後の日まで), …から3か月以内とする。ただし、…
_PROVISO = re.compile(
    r"(?:以内|間|まで|を?(?:上限|限度|期限)(?:と(?:する|し|します))?|と(?:する|します)|で(?:す|ある))*。?(?:\((?P<inner>[^()]+)\)|(?=ただし|但し)(?P<next>[^。]+))"
)
_BOUNDS = re.compile(r"ただし|但し|場合|除|限")
_LASTS = re.compile(
    rf"(?P<name>[一-龠ァ-ヶー]{{2,10}}期間)は、?(?P<mostly>原則(?:として)?)?、?(?P<n>\d{{1,2}})(?P<unit>{_SO_LONG})間?"
    rf"(?:\([^()]*\))?(?:と(?:する|します|なる|なります)|で(?:す|ある|あり))"
    rf"|(?<!\d)(?P<n_of>\d{{1,2}})(?P<unit_of>{_SO_LONG})間?を(?P<called>[一-龠ァ-ヶー]{{2,10}}期間)と(?:する|します)"
)
_IN_FORCE = re.compile(
    r"(?:本|この|当該)(?:交付)?(?:規程|要領|公募要領|要綱|規則|細則|基準|約款)は、?(?P<date>.{4,24}?)(?:より|から)、?(?:施行|適用|実施)"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """One dated event of a place; `until` is what tells the other end of it in a line of its own."""

    place: Place
    period: Period
    value: Schedule
    frame: str
    round: int | None
    reasons: tuple[str, ...]
    unread: str | None = None
    until: _Read | None = None


def find(material: Material) -> Iterator[Candidate]:
    """The candidates of a document, in reading order."""
    year = document_year(material.document)
    reads = [read for place in places(material.document) for read in _with_first_round(list(_read_place(material, place, year)))]
    for read in _joined(_told_apart(reads)):
        yield _candidate(material, read)
    yield from _in_force(material)
    yield from _lasting(material)


def _lasting(material: Material) -> Iterator[Candidate]:
    """How long a period of the programme lasts that is counted from no event: 効果報告期間は3年間とする, 3年間を効果報告期間とする."""
    for clause in material.document.clauses:
        if clause.zone not in ZONES or clause.heading:
            continue
        folded = fold(clause.text)
        for match in _LASTS.finditer(folded.text):
            name = match["name"] or match["called"]
            if not _OF_THE_PROGRAMME.search(name):
                continue
            hits = [hit for hit in find_events(name) if (hit.start, hit.end) == (0, len(name))]
            unit = "Y" if (match["unit"] or match["unit_of"]) == "年" else "M"
            value = Schedule(event=hits[-1].event.name if hits else name, duration=f"P{match['n'] or match['n_of']}{unit}")
            when = (Unread(unread="原則"),) if match["mostly"] else ()
            span = folded.span(*match.span())
            yield quoted(material, "schedule", value, cited.Place(clause), *span, when=when, reasons=() if hits else ("topic_made",))


def _read_place(material: Material, place: Place, year: int | None) -> Iterator[_Read]:
    text = mask_examples(place.text.text)
    at, before = 0, None
    for period in find_periods(text, year):
        start, end = sentence_of(text, period, at)
        at = period.end
        if _OWN_BUSINESS.search(text, start, end) or _NEGATIVE.search(text, period.end, end):
            continue
        prefix = text[start : period.start]
        found = event_of(place, text, prefix, period, end) or (before if _NEXT_ROUND.fullmatch(prefix) else None)
        if found is None:
            continue
        event, reasons = before = found
        at = max(at, period.end + named_behind_to(prefix, text[period.end : end], event))
        value = _value(event, period, prefix, place)
        if value is None:
            continue
        label = place.clause.label if place.clause is not None else None
        if _BEFORE.search(f"{fold_text(label or '')}{prefix}"):
            continue
        round_ = next((r for t in (prefix, *place.headers, *place.headings[:1]) if (r := round_of(t)) is not None), None)
        unread = _unread(text, prefix, period) or _way_of(place)
        for frame in _frames(material.scope, place, prefix):
            yield _Read(place, period, value, frame, round_, (*reasons, *period.reasons), unread)


def _with_first_round(reads: Sequence[_Read]) -> Iterator[_Read]:
    """What is read of a place; the period without a number before that of the second call is that of the first: …まで(第2次は…まで)."""
    rounds = [read.round for read in reads]
    for at, read in enumerate(reads):
        first = read.round is None and rounds[at + 1 :].count(_SECOND) > 0 and 1 not in rounds
        yield replace(read, round=1) if first else read


_SECOND = 2
# …5月29日まで、第2回: all that stands between the period of one call and that of the next
_NEXT_ROUND = re.compile(
    r"(?:\([^()]{0,12}\))?(?:まで)?(?:必着|消印有効)?[、,/・;(]*(?:第\d{1,2}|[一二三四五六]|\d{1,2})(?:次|回目?|期)(?:募集|公募|締切|受付)?(?:は、?|:)?"
)
# 交付決定日から原則12か月以内: there are exceptions
_MOSTLY = re.compile(r"原則(?:として)?、?(?=[^。、()]{0,12}$)")


def _unread(text: str, prefix: str, period: Period) -> str | None:
    """What is said of a period that makes it another one in some cases, which is told elsewhere."""
    other = _OTHER_END.match(text, period.end)
    if other is not None:
        return other["which"]
    proviso = _PROVISO.match(text, period.end) if period.shape == "term" else None
    said = "" if proviso is None else proviso["inner"] or proviso["next"]
    if _BOUNDS.search(said) is not None or next(iter(find_periods(said)), None) is not None:
        return said
    return "原則" if "原則" in text[period.start : period.end] or _MOSTLY.search(prefix) is not None else None


def _way_of(place: Place) -> str | None:
    """The one of several ways to be granted under whose name a line stands: its days are not those of the others."""
    return fold_text(place.headings[0]) if place.clause is not None and lists_ways(place.headings[1:2]) else None


def _value(event: Event, period: Period, prefix: str, place: Place) -> Schedule | None:
    """What the period says of the event; None where one date does not tell which end of it is meant."""
    name, given = event.name, {}
    if period.shape == "term":
        return _counted(event, period, place.text.text)
    if period.shape == "range":
        name, given = event.range, {"start": str(period.begin), "end": str(period.until)}
    elif period.shape == "until":
        name, given = _ended(event), {"end": str(period.until)}
        if name.startswith("project") and given["end"].startswith("earliest(award_date+"):
            name, given = "project_period", {"start": "award_date", **given}
    elif period.shape == "from":
        name, given = _begun(event), {"start": str(period.begin)}
    elif event.point == "period":
        return None
    else:
        given = {event.point: str(period.begin)}
    if events().get(name, event).years:
        name += next((part for t in (prefix, *place.headers) if (part := plan_year(t))), "")
    return Schedule(event=name, **given)


def _ended(event: Event) -> str:
    """The event that ends where something that begins is told with its end alone: 申請受付は2月28日まで."""
    if event.point != "start" or event.range == event.name:
        return event.name
    return next((other.name for other in events().values() if other.range == event.range and other.point == "end"), event.name)


def _begun(event: Event) -> str:
    """The event that begins where something that ends is told with its start alone: 交付申請は4月1日から."""
    if event.point != "end" or event.range == event.name:
        return event.name
    return next((other.name for other in events().values() if other.range == event.range and other.point == "start"), event.name)


def _counted(event: Event, period: Period, text: str) -> Schedule | None:
    """A project lasts so long from its award; anything else is due within so long after an event, or once so long has passed since it."""
    if event.name.startswith("project"):
        return Schedule(event="project_period", start="award_date", duration=period.duration) if period.begin == "award_date" else None
    if event.name.startswith("application") and period.begin in _AFTER_APPLICATION:
        return None
    term = _DEADLINE_TERM.search(text[period.start : period.end])
    if term is None:
        return None
    moment = f"{period.begin}+{period.duration}"
    # 1年後に報告する, but 30日後までに and 完了後30日以内に
    return (
        Schedule(event=event.name, start=moment)
        if term.group() == "後" and text.startswith("に", period.end)
        else Schedule(event=event.name, end=moment)
    )


def _frames(scope: DocumentScope, place: Place, prefix: str) -> tuple[str, ...]:
    """The frames of a place: those over or beside all of its cell, or that its label or the nearest words list."""
    spans = place.cell is not None and max(place.cell.rowspan, place.cell.colspan) > 1
    named = {name: scope.listed_in(name) or tuple(filter(None, (scope.frame_of_header((name,)),))) for name in place.names}
    several = tuple(dict.fromkeys(frame for frames in named.values() for frame in frames)) if spans else ()
    one = scope.frame_of_header(place.names)
    listed = next((frames for frames in named.values() if one in frames and len(frames) > 1), ())
    if one is not None:
        return several or listed or (one,)
    return scope.frames_of_place((prefix, *place.headings)) or (scope.default_frame,)


def _told_apart(reads: Sequence[_Read]) -> Iterator[_Read]:
    """The same event of several calls of one document takes the number of its call into its name; of others it is told whose it is."""
    groups: dict[tuple[str, str], list[_Read]] = {}
    for read in reads:
        groups.setdefault((read.frame, read.value.event), []).append(read)
    for group in groups.values():
        rounds = {read.round for read in group if read.round is not None}
        differ = len({read.value for read in group}) > 1
        several = len(rounds) > 1 and differ
        for read in group:
            if differ and read.round is None and read.unread is None:
                yield replace(read, unread=_of_whom(read, group))
            elif several and read.round is not None:
                yield replace(read, value=read.value.model_copy(update={"event": f"{read.value.event}_round_{read.round}"}))
            else:
                yield read


def _of_whom(read: _Read, group: Sequence[_Read]) -> str | None:
    """What stands over a cell or line and not over the others that date the same event otherwise: 個人事業者 | 5月1日~6月30日, 法人 | …."""
    place = read.place
    beside = [other.place for other in group if other.value != read.value and other.place.table is place.table]
    if place.table is None:
        beside = [other for other in beside if other.headings[1:] == place.headings[1:]]
    others = {name for other in beside for name in _over(other)}
    own = (fold_text(name) for name in _over(place) if others and name not in others)
    return next((name for name in own if name and not find_events(name) and not find_periods(name)), None)


def _over(place: Place) -> tuple[str, ...]:
    return place.names if place.table is not None else place.headings[:1]


def _joined(reads: Iterable[_Read]) -> Iterator[_Read]:
    """All reads, and the period of an event of which one line gives the beginning and a line near it the end.

    Only where the document gives one beginning and one end of it: of several rounds nobody knows which belong together.
    """
    reads = tuple(reads)
    ends: dict[tuple[str, str], dict[str, list[_Read]]] = {}
    for read in reads:
        event = events().get(read.value.event)
        side = "start" if read.value.end is None else "end" if read.value.start is None else ""
        if event is not None and event.name != _CALL and event.range != event.name and event.point == side:
            ends.setdefault((read.frame, event.range), {}).setdefault(side, []).append(read)
    joined = []
    for (_, name), sides in ends.items():
        pairs = {(a.value.start, b.value.end) for a in sides.get("start", ()) for b in sides.get("end", ())}
        if len(pairs) == 1:
            start, end = pairs.pop()
            if _is_day(start) and _is_day(end) and str(end) < str(start):
                continue  # they belong to two calls
            joined.append(replace(sides["start"][0], value=Schedule(event=name, start=start, end=end), until=sides["end"][0]))
    yield from (_as_call(read, joined) for read in reads)
    told = {(read.frame, read.value) for read in reads}
    yield from (read for read in joined if (read.frame, read.value) not in told)


def _is_day(moment: str | None) -> bool:
    return moment is not None and re.match(r"\d{4}-", moment) is not None


def _as_call(read: _Read, joined: Sequence[_Read]) -> _Read:
    """A period that begins before applications are taken in and ends with them is that of the whole call."""
    value = read.value
    longer = any(o.frame == read.frame and o.value.event == value.event and o.value.start != value.start for o in joined)
    if not longer or value.start is None or value.end is None or value.event != "application_period":
        return read
    return replace(read, value=value.model_copy(update={"event": "call_period"}))


def _candidate(material: Material, read: _Read) -> Candidate:
    place, start, end = _cited(read)
    reasons = (*read.reasons, *table_doubt(read.place.table))
    when = (Unread(unread=read.unread),) if read.unread is not None else ()
    also = cited.evidence_of(material, *_cited(read.until)) if read.until is not None else ()
    return quoted(material, "schedule", read.value, place, start, end, when=when, frame=read.frame, reasons=reasons, also=also)


def _cited(read: _Read) -> tuple[cited.Place, int, int]:
    """The place of what is dated, and where in it the date stands."""
    return cited.Place(read.place.clause, read.place.table, read.place.cell), *read.place.text.span(read.period.start, read.period.end)


def _in_force(material: Material) -> Iterator[Candidate]:
    """The day since which the regulation is in force as printed: the latest that its supplementary provisions name."""
    found = []
    for clause in material.document.clauses:
        folded = fold(clause.text)
        match = _IN_FORCE.search(folded.text) if clause.zone in ZONES else None
        dates = [p.begin for p in find_periods(match["date"]) if p.begin is not None and p.shape in ("from", "point")] if match else []
        if match is not None and dates:
            start, end = folded.span(match.start(), match.end())
            found.append((dates[-1], clause, start, end))
    for iso, clause, start, end in sorted(found, key=lambda f: f[0])[-1:]:
        yield quoted(material, "schedule", Schedule(event="regulation_in_force", start=iso), cited.Place(clause), start, end)
