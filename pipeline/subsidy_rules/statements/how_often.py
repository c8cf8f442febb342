"""Sentences that say how often an applicant may have the grant: 補助金の交付は、同一年度内に2回までとします."""

from __future__ import annotations

import re

_HAD = r"(?:申請|応募|交付|補助|助成|支給|利用|受給)(?:ができるの|できるの)?(?:回数)?(?:は|:)、?"
_MOST = r"(?:限り|まで|以内|のみ|(?:を|が)(?:限度|上限))"
_IS = r"(?:と(?:する|します|なる|なります|いたします)|です|である)?。?"
# of what it is had so often, or by whom and in which time: 1事業者につき同一年度内に
_EACH = r"(?:[^、。\d]{0,14}(?:1|一)[^、。\d]{1,8}?(?:につき|当たり|あたり|に対し(?:て)?)?)?"
HOW_OFTEN = re.compile(
    rf"{_HAD}(?:[^。、\d]{{2,16}}(?:に|で|において|につき|に対して|対し)、?)?{_EACH}、?(?:最大|年間?)?\d{{1,2}}回{_MOST}{_IS}$"
)
