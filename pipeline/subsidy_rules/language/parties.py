"""Folded noun phrase or sentence → of whom or what it speaks, by its head noun: applicant, project, expense, document, vendor, ..."""

from __future__ import annotations

import re

from subsidy_rules.language.deferred import deferred
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Party

# The first that ends the phrase names it; so those who only help to apply stand before those who apply.
_NOUNS: tuple[tuple[Party, str], ...] = (
    (
        "vendor",
        r"(?:支援|販売|提供|代行|製造|登録)事業者|支援者|支援機関|ベンダー|販売店|メーカー|代理店|コンサルタント?|(?:外注|委託|発注|支払|購入|取引|仕入|調達)先|(?:施工|請負|納入|設置|工事)業者|専門家|代行者",
    ),
    ("lessor", r"リース(?:会社|事業者|業者)"),
    (
        "administrator",
        r"事務局|機構|(?:経済産業|厚生労働|農林水産|国土交通|総務|財務)(?:省|大臣|局)|大臣|中小企業庁|国|審査委員会?|委員会|中央会|労働局長?|知事|[市町村区]長|理事長|県|府|(?<!都)市|公社|商工会(?:議所)?|当局|自治体|都道府県|市区?町村|外部有識者|有識者",
    ),
    (
        "document",
        r"書類|資料|様式|証憑類?|書面|(?:申請|計画|報告|証明|確認|誓約|届出|見積|契約|請求|通知|仕様|確定申告|決算|説明|宣誓|表明)書|写し|台帳|帳簿|名簿|届",
    ),
    (
        "expense",
        r"経費|費用|(?<!消)費|料金?|代金?|手数料|人件費|支出|謝金|旅費|購入費|支払い?|払い|金額|消費税(?:相当)?(?:額|分)?|物品|汎用品",
    ),
    (
        "applicant",
        r"者|事業者|事業主|法人|企業|会社|組合|連合会|団体|申請者|応募者|補助事業者|個人|方|人|グループ|構成員|農家|商店|店舗|学校|機関|役員|代表者|従業員|子会社|労働者",
    ),
    ("project", r"事業|取組み?|取り組み|計画|プロジェクト|投資|活動|研究|開発"),
    ("product", r"設備|製品|機器|機械|機械装置|装置|ソフトウェア|システム|ツール|サービス|機能|財産|資産|カテゴリ|商品|車両|建物"),
)
_ENDS = tuple(
    (party, deferred(rf"(?:{words})(?:等|など|ら|達|たち|一覧|の?全て|のみ|名|数|自身|自ら|が|は|の)*$")) for party, words in _NOUNS
)
_CONNECTIVE = deferred(
    r"^(?:なお|ただし|但し|また|その他|加えて|さらに|例えば|具体的には|原則として?|この場合|その場合|その際|よって|したがって)、"
)
_TOPIC = deferred(r"(?:については?|に関しては?|に対しては?|に(?:おいて)?は|からは|は)(?![っげん])")
_SUBJECT = deferred(r"が(?![るっいり])")
# 公社が行う講習, 委員会が不適当と判断する者: who does what only modifies a noun
_RELATIVE = deferred(
    r"、?(?:(?!者の)[^、。はがを]){0,30}?[るたうくすつむぶぬ](?!場合|際|時|旨|限り|必要|義務|予定|見込|方針|事(?!業|務))(?=[一-龠ァ-ヶ「『])"
)
_CONDITION = deferred(r"^.*?(?:場合|とき|際)(?:には?|は|、)+")


def party_of(phrase: str) -> Party | None:
    """Of whom or what a folded noun phrase speaks; None where its head noun says nothing.

    >>> [party_of(text) for text in ("次に該当する事業者", "対象となる経費", "販売事業者", "補助事業", "期間")]
    ['applicant', 'expense', 'vendor', 'project', None]
    >>> party_of("消費税相当分"), party_of("汎用性の高い物品")
    ('expense', 'expense')
    >>> party_of("申請者及び販売事業者"), party_of("販売事業者及びリース会社")
    ('applicant', 'lessor')
    """
    plain = without_brackets(phrase).rstrip("。、:※* 0123456789")
    found = next((party for party, pattern in _ENDS if pattern.search(plain)), None)
    if found in _HELPERS and (chain := _CHAIN.search(plain)):
        # who applies is meant too where he is named beside those who only help
        named = (next((party for party, pattern in _ENDS if pattern.search(part)), None) for part in _JOINT.split(chain[0]))
        return "applicant" if "applicant" in named else found
    return found


