"""One world in every way in which it can be run: `python benchmarks/matrix.py [PYTHON …]`. All must end in the same bytes.

This Python and those that are named (default: python3.11 to python3.13) where they are present with the libraries, checkout
and wheel, both engines, two seeds of Python's hashing, one and two threads that share out the households (and that the machine's
libraries may use). Builds the wheel aside; ends with code 1 when two ways differ.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parent.parent
PYTHONS = ("python3.11", "python3.12", "python3.13")
NEEDED = (
    "import platform, numba, mesa, pydantic, yaml, networkx, numpy; "
    "print(platform.python_version(), 'with numba', numba.__version__, 'numpy', numpy.__version__, 'mesa', mesa.__version__)"
)
WORLD = """
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
print(scenario.fingerprint()[:12], len(presets()), digest.hexdigest()[:16], abm.__file__)
"""


def pythons() -> dict[str, str]:
    """Name -> what there is of it: the versions of numba and numpy, or why it is left out."""
    found = {}
    for name in dict.fromkeys((sys.executable, *(sys.argv[1:] or PYTHONS))):
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


def told(python: str, place: Path, engine: str, seed: str, threads: str, desk: Path) -> tuple[str, bool]:
    """The digest of the world run this way, and whether the package came from `place`; what went wrong when it failed."""
    limits = {name: threads for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")}
    env = os.environ | limits | {"PYTHONPATH": str(place), "PYTHONHASHSEED": seed}
    done = subprocess.run([python, "-c", WORLD, engine, threads], cwd=desk, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        return done.stderr.strip().splitlines()[-1], False
    *digest, path = done.stdout.split()
    return " ".join(digest), Path(path).is_relative_to(place)


def main() -> int:
    """Run every way, print a line for each, and say whether all agree."""
    found, bad = {}, 0
    there = pythons()
    for name, what in there.items():
        print(f"{name}: {what}")
    with tempfile.TemporaryDirectory() as folder:
        places = {"checkout": ROOT, "wheel": wheel(Path(folder))}
        usable = [name for name, what in there.items() if " with numba " in what]
        for python, (place, path), engine, (seed, threads) in product(
            usable, places.items(), ("compiled", "reference"), (("0", "1"), ("4242", "2"))
        ):
            digest, own = told(python, path, engine, seed, threads, Path(folder))
            way = f"{there[python].split()[0]:<8} {place:<9} {engine:<10} PYTHONHASHSEED={seed:<5} threads={threads}"
            print(f"{way}  {digest}{'' if own else '  NOT FROM THERE'}", flush=True)
            found[way], bad = digest, bad + (not own)
    same = len(set(found.values())) == 1
    print(f"{len(found)} ways, {'all the same bytes' if same else 'NOT ALL THE SAME'}")
    return 0 if same and not bad else 1


if __name__ == "__main__":
    sys.exit(main())
