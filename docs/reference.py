"""Writes docs/reference.md and docs/reference.ja.md: every command with its options, every check, every word of the vocabulary.

`make reference`, or `python docs/reference.py FOLDER`. All of it comes from the program itself; nothing is written by hand.
Help is worded when the command line is loaded, in the language of the user, so each language is written by a process of its own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from subsidy_rules.cli import app
from subsidy_rules.cli.speech import help_words
from subsidy_rules.compare.checks import all_checks, name_words
from subsidy_rules.messages.message import Lang
from subsidy_rules.ruleset.published import vocabulary

DOCS = Path(__file__).resolve().parent
NAMES: Mapping[Lang, str] = {"en": "reference.md", "ja": "reference.ja.md"}
HEADS: Mapping[Lang, tuple[str, ...]] = {
    "en": ("Reference", "Written by `make reference` from the program itself.", "Commands", "What `diff` can find", "Vocabulary"),
    "ja": ("リファレンス", "`make reference` がプログラムから書き出したものです。", "コマンド", "`diff` が見つける変更", "語彙"),
}


def main(folder: Path) -> None:
    for lang in NAMES:
        environ = {**os.environ, "LC_ALL": {"en": "C.UTF-8", "ja": "ja_JP.UTF-8"}[lang]}
        subprocess.run([sys.executable, __file__, lang, str(folder)], env=environ, check=True)


def page(lang: Lang) -> str:
    """The whole page in the language that the command line was loaded in."""
    title, origin, of_commands, of_changes, of_words = HEADS[lang]
    told = (line for path, command in commands(typer.main.get_command(app), ()) for line in of_command(path, command, lang))
    parts = (f"# {title}", "", origin, "", f"## {of_commands}", *told, "", f"## {of_changes}", "", *of_checks(lang), "", f"## {of_words}")
    return "\n".join([*parts, *of_vocabulary(lang)])


def commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command that does something, with the words it is called by."""
    if not hasattr(command, "list_commands"):
        yield path, command
        return
    context = command.make_context("subsidy-rules", ["--help"], resilient_parsing=True)
    for name in command.list_commands(context):
        yield from commands(command.get_command(context, name), (*path, name))


def of_command(path: tuple[str, ...], command: Any, lang: Lang) -> Iterator[str]:
    given = command.make_context(" ".join(path), [], resilient_parsing=True)
    usage = " ".join(["subsidy-rules", *path, *command.collect_usage_pieces(given)])
    yield from ("", f"### {' '.join(path)}", "", one_line(command.help or ""), "", f"`{help_words(usage, lang)}`", "")
    for parameter in command.get_params(given):
        record = None if "--help" in parameter.opts else parameter.get_help_record(given)
        if record is not None:
            names, help_ = (help_words(one_line(part), lang) for part in record)
            yield f"- `{closed(names)}`: {help_}"


def of_checks(lang: Lang) -> Iterator[str]:
    yield "| id | | |"
    yield "|---|---|---|"
    for name, check in sorted(all_checks().items()):
        yield f"| `{name}` | {check.level.value} | {cell(name_words(check, lang))} |"


def of_vocabulary(lang: Lang) -> Iterator[str]:
    for group, words in vocabulary().items():
        yield from ("", f"### `{group}`", "", "| | | |", "|---|---|---|")
        for slug, word in words.items():
            yield f"| `{slug}` | {cell(word[lang])} | {cell(word.get('unit', ''))} |"


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\b", "")).strip()


def closed(names: str) -> str:
    """Without the blanks that keep columns of a terminal in line."""
    return re.sub(" +>", ">", names)


def cell(text: str) -> str:
    return one_line(text).replace("|", "\\|")


if __name__ == "__main__":
    given = sys.argv[1:]
    asked = next((lang for lang in NAMES if given[:1] == [lang]), None)
    if asked is None:
        main(Path(given[0]) if given else DOCS)
    else:
        (Path(given[1]) / NAMES[asked]).write_text(page(asked) + "\n", encoding="utf-8")
