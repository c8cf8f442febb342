"""What a sentence does: its main predicate × negations × modality, else what the list does that it stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.predicates import Predicate, count_negations, predicate
from subsidy_rules.model.reading import Act, Party, Section
from subsidy_rules.statements.sentence_parts import parts_of

_NOUN_END = re.compile(r"(?:[一-龠々ァ-ヶーA-Za-z0-9%」』)\]]|もの|など|ところ|の写し)$")
# nouns that are said of something: 「…は不可」 is a sentence
_SAID = re.compile(
    r"(?:対象外|可能|不可|必須|必要|返還|減点|加点|とおり|通り|厳守|必着|禁止|不要|不支給|除外|可|提出|添付|(?<=:)[^:]*|補助対象)$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """The act that a sentence states by itself; `act` is None where it only names something or says that something is so."""

    act: Act | None
    predicate: Predicate
    names: bool = False


_DONE_TO_POINTS: dict[str, Act] = {"add_points": "gets_bonus", "take_points": "gets_penalty"}
_MONEY = re.compile(
    r"(?:補助|助成|支給)(?:率|(?:上限|下限)?金?額)|(?:上限|下限|限度|支給|交付|助成)額|(?:補助金|助成金)の(?:額|支払い?|交付)|上限(?:金額|人数)|支給上限|補助上限"
)
_COPULA = r"(?:とする|とします|です|である|となる|となります|になる|になります|とし|とおりです)(?:ものとする)?$"
_GRANTS = re.compile(
    rf"(?:[円%割額\d払]|を上限|を限度|が上限|が限度|まで)(?:{_COPULA}|$)|(?:円|率|額|\d)(?:を|に|が|まで)?(?:引き?上げ|適用|加算|上乗せ|増額|増加|減額|引き?下げ)(?:する|します|される|されます|られる|られます|る|ます)$|(?:以内|以下|上限|まで){_COPULA}"
)
_CAPPED = re.compile(r"(?:円|%|割|分の\d{1,2}|/\d{1,2}|人|回|件|額)(?:\([^()]*\))?を?(?:上限|限度)と")
_TARGET_TOPIC = re.compile(
    r"(?:補助|助成|支給|申請|交付|給付)?(?P<what>対象(?:者|事業者|経費|事業|設備|製品|労働者)?(?:となる[^、。は]{0,12})?)(?:等)?(?:は|について(?:は)?)、?"
)
_TO_TARGET = re.compile(
    r"(?:補助|助成|交付|支給|申請)?(?:対象(?P<what>者|事業者|経費|事業)?|経費)(?:と|に|として|から)(?:する|なる|含める|計上する|申請する|なり得る|みなす)?(?:こと)?(?:は|が|も|を)?$"
)
_TIME = r"(?:期間|期限|締切日?|締め切り|期日|日程|スケジュール|受付|開始日?|終了日?|末日|時期|公募|申請|発表|公表|募集|登録|通知|実施|審査)"
_TIMED = re.compile(rf"{_TIME}(?:等)?(?:は|が|を|に?ついて(?:は)?|:|と)")
_AT_A_TIME = re.compile(
    r"(?:\d+(?:日|月|年度?|時|分|か月|カ月|ヶ月|ヵ月|年間|週間)|末日?|頃|旬|予定|以内|まで|から|期間|期日|翌日|中旬|必着|正午|\))(?:を?(?:予定し(?:ている|ております|ています)|予定|とする|とします|とみなす|とみなします|です|である|となる|となります|になる|になります|受け?付け(?:る|ます)|開始(?:する|します)|行う|行います|ものとする|実施(?:する|します)))*$"
)
_DAY_NAMED = re.compile(rf"(?:(?:開始|終了|完了|締切|基準|応募|到達)日|期日|期限){_COPULA}")
_OPENS = re.compile(
    r"(?:公表|発表|開始|終了|締め?切|公募|募集|受け?付け?|通知|実施|掲載|送付|開催|予定)(?:を)?(?:する|します|行う|行います|し|される|されます|致します|いたします|る|ます)?(?:の?予定(?:です|である|としている|としています|となっています)?|見込み(?:です|である)?|ものとする)?$"
)
_RECEIVES = re.compile(r"受け?付け(?:る|ます)|受付(?:を?行|を?開始|を?終了|期間)")
_A_TIME = re.compile(r"\d(?:年|月|日|/\d)|[上中下]旬|(?:月|年度)末|翌日|当日")
_POINTER = r"(?:以下|次|下記|次項|次頁|右記)(?:に掲げる|に示す|に定める|に記載の|の各号の|のアから|のような|のうち|の|に|から)"
_VALUE = r"(?:額|金額|率|要件(?:の?全て|を全て|をいずれも)?を?(?:全て)?満たす(?:\d|[^、。]{0,12}(?:計画|事業者|者|企業)))"
# the list is what the sentence acts on: nothing else is acted on behind it
_POINTS = re.compile(
    rf"(?:^|[、はがのをも]){_POINTER}(?![「A-Z①-⑳\d(])(?!{_VALUE})[^、。をはが]*(?:を(?!.*を)|を行う[^、。をはが]*(?:は|に対して)|は|が|に(?:対して|ついて)|も)"
)
_CLAUSE_END = re.compile(r"(?:場合(?:に)?(?:は|も)?|とき(?:は)?|際(?:は|に)?|他|ほか|であって|のうち)、")
_EXAMPLE = re.compile(
    r"^[(]?(?:[①-⑳])?(?:(?:具体|記載|記入|計算|算定|試算|適用)?例\d*[)):、]|(?:ケース|パターン|\d年(?:度)?目で[^、。]{1,12})\d*:|例えば、?(?!以下|次|下記).*(?:など|等)。?$)"
)
_EXAMPLE_LEAD = re.compile(r"(?:具体例|記載例|記入例|計算例|ケースで|(?:の|、)例(?:です|は|$|\))|例\)?$|イメージ)")
_EXAMPLE_HEADING = re.compile(r"(?:具体|記載|記入|計算|算定|試算)例|イメージ")
_CASE_LABEL = re.compile(r"^[①-⑳][^、。]{2,30}:")
# what is only asked for at the end of a sentence: 「…となりませんので、ご注意ください」
_ASIDE = re.compile(
    r"(?:の(?:で|に)|ため|が|こと(?:に|を|について)?)、?(?:十分|予め|あらかじめ|必ず|くれぐれも)*に?(?:ご|御)?(?:注意|留意|了承|承知おき|承知|理解|協力)(?:の(?:上|うえ).*)?(?:を?(?:お願い|いただ|くだ|下)[ぁ-んい致申上]*)?$"
)


_COMPARED = (
    (re.compile(r"を?(?:超え|上回ら)(?:てい)?ない"), "以下である"),
    (re.compile(r"を?下回(?:ら|ってい)ない"), "以上である"),
    (re.compile(r"(?:に?(?:満た|達し|到達し|届か|及ば)(?:てい)?|を?経過し(?:てい)?)ない|以上(?:では|で)ない"), "未満である"),
    (re.compile(r"以下(?:では|で)ない"), "超である"),
)


def compared(plain: str) -> str:
    """The sentence with each denial that belongs to a figure turned into its comparator, so that it denies nothing else.

    >>> compared("300人を超えないこと")
    '300人以下であること'
    """
    if re.search(r"\d", plain):
        for pattern, word in _COMPARED:
            plain = re.sub(rf"(?<=[\d円人名社者%割月年日間率額回件]){pattern.pattern}(?!と(?:なら|いけ))", word, plain)
    return plain


def own_act(plain: str, party: Party | None = None) -> Told:
    """The act that a sentence (`Parts.plain`) states by itself; `party` is of whom or what it speaks, where that is known.

    >>> own_act("申請者は法人であることが必要です").act, own_act("交付決定前に発注した経費は補助対象外とする").act
    ('must', 'is_not_paid')
    >>> own_act("複数の申請をすることはできない").act, own_act("過去に不正を行った者").act
    ('must_not', None)
    """
    plain = compared(_ASIDE.sub("", plain) or plain)
    said = predicate(plain)
    if re.search(r"(?<!ほ)か$", plain):
        return Told("informs", said)
    timed = _by_time(plain, said)
    if said.noun not in ("", "こと") or (_NOUN_END.search(plain) and not _SAID.search(plain)):
        return Told(timed if said.noun == "" else None, said, names=True)
    return Told(timed or _by_word(plain, said, party) or _by_topic(plain, said) or _by_modality(plain, said), said)


def _by_word(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """The act of a predicate that says something on subsidies."""
    act, denied = said.act, said.negated
    if act in ("repay", "cancel") and said.modality != "may" and not (said.noun and (denied or act == "cancel")):
        return "informs" if denied else "is_repaid"
    if act in _DONE_TO_POINTS and plain[said.start : said.end] != "加算":
        return "informs" if denied else _DONE_TO_POINTS[act]
    if act == "qualify":
        return _qualified(plain, said, party)
    if act == "permit" and (target := _TO_TARGET.search(plain[: said.start])):
        return _eligible(plain[target.start() : target.end()], party, denied=denied)
    if re.search(r"に限(?:る|ります|られる|られます)(?:ものとする)?$", plain):
        return _eligible(plain, party, denied=False)
    if act == "pay" and said.modality in ("plain", "must", "might"):
        return _paid(plain, said, party)
    if act == "submit" and not denied and said.modality in ("plain", "must"):
        return "is_submitted"
    if act == "define" and not denied:
        return (
            "is_scheduled"
            if re.search(r"(?:期間|期限|期日|末日|日)(?:の末日)?(?:を|と|である|等|に|は)[^、。]{0,25}みな", plain)
            else "defines"
        )
    return None


def _paid(plain: str, said: Predicate, party: Party | None) -> Act | None:
    """補助金を交付する; what others hand over or pay for is a duty of theirs."""
    granted = re.search(r"補助金|助成金|給付金|奨励金", plain) or re.match(r"支給|補助|助成|不支給|不交付", plain[said.start :])
    if not granted or (said.modality == "must" and party in ("applicant", "vendor", "lessor")):
        return None
    return "is_not_paid" if said.negated else "is_paid"


def _qualified(plain: str, said: Predicate, party: Party | None) -> Act:
    """X は対象(外): of an expense it is paid or not, of all else it is eligible or excluded."""
    before = plain[: said.start]
    word = re.search(r"[一-龠ァ-ヶーA-Za-z]*$", before)
    if word and "点" in word.group():
        good = ("減点" not in word.group()) == (not said.negated)
        return "gets_bonus" if good and "加点" in word.group() else "gets_penalty" if not good else "informs"
    topic = re.split(r"(?:場合(?:に)?(?:は)?|他|ほか)、", before)[-1] + plain[said.start : said.end + 3]
    return _eligible(topic, party, denied=said.negated)


def _eligible(words: str, party: Party | None, *, denied: bool) -> Act:
    money = party == "expense" or re.search(r"経費|費用|費(?:等)?(?:は|が|を|に|も)|料(?:金)?(?:等)?(?:は|が|も)", words)
    if money:
        return "is_not_paid" if denied else "is_paid"
    return "is_excluded" if denied else "is_eligible"


def _by_time(plain: str, said: Predicate) -> Act | None:
    """A period or day of which the sentence says when it is."""
    if said.modality in ("may", "might", "need_not") or said.negated or said.noun == "こと":
        return None
    end = plain[-30:]
    if _RECEIVES.search(end) and not said.negated and _A_TIME.search(plain):
        return "is_scheduled"
    if _DAY_NAMED.search(end) or (_TIMED.search(plain) and _AT_A_TIME.search(end) and not _MONEY.search(plain)):
        return "is_scheduled"
    if _OPENS.search(end) and re.search(r"\d(?:月|日)|[上中下]旬|頃", plain) and not re.search(r"(?:者|主)(?:等)?は", plain):
        return "is_scheduled"
    bare = not re.search(r"[るたすいうく](?:[一-龠]|。|$)", plain)
    return "is_scheduled" if bare and re.search(_TIME, plain) and re.search(r"\d月|\d日", plain) and not said.noun else None


def _by_topic(plain: str, said: Predicate) -> Act | None:
    """A sum of which the sentence says how much, a class of which it says who is in it."""
    if said.modality in ("may", "might", "need_not") or said.negated or said.noun:
        return None
    end = plain[-24:]
    if _CAPPED.search(end) or (_MONEY.search(plain) and _GRANTS.search(end) and not re.search(r"申請(?:を)?(?:する|します)$", end)):
        return "is_paid"
    target = _TARGET_TOPIC.search(plain)
    if target and re.search(_COPULA, plain):
        return _eligible(target["what"], None, denied=False)
    return None


def _by_modality(plain: str, said: Predicate) -> Act | None:
    """What may, must or must not be, whatever it is."""
    denied = said.negated if said.act != "do" else count_negations(_last_phrase(plain)) % 2 == 1
    if said.modality == "might":
        return "informs"
    if said.modality == "need_not" or re.search(
        r"差し?支え(?:な|あ)|妨げ(?:な|る)|構(?:わない|いません)|かま(?:わない|いません)", plain[-16:]
    ):
        return "may"
    if said.modality == "must":
        return "must_not" if denied else "must"
    if said.act == "permit" or said.modality == "may":
        return "must_not" if denied else "may"
    if denied and re.search(r"(?:しない|行わない|致しません|しません|いたしません|受け付けない|受け付けません)(?:ものとする)?$", plain):
        return "must_not"
    return None


def _last_phrase(plain: str) -> str:
    """The last verb with its endings, where a sentence does nothing that is known: what is denied before it is not its denial."""
    found = re.search(
        r"[一-龠ァ-ヶー]+[ぁ-ん]*(?:(?:こと|必要|義務|可能|場合|事)[ぁ-ん]*)*$",
        re.sub(r"(?<=[ぁ-ん])(?:必要|義務|可能|事)(?=[ぁ-ん])", "こと", plain),
    )
    return found.group() if found else plain[-16:]


def announces(plain: str) -> bool:
    """Whether a sentence heads a list: it says no more than that something follows.

    >>> announces("対象者は、以下のとおりとする"), announces("次の書類を添付しなければならない"), announces("次の額を支給する")
    (True, True, False)
    """
    if re.search(r"(?:とおり|通り)[ぁ-ん]{0,6}$", plain) and re.search(r"以下|次|下記|下表|左記|別表", plain[-20:]):
        return True
    return bool(_POINTS.search(_CLAUSE_END.split(plain)[-1])) and predicate(plain).noun in ("", "こと")


_HEADINGS: tuple[tuple[str, Act], ...] = (
    (r"(?:具体例|記載例|記入例|(?<![特条慣先比判])例\d*(?:$|:|\)))", "example"),
    (r"減点", "gets_penalty"),
    (r"加点", "gets_bonus"),
    (r"返還|返納|取消", "is_repaid"),
    (r"提出(?:が必要な)?(?:書類|資料)|添付書類|必要書類|申請書類|提出(?:方法|物)", "is_submitted"),
    (r"スケジュール|(?:公募|受付|申請|実施|有効)期間|締切|期限|日程", "is_scheduled"),
    (r"定義|用語", "defines"),
    (r"審査(?:項目|の?観点|基準)|注意事項|留意(?:事項|点)", "informs"),
    (r"補助(?:上限)?(?:金)?額|補助率|助成額|支給額|助成率", "is_paid"),
    (r"要件|条件|遵守|義務|責務", "must"),
)


@lru_cache(maxsize=1024)
def context_act(words: str) -> Act | None:
    """The act of the items that a lead or a heading announces; None where it tells none.

    >>> context_act("以下に該当する事業者は補助対象外です。"), context_act("加点項目"), context_act("＜補助対象外となる経費＞")
    ('is_excluded', 'gets_bonus', 'is_not_paid')
    >>> context_act("申請者は以下の全ての要件を満たすこと。"), context_act("はじめに")
    ('must', None)
    """
    plain = re.sub(r"^[【<《〈\[]|[】>》〉\]]$", "", parts_of(words).plain) if words else ""
    if not plain:
        return None
    told = own_act(plain)
    if told.act not in (None, "informs", "defines", "may") and not told.names:
        return told.act
    named = _named(plain, told.predicate) if told.names else None
    return named or next((act for pattern, act in _HEADINGS if re.search(pattern, fold_text(words))), None)


def _named(plain: str, said: Predicate) -> Act | None:
    """What a title that ends in a noun says of it: 補助対象外となる経費, 不支給要件, 対象となる事業者."""
    if said.act in ("qualify", "pay", "select"):
        party: Party | None = party_of(plain)
        if said.noun in ("額", "率", "金", "金額"):
            return "is_not_paid" if said.negated else "is_paid"
        if party == "expense":
            return "is_not_paid" if said.negated else "is_paid"
        if said.noun in ("要件", "条件", "項目", "事項", "基準") and not said.negated:
            return "must"
        return "is_excluded" if said.negated else "is_eligible"
    if said.act in _DONE_TO_POINTS:
        return _DONE_TO_POINTS[said.act]
    return None


def act_of(
    plain: str, original: str, heading: str, lead: str, party: Party | None, section: Section | None = None
) -> tuple[Act, Predicate]:
    """The act of a sentence under its heading and lead; negations are resolved.

    Args:
        plain: the sentence, `Parts.plain`.
        original: with its label, brackets and all.
        heading: the nearest above it.
        lead: of its list.
        party: of whom or what it speaks, by its own topic or by what stands above it.
        section: of its list.
    """
    told = own_act(plain, party)
    own = told.act
    if _is_example(original, heading, lead, section):
        return "example", told.predicate
    koto = told.predicate.noun == "こと"
    if section.head if section is not None else announces(plain) and not (lead and koto):
        return "announces", told.predicate
    led = context_act(lead)
    around = led or context_act(heading)
    if koto and own in ("must", "must_not"):
        # 「…こと」 says only what its list makes of it
        weak = (None, "must", "is_eligible", "informs", "announces")
        return (own if led in weak and around in (*weak, "is_scheduled", "is_paid", "defines") else around or own), told.predicate
    if own is not None:
        return own, told.predicate
    if not told.names and (led is None or _REMARK.search(original) or not _STATE.search(plain)):
        return "informs", told.predicate
    if told.names and around in ("must_not", "may"):
        return _eligible("", party, denied=around == "must_not"), told.predicate
    return around or "informs", told.predicate


# a remark below a list is no item of it, and what only happens is no state of one who applies
_REMARK = re.compile(r"^\(?(?:※|注|\*|なお|また)")
_STATE = re.compile(
    r"(?:て|で)(?:いる|いた|います|いました|いない|いません)$|(?:である|です|でない|た|なる|ある|ない|できる|する|せる|れる|げる)$"
)


def _is_example(original: str, heading: str, lead: str, section: Section | None) -> bool:
    if section is not None and section.role == "example":
        return True
    if _EXAMPLE_HEADING.search(fold_text(heading)):
        return True
    if _EXAMPLE.match(original) or (lead and _EXAMPLE_LEAD.search(fold_text(lead).rstrip("。"))):
        return True
    return bool(_CASE_LABEL.match(original) and "informs" in (context_act(heading), own_act(parts_of(lead).plain).act if lead else None))
