"""Topics without their negation: 不正行為, not 不正行為がないこと. Whether something must or must not be so is told beside the topic."""

from __future__ import annotations

import re

from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.predicates import without_courtesy
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.verbs import affirmed

# what asks for that which stands before it: …ない必要がある, …ないことが条件です, …ない者でなければならない
_ASKED = (
    r"(?<=必要)が(?:ある|あります)|(?<=こと)(?:が|を)(?:必要|必須|条件|要件|前提)(?:である|とする|とします|となる|となります|です)?"
    r"|(?<=こと)(?:が|を)(?:求め(?:る|ます|られ(?:る|ます|ている|ています))|要(?:する|します))|(?<=[者のと])で(?:なければ|なくては)(?:ならない|なりません)"
)
_NOMINAL = re.compile(
    r"(?:である|であり|とする|との|という|旨の?)?(?:こと|もの|者|方|事業者|法人|企業|会社|団体|場合|とき|必要)*"
    rf"(?:である|とする|となる|{_ASKED})?(?:こと)?[。.]*$"
)
# denials that deny nothing: a duty told twice negated, a risk, a word that only looks like one
_NO_DENIAL = re.compile(
    r"(?:(?:なければ|なくては|ねば)(?:な[らり]|いけ)(?:ない|ません)|ざるを[得え](?:ない|ません)|な(?:い|く)と(?:いけ|な[らり])(?:ない|ません)"
    r"|(?:必要|義務)(?:は|が)?(?:ない|ありません)|かもしれ(?:ない|ません)|かねない|欠かせない|少ない|危ない|間もない|に満たな(?:い|かった)|差し支え(?:ない|ありません)|(?:構い|かまい)ません|(?:構|かま)わない"
    r"|やむを得(?:ない|ません)|問(?:わない|いません)|ないわけでは(?:ない|ありません))$"
)
_NAMED = re.compile(r"(?:が|は|の|も|で|では|に)?(?:存在し|該当し)?(?:ない|なかった|なく|なし|無い|ありません)$")
_VERB = re.compile(r"(?P<stem>.+?)(?P<kana>[ぁ-ん])(?:ない|なかった|なく|ず)$")
# what may not be done: 譲渡してはならない is about 譲渡する, 申請することはできない about 申請する, 分割払いは認められない about 分割払い
_FORBIDDEN = re.compile(
    r"(?:(?P<does>し|[ぁ-ん]っ|[一-龠]っ|[えけせてねべめれげみき])て(?:は|も)(?:ならない|いけない)"
    r"|(?:こと)?(?:(?:は|が|も|を|には|とは?)、?)?(?:(?:一切|原則として?|いかなる[^、。]{1,10}?も|決して|、)*)?(?:でき|出来|認められ|認め|許され|受け?付けられ|受け?付け)ない"
    r"|(?:こと)?(?:は|が|も|を)?(?:一切|原則|固く)?(?:不可|禁止|厳禁|禁じられている|禁じる|禁ずる))$"
)
_POLITE = re.compile(r"ません$")
# the plain form of a polite denial: 行いません is 行わない, 認められません is 認められない
_GODAN = str.maketrans("いきぎちにびみり", "わかがたなばまら")
_BAN = re.compile(r"(?P<what>不可|禁止|厳禁)(?:とする|とします|とされている|する|します|です|である|となる|となります)$")


def is_denied(text: str) -> bool:
    """Whether the first sentence of a text says that something is not so, or must not be.

    >>> [is_denied(text) for text in ("暴力団員でないこと。", "他の補助金を受けていない者", "報告しなければならない", "登録していること")]
    [True, True, False, False]
    """
    return _predicate(without_brackets(fold_text(text)).split("。", maxsplit=1)[0])[1]


