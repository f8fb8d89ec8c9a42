"""The house itself: which room may use which, what no file may hold, and that locks and documents agree."""

import ast
import csv
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("abm", "experiments", "viz")
# What each room may import of the others: the arrows point one way.
MAY_IMPORT = {"abm": set(), "experiments": {"abm"}, "viz": {"abm", "experiments"}}
IMPORT_NAMES = {"pyyaml": "yaml", "jinja2": "jinja2", "salib": "SALib", "ema-workbench": "ema_workbench"}
CULTURES = sorted({path.stem for path in (ROOT / "configs" / "presets").glob("*.yaml")} - {"current_practice"})


def sources(*folders: str) -> list[Path]:
    """Python files in the named folders of the project, in a fixed order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def tree_of(path: Path) -> ast.Module:
    """Syntax tree of one file; a file that does not parse fails the test that asked."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything that a file imports, late imports included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""


def pyproject() -> dict:
    """The project's own description."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def declared(*extras: str) -> list[Requirement]:
    """Requirements that pyproject.toml declares: those of run time, and of the extras named."""
    project = pyproject()["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project["optional-dependencies"][extra]
    return [Requirement(line) for line in lines]


def where(path: Path, line: int) -> str:
    """A place that an editor can jump to."""
    return f"{path.relative_to(ROOT)}:{line}"


# -- rooms


@pytest.mark.parametrize("room", ROOMS)
def test_imports_point_one_way(room):
    files = sources(room)
    assert files, f"{room}/ holds no Python"
    forbidden = (set(ROOMS) | {"tests", "benchmarks"}) - {room} - MAY_IMPORT[room]
    wrong = [f"{where(path, line)} imports {name}" for path in files for line, name in imported(tree_of(path))
             if name.split(".")[0] in forbidden]
    assert not wrong, "\n".join(wrong)


# -- floors: what may import what inside a room, imports inside functions counted

# Modules of the model that load numba and Mesa, or wait for compiled code: a second that `--help` must not pay; and deeds, with
# pydantic, which a module that names levers must not pay, and the style of figures, with matplotlib.
HEAVY_MODEL = {"abm.settings.deeds", "viz.figures.style",
               "abm.run", "abm.run.simulate", "abm.run.model", "abm.run.ahead", "abm.run.cores", "abm.run.chunks",
               "abm.compiling", "abm.compiling.kept", "abm.compiling.randomness", "abm.world.birth",
               "abm.phases.allow"}  # fmt: skip
# Libraries that are loaded by what needs them: each takes from a tenth of a second to seconds, or is not everywhere.
HEAVY_LIBRARIES = {"numba", "numpy", "pandas", "pyarrow", "scipy", "matplotlib", "seaborn", "SALib", "jinja2", "yaml", "dask",
                   "distributed", "duckdb", "ema_workbench", "optuna", "xarray", "starlette", "fcntl"}  # fmt: skip
# Packages of commands import what a command needs when it runs.
COMMANDS = ("experiments/cli", "viz/cli")
# Files whose imports inside functions have a reason of their own.
LATE = {
    "viz/viewer/serving.py",  # what visitors need is loaded while the server answers its first question
}


def module_name(path: Path) -> str:
    """Dotted name of a file of the project."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def modules_imported(path: Path, known: set[str]) -> set[str]:
    """Modules of the project that a file imports when it runs, wherever in the file it does."""
    found = set()
    tree = tree_of(path)
    for_types = {id(inner) for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
                 for inner in ast.walk(node)}  # fmt: skip
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (inner & known) | ({node.module} if inner - known else set())
    return found & known


def import_graph() -> nx.DiGraph:
    """Every module of the project with an arrow to each that it imports."""
    files = {module_name(path): path for path in sources(*ROOMS)}
    return nx.DiGraph([(name, other) for name, path in files.items() for other in modules_imported(path, set(files))])


def package_of(module: str) -> str:
    """The package under a room that a module stands in; a module directly in a room stands for itself."""
    return ".".join(module.split(".")[:2])


def circles(graph: nx.DiGraph) -> set[frozenset[str]]:
    """Groups of names that import one another, directly or round about."""
    return {frozenset(found) for found in nx.strongly_connected_components(graph) if len(found) > 1}


def test_packages_import_in_no_circle():
    between = {(package_of(a), package_of(b)) for a, b in import_graph().edges if package_of(a) != package_of(b)}
    assert not circles(nx.DiGraph(list(between)))


def test_modules_import_in_no_circle():
    assert not [sorted(circle) for circle in circles(import_graph())]


def test_the_search_for_circles_finds_one():
    assert circles(nx.DiGraph([("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")])) == {frozenset("abc")}


