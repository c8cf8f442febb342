"""Heading or block → the zone it opens, by the words of `vocabulary/zones.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from subsidy_rules.clauses.labels import fold
from subsidy_rules.model.document import Zone
from subsidy_rules.yaml.plain import read_yaml

_AFTER = r"(?:集|一覧|の?ご?紹介|について|[(\[【<:/|｜①-⑳\d].*)?"
_BRACKETS = "()[]<>【】〔〕《》≪≫「」"


@dataclass(frozen=True, slots=True)
class ZoneWords:
    """The cue words of all zones.

    Attributes:
        headings: zone and pattern of headings that open it, in order of trust.
        openers: zone and pattern of blocks that are of the zone by their first words.
        old, new: words that head the two sides of a revision history.
        place, content, date: words that head the other columns of one.
    """

    headings: tuple[tuple[Zone, re.Pattern[str]], ...]
    openers: tuple[tuple[Zone, re.Pattern[str]], ...]
    old: tuple[str, ...]
    new: tuple[str, ...]
    place: tuple[str, ...]
    content: tuple[str, ...]
    date: tuple[str, ...]

    def of_heading(self, text: str) -> Zone | None:
        """The zone that this heading opens, None where it opens none."""
        bare = squeeze(text)
        forms = dict.fromkeys((bare, bare.strip(_BRACKETS)))
        return next((zone for zone, pattern in self.headings if any(map(pattern.fullmatch, forms))), None)

    def of_opening(self, text: str) -> Zone | None:
        """The zone of a block that starts like this, None where the words say nothing."""
        bare = squeeze(text)
        return next((zone for zone, pattern in self.openers if pattern.match(bare)), None)


@lru_cache(maxsize=8192)  # the steps of splitting ask for the same lines again
def squeeze(text: str) -> str:
    """Folded to half width and without any space, as the cue words are compared (letter-spaced 目　次 is 目次)."""
    return re.sub(r"\s", "", fold(text))


@cache
def zone_words() -> ZoneWords:
    """The vocabulary, read once."""
    data = read_yaml(resources.files("subsidy_rules").joinpath("vocabulary/zones.yaml").read_text(encoding="utf-8"))
    words = {Zone(name): entry for name, entry in data.items()}
    revision = words[Zone.REVISION]
    return ZoneWords(
        headings=tuple((zone, _heading_pattern(zone, entry["headings"])) for zone, entry in words.items()),
        openers=tuple((zone, _opener_pattern(entry["openers"])) for zone, entry in words.items() if "openers" in entry),
        old=tuple(revision["old"]),
        new=tuple(revision["new"]),
        place=tuple(revision["place"]),
        content=tuple(revision["content"]),
        date=tuple(revision["date"]),
    )


def _alternatives(words: list[str]) -> str:
    return "|".join(re.escape(squeeze(word)) for word in sorted(words, key=len, reverse=True))


def _heading_pattern(zone: Zone, words: list[str]) -> re.Pattern[str]:
    if zone is Zone.ANNEX:  # an annex is named at the head of its title, not at the end
        return re.compile(
            rf"(?:{_alternatives(words)})(?:第?\d{{0,2}}(?:-\d+)?(?:号|の\d+)?(?:様式)?)?(?:[:.(【①-⑳].*|[^のにをはがで、。].{{0,30}})?"
        )
    return re.compile(rf".*(?:{_alternatives(words)}){_AFTER}")


def _opener_pattern(words: list[str]) -> re.Pattern[str]:
    # in brackets (also at the end of a bracketed caption), or bare with a number or a colon behind it
    either = _alternatives(words)
    return re.compile(
        rf"[(<【\[〔≪](?:[^()<>【】。]*の)?(?:{either})\d*(?:[)>】\]〕≫]|:)|(?:{either})\d*[):]|(?:{either})\d+(?!\d|[%万億円件人社])"
    )