def neutral(phrase: str) -> str:
    """The phrase, its predicate affirmed where it is denied.

    >>> [neutral(phrase) for phrase in ("暴力団員でない", "補助金を受けていない", "虚偽の記載がない", "帳簿を保管しない")]
    ['暴力団員', '補助金を受けている', '虚偽の記載', '帳簿を保管する']
    >>> neutral("第三者に譲渡してはならない"), neutral("重ねて申請することはできない")
    ('第三者に譲渡する', '重ねて申請する')
    >>> neutral("期限後の申請を受け付けることはできかねます"), neutral("変更には応じかねます")
    ('期限後の申請を受け付ける', '変更には応じる')
    >>> neutral("要件を満たしていると認められない")
    '要件を満たしている'
    >>> neutral("風俗営業を営む者に該当しない必要がある"), neutral("町税に未納がない者でなければならない")
    ('風俗営業を営む者', '町税に未納')
    >>> neutral("訴訟"), neutral("違反となるおそれが少ない")
    ('訴訟', '違反となるおそれが少ない')
    """
    stripped, denied = _predicate(phrase)
    if not denied:
        return phrase
    if forbidden := _FORBIDDEN.search(stripped):
        what = stripped[: forbidden.start()].rstrip("、") + _dictionary(forbidden["does"] or "", stripped[: forbidden.start()])
        return re.sub(r"(?<=[るうくすつぬぶむぐ])こと$", "", what) or phrase
    if named := _NAMED.search(stripped):
        verb = _VERB.fullmatch(stripped)
        if verb is None or verb["kana"] in "がはのもでに" or named.group() not in ("ない", "なく", "なかった"):
            return stripped[: named.start()] or phrase
    verb = _VERB.fullmatch(stripped)
    return affirmed(verb["stem"], verb["kana"]) if verb is not None else phrase


def _predicate(text: str) -> tuple[str, bool]:
    """The text up to its predicate, and whether that denies something."""
    plain = without_courtesy(text.rstrip("。."))
    bare = _NOMINAL.sub("", plain) or plain
    if _NO_DENIAL.search(bare):
        return bare, False
    bare = _BAN.sub(r"\g<what>", _plain(bare))
    return bare, bool(_NAMED.search(bare) or _VERB.fullmatch(bare) or _POLITE.search(bare) or _FORBIDDEN.search(bare))


# what cannot be done, politely: 受け付けることはできかねます, 対応いたしかねます, 応じかねます
_DECLINED = re.compile(r"(?:(?P<can>でき|出来)|(?:いた|致)し|(?P<stem>[^。]))かね(?:る|ます)$")


def _plain(text: str) -> str:
    """The text with its last denial in the plain form."""
    if (declined := _DECLINED.search(text)) is not None:
        return f"{text[: declined.start()]}{declined['can'] or declined['stem'] or 'し'}ない"
    polite = re.search(r"(?P<before>.)(?P<stem>[ぁ-ん])ません$", text)
    if polite is None:
        return re.sub(r"お?りません$", "いない", text) if text.endswith("ておりません") else text
    stem = polite["stem"]
    if stem == "り" and polite["before"] in "あお":  # ありません, しておりません
        return text[: polite.start()] + ("ない" if polite["before"] == "あ" else "いない")
    if stem in "いきぎちにびみり" and not (stem == "き" and polite["before"] == "で") and not (stem == "い" and polite["before"] in "てで"):
        stem = stem.translate(_GODAN)
    return text[: polite.start("stem")] + f"{stem}ない"


_U, _TSU = "行使従払伴担負扱買言補", "持待立打保"


def _dictionary(stem: str, before: str) -> str:
    """The dictionary form of the end of a verb before て: し(て) is する, 超え(て) 超える, 行っ(て) 行う, 下回っ(て) 下回る."""
    if not stem.endswith("っ"):
        said = "す" if stem == "し" and re.search(r"[らかさわまや]$", before) else "する"  # 漏らす, 譲渡する
        return said if stem == "し" else f"{stem}る" if stem else ""
    return stem[:-1] + ("う" if stem[0] in _U else "つ" if stem[0] in _TSU else "る")
