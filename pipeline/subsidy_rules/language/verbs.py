"""Japanese predicates between their affirmed and their denied form, by the last syllable that changes."""

from __future__ import annotations

from subsidy_rules.language.deferred import deferred

A_ROW, U_ROW = "わかがさたなばまら", "うくぐすつぬぶむる"
_I_E_ROWS = "いきぎしちにひびみりえけげせてでねへべめれじ"
# verbs in る whose stem ends in い or え and which are said らない, and those that hide it behind a sign
_RU_RANAI = deferred(r"(?:入|切|知|要|限|減|帰|走|至|参|滑|握|散|係|当た|(?!過)[一-龠]ぎ)る$")
_ONE_SIGN = deferred(r"(?:[見得着似出寝経煮居]|込め|[え-ん]め)る$")


def affirmed(stem: str, kana: str) -> str:
    """The dictionary form of a verb by the last syllable before its denial: 行わ(ない) is 行う, 受け(ない) is 受ける, し(ない) is する.

    >>> affirmed("行", "わ"), affirmed("受", "け"), affirmed("提出", "し")
    ('行う', '受ける', '提出する')
    """
    if kana == "し":
        return f"{stem}する"
    if kana in A_ROW:
        return stem + U_ROW[A_ROW.index(kana)]
    return f"{stem}{kana}る"


def denied(phrase: str) -> str:
    """What a Japanese phrase says, denied.

    >>> [denied(phrase) for phrase in ("実績報告をする", "国内で事業を営んでいる", "要件を満たす", "計画を行う", "契約書がある")]
    ['実績報告をしない', '国内で事業を営んでいない', '要件を満たさない', '計画を行わない', '契約書がない']
    >>> denied("大企業"), denied("期日までに提出した"), denied("承認を得る"), denied("審査に係る"), denied("報告を受ける")
    ('大企業でない', '期日までに提出しなかった', '承認を得ない', '審査に係らない', '報告を受けない')
    >>> denied("期限を過ぎる"), denied("契約を裏切る")
    ('期限を過ぎない', '契約を裏切らない')
    """
    if phrase.endswith(("した", "ていた", "でいた")):
        return phrase[:-1] + "なかった"
    if phrase.endswith("する"):
        return phrase[:-2] + "しない"
    if phrase.endswith("ある"):
        return phrase[:-2] + "ない"
    if phrase.endswith("る"):
        return phrase[:-1] + ("らない" if _says_ra(phrase) else "ない")
    if phrase[-1:] in U_ROW and len(phrase) > 1:
        return phrase[:-1] + A_ROW[U_ROW.index(phrase[-1])] + "ない"
    return f"{phrase}でない"


def _says_ra(phrase: str) -> bool:
    """Whether a verb in る is denied by らない: 係る, 当たる, but not 受ける, いる, 得る."""
    if _RU_RANAI.search(phrase):
        return True
    return phrase[-2:-1] not in _I_E_ROWS and _ONE_SIGN.search(phrase) is None
