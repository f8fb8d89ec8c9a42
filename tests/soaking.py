"""Many runs and many visitors in one process, one after the other, and how much memory is held after each round."""

import gc
import random
import resource
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from patience import PATIENCE

from abm.run.simulate import simulate
from abm.settings.scenario import load_scenario
from viz.viewer.session import Session, Spec
from viz.viewer.visitor import Visitor
from viz.viewer.world import Place

PRESETS = ("current_practice", "dossier_count", "responsive", "over_open", "bolt_on")
SEEDS = 10


def held() -> float:
    """Megabytes of memory that this process holds now (the most it ever held where the system does not tell)."""
    gc.collect()
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def run(number: int) -> None:
    """One tiny run: presets and seeds in turn."""
    scenario = load_scenario(PRESETS[number % len(PRESETS)], households=100, years=1)
    found = simulate(scenario, number // len(PRESETS) % SEEDS)
    assert np.isfinite(found.household_unmet).all()


def visit(number: int) -> "weakref.ref[Session]":
    """One visitor: comes, plays, moves a lever, goes back, keeps a moment, follows a person, saves, and leaves."""
    told = threading.Event()
    page: dict[str, dict] = {}  # type: ignore[type-arg]

    def tell(state: dict | None, shown: dict | None) -> None:  # type: ignore[type-arg]
        if state is not None:
            page["state"] = state
        if shown is not None:
            told.set()

    visitor = Visitor(tell, (Spec("dossier_count"), Spec("responsive")), Place(300, 1, number % SEEDS))
    visitor.start()
    commands = (
        {"act": "step", "weeks": 8}, {"act": "lever", "world": 0, "lever": "caseload_cap", "value": 9},
        {"act": "step", "weeks": 6},
        {"act": "seek", "week": 3}, {"act": "bookmark", "name": "here"}, {"act": "undo"}, {"act": "follow", "slot": 7},
        {"act": "page", "page": "follow"}, {"act": "save"},
        {"act": "configure", "worlds": [{"preset": "bolt_on", "measures": []}], "households": 250, "years": 1, "seed": 3},
        {"act": "step", "weeks": 4}, {"act": "show"},
    )  # fmt: skip
    for command in commands:
        told.clear()
        visitor.do(command)
        if command["act"] != "save":
            assert told.wait(PATIENCE), f"never told after {command['act']}"
    session = weakref.ref(visitor.session)
    visitor.close()
    visitor._thread.join(PATIENCE)
    assert not visitor._thread.is_alive()
    return session


ASKED = (
    {"act": "step", "weeks": 13}, {"act": "play"}, {"act": "page", "page": "guess"}, {"act": "page", "page": "follow"},
    {"act": "follow", "slot": 7}, {"act": "guess", "what": "add", "answers": {"unmet": "lower"}}, {"act": "seek", "week": 3},
    {"act": "guess", "what": "reveal"}, {"act": "lever", "world": 1, "lever": "caseload_cap", "value": 9}, {"act": "undo"},
    {"act": "step", "weeks": 520}, {"act": "bookmark"}, {"act": "page", "page": "worlds"},
)  # fmt: skip


class Seat:
    """One of many chairs in a room: whoever sits there asks for anything, leaves at any moment, and makes room for the next."""

    def __init__(self, number: int, place: Place) -> None:
        self.chance, self.place, self.left = random.Random(number), place, 0
        self.waits: list[float] = []  # seconds from asking, or from coming in, to the first answer
        self.gone: list[threading.Thread] = []
        self._sit()

    def _sit(self) -> None:
        self.answered = threading.Event()
        visitor = Visitor(lambda state, shown, event=self.answered: event.set(), (Spec("dossier_count"),) * 2, self.place)
        visitor.start()
        self.visitor = visitor

    def turn(self) -> None:
        """Ask for something, see an answer, and now and then leave at once, in whatever the visitor is at."""
        self.answered.clear()
        began = time.monotonic()
        self.visitor.do(dict(self.chance.choice(ASKED)))
        if self.chance.random() < 0.3:
            self.visitor.close()
            self.gone.append(self.visitor._thread)
            self.left += 1
            self._sit()
            began = time.monotonic()
        assert self.answered.wait(PATIENCE), "somebody waits for ever"
        self.waits.append(time.monotonic() - began)

    def end(self) -> None:
        """Leave the room; nobody's thread may be left behind."""
        self.visitor.close()
        for thread in (*self.gone, self.visitor._thread):
            thread.join(PATIENCE)
            assert not thread.is_alive(), "a visitor who left still works"


class Crowd(NamedTuple):
    """What came of a crowd: how many left in the middle of something, and how long each answer was waited for, in seconds."""

    left: int
    waits: list[float]


def crowd(seats: int, place: Place, go_on: Callable[[int], bool]) -> Crowd:
    """Visitors at one server who come, ask and leave at random, all at once, each while `go_on` says so of its turn."""
    chairs = [Seat(number, place) for number in range(seats)]
    failed: list[BaseException] = []

    def sit(chair: Seat) -> None:
        turn = 0
        try:
            while go_on(turn):
                chair.turn()
                turn += 1
        except BaseException as error:  # told where the test stands
            failed.append(error)

    threads = [threading.Thread(target=sit, args=(chair,), daemon=True) for chair in chairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    for chair in chairs:
        chair.end()
    assert not failed, failed
    return Crowd(sum(chair.left for chair in chairs), [wait for chair in chairs for wait in chair.waits])


def soak(work: Callable[[int], object], count: int, every: int) -> tuple[list[tuple[int, float]], float, float]:
    """Do `work` so many times: (done, megabytes) now and then, growth in kilobytes a time, and seconds.

    Growth is the slope of a straight line through what was held in the last four fifths: the first fill caches.
    """
    began, samples = time.perf_counter(), [(0, held())]
    for number in range(count):
        work(number)
        if (number + 1) % every == 0:
            samples.append((number + 1, held()))
    late = np.array([sample for sample in samples if sample[0] >= count / 5])
    slope = float(np.polyfit(late[:, 0], late[:, 1], 1)[0]) * 1000 if len(late) > 1 else float("nan")
    return samples, slope, time.perf_counter() - began