_HELPERS: tuple[Party, ...] = ("vendor", "lessor", "administrator")
_JOINT = deferred(r"、|及び|又は|若しくは|並びに|・|または|および|と")
_CHAIN = deferred(rf"(?:[一-龠々ァ-ヶーA-Za-z0-9]{{2,}}(?:等|自ら)?(?:{_JOINT.pattern}))+[一-龠々ァ-ヶーA-Za-z0-9]{{2,}}(?:等)?$")


# 代表事業者, 連携体の構成員, 法人
_SOME = deferred(
    r"(?:グループ|連携体|共同体|コンソーシアム)?の?(?:(?:代表|幹事)(?:事業者|企業|法人|機関|者)|(?:構成|参画|参加|連携|共同)(?:員|事業者|企業|機関|申請者)"
    r"|法人|個人|個人事業(?:主|者)|任意団体|(?:特定非営利活動|NPO|社会福祉|医療|学校|一般社団|一般財団)法人|(?:事業協同|商工)?組合)(?:等|の方|の皆様)?"
)
_MARKS = "()<>【】《》■□●◆◇○・ "
_HELPER = deferred(r"[^、。はがをにでと()]{0,16}")


def names_some(text: str) -> bool:
    """Whether a folded heading or label says no more than which of the applicants what stands below it is for.

    >>> [names_some(text) for text in ("【代表事業者】", "連携体の構成員", "個人事業主", "補助対象者", "法人の義務")]
    [True, True, True, False, False]
    """
    return _SOME.fullmatch(text.strip(_MARKS)) is not None


_STAFF = r"(?:管理者|責任者|推進者|担当者|受講者|訓練生|求職者|実習生|研修生|講師)"
# 対象労働者, 事業推進管理者の要件: who is neither the applicant nor somebody that helps him
_OTHERS = deferred(
    rf"(?P<who>(?:支給|助成|補助|訓練)?(?:の)?対象(?:と(?:なる|する))?(?:労働者|従業員|受講者|訓練生)|[一-龠ァ-ヶー]{{2,14}}{_STAFF}"
    r"|(?:正規|非正規|有期|無期|短時間|派遣|雇用)[一-龠]{0,6}労働者)(?:等)?(?:の?(?:要件|条件|範囲|資格))?"
)
# 次のいずれにも該当する労働者であること, 以下の要件を満たす従業員が対象です
_LED_OTHERS = deferred(
    rf"(?:次|以下|下記)(?:の|に)[^。はがを]{{0,24}}?(?:を|に)?(?:全て|すべて|いずれも)?(?:満たす|該当する|当てはまる)(?P<who>[一-龠ァ-ヶー]{{0,14}}(?:{_STAFF}|労働者|従業員))(?:等)?"
    r"(?:である(?:こと|必要)|が(?:支給|助成|補助)?(?:の)?対象|を(?:支給|助成|補助)?(?:の)?対象と|とする|とします|です)"
)


_THEIR_TERMS = deferred(rf"{_STAFF}(?:等)?の?(?:要件|条件|資格)")


def others_in(text: str) -> str | None:
    """The staff or other persons of an applicant that a folded heading or label names by itself: what stands below is asked of them.

    >>> others_in("対象労働者の要件"), others_in("【個人情報管理者】"), others_in("補助対象者の要件"), others_in("労働者の賃金")
    ('対象労働者', '個人情報管理者', None, None)
    """
    found = _OTHERS.fullmatch(text.strip(_MARKS))
    return found["who"] if found is not None else None


