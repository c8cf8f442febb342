"""Whether a sentence speaks of papers, and what it asks to be done with them."""

from __future__ import annotations

import re

_PAPER = re.compile(r"書類|資料|様式|証憑|証明書|写し|添付|書面")
_NAMED_PAPER = re.compile(
    r"台帳|名簿|謄本|定款|図面|写真|平面図|(?:申告|計画|決算|見積|契約|確認|報告|誓約|申請|通知|承諾|同意|説明|仕様|診断|請求|領収|納品|算出|理由|概況|明細)書"
)


def speaks_of_papers(plain: str) -> bool:
    """Whether a folded text speaks of papers in general."""
    return bool(_PAPER.search(plain))


def names_papers(plain: str) -> bool:
    """Whether a folded text speaks of papers, or names one."""
    return speaks_of_papers(plain) or bool(_NAMED_PAPER.search(plain))


_IS_NOT_NEEDED = (
    r"(?:不要|必要(?:は|が|も|の)?(?:な[いくし]|ありません|ございません)|要し(?:な|ません)|求め(?:ない|ません)|省略(?:可|でき|する|し|と))"
)
# 次の書類の提出は不要です, 提出が不要な書類, 提出いただく必要のない書類
_NOT_HANDED_IN = re.compile(
    rf"(?:提出|添付|送付|持参|準備|用意)(?:を|は|が|も|の|に|する|して|いただく|頂く|こと|ついて)*{_IS_NOT_NEEDED}|(?:書類|資料|様式|証明書|写し)(?:等)?(?:は|が|も){_IS_NOT_NEEDED}"
)
# 納税証明書(提出不要), 計画書(画面で入力するため添付は不要): and no case in which it is not, nor 原本不要
_NAMED_UNNEEDED = re.compile(
    rf"\((?![^()]*(?:場合|とき|のみ|者は|方は|限))(?:[^()]*(?:提出|添付)[^()]{{0,6}})?{_IS_NOT_NEEDED}(?:です|とする|とします)?。?\)"
)


def is_not_handed_in(text: str) -> bool:
    """Whether a folded lead or heading says of papers that nobody has to hand them in.

    >>> [is_not_handed_in(text) for text in ("以下の書類は提出不要です。", "提出が不要な書類", "必要な書類", "次の書類を提出すること")]
    [True, True, False, False]
    """
    return _NOT_HANDED_IN.search(text) is not None and _ASKED_ALL_THE_SAME.search(text) is None


# a legend (●:必須、-:提出不要); typed in and not attached (画面に入力する)
_ASKED_ALL_THE_SAME = re.compile(r"必須|必要(?:です|となる)|入力")


def is_named_unneeded(text: str) -> bool:
    """Whether a folded item names a paper and says in brackets that it is not asked for.

    >>> is_named_unneeded("決算書(提出不要)"), is_named_unneeded("住民票(法人の場合は不要)"), is_named_unneeded("見積書(原本不要)")
    (True, False, False)
    """
    return _NAMED_UNNEEDED.search(text) is not None


# 会社案内(任意), 任意提出書類, 以下の書類は任意で提出してください
_OPTIONAL = re.compile(
    r"\((?:提出は)?任意(?:提出)?(?:です|とする)?。?\)|(?:^|[はをに、])任意(?:で|に|の|と)?、?(?:提出|添付)|(?:提出|添付)(?:は|を)?任意|(?:書類|資料)(?:は|が)任意"
)


def is_optional(text: str) -> bool:
    """Whether a folded item, lead or heading says of papers that who wants to may hand them in.

    >>> is_optional("会社案内(任意)"), is_optional("任意提出書類"), is_optional("任意団体の規約")
    (True, True, False)
    """
    return _OPTIONAL.search(text) is not None


# ※リースによる場合は、契約書が必要: one more paper, and no word on the one that the mark stands at
_FURTHER_PAPER = re.compile(
    r"^[^。]{4,}(?:場合|とき)(?:に)?(?:は)?、[^。]{1,80}(?:書|証|票|台帳|名簿|明細)(?:等|の写し)?(?:の(?:双方|両方|提出|添付))?(?:を|が|も)[^。はが]{0,8}(?:必要|提出|添付)"
)


def asks_for_one_more(text: str) -> bool:
    """Whether a folded note asks for a paper of its own in some case.

    >>> asks_for_one_more("リースによる場合は、契約書が必要となる。"), asks_for_one_more("写しでも可とする。")
    (True, False)
    """
    return bool(_FURTHER_PAPER.search(text))


# 借入先の確認を受けること。必ず確認書を提出してください: what shows it is handed in
_HAND_IN = re.compile(r"(?:ください|下さい|必要(?:です|である|となります?|があります|がある)|こと)。?$")


def is_handed_in(text: str) -> bool:
    """Whether a folded sentence on a paper asks to hand it in."""
    return bool(_HAND_IN.search(text))


# 契約書の写しを提出する必要がある: shows what was done, while a report tells of it; what is asked for in a case only is no paper to hand in
_SHOWS = re.compile(r"^(?!.*求め)[^。]*(?:写し|契約書|領収書|証憑|明細書?|証明書|写真)(?:等|類)?を、?[^。はが]{0,10}(?:提出|添付)")


def shows_what_was_done(text: str) -> bool:
    """Whether a folded sentence asks for papers that show what was done.

    >>> shows_what_was_done("領収書の写しを提出すること。"), shows_what_was_done("実績報告書を提出すること。")
    (True, False)
    """
    return bool(_SHOWS.search(text))
