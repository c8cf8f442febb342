"""Nothing leaves the program without a sentence, and never with the exit code that says "findings"."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from subsidy_rules.cli.border import run_within


def raising(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(28, "No space left on device"), "the disk is full"),
        (PermissionError(13, "Permission denied", "rules.yaml"), "rules.yaml: no permission"),
        (RecursionError(), "RecursionError"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), "Save it as UTF-8"),
        (KeyError("x"), "fault of subsidy-rules"),
    ],
)
def test_worded_and_trouble(error: Exception, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run_within(lambda: raising(error))
    assert end.value.code == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("code", [0, 1, 2])
def test_exit_codes_of_commands_pass(code: int) -> None:
    with pytest.raises(SystemExit) as end:
        run_within(lambda: raising(SystemExit(code)))
    assert end.value.code == code


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_reader_that_goes_away(tmp_path: Path) -> None:
    command = f"{sys.executable} -m subsidy_rules.cli checks 2> errors | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.strip() in ("141", "0"), "0 where everything was written before the reader went"
    assert not (tmp_path / "errors").read_text()


def test_output_without_japanese() -> None:
    command = [sys.executable, "-m", "subsidy_rules.cli", "--lang", "ja", "checks"]
    done = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert done.returncode == 0 and done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize("text", ["name,employees,employees\na,30,3000\n", '"name\n', "name,name\na,b\n"])
def test_a_table_of_applicants_that_says_two_things(tmp_path: Path, text: str) -> None:
    from subsidy_rules.cli.impact import _table
    from subsidy_rules.model.errors import SourceError

    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"a\.csv"):
        _table(tmp_path / "a.csv")
