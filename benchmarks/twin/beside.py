"""Two models of one warm state, one with the twin in C, and what differs between them."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from abm.run.model import SocialDomain
from abm.run.simulate import warmed
from abm.settings.scenario import load_scenario
from abm.state.columns import bare
from twin.layout import Residents, build
from twin.layout import arrays as laid


class Timed:
    """The residents' phases with the processor seconds of every week."""

    def __init__(self, function: Callable) -> None:
        self.function = function
        self.weeks: dict[int, float] = {}

    def __call__(self, *arguments) -> None:
        begun = time.thread_time()
        self.function(*arguments)
        week = arguments[-1].week  # households come in chunks: several calls a week
        self.weeks[week] = self.weeks.get(week, 0.0) + time.thread_time() - begun


def arrays(model: SocialDomain) -> Iterator[tuple[str, np.ndarray]]:
    """Everything of this week by name: columns of tables (padding between them is nobody's), ledgers and notes."""
    for name, value in laid("", model.world):
        columns = bare(value)
        yield from ((f"{name}.{column}", values) for column, values in columns.items()) if columns else [(name, value)]


def differences(one: SocialDomain, other: SocialDomain) -> list[str]:
    """Names of what differs in its bytes."""
    pairs = zip(arrays(one), arrays(other), strict=True)
    return [name for (name, a), (_, b) in pairs if np.asarray(a).tobytes() != np.asarray(b).tobytes()]


def pair(households: int, folder: Path) -> tuple[SocialDomain, SocialDomain, Timed, Residents]:
    """Two models of one warm state, the second with the C twin, and the residents' phases of both with their times."""
    scenario = load_scenario("responsive", households=households, years=3)
    ours, twins = (warmed(scenario, 1) for _ in range(2))
    us, twin = Timed(ours.phases.residents_all), Residents(build(folder, twins))
    for model, function in ((ours, us), (twins, twin)):
        model.phases = SimpleNamespace(**{**vars(model.phases), "residents_all": function})
    return ours, twins, us, twin
