"""One world in every way in which it can be run: `python benchmarks/matrix.py [PYTHON …]`. All must end in the same bytes.

This Python and those that are named (default: python3.11 to python3.13) where they are present with the libraries, checkout
and wheel, both engines, two seeds of Python's hashing, one and two threads that share out the households (and that the machine's
libraries may use); and for each Python the wheel in other places: a path with spaces and signs, a home that cannot be written to,
one processor. All run in another working folder. `--engine compiled` leaves out the slow one. Builds the wheel aside; ends with
code 1 when two ways differ.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PYTHONS = ("python3.11", "python3.12", "python3.13")
ENGINES = ("compiled", "reference")
NEEDED = (
    "import platform, numba, mesa, pydantic, yaml, networkx, numpy; "
    "print(platform.python_version(), 'with numba', numba.__version__, 'numpy', numpy.__version__, 'mesa', mesa.__version__)"
)
WORLD = r"""
import hashlib, sys
import abm
from abm.run import chunks
from abm.run.model import SocialDomain
from abm.settings.explain import presets
from abm.settings.scenario import load_scenario
chunks.CHUNK = 40
chunks.use_threads(int(sys.argv[2]))
scenario = load_scenario("responsive", measures=["peer_workers"], households=150, years=1)
model = SocialDomain(scenario, 11, sys.argv[1], horizon=30)
model.run(30)
digest = hashlib.sha256(model.digest().encode())
for part in (model.series_state, model.series_money, model.series_tally):
    digest.update(part[:30].tobytes())
print(scenario.fingerprint()[:12], len(presets()), digest.hexdigest()[:16], abm.__file__, sep="\t")
"""


def pythons(named: list[str]) -> dict[str, str]:
    """Name -> what there is of it: the versions of numba and numpy, or why it is left out."""
    found = {}
    for name in dict.fromkeys((sys.executable, *(named or PYTHONS))):
        path = shutil.which(name)
        if path is None:
            found[name] = "not present"
            continue
        asked = subprocess.run([path, "-c", NEEDED], capture_output=True, text=True, check=False)
        found[name] = asked.stdout.strip() if asked.returncode == 0 else "present without the libraries"
    return found


def wheel(folder: Path) -> Path:
    """The wheel, built from this checkout and unpacked."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as file:
        file.extractall(unpacked)
    return unpacked


class Way(NamedTuple):
    """One way to run: which Python, where the package lies, the engine, Python's hashing, threads, and what is odd about it."""

    python: str
    place: str
    path: Path
    engine: str = "compiled"
    seed: str = "0"
    threads: str = "1"
    env: tuple[tuple[str, str], ...] = ()
    processors: int = 0  # all of them


def told(way: Way, desk: Path) -> tuple[str, bool]:
    """The digest of the world run this way, and whether the package came from its place; what went wrong when it failed."""
    limits = {name: way.threads for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")}
    env = os.environ | limits | {"PYTHONPATH": str(way.path), "PYTHONHASHSEED": way.seed} | dict(way.env)
    some = f"import os; os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:{way.processors}])\n" if way.processors else ""
    done = subprocess.run([way.python, "-c", some + WORLD, way.engine, way.threads], cwd=desk, env=env, capture_output=True,
                          text=True, check=False)  # fmt: skip
    if done.returncode:
        return done.stderr.strip().splitlines()[-1], False
    digest, path = done.stdout.rstrip("\n").rsplit("\t", 1)
    return digest, Path(path).is_relative_to(way.path)


def ways(python: str, folder: Path, unpacked: Path, engines: list[str]) -> Iterator[Way]:
    """Every way to run with one Python."""
    for (place, path), engine, (seed, threads) in product(
        (("checkout", ROOT), ("wheel", unpacked)), engines, (("0", "1"), ("4242", "2"))
    ):
        yield Way(python, place, path, engine, seed, threads)
    odd = folder / "a b ünïcode 日本"
    if not odd.exists():
        shutil.copytree(unpacked, odd)
    yield Way(python, "odd path", odd)
    nothing = (("HOME", os.devnull), ("XDG_CACHE_HOME", ""), ("LEEFWERELD_CACHE", ""))
    yield Way(python, "no home", unpacked, env=(*nothing, ("TMPDIR", str(folder))))
    yield Way(python, "one core", unpacked, processors=1)


def main() -> int:
    """Run every way, print a line for each, and say whether all agree."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("pythons", nargs="*", metavar="PYTHON")
    options.add_argument("--engine", choices=ENGINES, action="append")
    asked = options.parse_args()
    found, bad = {}, 0
    there = pythons(asked.pythons)
    for name, what in there.items():
        print(f"{name}: {what}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpacked = wheel(folder)
        for python in [name for name, what in there.items() if " with numba " in what]:
            for way in ways(python, folder, unpacked, asked.engine or list(ENGINES)):
                digest, own = told(way, folder)
                text = f"{there[python].split()[0]:<8} {way.place:<9} {way.engine:<10} "
                text += f"PYTHONHASHSEED={way.seed:<5} threads={way.threads}"
                print(f"{text}  {digest}{'' if own else '  NOT FROM THERE'}", flush=True)
                found[text], bad = digest, bad + (not own)
    same = len(set(found.values())) == 1
    print(f"{len(found)} ways, {'all the same bytes' if same else 'NOT ALL THE SAME'}")
    return 0 if same and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
