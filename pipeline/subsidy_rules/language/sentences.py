"""Where sentences end, and what of a sentence stands outside brackets."""

from __future__ import annotations

from collections.abc import Iterator

from subsidy_rules.language.deferred import deferred

_LABEL = r"\((?:\d{1,2}|[ア-ンa-zA-Z])\)"
_INNERMOST = deferred(rf"(?!{_LABEL})\((?:[^()]|{_LABEL})*\)")  # (1) and (ア) are labels and stay
# 【目標に届かない場合、返還】: a note that says what follows from something; 【賃上げの場合】 is the label of what stands behind it
NOTE_IN_BRACKETS = deferred(r"【[^【】]*(?:場合|とき|時)(?:は|に|には)?[、は]?[^【】のは]{3,}】")


def split_sentences(folded: str) -> Iterator[str]:
    """The sentences of a folded text, each with its full stop; a full stop in brackets does not end one.

    >>> list(split_sentences("登録すること。(番号は1つ。)連絡に応じること。"))
    ['登録すること。', '(番号は1つ。)連絡に応じること。']
    """
    depth = start = 0
    notes = {at for match in NOTE_IN_BRACKETS.finditer(folded) for at in match.span()}
    for index, char in enumerate(folded):
        if index in notes and index > start and depth <= 0:
            yield folded[start:index]
            start = index
        depth += (char in "(「") - (char in ")」")
        if char == "。" and depth <= 0:
            yield folded[start : index + 1]
            start = index + 1
    if folded[start:]:
        yield folded[start:]


def without_brackets(folded: str) -> str:
    """A folded text without what stands in round brackets, nested ones too; a label such as (1) stays.

    >>> without_brackets("給与(役員(非常勤を除く)を含む)は(1)のとおり")
    '給与は(1)のとおり'
    """
    plain = folded
    while (stripped := _INNERMOST.sub("", plain)) != plain:
        plain = stripped
    return plain


_LEADING = deferred(r"^(?:その他|また|なお|ただし|但し|(?:上記|前各号)の?(?:ほか|他))、")


def main_sentence(folded: str) -> str:
    """The first sentence that says something, without brackets, full stop and leading connective.

    >>> main_sentence("(※)番号を登録すること。(番号は1つ。)")
    '番号を登録すること'
    """
    return next((plain for s in split_sentences(folded) if (plain := _LEADING.sub("", without_brackets(s).strip("。")))), folded)