def test_what_is_imported_inside_functions_is_heavy():
    """A late import hides a circle; it is there for the time that a heavy library takes, and in commands."""
    wrong = []
    for path in sources(*ROOMS):
        name = path.relative_to(ROOT).as_posix()
        if name in LATE or name.startswith(COMMANDS):
            continue
        for function in ast.walk(tree_of(path)):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                wrong += [f"{where(path, line)} imports {module}" for line, module in imported(function)
                          if module not in HEAVY_MODEL and module.split(".")[0] not in HEAVY_LIBRARIES]
    assert not wrong, "\n".join(wrong)


def test_no_room_imports_relatively():
    """Rules are imported by full name, so that a reader and the import test see the same thing."""
    wrong = [where(path, node.lineno) for path in sources(*ROOMS) for node in ast.walk(tree_of(path))
             if isinstance(node, ast.ImportFrom) and node.level]
    assert not wrong, "\n".join(wrong)


def test_every_library_imported_is_declared():
    known = {IMPORT_NAMES.get(canonicalize_name(r.name), r.name) for r in declared("viewer", "cluster", "research")}
    known |= {"dask"}  # distributed's own other half, always installed with it
    known |= set(sys.stdlib_module_names) | set(ROOMS)
    known |= {"llvmlite"}  # numba's own other half, always installed with it
    wrong = [f"{where(path, line)} imports {name}" for path in sources(*ROOMS) for line, name in imported(tree_of(path))
             if name.split(".")[0] not in known]
    assert not wrong, "\n".join(wrong)


# -- fairness: no rule knows a culture


def words_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of every name and string in a file; comments are no code."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        for field in ("id", "attr", "name", "arg", "module", "asname"):
            text = getattr(node, field, None)
            if isinstance(text, str):
                yield line, text
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield line, node.value


def names_a_culture(text: str, cultures: list[str]) -> str | None:
    """The culture named in a text, as a word or as part of a longer name, or None."""
    for culture in cultures:
        if re.search(rf"(?<![a-z]){re.escape(culture)}(?![a-z])", text.lower()):
            return culture
    return None


@pytest.mark.skipif(not CULTURES, reason="no preset departs from current_practice yet")
def test_no_code_of_the_model_names_a_culture():
    wrong = [f"{where(path, line)} names {culture}" for path in sources("abm") for line, text in words_of(tree_of(path))
             if (culture := names_a_culture(text, CULTURES))]
    assert not wrong, "\n".join(wrong)


def test_the_search_for_cultures_finds_them():
    planted = ast.parse('def f(x_responsive=1):\n    return "as in kpi_only"\n')
    found = {names_a_culture(text, ["kpi_only", "responsive"]) for _, text in words_of(planted)}
    assert found >= {"kpi_only", "responsive"}
    assert names_a_culture("responsiveness of the team", ["responsive"]) is None


# -- arithmetic that compiled and plain Python share to the last byte

BANNED_CALLS = {"pow", "lgamma", "gammaln"}
BANNED_NUMPY = {"exp", "log", "power", "expm1", "log1p", "float_power"}


def unlike_arithmetic(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, what) of the operations whose last bit depends on who computes them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            yield node.lineno, "**"
        elif isinstance(node, ast.Name) and node.id in BANNED_CALLS:
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.attr in BANNED_CALLS or (node.value.id in {"np", "numpy"} and node.attr in BANNED_NUMPY):
                yield node.lineno, f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in {"math", "numpy", "scipy.special"}:
            banned = BANNED_CALLS | (BANNED_NUMPY if node.module == "numpy" else set())
            for alias in node.names:
                if alias.name in banned:
                    yield node.lineno, f"{node.module}.{alias.name}"


def test_rules_use_only_arithmetic_that_both_engines_share():
    wrong = [f"{where(path, line)} uses {what}" for path in sources("abm/mechanisms", "abm/phases")
             for line, what in unlike_arithmetic(tree_of(path))]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("line", ["y = x ** 2", "x **= 2", "y = math.pow(x, 2)", "y = np.exp(x)", "y = math.lgamma(x)",
                                  "from math import pow", "from numpy import exp", "y = pow(x, 2)"])
def test_the_search_for_unlike_arithmetic_finds_it(line):
    assert list(unlike_arithmetic(ast.parse(line)))


def test_every_mechanism_is_found_by_its_number():
    """README: a mechanism is found by searching its number in abm/mechanisms."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sources("abm/mechanisms"))
    missing = [f"M{number}" for number in range(1, 42) if not re.search(rf"\bM{number}\b", text)]
    assert not missing, f"abm/mechanisms names no {missing}"


# -- configuration


class NoRepeats(yaml.SafeLoader):
    """YAML without tags that build objects, and without a key written twice in one mapping."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.YAMLError(f"line {node.start_mark.line + 1}: written twice: {sorted(map(str, twice))}")
        return super().construct_mapping(node, deep=deep)


