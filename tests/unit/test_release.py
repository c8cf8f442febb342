"""What `make release` puts beside the files of a release, without asking anybody."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def finish() -> ModuleType:
    spec = importlib.util.spec_from_file_location("finish", ROOT / "release" / "finish.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def says(code: int, out: object, err: str = "") -> object:
    text = out if isinstance(out, str) else json.dumps({"dependencies": out})

    def call(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(list(command), code, text, err)

    return call


def test_what_the_product_needs_is_listed_and_no_tool(finish: ModuleType) -> None:
    names = {pin.partition("==")[0] for pin in finish.pins()}
    assert {"pydantic", "pydantic-core", "ruamel-yaml", "pypdfium2", "httpx", "h2", "jinja2", "openpyxl"} <= names
    assert not names & {"pytest", "mypy", "ruff", "playwright", "subsidy-rules", "pip-audit"}
    assert [any(pin.startswith("h2==") for pin in finish.pins(product)) for product in ("httpx", "httpx[http2]")] == [False, True]


@pytest.mark.parametrize(
    ("code", "out", "outcome"),
    [
        (0, [{"name": "a", "vulns": []}], 0),
        (1, [{"name": "a", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "vulns": []}], 1),
        (0, [{"name": "a", "vulns": []}, {"name": "b", "skip_reason": "not found"}], 2),
        (1, "", 2),
    ],
)
def test_an_audit_that_could_not_be_made_is_no_pass(
    finish: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: int, out: object, outcome: int
) -> None:
    assert finish.audit(tmp_path / "listed", tmp_path / "audit.json", says(code, out, "ConnectionError: nobody there")) == outcome
    told = capsys.readouterr()
    assert ("no pass" in told.err) == (outcome == 2)
    assert ("CVE-1" in told.err) == (outcome == 1)
    assert json.loads((tmp_path / "audit.json").read_text())["audited"] == (outcome != 2)


def test_sums_are_of_every_file_but_themselves(finish: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    for name in ("a.whl", "site/index.html", finish.SUMS):
        (tmp_path / name).write_bytes(name.encode())
    assert finish.write_sums(tmp_path) == 2
    lines = dict(reversed(line.split("  ")) for line in (tmp_path / finish.SUMS).read_text().splitlines())  # type: ignore[misc]
    assert lines == {name: hashlib.sha256(name.encode()).hexdigest() for name in ("a.whl", "site/index.html")}


def test_a_bill_that_cannot_be_made_stops(finish: ModuleType, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no such option"):
        finish.write_sbom(tmp_path / "listed", tmp_path / "sbom.json", says(2, "", "no such option"))
