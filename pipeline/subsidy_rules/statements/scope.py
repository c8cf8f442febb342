"""Which frame a place of a document speaks of, and under which source it is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from subsidy_rules.document import Source
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.programme import COMMON, Programme

_NOISE = re.compile(r"[\s「」『』【】<>()\[\]・、,:~\-_.※]|[①-⑳]|^[A-Za-z\d](?=[^A-Za-z\d])")
_SLACK = 4  # characters that may stand round a frame's name in a header that is still that name ("③通常枠の場合")
_TYPO_LENGTH = 6  # shorter names differ from each other by one character


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What the reader of a document is told about it: its source entry, the frame it is about and its programme."""

    source: Source
    frame: str
    programme: Programme
    words: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        pairs = {(_bare(word), frame.id) for frame in self.programme.frames for word in frame.words}
        object.__setattr__(self, "words", tuple(sorted((p for p in pairs if p[0]), key=lambda p: (-len(p[0]), p))))

    def frame_of_header(self, texts: Sequence[str]) -> str | None:
        """The frame that header texts (outermost first) name: alone, or two levels together (インボイス枠／電子取引類型)."""
        bare = [_bare(text) for text in texts]
        bare += [a + b for a, b in pairwise(bare)]
        best: tuple[int, str] | None = None
        for text in bare:
            for word, frame in self.words:
                if _is_name(text, word) and (best is None or len(word) >= best[0]):
                    best = (len(word), frame)
                    break
        return best[1] if best else None

    def frames_in(self, text: str) -> tuple[str, ...]:
        """The frames that a running text names, longest names first, each once."""
        rest = _bare(text)
        found: dict[str, None] = {}
        for word, frame in self.words:
            if word in rest:
                found.setdefault(frame)
                rest = rest.replace(word, "＿")
        return tuple(found)

    def frame_of_place(self, texts: Sequence[str]) -> str | None:
        """The frame that the nearest of some texts (nearest first) names when it names exactly one."""
        for text in texts:
            frames = self.frames_in(text)
            if len(frames) == 1:
                return frames[0]
        return None

    @property
    def default_frame(self) -> str:
        """The frame of what stands under no frame's name."""
        return self.frame or COMMON


def _bare(text: str) -> str:
    return _NOISE.sub("", fold_text(text)).casefold()


def _is_name(text: str, word: str) -> bool:
    if word in text:
        return len(text) - len(word) <= _SLACK
    return len(word) >= _TYPO_LENGTH and abs(len(text) - len(word)) <= 1 and Levenshtein.distance(text, word, score_cutoff=1) <= 1
