"""Which frame a place of a document speaks of, and under which source it is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from itertools import pairwise

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.vocabulary import lexicon
from subsidy_rules.model.document import Source
from subsidy_rules.model.programme import COMMON, Programme
from subsidy_rules.statements.frame_labels import frames_listed

_NOISE = re.compile(r"[\s「」『』【】<>()\[\]・、,:~\-_.※]|[①-⑳]|^[A-Za-z\d](?=[^A-Za-z\d])(?!.(?:類型|型|枠|コース|タイプ)$)")
_BRACKET_BEHIND = re.compile(r"\(([^()]*)\)$")
_SLACK = 4  # characters that may stand round a frame's name in a header that is still that name ("③通常枠の場合")
_LONG = 8
_JOINS = re.compile(r"[・、,，／/&＆+＋と]|及び|又は|または|および|並びに")
_LONGEST_LIST = 80
_LIMITS = re.compile(
    r"(?:については?|にあっては?|に?は|(?:に|で|を)(?:申請|応募|利用|選択)(?:する|した)?(?:者|事業者|方)?|の?(?:場合|とき)(?:に?は)?|に限[りる]|の?みは?|だけ)*$"
)
_TYPO_LENGTH = 6  # shorter names differ from each other by one character


_Fit = tuple[int, bool, int, str]  # length of the name, whether two headers have it together, the place of the header, the frame
_NO_FIT: _Fit = (0, False, 0, "")


@dataclass(frozen=True, slots=True)
class HeaderFrames:
    """What headers say of the frame, from the outermost to one further in: the best fits, the last header and how many there were."""

    exact: _Fit = _NO_FIT
    nearly: _Fit = _NO_FIT
    last: str | None = None
    n: int = 0

    @property
    def frame(self) -> str | None:
        """The frame that they name."""
        return self.exact[3] or self.nearly[3] or None


NO_HEADER = HeaderFrames()


@dataclass(frozen=True, slots=True)
class DocumentScope:
    """What the reader of a document is told about it: its source entry, the frame it is about and its programme."""

    source: Source
    frame: str
    programme: Programme
    words: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    typos: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    folded: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    names: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        pairs = {(_bare(word), frame.id) for frame in self.programme.frames for word in frame.words}
        object.__setattr__(self, "words", _longest_first(p for p in pairs if p[0]))
        folded = {(fold_text(word), frame.id) for frame in self.programme.frames for word in frame.words}
        object.__setattr__(self, "folded", _longest_first(p for p in folded if p[0]))
        editions = [text for edition in self.programme.editions for text in (edition.name, edition.title)]
        names = {_bare(text) for text in (self.programme.name, *self.programme.aliases, *editions) if text}
        object.__setattr__(self, "names", tuple(sorted(names, key=len, reverse=True)))
        # documents drop a character here and there (複数連携IT導入枠): a long name may lack one inside
        lacking = {(word[:i] + word[i + 1 :], frame) for word, frame in pairs if len(word) >= _LONG for i in range(1, len(word) - 1)}
        object.__setattr__(self, "typos", _longest_first(lacking))

    def frame_of_header(self, texts: Sequence[str]) -> str | None:
        """The frame that header texts (outermost first) name: alone, or two levels together (インボイス枠／電子取引類型).

        A name with one wrong character counts only where no header names a frame exactly.
        """
        return reduce(self.after_header, texts, NO_HEADER).frame

    def after_header(self, known: HeaderFrames, text: str) -> HeaderFrames:
        """What is known of the frame after one header more, further in."""
        bare = self._without_programme(_bare(_without_bound(text)))
        named = [(bare, False), *([(known.last + bare, True)] if known.last is not None else [])]
        exact, nearly = known.exact, known.nearly
        if listed := self.listed_in(text):  # of several names the last, whatever their length
            exact = max((len(bare), False, known.n, listed[-1]), exact)
        for name, joined in named:
            exact = max(self._fits(name, joined, known.n, _is_name), exact)
            nearly = max(self._fits(name, joined, known.n, _is_nearly_name), nearly)
        # フェーズC(実用化研究開発): what the bracket behind a frame's whole name says of it may be long
        alone = self._without_programme(_bare(_BRACKET_BEHIND.sub("", fold_text(text))))
        exact = max(self._fits(alone, False, known.n, str.__eq__), exact)
        return HeaderFrames(exact, nearly, bare, known.n + 1)

    def _fits(self, name: str, joined: bool, at: int, fits: Callable[[str, str], bool]) -> _Fit:
        """The longest name of a frame that a header fits; of names as long, of two headers together first, then further in."""
        return max(((len(word), joined, at, frame) for word, frame in self.words if fits(name, word)), default=_NO_FIT)

    def _without_programme(self, text: str) -> str:
        """A label without the programme's name before the frame's: みらい補助金(通常枠)."""
        name = next((name for name in self.names if text.startswith(name) and text != name), "")
        return text[len(name) :]

    def frames_in(self, text: str) -> tuple[str, ...]:
        """The frames that a running text names, in its order, each once; a longer name is not read as the shorter one inside it."""
        rest = _bare(text)
        found: dict[str, int] = {}
        for word, frame in (*self.words, *self.typos):
            if word in rest:
                found[frame] = min(rest.index(word), found.get(frame, len(rest)))
                rest = rest.replace(word, "＿" * len(word))
        return tuple(sorted(found, key=lambda frame: found[frame]))

    def frame_spans(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Where a folded text names frames: half-open bounds and id, in order, a longer name before the shorter one inside it."""
        found: list[tuple[int, int, str]] = []
        for word, frame in self.folded:
            for match in re.finditer(re.escape(word), text):
                if not any(start < match.end() and match.start() < end for start, end, _ in found):
                    found.append((match.start(), match.end(), frame))
        return tuple(sorted(found))

    def listed_in(self, text: str) -> tuple[str, ...]:
        """The frames of a text that lists several of them and says no more: 基本枠・成長枠, 補助内容(基本枠・成長枠)."""
        folded = fold_text(text) if _JOINS.search(text) else ""
        if not folded or len(folded) > _LONGEST_LIST:
            return ()
        bracket = _BRACKET_BEHIND.search(folded)
        for part in (folded, *((bracket[1],) if bracket is not None else ())):
            if frames := frames_listed(part, self.frame_spans(part)):
                return frames
        return ()

    def frames_alone(self, text: str) -> tuple[str, ...]:
        """The frames of which something is by words that name them and nothing else: グリーン枠のみ, 成長枠及びグリーン枠に申請する場合."""
        name = bare_name(text)
        spans = self.frame_spans(name)
        return (spans[0][2],) if [span[:2] for span in spans] == [(0, len(name))] else self.listed_in(name)

    def frame_alone(self, text: str) -> str | None:
        """The one frame that words name as the whole of a label or condition."""
        alone = self.frames_alone(text)
        return self.frame_of_header((text,)) or (alone[0] if len(alone) == 1 else None)

    def frames_of_place(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The frames that the nearest of some texts (nearest first) names, when it names one or lists several."""
        for text in texts:
            frames = self.frames_in(text)
            if len(frames) == 1 or (frames and (frames := self.listed_in(text))):
                return frames
        return ()

    def frame_of_place(self, texts: Sequence[str]) -> str | None:
        """The frame that the nearest of some texts (nearest first) names when it names exactly one."""
        for text in texts:
            frames = self.frames_in(text)
            if len(frames) == 1:
                return frames[0]
        return None

    def typo_in(self, frame: str, texts: Iterable[str]) -> bool:
        """Whether the texts that a frame was found in name it only with a character wrong or missing; the document's own needs no name."""
        exact = [word for word, owner in self.words if owner == frame]
        if not exact or frame == self.default_frame:
            return False
        bare = [_bare(_without_bound(text)) for text in texts]
        bare += [a + b for a, b in pairwise(bare)]
        return not any(word in text for word in exact for text in bare)

    @property
    def default_frame(self) -> str:
        """The frame of what stands under no frame's name."""
        return self.frame or COMMON


def bare_name(text: str) -> str:
    """A folded name without the words that make a condition of it: グリーン枠のみ, グリーン枠に申請する場合."""
    return _LIMITS.sub("", fold_text(text)).strip(" 、:「」【】<>")


@lru_cache(maxsize=8192)  # each kind asks for the frames of the same texts
def _bare(text: str) -> str:
    return _NOISE.sub("", fold_text(text)).casefold()


def _without_bound(text: str) -> str:
    """A name without the bracket behind it that bounds something or names a class: ひまわりコース(引上げ額25円以上), 通常枠(中小企業者)."""
    match = _BRACKET_BEHIND.search(folded := fold_text(text))
    limits = match is not None and (find_quantities(match[1]) or lexicon("applicant_classes").find(match[1]))
    return folded[: match.start()] if match is not None and limits else text


def _longest_first(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda p: (-len(p[0]), p)))


def _is_name(text: str, word: str) -> bool:
    return word in text and len(text) - len(word) <= _SLACK


def _is_nearly_name(text: str, word: str) -> bool:
    if len(word) < _TYPO_LENGTH or abs(len(text) - len(word)) > 1:
        return False
    # loaded when a document is read: comparing rule sets comes through here and must start at once
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.distance(text, word, score_cutoff=1) <= 1
