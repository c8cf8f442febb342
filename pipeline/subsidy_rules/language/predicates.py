"""Folded phrase or sentence → what its main predicate says: the act, its negations counted through the whole phrase, its modality.

Japanese says the act last: the act word that stands last and has nothing but endings behind it decides. A phrase that ends in a noun
(補助対象外となる経費) is read as the noun and the predicate that modifies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.sentences import without_brackets

ActWord = Literal[
    "qualify",
    "permit",
    "pay",
    "select",
    "meet",
    "fall_under",
    "repay",
    "cancel",
    "withdraw",
    "add_points",
    "take_points",
    "assess",
    "submit",
    "report",
    "keep",
    "define",
    "need",
    "exempt",
    "follow",
    "notify",
    "note",
    "do",
]
Modality = Literal["plain", "must", "may", "might", "need_not"]

# (act, negations that the word carries in itself, words): where two end at one place the longer one is meant
_ACTS: tuple[tuple[ActWord, int, str], ...] = (
    ("qualify", 1, r"対象(?:には?|とは?|から)?(?:外|除外)|(?:適用|範囲)外|除外|除(?:く|き|か)|欠格|失格|不適格|非該当"),
    ("qualify", 0, r"対象(?:者|事業者|経費|事業)?(?:と(?!して)|に(?:は|も)?(?:な|含)|で(?:あ|す|は)|$)|適格|有資格|含(?:む|み|め|ま)"),
    ("permit", 1, r"不可|禁止|禁じ|応じかね|いたしかね|致しかね|できかね|受け(?:付け|入れ)かね|無効"),
    (
        "permit",
        0,
        r"(?:こと(?:が|は|も)?)?(?:でき|出来)(?!る?限り)|認め|可能|(?<![許認不])可$|許可|許容|許され|差し?支え|妨げ|承認|受け?付け",
    ),
    ("pay", 1, r"不支給|不交付|支給停止|交付停止|支払停止"),
    ("pay", 0, r"支給|交付(?!申請|決定)|補助し|補助され|補助する|助成|支払"),
    ("select", 1, r"不採択|却下|棄却|不受理"),
    ("select", 0, r"採択|選定|受理"),
    ("meet", 1, r"未達|下回(?=っ)|未充足"),
    ("meet", 0, r"満た|充た|充足|達成|適合|合致|備え"),
    ("fall_under", 0, r"該当|当てはま|あてはま|相当する"),
    ("repay", 0, r"返還|返納|返金|納付|弁償"),
    ("cancel", 0, r"取(?:り)?消|解除"),
    ("withdraw", 0, r"取(?:り)?下げ|辞退|廃止|中止|承継"),
    ("add_points", 0, r"加点|(?<![額率円]に)(?<![額率円]を)加算|優先(?:的に|して)、?(?:採択|選定)"),
    ("take_points", 0, r"減点"),
    ("assess", 0, r"審査|評価(?!書)|採点"),
    ("submit", 0, r"提出|添付|提示|送付|アップロード|届け?出"),
    ("report", 0, r"報告|届け"),
    ("keep", 0, r"保管|保存|保持|管理|整備"),
    ("define", 0, r"を?(?:いい|いう|言い|言う|指し|指す|意味し|意味する)|定義|とみな|と見なし"),
    ("need", 0, r"必要|必須|要する|要し|義務|要件"),
    ("exempt", 0, r"この限りで|免除|適用し|適用され"),
    ("follow", 0, r"(?:次|以下|下記|左記|上記|別紙|別表|別記|別添)?の?(?:とおり|通り)|参照|(?:下|次|別)表(?=の|に)"),
    ("notify", 0, r"通知|連絡|案内|公表|お知らせ|掲載"),
    ("note", 0, r"注意|留意|承知|ご?了承"),
)
_ACT = deferred("|".join(f"(?P<a{n}>{words})" for n, (_, _, words) in enumerate(_ACTS)))

# What may stand behind the act word: endings, and the nouns and verbs that only say how the act is meant.
_LIGHT = (
    r"こと|もの|もの|場合|必要|可能|可能性|性|恐れ|義務|義務付|事|方|要|求|致|頂|下さ|願|決定|措置|対象|扱|取扱|取り扱|命|行|受|付|限|予定|原則|判断|講|有|無|者"
    r"|講じ|請求|見込|該当|当|為|様|上|中|等|済|認|得|出来|留|止|実施|調整|処分|処理|通知|確定|不可|手続|申|上げ|的|旨|次第|事項|対応|考|存|差|支|妨|最大限|十分|必|必須|方針|努|発生|生じ"
)
_TAIL = deferred(rf"(?:[ぁ-んー・]|{_LIGHT})*[、]?")

_NEGATION = deferred(
    r"な(?:い|く|かっ|けれ|き(?=[事場こも])|し(?=[とで]|$))|ませ?ん|ざる|ず(?=に|、|$|と|、)|ぬ(?=[こも場時と])|ありません|不可|無(?=い|く|し|効)|かね(?:る|ま)"
)
# idioms in which ない denies nothing
_IDLE = deferred(
    r"(?:(?:構|かま)(?:い|わ)|問い|差し?支え(?:は|が)?(?:あり|ござい)?|(?:問題|支障)(?:は|が)?(?:あり|ござい)?)(?:ません|ない)|(?:問わ|やむを得|やむをえ|かもしれ|に過ぎ|にすぎ|間違い|相違|少な|ほか(?:なら)?|他なら|かかわら|関わら|拘わら|のみなら|みなら)(?:な(?:い|く)|ず|ぬ|ん)"
    r"|限りでは?な(?:い|く)|(?<=でき)(?:る)?だけ"
)
_MUST_NOT = deferred(r"(?:て|で)は(?:な[らり]|いけ)(?:ない|ません|ぬ)")
_MUST = deferred(
    r"(?:なけれ|ね)ば(?:な[らり]|いけ)?(?:ない|ません|ぬ)?|な(?:い|く)と(?:いけ|な[らり])(?:ない|ません)|ざるを[得え](?:ない|ません)"
    r"|必要(?:が(?:ある|あり|あっ)|で(?:す|ある|あり)|[とに]な[るり]|と(?:する|し))|(?<![るた])(?:要件|条件)(?:で(?:す|ある|あり)|[とに]な[るりっ]|と(?:する|し(?!て)|されて))|必須|(?:を|が)?要(?:する|し(?!ない|ません)|します)"
    r"|義務(?:が|を|とな|で|付け|づけ)|べき|(?:こと|もの|原則)と(?:する|し(?!て))|(?:て|で)(?:くだ|下)さ|(?:て|で)?(?:いただ|頂)(?:く|き)(?:ます|こと|必要)?$|求め(?:る|ます)|(?<=ことが)求められ|(?:お)?願い|に限(?:る|り|られ)"
)
_NEED_NOT = deferred(
    r"(?:必要(?:は|が|も)?|義務は?)(?:な(?:い|く)|ありません|ございません)|(?:を|が)?要し(?:ない|ません)|不要|(?:て|で)(?:も)?差し?支え(?:な|あり)|妨げ(?:ない|ません|る)"
)
# a demand that is denied, where no 「…ないこと」 makes it one: 収益納付は求めない, 取得は必須ではありません, 加算金を課さない
_NOT_ASKED = deferred(
    r"(?:求め|課さ|課し|課され|(?<=義務を)負[わい]|(?:必須|要件|条件|義務)(?:と(?:は|も)?(?:し|され?)|で(?:は)?))(?:られ)?(?:な(?:い|く)|ありません|ございません|ません)"
)
_MIGHT = deferred(r"(?:こと|場合|可能性|おそれ|恐れ)(?:が|も)(?:ある|あり|ござい)|かもしれ|得る(?:もの)?$")
_MAY = deferred(
    r"(?:こと(?:が|も)?)?(?:でき|出来)(?:る|ま(?!せ)|ます)|可能(?!性)|(?:て|で)も?(?:よい|良い|構い|かまい|構わ|かまわ|差し?支)|差し?支え(?:な|あり)|妨げ(?:な|る|ま)|認め(?:る|ま(?!せ)|られ(?:る|ま(?!せ)))"
)

_MARKS = deferred(r"[※*]\d*|[①-⑳]$|[「」『』<>【】\[\]《》〈〉]")
_TRIM = deferred(r"[。.、,:;!?・\s]+$")
# What is added for politeness says nothing: 不採択となりますのでご注意ください.
_COURTESY = deferred(
    r"(?:ので|のため|ため|ますが|(?:です|ます)から|ことに?|点(?:に|を)?)、?(?:[^、。]{2,16}[時際前後]に)?(?:十分|予め|あらかじめ|くれぐれも|事前に|併せて)*に?、?ご?"
    r"(?:注意|留意|了承|承知|理解|容赦)(?:おき|の(?:上|うえ)[^。]*)?(?:を|いただきますよう|が必要)?(?:くだ|下さ|願い|お願い)?[ぁ-ん]*$"
)
# Who pledges that something is so says that it has to be so.
_PLEDGE = deferred(r"(こと)(?:を|に(?:ついて)?)(?:誓約|宣誓|確約|約束|表明|保証|同意)[^、。]{0,16}$")
# what is only not to be concluded (認められるわけではない) is neither granted nor refused
_NOT_CONCLUDED = deferred(
    r"(?:わけ(?:で(?:は)?)?(?:ない|なく|ありません|ございません)|とは限(?:らない|りません)|(?:意味|保証|約束)(?:する(?:もの)?で(?:は)?(?:ない|ありません|ございません)|しない|しません))。?$"
)
# Nouns that head a phrase: what is talked about stands right before the endings of a list title.
_HEAD_NOUN = deferred(
    r"(?:者|事業者|法人|企業|会社|方|人|団体|組合|事業主|申請者|応募者|個人|事業|取組み?|取り組み|計画|経費|費用|費|もの|物|こと|場合|とき|時|要件|条件|書類|資料|項目|事項|行為|ケース|事例|設備"
    r"|製品|サービス|ツール|期間|期限|時期|日|額|金|率|措置|義務|範囲|基準|内容|理由|事由|類型|機能)$"
)
_COMPOUND = deferred(r"(?<![^ぁ-ん、。])[^ぁ-ん、。]+$")
_TITLE_END = deferred(r"(?:について|に関して|に関する事項|一覧表?|の一覧|の例|の内容|の概要|の種類|等|など|は|とは)$")


@dataclass(frozen=True, slots=True)
class Predicate:
    """What the main predicate of a phrase or sentence says.

    Attributes:
        act: the act; "do" where it is a verb or noun that says nothing on subsidies.
        negations: how many times it is denied, the word's own denial (対象外, 不支給, 除く) included; なければならない denies nothing.
        modality: must (必要がある, なければならない, すること), may (できる, てもよい), might (ことがある), need_not (必要はない), plain.
            A bar is must or plain with an odd number of negations (してはならない, しないこと, できない).
        noun: the noun that the predicate modifies where the phrase ends in one, こと and もの included; "" for a sentence.
        start, end: half-open bounds of the act word in the folded text without brackets; both 0 for "do".
    """

    act: ActWord = "do"
    negations: int = 0
    modality: Modality = "plain"
    noun: str = ""
    start: int = 0
    end: int = 0

    @property
    def negated(self) -> bool:
        """Whether it is denied, double denials resolved."""
        return self.negations % 2 == 1


def without_courtesy(text: str) -> str:
    """A folded sentence without what is added for politeness.

    >>> without_courtesy("不採択となりますのでご注意ください")
    '不採択となります'
    """
    return _COURTESY.sub("", text)


def predicate(text: str) -> Predicate:
    """The main predicate of a folded phrase or sentence; brackets and note marks are left out.

    >>> p = predicate("以下に該当する事業者は、補助対象外とします。")
    >>> p.act, p.negations
    ('qualify', 1)
    >>> p = predicate("次のいずれにも該当しないこと")
    >>> p.act, p.negations, p.modality, p.noun
    ('fall_under', 1, 'must', 'こと')
    >>> p = predicate("期限までに報告しなければなりません。")
    >>> p.act, p.negations, p.modality
    ('report', 0, 'must')
    >>> p = predicate("補助対象とならない経費")
    >>> p.act, p.negations, p.noun
    ('qualify', 1, '経費')
    """
    plain = _TRIM.sub("", _MARKS.sub("", without_brackets(text)))
    plain = _PLEDGE.sub(r"\1", without_courtesy(plain))
    if (concluded := _NOT_CONCLUDED.search(plain)) is not None and not predicate(plain[: concluded.start()]).negated:
        return Predicate("note", 0, "plain", "", 0, 0)
    noun, body = _head_noun(plain)
    act, carried, start, end = _last_act(body)
    if act == "do" and noun and (longer := _COMPOUND.sub("", body)) != body:
        # the noun may be the last of a compound: 対象とならないIT機器
        act, carried, start, end = _last_act(longer)
        body = longer if act != "do" else body
    tail = body[end:] if end else body[-16:]
    modality = _modality(body[max(0, start) :] if end else body[-20:], noun)
    return Predicate(act, carried + count_negations(tail), modality, noun, start, end)


def count_negations(text: str) -> int:
    """How many times the endings of a folded text deny; なければならない and idioms (を問わない) deny nothing, てはならない once.

    >>> [count_negations(t) for t in ("できない", "しなければならない", "してはならない", "ないわけではない", "を問わない", "以外の者")]
    [1, 0, 1, 2, 0, 1]
    """
    bare = _MUST_NOT.sub("ない", text)
    bare = _IDLE.sub(
        "",
        re.sub(
            r"(?:なけれ|ね)ば(?:な[らり]|いけ)?(?:ない|ません|ぬ)|な(?:い|く)と(?:いけ|な[らり])(?:ない|ません)|ざるを[得え](?:ない|ません)",
            "",
            bare,
        ),
    )
    return len(_NEGATION.findall(bare)) + len(re.findall(r"以外|を除|に限らず", bare))


def _head_noun(text: str) -> tuple[str, str]:
    """The noun that heads a phrase and what stands before it; ("", text) for a sentence."""
    body = text
    while len(shorter := _TITLE_END.sub("", body)) < len(body) and shorter:
        body = shorter
    found = _HEAD_NOUN.search(body)
    if found is None or not found.start():
        return "", text
    return found[0], re.sub(r"の$", "", body[: found.start()])


# What one is an object of: 返還の対象, 加点の対象. Without a noun, or with one of the grant's, it is the grant: 補助の対象, 本事業の対象
_OF_WHAT = deferred(r"(?P<noun>[一-龠ァ-ヶー]{2,})(?:等)?の?(?:対象(?:者|事業者|経費|事業)?(?:から)?)?$")
_GRANT = deferred(r"(?:補助|助成|支給|交付|支援|給付|申請|応募|募集|事業|補助金|助成金|採択|本制度|スキーム|枠|経費|費用|者|公募|特例)$")
_OBJECTS: tuple[tuple[ActWord, str], ...] = (
    ("repay", r"返還|返納|返金"),
    ("cancel", r"取(?:り)?消し?"),
    ("add_points", r"加点"),
    ("take_points", r"減点"),
    ("assess", r"審査|評価"),
)


def _object_of(body: str, found: re.Match[str]) -> ActWord:
    """What 対象 is meant: the act that its noun names, "qualify" for the grant, "do" for anything else (算出の対象, 課税の対象)."""
    if "対象" not in body[max(0, found.start() - 6) : found.end()]:
        return "qualify"
    before = body[: found.start()] if found[0].startswith("対象") else body[: body.rfind("対象", 0, found.end())]
    noun = _OF_WHAT.search(before)
    if noun is None:
        return "qualify"
    named = next((act for act, words in _OBJECTS if re.search(rf"(?:{words})$", noun["noun"])), None)
    return named or ("qualify" if _GRANT.search(noun["noun"]) else "do")


# 補助対象事業に該当しない says as much as 補助対象とならない
_OF_TARGETS = deferred(r"(?:補助|助成|支給|交付|申請|本事業の?)対象(?:者|事業者?|経費|設備|製品)?(?:等)?(?:に|とは|には|にも)?$")


def _last_act(body: str) -> tuple[ActWord, int, int, int]:
    """The last act word with nothing but endings behind it: act, denials of its own, bounds; "do" with bounds 0 where there is none."""
    last: tuple[ActWord, int, int, int] = ("do", 0, 0, 0)
    for found in _ACT.finditer(body):
        if _TAIL.fullmatch(body, found.end()):
            act, carried, _ = _ACTS[int((found.lastgroup or "a0")[1:])]
            if act == "fall_under" and _OF_TARGETS.search(body, 0, found.start()):
                act = "qualify"
            elif act == "qualify":
                act = _object_of(body, found)
            # behind another act these only say how that is meant: 提出が必要, 返還の義務, 取り消すことができる
            aside = act == "need" or (act == "permit" and not carried and not count_negations(body[found.end() :]))
            if last[0] == "do" or not aside:
                last = (act, carried, found.start(), found.end())
    return last


def _modality(end: str, noun: str) -> Modality:
    if _NEED_NOT.search(end) or (noun != "こと" and _NOT_ASKED.search(end)):
        return "need_not"
    if _MIGHT.search(end):
        return "might"
    if _MUST_NOT.search(end) or _MUST.search(end) or noun == "こと":
        return "must"
    return "may" if _MAY.search(end) else "plain"
