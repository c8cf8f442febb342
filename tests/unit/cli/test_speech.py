"""What Typer says, in Japanese: no word of English beside names of options, files and values."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from subsidy_rules.cli.speech import error_words, help_words

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


@pytest.mark.parametrize(
    ("said", "japanese"),
    [
        ("Missing command.", "コマンドを指定してください。"),
        ("Missing argument 'DIR'.", "引数 'DIR' を指定してください。"),
        ("Missing argument '{FILE...}'.", "引数 '{FILE...}' を指定してください。"),
        ("Missing option '--by'.", "オプション '--by' を指定してください。"),
        ("No such command 'shwo'. Did you mean 'show'?", "'shwo' というコマンドはありません（'show' の誤りではありませんか）。"),
        ("No such option: --bad", "--bad というオプションはありません。"),
        ("Option '--by' requires an argument.", "オプション '--by' には値が必要です。"),
        ("Got unexpected extra argument(s) (a b)", "余分な引数があります: a b"),
        (
            "Invalid value for '--page': Input should be a valid integer, unable to parse",
            "'--page' の値が正しくありません: 整数ではありません",
        ),
        ("Invalid value: 規則IDを指定してください", "値が正しくありません: 規則IDを指定してください"),
        ("Something that nobody foresaw", "ここでは使えません"),
    ],
)
def test_wrong_calls_are_told_in_japanese(said: str, japanese: str) -> None:
    assert error_words(said, "ja") == japanese
    assert error_words(said, "en") == said


def test_the_columns_of_help_stay_where_they_are() -> None:
    line = "  --by <str>                      承認者。  [required]"
    spoken = help_words(line, "ja")
    assert spoken == "  --by <文字列>                   承認者。  [必須]"


@pytest.mark.parametrize(
    "args", [["--help"], ["ingest", "--help"], ["sources", "list", "--help"], ["shwo"], ["show"], ["tables", "x", "--page", "a"]]
)
def test_the_command_speaks_the_language_asked_for(args: list[str]) -> None:
    env = {"LC_ALL": "ja_JP.UTF-8", "PYTHONPATH": ":".join(sys.path), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run([sys.executable, "-m", "subsidy_rules.cli", *args], capture_output=True, text=True, encoding="utf-8", env=env)
    assert done.returncode == (0 if "--help" in args else 2)
    english = re.findall(
        r"Usage|Options|Arguments|Commands|required|default|Show this|Error|Try |Missing|Invalid|No such|Input", done.stdout + done.stderr
    )
    assert english == []
