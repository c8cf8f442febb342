"""Values in brackets behind other values: 3/4以内(一部4/5以内), 600万円(賃上げ特例750万円), 750万円(1,000万円) with a note on brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from subsidy_rules.language.conditions import read_conditions, unique
from subsidy_rules.language.counted_by import counted_before
from subsidy_rules.language.quantities import Bound, Quantity
from subsidy_rules.language.vocabulary import Hit, lexicon
from subsidy_rules.model.rule import Leaf
from subsidy_rules.statements.statement import Statement

# "( )内は…の場合": what the values in brackets are under
BRACKETED = "bracketed"
_KEY = re.compile(
    r"(?:(?:\(\s*\)|括弧|かっこ|カッコ)(?:内|書き?)|[<〈]\s*[>〉](?:内|書き)?)(?:の(?:金額|数字|数値|額|率))?(?:は|が|:)?、?(?P<what>[^。※]*)"
)
_KEY_BEFORE = re.compile(
    r"(?P<what>[^。※]{4,60}?)(?:場合|とき|者)(?:は|には|、)*(?:(?:\(\s*\)|括弧|かっこ|カッコ)(?:内|書き?)|[<〈]\s*[>〉](?:内|書き)?)"
)
_IN_CASE = re.compile(r"(?:、|は)*([^。、※]{2,40}?)(?:の)?(?:場合|とき|者)")
_SAME = re.compile(r"同(?:じく|様に?|上)?$")
# What such a label says of the value and not of the case that it is for.
_NO_CASE = re.compile(
    r"税[抜込]き?|うち|最大で?|最高|以内|上限額?|下限額?|限度額?|補助率?|助成率?|金?額|原則|[はが、:・とのに]$|^[はが、:・とのに]|[※*注]\d*"
)
# 1人当たり30万円(ただし上限300万円): what all of them get together
_STILL_A_CAP = re.compile(r"ただし、?(?:(?:補助)?(?:上限|限度)額?は?)?|(?:補助)?(?:上限|限度)額?は?|最大")
_LONGEST = 40


@lru_cache(maxsize=256)
def bracket_conditions(text: str) -> tuple[Leaf, ...]:
    """What a folded text says that values in brackets are under.

    >>> [leaf.fact for leaf in bracket_conditions("※()内は、大幅な賃上げを行う場合の補助上限額")]
    ['wage_raise_special']
    >>> [leaf.fact for leaf in bracket_conditions("賃上げ特例の適用を受ける場合、括弧内の補助上限額を適用")]
    ['wage_raise_special']
    >>> [leaf.value for text in ("()内は離島で行う場合", "要件を満たした場合は<>の額") for leaf in bracket_conditions(text)]
    ['離島で行う', '要件を満たした']
    """
    told = [match["what"] for pattern in (_KEY, _KEY_BEFORE) for match in pattern.finditer(text)]
    known = next((leaves for words in told if (leaves := read_conditions(words))), ())
    if found := known or next((case_of(case[1]) for words in told if (case := _IN_CASE.match(words))), ()):
        return found
    before = _KEY_BEFORE.search(text)
    return case_of(before["what"]) if before is not None and len(before["what"]) <= _LONGEST else ()


def without_bracket_key(text: str) -> str:
    """The folded text of a label without what it says of the values in brackets only."""
    match = _KEY.search(text)
    return text[: match.start()].rstrip("(※、") if match else text


def settle_bracket(statement: Statement, conditions: tuple[Leaf, ...]) -> Statement:
    """A value in a bracket with the conditions that a note gives for brackets; as it was where there are none."""
    if not conditions or BRACKETED not in statement.reasons:
        return statement
    reasons = tuple(reason for reason in statement.reasons if reason != BRACKETED)
    return replace(statement, conditions=unique((*statement.conditions, *conditions)), reasons=reasons)


def with_low_of(outer: Quantity, inner: Quantity) -> Quantity:
    """A cap in a bracket with the lower bound of the range that it replaces the cap of: 100万円~750万円(1,000万円)."""
    if outer.low is None or inner.low is not None or inner.single is None:
        return inner
    return replace(inner, low=outer.low, high=Bound(inner.single), point=None)


def override(far: Iterable[Leaf], near: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Both together; where they speak of the same fact, the nearer one."""
    near = tuple(near)
    told = {(leaf.fact, leaf.of) for leaf in near}
    return unique((*(leaf for leaf in far if (leaf.fact, leaf.of) not in told), *near))


