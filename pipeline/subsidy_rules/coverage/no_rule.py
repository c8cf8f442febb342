"""A clause → why none of its sentences binds an applicant. One sentence that may bind keeps the whole clause unread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# words by which a sentence binds, allows, excludes or limits
STATES = re.compile(
    r"必要(?!に応じ)|必須|なければ|なりません|ならない|でき(?:ない|ません|る|ます)|対象(?:外|とな|とし|とす|に含)|認め|こと[。)」]?$|ものとする|求め"
    r"|義務|提出|限[りる]|除[くき]|遵守|禁[じ止]|該当|返還|取り?消|満た|以上|以下|以内|未満|超え|不可|下さい|ください|\d(?:千|万|億)?(?:円|%|人|名|年|か月|日)"
)
# what befalls an applicant: a sentence that tells it is no mere notice
BEFALLS = re.compile(
    r"対象(?:外|[にと]なら(?:ない|ず)|[にと]なりません)|対象としない|返還|取り?消|でき(?:ない|ません)|認め(?:られ)?(?:ない|ません)|受け(?:付け|取)(?:ない|られ(?:ない|ません)|ません|かね)|不可|罰|失格|減額|拒否|不採択|減点|無効|満たさない|として(?:取り)?扱|ないよう|制限(?:が|され|を受け)"
)
_PAPER = r"(?:要領|手引き?|マニュアル|ページ|サイト|資料|HP|質問|規程|一覧|別紙|ガイド|Q&A|案内|事項)[^。]{0,16}?"
_POINTS = re.compile(
    rf"(?:参照|ご覧|一読|{_PAPER}(?:[をもで]|必ず)+(?:まずは)?ご?確認)(?:して|の上|のうえ|いただ|ください|下さい|すること|され|願)[^。、]{{0,24}}[。)]*$"
)
_ASKS_OFFICE = re.compile(
    r"(?:連絡|問い?合わ?せ|相談)(?:し(?:て)?(?:くだ|下)さい|ください|下さい|すること|[^。、]{0,16}(?:願い|いただ|ください|下さい)[^。]{0,6}|に(?:応じ|お答え)[^。]{0,12})[。)]*$"
    r"|お答え(?:いたし|し)?かね"
)
_MAY = re.compile(r"(?:場合|こと|可能性|おそれ)(?:が|も)(?:ある|あり|ござい)[^。]{0,40}[。)]*$")
_BEWARE = re.compile(r"(?:注意|留意|お気を付け|お気をつけ)(?:し(?:て)?|を?お?願い|くだ|下さ|いただ|する|ましょう)[^。]{0,10}[。)]*$")
_RECOMMENDS = re.compile(r"(?:推奨|お勧め|おすすめ)(?:し|いたし|する|され)|(?:望ましい|重要です|有効(?:な手段|です))")
_TAXED = re.compile(r"(?:法人税|所得税)[^。]{0,12}課税対象|圧縮記帳|益金|(?:収益|収入)として計上")
_GOES_UNDER = re.compile(r"(?:[①-⑳]|「)[^。、「」]{1,16}」?(?:に|として)(?:該当(?:し|する)|計上(?:し|する)|含まれ)")
_PLANS = re.compile(
    r"予定(?:です|である|しており)[^。]{0,6}[。)]*$|(?:公表|公開|通知|掲載|お知らせ|ご?案内)(?:いた)?し(?:ます|ております)[。)]*$"
)
_BRACKET = re.compile(r"\([^()]*\)")
_SENTENCE = re.compile(r"[^。]*。(?:[)」』]*)?|[^。]+$")

_REASONS = (
    ("recommendation", _RECOMMENDS, False),
    ("reference", _POINTS, True),
    ("contact", _ASKS_OFFICE, True),
    ("tax_treatment", _TAXED, True),
    ("classification", _GOES_UNDER, True),
    ("office_may", _MAY, True),
    ("outlook", _PLANS, True),
    ("caution", _BEWARE, True),
)
_USE_OF_DATA = re.compile(r"データ利活用|利活用目的|個人情報|プライバシー|情報の(?:取り?扱い|利用)|利用目的")
_REVIEWED = re.compile(r"審査|評価|選考")
_QUESTION = re.compile(r"か[。)]*$")
_PURPOSE = re.compile(r"(?:[^用外]{0,12}の)?(?:目的|趣旨|背景|経緯)(?:(?:・|及び|と|、)(?:目的|趣旨|背景|経緯|概要))?(?:について)?")
_BINDS = re.compile(
    r"必要(?!性)|必須|なければ|ならな|要件|対象(?:外|とな|とし)|限[りる]|上限|下限|以内|以上|以下|未満|補助[額率]|提出|求め|すること。"
)
_LABEL = re.compile(r"[::]$|(?:方法|注意点|留意点|流れ|対象例|考え方|手順|一覧|イメージ|概要|スケジュール|について|の場合|時の対応)[::]?$")
_NOUN_END = re.compile(r"[一-龠ァ-ヶーA-Za-z)」』]$|等$|など$|のため$|もの$")
_MEANING = re.compile(r"[^。]{4,160}(?<!こと)(?<!もの)[一-龠ァ-ヶー][。)]*")
_CASE = re.compile(r"(?:パターン|ケース|例)(?:\([^()]*\))?[。)]*$")
_CASES = re.compile(r"(?:パターン|ケース|(?<!特)(?<!条)(?<!事)例)(?:の例)?(?:と|$|について|\()")
_NOTHING = "explanation"
_LONGEST = 110  # characters of what a list only names


def reason_of_sentences(text: str) -> str:
    """The first reason why a sentence of a folded text binds nobody, where none of its sentences does; "" otherwise.

    >>> reason_of_sentences("詳しくは別の資料をご参照ください。"), reason_of_sentences("公募の日程は変わる場合があります。")
    ('reference', 'office_may')
    >>> reason_of_sentences("詳しくは別の資料をご参照ください。大企業は申請できません。")
    ''
    """
    reasons = list(_reasons(text))
    return next((reason for reason in reasons if reason != _NOTHING), "") if "" not in reasons else ""


def _reasons(text: str) -> Iterator[str]:
    """A reason for each sentence: `_NOTHING` where it states nothing at all, "" where it may bind."""
    plain = text
    while (cut := _BRACKET.sub("", plain)) != plain:
        plain = cut
    for match in _SENTENCE.finditer(plain or text):
        sentence = match.group().strip()
        if not sentence:
            continue
        held = BEFALLS.search(sentence) is not None
        named = next((reason for reason, words, only_free in _REASONS if words.search(sentence) and not (only_free and held)), None)
        yield named or ("" if STATES.search(sentence) else _NOTHING)


def is_use_of_data(heading: str) -> bool:
    """Whether a folded heading is that of a policy on what the office does with what it is told."""
    return _USE_OF_DATA.search(heading) is not None


def tells_purpose(text: str, headings: Sequence[str]) -> bool:
    """Whether a folded text stands right under a heading on what the programme is for, and binds nobody."""
    return bool(headings) and _PURPOSE.fullmatch(headings[-1]) is not None and not _BINDS.search(text)


def is_question(text: str, headings: Sequence[str]) -> bool:
    """Whether a folded text is what reviewers ask themselves, in a part on the review."""
    return _QUESTION.search(text) is not None and any(_REVIEWED.search(heading) for heading in headings)


def is_purpose(text: str) -> bool:
    """Whether a folded item only says what for something is used that the item above it tells.

    >>> is_purpose("審査の結果を知らせるため"), is_purpose("知らせるため、住所を出すこと")
    (True, False)
    """
    return "。" not in text and (text.endswith("のため") or (text.endswith("ため") and "、" not in text))


def is_meaning(text: str) -> bool:
    """Whether a folded note only names what a word above it means: a noun and what goes with it, no predicate.

    >>> is_meaning("給与、賞与等、所得となる経費。"), is_meaning("給与を払うこと。")
    (True, False)
    """
    return _MEANING.fullmatch(text) is not None and not STATES.search(text.rstrip("。)"))


def is_case(text: str, headings: Sequence[str]) -> bool:
    """Whether a folded text is one of the cases that a heading shows."""
    return _CASE.search(text) is not None and any(_CASES.search(heading) for heading in headings[-2:])


def is_label(text: str) -> bool:
    """Whether a folded text only heads what stands below it.

    >>> is_label("提出の方法:"), is_label("設備を買い替えること")
    (True, False)
    """
    return "。" not in text and len(text) <= _LONGEST // 4 and _LABEL.search(text) is not None


def is_name(text: str) -> bool:
    """Whether a folded text names something and says nothing of it.

    >>> is_name("県が認定した計画"), is_name("県が計画を認定していること")
    (True, False)
    """
    return "。" not in text and len(text) <= _LONGEST and _NOUN_END.search(text) is not None
