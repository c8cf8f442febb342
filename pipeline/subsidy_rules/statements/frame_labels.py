"""Which frame labels a value within one text: ねざし枠:70万円 はばたき枠:180万円."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_LABELS = re.compile(
    r"[」】>)]?(?:\([^()]*\))?(?:[:.→|\-]|(?=[【<\[])|(?:の場合|では?|について|にあっては|の(?:補助|助成|上限))|は|が(?=、?(?:最大|上限)?\d)|に係る|に(?:要する|関する)経費|(?:に|で|を)(?:申請|応募|利用|選択|選ぶ)|(?:補助|助成)?対象(?:経費|事業費)の|に限[りっ]|のみ|(?=(?:補助|助成)(?:金の)?(?:率|(?:上限|限度|金)?額))|(?=[\d～~]|通常|原則|一律|最大|上限))"
)


# 基本枠・成長枠, 基本枠及び成長枠: names of frames of which all that stands behind is said
_JOINS = re.compile(r"[」』】>)]?(?:[・、,/&+\s]|及び|並びに|又は|または|および|もしくは|若しくは|と)+[「『【<(]?")
_OPENS = re.compile(r"[「『【<(\[■●◆◇□○・\s①-⑳※]*")
_CLOSES = re.compile(r"[」』】>)\]\s:]*(?:共通|とも|ともに|の場合|(?:\([^()]*\)))?[」』】>)\]\s:]*")
_TOGETHER = re.compile(r"合計|合わせ|併せ|合算|併用")


def frames_listed(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """The frames of a folded text that is a list of them and nothing more; none where it names one only, or says more.

    >>> frames_listed("基本枠・成長枠", [(0, 3, "a"), (4, 7, "b")]), frames_listed("基本枠から成長枠へ", [(0, 3, "a"), (5, 8, "b")])
    (('a', 'b'), ())
    """
    if len(spans) < 2 or not _OPENS.fullmatch(text, 0, spans[0][0]) or not _CLOSES.fullmatch(text, spans[-1][1]):
        return ()
    joined = all(_JOINS.fullmatch(text, one[1], other[0]) for one, other in pairwise(spans))
    frames = tuple(dict.fromkeys(frame for _, _, frame in spans))
    return frames if joined and len(frames) > 1 else ()  # 通常枠(A類型): two names of one


def first_names(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[int, int, str]:
    """Where the first name of a frame in a folded text, with those joined to it, begins and ends, and the last of them.

    >>> first_names("基本枠、成長枠:200万円", [(0, 3, "a"), (4, 7, "b")])
    (0, 7, 'b')
    """
    last = 0
    while last + 1 < len(spans) and _JOINS.fullmatch(text, spans[last][1], spans[last + 1][0]):
        last += 1
    return spans[0][0], spans[last][1], spans[last][2]


def labelling_frames(text: str, at: int, spans: Sequence[tuple[int, int, str]]) -> tuple[str, ...]:
    """All frames whose names label the value at a place of a folded text together: 基本枠・成長枠:200万円. The last is the nearest.

    >>> labelling_frames("基本枠・成長枠:200万円", 8, [(0, 3, "a"), (4, 7, "b")])
    ('a', 'b')
    """
    before = [span for span in spans if span[1] <= at]
    nearest = next((n for n in reversed(range(len(before))) if _LABELS.match(text, before[n][1])), None)
    if nearest is None:
        return ()
    first = nearest
    while first > 0 and _JOINS.fullmatch(text, before[first - 1][1], before[first][0]):
        first -= 1
    if first < nearest and _TOGETHER.search(text, before[nearest][1], at):
        first = nearest
    return tuple(dict.fromkeys(frame for _, _, frame in before[first : nearest + 1]))


def labelling_frame(text: str, at: int, spans: Sequence[tuple[int, int, str]]) -> str | None:
    """The nearest frame whose name labels the value at a place of a folded text; None where no name of one does.

    Args:
        text: folded.
        at: where the value begins.
        spans: where the text names frames: half-open bounds and id.

    >>> labelling_frame("ねざし枠:70万円 はばたき枠【上限】180万円", 19, [(0, 4, "a"), (10, 15, "b")])
    'b'
    """
    return next(reversed(labelling_frames(text, at, spans)), None)
