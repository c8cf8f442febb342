"""Waiting times after an award of programmes that stand in a list below: 16か月以内に以下の補助金の…採択された事業者."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from subsidy_rules.language.normalise import fold, fold_text
from subsidy_rules.model.document import Clause
from subsidy_rules.model.rule import OTHER, AnyOf, Condition, Leaf
from subsidy_rules.statements.bounds import Stated, topic_of
from subsidy_rules.statements.items import Item
from subsidy_rules.statements.scope import DocumentScope

# Nothing else may stand in the sentence: what puts another limit on it is left to those who read any sentence.
_WAITS = re.compile(
    r"(?P<first>[^。、()]{0,30}(?:起点(?:に|と)して|起算して|から|遡って|さかのぼって|過去)、?(?P<count>\d+)(?P<unit>(?:か|カ|ヶ|ケ|ヵ|箇)月|年)以内に、?"
    r"(?:以下|次|下記)の(?:補助金|助成金|事業|制度)(?:等)?(?:の|で|に|において)[^。、()]{0,20}"
    r"(?:採択され|交付決定を受け)(?:た|ている)(?:事業者|申請者|者|法人|企業|場合))"
    # an award that was declined is none: nobody tells it as one
    r"(?:\([^()。]{0,20}(?:辞退し|取り?下げ)[^()。]{0,12}を?除く。?\))?"
    r"(?:、?(?:又は|または|若しくは|もしくは)、?(?P<second>[^。()]{6,}))?。?"
)
_NAMED = re.compile(
    r"(?P<name>[^()。「」]{3,60}?(?:補助金|助成金|給付金|支援金|事業|制度))(?:\(以下、?「(?P<short>[^」]+)」という。?\))?"
    r"(?=[。、;]?\s*(?:なお|また|$))"
)


def listed_awards(item: Item, scope: DocumentScope) -> tuple[Stated, ...]:
    """The waiting time after an award of one of the listed programmes, and what else excludes behind 又は, each as a rule of its own.

    Programmes that nobody has defined are asked by their names. Nothing comes where the sentence says more, or the list holds anything
    but names.
    """
    folded = fold(item.text)
    said = _WAITS.fullmatch(folded.text.strip())
    names = [_NAMED.match(fold_text(child.text)) for child in _below(item)] if said is not None and item.role == "exclusion" else []
    if said is None or not names or None in names:
        return ()
    by = len(folded.text) - len(folded.text.lstrip())
    return tuple(_rules(item, said, by, _constraint(said, [name for name in names if name is not None], scope)))


def _rules(item: Item, said: re.Match[str], by: int, constraint: Condition) -> Iterator[Stated]:
    folded = fold(item.text)
    for part, topic, what in (("first", "recent_award", constraint), ("second", topic_of(said["second"] or ""), None)):
        if said[part]:
            start, end = folded.span(said.start(part) + by, said.end(part) + by)
            yield Stated(topic, what, (), start + item.start, end + item.start)


def _below(item: Item) -> Sequence[Clause]:
    return item.children or item.rest


def _constraint(said: re.Match[str], names: Iterable[re.Match[str]], scope: DocumentScope) -> Condition:
    over = f"P{said['count']}{'Y' if said['unit'] == '年' else 'M'}"
    slugs: list[str] = []
    asked: list[Leaf] = []
    for name in names:
        slug = _programme(name, scope)
        if slug is not None:
            slugs.append(slug)
        else:
            asked.append(Leaf(fact=OTHER, of=f"過去{said['count']}{said['unit']}以内の{name['name']}の採択", op="eq", value=True))
    known = (Leaf(fact="past_award", op="in", value=tuple(dict.fromkeys(slugs)), over=over),) if slugs else ()
    every = (*known, *asked)
    return every[0] if len(every) == 1 else AnyOf(any=every)


def _programme(name: re.Match[str], scope: DocumentScope) -> str | None:
    """The id of a programme that the list calls by one of its names."""
    own = ((called, scope.programme.id) for called in (scope.programme.name, *scope.programme.aliases))
    called = {word for word in (name["name"], name["short"]) if word}
    return next((slug for word, slug in (*own, *scope.programme.others) if fold_text(word) in called), None)
