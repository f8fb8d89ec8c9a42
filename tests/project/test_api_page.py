"""The page of the public names is what their docstrings say, its examples run, and the notebook runs as it stands."""

import doctest
import inspect
import json
from pathlib import Path

import pytest

import leefwereld as lw
from leefwereld.api import page

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "build" / "api.md"
NOTEBOOK = ROOT / "examples" / "notebook.ipynb"


def test_the_page_is_what_the_docstrings_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m leefwereld.api > docs/build/api.md"


def test_every_public_name_has_a_section_and_no_machine_is_named():
    text = PAGE.read_text(encoding="utf-8")
    assert all(f"\n## {name}\n" in text for name in lw.__all__)
    assert "0x" not in text and str(ROOT) not in text


def with_examples() -> list[str]:
    return [name for name in lw.__all__ if ">>>" in (inspect.getdoc(getattr(lw, name)) or "")]


def test_the_calls_that_come_first_have_examples():
    assert {"as_function", "compare", "load_design", "load_scenario", "interval", "simulate", "sweep"} <= set(with_examples())


@pytest.mark.parametrize("name", with_examples())
def test_the_examples_of_the_page_run(name, tmp_path):
    found = doctest.DocTestFinder(recurse=False).find(getattr(lw, name), name, globs={"lw": lw, "folder": tmp_path / "out"})
    told: list[str] = []
    for test in found:
        doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test, out=told.append)
    assert found and not told, "".join(told)


def test_the_notebook_keeps_no_output_and_no_kernel_of_one_machine():
    kept = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    code = [cell for cell in kept["cells"] if cell["cell_type"] == "code"]
    assert code and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert kept["metadata"] == {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}


@pytest.mark.slow
def test_the_notebook_runs(tmp_path, monkeypatch):
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    nbclient.NotebookClient(notebook, timeout=1200, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    said = "".join(str(output) for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs)
    assert "responsive minus dossier_count" in said and "image/png" in said and "severity per household" in said
