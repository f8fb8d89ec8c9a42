"""The front door: `import leefwereld as lw` offers every public name, typed, and says when another project stands before it."""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import leefwereld as lw
from leefwereld import ConfigError

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*/*.py"))


@pytest.mark.parametrize("name", lw.__all__)
def test_every_public_name_is_there_and_documented(name):
    found = getattr(lw, name)
    assert name in dir(lw)
    if callable(found):
        assert (found.__doc__ or "").strip(), f"{name} says nothing of itself"


def test_names_for_types_and_names_at_run_time_are_the_same():
    text = (ROOT / "leefwereld" / "__init__.py").read_text(encoding="utf-8")
    typed = text[text.index("if TYPE_CHECKING:") : text.index("_HOMES")]
    names = [word for line in typed.splitlines()[1:] for word in re.findall(r"(?:import |, )(?:\w+ as )?(\w+)", line)]
    assert sorted(names) == sorted(lw.__all__) == sorted(lw._HOME)


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(AttributeError, match="nonsense"):
        lw.nonsense  # noqa: B018
    with pytest.raises(ConfigError, match="at least one scenario"):
        lw.compare([])


def run(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, env=os.environ | environment)


def test_the_door_itself_loads_nothing_heavy():
    heavy = "{'numpy', 'pandas', 'numba', 'mesa', 'pyarrow', 'yaml', 'click', 'matplotlib'}"
    done = run(f"import sys, leefwereld; print(sorted({heavy} & set(sys.modules)))")
    assert done.stdout.strip() == "[]", done.stderr


def test_another_projects_package_in_front_is_named_in_one_sentence(tmp_path):
    (tmp_path / "experiments").mkdir()
    (tmp_path / "experiments" / "__init__.py").touch()
    code = f"import sys; sys.path[:0] = [{str(tmp_path)!r}, {str(ROOT)!r}]; import leefwereld"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().splitlines()[-1].startswith("ImportError: leefwereld in ")
    assert "package 'experiments'" in done.stderr and str(tmp_path / "experiments") in done.stderr


def test_the_package_says_that_it_is_typed():
    assert (ROOT / "leefwereld" / "py.typed").is_file()


@pytest.mark.slow
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_runs(path, tmp_path, capsys):
    spec = importlib.util.spec_from_file_location(f"example_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main(*([tmp_path / "out"] if module.main.__code__.co_argcount else []))
    assert capsys.readouterr().out.strip()


@pytest.mark.slow
def test_the_tutorial_is_typed(tmp_path):
    pytest.importorskip("mypy")
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "use" / "tutorial.md").read_text(encoding="utf-8"), re.S)
    page = tmp_path / "tutorial_page.py"
    page.write_text("from pathlib import Path\n\nfolder = Path()\n" + "\n".join(blocks), encoding="utf-8")
    words = ["-m", "mypy", "--cache-dir", str(tmp_path / "cache"), "--config-file", "pyproject.toml", str(page)]
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout
