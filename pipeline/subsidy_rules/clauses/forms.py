"""Application forms within a document (様式第1号): what stands in them is filled in or promised by the applicant, and states no rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from subsidy_rules.clauses.zones import squeeze
from subsidy_rules.model.document import Clause, Zone

_TITLE_CHARS = 60
_HEAD = 25  # clauses of a form in which it shows what it is
# 様式第1号(第5条関係), 【様式2】交付申請書; what is said of a form goes on with a particle
_LABEL = re.compile(
    r"[【(<「\[]?(?:別記|別紙|別添|参考|申請)?様式(?:第)?[\d一二三四五六七八九十]+(?:[-の]\d+)*+号?+(?:[-の]\d+)*+[】)>」\]]?+(?:\([^()]{1,20}\))?"
)
_OPENS = re.compile(rf"{_LABEL.pattern}(?![のにをはがへでと、])[^。]{{0,30}}")
_ENDS = re.compile(r"(?:第\d+[条章節]|別表|別紙|附則|付則|参考資料|目次)(?![^。]{30})")
_TITLE = re.compile(
    r"[^。]{0,24}(?:申請書|計画書|誓約書|報告書|届|届出書|請求書|同意書|調書|内訳書|確認書|宣誓書|承諾書|明細書)(?:\([^()]*\))?"
)
# what an office or both sides sign binds the applicant: 交付決定通知書
_BINDS = re.compile(r"[^。]{0,40}(?:通知書?|指令書|決定書|契約書|約款|規約)(?:\([^()]*\))?")
_TOP = 8  # clauses of a form among which its title stands
_LEAST = 4  # clauses of a form that shows by no more than its label and title that it is one; a list of forms has fewer between two labels
# what shows that a form is filled in and by whom; the first three stand in little else
_SURE = (
    re.compile(r"(?:令和|西暦|平成)?年月日(?:付け?.{0,12})?"),
    re.compile(r".{0,24}(?:様|殿|御中|宛て?)"),
    re.compile(r".{0,24}(?:印|㊞|\(印\)|\(署名\))"),
)
_MORE = (
    re.compile(r"記"),
    re.compile(r"\(?(?:申請者|届出者|報告者|提出者|住所|所在地|氏名|名称|代表者(?:職?氏?名)?|電話番号|担当者(?:名)?|商号).{0,20}"),
    re.compile(r".*(?:申請|届け?出|報告|請求|誓約|同意|提出|承諾|宣誓)(?:いた)?します。?"),
    re.compile(r".*(?:[○〇]{2,}|□).*"),
    re.compile(r".*(?:金額?)?円(?:也)?"),
)


def with_forms(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses, those of application forms in the zone of forms."""
    starts = [at for at, clause in enumerate(clauses) if _opens(clause)]
    out = list(clauses)
    for start, following in pairwise((*starts, len(clauses))):
        end = _end(clauses, start, following)
        texts = [squeeze(clause.text or clause.label) for clause in clauses[start : min(end, start + _HEAD)]]
        if any(_BINDS.fullmatch(text) for text in texts[:_TOP]):
            continue
        if _is_filled_in(texts) or (_LABEL.fullmatch(texts[0]) and len(texts) >= _LEAST and _TITLE.fullmatch(texts[1])):
            out[start:end] = [clause.model_copy(update={"zone": Zone.FORM}) for clause in clauses[start:end]]
    return tuple(out)


def _opens(clause: Clause) -> bool:
    text = squeeze(clause.label + clause.text)
    return clause.zone in (Zone.BODY, Zone.ANNEX) and len(text) <= _TITLE_CHARS and _OPENS.fullmatch(text) is not None


def _end(clauses: Sequence[Clause], start: int, following: int) -> int:
    """Where a form ends at the latest: at the next one, at an article, or where a page tells of nobody who fills anything in."""
    pages = {clause.spans[0].page_no for clause in clauses[start : start + 1] if clause.spans}
    for at in range(start + 1, following):
        clause = clauses[at]
        if _ENDS.match(squeeze(clause.label + clause.text)):
            return at
        page_no = clause.spans[0].page_no if clause.spans else None
        if page_no is not None and page_no not in pages:
            same = [squeeze(other.text) for other in clauses[at:following] if other.spans and other.spans[0].page_no == page_no]
            if not _marks(same):
                return at
            pages.add(page_no)
    return following


def _is_filled_in(texts: Sequence[str]) -> bool:
    found = _marks(texts)
    return len(found) > 1 and any(mark in found for mark in _SURE)


def _marks(texts: Sequence[str]) -> set[re.Pattern[str]]:
    return {mark for mark in (*_SURE, *_MORE) if any(mark.fullmatch(text) for text in texts if len(text) <= _TITLE_CHARS)}
