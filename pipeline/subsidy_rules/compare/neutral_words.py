"""Words whose coming and going changes nothing for an applicant: references, names of norms, polite and empty words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from subsidy_rules.compare.words import Stretch
from subsidy_rules.language.deferred import deferred

# what stays of a stretch without these is what it says
_EMPTY = deferred(
    r"§[a-z]*|及び|並びに|なお|また|ただし|別紙|別表|別添|様式|規定|記載|定める|定めた|掲げる|示す|前条|前項|本項|同項|"
    r"ください|下さい|いただきます|いたします|であること|であるもの|していること|すること|しているもの|となること|"
    r"している|しております|します|となります|とする|とします|になります|である|であり|する|した|して|され|れる|られる|ます|です|こと|もの|"
    r"当該|該当|上記|下記|本|等|など|申請|金|事業|補助|各|ご|お|"
    r"[のをはがにでともへやりしるたてきれいよあらさ、。,.・:;「」『』()（）\[\]【】<>※⚫●○・~～\-－ー\s]"
)
_SIGNS = deferred(r"[、。,.・･:;!?「」『』()（）\[\]【】<>〈〉《》\-~～※＊*|/→⇒■□◆◇●○⚫⚪▪✓\s\d①-⑳一二三四五六七八九十]")
_NORM = deferred(
    r"^[^、。（(]{0,16}?(?:要綱|要領|規程|規則|法律|施行令|省令|告示|指針|ポリシー)|^[)）]?[^、。]{0,8}(?:法律|政令|省令|規程令|告示)第"
)
_DECIDES = deferred(
    r"ない|なく|なけ|ず(?=[、に])|ません|のみ|だけ|限|除|超|未満|以[上下内外]|まで|から|より|又は|または|若しくは|もしくは|かつ|不|無|非|未"
)
# spellings of one word
_SAME = (
    ("及び", "および"),
    ("又は", "または"),
    ("若しくは", "もしくは"),
    ("並びに", "ならびに"),
    ("等", "など"),
    ("子ども", "子供"),
    ("者", "もの"),
)


def is_neutral(stretch: Stretch, names: Sequence[tuple[str, str]] = ()) -> bool:
    """Whether words exchanged, added or left out say the same as before.

    >>> [is_neutral(Stretch(*words)) for words in (("規定する", "記載する"), ("金申請", ""), ("届出", "承認"), ("", "ない"))]
    [True, True, False, False]
    """
    old, new = _one_spelling(stretch.old), _one_spelling(stretch.new)
    if old == new:
        return True
    if any(char.isdigit() for char in old + new):
        return bool(re.fullmatch(r"規程令|第|号|[\d年月日第号規程令 、。]*", old + new)) and _is_norm(stretch)
    if _DECIDES.search(old + new):
        return False
    if old.count("§") and new.count("§") and old.count("§") != new.count("§"):
        return False  # it now covers more or fewer places
    if core(old) == core(new):
        return True
    if old and new and any(old in was and new in now for was, now in names):
        return True
    return bool(old and new) and _is_norm(stretch)


def core(text: str) -> str:
    """What of a stretch says something: without references, endings and empty words."""
    return _SIGNS.sub("", _EMPTY.sub("", text))


def _is_norm(stretch: Stretch) -> bool:
    """Whether the words belong to the name or number of a law or a set of rules."""
    return bool(_NORM.match(stretch.new + stretch.after)) or bool(
        re.search(r"(?:令|法律|政令|告示)(?:第)?$", stretch.before)
        or re.search(r"(?:要綱|要領|規程|規則|法律|令)[(（][^)）]*$", stretch.before)
    )


def _one_spelling(text: str) -> str:
    for one, other in _SAME:
        text = text.replace(one, other)
    return text
