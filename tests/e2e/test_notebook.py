"""Every notebook runs from top to bottom, shows what it promises, and is committed without output."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_committed_without_output(path: Path) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        assert not cell.get("outputs"), "clear the outputs before committing"
        assert cell.get("execution_count") is None


@pytest.mark.slow
def test_first_look_shows_page_tables_and_rules() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "01_first_look.ipynb", as_version=4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(ROOT / "notebooks")}})
    client.execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert sum("image/png" in output.get("data", {}) for output in shown) == 2
    tables = "".join(output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {}))
    assert "１５０万円～４５０万円以下" in tables
    assert "tsujo.subsidy_amount.processes_ge_4" in tables
    printed = "".join(output.get("text", "") for output in shown)
    assert "tsujo.subsidy_rate" in printed
