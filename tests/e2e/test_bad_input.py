"""Bad input: each says what, where, why and what to do, ends with 2, and the other documents are still processed."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas
from typer.testing import CliRunner

from subsidy_rules.cli import app
from subsidy_rules.store.files import load_ruleset_dir

GOOD = "# 通常枠\n\n項目 | 補助額 | 補助率 |\n---|---|---|\n通常枠 | 5万円以上150万円未満 | 1/2以内 |\n"
REGISTRY = "id: sample\nname: 例の補助金\nframes:\n- {id: general, name: 通常枠}\n"
HTML = "<!DOCTYPE html><html><head><title>ログイン</title></head><body><p>お待ちください</p></body></html>"


def pdf(text: str, *, pages: int = 1, encrypt: StandardEncryption | None = None) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=encrypt, invariant=1)
    for _ in range(pages):
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


BAD: dict[str, tuple[Callable[[], bytes] | None, str, str]] = {
    # name: content, what the message says in English and in Japanese
    "placeholder.pdf": (lambda: pdf("ab"), "2 characters", "2文字"),
    "page.pdf": (HTML.encode, "HTML", "HTML"),
    "locked.pdf": (lambda: pdf("secret " * 9, encrypt=StandardEncryption("open", canPrint=0)), "password", "パスワード"),
    "cut.pdf": (lambda: pdf("long " * 15, pages=3)[:700], "damaged", "破損"),
    "empty.pdf": (lambda: b"", "empty", "空"),
    "empty.txt": (lambda: b"", "empty", "空"),
    "missing.pdf": (None, "no such file", "ありません"),
    "letter.txt": ("拝啓\n\nお世話になっております。次の会議は来週です。\n".encode, "no table", "表がありません"),
    "other.txt": ("名前 | 色 |\n---|---|\n林檎 | 赤 |\n".encode, "Nothing was found", "見つかりません"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "registry.yaml").write_text(REGISTRY, encoding="utf-8")
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    for name, (content, _, _) in BAD.items():
        if content is not None:
            (tmp_path / name).write_bytes(content())
    return tmp_path


def ingest(folder: Path, *names: str, lang: str = "en", programme: str = "sample") -> tuple[int, str]:
    files = [str(folder / name) for name in names]
    options = ["--programme", programme, "--edition", "2025", "--registry", str(folder / "registry.yaml"), "--out", str(folder / "out")]
    result = CliRunner().invoke(app, ["ingest", *files, *options, "--lang", lang])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, " ".join(result.stderr.split())


@pytest.mark.parametrize("name", BAD)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_said_and_the_others_processed(folder: Path, name: str, lang: str) -> None:
    code, said = ingest(folder, name, "good.txt", lang=lang)
    assert code == 2
    assert name in said
    assert BAD[name][1 if lang == "en" else 2] in said
    message = said[said.index("Error: " if lang == "en" else "エラー: ") :]
    # what, why and what to do next are a sentence each
    assert message.count(". " if lang == "en" else "。") >= 2
    rules = load_ruleset_dir(folder / "out" / "sample" / "2025").rules
    assert {rule.kind for rule in rules} == {"subsidy_amount", "subsidy_rate"}


def test_nothing_but_bad_input_writes_nothing(folder: Path) -> None:
    code, said = ingest(folder, *BAD)
    assert code == 2
    assert all(name in said for name in BAD)
    assert not (folder / "out").exists()


def test_bad_run_leaves_the_earlier_rule_set(folder: Path) -> None:
    assert ingest(folder, "good.txt")[0] == 0
    before = {path: path.read_bytes() for path in (folder / "out").rglob("*.yaml")}
    assert ingest(folder, "letter.txt")[0] == 2
    assert {path: path.read_bytes() for path in (folder / "out").rglob("*.yaml")} == before


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_unknown_programme_shows_the_yaml_that_defines_it(folder: Path, lang: str) -> None:
    code, said = ingest(folder, "good.txt", programme="unheard-of", lang=lang)
    assert code == 2
    assert "id: unheard-of name: " in said
    assert "--registry" in said


def test_form_without_rules_is_no_trouble(folder: Path) -> None:
    options = ["--programme", "sample", "--edition", "2025", "--registry", str(folder / "registry.yaml"), "--out", str(folder / "out")]
    result = CliRunner().invoke(app, ["ingest", str(folder / "letter.txt"), *options, "--kind", "form"])
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["--edition", "../2025"], "edition"),
        (["--edition", "2025", "--frame", "nowhere"], "general"),
        (["--edition", "2025", "--registry", "nowhere.yaml"], "nowhere.yaml"),
        (["--edition", "2025", "--kind", "poem"], "poem"),
        ([], "--edition"),
    ],
)
def test_bad_options(folder: Path, args: list[str], word: str) -> None:
    registry = [] if "--registry" in args else ["--registry", str(folder / "registry.yaml")]
    out = ["--out", str(folder / "out"), "--lang", "en"]
    result = CliRunner().invoke(app, ["ingest", str(folder / "good.txt"), "--programme", "sample", *registry, *out, *args])
    assert result.exit_code == 2
    assert word in result.stderr


def test_damaged_rule_set_names_file_and_line(folder: Path) -> None:
    assert ingest(folder, "good.txt")[0] == 0
    edition = folder / "out" / "sample" / "2025"
    path = edition / "general.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("rate: 1/2", "rate: lots"), encoding="utf-8")
    for command in (["show", str(edition)], ["check", str(edition)], ["diff", str(edition), str(edition)]):
        result = CliRunner().invoke(app, [*command, "--lang", "en"])
        assert result.exit_code == 2
        assert "general.yaml" in result.stderr
        assert "line" in result.stderr
