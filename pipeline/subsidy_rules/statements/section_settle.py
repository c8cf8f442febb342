"""How place and own words settle what section a text stands in.

A predicate that speaks of the grant itself decides, wherever it stands; else the nearest lead or heading does, as far as the words agree
with it: obligations, denials and plain statements mean different things in lists of different kinds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from subsidy_rules.language.enumerated import enumerated_papers
from subsidy_rules.language.parties import party_of
from subsidy_rules.language.predicates import predicate
from subsidy_rules.language.sentences import without_brackets
from subsidy_rules.model.reading import Role, Section
from subsidy_rules.statements.paper_words import asks_for_one_more, is_handed_in, is_not_handed_in, shows_what_was_done
from subsidy_rules.statements.section_items import AS_COSTS, FIGURE, as_things, fits, is_judged_so, is_taken_out, names_cost, names_things
from subsidy_rules.statements.section_part import HELPERS, Form, Place, of_helper, section_of, told_of
from subsidy_rules.statements.section_sentences import of_sentence
from subsidy_rules.statements.section_told import Told, told
from subsidy_rules.statements.section_words import of_label

_OPPOSITES: tuple[frozenset[Role], ...] = (
    frozenset({"requirement", "exclusion"}),
    frozenset({"eligible_expense", "ineligible_expense"}),
    frozenset({"bonus_point", "penalty_point"}),
)
_NAMED = 2  # `Told.sure`
_NOT_CHOSEN = re.compile(r"不採択|採択(?:し|され)ない")
# lists whose items have names of their own, which no label inside them turns into something else
_NAMED_LISTS: frozenset[Role] = frozenset(
    {"exclusion", "ineligible_expense", "bonus_point", "penalty_point", "definition", "example", "clawback", "duty"}
)
# lists of which everything that does not decide by itself is a part
_CLOSED_LISTS: frozenset[Role] = frozenset({"bonus_point", "penalty_point", "review_criteria", "definition", "category", "example"})
_CLASS = re.compile(
    r"(?:[^ぁ-ん。]|の|又は|及び|若しくは|並びに|\([^)]*\)){2,60}(?:者|法人|会社|組合|連合会|団体|企業|個人|業|商店)(?:等|\([^)]*\)|※\d*)*"
)
# what is so or happens of itself is no duty: 権利は事業者に属します, 精査は審査の時に行います, 窓口をご覧ください
_TELLS = re.compile(
    r"^[^。]*?(?<!事業者)(?<!申請者)(?<!法人)(?<!者)(?:は|が|については)、?[^。]*(?:(?<!し)(?<!て)(?:ます|る|です)|行います|します|(?:ご?確認|ご?覧|ご?参照)(?:を)?ください|(?:場合|こと)が(?:あり|ある)(?:ます)?)。?$"
)
# what a firm is in law: nobody is two of these at once
_FORM_OF_FIRM = re.compile(r"^[^。]{0,30}(?<![るたいのう])(?:法人|会社|組合|連合会|団体|個人|個人事業主)(?:等|※\d*)?$")
_BINDS = re.compile(r"(?:こと|ない|ません|必要がある|必要があります|必要です|とする|とします)[。)]*$")
_COSTS = re.compile(r"(?<!消)費|料(?=[はがをも、])|代金|支払|払い|購入|計上|支出|含ま|含み")
# what a figure or table below shows
_CAPTION = re.compile(r"[^。、]{2,24}の?(?:範囲|概要|一覧表?|イメージ図?|早見表|全体像|流れ|定義|考え方|関係図?)")
_CASE = re.compile(r"(?:ため|とき|場合|際|時)[。)]*$")
_NO_PAPER = re.compile(r"[。]|(?:申請|計画)書類?の?(?:作成|提出|記載)|(?:^|[のな])(?:書類|資料)(?:等)?$")


@dataclass(frozen=True, slots=True)
class _Words:
    """Folded words inside a list: what they say by themselves, the list, and what kind of text they are."""

    text: str
    own: Told
    outer: Told
    form: Form
    led: bool

    @property
    def obliges(self) -> bool:
        """An obligation that only its place can tell to be a requirement, a duty or a step."""
        return self.own.role in ("requirement", "duty", "required_document") and self.own.sure < 3 and not self.denies

    @property
    def speaks(self) -> bool:
        """A sentence that states, permits or refers."""
        return self.own.role is not None and not self.obliges and not self.bars

    @property
    def denies(self) -> bool:
        """A sentence that says that something is not or cannot be, without saying that it is the grant."""
        return self.own.role in ("remark", "requirement") and self.own.sign == "negative"

    @property
    def bars(self) -> bool:
        """A sentence that says that something cannot be."""
        return self.denies and self.own.role == "requirement"


_Settled = tuple[Told, tuple[str, ...]]


def settle(text: str, place: Place, form: Form) -> Section:
    """The section of a folded item, paragraph, note or further sentence at its place.

    Args:
        text: its first sentence, folded.
        place: what is told from outside.
        form: item of a list, paragraph, note (※), or a further sentence of a clause.
    """
    outer = place.told
    if form != "note" and outer.role not in _NAMED_LISTS and (labelled := of_label(text)).role:
        return section_of(as_things(labelled), place, ())
    own = on_expenses(of_sentence(text)) if place.expenses or _NO_EXPENSE.search(text) else of_sentence(text)
    words = _Words(text, own, outer, form, place.led)
    if form == "note":
        what, doubts = _note(words, place)
    elif form == "paragraph" and not own.sure and _CAPTION.fullmatch(text):
        what, doubts = Told("other", words=outer.words), ("contradicts_items",)
    elif is_not_handed_in(outer.words) and not own.sure:
        what, doubts = told("remark", own.of, 1, outer.words), ()
    elif not own.sure and outer.role in (None, "procedure", "remark", "other") and _is_paper(text):
        what, doubts = told("required_document", None, 1, text), ("item_only",)
    elif outer.role is None or outer.ends:
        what, doubts = _alone(own), ("item_only",)
    elif place.names_only and not own.sure:
        what, doubts = Told("other", words=outer.words), ("inherited",)
    elif form == "more" and outer.role == "exclusion" and is_judged_so(text):
        what, doubts = told("remark", own.of, 1, own.words), ()
    elif own.sure == 3:
        what, doubts = _decided(own, outer)
    elif not own.sure and not place.led and _is_scrap(text, form, place) and not fits(text, outer.role, form):
        # a scrap of a picture or a table below a heading is no item of a list
        what, doubts = Told("other", words=outer.words), ("contradicts_items",)
    else:
        what, doubts = _inside(words, () if place.near else ("inherited",))
    if what.role == "requirement" and what.sign == "positive" and own.sure == _NAMED and _OF_JUDGING.search(outer.words):
        what = told("procedure", what.of, 1, what.words)
    if what.role == "requirement" and what.sign == "positive" and own.sure == _NAMED and _AFTER_AWARD.search(outer.words):
        what = told("duty", own.of, 1, own.words)
    if place.points and what.role in ("exclusion", "requirement", "required_document") and not _NOT_CHOSEN.search(text):
        # 申請中の者は対象外, 認定書を提出: they get no points, and may apply without them
        what = told("remark", what.of, 1, what.words) if what.role == "requirement" else what
        place = replace(place, scope=(*place.scope, place.points))
    if what.of is None and outer.of in HELPERS:
        what = of_helper(what, outer.of)  # a chapter on them goes on to speak of them
    return section_of(what, place, doubts)


# 面接には代表者の出席が必須: how applications are judged
_OF_JUDGING = re.compile(
    r"(?:(?:面接|口頭|書面|現地|対面)?審査|面接|ヒアリング|プレゼン(?:テーション)?)(?:の)?(?:方法|流れ|手順|実施|当日)?$"
)


def _is_scrap(text: str, form: Form, place: Place) -> bool:
    """Whether words without a predicate may be no item: below a heading alone, far from it, in a cell without a label that explains it."""
    names = form == "cell" and place.told.role == "requirement" and not place.labelled and not FIGURE.search(text)
    return form != "more" and (form == "paragraph" or names or not place.near)


def told_below(sentence: str, section: Section) -> Told:
    """What a folded item says of the bullets below it: they take its predicate, so below …に該当しないこと stands what must not be."""
    said = predicate(sentence)
    if section.role == "requirement" and said.negated and said.noun == "こと" and (said.act == "fall_under" or _IS_NOT.search(sentence)):
        return told("exclusion", section.of, 2, section.told_by, any_of=True)
    return told_of(section)


_IS_NOT = re.compile(r"で(?:は)?ないこと")


# 広報費のみの申請はできない, 転リースは本制度の対象外: what is denied is a way to apply
_NO_EXPENSE = re.compile(
    r"(?:のみ|だけ)(?:での?|による|の)?(?:申請|応募)(?:は|を|も|が)|(?:スキーム|制度|仕組み)の(?:補助|助成)?対象(?:外|と(?:は)?なら|と(?:は)?しな)"
)


# 以下の条件を全て満たすことが必要: what is asked of the costs, which it does not name
_CONDITIONS = re.compile(
    r"(?:要件|条件)(?:の)?(?:を|に)?、?(?:全て|すべて|いずれも)?(?:を|に)?、?(?:満た|充た|該当)[^。]{0,6}(?:こと|必要)"
)


def on_expenses(own: Told) -> Told:
    """Under a heading on expenses what is granted or denied is an expense, unless the sentence speaks of an applicant or an application."""
    if own.role in ("ineligible_expense", "exclusion") and own.sure == 3 and _NO_EXPENSE.search(own.words):
        return told("exclusion", "project", 3, own.words)
    if own.role == "requirement" and own.of != "applicant" and _CONDITIONS.search(own.words):
        return replace(own, of="expense")
    if own.role in ("exclusion", "requirement") and own.sure >= (2 if own.role == "exclusion" else 3) and own.of != "applicant":
        return told("ineligible_expense" if own.role == "exclusion" else "eligible_expense", "expense", own.sure, own.words)
    if (
        own.role in ("remark", "requirement")
        and own.sign == "negative"
        and own.sure < 3
        and (own.of == "expense" or _COSTS.search(own.words))
    ):
        return told("ineligible_expense", "expense", 2, own.words)
    return own


def _is_paper(text: str) -> bool:
    """Whether a folded item is the name of a paper."""
    return len(text) <= 60 and party_of(text) == "document" and not _NO_PAPER.search(text)


# ※県が行うものに限る: limits what the mark stands at, and says of nothing else what it must be
_LIMITS_MARK = re.compile(
    r"^(?:[^。はも]*による(?:もの|場合)|[^。はがも]*(?:もの|場合|者|とき))"
    r"(?:に限(?:る|ります|られる|られます)(?:もの)?|のみ(?:が|を)対象(?:です|と(?:する|します|なる|なります))?)[。]?$"
)
# ※…の支給を受けた者を除く: out of what the mark stands at
_TAKES_OUT = re.compile(r"を?除(?:く|きます|いている)。?$")


def _note(words: _Words, place: Place) -> _Settled:
    """A note speaks for itself; where its own words decide nothing it is a remark, as is what it excepts from what is not wanted."""
    own = words.own
    if words.outer.role == "exclusion" and place.led and _NOR.search(words.text):
        return replace(words.outer, of=own.of or words.outer.of), ()
    added = words.text.startswith("また、")
    if (
        not added
        and words.outer.role in ("exclusion", "ineligible_expense")
        and any({own.role, words.outer.role} == pair for pair in _OPPOSITES)
    ):
        return told("remark", own.of, 1, own.words), ("contradicts_heading",)
    if own.role == "requirement" and _LIMITS_MARK.search(words.text):
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    granted = own.role == "requirement" and own.of is None and own.sure >= 3  # 全てを対象とする: of what the mark stands at
    if granted or (own.role == "exclusion" and _TAKES_OUT.search(words.text)):
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if own.sure >= 3 or own.role in ("amount", "schedule") or (own.sure == 2 and own.role in ("requirement", "duty", "exclusion")):
        return own, () if own.sure >= 3 or own.role in ("amount", "schedule") else ("item_only",)
    further = asks_for_one_more(words.text)
    if own.role == "required_document" and (words.outer.role != "required_document" or further):
        return own, ("item_only",)
    if place.expenses and own.role in ("requirement", "required_document", "ineligible_expense"):
        return own if own.role != "requirement" else replace(own, of="expense"), ()
    return told("remark", own.of, 1, own.words), ()


def _alone(own: Told) -> Told:
    """Where no list is told, only a predicate that speaks of the grant itself is taken at its word."""
    if own.sure >= 2 or (own.role == "requirement" and own.of == "expense"):
        return own
    if own.role in ("requirement", "required_document"):
        return told("procedure", own.of, 1, own.words)
    return replace(own, role=own.role or "other")


def _decided(own: Told, outer: Told) -> _Settled:
    """Inside a list, for words that decide by themselves; opposite to the list they are doubted."""
    if outer.role == "duty" and own.role == "exclusion" and "対象" not in own.words:
        return replace(outer, sign="negative"), ()
    if outer.role == own.role == "duty" and outer.sign == "negative":
        return replace(own, sign="negative", words=outer.words), ()  # among what is forbidden
    opposite = any({own.role, outer.role} == pair for pair in _OPPOSITES)
    if opposite and outer.role in ("exclusion", "ineligible_expense") and not own.words.startswith("また、"):
        # what is granted among what is not is an exception to it
        return told("remark", own.of, 1, own.words), ("contradicts_heading",)
    return own, ("contradicts_heading",) if opposite else ()


def _inside(words: _Words, far: tuple[str, ...]) -> _Settled:
    """Inside a list whose kind is told, for words that do not decide by themselves."""
    own, outer = words.own, words.outer
    if outer.role in AS_COSTS and outer.of is None and words.form in ("item", "cell") and names_cost(words.text, own):
        return told(AS_COSTS[outer.role], "expense", 2, outer.words), far
    if outer.role in ("requirement", "exclusion", "duty", "clawback", "ineligible_expense"):
        found = _in_conditions(words, far)
    elif outer.role in ("eligible_expense", "required_document"):
        found = _in_things(words, far)
    elif outer.role in _CLOSED_LISTS:
        found = _in_closed(words, far)
    else:
        found = _in_plain(words, far)
    if found is not None:
        return found
    if outer.role == "requirement" and outer.of == "applicant" and own.of == "administrator" and _CONSENT.search(words.text):
        own = replace(own, of=None)  # what the office does is what is agreed to
    of = own.of or outer.of if outer.of is None or own.of in ("vendor", "administrator", "lessor") else outer.of
    sign = "negative" if outer.role == "duty" and own.sign == "negative" else outer.sign
    return replace(outer, of=of, sign=sign), far


_CONSENT = re.compile(r"(?:こと|の|旨)(?:に|を|について)(?:[^、。]{0,6})?(?:同意|承諾|了承|協力|許諾|受け入れ|承認)[^、。]{0,8}こと。?$")
# what names a case or a way asks for nothing: 未達成の場合, 表を用いて計算する方法
_NO_STATE = re.compile(r"(?:場合|とき|方法|手順|手続き?|計算|算出|概要|流れ|例|年度|時点|期間|以降|(?<=[年月日末])まで)。?$")


# 中堅企業扱いになります: how somebody is counted, and no reason to leave him out
_TREATED = re.compile(r"(?<![外択格退効付給])(?:としての)?(?:取り?)?扱い(?:に|と)(?:な(?:る|ります)|す(?:る)?|します)[。]?$")


# また、改良は該当しません: said of the same grant as the sentence before it
_NOR = re.compile(r"^また、[^。]{4,}(?:は|も)、?(?:これに|それに)?(?:該当し|含まれ|含み)(?:ない|ません)。?$")
# 自社の土地でない場合、使用権が明らかであることが必要: asked of those who are left
_IN_A_CASE = re.compile(
    r"^(?!ただし|但し)[^。]{4,}(?:場合|とき)(?:に)?(?:は)?、[^。]*(?:必要(?:です|である|があ(?:る|ります))|なければな(?:らない|りません))。?$"
)


# how somebody is, and nothing that is refused: 過去に受給していない, 滞納がない
_STATE = re.compile(
    r"(?:[てで]い(?:ない|ません)|(?:が|は|も)(?:ない|ありません)|(?:を|に)[^、。]{0,12}(?<!でき)(?<!なら)(?<!られ)ない)。?$"
)


def _in_conditions(words: _Words, far: tuple[str, ...]) -> _Settled | None:
    """Requirements, exclusions, duties, what leads to repayment."""
    own, role = words.own, words.outer.role
    named = _CLASS.fullmatch(words.text) or _FORM_OF_FIRM.search(without_brackets(words.text))
    if role == "requirement" and words.form in ("item", "cell") and is_taken_out(words.text):
        return told("exclusion", words.outer.of, 2, own.words), far
    named_things = words.outer.of == "product" and not words.outer.any_of and names_things(words.outer.words)
    if role == "requirement" and named_things and not own.sure and words.form in ("item", "cell") and not FIGURE.search(words.text):
        return told("eligible_expense", "product", 2, words.outer.words), far
    if role == "requirement" and not own.sure and words.outer.of == "applicant" and words.form != "more" and named:
        # bare names of applicants are the classes that may apply, one of which is enough
        return told("category", "applicant", 2, words.outer.words, sign="positive", any_of=True), far
    if role == "requirement" and not own.sure and words.form == "item" and _CASE.search(words.text):
        # purposes and occasions under a requirement only say when it applies
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if role == "requirement" and not own.sure and _NO_STATE.search(words.text):
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if role == "exclusion" and _TREATED.search(words.text):
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if role == "requirement" and own.role == "required_document" and words.form == "more" and is_handed_in(words.text):
        return own, far
    if role == "exclusion" and words.form == "more" and _NOR.search(words.text):
        return replace(words.outer, of=own.of or words.outer.of), far
    if role == "exclusion" and words.form == "more" and own.role == "requirement" and own.sure == _NAMED and _IN_A_CASE.match(words.text):
        return own, ("item_only",)
    if role == "duty" and own.role == "required_document" and shows_what_was_done(words.text):
        return own, far
    if words.bars and role == "requirement":
        return own, far
    if role == "requirement" and words.denies and words.form == "item" and words.outer.sign == "positive" and _STATE.search(words.text):
        return None  # 市税を滞納していない, one of what is asked for
    if words.denies and role in ("requirement", "exclusion"):
        return told("exclusion", own.of, 2, own.words), ("item_only",)
    if words.obliges and role == "ineligible_expense" and words.form == "item":
        return told("requirement", "expense", 1, own.words), ("contradicts_items",)
    if words.obliges and role in ("exclusion", "ineligible_expense") and words.form != "item":
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if role == "duty" and words.form != "cell" and own.role == "remark" and not words.denies and _TELLS.search(words.text):
        return told("remark", own.of, 1, own.words), ("contradicts_items",)
    if words.obliges and role == "clawback":
        return told("duty", own.of, 1, own.words), far
    return (own, far) if words.speaks and (own.sure == 2 or words.form != "item") else None


def _in_things(words: _Words, far: tuple[str, ...]) -> _Settled | None:
    """Expenses and papers are named; a sentence among them tells of them."""
    own = words.own
    if words.outer.role == "eligible_expense":
        if words.form in ("item", "cell") and is_taken_out(words.text):
            return told("ineligible_expense", "expense", 2, own.words), far
        if words.obliges:
            return own if own.role == "required_document" else told("requirement", "expense", 2, own.words), far
        return (own, far) if words.speaks else None
    if own.role == "required_document" or (own.role == "duty" and own.sure == _NAMED and words.form == "item"):
        return own, far  # what is kept of the papers is handed in to nobody
    if enumerated_papers(words.text):
        return None  # 定款、決算書の写しです
    if (words.speaks and words.form != "cell") or (words.obliges and words.form in ("more", "paragraph")):
        return told("procedure", "document", 1, own.words), far
    return None


def _in_closed(words: _Words, far: tuple[str, ...]) -> _Settled:
    if words.outer.role == "category" and words.own.role is not None:
        return words.own, ("inherited",)
    if words.outer.role == "definition" and words.obliges and words.form == "item" and not words.led:
        return words.own, ("inherited",)
    if words.outer.role == "definition" and words.form == "more" and words.own.sure == _NAMED and _IN_A_CASE.match(words.text):
        return words.own, ("item_only",)
    if words.outer.role == "definition" and words.obliges and words.form in ("more", "paragraph", "cell"):
        return told("procedure", words.own.of, 1, words.own.words), far
    return words.outer, far


# who applies has been granted nothing yet
_WHO_APPLIES = re.compile(
    r"^(?:なお、|また、)?(?:(?:申請者|応募者|提案者|申請(?:する|を行う)?(?:事業者|企業|法人))(?:等)?(?:は|が|自身)"
    r"|(?:同一の?[^、。]{2,8}からの)?(?:申請|応募)(?:の)?(?:回数|件数)?は)"
)
# 申請日より前に設置していること: what must be so before anybody was granted anything
_BEFORE_APPLYING = re.compile(
    r"(?:申請|応募)(?:日|時|時点|前)?(?:より|以前|までに|の前に|現在)[^。]*(?:いる|ある|済み?である|済みの|以前である)こと。?$|(?:申請|応募)日以前であること。?$"
)
# what must be while the project is carried out is asked of those who were granted the subsidy
_AFTER_AWARD = re.compile(r"(?:(?:補助|助成|支援)事業|^事業)の?(?:実施|遂行)(?:の定義)?$|交付決定後")


def _in_plain(words: _Words, far: tuple[str, ...]) -> _Settled | None:
    """Steps, remarks, dates and amounts, where a rule may stand among what is none."""
    own, role = words.own, words.outer.role
    if role in ("procedure", "remark") and own.role == "required_document":
        return own, ("item_only",)
    if role in ("remark", "other") and words.obliges and words.form == "item" and _BINDS.search(words.text):
        if _WHO_APPLIES.search(words.text) or _BEFORE_APPLYING.search(words.text):
            return told("requirement", "applicant", 1, own.words), ("item_only",)
        return told("requirement" if own.of == "expense" else "duty", own.of, 1, own.words), ("item_only",)
    if role == "procedure" and words.led and words.outer.of == "administrator" and words.obliges:
        return None  # what an office does, whatever form its list has
    if own.sure == 2 and not (role == "procedure" and own.role == "remark"):
        return own, far
    if role in ("schedule", "amount") and own.role is not None:
        return told("remark", own.of, 1, own.words), far
    return None
