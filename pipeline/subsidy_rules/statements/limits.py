"""Conditions and limits in the words of a sentence or of its ancestors → conditions of a rule. Nothing is dropped.

What the vocabulary knows becomes its fact; another state becomes `{fact: other, of: …, value: true}`, false where it is excepted; what was
seen and not understood becomes `{unread: …}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from subsidy_rules.language.conditions import read_conditions, read_specials, unique
from subsidy_rules.language.normalise import fold_text
from subsidy_rules.language.parties import names_some, others_in
from subsidy_rules.language.phrases import LIST_MARKS
from subsidy_rules.language.quantities import find_quantities
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.language.staff import STAFF
from subsidy_rules.model.reading import Reading, Role, Section
from subsidy_rules.model.rule import OTHER, Condition, Leaf, Unread
from subsidy_rules.statements.how_often import HOW_OFTEN
from subsidy_rules.statements.prose import sentence_conditions
from subsidy_rules.statements.scope import DocumentScope
from subsidy_rules.statements.section_leads import points_down
from subsidy_rules.statements.section_words import of_heading
from subsidy_rules.statements.sentence_limits import objects_of

_NAME = 60
_EXCEPT = re.compile(r"(?:等)?(?:を|は|については|に該当する(?:者|もの)を)?(?:除く|除き|除いた?|除外する|以外の?もの)。?\)?$")
_ONLY = re.compile(r"(?:の?(?:もの|場合|とき))?(?:に限る|に限り|に限ります|のみ(?:とする|対象)?|だけ)。?\)?$")
# (郵送の場合は不要): what is said before is not asked for then
_NOT_NEEDED = re.compile(
    rf"(?P<case>[^。]{{2,{_NAME}}}(?:場合|とき|方|者))(?:に?は|、)、?(?:(?:提出|添付)(?:は|を|が|も)?)?"
    r"(?:不要|必要は?(?:ない|ありません|なし)|要しない|省略(?:可能?|でき(?:る|ます)|することができ(?:る|ます)))(?:です|とする|とします)?。?"
)
_IS_ASKED = re.compile(r"(?:に?は|、)?、?(?:(?:提出|添付)(?:が|も)?)?(?:必要|必須|要)(?:です|とする|とします)?。?")
# (…の場合は2者以上): ... something else than that it is asked for then
_SAYS_MORE = re.compile(r"(?:に?は|、)?、?(?:(?:提出|添付)は)?(?:不要|省略|必要は?な)|に?は、?(?!必要|必須|要|提出|添付|対象|\)|$)")
# ただし、承認を受けた場合は、この限りでない: what is said before does not hold then
_NOT_SO = re.compile(
    rf"(?P<case>[^。]{{2,{_NAME}}}(?:場合|とき))(?:に(?:あって|おいて|ついて))?は、?(?:この|その)限りでは?(?:ない|ありません|なく)。?"
)
_LEADING = re.compile(r"^[(、,]*(?:※\d*)?(?:ただし|但し|なお|また)?、?")
_BINDS = re.compile(r"場合|のみ|に限[るり]|に係る|とき$|においては?$")
# 以下全ての要件を満たす社会福祉法人: what stands below it is for those that it names
_ALL_OF = re.compile(
    r"(?:以下|次|下記)(?:の|に掲げる)?(?:全て|すべて|いずれ)?の?(?:要件|条件)(?:の?(?:全て|すべて|いずれ))?(?:を|にも?)(?:全て|すべて|いずれも)?(?:満たす|該当する)"
    r"(?P<who>[^、。]{2,20}?(?:法人|組合|者|事業主|企業|会社|団体)(?:\([^()]*\))*)"
)
# 後継者支援加点: who is left out there may apply without these points, and who does not ask for them shows no papers for them
POINTS = re.compile(r"(?:\d{1,2}[.．)、])?(?P<what>[^、。:]{2,30}(?:加点|減点)(?:項目|措置|事由)?)")
# 希望する加点により追加で必要な書類, 加点項目: of no bonus in particular
_OF_POINTS = re.compile(
    r"(?:\d{1,2}[.．)、])?[<【]?(?P<what>[^、。:]{0,12}加点(?:項目|措置|事由|審査|要件)?)(?:[>】]?|(?:に|を|の|で|により|のための|関係|関連)[^、。]{0,24}(?:書類|資料|様式|提出物)[^、。]{0,6})"
)
_BESIDE_POINTS: frozenset[Role] = frozenset({"exclusion", "required_document"})
# 対象労働者: asked of them and not of who applies; 転換支援コース: of those who apply for it
_OF_PERSONS: frozenset[Role] = frozenset({"requirement", "exclusion", "duty", "required_document"})
_TAKEN_BACK: frozenset[Role] = frozenset({"clawback", "duty"})
_COURSE = re.compile(
    r"[■◆●]?(?:第?[\d一二三四五六七八九十]{1,2}[.、章節)]?)?[<【《〈]?(?P<course>[^、。:()<>【】《》]{2,30}コース)[>】》〉]?"
)
# who is left out is often told under the name of his kind
_OF_SOME: frozenset[Role] = frozenset({"requirement", "duty", "required_document", "bonus_point", "clawback"})
# 借入れを行う場合は、借入先の確認を受けていること: a demand that heads a row, and the case that its details are for
_HEADED_BY_CASE = re.compile(rf"(?P<case>[^。、]{{4,{_NAME}}}(?:場合|とき))(?:に)?は、[^。]{{6,}}こと。?$")
LONGEST_CASE = 40  # characters of a heading that says a case; a longer one says more
_FRAGMENT = re.compile(r"[るられさし](?=場合|とき)|のみ|だけ|[のをはがに](?![一-龠])|[のを](?=[一-龠ァ-ヶ])|[、。)]")
# 2回目以降の申請を行う場合: which of several turns it is
_TURN = re.compile(
    r"(?:(?P<n>\d{1,2})|初)(?P<unit>回目?|年度?目|期目)(?P<on>以降)?の(?P<what>[一-龠]{2,6})(?:を(?:行う|する)|の|する)?(?:場合|とき)(?:に|は)*"
)
# whoever applies is no case: 本補助金に申請する事業者
_EVERYBODY = re.compile(
    r"(?:本|当該?)(?:事業|補助金|助成金|公募)(?:において|に|で|を|の|へ)?(?:交付|補助金|応募|の)*(?:申請|応募)(?:を(?:行う|する|しようとする)|する|しようとする|した)?"
    r"(?:補助|申請|中小|小規模)?(?:事業者|企業|企業者|事業主|者)(?:等)?"
)
# 中古品を購入する場合の留意点: the case, and what is said of it
_TITLE_OF_CASE = re.compile(
    r"(?<=場合)の(?:(?!返還|返納|返金|取り?消)[^。、]){0,10}?(?:留意点|注意点|(?:留意|注意)事項|取り?扱い|手続き?|必要書類|提出書類|対応|について)(?:について)?$"
    r"|(?<=場合)、?(?:に)?(?:必要|提出が必要)と?な(?:る|)書類$"
)
_NUMBER_OF_TITLE = re.compile(r"^(?:\(\d{1,2}(?:-\d{1,2})*\)|[①-⑳❶-❿➀-➓])")
# …を受ける場合(該当者のみ): says the same again
_WHOSE = re.compile(r"\((?:該当|希望|対象)(?:者|する(?:者|方|場合))?のみ\)(?=[>】」]?$)")
_IS_STATE = re.compile(r"(?:場合|とき|際|限り|者|企業|法人|組合|方|事業主|申請|れば|のうち)(?:は|に|には|にあっては|については)?$")


def own_conditions(reading: Reading, text: str, known: Sequence[Condition], scope: DocumentScope) -> tuple[Condition, ...]:
    """The conditions and limits of a reading that `known` does not hold yet."""
    facts = {node.fact for node in known if isinstance(node, Leaf)} - {OTHER}
    found: list[Condition] = []
    sentence = fold_text(text[reading.start : reading.end])
    conditions = tuple(words for words in reading.conditions if not _is_said(words, sentence))
    conditions = tuple(words for words in conditions if not _is_of_its_bracket(words, reading.limits, sentence))
    if (apart := _apart(conditions, sentence)) is not None:
        found.append(Unread(unread=apart))
        conditions = ()
    for words in conditions:
        found += () if words.startswith("例えば") else _of_condition(words, scope)
    for words in (*reading.limits, *reading.unread):
        if _is_said(words, sentence) or any(words.startswith(case) and _says_no_more(words[len(case) :]) for case in reading.conditions):
            continue
        if _EXPLAINS.search(said := fold_text(words)) and f"({said}" in sentence:
            continue
        if _is_of_a_member(words, sentence):
            found.append(Unread(unread=words))
            continue
        told = {leaf.fact for leaf in sentence_conditions(said, scope)}
        if not _is_part_of_name(words, text) and (not told or not told <= facts):  # else the exception is a condition of the rule already
            found.append(limit_of(words))
    return tuple(dict.fromkeys(node for node in found if node not in known and not (isinstance(node, Leaf) and node.fact in facts)))


def _says_no_more(rest: str) -> bool:
    """Whether the words behind a case say no more than that the rule holds in it."""
    return _ONLY.fullmatch(rest) is not None or _IS_ASKED.fullmatch(fold_text(rest)) is not None


def _is_of_its_bracket(case: str, limits: Sequence[str], sentence: str) -> bool:
    """Whether a case says when the rest of its bracket holds, and not when the rule does: 見積書(100万円以上の場合は3者以上)."""
    behind = (words[len(case) :] for words in limits if words.startswith(case) and f"({fold_text(words)}" in sentence)
    return any(_SAYS_MORE.match(fold_text(rest)) for rest in behind)


def object_conditions(text: str) -> tuple[Condition, ...]:
    """What must be so of the things that a sentence is about: 認証を受けた製品について、… says nothing of other products."""
    return tuple(_state(words, holds=True) if len(words) <= _NAME else Unread(unread=words) for words in objects_of(text))


_CASE_END = re.compile(r"(?:場合|とき|際)(?:に)?(?:は)?、?$")
# は市場の許可を、食堂の場合: what is said of the first case stands before the second
_OWN_SAID = re.compile(r"(?:に)?は(?P<said>[^、]{2,}(?:、[^、]+)*)、[^、]{2,}$")
_GOES_ON = re.compile(r"(?:て|り|かつ|且つ|場合|とき|際|[一-龠]し|は|又は|若しくは)$")


def _apart(conditions: Sequence[str], sentence: str) -> str | None:
    """What a sentence says of two cases that each have something of their own (店の場合は甲、宿の場合は乙); None where all hold."""
    cases = [said for words in conditions if _CASE_END.search(said := fold_text(words))]
    for first, second in pairwise(cases):
        start, at = sentence.find(first), sentence.find(second)
        if start < 0 or at < start + len(first):
            continue
        own = _OWN_SAID.match(sentence[start + len(first) : at + len(second)])
        if own is not None and not _GOES_ON.search(own["said"]):
            return sentence[start : at + len(second)]
    return None


# 甲（…に限る。）、乙（…を除く。）又は丙: each bracket is about its own noun
_NEXT_MEMBER = re.compile(r"。?\)等?(?:、|又は|または|若しくは|もしくは|及び|並びに|や|・)(?!かつ)[一-龠ァ-ヶ「a-zA-Z]")

# 正社員(短時間の者を除く。)を雇用していた事業主: about whom he employs
_OF_OBJECT = re.compile(r"。?\)等?を[^、。]{2,16}(?:した|する|している|していた|されている)(?:事業主|事業者|者|法人|企業|労働者|従業員)")


def _is_of_a_member(words: str, sentence: str) -> bool:
    """Whether a restriction in brackets is about one of several things that a sentence names, and not about the rule."""
    said = fold_text(words)
    at = sentence.find(said)
    behind = at + len(said)
    return at > 0 and sentence[at - 1] == "(" and any(more.match(sentence, behind) for more in (_NEXT_MEMBER, _OF_OBJECT))


_OF_STAFF = re.compile(rf"(?:{STAFF}|人員)の?(?:数|人数)?$")
_NOT_STAFF = re.compile(
    r"[^、。]{0,30}(?:役員|取締役|事業主|代表者|親族|家族従業員|パート|アルバイト|派遣|臨時|短時間)[^。]{0,30}(?:を|は)?除[くきい]。?"
)
_TAX = re.compile(r"消費税(?:及び地方消費税)?(?:等|相当)?(?:額)?(?:を|は)?除[くきい]。?")
_TAKES_OUT = re.compile(r"(?:ます)?(?:もの|こと)?(?:とする|とします)?。?")
_RESTRICTS = re.compile(
    r"(?:に限|のみ|だけ)?(?:に限)?(?:る|り?ます|られ(?:る|ます)|とする|とします|です|である)(?:もの|こと)?(?:とする|とします)?。?"
)


def _is_said(words: str, sentence: str) -> bool:
    """Whether a restriction is what a sentence says (…の者に限る, 経費は消費税を除きます), and no condition of something else."""
    said = fold_text(words)
    at = sentence.rfind(said)
    counted = bool(_OF_STAFF.search(sentence, 0, max(at - 1, 0)) and _NOT_STAFF.fullmatch(said))
    if at > 0 and sentence[at - 1] == "(" and (counted or _TAX.fullmatch(said)):
        return True  # 従業員(役員を除く), 100万円以上(消費税を除く): how it is counted, and no case
    if at == 0 and said.endswith(("除き", "除く")) and _TAKES_OUT.fullmatch(sentence, len(said)):
        return True
    if said.endswith("回限り") and HOW_OFTEN.search(sentence):
        return True  # 申請は1事業者につき1回限り: the bound itself
    restricts = said.endswith(("に限", "に限り", "のみ", "だけ", "に限る", "に限ります")) or sentence.startswith("に限", at + len(said))
    return at >= 0 and restricts and (_RESTRICTS.fullmatch(sentence, at + len(said)) is not None or sentence.rstrip("。").endswith(said))


# 海外要件(海外枠に申請する場合の追加要件): a name, and for whom it is
_NAME_AND_CASE = re.compile(
    r"(?:[\d.()①-⑳]+)?[^()\d]{1,20}(?:要件|条件|基準|書類|措置)\((?P<case>[^()]{4,40}?(?:場合|とき))(?:の|に)[^()]*\)"
)


def inherited_conditions(section: Section) -> tuple[Condition, ...]:
    """What headings, labels and leads over an item say that it is for: ＜加点に係る提出書類＞, …の場合, …のみ."""
    found: list[Condition] = []
    points: Condition | None = None
    for words in section.scope:
        text = fold_text(words)
        text = named["case"] if (named := _NAME_AND_CASE.fullmatch(text)) else text
        if section.role in _TAKEN_BACK and of_heading(text).role == "clawback":
            continue  # 返還を求める場合: what follows from what is below, and no case of it
        if section.role in _OF_SOME and (of_all := _ALL_OF.fullmatch(text)):
            found.append(_state(without_brackets(of_all["who"]), holds=True))
            continue
        if section.role in _OF_PERSONS and (of_whom := others_in(text) or _course_in(text)):
            found.append(_state(of_whom, holds=True))
            continue
        if section.role in _BESIDE_POINTS and (named := POINTS.fullmatch(text.strip("<>【】"))):
            points = _state(named["what"], holds=True)  # the nearest heading names the bonus
            continue
        if section.role == "required_document" and points is None and (general := _OF_POINTS.fullmatch(text)):
            points = _state(general["what"], holds=True)
            continue
        if section.role == "required_document" and len(text) > LONGEST_CASE and (headed := _HEADED_BY_CASE.match(text)):
            found.append(_state(headed["case"], holds=True))
            continue
        if (
            points_down(text)
            or len(text) > LONGEST_CASE
            or ":" in text
            or not (_BINDS.search(text) or (section.role in _OF_SOME and names_some(text)))
            or _FRAGMENT.match(text)
            or text.count("(") > text.count(")")
        ):
            # the items tell what is pointed to; a legend (○:…、▲:…) says what its marks mean, a line that was cut says nothing
            continue
        text = _NUMBER_OF_TITLE.sub("", _WHOSE.sub("", _TITLE_OF_CASE.sub("", text)))
        known = (*read_specials(text), *(leaf for leaf in read_conditions(text) if leaf.fact == "applicant_class"))
        found += known or [_state(text, holds=True)]
    found += [points] if points is not None else []
    return unique(found) if all(isinstance(node, Leaf) for node in found) else tuple(dict.fromkeys(found))  # type: ignore[arg-type]


def _course_in(text: str) -> str | None:
    """The course whose name a folded heading is (＜転換支援コース＞); of other courses than it names none."""
    found = _COURSE.fullmatch(text)
    return found["course"] if found is not None and not re.search(r"各|全て|すべて|共通|及び|又は|・", found["course"]) else None


def _of_condition(words: str, scope: DocumentScope) -> Iterator[Condition]:
    text = fold_text(words)
    known = sentence_conditions(text, scope) or read_specials(text)
    if known:
        yield from known
    elif turn := _TURN.fullmatch(text):
        op = "ge" if turn["on"] else "eq"
        yield Leaf.model_validate({"fact": OTHER, "of": f"{turn['what']}の{turn['unit']}", "op": op, "value": int(turn["n"] or 1)})
    elif not _IS_STATE.search(text) or _EVERYBODY.fullmatch(text):
        return  # what the sentence is about, or how something is done
    elif len(text) <= _NAME:
        yield _state(text, holds=True)
    else:
        yield Unread(unread=words)


def _is_part_of_name(words: str, text: str) -> bool:
    """Whether a restriction stands inside the noun phrase that it belongs to (修繕だけを行う事業), not in a bracket or at the end."""
    if not re.search(r"(?:だけ|のみ)$", fold_text(words)):
        return False
    folded = fold_text(text)
    at = folded.find(fold_text(words))
    return at >= 0 and folded[at - 1 : at] != "(" and bool(re.match(r"[をにでがの]?[一-龥ぁ-ん]", folded[at + len(fold_text(words)) :]))


_AS_A_RULE = re.compile(r"原則(?:として)?")  # but for exceptions that are not told
# 特段の事情がない限り, 正当な理由なく: what would excuse must not be
_EXCUSE = re.compile(
    r"(?P<what>(?:特段|特別|正当|相当|合理的|やむを得ない|やむを得ざる)(?:の|な)?(?:事情|理由|事由))(?:が|の|も)?(?:ない限り|無い限り|なく|無く|なしに|ある場合を除[きく])$"
)
# (…をいう。以下同じ。), (廃止の場合を含む。): what is meant by a word limits nothing; (常勤者分のみ): what a paper shows
_EXPLAINS = re.compile(
    r"^例えば|をいう(?:。以下[^。]{0,8}同じ)?。?$|(?:場合|もの|とき|者|等)を含む。?$"
    r"|(?:従業員|役員|職員|社員|[全人者年月期員])分(?:のみ|だけ|に限(?:る|ります))?。?$"
)


def limit_of(words: str) -> Condition:
    """An exception is a state that must not be, a restriction one that must; a longer ただし is for a person."""
    text = _LEADING.sub("", fold_text(words))
    if isinstance(bound := priced(text), Leaf):
        return bound
    if _AS_A_RULE.fullmatch(text):
        return _state("例外", holds=False)
    if not_so := _NOT_SO.fullmatch(text):
        return _state(not_so["case"], holds=False)
    if not_needed := _NOT_NEEDED.fullmatch(text):
        return _state(not_needed["case"], holds=False)
    if excuse := _EXCUSE.search(text):
        return _state(excuse["what"], holds=False)
    for ending, holds in ((_EXCEPT, False), (_ONLY, True)):
        match = ending.search(text)
        if match is not None and 0 < match.start() <= _NAME and not (holds and _TWO_SAID.search(text, 0, match.start())):
            return _state(text[: match.start()], holds=holds)
    return Unread(unread=words)


def waives(words: str) -> bool:
    """Whether a limit says when what stands before it is not asked for.

    >>> waives("郵送の場合は不要"), waives("郵送の場合は2部"), waives("ただし、5万円未満の物は、この限りでない。")
    (True, False, True)
    """
    said = _LEADING.sub("", fold_text(words))
    return _NOT_NEEDED.fullmatch(said) is not None or _WAIVED.fullmatch(said) is not None


# 取得価格が50万円未満のものについては、この限りでない
_WAIVED = re.compile(r"[^。]{2,}、?(?:この|その)限りでは?(?:ない|ありません)。?")


# 一つ星でもよいが、先駆枠の場合は二つ星に限る: more than one restriction
_TWO_SAID = re.compile(r"場合(?:に)?は|[うくるいす]が、")
# 単価50万円以上(税抜き)のものに限る
_PRICED = re.compile(
    r"(?:いずれも|各々?|それぞれ)?(?P<what>[一-龠]{0,6}(?:単価|価格|価額)(?:\([^()]{2,12}\))?)(?:が|は)?(?P<sum>[\d,.]+[万千億]*円)(?:\((?:税|消費税)[^()]*\))?"
    r"(?P<sign>以上|以下|未満|超|を超える)(?:\((?:税|消費税)[^()]*\))?の?(?:もの|設備|機器)?に限(?:る|ります)。?"
)


def priced(words: str) -> Condition:
    """What a bracket limits an expense to by its price, as a bound where it says no more than that.

    >>> (bound := priced("単価50万円以上のものに限る")).of, bound.op, bound.value
    ('単価', 'ge', 500000)
    >>> priced("町外の者に払うものに限る"), priced("単価1.2.3万円以上のものに限る")
    (Unread(unread='町外の者に払うものに限る'), Unread(unread='単価1.2.3万円以上のものに限る'))
    """
    said = _PRICED.fullmatch(fold_text(words))
    found = find_quantities(said["sum"] + said["sign"]) if said is not None else ()
    bound = found[0].low or found[0].high if len(found) == 1 else None
    if said is None or bound is None or bound.value is None or bound.value.denominator != 1:
        return Unread(unread=words)
    op = ("gt" if bound.exclusive else "ge") if found[0].low is not None else ("lt" if bound.exclusive else "le")
    return Leaf.model_validate({"fact": OTHER, "of": said["what"], "op": op, "value": int(bound.value), "unit": "yen"})


# この場合, そのとき: which case that is stands in another sentence
_POINTS_BACK = re.compile(r"(?:[こそ]|(?:この|その|当該|上記の?|前記の?|かかる)(?:とき|場合|際|時)?)(?:に(?:おいて)?|は)*")


def _state(text: str, *, holds: bool) -> Condition:
    name = text.strip("、。<>【】《》■●◆○").lstrip(LIST_MARKS)
    if name.count("(") != name.count(")") or re.fullmatch(r"\([^()]*\)", name):
        name = name.strip("()")  # a bracket that was cut, or one round all of it, is no part of the name
    if _POINTS_BACK.fullmatch(name):
        return Unread(unread=f"{name}の場合" if len(name) == 1 else name)
    return Leaf(fact=OTHER, of=name[:_NAME], op="eq", value=holds)
