"""The catalogue: every text in both languages, with the same places to fill."""

from __future__ import annotations

import string
from pathlib import Path
from typing import get_args

import pytest

from subsidy_rules.compare.checks import all_checks
from subsidy_rules.model.change import Level
from subsidy_rules.model.document import Zone
from subsidy_rules.model.rule import State
from subsidy_rules.wording import messages


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("key", sorted(messages._TEXTS))
def test_both_languages_fill_the_same_places(key: str) -> None:
    en, ja = messages._TEXTS[key]
    assert en
    assert ja
    assert places(en) == places(ja)


# what is looked up by a name that comes from data: pages' problems, review states, frames' sides, zones
FROM_DATA = {"no_text_layer", "unreadable", "picture_table"} | set(get_args(State)) | {"reviewed"} | {f"zone_{zone}" for zone in Zone}
FROM_DATA |= {f"level_{level}" for level in Level} | {f"area_{check.area}" for check in all_checks().values()}


def test_every_text_is_used() -> None:
    package = Path(messages.__file__).parents[1]
    code = "".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py") if path.name != "messages.py")
    unused = [key for key in messages._TEXTS if key not in FROM_DATA and f'"{key}"' not in code]
    assert unused == []


@pytest.mark.parametrize("check", sorted(all_checks()))
def test_checks_know_only_their_places(check: str) -> None:
    found = all_checks()[check]
    known = {"kind", "what", "scope", "old", "new", "n"}
    assert places(found.en) == places(found.ja) <= known


@pytest.mark.parametrize(
    ("args", "environ", "lang"),
    [
        ([], {"LC_ALL": "ja_JP.UTF-8", "LANG": "en_US.UTF-8"}, "ja"),
        ([], {"LC_ALL": "", "LANG": "ja_JP"}, "ja"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["diff", "--lang=ja"], {}, "ja"),
        (["--lang", "xx"], {"LANG": "ja"}, "ja"),
    ],
)
def test_pick_lang(args: list[str], environ: dict[str, str], lang: str) -> None:
    assert messages.pick_lang(args, environ) == lang