def test_every_config_is_safe_yaml_or_a_table():
    files = [path for path in sorted((ROOT / "configs").rglob("*")) if path.is_file()]
    assert files, "configs/ is empty"
    wrong = []
    for path in files:
        if path.suffix == ".csv" and path.parent.name in ("tables", "published"):
            widths = {len(line) for line in csv.reader(path.read_text(encoding="utf-8").splitlines(), strict=True)}
            wrong += [] if len(widths) == 1 else [f"{where(path, 1)} has rows of {widths} cells"]
            continue
        if path.suffix != ".yaml":
            wrong.append(f"{where(path, 1)} is not a .yaml file")
            continue
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=NoRepeats)  # NoRepeats is a SafeLoader
        except yaml.YAMLError as error:
            wrong.append(f"{where(path, 1)}: {error}")
        else:
            if not isinstance(content, dict) or not content:
                wrong.append(f"{where(path, 1)} holds no mapping")
    assert not wrong, "\n".join(wrong)


# -- nothing names where packages come from


def files_of_the_project() -> list[Path]:
    """Every file that git would keep; without git, every file outside hidden, built and result folders."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                cwd=ROOT, capture_output=True, text=True)
        if listed.returncode == 0 and listed.stdout:
            return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    skipped = {"results", "dist", "build", "__pycache__"}
    return [path for path in ROOT.rglob("*") if path.is_file()
            and not any(part in skipped or (part.startswith(".") and part != ".ci")
                        for part in path.relative_to(ROOT).parts[:-1])]


def test_no_file_names_a_registry():
    # Written in pieces, so that this file does not name what it looks for.
    words = ["index" + "-url", "index" + "_url", "find" + "-links", "pypi" + ".org", "python" + "hosted",
             "/sim" + "ple/"]
    wrong = []
    for path in files_of_the_project():
        text = path.read_bytes().decode("utf-8", errors="ignore").lower()
        wrong += [f"{path.relative_to(ROOT)} holds {word}" for word in words if word in text]
    assert not wrong, "\n".join(wrong)


# -- locks

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?P<more> \\)?$")


def pins(lock: str) -> dict[str, dict[str, int]]:
    """Package -> version -> number of hashes, of one lock file; a line that is neither pin nor hash fails."""
    found: dict[str, dict[str, int]] = {}
    hashes: dict[str, int] = {}
    version = ""
    for number, line in enumerate((ROOT / lock).read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("    --hash=sha256:"):
            hashes[version] += 1
        elif match := PIN.match(line):
            hashes, version = found.setdefault(canonicalize_name(match["name"]), {}), match["version"]
            hashes[version] = 0
        else:
            assert not line or line.startswith("#"), f"{lock}:{number} is neither a pin nor a hash: {line}"
    return found


LOCKS = {"requirements.lock": ("viewer",), "requirements-dev.lock": ("viewer", "research", "dev"), "requirements-newest.lock": ()}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock):
    locked = pins(lock)
    assert locked
    bare = [f"{name}=={version}" for name, versions in locked.items()
            for version, hashes in versions.items() if not hashes]
    assert not bare, f"{lock}: no hash for {bare}"


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_agree_with_the_declared_dependencies(lock):
    """Each declared package is locked, in a version that its range allows; `make lock` mends it."""
    locked = pins(lock)
    build = [Requirement(line) for line in pyproject()["build-system"]["requires"]]
    for requirement in declared(*LOCKS[lock]) + build:
        versions = locked.get(canonicalize_name(requirement.name))
        assert versions, f"{lock} does not lock {requirement.name}"
        for version in versions:
            assert requirement.specifier.contains(version), f"{lock}: {requirement.name} {version} is not {requirement}"


def test_both_locks_hold_the_same_versions():
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


def test_build_backend_is_locked_as_declared():
    project = pyproject()
    assert project["dependency-groups"]["build"] == project["build-system"]["requires"]


def test_nothing_locked_changes_arithmetic():
    """Intel's vector library rounds differently, which would part the two engines."""
    assert not {"icc-rt", "intel-cmplr-lib-rt"} & set(pins("requirements-dev.lock"))


def test_every_declared_library_is_accounted_for():
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    names = [requirement.name for requirement in declared("viewer", "research", "dev")]
    missing = [name for name in names if f"`{name.lower()}`" not in text]
    assert not missing, f"docs/dependencies.md says nothing of {missing}"


# -- the command

HELP = """
import json, sys
from viz.cli.main import main
main(["--help"], standalone_mode=False)
heavy = {"numba", "mesa", "seaborn", "solara", "pandas", "matplotlib", "scipy", "pyarrow", "duckdb"}
print(json.dumps(sorted(heavy & set(sys.modules))))
"""


@pytest.mark.skipif(not sources("viz"), reason="viz/ has no code yet")
def test_help_loads_no_heavy_library():
    done = subprocess.run([sys.executable, "-c", HELP], cwd=ROOT, capture_output=True, text=True,
                          env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert done.returncode == 0, done.stderr
    assert "compare" in done.stdout
    assert json.loads(done.stdout.splitlines()[-1]) == []
