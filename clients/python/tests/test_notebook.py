from __future__ import annotations

from pathlib import Path
from typing import Any

import nbclient
import nbformat

NOTEBOOK = Path(__file__).parent.parent / "examples" / "train-a-model.ipynb"


def test_the_notebook_runs_from_top_to_bottom() -> None:
    notebook: Any = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code), "it is committed without outputs"
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    printed = "".join(output.get("text", "") for cell in code for output in cell.outputs)
    assert "'different': 0" in printed
    assert "average precision" in printed
    assert printed.endswith("equal: True\n")
