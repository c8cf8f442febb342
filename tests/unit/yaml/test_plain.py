"""The fast reading of YAML gives what ruamel.yaml's own safe loader gives, on anything, errors included."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from subsidy_rules.yaml.plain import _MEANINGFUL, read_yaml

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


def outcome(read: object, text: str) -> object:
    """The data, or the kind of the error."""
    assert callable(read)
    try:
        return read(text)
    except (YAMLError, RecursionError, ValueError) as error:
        return type(error)


def test_nothing_else_has_a_meaning_by_its_first_sign() -> None:
    """`plain` knows by heart what a scalar may begin with that is no string."""
    from ruamel.yaml.loader import SafeLoader

    assert set(SafeLoader("").versioned_resolver) <= _MEANINGFUL
