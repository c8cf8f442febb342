"""Which frame labels a value within one text: ねざし枠:70万円 はばたき枠:180万円."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABELS = re.compile(
    r"[」】>)]?(?:\([^()]*\))?(?:[:.→|\-]|(?=[【<\[])|(?:の場合|では?|について|にあっては|の(?:補助|助成|上限))|は|に係る|に(?:要する|関する)経費|(?:に|で|を)(?:申請|応募|利用|選択|選ぶ)|(?:補助|助成)?対象(?:経費|事業費)の|(?=[\d～~]|通常|原則|一律|最大|上限))"
)


def labelling_frame(text: str, at: int, spans: Sequence[tuple[int, int, str]]) -> str | None:
    """The frame whose name labels the value at a place of a folded text; None where no name of one does.

    Args:
        text: folded.
        at: where the value begins.
        spans: where the text names frames: half-open bounds and id.

    >>> labelling_frame("ねざし枠:70万円 はばたき枠【上限】180万円", 19, [(0, 4, "a"), (10, 15, "b")])
    'b'
    """
    before = [frame for _, end, frame in spans if end <= at and _LABELS.match(text, end)]
    return before[-1] if before else None
