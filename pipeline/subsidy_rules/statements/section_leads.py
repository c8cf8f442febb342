"""What a sentence that announces a list says its items are."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from subsidy_rules.language.parties import loser_of, party_of, subject_of
from subsidy_rules.language.predicates import Predicate, count_negations, predicate
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Party, Role, Section
from subsidy_rules.statements.paper_words import is_not_handed_in, speaks_of_papers
from subsidy_rules.statements.section_told import NOTHING, SIGNS, Told, adds_money, denied, granted, told
from subsidy_rules.statements.section_words import of_heading

_POINTER = re.compile(
    r"(?:以下|次|下記|下表|次表|別表|左記|右記|次頁|次ページ)(?:\([^)]*\)|※\d*)?(?:[①-⑳]|\(?\d\)|[A-Zア-ン]\))?(?:~|から)?"
    r"(?:の(?!ほか|他)|に(?!ある)|を|は(?!同)|で(?!ある)|、(?!「[^」]*」と(?:いい?う|いいます|総称|称))|が|か|いずれ|各号|各項|とお|とする|通り|[①-⑳A-Z(])"
    # without a particle: 下記書類を, 以下要件を
    r"|(?:下記|左記|右記)(?=[一-龠]{2,8}[をがはにで、])|以下(?=(?:要件|条件|書類|事例|項目|経費)[をがはにで、])"
)
# 確認できる書類の例(顔写真のあるもの):
_EXAMPLES_BELOW = re.compile(r"の例(?:示)?(?:\([^()]*\))?:$")
# a definition by its form: …とは、
MEANS = re.compile(r"^(?:なお、|また、|本[^、。]{1,10}において、?)?[^。、は]{1,60}(?<!こ)とは(?:、|「|[^いっ言な])")
_ANY = re.compile(
    r"いずれか|何れか|どれか|1つ以上|一つ以上|少なくとも(?:1|一)つ|(?:各号|次|以下)の(?:1|一)(?:つ)?に|のうち(?:1|一)つ"
    # 次の(1)又は(2)を満たすこと
    r"|(?:以下|次|下記)の[^。はがを]{0,12}?\(?[\d①-⑳ア-ンa-z]\)?(?:、\(?[\d①-⑳ア-ンa-z]\)?)*、?(?:又は|または|若しくは|もしくは|か)、?\(?[\d①-⑳ア-ンa-z]\)?(?:の[^。、]{1,6})?(?:を|に)(?:満た|充た|該当|当てはま)"
)
# 開設と増設のいずれかを行う者のうち、次のすべての要件に当てはまる者: what stands last is said of the list
_ALL = re.compile(r"(?:すべて|全て|いずれ)(?:の(?:要件|条件|事項|項目|各?号)|(?:に|を|も)?(?:満た|充た|該当|当てはま))")
_EXCEPT = re.compile(r"(?:場合|もの|者|事業者|とき)を除(?:き(?!ます)|いて|く(?!(?:もの|こと)と(?:する|します))(?=[^。]))")
# 賃上げ要件の対象外とする: freed from it, and left out of nothing
EXEMPT = re.compile(
    r"適用(?:外|除外|しない|されない)|免除|対象から除外され|この限り"
    r"|(?:要件|義務|規定)(?:等)?(?:の|から|は)(?:適用)?対象(?:外|と(?:しない|ならない|なりません|しません))"
)


# 前項の規定にかかわらず、次に該当する者を除く: taken out of those that a rule above left out
_NOTWITHSTANDING = re.compile(r"^[^。、]{0,12}(?:項|条|号|規定|定め)[^。、]{0,12}に(?:かかわ|関わ|拘わ)らず")


# who or what is counted among a class: 役員には監査役を含まない, 大企業とはみなさない
COUNTED = re.compile(
    r"(?:(?<!対象)(?<!経費)(?<!者)(?:に|として)(?:は|も)?、?(?:[^。、はにを]{0,30}(?:は|を|も))?(?:含(?:ま|め|み|む)|数え|算入|カウント)"
    r"|(?:(?:大|中小)企業者?|小規模(?:企業者|事業者)|役員|従業員)(?:と|として|に)(?:は|も)?(?:みなさ|見なさ|取り?扱わ|該当し))"
    r"(?:れ|し|せ)?(?:ない|ません|なかった)(?:もの)?(?:とする|とします)?[。]?$"
)


def points_down(text: str) -> bool:
    """Whether a folded sentence points to what stands below it (以下の, 次の各号, 下表).

    >>> [points_down(text) for text in ("次の各号に掲げる者", "以下「補助金」という。", "20人以下の会社", "次年度の予算")]
    [True, False, False, False]
    >>> points_down("年齢を示す書類の例:")
    True
    """
    return _EXAMPLES_BELOW.search(text) is not None or any(
        not text[max(0, m.start() - 1) : m.start()].isdigit()
        and not (m.group().startswith("以下") and re.search(r"[人円%名社者]$", text[: m.start()]))
        for m in _POINTER.finditer(text)
    )


_TOPIC_OR_CASE = re.compile(
    r"^.*?(?:[^にで]は|については|において(?:は)?|場合(?:に)?(?:は)?|に(?:あ|当)た(?:り|って)(?:は)?|(?:に|の)(?:加え|ほか|他)(?:て)?)、"
)
_DEMAND_BEFORE = re.compile(
    r"[^、]{4}(?:を?有(?:し|する)|営(?:み|む)|(?:され|して|され(?:て)?おり|しており|であり)|(?:以上|以下|以内|未満)で|行(?:い|う))、?(?:かつ、?)?$"
)
_DEMAND_BEHIND = re.compile(
    r"(?:該当し|満たし|満たす[^、。]{2,12}であ(?:り|って)|当てはまり|適合し|であって|該当する(?:者|もの|事業者|企業|法人|団体)で)、(?!これ|それ)(?P<more>.{12,})"
)
# 次の1又は2に該当し、かつ3から5までの全ての要件を満たす者: the rest of it stands in the list as well
_REFERS_ON = re.compile(
    r"(?:かつ、?)?\(?[\dア-ン]\)?(?:から|及び|又は|~|、|の)[^。]{0,24}?(?:要件|条件|いずれ|全て|すべて)[^。、]{0,12}(?:満たす|該当する)[^。、]{0,6}(?:とする|とします)?。?$"
)
_DEMANDED = re.compile(r"(?:こと|もの|者|事業者|必要[^、]{1,8}|とする|とします|限(?:る|ります))[。]?$")


_LABELS = re.compile(r"\((\d{1,2}|[ア-ンa-zA-Z])\)")


def demands(text: str) -> bool:
    """Whether a folded sentence that announces a list also demands something that does not stand in the list.

    >>> [demands(text) for text in ("町に店を有し、次のいずれかに該当する者とする", "対象者は、次のいずれかに該当する者とする")]
    [True, False]
    """
    plain = without_brackets(_LABELS.sub(r"\1", text))
    pointers = list(_POINTER.finditer(plain))
    if not pointers:
        return bool(_DEMANDED.search(plain))  # it points down in a bracket only
    before = _TOPIC_OR_CASE.sub("", plain[: pointers[0].start()])
    behind = _DEMAND_BEHIND.search(plain, pointers[-1].end())
    behind = None if behind is not None and _REFERS_ON.match(behind["more"]) else behind
    return bool(_DEMAND_BEFORE.search(before)) or (behind is not None and bool(_DEMANDED.search(behind["more"])))


# what holds for the rest says the opposite of what holds for the list: …に掲げる経費であり、これ以外は対象外
_REST = re.compile(r"(?:であり|とし(?:て)?|となり|で)?、?(?:これ|それ)(?:ら)?以外.*$")


# 次の各号のいずれかに該当する者で、滞納のない者とする: what else is asked of them denies nothing of the list
_MORE_OF_THEM = re.compile(
    r"(?P<those>(?:該当する|掲げる|満たす)(?:者|もの|事業者|企業|法人|団体))で(?:あって|あり)?、[^。]*(?:者|もの|企業|法人|団体)(?:とする|とします|であること)。?$"
)
# 次の各号のいずれにも該当する者とする: who, without saying of what
_ARE_THOSE = re.compile(r"(?:(?<=[者方])|(?<=該当する事業)|(?<=該当する取組))(?:とする|とします)。?$")


def _last(words: re.Pattern[str], text: str) -> int:
    """Where words stand in a text for the last time; -1 where they do not."""
    return max((match.start() for match in words.finditer(text)), default=-1)


# 町内の事業者(次に該当する方を除く): the list below is of whom the bracket takes out
BRACKET_LEAD = re.compile(
    r"\((?:ただし、)?(?P<said>(?:次|以下|下記)[^()]{2,40}(?:を|は)除(?:く|きます))。?\)(?:とする|とします|です)?[。:]?$"
)


# 次の取組から1つ以上を選択し、実施してください
_TO_CHOOSE = re.compile(
    r"(?:取り?組み?|事業|措置|目標|メニュー|コース|項目|要件|うち)[^。]*(?:1つ|一つ|2つ|二つ)以上[^。]*"
    r"(?:選択|選ん|選び|取り?組|実施|行)[^。]*(?:すること|むこと|うこと|ください|必要(?:です|があ))"
)


@lru_cache(maxsize=8192)
def of_lead(text: str) -> Told:
    """What a folded sentence that announces a list says its items are.

    >>> of_lead("次のいずれかに該当する者は、申請することができない。").role
    'exclusion'
    >>> of_lead("次の各号のいずれにも該当する者とする。").role
    'requirement'
    >>> (lead := of_lead("以下のいずれにも該当しないこと")).role, lead.sign
    ('exclusion', 'negative')
    """
    if (said_of_list := BRACKET_LEAD.search(text)) is not None and not points_down(without_brackets(text)):
        return of_lead(said_of_list["said"])
    text = _MORE_OF_THEM.sub(r"\g<those>とする", _REST.sub("", text))
    plain = without_brackets(text)
    if _EXAMPLES_BELOW.search(text):
        return told("example", party_of(plain), 3, plain)
    said = predicate(text)
    party = listed_party(plain) or subject_of(text) or party_of(plain)
    any_of = _last(_ANY, plain) > _last(_ALL, plain)
    if is_not_handed_in(text):
        return Told("other", "document", "neutral", 3, words=text)
    found = Told("other", party, "neutral", 3, words=plain) if ASKS.search(plain) else _announced(plain, said, party)
    if found.role is None and (defined := _ARE_THOSE.sub("", text)) != text:
        return of_lead(defined)
    if found.role is None and any_of and _TO_CHOOSE.search(plain):
        found = told("requirement", "project", 1, plain)
    return replace(found, any_of=any_of)


def is_not_for(text: str) -> bool:
    """Whether a folded sentence says of a whole grant that it is not for those of its list: 本補助金は、次に掲げる者には適用しない."""
    return _NOT_FOR.search(text) is not None


_LISTED = re.compile(
    r"(?:該当する|掲げる|示す|該当し(?:た|ている)|満たす|関する|当てはまる|あてはまる|の(?:いずれかの)?)"
    r"([^、。はがをに]{1,20}?)(?:等|以外)*(?=[はがをに、。]|$)"
)


def listed_party(plain: str) -> Party | None:
    """Of whom the items speak: the noun that the pointer announces (以下に該当する経費は)."""
    at = _POINTER.search(plain)
    if at is None:
        return None
    for found in _LISTED.finditer(plain, max(0, at.start())):
        if party := party_of(found[1]):
            return party
    return None


def _announced(plain: str, said: Predicate, party: Party | None) -> Told:
    if MEANS.search(plain) and not said.negated:
        return told("definition", party, 3, plain)
    if COUNTED.search(plain):
        return told("definition", party, 3, plain)
    if is_not_for(plain):
        return denied(party or "applicant", 3, plain)
    if EXEMPT.search(plain[-24:]):
        return Told("other", party, "neutral", 3, words=plain)
    if _NOTWITHSTANDING.search(plain) and takes_out(plain, said):
        return Told("other", party, "neutral", 3, words=plain)
    except_for = _EXCEPT.search(plain)
    if except_for is not None and points_down(plain[: except_for.end()]):
        return Told("other", party, "neutral", 3, words=plain)
    if _OTHERS.search(plain):
        return told("exclusion", party, 3, plain)
    if CHECKED.search(plain):
        return told("review_criteria", party, 3, plain)
    if _STEPS.search(plain):
        return told("procedure", party, 3, plain)
    if _ATTACHED.search(plain) and not said.negated:
        return told("required_document", "document", 3, plain)
    if _PURPOSES.search(plain):
        return Told("other", party, "neutral", 3, words=plain)
    if said.act in ("do", "notify", "submit", "report", "permit", "withdraw") and TAKEN_BACK.search(plain):
        return told("clawback", party, 3, plain)
    if said.act in ("do", "follow") and not said.negated and _OFFICE_DOES.match(plain):
        return told("procedure", "administrator", 3, plain)
    listed = _LISTED_COSTS.fullmatch(plain)
    if listed is not None and (headed := of_heading(listed["what"])).role in ("eligible_expense", "ineligible_expense"):
        return replace(headed, sure=3, words=plain)
    if said.act == "repay" and (said.negated or said.modality == "need_not"):
        return Told("other", party, "neutral", 3, words=plain)  # in which cases nothing is paid back
    if _IS_IT_SO.search(plain):
        return told("requirement", party or "applicant", 3, plain)
    acted = by_act(plain, said, party)
    if acted.role is not None:
        return _turned(acted) if _denies_items(plain, said) else acted
    return _by_noun(plain)


# 対象としない経費は、事業に要する次に掲げるものとする: the topic says what the listed costs are
_LISTED_COSTS = re.compile(
    r"(?P<what>[^。、はが]{0,24}(?:経費|費用))は、?[^。はが]{0,40}?(?:次|以下|下記|別表)(?:の各号)?(?:に掲げる|に定める|に示す|の)?(?:もの|経費|費用|とおり|通り)?"
    r"(?:と(?:する|します|なります)|です|である)?[。:]?"
)
# 以下の者は含まれますか: a question states nothing, whatever it lists
ASKS = re.compile(r"(?:ます|です|でしょう|ません|した)か[。?]?$")
# 以下の手続が必要です: steps, whatever they are needed for
_STEPS = re.compile(r"(?:以下|次|下記)の[^、。をがは]{0,8}(?:手続き?|手順|操作|流れ|作業)(?:が|を|に|で|により)")
# 事務局は、次の措置を行う: what an office does obliges nobody else
_OFFICE_DOES = re.compile(
    r"^(?:なお、|また、)?[^、。]{0,12}(?:事務局|委員会|機構|大臣|労働局長?|知事|[市町村区]長|理事長)(?:等)?は、[^。]*(?:行(?:う|い)|講じ|実施(?:する|し))"
    r"(?:る|ます)?(?:(?:こと|場合)が(?:ある|あります)|ことができる)?(?:ものとする|ものとします)?。?$"
)
# 本補助金は、次に掲げる者には適用しない
_NOT_FOR = re.compile(
    r"^(?:本|この|当該)(?:補助金|助成金|事業|制度|要綱|要領)(?:の規定)?は、?[^。]*(?:次|以下|下記)[^。]*(?:者|方|事業者|法人|場合)(?:について)?(?:に)?(?:は|対しては)、?(?:これを)?適用しない"
)
# 次の点を満たしているか確認してください: what is asked of everybody who applies
_IS_IT_SO = re.compile(
    r"(?:次|以下|下記)(?:の|に)[^。]{0,20}(?:満たし|該当し|当てはまっ|あてはまっ)て(?:い)?(?:る|ます)か(?:どうか)?を?、?[^。]{0,10}確認"
)
# 申請書に次の各号に掲げる書類を添えて申請するものとする: what the list is does not stand in the predicate
_ATTACHED = re.compile(
    r"(?:以下|次|下記|別表|左記|各号)(?:の各号)?(?:に掲げる|に定める|に示す|の)?[^。、はが]{0,12}(?:書類|資料|もの)(?:等)?を、?(?:添え|添付し|併せて)"
)
# 個人情報は以下の目的に使用します: what it is used for obliges nobody
_PURPOSES = re.compile(
    r"(?:以下|次|下記)(?:の|に(?:掲げる|示す))[^、。]{0,6}目的(?:のため)?(?:に|で)(?:のみ)?[^。]{0,10}(?:使用|利用|提供|活用)(?:する|します|される|されます|いたします)。?$"
)
# how it is found out whether something is so: 該当することの確認は、次の書類により行う; 以下により確認すること
CHECKED = re.compile(
    r"確認は、?[^。]*(?:により|で|にて)[^。]{0,12}行(?:う|います|うこと)。?$|(?:により|にて|によって)、?[^、。]{0,12}確認(?:する|します|すること|を行う)。?$"
)
# the phrase that the pointer stands in: 以下の要件を満たさない者, 次に該当しない場合, 下記の経費以外
_POINTED = re.compile(
    r"(?:以下|次|下記|下表|左記|各号)[^。、]{0,30}?(?:該当|満た|充た|当てはま|あてはま|適合|掲げ|達成|受け|有し|備え|の)(?P<end>[^。、]{0,14}?)"
    r"(?:者|事業者|事業主|法人|企業|会社|団体|方|場合|とき|もの|経費|費用|事業|取組|設備)(?P<but>等?以外)?"
)
_OTHERS = re.compile(r"以外(?:の[^、。]{1,10})?であること")
TURNED: dict[Role, Role] = {
    "requirement": "exclusion",
    "exclusion": "requirement",
    "eligible_expense": "ineligible_expense",
    "ineligible_expense": "eligible_expense",
    "clawback": "requirement",
}


def _denies_items(plain: str, said: Predicate) -> bool:
    """Whether the main predicate is said of those that the items do not describe (以下を満たさない者は対象外)."""
    found = _POINTED.search(plain)
    return found is not None and found.end() <= said.start and describes_others(plain)


def describes_others(plain: str) -> bool:
    """Whether the phrase that points to the items is of those that they do not describe (次の要件を満たさない者)."""
    found = _POINTED.search(plain)
    return found is not None and (count_negations(found["end"]) + bool(found["but"])) % 2 == 1


def _turned(acted: Told) -> Told:
    """The same said of the others."""
    role = TURNED.get(acted.role) if acted.role else None
    return told(role, acted.of, acted.sure, acted.words) if role else acted


# Xは次のとおり: the noun before the pointer says what the list is
_TOPIC = re.compile(r"([^、。]{2,40}?)(?:について|として)?(?:は|が)、?(?:原則、?)?(?:以下|次|下記|下表|次表|左記|別表)")
# 以下のX, 次に掲げるX: or the noun behind it
_OBJECT = re.compile(
    r"(?:(?:以下|次|下記|下表|左記)(?:の(?:いずれかの)?|に(?:掲げる|示す|定める|記載の|該当する)|[^、。]{0,12}?(?:全て|すべて)の)"
    r"|(?:下記|左記|右記|以下)(?=[一-龠]{2}))"
    r"([^、。はがをにで]{2,20}?)(?:等)?(?:は|が|を|に|で|、|に限|$)"
)


def _by_noun(plain: str) -> Told:
    """The role that the noun of an announcing sentence names: 要件は次のとおり, 以下の書類を."""
    if (topic := _TOPIC.search(plain)) and (said := of_heading(re.split(r"[、。]", topic[1])[-1])).role:
        return replace(said, sure=3, words=plain)
    for found in _OBJECT.finditer(plain):
        if (said := of_heading(found[1])).role in _LISTED_ROLES:
            return replace(said, sure=2, words=plain)
    return NOTHING


_LISTED_ROLES: tuple[Role, ...] = (
    "requirement",
    "bonus_point",
    "penalty_point",
    "required_document",
    "eligible_expense",
    "review_criteria",
    "example",
    "definition",
)


# several consequences in one breath: 交付決定の取消、補助金の返還、公表等を行う; 取り消し、又は変更することができる
TAKEN_BACK = re.compile(
    r"(?:取(?:り)?消し?|返還|返納|返金)(?:命令)?(?:[、・やと]|等|及び|又は|若しくは|並びに|のほか|や、)[^。]{0,40}(?:行|講|求|命|な[りるっ]|処|公表|受け)"
    r"|を取り?消し、|返還(?:を求め|を命じ|させ)、|(?:取(?:り)?消し?|返還|罰則|罰金|没収)[^。、]{0,16}(?:生じ|適用|科|課|処|あり(?!ませ))"
)


# 製品の登録を取り消す: takes nothing from anybody
_OF_A_THING = re.compile(
    r"(?:製品|ツール|設備|機器|サービス|システム|機械|型番|商品|カテゴリ)(?:の登録|登録)(?:を|の|は|が)?、?(?:直ちに)?取り?消"
)
_MONEY = re.compile(r"返還|返納|返金|納付|交付決定|補助金|助成金|(?:事業者|者)の登録")


def takes_out(plain: str, said: Predicate) -> bool:
    """Whether a sentence says …は除く, which takes out of a count or a term as often as out of the grant."""
    return (
        said.act == "qualify"
        and said.negated
        and "対象" not in plain
        and bool(re.search(r"除(?:く|き|外)", plain[said.start : said.end + 1]))
    )


def by_act(plain: str, said: Predicate, party: Party | None) -> Told:
    """What a predicate does to those that are listed: it grants, denies, takes back, gives points, asks for papers."""
    act = said.act
    if act == "cancel" and _OF_A_THING.search(plain) and not _MONEY.search(plain):
        return Told("other", party, "neutral", 3, words=plain)
    if act in ("repay", "cancel"):
        return told("clawback", loser_of(plain) or party, 3, plain, sign="neutral" if said.negated else "negative")
    if adds_money(plain, said):
        return told("amount", party, 2, plain)
    if act == "add_points":
        return NOTHING if said.negated else told("bonus_point", party if party == "project" else None, 3, plain)
    if act == "take_points":
        return told("penalty_point", None, 3, plain)
    if act in ("qualify", "permit", "pay", "select") and said.negated:
        return denied(party, 3, plain)
    if act in ("do", "withdraw") and said.negated and not said.noun:
        # 次の行為をしてはならない bars an act; 次の者は登録しない keeps somebody or something out
        if said.modality == "must":
            return told("duty", party, 3, plain, sign="negative")
        if party in ("applicant", "project", "product", "expense"):
            return denied(party, 3, plain)
    if act == "qualify":
        return granted(party, 3, plain)
    if act == "meet" and not said.negated:
        return told("bonus_point" if "加点" in plain else "requirement", party if party != "document" else None, 3, plain)
    if act == "fall_under":
        if said.negated:
            return told("exclusion", party, 3, plain)
        if said.modality == "must" or said.noun:
            return told("requirement", party, 3 if said.modality == "must" else 2, plain)
    if act == "define":
        return told("definition", party, 3, plain)
    if act == "submit":
        return told("required_document" if speaks_of_papers(plain) else "procedure", "document", 3 if speaks_of_papers(plain) else 2, plain)
    if act in ("keep", "report") and said.modality == "must":
        return told("duty", party, 2, plain)
    return NOTHING


_NOUN_POINTED = re.compile(r"(?:以下|次|下記)の([^、。をがにはで]{2,16}?)(?:の|を|が|に|で|は|、)")
_ANNOUNCES_ITEMS = re.compile(
    r"いずれ|とおり|通り|場合|各号|もの$|全て|すべて|どちら|事項|事由|基準|内容|項目|取組|\d|[ⅰ①]|^[ア-ンa-zA-Z](?:及び|又は|から|~|$)"
)


def fills_in(first: str, section: Section) -> bool:
    """Whether what stands below a folded sentence only fills in one of its nouns (以下の補助金の交付を受けた者): names, no items."""
    found = _NOUN_POINTED.search(first)
    if found is None or section.role not in SIGNS or _ANNOUNCES_ITEMS.search(found[1]):
        return False
    return party_of(found[1]) is None and of_heading(found[1]).role in (None, "other")
