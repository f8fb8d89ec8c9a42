"""The residents' phases as one would hold them in Mesa: a household is an agent with numbers and lists of its own.

The rules are today's, as plain Python (`abm.run.engines.plain_phases`), with the same luck; only what they work on is held as
one would without tables. The reference engine has the same rules over agents that look into the tables, which costs it more
and gives our bytes; here numbers of four bytes have eight, so that results agree but for rounding. There are no services:
files stay with their worker, and nothing is decided on.
"""

from typing import Any

import mesa
import numpy as np

from abm.run.engines import plain_phases
from abm.state.columns import HOUSEHOLD


class Column(list):
    """A list with the `shape` that rules ask of a table."""

    @property
    def shape(self) -> tuple[int]:
        """(rows,)."""
        return (len(self),)


class Grid:
    """Lists in a list, read and written by two numbers."""

    def __init__(self, array: np.ndarray) -> None:
        self.rows, self.shape = array.tolist(), array.shape

    def __getitem__(self, at: tuple[int, int]) -> Any:
        return self.rows[at[0]][at[1]]

    def __setitem__(self, at: tuple[int, int], value: Any) -> None:
        self.rows[at[0]][at[1]] = value


class Thing:
    """A row or a record with attributes of its own."""


class Household(mesa.Agent):
    """A household with all that is true of it as attributes."""

    __slots__ = tuple(column[0] for column in HOUSEHOLD)


def held(value: Any) -> Any:
    """A table, record, array or number as plain Python holds it; NamedTuples keep their fields."""
    if hasattr(value, "_fields"):
        return type(value)(*map(held, value))
    if isinstance(value, np.void):
        return filled(Thing(), value.dtype.names, value.item())
    if not isinstance(value, np.ndarray):
        return value.item() if isinstance(value, np.generic) else value
    if value.dtype.names:
        return Column(filled(Thing(), value.dtype.names, row) for row in value.tolist())
    return Grid(value) if value.ndim == 2 else Column(value.tolist())


def filled(thing: Any, names: tuple[str, ...], row: tuple) -> Any:
    """The thing with the values of a row, each its own copy."""
    for name, value in zip(names, row, strict=True):
        setattr(thing, name, value.tolist() if isinstance(value, np.ndarray) else value)
    return thing


class Residents(mesa.Model):
    """A place of households that live, feel and seek, from the state of a `SocialDomain`."""

    def __init__(self, other: Any) -> None:
        super().__init__()
        other.gather()
        table = other.household_table
        households = Column(filled(Household(self), table.dtype.names, row) for row in table.tolist())
        rest = {name: held(value) for name, value in other.world._asdict().items() if name not in ("h", "rules", "ties")}
        self.world = other.world._replace(h=households, rules=(held(other.tables),), **rest)
        self.scratch, self.due = [0.0] * 8, [0] * len(households)
        self.residents_all = plain_phases().residents_all

    def step(self) -> None:
        """One week of the residents' phases."""
        self.residents_all(0, len(self.world.h), self.scratch, self.due, self.world)
        self.world = self.world._replace(week=self.world.week + 1)
