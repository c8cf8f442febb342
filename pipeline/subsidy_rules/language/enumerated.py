"""A text that is no more than names of costs or papers one after the other → each of them: 人件費、家賃及び通信費."""

from __future__ import annotations

import re
from collections.abc import Callable

from subsidy_rules.language.normalise import fold
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.phrases import BOXED

_ANSWER = re.compile(r"\s*(?:[AＡ]\d{0,2}|回答|答)(?:[.．:：、)）]\s*|\s+)(?=[ぁ-んァ-ヶ一-龠])")
_APART = re.compile(r"[、,，/\n]|(?<=[費料代賃税金])や(?=[一-龠ァ-ヶ])|及び|並びに|又は|または|若しくは|もしくは")
_APART_BY_DOTS = re.compile(rf"・|{_APART.pattern}")  # 旅費・謝金; the dot of 通訳・翻訳費 parts nothing
_LEADS = re.compile(rf"^(?:※\d*|[・○●\-]|(?:ただし|なお)、|{BOXED})+")
_SAYS = re.compile(r"[をがはもへ]|(?<!に)(?:する|した)|こと$|とき$|場合$")
_ENDS = re.compile(r"(?:費|料|代|賃|税|費用|経費|料金|代金|購入|金|謝金|報酬|保険料)(?:\([^()]*\))?(?:等|など)?$")
_LONGEST = 20  # characters of a name in an enumeration: what is longer says more than a name
_OUTSIDE = re.compile(r"\([^()]*\)")


def enumerated_costs(text: str) -> tuple[tuple[str, int, int], ...]:
    """The names, each with its half-open bounds in the text; none where the text is anything else than two names or more.

    >>> [name for name, _, _ in enumerated_costs("※人件費、飲食費及び車両購入費は対象外")]
    ['人件費', '飲食費', '車両購入費']
    >>> enumerated_costs("工事費、工事に伴う設計を行う者に支払う費用"), enumerated_costs("人件費")
    ((), ())
    """
    from subsidy_rules.language.excluded import excluded_name

    found = _enumerated(text, excluded_name, _is_cost)
    if found and "の" in found[0][0] and any("の" not in name for name, _, _ in found[1:]):
        return ()  # 店舗の改装費、修繕費: of the shop as well, or not
    return found


# 定款、決算書の写しを提出してください; 申請書、見積書です
_HANDED_IN = re.compile(
    r"(?:の?(?:各)?\d?通?)?(?:(?:を|が)、?(?:ご?(?:提出|添付|用意|準備|持参)[^、。]*|必要[^、。]*)|です|となります|になります|の提出が必要です)$"
)
_IS_PAPER = re.compile(r"(?:書|証|証明|届|票|表|図|簿|帳|計画|写真|カタログ|定款|謄本|写し?|控え?|コピー|資料|明細|一覧)(?:等|類)?$")
_LONGEST_PAPER = 30


def enumerated_papers(text: str) -> tuple[tuple[str, int, int], ...]:
    """The names of papers, each with its half-open bounds in the text; none where the text is anything else than two names or more.

    >>> [name for name, _, _ in enumerated_papers("定款（原本証明のあるもの）、決算書の写しを提出してください。")]
    ['定款(原本証明のあるもの)', '決算書の写し']
    >>> enumerated_papers("事務局が求める場合は、決算書を提出すること")
    ()
    """
    return _enumerated(text, lambda said: _HANDED_IN.sub("", said), _is_paper)


def _enumerated(text: str, named: Callable[[str], str], is_name: Callable[[str], bool]) -> tuple[tuple[str, int, int], ...]:
    """The names of a text up to the predicate that `named` takes off it, where all of them are such names."""
    answer = _ANSWER.match(text)
    skipped = answer.end() if answer is not None else 0
    folded = fold(text[skipped:])
    whole = folded.text.rstrip("。")
    lead = _LEADS.match(whole)
    at = lead.end() if lead is not None else 0
    said = named(whole[at:])
    end = at + len(said) if whole.startswith(said, at) else len(whole)
    masked = _OUTSIDE.sub(lambda found: "*" * len(found.group()), whole)
    bounds: list[tuple[int, int]] = []
    for apart in (_APART_BY_DOTS, _APART):
        cuts = [match.span() for match in apart.finditer(masked, at, end)]
        ends = zip([at, *(stop for _, stop in cuts)], [*(start for start, _ in cuts), end], strict=True)
        bounds = [(a, b) for a, b in ends if a < b]
        if all(is_name(whole[a:b]) for a, b in bounds):
            break
    else:
        return ()
    if len(bounds) < 2:
        return ()
    spans = (folded.span(a, b) for a, b in bounds)
    return tuple((whole[a:b], start + skipped, stop + skipped) for (a, b), (start, stop) in zip(bounds, spans, strict=True))


def _is_paper(name: str) -> bool:
    bare = _OUTSIDE.sub("", name)
    return 1 < len(bare) <= _LONGEST_PAPER and re.search(r"[をがはも]", bare) is None and _IS_PAPER.search(bare) is not None


def _is_cost(name: str) -> bool:
    bare = _OUTSIDE.sub("", name)
    return 1 < len(bare) <= _LONGEST and _SAYS.search(bare) is None and (_ENDS.search(bare) is not None or party_of(bare) == "expense")
