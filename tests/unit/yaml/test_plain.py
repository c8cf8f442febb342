"""The fast reading of YAML gives what ruamel.yaml's own safe loader gives, on anything, errors included."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from subsidy_rules.yaml.by_line import read_lines
from subsidy_rules.yaml.plain import NoYamlError, read_yaml
from subsidy_rules.yaml.scalars import MEANINGFUL, UnusualError

ROOT = Path(__file__).resolve().parents[3]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.dates()
    | st.text("ａ1yesno:#-~.'\" \n補助額", max_size=12)
    | st.sampled_from(
        [
            "yes",
            "no",
            "0o17",
            "017",
            "1e3",
            "2025-03-18",
            "~",
            "null",
            "1:30",
            ".inf",
            "0x1F",
            "1_000",
            "=",
            "<<",
            "3か月",
            "nullable",
            "true story",
            ".nan",
            "-.INF",
        ]
    )
)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc0", min_size=1), inner, max_size=4), max_leaves=20
)


@given(DATA)
def test_written_by_ruamel(data: object) -> None:
    out = io.StringIO()
    YAML(typ="safe").dump(data, out)
    assert read_yaml(out.getvalue()) == YAML(typ="safe").load(out.getvalue())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment\n",
        "a: &x {b: 1}\nc: *x\n",
        "base: &x {b: 1}\nmerged:\n  <<: *x\n  c: 2\n",
        "a: !!str 1\n",
        "a: 1\n--- \nb: 2\n",
        "a: 1\na: 2\n",
        "%YAML 1.1\n---\na: yes\n",
        "? [1, 2]\n: pair\n",
        "a: [1, 2\n",
        "a: b: c\n",
        "plain\n",
        "a: 'it''s'\nb: \"\\u88dc\"\nc: |\n  two\n  lines\n",
        "1: a\ntrue: b\n2025-01-01: c\n",
        "\ufeffa: 1\n",
        "a: \x07\n",
        "a:1\n",
        "a: 1\n b: 2\n",
        "a:\n- 1\n-  2\n",
        "a: b\n  c\n",
        "a: - b\n",
        "a: 'b' # c\nd: e # f\ng: h#i\n",
        "a: {b: 1} # c\n",
        "a: {b:1}\n",
        "a: [b: 1, {c: 2}]\n",
        "a: {<<: {b: 1}, =: 2}\n",
        "a: {b: 1, b: 2}\n",
        "a: {b: 1}, {c: 2}\n",
        "a: {1: b, true: c, null: d}\n",
        "a: [2025-03-18, 0x1F, 1e3, .5, -.5, 1_000, 017, 71e5, 71e5a0, 0b1]\n",
        "a: [b,\n  c]\n",
        "a: ['b,\n  # c', d]\n",
        "a: ['b,\n\n  c', d]\n",
        "a: [b\n  c]\n",
        "a: [b, c,\nd]\n",
        'a: "b": c\n',
        "a: [b]: [c]\n",
        "a: {{b: 1}: c}\n",
        "a: {b: &x c}\nd: {e: &x f, g: *x}\n",
        "a: {b: &x c}\nd: {e: &x f}\n",
        'a: "b\\n\\"c\\"\\\\"\n',
        'a: "\\x41\\u3042"\n',
        'a: ["b\\"c", "d\\x41"]\n',
        "a: ['it''s', ' b ']\n",
        "a: x\u3000# b\nc: \u3000d\u3000\n",
        "a: [\u3000b, c\u3000]\n",
        "a: x\u2028y\n",
        "a: x\x85y\n",
        "- # a\n  b\n",
        "a: # b\n  c: 1\n",
        "a:\n  b:\n  - 1\n  c:\n",
    ],
)
def test_unusual_text(text: str) -> None:
    assert outcome(read_yaml, text) == outcome(YAML(typ="safe").load, text)


def test_every_yaml_file_of_the_project() -> None:
    files = [path for path in ROOT.rglob("*.yaml") if ".venv" not in path.parts]
    assert len(files) > 40
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert outcome(read_yaml, text) == outcome(YAML(typ="safe").load, text), path


def test_rules_are_read_by_line() -> None:
    """The way for anything is four times slower: what this program writes does not need it."""
    files = [path for folder in ("rules_out", "pipeline", "sources/programmes") for path in (ROOT / folder).rglob("*.yaml")]
    assert len(files) > 60
    assert [path.name for path in files if not _is_read_by_line(path.read_text(encoding="utf-8"))] == []


def _is_read_by_line(text: str) -> bool:
    try:
        read_lines(text)
    except UnusualError:
        return False
    return True


def outcome(read: object, text: str) -> object:
    """The data, or the kind of the error."""
    assert callable(read)
    try:
        return read(text)
    except NoYamlError as error:
        return type(error.__cause__)
    except (YAMLError, RecursionError, ValueError, TypeError) as error:
        return type(error)


def test_nothing_else_has_a_meaning_by_its_first_sign() -> None:
    """`scalars` knows by heart what a scalar may begin with that is no string."""
    from ruamel.yaml.loader import SafeLoader

    assert set(SafeLoader("").versioned_resolver) <= MEANINGFUL
