"""A second process that compiles the week from its last phase back, while the first starts at the front.

Nothing depends on it: what it has ready lies in the cache of compiled code, what it has not the first compiles itself.
"""

import gc
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from abm.compiling.kept import NAMED, cache_root
from abm.run.cores import cores
from abm.run.engines import PHASES
from abm.run.model import SocialDomain
from abm.settings.scenario import load_scenario
from abm.state.columns import HOUSEHOLD, PROFESSIONAL, SYSTEM, TEAM, Ties, table

BACKWARDS = ("work", "decide", "account", "strain", "close", "learn", "steer", "divide", "triage")
ROWS = np.zeros(1, np.int64)
FOUND = {"rows_by_worker": (ROWS, ROWS), "rows_with_requests": ROWS}  # what later phases are handed of earlier ones


@contextmanager
def second_process():
    """While this lasts a second process compiles along, where there is a second processor; neither collects garbage.

    Compiling makes millions of small objects that stay, and looking through them took a tenth of the time.
    """
    path = os.pathsep.join((str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")))
    root = cache_root()
    here = {**os.environ, "PYTHONPATH": path, NAMED: str(root)}
    process = None
    try:
        if cores() > 1 and root is not None:
            process = subprocess.Popen([sys.executable, "-m", "abm.run.ahead"], env=here, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        process = None  # one process does it too, later
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
        if process is not None:
            process.kill()
            process.wait()


class _Nobody(SocialDomain):
    """A place whose tables are empty rows: enough for the types of what the phases are handed."""

    def _make_place(self, seed: int, with_extra: bool) -> None:
        teams = self.place["teams"]
        self.household_table, self.system_record = table(HOUSEHOLD, self.scenario.households), table(SYSTEM, 1)[0]
        self.staff_table, self.team_table = table(PROFESSIONAL, teams), table(TEAM, teams)
        self.team_table["households"] = 1.0
        self.ties = Ties(np.zeros(1, np.int32), np.zeros(1, np.uint32), np.asarray(self.place["deprivation"], np.float64))
        self._thirds()


def _compiled_only(phase):
    """Stands for a phase: compiles it for what it is handed, and runs nothing."""
    def call(*handed):
        import numba

        whole = phase.alone() if hasattr(phase, "alone") else phase
        whole.compile(tuple(numba.typeof(thing) for thing in handed))
        return FOUND.get(phase.__name__)
    return call


def compile_backwards() -> None:
    """Compile the phases for a place without people, from the longest of the last ones back; no phase runs."""
    model = _Nobody(load_scenario(households=100, years=1), horizon=1)
    for phase in PHASES:
        setattr(model.phases, phase.__name__, _compiled_only(phase))
    model._begin_week()
    model._start = model._members = ROWS
    model._weights = np.zeros(1)
    for phase in BACKWARDS:
        getattr(model, phase)()


if __name__ == "__main__":
    gc.disable()
    compile_backwards()