def label_in_bracket(context: str) -> str | None:
    """The words between an opened bracket and the value in it, where the bracket stands right behind the value before.

    >>> label_in_bracket("(一部"), label_in_bracket("は、小規模事業者(常勤20人以下)で"), label_in_bracket("以内(")
    ('一部', None, '')
    """
    match = re.fullmatch(r"(?:以内|まで|以下|程度)?\((?P<label>.*)", context)
    return match["label"] if match and match["label"].count(")") <= match["label"].count("(") else None


def counted_in_bracket(label: str, outer: str | None) -> str | None:
    """What a value in a bracket is counted by, where the value before it is counted by `outer`.

    >>> counted_in_bracket("1事業者当たり", "person"), counted_in_bracket("上限", "person"), counted_in_bracket("特例は", "person")
    ('applicant', None, 'person')
    """
    own = counted_before(label)
    if own and outer and outer.endswith(f"_{own}"):
        return outer  # 1人当たり年額10万円(認証企業は年額12万円)
    return own or (None if outer and _STILL_A_CAP.fullmatch(label) else outer)


_PAYER = re.compile(
    r"\((?:[^()]*[、・,/])?(?:うち)?(?:国|都|道|府|県|市|町|村|区|都道府県|市区?町村|本市|当該市町村|財団|機構)"
    r"(?:費|補助|負担|庫)?(?:分|が|は|:)*$"
)


def is_payer(before: str) -> bool:
    """Whether the folded words before a share end in a bracket with who bears that part of a rate: 1/2(県1/3、市町村1/6).

    >>> is_payer("1/2(県"), is_payer("1/2(県1/3、市町村補助"), is_payer("1/2(市外の者は")
    (True, True, False)
    """
    return bool(_PAYER.search(before))


def is_same(label: str) -> bool:
    """Whether a label in a bracket refers to the one in the bracket before: 同1,300万円."""
    return bool(_SAME.fullmatch(label))


_SPAN = re.compile(r"[年月日]額(?:最大|上限)?$")  # 認証企業は年額: what the sum is for each of is no case


_BOXED = re.compile(r"^[<【\[](?P<name>[^<>【】\[\]]+)[>】\]]$")  # <市街地> is 市街地


def case_of(label: str) -> tuple[Leaf, ...]:
    """The case that a label names which no vocabulary knows; nothing where it names none.

    >>> [leaf.value for leaf in (*case_of("一部"), *case_of("<市街地>"))], case_of("うち最大")
    (['一部', '市街地'], ())
    """
    label = _BOXED.sub(r"\g<name>", _SPAN.sub("", label))
    label = re.sub(r"^(?:[※*注]\d{0,2})?(?:(?:ただし|但し|なお|また)、)?", "", label)
    text, before = label, ""
    while text != before:
        text, before = _NO_CASE.sub("", text), text
    text = text.strip("()、。・:+ ")
    if not re.search(r"[一-龥ァ-ヶA-Za-z]", text) or any(hit.end - hit.start == len(text) for hit in _values(text)):
        return ()
    return (
        Leaf(
            fact="case",
            op="eq",
            value=re.sub(
                r"(?:最大で?|最高|上限額?)?(?:[はがに、。・: ]|(?<!も)の)*(?:最大で?|最高|上限額?)?$",
                "",
                label.rstrip("〔【[<").strip("()、。・:+ "),
            )[:_LONGEST],
        ),
    )


def _values(text: str) -> list[Hit]:
    return [hit for hit in lexicon("subjects").find(text) if hit.slug in ("amount", "rate", "increase")]


_OPENS = re.compile(r"(?:以内|まで)?\([^()]{2,30}")


def in_bracket_behind(text: str, statement: Statement, before: Statement | None) -> bool:
    """Whether a value of a folded text stands in the bracket right behind one of its subject: 上限90万円(研修のみは5万円)."""
    return before is not None and before.subject == statement.subject and _OPENS.fullmatch(text, before.end, statement.start) is not None


# 卒業枠(従業員を増やし小規模事業者の枠を超える): what the bracket tells of the name names no class of applicants
_EXPLANATION = re.compile(r"(?<=[^()])\([^()]*[をにがで][^()]*[うくすつぬむるた]\)$")


def without_explanation(text: str) -> str:
    """A label without a bracket that tells in a sentence what it is, where that names a class of applicants."""
    bracket = _EXPLANATION.search(text)
    if bracket is None or not any(leaf.fact == "applicant_class" for leaf in read_conditions(bracket.group())):
        return text
    return text[: bracket.start()]
