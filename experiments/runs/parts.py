"""A sweep in parts: each job of an array does the runs of every n-th world, in a folder of its own, without a coordinator."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from abm.settings.errors import refuse

ALLOWED = "PART/PARTS, as in 3/20: whole numbers, from 1/1 on"
MOST = 100_000


class SweepPart(NamedTuple):
    """Part `number` of `of`, counted from 1."""

    number: int
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


def read_part(text: str) -> SweepPart:
    """The part that a text names. Raises ConfigError."""
    found = re.fullmatch(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", str(text).strip(), re.ASCII)
    if found is None or not int(found[1]) <= int(found[2]) <= MOST:
        raise refuse("--part", "the part", text, ALLOWED)
    return SweepPart(int(found[1]), int(found[2]))


def shared_out(runs: Iterable[Any], part: SweepPart | None) -> Iterator[tuple[Any, bool]]:
    """Every run, with whether it is to be done in this part (in all of them without one), each address once.

    Worlds go round the parts, so that runs that share a starting state stay together and dear points are spread; a run that
    several worlds have in common belongs to the first.
    """
    seen: set[str] = set()
    world, worlds = None, -1
    for run in runs:
        if run.world != world:
            world, worlds = run.world, worlds + 1
        yield run, run.id not in seen and (part is None or worlds % part.of == part.number - 1)
        seen.add(run.id)
