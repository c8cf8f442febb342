"""YAML from outside: what stands for more than it says is refused with its line, in time that grows with its length."""

from __future__ import annotations

import pytest

from subsidy_rules.yaml.bounds import YamlBoundsError, check_bounds
from subsidy_rules.yaml.limits import MAX_DEPTH
from subsidy_rules.yaml.lines import YamlSyntaxError, load_yaml
from subsidy_rules.yaml.plain import NoYamlError, read_yaml

LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{name}: &{name} [*{before}, *{before}]\n"
    for before, name in zip("abcdefghijklmnopqrstuvwxy", "bcdefghijklmnopqrstuvwxyz", strict=True)
)
REFUSED = {
    LAUGHS: ("stands for", 18),
    "x: &a [*a]\n": ("holds itself", 1),
    "id: a\nx: " + "[" * 30_000 + "\n": ("nested", 2),
    "id: a\nx: " + "{a: " * 200 + "1" + "}" * 200 + "\n": ("nested", 2),
    "id: a\nn: " + "9" * 5000 + "\n": ("digits", 2),
}


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_refused_with_its_line(text: str) -> None:
    words, line = REFUSED[text]
    with pytest.raises(YamlSyntaxError, match=words) as refused:
        load_yaml(text)
    assert refused.value.line == line
    assert refused.value.words.say("ja") != refused.value.words.say("en")
    with pytest.raises(NoYamlError) as refused_data:
        read_yaml(text)
    assert isinstance(refused_data.value.__cause__, YamlBoundsError)


def test_within_the_bounds() -> None:
    assert read_yaml("base: &b {id: a}\nmore:\n  <<: *b\n") == {"base": {"id": "a"}, "more": {"id": "a"}}
    deep = "[" * (MAX_DEPTH - 1) + "1" + "]" * (MAX_DEPTH - 1)
    check_bounds(deep)
    read_yaml(deep)
    assert read_yaml("quote: '" + "9" * 500 + "'") == {"quote": "9" * 500}, "in quotes it is text"


@pytest.mark.parametrize("text", ["a: 1\n---\nb: 2\n", "x: a\0b\n", "a: 1\na: 2\n"])
def test_no_yaml_of_ours(text: str) -> None:
    with pytest.raises(YamlSyntaxError):
        load_yaml(text)


HARDLY = ["- {pro\t\tgramme: a}\n- {edition: '---\n  b', id: 1}\n", "- {a\t: 1,\tb: 2}\n- 3\n", "a:\tb\nc:\t\n- 1\n"]


@pytest.mark.parametrize("text", HARDLY)
def test_what_only_the_quick_parser_takes_has_no_line_and_does_no_harm(text: str) -> None:
    """The two parsers differ on what is hardly YAML: a line that cannot be told is None."""
    try:
        located = load_yaml(text)
    except YamlSyntaxError as error:
        assert error.words.say("ja")
    else:
        assert located.line_of((0, "a")) in (None, 1, 2)
