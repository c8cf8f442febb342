"""Every notebook runs from top to bottom, shows what is committed, names what its figures show, and stays small."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
MAX_BYTES = 250_000


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_shows_what_is_committed(path: Path) -> None:
    committed = nbformat.read(path, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    assert shown(notebook) == shown(committed), "run it anew and commit its outputs"
    assert any(kind in ("text", "printed") for kind, _ in shown(committed))


def shown(notebook: Any) -> list[tuple[str, str]]:
    """What the cells show: words as they are, a picture only as being one, because other fonts draw other dots.

    What a cell prints comes in as many parts as the kernel was slow; they are one text.
    """
    found: list[tuple[str, str]] = []
    for output in (output for cell in notebook.cells for output in cell.get("outputs", ())):
        data = output.get("data", {})
        if "image/png" in data:
            found.append(("picture", ""))
        elif output.get("name") == "stdout" and found and found[-1][0] == "printed":
            found[-1] = ("printed", found[-1][1] + output["text"])
        elif output.get("name") == "stdout":
            found.append(("printed", output["text"]))
        elif output.get("name") != "stderr":
            found.append(("text", data.get("text/plain", output.get("text", ""))))
    return found


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_it_is_small_and_its_figures_have_title_units_and_source(path: Path) -> None:
    assert path.stat().st_size < MAX_BYTES
    for cell in nbformat.read(path, as_version=4).cells:
        if "plt.show()" in cell.source:
            assert all(word in cell.source for word in ("title", "label", "Source: ")), cell.source


def test_the_first_look_shows_page_tables_and_rules() -> None:
    notebook = nbformat.read(ROOT / "notebooks" / "01_first_look.ipynb", as_version=4)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert sum("image/png" in output.get("data", {}) for output in outputs) == 2
    tables = "".join(output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {}))
    assert "１５０万円～４５０万円以下" in tables
    assert "tsujo.subsidy_amount.processes_ge_4" in tables
