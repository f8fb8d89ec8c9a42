"""The room of this server process, from the environment that `leefwereld view --room` gives it; there is at most one."""

import functools
import os
from typing import NamedTuple

from viz.room.address import door_of
from viz.room.room import Room
from viz.room.stage import Stage
from viz.viewer.visitor import Visitor


class Opened(NamedTuple):
    """The room and the worlds that it is about."""

    room: Room
    stage: Stage


@functools.lru_cache(maxsize=1)
def opened() -> Opened | None:
    """The room of this process, or nothing when the viewer was started without one."""
    door = door_of(os.environ)
    if door is None:
        return None
    return Opened(Room(door), Stage(Visitor))