def asks_others(text: str) -> bool:
    """Whether a folded heading or lead says that what stands below it is asked of the staff or other persons of an applicant.

    >>> asks_others("次のいずれにも該当する労働者であること。"), asks_others("次の要件を満たす事業者であること。")
    (True, False)
    >>> asks_others("対象となる労働者について")
    True
    """
    return (
        _LED_OTHERS.search(text) is not None
        or _THEIR_TERMS.fullmatch(text.strip(_MARKS)) is not None
        or others_in(re.sub(r"(?:について|に関すること|とは)$", "", text)) is not None
    )


def helper_of(text: str) -> Party | None:
    """Which of those that only help to apply a folded heading or label names by itself; None for any other.

    >>> [helper_of(text) for text in ("支援事業者", "【対象リース会社】", "リース会社との共同申請", "申請者及び販売事業者")]
    ['vendor', 'lessor', None, None]
    """
    plain = re.sub(r"(?:の方|の皆様)$", "", text.strip(_MARKS))
    party = party_of(plain) if _HELPER.fullmatch(plain) and not _JOINT.search(plain) else None
    return party if party in ("vendor", "lessor") else None


# リース会社から補助金を返還させる; 支援事業者の登録を取り消す, 販売事業者の登録取消
_PAYS = deferred(r"([^、。はがを]{2,16}?)(?:から|に対し(?:て)?)、?[^、。はが]{0,20}(?:返還|返納|返金)")
# 販売事業者は、補助金の全額を返還する; who repays in a case only (…が返還した場合) is meant as well
_REPAYS = deferred(r"([^、。はが]{2,16}?)(?:は|が)、?[^、。はが]{0,24}(?:返還|返納|返金)(?:し|する|を行)")
_LOSES = deferred(r"([^、。はがを]{2,16}?)の(?:事業者)?登録(?:を|の|は|が)?、?(?:直ちに)?取り?消")
_AWARD_TOO = deferred(r"交付決定[^。、]{0,12}取り?消")


def loser_of(text: str) -> Party | None:
    """Which of those that only help to apply pays back, or loses his registration, by a folded sentence; None where it is the applicant.

    >>> [loser_of(text) for text in ("リース会社からの返還を求める。", "販売事業者の登録取消を行う。", "製品の登録を取り消す。")]
    ['lessor', 'vendor', None]
    >>> loser_of("販売事業者は、補助金を返還すること。"), loser_of("販売事業者が不正を行った場合は、補助金を返還すること。")
    ('vendor', None)
    """
    plain = without_brackets(text)
    # whose award is cancelled with it loses as much: the applicant
    patterns = (_PAYS,) if _AWARD_TOO.search(plain) else (_PAYS, _REPAYS, _LOSES)
    found = (party_of(match[1]) for pattern in patterns for match in pattern.finditer(plain))
    return next((party for party in found if party in ("vendor", "lessor")), None)


def subject_of(sentence: str) -> Party | None:
    """Of whom or what a folded sentence speaks, by its first topic that names somebody or something; None where none does.

    >>> subject_of("なお、事務局は、必要に応じて資料の提出を求める。")
    'administrator'
    """
    plain = _CONNECTIVE.sub("", without_brackets(sentence))
    main = _CONDITION.sub("", plain)
    return _topic(main) or (_topic(plain) if main != plain else None)


def _topic(plain: str) -> Party | None:
    """A topic (は) goes before a subject (が): that of a sentence may stand in a clause that only modifies."""
    return next((party for marks in (_TOPIC, _SUBJECT) if (party := _marked(plain, marks))), None)


def _marked(plain: str, marks: re.Pattern[str]) -> Party | None:
    at = 0
    for found in marks.finditer(plain):
        words = plain[at : found.start()]
        chain = _CHAIN.search(words)
        phrase = chain[0] if chain else re.split(r"[、,]", words)[-1]
        party = party_of(re.sub(r"(?:そのもの|自体|全て|すべて|について)$", "", phrase))
        modifies = marks is _SUBJECT and party in _HELPERS and _RELATIVE.match(plain, found.end())
        if party and not modifies:
            return party
        at = found.end()
    return None
